// SPDX-License-Identifier: BSD-3-Clause
// differences.js - in which parameters two runs differ, or a run and the experiment, as a table.
'use strict';

L.differences = paths => {
    const now = 'the experiment as it is here';
    const sides = [...paths.filter(path => (L.results.of(path) || {}).kind === 'run'), now];
    const specOf = side => side === now ? L.spec(L.doc)
        : {network: side.replace(/\/?(results\.h5)?$/, '/results.h5')};
    const choose = (label, value) => L.el('select', {'aria-label': label, onchange: fill},
        sides.map(side => L.el('option', {value: side, selected: side === value}, side)));
    const a = choose('First', sides[0]);
    a.autofocus = true;
    const b = choose('Second', sides[1]);
    const body = L.el('div', {class: 'differences', 'aria-live': 'polite'});
    let rows = [];

    const quoted = text => /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
    const csv = () => [['path', a.value, b.value, 'unit'], ...rows].map(row =>
        row.map(cell => quoted(cell === null ? '' : String(cell))).join(',')).join('\n') + '\n';
    const copy = L.el('button', {type: 'button', onclick: async () => {
        await navigator.clipboard.writeText(csv());
        L.say('copied');
    }}, 'Copy as CSV');

    async function fill() {
        try {
            const answer = await L.post('differences', {a: specOf(a.value), b: specOf(b.value)});
            rows = answer.differences;
            copy.disabled = rows.length === 0;
            body.replaceChildren(rows.length === 0 ? L.el('p', {}, 'They have the same parameters.')
                : L.el('table', {}, L.el('thead', {}, L.el('tr', {},
                    ['Parameter', a.value, b.value, 'Unit'].map(text =>
                        L.el('th', {scope: 'col'}, text)))),
                L.el('tbody', {}, rows.map(([path, first, second, unit]) => L.el('tr', {},
                    L.el('th', {scope: 'row'}, path),
                    [first, second].map(value => L.el('td', {class: 'number'},
                        value === null ? 'has none' : value)),
                    L.el('td', {}, unit))))));
        } catch (error) {
            rows = [];
            copy.disabled = true;
            body.replaceChildren(L.el('p', {class: 'error'}, error.message));
        }
    }
    L.dialog('Differences of parameters', L.el('div', {class: 'row'}, a, 'and', b, copy), body);
    return fill();
};
