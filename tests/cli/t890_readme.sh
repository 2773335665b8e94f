#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t890_readme - the README is true: its commands run and print what it shows, its peaks are those of
# the run, its table of options is the command's help, and what it names exists.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
readme=$LAMINAE_HOME/README.md
check_document "$readme"

# Options: "| `--dt MS` | words |" against "--dt MS   words", which --help may continue on a next line.
# shellcheck disable=SC2016 # Markdown's backquotes
sed -n 's/^| `\(--[^`]*\)` | \(.*\) |$/\1 \2/p' "$readme" >options
"$LAMINAE_HOME/laminae" run --help | awk '
/^--help/ || /^$/ { option = 0 }
/^--/ && !/^--help/ { if (n++) print line; line = ""; option = 1 }
option { $1 = $1; line = line (line == "" ? "" : " ") $0 }
END { print line }' >help
diff options help || { echo 'the README (<) and run --help (>) differ' && exit 1; }

# The map of folders, and every link within the project, there and in docs/, to a heading too.
map=$(sed -n '/^## Where/,/^## /s/^| \(`[^|]*\) |.*/\1/p' "$readme" | tr -d '`,')
for path in $map; do
    [ -e "$LAMINAE_HOME/$path" ] || { echo "no such path: $path" && exit 1; }
done
headings() { # FILE: as links name them
    sed -n 's/^#\{1,\} //p' "$1" | tr '[:upper:]' '[:lower:]' | sed 's/[^a-z0-9_ -]//g;s/ /-/g'
}
for page in "$readme" "$LAMINAE_HOME"/docs/*.md; do
    # what is in brackets without a dot, a slash or # is part of a formula
    { grep -o '](\([^)]*[./#][^)]*\))' "$page" || :; } | sed 's/^](//;s/)$//;/^https:/d' >links
    while read -r link; do
        path=$(dirname "$page")/${link%%#*}
        [ -n "${link%%#*}" ] || path=$page
        [ -e "$path" ] || { echo "$page: no such path: $link" && exit 1; }
        case $link in
            *.md\#* | \#*)
                headings "$path" | grep -qxF -e "${link#*#}" ||
                    { echo "$page: no such heading: $link" && exit 1; }
                ;;
        esac
    done <links
done
[ "$(echo "$map" | wc -w)" -ge 10 ] || { echo "the map has few paths: $map" && exit 1; }

# The largest and the smallest dipole are the ones it names.
awk '
!/^#/ && $1 > 0 { if ($2 > high) high = $2; if ($2 < low) low = $2 }
END { printf "%.4f\n%.4f\n", high, low }' results/erp/dipole_0.txt | while read -r peak; do
    grep -q "| $peak | .* of all" "$readme" || { echo "not in the README: $peak nAm" && exit 1; }
done
cells=$(awk '$3 ~ /^L[25]_/' results/erp/spikes_0.txt | wc -l)
drives=$(awk '$3 ~ /^ev/' results/erp/spikes_0.txt | wc -l)
grep -q "spikes $cells are the cells' and $drives the drives'" "$readme" ||
    { echo "not in the README: $cells spikes of cells, $drives of drives" && exit 1; }
