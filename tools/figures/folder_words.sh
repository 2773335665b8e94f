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
