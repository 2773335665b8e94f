#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# compile_once.sh - the compiler $COMPILER, which compiles nothing twice.
#
# build.sh compiles the C library and the programs with it and gives it to nrnivmodl in the place of
# g++. Objects are kept in $OBJECTS under a checksum of all that they are made of: $COMPILER and its
# $VERSION (of NEURON's headers, too), the flags, the source and the headers of ours that it includes.
# So each build starts in an empty folder, and yet compiles only what has changed, and only once what
# several libraries have. The paths of the project and of NEURON do not count.
# Of NEURON's two `special`s, which hold the mechanisms and which nothing here uses, it makes none.
# ccache does less: a translated mechanism holds the path of its .mod file, by which ccache takes it
# for another source in each library; and it would be one program more that a cluster has to have.
set -eu
root=${0%/*/*} # without a program: there are hundreds of calls a build
NMODL=${NMODL:-none} # NEURON's translator, where it is one of its sources that is compiled

source='' object='' flags='' included='' before=''
for argument; do
    case $before,$argument in
    -o,*) object=$argument ;;
    *,*.c | *,*.cpp) source=$argument ;;
    *,-c | *,-o) ;;
    *) flags="$flags $argument" ;;
    esac
    [ "$before" != -include ] || included="$included $argument"
    before=$argument
done
case " $* " in
*' -c '*) ;;
*)
    case $object in */special | */special-core) exit ;; esac
    exec "$COMPILER" "$@" # links
    ;;
esac
file=${source##*/}
object=${object:-${file%.*}.o}

# texts SOURCE [HEADER ...]: what is in them and, once each, in the headers of ours that they name,
# without what translators add of time and place.
texts() {
    LC_ALL=C awk -v root="$root" '
    function text(path,    line, part, status) {
        if (path in is_read) return 1
        while ((status = (getline line <path)) > 0) {
            is_read[path]
            if (line ~ /^Created  /) continue
            sub(/"[^"]*\/work\/[^"]*\/mod\//, "", line)
            print line
            if (line ~ /^ *# *include "/ && split(line, part, "\"") > 2) header(part[2])
        }
        close(path)
        return status == 0
    }
    function header(name,    i) {
        if (name ~ /^\//) text(name)
        else for (i = 1; i <= 5 && !text(folder[i] name); i++) continue
    }
    BEGIN {
        split("csrc/include csrc mod programs", folder, " ")
        for (i = 1; i <= 4; i++) folder[i] = root "/" folder[i] "/"
        folder[5] = ARGV[1]
        sub(/[^\/]*$/, "", folder[5])
        text(ARGV[1])
        for (i = 2; i < ARGC; i++) header(ARGV[i])
    }' "$@"
}
replace() { # WHAT BY, in made_of
    while :; do
        case $made_of in
        *"$1"*) made_of=${made_of%%"$1"*}$2${made_of#*"$1"} ;;
        *) break ;;
        esac
    done
}
made_of="$COMPILER $VERSION$flags"
replace "${NMODL%/bin/nmodl}" NEURON
replace "$root/" ''
# shellcheck disable=SC2086 # a list of names
sum=$({ echo "$made_of" && texts "$source" $included; } | sha256sum)
kept=$OBJECTS/${sum%% *}

# NEURON's headers, with which translated mechanisms begin, take most of the time. When a fourth file
# with the same beginning is compiled they are precompiled in $HEADERS, if that is set; no object changes.
precompiled() {
    [ -n "${HEADERS:-}" ] || return 0
    beginning=$(awk '/^#include/ { begun = 1 } begun && !/^ *(#|\/\/|$)/ { exit } begun' "$source")
    name=$(echo "$flags $beginning" | sha256sum)
    header=$HEADERS/${name%% *}.h
    mkdir -p "$HEADERS" && echo "$source" >>"$header.users"
    if [ "$(wc -l <"$header.users")" -ge 4 ] && mkdir "$header.work" 2>/dev/null; then
        echo "$beginning" >"$header"
        # shellcheck disable=SC2086 # a list of flags
        "$COMPILER" $flags -x c++-header "$header" -o "$header.work/gch" 2>/dev/null &&
            mv "$header.work/gch" "$header.gch"
    fi
    [ ! -f "$header.gch" ] || echo "-include $header"
}
compile() { "$COMPILER" "$@" 2>"$kept.$$.log"; }

if [ ! -f "$kept.o" ]; then
    # shellcheck disable=SC2046 # two words or none
    compile $(precompiled) "$@" || compile "$@" ||
        { cat "$kept.$$.log" >&2 && rm -f "$kept.$$.log" && exit 1; }
    cp "$object" "$kept.$$.o"
    mv "$kept.$$.log" "$kept.log" # what it said belongs to it: the report of vectorised loops
    mv "$kept.$$.o" "$kept.o"
else
    cp "$kept.o" "$object"
    touch "$kept.o" "$kept.log"
fi
[ ! -s "$kept.log" ] || cat "$kept.log" >&2
