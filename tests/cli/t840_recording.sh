#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t840_recording - traces on the command line: names, units, times, sizes; a full disk, an interrupt
# and a killed run leave the results of before and nothing else; memory does not grow with the run.
set -u
fail() { echo "$*" && exit 1; }
laminae() { "$LAMINAE_HOME/laminae" run "$@" --no-setup --no-plot --quiet; }
list() { find "$1" -mindepth 1 | sort | tr '\n' ' '; }
cat >mesh.json <<END
{"laminae_network": 1, "extends": "$LAMINAE_HOME/params/erp.json", "name": "mesh",
 "grid": {"nx": 4, "ny": 3}}
END

# Every variable is called and measured as docs/results.md says; NEURON knows the units.
laminae ./mesh.json --tstop 2 --out r --record v:0 --record ca:22:soma --record i:0 --record g_ampa:0 \
    --record m_hh2:0 --record gbar_km:22:soma --record ik:0 --record cm:0 --record v:0:soma || fail names
h5ls -r r/results.h5 | awk '/\/cells\/.*Dataset/ { print $1 }' | while read -r path; do
    echo "$path $(h5dump -a "$path/units" r/results.h5 | sed -n 's/.*(0): //p')"
done >names
diff names - <<'END' || fail 'names and units'
/trial/0/cells/0/soma/cm "uF/cm2"
/trial/0/cells/0/soma/g_ampa "uS"
/trial/0/cells/0/soma/i_ampa_nA "nA"
/trial/0/cells/0/soma/i_gabaa_nA "nA"
/trial/0/cells/0/soma/i_nmda_nA "nA"
/trial/0/cells/0/soma/ik "mA/cm2"
/trial/0/cells/0/soma/m_hh2 "1"
/trial/0/cells/0/soma/v_mV "mV"
/trial/0/cells/22/soma/ca_mM "mM"
/trial/0/cells/22/soma/gbar_km "pS/um2"
END

# All of it; half of it, in single precision, compressed.
laminae ./mesh.json --tstop 20 --out wide --record v --record i --record ca || fail wide
laminae ./mesh.json --tstop 20 --out small --record v --record i --record ca --record-dt 0.05 \
    --record-float32 --record-compress || fail small
size() { wc -c <"$1/results.h5"; }
[ "$(size small)" -lt $(($(size wide) / 2)) ] || fail "sizes: $(size wide), $(size small)"
h5dump -a /trial/0/cells/0/soma/v_mV/dt_ms small/results.h5 | grep -q '(0): 0.05$' || fail dt_ms
h5dump -d /trial/0/cells/33/soma/v_mV -s 800 -c 1 -m %.4f wide/results.h5 | grep '(800)' >last
h5dump -d /trial/0/cells/33/soma/v_mV -s 400 -c 1 -m %.4f small/results.h5 | grep '(400)' |
    sed 's/400/800/' | diff last - || fail 'the samples of the small one'

before=$(cat wide/* | cksum) names=$(list wide)
kept() {
    if [ "$(cat wide/* | cksum)" != "$before" ] || [ "$(list wide)" != "$names" ]; then
        fail "$1: $(list wide)"
    fi
}

# A limit of the size of files fails where a full disk does.
for ranks in 1 2; do
    (trap '' XFSZ && ulimit -f 40000 &&
        laminae ./mesh.json --tstop 200 --out wide --np $ranks --record v --record i 2>errors)
    status=$?
    if [ $status -ne 1 ] || [ "$(wc -l <errors)" -ne 1 ] ||
        ! grep -q "^laminae: cannot write the recorded traces: .*wide/.traces_" errors; then
        fail "full disk, $ranks ranks: status $status, $(cat errors)"
    fi
    rm -f wide/.*.part # a rank that was ended by another could not remove its own
    kept "after a full disk, $ranks ranks"
done

start() { # a long run, in the background, until it writes traces
    "$LAMINAE_HOME/laminae" run ./mesh.json --no-setup --no-plot --quiet --out wide --tstop 4000 \
        --record v --record i --record ca >start.out 2>start.err &
    run=$!
    for _ in $(seq 900); do
        if [ "$(stat -c %s wide/.traces_0.part 2>/dev/null || echo 0)" -gt 1000000 ]; then break; fi
        sleep 0.1
    done
}
start
kill -TERM $run
wait $run
[ $? -eq 1 ] || fail "interrupted: not status 1: $(cat start.err)"
kept interrupted
start
pkill -KILL -P $run -x nrniv
wait $run
[ -e wide/.traces_0.part ] || fail 'the killed run has no traces'
laminae ./mesh.json --tstop 20 --out wide --record v --record i --record ca || fail 'after a killed run'
kept 'after a killed run'

# 1120 traces of 400 ms are 143 MB, of which 37 are in memory; the rest is what is made for a trace.
peak() { # most memory (kB) of the process that runs this
    "$LAMINAE_HOME/laminae" run ./mesh.json --no-setup --no-plot --quiet --tstop 400 --out long "$@" &
    run=$!
    most=0
    while kill -0 $run 2>/dev/null; do
        process=$(pgrep -P $run -x nrniv) &&
            now=$(awk '/^VmHWM/ { print $2 }' "/proc/$process/status" 2>/dev/null) &&
            most=${now:-$most}
        sleep 0.1
    done
    wait $run || fail 'a long run'
}
peak
without=$most
peak --record v --record i --record ca
[ "$(size long)" -gt 143000000 ] || fail "$(size long) bytes in the file"
if [ "$without" -lt 20000 ] || [ $((most - without)) -gt 80000 ]; then
    fail "$without kB without recording, $most kB with it"
fi
exit 0
