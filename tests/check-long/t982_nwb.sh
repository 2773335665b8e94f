#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t982_nwb - what `convert --to nwb` writes is read by PyNWB, of today and of the time before its
# table of electrodes had a type of its own; PyNWB's validator and NWB Inspector find no fault.
# Installs them into build/nwb and build/nwb-old.
set -eu
fail() { echo "$*" && cat said && exit 1; }
new=$LAMINAE_HOME/build/nwb old=$LAMINAE_HOME/build/nwb-old
can_run() { "$1/bin/python" -c 'import h5py, pynwb' 2>/dev/null; }
get() { # HOME PACKAGE ...
    home=$1
    shift
    can_run "$home" || {
        python3 -m venv "$home" &&
            "$home/bin/python" -m pip install --quiet --disable-pip-version-check "$@" && can_run "$home"
    } || { echo 'no PyNWB' && exit 77; }
}
get "$new" pynwb nwbinspector h5py
get "$old" 'pynwb==2.8.3' 'hdmf<4' 'numpy<2.3' h5py
cat >sensors.json <<'END'
{"eeg": {"cap": {"model": "four_sphere", "positions": [[[0, 0, 90], [63.6, 0, 63.6]], "mm"],
    "names": ["Cz", "C4"], "dipole": {"position": [[0, 0, 78], "mm"]}}},
 "meg": {"helmet": {"model": "sphere", "positions": [[[0, 30, 110], [80, 0, 80]], "mm"],
    "orientations": [[0, 0, 1], [0.6, 0, 0.8]],
    "dipole": {"position": [[0, 0, 70], "mm"], "up": [1, 0, 0], "right": [0, 0, 1]}}}}
END
"$LAMINAE_HOME/laminae" run erp --mesh 2,2 --tstop 40 --trials 2 --probe lam=1,1,0:1200:400 \
    --sensors sensors.json --record v:L5_pyramidal:soma --record-dt 0.1 --out run --no-plot \
    --no-setup --quiet
printf '%s\n' '-1 3' '0 4' '1 5' >d.txt
"$LAMINAE_HOME/laminae" convert run --to nwb --out run.nwb
"$LAMINAE_HOME/laminae" convert run --to nwb --trials 1 --signal extracellular/lam --out lam.nwb
"$LAMINAE_HOME/laminae" convert d.txt --to nwb --out d.nwb 2>said
for home in "$new" "$old"; do
    "$home/bin/python" "$LAMINAE_TESTS/check-long/nwb.py" >said 2>&1 || fail "$home"
done
for file in run.nwb lam.nwb d.nwb; do
    "$new/bin/pynwb-validate" $file >said 2>&1 || fail "$file is not valid"
    grep -q 'no errors found' said || fail "$file was not validated"
    "$new/bin/nwbinspector" $file --json-file-path $file.json --overwrite >said 2>&1 ||
        fail "$file: NWB Inspector"
    ! grep -E '"(CRITICAL|ERROR|PYNWB_VALIDATION|BEST_PRACTICE_VIOLATION)"' $file.json >said ||
        fail "$file"
done
