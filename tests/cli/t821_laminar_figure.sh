#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t821_laminar_figure - a figure for each electrode array, from the text files alone: with a current
# source density or without, of any number of contacts and trials, in folders of any name.
set -u
draw=$LAMINAE_HOME/tools/laminar.sh
. "$LAMINAE_TESTS/lib/figure.sh"
folder="a b'c\"d"
mkdir "$folder"
printf '# time_ms 0_z-50um_uV\n0\t0\n1\t2e-3\n2\t-1e-3\n' >"$folder/lfp_one_0.txt"
printf '# time_ms 0_z0um_uV 1_z100um_uV\n0\t0\t0\n1\t2\t1\n2\t1\t3\n' >"$folder/lfp_two B_0.txt"
"$draw" "$folder" || fail 'two arrays'
is_png "$folder/laminar_one.png" || fail 'one contact: no picture'
is_png "$folder/laminar_two B.png" || fail 'two contacts: no picture'
size=$(wc -c <"$folder/laminar_two B.png")
cp "$folder/lfp_two B_0.txt" "$folder/lfp_two B_1.txt"
printf '# time_ms 0_z0um_uA_mm3 1_z100um_uA_mm3\n0\t0\t0\n1\t-2\t1\n2\t1\t3\n' >"$folder/csd_two B_0.txt"
"$draw" "$folder" 'a "name"' || fail 'a current source density'
[ "$(wc -c <"$folder/laminar_two B.png")" -ne "$size" ] || fail 'the picture did not change'
before=$(cksum <"$folder/laminar_two B.png")
echo 'no numbers' >"$folder/lfp_two B_1.txt"
refused 'lfp_1' "$folder"
[ "$(cksum <"$folder/laminar_two B.png")" = "$before" ] || fail 'the old picture is gone'
refused 'no/such' no/such
mkdir empty
refused 'lfp_ARRAY_0.txt' empty
exit 0
