#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t861_analyse_laminar - `analyse --what shares|layers|contacts`: shares, of populations and receptors,
# add up to the signal that the run measured, sinks and sources are those of its text files, a difference of conditions is 0 of
# itself; what is wrong is one line and status 2.
set -u
failed=0
fail() { echo "$*" && failed=1; }
laminae() { "$LAMINAE_HOME/laminae" "$@"; }
cat >sensors.json <<'END'
{"electrode_arrays": {
  "lam": {"positions": [[[5, 5, -300], [5, 5, 200], [5, 5, 700], [5, 5, 1200], [5, 5, 1700]], "um"],
          "apart": true, "receptors_apart": true},
  "ker": {"positions": [[[300, 300, 1300], [300, 300, 1200], [300, 300, 1100], [300, 300, 1000],
                         [300, 300, 900], [300, 300, 800], [300, 300, 700]], "um"], "apart": true,
          "receptors_apart": true,
          "csd": {"method": "kernel", "radius": [300, "um"], "kernel_width": [150, "um"]}},
  "whole": {"positions": [[[9, 9, 0], [9, 9, 400]], "um"]}}}
END
laminae run erp --mesh 2,2 --tstop 40 --trials 2 --sensors sensors.json --smooth 5 --scale 3 \
    --out run --no-plot --no-setup --quiet || exit 1
analyse() { laminae analyse run "$@" --no-setup; }

# column N FILE: the value of this column, of each row
column() { awk -F, -v n="$1" 'NR > 1 { print $n }' "$2"; }

# Shares add up to 1, and their values to that of the first row, agg.
adds_up() { # FILE COLUMN ...
    file=$1
    shift
    for n; do
        column "$n" "$file" | awk 'NR == 1 { all = $1; next } { sum += $1 }
            END { exit !(NR > 2 && (sum - all)^2 <= 1e-18*all^2) }' || fail "$file: column $n: $(cat "$file")"
    done
}
analyse --what shares --from 1 >dipole.csv || fail shares
[ "$(head -1 dipole.csv)" = population,peak_ms,at_peak_nAm,share_at_peak,rms_nAm,share_of_power ] ||
    fail "columns: $(head -1 dipole.csv)"
adds_up dipole.csv 3 4 6
awk '!/^#/ && $1 >= 1 && ($2*$2 > high*high) { high = $2; at = $1; two = $3 }
    END { printf "%.9g %.9g %.9g\n", at, high, two/high }' run/dipole_mean.txt >expected
awk -F, 'NR == 2 { at = $2; high = $3 } $1 == "L2_pyramidal" { printf "%.9g %.9g %.9g\n", at, high, $4 }' \
    dipole.csv >said
diff expected said || fail 'the peak of the dipole'

# mean_of FILE FILE: time, contact, value of the mean over two trials, within 5 to 40 ms
mean_of() {
    paste "$1" "$2" | awk '!/^#/ && $1 >= 5 { h = NF/2
        for (i = 2; i <= h; i++) printf "%s %d %.12g\n", $1, i - 2, ($i + $(h + i))/2 }'
}
for kind in csd/ker:csd_ker extracellular/lam:lfp_lam csd/lam:csd_lam; do
    signal=${kind%:*} file=${kind#*:}
    mean_of "run/${file}_0.txt" "run/${file}_1.txt" >mean
    analyse --what shares --signal "$signal" --from 5 >shares.csv || fail "shares of $signal"
    adds_up shares.csv 5 6 8
    awk '$3*$3 > high*high { high = $3; at = $1; contact = $2 } { sum += $3*$3; n++ }
        END { printf "%.9g %d %.7g %.7g\n", at, contact, high, sqrt(sum/n) }' mean >expected
    awk -F, 'NR == 2 { printf "%.9g %d %.7g %.7g\n", $2, $3, $5, $7 }' shares.csv >said
    diff expected said || fail "the peak of $signal"
    analyse --what shares --by receptor --signal "$signal" --from 5 >receptors.csv || fail "receptors of $signal"
    adds_up receptors.csv 5 6 8
    awk -F, 'NR == 2 { printf "%.9g %d %.7g %.7g\n", $2, $3, $5, $7 }' receptors.csv >said
    diff expected said || fail "the peak of receptors of $signal"
    [ "$(column 1 receptors.csv | tr '\n' ' ')" = 'agg ampa gabaa gabab nmda rest ' ] || fail "receptors of $signal"
    analyse --what contacts --signal "$signal" --from 5 >contacts.csv || fail "contacts of $signal"
    awk '{ i = $2 } !(i in low) || $3 < low[i] { low[i] = $3; at[i] = $1 }
        !(i in high) || $3 > high[i] { high[i] = $3; above[i] = $1 }
        END { for (i = 0; i in low; i++) printf "%d %.7g %.9g %.7g %.9g\n", i, low[i], at[i], high[i], above[i] }' \
        mean >expected
    awk -F, 'NR > 1 { printf "%d %.7g %.9g %.7g %.9g\n", $2, $4, $5, $6, $7 }' contacts.csv >said
    diff expected said || fail "contacts of $signal"
done
[ "$(head -1 contacts.csv)" = "signal,contact,z_um,sink_uA_mm3,sink_ms,source_uA_mm3,source_ms,\
sink_charge_pC_mm2,source_charge_pC_mm2,sink_sem_uA_mm3,source_sem_uA_mm3" ] || fail "columns: $(head -1 contacts.csv)"
[ "$(head -1 receptors.csv)" = "receptor,peak_ms,contact,z_um,at_peak_uA_mm3,share_at_peak,rms_uA_mm3,share_of_power" ] ||
    fail "columns: $(head -1 receptors.csv)"
analyse --what shares --signal extracellular/lam:3 --from 5 >row.csv || fail 'shares of a row'
adds_up row.csv 5 6 8
[ "$(column 3 row.csv | sort -u) $(column 4 row.csv | sort -u)" = '3 1200' ] || fail 'a row'

# By layer: the sinks of its contacts; each contact stands for 500 um, a sample for 0.025 ms.
analyse --what layers --signal csd/lam --from 5 >layers.csv || fail layers
awk '{ i = $2 < 2 ? "L5" : "L2"; if ($3 < low[i]) low[i] = $3
        charge[i] += ($3 < 0 ? $3 : 0)*500*0.025 }
    END { printf "L2 3 %.7g %.7g\nL5 2 %.7g %.7g\n", low["L2"], charge["L2"], low["L5"], charge["L5"] }' \
    mean | sort >expected
awk -F, 'NR > 1 { printf "%s %d %.7g %.7g\n", $2, $4, $5, $11 }' layers.csv | sort >said
diff expected said || fail "layers: $(cat layers.csv)"

# The standard error of two trials is half of their difference, at the sink of their mean.
analyse --what contacts --signal csd/lam --from 5 >contacts.csv || fail contacts
paste run/csd_lam_0.txt run/csd_lam_1.txt | awk '!/^#/ && $1 >= 5 { for (i = 0; i < 5; i++) {
        mean = ($(i + 2) + $(i + 8))/2; half = ($(i + 2) - $(i + 8))/2
        if (mean < low[i]) { low[i] = mean; sem[i] = half < 0 ? -half : half } } }
    END { for (i = 0; i < 5; i++) printf "%d %.7g\n", i, sem[i] }' >expected
awk -F, 'NR > 1 { printf "%d %.7g\n", $2, $10 }' contacts.csv >said
diff expected said || fail 'standard errors of contacts'
analyse --what contacts --signal csd/lam --trials 0 | awk -F, 'NR > 1 && $10 $11 != "" { bad = 1 }
    END { exit bad }' || fail 'a standard error of one trial'

# A condition less itself is nothing; JSON is JSON.
analyse --what layers --signal csd/lam --target run >difference.csv || fail --target
awk -F, 'NR > 1 && ($5 != 0 || $8 != 0) { bad = 1 } END { exit bad || NR < 3 }' difference.csv ||
    fail "a difference: $(cat difference.csv)"
awk -F, 'NR > 1 && $13 == "" { bad = 1 } END { exit bad || NR < 3 }' difference.csv || fail 'its error'
analyse --what layers --signal csd/lam --minus run | cmp - difference.csv || fail --minus
paste run/csd_lam_0.txt run/csd_lam_1.txt | awk '!/^#/ { d = ($3 - $9)/2; if (d < low) { low = d; at = $1 } }
    END { printf "%.7g %.9g\n", low, at }' >expected
analyse --what contacts --signal csd/lam --trials 0 --target run |
    awk -F, '$2 == 1 { printf "%.7g %.9g\n", $4, $5 }' >said
diff expected said || fail 'a trial less the mean'
for what in shares layers contacts; do
    analyse --what $what --format text >said || fail "$what as text"
    analyse --what $what --format json >said || fail "$what as json"
    if command -v python3 >/dev/null 2>&1; then
        python3 -c 'import json, sys; json.load(open(sys.argv[1]))' said || fail "$what.json"
    fi
done

# refused WHAT ARGUMENT ...: one line that says so, status 2
refused() {
    what=$1 status=0
    shift
    laminae "$@" --no-setup >output 2>errors || status=$?
    if [ $status -ne 2 ] || [ -s output ] || [ "$(wc -l <errors)" -ne 1 ] ||
        ! grep -q "^laminae: .*$what.*accepted: " errors; then
        fail "$*: status $status, expected '$what': $(cat output errors)"
    fi
}
printf '0 1\n1 2\n' >curve.txt
refused 'whole. has no shares' analyse run --what shares --signal extracellular/whole
refused 'whole. has no shares of receptors' analyse run --what shares --by receptor --signal extracellular/whole
refused 'receptor, of a dipole' analyse run --what shares --by receptor
refused "'cell' of shares" analyse run --what shares --by cell
refused "'receptor' of rates" analyse run --what rates --by receptor
refused 'eeg/x' analyse run --what shares --signal eeg/x
refused 'csd/whole: not there' analyse run --what shares --signal csd/whole
refused "no row '5'; " analyse run --what shares --signal extracellular/lam:5
refused 'no samples from 70' analyse run --what shares --from 70
refused '--smooth: is of no use to shares in an array' analyse run --what shares --signal csd/lam --smooth 3
refused '--minus: is of no use to shares in an array' analyse run --what shares --signal csd/lam --minus run
refused '--smooth: is of no use to --what layers' analyse run --what layers --smooth 3
refused 'no dipoles of populations' analyse curve.txt --what shares
refused 'curve.txt: has no layers' analyse curve.txt --what layers
refused 'no csd' analyse curve.txt --what contacts
refused 'has no heights' analyse run --what contacts --signal dipole/agg
refused 'csd/lam:1' analyse run --what layers --signal csd/lam:1
laminae run erp --mesh 2,2 --tstop 20 --probe lam=5,5,-300:1700:500 --out short --no-plot --no-setup \
    --quiet || exit 1
refused 'csd/lam has other heights or times' analyse run --what layers --signal csd/lam --target short
refused 'csd/ker: not there' analyse run --what contacts --target short
refused 'nowhere: No such' analyse run --what layers --target nowhere
exit $failed
