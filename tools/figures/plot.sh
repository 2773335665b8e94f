#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# plot.sh - draws figures of results, for `laminae plot`: laminae-plot writes what is drawn, gnuplot
# draws it, the picture gets its name when it is whole.
set -eu
LC_ALL=C
export LC_ALL

usage='usage: tools/figures/plot.sh PROGRAM NAME=VALUE ...

PROGRAM      laminae-plot
out=FILE     what is written: a file whose name ends in .png, .svg, .pdf, of a movie .gif or .mp4, or
             .txt, which is the data that it shows; without it RESULTS_KIND.png in this folder
force=1      any file is replaced, not only a figure of Laminae
NAME=VALUE   what PROGRAM takes

Exit status: 0 done, 1 the figure could not be drawn, 2 bad usage or input.'

scripts=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
. "$scripts/place.sh"
last_line() { printf '%s\n' "$1" | grep -v '^[[:space:]]*^*$' | tail -n 1; }

case ${1:-} in -h | --help) echo "$usage" && exit 0 ;; esac
[ $# -ge 1 ] || refuse 'plot.sh: no arguments; accepted: PROGRAM NAME=VALUE ...'
program=$1
shift
mark='a figure of Laminae'
letters='DejaVu Sans, Verdana, Arial, sans-serif' # of SVG, where the first is not there

# ---- where it goes ----------------------------------------------------------------------------
out='' force='' name='' kind=figure
for word in "$@"; do
    shift
    case $word in
    out=*) out=${word#out=} && continue ;;
    force=*) force=yes && continue ;;
    results=*) [ -n "$name" ] || name=${word#results=} ;;
    kind=*) kind=${word#kind=} ;;
    esac
    set -- "$@" "$word"
done
by_itself='' # that it says its name
if [ -z "$out" ]; then
    by_itself=yes
    [ "$kind" = movie ] && type=gif || type=png
    out=$(name_of "$name")_$kind.$type
fi
type=${out##*.}
types='png, .svg, .pdf or .txt'
[ "$kind" != movie ] || types='gif, .mp4 or .txt'
case $out in
*/.??? | .???) type='' ;; # it has no name
esac
case " .$types " in
*[\ .]"$type"[,\ ]*) ;;
*) refuse "--out: '$out'; accepted: a file that ends in .$types" ;;
esac
is_ours() { { head -c 1000 -- "$1" && tail -c 1000 -- "$1"; } 2>/dev/null | grep -q -a "$mark"; }
check_place "$out" figure "$force"
[ "$type" != mp4 ] || command -v ffmpeg >/dev/null 2>&1 ||
    refuse "--out: '$out': ffmpeg is missing; accepted: a .gif, or install ffmpeg"
[ "$type" = txt ] || command -v gnuplot >/dev/null 2>&1 ||
    refuse "gnuplot is missing; install gnuplot-nox"

# ---- drawing ----------------------------------------------------------------------------------
make_work plot
trap 'rm -rf "$work" "$part"' EXIT
trap 'exit 1' HUP INT TERM

status=0
"$program" "models=$scripts/../../params" "$@" >"$work/data" || status=$?
[ $status -eq 0 ] || exit $status

draw() {
    cd "$work"
    awk '/^#[0-9]*= / {
            file = substr($1, 2)
            file = file == "=" ? "settings.gp" : "panel_" substr(file, 1, length(file) - 1) ".gp"
            sub(/^[^ ]* /, "")
            print >file
        }' data 2>&1 || return
    script=figure
    [ "$kind" != movie ] || script=movie
    gnuplot -e "scripts = '$(printf '%s' "$scripts" | sed "s/'/''/g")'; picture_type = '$type'" \
        "$scripts/$script.gp" 2>&1 || return
    if [ "$type" = mp4 ]; then
        ffmpeg -loglevel error -framerate 12 -i frame_%04d.png -pix_fmt yuv420p \
            -vf 'pad=ceil(iw/2)*2:ceil(ih/2)*2' -metadata "comment=$mark" picture.mp4 2>&1 || return
    fi
    case $type in # gnuplot does not notice that its file found no room
    png) tail -c 8 picture.png | grep -q -a IEND ;;
    svg) tail -n 2 picture.svg | grep -q '^</svg>' ;;
    pdf) tail -c 8 picture.pdf | grep -q -a EOF ;;
    gif) [ "$(tail -c 1 picture.gif)" = ';' ] ;;
    mp4) [ -s picture.mp4 ] ;;
    esac || { echo "no room in '${TMPDIR:-/tmp}'" && return 1; }
}

# The mark by which it is known for a figure of ours.
marked() {
    case $type in
    png) # a chunk of text behind the first, which has a size of its own
        head -c 33 "$work/picture.png"
        printf '\000\000\000\034tEXtSoftware\000%s\276\356\042\051' "$mark"
        tail -c +34 "$work/picture.png"
        ;;
    svg)
        sed "1a\\
<!-- $mark -->
/^<title>Gnuplot<.title>\$/d
s/<title>.*<.title>//
s/]]>/]]\&gt;/g
s/font-family=\"DejaVu Sans:Bold\"/font-weight=\"bold\" font-family=\"$letters\"/g
s/font-family=\"DejaVu Sans\"/font-family=\"$letters\"/g
s/<image /<image style=\"image-rendering:pixelated\" /" "$work/picture.svg"
        ;;
    pdf) cat "$work/picture.pdf" && printf '%%%s\n' "$mark" ;;
    gif) # a comment before the last byte, which ends it
        head -c -1 "$work/picture.gif"
        printf '\041\376\023%s\000;' "$mark"
        ;;
    mp4) cat "$work/picture.mp4" ;;
    txt) cat "$work/data" ;;
    esac
}

if [ "$type" != txt ]; then
    problem=$(draw) || fail "gnuplot could not draw: $(last_line "$problem")"
fi
{ marked >"$part" && mv -f -- "$part" "$out"; } 2>/dev/null || fail "cannot write '$out'"
[ -z "$by_itself" ] || printf '%s\n' "$out"
