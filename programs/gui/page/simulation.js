// SPDX-License-Identifier: BSD-3-Clause
// simulation.js - the tab: which model, how long, how often.
'use strict';

L.tab({
    id: 'simulation',
    title: 'Simulation',
    purpose: 'Which model is run, for how long, how often, and on how many processors.',
    build(panel) {
        const choose = L.el('select', {id: 'model', onchange: async () => {
            await L.edit(doc => { doc.network = choose.value; doc.changes = []; })
                .catch(error => L.say(error.message, true));
        }}, L.about.models.map(model => L.el('option', {value: model.name, title: model.title},
            model.name)));
        L.on('network', () => { choose.value = L.doc.network; });
        panel.append(
            L.el('div', {class: 'field'}, L.el('label', {for: 'model'}, 'Model'), choose),
            L.field({path: 'tstop', label: 'Length', missing: '170', unitText: 'ms'}),
            L.field({path: 'dt', label: 'Time step', missing: '0.025', unitText: 'ms'}),
            L.field({path: 'trials', label: 'Trials', missing: '1'}),
            L.field({path: 'seed', label: 'Seed', missing: '0'}),
            L.field({path: 'scale', label: 'Scaling of the dipole', missing: '1'}),
            L.field({path: 'smooth', label: 'Smoothing window', missing: '0', unitText: 'ms'}));
    }
});
