/* SPDX-License-Identifier: BSD-3-Clause
 * t6xx_document.h - networks as JSON for the tests of changes: from a small text, or whole from a
 * file, `defaults` expanded. */
#ifndef LAM_T6XX_DOCUMENT_H
#define LAM_T6XX_DOCUMENT_H

#include "lam_edit_impl.h"
#include "t1xx_file.h"

/* Values of each kind; not a whole network; 'for ". */
static const char small_network[] =
    "{'name': 'small', 'baseline': 'hnn', 'celsius': [37, 'degC'], 'dt': [0.025, 'ms'],"
    " 'grid': {'nx': 10, 'ny': 10, 'inplane_distance': [1.0, 'um'],"
    "          'origin': [[4, 4, 653.7], 'um']},"
    " 'cells': {"
    "  'L5_pyramidal': {'layer': '5', 'excitatory': true,"
    "   'synapses': {'ampa': {'e': [0, 'mV'], 'tau2': [5, 'ms']},"
    "                'gabab': {'e': [-80, 'mV'], 'tau2': [20, 'ms']}},"
    "   'locations': {'distal': ['tuft']},"
    "   'metadata': {'morpho.type': 'pyramidal', 'area': 3},"
    "   'sections': {"
    "    'soma': {'L': [39, 'um'], 'Ra': [200, 'ohm cm'], 'nseg': 1, 'synapses': ['ampa', 'gabab'],"
    "             'mechs': {'km': {'gbar_km': [200, 'pS/um2']},"
    "                       'hh2': {'gnabar_hh2': [0.16, 'S/cm2']},"
    "                       'ar': {'gbar_ar': {'exponential': {'at_zero': [1e-06, 'S/cm2'],"
    "                                                          'per_um': [0.003, '1/um']}}}}},"
    "    'tuft': {'parent': ['soma', 1], 'L': [425, 'um'], 'Ra': [200, 'ohm cm'],"
    "             'mechs': {'hh2': {'gnabar_hh2': [0.14, 'S/cm2']},"
    "                       'ca': {'gbar_ca': {'per_segment': [[60, 61, 62], 'pS/um2']}}}},"
    "    'axon': {'L': [10, 'um']}}},"
    "  'L5_basket': {'layer': '5', 'excitatory': false,"
    "   'synapses': {'ampa': {'e': [0, 'mV'], 'tau2': [5, 'ms']}},"
    "   'sections': {'soma': {'L': [39, 'um']}}}},"
    " 'populations': {'L5_pyramidal': {'lattice': 'pyramidal', 'z': [0, 'layer_separation']},"
    "                 'L5_basket': {'positions': [[[0, 0, 1], [3, 0, 1]], 'um']}},"
    " 'connections': ["
    "  {'from': 'L5_basket', 'to': 'L5_pyramidal', 'location': 'soma', 'receptor': 'gabab',"
    "   'weight': [0.025, 'uS'], 'gain': 1},"
    "  {'from': 'L5_basket', 'to': 'L5_pyramidal', 'location': 'soma', 'receptor': 'ampa',"
    "   'weight': [0.02, 'uS']},"
    "  {'from': 'L5_pyramidal', 'to': 'L5_basket', 'location': 'soma', 'receptor': 'ampa',"
    "   'weight': [0.0005, 'uS']},"
    "  {'from': 'L5_pyramidal', 'to': 'L5_basket', 'location': 'soma', 'receptor': 'ampa',"
    "   'weight': [0.0006, 'uS'], 'pairs': {'0': [101], '7': [100, 101]}}],"
    " 'drives': {"
    "  'evprox1': {'mu': [26.61, 'ms'], 'numspikes': 1, 'event_seed': 2, 'cell_specific': true,"
    "   'weights_ampa': {'L5_pyramidal': [0.00865, 'uS'], 'L5_basket': [0.19934, 'uS']},"
    "   'synaptic_delays': {'L5_pyramidal': [1, 'ms'], 'L5_basket': [1, 'ms']}},"
    "  'evdist1': {'mu': [63.53, 'ms'], 'numspikes': 1, 'event_seed': 2,"
    "   'weights_ampa': {'L5_pyramidal': [0.1423, 'uS']}, 'synaptic_delays': [0.1, 'ms']}}}";

/* A whole network with something of everything; ' for ". */
static const char all_kinds[] =
    "{'laminae_network': 1, 'name': 'all', 'title': 'Something of\\tall', 'source': 'made"
    " up', 'celsius': [32, 'degC'],"
    " 'threshold': [-10, 'mV'], 'trials': 3, 'seed': 5, 'tstop': [50, 'ms'], 'dt': [0.05, 'ms'], "
    "'baseline': 'run',"
    " 'scale': 3000, 'smooth': [30, 'ms'],"
    " 'discretisation': {'one_segment_up_to': [100, 'um'], 'segment_length': [50, 'um']},"
    " 'grid': {'nx': 3, 'ny': 2, 'inplane_distance': [30, 'um'], 'layer_separation': [1000,"
    " 'um']},"
    " 'cells': {"
    "  'P': {'layer': '2', 'label': 'short', 'excitatory': true, 'dipole_section': 'tuft',"
    "   'synapses': {'ampa': {'e': [0, 'mV'], 'tau1': [0.5, 'ms'], 'tau2': [5, 'ms']},"
    " 'slow': {'mechanism': 'ExpSyn', 'tau': [7, 'ms'], 'e': [-80, 'mV']}},"
    "   'locations': {'distal': ['tuft', 'twig']},"
    "   'sections': {"
    "    'soma': {'L': [39, 'um'], 'diam': [20, 'um'], 'Ra': [200, 'ohm cm'], 'cm': [1,"
    " 'uF/cm2'], 'v0': [-70, 'mV'], 'direction': [0, 0, 1], 'synapses': ['slow'],"
    "      'mechs': {'km': {'gbar_km': [100, 'pS/um2']}, 'hh': {}}},"
    "    'tuft': {'parent': ['soma', 0.5], 'L': [150, 'um'], 'diam': [2, 'um'], 'Ra': [200,"
    " 'ohm cm'], 'cm': [1, 'uF/cm2'], 'v0': [-70, 'mV'], 'direction': [0, 0, 1], 'synapses':"
    " ['ampa', 'slow'],"
    "      'mechs': {'km': {'gbar_km': {'per_segment': [[100, 120, 140.123456], 'pS/um2']}},"
    " 'mine': {'g_mine': [0.001, 'mho/cm2'], 'e_mine': [-65, 'mV']}}},"
    "    'twig': {'parent': ['tuft', 1, 1], 'L': [50, 'um'], 'diam': [1, 'um'], 'Ra': [150,"
    " 'ohm cm'], 'cm': [1, 'uF/cm2'], 'v0': [-70, 'mV'], 'ends': [[[0, 0, 180], [0, 0,"
    " 230]], 'um'], 'synapses': ['ampa'],"
    "      'mechs': {'km': {'gbar_km': {'per_segment': [[100], 'pS/um2']}}, 'mine':"
    " {'g_mine': [0.001, 'mho/cm2']}}}}},"
    "  'T': {'template': 'Mine', 'shape': 'template', 'synapses': {'ampa': {'e': [0, 'mV'],"
    " 'tau1': [0.5, 'ms'], 'tau2': [5, 'ms']}},"
    "   'sections': {'soma': {'synapses': ['ampa']}}}},"
    " 'populations': {'A': {'cell': 'P', 'lattice': 'pyramidal', 'z': [1,"
    " 'layer_separation']}, 'T': {'positions': [[[0, 0, 1], [3, 4, 1], [0, 7, 1.5]], 'um']}},"
    " 'connections': ["
    "  {'source': 'guessed', 'from': 'A', 'to': 'A', 'location': 'distal', 'receptor':"
    " 'ampa', 'weight': [0.1, 'uS'], 'delay': [1, 'ms'], 'lamtha': [3, 'grid'], 'gain': 1.5,"
    " 'autapses': false},"
    "  {'source': 'guessed', 'from': 'A', 'to': 'T', 'location': 'soma', 'receptor': 'ampa',"
    " 'weight': [0.1, 'uS'], 'delay': [1, 'ms'], 'lamtha': [3, 'grid'], 'probability': 0.5,"
    " 'conn_seed': 9007199254740992, 'threshold': [5, 'mV']},"
    "  {'from': 'T', 'to': 'A', 'location': 'soma', 'receptor': 'slow', 'weight': [0.1,"
    " 'uS'], 'delay': [1, 'ms'], 'lamtha': [3, 'grid'], 'pairs': {'6': [0, 1], '8': [5]}},"
    "  {'from': 'T', 'to': 'A', 'location': 'soma', 'receptor': 'slow', 'weight': [0.1,"
    " 'uS'], 'delay': [1, 'ms'], 'lamtha': [3, 'grid'], 'from_gids': [[6, 7]]},"
    "  {'from': 'train', 'to': 'T', 'location': 'soma', 'receptor': 'ampa', 'weight': [0.1,"
    " 'uS'], 'delay': [1, 'ms'], 'lamtha': [3, 'grid']}],"
    " 'drives': {"
    "  'touch': {'type': 'evoked', 'location': 'soma', 'mu': [20, 'ms'], 'sigma': [2.5,"
    " 'ms'], 'numspikes': 2, 'cell_specific': false, 'n_drive_cells': 2, 'space_constant':"
    " [3, 'grid'], 'event_seed': 2,"
    "    'weights_ampa': {'T': [0.02, 'uS']}, 'synaptic_delays': [0.1, 'ms'], 'position':"
    " [[1, 2, 3], 'um']},"
    "  'noise': {'type': 'poisson', 'location': 'distal', 'rate_constant': {'A': [10,"
    " 'Hz']}, 'tstart': [5, 'ms'], 'cell_specific': true, 'space_constant': [100, 'grid'],"
    " 'event_seed': 3, 'probability': 0.5, 'conn_seed': 7,"
    "    'weights_ampa': {'A': [0.02, 'uS']}, 'synaptic_delays': [0.1, 'ms']},"
    "  'rhythm': {'type': 'bursty', 'location': 'soma', 'tstart': [1, 'ms'], 'tstop': [40,"
    " 'ms'], 'tstart_std': [3, 'ms'], 'burst_rate': [10, 'Hz'], 'burst_std': [20, 'ms'],"
    " 'numspikes': 2, 'spike_isi': [10, 'ms'], 'cell_specific': true, 'space_constant':"
    " [100, 'grid'], 'event_seed': 4, 'event_seed_shift': 'first_gid',"
    "    'weights_ampa': {'T': [0.02, 'uS']}, 'synaptic_delays': {'T': [0.1, 'ms']}},"
    "  'train': {'type': 'spike_train', 'cell_specific': false, 'spikes': [[[3, 1, 2], [],"
    " [0.5]], 'ms']}},"
    " 'biases': {'tonic': {'A': {'amplitude': [0.1, 'nA'], 'share': 0.5, 'conn_seed': 1},"
    " 'T': {'amplitude': [-0.1, 'nA'], 'tstart': [5, 'ms'], 'tstop': [10, 'ms']}}},"
    " 'electrode_arrays': {'shank': {'positions': [[[0, 0, 0], [0, 0, 100]], 'um'],"
    " 'method': 'lsa'},"
    " 'line': {'positions': [[[9, 9, 600], [9, 9, 500], [9, 9, 400], [9, 9, 300]], 'um'],"
    " 'conductivity': [0.25, 'S/m']},"
    " 'kernel': {'positions': [[[9, 9, 300], [9, 8, 410], [9, 9, 500]], 'um'], 'apart': true,"
    " 'csd': {'method': 'kernel', 'conductivity': [0.4, 'S/m'], 'radius': [200, 'um'],"
    " 'kernel_width': [90, 'um'], 'regularisation': 0.01,"
    " 'surface': {'z': [600, 'um'], 'conductivity': [1.7, 'S/m']}}},"
    " 'bare': {'positions': [[[9, 9, 0], [9, 9, 10], [9, 9, 20], [9, 9, 30]], 'um'],"
    " 'csd': 'none'}},"
    " 'current_density': {'whole': {'z': [[-100, 300], 'um'], 'thickness': [100, 'um'],"
    " 'area': [900, 'um2'], 'populations': ['T']},"
    " 'round': {'z': [[-100, 300], 'um'], 'thickness': [400, 'um'],"
    " 'around': {'x': [1, 'um'], 'y': [2, 'um'], 'radius': [50, 'um']}}},"
    " 'eeg': {'cap': {'model': 'four_sphere', 'positions': [[[0, 0, 90], [90, 0, 0]], 'mm'],"
    " 'names': ['Cz', 'T8'], 'radii': [[78, 80, 85, 90], 'mm'],"
    " 'conductivities': [[0.33, 1.5, 0.015, 0.33], 'S/m'], 'dipole': {'position': [[0, 0, 70],"
    " 'mm'], 'up': [2, 0, 0]}},"
    " 'far': {'model': 'infinite', 'conductivity': [0.5, 'S/m'], 'centre': [[0, 0, 10], 'mm'],"
    " 'positions': [[[10, 20, 110]], 'mm'], 'dipole': {'position': [[0, 0, 70], 'mm']}},"
    " 'known': {'model': 'table', 'leads': [[[1, 2, 3]], 'uV/nAm'], 'dipole': {'up': [0, 3, 0],"
    " 'right': [0, 1, -1]}}},"
    " 'meg': {'helmet': {'model': 'sphere', 'radius': [88, 'mm'], 'positions': [[[0, 0, 110]],"
    " 'mm'], 'orientations': [[0, 5, 0]], 'dipole': {'position': [[20, 0, 60], 'mm'],"
    " 'up': [1, 1, 0]}}}}";

static inline json_t *parsed(const char *text) {
    char *copy = strdup(text);
    for (char *c = copy; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    json_error_t error;
    json_t *json = json_loads(copy, JSON_DECODE_ANY, &error);
    cr_assert_not_null(json, "%s: %s", copy, error.text);
    free(copy);
    return json;
}

/* The caller closes it. */
static inline lam_json_document small_document(void) {
    return (lam_json_document){.merged = parsed(small_network)};
}

/* LAM_OK: the caller destroys the network. */
static inline lam_status read_json(const json_t *json, lam_network **network_out) {
    char file[] = "/tmp/lam_t6xx_XXXXXX";
    cr_assert(mkstemp(file) >= 0);
    cr_assert_eq(json_dump_file(json, file, JSON_REAL_PRECISION(17)), 0);
    lam_status status = lam_network_read(file, network_out);
    remove(file);
    return status;
}

static inline lam_network *all_kinds_network(void) {
    json_t *json = parsed(all_kinds);
    lam_network *network = NULL;
    GOOD(read_json(json, &network));
    json_decref(json);
    return network;
}

#endif
