# shellcheck shell=sh
# SPDX-License-Identifier: BSD-3-Clause
# tried.sh - sourced by tests: `check_tried FILE` runs a public file of HNN as docs/hnn-files-tried.md says
# and compares spikes and dipole with its row there.
check_tried() { # FILE
    file=$(basename "$1")
    rm -rf out
    "$LAMINAE_HOME/laminae" run "$1" --tstop 170 --trials 1 --scale 1 --smooth 0 --no-plot --no-setup --quiet --out out
    spikes=$(awk '$3 ~ /^L/' out/spikes_0.txt | wc -l)
    "$LAMINAE_HOME/laminae" analyse out --what peaks --signal agg --from 50 --no-setup |
        awk -F, -v file="$file" -v n="$spikes" 'BEGIN { printf "| `%s` | %d |", file, n }
            NR > 1 { printf " %.5f at %.2f |", $4, $3 }' >row
    grep -qF -- "$(cat row)" "$LAMINAE_HOME/docs/hnn-files-tried.md" ||
        { echo "not in docs/hnn-files-tried.md: $(cat row)" && exit 1; }
}
