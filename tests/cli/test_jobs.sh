#!/bin/bash
# The same bytes for one worker and for eight, twice, in another locale and another time zone.
# Breaks if: a result depends on threads, addresses, the clock or the machine's settings.
. "$(dirname "$0")/common.sh"
for command in read code; do
    # shellcheck disable=SC2086
    "$E" $command --jobs 1 $example > "$work/first" 2> "$work/first.err" || fail "$command fails"
    for jobs in 8 8 1; do
        # shellcheck disable=SC2086
        LC_ALL=tr_TR.UTF-8 TZ=Asia/Kathmandu "$E" $command --jobs $jobs $example > "$work/next" 2> "$work/next.err" || fail "$command --jobs $jobs fails"
        cmp "$work/first" "$work/next" || fail "$command: --jobs $jobs gives other bytes"
        cmp "$work/first.err" "$work/next.err" || fail "$command: --jobs $jobs gives other messages"
    done
    [ "$(wc -l < "$work/first")" -gt 100 ] || fail "$command: hardly anything came out"
done
"$E" code examples/belarus/pages --jobs 2 | python3 -c '
import json, sys
for number, line in enumerate(sys.stdin, 1):
    print(json.dumps({"id": number, "text": json.loads(line)["text"], "date": "2016-02-15", "source": [], "recipient": []}))' > "$work/sentences.jsonl"
for how in --sentences --given; do
    "$E" code $how "$work/sentences.jsonl" --jobs 1 > "$work/first"
    "$E" code $how "$work/sentences.jsonl" --jobs 8 > "$work/next"
    cmp "$work/first" "$work/next" || fail "$how: --jobs 8 gives other bytes"
    [ -s "$work/first" ] || fail "$how gives nothing"
done
[ "$(wc -l < "$work/first")" = "$(wc -l < "$work/sentences.jsonl")" ] || fail "--given: not one line for each input"
exit $failed
