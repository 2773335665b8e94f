#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t904_recording_and_firing - the fifth lesson is true: its commands print what it shows, its excerpts
# stand in the script.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/05_recording_and_firing
check_commands "$lesson/lesson.md" "$lesson/recording_and_firing.hoc"
