#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t826_regress_texts_of_a_run - all that a run measures is in text files, also EEG, MEG and slabs.
# Each has one line before its numbers, which are those of results.h5. The mean over trials is
# there. The last line of the run names every file that it has written, and no other.
set -u
fail() { echo "$*" && exit 1; }
cat >sensors.json <<'END_OF_SENSORS'
{"source": "made up",
 "current_density": {"whole": {"z": [[-1000, 3000], "um"], "thickness": [2000, "um"], "area": [400, "um2"]}},
 "eeg": {"cap": {"model": "infinite", "positions": [[[0, 0, 90], [0, 90, 0]], "mm"], "names": ["C z", "Oz"],
                 "dipole": {"position": [[10, 0, 70], "mm"], "up": [1, 2, 2]}}},
 "meg": {"helmet": {"model": "sphere", "positions": [[[0, 50, 100]], "mm"], "orientations": [[0, 0, 1]],
                    "dipole": {"position": [[0, 0, 70], "mm"], "up": [0, 1, 0]}}}}
END_OF_SENSORS
run() { # FOLDER OPTION...
    folder=$1 && shift
    "$LAMINAE_HOME/laminae" run erp --mesh 2,2 --tstop 30 --no-setup --out "$folder" "$@" >said || fail "$folder"
}
run one --trials 3 --scale 12 --smooth 5 --sensors sensors.json --probe lam=5,5,0:400:100 \
    --probe pair=5,5,0:400:400
sed -n 's/^done .* holds //p' said | sed 's/, /\n/g' >named
while read -r first to last; do
    case $to in
    to)
        [ "$last" = "${first%_0.txt}_2.txt" ] || echo "$last"
        for k in 0 1 2; do echo "${first%_0.txt}_$k.txt"; done ;;
    *) echo "$first" ;;
    esac
done <named | sort >named_each
(cd one && find . -type f | sed 's,^\./,,' | sort) | diff - named_each || fail 'what the run says of its files'

for file in one/*.txt; do
    [ "$(grep -c '^#' "$file")" -eq 1 ] || fail "$file has more than one line before its numbers"
    awk 'NR == 1 { sub(/ \(.*/, ""); n = split($0, word, " ") - 1; next }
        NF != n { exit wrong = 1 } END { exit wrong || NR < 2 }' "$file" || fail "columns of $file"
    case $file in *spikes*) continue ;; esac
    # 0, 0.025, 0.05 ... 30, in as few digits
    awk 'NR > 1 { t = sprintf("%.3f", (NR - 2)*0.025); sub(/\.?0+$/, "", t); t = t == "" ? "0" : t
        if ($1 != t) { print $1 " is not " t; exit wrong = 1 } } END { exit wrong || NR != 1202 }' "$file" ||
        fail "times of $file"
done
awk 'NR > 1 && $3 ~ /^L/ { n++; if (length($1) > 6) exit wrong = 1 } END { exit wrong || !n }' one/spikes_0.txt || fail "times of cells' spikes"
head -1 one/eeg_cap_0.txt | grep -qx '# time_ms C_z_uV Oz_uV' || fail 'header of EEG'
head -1 one/meg_helmet_0.txt | grep -qx '# time_ms 0_fT' || fail 'header of MEG'
head -1 one/current_density_whole_0.txt | grep -qx '# time_ms 0_z0um_uA_mm3 1_z2000um_uA_mm3' || fail 'header of slabs'

# numbers FILE COLUMN; the same of results.h5
same() { # TEXT DATASET: text is row after row
    h5dump -y -m %.15g -d "/trial/1/$2" one/results.h5 |
        sed -n '/ATTRIBUTE/,$d; /^ *DATA {/,/^ *}/p' | sed 's/DATA {//; s/}.*//' | tr ',' '\n' | sed 's/ //g; /^$/d' >want
    awk 'NR > 1 { for (i = 2; i <= NF; i++) x[i, NR] = $i; n = NF }
        END { for (i = 2; i <= n; i++) for (k = 2; k <= NR; k++) print x[i, k] }' "one/$1_1.txt" >got
    [ "$(wc -l <got)" -ge 1201 ] || fail "$1 is short"
    cmp -s got want || fail "$1 is not what results.h5 has"
}
same eeg_cap eeg/cap
same meg_helmet meg/helmet
same current_density_whole current_density/whole

run groups --trials 3 --np 2 --groups 2 --no-plot
mean() { # FOLDER
    head -1 "$1/dipole_mean.txt" | cmp -s - "$1/header" || fail "header of the mean in $1"
    paste "$1/dipole_0.txt" "$1/dipole_1.txt" "$1/dipole_2.txt" "$1/dipole_mean.txt" | awk '
        NR > 1 { if ($1 != $13) exit wrong = 1
            for (c = 2; c <= 4; c++) {
                d = ($c + $(c + 4) + $(c + 8))/3 - $(c + 12); d = d < 0 ? -d : d; worst = d > worst ? d : worst
                a = $c < 0 ? -$c : $c; most = a > most ? a : most } }
        END { exit wrong || !(most > 0 && worst <= 1e-12*most) }' || fail "the mean in $1"
}
for folder in one groups; do
    head -1 $folder/dipole_0.txt >$folder/header
    mean $folder
done
