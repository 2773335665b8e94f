#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t970_lfpykit - potentials, current source density and dipole of a branching cell as LFPykit has
# them: installs it with a NEURON of its own into build/lfpykit. CELL: another cell's file.
set -eu
home=$LAMINAE_HOME/build/lfpykit
install() {
    python3 -m venv "$home" && "$home/bin/pip" install --quiet --disable-pip-version-check \
        neuron==9.0.2 lfpykit==0.6.2 && touch "$home/complete"
}
[ -e "$home/complete" ] || install || { echo "no LFPykit" && exit 77; }
env -u NRNHOME -u NEURONHOME -u HOC_LIBRARY_PATH "$home/bin/python" \
    "$LAMINAE_TESTS/check-long/sensors_on_lfpykit.py" "$LAMINAE_HOME" \
    "${CELL:-$LAMINAE_TESTS/check-long/grown_cell.hoc}" >output 2>&1 || { cat output && exit 1; }
