#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t864_analyse_signals - what `analyse` does to signals: mean, baseline, low-pass, other rate, another
# condition subtracted, weights; phase locking; rates side by side; with the numbers of the text files
# and of HOC's templates. An option that a kind has no use for is refused.
set -u
failed=0
fail() { echo "$*" && failed=1; }
laminae() { "$LAMINAE_HOME/laminae" "$@"; }
for seed in 0 1000; do
    laminae run erp --mesh 2,2 --tstop 60 --trials 2 --scale 10 --smooth 5 --probe lam=1,1,0:1200:400 \
        --seed $seed --out run$seed --no-plot --no-setup --quiet || exit 1
done
analyse() { laminae analyse run0 "$@" --no-setup; }
# near FILE FILE: the same lines, numbers to 1e-9 of the largest of their column
near() {
    awk -F'[, \t]+' 'NR == FNR { for (i = 1; i <= NF; i++) { e[FNR, i] = $i
            if (($i + 0)^2 > top[i]^2) top[i] = $i + 0 }; rows = FNR; next }
        { for (i = 1; i <= NF; i++) if (e[FNR, i] "" != $i "" &&
            !((e[FNR, i] - $i)^2 <= 1e-18*top[i]^2 && $i != "")) bad = 1 }
        END { exit bad || rows != FNR || rows == 0 }' "$1" "$2"
}

# ---- mean and standard error: of two trials, half of their difference -------------------------
# trials RUN: time, first, second
trials() { paste "$1/dipole_0.txt" "$1/dipole_1.txt" | awk '!/^#/ { print $1, $2, $(NF/2 + 2) }'; }
trials run0 >first && trials run1000 >second
awk '{ d = $2 - $3; printf "%.12g %.12g %.12g\n", $1, ($2 + $3)/2, (d < 0 ? -d : d)/2 }' first >expected
analyse --what mean --signal agg >mean.csv || fail mean
[ "$(head -1 mean.csv)" = time_ms,agg_mean_nAm,agg_sem_nAm ] || fail "columns: $(head -1 mean.csv)"
tail -n +2 mean.csv | tr , ' ' >said
near expected said || fail 'mean and standard error'
paste first second | awk '{ a = ($2 - $3)/2; b = ($5 - $6)/2
    printf "%.12g %.12g %.12g\n", $1, ($2 + $3 - $5 - $6)/2, sqrt(a*a + b*b) }' >expected
analyse --what mean --signal agg --minus run1000 | tail -n +2 | tr , ' ' >said
near expected said || fail 'the difference of two conditions'
awk '{ if (NR == 1 || $2 > high) { high = $2; at = $1 } } END { printf "%.9g %.9g\n", at, high }' \
    expected >high
analyse --what peaks --signal agg --minus run1000 | awk -F, '/,maximum,/ { printf "%.9g %.9g\n", $3, $4 }' |
    near high - || fail 'the peak of a difference'
analyse --what mean --signal agg --baseline 10:20 | awk -F, 'NR > 1 && $1 > 9.99 && $1 < 20.01 {
    sum += $2; n++ } END { exit !(n == 401 && sum*sum < 1e-24) }' || fail 'a baseline'
analyse --what mean --signal extracellular/lam:1 --scale 3 --trials 1 | tail -n +2 | tr -d , >/dev/null ||
    fail 'a contact, multiplied'
analyse --what mean --signal extracellular/lam:1 --scale 3 --trials 1 |
    awk -F, 'NR > 1 { printf "%.12g %.12g\n", $1, $2 }' >said
awk '!/^#/ { printf "%.12g %.12g\n", $1, 3*$3 }' run0/lfp_lam_1.txt >expected
near expected said || fail 'a contact, multiplied'

# ---- weights: half of the time, at half --------------------------------------------------------
awk '!/^#/ { printf "%s %.15g\n", $1, 2*$2 }' run0/dipole_mean.txt >twice.txt
printf '0 1\n30 1\n30.0125 0.5\n60 0.5\n' | awk '{ for (; t <= $1 + 1e-9; t += 0.0125) printf "%.4f %s\n", t, $2 }' \
    >weights.txt
awk '!/^#/ { t = $1; w = t < 30.001 ? 1 : 0.5; d = $2*$2*w; sum += d; all += w }
    END { printf "%.9g\n", sqrt((sum - d)/(all - w)) }' run0/dipole_mean.txt >expected
analyse --what rmse --target twice.txt --weights weights.txt 2>taken |
    awk -F, 'NR == 2 { printf "%.9g\n", $1 }' | near expected - || fail 'weights'
laminae compare run0 twice.txt --weights weights.txt --signal agg --no-setup 2>taken |
    awk -F, 'NR == 2 { printf "%.9g\n", $2 }' | near expected - || fail 'weights of compare'

# ---- the same from HOC: low-pass, other rate, locking ------------------------------------------
analyse --what mean --signal agg --trials 0 --lowpass 200 --resample 1000 --baseline 0:30 |
    awk -F, 'NR > 1 { printf "%.12g %.12g\n", $1, $2 }' >resampled
analyse --what locking --trials 0 --freq 40 --from 10 --to 55 |
    awk -F, 'NR > 1 { printf "%s %s %.10g %.10g %.10g %.10g\n", $1, $3, $4, $5, $6, $7 }' >locked
awk '!/^#/ { print $1, $2 }' run0/dipole_0.txt >dipole
awk '!/^#/ { print $1, $2 }' run0/spikes_0.txt >spikes
awk '!/^#/ && $3 !~ /^ev/ { if (!($3 in first) || $2 < first[$3]) first[$3] = $2 }
    END { for (name in first) print name }' run0/spikes_0.txt | sort >populations
cat >same.hoc <<'END'
{load_file("laminae.hoc")}
objref file, pairs, time, values, wave, statistics
file = new File()
// $s1 path: rows of two numbers become time and values
proc read_pairs() {local i
  file.ropen($s1)
  pairs = new Vector()
  pairs.scanf(file)
  file.close()
  time = new Vector()
  values = new Vector()
  for (i = 0; i < pairs.size(); i += 2) {
    time.append(pairs.x[i])
    values.append(pairs.x[i + 1])
  }
}
{read_pairs("dipole")}
wave = new Waveform(time, values)
{read_pairs("spikes")}
// $1 first gid  $2 cells  $s3 name
proc say() {
  statistics = new SpikeStatistics(time, values, $1, $2, 10, 55)
  length = statistics.locking(wave, 40)
  printf("locked %s %g %.10g %.10g %.10g %.10g\n", $s3, statistics.locked, length, \
    statistics.phase, statistics.consistency, statistics.p)
}
{say(0, 2, "L2_basket")}
{say(2, 4, "L2_pyramidal")}
{say(6, 2, "L5_basket")}
{say(8, 4, "L5_pyramidal")}
{wave.savgol(200)}
{wave.rebase(0, 30)}
{wave.resample(60)}
for i = 0, wave.n - 1 { printf("wave %.12g %.12g\n", wave.time.x[i], wave.values.x[i]) }
quit()
END
nrniv same.hoc >output 2>errors || { cat errors && failed=1; }
sed -n 's/^wave //p' output >expected
near expected resampled || fail "low-pass and other rate: $(head -3 resampled expected)"
sed -n 's/^locked //p' output >expected
near expected locked || fail "locking: $(cat locked expected)"
analyse --what locking --freq 20:60:20 | awk -F, 'NR > 1 && $4 >= 0 && $4 <= 1 { n++ }
    END { exit n != 12 }' || fail 'locking at three frequencies'

# ---- rates side by side -------------------------------------------------------------------------
laminae compare run0 run1000 --to 50 --no-setup >compare.csv || fail compare
awk -F, 'NR == 1 { n = NF } NF != n { bad = 1 } END { exit bad }' compare.csv || fail 'columns of compare'
analyse --what rates --to 50 | awk -F, 'NR > 1 { print "rates/" $1 "," $2 }' >expected
awk -F, '/^rates\// { print $1 "," $17 }' compare.csv | near expected - || fail 'rates of A'
laminae analyse run1000 --what rates --to 50 --no-setup | awk -F, 'NR > 1 { print "rates/" $1 "," $2 }' >expected
awk -F, '/^rates\// { print $1 "," $18 }' compare.csv | near expected - || fail 'rates of B'
laminae compare run0 run1000 --format json --no-setup | tr -d ' \n' |
    grep -q '"rates/L2_basket":{"rate_a_hz":[0-9.e]*,"rate_b_hz":[0-9.e]*,"rate_difference_hz":' ||
    fail 'rates as JSON'
! laminae compare run0 run0/dipole_0.txt --no-setup 2>taken | grep -q rates || fail 'rates of a text'
laminae compare run0 run0/dipole_mean.txt --signal agg --no-setup 2>taken | wc -l | grep -qx ' *2' ||
    fail 'a signal that is asked for, against a text of several'

# Long texts, and JSON.
for what in mean locking; do
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
        ! grep -q -e "^laminae: .*$what.*accepted: " errors; then
        fail "$*: status $status, expected '$what': $(cat output errors)"
    fi
}
# Of each option a kind that has no use for it.
while read -r kind option value; do
    refused "$option: is of no use to --what $kind; " analyse run0 --what "$kind" "$option" "$value"
done <<'END'
rates --signal agg
psd --target run1000
peaks --weights weights.txt
rates --scale 2
isi --smooth 5
hist --lowpass 100
synchrony --baseline 0:9
contacts --resample 1000
rates --minus run1000
tfr --segment 20
psd --bands a=1:20
bands --freq 10:20
mean --cycles 3
events --step 2
tfr --threshold 3
rates --bin 5
isi --by cell
END
refused "baseline: '9'" analyse run0 --what mean --baseline 9
refused "baseline: '9:3'" analyse run0 --what mean --baseline 9:3
refused 'no samples from 70' analyse run0 --what mean --baseline 70:80
refused 'resample: 1 Hz' analyse run0 --what mean --resample 1
refused '3 Hz' analyse run0 --what mean --lowpass 3
refused 'nowhere: No such' analyse run0 --what mean --minus nowhere
laminae run erp --mesh 2,2 --tstop 20 --out short --no-plot --no-setup --quiet || exit 1
refused '--minus: short: agg has 801 samples' analyse run0 --what mean --minus short
printf '0 1\n10 1\n' >weights.txt
refused 'weights.txt: as weights of agg: time: 10' analyse run0 --what rmse --target twice.txt --weights weights.txt
exit $failed
