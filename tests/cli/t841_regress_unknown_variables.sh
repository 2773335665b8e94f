#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t841_regress_unknown_variables - variables set by -c before main.hoc that are no option, or
# NEURON's own, or of the wrong type or range, are refused. They were ignored, or ended in words
# of the interpreter.
set -u
failed=0
# refused LINE STATEMENT
refused() {
    nrniv -c "$2" "$LAMINAE_HOME/main.hoc" </dev/null >output 2>errors
    status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <errors)" -ne 1 ] || ! grep -q "^laminae: $1" errors ||
        [ -e results ]; then
        echo "$2: status $status, expected one line with '$1' and status 2:"
        cat output errors
        failed=1
    fi
}
refused 'tstopms: no such option; accepted: .* tstop_ms, .*, command; a name of your own that ends in _$' 'tstopms = 40'
refused 'tstop: no such option; accepted: .* tstop_ms' 'tstop = 40'
refused 'name: no such option' 'strdef name'
refused 'dt: 0.1; accepted: dt_ms' 'dt = 0.1'
refused 'celsius: 34; accepted: set = "celsius=..."' 'celsius = 34'
refused 'secondorder: 2; accepted: 0' 'secondorder = 2'
refused 'trials: is something else; accepted: a number' 'strdef trials'
refused 'quiet: is something else; accepted: a number' 'objref quiet'
refused 'engine: is something else; accepted: a text' 'engine = 3'
refused 'tstop: -3 ms; accepted' 'tstop_ms = -3'
refused 'trials: 2.5; accepted: a whole number' 'trials = 2.5'
refused 'scale: inf; accepted: -1e+12 to 1e+12' 'scale = 1e300*1e300'
refused 'smooth_ms: 1000000000; accepted: 0 to 1e+06' 'smooth_ms = 1e9'
refused 'record_dt_ms: -1; accepted: 0 to' 'record_dt_ms = -1'
refused 'record_float32: 7; accepted: 0, 1' 'record_float32 = 7'
refused 'checkpoint: 0.3; accepted: 0, 1' 'checkpoint = 0.3'

# With nothing set each script has the defaults of its variables. Two were names of local objects,
# too, and so "something else".
for script in check describe export; do
    if ! nrniv "$LAMINAE_HOME/hoc/run/$script.hoc" </dev/null >output 2>errors || [ -s errors ]; then
        echo "$script.hoc:" && cat errors && failed=1
    fi
done
[ -s network.json ] || { echo 'export.hoc: no network.json' && failed=1; }
exit $failed
