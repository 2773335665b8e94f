# SPDX-License-Identifier: BSD-3-Clause
"""Sensors against LFPykit on a branching cell: sensors_on_lfpykit.py LAMINAE CELL.hoc

CELL.hoc makes sections and what drives them. Both get the same run: LFPykit the recorded i_membrane_
of every segment, Sensors nothing. Prints the largest difference over the peak of each signal, and
fails above 1e-6. What differs, and why:
- A point source stands in the middle of the segment's way along the 3-d points. LFPykit takes the middle
  between its two ends, up to some um off in a bent segment: here it is told segments without bends.
- A soma that is a point: LFPykit takes the first segment, Sensors those of the root section. So the
  matrix is put together of LFPykit's lines and points.
- A process at a section's end counts as a point there with Sensors; in NEURON's segments it is in none.
  The synapse at such an end is therefore measured here as a further point source.
- The least distance of a line is from its whole axis, in LFPykit too, but not in its slices, where it is
  from the line: no contact there is on the axis of a segment.
- Slabs: LFPykit leaves out a segment that goes through a whole slab, and takes the distance from the
  axis to change evenly along a segment that crosses the circle: so here they are thick and wide.
- Slices: LFPykit sums a stated number of images (here 200), Sensors until they weigh 1e-10.
"""

import os
import sys

import lfpykit
import numpy as np
from neuron import h

LAMINAE, CELL = sys.argv[1:3]
h.nrn_load_dll(f"{LAMINAE}/build/lib/probe/libnrnmech.so")
h.load_file("stdrun.hoc")
h.load_file(f"{LAMINAE}/probe.hoc")
h.load_file(CELL)
h.define_shape()
h.CVode().use_fast_imem(1)

sections = list(h.allsec())
segments = [(section, segment) for section in sections for segment in section]


def place(section, x):
    arcs = [section.arc3d(i) for i in range(section.n3d())]
    at = x * arcs[-1]
    return [np.interp(at, arcs, [get(i) for i in range(section.n3d())])
            for get in (section.x3d, section.y3d, section.z3d)]


starts = np.array([place(s, g.x - 0.5 / s.nseg) for s, g in segments])
ends = np.array([place(s, g.x + 0.5 / s.nseg) for s, g in segments])
diam = np.array([g.diam for _, g in segments])
ends_of_processes = []  # a point of no length where a process stands at a section's end
for section in sections:
    for x in (0.0, 1.0):
        here = [p for p in section(x).point_processes()
                if p.get_segment().x == x and not p.hname().startswith(("IClamp", "SEClamp"))]
        if here:
            ends_of_processes.append((section, x))
recorded = [h.Vector().record(g._ref_i_membrane_) for _, g in segments]
for section, x in ends_of_processes:
    recorded.append(h.Vector().record(section(x)._ref_i_membrane_))
    there = np.array([place(section, x)])
    starts, ends = np.vstack([starts, there]), np.vstack([ends, there])
    diam = np.append(diam, section(x).diam)
middles = np.array([place(s, g.x) for s, g in segments] + [place(s, x) for s, x in
                                                           ends_of_processes])


def geometry(starts, ends):
    """LFPykit wants lines of some length."""
    half = 1e-7 * (starts == ends).all(axis=1)
    return lfpykit.CellGeometry(x=np.c_[starts[:, 0] - half, ends[:, 0] + half],
                                y=np.c_[starts[:, 1], ends[:, 1]],
                                z=np.c_[starts[:, 2], ends[:, 2]], d=diam)


cell, points = geometry(starts, ends), geometry(middles, middles)
is_root = np.array([s == sections[0] for s, _ in segments] + [False] * len(ends_of_processes))

# contacts: around the cell, in it, and far from it
rng = np.random.default_rng(3)
low, high = starts.min(axis=0), starts.max(axis=0)
contacts = np.vstack([rng.uniform(low - 50, high + 50, (20, 3)), [[0.5, 0.2, 3.0]],
                      starts[7:8] + 0.01, 1e4 * rng.normal(size=(3, 3))])
normal = np.array([0.6, 0.0, 0.8])
thick = (low[2] - 60.0, high[2] + 60.0)
inside = contacts[:20]


def disc(centre, radius, n):
    """The points of a disc as Sensors take them."""
    least = int(np.argmin(np.abs(normal)))
    b, c = (least + 1) % 3, (least + 2) % 3
    first = np.zeros(3)
    first[b], first[c] = -normal[c], normal[b]
    first /= np.hypot(normal[b], normal[c])
    second = np.cross(normal, first)
    k = np.arange(n)
    r, angle = radius * np.sqrt((k + 0.5) / n), k * np.pi * (3 - np.sqrt(5))
    return centre + r[:, None] * (np.cos(angle)[:, None] * first + np.sin(angle)[:, None] * second)


def array(name, places, **settings):
    made = h.ElectrodeArray(name)
    for x, y, z in places:
        if "disc" in settings:
            made.add(x, y, z, *normal)
        else:
            made.add(x, y, z)
    for key, value in settings.items():
        getattr(made, key)(*(value if isinstance(value, tuple) else (value,)))
    return made


def contact(method, sigma, places=contacts):
    model = lfpykit.RecExtElectrode(points if method == "pointsource" else cell, sigma=sigma,
                                    x=places[:, 0], y=places[:, 1], z=places[:, 2], method=method)
    return model.get_transformation_matrix()


def root_as_point():
    return np.where(is_root, contact("pointsource", 0.3), contact("linesource", 0.3))


def disc_mean():
    rows = [contact("pointsource", 0.3, disc(p, 8.0, 40)).mean(axis=0) for p in contacts]
    return np.array(rows)


def slice_model(method, glass):
    """With the glass at z = 0."""
    lower = np.array([0, 0, thick[0]])
    of = (geometry(middles - lower, middles - lower) if method == "pointsource" else
          geometry(starts - lower, ends - lower))
    model = lfpykit.RecMEAElectrode(
        of, sigma_T=0.3, sigma_S=1.5, sigma_G=glass, h=thick[1] - thick[0], steps=200,
        x=inside[:, 0], y=inside[:, 1], z=np.zeros(len(inside)), method=method)
    return model.get_transformation_matrix()


def slice_of_lines():
    """LFPykit's slice knows no lines that are nearly points."""
    return np.where((starts == ends).all(axis=1), slice_model("pointsource", 0.0),
                    slice_model("linesource", 0.0))


on_glass = np.c_[inside[:, :2], np.full(len(inside), thick[0])]
mixed = [0.3, 0.25, 0.45]
cases = {
    "points": (array("points", contacts), lambda: contact("pointsource", 0.3)),
    "lines": (array("lines", contacts, method="lsa"), lambda: contact("linesource", 0.3)),
    "root": (array("root", contacts, method="root_as_point"), root_as_point),
    "points_3": (array("points_3", contacts, conductivity=tuple(mixed)),
                 lambda: contact("pointsource", mixed)),
    "lines_3": (array("lines_3", contacts[:-5], method="lsa", conductivity=tuple(mixed)),
                lambda: contact("linesource", mixed, contacts[:-5])),
    "discs": (array("discs", contacts, disc=(8.0, 40)), disc_mean),
    "slice_points": (array("slice_points", on_glass, below=(thick[0], 0.1), above=(thick[1], 1.5)),
                     lambda: slice_model("pointsource", 0.1)),
    "slice_lines": (array("slice_lines", on_glass, method="lsa", below=(thick[0], 0.0),
                          above=(thick[1], 1.5)), slice_of_lines),
}
sensors = h.Sensors()
for made, _ in cases.values():
    sensors.electrodes(made)
slabs = h.Slabs("slabs", -200.0, 200.0, 40.0)
slabs.around(10.0, 5.0, 1000.0)
sensors.slabs(slabs)

h.dt, h.tstop, h.celsius = 0.025, 20.0, 6.3
h.steps_per_ms = 40
h.v_init = -65
h.run()
currents = np.array([r.to_python() for r in recorded])
print(f"{len(segments)} segments, largest current {np.abs(currents).max():.3g} nA")

failed = False


def compare(name, ours, theirs):
    global failed
    ours, theirs = ours[:, 1:], theirs[:, 1:]
    error = np.abs(ours - theirs).max() / np.abs(theirs).max()
    print(f"{name:14s} {error:.1e} of {np.abs(theirs).max():.3g}")
    failed |= not error < 1e-6


def all_of(n, get):
    rows = []
    for i in range(n):
        samples = h.Vector()
        get(i, samples)
        rows.append(samples.to_python())
    return np.array(rows)


for name, (made, matrix) in cases.items():
    compare(name, all_of(int(made.n), lambda i, v: sensors.potential(name, i, v)),
            1000 * matrix() @ currents)  # mV to uV
z = np.array([[-200.0 + 40 * i, -160.0 + 40 * i] for i in range(10)])
model = lfpykit.LaminarCurrentSourceDensity(
    lfpykit.CellGeometry(x=cell.x - 10, y=cell.y - 5, z=cell.z, d=diam), z=z, r=np.full(10, 1000.0))
compare("slabs", all_of(10, lambda i, v: sensors.current_density("slabs", i, v)),
        1e6 * model.get_transformation_matrix() @ currents)  # nA/um3 to uA/mm3
# LFPykit's moment has no electrode in it: where currents enter, they go in at their segment
x, y, moment_z = h.Vector(), h.Vector(), h.Vector()
sensors.dipole(x, y, moment_z)
theirs = lfpykit.CurrentDipoleMoment(points).get_transformation_matrix() @ currents
for clamp in [h.grown_clamp] if hasattr(h, "grown_clamp") else []:
    at = [i for i, (s, g) in enumerate(segments) if clamp.get_segment() == g][0]
    t = (np.arange(currents.shape[1]) - 0.5) * h.dt
    theirs -= np.outer(middles[at], clamp.amp * ((t >= clamp.delay) & (t < clamp.delay + clamp.dur)))
if hasattr(h, "grown_hold"):
    hold = h.grown_hold
    at = [i for i, (s, g) in enumerate(segments) if hold.get_segment() == g][0]
    injected = currents.sum(axis=0) - clamp.amp * ((t >= clamp.delay)
                                                   & (t < clamp.delay + clamp.dur))
    theirs -= np.outer(middles[at], injected)
compare("dipole", np.array([x.to_python(), y.to_python(), moment_z.to_python()]), theirs)
os._exit(failed)
