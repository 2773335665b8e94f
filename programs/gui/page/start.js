// SPDX-License-Identifier: BSD-3-Clause
// start.js - builds the page of its parts, opens what was open before.
'use strict';

(async () => {
    const top = document.getElementById('actions');
    const undo = L.el('button', {type: 'button', onclick: L.undo, title: 'Undo (Ctrl+Z)'}, 'Undo');
    const redo = L.el('button', {type: 'button', onclick: L.redo, title: 'Redo (Ctrl+Shift+Z)'},
        'Redo');
    const reset = L.el('button', {type: 'button', title: 'All values of the model as they were',
        onclick: () => L.edit(doc => { doc.changes = []; }).catch(e => L.say(e.message, true))},
        'Reset all');
    const theme = L.el('button', {type: 'button', 'aria-label': 'Light or dark', onclick: () => {
        const dark = document.documentElement.dataset.theme === 'dark' ||
            (!document.documentElement.dataset.theme && matchMedia('(prefers-color-scheme: dark)').matches);
        document.documentElement.dataset.theme = dark ? 'light' : 'dark';
        localStorage.setItem('theme', document.documentElement.dataset.theme);
    }}, '◐');
    top.append(undo, redo, reset, theme);
    document.documentElement.dataset.theme = localStorage.getItem('theme') || '';
    L.on('network', () => {
        undo.disabled = !L.canUndo;
        redo.disabled = !L.canRedo;
        reset.disabled = L.doc.changes.length === 0;
    });
    L.on('edited', () => { undo.disabled = !L.canUndo; redo.disabled = !L.canRedo; });
    document.addEventListener('keydown', event => {
        if (!(event.ctrlKey || event.metaKey) || event.target.matches('input[aria-invalid]')) return;
        if (event.key.toLowerCase() !== 'z') return;
        event.preventDefault();
        if (event.shiftKey) L.redo(); else L.undo();
    });

    function addTab(one) {
        one.panel = L.el('div', {id: 'panel-' + one.id, role: 'tabpanel', class: 'panel',
            'aria-labelledby': 'tab-' + one.id, hidden: true}, L.el('p', {class: 'purpose'}, one.purpose));
        one.button = L.el('button', {id: 'tab-' + one.id, role: 'tab', type: 'button',
            'aria-controls': 'panel-' + one.id, onclick: () => L.show(one.id),
            onkeydown: event => {
                const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
                if (!step) return;
                const next = L.tabs[(L.tabs.indexOf(one) + step + L.tabs.length) % L.tabs.length];
                L.show(next.id);
                next.button.focus();
            }}, one.title);
        document.getElementById('tabs').append(one.button);
        document.getElementById('panels').append(one.panel);
    }
    try {
        [L.about, L.options] = await Promise.all([L.get('about'), L.get('options')]);
        await L.take(L.doc);
        L.tabs.forEach(addTab);
        L.tabs.forEach(one => one.build(one.panel));
        L.show(L.tabs[0].id);
        L.tell('started');
        L.tell('network');
    } catch (error) {
        L.say(error.message, true);
    }
})();
