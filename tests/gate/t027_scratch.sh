#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t027_scratch - C tests make their files and folders by tests/c/scratch.h, where TMPDIR says; a test
# that makes one of its own is found.
set -eu
# check FOLDER: says which lines do
check() {
    (cd "$1" && grep -nE '"/tmp/lam|\<(mkstemps?|mkdtemp|tmpfile|tmpnam)\(' ./*.[ch]) |
        sed '/^\.\/scratch\.h:/d; s|^\./|tests/c/|; s|$|   accepted: scratch.h|'
}
check "$LAMINAE_HOME/tests/c" >wrong
[ ! -s wrong ] || { cat wrong && exit 1; }
mkdir planted
echo 'int file = mkstemp(name);' >planted/t999_own.c
[ "$(check planted | wc -l)" -eq 1 ] || { echo 'a file of its own is not found' && exit 1; }
