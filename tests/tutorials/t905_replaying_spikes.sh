#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t905_replaying_spikes - the sixth lesson is true: its commands print what it shows, its excerpts stand
# in the script.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/06_replaying_spikes
check_commands "$lesson/lesson.md" "$lesson/replaying_spikes.hoc"
