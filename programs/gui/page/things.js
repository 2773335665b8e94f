// SPDX-License-Identifier: BSD-3-Clause
// things.js - what a network has by name (drives, biases, arrays ...): add, copy, rename, delete.
'use strict';

L.things = (() => {
    const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);
    const named = (network, kind) => Object.entries(network[kind] || {})
        .filter(([, value]) => isObject(value)).map(([name]) => name);
    const names = kind => named(L.network.network, kind);
    const get = (kind, name) => (L.network.network[kind] || {})[name];
    const path = (kind, name) => kind + '.' + name;
    const isBelow = (at, here) => at === here || at.startsWith(here + '.');

    // ---- changes -------------------------------------------------------------------------------
    const drop = (doc, here) => { doc.changes = doc.changes.filter(([at]) => !isBelow(at, here)); };
    // A whole value in the place of what is there.
    function put(doc, here, value) {
        drop(doc, here);
        doc.changes.push([here, typeof value === 'string' ? value : JSON.stringify(value)]);
    }
    const isAdded = (doc, here) => doc.changes.some(([at, value]) => at === here && value[0] === '{');
    // Takes away what is there, whether the model has it or a change has put it there.
    function remove(doc, here) {
        drop(doc, here);
        const keys = here.split('.');
        let whole = null; // the change nearest above, which may have it
        for (let n = keys.length - 1; n > 1 && whole === null; n--) {
            whole = doc.changes.find(([at, value]) => at === keys.slice(0, n).join('.') &&
                value[0] === '{') || null;
        }
        const inside = whole === null ? L.inBase(here)
            : keys.slice(whole[0].split('.').length).reduce((value, key) =>
                isObject(value) ? value[key] : undefined, JSON.parse(whole[1]));
        if (inside !== undefined) doc.changes.push([here, 'null']);
    }

    // ---- things --------------------------------------------------------------------------------
    // What drives and populations are called, they are called alone.
    function isTaken(kind, name) {
        const kinds = kind === 'drives' || kind === 'populations' ? ['drives', 'populations'] : [kind];
        return kinds.some(one => named(L.network.network, one).includes(name) ||
            named(L.base.network, one).includes(name));
    }
    function newName(kind, stem) {
        let number = 1;
        while (isTaken(kind, stem + number)) number++;
        return stem + number;
    }
    const add = (kind, name, value) => L.edit(doc => put(doc, path(kind, name), value));
    function copy(kind, name) {
        const to = newName(kind, name.replace(/\d+$/, '') || name);
        return add(kind, to, get(kind, name)).then(() => to);
    }
    function removeFrom(doc, kind, name) {
        const source = kind === 'drives' ? name + '>' : null;
        const isSource = (L.network.network.connections || []).some(one => one.from === name);
        doc.changes = doc.changes.filter(([at]) => !(source && at.startsWith('connections[' + source)));
        if (source && isSource) doc.changes.push(['connections[' + source + '*]', 'null']);
        const renamed = doc.changes.find(([at, to]) => to === name &&
            at.startsWith(kind + '.') && at.endsWith('.name'));
        drop(doc, path(kind, name));
        if (renamed) doc.changes = doc.changes.filter(one => one !== renamed);
        const old = renamed ? renamed[0].split('.')[1] : name;
        if (named(L.base.network, kind).includes(old)) doc.changes.push([path(kind, old), 'null']);
    }
    const removeThing = (kind, name) => L.edit(doc => removeFrom(doc, kind, name));
    // All of some kinds. go(doc, kind, name): whether a thing is removed in another way.
    const removeAll = (kinds, go) => L.edit(doc => {
        for (const kind of kinds) {
            for (const name of names(kind)) {
                if (go && go(doc, kind, name)) drop(doc, path(kind, name));
                else removeFrom(doc, kind, name);
            }
            if (doc.changes.some(([at, value]) => at.startsWith(kind + '.') && value === 'null')) {
                drop(doc, kind);
                doc.changes.push([kind, 'null']);
            }
        }
    });
    // A new name comes before what is changed under it, after the names before it.
    function rename(kind, from, to) {
        const old = L.doc.changes.find(([at, name]) => name === from && at.startsWith(kind + '.') &&
            at.endsWith('.name'));
        if (to === null) to = old ? old[0].split('.')[1] : from;
        if (from === to) return Promise.resolve();
        if (to === '' || to.includes('.')) {
            return Promise.reject(new Error('"' + to + '": accepted: letters, digits, _ - +'));
        }
        if (isTaken(kind, to) && !named(L.network.network, kind).includes(to) &&
            !L.doc.changes.some(([at]) => at === path(kind, to) + '.name')) {
            return Promise.reject(new Error(to + ': a population has this name, or one that is ' +
                'deleted; accepted: another name'));
        }
        return L.edit(doc => {
            const here = path(kind, from), there = path(kind, to);
            const isName = ([at]) => /^\w+\.[^.]+\.name$/.test(at);
            const was = doc.changes.find(one => isName(one) && one[1] === from &&
                one[0].startsWith(kind + '.'));
            const added = isAdded(doc, here);
            doc.changes = doc.changes.map(([at, value]) => [
                isBelow(at, here) && !isName([at]) ? there + at.slice(here.length)
                    : at.replace('connections[' + from + '>', 'connections[' + to + '>'), value]);
            if (was) {
                doc.changes = doc.changes.map(([at, value]) => [at, at === was[0] ? to : value])
                    .filter(([at, value]) => !(at === was[0] && at === there + '.name' && value === to));
            } else if (!added) {
                const after = doc.changes.filter(isName).length;
                doc.changes.splice(after, 0, [here + '.name', to]);
            }
        });
    }
    // Names of the model that are no longer there.
    const deleted = kind => named(L.base.network, kind).filter(name => !names(kind).includes(name) &&
        !L.doc.changes.some(([at]) => at === path(kind, name) + '.name'));
    const restore = (kind, name) => L.edit(doc => {
        const n = doc.changes.length;
        doc.changes = doc.changes.filter(([at, value]) =>
            !(at === path(kind, name) && value === 'null'));
        if (doc.changes.length === n) put(doc, path(kind, name), L.base.network[kind][name]);
    });

    // ---- what cards have in common ---------------------------------------------------------------
    const oops = error => L.say(error.message, true);
    // The row of a card: its name, which can be changed, and what is done with all of it.
    function header(kind, name, open) {
        return L.el('div', {class: 'thing-header'},
            L.field({path: path(kind, name) + '.name', label: 'Name', now: () => ({value: name, unit: ''}),
                enter: text => { if (open.has(name)) open.add(text); return rename(kind, name, text); }}),
            L.el('span', {class: 'row'},
                L.el('button', {type: 'button', 'aria-label': 'Copy ' + name, onclick: () =>
                    copy(kind, name).then(openCard).catch(oops)},
                'Copy'),
                L.el('button', {type: 'button', class: 'danger', 'aria-label': 'Delete ' + name,
                    onclick: () => removeThing(kind, name).catch(oops)}, 'Delete')));
    }
    // Opens the card of what has just been added.
    function openCard(name) {
        const card = [...document.querySelectorAll('details[data-name]')].find(one =>
            one.dataset.name === name && one.offsetParent !== null);
        if (!card) return;
        card.open = true;
        card.scrollIntoView({block: 'nearest'});
        card.querySelector('summary').focus();
    }
    // What is deleted, each with a button that brings it back.
    function gone(kinds) {
        const list = kinds.flatMap(kind => deleted(kind).map(name => [kind, name]));
        return list.length === 0 ? null : L.el('p', {class: 'gone row'}, 'Deleted: ',
            list.map(([kind, name]) => L.el('button', {type: 'button',
                'aria-label': 'Restore ' + name,
                onclick: () => restore(kind, name).catch(oops)}, name + ' ↺')));
    }
    // Three numbers as a text, and back.
    const numbersOf = text => text.split(/[\s,;]+/).filter(word => word !== '').map(Number);
    function placeField(how) {
        return L.field({...how,
            now: () => {
                const {here} = L.at(how.path);
                return here ? {value: (Array.isArray(here[0]) ? here[0] : here).join(', '),
                    unit: how.unitText} : null;
            },
            enter: text => {
                if (text === null) return L.set(how.path, null);
                if (text === '') return L.edit(doc => remove(doc, how.path));
                const numbers = numbersOf(text);
                if (numbers.length !== 3 || numbers.some(Number.isNaN)) {
                    return Promise.reject(new Error('accepted: x, y, z'));
                }
                return L.edit(doc => put(doc, how.path,
                    how.unitText ? [numbers, how.unitText] : numbers));
            }});
    }
    // ---- cards -----------------------------------------------------------------------------------
    const nameOf = one => one.getAttribute('name') || one.getAttribute('aria-label') || one.id;
    const stops = box => [...box.querySelectorAll('input, select, button, summary, textarea')];
    const parts = box => [...box.querySelectorAll('details')];
    const titleOf = part => part.querySelector('summary').textContent;
    // Replaces what stands in `box`; the focus stays where it was, and what is open.
    function refill(box, elements) {
        const at = document.activeElement, key = box.contains(at) ? nameOf(at) : '';
        const open = parts(box).filter(part => part.open).map(titleOf);
        box.replaceChildren(...elements.filter(one => one !== null));
        parts(box).forEach(part => { part.open = part.open || open.includes(titleOf(part)); });
        const next = key && stops(box).find(one => nameOf(one) === key);
        if (next) next.focus();
    }
    // The list of cards in `box`, each closed until somebody opens it. `how`: kind of the class;
    // shape(kind, name): what a card is built anew for; about(kind, name): a line; more(kind, name):
    // further elements of the row, or none; body(kind, name, open): elements of the card.
    function cards(box, how) {
        const cards = new Map(), open = new Set();
        function fill(card) {
            card.shape = how.shape(card.kind, card.name);
            refill(card.inside, how.body(card.kind, card.name, open));
        }
        function make(kind, name) {
            const card = {kind, name, inside: L.el('div', {class: 'thing-card'}),
                about: L.el('span', {class: 'thing-about'}), shape: null};
            card.element = L.el('details', {class: how.kind, 'data-name': name, open: open.has(name),
                ontoggle: () => {
                    if (card.element.open) open.add(name); else open.delete(name);
                    if (card.element.open && card.shape === null) fill(card);
                }}, L.el('summary', {}, L.el('span', {class: 'thing-title'}, how.mark(kind, name),
                L.el('b', {}, name), card.about), how.more(kind, name)), card.inside);
            if (open.has(name)) fill(card);
            return card;
        }
        // One that had the focus under its old name has it under the new one.
        function follow(gone, made) {
            const place = gone.flatMap(card => stops(card.element).indexOf(document.activeElement))
                .find(at => at >= 0);
            return place === undefined || made.length !== 1 ? () => {}
                : () => { (stops(made[0].element)[place] || stops(made[0].element)[0]).focus(); };
        }
        return function show(list) {
            const keys = list.map(([kind, name]) => path(kind, name));
            const made = list.filter(([kind, name]) => !cards.has(path(kind, name)))
                .map(([kind, name]) => make(kind, name));
            const left = [...cards].filter(([key]) => !keys.includes(key));
            const focus = follow(left.map(([, card]) => card), made);
            left.forEach(([key, card]) => { card.element.remove(); cards.delete(key); });
            made.forEach(card => cards.set(path(card.kind, card.name), card));
            keys.forEach((key, i) => {
                const card = cards.get(key);
                if (box.children[i] !== card.element) box.insertBefore(card.element, box.children[i]);
                card.about.textContent = how.about(card.kind, card.name);
                if (card.shape !== null && card.shape !== how.shape(card.kind, card.name)) {
                    if (card.element.open) fill(card);
                    else {
                        card.shape = null;
                        card.inside.replaceChildren();
                    }
                }
            });
            focus();
        };
    }
    return {names, get, path, put, drop, remove, isAdded, newName, add, copy, removeThing, removeAll,
        rename, restore, header, openCard, gone, numbersOf, placeField, cards, oops, isObject};
})();
