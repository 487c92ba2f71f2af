# common.sh: what the tests of the command line share; read by each with `.`. $ENTENTE is the program; the folder is the source root.
set -u
E=${ENTENTE:?the program}
test_name=$(basename "$0" .sh)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
fail() { echo "$test_name: $*"; failed=1; }
# expect STATUS COMMAND…: runs it with stdout and stderr in $work/out and $work/err; says so where it ends otherwise.
expect() {
    local wanted=$1 status=0
    shift
    "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
    [ "$status" = "$wanted" ] || { fail "exit status $status, not $wanted: $*"; head -n 5 "$work/err"; }
}
# says FILE PATTERN: a line of out or err matches.
says() { grep -q -- "$2" "$work/$1" || { fail "$1 lacks \"$2\""; head -n 5 "$work/$1"; }; }
quiet() { [ ! -s "$work/$1" ] || { fail "$1 is not empty"; head -n 5 "$work/$1"; }; }
example="examples/belarus/pages examples/belarus/archive examples/belarus/dumps examples/belarus/feeds examples/belarus/lines"
