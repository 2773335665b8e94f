#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t820_figure - summary.png is drawn from the text files alone, for any number of trials, drives and
# spikes, in folders of any name; what is no folder of results is refused in one line.
set -u
draw=$LAMINAE_HOME/tools/summary.sh
. "$LAMINAE_TESTS/lib/figure.sh"
folder="a b'c\"d"
mkdir "$folder"
printf '# time_ms\tagg_nAm\tL2_nAm\n0\t0\t0\n1\t2e-3\t2e-3\n2\t-1e-3\t-1e-3\n' >"$folder/dipole_0.txt"
printf '# time_ms\tgid\tpopulation\n' >"$folder/spikes_0.txt"
"$draw" "$folder" || fail 'no spikes'
is_png "$folder/summary.png" || fail 'no spikes: no picture'
size=$(wc -c <"$folder/summary.png")
cp "$folder/dipole_0.txt" "$folder/dipole_1.txt"
printf '# time_ms\tgid\tpopulation\n0.5\t0\tL2_pyramidal\n1.5\t7\tdrive\n' >"$folder/spikes_1.txt"
# shellcheck disable=SC2016 # a dollar sign in a title
"$draw" "$folder" 'two "trials" of $x' 5 || fail 'two trials'
is_png "$folder/summary.png" || fail 'two trials: no picture'
[ "$(wc -c <"$folder/summary.png")" -ne "$size" ] || fail 'the picture did not change'
before=$(cksum <"$folder/summary.png")
echo 'no numbers' >"$folder/dipole_1.txt"
refused 'dipole_1' "$folder"
[ "$(cksum <"$folder/summary.png")" = "$before" ] || fail 'the old picture is gone'
refused 'no/such' no/such
mkdir empty
refused 'dipole_0.txt' empty
exit 0
