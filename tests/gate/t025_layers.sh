#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t025_layers - in csrc every include and every call goes the way that csrc/LAYERS allows, and no
# circle of files is tied by calls; a wrong include, a wrong call and a circle, planted, are found.
set -eu
library() { "$1/tools/library.sh" "$2"; }

# allowed LAYERS: "FOLDER FOLDER", a line for each use that the table allows.
allowed() {
    awk -F: '!/^#/ && NF > 2 {
        gsub(/ /, "", $1); n = split($2, uses, " "); print $1, $1
        for (i = 1; i <= n; i++) if (uses[i] != "-") print $1, uses[i]
    }' "$1"
}

# includes ROOT: "FOLDER FOLDER FILE", a line for each include of a private header.
includes() {
    (cd "$1/csrc" && grep -n '^ *# *include "[a-z0-9]*/' ./*/*.[ch]) |
        sed 's|^\./\([^/]*\)/\([^:]*:[0-9]*\):.*"\([^/]*\)/.*|\1 \3 csrc/\1/\2|' |
        grep -v ' laminae csrc/'
}

# calls FOLDER: "FILE FILE SYMBOL", a line for each symbol that one object there has of another.
calls() {
    (cd "$1" && nm -A ./*.o) | sed 's|^\./\([^:]*\)\.o:|\1 |' | awk '
        $(NF - 1) == "U" { used[$1 " " $NF] = 1; next }
        $(NF - 1) ~ /[A-Z]/ { home[$NF] = $1 }
        END {
            for (use in used) {
                split(use, part, " ")
                of = home[part[2]]
                if (of != "" && of != part[1]) print part[1], of, part[2]
            }
        }'
}

# check ROOT OBJECTS: says what is wrong there.
check() {
    allowed "$1/csrc/LAYERS" >table
    tsort table >order 2>circles || { echo 'csrc/LAYERS: a circle of folders' && cat circles; }
    for folder in "$1"/csrc/*/; do
        folder=$(basename "$folder")
        [ "$folder" = include ] || grep -q "^$folder $folder\$" table ||
            echo "csrc/$folder: not in csrc/LAYERS"
    done
    includes "$1" | awk 'NR == FNR { ok[$1 " " $2] = 1; next }
        !($1 " " $2 in ok) {
            print $3 ": includes a header of " $2 ", which csrc/LAYERS forbids"
        }' table -
    calls "$2" >uses
    library "$1" sources | sed 's|.*/\([^/]*\)/\([^/]*\)\.c$|\2 \1|' >folders
    awk 'FILENAME == "table" { ok[$1 " " $2] = 1; next }
        FILENAME == "folders" { of[$1] = $2; next }
        !(of[$1] " " of[$2] in ok) {
            print "csrc/" of[$1] "/" $1 ".c: uses " $3 " of " of[$2] ", which csrc/LAYERS forbids"
        }' table folders uses
    awk '{ print $1, $2 }' uses | tsort >order 2>circles ||
        { echo 'a circle of files:' && cat circles; }
}

objects=$LAMINAE_CHECK/objects # of all tests
library "$LAMINAE_HOME" sources | sed 's|.*/||; s|c$|o|' | sort >expected
(cd "$objects" && ls) | sort | cmp - expected
check "$LAMINAE_HOME" "$objects" >wrong
[ ! -s wrong ] || { cat wrong && exit 1; }

mkdir planted
cp -r "$LAMINAE_HOME/csrc" "$LAMINAE_HOME/tools" planted
echo '#include "results/lam_results_impl.h"' >>planted/csrc/base/lam_names.c
cat >>planted/csrc/signal/lam_signal.c <<'END'
_Bool lam_folder_may_hold(const char *name);
_Bool lam_signal_planted(void) { return lam_folder_may_hold(""); }
END
echo 'void lam_lock_planted(lam_folder *folder) { lam_folder_close(folder); }' \
    >>planted/csrc/results/lam_lock.c
cp -r "$objects" objects
# shellcheck disable=SC2046 # lists of flags
for source in base/lam_names signal/lam_signal results/lam_lock; do
    cc -std=c11 -O0 -D_DEFAULT_SOURCE $(library "$PWD/planted" includes) -c planted/csrc/$source.c \
        -o objects/"${source#*/}.o"
done
check "$PWD/planted" objects >wrong
for expected in 'csrc/base/lam_names.c:[0-9]*: includes a header of results' \
    'csrc/signal/lam_signal.c: uses lam_folder_may_hold of results' \
    'a circle of files'; do
    grep -q "^$expected" wrong || { echo "not found: $expected" && cat wrong && exit 1; }
done
