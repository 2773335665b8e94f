// SPDX-License-Identifier: BSD-3-Clause
// tonic.js - a tonic drive: constant currents into cells of populations (biases of the network).
'use strict';

L.tonic = (() => {
    const T = L.things;
    const pathOf = (name, ...keys) => ['biases', name, ...keys].join('.');
    const populations = () => Object.keys(L.network.network.populations);
    const targetsOf = name => Object.keys(T.get('biases', name)).filter(one =>
        T.isObject(T.get('biases', name)[one]));
    // [key, label, unit, what is so where there is no value]
    const TIMES = [['amplitude', 'Current', 'nA'], ['tstart', 'Start', 'ms', '0'],
        ['tstop', 'End', 'ms', 'end of the run']];
    const PARTS = [['section', 'Section', '', 'root'], ['share', 'Share of cells', '', '1'],
        ['conn_seed', 'Seed of the share', '']];

    const field = (name, target, [key, label, unit, missing]) => L.field({
        path: pathOf(name, target, key), label: label + ' of ' + target, unitText: unit, missing});
    function gids(name, target) {
        const path = pathOf(name, target, 'gids');
        return L.field({path, label: 'Cells of ' + target, missing: 'all',
            help: 'Gids; without them a share of the cells, or all, get the current.',
            now: () => { const {here} = L.at(path); return here ? {value: here.join(' '), unit: ''} : null; },
            enter: text => {
                if (!text || text === 'all') return L.edit(doc => T.remove(doc, path));
                const list = T.numbersOf(text);
                if (list.some(Number.isNaN)) return Promise.reject(new Error('accepted: gids'));
                return L.edit(doc => T.put(doc, path, list));
            }});
    }
    function table(name, columns, more) {
        const targets = targetsOf(name);
        return L.el('table', {class: 'fields'},
            L.el('thead', {}, L.el('tr', {}, L.el('th', {scope: 'col'}, 'Target'),
                columns.map(([, label, unit]) => L.el('th', {scope: 'col'}, label,
                    L.el('span', {class: 'unit'}, unit ? ' ' + unit : ''))),
                more.map(([label]) => L.el('th', {scope: 'col'}, label)))),
            L.el('tbody', {}, targets.map(target => L.el('tr', {},
                L.el('th', {scope: 'row'}, target),
                columns.map(column => L.el('td', {}, field(name, target, column))),
                more.map(([, cell]) => L.el('td', {}, cell(target)))))));
    }
    function body(name, open) {
        const targets = targetsOf(name), free = populations().filter(one => !targets.includes(one));
        const add = L.el('select', {'aria-label': 'Add a target of ' + name, onchange: () => {
            if (add.value === '') return;
            const path = pathOf(name, add.value);
            L.edit(doc => T.put(doc, path, {amplitude: [0, 'nA']})).catch(T.oops);
        }}, L.el('option', {value: ''}, 'Add a target …'), free.map(one => L.el('option', {}, one)));
        const take = target => targets.length < 2 ? '' : L.el('button', {type: 'button',
            class: 'small', 'aria-label': 'Take ' + name + ' off ' + target,
            onclick: () => L.edit(doc => T.remove(doc, pathOf(name, target))).catch(T.oops)}, '×');
        return [T.header('biases', name, open), table(name, TIMES, [['', take]]),
            free.length > 0 ? L.el('p', {class: 'row'}, add) : null,
            L.el('details', {class: 'thing-part'}, L.el('summary', {}, 'Place and cells'),
                table(name, PARTS, [['Cells (gids)', target => gids(name, target)]]))];
    }
    const shapeOf = name => JSON.stringify(targetsOf(name));
    // As HNN makes one: a current of 0 into all populations, all the time.
    function add() {
        const name = T.newName('biases', 'tonic');
        return T.add('biases', name, Object.fromEntries(populations().map(one =>
            [one, {amplitude: [0, 'nA']}]))).then(() => name);
    }
    return {body, shapeOf, add};
})();
