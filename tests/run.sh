#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh - runs the tests of the named suites, else all: ./laminae check [SUITE ...], make check.
#
# A suite is a folder beside this file, a test a program in it called tNNN_what: a Criterion test
# (.c, built with ASan and UBSan), a HOC script run by nrniv, or a shell script. Each runs in an empty
# folder, says nothing and exits 0 when it passes; 77 means it cannot be done on this machine.
set -u

tests=$(cd "$(dirname "$0")" && pwd -P)
home=$(dirname "$tests")
scratch=$home/build/tests
here=${LAMINAE_CHECK:-$scratch/$$} # of this call alone; the tests of one call share it
all='gate c mod hoc physics mpi ref cli tutorials'
long=check-long

usage() {
    cat <<END
usage: ./laminae check [SUITE ...]

Suites: $all; $long (peers, slow, not part of all).
A suite can be narrowed to one test: ./laminae check c/t100_random
As many tests run side by side as there are processors; JOBS=1 for one after the other.
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
flags="-std=c11 -O1 -g -fPIC -ffp-contract=off -march=${ARCH:-native} -D_DEFAULT_SOURCE
       $(library includes)"

# The C library once more, with the sanitizers.
build_sanitized() {
    # shellcheck disable=SC2046 # lists of files
    sum=$(echo "$flags" | cat - $(library sources) $(library headers) | sha256sum)
    if [ "$(cat "$scratch/libsanitized.sum" 2>/dev/null)" = "$sum" ]; then return; fi
    # shellcheck disable=SC2046,SC2086 # lists of flags
    ${CC:-gcc} $flags $(library warnings) $sanitize -shared $(library sources) \
        -o "$here/library.so" $(library libraries) || return 1
    mv -f "$here/library.so" "$scratch/libsanitized.so"
    echo "$sum" >"$scratch/libsanitized.sum"
}

run_c() {
    # shellcheck disable=SC2046,SC2086 # lists of flags
    ${CC:-gcc} $flags -Wall -Wextra -Wno-pedantic $sanitize "$1" -o program \
        "$scratch/libsanitized.so" $(library libraries) -lcriterion || return 1
    ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 sh -c 'program=$PWD/program && cd "$1" &&
        exec "$program" --jobs 1' sh "$home"
}

# ---- one test ---------------------------------------------------------------------------------
run_test() {
    case $1 in
    *.c) run_c "$1" ;;
    *.hoc) HOC_LIBRARY_PATH=$(dirname "$1"):$tests/lib:$HOC_LIBRARY_PATH timeout 300 nrniv "$1" </dev/null ;;
    *.sh) timeout 900 sh "$1" </dev/null ;;
    esac
}

# A line for the test, below it what it printed if it failed; the verdict's first word is kept.
check() { # TEST
    name=${1#"$tests"/}
    mine=$here/$(echo "$name" | tr / _)
    mkdir -p "$mine/empty"
    started=$(date +%s)
    (cd "$mine/empty" && run_test "$1") >"$mine/output" 2>&1
    case $? in
    0) if [ -s "$mine/output" ] && [ "${name%.c}" = "$name" ]; then # Criterion always sums up
        verdict='FAILED: not silent'
    else
        verdict=ok
    fi ;;
    77) verdict="skipped: $(tail -1 "$mine/output")" ;;
    *) verdict=FAILED ;;
    esac
    {
        printf '%-48s %4d s  %s\n' "$name" $(($(date +%s) - started)) "$verdict"
        case $verdict in FAILED*) sed 's/^/    /' "$mine/output" | head -60 ;; esac
    } >"$mine/report"
    echo "$verdict" >"$mine.verdict"
    cat "$mine/report"
    rm -rf "$mine"
}

count() { cat "$here"/*.verdict 2>/dev/null | grep -c "^$1"; }

if [ -n "${LAMINAE_CHECK:-}" ]; then # one test of the call below
    check "$1"
    exit
fi

mkdir -p "$here"
trap 'rm -rf "$here"' EXIT
trap 'exit 1' HUP INT TERM
# shellcheck source=/dev/null # written by build.sh
[ -n "${LAMINAE_HOME:-}" ] || . "$home/env.sh"
export LAMINAE_TESTS="$tests" LAMINAE_CHECK="$here"
build_sanitized || exit 1
for suite in "$@"; do
    for test in "$tests/$suite"/t[0-9]*.* "$tests/$suite".*; do
        case $test in
        *.c | *.hoc | *.sh) if [ -f "$test" ]; then echo "$test"; fi ;;
        esac
    done
done | xargs -P "${JOBS:-$(getconf _NPROCESSORS_ONLN)}" -n 1 "$tests/run.sh"
failed=$(count FAILED)
echo "$(count ok) passed, $failed failed, $(count skipped) skipped"
[ "$failed" -eq 0 ] && [ "$(count ok)" -gt 0 ]
