#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t901_cells_and_connections - the second lesson is true: its commands print what it shows, its excerpts
# stand in the script.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/02_cells_and_connections
check_commands "$lesson/lesson.md" "$lesson/cells_and_connections.hoc"
