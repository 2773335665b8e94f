/* SPDX-License-Identifier: BSD-3-Clause
 * t134_network_sensors_errors - every key of a network file that says what goes into the cells, or
 * is measured, is refused where it is wrong. */
#include "t13x_refused.h"

Test(network_sensors_errors, biases_and_arrays) {
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
        {"'share': 0.5", "'share': 0.5, 'gids': [1]", "accepted: `gids` or `share`, not both"},
        {"'share': 0.5", "'share': 1, 'gids': [1, 6]",
         ": biases.tonic.A.gids[1]: 6: accepted: a whole number, 0 to 5"},
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

#define BIASES       "'biases': {'tonic'"
#define FIELD(parts) "'electric_fields': {'f': {" parts "}}, " BIASES

Test(network_sensors_errors, electric_fields) {
    static const wrong cases[] = {
        {BIASES, FIELD(""), ": electric_fields.f.waveform: missing"},
        {BIASES, FIELD("'waveform': 'square', 'amplitude': [1, 'V/m']"),
         ": electric_fields.f.waveform: 'square': unknown waveform"},
        {BIASES, FIELD("'waveform': 'sine', 'amplitude': [1, 'V/m']"),
         ": electric_fields.f.frequency: missing; accepted: a value, as 'sine' needs it"},
        {BIASES, FIELD("'waveform': 'constant', 'amplitude': [1, 'mV/mm']"),
         ": electric_fields.f.amplitude: [1,'mV/mm']: accepted"},
        {BIASES, FIELD("'waveform': 'constant', 'amplitude': [1, 'V/m'], 'width': [1, 'ms']"),
         ": electric_fields.f.width: [1,'ms']: accepted: left out, as it is nothing of 'constant'"},
        {BIASES, FIELD("'waveform': 'constant', 'amplitude': [1, 'V/m'], 'direction': [0, 0, 0]"),
         ": electric_fields.f.direction: [0,0,0]: accepted: [x, y, z], not all 0"},
        {BIASES,
         FIELD("'waveform': 'constant', 'amplitude': [1, 'V/m'], 'tstart': [5, 'ms'], 'tstop': [5, "
               "'ms']"),
         ": electric_fields.f.tstop: [5,'ms']: accepted: after tstart (5 ms)"},
        {BIASES,
         FIELD("'waveform': 'constant', 'amplitude': [1, 'V/m'], 'tstop': [5, 'ms'], 'ramp': [3, "
               "'ms']"),
         ": electric_fields.f.ramp: [3,'ms']: accepted: at most half of the 5 ms from tstart to "
         "tstop"},
        {BIASES,
         FIELD("'waveform': 'pulses', 'amplitude': [1, 'V/m'], 'width': [1, 'ms'], 'biphasic': "
               "true, 'rate': [600, 'Hz']"),
         ": electric_fields.f.rate: [600,'Hz']: accepted: at most 500 Hz, as a pulse takes 2 ms"},
        {BIASES,
         FIELD("'waveform': 'samples', 'amplitude': [1, 'V/m'], 'times': [[0, 0], 'ms'], 'values': "
               "[[1, 1], 'amplitude']"),
         ": electric_fields.f.times: [[0,0],'ms']: 0 ms after 0 ms; accepted: times that grow"},
        {BIASES,
         FIELD("'waveform': 'samples', 'amplitude': [1, 'V/m'], 'times': [[], 'ms'], 'values': "
               "[[], 'amplitude']"),
         ": electric_fields.f.times: [[],'ms']: no times; accepted: one or more"},
        {BIASES,
         FIELD("'waveform': 'samples', 'amplitude': [1, 'V/m'], 'times': [[0, 1], 'ms'], 'values': "
               "[[1], 'amplitude']"),
         ": electric_fields.f.values: [[1],'amplitude']: 1 values; accepted: one for each of 2 "
         "times"},
    };
    REFUSED(cases);
}

Test(network_sensors_errors, csd) {
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

Test(network_sensors_errors, slabs) {
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

Test(network_sensors_errors, sensors) {
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
