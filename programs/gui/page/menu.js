// SPDX-License-Identifier: BSD-3-Clause
// menu.js - a button that opens a list of others.
'use strict';

// A button with a list of others below it: [[text, act]].
L.menu = function menu(text, label, entries) {
    const box = L.el('details', {class: 'pop'}, L.el('summary', {title: label,
        'aria-label': label}, text), L.el('div', {class: 'list'}, entries.map(
        ([name, act]) => L.el('button', {type: 'button', onclick: () => {
            box.open = false;
            act();
        }}, name))));
    box.addEventListener('focusout', event => {
        if (!box.contains(event.relatedTarget)) box.open = false;
    });
    box.addEventListener('keydown', event => {
        if (event.key !== 'Escape' || !box.open) return;
        event.stopPropagation();
        box.open = false;
        box.firstElementChild.focus();
    });
    return box;
};
