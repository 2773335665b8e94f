#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t000_format - C is as clang-format writes it, scripts satisfy shellcheck, no line is over 100 columns.
set -u
cd "$LAMINAE_HOME" || exit 1
failed=0
library=$(tools/library.sh sources && tools/library.sh headers)
# shellcheck disable=SC2086 # a list of files
clang-format --dry-run --Werror $library mod/*.h programs/*.[ch] programs/*/*.[ch] tests/c/*.[ch] tests/ref/*.c \
    bench/*.c || failed=1
shellcheck -x -P tests:tools/figures laminae build.sh .ci/run tests/*.sh tests/*/*.sh tools/*.sh tools/*/*.sh \
    tutorials/*/*.sbatch || failed=1
# shellcheck disable=SC2086
awk 'length > 100 { print FILENAME ":" FNR ": over 100 columns"; bad = 1 } END { exit bad }' \
    $library programs/*.[ch] programs/*/*.[ch] mod/*.mod mod/*/*.mod mod/*.h hoc/*/*.hoc ./*.hoc tests/*/*.hoc laminae \
    build.sh tools/build/*.sh ||
    failed=1
exit $failed
