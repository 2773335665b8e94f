# SPDX-License-Identifier: BSD-3-Clause
"""Remake the reference results of HNN-core: python make_reference.py [CASE ...]

Needs hnn-core==0.6.1, which brings NEURON 8.2.7, and h5py; seconds a case, a minute for a 10 x 10 grid.
Each case becomes CASE.h5 beside this file, in the layout of a run's results.h5 (docs/results.md), with

    /network/hnn_json                   the network's file as HNN-core writes it before the run, on one
                                        line, as bytes (cases of a parameter file have none)
    attributes tstop_ms, dt_ms, trials  what was run

Traces are rounded to single precision and to 1/2^25 of their peak: 6e-8, the comparison allows 1e-6.
A case returns the network and what simulate_dipole is called with; keep={gid: sections} chooses what
is kept of the recordings.
"""

import io
import json
import pathlib
import sys

import h5py
import hnn_core
import numpy as np
from hnn_core import (Network, calcium_model, law_2021_model, neymotin_2020_model, read_params,
                      simulate_dipole)
from hnn_core.cell import Cell, Section
from hnn_core.cells_default import basket, pyramidal
from hnn_core.network_models import add_erp_drives_to_jones_model

HERE = pathlib.Path(__file__).parent
DEFAULTS = str(pathlib.Path(hnn_core.__file__).parent / "param" / "default.json")
RECORD = dict(record_vsec="all", record_isec="all", record_ca="all")
LAMINAR = [(135.0, 135.0, float(z)) for z in range(-325, 2150, 137)]  # um


def erp():
    """The default column with the evoked drives of HNN's default parameter file."""
    return neymotin_2020_model(add_drives_from_params=True), dict(tstop=170.0, n_trials=2)


def mesh():
    """The same drives on a smaller grid that is no square, with a longer step."""
    return (neymotin_2020_model(add_drives_from_params=True, mesh_shape=(5, 4)),
            dict(tstop=100.0, dt=0.05))


def alpha():
    """The default column with a 10 Hz rhythm at both locations, ten shared drive cells each."""
    network = neymotin_2020_model()
    rhythm = dict(tstart=50.0, tstop=310.0, burst_rate=10, burst_std=20.0, numspikes=2, spike_isi=10,
                  n_drive_cells=10, weights_ampa=dict(L2_pyramidal=5.4e-5, L5_pyramidal=5.4e-5))
    network.add_bursty_drive("alpha_prox", location="proximal", event_seed=284,
                             synaptic_delays=dict(L2_pyramidal=0.1, L5_pyramidal=1.0), **rhythm)
    network.add_bursty_drive("alpha_dist", location="distal", event_seed=296,
                             synaptic_delays=dict(L2_pyramidal=5.0, L5_pyramidal=5.0), **rhythm)
    return network, dict(tstop=310.0)


def from_parameters(file):
    return neymotin_2020_model(read_params(str(HERE / file)), add_drives_from_params=True)


def gamma():
    """Poisson drives, the numbers of HNN's gamma_L5weak_L2weak.json."""
    return from_parameters("gamma_flat.json"), dict(tstop=200.0)


def n20():
    """Synchronous evoked drives, the numbers of HNN's N20.json."""
    return from_parameters("n20_flat.json"), dict(tstop=100.0)


def param_alpha_beta():
    """Both rhythms and evoked inputs without weight from a legacy file, as HNN's tutorial has them."""
    return from_parameters("alpha_beta.param"), dict(tstop=120.0)


def law_lfp():
    """The model of Law et al. with the ERP drives, from 20 ms on."""
    network = law_2021_model()
    add_erp_drives_to_jones_model(network, tstart=20.0)
    network.add_electrode_array("lam", LAMINAR, method="psa")
    return network, dict(tstop=120.0)


CA_REC_KEPT = {0: ["soma"], 36: ["soma", "apical_tuft", "basal_2"], 136: ["soma"], 171: ["soma"],
               180: ["soma", "apical_1", "apical_tuft", "basal_3"]}


def ca_rec():
    """The calcium model with the ERP drives and a bias in two populations, recorded."""
    network = calcium_model()
    add_erp_drives_to_jones_model(network)
    network.add_tonic_bias(amplitude=dict(L2_pyramidal=0.5, L5_basket=0.1), t0=10.0, tstop=60.0)
    network.add_electrode_array("lam", LAMINAR, method="lsa")
    return network, dict(tstop=80.0, keep=CA_REC_KEPT)


def small(mesh=(3, 3), **parameters):
    """The default column on a small grid, with some of HNN's parameters changed."""
    return neymotin_2020_model(dict(read_params(DEFAULTS), **parameters), mesh_shape=mesh)


def cell(network, population):
    return network.cell_types[population]["cell_object"]


def cells():
    """Geometry, passive and active properties of sections changed, some along the cell."""
    network = small()
    l2, l5, basket = (cell(network, name) for name in ("L2_pyramidal", "L5_pyramidal", "L5_basket"))
    l5.modify_section("apical_1", L=533.3, diam=6.1, Ra=150.0, cm=1.1, v0=-68.5)
    l5.modify_section("basal_2", L=97.0, v0=-75.0)  # nseg stays that of 255 um
    l5.modify_section("soma", L=33.0, diam=31.0)
    l2.modify_section("apical_tuft", L=301.7, diam=2.9, cm=0.9)
    l2.modify_section("basal_1", Ra=90.0)
    basket.modify_section("soma", L=35.5, diam=15.0, cm=1.0, v0=-61.5)  # end points stay: no tree
    l5.sections["soma"].mechs["hh2"]["gnabar_hh2"] = 0.21
    l5.sections["soma"].mechs["cad"]["taur_cad"] = 35.0
    l2.sections["apical_oblique"].mechs["km"]["gbar_km"] = 120.0
    basket.sections["soma"].mechs["hh2"].update(gkbar_hh2=0.03, el_hh2=-58.0)
    l5.sections["apical_2"].mechs["ca"]["gbar_ca"] = lambda x_um: 20.0 + 0.03 * x_um
    l2.sections["apical_1"].mechs["hh2"]["gnabar_hh2"] = lambda x_um: 0.15 * np.exp(-x_um / 400.0)
    for changed in (l2, l5):
        changed._compute_section_mechs()
    add_erp_drives_to_jones_model(network)
    return network, dict(tstop=80.0, keep={4: ["apical_1"], 20: ["soma", "apical_2"]})


def sparse():
    """A share of the pairs alone connected, between cells and from both kinds of drive cells."""
    network = small((4, 3))
    network.clear_connectivity()
    for k, (source, target, loc, receptor, weight, probability) in enumerate([
            ("L2_pyramidal", "L2_pyramidal", "proximal", "ampa", 2e-3, 0.3),
            ("L2_pyramidal", "L5_pyramidal", "distal", "nmda", 1e-3, 0.5),
            ("L2_pyramidal", "L2_basket", "soma", "ampa", 4e-3, 0.7),
            ("L5_pyramidal", "L5_basket", "soma", "ampa", 4e-3, 0.25),
            ("L5_pyramidal", "L5_pyramidal", "proximal", "ampa", 1e-3, 0.1),
            ("L2_basket", "L2_pyramidal", "soma", "gabaa", 2e-2, 0.6),
            ("L2_basket", "L5_pyramidal", "distal", "gabab", 5e-3, 0.45),
            ("L5_basket", "L5_pyramidal", "soma", "gabaa", 2e-2, 0.55)]):
        network.add_connection(source, target, loc, receptor, weight, 1.0 + 0.1 * k, 3.0 + 10.0 * k,
                               probability=probability, conn_seed=10 + k,
                               allow_autapses=source != target)
    network.add_evoked_drive(
        "own", mu=12.0, sigma=4.0, numspikes=2, location="proximal", probability=0.4, event_seed=7,
        weights_ampa=dict(L2_basket=0.09, L2_pyramidal=0.02, L5_pyramidal=0.01),
        weights_nmda=dict(L2_pyramidal=0.004), synaptic_delays=0.5, conn_seed=5)
    network.add_evoked_drive(
        "common", mu=30.0, sigma=3.0, numspikes=1, location="distal", n_drive_cells=5,
        cell_specific=False, weights_ampa=dict(L2_pyramidal=0.01, L5_pyramidal=0.03),
        weights_nmda=dict(L2_basket=0.02), space_constant=5.0,
        synaptic_delays=dict(L2_basket=0.1, L2_pyramidal=0.3, L5_pyramidal=2.0),
        probability=dict(L2_basket=1.0, L2_pyramidal=0.7, L5_pyramidal=0.2))
    return network, dict(tstop=60.0, n_trials=2)


def shared_drives():
    """Drive cells of every type, shared and of their own, with and without an end; three trials."""
    network = small()
    weights = dict(L2_basket=0.02, L2_pyramidal=0.004, L5_pyramidal=0.003)
    network.add_evoked_drive("evoked", mu=15.0, sigma=5.0, numspikes=3, location="distal",
                             n_drive_cells=4, cell_specific=False, weights_ampa=weights,
                             weights_nmda=dict(L5_pyramidal=0.01), event_seed=11)
    network.add_poisson_drive("poisson", tstart=5.0, rate_constant=90.0, location="proximal",
                              n_drive_cells=3, cell_specific=False, event_seed=12,
                              weights_ampa=dict(weights, L5_basket=0.02), synaptic_delays=1.0)
    network.add_poisson_drive("poisson_own", tstop=40.0, location="proximal", event_seed=13,
                              rate_constant=dict(L2_pyramidal=150.0, L5_basket=60.0),
                              weights_ampa=dict(L2_pyramidal=0.01, L5_basket=0.05),
                              weights_nmda=dict(L2_pyramidal=0.002), space_constant=4.0)
    network.add_bursty_drive("bursty", tstart=8.0, tstart_std=4.0, tstop=50.0, burst_rate=40.0,
                             burst_std=2.0, numspikes=3, spike_isi=4.0, location="proximal",
                             n_drive_cells=2, weights_ampa=weights, event_seed=14)
    network.add_bursty_drive("bursty_own", tstart=3.0, burst_rate=25.0, burst_std=5.0, numspikes=2,
                             spike_isi=6.0, location="distal", n_drive_cells="n_cells",
                             cell_specific=True, weights_ampa=dict(L5_pyramidal=0.02),
                             weights_nmda=dict(L5_pyramidal=0.02), event_seed=15)
    network.add_bursty_drive("single", tstart=20.0, burst_rate=10.0, numspikes=1, event_seed=16,
                             location="soma", weights_ampa=dict(L5_basket=0.1))
    return network, dict(tstop=60.0, n_trials=3)


def stellate():
    """A cell of three sections with names, a tree and synapses of its own, without a dipole."""
    sections = dict(
        soma=Section(L=20.0, diam=18.0, Ra=150.0, cm=1.0, v0=-66.0, end_pts=[[0, 0, 0], [0, 0, 20]]),
        dend=Section(L=180.0, diam=2.5, Ra=150.0, cm=1.0, v0=-66.5,
                     end_pts=[[0, 0, 20], [180, 0, 20]]),
        twig=Section(L=60.0, diam=1.2, Ra=150.0, cm=1.2, v0=-67.0,
                     end_pts=[[180, 0, 20], [180, 60, 20]]))
    for name, section in sections.items():
        section.syns = ["fast", "slow", "gabaa"] if name != "soma" else ["gabaa"]
        section.mechs = dict(hh2=dict(gnabar_hh2=0.1 if name == "soma" else 0.03, el_hh2=-66.0))
    synapses = dict(fast=dict(e=0.0, tau1=0.4, tau2=3.0), slow=dict(e=0.0, tau1=2.0, tau2=40.0),
                    gabaa=dict(e=-75.0, tau1=0.3, tau2=8.0))
    tree = {("soma", 0): [("soma", 1)], ("soma", 1): [("dend", 0)], ("dend", 0): [("dend", 1)],
            ("dend", 1): [("twig", 0)], ("twig", 0): [("twig", 1)]}
    return Cell("stellate", (0, 0, 0), sections, synapses, dict(outer=["dend", "twig"]), tree)


def populations():
    """Five populations in an order and with names of their own; two of them have a dipole."""
    def kind(cell_object, layer, excitatory, measured):
        return dict(cell_object=cell_object, cell_metadata=dict(
            morpho_type="pyramidal" if measured else "basket", layer=layer, measure_dipole=measured,
            electro_type="excitatory" if excitatory else "inhibitory"))
    types = dict(deep=kind(pyramidal("L5_pyramidal"), "5", True, True),
                 star=kind(stellate(), "4", True, False),
                 shallow=kind(pyramidal("L2_pyramidal"), "2", True, True),
                 idle=kind(pyramidal("L2_pyramidal"), "2", True, False),
                 brake=kind(basket("L2_basket"), "2", False, False))
    grid = [(float(x), float(y)) for x in range(3) for y in range(2)]
    positions = dict(deep=[(x, y, 0.0) for x, y in grid], shallow=[(x, y, 1000.0) for x, y in grid],
                     star=[(0.5, 0.5, 600.0), (1.5, 0.5, 610.0), (2.0, 0.25, 590.0)],
                     idle=[(2.0, 1.0, 1000.0)], brake=[(0.0, 1.0, 900.0), (1.0, 0.0, 900.0)],
                     origin=(1.0, 0.0, 500.0))
    network = Network(read_params(DEFAULTS), mesh_shape=(3, 2), pos_dict=positions, cell_types=types)
    for source, target, loc, receptor, weight in [
            ("star", "shallow", "proximal", "ampa", 0.004), ("star", "star", "twig", "slow", 0.0005),
            ("shallow", "deep", "apical_2", "nmda", 0.003), ("shallow", "brake", "soma", "ampa", 0.01),
            ("brake", "star", "soma", "gabaa", 0.004), ("brake", "shallow", "soma", "gabab", 0.002),
            ("deep", "star", "outer", "fast", 0.001), ("shallow", "idle", "distal", "ampa", 0.002)]:
        network.add_connection(source, target, loc, receptor, weight, 0.8, 4.0)
    network.add_evoked_drive("core", mu=10.0, sigma=2.0, numspikes=1, location="soma", event_seed=3,
                             weights_nmda=dict(brake=0.05))
    network.add_bursty_drive("matrix", tstart=5.0, burst_rate=30.0, burst_std=1.0, spike_isi=5.0,
                             location="distal", n_drive_cells=2, space_constant=6.0, event_seed=4,
                             weights_ampa=dict(shallow=0.01, deep=0.02, idle=0.01))
    network.add_tonic_bias(amplitude=dict(star=0.4), section="dend", t0=2.0)
    return network, dict(tstop=60.0, keep={6: ["soma", "twig"], 9: ["soma"]})


CASES = (erp, mesh, alpha, gamma, n20, param_alpha_beta, law_lfp, ca_rec, cells, sparse,
         shared_drives, populations)
FROM_PARAMETERS = (gamma, n20, param_alpha_beta)


def network_text(network):
    """The network's file, on one line."""
    file = io.StringIO()
    network.write_configuration(file)
    return json.dumps(json.loads(file.getvalue()), separators=(",", ":")) + "\n"


def recorded(response, k, keep):
    """What was recorded in trial k, by path below cells/, of the kept gids and sections."""
    traces = {}
    for gid, sections in keep.items():
        for section in sections:
            traces[f"{gid}/{section}/v_mV"] = response.vsec[k][gid][section]
            for synapse, trace in response.isec[k][gid][section].items():
                traces[f"{gid}/{section}/i_{synapse[len(section) + 1:]}_nA"] = trace
            if section in response.ca[k][gid]:
                traces[f"{gid}/{section}/ca_mM"] = response.ca[k][gid][section]
    return traces


def write_trace(group, path, values):
    """Write a trace rounded as the head of this file says, with its unit, which ends its name."""
    peak = np.abs(values).max()
    step = 2.0 ** (np.ceil(np.log2(peak)) - 25) if peak > 0 else 1.0
    values = np.round(np.asarray(values) / step) * step
    unit = "nAm" if path.startswith("dipole/") else path.rsplit("_", 1)[1]
    group.create_dataset(path, data=values.astype(np.float32), compression=9,
                         shuffle=True).attrs["units"] = unit


def write(path, text, options, trials):
    """Write a case; a trial is its dipoles by population, spike times, gids and traces by path."""
    with h5py.File(path, "w", track_order=False) as file:
        file.attrs["source"] = f"HNN-core {hnn_core.__version__}"
        file.attrs["tstop_ms"] = options["tstop"]
        file.attrs["dt_ms"] = options["dt"]
        file.attrs["trials"] = len(trials)
        if text:
            file.create_dataset("network/hnn_json", data=np.frombuffer(text.encode(), np.uint8),
                                compression=9).attrs["units"] = "1"
        for k, (dipoles, times, gids, traces) in enumerate(trials):
            trial = file.create_group(f"trial/{k}")
            for population, values in dipoles.items():
                write_trace(trial, f"dipole/{population}", values)
            order = np.lexsort((gids, times))
            for name, values in (("time_ms", np.asarray(times)), ("gid", np.asarray(gids, np.int64))):
                trial.create_dataset(f"spikes/{name}", data=values[order], compression=9, shuffle=True)
            for name, values in traces.items():
                write_trace(trial, f"cells/{name}", values)


def run(case):
    """Run a case with HNN-core and write its file."""
    network, options = case()
    keep = options.pop("keep", {})
    text = None if case in FROM_PARAMETERS else network_text(network)
    options = dict(dict(n_trials=1, dt=0.025), **options, **(RECORD if keep else {}))
    results = simulate_dipole(network, postproc=False, **options)
    response = network.cell_response
    measured = [name for name, cell in network.cell_types.items()
                if cell["cell_metadata"].get("measure_dipole")]
    trials = []
    for k, dipole in enumerate(results):
        dipoles = dict(zip(["agg", *measured], (dipole.data[key] for key in ("agg", "L2", "L5"))))
        trials.append((dipoles, response.spike_times[k], response.spike_gids[k],
                       recorded(response, k, keep)))
    write(HERE / f"{case.__name__}.h5", text, options, trials)


def main(names):
    cases = {case.__name__: case for case in CASES}
    for name in names or cases:
        run(cases[name])


if __name__ == "__main__":
    main(sys.argv[1:])
