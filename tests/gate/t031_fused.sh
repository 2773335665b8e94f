#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t031_fused - the channels and synapses of the column are fused, and the compiler's report of the build says that
# every loop of their kernels, of the tables' look-up and of the tree is vectorised.
set -eu
work=$LAMINAE_HOME/build/work/column/coreneuron
kernels=$(echo "$work"/*/corenrn/mod2c/lam_fused.cpp)
failed=0

for channel in ar ca cad cat hh2 kca km pas Exp2Syn ExpSyn; do
    grep -qx "fuse: $channel is fused" "$work/log" || { echo "not fused: $channel" && failed=1; }
done
for other in hh IClamp leadfield; do
    grep -q "^fuse: $other stays separate: ." "$work/log" || { echo "not said: $other" && failed=1; }
done

# Of each loop of FILE: its first line, the last in which it can be, and how many of its versions
# there are at least: parameters equal or not, with and without what nothing reads.
loops() { # FILE
    awk '
    /fused::Parameter/ { parameters = 1 }
    /^ *#pragma omp simd/ { if (n) last[n] = NR; first[++n] = NR }
    /if constexpr \(lam_full\)/ { full = 1 }
    /^}/ {
        last[n] = NR
        for (i = 1; i <= n; i++)
            print first[i], last[i], (i == n ? (1 + parameters)*(1 + full) : 1)
        n = parameters = full = 0
    }' "$1"
}
for file in "$kernels" "$LAMINAE_HOME/mod/lam_fused_rates.h" "$LAMINAE_HOME/mod/lam_fused_tree.h"; do
    name=$(basename "$file")
    loops "$file" >lines
    [ -s lines ] || { echo "no loops in $file" && failed=1; }
    sed -n "s/.*\b$name:\([0-9]*\):.*loop vectorized using \(32\|64\) byte.*/\1/p" "$work/log" >report
    while read -r first last least; do
        n=$(awk -v first="$first" -v last="$last" '
            $1 >= first && $1 <= last { n++ } END { print n + 0 }' report)
        [ "$n" -ge "$least" ] ||
            { echo "$name:$first: $n loops vectorised, expected $least" && failed=1; }
    done <lines
done
exit $failed
