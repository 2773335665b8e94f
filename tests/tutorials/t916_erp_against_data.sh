#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t916_erp_against_data - the sixteenth lesson is true: its commands print what it shows, HNN's numbers
# among them. Those of ten trials and of curves that are not here: check-long/t992.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/16_erp_against_data
check_commands "$lesson/lesson.md"
fail() { echo "$*" && exit 1; }
[ -s results/threshold_layers.png ] || fail 'no figure'
for trial in 0:4.72 1:8.50 2:5.92; do
    ./laminae analyse results/threshold --what rmse --trials "${trial%:*}" --target "$lesson/touch.txt" \
        2>said | awk -F, 'NR == 2 { printf "%.2f\n", $1 }' | grep -qx "${trial#*:}" ||
        fail "trial ${trial%:*} has not ${trial#*:}"
done
