# SPDX-License-Identifier: BSD-3-Clause
"""Remake the reference results of LFPykit: python make_lfpykit.py

Needs neuron==9.0.2, lfpykit==0.6.2 and h5py; takes a minute. Runs the cell of grown_cell.hoc and
writes lfpykit.h5:

    /sample/time_ms    the times of the samples
    /case/<name>       a dataset of signals, one row each, called by its quantity and unit.
                       Of potentials also contacts_um: x, y, z [, direction] of each contact; the
                       attributes are what an ElectrodeArray is told, called by its methods

The sources are the segments and, as a point, the end of the section at which a synapse stands. As
lines, segments go straight from end to end; as points, they are where NEURON has their middle.
lfpykit.md says what LFPykit computes from them, and what of it is left out here, and why.
Results are rounded to 1/2^30 of the peak of each row; the comparison allows 1e-6.
"""

import pathlib

import h5py
import lfpykit
import numpy as np
from neuron import h

HERE = pathlib.Path(__file__).parent
EVERY = 10  # steps between samples
KINDS = dict(psa="pointsource", lsa="linesource", root_as_point="root_as_point")

# Contacts: in the soma (middle, on the axis, beside it, at its end) and a dendrite; about the cell;
# far away.
NEAR = [[0, 0, 0], [0, 0, 5], [4, 3, 2], [0, 6, 12.5], [1.3, 0.2, -60]]
COLUMN = [[25, 10, z] for z in range(-250, 351, 50)]
FAR = [[400, 0, 0], [0, 0, -900], [-300, 500, 100], [0, 0, 900], [0, -2000, -1500],
       [3000, 3000, 3000]]
PLANE = [[x, y, -300] for x in (-260, -150, -40, 45, 130, 240) for y in (-170, -55, 60, 180)]
WIDE = [[25, 10, 0], [-20, 0, 60], [0, 30, -40], [60, 50, 150], [3, 2, 5], [250, 0, 0]]
NORMALS = [[0, 0, 1], [1, 0, 0], [0, -1, 0], [0.6, 0, 0.8], [2 / 3, -1 / 3, 2 / 3], [0, 0.8, -0.6]]


def place(section, x):
    """A place on a section, by its 3-d points."""
    n = section.n3d()
    arc = [section.arc3d(i) for i in range(n)]
    if h.section_orientation(sec=section):  # the first point is where the section is joined: x = 1
        x = 1 - x
    return [np.interp(x * arc[-1], arc, [get(i) for i in range(n)])
            for get in (section.x3d, section.y3d, section.z3d)]


def geometry(start, end, diameter):
    """LFPykit wants a length."""
    half = 1e-7 * (start == end).all(axis=1)
    return lfpykit.CellGeometry(x=np.c_[start[:, 0] - half, end[:, 0] + half],
                                y=np.c_[start[:, 1], end[:, 1]],
                                z=np.c_[start[:, 2], end[:, 2]], d=diameter)


def sources(end):
    """The segments, and the end of a section, as points and as lines."""
    segments = [(sec, seg.x, 0.5 / sec.nseg, seg.diam) for sec in h.allsec() for seg in sec]
    segments.append((end.sec, end.x, 0, end.diam))
    start, middle, end = (np.array([place(sec, x + side * half) for sec, x, half, _ in segments])
                          for side in (-1, 0, 1))
    diameter = np.array([d for *_, d in segments])
    return geometry(middle, middle, diameter), geometry(start, end, diameter)


def run(cell):
    """Run the cell; times, i_membrane_ of the sources, what electrodes put in there."""
    h.CVode().use_fast_imem(1)
    segments = [seg for sec in h.allsec() for seg in sec] + [cell.end_synapse.get_segment()]
    currents = [h.Vector().record(seg._ref_i_membrane_) for seg in segments]
    clamps = [cell.current_clamp, cell.voltage_clamp]
    put_in = [h.Vector().record(clamp._ref_i) for clamp in clamps]
    h.finitialize(h.v_init)
    for _ in range(round(h.tstop / h.dt)):
        h.fadvance()
    currents = np.array(currents)[:, ::EVERY]
    injected = np.zeros_like(currents)
    for clamp, current in zip(clamps, put_in):
        injected[segments.index(clamp.get_segment())] += np.array(current)[::EVERY]
    return h.dt * EVERY * np.arange(currents.shape[1]), currents, injected


def rounded(values, bits=30):
    """Values rounded to 1/2^bits of the peak of each row."""
    peak = np.abs(values).max(axis=-1, keepdims=True)
    step = 2.0 ** (np.ceil(np.log2(np.where(peak > 0, peak, 1.0))) - bits)
    return np.round(values / step) * step


def disc(centre, normal, radius, n):
    """Points on a disc: turned by the golden angle, each stands for the same area."""
    least = int(np.argmin(np.abs(normal)))
    b, c = (least + 1) % 3, (least + 2) % 3
    first = np.zeros(3)
    first[b], first[c] = -normal[c], normal[b]
    first /= np.hypot(normal[b], normal[c])
    second = np.cross(normal, first)
    k = np.arange(n)
    r, angle = radius * np.sqrt((k + 0.5) / n), k * np.pi * (3 - np.sqrt(5))
    return centre + r[:, None] * (np.cos(angle)[:, None] * first + np.sin(angle)[:, None] * second)


def not_beyond(lines, contacts):
    """Contacts that are nowhere in a segment's cylinder drawn out past its ends."""
    start, end = (np.c_[lines.x[:-1, i], lines.y[:-1, i], lines.z[:-1, i]] for i in (0, 1))
    along = (end - start) / lines.length[:-1, None]

    def is_beyond(contact):
        at = ((contact - start) * along).sum(axis=1)
        across = np.linalg.norm(contact - start - at[:, None] * along, axis=1)
        return (((at < 0) | (at > lines.length[:-1])) & (across < lines.d[:-1] / 2)).any()

    return [contact for contact in contacts if not is_beyond(np.array(contact))]


def potentials(points, lines):
    """Cases of potentials: name, matrix, contacts, what an ElectrodeArray is told."""

    def matrix(model, method, where, **given):
        """Of lines, the section's end stays a point."""
        x, y, z = np.array(where, float).T
        made = [1e3 * model(sources, x=x, y=y, z=z, method=kind, **given)  # mV to uV
                .get_transformation_matrix()
                for sources, kind in ((points, "pointsource"), (lines, KINDS[method]))]
        return made[0] if method == "psa" else np.c_[made[1][:, :-1], made[0][:, -1]]

    def in_slice(method, where, glass):
        return (matrix(lfpykit.RecMEAElectrode, method, where, sigma_T=0.3, sigma_S=1.5,
                       sigma_G=glass, h=700.0, z_shift=-300.0, steps=200), where,
                dict(method=method, conductivity=0.3, below=[-300, glass], above=[400, 1.5]))

    def in_tissue(method, where, sigma):
        return (matrix(lfpykit.RecExtElectrode, method, where, sigma=sigma), where,
                dict(method=method, conductivity=sigma))

    all_contacts = NEAR + COLUMN + FAR
    apart = not_beyond(lines, all_contacts)
    for method in KINDS:
        yield method, *in_tissue(method, all_contacts, 0.25)
        yield f"anisotropic_{method}", *in_tissue(method, apart, [0.3, 0.2, 0.45])
        yield f"slice_plane_{method}", *in_slice(method, PLANE, 0.0)
    for method in "psa", "lsa":
        discs = [disc(*contact, 7.5, 20) for contact in zip(np.array(WIDE), np.array(NORMALS))]
        means = [in_tissue(method, where, 0.3)[0].mean(axis=0) for where in discs]
        yield (f"disc_{method}", np.array(means), np.c_[WIDE, NORMALS],
               dict(method=method, conductivity=0.3, disc=[7.5, 20]))
    for name, glass in ("slice", 0.0), ("slice_glass", 0.1):
        yield name, *in_slice("psa", COLUMN, glass)


def densities(lines):
    """Cases of current source densities: name, matrix."""
    edges = np.arange(-250.0, 351.0, 50.0)
    slabs = np.column_stack([edges[:-1], edges[1:]])
    model = lfpykit.LaminarCurrentSourceDensity(lines, slabs, np.full(len(slabs), 400.0))
    yield "laminar", 1e6 * model.get_transformation_matrix()  # nA/um3 to uA/mm3
    x, y, z = np.arange(-300, 201, 250), np.arange(-200, 201, 200), np.arange(-250, 351, 150)
    model = lfpykit.VolumetricCurrentSourceDensity(lines, x, y, z, dl=1e-5)
    matrix = model.get_transformation_matrix()  # LFPykit does not divide by the volume
    yield "voxels", 1e6 * matrix.reshape(-1, matrix.shape[-1]) / (250.0 * 200.0 * 150.0)


def dipole(points):
    """Current dipole moment."""
    return lfpykit.CurrentDipoleMoment(points).get_transformation_matrix()


def main():
    h.load_file(str(HERE / "grown_cell.hoc"))
    cell = h.GrownCell()
    time, currents, injected = run(cell)
    points, lines = sources(cell.end_synapse.get_segment())
    with h5py.File(HERE / "lfpykit.h5", "w", libver=("v110", "v110")) as file:
        file.attrs["source"] = f"LFPykit {lfpykit.__version__}, NEURON {h.nrnversion(0)}"
        file["sample/time_ms"] = time

        def write(name, values):
            file.create_dataset(f"case/{name}", data=rounded(values), compression=9, shuffle=True)

        for name, matrix, contacts, told in potentials(points, lines):
            write(f"{name}/potential_uV", matrix @ currents)
            file[f"case/{name}/contacts_um"] = np.array(contacts, float)
            file[f"case/{name}"].attrs.update(
                {key: np.bytes_(value) if key == "method" else np.array(value, float, ndmin=1)
                 for key, value in told.items()})
        for name, matrix in densities(lines):
            write(f"{name}/density_uA_mm3", matrix @ currents)
        write("dipole/moment_nAum", dipole(points) @ (currents - injected))


if __name__ == "__main__":
    main()
