#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t800_bad_input - every wrong call gets one line on standard error that names the thing and what is
# accepted, status 2, and touches nothing.
set -u
failed=0
# refused WORD ARGUMENT...: the line has WORD
refused() {
    word=$1 && shift
    "$LAMINAE_HOME/laminae" "$@" >output 2>errors
    status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <errors)" -ne 1 ] || ! grep -qe "$word" errors ||
        ! grep -q '^laminae: ' errors || [ -s output ] || [ -e results ]; then
        echo "laminae $*: status $status, expected one line with '$word' and status 2:"
        cat output errors
        failed=1
    fi
}
run() { word=$1 && shift && refused "$word" run erp --no-setup --no-plot "$@"; }

refused "unknown command 'fly'" fly
refused 'no network given' run --no-setup
refused "two networks, 'erp' and 'gamma'" run erp gamma --no-setup
refused "network 'erq'.*erp" run erq --no-setup
refused "network 'no/such.json'" run no/such.json --no-setup
run "unknown option '--tsop'" --tsop 3
run '--tstop: no value given' --tstop
for value in -1 0 nan inf 1e 3ms '' ' 3' 0x10 1,5; do run "--tstop: " --tstop "$value"; done
for value in -0.1 0 nan x; do run "--dt: '$value'" --dt "$value"; done
run 'does not divide tstop' --dt 0.03
run 'dt: 200 ms' --dt 200
run 'GB of results' --tstop 1e12
run 'tstop: inf ms' --tstop 1e99999
for value in 0 -1 1.5 x '' 1e3 99999999999; do run "--trials: '$value'" --trials "$value"; done
for value in 1.5 x ''; do run "--seed: '$value'" --seed "$value"; done
for value in 0 -2 x 1.5; do run "--np: '$value'" --np "$value"; done
run "engine: 'Neuron'; accepted: coreneuron, neuron" --engine Neuron
run "baseline: 'hmm'; accepted: hnn, none" --baseline hmm
run "--out: ''; accepted: a folder" --out ''
run "--record: ''; accepted: KIND" --record ''
run "record: 'v:L5_pyramidl': unknown population, did you mean L5_pyramidal" --record ca --record v:L5_pyramidl
run "record: 'v:0,270': gid 270 is no cell; accepted: 0-34 (L2_basket)" --record v:0,270
run "record: 'v:all:sma': unknown section, did you mean soma" --record v:all:sma
run "record: 'm_hh3': unknown variable, did you mean m_hh2? accepted: v, ca, i, i_ampa,.* gbar_km" --record m_hh3
run "record: 'ca:L2_basket': no ca in" --record ca:L2_basket
run "record: 'n_km:34': no n_km in.*accepted" --record n_km:34 --np 2
run "record: 'i_gabaa:0:soma:0.5': .*accepted: KIND" --record i_gabaa:0:soma:0.5
run "--record-dt: '0'" --record v --record-dt 0
run 'record_dt: 0.03 ms; accepted: a multiple of dt (0.025 ms)' --record v --record-dt 0.03
run "probe: 'lam'; accepted: NAME=X,Y,Z0:Z1:DZ" --probe lam
run "--probe: ''; accepted: NAME=" --probe ''
run "probe: 'lam=0,0,0:100:30': steps of 30 um do not lead from 0 to 100; accepted: for instance 25 or 50" --probe lam=0,0,0:100:30
run "probe 'lam=0,0,0:100:25,line'.*method: \"line\": unknown method.*psa, lsa, root" \
    --probe lam=0,0,0:100:25,line
run "probe: 'lam': the network has such an array" --probe lam=0,0,0:9:1 --probe lam=0,0,0:9:3
run 'no/such.json: ' --sensors no/such.json
run "--sensors: ''" --sensors ''
printf '{"drives": {}}' >wrong.json
run 'wrong.json: drives: {}: unknown key.*accepted: electrode_arrays, current_density, eeg, meg' \
    --sensors wrong.json
printf '{"eeg": {"a": {"model": "table", "file": "gone.txt", "dipole": {"up": [0, 0, 1]}}}}' >wrong.json
run 'wrong.json: eeg.a.file: "gone.txt": gone.txt: ' --sensors wrong.json

# Network files
echo '{ "format": ' >broken.json
refused 'broken.json' run ./broken.json --no-setup
head -c 3000 "$LAMINAE_HOME/params/neymotin_2020.json" >cut.json
refused 'cut.json' run ./cut.json --no-setup
head -c 4000 /dev/urandom >noise.json
refused 'noise.json' run ./noise.json --no-setup
sed 's/L5_pyramidal/L7_pyramidal/' "$LAMINAE_HOME/params/erp.json" >unknown.json
sed -i "s|\"extends\": \"|\"extends\": \"$LAMINAE_HOME/params/|" unknown.json
refused 'L7_pyramidal' run ./unknown.json --no-setup
cat >small.json <<END
{"laminae_network": 1, "extends": "$LAMINAE_HOME/params/erp.json",
 "grid": {"nx": 1, "ny": 1}}
END
refused 'ranks: 5; accepted: at most .*4 cells' run ./small.json --np 5 --no-setup
mkdir folder.json
refused 'folder.json' run ./folder.json --no-setup

# Folders for results
touch file
run 'file' --out file
run 'file' --out file/below
mkdir theirs && echo precious >theirs/thesis.txt
run 'thesis.txt' --out theirs
if [ "$(cat theirs/thesis.txt)" != precious ] || [ "$(ls -A theirs)" != thesis.txt ]; then
    echo "the folder of others was touched: $(ls -A theirs)"
    failed=1
fi
if [ "$(id -u)" -ne 0 ]; then
    mkdir closed && chmod a-w closed
    run 'closed' --out closed/below
fi
exit $failed
