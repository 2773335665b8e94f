#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t788_settled_start - trials that start from the settled state are the same on 1 and 2 ranks, in
# both engines, and when the results are run again.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
run() { # NETWORK OUT OPTION ...
    network=$1 out=$2
    shift 2
    "$LAMINAE_HOME/laminae" run "$network" --no-plot --no-setup --quiet --out "$out" "$@"
}
run erp one --mesh 2,2 --tstop 35 --trials 2 --settle 20
run one again
run erp core --mesh 2,2 --tstop 35 --trials 2 --settle 20 --np 2
run erp neuron --mesh 2,2 --tstop 35 --trials 2 --settle 20 --np 2 --groups 1 --engine neuron
run erp unsettled --mesh 2,2 --tstop 35 --trials 2
for other in again core neuron; do
    compare one/results.h5 $other/results.h5
    for trial in 0 1; do cmp one/spikes_$trial.txt $other/spikes_$trial.txt; done
done
cmp one/dipole_0.txt again/dipole_0.txt
! cmp -s one/dipole_0.txt unsettled/dipole_0.txt
