#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# summary.sh - draw DIR/summary.png, all that the run whose results are in DIR has measured, and a
# laminar_ARRAY.png for each of its electrode arrays; as `laminae plot` does.
set -eu

usage='usage: tools/summary.sh DIR [NAME [CELLS]]

DIR     a folder of results
NAME    what to call the network in the title; the last part of DIR
CELLS   is not used

Exit status: 0 done, 1 a figure could not be drawn, 2 bad usage or input.'

refuse() { echo "summary.sh: $*" >&2; exit 2; }

case ${1:-} in -h | --help) echo "$usage" && exit 0 ;; esac
case $# in [123]) ;; *) refuse "$# arguments; accepted: DIR [NAME [CELLS]]" ;; esac
[ -d "$1" ] || refuse "'$1' is no folder"
tools=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
program=${LAMINAE_LIB:-}
program=${program%/lib/*}/bin/laminae-plot # beside other libraries
[ -x "$program" ] || program=${tools%/*}/build/bin/laminae-plot
[ -x "$program" ] || refuse "nothing is built yet; run ./laminae setup"
name=${2:-$(basename -- "$1")}

draw() { # DIR FILE NAME=VALUE ...
    dir=$1 file=$2
    shift 2
    "$tools/figures/plot.sh" "$program" "results=$dir" "title=$name" "out=$dir/$file" force=1 "$@"
}
draw "$1" summary.png kind=summary
for file in "$1"/lfp_*_0.txt; do
    if [ -e "$file" ]; then
        array=$(basename -- "$file" _0.txt)
        draw "$1" "laminar_${array#lfp_}.png" kind=laminar "signal=${array#lfp_}"
    fi
done
