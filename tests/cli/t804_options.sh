#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t804_options - --option=value is --option value, for every option; a misspelt word is refused with
# the one that it may have been; tab completion offers what the help lists.
set -u
failed=0
fail() { echo "$*" && failed=1; }
# says WHAT ARGUMENT ...
says() {
    what=$1 status=0
    shift
    "$LAMINAE_HOME/laminae" "$@" --no-setup >output 2>errors || status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <errors)" -ne 1 ] || ! grep -qe "$what" errors; then
        fail "$*: status $status, expected '$what': $(cat output errors)"
    fi
}
says "option '--tstp', did you mean --tstop?" run erp --tstp 40
says "option '--tstp', did you mean --tstop?" run erp --tstp=40
says "option '-tstop', did you mean --tstop?" run erp -tstop 40
says "option '--inplane', did you mean --inplane-distance?" describe erp --inplane 40
says "option '--forse', did you mean --force?" export erp x.json --forse
says "option '--xyzzy' (" run erp --xyzzy
says "option '--tstop --dt'" run erp '--tstop --dt'
says "command 'exprot', did you mean export? accepted: run, sweep, " exprot
says "command 'xyzzy'; accepted: run," xyzzy
says "--quiet: '1'; accepted: no value" run erp --quiet=1
says "--quiet: ''; accepted: no value" run erp --quiet=
says "--tstop: ''; accepted" run erp --tstop=
says "--tstop: '--no-setup'; accepted" run erp --tstop
says "--mesh: '1,x'; accepted" describe erp --mesh=1,x
for word in setup completion help version; do
    "$LAMINAE_HOME/laminae" $word x >output 2>errors
    if [ $? -ne 2 ] || ! grep -q "$word: 'x'; accepted: nothing more" errors; then fail "$word x"; fi
done

# The same run, said in both ways. A value may hold = and begin with --.
set -- mesh=2,2 tstop=5 dt=0.05 trials=2 seed=3 np=2 groups=2 threads=1 engine=neuron baseline=none \
    scale=2 smooth=1 settle=2 compat=hnn-core record=v record-dt=0.1 drives=none \
    set=drives.evprox1.mu=30 probe=lam=0,0,0:100:50,lsa inplane-distance=1 layer-separation=1300
joined='' apart=''
for each in "$@"; do
    joined="$joined --$each" apart="$apart --${each%%=*} ${each#*=}"
done
# shellcheck disable=SC2086 # lists of options
{
    "$LAMINAE_HOME/laminae" run erp $joined --no-setup --no-plot --quiet --out=--joined=1 || failed=1
    "$LAMINAE_HOME/laminae" run erp $apart --no-setup --no-plot --quiet --out --apart || failed=1
}
for file in ./--apart/*; do
    [ "$file" = ./--apart/results.h5 ] || cmp "$file" "./--joined=1/${file##*/}" || failed=1
done
dump() { h5dump -g /trial "$1/results.h5" | tail -n +2; }
[ "$(dump ./--apart | cksum)" = "$(dump ./--joined=1 | cksum)" ] || fail 'traces differ'

# Every option of the help is there, and offered.
command -v bash >/dev/null 2>&1 || exit $failed
mkdir empty
offered() { # WORD ...: what is offered for the last
    bash -c 'cd empty && eval "$("$LAMINAE_HOME/laminae" completion)"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        _laminae; printf "%s\n" "${COMPREPLY[@]}"' bash "$@" | sort
}
for command in run describe export; do
    "$LAMINAE_HOME/laminae" $command --help | grep -o '^--[a-z0-9-]*' | sort >options
    offered laminae $command -- | diff options - || fail "$command: help (<) and completion (>)"
    [ "$(wc -l <options)" -ge 11 ] || fail "$command: few options"
done
[ "$(offered laminae run --engine = co)" = coreneuron ] || fail 'completion of --engine='
[ "$(offered laminae run --engine neu)" = neuron ] || fail 'completion of --engine'
[ "$(offered laminae run la)" = law_2021 ] || fail 'completion of models, from anywhere'
[ "$(offered laminae desc)" = describe ] || fail 'completion of commands'
exit $failed
