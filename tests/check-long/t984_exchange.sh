#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t984_exchange - what `convert` writes is read back by those whose formats they are: NumPy, SciPy,
# MNE, MNE-BIDS, the validator of BIDS, libsonata, HNN-core; what they write is read here. Installs
# them into build/exchange.
set -eu
home=$LAMINAE_HOME/build/exchange
python=$home/bin/python
can_run() {
    "$python" -c 'import h5py, hnn_core, libsonata, mne, mne_bids, scipy' >/dev/null 2>&1 &&
        [ -x "$home/bin/bids-validator-deno" ]
}
can_run || {
    python3 -m venv "$home" && "$python" -m pip install --quiet --disable-pip-version-check \
        numpy scipy h5py mne mne-bids bids-validator-deno libsonata hnn-core==0.6.1 && can_run
} || { echo "no MNE, libsonata or HNN-core" && exit 77; }
cat >sensors.json <<'END'
{"eeg": {"cap": {"model": "four_sphere", "positions": [[[0, 0, 90], [63.6, 0, 63.6]], "mm"],
    "names": ["Cz", "C4"], "dipole": {"position": [[0, 0, 78], "mm"]}}},
 "meg": {"helmet": {"model": "sphere", "positions": [[[0, 30, 110], [80, 0, 80]], "mm"],
    "orientations": [[0, 0, 1], [0.6, 0, 0.8]],
    "names": ["magnetometer over the left", "magnetometer over the right"],
    "dipole": {"position": [[0, 0, 70], "mm"], "up": [1, 0, 0], "right": [0, 0, 1]}}}}
END
"$LAMINAE_HOME/laminae" run erp --mesh 2,2 --tstop 40 --trials 2 --probe lam=1,1,0:1200:400 \
    --sensors sensors.json --record v:L5_pyramidal --out run --no-plot --no-setup --quiet
convert() { "$LAMINAE_HOME/laminae" convert "$@" 2>said || { cat said && exit 1; }; }
convert run --to npz --out run.npz
convert run --to hnn --out hnn
convert run --to sonata --out sonata
convert run --to fif --out run-ave.fif
convert run --to brainvision --out run.vhdr
convert run --to bids --out data
convert run --to set --out run.set
convert run --to set --trials 1 --out trial.set
"$python" "$LAMINAE_TESTS/check-long/exchange.py" write >output 2>&1 || { cat output && exit 1; }
convert theirs-ave.fif --data name=second --to csv --out fif.csv
convert theirs.npy --data rate=600 --to csv --out npy.csv
"$python" "$LAMINAE_TESTS/check-long/exchange.py" read >output 2>&1 || { cat output && exit 1; }
# No error; warnings are of fields that a data set may have.
"$home/bin/bids-validator-deno" data --format json >said 2>errors || { cat errors said && exit 1; }
"$python" - <<'END' || { cat said && exit 1; }
import json
issues = json.load(open("said"))["issues"]["issues"]
assert issues and not [issue for issue in issues if issue["severity"] == "error"], issues
END
