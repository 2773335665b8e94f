#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t610_networks_coreneuron - network files as HNN-core writes them, on 2 ranks, and on 1 until cells have
# fired, or rhythms begun: its spikes, dipoles, potentials and recordings. t600 has the rest of the erp,
# check-long/t963 all of them whole.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
record='--compat hnn-core --record v:0,36,136,171,180 --record i:0,36,136,171,180 --record ca:171,180'
for case in erp:60:2 alpha:75:1 alpha:200:2 gamma:20:1 gamma:100:2 n20:30:1 n20:100:2 law_lfp:60:1 \
    law_lfp:120:2 ca_rec:25:1 ca_rec:80:2; do
    name=${case%%:*} ranks=${case##*:} until=${case#*:}
    set --
    # shellcheck disable=SC2086 # words
    if [ "$name" = ca_rec ]; then set -- $record; fi
    compare_part "--until ${until%:*}" compare_network "$name" coreneuron "$ranks" "$@"
done
