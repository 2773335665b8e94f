#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t620_old_files - network files of HNN-core 0.4 and of its converter: HNN-core's results.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
compare_all old_layout
compare_all legacy
