#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t988_broken_sweep - a sweep of 600 points that is killed three times at random moments leaves the
# file and the table of an unbroken one, byte for byte; a rank grows by less than 1 MB meanwhile.
set -eu
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$LAMINAE_HOME/bench"
python3 - >output 2>&1 <<END || { cat output && exit 1; }
import pathlib
import sweep

memory = list(sweep.break_off(pathlib.Path("."), 600).memory.values())
assert len(memory) >= 4, memory
assert all(last - first < 1 for first, last in zip(memory[1], memory[-1])), memory
END
