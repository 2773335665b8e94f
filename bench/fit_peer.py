# SPDX-License-Identifier: BSD-3-Clause
"""Fit with HNN-core: fit_peer.py NETWORK.json TARGET.txt SPEC.json SOLVER RECORD

SOLVER: cobyla, bayesian, cma of Optimizer, or optimize_evoked, all as they are by default. SPEC is
that of ./laminae fit. RECORD: a line for each run: the root of the mean squared difference (nAm),
processor seconds and wall seconds since the beginning.
"""

import importlib
import json
import pathlib
import sys
import time

began_s = time.perf_counter()  # before all that a user waits for

import hnn_core.batch_simulate as batches
import hnn_core.optimization.objective_functions as objectives
from hnn_core import read_dipole, read_network_configuration, simulate_dipole
from hnn_core.dipole import _rmse, average_dipoles
from hnn_core.optimization import Optimizer

from peer_parameters import set_parameters

# by its name, as an attribute of the package it is the function
evoked = importlib.import_module("hnn_core.optimization.optimize_evoked")
network_file, target_file, spec_file, solver, record_file = sys.argv[1:]
spec = json.loads(pathlib.Path(spec_file).read_text())
tstop_ms = spec["options"]["tstop_ms"]
n_most = spec["max_evaluations"]
parameters = spec["parameters"]
network = read_network_configuration(network_file)
target = read_dipole(target_file)
record = open(record_file, "w")


def simulate(*arguments, **options):
    """What all solvers run: each run is compared as a whole, whatever the solver makes of it."""
    dipoles = simulate_dipole(*arguments, **options)
    value = _rmse(average_dipoles(dipoles), target, tstop=tstop_ms)
    print(value, time.process_time(), time.perf_counter() - began_s, file=record, flush=True)
    return dipoles


batches.simulate_dipole = objectives.simulate_dipole = evoked.simulate_dipole = simulate
if solver == "optimize_evoked":
    start = simulate_dipole(network, tstop=tstop_ms, n_trials=1)[0]
    drives = list(dict.fromkeys(path.split(".")[1] for path in parameters))
    chunks = len(drives) + 1  # each drive alone, then all
    evoked.optimize_evoked(network, tstop_ms, 1, target, start, maxiter=n_most//chunks,
                           which_drives=drives)
else:
    rounds = {"cobyla": n_most, "bayesian": n_most - 1, "cma": n_most//16}[solver]  # 16 at once
    Optimizer(network, tstop_ms, {path: (p["low"], p["high"]) for path, p in parameters.items()},
              set_parameters, {path: p["start"] for path, p in parameters.items()}, solver,
              max_iter=rounds).fit(target=target)
