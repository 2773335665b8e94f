// SPDX-License-Identifier: BSD-3-Clause
// start.js - builds the page of its parts, opens what was open before.
'use strict';

(async () => {
    const top = document.getElementById('actions'), root = document.documentElement;
    const keys = [['Ctrl+Enter', 'run the experiment'], ['Ctrl+Z', 'undo'],
        ['Ctrl+Shift+Z', 'redo'], ['Left, right', 'the tab before or after, on a tab'],
        ['Up, down', 'the results before or after, on the list of results'],
        ['Enter, space', 'look at results alone, or beside the others'],
        ['F2, Delete', 'rename or delete results'], ['Esc', 'close a dialog']];
    const button = (text, title, onclick) =>
        L.el('button', {type: 'button', title, onclick}, text);

    const undo = button('Undo', 'Undo (Ctrl+Z)', L.undo);
    const redo = button('Redo', 'Redo (Ctrl+Shift+Z)', L.redo);
    const reset = button('Reset all', 'All values of the model as they were',
        () => L.edit(doc => { doc.changes = []; }).catch(e => L.say(e.message, true)));
    const isDark = () => (root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches
        ? 'dark' : 'light')) === 'dark';
    const theme = L.el('button', {type: 'button', 'aria-label': 'Light or dark',
        title: 'Light or dark', onclick: () => {
            root.dataset.theme = isDark() ? 'light' : 'dark';
            L.keep.changed();
        }}, '◐');
    const help = button('Keys', 'What the keyboard does', () => L.dialog('Keys', L.el('table', {},
        keys.map(([key, what]) => L.el('tr', {}, L.el('th', {scope: 'row'}, L.el('kbd', {}, key)),
            L.el('td', {}, what))))));
    top.append(undo, redo, reset, L.el('span', {class: 'gap'}), help, theme);

    function enable() {
        undo.disabled = !L.canUndo;
        redo.disabled = !L.canRedo;
        reset.disabled = L.doc.changes.length === 0;
    }
    L.on('network', enable);
    L.on('edited', enable);
    let typed = null; // the input whose text has not been taken yet: undo is the browser's there
    document.addEventListener('input', event => { typed = event.target; });
    document.addEventListener('change', () => { typed = null; });
    document.addEventListener('keydown', event => {
        if (!(event.ctrlKey || event.metaKey) || document.querySelector('dialog[open]')) return;
        const key = event.key.toLowerCase();
        if (key === 'enter') document.getElementById('run').click();
        else if (event.target === typed || event.target.matches('[aria-invalid]')) return;
        else if (key === 'z' && !event.shiftKey) L.undo();
        else if (key === 'z' || key === 'y') L.redo();
        else return;
        event.preventDefault();
    });

    function addTab(one) {
        one.panel = L.el('div', {id: 'panel-' + one.id, role: 'tabpanel', class: 'panel',
            'aria-labelledby': 'tab-' + one.id, hidden: true},
            L.el('h2', {class: 'hidden'}, one.title), L.el('p', {class: 'purpose'}, one.purpose));
        one.button = L.el('button', {id: 'tab-' + one.id, role: 'tab', type: 'button',
            'aria-controls': 'panel-' + one.id, onclick: () => L.show(one.id),
            onkeydown: event => {
                const here = L.tabs.indexOf(one), n = L.tabs.length;
                const next = {ArrowRight: (here + 1) % n, ArrowLeft: (here + n - 1) % n, Home: 0,
                    End: n - 1}[event.key];
                if (next === undefined) return;
                event.preventDefault();
                L.show(L.tabs[next].id);
                L.tabs[next].button.focus();
            }}, one.title);
        document.getElementById('tabs').append(one.button);
        document.getElementById('panels').append(one.panel);
    }
    // The experiment as it was, or, if it can no longer be opened, the first one.
    async function open() {
        const before = L.keep.before('experiment');
        if (before) {
            try {
                await L.restore(before);
            } catch (error) {
                L.say('the experiment of before cannot be opened: ' + error.message, true);
            }
        }
        if (!L.network) await L.take(L.doc);
        L.keep.part('experiment', L.kept, L.restore, true);
    }
    try {
        const painted = new Promise(resolve => { // the frame is seen before it is filled
            requestAnimationFrame(() => setTimeout(resolve));
            setTimeout(resolve, 100);
        });
        [L.about, L.options] = await Promise.all([L.get('about'), L.get('options'), L.keep.load(),
            painted]);
        await open();
        L.tabs.forEach(addTab);
        L.tabs.forEach(one => one.build(one.panel));
        let tab = L.tabs[0].id;
        L.on('shown', id => { tab = id; L.keep.changed(); });
        L.show(tab);
        L.keep.part('tab', () => tab, id => L.show(L.tabs.some(one => one.id === id) ? id : tab));
        L.keep.part('theme', () => root.dataset.theme || '',
            kept => { root.dataset.theme = kept; });
        L.keep.start();
        L.tell('started');
        L.tell('network');
    } catch (error) {
        L.say(error.message, true);
    }
})();
