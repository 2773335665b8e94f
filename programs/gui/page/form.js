// SPDX-License-Identifier: BSD-3-Clause
// form.js - a dialog that asks for what is to be added, until it is accepted or given up.
'use strict';

// lines: [id, label, unit, value]: a text, true or false, or a list to choose from. make(doc, read)
// changes the experiment; read(id) is a text, read.number(id) a number. The inputs by their ids.
L.form = (title, lines, make) => {
    const error = L.el('p', {class: 'error', role: 'alert'});
    const choose = (select, list) => {
        const had = select.value;
        select.replaceChildren(...list.map(value => L.el('option', {value}, value)));
        if (list.includes(had)) select.value = had;
    };
    const inputs = {};
    const rows = lines.map(([id, label, unit, value]) => {
        const about = {id: 'new-' + id};
        inputs[id] = Array.isArray(value) ? L.el('select', about)
            : value === true || value === false
                ? L.el('input', {...about, type: 'checkbox', checked: value})
            : L.el('input', {...about, type: 'text', value, autocomplete: 'off'});
        if (Array.isArray(value)) choose(inputs[id], value);
        return L.el('div', {class: 'field', 'data-line': id},
            L.el('label', {for: 'new-' + id}, label), inputs[id],
            L.el('span', {class: 'unit'}, unit));
    });
    const read = id => inputs[id].type === 'checkbox' ? inputs[id].checked
        : inputs[id].value.trim();
    read.number = id => {
        if (read(id) === '' || !Number.isFinite(Number(read(id)))) {
            inputs[id].focus();
            throw new Error(inputs[id].labels[0].textContent + ': ' + read(id) +
                '; accepted: a number');
        }
        return Number(read(id));
    };
    const box = L.dialog(title, L.el('form', {method: 'dialog', onsubmit: async event => {
        event.preventDefault();
        await L.edit(doc => make(doc, read)).then(() => box.close(), refused => {
            error.textContent = refused.message;
        });
    }}, rows, error, L.el('div', {class: 'row'}, L.el('button', {class: 'main'}, 'Add'),
        L.el('button', {type: 'button', onclick: () => box.close()}, 'Cancel'))));
    inputs[lines[0][0]].focus();
    const show = (id, isShown) => {
        rows.find(row => row.dataset.line === id).hidden = !isShown;
    };
    return {inputs, choose, show};
};
