# prepare.sh: what ./run and ./test do before anything else; read by both with `.`.
#
# prepare_packages PACKAGE…      installs the missing Debian packages: says in one line which, asks nothing, needs root or sudo. Without a missing
#                                one it costs some milliseconds and no network.
# prepare_node                   the same for the site's assets: Node packages of web/package.json. Without node or a network the pages work all
#                                the same (the server draws the charts), so that this never fails.
# prepare_build FOLDER OPTION…   configures with CMake (Ninja, unless the folder was made for something else) and builds.

say() { printf '%s: %s\n' "$name" "$*"; }
is_terminal() { [ -t 1 ]; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@" 2>/dev/null || sudo "$@"; fi
}

missing_packages() {
    command -v dpkg-query >/dev/null || return 0
    local package
    for package; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s ' "$package"
    done
}

apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return
    as_root apt-get update -qq >/dev/null 2>&1
    as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

prepare_packages() {
    local missing
    missing=$(missing_packages "$@")
    [ -z "$missing" ] && return
    say "installs with apt: $missing"
    # shellcheck disable=SC2086
    apt_install $missing || { say "could not install: $missing"; return 1; }
}

prepare_node() {
    [ -f web/package.json ] || return 0
    local done=web/node_modules/.entente-packages
    [ -f "$done" ] && [ ! web/package.json -nt "$done" ] && return 0
    if ! command -v npm >/dev/null; then
        say "installs with apt: nodejs npm (for the scripts of the site)"
        apt_install nodejs npm 2>/dev/null || { say "no node: the pages do without scripts"; return 0; }
    fi
    say "installs the packages of web/package.json with npm"
    local how=install
    [ -f web/package-lock.json ] && how=ci
    if (cd web && npm "$how" --no-audit --no-fund --loglevel=error >/dev/null 2>&1); then
        touch "$done"
    else
        say "npm could not install them: the pages do without scripts"
    fi
}

prepare_build() {
    local folder=$1
    shift
    local generator=()
    [ -f "$folder/CMakeCache.txt" ] || generator=(-G Ninja)
    mkdir -p "$folder"
    cmake -S . -B "$folder" "${generator[@]}" "$@" > "$folder/configure.log" 2>&1 || { cat "$folder/configure.log"; return 1; }
    if is_terminal; then
        cmake --build "$folder" --parallel
    else
        cmake --build "$folder" --parallel > "$folder/build.log" 2>&1 || { tail -n 60 "$folder/build.log"; return 1; }
    fi
}

# A name for all that the files below the given paths contain.
content_of() {
    find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-64
}

debian_build="build-essential cmake ninja-build pkg-config libarchive-dev libicu-dev libmd4c-dev libmicrohttpd-dev libsqlite3-dev libstemmer-dev zlib1g-dev wordnet-base iso-codes"
debian_test="libcmocka-dev python3 curl zstd chromium"
