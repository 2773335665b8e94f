# SPDX-License-Identifier: BSD-3-Clause
"""The networks whose results are kept here, as HNN-core 0.6.1 builds them (see make_reference.py).

A case returns the network and what simulate_dipole is called with; keep={gid: sections} asks for
recordings and says what of them is kept. The gids of a small grid: the baskets and pyramidal cells
of layer 2, then those of layer 5.
"""

import io
import json
import pathlib

import hnn_core
import numpy as np
from hnn_core import Network, calcium_model, law_2021_model, neymotin_2020_model, read_params
from hnn_core.cell import Cell, Section
from hnn_core.cells_default import basket, pyramidal
from hnn_core.hnn_io import dict_to_network
from hnn_core.network import pick_connection
from hnn_core.network_models import add_erp_drives_to_jones_model

HERE = pathlib.Path(__file__).parent
DEFAULTS = str(pathlib.Path(hnn_core.__file__).parent / "param" / "default.json")
LAMINAR = [(135.0, 135.0, float(z)) for z in range(-325, 2150, 137)]  # um


def one_line(described):
    return json.dumps(described, separators=(",", ":")) + "\n"


def network_text(network):
    """The network's file, on one line."""
    file = io.StringIO()
    network.write_configuration(file)
    return one_line(json.load(file))


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
    rhythm = dict(tstart=50.0, tstop=310.0, burst_rate=10, burst_std=20.0, numspikes=2,
                  spike_isi=10, n_drive_cells=10,
                  weights_ampa=dict(L2_pyramidal=5.4e-5, L5_pyramidal=5.4e-5))
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
    """Both rhythms, and evoked inputs without weight, from a legacy file: an HNN tutorial."""
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
        soma=Section(L=20.0, diam=18.0, Ra=150.0, cm=1.0, v0=-66.0,
                     end_pts=[[0, 0, 0], [0, 0, 20]]),
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
    network = Network(read_params(DEFAULTS), mesh_shape=(3, 2), pos_dict=positions,
                      cell_types=types)
    for source, target, loc, receptor, weight in [
            ("star", "shallow", "proximal", "ampa", 0.004),
            ("star", "star", "twig", "slow", 0.0005),
            ("shallow", "deep", "apical_2", "nmda", 0.003),
            ("shallow", "brake", "soma", "ampa", 0.01),
            ("shallow", "idle", "distal", "ampa", 0.002),
            ("brake", "star", "soma", "gabaa", 0.004),
            ("brake", "shallow", "soma", "gabab", 0.002),
            ("deep", "star", "outer", "fast", 0.001)]:
        network.add_connection(source, target, loc, receptor, weight, 0.8, 4.0)
    network.add_evoked_drive("core", mu=10.0, sigma=2.0, numspikes=1, location="soma", event_seed=3,
                             weights_nmda=dict(brake=0.05))
    network.add_bursty_drive("matrix", tstart=5.0, burst_rate=30.0, burst_std=1.0, spike_isi=5.0,
                             location="distal", n_drive_cells=2, space_constant=6.0, event_seed=4,
                             weights_ampa=dict(shallow=0.01, deep=0.02, idle=0.01))
    network.add_tonic_bias(amplitude=dict(star=0.4), section="dend", t0=2.0)
    return network, dict(tstop=60.0, keep={6: ["soma", "twig"], 9: ["soma"]})


def inputs():
    """Every input of a legacy file, and what HNN-core ignores there: grid and cells.

    It ignores the file's bias too, which laminae applies: so it is added here by hand."""
    network = from_parameters("inputs.param")
    network.add_tonic_bias(amplitude=dict(L2_pyramidal=1.5), t0=5.0, tstop=30.0)
    return network, dict(tstop=40.0)


def legacy():
    """The same file in legacy mode, as HNN-core's converter makes a network of it."""
    network = neymotin_2020_model(read_params(str(HERE / "inputs.param")), mesh_shape=(3, 3),
                                  add_drives_from_params=True, legacy_mode=True)
    return network, dict(tstop=40.0)


def old_layout():
    """A file of HNN-core 0.4: no metadata, gains or initial potentials, which are -65 mV then."""
    network = small()
    add_erp_drives_to_jones_model(network, tstart=-10.0)
    file = json.loads(network_text(network))
    for name, described in file["cell_types"].items():
        file["cell_types"][name] = described["cell_object"]
        for section in described["cell_object"]["sections"].values():
            del section["v0"]
    for connection in file["connectivity"]:
        del connection["nc_dict"]["gain"]
    text = one_line(file)
    return dict_to_network(file), dict(tstop=70.0, text=text)


def mechanisms():
    """Mechanisms removed and added: calcium channels without its store, stores without channels."""
    network = small()
    l2, l5 = (cell(network, name).sections for name in ("L2_pyramidal", "L5_pyramidal"))
    for section, removed in dict(apical_1=["ca"], apical_2=["cad"], apical_tuft=["cad", "kca"],
                                 basal_2=["ca", "cad"], basal_3=["ar", "cat", "km"],
                                 apical_oblique=["hh2", "km"]).items():
        for mechanism in removed:
            del l5[section].mechs[mechanism]
    l5["apical_oblique"].mechs["pas"] = dict(g_pas=5e-5, e_pas=-70.0)
    l5["basal_1"].mechs["pas"] = dict(g_pas=2e-4)
    l2["soma"].mechs["pas"] = {}
    l2["apical_tuft"].mechs.update(ca=dict(gbar_ca=30.0), cad=dict(taur_cad=40.0), cat={},
                                   kca=dict(gbar_kca=1e-3), ar=dict(gbar_ar=2e-5))
    cell(network, "L2_basket").sections["soma"].mechs["km"] = dict(gbar_km=20.0)
    add_erp_drives_to_jones_model(network, tstart=-10.0)
    return network, dict(tstop=65.0, keep={6: ["apical_tuft"],
                                           19: ["apical_1", "apical_2", "apical_tuft", "basal_2"]})


def segments():
    """Numbers of segments set by hand: even, one, more and fewer than values along a section."""
    network = small()
    l2, l5, basket_2 = (cell(network, name).sections
                        for name in ("L2_pyramidal", "L5_pyramidal", "L2_basket"))
    l2["apical_1"].nseg = 4
    l2["apical_tuft"].nseg = 1
    l5["soma"].nseg = basket_2["soma"].nseg = 3
    l5["basal_2"].nseg = 2
    l5["apical_1"].nseg = 5  # of the 13 values of gbar_ar the first 5 are used
    l5["apical_2"].nseg = 21  # the last 8 segments have the mechanism's default
    add_erp_drives_to_jones_model(network, tstart=-10.0)
    return network, dict(tstop=65.0, keep={0: ["soma"], 5: ["apical_1"],
                                           20: ["apical_2", "basal_2"]})


def synapses():
    """Kinetics changed, a receptor and a group of sections added; drives onto single sections."""
    network = small()
    l2, l5, fast = (cell(network, name) for name in ("L2_pyramidal", "L5_pyramidal", "L5_basket"))
    l5.synapses["gabab"] = dict(e=-75.0, tau1=45.0, tau2=200.0)
    l2.synapses["ampa"]["tau2"] = 3.0
    l2.synapses["nmda"] = dict(e=0.0, tau1=10.0, tau2=10.0)  # Exp2Syn makes tau1 shorter
    fast.synapses["nmda"]["e"] = 10.0
    l5.synapses["gabaa_slow"] = dict(e=-78.0, tau1=2.0, tau2=30.0)
    for section in ("soma", "basal_1"):
        l5.sections[section].syns.append("gabaa_slow")
    l5.sections["soma"].syns.append("ampa")
    l5.sect_loc["perisomatic"] = ["soma", "basal_1"]
    network.add_connection("L5_basket", "L5_pyramidal", "perisomatic", "gabaa_slow", 0.01, 1.5,
                           20.0)
    network.add_connection("L2_pyramidal", "L5_pyramidal", "basal_3", "nmda", 0.001, 0.7, 2.0)
    both = dict(L2_pyramidal=0.015, L5_pyramidal=0.02)
    network.add_evoked_drive("group", mu=8.0, sigma=2.0, numspikes=1, location="perisomatic",
                             weights_ampa=dict(L5_pyramidal=0.03), event_seed=31)
    network.add_evoked_drive("section", mu=20.0, sigma=3.0, numspikes=1, location="apical_1",
                             weights_ampa=both, weights_nmda=both, event_seed=32)
    network.add_evoked_drive("baskets", mu=25.0, sigma=3.0, numspikes=1, location="soma",
                             weights_nmda=dict(L2_basket=0.03, L5_basket=0.05), event_seed=33)
    return network, dict(tstop=60.0, keep={16: ["soma"], 20: ["soma"], 4: ["apical_1"]})


def gains():
    """Gains, weights and thresholds of connections; a row of cells 30 um apart."""
    network = small((1, 4), threshold=-3.0)
    network.set_cell_positions(inplane_distance=30.0, layer_separation=800.0)
    network.set_global_synaptic_gains(e_e=1.5, e_i=0.8, i_e=0.5, i_i=2.0)
    for source, target, receptor, changes in [
            # a cell has one threshold: that of the last connection from it
            ("L5_pyramidal", "L5_pyramidal", "nmda", dict(threshold=25.0, A_weight=2e-3)),
            ("L5_pyramidal", "L5_basket", "ampa", dict(threshold=12.0, A_delay=0.6)),
            ("L2_pyramidal", "L5_basket", "ampa", dict(threshold=-20.0, gain=4.0)),
            ("L2_basket", "L2_pyramidal", "gabaa", dict(gain=3.0, lamtha=1.3, A_weight=0.01))]:
        for index in pick_connection(network, source, target, receptor=receptor):
            network.connectivity[index]["nc_dict"].update(changes)
    add_erp_drives_to_jones_model(network, tstart=-10.0)
    return network, dict(tstop=70.0)


def single():
    """One cell of each kind, colder, with a longer step; two trials."""
    network = small((1, 1), celsius=32.0)
    add_erp_drives_to_jones_model(network, tstart=-10.0)
    return network, dict(tstop=80.0, dt=0.05, n_trials=2)


def biases():
    """Currents into several sections under two names, some to the end, and no drives."""
    network = small((2, 3))
    network.set_cell_positions(inplane_distance=30.0, layer_separation=800.0)
    network.add_tonic_bias(amplitude=dict(L2_pyramidal=1.2, L2_basket=0.3), t0=5.0)
    network.add_tonic_bias(amplitude=dict(L5_pyramidal=2.5), section="apical_tuft", t0=8.0,
                           tstop=40.0, bias_name="tuft")
    network.add_tonic_bias(amplitude=dict(L2_pyramidal=-0.4), section="basal_1", t0=20.0,
                           bias_name="tuft")
    network.add_tonic_bias(amplitude=dict(L5_basket=0.25), bias_name="late", t0=30.0, tstop=50.0)
    return network, dict(tstop=60.0)


def renamed():
    """HNN's populations under other names, connected by lists of gids as well."""
    network = small((2, 3))
    network.add_poisson_drive("noise", rate_constant=dict(L2_pyramidal=90.0, L2_basket=50.0),
                              location="distal", event_seed=41,
                              weights_ampa=dict(L2_pyramidal=0.02, L2_basket=0.02))
    network.add_evoked_drive("thalamus", mu=15.0, sigma=3.0, numspikes=2, location="proximal",
                             weights_ampa=dict(L5_pyramidal=0.01, L5_basket=0.05), event_seed=42)
    network.add_tonic_bias(amplitude=dict(L5_pyramidal=0.5), t0=10.0)
    network._rename_cell_types(dict(L2_pyramidal="upper", L2_basket="upper inhibitory",
                                    L5_pyramidal="lower", L5_basket="lower-fast"))
    upper, lower = (list(network.gid_ranges[name]) for name in ("upper", "lower"))
    network.add_connection(upper[:3], lower[2:4], "apical_1", "ampa", 0.002, 1.0, 3.0)
    network.add_connection(upper, upper[::2], "proximal", "nmda", 0.001, 0.9, 2.0)  # autapses too
    network.add_connection(lower, lower, "basal_1", "ampa", 0.001, 1.2, 2.0, allow_autapses=False)
    network.add_connection([lower[0], lower[5]], [[upper[1]], [upper[2], upper[4], upper[4]]],
                           "soma", "gabab", 0.003, 1.1, 5.0)  # one target twice
    network.add_connection(lower[1], upper[0], "distal", "ampa", 0.01, 0.5, 8.0)
    return network, dict(tstop=60.0)


def replay():
    """Spikes that are given: at 0 ms, twice at once, after the end; by name and by number."""
    network = small((2, 2))
    network.add_spike_train_drive(
        "by_name", location="proximal", conn_seed=51, synaptic_delays=0.4,
        spike_data=dict(a=[0.0, 3.0, 12.5, 12.5, 30.0], b=[6.0125, 18.0], c=[],
                        d=[9.0, 45.0, 200.0]),
        weights_ampa=dict(L2_pyramidal=0.01, L5_pyramidal=0.006, L5_basket=0.02))
    network.add_spike_train_drive(
        "by_number", location="distal", conn_seed=52, space_constant=6.0, probability=0.5,
        spike_data=[(5.0, 12), (7.0, 3), (21.0, 12), (22.0, 40), (33.3, 3)],
        weights_ampa=dict(L5_pyramidal=0.03), weights_nmda=dict(L5_pyramidal=0.02, L2_basket=0.03))
    return network, dict(tstop=50.0, n_trials=2)


def recorded_cells():
    """A cell of each population; all that HNN-core records of the one in layer 5."""
    network = small((2, 2))
    add_erp_drives_to_jones_model(network, tstart=-20.0)
    keep = {1: ["soma"], 3: ["soma", "basal_1"], 7: ["soma"],
            9: list(cell(network, "L5_pyramidal").sections)}
    return network, dict(tstop=50.0, dt=0.05, keep=keep)


CASES = (erp, mesh, alpha, gamma, n20, param_alpha_beta, law_lfp, ca_rec, cells, mechanisms,
         segments, synapses, recorded_cells, sparse, gains, single, biases, shared_drives, replay,
         populations, renamed, old_layout, legacy, inputs)
FROM_PARAMETERS = (gamma, n20, param_alpha_beta, inputs)
