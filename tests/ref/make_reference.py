# SPDX-License-Identifier: BSD-3-Clause
"""Remake the reference results of HNN-core: python make_reference.py [CASE ...]

Needs hnn-core==0.6.1, which brings NEURON 8.2.7, and h5py; takes seconds to a minute a case.
Each case of reference_cases.py becomes CASE.h5, in the layout of results.h5 (docs/results.md):

    /trial/<k>/dipole, spikes, cells    without time_ms; cells where something was recorded
    /trial/<k>/extracellular            of the network's electrode arrays
    /network/hnn_json                   the network's file as HNN-core writes it before the run, on
                                        one line, as bytes; not for cases of a parameter file
    attributes tstop_ms, dt_ms, trials  what was run

Traces are rounded to single precision and to 1/2^25 of their peak: an error of 3e-8 of it each; the
comparison allows 1e-6.
"""

import sys

import h5py
import hnn_core
import numpy as np
from hnn_core import simulate_dipole

from reference_cases import CASES, FROM_PARAMETERS, HERE, network_text

RECORD = dict(record_vsec="all", record_isec="all", record_ca="all")


def recorded(response, k, keep):
    """What was recorded in trial k, by path, of the kept gids and sections."""
    traces = {}
    for gid, sections in keep.items():
        for section in sections:
            traces[f"cells/{gid}/{section}/v_mV"] = response.vsec[k][gid][section]
            for synapse, trace in response.isec[k][gid][section].items():
                traces[f"cells/{gid}/{section}/i_{synapse[len(section) + 1:]}_nA"] = trace
            if section in response.ca[k][gid]:
                traces[f"cells/{gid}/{section}/ca_mM"] = response.ca[k][gid][section]
    return traces


def write_trace(group, path, values):
    """Write a trace rounded as the head of this file says, with its unit, which ends its name."""
    values = np.asarray(values)
    peak = np.abs(values[..., 1:]).max()
    step = 2.0 ** (np.ceil(np.log2(peak)) - 25) if peak > 0 else 1.0
    values = np.round(values / step) * step
    units = {"dipole": "nAm", "extracellular": "uV"}
    unit = units.get(path.split("/")[0], path.rsplit("_", 1)[-1])
    group.create_dataset(path, data=values.astype(np.float32), compression=9,
                         shuffle=True).attrs["units"] = unit


def write(path, text, options, trials):
    """Write a case; a trial is its dipoles by population, spike times, gids and traces by path."""
    with h5py.File(path, "w", libver=("v110", "v110")) as file:
        file.attrs["source"] = f"HNN-core {hnn_core.__version__}"
        file.attrs["tstop_ms"] = options["tstop"]
        file.attrs["dt_ms"] = options["dt"]
        file.attrs["trials"] = len(trials)
        if text:
            file.create_dataset("network/hnn_json", data=np.frombuffer(text.encode(), np.uint8),
                                compression=9).attrs["units"] = "1"
        for k, (dipoles, times, gids, traces) in enumerate(trials):
            trial = file.create_group(f"trial/{k}")
            for population, values in dipoles.items():
                write_trace(trial, f"dipole/{population}", values)
            order = np.lexsort((gids, times))
            for name, values, kind in ("time_ms", times, np.float64), ("gid", gids, np.int64):
                trial.create_dataset(f"spikes/{name}", data=np.asarray(values, kind)[order],
                                     compression=9, shuffle=True)
            for name, values in traces.items():
                write_trace(trial, name, values)


def run(case):
    """Run a case with HNN-core and write its file."""
    network, options = case()
    keep = options.pop("keep", {})
    text = options.pop("text", None if case in FROM_PARAMETERS else network_text(network))
    options = dict(dict(n_trials=1, dt=0.025), **options, **(RECORD if keep else {}))
    results = simulate_dipole(network, postproc=False, **options)
    response = network.cell_response
    measured = [name for name, cell in network.cell_types.items()
                if cell["cell_metadata"].get("measure_dipole")]
    trials = []
    for k, dipole in enumerate(results):
        dipoles = dict(zip(["agg", *measured], (dipole.data[key] for key in ("agg", "L2", "L5"))))
        traces = recorded(response, k, keep)
        for name, array in network.rec_arrays.items():
            traces[f"extracellular/{name}"] = array.voltages[k]
        trials.append((dipoles, response.spike_times[k], response.spike_gids[k], traces))
    write(HERE / f"{case.__name__}.h5", text, options, trials)


def main(names):
    cases = {case.__name__: case for case in CASES}
    for name in names or cases:
        run(cases[name])


if __name__ == "__main__":
    main(sys.argv[1:])
