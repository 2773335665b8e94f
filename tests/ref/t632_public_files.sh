#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t632_public_files - three public network files of HNN give what docs/hnn-files-tried.md says of them; all
# others: check-long/t994. The archive has them as hnn-data does, with its licence.
set -eu
. "$LAMINAE_TESTS/lib/tried.sh"
tar xJf "$LAMINAE_TESTS/ref/hnn-data.tar.xz"
for file in SRJ_2007_Fig5A_Super ERPSupraT gamma_L5weak_L2weak; do check_tried "$file.json"; done
