# SPDX-License-Identifier: BSD-3-Clause
"""exchange.py - files of `convert` read back by their own programs (write: what is then read by
`convert` is written, too; read: what it has made of that)."""
import sys
import warnings

import h5py
import libsonata
import mne
import numpy as np
import scipy.io
from hnn_core import read_dipole, read_spikes
from mne_bids import BIDSPath, read_raw_bids

file = h5py.File("run/results.h5")


def near(a, b, tolerance=1e-12):
    a, b = np.asarray(a), np.asarray(b)
    assert a.shape == b.shape, (a.shape, b.shape)
    assert a.size and np.abs(a - b).max() <= tolerance * max(np.abs(b).max(), 1e-30)


def trials(path):
    return np.array([file["trial/%d/%s" % (k, path)][:] for k in range(2)])


def numpy_and_hnn():
    run = np.load("run.npz")
    near(run["dipole_agg_nAm"], trials("dipole/agg"))
    near(run["extracellular_lam_uV"], trials("extracellular/lam"))
    assert list(run["eeg_cap_names"]) == ["Cz", "C4"]
    assert len(run["spikes_gid"]) == sum(len(file["trial/%d/spikes/gid" % k]) for k in range(2))
    dipole = read_dipole("hnn/dpl_1.txt")
    near(dipole.data["agg"], trials("dipole/agg")[1])
    near(dipole.data["L5"], trials("dipole/L5_pyramidal")[1])
    spikes = read_spikes("hnn/spk_*.txt")
    for k in range(2):
        near(spikes.spike_times[k], file["trial/%d/spikes/time_ms" % k][:], 1e-10)
        assert list(spikes.spike_gids[k]) == list(file["trial/%d/spikes/gid" % k][:])


def sonata():
    spikes = libsonata.SpikeReader("sonata/spikes_1.h5")
    n = 0
    for name in spikes.get_population_names():
        first, end = file["network/gid_ranges/" + name][:]
        got = spikes[name].get()
        gid, at = file["trial/1/spikes/gid"][:], file["trial/1/spikes/time_ms"][:]
        is_ours = (gid >= first) & (gid < end)
        assert [node for node, _ in got] == list(gid[is_ours] - first)
        n += len(got)
        if got:
            near([time for _, time in got], at[is_ours], 1e-10)
    assert n == len(file["trial/1/spikes/gid"])
    report = libsonata.ElementReportReader("sonata/report_v_mV_0.h5")["L5_pyramidal"]
    first = file["network/gid_ranges/L5_pyramidal"][0]
    data = report.get(node_ids=[2])
    sections = sorted(file["trial/0/cells/%d" % (first + 2)])
    assert data.data.shape == (1601, len(sections)) and len(sections) > 1
    for k, section in enumerate(sections):
        near(data.data[:, k], file["trial/0/cells/%d/%s/v_mV" % (first + 2, section)][:], 1e-6)
    ecp = h5py.File("sonata/ecp_lam_0.h5")["ecp"]
    near(ecp["data"][:].T * 1e3, file["trial/0/extracellular/lam"][:])
    near(ecp["time"][:], [0, 40.025, 0.025])


def of_mne():
    evoked = mne.read_evokeds("run-ave.fif", verbose="error")[0]
    assert evoked.get_channel_types() == ["dipole"] * 3 + ["eeg"] * 2 + ["mag"] * 2
    assert evoked.nave == 2 and evoked.info["sfreq"] == 40000 and len(evoked.times) == 1601
    near(evoked.data[0] * 1e9, trials("dipole/agg").mean(axis=0))
    near(evoked.get_data(picks="eeg") * 1e6, trials("eeg/cap").mean(axis=0))
    near(evoked.get_data(picks="mag") * 1e15, trials("meg/helmet").mean(axis=0))
    near(evoked.info["chs"][4]["loc"][:3] * 1e3, [63.6, 0, 63.6], 1e-6)
    near(evoked.info["chs"][6]["loc"][9:], [0.6, 0, 0.8], 1e-6)
    assert evoked.ch_names[:5] == ["agg", "L2_pyramidal", "L5_pyramidal", "Cz", "C4"]
    assert evoked.ch_names[5:] == ["magnetometer_over_the_left", "magnetometer_over_the_right"]


def single(raw, types):
    assert raw.get_channel_types() == types and raw.info["sfreq"] == 40000
    data = raw.get_data()
    for rows, path, factor in ((slice(0, 1), "dipole/agg", 1), (slice(3, 5), "eeg/cap", 1e6),
                               (slice(5, 7), "meg/helmet", 1)):
        expected = trials(path).reshape(2, -1, 1601)
        for k in range(2):
            got = data[rows, 1601*k:1601*(k + 1)] * factor
            assert np.all(np.abs(got - expected[k]) <= 2.0**-23 * np.abs(expected[k]) + 1e-37)


def brainvision():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        raw = mne.io.read_raw_brainvision("run.vhdr", preload=True, verbose="error")
    single(raw, ["misc"] * 3 + ["eeg"] * 2 + ["misc"] * 2)
    place = raw.info["chs"][4]["loc"][:3]
    near(place / np.linalg.norm(place), np.array([1, 0, 1]) / np.sqrt(2), 1e-6)
    events, names = mne.events_from_annotations(raw, verbose="error")
    assert list(events[events[:, 2] == names["Stimulus/S  1"]][:, 0]) == [0, 1601]
    assert names.keys() == {"New Segment/", "Stimulus/S  1", "Comment/trial 0", "Comment/trial 1"}
    assert raw.info["meas_date"] is None


def bids():
    path = BIDSPath(subject="01", task="erp", root="data", datatype="eeg")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Other is not an MNE-Python coordinate frame")
        raw = read_raw_bids(path, verbose="error")
    single(raw, ["misc"] * 3 + ["eeg"] * 2 + ["misc"] * 2)
    near(raw.info["chs"][4]["loc"][:3] * 1e3, [63.6, 0, 63.6], 1e-6)
    assert list(raw.annotations.description) == ["trial", "trial"]
    near(raw.annotations.onset, [0, 1601 / 40000], 1e-6)


def eeglab():
    data = scipy.io.loadmat("run.set", squeeze_me=True, struct_as_record=False)["EEG"]
    near(data.data[0].T, trials("dipole/agg"))
    near(data.data[3:5, :, 1], trials("eeg/cap")[1])
    assert [channel.labels for channel in data.chanlocs][3:5] == ["Cz", "C4"]
    epochs = mne.read_epochs_eeglab("run.set", verbose="error")
    near(epochs.get_data(picks="eeg")[1] * 1e6, trials("eeg/cap")[1])
    raw = mne.io.read_raw_eeglab("trial.set", verbose="error")
    near(raw.get_data(picks="eeg") * 1e6, trials("eeg/cap")[1])


def theirs():
    info = mne.create_info(["S1", "EEG 1"], 500.0, ["dipole", "eeg"])
    values = np.random.default_rng(1).normal(size=(2, 100)) * [[1e-8], [1e-6]]
    evoked = [mne.EvokedArray(values, info, tmin=-0.1, comment="first"),
              mne.EvokedArray(2 * values, info, tmin=-0.1, comment="second")]
    mne.write_evokeds("theirs-ave.fif", evoked, overwrite=True, verbose="error")
    matrix = np.random.default_rng(2).normal(size=(300, 4)).astype("f4")
    np.save("theirs.npy", matrix)
    return values, matrix


values, matrix = theirs()
if sys.argv[1] == "write":
    numpy_and_hnn()
    sonata()
    of_mne()
    brainvision()
    bids()
    eeglab()
else:
    table = np.loadtxt("fif.csv", delimiter=",", skiprows=1)
    assert open("fif.csv").readline().strip() == "trial,time_ms,S1_nAm,EEG_1_uV"
    near(table[:, 1], -100 + 2 * np.arange(100), 1e-6)
    near(table[:, 2], 2 * values[0] * 1e9, 1e-6)
    near(table[:, 3], 2 * values[1] * 1e6, 1e-6)
    table = np.loadtxt("npy.csv", delimiter=",", skiprows=1)
    near(table[:, 2].reshape(4, 300).T, matrix)
