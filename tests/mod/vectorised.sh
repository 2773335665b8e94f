#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# vectorised.sh REPORT DIR - was the state loop of every channel, and of the synapses, vectorised?
#
# REPORT is what g++ -fopt-info-vec-optimized wrote while CoreNEURON's mechanisms were compiled, DIR
# the folder with the C++ files that were translated from the mechanisms.
set -eu

[ $# -eq 2 ] || { echo "usage: vectorised.sh REPORT DIR" >&2; exit 2; }
report=$1 folder=$2

# First and last line of the loop that advances the states in file $1.
loop_lines() {
    awk '
        /void nrn_state_.*{$/ { inside = 1 }
        inside && /for \(int id/ { first = NR }
        inside && /^    }$/ { print first, NR; exit }' "$folder/$1.cpp"
}

# The widest vectors (bytes) of a loop in file $1 between lines $2 and $3; 0: none.
width() {
    sed -n "s|^\(.*/\)\{0,1\}$1\.cpp:\([0-9]*\):.*loop vectorized using \([0-9]*\) byte.*|\2 \3|p" \
        "$report" | awk -v first="$2" -v last="$3" '
        $1 >= first && $1 <= last && $2 > widest { widest = $2 }
        END { print widest + 0 }'
}

scalar='' narrowest=64
human='Ca_HVA Ca_LVAst Ih Im K_Pst K_Tst NaTa_t NaTa_t_32d NaTs2_t NaTs2_t_32d Nap_Et2 SK_E2 SKv3_1'
# shellcheck disable=SC2086 # a list of names
human="$(printf '%s_hay2011 ' $human) kd_golomb2007 kdr_golomb2007 nas_golomb2007 NMDA_gao"
for channel in ar ca cat hh2 kca km exp2syn $human cad; do
    lines=$(loop_lines "$channel")
    [ -n "$lines" ] || { echo "vectorised: no state loop in $folder/$channel.cpp"; exit 1; }
    # shellcheck disable=SC2086 # two numbers
    bytes=$(width "$channel" $lines)
    # cad, the last, stores through an index: that takes the scatter instructions of AVX-512, and
    # with narrower vectors it may stay scalar.
    if [ "$channel" = cad ] && [ "$narrowest" -lt 64 ]; then continue; fi
    if [ "$bytes" -lt 32 ]; then scalar="$scalar $channel (line ${lines%% *}: $bytes)"; fi
    if [ "$bytes" -lt "$narrowest" ]; then narrowest=$bytes; fi
done
if [ -n "$scalar" ]; then
    echo "vectorised: bytes of vectors in a state loop, expected 32 or 64:$scalar"
    exit 1
fi
