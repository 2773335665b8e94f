#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# nmodl.sh - $NMODL, the translator of mechanisms for CoreNEURON, with an option more for ours.
#
# nrnivmodl-core calls it with FILE.mod -o DIR ... By itself nmodl copies the potentials and currents
# of ions into arrays of the mechanism at each use, and in loops over states that need none; with
# --opt-ionvar-copy it does not. That does not go with NEURON's own hh.mod (its TABLE), so it is kept
# from mechanisms that are not ours. Nonspecific currents can be recorded: they are put back.
set -eu
mod=$1 cpp=$3/$(basename "$1" .mod).cpp
is_ours() { cmp -s "$mod" "$(dirname "$0")/../$1/$(basename "$mod")"; }
is_ours mod || is_ours mod/human || exec "$NMODL" "$@"
"$NMODL" "$@" codegen --opt-ionvar-copy
for current in $(sed -n 's/^ *NONSPECIFIC_CURRENT//p' "$mod" | tr , ' '); do
    sed -i "s/ionvar\.$current\b/inst->${current}[id]/g" "$cpp"
done
