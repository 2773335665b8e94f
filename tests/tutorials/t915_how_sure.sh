#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t915_how_sure - the fifteenth lesson is true: its commands print what it shows, the file that it shows is
# the one that is run; the truth is where it says, and later inputs have larger weights.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/15_how_sure
check_commands "$lesson/lesson.md"
fail() { echo "$*" && exit 1; }
# shellcheck disable=SC2016 # marks of Markdown
sed -n '/^```json/,/^```/p' "$lesson/lesson.md" | sed '1d;$d' | cmp - "$lesson/posterior.json"

# all particles within epsilon; of the later half the mean weight is larger by half at least
particles=results/posterior/posterior.csv
sed 1d $particles | sort -t, -g -k3 | awk -F, '
    $2 > 0.00032424 { bad = 1 }
    { sum[NR > 15] += $4 }
    END { exit bad || NR != 30 || sum[1] < 1.5*sum[0] }' || fail "particles: $(cat $particles)"
[ -s results/posterior/posterior.png ] || fail "no posterior.png: $(ls results/posterior)"
# 30 ms and 0.008 uS are within the middle 90 % of both
awk -F'"low": |, "median": |"high": |, "correlations"' '
    /"median"/ { n++; truth = /evprox1.mu/ ? 30 : 0.008; if ($2 > truth || $4 < truth) bad = 1 }
    END { exit bad || n != 2 }' results/posterior/posterior.json ||
    fail "truth: $(cat results/posterior/posterior.json)"
# intervals of Sobol's indices are as wide as it says
./laminae analyse results/sobol --what sobol >sobol.csv
awk -F, '/maximum/ { for (i = 3; i <= 6; i += 3) if ($(i + 2) - $i > wide) wide = $(i + 2) - $i }
    END { exit !(wide > 0.2 && wide < 0.4) }' sobol.csv || fail "intervals: $(cat sobol.csv)"
