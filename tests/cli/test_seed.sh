#!/bin/bash
# The seed page end to end: what read and code print for it, as people keep it in golden/. UPDATE=1 writes the files anew.
# Breaks if: furniture comes into the text, the second article is lost, a record changes its keys, or an event changes its meaning.
. "$(dirname "$0")/common.sh"
golden=tests/cli/golden
page=tests/coder/golden/seed.in

expect 0 "$E" read "$page"
cp "$work/out" "$work/seed.read.jsonl"
expect 0 "$E" read --to text "$page"
cp "$work/out" "$work/seed.read.text"
expect 0 "$E" read --to markdown "$page"
cp "$work/out" "$work/seed.read.md"
expect 0 "$E" code "$page"
python3 - "$work/out" > "$work/seed.code.tsv" <<'END'
import json, sys
KEYS = ("event page article sentence text type mode contexts cameo goldstein quad source recipient reciprocal trigger date date_to date_from place aspects "
        "speaker quantities confidence key notes").split()
events = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
if len(events) > 25:
    print("more than 25 events")
for event in events:
    if list(event) != KEYS:
        print("keys:", list(event))
    parties = [", ".join(party["actor"] or party["text"] for party in event[side]) for side in ("source", "recipient")]
    for party in event["source"] + event["recipient"]:
        if event["text"][party["start"]:party["end"]] != party["text"]:
            print("offsets of", party)
    print(event["article"], event["sentence"], event["type"], event["cameo"], *parties, event["date"], ",".join(event["aspects"]), event["trigger"]["text"],
          sep="\t")
END
for file in seed.read.jsonl seed.read.text seed.read.md seed.code.tsv; do
    [ -n "${UPDATE:-}" ] && cp "$work/$file" "$golden/$file"
    diff "$golden/$file" "$work/$file" || fail "$file differs (< expected, > found)"
done
exit $failed
