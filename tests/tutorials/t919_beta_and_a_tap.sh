#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t919_beta_and_a_tap - the nineteenth lesson is true: its commands print what it shows, its figure is
# drawn, and the basket cells of layer 2/3 fire all at once.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/19_beta_and_a_tap
check_commands "$lesson/lesson.md"
[ -s results/tap.png ] || { echo 'no results/tap.png' && exit 1; }
awk '$3 ~ /^L/ && int($1) != 44' results/event/spikes_0.txt >late
if [ -s late ]; then cat late && exit 1; fi
