#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t614_mechanisms - cells with mechanisms removed and added: HNN-core's results.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
compare_all mechanisms --record v:6,19 --record i:6,19 --record ca:6:apical_tuft --record ca:19
