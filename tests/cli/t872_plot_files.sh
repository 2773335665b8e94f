#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t872_plot_files - figures of every kind as PNG, SVG, PDF and data; whole ones, in files of any name, of
# results of any name, which a later figure may replace.
set -u
draw=$LAMINAE_HOME/laminae
. "$LAMINAE_TESTS/lib/figure.sh"
folder="a b'c\"d \$e \\f"
"$draw" run erp --mesh 2,2 --tstop 12 --trials 2 --sensors "$LAMINAE_TESTS/lib/sensors.json" --probe lam=9,9,1400:-200:200 \
    --record v:L5_pyramidal:all --record-dt 0.5 --out "$folder" --no-plot --no-setup --quiet || fail 'no run'

# is_whole FILE TYPE
is_whole() {
    case $2 in
    png) is_png "$1" && tail -c 8 "$1" | grep -q -a IEND ;;
    svg) head -1 "$1" | grep -q '<?xml' && tail -n 2 "$1" | grep -q '</svg>' ;;
    pdf) head -c 5 "$1" | grep -q -a '%PDF-' && tail -c 40 "$1" | grep -q -a '%%EOF' ;;
    txt) head -1 "$1" | grep -q '^# a figure of Laminae' ;;
    esac
}
kinds=$("$draw" plot "$folder" --kind x 2>&1 | sed 's/.*accepted: //; s/,//g')
[ "$(echo "$kinds" | wc -w)" -ge 17 ] || fail "kinds: $kinds"
offered=$(awk -F' *[|] *' '$1 == "--kind KIND" { print $4 }' "$LAMINAE_HOME/tools/options.txt" |
    sed 's/,//g')
[ "$kinds" = "$offered" ] || fail "the program draws $kinds; --help offers $offered"
for kind in $kinds; do
    if [ "$kind" = movie ] || [ "$kind" = sensitivity ]; then continue; fi # others look at them
    grep -q "^| \`$kind\` |" "$LAMINAE_HOME/docs/figures.md" || fail "docs/figures.md: no $kind"
    said=$("$draw" plot "$folder" --kind "$kind" --out "it's $kind.png" 2>&1) || fail "$kind: $said"
    is_whole "it's $kind.png" png || fail "$kind: no whole picture"
done
for type in svg pdf txt png; do
    "$draw" plot "$folder" --kind csd --out "$type.$type" || fail "$type"
    is_whole "$type.$type" $type || fail "$type: not whole"
    before=$(cksum <"$type.$type")
    "$draw" plot "$folder" --kind dipole --out "$type.$type" || fail "$type: is not replaced"
    [ "$(cksum <"$type.$type")" != "$before" ] || fail "$type: the same"
done
! grep -q 'Gnuplot' svg.svg || fail 'svg: a title of gnuplot'
[ "$("$draw" plot "$folder/" --kind dipole)" = "${folder}_dipole.png" ] || fail 'no --out'
is_whole "${folder}_dipole.png" png || fail "no ${folder}_dipole.png"

"$draw" plot "$folder" --kind movie --out "it's.gif" || fail 'no movie'
[ "$(head -c 3 "it's.gif")" = GIF ] || fail 'movie: no gif'
"$draw" plot "$folder" --kind movie --out "it's.gif" || fail 'the movie is not replaced'
"$draw" plot "$folder" --kind movie --out frame.png 2>said && fail 'a movie as a .png'
grep -q 'ends in .gif' said || fail "a movie as a .png: $(cat said)"
# A run without spikes, a flat dipole, one contact: something is drawn nevertheless.
"$draw" run neymotin_2020 --mesh 2,2 --tstop 3 --probe one=9,9,0:100:100 --out flat --no-plot --no-setup \
    --quiet || fail 'no run'
for kind in dipole layers raster hist lfp psd tfr summary cells; do
    said=$("$draw" plot flat --kind $kind --out flat.png 2>&1) || fail "flat: $kind: $said"
done
"$draw" plot flat --kind drives 2>said
grep -q 'no drives' said || fail "no drives: $(cat said)"
printf '0 0\n1 0\n2 0\n3 0\n' >zero.txt
for kind in dipole layers psd; do
    said=$("$draw" plot zero.txt --kind $kind --out flat.png 2>&1) || fail "zero.txt: $kind: $said"
done
exit 0
