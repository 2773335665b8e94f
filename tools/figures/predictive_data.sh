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
awk -F, '
function say(text) { print "#1= " text }
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
    say("script = \047dipole\047")
    say("height = 560 + 0.0")
    say("heading_text = \047Data, and runs of the posterior: median, the middle 50 and 90 %\047")
    say("from = " from " + 0.0")
    say("to = " to " + 0.0")
    say("low = " low " + 0.0")
    say("high = " high " + 0.0")
    say("unit = \047" unit "\047")
    if (unit != "nAm") say("quantity = \047" (unit == "uV" ? "potential" : unit == "fT" ? \
        "magnetic field" : "source density") "\047")
    split("posterior||data", names, "|")
    split("#C02020|#C02020|#000000", colours, "|")
    say("array names[3]")
    say("array colours[3]")
    say("array n_trials[3]")
    for (i = 1; i <= 3; i++) {
        say("names[" i "] = \047" names[i] "\047")
        say("colours[" i "] = \047" colours[i] "\047")
        say("n_trials[" i "] = " (i < 3 ? 2 : 1) " + 0.0") # bands have a lower and an upper end
    }
    say("margin_right = 300")
    say("n_curves = 3")
    say("are_parts = 0")
    say("is_dense = 0")
    say("has_data = 1")
    say("mean_alone = 1")
    say("n_notes = 0")
    say("n_arrows = 0")
    say("n_arrow_rows = 1")
    print "\n\n# 1 sem 1\n" wide "\n\n# 1 sem 2\n" middle
    print "\n\n# 1 mean 1\n" median "\n\n# 1 mean 2\n" median "\n\n# 1 mean 3\n" data "\n"
}' "$dir/predictive.csv" || refuse "'$dir/predictive.csv' is not whole"
printf '\n#= n_panels = 1\n'
