#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t914_fit_a_rhythm - the fourteenth lesson is true: its commands print what it shows, the file that it shows is
# the one that is run, the files differ as it says; a sum of shares leaves one rhythm, the other
# objective two; what a fit of eight trials found holds for trials that it has not seen.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/14_fit_a_rhythm
check_commands "$lesson/lesson.md" "$lesson/both.hoc"
fail() { echo "$*" && exit 1; }
# shellcheck disable=SC2016 # marks of Markdown
sed -n '/^```json/,/^```/p' "$lesson/lesson.md" | sed '1d;$d' | cmp - "$lesson/share.json"
sed '/"bands"/d; s/"objective": .*/"objective": {"kind": "hoc", "function": "both"},/
    s/"max_evaluations": 60/"max_evaluations": 90/' "$lesson/share.json" | cmp - "$lesson/both.json"

# ROW: the ratio of the shares at 20 and 10 Hz
ratio() { awk -F, '$2 == "ten" { ten = $7 } $2 == "twenty" { print $7/ten }'; }
bands() { ./laminae analyse "$@" --what bands --bands ten=9:11,twenty=19:21 --signal agg; }
bands results/share_best | ratio | awk '{ exit !($1 > 100) }' || fail "one: $(bands results/share_best)"
bands results/both_best | ratio | awk '{ exit !($1 > 1.5 && $1 < 2.5) }' || fail "two: $(bands results/both_best)"
bands results/both_often | ratio | awk '{ exit !($1 < 0.6) }' || fail "often: $(bands results/both_often)"
[ -s results/rhythm.png ] && [ -s results/both/fit.png ]
./laminae run tutorials/14_fit_a_rhythm/rhythm.json --mesh 1,1 --tstop 300 --trials 24 --no-text --no-plot --quiet \
    --set drives.below.burst_rate=9.44728 --set drives.above.burst_rate=21.499 --out unseen \
    --set 'drives.below.weights_ampa.*=1.42064e-05' --set 'drives.above.weights_ampa.*=2.38973e-05'
bands unseen --trials 8-23 >unseen.csv
awk -F, '$2 == "ten" && $7 > 0.145 && $7 < 0.155 { n++ } $2 == "twenty" && $7 > 0.235 && $7 < 0.245 { n++ }
    END { exit n != 2 }' unseen.csv || fail "unseen: $(cat unseen.csv)"
