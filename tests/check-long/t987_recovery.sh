#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t987_recovery - fits find what was put in: of 4 and 8 parameters of two drives, all 10 to 30 % off,
# within 150 and 500 evaluations: RMSE below 1 % of the peak, what its profile calls determined within 2 %.
#
# Of the ten truths of docs/fit.md, seeds 11 to 20, these are three that both solvers find.
# RECOVERY_SEEDS, RECOVERY_SIZES, RECOVERY_SOLVERS: other truths, numbers of parameters, solvers;
# RECOVERY_TRIALS: means of so many trials, of the data too; RECOVERY_MESH: of so many cells;
# RECOVERY_MOST: evaluations of eight parameters;
# RECOVERY_PROFILE=no: the curvature says what is determined; RECOVERY_TABLE: a file that gets a line
# for each fit, and then none is a failure.
set -eu
. "$LAMINAE_TESTS/lib/groups.sh"
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup --quiet; }
seeds=${RECOVERY_SEEDS:-13 14 20} sizes=${RECOVERY_SIZES:-4}
solvers=${RECOVERY_SOLVERS:-least_squares kriging} table=${RECOVERY_TABLE:-}
trials=${RECOVERY_TRIALS:-1} mesh=${RECOVERY_MESH:-5,5} profile=--profile
[ "${RECOVERY_PROFILE:-}" != no ] || profile=''

# parameters SIZE: paths and their defaults (ms, uS)
parameters() {
    sed -n "1,$1p" <<'END'
drives.evprox1.mu 26.61
drives.evdist1.mu 63.53
drives.evprox1.weights_ampa.L5_pyramidal 0.00865
drives.evdist1.weights_nmda.L2_pyramidal 0.004317
drives.evprox1.sigma 2.47
drives.evdist1.sigma 3.85
drives.evprox1.weights_ampa.L2_pyramidal 0.01525
drives.evdist1.weights_ampa.L5_pyramidal 0.1423
END
}

# truth SIZE SEED: PATH VALUE, by the generator of Park and Miller, as awk's own differ
truth() {
    parameters "$1" | awk -v seed="$2" '
        function draw() { x = x*16807 % 2147483647; return x/2147483647 }
        BEGIN { x = 7919*seed + 17; for (i = 0; i < 10; i++) draw() }
        { sign = draw() < 0.5 ? -1 : 1; print $1, $2*(1 + sign*(0.1 + 0.2*draw())) }'
}

# spec SIZE SEED SOLVER TARGET: bounds are half and one and a half of the default, the start
spec() {
    echo "{\"network\": \"erp\", \"options\": {\"mesh\": \"$mesh\", \"trials\": $trials,"
    echo '"dt_ms": 0.05, "tstop_ms": 110, "smooth_ms": 30}, "parameters": {'
    parameters "$1" | awk '{ between = NR > 1 ? ",\n" : ""
        printf "%s\"%s\": {\"low\": %.9g, \"high\": %.9g, \"start\": %.9g}", between, $1, $2/2, 1.5*$2, $2 }'
    printf '},\n"objective": "dipole_rmse", "solver": "%s", "target": %s, "seed": %s,\n' "$3" "$4" "$2"
    echo "\"max_evaluations\": $(most "$1")}"
}
most() { if [ "$1" -le 4 ]; then echo 150; else echo "${RECOVERY_MOST:-500}"; fi; }

# peak FILE: of its second column
peak() { awk '!/^#/ { x = $2 < 0 ? -$2 : $2; if (x > peak) peak = x } END { print peak }' "$1"; }

# judge TRUTH FIT PEAK: one line of what was found; status 1: it is not what was put in
judge() {
    n=$(($(wc -l <"$2/history.csv") - 1))
    sed 1d "$2/uncertainty.csv" | awk -v n="$n" -v peak="$3" '
        NR == FNR { value[FNR] = $2; next }
        { split($0, row, ",") }
        FILENAME ~ /history/ { if (FNR == 2 || (FNR > 1 && row[2] < best)) best = row[2]; next }
        {
            off = 100*(row[2]/value[++k] - 1)
            is_sure = row[5] == "yes"
            all = all sprintf(" %.2f%s", off, is_sure ? "" : "?")
            n_sure += is_sure
            if (is_sure && off*off > 4) bad = 1
        }
        END { printf "%d evaluations, RMSE %.2f %% of the peak, off by%s %%\n", n, 100*best/peak, all
            exit bad || n_sure < 2 || best > 0.01*peak }' "$1" "$2/history.csv" -
}

for size in $sizes; do for seed in $seeds; do
    name=${size}_$seed settings=''
    truth "$size" "$seed" >"$name.txt"
    while read -r path value; do settings="$settings --set $path=$value"; done <"$name.txt"
    # shellcheck disable=SC2086 # a list
    laminae run erp --mesh "$mesh" --dt 0.05 --tstop 110 --smooth 30 --trials "$trials" $settings --no-plot \
        --out "truth_$name"
    data=truth_$name/dipole_0.txt
    [ "$trials" -eq 1 ] || data=truth_$name/dipole_mean.txt
    peak=$(peak "$data")
    for solver in $solvers; do
        fit=${solver}_$name
        spec "$size" "$seed" "$solver" "$(awk -v peak="$peak" 'BEGIN { print 0.001*peak }')" >"$fit.json"
        # shellcheck disable=SC2086 # an option or none
        laminae fit "$fit.json" --target "truth_$name" --out "$fit" $profile
        is_good=0
        line=$(judge "$name.txt" "$fit" "$peak") || is_good=$?
        line="$solver, $size parameters, seed $seed: $line"
        [ -z "$table" ] || echo "$line" >>"$table"
        [ -n "$table" ] || [ "$is_good" -eq 0 ] || fail "$line"
    done
done; done
