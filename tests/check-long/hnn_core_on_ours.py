# SPDX-License-Identifier: BSD-3-Clause
"""Run HNN-core's default model with our mechanisms: hnn_core_on_ours.py LIBRARIES REFERENCE.h5"""

import sys

import h5py
import hnn_core.network_builder as builder
import numpy as np
from hnn_core import JoblibBackend, neymotin_2020_model, simulate_dipole
from neuron import h

libraries, reference_file = sys.argv[1:]


def load_ours(verbose=False):
    if not builder._is_loaded_mechanisms():
        for name in ("column", "dipole"):
            h.nrn_load_dll(f"{libraries}/{name}/libnrnmech.so")


builder.load_custom_mechanisms = load_ours
network = neymotin_2020_model(add_drives_from_params=True)
with JoblibBackend(n_jobs=1):
    dipole = simulate_dipole(network, tstop=170.0, n_trials=1, postproc=False)[0]

with h5py.File(reference_file) as file:
    trial = file["trial/0"]
    for column, population in dict(agg="agg", L2="L2_pyramidal", L5="L5_pyramidal").items():
        expected = trial[f"dipole/{population}"][:]
        difference = abs(dipole.data[column] - expected).max() / abs(expected[1:]).max()
        print(f"{population}: {difference:.3g} of the peak")
        assert difference <= 1e-6, population
    times, gids = (np.array(x[0]) for x in (network.cell_response.spike_times,
                                            network.cell_response.spike_gids))
    order = np.lexsort((gids, times))
    assert np.array_equal(gids[order], trial["spikes/gid"][:]), "gids of the spikes"
    assert abs(times[order] - trial["spikes/time_ms"][:]).max() <= 1e-9, "times of the spikes"
