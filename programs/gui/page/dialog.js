// SPDX-License-Identifier: BSD-3-Clause
// dialog.js - questions to the user: of some answers, of a text; and what stays said at the top.
'use strict';

(() => {
    // A dialog that is gone when it closes; the element, which is shown at once.
    L.dialog = (title, ...content) => {
        const box = L.el('dialog', {'aria-label': title},
            L.el('div', {class: 'row titled'}, L.el('h2', {}, title),
                L.el('button', {type: 'button', 'aria-label': 'Close', title: 'Close (Esc)',
                    onclick: () => box.close('')}, '×')),
            ...content);
        box.addEventListener('close', () => box.remove());
        document.body.append(box);
        box.showModal();
        return box;
    };

    // A promise of the value of the answer, '' of none. answers: [[text, value, class]], the first
    // is what Enter takes.
    L.choice = (question, answers) => new Promise(resolve => {
        const buttons = answers.map(([text, value, kind]) => L.el('button', {type: 'button',
            class: kind, onclick: () => box.close(value)}, text));
        const box = L.el('dialog', {'aria-label': question}, L.el('p', {}, question),
            L.el('div', {class: 'row'}, buttons));
        box.addEventListener('close', () => { box.remove(); resolve(box.returnValue); });
        document.body.append(box);
        box.showModal();
        buttons[0].focus();
    });

    // A question with two answers; a promise of true or false.
    L.ask = (question, yes) => L.choice(question, [['Cancel', ''], [yes, 'yes', 'danger']])
        .then(answer => answer === 'yes');

    // Asks for a text, until act(text) is done with it; a promise of whether it was.
    L.demand = (title, label, value, yes, act) => new Promise(resolve => {
        const error = L.el('p', {class: 'error', role: 'alert', id: 'demand-error'});
        const input = L.el('input', {type: 'text', id: 'demand', value, autocomplete: 'off',
            spellcheck: 'false', 'aria-describedby': 'demand-error'});
        let isDone = false;
        const box = L.dialog(title, L.el('form', {method: 'dialog', onsubmit: async event => {
            event.preventDefault();
            try {
                await act(input.value.trim());
                isDone = true;
                box.close();
            } catch (refused) {
                error.textContent = refused.message;
                input.setAttribute('aria-invalid', 'true');
            }
        }}, L.el('div', {class: 'row'}, L.el('label', {for: 'demand'}, label), input,
            L.el('button', {class: 'main'}, yes)), error));
        box.addEventListener('close', () => resolve(isDone));
        input.select();
    });

    // What stays at the top until it no longer holds; without a text: it no longer does.
    L.banner = (id, text, answers) => {
        const old = document.getElementById('banner-' + id);
        if (old && text && old.firstChild.textContent === text) return;
        if (old) old.remove();
        if (!text) return;
        document.getElementById('top').after(L.el('div', {class: 'banner', role: 'alert',
            id: 'banner-' + id}, L.el('p', {}, text), (answers || []).map(([said, act]) =>
            L.el('button', {type: 'button', onclick: act}, said))));
    };
})();
