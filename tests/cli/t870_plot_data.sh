#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t870_plot_data - what each kind of figure draws is what the run has left as text, what `laminae
# analyse` answers, or what the network says: all numbers in the data of the figure.
set -u
fail() { echo "$*" && exit 1; }
laminae() { "$LAMINAE_HOME/laminae" "$@"; }
laminae run erp --mesh 2,2 --tstop 34 --trials 2 --sensors "$LAMINAE_TESTS/lib/sensors.json" --probe lam=9,9,1400:-200:200 \
    --record v:L5_pyramidal:soma --out run --no-plot --no-setup --quiet || fail 'no run'

data() { # KIND OPTION ...; the data of a figure, in `data`
    kind=$1
    shift
    rm -f data.txt
    laminae plot run --kind "$kind" --out data.txt "$@" >said 2>&1 || fail "$kind: $(cat said)"
    mv data.txt data
    unit=$(sed -n "s/^#1= unit = '\(.*\)'/\1/p" data)
    case $unit in pAm) factor=1000 ;; fAm) factor=1000000 ;; *) factor=1 ;; esac
}
block() { # PANEL NAME; its rows
    awk -v name="# $1 $2" '$0 == name { inside = 1; next } inside && /^#/ { exit }
        inside && NF > 0 { print }' data
}
setting() { sed -n "s/^#$1= $2 = \([^+]*\).*/\1/p" data | tr -d "' "; } # PANEL NAME
# same WHAT FILE OTHER: numbers alike to 6 digits of the largest one in their column, many rows
same() {
    paste "$2" "$3" | awk -v what="$1" '
        NF % 2 { print what ": row " NR " has " NF " columns"; bad = 1; exit }
        { for (i = 1; i <= NF/2; i++) {
              value[NR, i] = $i; other[NR, i] = $(i + NF/2)
              size = $i < 0 ? -$i : $i
              most[i] = size > most[i] ? size : most[i]
          } n = NF/2 }
        END {
            if (bad) exit 1
            if (NR < 2) { print what ": " NR " rows"; exit 1 }
            for (i = 1; i <= n; i++) if (most[i] == 0) { print what ": column " i " is 0"; exit 1 }
            for (k = 1; k <= NR; k++) for (i = 1; i <= n; i++) {
                d = value[k, i] - other[k, i]
                if (d*d > (5e-6*most[i])^2) {
                    print what ": row " k ": " value[k, i] ", not " other[k, i]
                    exit 1
                }
            } }' || exit 1
}
columns() { # FILE COLUMN FACTOR; time and a column of a text, without sample 0
    awk -F'\t' -v c="$2" -v f="$3" '!/^#/ && $1 > 0 { print $1, f*$c }' "$1"
}

# ---- dipoles ----
data dipole
{ columns run/dipole_0.txt 2 "$factor" && columns run/dipole_1.txt 2 "$factor"; } >right
block 1 'trials 1' >drawn
same 'dipole: trials' drawn right
columns run/dipole_mean.txt 2 "$factor" >right
block 1 'mean 1' >drawn
same 'dipole: mean' drawn right
[ "$(block 1 arrows)" = "$(printf '26.61\t1\t2.47\t"evprox1"\t0\t0xD55E00')" ] || fail "arrows: $(block 1 arrows)"
data dipole --trials 1 --from 10 --to 20 --scale 1000
columns run/dipole_1.txt 2 $((1000 * factor)) | awk '$1 >= 10 && $1 <= 20' >right
block 1 'mean 1' >drawn
same 'dipole: trial 1, 10 to 20 ms, times 1000' drawn right
data dipole --mean
[ -z "$(block 1 'trials 1')" ] || fail '--mean: trials are drawn'
# half the difference of two is the standard error
paste run/dipole_0.txt run/dipole_1.txt | awk -v f="$factor" '!/^#/ && $1 > 0 {
    m = ($2 + $6)/2; e = ($2 > $6 ? $2 - $6 : $6 - $2)/2; print $1, f*(m - e), f*(m + e) }' >right
block 1 'sem 1' >drawn
same 'dipole: standard error' drawn right
data dipole --compare run/dipole_1.txt --trials 0
laminae compare run run/dipole_1.txt --trials 0 --format json >said 2>heard
rmse=$(sed -n 's/^ *"rmse": \([^,]*\),*/\1/p' said | head -1)
correlation=$(sed -n 's/^ *"correlation": \([^,]*\),*/\1/p' said | head -1)
note=$(awk -v r="$rmse" -v c="$correlation" -v f="$factor" -v u="$unit" \
    'BEGIN { printf "RMSE %.3g %s, r = %.2f", f*r, u, c }')
grep -q "notes\[1\] = '$note'" data || fail "not '$note': $(grep 'notes\[' data)"
columns run/dipole_1.txt 2 "$factor" >right
block 1 'mean 2' | awk '$1 > 0' >drawn
same 'dipole: data' drawn right
data layers
for panel in 1 2 3; do
    columns run/dipole_mean.txt $((panel + 1)) "$factor" >right
    block $panel 'mean 1' >drawn
    same "layers: $panel" drawn right
done
data dipole run/dipole_1.txt
columns run/dipole_1.txt 2 "$factor" >right
block 1 'mean 2' | awk '$1 > 0' >drawn
same 'dipole: of two results' drawn right

# Of two results: what both have alike in a first row, grey, what one alone has in a row and colour of its
# own; a drive without weights, or without spikes, has no arrow.
for change in drives.evprox1.mu=20 drives.evprox1.weights_*.*=0 drives.evprox1.numspikes=0; do
    laminae run erp --mesh 2,2 --tstop 70 --set "$change" --out "other_$change" --no-plot --no-setup --quiet ||
        fail "no run with $change"
done
laminae run erp --mesh 2,2 --tstop 70 --out plain --no-plot --no-setup --quiet || fail 'no plain run'
arrows() { # RESULT ...
    rm -f data.txt
    laminae plot "$@" --kind dipole --out data.txt && mv data.txt data && block 1 arrows | tr -d '"' | tr '\t' ' '
}
distal='63.53 -1 3.85 evdist1 0'
[ "$(arrows plain plain)" = "$distal 0x666666
26.61 1 2.47 evprox1 0 0x666666" ] || fail "arrows of the same: $(block 1 arrows)"
[ "$(arrows plain other_drives.evprox1.mu=20)" = "$distal 0x666666
26.61 1 2.47 evprox1 1 0x0072B2
20 1 2.47 evprox1 2 0xD55E00" ] || fail "arrows of two: $(block 1 arrows)"
[ "$(arrows plain --compare other_drives.evprox1.mu=20 | tail -1)" = '20 1 2.47 evprox1 2 0x000000' ] ||
    fail "arrows of data: $(block 1 arrows)"
[ "$(arrows plain run/dipole_1.txt | tail -1)" = '26.61 1 2.47 evprox1 0 0xD55E00' ] ||
    fail "arrows beside a text: $(block 1 arrows)"
for change in 'weights_*.*' numspikes; do
    [ "$(arrows "other_drives.evprox1.$change=0")" = "$distal 0x009E73" ] ||
        fail "arrows without $change: $(block 1 arrows)"
done

# ---- spikes ----
data raster
cells=12
[ "$(setting 1 'ends\[4\]')" = $cells ] || fail "raster: $(setting 1 'ends\[4\]') rows"
for k in 1 2 3 4; do block 1 "spikes $k"; done | awk '/^[0-9]/ { print $1 }' | sort -n >drawn
awk -v n=$cells '!/^#/ && $2 < n { print $1 }' run/spikes_0.txt | sort -n >right
same 'raster: trial 0' drawn right
data raster --trials 0,1
for k in 1 2 3 4; do block 1 "spikes $k"; done | awk '/^[0-9]/ { print $1 }' | sort -n >drawn
awk -v n=$cells '!/^#/ && $2 < n { print $1 }' run/spikes_0.txt run/spikes_1.txt | sort -n >right
same 'raster: both trials' drawn right
data hist # in Hz: spikes of a population by bins, cells and trials
bin=$(sed -n 's/.*bins of \([0-9.]*\) ms.*/\1/p' data)
for row in 1 2 3 4; do
    block 1 "row $row" | awk -v bin="$bin" 'NR % 2 { sum += $2*bin/1000 } END { printf "%d %.4g\n", NR, sum }'
done >drawn
for name in L2_basket:2 L2_pyramidal:4 L5_basket:2 L5_pyramidal:4; do
    awk -F'\t' -v name="${name%:*}" -v cells="${name#*:}" -v bin="$bin" '$3 == name { n++ }
        END { printf "%d %.4g\n", 2*int(34/bin + 0.999), n/2/cells }' run/spikes_0.txt run/spikes_1.txt
done >right
same hist drawn right
data drives
for row in 1 2 3; do block 1 "row $row" | awk 'NR % 2 { sum += $2 } END { print sum + 0, NR }'; done >drawn
for name in evdist1 evprox1 evprox2; do
    awk -F'\t' -v name=$name -v bin="$bin" '$3 == name { n++ } END { print n/2, 2*int(34/bin + 0.999) }' \
        run/spikes_0.txt run/spikes_1.txt
done >right
same drives drawn right

# ---- spectra ----
data psd --freq 0:100
square=$(awk -v u="$unit" 'BEGIN { f = u == "nAm" ? 1 : u == "pAm" ? 1e3 : 1e6; print f*f }')
laminae analyse run --what psd --signal agg --format csv >said || fail 'no psd'
awk -F, -v f="$square" 'NR > 1 && $1 <= 100 { print $1, f*$2 }' said >right
block 1 'mean 1' >drawn
same psd drawn right
data tfr --freq 20:100 --from 10 --to 30
block 2 power | awk '$2 == 40 { print $1, $3 }' >drawn
laminae analyse run --what tfr --signal agg --freq 40:41:1 --step 0.025 --from 10 --to 30 >said || fail 'no tfr'
awk -F, 'NR > 1 { print $1, $2 }' said >right
same tfr drawn right
# Of a long signal the power at some samples is drawn, also beside the ends, where it jumps.
awk 'BEGIN { print "# time_ms agg_nAm"
    for (i = 0; i < 54000; i++) print i/10, sin(0.0314*i/10) + i/9000 }' >long.txt
rm -f data.txt
laminae plot long.txt --kind tfr --freq 5:10 --out data.txt >said 2>&1 || fail "$(cat said)"
mv data.txt data
block 2 power | awk '$2 == 5 { print $1, $3 }' >drawn
laminae analyse long.txt --what tfr --signal agg --freq 5:6:1 --step 6 >said 2>errors || fail "$(cat errors)"
awk -F, 'NR > 1 { print $1, $2 }' said >right
same 'tfr of a long signal' drawn right

# ---- laminar ----
# mean KIND ROWS: the mean of two trials, a signal below the other, from the text of the run, without
# sample 0
mean() {
    for c in $2; do
        paste "run/$1_0.txt" "run/$1_1.txt" | awk -F'\t' -v c="$c" '!/^#/ && $1 > 0 {
            print $1, ($c + $(c + NF/2))/2 }'
    done
}
contacts='10 9 8 7 6 5 4 3 2' # from below
data lfp
block 1 traces | awk '{ print $1, $2 }' >drawn
mean lfp_lam "$contacts" >right
same lfp drawn right
[ "$(block 1 traces | awk '!($3 in is) { is[$3]; printf "%s ", $3 }')" = \
    '-200 0 200 400 600 800 1000 1200 1400 ' ] || fail 'lfp: heights'
data csd
block 1 traces | awk '{ print $1, $2 }' >drawn
mean csd_lam "$contacts" >right
same csd drawn right
block 1 image | awk '$2 == 0 { s += $3 } END { print s/NR*9, 1; print 1, 1 }' >drawn
mean csd_lam 9 | awk '{ s += $2 } END { print s/NR, 1; print 1, 1 }' >right
paste drawn right | awk 'NR == 1 { d = $1/$3 - 1; if (d*d > 1e-4) { print "csd: image: " $1 ", not " $3; exit 1 } }' ||
    exit 1

# ---- cells ----
data traces
[ "$(setting 1 n_rows)" = 4 ] || fail "traces: $(setting 1 n_rows)"
block 1 'row 2' | awk '{ print $1, $2 }' >drawn
gid=$(sed -n "s/.*names\[2\] = 'L5 pyramidal \([0-9]*\), soma'/\1/p" data)
h5dump -y -w 1 -m '%.9g' -o values -d "/trial/0/cells/$gid/soma/v_mV" run/results.h5 >/dev/null ||
    fail 'no voltage'
h5dump -y -w 1 -m '%.9g' -o times -d /trial/0/time_ms run/results.h5 >/dev/null || fail 'no time'
paste times values | tr -d ',' | awk 'NF == 2' >right
same traces drawn right
data traces --signal "$gid"
[ "$(setting 1 n_rows)" = 1 ] || fail 'traces: one cell'

data movie
[ "$(setting 1 n_frames)" = 100 ] || fail "movie: $(setting 1 n_frames) frames"
for k in 1 50 100; do # of the 1361 samples numbers 0, 673 and 1360; cells 10, 11, 8, 9
    block 1 "frame $k" | awk 'NR == 7 { print $3, 1 }'
done >drawn
sed -n '1p;674p;1361p' right | awk '{ print $2, 1 }' >voltages
same movie drawn voltages

# ---- sensors ----
for set in eeg:cap meg:helmet; do
    data ${set%:*}
    block 1 sensors | awk '{ print $1, $2 }' >drawn
    mean "${set%:*}_${set#*:}" '2 3 4 5' >right
    same "$set" drawn right
done
data topography --at 30
for panel in 1:eeg_cap 2:meg_helmet; do
    unit=$(setting ${panel%:*} unit)
    block ${panel%:*} 'sensors 1' | awk '{ print $3, 1 }' >drawn
    mean "${panel#*:}" '2 3 4 5' | awk -v u="$unit" '$1 == 30 {
        f = u ~ /^n/ ? 1e3 : u ~ /^p/ ? 1e6 : u ~ /^a/ ? 1e3 : 1
        print f*$2, 1 }' >right
    same "topography: $panel" drawn right
done
grep -q '^#1= times\[1\] = 30 ' data || fail 'topography: time'

# ---- the network ----
data cells
n=$(block 1 sections | awk '!/NaN/' | grep -c .)
[ "$n" -eq $((2 * (4 * (8 + 9) + 2 + 2))) ] || fail "cells: $n ends of sections" # 8, 9, 1, 1 of a cell
[ "$(block 1 electrodes | grep -vc NaN)" -eq 9 ] || fail 'cells: contacts'
data morphology
n=$(block 1 sections | grep -c .)
[ "$n" -eq $((5 * (8 + 9 + 1 + 1))) ] || fail "morphology: $n corners"
top=$(block 1 sections | awk '$2 > most { most = $2 } END { print most }')
[ "$top" = $((39 + 102 + 680 + 680 + 425)) ] || fail "morphology: the tuft ends at $top" # Neymotin 2020
data connectivity
# Of evprox1 onto layer 5 pyramids, by AMPA: 0.00865 uS at 3 sections, of a source in the corner of 2 x 2
# cells, with a space constant of 3
ampa=$(sed -n "s/^#1= receptors\[\([0-9]\)\] = 'ampa'/\1/p" data)
source=$(sed -n "s/^#1= sources\[\([0-9]\)\] = 'evprox1'/\1/p" data)
target=$(sed -n "s/^#1= targets\[\([0-9]\)\] = 'L5 pyramidal'/\1/p" data)
block 1 "matrix $ampa" | awk -v s="$source" -v t="$target" '$1 == t && $2 == s {
    right = 3*8.65*(1 + 2*exp(-1/9) + exp(-2/9))/4; d = $3/right - 1; n++
    if (d*d > 1e-8) { print "connectivity: " $3 ", not " right; exit 1 } }
    END { if (n != 1) { print "connectivity: " n " places"; exit 1 } }' || exit 1
data summary
for script in rows dipole raster lfp csd sensors sensors; do
    panel=$((${panel_before:-0} + 1))
    [ "$(setting $panel script)" = $script ] || fail "summary: panel $panel: $(setting $panel script)"
    panel_before=$panel
done
exit 0
