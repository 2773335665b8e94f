#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t855_regress_no_compiler - where all is built, a machine without compilers, as a cluster's node is,
# could run nothing; where something is to be built, it is said what is missing.
set -u
failed=0
fail() { echo "$*" && cat output && failed=1; }
unset ARCH MOD_FLAGS BUILD CC CXX
# A view of this machine without them, for one command.
# shellcheck disable=SC2016 # the inner shell's variables
without() {
    unshare -rm sh -c 'for tool in gcc g++ make pkg-config; do
        mount --bind /dev/null "$(readlink -f "$(command -v $tool)")" || exit 77
    done
    ! command -v gcc >/dev/null && PATH=$PWD/ours:$PATH exec "$@"' sh "$@"
}
if ! without true 2>/dev/null; then echo 'no view without compilers' && exit 77; fi
# Nobody is root, or has these packages.
mkdir ours
printf '#!/bin/sh\necho 1000\n' >ours/id
cat >ours/dpkg-query <<'END'
#!/bin/sh
for package; do :; done
case $package in gcc | g++ | make | pkg-config | lib*-dev) exit 1 ;; esac
echo 'install ok installed'
END
chmod +x ours/*

without "$LAMINAE_HOME/build.sh" >output 2>&1 || fail 'nothing to build'
[ ! -s output ] || fail 'it says something'
without "$LAMINAE_HOME/laminae" run erp --mesh 1,1 --tstop 1 --no-plot --quiet >output 2>&1 || fail 'a run'
[ -s results/erp/results.h5 ] || fail 'no results'

# says WHAT COMMAND ...
says() {
    what=$1 status=0
    shift
    without "$@" >output 2>&1 || status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <output)" -ne 1 ] || ! grep -q "$what" output; then
        fail "$*: status $status"
    fi
}
says 'build.sh: gcc is missing; install gcc' env ARCH=x86-64 "$LAMINAE_HOME/build.sh"
says 'build.sh: gcc is missing; install gcc' env BUILD="$PWD/new" "$LAMINAE_HOME/build.sh"
says 'packages are missing; as root: .* gcc g++ make' env ARCH=x86-64 "$LAMINAE_HOME/laminae" setup
exit $failed
