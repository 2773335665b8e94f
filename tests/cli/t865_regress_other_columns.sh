#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t865_regress_other_columns - numbers of the very column, band, window and name that are asked for:
# frequencies at the bounds of bands, signals of data, windows beyond a run, headers, names twice.
set -eu
fail() { echo "$*" && exit 1; }
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup; }
# is VALUE EXPECTED WHAT
is() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a != "" && (a - b)^2 <= 1e-8*(b^2 + 1e-9)) }' || fail "$3: $1, not $2"; }
refused() { # TEXT COMMAND...
    text=$1 status=0
    shift
    laminae "$@" >log 2>&1 || status=$?
    { [ $status -eq 2 ] && grep -q -- "$text" log; } || fail "$status, not '$text': $(cat log)"
}

# ---- a line at the bound of two bands belongs to the upper one, whichever way times are told ----
awk 'BEGIN { for (i = 0; i < 480; i++) print sin(2*3.14159265358979*8*i/240) }' >rate.txt
laminae analyse rate.txt --what bands --data rate=240 --bands low=1:8,high=8:13 --format csv >bands.csv 2>said
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "relative") at = i }
    NR > 1 { share[$2] = $at } END { exit !(share["low"] < 0.3 && share["high"] > 0.7) }' bands.csv ||
    fail "$(cat bands.csv)"

# ---- a trial without any power -----------------------------------------------------------------
awk 'BEGIN { for (i = 0; i < 480; i++) print i, sin(i/9), 0 }' >flat.txt
laminae analyse flat.txt --data trials=columns --what bands --format csv >flat.csv 2>said || fail 'a flat trial'

# ---- the signal that is asked for, of data, too --------------------------------------------------
awk 'BEGIN { print "time_ms,Fz,Cz"; for (i = 0; i < 101; i++) print i "," sin(i/9) "," 7 + cos(i/5) }' >two.txt
laminae analyse two.txt --what rmse --signal Cz --target two.txt --format json >rmse.json 2>said
grep -q '"rmse": 0,' rmse.json || fail "$(cat rmse.json)"
sed '1s/Fz,Cz/Pz,Oz/' two.txt >others.txt
refused "no curve 'Cz' among its 2" analyse two.txt --what rmse --signal Cz --target others.txt
refused 'no signal in common' compare two.txt others.txt --signal Cz
# That of the very name comes before one that is called alike.
sed '1s/.*/time_ms,S1,S1_L2/' two.txt >alike.txt
laminae compare alike.txt alike.txt --format csv >alike.csv 2>said
awk -F, 'NR > 1 && $2 != 0 { exit 1 }' alike.csv || fail "$(cat alike.csv)"
# What differs most is what differs most within the window.
awk 'BEGIN { for (i = 0; i < 101; i++) print i, sin(i/9) + (i == 20) + 1000*(i == 90) }' >far.txt
awk 'BEGIN { print "time_ms agg_nAm"; for (i = 0; i < 101; i++) print i, sin(i/9) }' >near.txt
laminae compare near.txt far.txt --from 10 --to 50 --format json >far.json 2>said
grep -q '"largest_difference_ms": 20,' far.json || fail "$(cat far.json)"

# ---- headers ------------------------------------------------------------------------------------
for head in 'Time (ms),Fz,Cz,Pz,Oz' 'time [ms],Fz,Cz,Pz,Oz' 'time_ms,Fz,Cz,Pz,Oz'; do
    awk -v head="$head" 'BEGIN { print head; for (i = 0; i < 20; i++) print i ",1,2,3,4" }' >head.txt
    laminae analyse head.txt --what peaks --signal Pz --format json >head.json 2>said || fail "$head"
    grep -q '"value": 3$' head.json || fail "$head: $(cat head.json)"
done
awk 'BEGIN { print "time_ms,agg_Am,Cz_uV"; for (i = 0; i < 20; i++) print i ",1e-9,2" }' >units.txt
refused 'its header has values in Am and in uV' analyse units.txt --what peaks
awk 'BEGIN { print "time_ms,a,a,b"; for (i = 0; i < 20; i++) print i ",1,2,3" }' >twice.txt
refused "two curves are called 'a'" analyse twice.txt --what peaks
laminae analyse near.txt --what peaks --data rate=1000 --format json >rate.json 2>said
laminae analyse near.txt --what peaks --format json >plain.json 2>said
cmp rate.json plain.json || fail 'a rate beside times'

# ---- spikes -------------------------------------------------------------------------------------
laminae run erp --mesh 2,2 --tstop 60 --dt 0.05 --set drives.evprox1.mu=8 --out run --no-plot --quiet
laminae analyse run --what rates --format csv >rates.csv 2>said
laminae analyse run --what rates --from -50 --to 1000 --format csv >wide.csv 2>said
cmp rates.csv wide.csv || fail 'a window beyond the run'
laminae analyse run --what hist --from 10 --to 40 --bin 20 --format csv >hist.csv 2>said
laminae convert run --to csv --out spikes 2>said
awk -F, 'NR > 1 && $2 >= 10 && $2 < 40 && $4 == "L5_pyramidal"' spikes/spikes.csv | wc -l >expected
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /^L5_pyramidal/) at = i } NR > 1 { n += $at } END { print n }' \
    hist.csv >found
is "$(cat found)" "$(cat expected)" 'spikes of the last bin'
refused 'trials in' analyse run --what peaks --trials 0,9

# ---- spikes of data ------------------------------------------------------------------------------
cp run/spikes_0.txt spk.txt
laminae convert spk.txt --to csv --out from_text 2>said
[ "$(wc -l <from_text/spikes.csv)" -gt 10 ] || fail "$(ls from_text)"
