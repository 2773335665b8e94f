#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t862_analyse_depth - `analyse --what depth`: a recorded array, whose heights are wrong by so many um,
# is found there, potentials and density; what is wrong is one line and status 2.
set -u
failed=0
fail() { echo "$*" && failed=1; }
laminae() { "$LAMINAE_HOME/laminae" "$@"; }
laminae run erp --mesh 2,2 --tstop 30 --probe lam=5,5,-300:1700:200 --out run --no-plot --no-setup \
    --quiet || exit 1
analyse() { laminae analyse run --what depth "$@" --no-setup; }

# Contacts that stand 270 um lower by name, at each 10th sample, in reverse order of height.
awk 'NR == 1 { printf "time_ms"
        for (i = NF; i > 2; i--) {
            z = $i; sub(/.*_z/, "", z); sub(/um.*/, "", z)
            printf " %d_z%dum", NF - i, z - 270 }
        print ""; next }
    NR % 10 == 2 { printf "%s", $1; for (i = NF; i > 1; i--) printf " %s", $i; print "" }' \
    run/lfp_lam_0.txt >low.txt

# is_one FILE SHIFT: at this shift all 11 contacts correlate by 1
is_one() {
    awk -F, -v shift="$2" 'NR > 1 { n += $4 == shift && ($5 - 1)^2 < 1e-20 }
        NR > 2 && $2 - $3 != shift { bad = 1 } END { exit bad || n != 12 }' "$1" || fail "$1: $(cat "$1")"
}
for signal in extracellular/lam csd/lam; do
    analyse --signal $signal --target low.txt --units ms,uV >text.csv 2>heard || fail "$signal: a text"
    is_one text.csv 270
    analyse --signal $signal --target run >results.csv || fail "$signal: results"
    is_one results.csv 0
done
[ "$(head -1 text.csv)" = contact,z_um,target_z_um,shift_um,correlation ] || fail "$(head -1 text.csv)"

# Fewer contacts, the same estimator on both: the lowest four alone.
awk '{ print $1, $9, $10, $11, $12 }' low.txt >four.txt
analyse --signal extracellular/lam --target four.txt --units ms,uV >four.csv 2>heard || fail 'four contacts'
awk -F, 'NR > 2 && $5 != "" { n += $4 == 270 && ($5 - 1)^2 < 1e-20 && $2 <= 300 } END { exit n != 4 }' \
    four.csv || fail "four.csv: $(cat four.csv)"

# refused WHAT ARGUMENT ...: one line that says so, status 2
refused() {
    what=$1 status=0
    shift
    analyse "$@" >output 2>errors || status=$?
    if [ $status -ne 2 ] || [ -s output ] || [ "$(wc -l <errors)" -ne 1 ] ||
        ! grep -q "^laminae: .*$what.*accepted: " errors; then
        fail "$*: status $status, expected '$what': $(cat output errors)"
    fi
}
refused 'no --target' --signal csd/lam
refused "signal: ''" --target run
refused "signal: 'agg'" --target run --signal agg
refused 'low.txt: values in nAm' --target low.txt --signal csd/lam
refused "dipole_0.txt: 'agg'" --target run/dipole_0.txt --signal csd/lam --units ms,uV
refused 'nowhere: No such' --target nowhere --signal csd/lam
refused 'extracellular/no: not there' --target run --signal extracellular/no
awk 'NR > 1 { $1 += 900 } 1' four.txt >late.txt
refused 'no samples' --target late.txt --signal extracellular/lam --units ms,uV
cut -d' ' -f1-4 four.txt >three.txt
refused '3 contacts' --target three.txt --signal csd/lam --units ms,uV
exit $failed
