# shellcheck shell=sh
# SPDX-License-Identifier: BSD-3-Clause
# place.sh - sourced by plot.sh and report.sh: where what they make goes, and how they end.

refuse() { printf 'laminae: %s\n' "$*" >&2; exit 2; }
fail() { printf 'laminae: %s\n' "$*" >&2; exit 1; }

# name_of RESULTS: the last part of a path that says something; of results/erp/results.h5 it is erp.
name_of() {
    name=${1%/results.h5}
    while [ "${name%/}" != "$name" ]; do name=${name%/}; done
    name=${name##*/}
    printf '%s' "${name:-results}"
}

# check_place OUT KIND FORCE: refuses a place that cannot be written, and, unless FORCE is not empty,
# a file for which is_ours fails, a function of the script.
check_place() {
    place=$(dirname -- "$1")
    [ ! -d "$1" ] || refuse "--out: '$1' is a folder; accepted: a file"
    [ -d "$place" ] ||
        refuse "--out: '$1': no folder '$place'; accepted: a file in a folder that is there"
    [ -w "$place" ] || refuse "--out: '$1': cannot write into '$place'"
    if [ -e "$1" ] && [ -z "$3" ]; then
        [ -f "$1" ] || refuse "--out: '$1' is no file; accepted: a file"
        is_ours "$1" ||
            refuse "--out: '$1' is there and is no $2 of Laminae; accepted: another name, or --force"
    fi
}

# A folder for what is made on the way, $work, and the name of the part beside OUT, $part.
make_work() { # NAME
    work=$(mktemp -d "${TMPDIR:-/tmp}/laminae.XXXXXX" 2>&1) ||
        fail "TMPDIR: ${work##*: }: '${TMPDIR:-/tmp}'"
    # shellcheck disable=SC2034 # for the script
    part=$place/.laminae_$1.$$.part
}
