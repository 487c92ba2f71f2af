#!/bin/bash
# The example monitor, served by the program itself, in Chromium (tests/site/browser.mjs). Skipped with a line where Node, its packages or
# Chromium are missing; ./test installs the first two. Breaks for a page that a reader, a keyboard or a screen reader could not use.
set -u
skip() { echo "skipped: $1"; exit 77; }
command -v node >/dev/null || skip "node is not on this machine"
[ -d web/node_modules/playwright-core ] && [ -d web/node_modules/axe-core ] || skip "the packages of web/package.json are not installed (npm ci in web/)"
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || skip "Chromium is not on this machine"

folder=$(mktemp -d)
served=
trap '[ -n "$served" ] && kill "$served" 2>/dev/null; rm -rf "$folder"' EXIT
mkdir "$folder/monitor"
cp examples/belarus/monitor.ini "$folder/monitor/"
"$ENTENTE" init "$folder/monitor" >/dev/null || exit 1
cp -R examples/belarus/notes "$folder/monitor/"
"$ENTENTE" add "$folder/monitor" examples/belarus/pages examples/belarus/feeds examples/belarus/lines >/dev/null
[ $? -le 1 ] || { echo "the example could not be added"; exit 1; }

"$ENTENTE" serve "$folder/monitor" --port 0 >"$folder/out" 2>"$folder/err" &
served=$!
for _ in $(seq 100); do
    address=$(grep -o 'http://[^ ]*' "$folder/out") && break
    sleep 0.1
done
[ -n "${address:-}" ] || { echo "the site did not start"; cat "$folder/err"; exit 1; }
node tests/site/browser.mjs "$address"
status=$?
kill "$served"
wait "$served"
case $? in 0|130) ;; *) echo "the site did not end well"; status=1;; esac
served=
[ ! -s "$folder/err" ] || { echo "the site complained:"; cat "$folder/err"; status=1; }
exit $status
