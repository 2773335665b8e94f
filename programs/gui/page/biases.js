// SPDX-License-Identifier: BSD-3-Clause
// biases.js - a part of the network: constant currents into cells, and electric fields.
'use strict';

(() => {
    // [key, label, unit, help, what is so where there is no value]
    const times = [['tstart', 'From', 'ms', '', '0'],
        ['tstop', 'To', 'ms', 'The end of the run, if it is left out.', '']];
    const biasKeys = [['amplitude', 'Amplitude', 'nA', 'Above 0 depolarises.', ''], ...times,
        ['section', 'Section', '', 'Into its middle; the root, if it is left out.', ''],
        ['share', 'Share of the cells', '', 'Drawn like the pairs of a connection.', '1'],
        ['conn_seed', 'Seed of the draw', '', 'Needed if the share is below 1.', '']];
    const fieldKeys = [
        ['waveform', 'Course', '', 'constant, sine, pulses, ringing or samples', ''],
        ['amplitude', 'Amplitude', 'V/m', 'The greatest; below 0: the other way.', ''],
        ['direction', 'Direction', '', 'From + to −; z points to the pia.', '[0,0,1]'], ...times,
        ['ramp', 'Ramp', 'ms', 'In which it rises, and falls again.', '0']];
    const frequency = ['frequency', 'Frequency', 'Hz', '', ''];
    const phase = ['phase', 'Phase', 'deg', '', '0'];
    const rate = ['rate', 'Rate', 'Hz', 'It comes once, if it is left out.', ''];
    const byWaveform = {constant: [], samples: [], sine: [frequency, phase],
        pulses: [['width', 'Width', 'ms', 'Of a pulse.', ''], rate,
            ['biphasic', 'Biphasic', '', 'Each is followed by one of the other sign.', 'false']],
        ringing: [frequency, ['decay', 'Decay', 'ms', '', ''], rate, phase]};
    const needed = {sine: ['frequency'], pulses: ['width'], ringing: ['frequency', 'decay']};

    // A bias of a population; the last one of a name goes with the name.
    function removeBias(name, population) {
        const isLast = L.members(L.things.get('biases', name)).length === 1;
        if (isLast) return L.things.removeThing('biases', name);
        return L.edit(doc => L.things.remove(doc, 'biases.' + name + '.' + population));
    }
    const removeField = name => L.things.removeThing('electric_fields', name);

    const card = (path, title, keys, remove) => L.el('section', {class: 'bias', 'data-card': path},
        L.el('div', {class: 'row'}, L.el('h3', {}, title), L.el('button', {type: 'button',
            class: 'danger', 'aria-label': 'Delete ' + title, onclick: () => remove()
                .then(() => L.say(title + ' deleted; Undo brings it back'), L.fail)}, 'Delete')),
        keys.map(([key, label, unitText, help, missing]) => L.field({path: path + '.' + key, label,
            unitText, help, missing, isFlag: key === 'biphasic',
            enter: key === 'share' ? L.withSeed(path, 'share') : undefined})));

    function addBias() {
        const {biases, populations} = L.network.network;
        L.form('A new bias', [['name', 'Name', '', L.things.newName('biases', 'bias')],
            ['population', 'Into', '', Object.keys(populations || {})],
            ['amplitude', 'Amplitude', 'nA', '1']],
        (doc, read) => {
            const name = read('name'), population = read('population'), path = 'biases.' + name;
            const value = {amplitude: [read.number('amplitude'), 'nA']}, has = (biases || {})[name];
            if (has && has[population]) {
                throw new Error(name + ' of ' + population + ' is there; accepted: another name');
            }
            if (has) L.things.put(doc, path + '.' + population, value);
            else L.things.put(doc, path, {[population]: value});
        });
    }
    function addField() {
        const form = L.form('A new electric field',
            [['name', 'Name', '', L.things.newName('electric_fields', 'field')],
                ['waveform', 'Course', '', ['constant', ...Object.keys(needed)]],
                ['amplitude', 'Amplitude', 'V/m', '1'], ['frequency', 'Frequency', 'Hz', '10'],
                ['width', 'Width', 'ms', '1'], ['decay', 'Decay', 'ms', '1']],
            (doc, read) => {
                const name = read('name'), waveform = read('waveform');
                if (L.things.get('electric_fields', name)) {
                    throw new Error(name + ' is there; accepted: another name');
                }
                const value = {waveform, amplitude: [read.number('amplitude'), 'V/m']};
                for (const key of needed[waveform] || []) {
                    value[key] = [read.number(key), key === 'frequency' ? 'Hz' : 'ms'];
                }
                L.things.put(doc, 'electric_fields.' + name, value);
            });
        const show = () => ['frequency', 'width', 'decay'].forEach(key =>
            form.show(key, (needed[form.inputs.waveform.value] || []).includes(key)));
        form.inputs.waveform.addEventListener('change', show);
        show();
    }

    L.parts.push({
        id: 'biases',
        title: 'Biases, fields',
        build(panel) {
            const biases = L.el('div', {}), fields = L.el('div', {});
            panel.append(L.el('div', {class: 'row'}, L.el('h2', {}, 'Biases (tonic drives)'),
                L.el('button', {type: 'button', onclick: addBias}, 'Add a bias…')),
            L.hint('Constant currents into all cells of a population, or a share.'), biases,
            L.el('div', {class: 'row'}, L.el('h2', {}, 'Electric fields'),
                L.el('button', {type: 'button', onclick: addField}, 'Add a field…')),
            L.hint('Fields from outside, the same over all cells (tES, TMS, DBS).'), fields);
            this.update = () => {
                const network = L.network.network;
                const all = L.members(network.biases).flatMap(([name, by]) =>
                    L.members(by).map(([population]) => [name, population]));
                L.rebuild(biases, JSON.stringify(all), () => all.map(([name, population]) =>
                    card('biases.' + name + '.' + population, name + ' into ' + population,
                        biasKeys, () => removeBias(name, population))));
                const some = L.members(network.electric_fields)
                    .map(([name, field]) => [name, field.waveform]);
                L.rebuild(fields, JSON.stringify(some), () => some.map(([name, waveform]) =>
                    card('electric_fields.' + name, name,
                        [...fieldKeys, ...byWaveform[waveform] || []], () => removeField(name))));
            };
        }
    });
})();
L.parts.push(L.anyValue, L.changeList);
