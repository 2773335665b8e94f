#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# report.sh - makes a page about results, for `laminae report`: laminae-report writes the page,
# laminae-analyse its tables, plot.sh its figures; the page gets its name when it is whole.
set -eu
LC_ALL=C
export LC_ALL

usage='usage: tools/report/report.sh FOLDER NAME=VALUE ...

FOLDER        holds laminae-report, laminae-analyse and laminae-plot
results=PATH  the results of a run, or a text of curves; repeatable
units=, data= of data whose file does not say them, as the programs take them
out=FILE      what is written: a file whose name ends in .html; without it RESULTS_report.html in this
              folder
force=1       any file is replaced, not only a report of Laminae

Exit status: 0 done, 1 the report could not be made, 2 bad usage or input.'

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
. "$here/../figures/place.sh"

case ${1:-} in -h | --help) echo "$usage" && exit 0 ;; esac
[ $# -ge 1 ] || refuse 'report.sh: no arguments; accepted: FOLDER NAME=VALUE ...'
programs=$1
shift
mark='<!-- a report of Laminae -->'

# ---- where it goes ----------------------------------------------------------------------------
out='' force='' name='' by_itself='' units='' data=''
for word in "$@"; do
    shift
    case $word in
    out=*) out=${word#out=} && continue ;;
    force=*) force=yes && continue ;;
    units=*) units=$word && continue ;;
    data=*) data=$word && continue ;;
    results=*) [ -n "$name" ] || name=${word#results=} ;;
    esac
    set -- "$@" "$word"
done
with() { # PROGRAM WORD ...
    program=$1
    shift
    "$program" ${units:+"$units"} ${data:+"$data"} "$@"
}
if [ -z "$out" ]; then
    by_itself=yes # it says its name
    out=$(name_of "$name")_report.html
fi
case $out in
*[!/].html) ;;
*) refuse "--out: '$out'; accepted: a file that ends in .html" ;;
esac
is_ours() { head -c 200 -- "$1" 2>/dev/null | grep -q -a "^$mark"; }
check_place "$out" report "$force"
command -v gnuplot >/dev/null 2>&1 || refuse "gnuplot is missing; install gnuplot-nox"

make_work report
drawing='' # the processes that draw
# shellcheck disable=SC2086 # a list of processes
trap 'kill $drawing 2>/dev/null || :; rm -rf "$work" "$part"' EXIT
trap 'exit 1' HUP INT TERM

# ---- the page, and what is to be put into it --------------------------------------------------
with "$programs/laminae-report" "$@" part=page >"$work/page" || exit
with "$programs/laminae-report" "$@" part=figures >"$work/list" || exit
with "$programs/laminae-report" "$@" part=labels >"$work/labels" || exit
{ cat "$here/report.css" >"$work/style" && cat "$here/report.js" >"$work/script"; } 2>/dev/null ||
    fail "no room in '${TMPDIR:-/tmp}'"

# note FILE: what is said in place of what could not be had, from the error's line
note() {
    printf '<p class="none">Not here: %s</p>\n' \
        "$(tail -n 1 "$1" | sed 's/^laminae: //; s/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g')"
}

# Of so many figures as there are processors at a time; each leaves NAME, or NAME.failed.
draw() { # LANE LANES RESULT ...
    lane=$1 lanes=$2 line=0
    shift 2
    while read -r name kind first last; do
        line=$((line + 1))
        [ $((line % lanes)) -eq "$lane" ] || continue
        draw_one "$@" || { mv "$work/$name.error" "$work/$name.failed" && return; }
    done <"$work/list"
}
draw_one() { # RESULT ...: those from $first to $last; fails where a figure should be and is not
    n=0
    for word in "$@"; do
        shift
        n=$((n + 1))
        if [ $n -ge "$first" ] && [ $n -le "$last" ]; then set -- "$@" "$word"; fi
    done
    status=0
    "$here/../figures/plot.sh" "$programs/laminae-plot" "kind=$kind" "samples=1200" \
        ${units:+"$units"} ${data:+"$data"} "$@" "out=$work/$name.svg" 2>"$work/$name.error" || status=$?
    case $status in
    0) awk -v name="$name" -f "$here/svg.awk" "$work/$name.svg" >"$work/$name" ;;
    2) note "$work/$name.error" >"$work/$name" ;;
    *) return 1 ;;
    esac
}
lanes=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
lane=0
while [ $lane -lt "$lanes" ]; do
    draw $lane "$lanes" "$@" &
    drawing="$drawing $!"
    lane=$((lane + 1))
done

for what in peaks rates bands; do
    n=0
    for word in "$@"; do
        n=$((n + 1))
        status=0
        with "$programs/laminae-analyse" "$word" "what=$what" format=csv >"$work/$what.$n.csv" \
            2>"$work/$what.$n.error" || status=$?
        [ $status -ne 1 ] || fail "$(sed 's/^laminae: //' "$work/$what.$n.error")"
        [ $status -eq 0 ] || : >"$work/$what.$n.csv"
    done
    awk -v what=$what -v n=$n -v work="$work" -f "$here/table.awk" </dev/null >"$work/$what"
    [ -s "$work/$what" ] || note "$work/$what.1.error" >"$work/$what"
done
for lane in $drawing; do wait "$lane" || fail 'a figure could not be drawn'; done
drawing=''
for failed in "$work"/*.failed; do
    [ ! -e "$failed" ] || fail "$(tail -n 1 "$failed" | sed 's/^laminae: //')"
done

whole() {
    awk -v work="$work" '
        /^<!--insert [a-z0-9_]*-->$/ {
            file = work "/" substr($2, 1, length($2) - 3)
            while ((good = (getline line <file)) > 0) print line
            if (good < 0) exit 1
            close(file)
            next
        }
        { print }' "$work/page"
}
{ whole >"$part" && tail -n 1 "$part" | grep -q '^</html>$' && mv -f -- "$part" "$out"; } 2>/dev/null ||
    fail "cannot write '$out'"
[ -z "$by_itself" ] || printf '%s\n' "$out"
