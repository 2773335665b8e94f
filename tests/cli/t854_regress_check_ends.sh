#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t854_regress_check_ends - of a check that got SIGTERM, compilers and tests lived on. Tried in a tree
# of its own, which has one test and a library of one function.
set -u
failed=0
fail() { echo "$*" && cat output && failed=1; }
unset LAMINAE_CHECK
mkdir -p tree/tools tree/tests/cli tree/tests/lib tree/csrc/base
cp "$LAMINAE_HOME/tools/library.sh" "$LAMINAE_HOME/tools/compile_once.sh" tree/tools
cp "$LAMINAE_HOME/tests/run.sh" "$LAMINAE_HOME/tests/longest" tree/tests
cp "$LAMINAE_TESTS/lib/give_way.c" tree/tests/lib
echo 'int lam_one(void); int lam_one(void) { return 1; }' >tree/csrc/base/lam_one.c
echo "sleep 600 & echo \$! >>'$PWD/running'; echo \$\$ >>'$PWD/running'; wait" >tree/tests/cli/t000_long.sh
printf '#!/bin/sh\ncase " $* " in *" -c "*) . "%s" ;; *) exec cc "$@" ;; esac\n' \
    "$PWD/tree/tests/cli/t000_long.sh" >slow_cc
chmod +x slow_cc

# ended SIGNAL COMPILER: a check that is at that test, or at compiling, ends, and all that it runs
ended() {
    rm -f running
    CC=$2 env --default-signal=INT tree/tests/run.sh cli >output 2>&1 &
    check=$!
    for _ in $(seq 600); do
        if [ -f running ] && [ "$(wc -l <running)" -eq 2 ]; then break; fi
        sleep 0.1
    done
    kill -"$1" $check
    wait $check
    [ $? -eq 1 ] || fail "$1: status"
    while read -r process; do # a zombie's command line is empty; a number may be another's by now
        if tr '\0' ' ' <"/proc/$process/cmdline" | grep -q 'sleep 600\|t000_long\|slow_cc'; then
            fail "$1: $process lives on"
            kill "$process"
        fi
    done <running 2>/dev/null
    [ -z "$(ls tree/build/tests)" ] || fail "$1: left: $(ls tree/build/tests)"
}
ended TERM cc
ended INT cc
ended TERM "$PWD/slow_cc"
exit $failed
