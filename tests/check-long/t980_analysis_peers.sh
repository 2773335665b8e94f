#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t980_analysis_peers - analyses as NumPy, SciPy, MNE, elephant and HNN-core have them, of other and
# longer signals than those of tests/ref/analysis.txt: installs them into build/analysis.
set -eu
home=$LAMINAE_HOME/build/analysis
python=$home/bin/python
can_run() { "$python" -c 'import elephant, hnn_core, mne, scipy' >/dev/null 2>&1; }
can_run || {
    python3 -m venv "$home" && "$python" -m pip install --quiet --disable-pip-version-check \
        mne==1.13.2 elephant==1.2.1 hnn-core==0.6.1 && can_run
} || { echo "no MNE, elephant or HNN-core" && exit 77; }
for seed in 1 2 3; do
    "$python" "$LAMINAE_TESTS/ref/make_analysis.py" $seed $seed >analysis.txt 2>errors || {
        cat errors && exit 1
    }
    env -u LAMINAE_CHECK ANALYSIS="$PWD/analysis.txt" JOBS=1 \
        "$LAMINAE_TESTS/run.sh" c/t710_analysis_reference >output 2>&1 || {
        echo "seed $seed:" && cat output && exit 1
    }
done
