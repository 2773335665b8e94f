#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# summary.sh - draw DIR/summary.png: drives, current dipole and spikes of the run whose results are
# in DIR; and, where it had electrode arrays, what laminar.sh draws of them.
set -eu
LC_ALL=C
export LC_ALL

usage='usage: tools/summary.sh DIR [NAME [CELLS]]

DIR     a folder of results; dipole_N.txt and spikes_N.txt are read, summary.png is written
NAME    what to call the network in the title; the last part of DIR
CELLS   how many cells the network has: gids from there on are those of drives. Without it,
        populations are cells as long as their names begin with a layer, like L2_basket

Exit status: 0 done, 1 the figure could not be drawn, 2 bad usage or input.'

refuse() { echo "summary.sh: $*" >&2; exit 2; }
fail() { echo "summary.sh: $*" >&2; exit 1; }
last_line() { printf '%s\n' "$1" | grep -v '^[[:space:]]*^*$' | tail -n 1; }
# gnuplot does not notice that its file found no room.
is_whole() { tail -c 8 "$1" | grep -q IEND || { echo "no room in '${TMPDIR:-/tmp}'" && false; }; }

case ${1:-} in -h | --help) echo "$usage" && exit 0 ;; esac
case $# in [123]) ;; *) refuse "$# arguments; accepted: DIR [NAME [CELLS]]" ;; esac
[ -d "$1" ] || refuse "'$1' is no folder"
tools=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
dir=$(CDPATH='' cd -- "$1" && pwd -P)
TITLE=${2:-$(basename -- "$dir")}
CELLS=${3:-}
case $CELLS in *[!0-9]*) refuse "CELLS '$CELLS'; accepted: a whole number" ;; esac
command -v gnuplot >/dev/null 2>&1 || fail "gnuplot is missing; install gnuplot-nox"

work=$(mktemp -d "${TMPDIR:-/tmp}/laminae.XXXXXX" 2>&1) ||
    fail "TMPDIR: ${work##*: }: '${TMPDIR:-/tmp}'"
part=$dir/.summary.png.$$.part
trap 'rm -rf "$work" "$part"' EXIT
trap 'exit 1' HUP INT TERM

# awk and gnuplot meet names of our own only: the path of a user's folder may hold any character.
TRIALS=0
set --
for kind in dipole spikes; do
    k=0
    while [ -e "$dir/dipole_$k.txt" ]; do
        [ -r "$dir/${kind}_$k.txt" ] || refuse "'$dir': cannot read ${kind}_$k.txt"
        ln -s "$dir/${kind}_$k.txt" "$work/${kind}_$k"
        set -- "$@" "${kind}_$k"
        k=$((k + 1))
    done
    TRIALS=$k
done
[ "$TRIALS" -gt 0 ] || refuse "'$dir' holds no dipole_0.txt; accepted: the results of a run"

export TITLE CELLS TRIALS
cd "$work"
# What they say is never in a file: the disk may be full.
problem=$(awk -f "$tools/summary.awk" "$@" 2>&1) || case $? in
1) refuse "'$dir': $problem" ;;
*) fail "cannot write to '${TMPDIR:-/tmp}': $(printf '%s\n' "$problem" | head -n 1)" ;;
esac
problem=$(gnuplot settings.gp "$tools/summary.gp" 2>&1 && is_whole summary.png) ||
    fail "gnuplot could not draw: $(last_line "$problem")"
problem=$({ cp summary.png "$part" && mv -f "$part" "$dir/summary.png"; } 2>&1) ||
    fail "cannot write summary.png: $(last_line "$problem")"
for file in "$dir"/lfp_*_0.txt; do
    if [ -e "$file" ]; then "$tools/laminar.sh" "$dir" "$TITLE" && break; fi
done
