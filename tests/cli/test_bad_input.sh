#!/bin/bash
# Bad input of every kind: file, position and reason on stderr, the rest goes on, exit status 1.
# Breaks if: one bad file ends the run, is passed over in silence, or takes the memory of the machine.
. "$(dirname "$0")/common.sh"
good=tests/coder/golden/seed.in

: > "$work/empty"
head -c 4000 "$E" > "$work/binary"
gzip -c "$good" | head -c 700 > "$work/short.gz"
printf '\037\213\010\000nonsense' > "$work/broken.gz"
printf '{"text":"Minsk met Moscow.","id":1}\n{"text":\n' > "$work/lines.jsonl"
for bad in missing empty binary short.gz broken.gz; do
    for command in read code; do
        expect 1 "$E" $command "$work/$bad" "$good"
        says err "^entente: $work/$bad.*: "
        [ "$(wc -l < "$work/err")" = 1 ] || fail "$command $bad: not one line on stderr"
        [ -s "$work/out" ] || fail "$command $bad: the good file behind it gave nothing"
    done
done
expect 1 "$E" read "$work/lines.jsonl"
says err "lines.jsonl#2:2: no JSON"
[ "$(wc -l < "$work/out")" = 1 ] || fail "the good line of lines.jsonl is lost"
if [ "$(id -u)" != 0 ]; then
    mkdir -m 000 "$work/closed"
    expect 1 "$E" read "$work/closed" "$good"
    says err "^entente: $work/closed: "
    [ -s "$work/out" ] || fail "a closed folder ends the run"
fi

# A line of a gigabyte, as page, as JSON Lines and as a sentence: bounded memory (the sanitizers' own left aside: they get more).
gigabyte() { head -c 1000000000 /dev/zero | tr '\0' "$1"; }
limit() { if nm "$E" 2>/dev/null | grep -q __asan_init; then "$@"; else (ulimit -v 2000000; "$@"); fi; }
gigabyte a 2>/dev/null | limit "$E" read - >"$work/out" 2>"$work/err"
[ "${PIPESTATUS[1]}" = 1 ] || fail "a gigabyte on stdin is not refused"
says err "^entente: -:[0-9]*: .*longer"
{ printf '{"id":1,"text":"'; gigabyte b; printf '"}\n{"id":2,"text":"Belarus and Russia signed a treaty."}\n'; } 2>/dev/null \
    | limit "$E" code --sentences - >"$work/out" 2>"$work/err"
[ "${PIPESTATUS[1]}" = 1 ] || fail "a line of a gigabyte is not refused"
says err "^entente: -:1: the line is longer"
says out '^{"id":2,'

printf '{"id":1,"text":"Belarus and Russia signed a treaty.","date":"soon"}\n[]\nnothing\n{"id":4,"text":"Belarus and Russia signed a treaty."}\n' > "$work/s.jsonl"
expect 1 "$E" code --sentences "$work/s.jsonl"
for line in 1 2 3; do says err "^entente: $work/s.jsonl:$line: "; done
says out '^{"id":4,'
expect 1 "$E" code --sentences "$work/none.jsonl"
expect 1 "$E" parse "$work/missing"
expect 1 "$E" when "$work/missing"
printf '1\tMinsk\n3\tmet\n' > "$work/bad.conllu"
expect 1 "$E" parse --conllu "$work/bad.conllu"
says err "bad.conllu:2: "

# Monitors
expect 3 "$E" status "$work/nowhere"
expect 3 "$E" add "$work/nowhere" "$good"
expect 3 "$E" init "$work/nowhere/below"
expect 0 "$E" init "$work/m"
expect 3 "$E" init "$work/m"
printf '[monitor]\nnmae = x\n' > "$work/m/monitor.ini"
expect 3 "$E" status "$work/m"
says err "monitor.ini:2: "
expect 0 "$E" init "$work/n"
printf 'no database' > "$work/n/monitor.db"
expect 3 "$E" status "$work/n"
"$E" read "$good" > /dev/full 2> "$work/err"
[ $? = 3 ] || fail "a full disk looks like success"
exit $failed
