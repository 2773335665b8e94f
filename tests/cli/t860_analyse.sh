#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t860_analyse - `analyse` and `compare`: each kind of answer of one run has the numbers of its files,
# in each format; NEURON is not started; what is wrong is one line and status 2; files of others stay.
set -u
failed=0
fail() { echo "$*" && failed=1; }
laminae() { "$LAMINAE_HOME/laminae" "$@"; }
laminae run erp --mesh 2,2 --tstop 60 --trials 2 --scale 10 --smooth 5 --probe lam=1,1,0:1200:400 \
    --out run --no-plot --no-setup --quiet || exit 1
analyse() { laminae analyse run "$@"; }

# No NEURON: nothing of it is found, and yet there is an answer.
mkdir no
for tool in nrniv python3; do
    printf '#!/bin/sh\necho "%s was called" >&2; exit 9\n' $tool >no/$tool && chmod +x no/$tool
done
PATH=$PWD/no:$PATH analyse --what peaks >peaks.csv || fail peaks

# The extremes of the mean as its text file has them.
awk '!/^#/ { if (n++ == 0 || $2 < low) { low = $2; at_low = $1 }
        if (n == 1 || $2 > high) { high = $2; at_high = $1 } }
    END { printf "agg,minimum,%s,%.9g\nagg,maximum,%s,%.9g\n", at_low, low, at_high, high }' \
    run/dipole_mean.txt >expected
awk -F, '$1 == "agg" { printf "%s,%s,%s,%.9g\n", $1, $2, $3, $4 }' peaks.csv >said
diff expected said || fail 'peaks of the mean'
head -1 peaks.csv | grep -qx 'signal,extremum,time_ms,value_nAm' || fail 'columns of peaks'
analyse --what peaks --trials 1 --from 20 --to 30.5 --signal agg --format json >peaks.json
awk '!/^#/ && $1 >= 20 && $1 <= 30.5 { if (n++ == 0 || $2 > high) { high = $2; at = $1 } }
    END { print at }' run/dipole_1.txt >expected
tr -d ' \n' <peaks.json | sed 's/.*"maximum":{"time_ms":\([0-9.]*\),.*/\1\n/' >said
diff expected said || fail 'peak of a trial in a window'

# Rates: spikes over cells and seconds, here in the whole run.
analyse --what rates --by trial --format csv | tail -n +2 >said
for population in L2_basket L2_pyramidal L5_basket L5_pyramidal; do
    for trial in 0 1; do
        awk -v name=$population -v trial=$trial '
            $3 == name && $1 < 60 { n++ }
            END { printf "%s,%d,%.9g\n", name, trial, n/cells/0.06 }' \
            cells="$(case $population in *basket) echo 2 ;; *) echo 4 ;; esac)" run/spikes_$trial.txt
    done
done >expected
awk -F, '{ printf "%s,%s,%.9g\n", $1, $2, $3 }' said | sed 's/,-nan/,0/' >rounded
awk -F, 'NR == FNR { e[$1, $2] = $3; next } (e[$1, $2] + 0) != ($3 + 0) { print; bad = 1 }
    END { exit bad }' expected rounded || fail "rates: $(cat expected)"
analyse --what rates --format json | tr -d ' \n' |
    grep -q '^{"laminae":"rates","rate_hz":{"L2_basket":[0-9.e-]*,"L2_pyramidal":' || fail 'rates as JSON'

# Agreement: nothing between the results and their own text; of one with twice itself, its size.
laminae compare run run/dipole_mean.txt --signal agg >compare.csv 2>heard || fail compare
awk -F, 'NR == 2 && $2 < 1e-12 && $3 > 1 - 1e-12 { good = 1 } END { exit !good }' compare.csv ||
    fail "compare: $(cat compare.csv)"
awk '/^#/ { print; next } { print $1, 2*$2 }' OFS='\t' run/dipole_mean.txt | grep -v '^#' >twice.txt
analyse --what rmse --target twice.txt --format json 2>heard | tr -d ' \n' >rmse.json
awk '!/^#/ { last = $2*$2; sum += last; n++ } END { printf "%.6g\n", sqrt((sum - last)/(n - 1)) }' \
    run/dipole_mean.txt >expected
sed 's/.*"rmse":\([-0-9.e]*\),.*/\1/' rmse.json | awk '{ printf "%.6g\n", $1 }' >said
diff expected said || fail 'rmse'

# Every kind in every format; JSON is JSON, and the lines of CSV have the columns of its head.
for what in psd bands tfr rates peaks events isi synchrony hist; do
    for format in csv json text; do
        analyse --what $what --format $format --out $what.$format || fail "$what as $format"
        [ -s $what.$format ] || fail "$what.$format is empty"
    done
    awk -F, 'NR == 1 { n = NF } NF != n { bad = 1 } END { exit bad }' $what.csv || fail "$what.csv"
    if command -v python3 >/dev/null 2>&1; then
        python3 -c 'import json, sys; json.load(open(sys.argv[1]))' $what.json || fail "$what.json"
    fi
done
head -1 psd.csv | grep -q '^freq_hz,agg_mean_nAm2_per_Hz,agg_sem_nAm2_per_Hz,' || fail 'columns of psd'
grep -q '"note": "up to .* power there is too low"' tfr.json || fail 'a word on a short signal'
analyse --what psd --signal extracellular/lam:1 | head -1 |
    grep -qx 'freq_hz,extracellular/lam_1_mean_uV2_per_Hz,extracellular/lam_1_sem_uV2_per_Hz' ||
    fail 'a contact'
analyse --what bands --bands all=0:20001 --signal agg --format json | tr -d ' \n' |
    grep -q '"agg":{"all":{"from_hz":0,"to_hz":20001,"power_nAm2":[-0-9.e]*,"power_sem_nAm2":[-0-9.e]*,"relative":1,' ||
    fail 'all power'

grep -q '^agg,alpha,8,13,,,,$' bands.csv || fail 'a band that the signal is too short for'

# What is asked twice is the same; --out and standard output are the same.
analyse --what psd >again.csv
cmp psd.csv again.csv || fail 'the same again'
analyse --what psd --out psd.csv || fail 'an earlier answer was not replaced'
echo 'my thesis' >thesis.csv

# refused WHAT ARGUMENT ...: one line that says so, status 2
refused() {
    what=$1 status=0
    shift
    laminae "$@" >output 2>errors || status=$?
    if [ $status -ne 2 ] || [ -s output ] || [ "$(wc -l <errors)" -ne 1 ] ||
        ! grep -q "^laminae: .*$what.*accepted: " errors; then
        fail "$*: status $status, expected '$what': $(cat output errors)"
    fi
}
refused "thesis.csv': is there already" analyse run --what psd --out thesis.csv
refused "run': is a folder" analyse run --what psd --out run
refused "results.h5': is there already" analyse run --what psd --out run/results.h5
grep -qx 'my thesis' thesis.csv || fail 'thesis.csv was changed'
analyse --what psd --out thesis.csv --force || fail --force
refused 'no --what given' analyse run
refused "what: 'spectrum'" analyse run --what spectrum
refused 'nowhere: No such file' analyse nowhere --what psd
refused 'no: no results.h5 in this folder' analyse no --what psd
refused 'no --target given' analyse run --what rmse
refused 'none.txt: No such file' analyse run --what rmse --target none.txt
refused "trials: '7'" analyse run --what psd --trials 7
refused "trials: '0-'" analyse run --what psd --trials 0-
refused 'dipole/L9: not there' analyse run --what psd --signal L9
refused "extracellular/lam has no row '4'; " analyse run --what psd --signal extracellular/lam:4
refused "dipole/agg has no row 'x'; " analyse run --what psd --signal agg:x
refused 'no samples from 70' analyse run --what peaks --from 70
refused 'no time from 70' analyse run --what rates --from 70
refused '1 samples' analyse run --what psd --from 20 --to 20
refused "bands: 'beta'" analyse run --what bands --bands beta
refused "bands: '9:3'" analyse run --what bands --bands alpha=9:3
refused '1 to 2 Hz' analyse run --what bands --bands slow=1:2
refused "freq: 'x'" analyse run --what tfr --freq x
refused '29999 Hz' analyse run --what tfr --freq 29999:30000
refused 'segment: 500 ms' analyse run --what psd --segment 500
refused 'bin' analyse run --what synchrony --bin 50
refused 'spikes: a text of curves has none' analyse twice.txt --what rates
refused 'smooth: 0.5 ms' analyse run --what psd --smooth 0.5
printf '0 1\n1 nan\n' >nan.txt
refused "line 2: 'nan'" compare run nan.txt
printf '500 1\n501 2\n' >late.txt
refused 'nothing in common' compare run late.txt
: >empty.txt
refused 'empty.txt: no numbers' compare run empty.txt
status=0
analyse --what psd >/dev/full 2>errors || status=$?
if [ $status -ne 1 ] || ! grep -q 'cannot write to standard output' errors; then fail 'a full disk'; fi
exit $failed
