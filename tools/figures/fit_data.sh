#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# fit_data.sh - what plot.sh draws of a fit: the best beside the data, and all evaluations. It takes the
# place of laminae-plot: fit_data.sh results=DIR [title=TEXT], DIR being what `laminae fit` has left.
set -eu
LC_ALL=C
export LC_ALL

# shellcheck source=folder_words.sh
. "$(dirname "$0")/folder_words.sh"
[ -f "$dir/history.csv" ] || refuse "'$dir' holds no history.csv; accepted: the folder of a fit"

begin_figure fit
awk -F, '
NR == 1 || $2 == "nan" { next }
{
    if (n++ == 0 || $2 < best) best = $2
    if (n == 1 || $2 > worst) worst = $2
    rows = rows $1 " " $2 " " best "\n"
}
END {
    print "#1= script = \047convergence\047"
    print "#1= height = 500 + 0.0"
    print "#1= heading_text = \047Evaluations, and the best so far\047"
    print "#1= margin_right = 300"
    print "#1= is_logarithmic = " (best > 0 && worst >= 10*best ? 1 : 0) # a decade has two numbers
    print "#1= is_short = " (worst < 1000*best ? 1 : 0)
    print "\n\n# 1 evaluations\n" rows "\n"
}' "$dir/history.csv"
n_panels=1
if [ -f "$dir/best.csv" ]; then
    n_panels=2
    awk -F, "$curves"'
    NR == 1 {
        unit = $2
        if (!sub(/^model_/, "", unit)) unit = "nAm"
        next
    }
    {
        if (NR == 2 || $1 < from) from = $1
        if (NR == 2 || $1 > to) to = $1
        for (i = 2; i <= 3; i++) {
            if (n++ == 0 || $i < low) low = $i
            if (n == 1 || $i > high) high = $i
        }
        model = model $1 " " $2 "\n"
        data = data $1 " " $3 "\n"
    }
    END {
        say_curves(2, "Data, and the model at the best parameters", "model|data", \
            "#C02020|#000000", "1|1", 0)
        print "\n\n# 2 mean 1\n" model "\n\n# 2 mean 2\n" data "\n"
    }' "$dir/best.csv"
fi
printf '\n#= n_panels = %d\n' "$n_panels"
