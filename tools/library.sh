#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# library.sh - what the C library is made of, for all that compile it: build.sh, tests, Makefile.
#   library.sh sources     its .c files, a line each
#   library.sh headers     its headers, private ones too, a line each
#   library.sh channels    the mechanisms mod/NAME.mod of the table in lam_mechanisms.c, a line each
#   library.sh human       the mechanisms mod/human/NAME.mod, a line each
#   library.sh warnings    flags of the compiler, one line each of
#   library.sh includes
#   library.sh libraries   status 2 and one line if HDF5, jansson, LAPACKE, zlib or NLopt is missing
set -eu
home=$(cd "$(dirname "$0")/.." && pwd -P)

need() { # PACKAGE ... its names for pkg-config, the first there is
    for name; do
        if pkg-config --exists "$name"; then echo "$name" && return; fi
    done
    case $name in zlib) package=zlib1g-dev ;; *) package=lib$name-dev ;; esac
    echo "library.sh: $name is missing; install $package" >&2
    exit 2
}

case ${1:-} in
sources) printf '%s\n' "$home"/csrc/*/*.c ;;
headers) printf '%s\n' "$home"/csrc/*/*.h "$home"/csrc/include/laminae/*.h ;;
channels)
    sed -n 's/^    OURS("\([A-Za-z0-9_]*\)",.*/\1/p' "$home/csrc/network/lam_mechanisms.c" |
        sort -u | while read -r name; do [ ! -f "$home/mod/$name.mod" ] || echo "$name"; done
    ;;
human) (cd "$home/mod/human" && printf '%s\n' *.mod | sed 's/\.mod$//') ;;
warnings)
    echo '-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes' \
        '-Wmissing-prototypes -Werror'
    ;;
includes | libraries)
    names=$(need hdf5-serial hdf5)
    names="$names $(need jansson)"
    names="$names $(need lapacke)"
    names="$names $(need zlib)"
    names="$names $(need nlopt)"
    # shellcheck disable=SC2086 # a list of names
    if [ "$1" = includes ]; then
        echo "-I$home/csrc/include -I$home/csrc $(pkg-config --cflags $names)"
    else
        echo "$(pkg-config --libs $names) -lm"
    fi
    ;;
*)
    echo "library.sh: '${1:-}';" \
        "accepted: sources, headers, channels, human, warnings, includes, libraries" >&2
    exit 2
    ;;
esac
