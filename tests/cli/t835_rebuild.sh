#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t835_rebuild - after a change build.sh compiles the files that include what has changed, each
# once for all libraries, and nothing else. The libraries are then those of a first build, also
# after a build that was killed, and after two builds at once. What human cells need is compiled when
# a network first has them; then, too, the libraries are those of the build that is tested.
set -eu
unset ARCH MOD_FLAGS BUILD LAMINAE_NRNHOME # NRNHOME holds
mkdir -p tree/build
for part in build.sh csrc hoc laminae laminae.hoc main.hoc mod params programs tools; do
    cp -r "$LAMINAE_HOME/$part" tree
done
cp "$LAMINAE_HOME/build/arch" tree/build
mkdir tree/build/objects # those that are whole: another test may be compiling
find "$LAMINAE_HOME/build/objects" -type f ! -name '*.*.*' -exec cp -pl -t tree/build/objects {} +
kept=tree/build/objects
fail() { echo "$*" && cat output && exit 1; }
build() { ./tree/build.sh "$@" >output 2>&1 || fail 'build.sh failed'; }
count() { find $kept -name '*.o' | wc -l; }
expect_compiled() { # COUNT WHAT
    before=$(count)
    build
    [ $(($(count) - before)) = "$1" ] || fail "$2: $(($(count) - before)) compiled, expected $1"
}
expect_same() { # WHAT COLUMN: as in the build that is tested, the column's as COLUMN
    for library in liblaminae.so probe/libcorenrnmech.so; do
        cmp "tree/build/lib/$library" "$LAMINAE_HOME/build/lib/$library" || fail "$1: $library"
    done
    cmp tree/build/lib/column/libcorenrnmech.so "$2" || fail "$1: column"
}
build
cp tree/build/lib/column/libcorenrnmech.so first_column.so
expect_same 'first build' first_column.so
expect_compiled 0 'no change'
[ ! -s output ] || fail 'it says something where nothing is to do'

# A run that begins beside a build finds its commands: they are replaced whole.
look() {
    while [ ! -e looked ]; do
        for file in tree/env.sh tree/build/bin/nrniv tree/build/bin/nrngui tree/build/bin/mpiexec; do
            [ -s $file ] || echo "no $file" >>missing
        done
    done
}
look &
looking=$!
trap 'kill $looking 2>/dev/null || true' EXIT
for _ in 1 2 3 4 5; do
    rm tree/build/stamp/environment
    build
done
touch looked && wait $looking
[ ! -e missing ] || fail "$(sort missing | uniq -c)"

sed -i 's/Ra = 0.001/Ra = 0.002/' tree/mod/km.mod
echo ': a change' >>tree/mod/lam_node.mod # only NEURON keeps comments
expect_compiled 3 'a mechanism for two engines, one for one engine and two libraries'
grep -q 'Ra = 0.002' tree/build/lib/column/libnrnmech.so || fail 'the old mechanism is still there'
for file in csrc/probe/lam_tree.c csrc/csd/lam_csd_impl.h programs/report/report.h; do
    echo '/* a change */' >>tree/$file
done
expect_compiled $((1 + $(grep -l lam_csd_impl.h tree/csrc/*/*.c | wc -l) +
    $(grep -l '"report.h"' tree/programs/report/*.c | wc -l))) \
    'a file of the C library, those with a header of it, those with a header of a program'
MOD_FLAGS=-DMORE build --print
grep -q 'out of date: column-neuron column-coreneuron probe' output || fail 'flags have changed'

echo '/* a change */' >>tree/csrc/edit/lam_edit_impl.h
before=$(count)
setsid ./tree/build.sh >output 2>&1 &
while [ "$(count)" = "$before" ]; do sleep 0.01; done
kill -s KILL -- -$!
wait $! 2>/dev/null || true
rm -r tree/csrc tree/mod tree/programs
cp -r "$LAMINAE_HOME/csrc" "$LAMINAE_HOME/mod" "$LAMINAE_HOME/programs" tree
./tree/build.sh >output2 2>&1 &
build
wait $! || { cat output2 && exit 1; }
expect_same 'changed back' first_column.so

# ---- human cells -------------------------------------------------------------------------------
run() { ./tree/laminae run duecker_et --mesh 2,2 --tstop 1 --no-plot "$@" >output 2>&1; }
refused() { # OPTION ...
    status=0
    run "$@" || status=$?
    [ "$status, $(wc -l <output)" = '2, 1' ] || fail "$*: status $status"
    grep -q '^laminae: cells.L2_inhibitory: mechanism nas_golomb2007: .*; accepted: .* ./build.sh --human$' \
        output || fail "$*"
}
refused --no-setup
refused --no-setup --np 2
LAMINAE_LIB=$PWD/tree/build/lib/column refused # one of the user's own choice is left alone
./tree/laminae describe duecker_et --no-setup >output 2>&1 || fail 'describe'
if [ -e results ] || [ -e tree/build/human ]; then fail 'something is left of what was refused'; fi
run --np 2 || fail 'a network of human cells'
grep -q '^the network has human cells: their mechanisms are compiled, once$' output || fail 'it does not say so'
expect_same 'with human cells' "$LAMINAE_HOME/build/lib/column/libcorenrnmech.so"
./tree/laminae run results/duecker_et --no-plot --quiet >output 2>&1 || fail 'once more'
[ ! -s output ] || fail 'it is compiled twice'
