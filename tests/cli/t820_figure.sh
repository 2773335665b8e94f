#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t820_figure - a run draws summary.png and a picture of each electrode array, in folders of any name;
# they change with the results; what is no folder of results is refused in one line, and the old picture
# stays.
set -u
draw=$LAMINAE_HOME/tools/summary.sh
. "$LAMINAE_TESTS/lib/figure.sh"
folder="a b'c\"d"
run() {
    "$LAMINAE_HOME/laminae" run erp --mesh 2,2 --tstop 12 --probe 'two B=9,9,0:200:200' --no-setup --quiet \
        --out "$folder" "$@" || fail "no run: $*"
}
run
is_png "$folder/summary.png" || fail 'no picture'
is_png "$folder/laminar_two B.png" || fail 'no picture of the array'
one=$(cksum <"$folder/summary.png") laminar=$(cksum <"$folder/laminar_two B.png")
"$draw" "$folder" erp 12 || fail 'not again'
[ "$(cksum <"$folder/laminar_two B.png")" = "$laminar" ] || fail 'the same results, another picture'
run --trials 2
[ "$(cksum <"$folder/summary.png")" != "$one" ] || fail 'two trials: the same picture'
[ "$(cksum <"$folder/laminar_two B.png")" != "$laminar" ] || fail 'two trials: the same picture of the array'
before=$(cksum <"$folder/summary.png")
# shellcheck disable=SC2016 # a dollar sign in a title
"$draw" "$folder" 'two "trials" of $x' || fail 'a title'
[ "$(cksum <"$folder/summary.png")" != "$before" ] || fail 'the title is not drawn'
before=$(cksum <"$folder/summary.png")
echo 'no results' >"$folder/results.h5"
refused 'results.h5' "$folder"
[ "$(cksum <"$folder/summary.png")" = "$before" ] || fail 'the old picture is gone'
refused 'no/such' no/such
mkdir empty
refused 'results.h5' empty
exit 0
