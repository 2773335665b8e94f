# SPDX-License-Identifier: BSD-3-Clause
"""The same points of a sweep by HNN-core and by Laminae, and a sweep that is killed: ./laminae
bench sweep"""

import csv
import filecmp
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

import measure
import peer

LAMINAE = str(pathlib.Path(__file__).resolve().parent.parent / "laminae")
RANKS = 2
PARAMETERS = {
    "drives.evprox1.mu": {"low": 18.6, "high": 34.6},
    "drives.evdist1.mu": {"low": 44.5, "high": 82.6},
    "drives.evprox1.weights_ampa.L5_pyramidal": {"low": 0.006, "high": 0.0112},
    "drives.evdist1.weights_nmda.L2_pyramidal": {"low": 0.003, "high": 0.0056},
}


def spec(points, options):
    return {"network": "erp", "options": options, "parameters": PARAMETERS, "design": "lhs",
            "n": points, "keep": ["dipole"]}


# ---- processes ----

def below(parent):
    """The processes that this one has begun, and those that they have."""
    parents = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                after_name = (entry / "stat").read_text().rpartition(")")[2]
            except OSError:  # it has ended
                continue
            parents[int(entry.name)] = int(after_name.split()[1])
    found = [parent]
    for process in found:
        found += [child for child, its in parents.items() if its == process]
    return found


def memory_MB(process):
    """What a rank of NEURON occupies now; None: it is no such, or has ended."""
    try:
        text = pathlib.Path(f"/proc/{process}/status").read_text()
    except OSError:
        return None
    is_rank = text.startswith("Name:\tnrniv\n")
    return int(re.search(r"VmRSS:\s+(\d+)", text)[1])/1000 if is_rank and "VmRSS" in text else None


class Sweep:
    """One that runs: how far it is, and what its ranks occupied after each 100 points."""

    def __init__(self, spec_file, folder):
        self.memory = {}  # points: MB of each rank
        self.said = ""  # its last line of errors and progress
        self.began_s = time.perf_counter()
        self.process = subprocess.Popen(
            [LAMINAE, "sweep", spec_file, "--out", folder, "--np", str(RANKS), "--no-setup"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "LAMINAE_PROGRESS": "1"}, start_new_session=True)
        self.reader = threading.Thread(target=self.watch)
        self.reader.start()

    def watch(self):
        shown = 0
        for self.said in self.process.stderr:
            found = re.match(r"(\d+) of \d+ points", self.said)  # a line ends by \r
            if found and int(found[1])//100 > shown//100:
                shown = int(found[1])
                print(f"bench: {shown} points", file=sys.stderr)
                ranks = [memory_MB(process) for process in below(self.process.pid)]
                if sum(MB is not None for MB in ranks) == RANKS:  # else it is about to end
                    self.memory[shown] = [MB for MB in ranks if MB is not None]

    def kill(self):
        """All of its processes at once, as when a machine fails. Returns whether it still ran."""
        still_runs = self.process.poll() is None
        for process in below(self.process.pid) if still_runs else ():
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.end()
        return still_runs

    def end(self):
        """Waits for its end: its status, and seconds of the wall and of the processors."""
        _, status, usage = os.wait4(self.process.pid, 0)
        wall_s = time.perf_counter() - self.began_s
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.reader.join()
        return self.process.returncode, wall_s, usage.ru_utime + usage.ru_stime


# ---- the stage ----

def write(folder, name, content):
    file = folder / f"{name}.json"
    file.write_text(json.dumps(content))
    return str(file)


def show_memory(sweep):
    table = measure.Table("after points", *(f"MB of rank {i}" for i in range(RANKS)))
    for points, ranks in sweep.memory.items():
        table.row(points, *(f"{MB:.1f}" for MB in ranks))


def whole(folder, name, content):
    """A sweep from its beginning to its end."""
    sweep = Sweep(write(folder, name, content), str(folder / name))
    status, wall_s, cpu_s = sweep.end()
    if status != 0:
        sys.exit(f"bench: the sweep has failed, status {status}: {sweep.said}")
    return sweep, wall_s, cpu_s


def compare(folder, points, peer_points):
    print(f"\n## A sweep: {points} points of the default column, 170 ms, {RANKS} ranks\n\n"
          "A Latin hypercube of two times and two weights, of which the dipoles are kept; "
          f"HNN-core's BatchSimulate with the\nfirst {peer_points} of them, one after the other, "
          "as it is by default, without the time to begin.")
    sweep, wall_s, cpu_s = whole(folder, "column", spec(points, {"tstop_ms": 170}))
    with open(folder / "column" / "table.csv") as lines:
        rows = list(csv.DictReader(lines))[:peer_points]
    values = {path: [float(row[path]) for row in rows] for path in PARAMETERS}
    done = measure.Run([str(peer.PYTHON), str(pathlib.Path(__file__).parent / "sweep_peer.py"),
                        write(folder, "peer", values), str(folder / "peer")])
    peer_cpu_s, peer_wall_s = map(float, re.findall(r"points: (\S+) s, (\S+) s", done.text)[0])
    table = measure.Table("", "points", "cores", "wall s", "processor s", "processor s a point",
                          "points a core-hour")
    table.row("Laminae", points, RANKS, f"{wall_s:.1f}", f"{cpu_s:.1f}", f"{cpu_s/points:.2f}",
              f"{3600*points/wall_s/RANKS:.0f}")
    table.row("HNN-core", peer_points, 1, f"{peer_wall_s:.1f}", f"{peer_cpu_s:.1f}",
              f"{peer_cpu_s/peer_points:.2f}", f"{3600*peer_points/peer_wall_s:.0f}")
    a_core_hour = points/wall_s/RANKS*peer_wall_s/peer_points
    print(f"\nPer core-hour **{a_core_hour:.1f}** times as many points; "
          f"{peer_cpu_s/peer_points*points/cpu_s:.1f} times by processor time.")
    show_memory(sweep)


def break_off(folder, points):
    """Killed three times at random moments, gone on with, and compared; the unbroken one."""
    content = spec(points, {"mesh": "3,3", "tstop_ms": 20})
    print(f"\n## A sweep that is killed: {points} points, 3 x 3, 20 ms, {RANKS} ranks")
    sweep, wall_s, _ = whole(folder, "unbroken", content)
    show_memory(sweep)
    moments = [random.uniform(0.05, 0.3)*wall_s for _ in range(3)]
    killed = []
    for moment_s in moments:
        broken = Sweep(write(folder, "broken", content), str(folder / "broken"))
        time.sleep(moment_s)
        killed.append(f"{moment_s:.2f}" if broken.kill() else "(it was over)")
    _, rest_s, _ = whole(folder, "broken", content)
    same = {name: filecmp.cmp(folder / "unbroken" / name, folder / "broken" / name, shallow=False)
            for name in ("sweep.h5", "table.csv")}
    print(f"\nUnbroken it takes {wall_s:.1f} s. All processes killed {', '.join(killed)} s after a "
          f"beginning, then gone on with\nfor {rest_s:.1f} s:",
          "; ".join(f"{name} is {'the same' if is_same else 'ANOTHER'}, byte for byte"
                    for name, is_same in same.items()) + ".")
    if not all(same.values()):
        sys.exit("bench: a sweep that was killed is another one")
    return sweep


def stage(points, peer_points=4):
    with tempfile.TemporaryDirectory() as folder:
        break_off(pathlib.Path(folder), points)
        compare(pathlib.Path(folder), points, min(points, peer_points))
