#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t908_cluster - the ninth lesson is true: its commands print what it shows, its batch scripts run
# without Slurm. With a stand-in for Slurm, a job whose time is over queues itself again, until all
# trials are there, but not if no trial was finished nor after an error.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
fail() { echo "$*" && exit 1; }
lesson=$LAMINAE_HOME/tutorials/09_cluster
check_commands "$lesson/lesson.md"

printf '#!/bin/sh\necho "$*" >>queued\n' >scontrol
cat >laminae <<END
#!/bin/sh
exec "$LAMINAE_HOME/laminae" "\$@" --mesh 3,3 --tstop "\${TSTOP:-30}"
END
chmod +x scontrol
export PATH="$PWD:$PATH" SLURM_JOB_ID=7 SLURM_NTASKS=2 OUT=results/job

# job TRIALS FILE   its time is over once there is this file, else it goes on to the end
job() {
    rm -f queued
    TRIALS=$1 sh "$lesson/trials.sbatch" >log 2>&1 &
    job=$!
    for _ in $(seq 600); do
        if [ -e "$2" ] || ! kill -0 $job 2>/dev/null; then break; fi
        sleep 0.1
    done
    kill -TERM $job 2>/dev/null || true
    status=0
    wait $job || status=$?
}
job 40 "$OUT/checkpoint/1/results.h5"
grep -qx 'requeue 7' queued || fail "not queued again: $(cat log)"
n=$(find $OUT/checkpoint -name results.h5 | wc -l)
job $((n + 1)) none
grep -q "^$n of $((n + 1)) trials are there already" log || fail "began anew: $(cat log)"
if [ ! -e $OUT/results.h5 ] || [ -e queued ] || [ $status -ne 0 ]; then fail "$status: $(cat log)"; fi
rm -r $OUT
export TSTOP=5000 # no trial is finished when it ends
job 40 "$OUT/.lock"
unset TSTOP
if [ -e queued ] || [ $status -eq 0 ]; then fail "queued without a trial: $(cat log)"; fi
SLURM_NTASKS=99 job 1 none # ranks, 24 cells
if [ -e queued ] || [ $status -ne 2 ]; then fail "queued after an error: $(cat log)"; fi
