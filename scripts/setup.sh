#!/usr/bin/env bash
# Set up what the project needs: system packages, then a virtual environment in .venv.
#
#   scripts/setup.sh        what `make run` needs
#   scripts/setup.sh dev    what `make test` needs as well
#
# Does only what is not done yet. PYTHON=... chooses the interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."

mode=${1:-run}
venv=.venv
stamp=$venv/.set-up
node_tools=tests/node
versions="3.13 3.12 3.11 3.14"

say() { printf '%s\n' "$*" >&2; }
die() { say "setup: $*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# What the environment was made from; a change of any of it makes it anew.
fingerprint() { { cat pyproject.toml constraints.txt extract/version.py; pwd; } | cksum | tr ' ' -; }

is_set_up() {
    [ -f "$stamp" ] && fits "$venv/bin/python" || return 1
    local made_from made_for
    read -r made_from made_for <"$stamp"
    [ "$made_from" = "$(fingerprint)" ] && { [ "$made_for" = "$mode" ] || [ "$made_for" = dev ]; }
}

fits() {
    have "$1" && "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'
}

# A Python that fits, with what venv needs (Debian packs that apart).
is_suitable() { fits "$1" && "$1" -c 'import venv, ensurepip' 2>/dev/null; }

find_python() {
    local name
    for name in ${PYTHON:-python3 $(printf 'python%s ' $versions)}; do
        if is_suitable "$name"; then
            printf '%s\n' "$name"
            return 0
        fi
    done
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Why system packages cannot be installed from here; empty where they can.
apt_obstacle() {
    if ! have apt-get; then
        printf 'this system has no apt-get'
    elif [ "$(id -u)" != 0 ] && ! { have sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; }; then
        printf 'you are not root and sudo is not at hand'
    fi
}

apt_updated=
apt_install() {
    say "setup: installing $*"
    if [ -z "$apt_updated" ]; then
        as_root apt-get update -qq || say "setup: apt-get update failed; trying with the old lists"
        apt_updated=yes
    fi
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

has_tesseract() {
    have tesseract && [ "$(tesseract --list-langs 2>/dev/null | grep -cxE 'ind|eng')" = 2 ]
}

install_python() {
    local obstacle version
    obstacle=$(apt_obstacle)
    if [ -z "$obstacle" ]; then
        apt_install python3 python3-venv && find_python >/dev/null && return
        for version in $versions; do
            [ -n "$(apt-cache search --names-only "^python$version-venv\$")" ] || continue
            apt_install "python$version" "python$version-venv" && find_python >/dev/null && return
        done
        obstacle="the system's packages hold none"
    fi
    die "no Python 3.11 to 3.14 with its venv module was found, and $obstacle." \
        "Install one (Debian 12 or later, Ubuntu 24.04 or later: apt-get install python3" \
        "python3-venv) and run make again, with PYTHON=/path/to/python3 if it is not on PATH."
}

install_tesseract() {
    local obstacle
    obstacle=$(apt_obstacle)
    if [ -n "$obstacle" ]; then
        say "setup: Tesseract with Indonesian is not installed, and $obstacle." \
            "Digital PDFs and text work without it; for scans run:" \
            "apt-get install tesseract-ocr tesseract-ocr-ind tesseract-ocr-eng"
    elif ! apt_install tesseract-ocr tesseract-ocr-ind tesseract-ocr-eng; then
        say "setup: Tesseract could not be installed; digital PDFs and text work without it."
    fi
}

has_browser() { have chromium || have chromium-browser || have google-chrome; }

install_browser() {
    local obstacle
    obstacle=$(apt_obstacle)
    if [ -n "$obstacle" ]; then
        say "setup: Chromium is not installed, and $obstacle. Tests of diagrams are skipped;" \
            "to run them: apt-get install chromium fonts-liberation"
    elif ! apt_install chromium fonts-liberation; then
        say "setup: Chromium could not be installed; tests of diagrams are skipped."
    fi
}

has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || have initdb; }

install_postgres() {
    local obstacle
    obstacle=$(apt_obstacle)
    if [ -n "$obstacle" ]; then
        say "setup: PostgreSQL is not installed, and $obstacle. Tests of loading into it are" \
            "skipped; to run them: apt-get install postgresql"
    elif ! apt_install postgresql; then
        say "setup: PostgreSQL could not be installed; tests of loading into it are skipped."
    fi
}

# The npm packages that tests of diagrams run in the browser, and bpmnlint.
node_fingerprint() { cksum "$node_tools"/package*.json | cksum | tr ' ' -; }

install_node_packages() {
    local stamp=$node_tools/node_modules/.set-up
    [ "$(cat "$stamp" 2>/dev/null)" = "$(node_fingerprint)" ] && return
    say "setup: installing the npm packages of $node_tools"
    if PATH="$PWD/$venv/bin:$PATH" npm ci --prefix "$node_tools" --loglevel=error >/dev/null; then
        node_fingerprint >"$stamp"
    else
        say "setup: the npm packages could not be installed; tests of diagrams are skipped."
    fi
}

make_environment() {
    local python=$1
    if ! fits "$venv/bin/python"; then
        say "setup: making $venv with $("$python" --version)"
        rm -rf "$venv"
        "$python" -m venv "$venv"
    fi
    rm -f "$stamp"
    local pip=("$venv/bin/python" -m pip --disable-pip-version-check --quiet --quiet)
    local what=(--editable '.[all]')
    [ "$mode" = dev ] && what+=(--group dev)
    say "setup: installing the project's Python packages into $venv; this takes a minute or two"
    "${pip[@]}" install --upgrade 'pip>=25.1' # the first that knows --group
    # Versions known to fit each other: pip alone may search for such a set for many minutes.
    "${pip[@]}" install --constraint constraints.txt "${what[@]}"
    printf '%s %s\n' "$(fingerprint)" "$mode" >"$stamp"
}

case $mode in run | dev) ;; *) die "unknown mode $mode: run or dev" ;; esac
has_tesseract || install_tesseract
if ! is_set_up; then
    find_python >/dev/null || install_python
    make_environment "$(find_python)"
fi
if [ "$mode" = dev ]; then
    has_browser || install_browser
    has_postgres || install_postgres
    install_node_packages
fi
