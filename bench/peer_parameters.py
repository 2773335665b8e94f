# SPDX-License-Identifier: BSD-3-Clause
"""Parameters of a network of HNN-core's, by the paths that Laminae has for them."""

from hnn_core import pick_connection


def set_parameters(net, values):
    """values: {PATH: number} of drives: drives.NAME.mu, drives.NAME.weights_RECEPTOR.CELLS"""
    for path, value in values.items():
        _, drive, kind, *cells = path.split(".")
        if not cells:
            net.external_drives[drive]["dynamics"][kind] = value
            continue
        receptor = kind.removeprefix("weights_")
        for i in pick_connection(net, src_gids=drive, target_gids=cells[0], receptor=receptor):
            net.connectivity[i]["nc_dict"]["A_weight"] = value
