#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t020_library - the C library compiles with nothing but a compiler call; built, it exports names with its
# prefix only, does not print, exit or know MPI or NEURON; and its headers parse as C++.
set -u
failed=0
library() { "$LAMINAE_HOME/tools/library.sh" "$1"; }
# shellcheck disable=SC2046 # lists of flags
cc -std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror -fsyntax-only $(library includes) \
    $(library sources) || exit 1
built=$LAMINAE_HOME/build/lib/liblaminae.so
if nm -D --defined-only "$built" | cut -d' ' -f3 | grep -v '^lam_'; then
    echo 'exported without the prefix lam_' && failed=1
fi
if nm -D --undefined-only "$built" | grep -wE 'printf|puts|putchar|exit|abort|perror|MPI_.*|hoc_.*'; then
    echo 'called by the library' && failed=1
fi
# Each header stands alone, in C and in C++.
for header in laminae.h lam_kernel.h $(cd "$LAMINAE_HOME/csrc/include" && ls laminae/*.h); do
    echo "#include \"$header\"" | tee header.c >header.cpp
    strict="-Wall -Wextra -Werror -I$LAMINAE_HOME/csrc/include -fsyntax-only"
    # shellcheck disable=SC2086 # a list of flags
    { cc -std=c11 $strict header.c && c++ -std=c++17 $strict header.cpp; } || failed=1
done
exit $failed
