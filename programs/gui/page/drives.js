// SPDX-License-Identifier: BSD-3-Clause
// drives.js - the tab: all drives in their order, each a row with its events and a card below it.
'use strict';

L.tab({
    id: 'drives',
    title: 'Drives',
    purpose: 'What arrives from other parts of the brain: when, onto which cells, how strongly. ' +
        'The histograms are the events that a run will draw.',
    build(panel) {
        const T = L.things;
        const tools = L.el('div', {class: 'row tools'}), cards = L.el('div', {class: 'drives'});
        const none = L.el('p', {class: 'none'}, 'No drives: the cells get no input.');
        const gone = L.el('div', {});

        // ---- above the list --------------------------------------------------------------------
        const kind = L.el('select', {'aria-label': 'Kind of the new drive'},
            [...Object.entries(L.drive.KINDS), ['tonic', 'Tonic']].map(([value, text]) =>
                L.el('option', {value}, text)));
        const place = L.el('select', {'aria-label': 'Location of the new drive'});
        kind.addEventListener('change', () => { place.disabled = kind.value === 'tonic'; });
        const add = L.el('button', {type: 'button', class: 'main', onclick: async () => {
            const name = await (kind.value === 'tonic' ? L.tonic.add()
                : L.drive.add(kind.value, place.value)).catch(T.oops);
            if (name) T.openCard(name);
        }}, 'Add drive');
        const set = L.el('select', {'aria-label': 'Further drives', onchange: () =>
            L.edit(doc => {
                doc.drives = set.value || null;
                doc.changes = doc.changes.filter(([at]) => !/^(drives|biases)(\.|$)/.test(at));
            }).catch(error => { T.oops(error); set.value = L.doc.drives || ''; })});
        const clear = L.el('button', {type: 'button', class: 'danger', onclick: () =>
            T.removeAll(['drives', 'biases']).catch(T.oops)}, 'Delete all');
        tools.append(kind, place, add, L.el('label', {class: 'row'}, 'Drives of ', set), clear);
        function offer() {
            const known = L.about.drives.map(one => one.name);
            const files = (L.files || []).filter(one => one.kind === 'network' ||
                /drives.*\.json$/.test(one.path));
            const others = new Set([...files.map(one => one.path),
                ...(L.doc.drives && !known.includes(L.doc.drives) ? [L.doc.drives] : [])]);
            L.entry.fill(set, [['', 'the model alone'], ...[...known, ...others].map(one => [one, one])],
                L.doc.drives || '');
        }
        L.on('files', offer);
        const trial = L.entry({label: 'Trial whose events are shown', isBare: true, check: 'whole',
            get: () => L.preview.trial, put: value => { L.preview.trial = value; }});
        const head = L.el('div', {class: 'drive head'}, L.el('label', {class: 'thing-title row'}, 'Trial ',
            trial, L.el('span', {class: 'thing-about'}, 'time, ms')), L.preview.axis());
        panel.append(tools, head, cards, none, gone);

        // ---- the list --------------------------------------------------------------------------
        const sideOf = (kind, name) => kind === 'biases' ? 'tonic'
            : L.preview.sideOf(T.get(kind, name).location);
        const showCards = T.cards(cards, {
            kind: 'drive',
            shape: (kind, name) => kind === 'biases' ? L.tonic.shapeOf(name) : L.drive.shapeOf(name),
            mark: (kind, name) => L.el('span', {class: 'mark', 'aria-hidden': 'true'}),
            more: (kind, name) => L.preview.row(kind, name),
            about: (kind, name) => {
                const {type, location} = T.get(kind, name);
                return kind === 'biases' ? 'tonic current'
                    : L.drive.KINDS[type].toLowerCase() + ', ' + (location || 'by connections');
            },
            body: (kind, name, open) => (kind === 'biases' ? L.tonic : L.drive).body(name, open)
        });
        function mark(kind, name) {
            const one = cards.querySelector('[data-name="' + name + '"] .mark');
            one.className = 'mark ' + sideOf(kind, name);
            one.textContent = L.preview.MARK[sideOf(kind, name)];
        }
        function show() {
            const all = ['drives', 'biases'].flatMap(kind => T.names(kind).map(name => [kind, name]));
            showCards(all);
            all.forEach(([kind, name]) => mark(kind, name));
            none.hidden = all.length > 0;
            head.hidden = clear.disabled = all.length === 0;
            const lost = T.gone(['drives', 'biases']);
            gone.replaceChildren(...(lost ? [lost] : []));
            const before = place.value;
            place.replaceChildren(...L.drive.places().map(one => L.el('option', {}, one)));
            if (before) place.value = before;
        }
        L.on('network', () => { show(); offer(); });
        offer();
        show();
    }
});
