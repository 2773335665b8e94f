# SPDX-License-Identifier: BSD-3-Clause
"""Time the default ERP, Laminae against HNN-core, in turn: python3 bench/erp.py [--runs N]

Whole processes, from the start to results on disk, one trial of 170 ms on one core, set-up done, no
figure. HNN-core 0.6.1 is installed into build/bench on first use. Needs ./laminae setup before.
"""

import argparse
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import venv

HOME = pathlib.Path(__file__).resolve().parent.parent
PEER = HOME / "build" / "bench"
PEER_RUN = """
from hnn_core import JoblibBackend, neymotin_2020_model, simulate_dipole
with JoblibBackend(n_jobs=1):
    network = neymotin_2020_model(add_drives_from_params=True)
    dipoles = simulate_dipole(network, tstop=170.0, n_trials=1, postproc=False)
dipoles[0].write("dipole.txt")
network.cell_response.write("spikes_%d.txt")
"""


def install_peer():
    if not (PEER / "bin" / "python").exists():
        venv.create(PEER, with_pip=True)
        subprocess.run([PEER / "bin" / "pip", "install", "--quiet", "hnn-core==0.6.1"], check=True)


def measure(command, folder):
    """Wall and processor seconds and peak memory (MB) of a process with all it started."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{command[0]} failed:\n{errors.decode()}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def report(name, figures):
    for what, values in zip(("wall s", "cpu s", "peak MB"), zip(*figures)):
        print(f"{name:10} {what:8} median {statistics.median(values):8.2f}"
              f"   range {min(values):.2f} to {max(values):.2f}")


def processor():
    with open("/proc/cpuinfo") as lines:
        return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")),
                    platform.machine())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="how many of each (5), after one more")
    runs = parser.parse_args().runs
    install_peer()
    ours = [str(HOME / "laminae"), "run", "erp", "--no-plot", "--no-setup", "--quiet", "--out", "o"]
    theirs = [str(PEER / "bin" / "python"), "-c", PEER_RUN]
    figures = {"laminae": [], "hnn-core": []}
    for run in range(runs + 1):  # the first warms the caches
        for name, command in (("laminae", ours), ("hnn-core", theirs)):
            with tempfile.TemporaryDirectory() as folder:
                figure = measure(command, folder)
            if run > 0:
                figures[name].append(figure)
    print(f"{processor()}, {os.cpu_count()} cores; {runs} runs of each in turn")
    for name, values in figures.items():
        report(name, values)
    ratios = [b[0] / a[0] for a, b in zip(*figures.values())]
    print(f"hnn-core takes {statistics.median(ratios):.2f} times as long"
          f" ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
