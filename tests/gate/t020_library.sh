#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t020_library - the C library compiles with nothing but a compiler call, exports names with its prefix
# only, does not print, exit or know MPI or NEURON, and its header parses as C++.
set -u
failed=0
hdf5=$(pkg-config --exists hdf5-serial && echo hdf5-serial || echo hdf5)
# shellcheck disable=SC2046 # lists of flags
cc -std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror -fPIC -shared \
    -I"$LAMINAE_HOME/csrc/include" -I"$LAMINAE_HOME/csrc" $(pkg-config --cflags "$hdf5" jansson) \
    "$LAMINAE_HOME"/csrc/*.c -o library.so $(pkg-config --libs "$hdf5" jansson) -lm || exit 1
if nm -D --defined-only library.so | cut -d' ' -f3 | grep -v '^lam_'; then
    echo 'exported without the prefix lam_' && failed=1
fi
if nm -D --undefined-only library.so | grep -wE 'printf|puts|putchar|exit|abort|perror|MPI_.*|hoc_.*'; then
    echo 'called by the library' && failed=1
fi
for header in laminae.h lam_kernel.h; do
    echo "#include \"$header\"" >header.cpp
    c++ -std=c++17 -Wall -Wextra -Werror -I"$LAMINAE_HOME/csrc/include" -fsyntax-only header.cpp ||
        failed=1
done
exit $failed
