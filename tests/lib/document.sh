# shellcheck shell=sh
# SPDX-License-Identifier: BSD-3-Clause
# document.sh - sourced by tests: `check_document FILE.md` runs the commands that a document shows and
# compares what they print and write with what it says.
#
# Blocks of the document: sh holds commands, which are run in their order, as if in the clone; text
# what the commands before it print, where ... stands for anything; hoc lines of its script. Of a table
# row that begins with a number, | ms | nAm | ..., the numbers are a sample of the dipole_0.txt that
# was named last (`results/NAME/dipole_0.txt`), with as many decimals as they show.

# The clone in the current, empty folder. `check` is left out: it would run this test again.
make_clone() {
    cat >laminae <<END
#!/bin/sh
[ "\$1" = check ] || exec "$LAMINAE_HOME/laminae" "\$@" --no-setup
END
    chmod +x laminae
    for name in env.sh main.hoc params tutorials; do ln -s "$LAMINAE_HOME/$name" .; done
}

split_blocks() { # FILE
    awk -v here="$PWD" '
    /^```/ && kind == "" {
        kind = substr($0, 4)
        if (kind == "sh") print "exec >\"" here "/printed_" ++n "\" 2>&1" >"commands"
        next
    }
    /^```/ { kind = ""; next }
    kind == "sh" { print >"commands" }
    kind == "text" {
        gsub(/[][.*^$+?(){}|\\]/, "\\\\&")
        gsub(/\\\.\\\.\\\./, ".*")
        print >("expected_" n)
    }
    kind == "hoc" { print >"excerpts" }' "$1"
}

compare_printed() {
    for expected in expected_*; do
        awk -v expected="$expected" '
        { getline pattern <expected; if ($0 !~ "^" pattern "$") exit wrong = 1 }
        END { if (wrong || (getline pattern <expected) > 0) exit 1 }' \
            "printed_${expected#expected_}" && continue
        echo 'not as the document shows:'
        cat "printed_${expected#expected_}"
        exit 1
    done
}

compare_tables() { # FILE
    awk -F'|' '
    BEGIN { file = "results/erp/dipole_0.txt" }
    match($0, /results\/[^\/` ]+\/dipole_0.txt/) { file = substr($0, RSTART, RLENGTH) }
    $2 ~ /^ *[0-9.]+ *$/ {
        n_rows++
        files[file]
        for (c = 3; $c ~ /^ *-?[0-9.]+ *$/; c++) {
            gsub(/ /, "", $c)
            said[file, $2 + 0, c - 1] = $c
        }
    }
    function read(file, line, n, c, x) {
        while ((getline line <file) > 0) {
            n = split(line, x, "\t")
            for (c = 2; c <= n; c++) ran[file, sprintf("%.3f", x[1]) + 0, c] = x[c]
        }
    }
    END {
        if (n_rows == 0) print "the document shows no samples"
        for (file in files) read(file)
        for (i in said) {
            decimals = index(said[i], ".") ? length(said[i]) - index(said[i], ".") : 0
            if (!(i in ran) || sprintf("%." decimals "f", ran[i]) + 0 != said[i] + 0) {
                split(i, key, SUBSEP)
                printf "%s, %s ms, column %d: %s, not %s\n", key[1], key[2], key[3], ran[i], said[i]
            }
        }
    }' "$1" >problems
    if [ -s problems ]; then cat problems && exit 1; fi
}

# A lesson leaves nothing in the clone but results, and what it says how to remove.
check_left() { # FILE
    # shellcheck disable=SC2016,SC2046 # marks of Markdown; a list, with patterns
    rm -f $(sed -n 's/.*`rm \([^`]*\)`.*/\1/p' "$1")
    for name in *; do
        case $name in
        laminae | env.sh | main.hoc | params | tutorials | results | commands | excerpts) ;;
        printed_* | expected_*) ;;
        *) echo "the lesson leaves $name in the clone" && exit 1 ;;
        esac
    done
}

# A document without samples.
check_commands() { # FILE [SCRIPT]
    make_clone
    split_blocks "$1"
    sh -eu commands || { cat printed_* && exit 1; }
    compare_printed
    case $1 in */tutorials/*) check_left "$1" ;; esac
    [ $# -eq 1 ] || check_excerpts "$2"
}

check_document() { # FILE [SCRIPT]
    check_commands "$@"
    compare_tables "$1"
}

check_excerpts() { # SCRIPT
    [ -s excerpts ] || { echo 'the lesson explains no line of the script' && exit 1; }
    while IFS= read -r line; do
        grep -Fqx -- "$line" "$1" || { echo "not in $1: $line" && exit 1; }
    done <excerpts
}
