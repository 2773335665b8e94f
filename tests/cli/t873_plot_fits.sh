#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t873_plot_fits - whatever results are called and hold, figures have room for it: names beside the panels
# are short, panels keep half of the width, units suit the values, no trace crosses the one above it or
# leaves its panel, of many contacts some are drawn, each at its height or in its row of an image, and a
# population's colour does not depend on who has fired.
set -u
fail() { echo "$*" && exit 1; }
laminae() { "$LAMINAE_HOME/laminae" "$@"; }
data() { # RESULTS KIND OPTION ...
    results=$1 kind=$2
    shift 2
    rm -f data.txt
    laminae plot "$results" --kind "$kind" --out data.txt "$@" >said 2>&1 || fail "$kind: $(cat said)"
}
setting() { sed -n "s/^#$1= $2 = '\{0,1\}\([^+']*\).*/\1/p" data.txt | sed 's/ *$//'; } # PANEL NAME
block() { # PANEL NAME
    awk -v name="# $1 $2" '$0 == name { inside = 1; next } inside && /^#/ { exit }
        inside && NF > 0 { print }' data.txt
}

# ---- units ----
for case in 0.03:nAm:0.03 0.00003:pAm:0.03 0.00000003:fAm:0.03 30000:µAm:30; do
    printf '# time_ms agg_nAm\n0 0\n1 %s\n2 0\n' "${case%%:*}" >curve.txt
    data curve.txt dipole
    unit=${case#*:}
    [ "$(setting 1 unit)" = "${unit%:*}" ] || fail "$case: $(setting 1 unit)"
    block 1 'mean 1' | awk -v right="${unit#*:}" '$1 == 1 && ($2/right - 1)^2 < 1e-12 { n++ } END { exit n != 1 }' ||
        fail "$case: $(block 1 'mean 1')"
done

# ---- names ----
long=evoked_proximal_thalamocortical_first_volley_of_the_day
{
    printf '{"laminae_network": 1, "extends": "erp", "name": "many", "drives": {'
    k=0
    while [ $k -lt 24 ]; do
        printf '"%s_%d": {"type": "evoked", "location": "proximal", "mu": [%d, "ms"], "sigma": [0, "ms"],
            "numspikes": 1, "cell_specific": false, "n_drive_cells": 1, "event_seed": 1,
            "space_constant": [3, "grid"], "weights_ampa": {"L5_pyramidal": [1e-9, "uS"]},
            "synaptic_delays": {"L5_pyramidal": [1, "ms"]}}%s\n' \
            "$long" $k $((k / 4 + 1)) "$([ $k -lt 23 ] && echo ,)"
        k=$((k + 1))
    done
    printf '}}'
} >many.json
folder=$long-$long
laminae run many.json --mesh 2,2 --tstop 8 --probe uneven=9,9,0:1200:1200 --probe many=9,9,-400:2000:25 --probe dense=9,9,0:1350:1.5 \
    --out "$folder" --no-plot --no-setup --quiet || fail 'no run'
for kind in drives dipole raster summary connectivity psd; do
    data "$folder" $kind
    margin=$(sed -n 's/^#[0-9]*= margin_\(right\|left\) = \([0-9.]*\).*/\2/p' data.txt | sort -n | tail -1)
    awk -v margin="$margin" 'BEGIN { exit !(margin <= 810) }' || fail "$kind: a margin of $margin of 1800"
done
data "$folder" drives
awk '/^#1= names\[/ { n++; sub(/.* = ./, ""); sub(/, max.*/, ""); if (length($0) > 34) exit wrong = 1 }
    END { exit wrong || n != 27 }' data.txt || fail "names: $(grep names data.txt)"
for k in 4 27; do
    block 1 "row $k" | awk 'NR % 2 { sum += $2 } END { exit sum != 1 }' || fail "row $k of many drives"
done
data "$folder" dipole
[ "$(block 1 arrows | wc -l)" -eq 24 ] || fail "arrows: $(block 1 arrows)"
# Names of arrows at one time would be one over the other.
[ "$(block 1 arrows | grep -vc '""')" -eq 0 ] || fail "names of arrows: $(block 1 arrows)"
data "$folder" raster # nobody has fired
[ "$(setting 1 'colours\[1\]') $(setting 1 'colours\[2\]') $(setting 1 'colours\[3\]') $(setting 1 'colours\[4\]')" = \
    '#56B4E9 #0072B2 #E69F00 #D55E00' ] || fail "colours: $(grep colours data.txt)"

# ---- traces ----
cat >look.awk <<'PROGRAM'
{ y = $3 + gain*factor*$2 }
y < bottom - 0.01 || y > top + 0.01 { print "a trace leaves the panel: " y; bad = 1; exit }
$1 in last && $3 > z[$1] && y <= last[$1] { print "traces cross at " $1; bad = 1; exit }
{ last[$1] = y; z[$1] = $3; n++; if (!($3 in is)) heights++; is[$3] }
END { exit bad || n < 600 || heights != want }
PROGRAM
for want in uneven:2 many:24; do
    data "$folder" lfp --signal "${want%:*}"
    block 1 traces | awk -v gain="$(setting 1 gain)" -v factor="$(setting 1 factor)" -v want="${want#*:}" \
        -v bottom="$(setting 1 bottom)" -v top="$(setting 1 top_z)" -f look.awk ||
        fail "$want: $(block 1 traces | awk '!($3 in is) { is[$3]; printf "%s ", $3 }')"
done

# More contacts than an image can show: 600 rows, each of the nearest one.
data "$folder" csd --signal dense
block 1 image | awk 'NR == 1 || $2 != last { n++; last = $2 } n == 200 && $1 == 2 { print $2, $3 } END { print n }' >drawn
awk -F'\t' '$1 == 2 { printf "%.7g %.6g\n600\n", 1350*199/599, $(2 + 299) }' "$folder/csd_dense_0.txt" >right
cmp -s drawn right || fail "many contacts: $(cat drawn), not $(cat right)"

# Where contacts are equally high their numbers stand at the axis.
cat >grid.json <<'END'
{"electrode_arrays": {"grid": {"positions": [[[20, 20, 0], [20, 20, 900], [60, 20, 0], [60, 20, 900]], "um"],
    "conductivity": [0.3, "S/m"], "method": "psa", "min_distance": [0.5, "um"]}}}
END
laminae run erp --mesh 2,2 --tstop 2 --sensors grid.json --out grid --no-plot --no-setup --quiet || fail 'no run'
data grid lfp
block 1 traces | awk '$1 == 2 { print $3, $2 }' >drawn
awk -F'\t' '$1 == 2 { for (i = 2; i <= 5; i++) printf "%d %.6g\n", i - 2, $i }' grid/lfp_grid_0.txt >right
cmp -s drawn right || fail "a grid: $(cat drawn), not $(cat right)"
exit 0
