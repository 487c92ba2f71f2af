#!/bin/bash
# cmake --install, the folder moved elsewhere: the program, its data, the manual page and the library work. And examples/embed.c.
# Breaks if: the program needs the folder it was built in, or the public face needs more than its header and its library.
. "$(dirname "$0")/common.sh"
page=tests/coder/golden/seed.in
unset ENTENTE_DATA
cmake --install "$BUILD" --prefix "$work/here" > "$work/log" 2>&1 || { fail "cmake --install fails"; tail -n 5 "$work/log"; }
mv "$work/here" "$work/there"
"$work/there/bin/entente" code "$page" > "$work/installed" || fail "the installed program does not work"
"$E" code "$page" | cmp - "$work/installed" || fail "the installed program gives other bytes"
(cd / && "$work/there/bin/entente" triggers --lint > "$work/out")
says out "^$work/there/.*share/entente/data/event: [0-9]* problem"
[ -f "$work/there/share/man/man1/entente.1" ] || fail "no manual page"
[ -f "$work/there/include/entente.h" ] || fail "no header"
"$BUILD/embed" "$page" > "$work/embedded" || fail "examples/embed.c does not work"
sed -n 's/^event //p' "$work/embedded" | cmp - "$work/installed" || fail "the library gives other events than the command line"
"$E" read "$page" | cmp - <(sed -n 's/^article //p' "$work/embedded") || fail "the library gives other articles than the command line"
if ! nm "$E" 2>/dev/null | grep -q __asan_init; then
    cc -Wall -Werror examples/embed.c -o "$work/embed" $(PKG_CONFIG_PATH=$(dirname "$(find "$work/there" -name entente.pc)") pkg-config --cflags --libs entente) \
        || fail "a foreign program cannot be built"
fi
exit $failed
