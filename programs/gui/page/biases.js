// SPDX-License-Identifier: BSD-3-Clause
// biases.js - a part of the network: constant currents into cells, and electric fields.
'use strict';

(() => {
    const members = object => Object.entries(object || {}).filter(([, value]) => L.things.isObject(value));
    const biasKeys = [['amplitude', 'Amplitude', 'nA', 'Above 0 depolarises.', ''],
        ['tstart', 'From', 'ms', '', '0'], ['tstop', 'To', 'ms', 'The end of the run, if it is left out.', ''],
        ['section', 'Section', '', 'Into its middle; the root, if it is left out.', ''],
        ['share', 'Share of the cells', '', 'Drawn like the pairs of a connection.', '1'],
        ['conn_seed', 'Seed of the draw', '', 'Needed if the share is below 1.', '']];
    const fieldKeys = [['waveform', 'Course', '', 'constant, sine, pulses, ringing or samples', ''],
        ['amplitude', 'Amplitude', 'V/m', 'The greatest; below 0: the other way.', ''],
        ['direction', 'Direction', '', 'From + to −; z points to the pia.', '[0,0,1]'],
        ['tstart', 'From', 'ms', '', '0'], ['tstop', 'To', 'ms', 'The end of the run, if it is left out.', ''],
        ['ramp', 'Ramp', 'ms', 'In which it rises, and falls again.', '0']];
    const byWaveform = {constant: [], samples: [],
        sine: [['frequency', 'Frequency', 'Hz', '', ''], ['phase', 'Phase', 'deg', '', '0']],
        pulses: [['width', 'Width', 'ms', 'Of a pulse.', ''], ['rate', 'Rate', 'Hz', 'One, if it is left out.',
            ''], ['biphasic', 'Biphasic', '', 'Each is followed by one of the other sign.', 'false']],
        ringing: [['frequency', 'Frequency', 'Hz', '', ''], ['decay', 'Decay', 'ms', '', ''],
            ['rate', 'Rate', 'Hz', 'One, if it is left out.', ''], ['phase', 'Phase', 'deg', '', '0']]};

    // A bias of a population; the last one of a name goes with the name.
    function removeBias(name, population) {
        if (members(L.things.get('biases', name)).length === 1) return L.things.removeThing('biases', name);
        return L.edit(doc => L.things.remove(doc, 'biases.' + name + '.' + population));
    }
    const removeField = name => L.things.removeThing('electric_fields', name);

    const card = (path, title, keys, remove) => L.el('section', {class: 'card', 'data-card': path},
        L.el('div', {class: 'row'}, L.el('h3', {}, title), L.el('button', {type: 'button', class: 'danger',
            'aria-label': 'Delete ' + title, onclick: () => remove()
                .then(() => L.say(title + ' deleted; Undo brings it back'), L.fail)}, 'Delete')),
        keys.map(([key, label, unitText, help, missing]) => L.field({path: path + '.' + key, label,
            unitText, help, missing, isFlag: key === 'biphasic',
            enter: key === 'share' ? L.withSeed(path, 'share') : undefined})));

    // A dialog with lines [id, label, unit, value or list] and what makes the change.
    function ask(title, lines, make) {
        const error = L.el('p', {class: 'error', role: 'alert'});
        const inputs = Object.fromEntries(lines.map(([id, , , value]) => [id, Array.isArray(value)
            ? L.el('select', {id: 'new-' + id}, value.map(text => L.el('option', {value: text}, text)))
            : L.el('input', {id: 'new-' + id, type: 'text', value, autocomplete: 'off'})]));
        const rows = lines.map(([id, label, unit]) => L.el('div', {class: 'field', 'data-line': id},
            L.el('label', {for: 'new-' + id}, label), inputs[id], L.el('span', {class: 'unit'}, unit)));
        const text = id => inputs[id].value.trim();
        const number = id => {
            if (text(id) === '' || !Number.isFinite(Number(text(id)))) {
                throw new Error(inputs[id].labels[0].textContent + ': ' + text(id) +
                    '; accepted: a number');
            }
            return Number(text(id));
        };
        const box = L.el('dialog', {'aria-label': title}, L.el('h3', {}, title), rows, error,
            L.el('div', {class: 'row'}, L.el('button', {type: 'button', class: 'main', onclick: () =>
                L.edit(doc => make(doc, text, number)).then(() => box.close(), problem => {
                    error.textContent = problem.message;
                })}, 'Add'), L.el('button', {type: 'button', onclick: () => box.close()}, 'Cancel')));
        box.addEventListener('close', () => box.remove());
        document.body.append(box);
        box.showModal();
        return {inputs, rows};
    }
    const free = (stem, there) => {
        let k = 1;
        while (there[stem + k]) k++;
        return stem + k;
    };
    function addBias() {
        const {biases, populations} = L.network.network;
        ask('A new bias', [['name', 'Name', '', free('bias', biases || {})],
            ['population', 'Into', '', Object.keys(populations || {})], ['amplitude', 'Amplitude', 'nA', '1']],
        (doc, text, number) => {
            const name = text('name'), population = text('population');
            if (((biases || {})[name] || {})[population]) {
                throw new Error(name + ' of ' + population + ' is there; accepted: another name');
            }
            const value = {amplitude: [number('amplitude'), 'nA']};
            L.things.put(doc, ...(biases || {})[name] ? ['biases.' + name + '.' + population, value]
                : ['biases.' + name, {[population]: value}]);
        });
    }
    function addField() {
        const fields = L.network.network.electric_fields || {};
        const {inputs, rows} = ask('A new electric field', [['name', 'Name', '', free('field', fields)],
            ['waveform', 'Course', '', ['constant', 'sine', 'pulses', 'ringing']],
            ['amplitude', 'Amplitude', 'V/m', '1'], ['frequency', 'Frequency', 'Hz', '10'],
            ['width', 'Width', 'ms', '1'], ['decay', 'Decay', 'ms', '1']],
        (doc, text, number) => {
            const waveform = text('waveform');
            if (fields[text('name')]) throw new Error(text('name') + ' is there; accepted: another name');
            const value = {waveform, amplitude: [number('amplitude'), 'V/m']};
            const units = {frequency: 'Hz', width: 'ms', decay: 'ms'};
            needs(waveform).forEach(key => { value[key] = [number(key), units[key]]; });
            L.things.put(doc, 'electric_fields.' + text('name'), value);
        });
        const needs = waveform => ({sine: ['frequency'], pulses: ['width'],
            ringing: ['frequency', 'decay']}[waveform] || []);
        const show = () => rows.forEach(row => {
            const key = row.dataset.line;
            row.hidden = ['frequency', 'width', 'decay'].includes(key) &&
                !needs(inputs.waveform.value).includes(key);
        });
        inputs.waveform.addEventListener('change', show);
        show();
    }

    L.parts.push({
        id: 'biases',
        title: 'Biases, fields',
        build(panel) {
            const biases = L.el('div', {}), fields = L.el('div', {});
            panel.append(L.el('div', {class: 'row'}, L.el('h2', {}, 'Biases (tonic drives)'),
                L.el('button', {type: 'button', onclick: addBias}, 'Add a bias…')),
            L.el('p', {class: 'hint'}, 'Constant currents into all cells of a population, or a share.'), biases,
            L.el('div', {class: 'row'}, L.el('h2', {}, 'Electric fields'),
                L.el('button', {type: 'button', onclick: addField}, 'Add a field…')),
            L.el('p', {class: 'hint'}, 'Fields from outside, the same over all cells (tES, TMS, DBS).'), fields);
            this.update = () => {
                const network = L.network.network;
                const all = members(network.biases).flatMap(([name, by]) =>
                    members(by).map(([population]) => [name, population]));
                L.rebuild(biases, JSON.stringify(all), () => all.map(([name, population]) =>
                    card('biases.' + name + '.' + population, name + ' into ' + population,
                        biasKeys, () => removeBias(name, population))));
                const some = members(network.electric_fields).map(([name, field]) => [name, field.waveform]);
                L.rebuild(fields, JSON.stringify(some), () => some.map(([name, waveform]) =>
                    card('electric_fields.' + name, name,
                        [...fieldKeys, ...byWaveform[waveform] || []], () => removeField(name))));
            };
        }
    });
})();
L.parts.push(L.anyValue, L.changeList);
