#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t917_alpha_and_beta - the seventeenth lesson is true: its commands print what it shows, its figures are
# drawn, and what it says of frequencies and of four cells holds. The whole column: check-long/t993.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/17_alpha_and_beta
check_commands "$lesson/lesson.md"
fail() { echo "$*" && exit 1; }
for figure in both psd jitter; do [ -s "results/$figure.png" ] || fail "no results/$figure.png"; done

# sharp: highest at 20.0 Hz; points are 1.5 Hz apart, two of them 10 Hz
./laminae analyse results/sharp --what psd --signal agg --from 50 |
    awk -F, 'NR > 1 && $2 > top { top = $2; at = $1 } NR == 3 { step = $1 }
        END { printf "%.1f %.1f %.1f %.1f\n", at, step, 6*step, 7*step }' >points
[ "$(cat points)" = '20.0 1.5 9.2 10.8' ] || fail "points: $(cat points)"
# both: beta at 23 Hz around 585 ms, where the dipole falls from 5 to -3 nAm, alpha around 520 ms
./laminae analyse results/both --what events --signal agg --from 50 --freq 5:30 --threshold 2.5 |
    awk -F, 'NR > 1 { printf "%.0f:%d ", $2, $3 }' >patches
grep -q "52[0-9]:11 .*58[0-9]:23" patches || fail "patches: $(cat patches)"
./laminae analyse results/both --what peaks --signal agg --from 560 --to 620 |
    awk -F, 'NR > 1 { printf "%.0f ", $4 }' | grep -qx '\-3 5 ' || fail 'the fall at 597 ms'
./laminae run neymotin_2020 --drives "$lesson/mu.json" --tstop 700 --mesh 1,1 --scale 300000 --no-plot \
    --quiet --set 'drives.above.weights_ampa.*=4e-4' --out results/four
./laminae analyse results/four --what bands --signal agg --from 50 --bands high=60:120 |
    awk -F, 'NR == 2 { exit !($7 > 0.375 && $7 < 0.385) }' || fail 'the share of four cells'
