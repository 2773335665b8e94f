# shellcheck shell=sh
# SPDX-License-Identifier: BSD-3-Clause
# folder_words.sh - sourced by what takes the place of laminae-plot for a folder: reads the words
# results=DIR [title=TEXT] into $dir and $title; `begin_figure KIND` prints the head of a figure.

refuse() { echo "${0##*/}: $*" >&2; exit 2; }
# shellcheck disable=SC2034 # of those that source this
dir='' title=''
# shellcheck disable=SC2034
for word in "$@"; do
    case $word in
    results=*) dir=${word#results=} ;;
    title=*) title=${word#title=} ;;
    kind=* | models=*) ;;
    *) refuse "'$word'; accepted: results=DIR, title=TEXT" ;;
    esac
done

begin_figure() { # KIND
    echo "# a figure of Laminae: $1"
    echo "#= kind = '$1'"
    echo "#= title = '$(printf '%s' "$title" | sed "s/'/''/g")'"
}

# The head of a panel of curves, a part of awk programs: say_curves(panel, heading, names, colours,
# trials, mean_alone), lists with "|" between; from, to, low, high, unit are the program's own.
# shellcheck disable=SC2016,SC2034 # awk's
curves='
function say(panel, text) { print "#" panel "= " text }
function say_curves(panel, heading, names, colours, trials, mean_alone,  n, i, name, colour, trial) {
    n = split(names, name, "|")
    split(colours, colour, "|")
    split(trials, trial, "|")
    say(panel, "script = \047dipole\047")
    say(panel, "height = 560 + 0.0")
    say(panel, "heading_text = \047" heading "\047")
    say(panel, "from = " from " + 0.0")
    say(panel, "to = " to " + 0.0")
    say(panel, "low = " low " + 0.0")
    say(panel, "high = " high " + 0.0")
    say(panel, "unit = \047" unit "\047")
    if (unit != "nAm") say(panel, "quantity = \047" (unit == "uV" ? "potential" : \
        unit == "fT" ? "magnetic field" : "source density") "\047")
    say(panel, "array names[" n "]")
    say(panel, "array colours[" n "]")
    say(panel, "array n_trials[" n "]")
    for (i = 1; i <= n; i++) {
        say(panel, "names[" i "] = \047" name[i] "\047")
        say(panel, "colours[" i "] = \047" colour[i] "\047")
        say(panel, "n_trials[" i "] = " trial[i] " + 0.0")
    }
    say(panel, "margin_right = 300")
    say(panel, "n_curves = " n)
    say(panel, "are_parts = 0")
    say(panel, "is_dense = 0")
    say(panel, "has_data = 1")
    say(panel, "mean_alone = " mean_alone)
    say(panel, "n_notes = 0")
    say(panel, "n_arrows = 0")
    say(panel, "n_arrow_rows = 1")
}'
