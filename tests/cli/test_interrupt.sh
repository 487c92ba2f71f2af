#!/bin/bash
# SIGINT in the middle of add: exit status 130, the archive whole, and what was reported as stored is stored.
# Breaks if: an interrupt leaves half an article, loses what was counted, or looks like success.
. "$(dirname "$0")/common.sh"
m=$work/m
expect 0 "$E" init "$m"
# More input than can be done before the interrupt: a pipe that stays open.
mkfifo "$work/pipe"
{
    for file in examples/belarus/pages/union-wire/*.html; do
        python3 -c 'import json,sys; print(json.dumps({"url": "http://one.example/" + sys.argv[1], "html": open(sys.argv[1], encoding="utf-8").read()}))' "$file"
    done
    touch "$work/fed"
    exec sleep 60
} > "$work/pipe" &
feeder=$!
"$E" add --json "$m" "$work/pipe" > "$work/out" 2> "$work/err" &
adder=$!
for _ in $(seq 300); do
    [ -f "$work/fed" ] && break
    sleep 0.1
done
sleep 1
start=$SECONDS
kill -INT $adder
wait $adder
status=$?
[ $((SECONDS - start)) -lt 20 ] || fail "it went on for $((SECONDS - start)) s after the interrupt"
kill $feeder 2>/dev/null
[ $status = 130 ] || fail "exit status $status, not 130"
reported=$(sed -n 's/.*"articles":\([0-9]*\).*/\1/p' "$work/out")
stored=$("$E" check "$m" | sed -n 's/ articles in.*//p')
[ -n "$reported" ] && [ "$reported" = "$stored" ] || fail "$reported reported, $stored stored"
[ "${stored:-0}" -ge 1 ] || fail "nothing was stored before the interrupt"
expect 0 "$E" check "$m"
exit $failed
