#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh - runs the tests of the named suites, else all: ./laminae check [SUITE ...], make check.
#
# A suite is a folder beside this file, a test a program in it called tNNN_what: a Criterion test
# (.c, built with ASan and UBSan), a HOC script run by nrniv, a shell script, or Python's that drives a
# browser. Each runs in an empty
# folder, says nothing and exits 0 when it passes; 77 means it cannot be done on this machine.
set -u

tests=$(cd "$(dirname "$0")" && pwd -P)
home=$(dirname "$tests")
here=${LAMINAE_CHECK:-$home/build/tests/$$} # of this call alone; the tests of one call share it
jobs=${JOBS:-$(($(getconf _NPROCESSORS_ONLN) + 1))} # one more: tests also wait
all='gate c mod hoc physics mpi ref cli gui tutorials'
long=check-long

usage() {
    cat <<END
usage: ./laminae check [SUITE ...]

Suites: $all; $long (peers, slow, not part of all).
A suite can be narrowed to one test: ./laminae check c/t100_random
One test more than there are processors runs at a time; JOBS=1 for one after the other.
Exit status: 0 every test passed, 1 one failed, 2 bad usage.
END
}

fail_usage() { echo "check: $*" >&2; exit 2; }

case ${1:-} in
-h | --help)
    usage
    exit
    ;;
esac
only_names=''
if [ "${1:-}" = --known ]; then only_names=yes && shift; fi # are the suites? nothing is run
# shellcheck disable=SC2086 # a list of words
[ $# -gt 0 ] || set -- $all
if [ -z "${LAMINAE_CHECK:-}" ] || [ -n "$only_names" ]; then
    for suite in "$@"; do
        { [ -n "$suite" ] && { [ -d "$tests/$suite" ] || ls "$tests/$suite".*; }; } >/dev/null 2>&1 ||
            fail_usage "unknown suite '$suite'; accepted: $(echo "$all $long" | sed 's, ,\, ,g')"
    done
fi
[ -z "$only_names" ] || exit 0

# ---- Criterion tests --------------------------------------------------------------------------
sanitize='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'
library() { "$home/tools/library.sh" "$1"; }
flags="-std=c11 -O1 -g1 -fPIC -ffp-contract=off -march=${ARCH:-native} -D_DEFAULT_SOURCE
       $(library includes)"

# The C library once more, with the sanitizers: its objects, each compiled once, and the library.
build_sanitized() {
    mkdir -p "$here/objects" "$home/build/objects"
    # shellcheck disable=SC2046,SC2086 # lists of flags
    (cd "$here/objects" && library sources |
        COMPILER=${CC:-gcc} VERSION=$(${CC:-gcc} -dumpfullversion) OBJECTS=$home/build/objects \
            xargs -P "$jobs" -n 1 "$home/tools/compile_once.sh" $flags $(library warnings) $sanitize -c) &&
        ${CC:-gcc} $sanitize -shared "$here"/objects/*.o -o "$here/libsanitized.so" $(library libraries)
}

run_c() {
    # Not optimised: that takes half of the time, and a test is not what is tested.
    # shellcheck disable=SC2046,SC2086 # lists of flags
    ${CC:-gcc} $flags -O0 -Wall -Wextra -Wno-pedantic $sanitize "$1" -o program \
        "$here/libsanitized.so" $(library libraries) -lcriterion || return 1
    program=$PWD/program
    for _ in 1 2 3; do
        end_stuck "$program --jobs 1" &
        watcher=$!
        status=0
        (cd "$home" && ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 \
            timeout -k 9 300 "$program" --jobs 1) || status=$?
        kill $watcher 2>/dev/null
        [ $status -eq 137 ] || break
    done
    return "$status"
}

# Criterion forks while a thread of its own may hold the lock of ASan's allocator. gcc 12 does not
# free it in the child, which then waits for ever, before its test has begun. So a child that is called
# as its parent for 3 s is ended, and its parent.
end_stuck() { # COMMAND
    n_seen=0
    while [ $n_seen -lt 3 ]; do
        sleep 1
        if [ "$(pgrep -cfx "$1")" -gt 1 ]; then n_seen=$((n_seen + 1)); else n_seen=0; fi
    done
    pkill -KILL -fx "$1"
}

# ---- tests of several ranks -------------------------------------------------------------------
# MPICH waits actively. Where ranks are more than processors, those that wait give way to the others.
give_way() {
    mpiexec=$(command -v mpiexec) || return 0
    mkdir -p "$here/bin"
    ${CC:-gcc} -std=c11 -O1 -fPIC -shared "$tests/lib/give_way.c" -o "$here/give_way.so" || return
    cat >"$here/bin/mpiexec" <<END
#!/bin/sh
exec env LD_PRELOAD=$here/give_way.so\${LD_PRELOAD:+:\$LD_PRELOAD} $mpiexec "\$@"
END
    chmod +x "$here/bin/mpiexec"
    PATH=$here/bin:$PATH
}

# Threads of one rank, too, take no processor while they wait.
export OMP_WAIT_POLICY=passive

# ---- one test ---------------------------------------------------------------------------------
run_test() {
    case $1 in
    *.c) run_c "$1" ;;
    *.hoc) HOC_LIBRARY_PATH=$(dirname "$1"):$tests/lib:$HOC_LIBRARY_PATH timeout 300 nrniv "$1" </dev/null ;;
    *.sh) timeout 900 sh "$1" </dev/null ;;
    *.py) PYTHONDONTWRITEBYTECODE=1 timeout 300 /usr/bin/python3 "$1" </dev/null ;; # which has Selenium
    esac
}

# run_apart RUNNER TEST: in an empty folder.
run_apart() {
    rm -rf "$mine/empty"
    mkdir -p "$mine/empty"
    (cd "$mine/empty" && "$@") >"$mine/output" 2>&1
}

# A shell script that fails, perhaps without a word, as by `[` or `grep -q`, is run once more, to see its
# last commands and their lines, which bash knows and dash does not.
# shellcheck disable=SC2016 # for bash
trace_test() { # TEST
    timeout 900 bash -c 'PS4="+ \${BASH_SOURCE##*/}:\$LINENO: " test=$1
        shift
        set -x
        . "$test"' bash "$1" </dev/null
}
say_where() { # TEST
    head -n 50 "$mine/output" >"$mine/said"
    if run_apart trace_test "$1"; then
        echo 'it passes when it is run again'
    else
        grep '^+' "$mine/output" | tail -n 8 | cut -c 1-200
    fi >>"$mine/said"
    mv "$mine/said" "$mine/output"
}

# A line for the test, below it what it printed if it failed; the verdict's first word is kept.
check() { # TEST
    name=${1#"$tests"/}
    mine=$here/$(echo "$name" | tr / _)
    started=$(date +%s)
    run_apart run_test "$1"
    case $? in
    0) if [ -s "$mine/output" ] && [ "${name%.c}" = "$name" ]; then # Criterion always sums up
        verdict='FAILED: not silent'
    else
        verdict=ok
    fi ;;
    77) verdict="skipped: $(tail -1 "$mine/output")" ;;
    124) verdict='FAILED: took too long' ;;
    *)
        verdict=FAILED
        case $name in *.sh) say_where "$1" ;; esac
        ;;
    esac
    {
        printf '%-48s %4d s  %s\n' "$name" $(($(date +%s) - started)) "$verdict"
        case $verdict in FAILED*) sed 's/^/    /' "$mine/output" | head -60 ;; esac
    } >"$mine/report"
    echo "$verdict" >"$mine.verdict"
    cat "$mine/report"
    rm -rf "$mine"
}

# The tests that tests/longest names come first, in its order, so that none of them is waited for alone.
# Of the others those of several ranks come in between those of one process: ranks wait actively, so two
# such tests at once would hold up each other.
in_order() {
    LC_ALL=C awk -v tests="$tests/" '
    NR == FNR { if (!/^#/) place[tests $1] = FNR; next }
    $0 in place { print place[$0] - 1000, $0; next }
    { has_ranks = $0 ~ "/(mpi|ref)/[^/]*$"; test[has_ranks, ++n[has_ranks]] = $0 }
    END { for (h = 0; h <= 1; h++) for (i = 1; i <= n[h]; i++) print i/n[h], test[h, i] }' \
        "$tests/longest" - | LC_ALL=C sort -s -n -k 1,1 | cut -d' ' -f2-
}

count() { cat "$here"/*.verdict 2>/dev/null | grep -c "^$1"; }

if [ -n "${LAMINAE_CHECK:-}" ]; then # one test of the call below
    check "$1"
    exit
fi

# All that runs is in a session of its own, which ends with a signal; a group of processes would not do,
# as `timeout` makes its own. (What a shell has in the background ignores SIGINT, which tests send.)
end_session() {
    trap '' HUP INT TERM
    pkill -TERM -s "$session"
    wait "$session"
    for _ in $(seq 30); do # what a test has started may take a moment
        pgrep -r R,S,D,T -s "$session" >/dev/null || exit 1
        sleep 0.1
    done
    pkill -KILL -s "$session"
    exit 1
}
if [ -z "${LAMINAE_SESSION:-}" ] && env --default-signal=INT setsid true 2>/dev/null; then
    LAMINAE_SESSION=yes env --default-signal=INT,QUIT setsid "$tests/run.sh" "$@" &
    session=$!
    trap end_session HUP INT TERM
    wait "$session"
    exit
fi
unset LAMINAE_SESSION

end_browsers() { # which the tests of the page hand on: lib/gui.py
    for browser in "$here"/browsers/free/* "$here"/browsers/taken/*; do
        [ ! -f "$browser" ] || kill -KILL "${browser##*/}"
    done 2>/dev/null
}
mkdir -p "$here"
trap 'end_browsers; rm -rf "$here"' EXIT
trap 'exit 1' HUP INT TERM
# shellcheck source=/dev/null # written by build.sh
[ -n "${LAMINAE_HOME:-}" ] || . "$home/env.sh"
export LAMINAE_TESTS="$tests" LAMINAE_CHECK="$here"
build_sanitized && give_way || exit 1
for suite in "$@"; do
    for test in "$tests/$suite"/t[0-9]*.* "$tests/$suite".*; do
        case $test in
        *.c | *.hoc | *.sh | *.py) if [ -f "$test" ]; then echo "$test"; fi ;;
        esac
    done
done | in_order | xargs -P "$jobs" -n 1 "$tests/run.sh"
failed=$(count FAILED)
echo "$(count ok) passed, $failed failed, $(count skipped) skipped"
[ "$failed" -eq 0 ] && [ "$(count ok)" -gt 0 ]
