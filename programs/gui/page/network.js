// SPDX-License-Identifier: BSD-3-Clause
// network.js - the tab: its parts, any value by its path, what was changed.
'use strict';

// The parts of the tab: {id, title, build(panel), update()}. A part is built when it is first
// shown, and updated after each change while it is shown, and when it is shown again.
L.parts = [];

L.tab({
    id: 'network',
    title: 'Network',
    purpose: 'The cells, how they are connected, and what else is set; what is changed is marked.',
    build(panel) {
        const bar = L.el('div', {class: 'parts', role: 'tablist',
            'aria-label': 'Parts of the network'});
        let shown = null;
        const isShown = () => !panel.hidden;
        function refresh(part) {
            if (!part.isBuilt) part.build(part.panel);
            part.isBuilt = true;
            if (part.seen !== L.network && part.update) part.update();
            part.seen = L.network;
        }
        function show(part) {
            shown = part;
            for (const one of L.parts) {
                one.button.setAttribute('aria-selected', one === part);
                one.button.tabIndex = one === part ? 0 : -1;
                one.panel.hidden = one !== part;
            }
            if (isShown()) refresh(part);
        }
        for (const part of L.parts) {
            part.panel = L.el('div', {id: 'part-' + part.id, role: 'tabpanel', class: 'part-panel',
                'aria-labelledby': 'show-' + part.id, hidden: true});
            part.button = L.el('button', {id: 'show-' + part.id, role: 'tab', type: 'button',
                'aria-controls': 'part-' + part.id, onclick: () => show(part), onkeydown: event => {
                    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
                    if (!step) return;
                    const n = L.parts.length, here = L.parts.indexOf(part);
                    const next = L.parts[(here + step + n) % n];
                    show(next);
                    next.button.focus();
                }}, part.title);
            bar.append(part.button);
        }
        panel.append(bar, ...L.parts.map(part => part.panel));
        L.showPart = id => show(L.parts.find(part => part.id === id));
        L.on('shown', id => { if (id === 'network') refresh(shown); });
        L.on('network', () => { if (isShown()) refresh(shown); });
        show(L.parts[0]);
    }
});

// Builds `box` anew if `key` has changed, and gives the focus back to the field that had it.
L.rebuild = (box, key, build) => {
    if (box.dataset.key === key) return;
    const had = document.activeElement && box.contains(document.activeElement)
        ? document.activeElement.closest('[data-path]') : null;
    box.dataset.key = key;
    box.replaceChildren(...build());
    if (!had) return;
    const same = [...box.querySelectorAll('[data-path]')].find(one =>
        one.dataset.path === had.dataset.path);
    const input = same && same.querySelector('input, select, button');
    if (input) input.focus();
};
// Enters a share of something, which needs the seed of its draw; HNN's is 3.
L.withSeed = (root, key) => text => L.edit(doc => {
    const seed = root + '.conn_seed', isWhole = !text || Number(text) === 1;
    L.put(doc, root + '.' + key, text || null);
    if (!isWhole && !L.value(seed)) L.put(doc, seed, '3');
    if (isWhole) L.put(doc, seed, null);
});
// A key as a path has it.
L.quoted = key => /[.[\]"\\*=#]/.test(key) || key !== key.trim()
    ? '"' + key.replace(/["\\]/g, '\\$&') + '"' : key;
// A name or a path that may go on in the next line behind its marks.
L.breakable = text => text.split(/(?<=[._>:@])/).flatMap(part => [part, L.el('wbr')]);
// A number as one reads it: 5e-6, not 0.000005.
L.number = value => value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
L.fail = error => L.say(error.message, true);

L.hint = (text, more) => L.el('p', {class: 'hint', ...more}, text);
// The members of an object that are objects, which its source is not.
L.members = object => Object.entries(object || {}).filter(([, one]) =>
    one !== null && typeof one === 'object' && !Array.isArray(one));

// ---- any value ----------------------------------------------------------------------------------
L.anyValue = {
    id: 'any',
    title: 'Any value',
    build(panel) {
        const MOST = 60;
        const found = L.el('div', {class: 'found'}), count = L.hint('', {role: 'status'});
        const search = () => {
            const words = input.value.toLowerCase().split(/\s+/).filter(word => word);
            const paths = L.paths.map(([path]) => path).filter(path =>
                words.every(word => path.toLowerCase().includes(word)));
            L.rebuild(found, paths.slice(0, MOST).join(), () => paths.slice(0, MOST).map(path =>
                L.field({path, label: path})));
            count.textContent = paths.length + ' of ' + L.paths.length + ' values' +
                (paths.length > MOST ? '; the first ' + MOST + ' are shown' : '');
        };
        const input = L.el('input', {id: 'any-search', type: 'search', placeholder:
            'parts of a path, such as km soma', autocomplete: 'off', oninput: search});
        panel.append(L.el('div', {class: 'row'}, L.el('label', {for: 'any-search'},
            'Find a value by its path'), input), count, found);
        this.update = search;
    }
};

// ---- changes ------------------------------------------------------------------------------------
L.changeList = {
    id: 'changes',
    title: 'Changes',
    build(panel) {
        const list = L.el('div', {class: 'sideways'}), none = L.hint(
            'Nothing is changed: the network is that of the model.');
        const short = text => text.length > 60 ? text.slice(0, 57) + '...' : text;
        function row([path, value], k) {
            const was = L.baseValue(path), now = L.value(path);
            const isNew = path === 'connections[+]', isGone = value === 'null';
            const added = isNew ? JSON.parse(value) : null;
            const unit = (now || was || {unit: ''}).unit;
            const before = was ? was.value + ' ' + was.unit
                : path.includes('*') ? 'as each was' : isNew || isGone ? '' : 'default';
            const after = isGone ? 'removed' : isNew ? 'added: ' + L.changes.nameOf(added)
                : short(value) + ' ' + unit;
            return L.el('tr', {}, L.el('th', {scope: 'row'}, L.breakable(path)),
                L.el('td', {}, before), L.el('td', {}, after),
                L.el('td', {}, L.el('button', {type: 'button',
                    'aria-label': 'Take back ' + path, title: 'Take back', onclick: () =>
                        L.edit(doc => L.changes.takeBack(L.base.network, doc, k)).catch(L.fail)},
                '↺')));
        }
        this.update = () => {
            none.hidden = L.doc.changes.length > 0;
            const heads = ['Value', 'Model', 'Now', ''].map(text =>
                L.el('th', {scope: 'col'}, text));
            list.replaceChildren(L.el('table', {class: 'changes', hidden: none.hidden === false},
                L.el('thead', {}, L.el('tr', {}, heads)),
                L.el('tbody', {}, L.doc.changes.map(row))));
        };
        panel.append(none, list);
    }
};
L.on('network', () => {
    const n = L.doc.changes.length, button = L.changeList.button;
    if (button) button.textContent = 'Changes' + (n > 0 ? ' (' + n + ')' : '');
});
