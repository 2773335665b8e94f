# SPDX-License-Identifier: BSD-3-Clause
"""Remake duecker.h5, the column of human cells on 2 x 2 points: python make_duecker.py

Needs the branch of HNN-core that has duecker_ET_model (github.com/asoplata/hnn-core, branch
merge-chetan-katharina-viz-metadata-handling, 70bcc801 of June 2026) on NEURON 8.2.7, and h5py. The
file is as those of make_reference.py; the drives are those of the branch's own test
(hnn_core/tests/script_duecker_simulate_save.py) and of params/drives/human_erp.json.
"""

from hnn_core import duecker_ET_model

import make_reference

PROXIMAL = dict(L2_inhibitory=0.1, L2_pyramidal=0.1, L5_inhibitory=1.0, L5_pyramidal=1.0)
DISTAL = dict(L2_inhibitory=0.1, L2_pyramidal=0.1, L5_pyramidal=0.1)
KEEP = {0: ["soma"], 2: ["soma", "apical_1"], 6: ["soma"], 8: ["soma", "apical_2", "basal_3"]}


def weights(*values):
    return dict(zip(("L2_inhibitory", "L2_pyramidal", "L5_pyramidal", "L5_inhibitory"), values))


def duecker():
    network = duecker_ET_model(mesh_shape=(2, 2))
    network.add_evoked_drive("prox1", mu=18, sigma=2.5, numspikes=1, location="proximal",
                             weights_ampa=weights(0.01, 0.015, 0.03, 0.0),
                             weights_nmda=weights(0.01, 0.05, 0.025, 0.0),
                             synaptic_delays=PROXIMAL)
    network.add_evoked_drive("dist1", mu=62, sigma=5, numspikes=2, location="distal",
                             weights_ampa=weights(0.005, 0.01, 1.0),
                             weights_nmda=weights(0.0, 0.01, 1.0), synaptic_delays=DISTAL)
    network.add_evoked_drive("prox2", mu=100, sigma=15, numspikes=1, location="proximal",
                             weights_ampa=weights(0.01, 0.3, 0.3, 0.001),
                             weights_nmda=weights(0.01, 0.2, 0.2, 0.001),
                             synaptic_delays=PROXIMAL)
    return network, dict(tstop=110.0, bsl_cor="none", keep=KEEP)


if __name__ == "__main__":
    make_reference.run(duecker)
