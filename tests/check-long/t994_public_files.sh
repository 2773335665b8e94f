#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t994_public_files - every network and parameter file of hnn-data gives what docs/hnn-files-tried.md says of
# it. LAMINAE_DATA names a folder with the archive hnn-data.tar.xz of jonescompneurolab/hnn-data.
set -eu
. "$LAMINAE_TESTS/lib/tried.sh"
[ -f "${LAMINAE_DATA:-}/hnn-data.tar.xz" ] || { echo 'no LAMINAE_DATA' && exit 77; }
tar xJf "$LAMINAE_DATA/hnn-data.tar.xz"
n=0
for file in network-configurations/*.json workshops/*.json tutorial_networks/*.param; do
    check_tried "$file"
    n=$((n + 1))
done
[ "$n" -ge 23 ] || { echo "$n files" && exit 1; }
