/* SPDX-License-Identifier: BSD-3-Clause
 * t6xx_document.h - networks as JSON for the tests of changes: from a small text, or whole from a
 * file, `defaults` expanded. */
#ifndef LAM_T6XX_DOCUMENT_H
#define LAM_T6XX_DOCUMENT_H

#include "lam_edit_impl.h"
#include "t1xx_file.h"

/* Something of each kind; 'for ". */
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

#endif
