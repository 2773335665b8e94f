#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t272_regress_with_name - build.sh --with: the library of one folder was replaced by that of
# another folder with the same last name, and a part that no longer compiled stayed as it was. If
# a file does not compile, its errors are shown, and all else is there: the part for NEURON, and
# env.sh.
set -eu
unset ARCH MOD_FLAGS BUILD
fail() { echo "$*" && cat output && exit 1; }
# with STATUS ARGUMENT ...
with() {
    expected=$1 status=0
    shift
    "$root/build.sh" "$@" >output 2>&1 || status=$?
    [ $status -eq "$expected" ] || fail "$*: status $status"
}
says() { grep -q -- "$1" output || fail "expected '$1'"; }
leak() { # NAME [STATEMENT]
    cat <<END
NEURON { THREADSAFE SUFFIX $1 NONSPECIFIC_CURRENT i RANGE g }
UNITS { (mV) = (millivolt) (mA) = (milliamp) (S) = (siemens) }
PARAMETER { g = 1e-4 (S/cm2) }
ASSIGNED { v (mV) i (mA/cm2) }
BREAKPOINT { ${2:-} i = g*(v + 65(mV)) }
END
}

# ---- what is said ------------------------------------------------------------------------------
root=$LAMINAE_HOME name=sections_$$
remove() {
    rm -rf "$root/build/lib/with-$name" "$root/build/work/with-$name"
    rm -f "$root/build/stamp/with-$name"-*
}
trap remove EXIT
mkdir $name
leak good >$name/good.mod
{
    leak bad 'touch()'
    printf 'PROCEDURE touch() {\nVERBATIM\n    Section* s = chk_access(); (void) s;\nENDVERBATIM\n}\n'
} >$name/sectional.mod # CoreNEURON has no sections
with 1 --with $name
says '^sectional.mod does not compile:$'
says 'error: .*Section.* was not declared'
says "^build.sh: 'with-$name' did not compile for coreneuron: .*the part for NEURON is there"
! grep -q 'optimized:\|Traceback\|subprocess' output || fail 'noise'
[ "$(wc -l <output)" -lt 30 ] || fail 'too much'
printf 'create cell\ncell insert bad\ncell print g_bad\nquit()\n' >cell.hoc
[ "$(LAMINAE_LIB=$root/build/lib/with-$name nrniv cell.hoc </dev/null)" = '0.0001 ' ] ||
    fail 'the part for NEURON'

leak good 'v = (' >$name/good.mod # refused by the translator; no part of older sources stays
with 1 --with $name
says '^good.mod does not compile:$'
says 'Illegal block at line 5 in file good.mod'
says "^build.sh: 'with-$name' did not compile for neuron: "
[ ! -f "$root/build/lib/with-$name/libnrnmech.so" ] || fail 'the old library is still there'
remove

# ---- names -------------------------------------------------------------------------------------
# A tree in which a NEURON that is none puts the mechanisms together, and fails where one says so.
mkdir -p tree neuron/bin neuron/share/nrn a/mod b/mod 'my mod'
cp -r "$LAMINAE_HOME/build.sh" "$LAMINAE_HOME/csrc" "$LAMINAE_HOME/mod" "$LAMINAE_HOME/tools" tree
find tree/csrc -name '*.c' ! -name lam_pcg64.c ! -name lam_mechanisms.c -exec rm {} + # not needed here
make_part() { # PROGRAM LIBRARY
    cat >neuron/bin/"$1" <<END
#!/bin/sh
mkdir -p x86_64
! grep -q "not for $1\$" mod/*.mod || { echo 'x.cpp:1:1: error: no' && exit 1; }
cat mod/*.mod >x86_64/$2
END
}
make_part nrnivmodl libnrnmech.so
make_part nrnivmodl-core libcorenrnmech.so
printf '#!/bin/sh\necho "NEURON -- VERSION 9.0.2 HEAD"\n' >neuron/bin/nrniv
chmod +x neuron/bin/*
export NRNHOME="$PWD/neuron"
root=tree
lib=tree/build/lib/with-mod

# The first build of the tree: what a user adds comes last.
echo ': mark_one, not for nrnivmodl-core' >a/mod/one.mod
with 1 --with a/mod
says 'error: no'
[ -f tree/env.sh ] || fail 'no env.sh'
[ -f $lib/libnrnmech.so ] || fail 'no part for NEURON'
[ ! -f $lib/libcorenrnmech.so ] || fail 'a part for CoreNEURON'

echo ': mark_two' >b/mod/two.mod
with 2 --with=b/mod
says "^build.sh: --with '.*/b/mod': build/lib/with-mod is made of '.*/a/mod'; accepted: --name"
grep -q mark_one $lib/libnrnmech.so || fail 'it was replaced'
with 0 --with b/mod --name=two
says "LAMINAE_LIB=.*/build/lib/with-two$"
[ -f tree/build/lib/with-two/libcorenrnmech.so ] || fail 'no with-two'
with 0 --with b/mod --name two # once more: nothing is to do
[ "$(wc -l <output)" = 1 ] || fail 'it is made again'
echo mark_one >a/mod/one.mod
with 0 --with a/mod
grep -q mark_one $lib/libcorenrnmech.so || fail 'not made'
echo ': mark_one, not for nrnivmodl-core' >a/mod/one.mod
with 1 --with a/mod
[ ! -f $lib/libcorenrnmech.so ] || fail 'the part of older sources is still there'

# The library of a folder that is gone may be replaced, in so many words.
mv a c
with 0 --with b/mod
says "build/lib/with-mod is replaced: '.*/a/mod', of which it was, is gone"
! grep -q mark_one $lib/libnrnmech.so || fail 'the old library'

leak one >'my mod/one.mod'
with 2 --with 'my mod'
says "--with '.*/my mod' needs a --name: 'my mod'; accepted: letters"
with 0 --with 'my mod' --name mine
with 2 --with b/mod --name 'a b'
says "--name: 'a b'; accepted: letters, digits"
with 2 --name a
says 'accepted: --with DIR'

# ---- a tree that cannot be written -------------------------------------------------------------
# shellcheck disable=SC2016 # the inner shell's variables
read_only() {
    unshare -rm sh -c 'mount --bind tree tree && mount -o remount,bind,ro tree &&
        ! touch "$PWD/tree/x" 2>/dev/null && exec "$@"' sh "$@"
}
read_only true 2>/dev/null || exit 0
read_only env BUILD="$PWD/own" tree/build.sh --with b/mod >output 2>&1 || fail 'in a folder of the user'
says "LAMINAE_LIB=$PWD/own/lib/with-mod$"
grep -q mark_two own/lib/with-mod/libcorenrnmech.so || fail 'no library of the user'
