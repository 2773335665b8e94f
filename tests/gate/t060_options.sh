#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t060_options - the table of options is complete, and everything else agrees with it: HOC
# variables, their defaults, the README's table, the options that documents show and that laminae
# reads.
set -u
cd "$LAMINAE_HOME" || exit 1
failed=0
work=$OLDPWD table=tools/options.txt
# same WHAT FILE FILE
same() {
    diff "$2" "$3" >"$work/differences" && return
    echo "$1:" && cat "$work/differences"
    failed=1
}

# Columns, kinds, limits, commands; no option twice in a command.
awk -F' *[|] *' '
function wrong(what) { print FILENAME ":" FNR ": " what; bad = 1 }
/^#/ { next }
NF == 4 { is_command[$1] = 1; next }
NF != 7 { wrong(NF " columns; accepted: 4 or 7"); next }
{
    n_rows++
    for (i = split($2, command, " "); i > 0; i--) {
        if (!is_command[command[i]]) wrong("no such command: " command[i])
        split($1, name, " ")
        if (seen[command[i], name[1]]++) wrong(name[1] ": twice in " command[i])
    }
    if ($3 == "whole") limits = "^from -?[0-9]+( to [0-9]+)?$"
    else if ($3 ~ /^(time|distance)$/) limits = "^(above 0|, or 0)$"
    else if ($3 == "number") limits = "^(other than 0)?$"
    else if ($3 ~ /^(mesh|one of|name|text|texts|file|folder|flag|no flag)$/) limits = "."
    else wrong("no such kind: " $3)
    if ($4 !~ limits) wrong("not what " $3 " accepts: " $4)
    if (($5 ~ /^-$|=$/) && $6 !~ /^(-|1)$/ || $6 == "") wrong("default: " $6)
    if ($7 == "") wrong("no help")
}
END { if (n_rows < 30) wrong(n_rows " rows"); exit bad }' $table || failed=1

# rows COMMAND: what the table has of it, a line "option|kind|...|help" each
rows() {
    awk -F' *[|] *' -v command="$1" 'NF == 7 && !/^#/ && index(" " $2 " ", " " command " ") {
        print $1 "|" $3 "|" $4 "|" $5 "|" $6 "|" $7 }' $table
}
names() { rows "$1" | sed -n 's/^\(--[a-z0-9-]*\).*/\1/p'; }

# default_var("NAME", VALUE), and each is in the script of its command, or in that of all.
sed -n 's/^{*default_var("\([a-z0-9_]*\)", \([^)]*\)).*/\1 \2/p' hoc/run/*.hoc |
    grep -v '^command \|^ranks ' | sort -u >"$work/defaults"
awk -F' *[|] *' 'NF == 7 && !/^#/ && $5 !~ /^-$|=$/ { print $5, $6 }' $table | sort -u >"$work/said"
same 'default_var of hoc/run (<) and the table (>)' "$work/defaults" "$work/said"
for command in $(awk -F' *[|] *' 'NF == 7 && !/^#/ { print $2 }' $table | tr ' ' '\n' | sort -u); do
    script=hoc/run/$command.hoc
    case $command in run) script=main.hoc ;; windows) script=mosinit.hoc ;; esac
    for variable in $(rows "$command" | awk -F'|' '$4 !~ /^-$|=$/ { print $4 }'); do
        grep -q "default_var(\"$variable\"," "$script" hoc/run/run_options.hoc ||
            { echo "$command: no default_var of $variable" && failed=1; }
    done
done

# What the command itself reads.
awk -F' *[|] *' 'NF == 7 && /^--/ { sub(/^--/, "given_"); sub(/ .*/, ""); gsub(/-/, "_"); print }' \
    $table | sort -u >"$work/given"
grep -o 'given_[a-z0-9_]*' laminae | sort -u | comm -23 - "$work/given" >"$work/unknown"
if [ -s "$work/unknown" ]; then
    echo 'read by laminae, of no option:' && cat "$work/unknown" && failed=1
fi

# A command and its options are rows, and no more: the shell is told their values, HOC its statements.
{
    cat $table
    echo 'paint | FILE ... | paint files | Paints files.'
    echo 'FILE | paint | texts | files | files | "" | what is painted'
    echo 'wipe | [WALL] | wipe a wall | Wipes a wall.'
    echo 'WALL | wipe | text | a wall | wall | "" | what is wiped; all'
    echo '--of-colour NAME | paint | one of | red, blue | colour | "" | red or blue; red'
} >"$work/table"
parsed() { awk -f tools/options.awk "$work/table" parse "$@"; }
cat >"$work/said" <<'END'
given_of_colour='blue'
set -- -c 'strdef files' -c 'files = "it'\''s\n\"b\"\n"' -c 'strdef colour' -c 'colour = "blue"'
refuse '--of-colour: '\''grey'\''; accepted: red, blue'
refuse 'paint: no file given; accepted: files'
set --
set -- -c 'strdef wall' -c 'wall = "x"'
refuse 'two walls, '\''x'\'' and '\''y'\''; accepted: one'
END
{
    parsed paint "it's" --of-colour red '"b"' --of-colour=blue
    parsed paint x --of-colour grey
    parsed paint --of-colour red
    parsed wipe
    parsed wipe x
    parsed wipe x y
} >"$work/parsed"
same 'a new command: parsed (<) and right (>)' "$work/parsed" "$work/said"

# Documents: the README's table, and the options of the commands that they show.
# shellcheck disable=SC2016 # Markdown's backquotes
sed -n 's/^| `\(--[^`]*\)` | \(.*\) |$/\1|\2/p' README.md >"$work/readme"
rows run | awk -F'|' '/^--/ && !/^--help/ { print $1 "|" $6 }' >"$work/said"
same 'README (<) and the table (>)' "$work/readme" "$work/said"
for command in run describe export analyse compare convert; do
    names $command | sort >"$work/names"
    cat README.md docs/*.md tutorials/*/* 2>/dev/null | grep -o "laminae $command [^\`#]*" |
        grep -o -e ' --[a-z0-9-]*' | tr -d ' ' | sort -u | comm -23 - "$work/names" >"$work/unknown"
    if [ -s "$work/unknown" ]; then
        echo "shown in documents, no option of $command:" && cat "$work/unknown" && failed=1
    fi
done
exit $failed
