#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t970_lfpykit - potentials, current source density and dipole of a branching cell as LFPykit has
# them, in NEURON's Python: installs both into build/lfpykit.
set -eu
home=$LAMINAE_HOME/build/lfpykit
python=$home/bin/python
can_run() { env -u NRNHOME -u NEURONHOME "$python" -c 'import h5py, lfpykit, neuron' 2>/dev/null; }
can_run || {
    python3 -m venv "$home" && "$python" -m pip install --quiet --disable-pip-version-check \
        neuron==9.0.2 lfpykit==0.6.2 h5py && can_run
} || { echo "no LFPykit" && exit 77; }
env -u NRNHOME -u NEURONHOME -u HOC_LIBRARY_PATH "$python" \
    "$LAMINAE_TESTS/check-long/sensors_on_lfpykit.py" "$LAMINAE_HOME" >output 2>&1 || {
    cat output && exit 1
}
