# SPDX-License-Identifier: BSD-3-Clause
"""What HNN-core 0.6.1's template models consist of: python hnn_models.py remakes models/NAME.txt.

A line for each section, parameter of a mechanism, synapse, location, connection and drive; numbers
as they are, in HNN-core's units. A parameter that varies along a section has a value for the middle
of each segment.
"""

import pathlib

import numpy as np
from hnn_core import calcium_model, law_2021_model, neymotin_2020_model
from hnn_core.network_models import add_erp_drives_to_jones_model

MODELS = dict(neymotin_2020=neymotin_2020_model, law_2021=law_2021_model, calcium=calcium_model)


def numbers(*values):
    return " ".join(repr(float(value)) for value in values)


def of_cell(name, cell):
    for section_name, section in cell.sections.items():
        yield f"section {name} {section_name} " + numbers(
            section.L, section.diam, section.Ra, section.cm, section.v0, section.nseg)
        yield f"receptors {name} {section_name} " + " ".join(section.syns)
        yield f"mechanisms {name} {section_name} " + " ".join(section.mechs)
        for mechanism, parameters in section.mechs.items():
            for parameter, value in parameters.items():
                if isinstance(value, list):  # places from 0 to 1, values there
                    middles = (np.arange(section.nseg) + 0.5) / section.nseg
                    assert np.allclose(value[0], middles)
                    value = value[1]
                values = numbers(*np.atleast_1d(value))
                yield f"parameter {name} {section_name} {mechanism} {parameter} {values}"
    for receptor, synapse in cell.synapses.items():
        yield f"synapse {name} {receptor} " + numbers(*synapse.values())
    for location, sections in cell.sect_loc.items():
        if sections:
            yield f"location {name} {location} " + " ".join(sections)


def as_text(net):
    for name, cell_type in net.cell_types.items():
        yield from of_cell(name, cell_type["cell_object"])
    for name, drive in net.external_drives.items():
        dynamics = drive["dynamics"].values()
        yield f"drive {name} " + numbers(drive["event_seed"], drive["n_drive_cells"], *dynamics)
    for c in net.connectivity:
        synapse = c["nc_dict"]
        n_pairs = sum(map(len, c["gid_pairs"].values()))
        yield (f"connection {c['src_type']} {c['target_type']} {c['loc']} {c['receptor']} " +
               numbers(synapse["A_weight"], synapse["A_delay"], synapse["lamtha"], synapse["gain"],
                       n_pairs))


for name, model in MODELS.items():
    net = model()
    add_erp_drives_to_jones_model(net)
    path = pathlib.Path(__file__).parent / "models" / f"{name}.txt"
    path.write_text("\n".join(as_text(net)) + "\n")
