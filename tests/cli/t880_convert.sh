#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t880_convert - `convert`: the tables, arrays and HNN's files of a run have the numbers of its own
# texts; NEURON is not started; files of others stay, and what is wrong is one line and status 2.
set -u
failed=0
fail() { echo "$*" && failed=1; }
laminae() { "$LAMINAE_HOME/laminae" "$@"; }
laminae run erp --mesh 2,2 --tstop 30 --trials 2 --scale 10 --smooth 5 --probe lam=1,1,0:1200:400 \
    --record v:L5_pyramidal:soma --record-dt 0.1 --out run --no-plot --no-setup --quiet || exit 1
convert() { laminae convert run "$@"; }

# No NEURON: nothing of it is found.
mkdir no
for tool in nrniv python3; do
    printf '#!/bin/sh\necho "%s was called" >&2; exit 9\n' $tool >no/$tool && chmod +x no/$tool
done
PATH=$PWD/no:$PATH convert --to csv --out csv || fail 'csv'

# The columns behind the trial are those of the texts. same FILE STEM COLUMNS
same() {
    for trial in 0 1; do
        grep -v '^#' "run/$2_$trial.txt" | cut -f "$3" | tr '\t' ,
    done >expected
    tail -n +2 "$1" | cut -d, -f 2- | cut -d, -f "$3" >said
    cmp -s expected said || fail "$1: $(diff expected said | head -5)"
    tail -n +2 "$1" | cut -d, -f 1 | uniq -c | awk '{ print $2 }' | tr '\n' ' ' | grep -qx '0 1 ' ||
        fail "$1: trials"
}
same csv/dipole.csv dipole 1-4
same csv/spikes.csv spikes 1-3
same csv/extracellular_lam.csv lfp_lam 1-5
same csv/csd_lam.csv csd_lam 1-5
head -qn 1 csv/dipole.csv csv/spikes.csv csv/extracellular_lam.csv csv/cells.csv >said
cat >expected <<'END'
trial,time_ms,agg_nAm,L2_pyramidal_nAm,L5_pyramidal_nAm
trial,time_ms,gid,population
trial,time_ms,0_z0um_uV,1_z400um_uV,2_z800um_uV,3_z1200um_uV
trial,time_ms,10_soma_v_mV,11_soma_v_mV,8_soma_v_mV,9_soma_v_mV
END
diff expected said || fail headers
[ "$(wc -l <csv/cells.csv)" -eq 603 ] || fail 'cells.csv: samples each 0.1 ms'
awk -F, 'NR > 2 && $1 == 1 && $2 == 0.1 { n++ } END { exit n != 1 }' csv/cells.csv || fail 'their times'

# One file: dipoles, or the signal that is asked for.
{ convert --to csv --out one.csv && cmp one.csv csv/dipole.csv; } || fail one.csv
{ convert --to csv --signal extracellular/lam --out lam.csv && cmp lam.csv csv/extracellular_lam.csv; } ||
    fail lam.csv
convert --to csv --trials 1 --signal agg --scale 1 --smooth 0 --out raw.csv || fail raw.csv
h5dump -d /trial/1/dipole/agg -y -w 1 -m %.15g run/results.h5 | grep '^ *[-0-9.e]*,*$' | tr -d ' ,' \
    >expected
tail -n +2 raw.csv | cut -d, -f 3 >said
cmp expected said || fail 'raw numbers'

# HNN's own: the columns of the text files without their header.
convert --to hnn --out hnn || fail hnn
for file in dipole_0:dpl_0 dipole_1:dpl_1 spikes_0:spk_0 spikes_1:spk_1; do
    grep -v '^#' "run/${file%:*}.txt" | cmp - "hnn/${file#*:}.txt" || fail "$file"
done
grep -v '^#' run/dipole_mean.txt | awk '{ print $2 }' >expected
awk 'NR == FNR { e[NR] = $1; next } { d = e[FNR] - $2; if (d*d > 1e-26) bad = 1 }
    END { exit bad || FNR != 1201 }' expected hnn/dpl.txt || fail 'mean of the trials'
{ convert --to hnn --trials 1 --out hnn1 && cmp hnn1/dpl.txt hnn/dpl_1.txt &&
    cmp hnn1/spk.txt hnn/spk_1.txt; } || fail 'one trial for HNN'
{ convert --to hnn --trials 0 --out dpl.txt && cmp dpl.txt hnn/dpl_0.txt; } || fail dpl.txt
laminae compare run hnn/dpl.txt --signal agg 2>heard | awk -F, 'NR == 2 { exit !($2 < 1e-12) }' ||
    fail 'what HNN gets is what it was'

# NumPy's.
convert --to npz --out run.npz || fail npz
python3 - <<'END' || fail 'run.npz'
import struct, zipfile
def load(archive, name):
    raw = archive.read(name + ".npy")
    assert raw[:8] == b"\x93NUMPY\x01\x00"
    length = struct.unpack("<H", raw[8:10])[0]
    assert (10 + length) % 64 == 0
    head = eval(raw[10:10 + length])
    code = {"<f8": "d", "<i8": "q"}[head["descr"]]
    assert head["fortran_order"] is False
    n = 1
    for size in head["shape"]:
        n *= size
    return head["shape"], struct.unpack("<%d%s" % (n, code), raw[10 + length:])
archive = zipfile.ZipFile("run.npz")
assert archive.testzip() is None
shape, agg = load(archive, "dipole_agg_nAm")
lines = [line.split(",") for line in open("csv/dipole.csv")][1:]
assert shape == (2, 1201)
assert ["%.15g" % x for x in agg] == [line[2] for line in lines]
shape, lam = load(archive, "extracellular_lam_uV")
lines = [line.strip().split(",") for line in open("csv/extracellular_lam.csv")][1:]
assert shape == (2, 4, 1201)
assert ["%.15g" % x for x in lam[1201:2402]] == [line[3] for line in lines[:1201]]
times = load(archive, "spikes_time_ms")[1]
lines = [line.split(",") for line in open("csv/spikes.csv")][1:]
assert ["%.15g" % x for x in times] == [line[1] for line in lines]
assert [str(x) for x in load(archive, "spikes_gid")[1]] == [line[2] for line in lines]
assert load(archive, "extracellular_lam_positions_um")[0] == (4, 3)
assert len(load(archive, "cells_time_ms")[1]) == 301
END

# SONATA: a population of each; a node is a cell's number in it; mV.
convert --to sonata --out sonata || fail sonata
numbers() { h5dump -d "$2" -y -w 1 -m %.15g "$1" | grep '^ *[-0-9.e]*,*$' | tr -d ' ,'; }
numbers sonata/spikes_1.h5 /spikes/L5_pyramidal/timestamps >said
numbers sonata/spikes_1.h5 /spikes/L5_pyramidal/node_ids | paste said - >spikes
awk -F, '$1 == 1 && $4 == "L5_pyramidal" { print $2 "\t" $3 - 8 }' csv/spikes.csv | diff - spikes ||
    fail 'spikes for SONATA'
numbers sonata/ecp_lam_0.h5 /ecp/data | head -8 | tail -4 | awk '{ print 1000*$1 }' >said
sed -n 3p csv/extracellular_lam.csv | cut -d, -f 3- | tr , '\n' | awk '{ print 1*$1 }' | diff - said ||
    fail ecp
[ "$(numbers sonata/report_v_mV_0.h5 /report/L5_pyramidal/mapping/node_ids | tr '\n' ' ')" = '0 1 2 3 ' ] ||
    fail report
convert --to sonata --trials 1 --out spikes.h5 || fail spikes.h5
convert --to sonata --out sonata || fail 'sonata again'

# MNE's and EEGLAB's: the mean, and the trials, where their formats have them.
convert --to fif --out run-ave.fif || fail fif
convert --to set --out run.set || fail set
python3 - <<'END' || fail 'run-ave.fif, run.set'
import struct
lines = [line.split(",") for line in open("csv/dipole.csv")][1:]
agg = [[float(x[2]) for x in lines if x[0] == trial] for trial in "01"]
raw, at, tags = open("run-ave.fif", "rb").read(), 0, {}
while at < len(raw):
    kind, form, size, after = struct.unpack(">4i", raw[at:at + 16])
    tags.setdefault(kind, []).append(raw[at + 16:at + 16 + size])
    at += 16 + size
assert after == -1 and kind == 108
assert len(tags[203]) == 3 and struct.unpack(">f", tags[201][0])[0] == 40000
assert struct.unpack(">i", tags[207][0])[0] == 2
data = tags[302][0]
assert struct.unpack(">3i", data[-12:]) == (1201, 3, 2)
for i, x in enumerate(struct.unpack(">1201d", data[:8*1201])):
    assert abs(x*1e9 - (agg[0][i] + agg[1][i])/2) < 1e-12
raw = open("run.set", "rb").read()
assert raw[124:128] == b"\0\1IM" and struct.unpack("<2I", raw[128:136]) == (14, len(raw) - 136)
data = struct.unpack("<%dd" % (2*1201*3), raw[-8*2*1201*3:])
for k in range(2):
    for i in range(1201):
        assert abs(data[3*(1201*k + i)] - agg[k][i]) < 1e-12
END

# What is asked twice is the same, and takes the place of the first.
cp run.npz first.npz
{ convert --to npz --out run.npz && cmp run.npz first.npz; } || fail 'the same again'
convert --to csv --out csv || fail 'csv again'

# refused WHAT ARGUMENT ...: one line that says so, status 2
refused() {
    what=$1 status=0
    shift
    laminae convert "$@" >output 2>errors || status=$?
    if [ $status -ne 2 ] || [ -s output ] || [ "$(wc -l <errors)" -ne 1 ] ||
        ! grep -q "^laminae: .*$what.*accepted: \|^laminae: .*$what.*accepted by" errors; then
        fail "$*: status $status, expected '$what': $(cat output errors)"
    fi
}
echo 'my thesis' >thesis.csv
echo 'my thesis' >csv/cells.csv
cp csv/dipole.csv before.csv
refused "thesis.csv': is there already" run --to csv --out thesis.csv
refused "csv/cells.csv': is there already" run --to csv --scale 2 --out csv
cmp before.csv csv/dipole.csv || fail 'some files were replaced'
{ grep -qx 'my thesis' thesis.csv && grep -qx 'my thesis' csv/cells.csv; } || fail 'a file was replaced'
{ convert --to csv --out csv --force && cmp -s before.csv csv/dipole.csv; } || fail --force
refused "run': holds the results of a run" run --to csv --out run
refused "run/results.h5': is what is read" run --to npz --out run/results.h5
refused "csv': is a folder" run --to npz --out csv
refused "thesis.csv': File exists" run --to hnn --out thesis.csv
refused 'no/where/x.csv' run --to csv --out no/where/x.csv
refused 'no --to given' run --out x
refused 'no --out given' run --to csv
refused 'several trials' run --to sonata --out two.h5
refused "to: 'edf'" run --to edf --out x
refused 'dipole/L9: not there' run --to csv --signal L9 --out x
refused "trials: '7'" run --to csv --trials 7 --out x
refused 'nowhere: No such file' nowhere --to csv --out x
[ ! -e x ] || fail 'a folder was left'
status=0
convert --to csv --out /dev/full 2>errors || status=$?
[ $status -eq 2 ] || fail 'a device'
[ -z "$(find . -name '*.part')" ] || fail 'parts were left'
exit $failed
