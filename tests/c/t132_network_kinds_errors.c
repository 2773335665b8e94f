/* SPDX-License-Identifier: BSD-3-Clause
 * t132_network_kinds_errors - every key of a network file is refused where it is wrong, by one line
 * that names the file, the path inside it, the value and what is accepted. */
#include "t6xx_document.h"

/* One replacement in the network of all kinds (t6xx_document.h; ' for "), and what the line holds.
 */
typedef struct wrong {
    const char *old, *new_text, *line;
} wrong;

static void check_refused(const wrong *cases, size_t n_cases) {
    char file[] = "/tmp/lam_t132_XXXXXX";
    cr_assert(mkstemp(file) >= 0);
    for (size_t i = 0; i < n_cases; i++) {
        lam_network *network = (lam_network *)&network;
        char *text = replaced(all_kinds, cases[i].old, cases[i].new_text), *line;
        for (char *c = text; *c != '\0'; c++) {
            *c = *c == '\'' ? '"' : *c;
        }
        write_file(file, text, strlen(text));
        lam_status status = lam_network_read(file, &network);
        cr_expect_eq(status, LAM_ERR_INPUT, "%s -> %s is accepted", cases[i].old,
                     cases[i].new_text);
        if (status == LAM_OK) {
            lam_network_destroy(network);
            free(text);
            continue;
        }
        cr_expect_eq((void *)network, (void *)&network, "the output was touched");
        cr_expect_eq(strncmp(lam_error(), file, strlen(file)), 0, "%s", lam_error());
        line = strdup(lam_error() + strlen(file));
        for (char *c = line; *c != '\0'; c++) {
            *c = *c == '"' ? '\'' : *c;
        }
        cr_expect_not_null(strstr(line, cases[i].line), "expected %s\n  have     %s", cases[i].line,
                           line);
        cr_expect_not_null(strstr(line, "accepted: "), "%s", line);
        free(line);
        free(text);
    }
    remove(file);
}

#define REFUSED(cases) check_refused(cases, sizeof(cases) / sizeof(cases)[0])

Test(network_kinds_errors, whole) {
    static const wrong cases[] = {
        {"'trials': 3", "'trials': 0", ": trials: 0: accepted: a whole number, 1 to 1000000"},
        {"'trials': 3", "'trials': 2.5", ": trials: 2.5: accepted"},
        {"'seed': 5", "'seed': 1.5",
         ": seed: 1.5: accepted: a whole number, -4294967295 to 4294967295"},
        {"'scale': 3000", "'scale': '3000'",
         ": scale: '3000': accepted: a number, -1e+12 to 1e+12"},
        {"'smooth': [30", "'smooth': [-30",
         ": smooth: [-30,'ms']: accepted: [value, 'ms'], value 0"},
        {"'baseline': 'run'", "'baseline': 'rum'",
         ": baseline: 'rum': unknown baseline, did you mean run? accepted: none, hnn, run"},
        {"'tstop': [50", "'tstop': [0", ": tstop: [0,'ms']: accepted"},
        {"'dt': [0.05", "'dt': [-0.05", ": dt: [-0.05,'ms']: accepted"},
        {"'nx': 3", "'origin': [[1, 2], 'um'], 'nx': 3",
         ": grid.origin: [[1,2],'um']: accepted: [[x, y, z], 'um']"},
        {"'nx': 3", "'origin': [[1, 2, 3], 'mm'], 'nx': 3",
         ": grid.origin: [[1,2,3],'mm']: accepted"},
        {"'nx': 3", "'origin': [[1, 2, 'z'], 'um'], 'nx': 3",
         ": grid.origin[0][2]: 'z': accepted: a number"},
        {", 'layer_separation': [1000, 'um']", "",
         ": populations.A.z: [1,'layer_separation']: there is no grid.layer_separation; accepted"},
    };
    REFUSED(cases);
}

Test(network_kinds_errors, cells) {
    static const wrong cases[] = {
        {"'shape': 'template'", "'shape': 'templat'",
         ": cells.T.shape: 'templat': unknown shape, did you mean template?"},
        {"'soma': {'synapses': ['ampa']}", "'soma': {'L': [1, 'um'], 'synapses': ['ampa']}",
         ": cells.T.sections.soma.L: [1,'um']: unknown key; accepted: synapses"},
        {"'soma': {'synapses': ['ampa']}", "'soma': []", ": cells.T.sections.soma: []: accepted"},
        {"'template': 'Mine'", "'template': '2Mine'",
         ": cells.T.template: '2Mine': accepted: a name of"},
        {"'label': 'short'", "'label': 'L/5'", ": cells.P.label: 'L/5': accepted: a name of"},
        {"'excitatory': true", "'excitatory': 1",
         ": cells.P.excitatory: 1: accepted: true or false"},
        {"'label': 'short'", "'metadata': 5", ": cells.P.metadata: 5: accepted: an object"},
        {"'mechanism': 'ExpSyn'", "'mechanism': 'Exp Syn'",
         ": cells.P.synapses.slow.mechanism: 'Exp Syn': accepted: a name of letters, digits and _"},
        {"'tau': [7, 'ms']", "'tau': 7",
         ": cells.P.synapses.slow.tau: 7: accepted: [value, 'unit']"},
        {"'tau': [7, 'ms']", "'ta u': [7, 'ms']",
         ": cells.P.synapses.slow.ta u: [7,'ms']: the key is no name"},
        {"'mechanism': 'ExpSyn', 'tau'", "'tau'",
         ": cells.P.synapses.slow.tau: [7,'ms']: unknown key"},
        {"['tuft', 'twig']", "'tuft'", ": cells.P.locations.distal: 'tuft': accepted: a list"},
        {"['tuft', 'twig']", "['tuft', 5]", ": cells.P.locations.distal[1]: 5: accepted: a text"},
    };
    REFUSED(cases);
}

Test(network_kinds_errors, sections) {
    static const wrong cases[] = {
        {"['tuft', 1, 1]", "['tuft', 1, 2]",
         ": cells.P.sections.twig.parent[2]: 2: accepted: a whole number, 0 to 1"},
        {"['tuft', 1, 1]", "['tuft', 1, 0.5]", ": cells.P.sections.twig.parent[2]: 0.5: accepted"},
        {"['tuft', 1, 1]", "['tuft', 1, 1, 1]",
         ": cells.P.sections.twig.parent: ['tuft',1,1,1]: accepted"},
        {"['tuft', 1, 1]", "['tuft', 1.5]",
         ": cells.P.sections.twig.parent[1]: 1.5: accepted: a number, 0 to 1"},
        {"['tuft', 1, 1]", "['twig', 1]",
         ": cells.P.sections.twig.parent[0]: 'twig': unknown section above"},
        {"'soma': {'L'", "'soma': {'parent': ['tuft', 1], 'L'",
         ": cells.P.sections.soma.parent: ['tuft',1]: accepted: no parent"},
        {"[0, 0, 230]]", "[0, 0, 180]]", ": cells.P.sections.twig.ends: "},
        {"[0, 0, 230]]", "[0, 0, 230], [0, 0, 280]]", ": cells.P.sections.twig.ends: "},
        {"[0, 0, 230]]", "[0, 0]]",
         ": cells.P.sections.twig.ends[0][1]: [0,0]: accepted: [x, y, z]"},
        {"[0, 0, 230]]", "[0, 0, 1e7]]",
         ": cells.P.sections.twig.ends[0][1]: [0,0,10000000.0]: accepted"},
        {"[0, 0, 230]], 'um'", "[0, 0, 230]], 'mm'", ": cells.P.sections.twig.ends: "},
        {"'ends': [", "'direction': [0, 0, 1], 'ends': [", ": cells.P.sections.twig.ends: "},
        {"'ends': [[[0, 0, 180], [0, 0, 230]], 'um'], ", "", ": cells.P.sections.twig.direction: "},
        {"'L': [150, 'um']", "'L': [0, 'um']",
         ": cells.P.sections.tuft.L: [0,'um']: accepted: [value, 'um'], value 0.001 to"},
        {"'diam': [2, 'um']", "'diam': [-2, 'um']",
         ": cells.P.sections.tuft.diam: [-2,'um']: accepted"},
        {"'L': [150, 'um']", "'nseg': 0, 'L': [150, 'um']",
         ": cells.P.sections.tuft.nseg: 0: accepted: a whole number, 1 to 10001"},
        {"'L': [150, 'um']", "'nseg': 10002, 'L': [150, 'um']",
         ": cells.P.sections.tuft.nseg: 10002: accepted"},
        {"'L': [150, 'um']", "'L': [1e6, 'um']",
         ": cells.P.sections.tuft.L: [1000000.0,'um']: accepted"},
        {"'discretisation': {'one_segment_up_to': [100, 'um'], 'segment_length': [50, 'um']}, ", "",
         ": cells.P.sections.soma: "},
        {"'segment_length': [50, 'um']", "'segment_length': [0, 'um']",
         ": discretisation.segment_length: [0,'um']: accepted"},
    };
    REFUSED(cases);
}

Test(network_kinds_errors, mechanisms) {
#define KM  "cells.P.sections.tuft.mechs.km.gbar_km"
#define OLD "{'per_segment': [[100, 120, 140.123456], 'pS/um2']}"
    static const wrong cases[] = {
        {"140.123456]", "140, 160]",
         ": " KM ".per_segment: [[100,120,140,160],'pS/um2']: accepted: [[value, ...], 'pS/um2'], "
         "one for each of the 3 segments"},
        {"140.123456], 'pS/um2'", "140], 'S/cm2'",
         ": " KM ".per_segment: [[100,120,140],'S/cm2']: accepted"},
        {"140.123456]", "-1]", ": " KM ".per_segment[0][2]: -1: accepted: a number, 0 to 1e+09"},
        {"140.123456]", "'x']", ": " KM ".per_segment[0][2]: 'x': accepted: a number"},
        {OLD, "{'per_segmnt': [[1, 2, 3], 'pS/um2']}",
         ": " KM ".per_segmnt: [[1,2,3],'pS/um2']: unknown rule, did you mean per_segment?"},
        {OLD, "{'linear': {}, 'exponential': {}}",
         ": " KM ": {'linear':{},'exponential':{}}: accepted: one rule"},
        {OLD, "{}", ": " KM ": {}: accepted: one rule"},
        {OLD, "{'linear': {'at_zero': [1, 'pS/um2'], 'at_end': [2, 'pS/um2']}}",
         ": " KM ".linear.end: missing; accepted: [value, 'um']"},
        {OLD, "{'linear': {'at_zero': [1, 'pS/um2'], 'at_end': [2, 'pS/um2'], 'end': [0, 'um']}}",
         ": " KM ".linear.end: [0,'um']: accepted"},
        {OLD, "{'linear': {'at_zero': [1, 'pS/um2'], 'at_end': [2, 'S/cm2'], 'end': [9, 'um']}}",
         ": " KM ".linear.at_end: [2,'S/cm2']: accepted"},
        {OLD, "{'linear': {'at_zero': [-1, 'pS/um2'], 'at_end': [2, 'pS/um2'], 'end': [9, 'um']}}",
         ": " KM ".linear.at_zero: [-1,'pS/um2']: accepted"},
        {OLD, "{'linear': {'at_0': [1, 'pS/um2'], 'at_end': [2, 'pS/um2'], 'end': [9, 'um']}}",
         ": " KM ".linear.at_0: [1,'pS/um2']: unknown key"},
        {OLD, "{'linear': [1, 2]}", ": " KM ".linear: [1,2]: accepted: an object"},
        {OLD,
         "{'exponential': {'at_zero': [1, 'pS/um2'], 'per_um': [0.003, '1/um'], 'offset': '1'}}",
         ": " KM ".exponential.offset: '1': accepted: a number"},
        {OLD,
         "{'exponential': {'at_zero': [1, 'pS/um2'], 'per_um': [0.003, '1/um'], 'offset': -5}}",
         ": " KM ".exponential: {"},
        {OLD, "{'exponential': {'at_zero': [1, 'pS/um2'], 'per_um': [0.003, 'um']}}",
         ": " KM ".exponential.per_um: [0.003,'um']: accepted: [value, '1/um']"},
        {"'g_mine': [0.001, 'mho/cm2'], 'e_mine'", "'g_mine': 0.001, 'e_mine'",
         ": cells.P.sections.tuft.mechs.mine.g_mine: 0.001: accepted: [value, 'unit']"},
        {"'g_mine': [0.001, 'mho/cm2'], 'e_mine'", "'g mine': [0.001, 'S'], 'e_mine'",
         ": cells.P.sections.tuft.mechs.mine.g mine: [0.001,'S']: the key is no name"},
        {"'hh': {}", "'hh': 5", ": cells.P.sections.soma.mechs.hh: 5: accepted: an object"},
        {"'hh': {}", "'h-h': {}", ": cells.P.sections.soma.mechs.h-h: {}: the key is no name"},
    };
#undef KM
#undef OLD
    REFUSED(cases);
}

Test(network_kinds_errors, populations) {
#define T "'T': {'positions': [[[0, 0, 1], [3, 4, 1], [0, 7, 1.5]], 'um']}"
    static const wrong cases[] = {
        {"'T': {'positions'", "'T': {'lattice': 'basket', 'positions'", ": populations.T: {"},
        {"'T': {'positions'", "'T': {'z': [1, 'layer_separation'], 'positions'",
         ": populations.T: {"},
        {", 'z': [1, 'layer_separation']", "", ": populations.A: {"},
        {T, "'T': {}", ": populations.T: {}: accepted: either `lattice` and `z`, or `positions`"},
        {T, "'T': {'positions': [[], 'um']}",
         ": populations.T.positions: [[],'um']: accepted: [[[x, y, z], ...], 'um'], one place"},
        {"[0, 7, 1.5]]", "[0, 7]]",
         ": populations.T.positions[0][2]: [0,7]: accepted: [x, y, z], numbers from -1e+09 to "
         "1e+09"},
        {"[0, 7, 1.5]]", "[0, 7, '1']]", ": populations.T.positions[0][2]: [0,7,'1']: accepted"},
        {"[0, 7, 1.5]]", "[0, 7, 1e10]]",
         ": populations.T.positions[0][2]: [0,7,10000000000.0]: accepted"},
        {"[0, 7, 1.5]], 'um'", "[0, 7, 1.5]], 'mm'", ": populations.T.positions: "},
        {T, "'T': {'positions': {}}", ": populations.T.positions: {}: accepted"},
        {"'T': {'positions'", "'T': {'cell': 'Q', 'positions'",
         ": populations.T.cell: 'Q': unknown cell type"},
        {"'T': {'positions'", "'Q': {'positions'", ": populations.Q: {"},
        {"'T': {'positions'", "'T': {'baseline': 'a/b', 'positions'",
         ": populations.T.baseline: 'a/b': accepted: a name of"},
        {"'T': {'positions'", "'T': {'number': 3, 'positions'",
         ": populations.T.number: 3: unknown key"},
    };
#undef T
    REFUSED(cases);
}

Test(network_kinds_errors, connections) {
    static const wrong cases[] = {
        {", 'conn_seed': 9007199254740992", "",
         ": connections[1].conn_seed: missing; accepted: a whole number, as probability is below "
         "1"},
        {"'conn_seed': 9007199254740992", "'conn_seed': 9007199254740993",
         ": connections[1].conn_seed: 9007199254740993: accepted: a whole number, 0 to "
         "9007199254740992"},
        {"'conn_seed': 9007199254740992", "'conn_seed': -1",
         ": connections[1].conn_seed: -1: accepted"},
        {"'probability': 0.5, 'conn_seed': 9", "'probability': 1.5, 'conn_seed': 9",
         ": connections[1].probability: 1.5: accepted: a number, 0 to 1"},
        {"'probability': 0.5, 'conn_seed': 9", "'probability': -0.5, 'conn_seed': 9",
         ": connections[1].probability: -0.5: accepted"},
        {"'threshold': [5, 'mV']", "'threshold': [500, 'mV']",
         ": connections[1].threshold: [500,'mV']: accepted"},
        {"'threshold': [5, 'mV']", "'threshold': 5",
         ": connections[1].threshold: 5: accepted: [value, 'mV']"},
        {"'from_gids': [[6, 7]]", "'from_gids': [[6, 9]]",
         ": connections[3].from_gids[0][1]: 9: accepted: a whole number, 6 to 8"},
        {"'from_gids': [[6, 7]]", "'from_gids': [[7, 6]]",
         ": connections[3].from_gids[0]: [7,6]: accepted: a gid, or [first, last]"},
        {"'from_gids': [[6, 7]]", "'from_gids': [[6, 7, 8]]",
         ": connections[3].from_gids[0]: [6,7,8]: accepted"},
        {"'from_gids': [[6, 7]]", "'from_gids': [6.5]",
         ": connections[3].from_gids[0]: 6.5: accepted"},
        {"'from_gids': [[6, 7]]", "'from_gids': []", ": connections[3].from_gids: []: accepted"},
        {"'from_gids': [[6, 7]]", "'to_gids': [6]",
         ": connections[3].to_gids[0]: 6: accepted: a whole number, 0 to 5"},
        {"'pairs': {'6': [0, 1], '8': [5]}", "'pairs': {'9': [0]}",
         ": connections[2].pairs.9: [0]: the key is no gid of T; accepted: 6 to 8"},
        {"'pairs': {'6': [0, 1], '8': [5]}", "'pairs': {' 6': [0]}",
         ": connections[2].pairs. 6: [0]: the key is no gid"},
        {"'pairs': {'6': [0, 1], '8': [5]}", "'pairs': {'06': [0]}",
         ": connections[2].pairs.06: [0]: the key is no gid"},
        {"'pairs': {'6': [0, 1], '8': [5]}", "'pairs': {'6': [6]}",
         ": connections[2].pairs.6[0]: 6: accepted: a whole number, 0 to 5"},
        {"'pairs': {'6': [0, 1], '8': [5]}", "'pairs': {'6': 0}",
         ": connections[2].pairs.6: 0: accepted: a list of gids"},
        {"'pairs': {'6': [0, 1], '8': [5]}", "'pairs': {}",
         ": connections[2].pairs: {}: accepted: an object"},
        {"'pairs': {'6'", "'probability': 0.5, 'pairs': {'6'",
         ": connections[2].probability: 0.5: accepted: left out, as `pairs` says it all"},
        {"'pairs': {'6'", "'autapses': false, 'pairs': {'6'",
         ": connections[2].autapses: false: accepted: left out"},
        {"'pairs': {'6'", "'to_gids': [0], 'pairs': {'6'",
         ": connections[2].to_gids: [0]: accepted: left out"},
        {"'gain': 1.5", "'gain': -1.5", ": connections[0].gain: -1.5: accepted: a number, 0 to"},
        {"'gain': 1.5", "'gain': [1.5, '1']",
         ": connections[0].gain: [1.5,'1']: accepted: a number"},
        {"'autapses': false", "'autapses': 0",
         ": connections[0].autapses: 0: accepted: true or false"},
        {"{'from': 'train'", "{'from': 'touch'",
         ": connections[4].from: 'touch': a drive that has weights of its own"},
        {"{'from': 'train', 'to': 'T'", "{'from': 'train', 'to': 'touch'",
         ": connections[4].to: 'touch': unknown population"},
        {"'nx': 3, 'ny': 2", "'nx': 1000, 'ny': 1000", ": connections[2].pairs.6: "},
    };
    REFUSED(cases);
}

Test(network_kinds_errors, drives) {
    static const wrong cases[] = {
        {"'type': 'evoked'", "'type': 'evoke'",
         ": drives.touch.type: 'evoke': unknown type of drive, did you mean evoked?"},
        {"'type': 'evoked', ", "", ": drives.touch.type: missing; accepted"},
        {"'mu': [20", "'tstart': [5, 'ms'], 'mu': [20",
         ": drives.touch.tstart: [5,'ms']: unknown key"},
        {"'sigma': [2.5", "'sigma': [-2.5", ": drives.touch.sigma: [-2.5,'ms']: accepted"},
        {"'numspikes': 2, 'cell_specific': false", "'numspikes': -1, 'cell_specific': false",
         ": drives.touch.numspikes: -1: accepted: a whole number, 0 to 10000"},
        {"'n_drive_cells': 2, ", "", ": drives.touch.n_drive_cells: missing"},
        {"'n_drive_cells': 2", "'n_drive_cells': 0",
         ": drives.touch.n_drive_cells: 0: accepted: a whole number, 1 to 1000000"},
        {"'event_seed': 2,", "",
         ": drives.touch.event_seed: missing; accepted: a value, as event times are drawn"},
        {"'space_constant': [3, 'grid'], 'event", "'event",
         ": drives.touch.space_constant: missing"},
        {"'space_constant': [3, 'grid'], 'event", "'space_constant': [0, 'grid'], 'event",
         ": drives.touch.space_constant: [0,'grid']: accepted"},
        {"'type': 'evoked', 'location': 'soma', ", "'type': 'evoked', ",
         ": drives.touch.location: missing"},
        {"'type': 'evoked', 'location': 'soma', ", "'type': 'evoked', 'location': 'distal', ",
         ": drives.touch.location: 'distal': unknown location of T"},
        {"'weights_ampa': {'T': [0.02, 'uS']}, 'synaptic_delays': [0.1, 'ms'], 'position'",
         "'weights_ampa': {}, 'synaptic_delays': [0.1, 'ms'], 'position'",
         ": drives.touch.weights_ampa: {}: accepted: an object"},
        {"'weights_ampa': {'T': [0.02, 'uS']}, 'synaptic_delays': [0.1, 'ms'], 'position'",
         "'weights_ampa': {'T': [-0.02, 'uS']}, 'synaptic_delays': [0.1, 'ms'], 'position'",
         ": drives.touch.weights_ampa.T: [-0.02,'uS']: accepted"},
        {"'weights_ampa': {'T': [0.02, 'uS']}, 'synaptic_delays': [0.1, 'ms'], 'position'",
         "'weights_nmda': {'T': [0.02, 'uS']}, 'synaptic_delays': [0.1, 'ms'], 'position'",
         ": drives.touch.weights_nmda.T: [0.02,'uS']: unknown synapse of T"},
        {"'weights_ampa': {'T': [0.02, 'uS']}, 'synaptic_delays': [0.1, 'ms'], 'position'",
         "'position'",
         ": drives.touch.location: 'soma': accepted: left out, as the drive has no weights"},
        {"[[1, 2, 3], 'um']}", "[[1, 2], 'um']}",
         ": drives.touch.position: [[1,2],'um']: accepted: [[x, y, z], 'um']"},
        {"'touch': {'type'", "'A': {'type'", ": drives.A: {"},
        {"'touch': {'type'", "'to/uch': {'type'", ": drives.to/uch: {"},
        /* poisson */
        {"{'A': [10, 'Hz']}", "{'A': [-10, 'Hz']}",
         ": drives.noise.rate_constant.A: [-10,'Hz']: accepted: [value, 'Hz'], value 0 to"},
        {"{'A': [10, 'Hz']}", "{'A': 10}", ": drives.noise.rate_constant.A: 10: accepted"},
        {"{'A': [10, 'Hz']}", "[10, 'ms']", ": drives.noise.rate_constant: [10,'ms']: accepted"},
        {"{'A': [10, 'Hz']}", "{'T': [10, 'Hz']}", ": drives.noise.rate_constant.A: missing"},
        {"{'A': [10, 'Hz']}", "{'A': [10, 'Hz'], 'Q': [5, 'Hz']}",
         ": drives.noise.rate_constant.Q: [5,'Hz']: unknown population"},
        {"{'A': [10, 'Hz']}", "{'A': [10, 'Hz'], 'T': [-5, 'Hz']}",
         ": drives.noise.rate_constant.T: [-5,'Hz']: accepted"},
        {"'rate_constant': {'A': [10, 'Hz']}, ", "", ": drives.noise.rate_constant: missing"},
        {"'tstart': [5, 'ms'], 'cell_specific': true", "'n_drive_cells': 2, 'cell_specific': false",
         ": drives.noise.rate_constant: {'A':[10,'Hz']}: accepted: [value, 'Hz']"},
        {"'tstart': [5, 'ms'], 'cell_specific': true",
         "'tstart': [-5, 'ms'], 'cell_specific': true",
         ": drives.noise.tstart: [-5,'ms']: accepted"},
        {"'tstart': [5, 'ms'], 'cell_specific': true",
         "'tstart': [5, 'ms'], 'tstop': [4.9, 'ms'], 'cell_specific': true",
         ": drives.noise.tstop: [4.9,'ms']: accepted: from tstart (5 ms) on"},
        {"'tstart': [5, 'ms'], 'cell_specific': true", "'n_drive_cells': 2, 'cell_specific': true",
         ": drives.noise.n_drive_cells: 2: accepted: left out, as a cell-specific drive"},
        {"'probability': 0.5, 'conn_seed': 7", "'probability': 2, 'conn_seed': 7",
         ": drives.noise.probability: 2: accepted: a number, 0 to 1"},
        {"'probability': 0.5, 'conn_seed': 7", "'probability': {'T': 0.5}, 'conn_seed': 7",
         ": drives.noise.probability.T: 0.5: there is no weight for this"},
        {"'probability': 0.5, 'conn_seed': 7", "'probability': {'Q': 0.5}, 'conn_seed': 7",
         ": drives.noise.probability.Q: 0.5: unknown population"},
        {"'probability': 0.5, 'conn_seed': 7", "'probability': 0.5, 'conn_seed': -7",
         ": drives.noise.conn_seed: -7: accepted"},
        /* bursty */
        {"'burst_rate': [10", "'burst_rate': [0", ": drives.rhythm.burst_rate: [0,'Hz']: accepted"},
        {"'burst_rate': [10", "'burst_rate': [100.1",
         ": drives.rhythm.burst_rate: [100.1,'Hz']: accepted: at most 100 Hz, with a period of the "
         "10 ms that a burst lasts"},
        {"'numspikes': 2, 'spike_isi': [10", "'numspikes': 12, 'spike_isi': [10",
         ": drives.rhythm.burst_rate: [10,'Hz']: accepted: at most 9.09090909"},
        {"'spike_isi': [10", "'spike_isi': [-10",
         ": drives.rhythm.spike_isi: [-10,'ms']: accepted"},
        {"'spike_isi': [10", "'spike_isi': [100.5",
         ": drives.rhythm.burst_rate: [10,'Hz']: accepted"},
        {"'tstop': [40", "'tstop': [0.5",
         ": drives.rhythm.tstop: [0.5,'ms']: accepted: from tstart (1 ms) on"},
        {"'tstart_std': [3", "'tstart_std': [-3",
         ": drives.rhythm.tstart_std: [-3,'ms']: accepted"},
        {"'burst_std': [20", "'burst_std': [-20",
         ": drives.rhythm.burst_std: [-20,'ms']: accepted"},
        {"'event_seed_shift': 'first_gid'", "'event_seed_shift': 'gid'",
         ": drives.rhythm.event_seed_shift: 'gid': unknown shift"},
        {"'synaptic_delays': {'T': [0.1, 'ms']}", "'synaptic_delays': {'A': [0.1, 'ms']}",
         ": drives.rhythm.synaptic_delays.A: [0.1,'ms']: there is no weight"},
        {"'synaptic_delays': {'T': [0.1, 'ms']}", "'synaptic_delays': {'T': [0, 'ms']}",
         ": drives.rhythm.synaptic_delays.T: [0,'ms']: accepted"},
        /* spike_train */
        {"[[3, 1, 2], [], [0.5]]", "[[3, '1', 2], [], [0.5]]",
         ": drives.train.spikes[0][0][1]: '1': accepted: a number"},
        {"[[3, 1, 2], [], [0.5]]", "[[3, 1, 2], 7, [0.5]]",
         ": drives.train.spikes[0][1]: 7: accepted: a list of times"},
        {"[[3, 1, 2], [], [0.5]]", "[]",
         ": drives.train.spikes: [[],'ms']: accepted: [[[times of a cell], ...], 'ms']"},
        {"[0.5]], 'ms']", "[0.5]], 's']", ": drives.train.spikes: "},
        {"'spikes': [[[3, 1, 2], [], [0.5]], 'ms']", "'spikes': []",
         ": drives.train.spikes: []: accepted"},
        {", 'spikes': [[[3, 1, 2], [], [0.5]], 'ms']", "", ": drives.train.spikes: missing"},
        {"'cell_specific': false, 'spikes'", "'cell_specific': false, 'n_drive_cells': 3, 'spikes'",
         ": drives.train.n_drive_cells: 3: accepted: left out, as there is a drive cell for each "
         "list"},
        {"'cell_specific': false, 'spikes'", "'cell_specific': false, 'event_seed': 3, 'spikes'",
         ": drives.train.event_seed: 3: accepted: left out, as nothing is drawn"},
        {"'cell_specific': false, 'spikes'", "'cell_specific': false, 'probability': 0.5, 'spikes'",
         ": drives.train.probability: 0.5: accepted: left out, as the drive has no weights"},
        {"'cell_specific': false, 'spikes'", "'cell_specific': false, 'conn_seed': 1, 'spikes'",
         ": drives.train.conn_seed: 1: accepted: left out"},
        {"'cell_specific': false, 'spikes'",
         "'cell_specific': true, 'weights_ampa': {'A': [1, 'uS']}, 'location': 'distal', "
         "'space_constant': [3, 'grid'], 'synaptic_delays': [1, 'ms'], 'spikes'",
         ": drives.train.spikes: [[[3,1,2],[],[0.5]],'ms']: lists of 3 cells; accepted: 6, one for "
         "each target cell"},
    };
    REFUSED(cases);
}

Test(network_kinds_errors, biases_and_arrays) {
    static const wrong cases[] = {
        {"'amplitude': [0.1, 'nA'], ", "",
         ": biases.tonic.A.amplitude: missing; accepted: [value, 'nA']"},
        {"'amplitude': [0.1, 'nA']", "'amplitude': [0.1, 'pA']",
         ": biases.tonic.A.amplitude: [0.1,'pA']: accepted"},
        {"'share': 0.5, 'conn_seed': 1", "'share': 0.5",
         ": biases.tonic.A.conn_seed: missing; accepted: a whole number, as share is below 1"},
        {"'share': 0.5", "'share': 1.5", ": biases.tonic.A.share: 1.5: accepted: a number, 0 to 1"},
        {"'share': 0.5", "'section': 'axon', 'share': 0.5",
         ": biases.tonic.A.section: 'axon': unknown section"},
        {"'tstop': [10, 'ms']", "'tstop': [4, 'ms']",
         ": biases.tonic.T.tstop: [4,'ms']: accepted: from tstart (5 ms) on"},
        {"'tstart': [5, 'ms'], 'tstop': [10", "'tstart': [-5, 'ms'], 'tstop': [10",
         ": biases.tonic.T.tstart: [-5,'ms']: accepted"},
        {"'tonic': {'A'", "'tonic': {'Q'", ": biases.tonic.Q: {"},
        {"'tonic': {'A'", "'tonic': {'touch'", ": biases.tonic.touch: {"},
        {"'biases': {'tonic'", "'biases': {'more': 5, 'tonic'",
         ": biases.more: 5: accepted: an object"},
        {"'biases': {'tonic'", "'biases': {'to/nic'", ": biases.to/nic: {"},
        {"'positions': [[[0, 0, 0], [0, 0, 100]], 'um']", "'positions': [[], 'um']",
         ": electrode_arrays.shank.positions: [[],'um']: accepted"},
        {"[0, 0, 100]], 'um']", "[0, 0, 100]], 'mm']", ": electrode_arrays.shank.positions: "},
        {"[0, 0, 100]], 'um']", "[0, 100]], 'um']",
         ": electrode_arrays.shank.positions[0][1]: [0,100]: accepted"},
        {"'method': 'lsa'", "'method': 'line'",
         ": electrode_arrays.shank.method: 'line': unknown method, did you mean none? accepted: "
         "psa, lsa, root_as_point, none"},
        {"'method': 'lsa'", "'conductivity': [0, 'S/m']",
         ": electrode_arrays.shank.conductivity: [0,'S/m']: accepted"},
        {"'method': 'lsa'", "'min_distance': [-1, 'um']",
         ": electrode_arrays.shank.min_distance: [-1,'um']: accepted"},
        {"'method': 'lsa'", "'radius': [1, 'um']",
         ": electrode_arrays.shank.radius: [1,'um']: unknown key"},
        {"'electrode_arrays': {'shank'", "'electrode_arrays': {'sh/ank'",
         ": electrode_arrays.sh/ank: {"},
    };
    REFUSED(cases);
}

Test(network_kinds_errors, csd) {
    static const wrong cases[] = {
        {"'csd': 'none'", "'csd': 'nothing'",
         ": electrode_arrays.bare.csd: 'nothing': accepted: {'method': ...}, or 'none'"},
        {"'csd': 'none'", "'csd': {}", ": electrode_arrays.bare.csd.method: missing"},
        {"'csd': 'none'", "'csd': {'method': 'detla'}",
         ": electrode_arrays.bare.csd.method: 'detla': unknown method, did you mean delta?"},
        {"'csd': 'none'", "'csd': {'method': 'step'}",
         ": electrode_arrays.bare.csd.radius: missing; accepted: a value, as 'step' needs it"},
        {"'csd': 'none'", "'csd': {'method': 'second_difference', 'radius': [5, 'um']}",
         ": electrode_arrays.bare.csd.radius: [5,'um']: accepted: left out, as it is nothing of "
         "'second_difference'"},
        {"'csd': 'none'", "'csd': {'method': 'second_difference'}, 'method': 'none'",
         ": electrode_arrays.bare.csd: {'method':'second_difference'}: accepted: left out, as "
         "there are no potentials"},
        {"'method': 'kernel'", "'method': 'second_difference'",
         ": electrode_arrays.kernel.csd.radius: [200,'um']: accepted: left out"},
        {"[9, 8, 410]",
         "[9, 8, 310]], 'um'], 'csd': 'none'}, 'other': {'positions': [[[9, 9, 310],"
         " [9, 9, 320], [9, 9, 300]",
         ": electrode_arrays.other.csd: {"},
        {"'kernel_width': [90", "'kernel_width': [900",
         ": csd: kernel width 900 um; accepted: 0.2 to 200 um"},
        {"'z': [600, 'um']", "'z': [450, 'um']", ": csd: surface at depth -450 um; accepted: "},
        {"'regularisation': 0.01", "'regularisation': 2",
         ": electrode_arrays.kernel.csd.regularisation: 2: accepted: a number, 0 to 1"},
        {"'conductivity': [0.4, 'S/m']", "'sigma': [0.4, 'S/m']",
         ": electrode_arrays.kernel.csd.sigma: [0.4,'S/m']: unknown key"},
    };
    REFUSED(cases);
}

Test(network_kinds_errors, slabs) {
    static const wrong cases[] = {
        {"'thickness': [100, 'um']", "'thickness': [150, 'um']",
         ": current_density.whole.thickness: [150,'um']: accepted: a thickness that leads from "
         "-100 to 300 um"},
        {"'z': [[-100, 300], 'um'], 'thickness': [100",
         "'z': [[300, -100], 'um'], 'thickness': [100",
         ": current_density.whole.z: [[300,-100],'um']: accepted: [[from, to], 'um']"},
        {"'z': [[-100, 300], 'um'], 'thickness': [100", "'z': [[300], 'um'], 'thickness': [100",
         ": current_density.whole.z: [[300],'um']: accepted"},
        {"'z': [[-100, 300], 'um'], 'thickness': [100", "'z': [[-1e6, 1e6], 'um'], 'thickness': [1",
         ": current_density.whole.thickness: [1,'um']: accepted: "},
        {"'area': [900, 'um2']", "'area': [900, 'um']", ": current_density.whole.area: "},
        {"'area': [900, 'um2']", "'area': [0, 'um2']", ": current_density.whole.area: "},
        {"'radius': [50, 'um']}", "'radius': [50, 'um']}, 'area': [4, 'um2']",
         ": current_density.round.area: [4,'um2']: accepted: left out, as there is `around`"},
        {"'radius': [50, 'um']}", "'radius': [0, 'um']}",
         ": current_density.round.around.radius: [0,'um']: accepted"},
        {"'x': [1, 'um'], ", "", ": current_density.round.around.x: missing"},
        {"'populations': ['T']", "'populations': ['Q']",
         ": current_density.whole.populations[0]: 'Q': unknown population"},
        {"'populations': ['T']", "'populations': ['touch']",
         ": current_density.whole.populations[0]: 'touch': unknown population"},
        {"'whole': {", "'wh/ole': {", ": current_density.wh/ole: "},
        {"'whole': {", "'more': 5, 'whole': {", ": current_density.more: 5: accepted: an object"},
    };
    REFUSED(cases);
}

Test(network_kinds_errors, sensors) {
    static const wrong cases[] = {
        {"'model': 'four_sphere'", "'model': 'sphere'",
         ": eeg.cap.model: 'sphere': unknown model; accepted: infinite, four_sphere, table"},
        {"'model': 'sphere'", "'model': 'four_sphere'",
         ": meg.helmet.model: 'four_sphere': unknown model, did you mean sphere? accepted: "
         "infinite, sphere, table"},
        {"'orientations': [[0, 5, 0]], ", "",
         ": meg.helmet.orientations: missing; accepted: a value, as 'sphere' needs it"},
        {"'orientations': [[0, 5, 0]]", "'orientations': [[0, 0, 0]]",
         ": meg.helmet.orientations[0]: [0,0,0]: accepted: [x, y, z]"},
        {"'orientations': [[0, 5, 0]]", "'orientations': [[0, 5, 0], [1, 0, 0]]",
         ": meg.helmet.orientations: [[0,5,0],[1,0,0]]: accepted: [[x, y, z], ...], one of each of "
         "1 sensors"},
        {"'radius': [88, 'mm']", "'conductivity': [1, 'S/m']",
         ": meg.helmet.conductivity: [1,'S/m']: accepted: left out, as it is nothing of 'sphere'"},
        {"'positions': [[[0, 0, 110]], 'mm']", "'positions': [[[0, 0, 80]], 'mm']",
         ": meg.helmet: {"},
        {"'names': ['Cz', 'T8']", "'names': ['Cz']",
         ": eeg.cap.names: ['Cz']: accepted: a list of names, one of each of 2 sensors"},
        {"'names': ['Cz', 'T8']", "'names': ['Cz', 8]", ": eeg.cap.names[1]: 8: accepted: a text"},
        {"'radii': [[78, 80, 85, 90], 'mm']", "'radii': [[78, 80, 90], 'mm']",
         ": eeg.cap.radii: [[78,80,90],'mm']: accepted: [[brain, fluid, skull, scalp], 'mm']"},
        {"'radii': [[78, 80, 85, 90], 'mm']", "'radii': [[78, 85, 80, 90], 'mm']", ": eeg.cap: {"},
        {"[0, 0, 90], [90, 0, 0]], 'mm'", "[0, 0, 95], [90, 0, 0]], 'mm'", ": eeg.cap: {"},
        {"[0, 0, 90], [90, 0, 0]], 'mm'", "[0, 0, 90], [90, 0, 0]], 'um'", ": eeg.cap.positions: "},
        {"'dipole': {'position': [[0, 0, 70], 'mm'], 'up': [2, 0, 0]}",
         "'dipole': {'up': [2, 0, 0]}", ": eeg.cap.dipole.position: missing"},
        {", 'dipole': {'position': [[0, 0, 70], 'mm'], 'up': [2, 0, 0]}", "",
         ": eeg.cap.dipole: missing"},
        {"'up': [2, 0, 0]", "'up': [0, 0, 0]",
         ": eeg.cap.dipole.up: [0,0,0]: accepted: [x, y, z], the way from the column's depth"},
        {"'up': [2, 0, 0]", "'up': [2, 0, 0], 'right': [-1, 0, 0]",
         ": eeg.cap.dipole.right: [-1,0,0]: accepted: [x, y, z], a direction across `up`"},
        {"'centre': [[0, 0, 10], 'mm']", "'centre': [[0, 0, 70], 'mm']",
         ": eeg.far.dipole.up: missing; accepted: [x, y, z]"},
        {"'dipole': {'up': [0, 3, 0],", "'dipole': {", ": eeg.known.dipole.up: missing"},
        {"'leads': [[[1, 2, 3]], 'uV/nAm']", "'leads': [[[1, 2, 3]], 'fT/nAm']",
         ": eeg.known.leads: [[[1,2,3]],'fT/nAm']: accepted"},
        {"'leads': [[[1, 2, 3]], 'uV/nAm'], ", "", ": eeg.known.leads: missing"},
        {"'leads': [[[1, 2, 3]], 'uV/nAm']", "'leads': [[[1, 2, 3]], 'uV/nAm'], 'file': 'x.txt'",
         ": eeg.known.file: 'x.txt': accepted: left out, as there are `leads`"},
        {"'leads': [[[1, 2, 3]], 'uV/nAm']", "'file': 'no/such.txt'",
         ": eeg.known.file: 'no/such.txt': "},
        {"'leads': [[[1, 2, 3]], 'uV/nAm']", "'file': 7",
         ": eeg.known.file: 7: accepted: the name of a file of leads"},
        {"'eeg': {'cap'", "'eeg': {'c.ap'", ": eeg.c.ap: "},
    };
    REFUSED(cases);
}
