#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t902_rhythms - the lesson on rhythms is true.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/03_rhythms
check_document "$lesson/lesson.md" "$lesson/rhythms.hoc"

# the spectrum of gamma has its peak at 53 Hz
./laminae analyse results/gamma --what psd --signal L5_pyramidal --from 50 |
    awk -F, 'NR > 1 && $2 > top { top = $2; at = $1 } END { printf "%.0f\n", at }' >peak
[ "$(cat peak)" = 53 ] || { echo "peak at $(cat peak) Hz" && exit 1; }
