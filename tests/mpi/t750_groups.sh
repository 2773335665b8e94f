#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t750_groups - four ranks as 1, 2 and 4 groups, in both engines, give the spikes, traces and
# dipoles of one rank, to the last digit if each group is one rank. The trials are in order, and
# nothing is left beside the results. There are as many groups as asked for, else as many as are
# useful.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
. "$LAMINAE_TESTS/lib/groups.sh"
what='baseline = "run" dt_ms = 0.05 record = "v:L5_pyramidal:soma" probe = "lam=5,5,800:1600:400\n"'
for engine in coreneuron neuron; do
    one=one_$engine
    run $one 1 $engine "$what" || fail "$(cat $one.log)"
    for groups in 1 2 4; do
        out=${engine}_$groups
        run $out 4 $engine "$what groups = $groups" || fail "$out: $(cat $out.log)"
        [ "$(find $out | wc -l)" -eq "$(find $one | wc -l)" ] || fail "$out: $(find $out)"
        for trial in 0 1 2 3 4; do
            cmp $one/spikes_$trial.txt $out/spikes_$trial.txt
            if [ $groups -eq 4 ]; then
                cmp $one/dipole_$trial.txt $out/dipole_$trial.txt
                cmp $one/lfp_lam_$trial.txt $out/lfp_lam_$trial.txt
                h5diff -q $one/results.h5 $out/results.h5 /trial/$trial
            else
                h5diff -q -d 1e-9 $one/results.h5 $out/results.h5 /trial/$trial
            fi
        done
        h5diff -q $one/results.h5 $out/results.h5 /network
        compare $one/results.h5 $out/results.h5
    done
done

# By the command, chosen and refused.
said() { # LINE OPTION ...
    line=$1
    shift
    "$LAMINAE_HOME/laminae" run ./mesh.json --tstop 1 --no-plot --no-setup --out said "$@" \
        >output 2>errors || true
    cat output errors | grep -q "$line" || fail "no '$line': $(cat output errors)"
}
said '^mesh: 24 cells on each of 2 groups of 1 rank of coreneuron' --np 2 --trials 4
said '^mesh: 24 cells on 2 ranks of coreneuron' --np 2 --trials 4 --groups 1
said '^mesh: 24 cells on 2 ranks of coreneuron' --np 2
said '^laminae: groups: 2; accepted: .*the 3 ranks' --np 3 --trials 6 --groups 2
[ "$(wc -l <errors)" -eq 1 ] || fail "not one line: $(cat errors)"
