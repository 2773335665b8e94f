#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t918_model_of - describe says which release of HNN-core a model is of, also of what extends it, and of an exported
# network; other models keep silent. A model's drives are found by name, and its network goes to HNN-core's format.
set -eu
laminae() { "$LAMINAE_HOME/laminae" "$@" --no-setup; }
says() { # LINE NETWORK [OPTION ...]
    line=$1
    shift
    [ "$(laminae describe "$@" | grep '^model of')" = "$line" ] ||
        { echo "$*: $(laminae describe "$@" | grep '^model of')" && exit 1; }
}
says 'model of         HNN-core 0.6.1' law_2021 --mesh 2,2
says 'model of         HNN-core 0.7 (not released, may change)' duecker_et --mesh 2,2
cat >mine.json <<'END'
{"laminae_network": 1, "extends": "duecker_et", "name": "mine", "source": "a test", "model_of": null,
 "grid": {"nx": 2, "ny": 2}}
END
says '' mine.json

# As a later HNN-core will read it: the same network, its reversal potentials, rules and synapses included.
laminae export duecker_et exported.json --mesh 2,2 --drives human_erp --lossy >said 2>&1
says 'model of         HNN-core 0.7 (not released, may change)' exported.json
for network in 'duecker_et --drives human_erp --mesh 2,2' exported.json; do
    # shellcheck disable=SC2086 # words
    laminae run $network --tstop 25 --no-plot --quiet --out "out${network%%[._]*}"
done
for kind in spikes dipole; do
    grep -v '^#' "outduecker/${kind}_0.txt" >a
    grep -v '^#' "outexported/${kind}_0.txt" >b
    cmp a b
done
[ "$(wc -l <outduecker/spikes_0.txt)" -gt 10 ] || { echo 'few spikes' && exit 1; }
