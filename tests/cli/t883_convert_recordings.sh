#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t883_convert_recordings - `convert` to BrainVision, BIDS, NWB and MNE: the bytes and texts of a
# small recording as their formats say; long names of channels stay whole; data sets of others stay.
set -u
failed=0
fail() { echo "$*" && failed=1; }
convert() { "$LAMINAE_HOME/laminae" convert "$@"; }

# BrainVision: three files, byte for byte; time 0 is the second sample.
printf '%s\n' '# time_ms agg_nAm L2_nAm L5_nAm' '-0.5 1 0.5 0.25' '0 -2 3 -1.5' '0.5 1e-3 0 7' >d.txt
convert d.txt --to brainvision --out rec.vhdr 2>said || fail "rec.vhdr: $(cat said)"
version=$("$LAMINAE_HOME/laminae" version | sed 's/[^0-9]*\([0-9.]*\).*/\1/;q')
sed "s/VERSION/$version/; s/\$/$(printf '\r')/" >rec.vhdr.expected <<'END'
BrainVision Data Exchange Header File Version 1.0
; written by Laminae VERSION

[Common Infos]
Codepage=UTF-8
DataFile=rec.eeg
MarkerFile=rec.vmrk
DataFormat=BINARY
DataOrientation=MULTIPLEXED
NumberOfChannels=3
; in us
SamplingInterval=500

[Binary Infos]
BinaryFormat=IEEE_FLOAT_32

[Channel Infos]
; name, reference, resolution, unit
Ch1=agg,,1,nAm
Ch2=L2,,1,nAm
Ch3=L5,,1,nAm

[Coordinates]
; radius, theta, phi
END
sed "s/VERSION/$version/; s/\$/$(printf '\r')/" >rec.vmrk.expected <<'END'
BrainVision Data Exchange Marker File, Version 1.0
; written by Laminae VERSION

[Common Infos]
Codepage=UTF-8
DataFile=rec.eeg

[Marker Infos]
; type, description, sample (from 1), samples, channel
Mk1=New Segment,,1,1,0
Mk2=Comment,trial 0,1,1,0
Mk3=Stimulus,S  1,2,1,0
END
# 1 0.5 0.25, -2 3 -1.5, 0.001 0 7 in single precision
printf '\0\0\200\77\0\0\0\77\0\0\200\76' >rec.eeg.expected
printf '\0\0\0\300\0\0\100\100\0\0\300\277' >>rec.eeg.expected
printf '\157\22\203\72\0\0\0\0\0\0\340\100' >>rec.eeg.expected
for file in rec.vhdr rec.vmrk rec.eeg; do
    cmp $file.expected $file || fail "$file: $(od -c $file | tail -20)"
done

# A run with EEG, MEG with long names, an array.
cat >sensors.json <<'END'
{"eeg": {"cap": {"model": "four_sphere", "positions": [[[0, 0, 90], [-63, 0, 63], [0, 63, 63]], "mm"],
    "names": ["Cz", "C3", "Fz"], "dipole": {"position": [[0, 0, 78], "mm"]}}},
 "meg": {"helmet": {"model": "sphere", "positions": [[[0, 30, 110], [80, 0, 80]], "mm"],
    "orientations": [[0, 0, 1], [0.6, 0, 0.8]],
    "names": ["magnetometer over the left", "magnetometer over the right"],
    "dipole": {"position": [[0, 0, 70], "mm"], "up": [1, 0, 0], "right": [0, 0, 1]}}}}
END
"$LAMINAE_HOME/laminae" run erp --mesh 2,2 --tstop 30 --trials 2 --probe lam=1,1,0:400:400 \
    --sensors sensors.json --out run --no-plot --no-text --no-setup --quiet || exit 1
numbers() { h5dump -d "$2" -y -w 1 -m "${3:-%.15g}" "$1" | grep '^ *[-0-9.e]*,*$' | tr -d ' ,'; }

# BIDS: the names and fields that it requires; the samples are those of BrainVision.
convert run --to bids --out data || fail bids
convert run --to brainvision --out rec || fail 'brainvision in a folder'
eeg=data/sub-01/eeg/sub-01_task-erp
(cd data && find . -type f | sort) >said
cat >expected <<'END'
./README
./dataset_description.json
./participants.tsv
./sub-01/eeg/sub-01_coordsystem.json
./sub-01/eeg/sub-01_electrodes.tsv
./sub-01/eeg/sub-01_task-erp_channels.tsv
./sub-01/eeg/sub-01_task-erp_eeg.eeg
./sub-01/eeg/sub-01_task-erp_eeg.json
./sub-01/eeg/sub-01_task-erp_eeg.vhdr
./sub-01/eeg/sub-01_task-erp_eeg.vmrk
./sub-01/eeg/sub-01_task-erp_events.json
./sub-01/eeg/sub-01_task-erp_events.tsv
END
diff expected said || fail 'names of BIDS'
cmp rec/erp.eeg ${eeg}_eeg.eeg || fail 'samples'
grep -q '^DataFile=sub-01_task-erp_eeg.eeg' ${eeg}_eeg.vhdr || fail 'DataFile'
tr '\t' ' ' <${eeg}_events.tsv >said
printf '%s\n' 'onset duration trial_type sample trial' '0 0.030025 trial 0 0' \
    '0.030025 0.030025 trial 1201 1' | diff - said || fail events.tsv
cut -f 1-3 ${eeg}_channels.tsv | tr '\t' ' ' >said
printf '%s\n' 'name type units' 'agg MISC nAm' 'L2_pyramidal MISC nAm' 'L5_pyramidal MISC nAm' \
    'Cz EEG uV' 'C3 EEG uV' 'Fz EEG uV' 'magnetometer_over_the_left MISC fT' \
    'magnetometer_over_the_right MISC fT' | diff - said || fail channels.tsv
tr '\t' ' ' <data/sub-01/eeg/sub-01_electrodes.tsv >said
printf '%s\n' 'name x y z' 'Cz 0 0 90' 'C3 -63 0 63' 'Fz 0 63 63' | diff - said || fail electrodes.tsv
grep '^Ch[4-6]=1,' rec/erp.vhdr | tr -d '\r' >said
printf '%s\n' 'Ch4=1,0,0' 'Ch5=1,-45,0' 'Ch6=1,45,90' | diff - said || fail directions
python3 - <<'END' || fail 'fields of BIDS'
import json
def load(name):
    return json.load(open("data/" + name))
description = load("dataset_description.json")
assert description["Name"] and description["BIDSVersion"] == "1.9.0"
sidecar = load("sub-01/eeg/sub-01_task-erp_eeg.json")
for field in "EEGReference", "SamplingFrequency", "PowerLineFrequency", "SoftwareFilters":
    assert field in sidecar, field
assert sidecar["TaskName"] == "erp" and sidecar["SamplingFrequency"] == 40000
assert sidecar["EEGChannelCount"] == 3 and sidecar["MISCChannelCount"] == 5
places = load("sub-01/eeg/sub-01_coordsystem.json")
assert places["EEGCoordinateUnits"] == "mm" and places["EEGCoordinateSystemDescription"]
load("sub-01/eeg/sub-01_task-erp_events.json")
END
numbers run/results.h5 /trial/1/eeg/cap %.7g | sed -n '1001p;2202p;3403p' >said
od -An -v -w4 -t f4 rec/erp.eeg | awk -v OFMT=%.7g 'NR > 8*2201 && NR <= 8*2201 + 6 { print 1*$1 }' |
    tail -3 >expected
awk 'NR == FNR { e[NR] = $1; next } { d = $1 - e[FNR]; if (d*d > 1e-12*e[FNR]*e[FNR]) bad = 1 }
    END { exit bad || FNR != 3 }' expected said || fail "EEG of trial 1: $(cat expected said)"

# MNE: a block with the whole name of each channel, in their order; what is cut is cut differently.
convert run --to fif --out run-ave.fif || fail fif
python3 - <<'END' || fail 'names of run-ave.fif'
import struct
raw, at, whole, cut = open("run-ave.fif", "rb").read(), 0, [], []
while at < len(raw):
    kind, _, size, _ = struct.unpack(">4i", raw[at:at + 16])
    data = raw[at + 16:at + 16 + size]
    if kind == 203:
        cut.append(data[80:].rstrip(b"\0").decode())
    if kind == 258:
        whole.append(data.decode())
    at += 16 + size
assert whole == ["agg", "L2_pyramidal", "L5_pyramidal", "Cz", "C3", "Fz",
                 "magnetometer_over_the_left", "magnetometer_over_the_right"], whole
assert len(set(cut)) == 8 and max(map(len, cut)) == 15 and cut[:6] == whole[:6], cut
END

# NWB: the trials one behind the other, in the units of the results; spikes of each cell.
convert run --to nwb --out run.nwb || fail nwb
take() { h5dump -d "$2" -b LE -o "$3" "$1" >said 2>&1 || fail "$2: $(tail -1 said)"; }
for signal in dipole/agg eeg/cap extracellular/lam spikes/time_ms; do
    for k in 0 1; do
        take run/results.h5 /trial/$k/$signal "$(echo $signal | tr / _).$k"
    done
done
for series in dipole_agg eeg_cap extracellular_lam; do
    take run.nwb /acquisition/$series/data $series
done
for table in intervals/trials/start_time units/spike_times units/spike_times_index units/gid; do
    take run.nwb /$table "${table##*/}"
done
python3 - <<'END' || fail 'numbers of NWB'
import struct
def load(name, form="d"):
    raw = open(name, "rb").read()
    return list(struct.unpack("<%d%s" % (len(raw)/8, form), raw))
for series, n in ("dipole_agg", 1), ("eeg_cap", 3), ("extracellular_lam", 2):
    expected = []
    for k in range(2):
        rows = load("%s.%d" % (series, k))
        expected += [rows[1201*i + s] for s in range(1201) for i in range(n)]
    assert load(series) == expected, series
assert load("start_time") == [0, 1201/40000]
ends, times = load("spike_times_index", "Q"), load("spike_times")
assert len(ends) == len(load("gid", "q")) and sorted(ends) == ends and ends[-1] == len(times)
expected = [x*1e-3 + 1201/40000*k for k in range(2) for x in load("spikes_time_ms.%d" % k)]
assert len(times) == len(expected) > 2
worst = max(abs(x - y) for x, y in zip(sorted(times), sorted(expected)))
assert worst < 2e-13, worst
assert all(times[a:b] == sorted(times[a:b]) for a, b in zip([0] + ends, ends))
END
cp run.nwb first.nwb
sleep 1
{ convert run --to nwb --out run.nwb && cmp run.nwb first.nwb; } || fail 'the same again'

# refused WHAT ARGUMENT ...: one line that says so, status 2
refused() {
    what=$1 status=0
    shift
    convert "$@" >output 2>errors || status=$?
    if [ $status -ne 2 ] || [ -s output ] || ! tail -1 errors | grep -q "^laminae: .*$what.*accepted"; then
        fail "$*: status $status, expected '$what': $(cat output errors)"
    fi
}
refused 'd.txt: no EEG' d.txt --to bids --out no
refused 'no dipole, EEG or MEG' run --to brainvision --signal extracellular/lam --out no
refused 'no EEG' run --to bids --signal agg --out no
[ ! -e no ] || fail 'a folder was left'
refused 'no/where' run --to bids --out no/where/data
# Headers of others begin alike; a recording or data set of theirs stays, in all its files.
tr -d '\r' <rec.vhdr | sed 2d >theirs.vhdr
echo samples >theirs.eeg
refused "theirs.vhdr': is there already" run --to brainvision --out theirs.vhdr
rm theirs.vhdr
refused "theirs.eeg': is there already" run --to brainvision --out theirs.vhdr
[ "$(cat theirs.eeg)" = samples ] || fail 'samples of others'
[ ! -e theirs.vmrk ] || fail 'half a recording'
mkdir -p theirs/sub-01/eeg
echo '{"Name": "theirs", "BIDSVersion": "1.9.0"}' >theirs/dataset_description.json
cp ${eeg}_events.tsv theirs/sub-01/eeg
refused "dataset_description.json': is there already" run --to bids --out theirs
rm theirs/dataset_description.json
refused "events.tsv': is there already" run --to bids --out theirs
[ "$(find theirs -type f | wc -l)" -eq 1 ] || fail "theirs: $(find theirs)"
refused "run/results.h5': is what is read" run --to nwb --out run/results.h5
cp run/results.h5 other.h5
refused "other.h5': is there already" run --to nwb --out other.h5
# Ours are replaced.
convert run --to brainvision --trials 0 --out rec.vhdr || fail 'rec.vhdr again'
[ "$(wc -c <rec.eeg)" -eq $((4 * 8 * 1201)) ] || fail 'rec.eeg again'
{ convert run --to bids --trials 0 --out data && [ "$(wc -l <${eeg}_events.tsv)" -eq 2 ]; } ||
    fail 'data again'
[ -z "$(find . -name '*.part')" ] || fail 'parts were left'
exit $failed
