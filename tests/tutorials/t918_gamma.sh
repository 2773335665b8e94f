#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t918_gamma - the eighteenth lesson is true: its commands print what it shows, its figures are drawn, and
# what it says of rates, delays and sizes holds. Beside the files of HNN: check-long/t993.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/18_gamma
check_commands "$lesson/lesson.md"
fail() { echo "$*" && exit 1; }
for figure in gamma_psd gamma_raster; do [ -s "results/$figure.png" ] || fail "no results/$figure.png"; done

# points each 4 Hz; the peak of 6 nA is thirty times the weak one and has a second one at 88 Hz
for name in weak current_6; do
    ./laminae analyse "results/$name" --what psd --signal agg --from 50 >"$name"
done
awk -F, 'FNR > 1 && $1 > 30 && $1 < 70 && $2 > top[FILENAME] { top[FILENAME] = $2 }
    $1 > 86 && $1 < 90 && FILENAME == "current_6" { second = $2 } FNR == 3 { step = $1 }
    END { x = top["current_6"]; ratio = x/top["weak"]
        exit !(step > 3.99 && step < 4.01 && ratio > 29 && ratio < 31 && second > 0.8*x) }' weak current_6 || fail 'peaks'
# a pyramid of the weak rhythm fires in every sixth wave, one of 6 nA in every wave
for rate in weak:9.12 current_6:44.00; do
    ./laminae analyse "results/${rate%:*}" --what rates --from 50 |
        awk -F, '$1 == "L5_pyramidal" { printf "%.2f\n", $2 }' | grep -qx "${rate#*:}" || fail "rate: $rate"
done
# baskets fire 3 and 6 ms after the pyramids that fired in the 12 ms before them
for delay in current_6:3 late:6; do
    awk '$3 == "L5_pyramidal" { p[n++] = $1 }
        $3 == "L5_basket" && $1 > 50 {
            for (s = c = i = 0; i < n; i++) if ($1 - p[i] < 12) { s += p[i]; c++ }
            if (c > 30) { d += $1 - s/c; m++ }
        }
        END { printf "%.0f\n", d/m }' "results/${delay%:*}/spikes_0.txt" | grep -qx "${delay#*:}" ||
        fail "delay: $delay"
done
