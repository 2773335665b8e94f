#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t913_fit_an_erp - the thirteenth lesson is true: its commands print what it shows, the file that it shows
# is the one that is run, and the fit goes as it says.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/13_fit_an_erp
check_commands "$lesson/lesson.md"
fail() { echo "$*" && exit 1; }
# shellcheck disable=SC2016 # marks of Markdown
sed -n '/^```json/,/^```/p' "$lesson/lesson.md" | sed '1d;$d' | cmp - "$lesson/fit.json"

# from 22 to 12.3 nAm; no evaluation leaves the bounds of the first parameter
awk -F, 'NR == 2 { first = $2 }
    NR > 1 { if (NR == 2 || $2 < best) best = $2; if ($3 < 15 || $3 > 40) bad = 1 }
    END { exit bad || NR != 61 || first < 21.5 || first > 22.5 || best > 12.4 }' \
    results/vep/history.csv || fail "history: $(cat results/vep/history.csv)"
# the data go from -60 to 67 nAm, once a millisecond from 0 to 170 ms
awk '$1 != NR - 1 { bad = 1 } $2 < low { low = $2 } $2 > high { high = $2 }
    END { exit bad || NR != 171 || low > -59.9 || high < 66.8 }' "$lesson/vep.txt" ||
    fail 'vep.txt'
[ -s results/vep/fit.png ] || fail "no fit.png: $(ls results/vep)"
