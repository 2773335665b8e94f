#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t760_checkpoint - a run with --checkpoint that is killed at any moment, several times, ends with
# the same files, byte for byte, as one that is not killed; on two groups and on one. Another run,
# one without --checkpoint, and one with fewer trials are refused and leave what is there.
set -eu
. "$LAMINAE_TESTS/lib/groups.sh"
checkpoint() { # OUT RANKS [HOC STATEMENTS]
    run "$1" "$2" coreneuron "checkpoint = 1 trials = 8 record = \"v:L2_basket\" ${3:-}"
}
finished() { find broken/checkpoint -path '*/[0-9]*/results.h5' 2>/dev/null | wc -l; }

for ranks in 2 1; do
    begun=$(date +%s%N)
    checkpoint whole $ranks || fail "$(cat whole.log)"
    [ ! -e whole/checkpoint ] || fail "checkpoint of a whole run: $(find whole)"
    n_kept=0
    took=$((($(date +%s%N) - begun) / 1000000))
    for percent in 60 20 85 40 70 95; do # of the time that it takes, on this machine
        checkpoint broken $ranks &
        started=$!
        sleep "$(awk "BEGIN { print $took*$percent/1e5 }")"
        send KILL
        if wait $started || [ -e broken/results.h5 ]; then break; fi
        n=$(finished)
        [ "$n" -ge "$n_kept" ] || fail "$n trials of $n_kept are left: $(find broken)"
        n_kept=$n
    done
    checkpoint broken $ranks || fail "$(cat broken.log)"
    for file in whole/*; do cmp "$file" "broken/${file#whole/}"; done
    [ "$(find whole | wc -l)" -eq "$(find broken | wc -l)" ] || fail "left: $(find broken)"
    rm -r whole broken
done

# What is left of a run of 50 trials on one group.
checkpoint broken 1 'trials = 50' &
wait_for 'broken/checkpoint/2/results.h5'
send KILL
wait $! || true
n=$(finished)
refused() { # WORDS [HOC STATEMENTS]
    status=0
    run broken 1 coreneuron "trials = 50 record = \"v:L2_basket\" ${2:-}" || status=$?
    if [ $status -ne 2 ] || ! grep -q "^laminae: .*$1" broken.log; then
        fail "status $status, no '$1': $(cat broken.log)"
    fi
    [ "$(finished)" -eq "$n" ] || fail "after '$1': $(find broken)"
}
refused 'network.tstop is .30,"ms". in .broken/checkpoint., .20,"ms". in this run' \
    'checkpoint = 1 tstop_ms = 20'
refused 'network.seed' 'checkpoint = 1 seed = 3'
refused 'network.drives.evprox1.mu is .*; to begin anew: remove' \
    'checkpoint = 1 set = "drives.evprox1.mu=30"'
refused 'engine is "coreneuron" in .*, "neuron" in this run' 'checkpoint = 1 engine = "neuron"'
refused 'record is "v:L2_basket" in .*, "" in this run' 'checkpoint = 1 record = ""'
refused 'trials: 2; accepted: [0-9]* or more' 'checkpoint = 1 trials = 2'
refused 'go on with --checkpoint'

# It goes on with fewer missing trials than groups, of which one is then without: it must not be waited
# for.
n=$((n + 1))
run broken 4 coreneuron "checkpoint = 1 record = \"v:L2_basket\" trials = $n groups = 2" ||
    fail "$(cat broken.log)"
[ "$(h5ls broken/results.h5/trial | wc -l)" -eq $n ] || fail "not $n trials: $(find broken)"
