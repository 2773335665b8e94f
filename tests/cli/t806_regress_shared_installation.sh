#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t806_regress_shared_installation - a complete installation that cannot be written to is used.
# build.sh wanted a lock there; it waited for the lock when nothing was to be built; it was not
# found through links; and `check nosuch` installed packages first.
set -u
failed=0
fail() { echo "$*" && cat output && failed=1; }
scratch=$(mktemp -d "${TMPDIR:-/tmp}/laminae_shared.XXXXXX") && cd "$scratch" || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
unset ARCH MOD_FLAGS BUILD LAMINAE_CHECK

# Through links, relative ones too, and by the PATH.
mkdir bin there
ln -s "$LAMINAE_HOME/laminae" there/laminae
ln -s ../there/laminae bin/laminae
ln -s "$LAMINAE_HOME/build.sh" bin/build.sh
PATH=$PWD/bin:$PATH laminae run erp --mesh 2,2 --tstop 5 --no-plot --quiet >output 2>&1 ||
    fail 'through a link'
[ -s results/erp/results.h5 ] || fail 'no results'
CDPATH=/ bin/build.sh --print >output 2>&1 || fail 'build.sh through a link'
grep -q 'out of date: nothing' output || fail 'another tree'

# While another build lasts.
if command -v flock >/dev/null 2>&1; then
    flock "$LAMINAE_HOME/build/lock" timeout 20 "$LAMINAE_HOME/build.sh" >output 2>&1 ||
        fail 'it waits for a lock'
    [ ! -s output ] || fail 'it says something'
fi

# An unknown suite: nothing is looked for, or installed.
for name in dpkg-query apt-get; do
    printf '#!/bin/sh\ntouch "%s/asked"\nexit 1\n' "$PWD" >bin/$name
    chmod +x bin/$name
done
for suite in nosuch '' c/nosuch; do
    status=0
    PATH=$PWD/bin:$PATH "$LAMINAE_HOME/laminae" check "$suite" >output 2>&1 || status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <output)" -ne 1 ] || [ -e asked ] ||
        ! grep -q "unknown suite '$suite'; accepted: gate, c, " output; then
        fail "check '$suite': status $status"
    fi
done

PATH=$PWD/bin:$PATH "$LAMINAE_HOME/laminae" bench nosuch >output 2>&1
if [ $? -ne 2 ] || [ -e asked ] || ! grep -q "'nosuch'; accepted: trial, " output; then
    fail 'bench nosuch'
fi

# The rest wants a file system that cannot be written: a view of this one, for these commands alone.
# shellcheck disable=SC2016 # the inner shell's variables
read_only() {
    unshare -rm sh -c 'mount --bind "$LAMINAE_HOME" "$LAMINAE_HOME" &&
        mount -o remount,bind,ro "$LAMINAE_HOME" && ! touch "$LAMINAE_HOME/build/x" 2>/dev/null &&
        exec "$@"' sh "$@"
}
if ! read_only true 2>/dev/null; then
    [ $failed -eq 1 ] || echo 'no view of a file system without writing' && exit $((failed ? 1 : 77))
fi
rm -r results
read_only "$LAMINAE_HOME/laminae" run erp --mesh 2,2 --tstop 5 --no-plot --quiet >output 2>&1 ||
    fail 'a run'
[ -s results/erp/results.h5 ] || fail 'no results of it'
[ ! -s output ] || fail 'it says something'
read_only "$LAMINAE_HOME/laminae" setup >output 2>&1 || fail setup
status=0
read_only env ARCH=x86-64 "$LAMINAE_HOME/build.sh" >output 2>&1 || status=$?
if [ $status -ne 2 ] || [ "$(wc -l <output)" -ne 1 ] ||
    ! grep -q "^build.sh: out of date: liblaminae .*cannot be written; accepted: BUILD=" output; then
    fail "something to build: status $status"
fi
exit $failed
