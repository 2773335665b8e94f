#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t062_layers_page - docs/layers.md names what the code has: files are there, a function is defined in
# a file of its row, a number stands in one, links lead somewhere, the folders drawn are those of
# csrc/LAYERS. In a copy of the page with an error of each kind, each is found.
set -u
cd "$LAMINAE_HOME" || exit 1
work=$OLDPWD
code='csrc hoc mod params tools laminae build.sh main.hoc laminae.hoc'

# names PAGE: "LINE KIND NAME" of each name in backquotes, KIND being `function` in a table's column
# of that title, else `text`. NAME in a name stands for any letters.
names() {
    awk '
    /^\|/ && !is_table { split($0, titles, / *\| */) }
    { is_table = /^\|/; n_cells = split($0, cells, is_table ? "|" : "\n") }
    {
        for (c = 1; c <= n_cells; c++) {
            n_spans = split(cells[c], spans, "`")
            for (s = 2; s <= n_spans; s += 2)
                print NR, is_table && titles[c] == "function" ? "function" : "text", spans[s]
        }
    }' "$1"
}

# find_file NAME: its path; of a name alone wherever it is.
find_file() {
    pattern=$(echo "$1" | sed 's/NAME/*/')
    case $pattern in
    */*) for path in $pattern; do if [ -e "$path" ]; then echo "$path" && return; fi; done ;;
    *) find . -path ./build -prune -o -name "$pattern" -print | head -1 ;;
    esac
}

# is_defined FUNCTION FILE ...: in C, HOC, NMODL (also a block of it) or the shell.
is_defined() {
    function=$(echo "$1" | sed 's/NAME/[a-z0-9_]*/')
    shift
    grep -Eqs -e "^[A-Za-z].*[ *]${function}[([]" -e "^ *$function *(\{|\(\) *\{)" \
        -e "^ *(proc|func|obfunc|FUNCTION|PROCEDURE) $function *\(" "$@" /dev/null
}

# check_words FILES SPAN: each name in it stands in the code, each number in one of the files.
check_words() {
    for word in $(echo "$2" | grep -oE '[A-Za-z_][A-Za-z0-9_]*|[0-9]+\.[0-9]+'); do
        case $word in [0-9]*) places=${1:-none} ;; *) places=$code ;; esac
        # shellcheck disable=SC2086 # a list of files
        grep -rqw -e "$(echo "$word" | sed 's/NAME/[a-z0-9_]*/; s/\./\\./')" $places ||
            echo "line $line: $word is not in $places"
    done
}

# check_line: all names of line $line, which are in the file `row`.
check_line() {
    files=''
    # shellcheck disable=SC2013 # names without blanks
    for name in $(cut -d' ' -f3- "$work/row" |
        grep -E '^[A-Za-z0-9_./]*(/|\.(c|h|hoc|mod|sh|txt|md|json))$'); do
        case $name in /* | *_[0-9].txt) continue ;; esac # of results
        file=$(find_file "$name")
        files="$files $file"
        [ -n "$file" ] || echo "line $line: no file $name"
    done
    while read -r _ kind name; do
        case $name in *[a-z]/* | *.[a-z]*) continue ;; esac
        # shellcheck disable=SC2086 # a list of files
        [ "$kind" = text ] || is_defined "$name" $files ||
            echo "line $line: $name is not defined in$files"
        check_words "$files" "$name"
    done <"$work/row"
}

# The folders in the drawing of csrc: at the beginning of a line, or behind a wide gap.
drawn() {
    sed -n '/^## The folders of csrc/,/^## /s/^    //p' "$1" |
        sed 's/^\([a-z]*\) .* \{8,\}\([a-z]*\) \{3,\}.*/\1\n\2/; s/ .*//' | sort
}

# check PAGE: says what is wrong in it.
check() {
    names "$1" >"$work/names"
    [ "$(grep -c '^[0-9]* function ' "$work/names")" -ge 40 ] || echo 'few functions'
    for line in $(cut -d' ' -f1 "$work/names" | uniq); do
        grep "^$line " "$work/names" >"$work/row"
        check_line
    done
    for link in $(grep -o '](\.*[^)]*)' "$1" | tr -d ']()'); do
        file=docs/${link%%#*}
        case $link in '#'*) file=$1 ;; esac
        case $link in *'#'*) anchor=${link#*#} ;; *) anchor='' ;; esac
        [ -e "$file" ] || echo "no page $link"
        [ -z "$anchor" ] || sed -n 's/^##* //p' "$file" | tr 'A-Z ' 'a-z-' | grep -qx "$anchor" ||
            echo "no heading $link"
    done
    drawn "$1" >"$work/drawn"
    sed -n 's/^\([a-z]*\) *:.*/\1/p' csrc/LAYERS | sort | diff "$work/drawn" - >"$work/different" ||
        { echo 'the folders drawn (<) and csrc/LAYERS (>):' && cat "$work/different"; }
}

check docs/layers.md >"$work/wrong"
[ ! -s "$work/wrong" ] || { cat "$work/wrong" && exit 1; }

# shellcheck disable=SC2016 # Markdown's backquotes
sed 's/lam_events\.c/lam_event.c/
    s/`find_seeds`, `add_evoked`/`find_seeds`, `lam_network_open`/
    s/"mu": \[26\.61,/"mu": [26.62,/
    s/add-a-mechanism/add-mechanisms/
    s/^    signal /    signals/' docs/layers.md >"$work/planted.md"
check "$work/planted.md" >"$work/wrong"
for error in 'no file csrc/network/lam_event.c' 'lam_network_open is not defined in' \
    '26.62 is not in .*params/drives/erp.json' '< signals' 'no heading .*#add-mechanisms'; do
    grep -q "$error" "$work/wrong" || { echo "not found: $error" && cat "$work/wrong" && exit 1; }
done
