#!/bin/bash
# tools/lint on this tree, which must pass, and on a made-up one with each kind of fault.
# Breaks if: data come in without a licence, or code with a function, a mark or a path that nobody wants there, and nobody is told.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
bad=$(mktemp -d)
trap 'rm -rf "$bad"' EXIT
failed=0
fail() { echo "test_lint: $*"; failed=1; }

"$here/tools/lint" "$here" || fail "the tree itself has faults"

mkdir -p "$bad"/{data/event,src/page,tests,doc,build}
printf '# who does what\n# licence: Apache-2.0\nframe\tpattern\n' > "$bad/data/event/good.tsv"
printf '# one\n# two\n# three\n# licence: too late\n' > "$bad/data/event/late.tsv"
printf '/* page.c: good; a printf of one piece, snprintf(3), is fine */\n' > "$bad/src/page/page.c"
printf 'int page_count;\n' > "$bad/src/page/page_bare.c"
{ printf '/* wide */\n'; printf 'é%.0s' $(seq 160); printf '\n'; printf 'e%.0s' $(seq 161); printf '\n'; } > "$bad/src/page/page_wide.c"
{ printf '/* long */\nint f(void)\n{\n'; seq 61; printf '}\n'; } > "$bad/src/page/page_long.c"
printf '/* TO%s */\nvoid f(void) { str%s (a, b); }\n' DO cpy > "$bad/tests/test_page.c"
printf 'See /ro%s/notes, but not https://example.org/ro%s/notes\nhttps://example.org/wo%s/\n' ot ot rk > "$bad/doc/notes.md"
printf 'in a build folder /wo%s/\n' rk > "$bad/build/notes.md"
cat > "$bad/.expected" <<'END'
data/event/late.tsv:1: the data file has no licence line ("licence: …") in its first 3 lines
doc/notes.md:1: a path of somebody's machine
src/page/page_bare.c:1: the file has no comment at its head that says what it does
src/page/page_long.c:3: warning: the function has 61 lines; up to 60 fit a screen
src/page/page_wide.c:3: the line has 161 characters, and 160 are the most
END
printf 'tests/test_page.c:2: str%s is not used here; see base/str.h, base/buf.h or snprintf\n' cpy >> "$bad/.expected"
printf 'tests/test_page.c:1: a mark of unfinished work; finish it or write it into the tracker\n' >> "$bad/.expected"
"$here/tools/lint" "$bad" > "$bad/.found"
[ $? -eq 1 ] || fail "the bad tree passes"
diff "$bad/.expected" <(grep -v '^\.' "$bad/.found") || fail "the messages differ (< expected, > found)"

rm -r "$bad"/{data/event/late.tsv,doc,src/page/page_bare.c,src/page/page_wide.c,tests}
"$here/tools/lint" "$bad" > "$bad/.found" || fail "a warning alone fails"
exit $failed
