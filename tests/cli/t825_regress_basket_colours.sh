#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t825_regress_basket_colours - a population has the same colour in the figure whether the other one
# of its layer has fired or not.
set -eu
colours() { # POPULATION ... that have fired; writes each with its colour
    printf '# time_ms\tgid\tpopulation\n' >spikes_0
    k=0
    for name in "$@"; do
        k=$((k + 1))
        printf '1\t%d\t%s\n' $k "$name" >>spikes_0
    done
    TITLE='' CELLS=10 TRIALS=1 awk -f "$LAMINAE_HOME/tools/summary.awk" dipole_0 spikes_0
    sed -n "s/^population_colours = '\(.*\)'/\1/p" settings.gp
}
printf '# time_ms\tagg_nAm\n0\t0\n1\t2e-3\n' >dipole_0
all=$(colours L2_basket L2_pyramidal L5_basket L5_pyramidal)
# shellcheck disable=SC2086 # four words
set -- $all
[ "$(colours L2_basket)" = "$1" ]
[ "$(colours L2_pyramidal)" = "$2" ]
[ "$(colours L5_basket)" = "$3" ]
[ "$(colours L2_basket L5_pyramidal)" = "$1 $4" ]
