#!/bin/bash
# Help of every command, wrong usage, commands that are not built yet.
# Breaks if: a command is without help, help goes to stderr, or wrong usage looks like success to a script.
. "$(dirname "$0")/common.sh"
later="watch stories claims bulletin import export changes recode user"

expect 0 "$E" help
quiet err
commands=$(sed -n 's/^  \([a-z]*\)  .*/\1/p' "$work/out")
for command in read parse when actors code triggers init add status trends similar search events show serve check $later help; do
    echo "$commands" | grep -qx "$command" || fail "entente help does not list $command"
    expect 0 "$E" "$command" --help
    quiet err
    says out "Usage: entente $command"
    says out "--help"
    "$E" "$command" -h | cmp -s - "$work/out" || fail "$command: -h and --help differ"
    expect 0 "$E" help "$command"
    for part in NAME SYNOPSIS DESCRIPTION OPTIONS "EXIT STATUS"; do says out "^$part"; done
done
for command in $later; do
    expect 3 "$E" "$command" anything --at-all
    says err "entente: $command: not built yet"
done
expect 0 "$E" --version
says out "^entente [0-9]"
expect 2 "$E"
expect 2 "$E" raed
says err "did you mean read?"
expect 2 "$E" read --jbos 2
says err "did you mean --jobs?"
expect 2 "$E" read --to pdf
expect 2 "$E" read --jobs many
expect 2 "$E" status "$work" --date yesterday
expect 2 "$E" help nothing
for command in init add status trends similar search events show serve check; do
    expect 2 "$E" $command
    says err "entente: $command: needs"
done
expect 2 "$E" code --sentences a --given b
expect 2 "$E" actors
expect 2 "$E" triggers
expect 3 "$E" code --to icews tests/coder/golden/seed.in
says err "not built yet"
! "$E" help | grep -q "$(printf '\033')" || fail "colour in a pipe"
exit $failed
