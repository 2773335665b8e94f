#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t720_no_python - while a network runs, on both engines and with MPI, no Python library is mapped into
# the processes.
set -eu
look() { # the maps of every nrniv that this test started
    for process in $(pgrep -x nrniv); do
        if grep -q "$PWD" "/proc/$process/environ" 2>/dev/null; then cat "/proc/$process/maps"; fi
    done
}
for engine in coreneuron neuron; do
    THIS_TEST=$PWD "$LAMINAE_HOME/laminae" run erp --np 2 --engine $engine --tstop 20 --no-plot \
        --no-setup --quiet --out $engine &
    seen=''
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        look >maps
        if grep -q 'libnrnmech' maps; then
            if [ $engine = neuron ] || grep -q 'libcorenrnmech' maps; then seen=yes && break; fi
        fi
        sleep 0.1
    done
    [ -n "$seen" ] || { echo "$engine: no process with our mechanisms seen" && exit 1; }
    if grep -i python maps | grep -v "$LAMINAE_HOME/build/venv/.*/neuron/"; then exit 1; fi
    if grep -E 'libpython|libnrnpython' maps; then exit 1; fi
    wait
done
