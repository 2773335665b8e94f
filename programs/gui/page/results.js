// SPDX-License-Identifier: BSD-3-Clause
// results.js - the list of what is in the folder, runs and data: which are looked at, and in order.
'use strict';

L.chosen = []; // paths; the first is the main one

L.results = (() => {
    const ROW = 26, SPARE = 8; // px; rows that are drawn above and below what is seen
    const kinds = {run: 'run', sweep: 'sweep', fit: 'fit', infer: 'posterior', data: 'data'};
    const orders = {
        newest: (a, b) => b.modified - a.modified,
        name: (a, b) => a.name.localeCompare(b.name, undefined, {numeric: true}),
        largest: (a, b) => b.bytes - a.bytes
    };
    let all = [], shown = [], at = 0, anchor = 0; // at: the row that the keys are on

    // ---- what is there ---------------------------------------------------------------------
    const has = path => all.some(one => one.path === path);
    const of = path => all.find(one => one.path === path);
    async function read() {
        const [results, files] = await Promise.all([L.get('results'), L.get('files')]);
        L.files = files;
        all = [...results, ...L.files.filter(file => file.kind === 'data')
            .map(file => ({...file, name: file.path}))];
        const still = L.chosen.filter(has);
        if (still.length !== L.chosen.length) choose(still, true);
        sift();
        L.tell('files');
    }
    // isOwn: by the page itself, not by the user.
    function choose(paths, isOwn) {
        L.chosen = [...new Set(paths)];
        L.tell('chosen', !!isOwn);
        L.keep.changed();
    }
    L.choose = choose;

    // ---- texts -------------------------------------------------------------------------------
    function size(bytes) {
        const units = ['B', 'kB', 'MB', 'GB', 'TB'];
        let k = 0;
        for (; bytes >= 1000 && k < units.length - 1; k++) bytes /= 1000;
        return (bytes < 10 && k > 0 ? bytes.toFixed(1) : Math.round(bytes)) + ' ' + units[k];
    }
    const two = number => String(number).padStart(2, '0');
    function when(seconds) {
        const time = new Date(1000 * seconds), now = new Date();
        const day = time.getFullYear() + '-' + two(time.getMonth() + 1) + '-' + two(time.getDate());
        const clock = two(time.getHours()) + ':' + two(time.getMinutes());
        return time.toDateString() === now.toDateString() ? 'today ' + clock : day + ' ' + clock;
    }

    // ---- the list ----------------------------------------------------------------------------
    const filter = L.el('input', {type: 'search', id: 'results-filter', placeholder: 'Filter',
        'aria-label': 'Filter results by name', oninput: sift});
    const kind = L.el('select', {'aria-label': 'Kind of results', onchange: sift},
        L.el('option', {value: ''}, 'all kinds'),
        Object.entries(kinds).map(([value, text]) => L.el('option', {value}, text)));
    const order = L.el('select', {'aria-label': 'Order of results', onchange: sift},
        Object.keys(orders).map(name => L.el('option', {value: name}, name)));
    const space = L.el('div', {class: 'space', role: 'presentation'});
    const list = L.el('div', {class: 'results', role: 'listbox', tabindex: '0', id: 'results',
        'aria-label': 'Results', 'aria-multiselectable': 'true', onscroll: draw, onkeydown: key},
        space);
    const count = L.el('span', {class: 'soft'});
    const none = L.el('p', {class: 'soft'});

    function sift() {
        const words = filter.value.toLowerCase().split(/\s+/).filter(word => word);
        shown = all.filter(one => (!kind.value || one.kind === kind.value) &&
            words.every(word => (one.name + ' ' + one.kind).toLowerCase().includes(word)))
            .sort(orders[order.value]);
        at = Math.max(0, Math.min(at, shown.length - 1));
        count.textContent = shown.length === all.length ? String(all.length)
            : shown.length + ' of ' + all.length;
        space.style.height = ROW * shown.length + 'px';
        list.style.maxHeight = ROW * Math.max(1, shown.length) + 2 + 'px';
        list.hidden = shown.length === 0;
        none.hidden = shown.length > 0;
        none.textContent = all.length > 0 ? 'None of them matches.'
            : 'No results yet: Run makes some. Files of data can be dropped here.';
        draw();
    }
    function row(place) {
        const one = shown[place], rank = L.chosen.indexOf(one.path);
        return L.el('div', {class: 'result' + (place === at ? ' at' : ''), role: 'option',
            id: 'result-' + place, 'aria-selected': String(rank >= 0), 'aria-posinset': place + 1,
            'aria-setsize': shown.length, title: one.path, 'data-path': one.path,
            onclick: event => click(event, place)},
            L.el('span', {class: 'box', title: rank >= 0 ? 'Leave it out' : 'Add it beside'},
                rank >= 0 ? String(rank + 1) : ''),
            L.el('span', {class: 'name'}, one.name), L.el('span', {}, kinds[one.kind] || one.kind),
            L.el('span', {}, when(one.modified)), L.el('span', {class: 'number'}, size(one.bytes)));
    }
    // Only the rows that are seen.
    function draw() {
        const first = Math.max(0, Math.floor(list.scrollTop / ROW) - SPARE);
        const last = Math.min(shown.length,
            Math.ceil((list.scrollTop + list.clientHeight) / ROW) + SPARE);
        const rows = [];
        for (let place = first; place < last; place++) {
            const element = row(place);
            element.style.top = ROW * place + 'px';
            rows.push(element);
        }
        space.replaceChildren(...rows);
        if (at >= first && at < last) list.setAttribute('aria-activedescendant', 'result-' + at);
        else list.removeAttribute('aria-activedescendant');
    }

    // ---- choosing ----------------------------------------------------------------------------
    const toggle = path => choose(L.chosen.includes(path) ? L.chosen.filter(one => one !== path)
        : [...L.chosen, path]);
    function range(from, to) {
        const [first, last] = from < to ? [from, to] : [to, from];
        choose([...L.chosen, ...shown.slice(first, last + 1).map(one => one.path)]);
    }
    function click(event, place) {
        at = place;
        if (event.shiftKey) range(anchor, place);
        else if (event.ctrlKey || event.metaKey || event.target.matches('.box')) {
            toggle(shown[place].path);
        } else choose([shown[place].path]);
        anchor = place;
    }
    function key(event) {
        const page = Math.max(1, Math.floor(list.clientHeight / ROW) - 1);
        const steps = {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page,
            Home: -shown.length, End: shown.length};
        if (event.key in steps && !event.altKey) {
            at = Math.max(0, Math.min(shown.length - 1, at + steps[event.key]));
            if (event.shiftKey) range(anchor, at);
            else anchor = at;
            const top = ROW * at;
            if (top < list.scrollTop) list.scrollTop = top;
            else if (top + ROW > list.scrollTop + list.clientHeight) {
                list.scrollTop = top + ROW - list.clientHeight;
            }
            draw();
        } else if (event.key === ' ') toggle(shown[at].path);
        else if (event.key === 'Enter') choose([shown[at].path]);
        else if (event.key === 'Delete') L.acts.remove();
        else if (event.key === 'F2') L.acts.rename();
        else return;
        event.preventDefault();
    }

    // ---- the frame ---------------------------------------------------------------------------
    const head = L.el('button', {type: 'button', class: 'fold', 'aria-controls':
        'results-box', 'aria-expanded': 'true', onclick: () => fold(!box.hidden)},
    'Results');
    const box = L.el('div', {id: 'results-box'}, L.el('div', {class: 'row'}, filter, kind, order),
        list, none);
    function fold(isHidden) {
        box.hidden = isHidden;
        head.setAttribute('aria-expanded', String(!isHidden));
        draw();
        L.keep.changed();
    }
    // Those that are looked at, wherever the list is.
    const chips = L.el('div', {class: 'row chips', role: 'group', 'aria-label': 'Looked at'});
    function drawChips() {
        chips.replaceChildren(...L.chosen.map((path, rank) => L.el('span', {class: 'chip',
            title: path}, L.el('b', {}, String(rank + 1)), (of(path) || {name: path}).name,
        L.el('button', {type: 'button', 'aria-label': 'Leave out ' + path,
            onclick: () => toggle(path)}, '×'))));
        chips.hidden = L.chosen.length === 0;
    }
    document.getElementById('runs').append(L.el('div', {class: 'row'},
        L.el('h2', {class: 'title'}, head, ' ', count), chips), box);
    L.on('chosen', drawChips);
    L.on('files', drawChips);
    L.on('chosen', draw);
    L.on('results', () => read().catch(error => L.say(error.message, true)));
    L.on('started', () => new ResizeObserver(draw).observe(list));
    L.keep.part('chosen', () => L.chosen, paths => choose(paths, true));
    L.keep.part('list', () => ({isHidden: box.hidden, kind: kind.value, order: order.value}), kept => {
        fold(kept.isHidden);
        kind.value = kept.kind;
        order.value = kept.order;
        sift();
    });
    return {has, of, read, size, when, box, get all() { return all; }};
})();
