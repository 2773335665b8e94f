#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t830_own_neuron - build.sh uses the NEURON that the environment names, remembers it, and says
# so. It refuses what is no NEURON and what is too old. It remembers the processor, too. With --only
# it makes one library of mechanisms.
set -eu
fail() { echo "$*" && cat output && exit 1; }
says() { grep -q "$1" output || fail "expected '$1'"; }
theirs=$NRNHOME
case $theirs in
*/lib/python3*/site-packages/neuron/.data) bin=${theirs%/lib/python3*}/bin ;;
*) bin=$theirs/bin ;;
esac
unset NRNHOME NEURONHOME LAMINAE_NRNHOME LAMINAE_NEURON
mkdir tree
cp -r "$LAMINAE_HOME/build.sh" "$LAMINAE_HOME/csrc" "$LAMINAE_HOME/mod" "$LAMINAE_HOME/programs" \
    "$LAMINAE_HOME/tools" tree
./tree/build.sh --print >output 2>&1
says 'NEURON 9.* would be installed'
cut=tree/build/venv/lib/python3.11/site-packages/neuron/.data/bin # an installation that was killed
mkdir -p $cut && cp "$theirs/bin/nrniv" $cut
./tree/build.sh --print >output 2>&1
says 'NEURON 9.* would be installed'
echo x86-64-v3 >tree/build/arch # what the last build was for
NRNHOME=$theirs ./tree/build.sh --print >output 2>&1
says "NEURON 9.* in $theirs,.* for x86-64-v3,"
says 'out of date: liblaminae .*column-neuron column-coreneuron'
NRNHOME=$theirs ./tree/build.sh --print --only probe >output 2>&1
says 'out of date: liblaminae probe-neuron probe-coreneuron env.sh$'
status=0
NRNHOME=$theirs ./tree/build.sh --print --only=two >output 2>&1 || status=$?
[ "$status" -eq 2 ] || fail "--only=two: status $status"
says "^build.sh: --only: 'two'; accepted: column, column-neuron, probe, dipole$"
PATH=$bin:$PATH ./tree/build.sh --print >output 2>&1
says "NEURON 9.* in $theirs,"
echo "export LAMINAE_NRNHOME='$theirs' LAMINAE_NEURON='own'" >tree/env.sh
./tree/build.sh --print >output 2>&1
says "NEURON 9.* in $theirs,"

mkdir -p old/bin old/share/nrn
printf '#!/bin/sh\necho "NEURON -- VERSION 8.2.2 HEAD"\n' >old/bin/nrniv
chmod +x old/bin/nrniv && cp old/bin/nrniv old/bin/nrnivmodl
rm tree/env.sh
PATH=$PWD/old/bin:$PATH ./tree/build.sh --print >output 2>&1
says 'old/bin/nrnivmodl is not used: 9 or later'
for home in "$PWD/old" "$PWD/nowhere"; do
    status=0
    NRNHOME=$home ./tree/build.sh --print >output 2>&1 || status=$?
    [ "$status, $(wc -l <output)" = '2, 1' ] || fail "NRNHOME=$home: status $status"
    says 'build.sh: N.*accepted'
done
[ ! -e tree/build/lib ] || fail '--print built something'
