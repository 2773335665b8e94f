#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t823_regress_figure_fits - for any name and content of a run, headings fit on summary.png, the
# panels keep half of its width, legends are legible, and numbers keep clear of the names of axes.
set -u
tools=$LAMINAE_HOME/tools
fail() { echo "$*" && exit 1; }
dipole() { # NAME VALUE [REMARKS]
    printf '# time_ms agg_nAm L2_nAm%s\n0\t9\t9\n1\t%s\t0\n2\t0\t0\n' "${3:-}" "$2" >"$1"
}
spikes() { # DRIVE...
    printf '# time_ms\tgid\tpopulation\n1\t0\tL2_pyramidal\n'
    gid=9
    for name; do gid=$((gid + 1)) && printf '1\t%d\t%s\n' $gid "$name"; done
}
settings() { # TRIALS
    TITLE=t CELLS=10 TRIALS=$1 awk -f "$tools/summary.awk" dipole_* spikes_* || fail 'awk'
}
# Where the panels end, and what the heading of b is, in parts of the width: a letter of 24 points is
# 14 pixels wide.
right() { sed -n '/^right = /p' "$tools/summary.gp" | cat settings.gp - >right.gp &&
    echo 'print right' >>right.gp && gnuplot right.gp 2>&1; }
at_least() { awk -v x="$1" -v least="$2" 'BEGIN { exit !(x >= least) }' || fail "$3: $1"; }

dipole dipole_0 0.03
long=evoked_proximal_thalamocortical_first_volley_of_the_day
spikes "$long" other >spikes_0
settings 1
at_least "$(right)" 0.6 'a long name'
tr -d '\n' <drives.gp | sed "s/set label/\n&/g" | sed -n "s/.* '\([a-z_]*\)' at .*/\1/p" | tr -d '\n' |
    grep -q "^${long}other\$" || fail "the long name: $(cat drives.gp)"

# shellcheck disable=SC2046 # a list
spikes $(seq -f drive_%g 1 40) >spikes_0
settings 1
grep -q '29 more drives' drives.gp || fail 'many drives'
sed -n "s/.*font ',\([0-9.]*\)'.*/\1/p" drives.gp | sort -n | head -1 >least
at_least "$(cat least)" 16 'letters of many drives'
awk '{ for (i = 2; i <= NF; i++) sum += $i } END { exit sum != 40 }' drives || fail 'spikes of many drives'

spikes other >spikes_0
remarks=' (multiplied by 3000) (smoothed by a Hamming window of 30 ms)'
dipole dipole_0 90 "$remarks"
cp dipole_0 dipole_1 && cp spikes_0 spikes_1
settings 2
grep -qx "shown = ' × 3000, smoothed over 30 ms'" settings.gp || fail "shown: $(cat settings.gp)"
sed -n "/^eval heading('b'/,/))\$/p" "$tools/summary.gp" | sed 's/eval heading(.b., /print (/' |
    cat settings.gp - >heading.gp
heading=$(gnuplot heading.gp 2>&1)
if [ ${#heading} -lt 60 ] || [ ${#heading} -gt 105 ]; then fail "heading of b: $heading"; fi
rm dipole_1 spikes_1

for case in 0.03,n,1 0.00003,p,1000 0.00000003,f,1000000; do
    dipole dipole_0 "${case%%,*}"
    settings 1
    unit=${case#*,}
    grep -qx "unit = '${unit%,*}Am'" settings.gp || fail "$case: $(grep unit settings.gp)"
    grep -qx "per_nAm = ${unit#*,}" settings.gp || fail "$case: $(grep per_nAm settings.gp)"
done
