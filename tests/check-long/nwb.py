# SPDX-License-Identifier: BSD-3-Clause
"""nwb.py - files of `convert --to nwb` read back by PyNWB, beside the results that they are of."""
import warnings

import h5py
import numpy as np
from pynwb import NWBHDF5IO

file = h5py.File("run/results.h5")


def trials(path):
    return np.concatenate([file["trial/%d/%s" % (k, path)][:].T for k in range(2)])


def same(series, path, factor, unit):
    assert np.array_equal(series.data[:], trials(path)), path
    assert np.isclose(series.conversion, factor, rtol=1e-12) and series.unit == unit, path


def signals(nwb):
    got = nwb.acquisition
    same(got["dipole_agg"], "dipole/agg", 1e-9, "A*m")
    same(got["dipole_vector_L5_pyramidal"], "dipole_vector/L5_pyramidal", 1e-9, "A*m")
    same(got["extracellular_lam"], "extracellular/lam", 1e-6, "volts")
    same(got["csd_lam"], "csd/lam", 1e3, "A/m^3")
    same(got["eeg_cap"], "eeg/cap", 1e-6, "volts")
    same(got["meg_helmet"], "meg/helmet", 1e-15, "T")
    assert got["dipole_agg"].rate == 40000 and got["dipole_agg"].starting_time == 0
    assert got["meg_helmet"].comments == "columns: 0, 1"
    gid = sorted(file["trial/0/cells"])[0]
    trace = got["cells_%s_soma_v_mV" % gid]
    same(trace, "cells/%s/soma/v_mV" % gid, 1e-3, "V")
    expected = np.concatenate([1e-4 * np.arange(401), 1601/40000 + 1e-4 * np.arange(401)])
    assert np.allclose(trace.timestamps[:], expected, rtol=0, atol=1e-12)


def electrodes(nwb):
    lam = nwb.acquisition["extracellular_lam"].electrodes.to_dataframe()
    positions = file["trial/0/extracellular/lam"].attrs["positions_um"].reshape(-1, 3)
    assert np.array_equal(lam[["x", "y", "z"]].values, positions)
    assert set(lam["group_name"]) == {"extracellular_lam"}
    assert {group.device.name for group in lam["group"]} == {"laminae"}
    cap = nwb.acquisition["eeg_cap"].electrodes.to_dataframe()
    assert list(cap["label"]) == ["Cz", "C4"]
    assert np.allclose(cap[["x", "y", "z"]].values, [[0, 0, 9e4], [63600, 0, 63600]])


def tables(nwb):
    table = nwb.trials.to_dataframe()
    assert np.allclose(table["start_time"], [0, 1601/40000], rtol=0, atol=1e-12)
    assert np.allclose(table["stop_time"], [1600/40000, 3201/40000], rtol=0, atol=1e-12)
    assert list(table["trial"]) == [0, 1]
    units = nwb.units.to_dataframe().set_index("gid")
    for population in file["network/gid_ranges"]:
        first, end = file["network/gid_ranges/" + population][:]
        for gid in range(first, end):
            assert units.loc[gid, "population"] == population
            expected = [1601/40000*k + file["trial/%d/spikes/time_ms" % k][:][
                file["trial/%d/spikes/gid" % k][:] == gid] * 1e-3 for k in range(2)]
            expected = np.concatenate(expected)
            times = units.loc[gid, "spike_times"]
            assert len(times) == len(expected)
            assert np.allclose(times, expected, rtol=0, atol=2e-13)
    assert len(units) == sum(np.diff(file["network/gid_ranges/" + p][:])[0]
                             for p in file["network/gid_ranges"])
    assert set(units["kind"]) == {"cell", "drive"}


warnings.simplefilter("ignore")
with NWBHDF5IO("run.nwb", "r") as io:
    nwb = io.read()
    signals(nwb)
    electrodes(nwb)
    tables(nwb)
with NWBHDF5IO("lam.nwb", "r") as io:
    nwb = io.read()
    assert list(nwb.acquisition) == ["extracellular_lam"] and nwb.units is None
    lam = nwb.acquisition["extracellular_lam"].data[:]
    assert np.array_equal(lam, file["trial/1/extracellular/lam"][:].T)
    assert list(nwb.trials.to_dataframe()["trial"]) == [1]
with NWBHDF5IO("d.nwb", "r") as io:
    nwb = io.read()
    assert list(nwb.acquisition["dipole_agg"].data[:]) == [3, 4, 5]
    assert nwb.acquisition["dipole_agg"].rate == 1000
    assert nwb.trials.to_dataframe()["zero_time"][0] == 1e-3
