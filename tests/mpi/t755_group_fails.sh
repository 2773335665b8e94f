#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t755_group_fails - an error in one group, or in two of four, ends all ranks of all groups within
# seconds: while the network is built, and within a trial.
set -eu
. "$LAMINAE_TESTS/lib/groups.sh"
cat >Failing.hoc <<'END'
begintemplate Failing
public body, soma
external first_to_fail_, failing_trial_
create soma
objref body, pc, handler, mark, this
// $o1 CellType  $2 $3 $4 position (um)
proc init() {
  body = new CellBody($o1, $2, $3, $4)
  soma body.add("soma")
  body.build()
  pc = new ParallelContext()
  n = 0
  if (pc.id_world() < first_to_fail_) { return }
  if (failing_trial_ == 0) { give_up("cannot build") }
  handler = new FInitializeHandler("count()", this)
}
proc count() {
  n += 1
  if (n == failing_trial_) { give_up("cannot begin a trial") }
}
// $s1 why. Left on disk as well: mpiexec drops what it has not passed on when a rank aborts.
proc give_up() {
  mark = new File()
  mark.wopen("gave_up")
  mark.close()
  execerror("this rank", $s1)
}
endtemplate Failing
END
cat >failing.json <<END
{"laminae_network": 1, "extends": "$LAMINAE_HOME/params/erp.json", "name": "failing",
 "grid": {"nx": 3, "ny": 3}, "cells": {"L5_basket": {"template": "Failing"}}}
END
for engine in coreneuron neuron; do
    for groups in 2 4; do
        for trial in 0 2; do
            status=0
            run failing 4 $engine "network = \"./failing.json\" trials = 8 \
                groups = $groups first_to_fail_ = 2 failing_trial_ = $trial" || status=$?
            case $status in 0 | 124) fail "status $status: $(cat failing.log)" ;; esac
            [ -e gave_up ] || fail "it failed otherwise: $(cat failing.log)"
            rm gave_up
            none_lives "$engine, $groups groups"
            [ ! -e failing/results.h5 ] || fail "$engine, $groups groups: results"
        done
    done
done
