# SPDX-License-Identifier: BSD-3-Clause
"""Remake the reference results of LFPykit: python make_lfpykit.py

Needs neuron==9.0.2, lfpykit==0.6.2 and h5py; takes seconds. Runs the cell of
tests/probe/grown_cell.hoc and writes lfpykit.h5:

    /cell            start_um, end_um, diam_um, section of each segment: sections in the order of
                     their creation, the segments of each by ascending x; attribute end_segment,
                     below
    /current         time_ms, v_soma_mV; sum_nA, of i_membrane_ over the segments; end_nA,
                     i_membrane_ of the node at the end of a section where a synapse sits; the
                     electrodes' currents. All at every step;
                     sum_nA + end_nA = current_clamp_nA + voltage_clamp_nA
    /sample          time_ms of the samples of the results
    /static          i_membrane_nA of all segments at a few times time_ms, in full
    /case/<name>     its attributes are the arguments; what was computed from i_membrane_ of the
                     segments at the samples, or at /static/time_ms (attribute at = "static");
                     end_segment, what 1 nA in the segment beside the end node gives, which places
                     end_nA there; points_um, of contacts with a size
    /case/<name>/matrix    in two cases: what 1 nA in each segment gives, at the first contacts

A segment is the straight line between two points of its section, found by interpolation of its 3-d
points along their arc length. What LFPykit computes from it stands in lfpykit.md. Results are
rounded to 1/2^30 of the peak of each trace, but /cell, /static, matrix and end_segment are in full;
the comparison allows 1e-6.
"""

import copy
import pathlib

import h5py
import lfpykit
import numpy as np
from neuron import h

HERE = pathlib.Path(__file__).parent
EVERY = 10  # steps between samples
STATIC_MS = (2.5, 4.0, 6.5, 7.5, 10.0, 16.0)
UNITS = dict(um="um", mV="mV", nA="nA", ms="ms", uV="uV", um3="nA/um^3", section="1",
             nAum="nA um")

# Contacts: in the soma (middle, on the axis, beside it) and a dendrite; about the cell; far away.
NEAR = [[0, 0, 0], [0, 0, 5], [4, 3, 2], [0, 6, 12.5], [1.3, 0.2, -60]]
COLUMN = [[25, 10, z] for z in range(-250, 351, 50)]
FAR = [[400, 0, 0], [0, 0, -900], [-300, 500, 100], [0, 0, 900], [0, -2000, -1500],
       [3000, 3000, 3000]]
PLANE = [[x, y, -300] for x in (-260, -150, -40, 45, 130, 240) for y in (-170, -55, 60, 180)]
WIDE = [[25, 10, 0], [-20, 0, 60], [0, 30, -40], [60, 50, 150], [3, 2, 5], [250, 0, 0]]
NORMALS = [[0, 0, 1], [1, 0, 0], [0, -1, 0], [0.6, 0, 0.8], [2 / 3, -1 / 3, 2 / 3], [0, 0.8, -0.6]]


def segment_ends(section):
    """Ends (nseg, 2, 3) and diameters of the segments of a section, by ascending x."""
    n = section.n3d()
    arc = np.array([section.arc3d(i) for i in range(n)])
    points = np.array([[section.x3d(i), section.y3d(i), section.z3d(i)] for i in range(n)])
    edges = np.linspace(0, 1, section.nseg + 1)
    if h.section_orientation(sec=section):  # the first point is where the section is joined: x = 1
        edges = 1 - edges
    ends = np.stack([np.interp(edges * arc[-1], arc, axis) for axis in points.T], axis=-1)
    return np.stack([ends[:-1], ends[1:]], axis=1), np.array([seg.diam for seg in section])


def run():
    """Run the cell; segment ends, diameters, section numbers, traces by name, i_membrane_."""
    h.load_file(str(HERE.parent / "probe" / "grown_cell.hoc"))
    cell = h.GrownCell()
    sections = list(h.allsec())
    h.CVode().use_fast_imem(1)
    end = cell.end_synapse.get_segment()
    recorded = dict(v_soma_mV=cell.soma(0.5)._ref_v, end_nA=end._ref_i_membrane_,
                    current_clamp_nA=cell.current_clamp._ref_i,
                    voltage_clamp_nA=cell.voltage_clamp._ref_i)
    recorded = {name: h.Vector().record(value) for name, value in recorded.items()}
    currents = [h.Vector().record(seg._ref_i_membrane_) for sec in sections for seg in sec]
    h.finitialize(h.v_init)
    for _ in range(round(h.tstop / h.dt)):
        h.fadvance()
    traces = {name: np.array(value) for name, value in recorded.items()}
    ends, diameters = zip(*map(segment_ends, sections))
    number = np.repeat(np.arange(len(sections)), [sec.nseg for sec in sections])
    end_segment = np.flatnonzero(number == sections.index(end.sec))[-1]
    return (np.concatenate(ends), np.concatenate(diameters), number, int(end_segment), traces,
            np.array(currents))


def rounded(values, bits=30):
    """Values rounded to 1/2^bits of the peak of each trace."""
    peak = np.abs(values).max(axis=-1, keepdims=True)
    step = 2.0 ** (np.ceil(np.log2(np.where(peak > 0, peak, 1.0))) - bits)
    return np.round(values / step) * step


def write(group, name, values, units=None):
    """Write a dataset with its unit, which ends its name where none is given."""
    dataset = group.create_dataset(name, data=values, compression=9, shuffle=True)
    dataset.attrs["units"] = units or UNITS[name.rsplit("_", 1)[-1]]


def potentials(geometry):
    """Cases of potentials: name, model, what it was given."""
    points = np.array(NEAR + COLUMN + FAR, float)
    plane = np.array(PLANE, float)
    x, y, z = points.T

    def electrode(name, method, sigma, **more):
        given = dict(positions_um=points, sigma_S_m=sigma, method=method)
        model = lfpykit.RecExtElectrode(geometry, sigma=sigma, x=x, y=y, z=z, method=method)
        return name, model, given

    kinds = dict(point=lfpykit.PointSourcePotential, line=lfpykit.LineSourcePotential)
    for name, kind in kinds.items():
        yield (name, kind(geometry, x=x, y=y, z=z, sigma=0.3),
               dict(positions_um=points, sigma_S_m=0.3, method=f"{name}source"))
    for method in "pointsource", "linesource", "root_as_point":
        yield electrode(f"electrode_{method}", method, 0.25)
        yield electrode(f"anisotropic_{method}", method, [0.3, 0.2, 0.45])

    wide = np.array(WIDE, float)
    for method in "pointsource", "linesource":
        np.random.seed(4)  # LFPykit's own seed does nothing
        model = lfpykit.RecExtElectrode(
            geometry, sigma=0.3, x=wide[:, 0], y=wide[:, 1], z=wide[:, 2], N=np.array(NORMALS),
            r=7.5, n=20, method=method)
        yield f"disc_{method}", model, dict(
            positions_um=wide, sigma_S_m=0.3, method=method, normals=np.array(NORMALS),
            radius_um=7.5, n_points=20)

    def slice_(name, method, where, low, height, steps, glass=0.0, squeeze=None):
        model = lfpykit.RecMEAElectrode(
            copy.deepcopy(geometry), sigma_T=0.3, sigma_S=1.5, sigma_G=glass, h=height, z_shift=low,
            steps=steps, x=where[:, 0], y=where[:, 1], z=where[:, 2], method=method,
            squeeze_cell_factor=squeeze)
        return name, model, dict(
            positions_um=where, sigma_tissue_S_m=0.3, sigma_saline_S_m=1.5,
            sigma_glass_S_m=glass, method=method, bottom_um=low, height_um=height, steps=steps,
            squeeze=squeeze or 0.0)

    inside = points[(points[:, 2] >= -300) & (points[:, 2] <= 400)]
    high_plane = plane + [0, 0, 120]
    yield slice_("slice_pointsource", "pointsource", inside, -300.0, 700.0, 20)
    yield slice_("slice_pointsource_long", "pointsource", inside, -300.0, 700.0, 200)
    yield slice_("slice_glass_pointsource", "pointsource", inside, -300.0, 700.0, 20, glass=0.1)
    for method in "pointsource", "linesource", "root_as_point":
        yield slice_(f"slice_plane_{method}", method, plane, -300.0, 700.0, 20)
    yield slice_("slice_plane_linesource_long", "linesource", plane, -300.0, 700.0, 200)
    for method in "pointsource", "linesource":
        yield slice_(f"slice_squeezed_{method}", method, high_plane, -180.0, 400.0, 20, squeeze=0.3)


def densities(geometry):
    """Cases of current source densities: name, model, what it was given."""
    edges = np.arange(-250.0, 351.0, 50.0)
    slabs = np.column_stack([edges[:-1], edges[1:]])
    for name, radius in ("laminar", 400.0), ("laminar_narrow", 60.0):
        radii = np.full(len(slabs), radius)
        yield (name, lfpykit.LaminarCurrentSourceDensity(geometry, slabs, radii),
               dict(slabs_um=slabs, radius_um=radius))
    x = np.arange(-310.0, 191.0, 100.0)
    y = np.arange(-225.0, 226.0, 150.0)
    z = np.arange(-250.0, 351.0, 150.0)
    for name, part in ("voxels", 1.0), ("voxels_fine", 0.01):
        yield (name, lfpykit.VolumetricCurrentSourceDensity(geometry, x, y, z, dl=part),
               dict(x_um=x, y_um=y, z_um=z, part_um=part))


def main():
    ends, diameters, number, end_segment, traces, currents = run()
    geometry = lfpykit.CellGeometry(*(ends[:, :, k] for k in range(3)), diameters)
    time = np.arange(currents.shape[1]) * h.dt
    sampled = currents[:, ::EVERY]
    static = currents[:, np.round(np.array(STATIC_MS) / h.dt).astype(int)]
    with h5py.File(HERE / "lfpykit.h5", "w", libver=("v110", "v110")) as file:
        file.attrs["source"] = f"LFPykit {lfpykit.__version__}, NEURON {h.nrnversion(0)}"
        cell = file.create_group("cell")
        cell.attrs["end_segment"] = end_segment
        for name, values in dict(start_um=ends[:, 0], end_um=ends[:, 1], diam_um=diameters,
                                 section=number).items():
            write(cell, name, values)
        current = file.create_group("current")
        for name, values in dict(time_ms=time, sum_nA=currents.sum(axis=0), **traces).items():
            write(current, name, rounded(values))
        write(file.create_group("sample"), "time_ms", time[::EVERY])
        write(file.create_group("static"), "time_ms", np.array(STATIC_MS))
        write(file["static"], "i_membrane_nA", static.T)

        def case(name, model, given, quantity, scale=1.0, at=sampled):
            group = file.create_group(f"case/{name}")
            matrix = scale * model.get_transformation_matrix()
            write(group, quantity, rounded(matrix @ at))
            per_nA = UNITS[quantity.rsplit("_", 1)[-1]] + "/nA"
            write(group, "end_segment", matrix[..., end_segment], per_nA)
            if name in ("electrode_linesource", "electrode_pointsource"):
                write(group, "matrix", matrix[:5], per_nA)
            group.attrs.update(given)
            group.attrs["at"] = "static" if at is static else "sample"
            if hasattr(model, "recorded_points"):
                write(group, "points_um", model.recorded_points)

        for name, model, given in potentials(geometry):
            case(name, model, given, "potential_uV", scale=1e3)
        case("dipole", lfpykit.CurrentDipoleMoment(geometry), {}, "dipole_nAum")
        for name, model, given in densities(geometry):
            if name.startswith("voxels"):  # LFPykit does not divide by the volume
                case(name, model, given, "current_nA", at=static)
            else:
                case(name, model, given, "csd_nA_um3")


if __name__ == "__main__":
    main()
