#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t910_spectra_and_events - the tenth lesson is true: its commands print what it shows, its excerpts
# stand in the script, its figures are drawn; what it says of frequencies and of spikes holds.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/10_spectra_and_events
check_commands "$lesson/lesson.md" "$lesson/spectra_and_events.hoc"
fail() { echo "$*" && exit 1; }
for figure in psd below_tfr both_tfr events_tfr; do
    [ -s "results/$figure.png" ] || fail "no results/$figure.png"
done

# below: one peak, at 10 Hz; points are 1.6 Hz apart
./laminae analyse results/below --what psd --signal agg --from 100 | awk -F, '
    NR == 3 { step = $1 }
    NR > 1 && $2 > top { top = $2; at = $1 }
    END { printf "%.0f %.1f\n", at, step }' >peak
[ "$(cat peak)" = '10 1.6' ] || fail "peak and step: $(cat peak)"
# both: the strongest beta of the first trial is at 24 Hz and 467 ms
./laminae analyse results/both --what events --trials 0 --from 100 --freq 15:30 --threshold 2 \
    --signal agg | awk -F, 'NR > 1 && $4 > top { top = $4; at = int($2) " " $3 } END { print at }' >peak
[ "$(cat peak)" = '467 24' ] || fail "strongest beta: $(cat peak)"
# the only spike of a cell comes before 100 ms
cat results/below/spikes_* results/both/spikes_* | awk '$3 ~ /^L/ { print ($1 < 100) }' >spikes
[ "$(cat spikes)" = 1 ] || fail "spikes of cells: $(cat spikes)"
# three baskets fire in the event; from above alone none does, and power is highest at 11 Hz
awk '$3 ~ /^L/ { printf "%.1f %s\n", $1, $3 }' results/events/spikes_0.txt | uniq -c >spikes
grep -qx ' *3 294.6 L2_basket' spikes || fail "in the event: $(cat spikes)"
[ "$(wc -l <spikes)" -eq 1 ] || fail "in the event: $(cat spikes)"
./laminae run law_2021 --drives tutorials/03_rhythms/beta_event.json --mesh 3,3 --tstop 600 \
    --set 'drives.*.tstart=300' --set 'drives.*.tstop=350' \
    --set 'drives.beta_prox.weights_ampa.*=0' --no-plot --quiet --out results/above
if grep 'L[25]_' results/above/spikes_0.txt; then fail 'cells fire from above alone'; fi
./laminae analyse results/above --what events --freq 5:40 --signal agg |
    awk -F, '$2 > 200 { print $3 }' >highest
[ "$(sed 1d highest)" = 11 ] || fail "from above alone: $(cat highest)"
