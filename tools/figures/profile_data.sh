#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# profile_data.sh - what plot.sh draws of profiles: each parameter's and its interval. It takes the place of
# laminae-plot: profile_data.sh results=DIR [title=TEXT], DIR being what `laminae fit --profile` has left.
set -eu
LC_ALL=C
export LC_ALL

# shellcheck source=folder_words.sh
. "$(dirname "$0")/folder_words.sh"
for name in profile.json profile.csv; do
    [ -f "$dir/$name" ] || refuse "'$dir' holds no $name; accepted: the folder of a fit with --profile"
done

begin_figure profile
# profile.json has a line for each parameter, in the order of profile.csv. null: beyond the bound.
awk -F, '
function text_of(line, name) {
    sub(".*\"" name "\": ", "", line)
    sub("[,}].*", "", line)
    return line
}
function say(text) { print "#1= " text }
FNR == NR {
    if (/^  "objective": /) least = text_of($0, "objective") + 0
    if (/^  "limit": /) limit = text_of($0, "limit") + 0
    if (/^    ".*"best": /) {
        best[++n] = text_of($0, "best")
        low[n] = text_of($0, "low")
        high[n] = text_of($0, "high")
    }
    next
}
FNR == 1 { next }
$1 != at { names[++k] = at = $1 }
$3 != "nan" {
    if (!(k in first)) first[k] = $2
    last[k] = $2
    rows[k] = rows[k] $2 " " $3 "\n"
    if ($3 + 0 > most) most = $3 + 0
}
function end(x) { return x == "null" ? "?" : sprintf("%.4g", x) }
END {
    if (n < 1 || k != n) exit 1
    say("script = \047profile\047")
    say("heading_text = \047Profiles: the objective, the other parameters fitted anew; " \
        "shaded: up to the dashed line\047")
    say("n = " n)
    say("height = " 60 + 460*(n > 1 ? int((n + 1)/2) : 1) " + 0.0")
    say("margin_right = 100")
    say("limit = " limit " + 0.0")
    span = limit > least ? limit - least : most > least ? most - least : 1 # the start was exact
    say("lowest = " least - 0.1*span " + 0.0")
    say("highest = " limit + 1.5*span " + 0.0")
    split("names interval best low high first last", arrays, " ")
    for (i = 1; i <= 7; i++) say("array " arrays[i] "[" n "]")
    for (k = 1; k <= n; k++) {
        say("names[" k "] = \047" names[k] "\047")
        say("interval[" k "] = \047" end(best[k]) " (" end(low[k]) " to " end(high[k]) ")\047")
        say("best[" k "] = " best[k] " + 0.0")
        say("low[" k "] = " (low[k] == "null" ? first[k] : low[k]) " + 0.0")
        say("high[" k "] = " (high[k] == "null" ? last[k] : high[k]) " + 0.0")
        say("first[" k "] = " first[k] " + 0.0")
        say("last[" k "] = " last[k] " + 0.0")
    }
    for (k = 1; k <= n; k++) print "\n\n# 1 profile " k "\n" rows[k]
    print "\n"
}' "$dir/profile.json" "$dir/profile.csv" || refuse "'$dir/profile.csv' is not whole"
printf '\n#= n_panels = 1\n'
