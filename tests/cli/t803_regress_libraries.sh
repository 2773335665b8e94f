#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t803_regress_libraries - one line, status 2 and nothing left behind: for a library of mechanisms
# that is not there, or lacks the part for CoreNEURON, or lacks the column's mechanisms, and for
# NEURON without a library.
set -u
failed=0
# refused WHAT COMMAND ...
refused() {
    what=$1 status=0
    shift
    "$@" >output 2>errors </dev/null || status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <errors)" -ne 1 ] ||
        ! grep -q "^laminae: .*$what.*; accepted: " errors || [ -s output ] || [ -e results ]; then
        echo "$*: status $status, expected one line with '$what' and status 2:"
        cat output errors
        failed=1
    fi
}
laminae() { LAMINAE_LIB=$library "$LAMINAE_HOME/laminae" "$@" --no-setup --mesh 2,2; }
mkdir -p half/lib/column
cp "$LAMINAE_HOME/build/lib/liblaminae.so" half/lib
cp "$LAMINAE_HOME/build/lib/column/libnrnmech.so" half/lib/column
library=$PWD/half/lib/column
refused "coreneuron: there is no '.*half/lib/column/libcorenrnmech.so'" laminae run erp --no-plot
refused 'coreneuron: there is no' laminae run erp --no-plot --np 2 --tstop 5
laminae run erp --no-plot --quiet --tstop 5 --engine neuron --out on_neuron || failed=1
cat >trials.hoc <<'END'
{load_file("laminae.hoc")}
objref column, field, trials
column = new Column("erp")
{column.set("grid.nx", 1)}
{column.set("grid.ny", 1)}
{column.build(5)}
field = new LeadField()
trials = new Trials(column, field, 5, 0.025, "coreneuron")
END
LAMINAE_LIB=$library nrniv trials.hoc >output 2>&1 </dev/null
if [ $? -ne 1 ] || ! grep -q 'coreneuron: there is no' output; then cat output && failed=1; fi

library=$LAMINAE_HOME/build/lib/probe
refused "library of mechanisms has not the column's" laminae run erp --no-plot
refused "library of mechanisms has not the column's" laminae run erp --no-plot --np 2
refused "library of mechanisms has not the column's" laminae describe erp
refused "library of mechanisms has not the column's" laminae export erp x.json
library=$PWD/nowhere
refused "LAMINAE_LIB: '.*nowhere': no libnrnmech.so there" laminae run erp --no-plot
refused 'no libnrnmech.so there' laminae run erp --no-plot --np 2

# NEURON as it is, without env.sh, in the project's folder and elsewhere.
plain() {
    env -i NEURONHOME="$NRNHOME/share/nrn" PATH=/usr/bin:/bin "$NRNHOME/bin/nrniv" -nopython -nogui \
        -nobanner "$@"
}
refused 'the mechanisms are missing' plain "$LAMINAE_HOME/main.hoc"
cd "$LAMINAE_HOME" || exit 1
plain main.hoc </dev/null >"$OLDPWD/output" 2>&1
[ $? -eq 2 ] || failed=1
cd - >/dev/null || exit 1
[ "$(cat output)" = "$(cat errors)" ] || { cat output && failed=1; }
exit $failed
