#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t877_plot_names - titles, names of results, of drives and of curves are shown as they are, whatever they
# hold, and the SVG that holds them is well-formed, with no other words in it.
set -u
fail() { echo "$*" && exit 1; }
plot() { "$LAMINAE_HOME/laminae" plot "$@" --no-setup; }
# texts FILE: all texts of an SVG, a line each; or it is not well-formed
cat >texts.py <<'END'
import sys
import xml.etree.ElementTree as xml
for text in xml.parse(sys.argv[1]).getroot().iter("{http://www.w3.org/2000/svg}text"):
    print("".join(text.itertext()))
END
texts() { python3 texts.py "$1" >said 2>errors || fail "$1: not well-formed: $(tail -1 errors)"; }
has() { grep -q -x -F -e "$1" said || fail "not shown: $1, but: $(cat said)"; }

odd="a_{b}^c @x &amp; <b> ]]> \$(touch x) \`touch y\` \"q\" it's \\n %d #1"
cat >odd.json <<'END'
{"laminae_network": 1, "extends": "erp", "name": "odd", "grid": {"nx": 2, "ny": 2}, "tstop": [12, "ms"], "drives": {
  "evdist1": null, "evprox1": null, "evprox2": null,
  "e_v a_1": {"type": "evoked", "location": "proximal", "mu": [5, "ms"], "sigma": [1, "ms"], "numspikes": 1,
    "cell_specific": false, "n_drive_cells": 1, "event_seed": 1, "space_constant": [3, "grid"],
    "weights_ampa": {"L5_pyramidal": [1e-4, "uS"]}, "synaptic_delays": {"L5_pyramidal": [1, "ms"]}}}}
END
"$LAMINAE_HOME/laminae" run odd.json --out run --no-plot --no-setup --quiet || fail 'no run'
for kind in dipole drives; do
    plot run --kind $kind --title "$odd" --out figure.svg || fail "$kind: no figure"
    texts figure.svg
    ! grep -q '<title>' figure.svg || fail "$kind: words of gnuplot, which a browser shows"
    has "$odd"
    has 'e_v a_1'
done
odd="a_{b}^c @x &amp; <b>]]>\"'\\n" # of 28 letters, none is left out
mv run "$odd"
plot "$odd" "./$odd" --kind dipole --out figure.svg || fail 'two results'
texts figure.svg
[ "$(grep -c -x -F -e "$odd" said)" -eq 2 ] || fail "legend: $(cat said)"

# Letters that XML forbids, and another encoding.
printf 'time_ms agg_nAm L\351_nAm\n0 0 1\n1 1 2\n2 0 1\n3 3 3\n' >latin.txt
plot latin.txt --kind layers --title "$(printf 'a\001b\033[1mc\177d\357\277\276e\303\251')" --out figure.svg || fail latin
texts figure.svg
has 'a b [1mc d?eé'
grep -q '^L?' said || fail "latin: $(cat said)"
if [ -e x ] || [ -e y ]; then fail 'a name was run'; fi
exit 0
