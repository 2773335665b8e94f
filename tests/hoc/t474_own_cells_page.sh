#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t474_own_cells_page - what docs/own-cells.md shows runs and prints what it says.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
check_commands "$LAMINAE_HOME/docs/own-cells.md"
