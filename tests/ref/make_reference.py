# SPDX-License-Identifier: BSD-3-Clause
"""Remake the reference results of HNN-core: python make_reference.py [CASE ...]

Needs hnn-core==0.6.1, which brings NEURON 8.2.7, and h5py; a minute or two a case. Each case becomes
CASE.h5 beside this file, in the layout of a run's results.h5 (docs/results.md).
"""

import pathlib
import sys

import h5py
import hnn_core
import numpy as np
from hnn_core import neymotin_2020_model, simulate_dipole


def erp():
    """The default column with the evoked drives of HNN's default parameter file."""
    return neymotin_2020_model(add_drives_from_params=True), dict(tstop=170.0, n_trials=2)


def mesh():
    """The same drives on a smaller grid that is no square, with a longer step."""
    return (neymotin_2020_model(add_drives_from_params=True, mesh_shape=(5, 4)),
            dict(tstop=100.0, dt=0.05, n_trials=1))


CASES = dict(erp=erp, mesh=mesh)
POPULATIONS = dict(agg="agg", L2="L2_pyramidal", L5="L5_pyramidal")


def write(path, dipoles, spike_times, spike_gids):
    """Write what HNN-core returned; spikes by time, then gid."""
    with h5py.File(path, "w", track_order=False) as file:
        file.attrs["source"] = f"HNN-core {hnn_core.__version__}"
        for k, dipole in enumerate(dipoles):
            trial = file.create_group(f"trial/{k}")
            for column, population in POPULATIONS.items():
                trial.create_dataset(f"dipole/{population}", data=dipole.data[column],
                                     compression=9, shuffle=True).attrs["units"] = "nAm"
            order = np.lexsort((spike_gids[k], spike_times[k]))
            trial["spikes/time_ms"] = np.asarray(spike_times[k])[order]
            trial["spikes/gid"] = np.asarray(spike_gids[k], dtype=np.int64)[order]


def main(names):
    for name in names or CASES:
        network, options = CASES[name]()
        dipoles = simulate_dipole(network, postproc=False, **options)
        response = network.cell_response
        write(pathlib.Path(__file__).with_name(f"{name}.h5"), dipoles, response.spike_times,
              response.spike_gids)


if __name__ == "__main__":
    main(sys.argv[1:])
