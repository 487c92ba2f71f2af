#!/bin/bash
# Manual page and completions come from the tables of commands, and the tools that read them accept them.
# Breaks if: a command or option is missing there, or the files have a syntax error.
. "$(dirname "$0")/common.sh"
"$E" help --man > "$work/entente.1" || fail "no manual page"
for shell in bash zsh fish; do "$E" help --completion $shell > "$work/$shell" || fail "no completion for $shell"; done
for command in $("$E" help | sed -n 's/^  \([a-z]*\)  .*/\1/p'); do
    grep -q "^.SS entente $command " "$work/entente.1" || fail "the manual page lacks $command"
    for option in $("$E" "$command" --help | sed -n 's/^  *\(-., \)\?--\([a-z-]*\).*/\2/p'); do
        grep -q -- "-$option" "$work/entente.1" || fail "the manual page lacks --$option of $command"
        grep -q -- "$command) options=.*--$option " "$work/bash" || fail "bash lacks --$option of $command"
        grep -q -- "^  $command) .*--$option\[" "$work/zsh" || fail "zsh lacks --$option of $command"
        grep -q -- "seen_subcommand_from $command' -l $option " "$work/fish" || fail "fish lacks --$option of $command"
    done
done
bash -n "$work/bash" || fail "bash does not accept its completion"
! command -v groff >/dev/null || [ -z "$(groff -Tutf8 -Kutf8 -man -ww -z "$work/entente.1" 2>&1)" ] || fail "groff complains: $(groff -Tutf8 -Kutf8 -man -ww -z "$work/entente.1" 2>&1 | head -n 3)"
completed=$(bash -c '. "$1"; COMP_WORDS=(entente sta); COMP_CWORD=1; _entente; echo "${COMPREPLY[*]}"' - "$work/bash")
[ "$completed" = status ] || fail "entente sta completes to \"$completed\""
completed=$(bash -c '. "$1"; COMP_WORDS=(entente read --to mark); COMP_CWORD=3; _entente; echo "${COMPREPLY[*]}"' - "$work/bash")
[ "$completed" = markdown ] || fail "entente read --to mark completes to \"$completed\""
exit $failed
