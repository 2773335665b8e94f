/* SPDX-License-Identifier: BSD-3-Clause
 * t17x_hnn.h - a small network as HNN-core writes it, for the tests of its translation: two layers
 * of cells on a grid of 2 x 3, a basket cell, a drive with cells of its own and a shared one. */
#ifndef LAM_T17X_HNN_H
#define LAM_T17X_HNN_H

#include "t1xx_file.h"

#include <sys/stat.h>
#include <unistd.h>

static const char hnn_small[] =
    "{\"object_type\": \"Network\", \"legacy_mode\": false, \"N_pyr_x\": 2, \"N_pyr_y\": 3, "
    "\"celsius\": 36.5, \"cell_types\": {"
    "\"P\": {\"cell_object\": {\"name\": \"Pyr\", \"pos\": [0, 0, 0], \"sections\": {"
    "\"apical_trunk\": {\"L\": 102.0, \"diam\": 10.2, \"cm\": 0.85, \"Ra\": 200.0, \"end_pts\": "
    "[[0, 0, 39.0], [0, 0, 141.0]], \"nseg\": 3, \"v0\": -70.5, \"mechs\": {\"km\": {\"gbar_km\": "
    "200.0}, \"ar\": {\"gbar_ar\": [[0.16666666666666666, 0.5, 0.8333333333333333], [1e-06, 2e-06, "
    "3e-06]]}, \"mine\": {\"g_mine\": 7}}, \"syns\": [\"ampa\", \"nmda\"]}, "
    "\"basal\": {\"L\": 85.0, \"diam\": 6.8, \"cm\": 0.85, \"Ra\": 200.0, \"end_pts\": "
    "[[0, 0, 0], [0, 0, -85]], \"nseg\": 1, \"v0\": -72, \"mechs\": {}, \"syns\": [\"ampa\"]}, "
    "\"soma\": {\"L\": 39.0, \"diam\": 28.9, \"cm\": 0.85, \"Ra\": 200.0, \"end_pts\": [[0, 0, 0], "
    "[0, 0, 39]], \"nseg\": 1, \"v0\": -72.0, \"mechs\": {\"hh2\": {\"gnabar_hh2\": 0.16}}, "
    "\"syns\": [\"gabaa\"]}}, "
    "\"synapses\": {\"ampa\": {\"e\": 0, \"tau1\": 0.5, \"tau2\": 5.0}, \"nmda\": {\"e\": 0, "
    "\"tau1\": 1.0, \"tau2\": 20.0}, \"gabaa\": {\"e\": -80, \"tau1\": 0.5, \"tau2\": 5.0}}, "
    "\"cell_tree\": {\"apical_trunk,0\": [\"apical_trunk,1\"], \"basal,0\": [\"basal,1\"], "
    "\"soma,0\": [\"soma,1\", \"basal,0\"], \"soma,1\": [\"apical_trunk,0\"]}, "
    "\"sect_loc\": {\"proximal\": [\"basal\", \"apical_trunk\"], \"distal\": [\"apical_trunk\"]}, "
    "\"gid\": null, \"dipole_pp\": [], \"vsec\": {}, \"isec\": {}, \"ca\": {}, \"tonic_biases\": "
    "[]}, \"cell_metadata\": {\"morpho_type\": \"pyramidal\", \"electro_type\": \"excitatory\", "
    "\"layer\": \"5\", \"measure_dipole\": true, \"reference\": \"a paper\"}}, "
    "\"I\": {\"cell_object\": {\"name\": \"I\", \"pos\": [0, 0, 0], \"sections\": {\"soma\": "
    "{\"L\": 39.0, \"diam\": 20.0, \"cm\": 0.85, \"Ra\": 200.0, \"end_pts\": [[0, 0, 0], [0, 0, "
    "39.0]], \"nseg\": 1, \"v0\": -64.9737, \"mechs\": {\"hh2\": {}}, \"syns\": [\"ampa\", "
    "\"gabaa\"]}}, \"synapses\": {\"ampa\": {\"e\": 0, \"tau1\": 0.5, \"tau2\": 5.0}, \"gabaa\": "
    "{\"e\": -80, \"tau1\": 0.5, \"tau2\": 5.0}}, \"cell_tree\": null, \"sect_loc\": "
    "{\"proximal\": [\"soma\"], \"distal\": []}, \"gid\": null, \"dipole_pp\": [], \"vsec\": {}, "
    "\"isec\": {}, \"ca\": {}, \"tonic_biases\": []}, \"cell_metadata\": {\"morpho_type\": "
    "\"basket\", \"electro_type\": \"inhibitory\", \"layer\": \"5\", \"measure_dipole\": false}}}, "
    "\"gid_ranges\": {\"I\": {\"start\": 6, \"stop\": 7}, \"P\": {\"start\": 0, \"stop\": 6}, "
    "\"shared\": {\"start\": 14, \"stop\": 16}, \"own\": {\"start\": 7, \"stop\": 14}}, "
    "\"pos_dict\": {\"P\": [[0, 0, 0], [0, 30.0, 0], [0, 60.0, 0], [30.0, 0, 0], [30.0, 30.0, 0], "
    "[30.0, 60.0, 0]], \"I\": [[10.0, 10.0, 200]], \"origin\": [0.0, 30.0, 653.0], "
    "\"own\": [[0, 30, 653], [0, 30, 653], [0, 30, 653], [0, 30, 653], [0, 30, 653], [0, 30, 653], "
    "[0, 30, 653]], \"shared\": [[5, 5, 5], [5, 5, 5]]}, \"cell_response\": {}, "
    "\"external_drives\": {"
    "\"own\": {\"type\": \"evoked\", \"location\": \"proximal\", \"n_drive_cells\": 7, "
    "\"event_seed\": 11, \"conn_seed\": 4, \"dynamics\": {\"mu\": 10.5, \"sigma\": 2.0, "
    "\"numspikes\": 2}, \"events\": [], \"weights_ampa\": {\"P\": 0.02, \"I\": 0.03}, "
    "\"weights_nmda\": null, \"synaptic_delays\": {\"P\": 0.1, \"I\": 1.0}, \"probability\": 1.0, "
    "\"name\": \"own\", \"target_types\": [\"P\", \"I\"], \"cell_specific\": true}, "
    "\"shared\": {\"type\": \"bursty\", \"location\": \"distal\", \"n_drive_cells\": 2, "
    "\"event_seed\": 2, \"conn_seed\": 3, \"dynamics\": {\"tstart\": 5.0, \"tstart_std\": 0, "
    "\"tstop\": null, \"burst_rate\": 20.0, \"burst_std\": 1.0, \"numspikes\": 2, \"spike_isi\": "
    "5.0}, \"events\": [], \"weights_ampa\": null, \"weights_nmda\": {\"P\": 0.01}, "
    "\"synaptic_delays\": 0.1, \"probability\": 0.5, \"name\": \"shared\", \"target_types\": "
    "[\"P\"], \"cell_specific\": false}}, "
    "\"external_biases\": {\"tonic\": {\"P\": {\"amplitude\": 0.5, \"t0\": 1.0, \"tstop\": null, "
    "\"section\": \"basal\"}}}, \"connectivity\": ["
    "{\"target_type\": \"P\", \"target_gids\": [], \"num_targets\": 6, \"src_type\": \"P\", "
    "\"src_gids\": [], \"num_srcs\": 6, \"gid_pairs\": {\"0\": [1, 2, 3, 4, 5], \"1\": [0, 2, 3, "
    "4, "
    "5], \"2\": [0, 1, 3, 4, 5], \"3\": [0, 1, 2, 4, 5], \"4\": [0, 1, 2, 3, 5], \"5\": [0, 1, 2, "
    "3, 4]}, \"loc\": \"proximal\", \"receptor\": \"ampa\", \"nc_dict\": {\"A_delay\": 1.0, "
    "\"A_weight\": 0.0005, \"lamtha\": 3.0, \"threshold\": -10.0, \"gain\": 1.5}, "
    "\"allow_autapses\": 0, \"probability\": 1.0}, "
    "{\"target_type\": \"I\", \"src_type\": \"P\", \"gid_pairs\": {\"0\": [6], \"1\": [6], \"2\": "
    "[6], \"3\": [6], \"4\": [6], \"5\": [6]}, \"loc\": \"soma\", \"receptor\": \"ampa\", "
    "\"nc_dict\": {\"A_delay\": 1.0, \"A_weight\": 0.001, \"lamtha\": 3.0}, \"allow_autapses\": 1, "
    "\"probability\": 1.0}, "
    "{\"target_type\": \"P\", \"src_type\": \"I\", \"gid_pairs\": {\"6\": [0, 4, 4]}, \"loc\": "
    "\"soma\", \"receptor\": \"gabaa\", \"nc_dict\": {\"A_delay\": 1.0, \"A_weight\": 0.05, "
    "\"lamtha\": 50.0, \"threshold\": 0.0, \"gain\": 1.0}, \"allow_autapses\": 1, \"probability\": "
    "0.3}, "
    "{\"target_type\": \"P\", \"src_type\": \"own\", \"gid_pairs\": {\"7\": [0], \"8\": [1], "
    "\"9\": [2], \"10\": [3], \"11\": [4], \"12\": [5]}, \"loc\": \"proximal\", \"receptor\": "
    "\"ampa\", \"nc_dict\": {\"A_delay\": 0.1, \"A_weight\": 0.02, \"lamtha\": 4.0, \"threshold\": "
    "0.0, \"gain\": 1.0}, \"allow_autapses\": 1, \"probability\": 1.0}, "
    "{\"target_type\": \"I\", \"src_type\": \"own\", \"gid_pairs\": {\"13\": [6]}, \"loc\": "
    "\"proximal\", \"receptor\": \"ampa\", \"nc_dict\": {\"A_delay\": 1.0, \"A_weight\": 0.03, "
    "\"lamtha\": 4.0, \"threshold\": 0.0, \"gain\": 1.0}, \"allow_autapses\": 1, \"probability\": "
    "1.0}, "
    "{\"target_type\": \"P\", \"src_type\": \"shared\", \"gid_pairs\": {\"14\": [0, 1, 2, 5], "
    "\"15\": [3, 4]}, \"loc\": "
    "\"distal\", \"receptor\": \"nmda\", \"nc_dict\": {\"A_delay\": 0.1, \"A_weight\": 0.01, "
    "\"lamtha\": 100.0, \"threshold\": 0.0, \"gain\": 1.0}, \"allow_autapses\": 1, "
    "\"probability\": 0.5}], "
    "\"rec_arrays\": {\"lam\": {\"positions\": [[1, 2, 3], [1, 2, 103.5]], \"conductivity\": 0.25, "
    "\"method\": null, \"min_distance\": 0.5, \"times\": [], \"voltages\": []}}, \"threshold\": "
    "0.0, \"delay\": 1.0}";

/* Open a text as the file network.json of a folder called "hnn small". */
static inline lam_status open_hnn(const char *text, double inplane_distance_um,
                                  lam_network **network_out) {
    char folder[] = "/tmp/lam_t17x_XXXXXX", path[64];
    lam_network_options options = {.inplane_distance_um = inplane_distance_um};
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/hnn small", folder);
    cr_assert_eq(mkdir(path, 0700), 0);
    strcat(path, "/network.json");
    write_file(path, text, strlen(text));
    lam_status status = lam_network_open(path, &options, network_out);
    remove(path);
    *strrchr(path, '/') = '\0';
    rmdir(path);
    rmdir(folder);
    return status;
}

/* The small network with one replacement; the caller destroys. */
static inline lam_network *hnn_network(const char *old, const char *new_text) {
    lam_network *network = NULL;
    char *text = replaced(hnn_small, old, new_text);
    GOOD(open_hnn(text, 0, &network));
    free(text);
    return network;
}

/* The small network with one replacement is refused by a line that holds this. */
static inline void hnn_refused(const char *old, const char *new_text, const char *line) {
    lam_network *network = (lam_network *)&network;
    char *text = replaced(hnn_small, old, new_text);
    cr_assert_eq(open_hnn(text, 0, &network), LAM_ERR_INPUT, "%s", line);
    cr_assert_eq((void *)network, (void *)&network, "the output was touched");
    cr_assert_not_null(strstr(lam_error(), "network.json: "), "%s", lam_error());
    cr_assert_not_null(strstr(lam_error(), line), "expected \"%s\"\nhave     \"%s\"", line,
                       lam_error());
    cr_assert_null(strpbrk(lam_error(), "\n\r"));
    free(text);
}

#endif
