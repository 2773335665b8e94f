# SPDX-License-Identifier: BSD-3-Clause
"""The same fits by HNN-core and by Laminae: ./laminae bench fit"""

import json
import pathlib
import random
import re
import sys
import tempfile
import time

import measure
import peer

LAMINAE = str(pathlib.Path(__file__).resolve().parent.parent / "laminae")
STARTS = {  # those of the network erp: ms, uS
    "drives.evprox1.mu": 26.61,
    "drives.evdist1.mu": 63.53,
    "drives.evprox1.weights_ampa.L5_pyramidal": 0.00865,
    "drives.evdist1.weights_nmda.L2_pyramidal": 0.004317,
}
OURS = {
    "least_squares": {"solver": "least_squares"},
    "in stages": {"solver": "least_squares", "stages": True},
    "cma": {"solver": "cma"},
}
NEAREST = ("least_squares", "in stages")
THEIRS = ("cobyla", "bayesian", "cma", "optimize_evoked")
EVALUATIONS = 150


def draw(seed):
    """A truth: each parameter 10 to 30 % off."""
    draws = random.Random(seed)
    return {path: float(f"{start*(1 + draws.choice((-1, 1))*draws.uniform(0.1, 0.3)):.6g}")
            for path, start in STARTS.items()}


def spec(mesh, more):
    """Bounds are half and one and a half of the start."""
    return {"network": "erp", "options": {"mesh": mesh, "tstop_ms": 80},
            "objective": "dipole_rmse", "max_evaluations": EVALUATIONS,
            "parameters": {path: {"low": start/2, "high": 1.5*start, "start": start}
                           for path, start in STARTS.items()}, **more}


class Problem:
    """A target, and what both make of it; all in one folder."""

    def __init__(self, folder, mesh, seed):
        self.mesh = mesh
        self.folder = pathlib.Path(folder) / str(seed)
        self.folder.mkdir()
        self.n_fits = 0
        changes = [f"--set={path}={value}" for path, value in draw(seed).items()]
        self.laminae("run", "erp", "--mesh", mesh, "--tstop", "80", "--no-plot", *changes,
                     "--out", self.folder)
        self.network = self.folder / "network.json"
        self.laminae("export", "erp", self.network, "--mesh", mesh)
        self.target = self.folder / "dipole_0.txt"
        lines = [line.split() for line in self.target.read_text().splitlines()]
        self.peak = max(abs(float(words[1])) for words in lines if words[0][0].isdigit())

    @staticmethod
    def laminae(action, *arguments):
        return measure.Run([LAMINAE, action, *map(str, arguments), "--no-setup"])

    def write(self, content):
        self.n_fits += 1
        file = self.folder / f"{self.n_fits}.json"
        file.write_text(json.dumps(content))
        return file

    def fit(self, name, goal=0.0):
        """Evaluations, what they have come to, wall seconds until then, and the whole process."""
        more = {"target": goal} if goal > 0 else {}
        file = self.write(spec(self.mesh, {**OURS[name], **more}))
        began_s = time.time()
        run = self.laminae("fit", file, "--target", self.target, "--out", file.with_suffix(""))
        until_s = (file.with_suffix("") / "best.json").stat().st_mtime - began_s
        found = re.search(r"(\d+) evaluations: .*objective (\S+)", run.text)
        if name == "least_squares":  # which begins at the start
            history = (file.with_suffix("") / "history.csv").read_text().splitlines()
            self.start = float(history[1].split(",")[1])
        print(f"bench: {name}: {found[0]}", file=sys.stderr)
        return int(found[1]), float(found[2]), until_s, run

    def fit_by_peer(self, solver):
        """(value, processor s, wall s) of each evaluation."""
        record = self.folder / f"{solver}.record"
        script = pathlib.Path(__file__).parent / "fit_peer.py"
        measure.Run([*map(str, (peer.PYTHON, script, self.network, self.target,
                                self.write(spec(self.mesh, {})), solver, record))])
        rows = [tuple(map(float, line.split())) for line in record.read_text().splitlines()]
        print(f"bench: HNN-core, {solver}: {len(rows)} evaluations: {min(rows)[0]:.4g}",
              file=sys.stderr)
        return rows


def compare(table, problem, seed, solver):
    """A row for each of ours that is to come as near as HNN-core's solver; how many times less each
    takes."""
    rows = problem.fit_by_peer(solver)
    best = min(row[0] for row in rows)
    at, (_, cpu_s, wall_s) = next((i, row) for i, row in enumerate(rows) if row[0] == best)
    ratios = []
    for name in NEAREST:
        n, value, until_s, run = problem.fit(name, best)
        is_there = value <= best
        ratios += [wall_s/until_s] if is_there else []
        table.row(seed, solver, f"{100*best/problem.peak:.2f}", f"{at + 1} of {len(rows)}",
                  f"{wall_s:.1f} of {rows[-1][2]:.1f}", f"{cpu_s:.1f} of {rows[-1][1]:.1f}", name,
                  n if is_there else f"not by {n}", f"{until_s:.1f} of {run.wall_s:.1f}",
                  f"{run.cpu_s:.1f}", f"{wall_s/until_s:.1f}" if is_there else "")
    return ratios


def stage(mesh, seeds, solvers):
    grid = mesh.replace(",", " x ")
    print(f"\n## Fits: two times and two weights, 10 to 30 % off (erp, {grid}, 80 ms, 1 core)\n\n"
          f"Up to {EVALUATIONS} evaluations, from the same start, within the same bounds, to the "
          "same target. RMSE in % of its peak.\nHNN-core: the least RMSE that a solver came to, at "
          "which of its evaluations, and after\nhow much time, of all that it took; Laminae: "
          "least squares, told to end there, then\nwith uncertainties and figure.")
    table = measure.Table("truth", "HNN-core's", "RMSE %", "evaluations", "wall s", "processor s",
                          "Laminae's", "evaluations", "wall s", "processor s", "times less")
    with tempfile.TemporaryDirectory() as folder:
        problems = {seed: Problem(folder, mesh, seed) for seed in range(101, 101 + seeds)}
        ratios = []
        for seed, problem in problems.items():
            for solver in solvers:
                ratios += compare(table, problem, seed, solver)
        print(f"\nOf {len(problems)*len(solvers)*len(NEAREST)} fits {len(ratios)} come as near, in "
              f"**{measure.Figure(ratios or [0]).text(1)}** times less time.\n\n"
              "What they come to by themselves:")
        table = measure.Table("truth", "RMSE % at the start", "by", "RMSE %", "evaluations",
                              "processor s")
        for seed, problem in problems.items():
            for name in OURS:
                n, value, _, run = problem.fit(name)
                table.row(seed, f"{100*problem.start/problem.peak:.1f}", name,
                          f"{100*value/problem.peak:.2f}", n, f"{run.cpu_s:.1f}")
