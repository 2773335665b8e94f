#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t882_data_in - datasets that `convert` writes come back as the run was; spikes of HNN's text have
# its rates; `analyse` and `compare` say what data were taken for, and nothing of results; arrays of
# MAT-files are chosen by name, drawn and put on a page.
set -u
failed=0
fail() { echo "$*" && failed=1; }
laminae() { "$LAMINAE_HOME/laminae" "$@"; }
mat=$LAMINAE_HOME/tests/ref/mat
laminae run erp --mesh 2,2 --tstop 30 --trials 2 --out run --no-plot --no-setup --quiet || exit 1

# near FIRST SECOND: CSV of the same numbers, to 1e-12 of the largest
near() {
    awk -F, -v other="$2" '
        { getline line < other; n = split(line, b, ",") }
        NR == 1 { bad = $0 != line; next }
        n != NF { bad = 1 }
        { for (i = 1; i <= NF; i++) { d = $i - b[i]; if (d*d > worst) worst = d*d
            if ($i*$i > most) most = $i*$i } }
        END { exit bad || NR < 1200 || !(most > 0 && worst <= 1e-24*most) || (getline line < other) > 0 }' "$1"
}
laminae convert run --to set --out run.set || fail 'to set'
laminae convert run --to csv --scale 1 --smooth 0 --out run.csv || fail 'run to csv'
laminae convert run.set --to csv --out back.csv 2>said || fail "set to csv: $(cat said)"
grep -q '^laminae: run.set: 2 trials of 3 curves, 1201 samples from 0 to 30 ms at 40000 Hz, .* nAm$' said ||
    fail "convert: $(cat said)"
near run.csv back.csv || fail "a dataset is not what it was: $(head -3 run.csv back.csv)"

# What is said, on standard error alone; nothing about results, and one line where it fails.
laminae analyse run --what peaks >said 2>errors
[ ! -s errors ] || fail "of results: $(cat errors)"
laminae compare run run.set --format json 2>errors >answer || fail compare
{ [ "$(wc -l <errors)" -eq 1 ] && grep -q '^laminae: run.set: 2 trials of 3 curves' errors; } ||
    fail "compare: $(cat errors)"
! grep -q 'run.set: 2' answer || fail 'it is in the answer'
laminae analyse run.set --what peaks --signal L5_pyramidal 2>errors | grep -q '^L5_pyramidal,' ||
    fail "one channel: $(cat errors)"
laminae compare run.set:agg run 2>errors | awk -F, 'NR == 2 { exit !($1 == "agg" && $2 < 1e-12) }' ||
    fail "FILE:NAME: $(cat errors)"
laminae analyse run --what rmse --target run.set:L2_pyramidal --signal L2_pyramidal 2>errors |
    awk -F, 'NR == 2 { exit !($1 < 1e-12) }' || fail "target FILE:NAME: $(cat errors)"

# HNN's spikes: each population that fires has the run's histogram.
columns() { awk -F, '{ for (i = 1; i <= NF; i++) c[i] = c[i] " " $i }
    END { for (i = 1; i <= NF; i++) print c[i] }' "$1" | LC_ALL=C sort; }
laminae convert run --to hnn --trials 1 --out hnn || fail 'to hnn'
laminae analyse run --what hist --trials 1 --to 30 >run_hist
columns run_hist >expected
for data in hnn hnn/spk.txt run/spikes_1.txt; do
    laminae analyse "$data" --what hist --to 30 >said_hist 2>errors || fail "$data: $(cat errors)"
    columns said_hist >said
    { [ "$(wc -l <said)" -gt 2 ] && [ -z "$(LC_ALL=C comm -13 expected said)" ]; } ||
        fail "$data: $(cat said_hist)"
done
grep -q '^laminae: run/spikes_1.txt: from 0 to [0-9]* ms (--to says otherwise): [0-9]* spikes of ' errors ||
    fail "spikes: $(cat errors)"
for what in rates isi synchrony; do
    laminae analyse hnn/spk.txt --what $what --to 30 2>errors | grep -q '^L5_pyramidal,' ||
        fail "$what: $(cat errors)"
done

# They are drawn: as many of the cells as the run has.
laminae plot run --kind raster --trials 1 --out run_raster.txt || fail 'plot run'
grep n_drawn run_raster.txt >expected
for kind in raster hist; do
    laminae plot hnn/spk.txt --kind $kind --to 30 --out spk_$kind.txt || fail "plot spk.txt: $kind"
done
grep n_drawn spk_raster.txt | cmp -s expected - || fail "raster: $(cat expected) $(grep n_drawn spk_raster.txt)"
for kind in cells drives; do
    laminae plot hnn/spk.txt --kind $kind --out no.txt 2>errors
    [ $? -eq 2 ] || fail "$kind of spikes: $(cat errors)"
    grep -q "spk.txt: --kind $kind: data have spikes, but neither cells nor drives; accepted: raster" errors ||
        fail "$kind of spikes: $(cat errors)"
done

# Arrays of MATLAB.
for file in arrays.mat arrays73.mat; do
    laminae analyse "$mat/$file:S/avg" --what peaks 2>errors | cut -d, -f2-4 | tr '\n' ' ' >said
    grep -q 'minimum,-10,10.25 maximum,28,29.25' said || fail "$file: $(cat said errors)"
done
laminae plot "$mat/arrays.mat:erp" --kind dipole --out erp.txt || fail plot
grep -q '19.25' erp.txt || fail 'what is drawn'
laminae report "$mat/plain.mat" --out plain.html || fail report
grep -q 'plain' plain.html || fail 'the page'

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
refused 'arrays erp (20 x 3), other (2 x 2), S/avg (3 x 20)' analyse "$mat/arrays.mat" --what peaks
refused "no array 'x'" analyse "$mat/arrays.mat:x" --what peaks
refused "no channel 'Oz'" compare run "$mat/epochs.set:Oz"
refused 'uV in .* nAm\|nAm in .* uV' analyse run --what rmse --target "$mat/epochs.set"
head -c 700 "$mat/epochs.set" >cut.set
refused 'cut.set: ends in the middle' analyse cut.set --what peaks
head -c 9000 "$mat/epochs73.set" >cut.set
refused 'cut.set: cannot be opened' analyse cut.set --what peaks
head -c 100 "$mat/plain.mat" >old.mat
refused 'old.mat: does not begin as its name says' analyse old.mat --what peaks
cp "$mat/beside.set" alone.set
refused 'No such file' analyse alone.set --what peaks
head -c 476 "$mat/beside.fdt" >alone.fdt
refused 'has not the 120 numbers' analyse alone.set --what peaks
refused 'spk.txt: nothing to analyse' analyse hnn/spk.txt --what peaks
# A file that is too large for the memory is named.
printf '\223NUMPY\001\000\166\000%-117s\n' "{'descr': '<f4', 'fortran_order': False, 'shape': (900000000,), }" >large.npy
truncate -s 3600000128 large.npy
status=0
prlimit --as=4000000000 "$LAMINAE_HOME/laminae" analyse large.npy --what peaks --data rate=1000 \
    >output 2>errors || status=$?
{ [ $status -eq 1 ] && grep -q '^laminae: large.npy: out of memory: 900000000 x 8 bytes$' errors; } ||
    fail "too large: status $status, $(cat errors)"
printf '1 2 L2\n' >spk.txt
refused 'no signal' analyse spk.txt --what psd --signal agg
exit $failed
