#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t950_hnn_core - HNN-core 0.6.1 on NEURON 9, with our mechanisms in the place of its own (the
# pair dipole, Dipole among them), gives the dipole and spikes that it gives on NEURON 8.2.7.
# Installs HNN-core into build/hnn-core on first use, and removes its one call for NEURON 8's
# constants.
set -eu
peer=$LAMINAE_HOME/build/hnn-core
if [ ! -e "$peer/ready" ]; then
    "${PYTHON:-python3}" -m venv "$peer"
    install() { "$peer/bin/pip" install --quiet --disable-pip-version-check "$@"; }
    install neuron==9.0.2 numpy scipy matplotlib h5io h5py joblib psutil
    install --no-deps hnn-core==0.6.1
    sed -i 's/^    h.nrnunit_use_legacy(1)/    pass/' \
        "$peer"/lib/python3*/site-packages/hnn_core/network_builder.py
    touch "$peer/ready"
fi
# A Python process of its own: nothing of the environment that runs NEURON without Python.
env -u NRNHOME -u NEURONHOME -u HOC_LIBRARY_PATH "$peer/bin/python" \
    "$LAMINAE_TESTS/check-long/hnn_core_on_ours.py" "$LAMINAE_HOME/build/lib" \
    "$LAMINAE_TESTS/ref/erp.h5" >output 2>&1 || { cat output && exit 1; }
