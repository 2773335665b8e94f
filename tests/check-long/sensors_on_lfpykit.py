# SPDX-License-Identifier: BSD-3-Clause
"""Sensors against LFPykit in NEURON's Python: sensors_on_lfpykit.py LAMINAE

The cell and the cases of tests/ref/make_lfpykit.py, with a hundred contacts at random in the place
of its column. LFPykit gets the recorded i_membrane_ of this run, Sensors nothing. Prints the largest
difference over the peak of each signal, and fails above 1e-6.
"""

import os
import sys

import numpy as np
from neuron import h

LAMINAE = sys.argv[1]
sys.path.append(f"{LAMINAE}/tests/ref")
sys.dont_write_bytecode = True
import make_lfpykit as reference  # noqa: E402

h.nrn_load_dll(f"{LAMINAE}/build/lib/probe/libnrnmech.so")
h.load_file(f"{LAMINAE}/probe.hoc")
h.load_file(f"{LAMINAE}/tests/ref/grown_cell.hoc")
cell = h.GrownCell()
points, lines = reference.sources(cell.end_synapse.get_segment())

# Not within a radius of a segment, where a slice has another least distance
around = np.random.default_rng(3).uniform([-350, -300, -300], [300, 300, 400], (100, 3))
middle = np.c_[lines.x.mean(axis=1), lines.y.mean(axis=1), lines.z.mean(axis=1)]
reference.COLUMN = [list(contact) for contact in around
                    if (np.linalg.norm(contact - middle, axis=1) > lines.length + lines.d).all()]

sensors = h.Sensors()
sensors.every = reference.EVERY
cases = list(reference.potentials(points, lines))
for name, _, contacts, told in cases:
    array = h.ElectrodeArray(name)
    for contact in contacts:
        array.add(*contact)
    for key, values in told.items():
        getattr(array, key)(*(values if isinstance(values, list) else [values]))
    sensors.electrodes(array)
slabs = h.Slabs("laminar", -250, 350, 50)
slabs.around(0, 0, 400)
sensors.slabs(slabs)
_, currents, injected = reference.run(cell)

failed = False


def compare(name, ours, theirs):
    global failed
    ours, theirs = np.array(ours)[:, 1:], theirs[:, 1:]
    peak = np.abs(theirs).max(axis=1)
    error = (np.abs(ours - theirs).max(axis=1) / np.where(peak > 0, peak, 1)).max()
    print(f"{name:28s} {error:.1e}")
    failed |= not error < 1e-6


def signals(n, get):
    samples = [h.Vector() for _ in range(n)]
    for i, one in enumerate(samples):
        get(i, one)
    return [one.to_python() for one in samples]


for name, matrix, contacts, _ in cases:
    compare(name, signals(len(contacts), lambda i, one: sensors.potential(name, i, one)),
            matrix @ currents)
name, matrix = next(reference.densities(lines))
compare(name, signals(int(slabs.n), lambda i, one: sensors.current_density(name, i, one)),
        matrix @ currents)
moment = [h.Vector() for _ in range(3)]
sensors.dipole(*moment)
compare("dipole", [one.to_python() for one in moment],
        reference.dipole(points) @ (currents - injected))
os._exit(failed)
