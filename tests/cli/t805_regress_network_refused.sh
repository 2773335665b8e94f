#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t805_regress_network_refused - wrong networks and steps get one line and status 2, and nothing
# is simulated. Some were found wrong only while the network was built, or after the first trial,
# or ended with status 1.
set -u
failed=0
params=$LAMINAE_HOME/params
# refused WORD JSON [RANKS]
refused() {
    echo "$2" >bad.json
    "$LAMINAE_HOME/laminae" run ./bad.json --no-setup --no-plot --tstop 1 --np "${3:-1}" >output 2>errors
    status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <errors)" -ne 1 ] || ! grep -q "^laminae: .*$1" errors ||
        grep -q '^trial' output || [ -e results ]; then
        echo "$2: status $status, expected one line with '$1' and status 2:"
        cat output errors
        failed=1
    fi
}
cell() { echo "{\"extends\": \"$params/erp.json\", \"cells\": {\"L5_pyramidal\": {\"template\": \"$1\"}}}"; }

refused 'extends: "nobody": no such file or model.*accepted' '{"extends": "nobody"}'
refused 'cells.L5_pyramidal.template: Nobody.*accepted' "$(cell Nobody)"
refused 'cells.L5_pyramidal.sections.apical_2: template L2Pyr.*accepted' "$(cell L2Pyr)"
refused 'cells.L5_pyramidal.sections.apical_2: template L2Pyr.*accepted' "$(cell L2Pyr)" 2

# A population of which HNN's baseline knows nothing.
sed 's/"L5_pyramidal"/"L5_pyr"/g' "$params/neymotin_2020.json" >renamed.json
refused 'populations.L5_pyr.baseline: "L5_pyr": unknown baseline.* accepted: .*L5_pyramidal' '{"extends": "renamed", "baseline": "hnn"}'

# Engines exchange spikes between ranks only in steps of half the shortest delay.
"$LAMINAE_HOME/laminae" run erp --no-setup --no-plot --np 2 --dt 1 --tstop 4 >output 2>errors
if [ $? -ne 2 ] || ! grep -qx 'laminae: dt: 1 ms on 2 ranks; accepted: .* 0.5 ms' errors; then
    cat output errors
    failed=1
fi
"$LAMINAE_HOME/laminae" run erp --no-setup --no-plot --np 2 --dt 0.5 --tstop 4 --out half --quiet ||
    failed=1

# Without HNN's baseline it runs; results of a network.json are called by its folder.
mkdir mine && sed 's/"extends": "/&..\//' bad.json >mine/network.json
"$LAMINAE_HOME/laminae" run mine/network.json --no-setup --no-plot --quiet --tstop 1 --baseline none ||
    failed=1
[ -s results/mine/results.h5 ] || { echo "results: $(ls results)" && failed=1; }
exit $failed
