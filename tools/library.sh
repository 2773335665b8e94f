#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# library.sh - what the C library is made of, for all that compile it: build.sh, tests, Makefile.
#   library.sh sources     its .c files, a line each
#   library.sh headers     its headers, private ones too, a line each
#   library.sh warnings    flags of the compiler, one line each of
#   library.sh includes
#   library.sh libraries   status 2 and one line if HDF5 or jansson is missing
set -eu
home=$(cd "$(dirname "$0")/.." && pwd -P)

need() { # PACKAGE ... its names for pkg-config, the first there is
    for name; do
        if pkg-config --exists "$name"; then echo "$name" && return; fi
    done
    echo "library.sh: $name is missing; install lib$name-dev" >&2
    exit 2
}

case ${1:-} in
sources) printf '%s\n' "$home"/csrc/*/*.c ;;
headers) printf '%s\n' "$home"/csrc/*/*.h ;;
warnings)
    echo '-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes' \
        '-Wmissing-prototypes -Werror'
    ;;
includes | libraries)
    hdf5=$(need hdf5-serial hdf5)
    jansson=$(need jansson)
    case $1 in
    includes)
        echo "-I$home/csrc/include -I$home/csrc $(pkg-config --cflags "$hdf5" "$jansson")"
        ;;
    libraries) echo "$(pkg-config --libs "$hdf5" "$jansson") -lm" ;;
    esac
    ;;
*)
    echo "library.sh: '${1:-}'; accepted: sources, headers, warnings, includes, libraries" >&2
    exit 2
    ;;
esac
