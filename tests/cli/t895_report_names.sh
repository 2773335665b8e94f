#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t895_report_names - names, commands, titles and headers from files and users are text in a report,
# whatever they hold; results without spikes, a flat dipole, a text of curves have a page, too.
set -u
draw=$LAMINAE_HOME/laminae
. "$LAMINAE_TESTS/lib/figure.sh"
page() { python3 "$LAMINAE_TESTS/lib/page.py" "$@"; }
bad='<script>alert(1)<'
mkdir -p "a&b$bad/i"
folder="it's <script>alert(1)&lt;\"\\ \$(touch x) ]]> <!-- "
cat >"a&b$bad/i/net<b>'\"].json" <<'END_NETWORK'
{"laminae_network": 1, "extends": "erp", "name": "mine", "source": "</details>",
 "title": "</pre></svg><script>alert(2)</script>&amp; ]]> <!-- --> \u00e9"}
END_NETWORK
"$draw" run "a&b$bad/i/net<b>'\"].json" --mesh 2,2 --tstop 4 --out "$folder" --no-plot --no-setup --quiet ||
    fail 'no run'
printf '# <script>alert(3)</script>&amp;"\n0 0\n1 1\n2 0\n3 3\n' >'d"<b>.txt'
printf '0 0\n1 1\n2 0\n3 3\n' >"$(printf 'latin\351.txt')"
"$draw" report "$folder" 'd"<b>.txt' --out 'x <b>.html' --no-setup || fail 'no page'
page 'x <b>.html' parts || fail 'names: not as a page should be'
for word in "$folder" "a&b$bad/i/net<b>'\"].json" '</pre></svg><script>alert(2)</script>&amp;' 'd"<b>.txt'; do
    grep -q -F -e "$word" parts/words || fail "not in the page: $word"
done
# What repeats the run is a word of the shell.
said=$(sed -n "s/^.*From these results.*//; s/^\(\.\/laminae run .*\) --out results\/repeated.*/\1/p" parts/words)
eval "set -- $said"
if [ $# -ne 3 ] || [ "$3" != "$folder" ]; then fail "repeated by: $said"; fi
# So is what was given.
said=$(sed -n 's/.*\(laminae run .* --mesh .* --quiet\).*/\1/p' parts/words | head -1)
eval "set -- $said"
if [ $# -ne 12 ] || [ "$3" != "a&b$bad/i/net<b>'\"].json" ] || [ "$9" != "$folder" ]; then fail "the command: $said"; fi
[ ! -e x ] || fail 'a name was run'
"$draw" report 'd"<b>.txt' --out text.html --no-setup || fail 'a text'
page text.html text || fail 'a text: not as a page should be'
grep -q 'A text of curves' text/words || fail 'a text is not said to be one'
"$LAMINAE_HOME/tools/report/report.sh" "$LAMINAE_HOME/build/bin" "results=$(printf 'latin\351.txt')" \
    out=latin.html 2>errors && fail 'a name in latin1'
if [ -e latin.html ] || [ "$(grep -c -a 'a path in UTF-8' errors)" -ne 1 ]; then fail "latin: $(cat errors)"; fi
printf 'time_ms agg_nAm L\351_nAm\n0 0 1\n1 1 2\n2 0 1\n3 3 3\n' >latin.txt
"$draw" report latin.txt --out latin.html --no-setup || fail 'a heading in latin1'
page latin.html || fail 'a heading in latin1: not as a page should be'

# ---- little data ----
"$draw" run neymotin_2020 --mesh 2,2 --tstop 3 --probe one=9,9,0:100:100 --out flat --no-plot --no-setup \
    --quiet || fail 'no run'
"$draw" report flat flat --out flat.html --no-setup || fail flat
page flat.html || fail 'flat: not as a page should be'
printf '0 0\n1 0\n2 0\n3 0\n' >zero.txt
"$draw" report zero.txt --out zero.html --no-setup || fail zero
page zero.html || fail 'zero: not as a page should be'
"$draw" report flat zero.txt --out both.html --no-setup || fail 'flat and zero'
page both.html || fail 'both: not as a page should be'
exit 0
