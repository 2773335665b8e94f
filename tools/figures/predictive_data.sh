#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# predictive_data.sh - what plot.sh draws of a posterior's predictions: the middle 50 and 90 % of its curves
# under the data. It takes the place of laminae-plot: predictive_data.sh results=DIR [title=TEXT], DIR being
# what `laminae infer` has left.
set -eu
LC_ALL=C
export LC_ALL

# shellcheck source=folder_words.sh
. "$(dirname "$0")/folder_words.sh"
[ -f "$dir/predictive.csv" ] ||
    refuse "'$dir' holds no predictive.csv; accepted: the folder of a posterior"

begin_figure predictive
awk -F, "$curves"'
NR == 1 {
    unit = $2
    if (!sub(/^q05_/, "", unit)) unit = "nAm"
    next
}
NF != 7 { exit bad = 1 }
{
    if (++n == 1) { from = $1; low = high = $7 }
    to = $1
    for (i = 2; i <= 7; i++) {
        if ($i < low) low = $i
        if ($i > high) high = $i
    }
    median = median $1 " " $4 "\n"
    wide = wide $1 " " $2 " " $6 "\n"
    middle = middle $1 " " $3 " " $5 "\n"
    data = data $1 " " $7 "\n"
}
END {
    if (bad || n < 1) exit 1
    say_curves(1, "Data, and runs of the posterior: median, the middle 50 and 90 %", \
        "posterior||data", "#C02020|#C02020|#000000", "2|2|1", 1) # bands have two ends: "trials"
    print "\n\n# 1 sem 1\n" wide "\n\n# 1 sem 2\n" middle
    print "\n\n# 1 mean 1\n" median "\n\n# 1 mean 2\n" median "\n\n# 1 mean 3\n" data "\n"
}' "$dir/predictive.csv" || refuse "'$dir/predictive.csv' is not whole"
printf '\n#= n_panels = 1\n'
