#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t815_regress_interrupt_without_dipole - a network that measures no dipole could not be interrupted.
set -u
sed 's/, "dipole_section": "apical_trunk"//; s/"baseline": "hnn"/"baseline": "none"/' \
    "$LAMINAE_HOME/params/neymotin_2020.json" >silent.json
: >errors # it is read before the run has begun
LAMINAE_PROGRESS=1 "$LAMINAE_HOME/laminae" run ./silent.json --no-setup --no-plot --tstop 5000 --out r \
    >output 2>errors &
run=$!
for _ in $(seq 900); do
    if grep -q 'trial 1/1' errors; then break; fi
    sleep 0.1
done
kill -TERM $run
for _ in $(seq 300); do
    kill -0 $run 2>/dev/null || break
    sleep 0.1
done
if kill -0 $run 2>/dev/null; then
    echo 'it is still running after 30 s'
    pkill -KILL -P $run nrniv
fi
wait $run
status=$?
[ $status -eq 1 ] && grep -q 'laminae: interrupted at' errors && exit 0
echo "status $status: $(cat errors)"
exit 1
