#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# nmodl.sh - $NMODL, the translator of mechanisms for CoreNEURON, with an option more for ours.
#
# nrnivmodl-core calls it with FILE.mod -o DIR ... By itself nmodl copies the potentials and currents
# of ions into arrays of the mechanism at each use, and in loops over states that need none; with
# --opt-ionvar-copy it does not. That does not go with NEURON's own hh.mod (its TABLE), so it is kept
# from mechanisms that are not ours. Nonspecific currents can be recorded: they are put back.
# What it writes is kept in $OBJECTS, as compile_once.sh does with objects, but of a file that takes in
# others (INCLUDE).
set -eu
mod=$1 cpp=$3/$(basename "$1" .mod).cpp
ours=''
for folder in mod mod/human; do
    if cmp -s "$mod" "$(dirname "$0")/../$folder/$(basename "$mod")"; then
        ours='codegen --opt-ionvar-copy'
    fi
done
sum=$({ echo "$VERSION $* $ours" && cat "$0" "$mod"; } | sha256sum)
kept=$OBJECTS/${sum%% *}.cpp
if [ -f "$kept" ]; then
    touch "$kept"
    exec cp "$kept" "$cpp"
fi
# shellcheck disable=SC2086 # words of an option
"$NMODL" "$@" $ours
for current in ${ours:+$(sed -n 's/^ *NONSPECIFIC_CURRENT//p' "$mod" | tr , ' ')}; do
    sed -i "s/ionvar\.$current\b/inst->${current}[id]/g" "$cpp"
done
if ! grep -qw INCLUDE "$mod"; then cp "$cpp" "$kept.$$" && mv "$kept.$$" "$kept"; fi
