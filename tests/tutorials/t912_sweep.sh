#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t912_sweep - the twelfth lesson is true: its commands print what it shows, the file that it shows is
# the one that is run, and what it says of weights, times and chance holds.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/12_sweep
check_commands "$lesson/lesson.md"
fail() { echo "$*" && exit 1; }
# shellcheck disable=SC2016 # marks of Markdown
sed -n '/^```json/,/^```/p' "$lesson/lesson.md" | sed '1d;$d' | cmp - "$lesson/weight.json"

# fourfold weights below the threshold: 3 %; the time shifts the peak by 5 ms and 0.1 % of its height
awk -F, 'NR > 1 { peak[NR] = $7 } END { exit !(peak[4]/peak[2] < 1.03 && peak[6]/peak[5] > 4.5) }' \
    results/weight/table.csv || fail "weights: $(cat results/weight/table.csv)"
awk -F, '$2 == 0 && $5 == 0.016 {
        if (n++ && (($9 - at - 5)^2 > 0.01 || ($8/peak - 1)^2 > 1e-6)) bad = 1
        at = $9; peak = $8 }
    END { exit bad || n != 3 }' results/time/table.csv || fail "times: $(cat results/time/table.csv)"
# half of the draws are below 0.006, none before 15 ms, and no two have the same
awk -F, 'NR > 1 { if ($4 < 15 || seen[$5]++) bad = 1 } END { exit bad || NR != 41 }' \
    results/draws/table.csv || fail "draws: $(cat results/draws/table.csv)"
