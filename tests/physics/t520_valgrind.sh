#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t520_valgrind - a short run of the NEURON engine under valgrind, of a small column with an array of
# electrodes and traces, whose cells get input and fire: no error and no lost memory with a function of
# ours in its stack. Built for x86-64-v3, since valgrind 3.19 knows no AVX-512.
set -eu
command -v valgrind >/dev/null || { echo 'valgrind is missing' && exit 77; }
grep -q avx2 /proc/cpuinfo || { echo 'this processor has no AVX2' && exit 77; }
v3=$LAMINAE_HOME/build/x86-64-v3
ARCH=x86-64-v3 BUILD=$v3 "$LAMINAE_HOME/build.sh" --only column-neuron >build.log 2>&1 ||
    { cat build.log && exit 1; }
LAMINAE_LIB=$v3/lib/column valgrind --leak-check=full --show-leak-kinds=definite \
    --num-callers=30 --error-limit=no --trace-children=yes --log-file=valgrind.%p \
    nrniv -c 'strdef engine, out, mesh, set, probe, record' -c 'engine = "neuron"' -c 'out = "o"' \
    -c 'mesh = "3,3"' -c 'set = "drives.evprox1.mu=0.5"' -c 'probe = "shank=10,10,-200:1000:300"' \
    -c 'record = "v\ni_cat:all:soma"' -c 'tstop_ms = 2' -c 'quiet = 1' "$LAMINAE_HOME/main.hoc" \
    </dev/null >output 2>&1 || { cat output && exit 1; }
grep -q 'L[25]_' o/spikes_0.txt || { echo 'no cell fires' && exit 1; }
cat valgrind.* >log
grep -q 'ERROR SUMMARY' log || { echo 'valgrind said nothing' && exit 1; }
# Blocks of the log are separated by lines without text; ours name liblaminae or a translated .mod. What
# NEURON's translator asks for once a library, in _thread_mem_init of a derivimplicit, it never gives back.
awk 'BEGIN { RS = "==[0-9]+== \n" }
     /_thread_mem_init/ { next }
     /liblaminae|lam_|libnrnmech/ && /Invalid|uninitialised|definitely lost|overlap|Mismatched/ {
         print; bad = 1 }
     END { exit bad }' log
