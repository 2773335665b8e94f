#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# posterior_data.sh - what plot.sh draws of a posterior: its parameters and each pair of them. It takes the
# place of laminae-plot: posterior_data.sh results=DIR [title=TEXT], DIR being what `laminae infer` has left.
set -eu
LC_ALL=C
export LC_ALL

# shellcheck source=folder_words.sh
. "$(dirname "$0")/folder_words.sh"
for name in posterior.json posterior.csv; do
    [ -f "$dir/$name" ] || refuse "'$dir' holds no $name; accepted: the folder of a posterior"
done

begin_figure posterior
# posterior.json has a line for each parameter. What spans a factor of ten has a logarithmic axis.
awk -F, '
function number_of(line, name) {
    sub(".*\"" name "\": ", "", line)
    return line + 0
}
function say(text) { print "#1= " text }
FNR == NR {
    if (/^    ".*": {"mean": /) {
        low[++n_rows] = number_of($0, "low")
        median[n_rows] = number_of($0, "median")
        high[n_rows] = number_of($0, "high")
    }
    next
}
FNR == 1 {
    n = NF - 2
    for (k = 1; k <= n; k++) names[k] = $(k + 2)
    next
}
{
    weight[++n_draws] = $1
    draws = draws $1
    for (k = 1; k <= n; k++) {
        x = value[k, n_draws] = $(k + 2) + 0
        draws = draws " " $(k + 2)
        if (n_draws == 1 || x < from[k]) from[k] = x
        if (n_draws == 1 || x > to[k]) to[k] = x
    }
    draws = draws "\n"
}
function histogram(k, n_bins,    a, b, i, bin, sums) {
    a = is_log[k] ? log(from[k]) : from[k]
    b = is_log[k] ? log(to[k]) : to[k]
    for (i = 1; i <= n_draws; i++) {
        bin = b > a ? int(n_bins*((is_log[k] ? log(value[k, i]) : value[k, i]) - a)/(b - a)) : 0
        sums[bin < n_bins ? bin : n_bins - 1] += weight[i]
    }
    print "\n\n# 1 histogram " k
    for (i = 0; i <= n_bins; i++) {
        x = a + i*(b - a)/n_bins
        print (is_log[k] ? exp(x) : x), sums[i < n_bins ? i : n_bins - 1] + 0
    }
}
END {
    if (n < 1 || n_rows != n) exit 1
    say("script = \047posterior\047")
    say("heading_text = \047Draws of the posterior; shaded: the middle 90 %, line: the median\047")
    say("n = " n)
    say("height = " (n > 3 ? 1310 : 440*n) " + 0.0")
    say("margin_right = 300")
    split("names low median high from to is_log", arrays, " ")
    for (i = 1; i <= 7; i++) say("array " arrays[i] "[" n "]")
    for (k = 1; k <= n; k++) {
        is_log[k] = from[k] > 0 && to[k] > 10*from[k]
        say("names[" k "] = \047" names[k] "\047")
        say("low[" k "] = " low[k] " + 0.0")
        say("median[" k "] = " median[k] " + 0.0")
        say("high[" k "] = " high[k] " + 0.0")
        say("from[" k "] = " from[k] " + 0.0")
        say("to[" k "] = " to[k] " + 0.0")
        say("is_log[" k "] = " is_log[k])
    }
    for (k = 1; k <= n; k++) histogram(k, n_draws < 100 ? 10 : 20)
    print "\n\n# 1 draws\n" draws
}' "$dir/posterior.json" "$dir/posterior.csv" || refuse "'$dir/posterior.csv' is not whole"
printf '\n#= n_panels = 1\n'
