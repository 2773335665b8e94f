#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t912_regress_axis_of_a_fit - the objectives of a fit that spanned less than a decade stood beside an axis
# without a number; whatever they span, it has two at least, and not too many; one that is 0 or below is
# drawn, too.
set -eu
fail() { echo "$*" && exit 1; }
tools=$LAMINAE_HOME/tools/figures
mkdir fit
# numbers OBJECTIVE ...   how many numbers stand beside the axis
numbers() {
    echo 'evaluation,objective,x,seconds' >fit/history.csv
    k=0
    for value; do
        k=$((k + 1))
        echo "$k,$value,1,0.1" >>fit/history.csv
    done
    rm -f fit.svg
    "$tools/plot.sh" "$tools/fit_data.sh" results=fit kind=fit out=fit.svg || fail "$*: no figure"
    # those of y end at one x, left of the panel
    sed -n 's/.*translate(\([0-9.]*\),.*font-size.*text-anchor="end".*/\1/p' fit.svg | sort | uniq -c |
        sort -rn | awk 'NR == 1 { print $1 }'
}
for values in '0.0123 0.0135 0.0141' '3 12 29' '0.13 0.02 0.9' '1.2 11 99' '3e-7 2 1e-3' '0.002 0.0019 45' \
    '0 1 3' '-1.4 -0.2 0.5' '-0.5 -0.7 -0.9'; do
    # shellcheck disable=SC2086 # a list
    n=$(numbers $values)
    if [ "${n:-0}" -lt 2 ] || [ "$n" -gt 12 ]; then fail "$values: $n numbers"; fi
done
