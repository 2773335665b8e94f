# shellcheck shell=sh
# SPDX-License-Identifier: BSD-3-Clause
# compare.sh - sourced by tests: `compare REFERENCE.h5 RESULTS.h5`, see tests/ref/compare.c, and
# runs that are compared with a reference in tests/ref.
library() { "$LAMINAE_HOME/tools/library.sh" "$1"; }
# shellcheck disable=SC2046 # lists of flags
cc -O1 -std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror $(library includes) \
    "$LAMINAE_TESTS/ref/compare.c" -o comparing $(library libraries) || exit 1
part='' # or --first, --until MS: what of a reference is compared, and run
# shellcheck disable=SC2086 # a list of options
compare() { ./comparing $part "$@"; }

# compare_part 'OPTION ...' COMMAND ...: runs and comparisons of COMMAND with these options of comparing.
compare_part() {
    part=$1
    shift
    "$@" || return
    part=''
}

# compare_run NAME NETWORK ENGINE RANKS [OPTION ...]
# NETWORK, run as long as the reference NAME was, gives its results.
compare_run() {
    reference=$LAMINAE_TESTS/ref/$1.h5 network=$2 engine=$3 ranks=$4 out=out/$1_$3_$4
    shift 4
    # shellcheck disable=SC2046 # a list of options
    "$LAMINAE_HOME/laminae" run "$network" $(compare --options "$reference") --engine "$engine" \
        --np "$ranks" --no-plot --no-setup --quiet --out "$out" "$@" || return
    compare "$reference" "$out/results.h5"
}

# compare_network NAME ENGINE RANKS [OPTION ...]
# So does the network file that the reference NAME carries.
compare_network() {
    mkdir -p "$1"
    compare --network "$LAMINAE_TESTS/ref/$1.h5" >"$1/network.json" || return
    name=$1
    shift
    compare_run "$name" "./$name/network.json" "$@"
}

# compare_all NAME [OPTION ...]
# In both engines, on 1 and 2 ranks.
compare_all() {
    case_name=$1
    shift
    for each in coreneuron,1 coreneuron,2 neuron,1 neuron,2; do
        compare_network "$case_name" "${each%,*}" "${each#*,}" "$@" || return
    done
}
