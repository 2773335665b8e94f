#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t992_erp_against_data - what the sixteenth lesson says of ten trials, of other seeds and of curves that
# are not in its folder: HNN's textbook prints these errors.
#
# LAMINAE_DATA names a folder with the curves of data/MEG_detection_data of jonescompneurolab/hnn.
set -eu
data=${LAMINAE_DATA:-}
[ -f "$data/S1_SupraT.txt" ] || { echo 'no LAMINAE_DATA' && exit 77; }
lesson=$LAMINAE_HOME/tutorials/16_erp_against_data
touch=$lesson/touch.txt
run() { # OUT ARGUMENT ...
    out=$1
    shift
    "$LAMINAE_HOME/laminae" run "$@" --scale 3000 --smooth 30 --no-setup --no-plot --quiet --out "$out"
}
# error RESULTS TRIALS CURVE SAID
error() {
    "$LAMINAE_HOME/laminae" analyse "$1" --what rmse --trials "$2" --target "$3" --no-setup 2>said |
        awk -F, 'NR == 2 { printf "%.4f\n", $1 }' >here
    grep -qx "$4.*" here || { echo "$1 and $3: $(cat here), not $4" && exit 1; }
}
# the measured curve is the one that this lesson has, but for its rounding
awk 'NR == FNR { time[FNR] = $1; value[FNR] = $2; n = FNR; next }
    (time[FNR] - $1)^2 > 1e-12 || (value[FNR] - $2)^2 > 1e-8 { bad = 1 }
    END { exit bad || FNR != n }' "$data/yes_trial_S1_ERP_all_avg.txt" "$touch" ||
    { echo 'touch.txt is another curve' && exit 1; }

run threshold erp --config "$lesson/textbook.txt" --trials 10
error threshold 0-2 "$touch" 5.5059
error threshold 0-9 "$touch" 5.5904
error threshold 0-2 "$data/S1_SupraT.txt" 30.3094
error threshold 0-2 "$data/no_trial_S1_ERP_all_avg.txt" 30.8333
run own erp --trials 3
error own 0-2 "$touch" 5.3389
run suprathreshold "$lesson/suprathreshold.json" --trials 3
error suprathreshold 0-2 "$data/S1_SupraT.txt" 24.3985

# the file that the textbook names
set --
for change in evdist1.event_seed=6 evprox1.event_seed=41 evprox2.event_seed=41 \
    evdist1.mu=65.69 evdist1.sigma=3.81 evprox1.mu=19.64 evprox1.sigma=2.52 evprox2.mu=90.53 \
    evprox2.sigma=10.38 evdist1.weights_ampa.L2_basket=0.061 evdist1.weights_ampa.L2_pyramidal=1.155 \
    evdist1.weights_ampa.L5_pyramidal=1.004 evdist1.weights_nmda.L2_basket=0.021 \
    evdist1.weights_nmda.L2_pyramidal=0.299 evdist1.weights_nmda.L5_pyramidal=0.579 \
    evprox1.weights_ampa.L2_basket=0.2 evprox1.weights_ampa.L2_pyramidal=0.25 \
    evprox1.weights_ampa.L5_basket=0.411 evprox1.weights_ampa.L5_pyramidal=0.014 \
    evprox2.weights_ampa.L2_basket=6e-05 evprox2.weights_ampa.L2_pyramidal=48.23 \
    evprox2.weights_ampa.L5_basket=0.0179 evprox2.weights_ampa.L5_pyramidal=49.87; do
    set -- "$@" --set "drives.$change"
done
run named erp "$@" --trials 3
error named 0-2 "$data/S1_SupraT.txt" 22.24
