# shellcheck shell=sh
# SPDX-License-Identifier: BSD-3-Clause
# flags.sh - sourced by tests: the default ERP with libraries for another processor, or other flags.
. "$LAMINAE_TESTS/lib/compare.sh"

# compare_flags ARCH [MOD_FLAGS]
compare_flags() {
    mkdir "$1"
    ARCH=$1 MOD_FLAGS=${2:-} BUILD=$PWD/$1 "$LAMINAE_HOME/build.sh" >build.log 2>&1 ||
        { cat build.log && return 1; }
    for each in coreneuron,1 neuron,2; do
        LAMINAE_LIB=$PWD/$1/lib/column compare_network erp "${each%,*}" "${each#*,}" || return
    done
}
