#!/bin/bash
# The example monitor through the commands: add, then every question.
# Breaks if: what add reports is not what the archive holds, a command fails on a real monitor, or a second add stores things twice.
. "$(dirname "$0")/common.sh"
m=$work/m
mkdir "$m"
cp examples/belarus/monitor.ini "$m/"
expect 0 "$E" init "$m"
cp examples/belarus/notes/articles/*.md "$m/notes/articles/"
# shellcheck disable=SC2086
expect 0 "$E" add --json "$m" $example tests/coder/golden/seed.in
cp "$work/out" "$work/added"
# shellcheck disable=SC2086
expect 0 "$E" add --json "$m" $example tests/coder/golden/seed.in
python3 - "$work/added" "$work/out" <<'END' || fail "the summaries of add are wrong"
import json, sys
first, second = (json.load(open(path)) for path in sys.argv[1:])
assert first["articles"] > 100 and first["events"] > 100 and first["counted"] > 50 and first["refused"] == 0, first
assert first["notes"] == 3, first
assert second["articles"] == 0 and second["versions"] == 0 and second["known"] > 100 and second["notes"] == 0, second
END
[ -f "$m/index/similar.bin" ] || fail "add leaves no index of similar articles"

expect 0 "$E" check "$m"
says out "^0 problems"
expect 0 "$E" status "$m"
for category in elite society security west russia russia.kremlin russia.regions ukraine; do says out " $category, since"; done
expect 0 "$E" status "$m" --json --date 2016-02-29
python3 - "$work/out" <<'END' || fail "status --json is wrong"
import json, sys
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert len(rows) == 8 and all(row["date"] == "2016-02-29" for row in rows), rows
assert all(row["status"] in ("improving", "unchanged", "deteriorating", "unclear") and row["reason"].endswith(".") for row in rows), rows
assert all(abs(sum(row["p"].values()) - 1) < .01 for row in rows), rows
END
expect 0 "$E" status "$m" west --date 2016-02-29
says out "would be expected"
expect 2 "$E" status "$m" wets
says err 'nearest is "west"'
expect 0 "$E" trends "$m" --date 2017-03-31
expect 0 "$E" trends "$m" --date 2017-03-31 --json
expect 0 "$E" search "$m" border zone --json
says out '"article_id"'
expect 0 "$E" search "$m" '"border zone"'
says out "»"
expect 0 "$E" events "$m" --actor 'blr.*' --between 'rus.*' --from 2014-01-01 --to 2014-12-31
says out "2014-"
! grep -q "^201[567]" "$work/out" || fail "events outside of the days asked for"
expect 0 "$E" events "$m" --json --limit 3
event=$(python3 -c 'import json,sys; print(json.loads(open(sys.argv[1]).readline())["event"])' "$work/out")
article=$(python3 -c 'import json,sys; print(json.loads(open(sys.argv[1]).readline())["article_id"])' "$work/out")
[ "$(wc -l < "$work/out")" = 3 ] || fail "--limit is not kept"
expect 0 "$E" show "$m" "$event"
says out "called by"
expect 0 "$E" show "$m" "$article"
says out "\[$event\]"
expect 0 "$E" show "$m" blr
expect 2 "$E" show "$m" nobody.at.all
expect 0 "$E" similar "$m" "$article" --json
expect 0 "$E" similar "$m" tests/coder/golden/seed.in
says out "forum"
expect 1 "$E" similar "$m" "$work/missing"

# An analyst's article that changes is a new version; one that goes, goes.
printf '\nOne more sentence.\n' >> "$m/notes/articles/west-without-sanctions.md"
rm "$m/notes/articles/society-after-freedom-day.md"
expect 0 "$E" add "$m"
says out "1 analysts' articles stored, 1 taken away"
expect 0 "$E" check "$m"
exit $failed
