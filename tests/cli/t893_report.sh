#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t893_report - a page about results has what they hold: each of its parts changes with the data, its
# numbers are those of analyse, its traces the samples, its figures those of plot.
set -u
draw=$LAMINAE_HOME/laminae
. "$LAMINAE_TESTS/lib/figure.sh"
page() { python3 "$LAMINAE_TESTS/lib/page.py" "$@"; }
report() { "$draw" report "$@" --no-setup; }
# run FOLDER MU
run() {
    "$draw" run erp --mesh 2,2 --tstop 30 --trials 2 --sensors "$LAMINAE_TESTS/lib/sensors.json" --record v:L5_pyramidal:soma \
        --probe lam=9,9,1400:-200:400 --set drives.evprox1.mu="$2" --scale 3000 --out "$1" --no-plot \
        --no-setup --quiet || fail "no run $1"
}
run a/run 8
run b/run 11
for which in a b; do
    [ "$(cd $which && report run)" = run_report.html ] || fail 'its name is not said'
    page $which/run_report.html $which/parts || fail "$which: not as a page should be"
done

# ---- each part is there and is of its data ----
for part in dipole layers psd drives_1 raster_1 hist_1 tfr_1 lfp_1 csd_1 eeg_1 meg_1 topography_1 traces_1 \
    zoom_dipole zoom_cells_1 peaks rates bands run_1; do
    if [ ! -s a/parts/$part ] || [ ! -s b/parts/$part ]; then fail "no $part"; fi
    ! cmp -s a/parts/$part b/parts/$part || fail "$part: the same, of other data"
    ! grep -q 'class="none"' a/parts/$part || fail "$part: $(grep none a/parts/$part)"
done
(cd a && report run --out again.html) || fail 'again'
cmp a/run_report.html a/again.html || fail 'not the same, of the same data'

# ---- numbers: those of analyse, to the digits that are shown ----
for what in peaks rates bands; do
    "$draw" analyse a/run --what $what --no-setup | tail -n +2 >expected
    sed 's/<[^>]*tbody[^>]*>/@/; s/<\/[^>]*td>/,/g' "a/parts/$what" |
        awk '/@/ { inside = !inside; next } inside { gsub(/<[^>]*>/, ""); sub(/,$/, ""); print }' >shown
    if [ ! -s shown ] || [ "$(wc -l <shown)" -ne "$(wc -l <expected)" ]; then fail "$what: $(cat shown)"; fi
    awk -F, 'NR == FNR { for (k = 1; k <= NF; k++) e[FNR, k] = $k; next }
        {
            for (k = 1; k <= NF; k++) {
                is = e[FNR, k] ~ /^[-+0-9.e]+$/ ? ($k - e[FNR, k])^2 <= 1e-8*e[FNR, k]^2 : \
                    $k == e[FNR, k] || e[FNR, k] == "" && $k == "–"
                if (!is) { print FNR, k, $k, e[FNR, k]; bad = 1 }
            }
        }
        END { exit bad }' expected shown || fail "$what"
done

# ---- traces: every sample of the mean, but for the first; the same below what a recorded cell is ----
tr '<' '\n' <a/parts/zoom_dipole |
    sed -n 's/.*class="c0".* d="M\([^"]*\)".*/\1/p' | tr 'L' '\n' >points
awk '!/^#/ { print $1, $2 }' a/run/dipole_mean.txt >samples
[ "$(wc -l <points)" -ge 1200 ] || fail "points: $(wc -l <points)"
awk 'NR == FNR { t[FNR] = $1; y[FNR] = $2; n = FNR; next }
    FNR > 1 && (($1 - t[FNR])^2 > 1e-8 || ($2 - y[FNR])^2 > 1e-10*y[FNR]^2 + 1e-20) { print FNR, $0, y[FNR]; bad = 1 }
    END { exit bad || FNR != n }' samples points || fail 'the points are not the samples'
[ "$(grep -c 'class="c[0-7]" data-name="[0-9]*/soma/v_mV"' a/parts/zoom_cells_1)" -eq 4 ] ||
    fail 'four cells were recorded'

# ---- figures: what plot draws ----
"$draw" plot a/run --kind raster --no-setup --out raster.svg || fail raster
grep -c 'gpPt' raster.svg >expected
grep -c 'raster_1-gpPt' a/parts/raster_1 >shown
cmp expected shown || fail 'raster: other spikes than in the figure of plot'

# ---- dark: each colour of the figures has another on a dark page ----
# But for white on maps, and what gnuplot itself names where nothing is drawn.
grep -o 'var(--[0-9a-f]\{6\}' a/run_report.html | sed 's/var(//' | sort -u | grep -v -e --fefefe -e --9400d3 -e --6a0320 >used
sed -n '/prefers-color-scheme: dark/,/^}/p' "$LAMINAE_HOME/tools/report/report.css" | grep -o -e '--[0-9a-f]\{6\}:' |
    tr -d : | sort -u >dark
[ "$(wc -l <used)" -ge 8 ] || fail "colours: $(cat used)"
comm -23 used dark >light
[ ! -s light ] || fail "no dark $(cat light)"
! grep -q 'stroke="rgb\|fill="black' a/run_report.html || fail 'a colour that stays on a dark page'

# ---- two results: what differs between them ----
report a/run b/run --out two.html || fail two
page two.html two || fail 'two results: not as a page should be'
sed 's/<[^>]*>/ /g' two/differences | grep . >said
grep -q '1 parameter ' said || fail "differences: $(cat said)"
grep -q 'drives.evprox1.mu *8 ms *11 ms' said || fail "differences: $(cat said)"
grep -q 'a/run, b/run' two/words || fail 'results of one name are not told apart'
for part in dipole layers psd raster_1 raster_2 lfp_1 lfp_2 zoom_dipole zoom_cells_1 zoom_cells_2; do
    [ -s two/$part ] || fail "two: no $part"
done
[ "$(grep -c 'class="c[01]" data-name' two/zoom_dipole)" -eq 2 ] || fail 'two dipoles'
report a/run a/run --out same.html || fail same
page same.html same || fail 'the same twice: not as a page should be'
grep -q 'The networks are the same' same/words || fail 'the same is not said to be'
