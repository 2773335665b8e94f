# SPDX-License-Identifier: BSD-3-Clause
"""Remake the MAT-files and datasets of EEGLAB beside it: python make_mat.py [FOLDER]

Needs NumPy, SciPy (version 5) and h5py (version 7.3, which is HDF5 behind a block of 512 bytes, with
the attributes that MATLAB gives arrays). Sample s of trial k is s + 10 k + 0.25, that of channel c
of an epoch 100 c more: exact in single precision.
"""
import os
import sys

import h5py
import numpy as np
from scipy.io import savemat

N, TRIALS, CHANNELS = 20, 3, 2
s = np.arange(N)
matrix = s[:, None] + 10.0 * np.arange(TRIALS) + 0.25  # time x trials
epochs = matrix[None] + 100.0 * np.arange(CHANNELS)[:, None, None]  # channels x time x trials
time_s = (s - 5) * 0.002
if len(sys.argv) > 1:
    os.chdir(sys.argv[1])
else:
    os.chdir(os.path.dirname(os.path.abspath(__file__)))


def arrays():
    """Several arrays, one in a struct with times, rate and unit beside it."""
    return {"erp": matrix, "other": np.ones((2, 2), "i2"), "t": 1e3 * time_s, "note": "a text",
            "S": {"avg": matrix.T.astype("f4"), "time_s": time_s[:, None], "unit": "fT"},
            "z": matrix + 1j}


def eeg(data, trials=TRIALS):
    """As EEGLAB's pop_saveset has it; labels may have blanks."""
    places = np.zeros((1, CHANNELS), dtype=[("labels", "O"), ("type", "O"), ("X", "O")])
    for i, label in enumerate(["Cz", "EEG 2"]):
        places[0, i] = (label, "EEG", 1.0 * i)
    return {"setname": "test", "filename": "test.set", "nbchan": 1.0 * CHANNELS,
            "trials": 1.0 * trials, "pnts": 1.0 * N, "srate": 500.0, "xmin": -0.01, "xmax": 0.028, "times": 1e3 * time_s,
            "data": data, "icaweights": np.zeros((0, 0)), "chanlocs": places, "ref": "common"}


# ---- version 7.3 ------------------------------------------------------------------------------
def put(file, group, name, value):
    """An array, text, struct or row of structs as MATLAB writes it."""
    if isinstance(value, dict):
        child = group.create_group(name)
        child.attrs["MATLAB_class"] = np.bytes_("struct")
        for key in value:
            put(file, child, key, value[key])
    elif isinstance(value, np.ndarray) and value.dtype.names:
        child = group.create_group(name)
        child.attrs["MATLAB_class"] = np.bytes_("struct")
        refs = file.require_group("#refs#")
        for key in value.dtype.names:
            links = []
            for i, item in enumerate(value[key].ravel()):
                put(file, refs, "%s%d" % (key, i), item)
                links.append([refs["%s%d" % (key, i)].ref])
            child.create_dataset(key, data=np.array(links, dtype=h5py.ref_dtype))
    elif isinstance(value, np.ndarray) and value.dtype == "O":
        refs = file.require_group("#refs#")
        for i, item in enumerate(value.ravel()):
            put(file, refs, "cell%d" % i, item)
        links = [[refs["cell%d" % i].ref for i in range(value.size)]]
        data = group.create_dataset(name, data=np.array(links, dtype=h5py.ref_dtype))
        data.attrs["MATLAB_class"] = np.bytes_("cell")
    elif isinstance(value, str):
        data = group.create_dataset(name, data=np.array([[ord(c)] for c in value], "u2"))
        data.attrs["MATLAB_class"] = np.bytes_("char")
        data.attrs["MATLAB_int_decode"] = np.int32(2)
    elif np.size(value) == 0:
        data = group.create_dataset(name, data=np.array(np.shape(value), "u8"))
        data.attrs["MATLAB_class"] = np.bytes_("double")
        data.attrs["MATLAB_empty"] = np.uint8(1)
    else:
        value = np.atleast_2d(value)
        data = group.create_dataset(name, data=value.T)
        data.attrs["MATLAB_class"] = np.bytes_(
            {"f8": "double", "f4": "single", "i2": "int16"}[value.dtype.str[1:]])


def save73(path, variables):
    """variables as of savemat."""
    with h5py.File(path, "w", userblock_size=512, libver=("earliest", "v108")) as file:
        for name in variables:
            put(file, file, name, variables[name])
    head = b"MATLAB 7.3 MAT-file, made by make_mat.py".ljust(116) + bytes(8) + b"\0\2IM"
    with open(path, "r+b") as file:
        file.write(head)


def fieldtrip():
    """An average of FieldTrip, in V: channels x time, a cell of their labels."""
    label = np.empty((CHANNELS, 1), "O")
    label[:, 0] = ["Cz", "EEG 2"]
    return {"average": {"avg": epochs[:, :, 0], "time": time_s, "label": label}}


savemat("arrays.mat", arrays(), do_compression=True)
savemat("plain.mat", {"erp": matrix[:, 0], "srate": 500.0})
savemat("epochs.set", {"EEG": eeg(epochs.astype("f4"))}, do_compression=True)
savemat("beside.set", {"EEG": eeg("beside.fdt")})
epochs.transpose(2, 1, 0).astype("<f4").tofile("beside.fdt")
savemat("average.mat", fieldtrip())
savemat("fields.set", eeg(epochs[:, :, 0], 1))
save73("arrays73.mat", {k: v for k, v in arrays().items() if k != "z"})
save73("average73.mat", fieldtrip())
save73("epochs73.set", {"EEG": eeg(epochs.astype("f4"))})
