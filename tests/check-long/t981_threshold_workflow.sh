#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t981_threshold_workflow - HNN's tutorial of a tactile response: the threshold model against the
# measured curve, with synchronous drives, and the suprathreshold model. RMSE and correlation are
# HNN-core's of the same dipoles. The textbook's own RMSE comes out of the network that its version of
# HNN ran (docs/analysis.md).
#
# The curves are in jonescompneurolab/hnn, data/MEG_detection_data, the networks in the archive
# hnn-data.tar.xz of jonescompneurolab/hnn-data; LAMINAE_DATA names the folder that has both.
set -eu
data=${LAMINAE_DATA:-}
python=$LAMINAE_HOME/build/analysis/bin/python # of t980
if [ ! -f "$data/hnn-data.tar.xz" ] || [ ! -f "$data/S1_SupraT.txt" ]; then
    echo 'no LAMINAE_DATA' && exit 77
fi
"$python" -c 'import hnn_core' >/dev/null 2>&1 || { echo 'no HNN-core, which t980 installs' && exit 77; }
tar xJf "$data/hnn-data.tar.xz" ./network-configurations
run() { # NETWORK OUT OPTION ...
    network=network-configurations/$1.json out=$2
    shift 2
    "$LAMINAE_HOME/laminae" run "$network" --trials 3 --scale 3000 --smooth 30 --no-setup --no-plot \
        --quiet --out "$out" "$@"
}
run ERPYes100Trials threshold
run ERPYes100Trials synchronous --set drives.evdist1.sigma=0 --set drives.evprox1.sigma=0 \
    --set drives.evprox2.sigma=0
run ERPYesSupraT suprathreshold
cat >theirs.py <<'END_PY'
import contextlib, sys
with contextlib.redirect_stdout(sys.stderr):
    from hnn_core.dipole import _anticorr, _rmse, average_dipoles, read_dipole
model = average_dipoles([read_dipole(f"{sys.argv[1]}/dipole_{k}.txt") for k in range(3)])
data = read_dipole(sys.argv[2])
print(*(f(model, data, tstart=0, tstop=model.times[-1]) for f in (_rmse, _anticorr)))
END_PY
# same RESULTS CURVE LARGEST-RMSE
same() {
    "$python" theirs.py "$1" "$data/$2" 2>/dev/null >theirs
    "$LAMINAE_HOME/laminae" analyse "$1" --what rmse --target "$data/$2" --no-setup | tail -1 >ours
    awk -F, 'NR == FNR { split($0, their, " "); next }
        { near = ($1 - their[1])^2 < 1e-18*their[1]^2 && ($2 - (1 - their[2]))^2 < 1e-18 }
        END { exit !(near && $1 < most) }' most="$3" theirs ours ||
        { echo "$1 and $2: $(cat ours), HNN-core: $(cat theirs)" && exit 1; }
}
same threshold yes_trial_S1_ERP_all_avg.txt 7
same synchronous yes_trial_S1_ERP_all_avg.txt 20
same threshold S1_SupraT.txt 40
same suprathreshold S1_SupraT.txt 30

# HNN-core 0.4 began at these voltages, which its files do not say, and its windows gave the drives of
# a file to their own network.
cat >textbook.py <<'END_PY'
import json, sys
folder, out = sys.argv[1:]
network, drives = (json.load(open(f"{folder}/{name}.json"))
                   for name in ("jones2009_base", "ERPYes100Trials"))
for name, drive in network["external_drives"].items():
    drive["event_seed"] = drives["external_drives"][name]["event_seed"]
L5 = {"apical_1": -71.32, "apical_2": -69.08, "apical_tuft": -67.30}
for name, cell in network["cell_types"].items():
    for section, facts in cell["sections"].items():
        facts["v0"] = (L5.get(section, -72.0) if name == "L5_pyramidal" else
                       -71.46 if name == "L2_pyramidal" else -64.9737)
json.dump(network, open(out, "w"))
END_PY
"$python" textbook.py network-configurations network-configurations/textbook.json
run textbook textbook --trials 10
for printed in 0-2:5.5059 0-9:5.5904; do
    "$LAMINAE_HOME/laminae" analyse textbook --what rmse --trials "${printed%:*}" --no-setup \
        --target "$data/yes_trial_S1_ERP_all_avg.txt" |
        awk -F, 'NR == 2 { printf "%.4f\n", $1 }' | grep -qx "${printed#*:}" ||
        { echo "not the textbook's $printed" && exit 1; }
done
