#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# laminar.sh - draw DIR/laminar_ARRAY.png for each electrode array of the run whose results are in
# DIR: its potentials and its current source density over the depth.
set -eu
LC_ALL=C
export LC_ALL

usage='usage: tools/laminar.sh DIR [NAME]

DIR     a folder of results; lfp_ARRAY_N.txt and, if there, csd_ARRAY_N.txt are read, one
        laminar_ARRAY.png for each ARRAY is written
NAME    what to call the network in the title; the last part of DIR

Exit status: 0 done, 1 a figure could not be drawn, 2 bad usage or input.'

refuse() { echo "laminar.sh: $*" >&2; exit 2; }
fail() { echo "laminar.sh: $*" >&2; exit 1; }
last_line() { printf '%s\n' "$1" | grep -v '^[[:space:]]*^*$' | tail -n 1; }
# gnuplot does not notice that its file found no room.
is_whole() { tail -c 8 "$1" | grep -q IEND || { echo "no room in '${TMPDIR:-/tmp}'" && false; }; }

case ${1:-} in -h | --help) echo "$usage" && exit 0 ;; esac
case $# in [12]) ;; *) refuse "$# arguments; accepted: DIR [NAME]" ;; esac
[ -d "$1" ] || refuse "'$1' is no folder"
tools=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
dir=$(CDPATH='' cd -- "$1" && pwd -P)
TITLE=${2:-$(basename -- "$dir")}
command -v gnuplot >/dev/null 2>&1 || fail "gnuplot is missing; install gnuplot-nox"

work=$(mktemp -d "${TMPDIR:-/tmp}/laminae.XXXXXX" 2>&1) ||
    fail "TMPDIR: ${work##*: }: '${TMPDIR:-/tmp}'"
part=$dir/.laminar_new.png.$$.part
trap 'rm -rf "$work" "$part"' EXIT
trap 'exit 1' HUP INT TERM

# draw ARRAY
draw() {
    rm -rf "$work/all" && mkdir "$work/all" && cd "$work/all"
    ARRAY=$1
    set --
    for kind in lfp csd; do
        k=0
        while [ -e "$dir/${kind}_${ARRAY}_$k.txt" ]; do
            ln -s "$dir/${kind}_${ARRAY}_$k.txt" "${kind}_$k"
            set -- "$@" "${kind}_$k"
            k=$((k + 1))
        done
    done
    export TITLE ARRAY
    # What they say is never in a file: the disk may be full.
    problem=$(awk -f "$tools/laminar.awk" "$@" 2>&1) || case $? in
    1) refuse "'$dir': $ARRAY: $problem" ;;
    *) fail "cannot write to '${TMPDIR:-/tmp}': $(printf '%s\n' "$problem" | head -n 1)" ;;
    esac
    problem=$(gnuplot settings.gp "$tools/laminar.gp" 2>&1 && is_whole laminar.png) ||
        fail "gnuplot could not draw: $(last_line "$problem")"
    problem=$({ cp laminar.png "$part" && mv -f "$part" "$dir/laminar_$ARRAY.png"; } 2>&1) ||
        fail "cannot write laminar_$ARRAY.png: $(last_line "$problem")"
}

found=''
for file in "$dir"/lfp_*_0.txt; do
    if [ -e "$file" ]; then
        found=$(basename -- "$file" _0.txt)
        draw "${found#lfp_}"
    fi
done
[ -n "$found" ] || refuse "'$dir' holds no lfp_ARRAY_0.txt; accepted: the results of a run with arrays"
