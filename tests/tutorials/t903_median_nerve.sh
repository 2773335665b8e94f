#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t903_median_nerve - the lesson on the median nerve is true, and results.h5 holds the dipole as
# simulated.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/04_median_nerve
check_document "$lesson/lesson.md" "$lesson/median_nerve.hoc"

said=$(sed -n 's/^as simulated:.* \(-[0-9.]*\) at 32.500, .*/\1/p' "$lesson/lesson.md")
stored=$(h5dump -d /trial/0/dipole/agg -s 1300 -c 1 results/N20/results.h5 | sed -n 's/^ *(1300): //p')
[ "$(printf %.4f "$stored")" = "$said" ] || { echo "at 32.500 ms: $stored nAm, not $said" && exit 1; }
