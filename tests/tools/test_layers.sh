#!/bin/bash
# tools/layers on this tree, which must pass, and on a made-up one with each kind of wrong include.
# Breaks if: a room includes one below it, another room's private header or the library's face, and nobody is told.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
bad=$(mktemp -d)
trap 'rm -rf "$bad"' EXIT
failed=0
fail() { echo "test_layers: $*"; failed=1; }

"$here/tools/layers" "$here" || fail "the tree itself has wrong includes"

mkdir -p "$bad"/src/{base,text,when,coder,attic} "$bad"/{gen,tests}
printf '#include "text/text.h"\n' > "$bad/src/base/str.c"
printf '/* a\n */\n#include "base/str.h"\n#include "text/text_model.h"\n#include <stdio.h>\n#include "actor/actor.h"\n' > "$bad/src/text/text_tag.c"
printf '#include "text/text.h"\n# include <text/text_model.h>\n#include "text_model.h"\n#include "entente.h"\n' > "$bad/src/when/when_week.c"
printf '#include "entente.h"\n#include "when/when.h"\n' > "$bad/src/coder/coder.c"
printf '\n' > "$bad/src/attic/old.h"
printf '#include "text/text_model.h"\n' | tee "$bad/gen/text_pack.c" > "$bad/tests/test_text.c"
cat > "$bad/expected" <<'END'
src/base/str.c:1: base/ includes text/text.h, a room below it. No room is above base/.
src/text/text_tag.c:6: text/ includes actor/actor.h, a room below it. Rooms above text/: base intake page encoder.
src/when/when_week.c:2: includes text/text_model.h, private to text/. Its public face is text/text.h.
src/when/when_week.c:3: includes text_model.h, which is no header of a room. Write it as ROOM/NAME.h from src/ on.
src/when/when_week.c:4: when/ includes entente.h, the library's public face, which is made of the rooms down to coder/.
src/attic/old.h:1: attic/ is no room. The rooms: base intake page encoder text actor when event coder story store status format watch site cli.
END
"$here/tools/layers" "$bad" > "$bad/found"
[ $? -eq 1 ] || fail "the bad tree passes"
diff "$bad/expected" "$bad/found" || fail "the messages differ (< expected, > found)"
exit $failed
