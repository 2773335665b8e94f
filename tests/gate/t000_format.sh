#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t000_format - C is as clang-format writes it, scripts satisfy shellcheck, no line is over 100 columns.
# A file that passed is not looked at again while it, the tools and what it takes in are the same.
set -u
cd "$LAMINAE_HOME" || exit 1
failed=0
library=$(tools/library.sh sources && tools/library.sh headers)

# each RULES PROGRAM [OPTION ...] -- FILE ...: the program sees the files that have not passed. RULES are files on
# which its answer depends, too.
mine=$OLDPWD passed=build/passed_format
touch "$passed"
each() {
    rules=$1 program=$2 options=''
    shift 2
    while [ "$1" != -- ]; do options="$options $1" && shift; done
    shift
    # shellcheck disable=SC2086 # a list of files
    rules=$({ echo "$program$options" && $program --version && cat $rules; } | sha256sum)
    sha256sum "$@" | sed "s/^/${rules%% *} /" | grep -vxFf "$passed" >"$mine/new"
    [ -s "$mine/new" ] || return 0
    # shellcheck disable=SC2046,SC2086 # lists of words
    if $program $options $(cut -d' ' -f4 "$mine/new"); then cat "$mine/new" >>"$passed"; else failed=1; fi
}
# shellcheck disable=SC2086 # lists of files
each .clang-format clang-format --dry-run --Werror -- $library mod/*.h programs/*.[ch] programs/*/*.[ch] tests/c/*.[ch] \
    tests/ref/*.c bench/*.c
# shellcheck disable=SC2046 # a list of files
each "$(echo tests/lib/*.sh tools/build/*.sh tools/figures/*.sh)" shellcheck -x -P tests:tools/figures -- laminae build.sh \
    .ci/run tests/*.sh tests/*/*.sh tools/*.sh tools/*/*.sh tutorials/*/*.sbatch

# shellcheck disable=SC2086
awk 'length > 100 { print FILENAME ":" FNR ": over 100 columns"; bad = 1 } END { exit bad }' \
    $library programs/*.[ch] programs/*/*.[ch] mod/*.mod mod/*/*.mod mod/*.h hoc/*/*.hoc ./*.hoc tests/*/*.hoc laminae \
    build.sh tools/build/*.sh ||
    failed=1
exit $failed
