#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t989_posterior - of ten small columns whose time and weight of a drive are drawn from the prior,
# the middle 90 % of the posterior have the truth as often as they should, and are small.
#
# A parameter is inside in 9 of 10 on the average; 14 or less of all 20 come in 1 of 90 such tens.
# POSTERIOR_SEEDS: other truths; POSTERIOR_TABLE: a file that gets a line for each parameter of
# each, and then none is a failure.
set -eu
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup --quiet; }
seeds=${POSTERIOR_SEEDS:-1 2 3 4 5 6 7 8 9 10} table=${POSTERIOR_TABLE:-}

# parameters: paths, the ends of their priors (ms, uS), their scale
parameters() {
    echo drives.evprox1.mu 15 25 linear
    echo drives.evprox1.weights_ampa.L5_pyramidal 0.004 0.016 log
}

# truth SEED: PATH VALUE LOW HIGH SCALE, by the generator of Park and Miller, as awk's own differ;
# all of one stream, as those of seeds in a row are not independent
truth() {
    parameters | awk -v seed="$1" '
        function draw() { x = x*16807 % 2147483647; return x/2147483647 }
        BEGIN { x = 7919; for (i = 0; i < 8 + 2*seed; i++) draw() }
        { u = draw(); print $1, $4 == "log" ? $2*($3/$2)^u : $2 + u*($3 - $2), $2, $3, $4 }'
}

# spec SEED
spec() {
    echo '{"network": "erp",'
    echo '"options": {"mesh": "2,2", "tstop_ms": 40, "dt_ms": 0.05, "smooth_ms": 20},'
    parameters | awk '{ printf "%s\"%s\": {\"low\": %s, \"high\": %s, \"scale\": \"%s\"}",
        NR == 1 ? "\"parameters\": {" : ",\n", $1, $2, $3, $4 }'
    echo "}, \"objective\": \"dipole_rmse\", \"n\": 100, \"max_evaluations\": 1000, \"seed\": $1}"
}

# judge SEED: of each parameter SEED PATH TRUTH LOW HIGH INSIDE SHARE: the interval, whether the
# truth is in it, how much it is of the middle 90 % of the prior
judge() {
    awk -v seed="$1" '
        function place(path, x) {
            return is_log[path] ? log(x/low[path])/log(high[path]/low[path]) \
                : (x - low[path])/(high[path] - low[path])
        }
        NR == FNR { value[$1] = $2; low[$1] = $3; high[$1] = $4; is_log[$1] = $5 == "log"; next }
        { path = $1; gsub(/[":]/, "", path) }
        path in value && /"low".*"median"/ {
            for (i = 2; i < NF; i++) {
                if ($i == "\"low\":") from = $(i + 1) + 0
                if ($i == "\"high\":") to = $(i + 1) + 0
            }
            print seed, path, value[path], from, to, from <= value[path] && value[path] <= to,
                (place(path, to) - place(path, from))/0.9
        }' "truth_$1" "posterior_$1/posterior.json"
}

for seed in $seeds; do
    truth "$seed" >"truth_$seed"
    spec "$seed" >"spec_$seed.json"
    awk '{ print $1 "=" $2 }' "truth_$seed" >"config_$seed"
    laminae run erp --mesh 2,2 --tstop 40 --dt 0.05 --smooth 20 --config "config_$seed" \
        --no-plot --out "run_$seed"
    laminae infer "spec_$seed.json" --target "run_$seed" --out "posterior_$seed" --np 2
    judge "$seed" >>"${table:-table}"
done
[ -z "$table" ] || exit 0
awk '{ n_inside += $6; share[NR % 2] += $7/10 }
    END { exit !(NR == 20 && n_inside >= 15 && share[0] < 0.6 && share[1] < 0.6) }' table || {
    cat table
    exit 1
}
