#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t720_no_python - while a network runs, on both engines and with MPI, no Python library is mapped into
# the processes. The run is long enough to be seen on any machine; once seen, it is interrupted.
set -eu
# The maps of the processes below one, whatever they were started by.
maps_below() { # PROCESS
    for child in $(pgrep -P "$1"); do
        cat "/proc/$child/maps" 2>/dev/null || true
        maps_below "$child"
    done
}
for engine in coreneuron neuron; do
    "$LAMINAE_HOME/laminae" run erp --np 2 --engine $engine --tstop 5000 --no-plot --no-setup --quiet \
        --out $engine 2>said &
    run=$!
    seen=''
    while [ -z "$seen" ] && kill -0 $run 2>/dev/null; do
        maps_below $run >maps
        if grep -q 'libnrnmech' maps; then
            if [ $engine = neuron ] || grep -q 'libcorenrnmech' maps; then seen=yes; fi
        fi
        sleep 0.1
    done
    kill -TERM $run 2>/dev/null || true
    wait $run || true
    [ -n "$seen" ] || { echo "$engine: no process with our mechanisms seen" && cat said && exit 1; }
    if grep -i python maps | grep -v "$LAMINAE_HOME/build/venv/.*/neuron/"; then exit 1; fi
    if grep -E 'libpython|libnrnpython' maps; then exit 1; fi
done
