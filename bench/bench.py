# SPDX-License-Identifier: BSD-3-Clause
"""Measure Laminae against HNN-core and against the floor: ./laminae bench [STAGE ...]

Stages: trial, array, trials, runs, sheet, ranks, fit, sweep; without any, all of them. Each command
is a whole process, set-up done, without figures; those that are compared run in turn. HNN-core is
installed into build/bench on first use. The table goes to standard output (bench/RESULTS.md holds
the last one), progress to standard error. The stages up to ranks take about an hour, most of it
HNN-core's, fit and sweep a quarter of an hour each.
"""

import argparse
import datetime
import os
import pathlib
import platform
import re
import subprocess
import sys

import fit
import measure
import peer
import sweep

HOME = pathlib.Path(__file__).resolve().parent.parent
LAMINAE = str(HOME / "laminae")
SHANK = {"contacts": 20, "x_um": 130, "y_um": 130, "z_um": -400, "dz_um": 100}
SIMULATED = r"ms in ([0-9.]+) s, \d+ spikes"
BUILT = r"built in ([0-9.]+) s"


def laminae(*options, network="erp"):
    return [LAMINAE, "run", network, "--no-plot", "--no-setup", "--out", "results", *options]


def nrniv(script, *options, ranks=1):
    """A HOC script of this folder, with the project's nrniv."""
    start = "nrniv" if ranks == 1 else f"mpiexec -n {ranks} nrniv -mpi"
    settings = " ".join(f"-c '{option}'" for option in options)
    return ["sh", "-c", f". '{HOME}/env.sh'; exec {start} {settings} '{HOME}/bench/{script}'"]


def figures(runs):
    return (measure.Figure(run.wall_s for run in runs).text(),
            measure.Figure(run.cpu_s for run in runs).text(),
            f"{max(run.peak_MB for run in runs):.0f}")


def compare(title, ours, theirs, runs, warm_up=1):
    """Both in turn; our runs."""
    print(f"\n## {title}")
    done = measure.in_turn([ours, theirs], runs, warm_up)
    table = measure.Table("", "wall s", "processor s", "MB")
    table.row("Laminae", *figures(done[0]))
    table.row("HNN-core", *figures(done[1]))
    times = measure.ratio(done[1], done[0])
    print(f"\nHNN-core takes **{times.text()}** times as long.")
    return done[0]


def floor_s(runs):
    """Seconds of bench/floor.c for the default trial, for the processor of the libraries."""
    program = HOME / "build" / "bench" / "floor"
    program.parent.mkdir(parents=True, exist_ok=True)
    text = (HOME / "bench" / "floor.c").read_text()
    command = re.search(r"gcc .*? -o floor", text, re.DOTALL)[0].replace("\\\n *", "")
    arch = (HOME / "build" / "arch").read_text().strip()
    command = command.replace("-march=native", f"-march={arch}")
    subprocess.run([*command.split()[:-1], str(program)], cwd=HOME, check=True)
    done = measure.in_turn([[str(program)]], runs)[0]
    return measure.Figure(run.number(r"steps: ([0-9.]+) s") for run in done)


def stage_trial(options):
    done = compare("One trial: the default column, 170 ms, 1 core", laminae(), peer.run(),
                   options.runs)
    integrated = measure.Figure(run.number(SIMULATED) for run in done)
    floor = floor_s(options.runs)
    table = measure.Table("stage", "s")
    table.row("network read and built", measure.Figure(run.number(BUILT) for run in done).text())
    table.row("170 ms simulated", integrated.text())
    table.row("the rest: shell, NEURON, files", measure.Figure(
        run.wall_s - run.number(SIMULATED) - run.number(BUILT) for run in done).text())
    table.row("floor: bench/floor.c", floor.text())
    print(f"\nSimulation / floor: {integrated.median / floor.median:.2f}.")


def stage_array(options):
    probe = "shank={x_um},{y_um},{z_um}:{last}:{dz_um}".format(
        last=SHANK["z_um"] + SHANK["dz_um"]*(SHANK["contacts"] - 1), **SHANK)
    compare(f"The same with potentials at {SHANK['contacts']} contacts",
            laminae("--probe", probe), peer.run(**SHANK), options.runs)


def stage_trials(options):
    n = options.trials
    compare(f"{n} trials on 2 cores (HNN-core: its joblib backend), once",
            laminae("--trials", str(n), "--np", "2"), peer.run(trials=n, jobs=2), 1, warm_up=0)


def stage_runs(_):
    print("\n## 1,000 runs in one process (a 3 x 3 grid, 5 ms, 50 events of drives)")
    run = measure.in_turn([nrniv("memory.hoc")], 1, warm_up=0)[0][0]
    table = measure.Table("after runs", "MB")
    for line in run.text.splitlines():
        if line.startswith("runs="):
            table.row(*(part.split("=")[1] for part in line.split()))


def stage_sheet(_):
    print("\n## Sheets: grids built for a run of 170 ms")
    table = measure.Table("grid", "space constants", "ranks", "cells", "NetCons a cell",
                          "processor s", "ms a cell", "MB", "kB a cell")
    for title, change in (("HNN's", ""), ("all 3", "connections[*>*].lamtha=3")):
        for n in (10, 20, 30, 50):
            for ranks in (1, 2):
                command = nrniv("sheet.hoc", f"nx = {n}", "strdef set", f'set = "{change}"',
                                ranks=ranks)
                run = measure.in_turn([command], 1, warm_up=0)[0][0]
                fact = dict(part.split("=") for part in run.text.split() if "=" in part)
                cells, build_s = int(fact["cells"]), float(fact["build_s"])
                peak_MB = float(fact["steps_MB"])
                table.row(f"{n} x {n}", title, ranks, cells, f"{int(fact['netcons'])/cells:.0f}",
                          f"{build_s:.2f}", f"{1e3*build_s/cells:.2f}", f"{peak_MB:.0f}",
                          f"{1e3*peak_MB/cells:.0f}")
    run = measure.in_turn([peer.sheet(20)], 1, warm_up=0)[0][0]
    print(f"\nHNN-core, 20 x 20, until 2 ms are simulated: {run.wall_s:.0f} s, "
          f"{run.peak_MB:.0f} MB.")


def stage_ranks(options):
    print("\n## Ranks: the cells of one trial spread over them")
    table = measure.Table("scaling", "ranks", "grid", "simulated in s", "efficiency")
    cores = os.cpu_count()
    for kind in ("strong", "weak"):
        first = None
        for ranks in (1, 2, 4, 8, 16):
            if ranks > cores:
                break
            grid = "10,10" if kind == "strong" else f"10,{10*ranks}"
            done = measure.in_turn([laminae("--np", str(ranks), "--groups", "1", "--mesh", grid)],
                                   options.runs)[0]
            seconds = measure.Figure(run.number(SIMULATED) for run in done)
            first = first or seconds
            share = first.median/seconds.median/(ranks if kind == "strong" else 1)
            table.row(kind, ranks, grid.replace(",", " x "), seconds.text(), f"{share:.2f}")


def stage_fit(options):
    fit.stage(options.mesh, options.seeds, options.solvers.split(","))


def stage_sweep(options):
    sweep.stage(options.points)


def processor():
    with open("/proc/cpuinfo") as lines:
        return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")),
                    platform.machine())


def main():
    stages = {name[len("stage_"):]: function for name, function in globals().items()
              if name.startswith("stage_")}
    parser = argparse.ArgumentParser(prog="laminae bench", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=", ".join(stages))
    parser.add_argument("--runs", type=int, default=3, help="how many of each (3), after one more")
    parser.add_argument("--trials", type=int, default=20, help="trials of the stage trials (20)")
    parser.add_argument("--seeds", type=int, default=3, help="problems of the stage fit (3)")
    parser.add_argument("--mesh", default="3,3", help="grid of them (3,3)")
    parser.add_argument("--solvers", default=",".join(fit.THEIRS),
                        help=f"of HNN-core's for them ({','.join(fit.THEIRS)})")
    parser.add_argument("--points", type=int, default=1000, help="of the stage sweep (1000)")
    parser.add_argument("--known", action="store_true", help=argparse.SUPPRESS)  # measure nothing
    options = parser.parse_args()
    for name in options.stages:
        if name not in stages:
            parser.error(f"stage '{name}'; accepted: {', '.join(stages)}")
    if min(options.runs, options.trials, options.seeds, options.points) < 1:
        parser.error("--runs, --trials, --seeds, --points: accepted: whole numbers from 1")
    for name in options.solvers.split(","):
        if name not in fit.THEIRS:
            parser.error(f"--solvers: '{name}'; accepted: {', '.join(fit.THEIRS)}")
    if not re.fullmatch(r"[1-9]\d*,[1-9]\d*", options.mesh):
        parser.error(f"--mesh: '{options.mesh}'; accepted: NX,NY")
    if options.known:
        return
    if set(options.stages or stages) - {"runs", "ranks"}:
        peer.install()
    instructions = next((word for word in ("avx512f", "avx2", "avx", "sse2")
                         if word in pathlib.Path("/proc/cpuinfo").read_text().split()), "")
    print("# Measurements\n\n"
          f"`./laminae bench {' '.join(sys.argv[1:])}`".replace(" `", "`") +
          f", {datetime.date.today()}: {processor()} ({instructions}), {os.cpu_count()} cores; "
          "median (range) of whole processes that run in turn.")
    for name in options.stages or stages:
        stages[name](options)


if __name__ == "__main__":
    main()
