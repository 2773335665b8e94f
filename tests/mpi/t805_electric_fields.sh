#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t805_electric_fields - a column in a field has the same spikes, dipoles and potentials on 1, 2 and 3
# ranks, on threads, in both engines; they are others than without it. A step that is too long for the
# field's course is refused.
set -u
fail() { echo "$1" && exit 1; }
cat >field.json <<'END'
{"laminae_network": 1, "extends": "erp", "name": "field", "title": "a field", "source": "a test",
 "grid": {"nx": 2, "ny": 2}, "tstop": [20, "ms"], "drives": {"evprox1": {"mu": [5, "ms"]}},
 "electric_fields": {
  "tacs": {"waveform": "sine", "amplitude": [30, "V/m"], "frequency": [100, "Hz"], "direction": [1, 0, 2]},
  "tms": {"waveform": "ringing", "amplitude": [-100, "V/m"], "frequency": [3000, "Hz"],
          "decay": [0.1, "ms"], "tstart": [8, "ms"]}},
 "electrode_arrays": {"shank": {"positions": [[[30, 0, 0], [30, 0, 400], [30, 0, 800], [30, 0, 1200]], "um"]}}}
END
run() { # NAME OPTION ...
    out=$1
    shift
    "$LAMINAE_HOME/laminae" run field.json --no-setup --no-plot --quiet --out "$out" "$@" >said 2>&1 ||
        fail "$out: $(cat said)"
    cut -f 1,2 "$out/spikes_0.txt" | sort >"$out.spikes"
}
same() { # NAME: as one rank
    cmp -s one.spikes "$1.spikes" || fail "$1: other spikes"
    for thing in dipole/agg dipole_vector/L5_pyramidal extracellular/shank csd/shank; do
        h5diff -d 1e-9 one/results.h5 "$1/results.h5" "/trial/0/$thing" >said 2>&1 ||
            fail "$1: $thing: $(tail -2 said)"
    done
}
run one
run two --np 2
same two
run three --np 3
same three
run threads --threads 2
same threads
run neuron --engine neuron
same neuron
run without --set electric_fields=null
if cmp -s one.spikes without.spikes; then fail 'the field does nothing'; fi
"$LAMINAE_HOME/laminae" run field.json --no-setup --no-plot --quiet --out long --dt 0.1 >said 2>&1
[ $? -eq 2 ] || fail "a long step: $(cat said)"
grep -q "electric_fields.tms: a quarter of its period of 0.0833333 ms; accepted: at least dt, 0.1 ms" said ||
    fail "$(cat said)"
