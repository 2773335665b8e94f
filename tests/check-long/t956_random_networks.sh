#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t956_random_networks - networks drawn at random from the published ones (numbers of cells,
# mechanisms, connections and drives, grid, time step) give the same with fused and separate kernels,
# in both engines, on 1 to 3 ranks: spikes, dipoles, and traces of the currents and states.
# Seeds 1 to 40; SEEDS="7 8" takes others.
set -eu
. "$LAMINAE_TESTS/lib/compare.sh"
legacy=$LAMINAE_HOME/params/legacy
models="erp $legacy/gamma_L5weak_L2weak.json $legacy/N20.json $legacy/alpha_beta.param"

# SEED PATHS: options of run, a line each; 12 numbers of the network times 0.7 to 1.4.
draw() {
    awk -F '  +' -v seed="$1" '
        BEGIN { srand(seed); n = 0 }
        $2 ~ /^-?[0-9.]+(e-?[0-9]+)?$/ && $2 + 0 != 0 && $3 != "" && $3 != "degC" {
            path[n] = $1
            value[n++] = $2
        }
        END {
            for (i = 0; i < 12; i++) {
                k = int(n*rand())
                printf "--set\n%s=%.6g\n", path[k], value[k]*(0.7 + 0.7*rand())
            }
            printf "--mesh\n%d,%d\n", 2 + int(3*rand()), 1 + int(3*rand())
            printf "--dt\n%s\n", rand() < 0.5 ? 0.025 : 0.05
        }' "$2"
}

variables='v m_hh2 gk_hh2 ina ik ica ca il_hh2 gk_km gk_kca i_cat'
n=0
for seed in ${SEEDS:-$(seq 40)}; do
    # shellcheck disable=SC2086 # a list of names
    set -- $models
    shift $((seed % $#))
    model=$1 # each in turn
    "$LAMINAE_HOME/laminae" describe "$model" --paths >paths
    draw "$seed" paths >options
    set --
    while read -r option; do set -- "$@" "$option"; done <options
    # shellcheck disable=SC2086 # a list of names
    for variable in $variables; do set -- "$@" --record "$variable"; done
    for how in fused,coreneuron,1 separate,coreneuron,1 fused,coreneuron,$((2 + seed % 2)) \
        separate,neuron,$((1 + seed % 3)); do
        ranks=${how##*,} engine=${how#*,}
        "$LAMINAE_HOME/laminae" run "$model" "$@" --kernels "${how%%,*}" --engine "${engine%,*}" \
            --np "$ranks" --seed "$seed" --tstop 60 --no-plot --no-setup --quiet --out "$seed/$how" \
            2>said || { echo "seed $seed, $how:" && cat said options && exit 1; }
        if [ "$how" = fused,coreneuron,1 ]; then
            first=$seed/$how
        elif ! cmp "$first/spikes_0.txt" "$seed/$how/spikes_0.txt" ||
            ! compare "$first/results.h5" "$seed/$how/results.h5"; then
            echo "seed $seed, $how:" && cat options && exit 1
        fi
    done
    n=$((n + 1))
    rm -rf "$seed"
done
[ "$n" -gt 0 ]
