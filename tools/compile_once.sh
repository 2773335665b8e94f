#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# compile_once.sh - the compiler $COMPILER, which compiles nothing twice.
#
# build.sh compiles the C library with it and gives it to nrnivmodl in the place of g++. Objects are
# kept in $OBJECTS under a checksum of all that they are made of: $COMPILER and its $VERSION, the
# flags, the source and the headers of ours that it includes. So each build starts in an empty folder,
# and yet compiles only what has changed, and only once what several libraries have.
set -eu
root=$(dirname "$(dirname "$0")")

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
case " $* " in *' -c '*) ;; *) exec "$COMPILER" "$@" ;; esac # links
object=${object:-$(basename "${source%.*}").o}

# The text of FILE and of the headers that it names, without what translators add of time and place.
text() { # FILE
    sed '/^Created  /d; s|"[^"]*/work/[^"]*/mod/||' "$1"
    # shellcheck disable=SC2046 # a list of names
    headers $(sed -n 's/^ *# *include "\(.*\)".*/\1/p' "$1")
}
headers() { # [NAME ...]
    for name; do
        for folder in "$root/csrc/include" "$root/csrc" "$root/mod"; do
            case $name in /*) path=$name ;; *) path=$folder/$name ;; esac
            if [ -f "$path" ]; then text "$path" && break; fi
        done
    done
}
# shellcheck disable=SC2086 # a list of names
sum=$({
    echo "$COMPILER $VERSION$flags" | sed "s|$root/||g"
    headers $included
    text "$source"
} | sha256sum)
kept=$OBJECTS/${sum%% *}

if [ ! -f "$kept.o" ]; then
    "$COMPILER" "$@" 2>"$kept.$$.log" || { cat "$kept.$$.log" >&2 && rm -f "$kept.$$.log" && exit 1; }
    cp "$object" "$kept.$$.o"
    mv "$kept.$$.log" "$kept.log" # what it said belongs to it: the report of vectorised loops
    mv "$kept.$$.o" "$kept.o"
else
    cp "$kept.o" "$object"
    touch "$kept.o" "$kept.log"
fi
cat "$kept.log" >&2
