#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t906_lfp_and_csd - the seventh lesson is true: its commands print what it shows, its excerpts stand
# in the script.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/07_lfp_and_csd
check_commands "$lesson/lesson.md" "$lesson/lfp_and_csd.hoc"
