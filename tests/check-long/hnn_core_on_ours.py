# SPDX-License-Identifier: BSD-3-Clause
"""Run HNN-core with our mechanisms: hnn_core_on_ours.py LIBRARIES REFERENCE.h5 [NETWORK.json]

Its default model with the drives of its parameter file, or what its loader makes of a file, gives
the dipoles and spikes of the reference.
"""

import sys

import h5py
import hnn_core.network_builder as builder
import numpy as np
from hnn_core import (JoblibBackend, neymotin_2020_model, read_network_configuration,
                      simulate_dipole)
from neuron import h

libraries, reference_file, *network_file = sys.argv[1:]


def load_ours(verbose=False):
    if not builder._is_loaded_mechanisms():
        for name in ("column", "dipole"):
            h.nrn_load_dll(f"{libraries}/{name}/libnrnmech.so")


def check(trial, k):
    measured = [name for name, cell in network.cell_types.items()
                if cell["cell_metadata"].get("measure_dipole")]
    for column, population in zip(("agg", "L2", "L5"), ("agg", *measured)):
        expected = trial[f"dipole/{population}"][:]
        difference = abs(dipoles[k].data[column] - expected)[1:].max() / abs(expected[1:]).max()
        print(f"trial {k}, {population}: {difference:.3g} of the peak")
        assert difference <= 1e-6, population
    times, gids = (np.array(x[k]) for x in (network.cell_response.spike_times,
                                            network.cell_response.spike_gids))
    order = np.lexsort((gids, times))
    assert np.array_equal(gids[order], trial["spikes/gid"][:]), "gids of the spikes"
    assert not len(times) or abs(times[order] - trial["spikes/time_ms"][:]).max() <= 1e-9, "times"


builder.load_custom_mechanisms = load_ours
with h5py.File(reference_file) as file, JoblibBackend(n_jobs=1):
    if network_file:
        network = read_network_configuration(network_file[0])
        n_trials = int(file.attrs["trials"])
    else:
        network = neymotin_2020_model(add_drives_from_params=True)
        n_trials = 1
    dipoles = simulate_dipole(network, tstop=float(file.attrs["tstop_ms"]),
                              dt=float(file.attrs["dt_ms"]), n_trials=n_trials, postproc=False)
    for k in range(n_trials):
        check(file[f"trial/{k}"], k)
