#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t850_sensors - arrays, current source density, slabs, EEG and MEG of a run: the same in both engines
# and on two ranks, and once more from its results.h5; sources are the second difference of the
# potentials, membrane currents sum to what is injected, sensors see leads times the dipole.
set -u
fail() { echo "$*" && exit 1; }
laminae() { "$LAMINAE_HOME/laminae" "$@" --no-setup; }
cat >leads.txt <<'END_OF_LEADS'
units uV/nAm
A 0.1 0.2 0.3
B 1 -2 3
END_OF_LEADS
cat >sensors.json <<'END_OF_SENSORS'
{"source": "made up",
 "electrode_arrays": {
   "kernel": {"positions": [[[15, 15, 800], [15, 15, 1000], [15, 15, 1150], [15, 15, 1400]], "um"],
              "csd": {"method": "kernel", "radius": [200, "um"], "kernel_width": [150, "um"]}},
   "off": {"positions": [[[15, 15, 0], [15, 15, 100], [15, 15, 200], [15, 15, 300]], "um"],
           "csd": "none"}},
 "current_density": {
   "whole": {"z": [[-1000, 3000], "um"], "thickness": [400, "um"], "area": [2500, "um2"]},
   "deep": {"z": [[-1000, 3000], "um"], "thickness": [4000, "um"], "populations": ["L5_pyramidal"],
            "around": {"x": [0, "um"], "y": [0, "um"], "radius": [9000, "um"]}},
   "grid": {"z": [[0, 3000], "um"], "thickness": [1000, "um"]}},
 "eeg": {"cap": {"model": "four_sphere", "positions": [[[0, 0, 90], [0, 90, 0]], "mm"],
                 "names": ["Cz", "Oz"],
                 "dipole": {"position": [[10, 0, 70], "mm"], "up": [1, 2, 2]}},
         "table": {"model": "table", "file": "leads.txt", "dipole": {"up": [0, 0, 1]}}},
 "meg": {"helmet": {"model": "sphere", "positions": [[[0, 50, 100]], "mm"],
                    "orientations": [[0, 0, 1]],
                    "dipole": {"position": [[0, 0, 70], "mm"], "up": [0, 1, 0]}}}}
END_OF_SENSORS
mkdir elsewhere # leads are sought beside the file that names them
mv leads.txt sensors.json elsewhere

run() { # NAME ENGINE RANKS [OPTION ...]
    name=$1 engine=$2 ranks=$3
    shift 3
    laminae run erp --mesh 3,3 --tstop 30 --probe 'lam=15,15,1800:-300:100,lsa' --no-plot --quiet \
        --sensors elsewhere/sensors.json --engine "$engine" --np "$ranks" --out "$name" "$@" ||
        fail "$name"
}
# numbers FILE PATH: of a dataset, a line each; attribute FILE PATH/ATTRIBUTE
strip() { sed -n 's/^ *([0-9,]*): *//p' | tr ',' '\n' | sed 's/[ "]//g; /^$/d'; }
numbers() { h5dump -y -m %.17g -d "/trial/0/$2" "$1/results.h5" |
    sed -n '/ATTRIBUTE/,$d; /^ *DATA {/,/^ *}/p' | sed 's/DATA {//; s/}.*//' | tr ',' '\n' | sed 's/ //g; /^$/d'; }
attribute() { h5dump -m %.17g -a "/trial/0/$2" "$1/results.h5" | strip; }

run core coreneuron 1
datasets='extracellular/lam extracellular/kernel extracellular/off csd/lam csd/kernel
current_density/whole current_density/deep current_density/grid eeg/cap eeg/table meg/helmet'
# shellcheck disable=SC2086 # a list of words
printf '%s\n' $datasets | sort >want
h5ls -r core/results.h5 | sed -n 's,^/trial/0/\([^ ]*\)  *Dataset.*,\1,p' |
    grep -E '^(extra|csd|current|eeg|meg)' | sort | diff want - ||
    fail datasets
run one neuron 1
run two neuron 2
run pair coreneuron 2
run biased coreneuron 1 --set 'biases={"dc": {"L5_pyramidal": {"amplitude": [0.2, "nA"]}}}'
for data in $datasets; do
    numbers core "$data" >expected
    [ -s expected ] || fail "$data is empty"
    for other in one two pair; do
        numbers $other "$data" | paste expected - | awk -v name="$other $data" '
        { d = $1 - $2; d = d < 0 ? -d : d; worst = d > worst ? d : worst
          a = $1 < 0 ? -$1 : $1 + 0; most = a > most ? a : most }
        END { if (!(most > 0 && worst <= 1e-9*most)) { print name ": " worst " of " most; exit 1 } }' ||
            exit 1
    done
done

# What was run is in the results, tables of leads too.
rm -r elsewhere
laminae run core/results.h5 --no-plot --quiet --out again || fail again
h5diff -q core/results.h5 again/results.h5 /trial /trial || fail 'again is not the same'

# Units and attributes
unit() { attribute core "$1/units"; }
for data in csd/lam,uA/mm3 current_density/whole,uA/mm3 eeg/cap,uV eeg/table,uV meg/helmet,fT; do
    [ "$(unit "${data%%,*}")" = "${data#*,}" ] || fail "the unit of $data"
done
[ "$(attribute core csd/lam/method)" = second_difference ] || fail method
[ "$(attribute core csd/kernel/method)" = kernel ] || fail method
[ "$(attribute core csd/lam/conductivity_S_m)" = 0.29999999999999999 ] || fail conductivity
[ "$(attribute core csd/lam/z_um | head -2 | tr '\n' ' ')" = '1800 1700 ' ] || fail z_um
[ "$(attribute core current_density/whole/z_um | head -2 | tr '\n' ' ')" = '-800 -400 ' ] ||
    fail 'z_um of slabs'
[ "$(attribute core eeg/cap/names | tr '\n' ' ')" = 'Cz Oz ' ] || fail names
[ "$(attribute core eeg/table/names | tr '\n' ' ')" = 'A B ' ] || fail 'names of a table'
head -1 core/csd_lam_0.txt | grep -q '^# time_ms 0_z1800um_uA_mm3 1_z1700um_uA_mm3 ' || fail header

# Sources are the second difference of the potentials beside them: 22 contacts, 100 um, 0.3 S/m.
paste core/lfp_lam_0.txt core/csd_lam_0.txt | awk '!/#/ {
    if (NF != 46 || $1 != $24) exit wrong = 1
    for (i = 3; i <= 22; i++) {
        c = -300*($(i - 1) - 2*$i + $(i + 1))/1e4
        d = c - $(i + 23); d = d < 0 ? -d : d; worst = d > worst ? d : worst
        a = c < 0 ? -c : c; most = a > most ? a : most
    } }
    END { exit wrong || !(most > 0 && worst <= 1e-10*most) }' || fail 'second difference'

# Membrane currents: of all cells 0, of those with an electrode what it injects.
currents() { # NAME SET VOLUME-IN-UM3 SLABS EXPECTED-NA
    numbers "$1" "current_density/$2" | awk -v v="$3" -v n="$4" -v expected="$5" '
    { x[NR] = $1*v/1e6; a = x[NR] < 0 ? -x[NR] : x[NR]; most = a > most ? a : most }
    END { m = NR/n
          for (t = 2; t <= m; t++) {
              s = -expected
              for (k = 0; k < n; k++) s += x[k*m + t]
              s = s < 0 ? -s : s; worst = s > worst ? s : worst
          }
          if (!(most > 0 && worst <= 1e-9*most + 1e-12)) { print worst " nA of " most; exit 1 } }' ||
        fail "currents of $1 $2"
}
currents core whole 1e6 10 0
[ "$(numbers core current_density/deep | awk '{ a = $1 < 0 ? -$1 : $1 + 0; m = a > m ? a : m }
    END { print (m < 1e-12) }')" = 1 ] || fail 'the deep cells alone'
currents biased whole 1e6 10 1.8 # 9 cells
currents biased deep 1017876019763.0930 1 1.8 # pi 9000^2 4000

numbers core current_density/whole | wc -l | grep -qx 12010 || fail 'size of whole'

# EEG and MEG
numbers core dipole_vector/L2_pyramidal >q2
numbers core dipole_vector/L5_pyramidal >q5
paste q2 q5 | awk '{ printf "%.17g\n", $1 + $2 }' >moment
seen() { # SET UNIT SENSORS
    attribute core "$1/leads_$2_nAm" >leads
    numbers core "$1" >signal
    awk -v n="$3" -v name="$1" 'FILENAME == "leads" { lead[nl++] = $1; next }
    FILENAME == "moment" { q[nq++] = $1; next }
    { m = nq/3; k = int(i/m); t = i++ % m
      s = lead[3*k]*q[t] + lead[3*k + 1]*q[m + t] + lead[3*k + 2]*q[2*m + t]
      d = s - $1; d = d < 0 ? -d : d; worst = d > worst ? d : worst
      a = s < 0 ? -s : s; most = a > most ? a : most }
    END { if (i != n*m || nl != 3*n || !(most > 0 && worst <= 1e-12*most)) {
              print name ": " i " samples, " worst " of " most; exit 1 } }' leads moment signal || exit 1
}
seen eeg/cap uV 2
seen eeg/table uV 2
seen meg/helmet fT 1
# A column that stands upright: the table as it is written
[ "$(attribute core eeg/table/leads_uV_nAm | tr '\n' ' ')" = \
    '0.10000000000000001 0.20000000000000001 0.29999999999999999 1 -2 3 ' ] || fail 'leads of a table'
# Text is scaled, results are not.
laminae run core/results.h5 --scale 1000 --no-plot --quiet --out scaled || fail scaled
h5diff -q core/results.h5 scaled/results.h5 /trial /trial || fail 'results are scaled'

# The example of docs/eeg-meg.md
sed -n '/^    {"eeg"/,/}}}}$/p' "$LAMINAE_HOME/docs/eeg-meg.md" >page.json
laminae describe erp --sensors page.json | grep -q 'cap  *EEG  *2  *four_sphere  *0, 0, 78  *0, 0, 1' ||
    fail 'the example'

# describe and export
laminae describe core/results.h5 >tables || fail describe
for words in 'lam  *csd second_difference' 'kernel  *csd kernel' 'off  *no csd' \
    'whole  *10  *400  *-1000 .. 3000  *of 2500 um2  *all' \
    'deep  *1  *4000 .*within 9000 um of 0, 0  *L5_pyramidal' 'grid .* of 9 um2' \
    'cap  *EEG  *2  *four_sphere  *10, 0, 70  *0.3333, 0.6667, 0.6667' 'table  *EEG  *2  *table  *-' \
    'helmet  *MEG  *1  *sphere'; do
    grep -q "$words" tables || fail "describe: no $words"
done
laminae export core/results.h5 exported.json || fail export
laminae describe exported.json >tables_again || fail 'describe exported'
for title in 'Electrode arrays' 'What else' 'Slabs of' 'EEG and MEG'; do
    for file in tables tables_again; do
        sed -n "/^$title/,/^\$/p" $file | sort >"part_$file" # arrays come in another order
        [ -s part_$file ] || fail "$file: $title"
    done
    diff part_tables part_tables_again || fail "exported: $title"
done
