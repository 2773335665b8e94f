// SPDX-License-Identifier: BSD-3-Clause
// drives.js - the tab: all drives in their order, each a row with its events and a card below it.
'use strict';

L.tab({
    id: 'drives',
    title: 'Drives',
    purpose: 'What arrives from other parts of the brain: when, onto which cells, how strongly. ' +
        'The histograms are the events that a run will draw.',
    build(panel) {
        const T = L.things, open = new Set();
        const tools = L.el('div', {class: 'row tools'}), list = L.el('div', {class: 'drives'});
        const gone = L.el('div', {});
        panel.append(tools, list, gone);

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
        // Files are looked for when somebody is about to choose one.
        function offer(files) {
            const names = new Set([...L.about.drives, ...files.map(one => one.path),
                ...(L.doc.drives ? [L.doc.drives] : [])]);
            set.replaceChildren(L.el('option', {value: ''}, 'the model alone'),
                ...[...names].map(one => L.el('option', {value: one}, one)));
            set.value = L.doc.drives || '';
        }
        set.addEventListener('focus', async () => {
            const files = await L.get('files').catch(() => []);
            offer(files.filter(one => one.kind === 'network' || /drives.*\.json$/.test(one.path)));
        });
        const trial = L.el('input', {type: 'number', min: 0, value: 0, class: 'short',
            'aria-label': 'Trial whose events are shown', onchange: () => {
                L.preview.trial = Math.max(0, Math.round(Number(trial.value) || 0));
            }});

        // ---- the list --------------------------------------------------------------------------
        let shapes = '';
        function row(of, name, about, mark, make) {
            const inside = L.el('div', {class: 'card'});
            const one = L.el('details', {class: 'drive', 'data-name': name, open: open.has(name),
                ontoggle: () => {
                    if (one.open && !inside.hasChildNodes()) inside.append(...make());
                    if (one.open) open.add(name); else open.delete(name);
                }},
            L.el('summary', {}, L.el('span', {class: 'title'}, L.el('span', {class: 'mark ' + mark,
                'aria-hidden': 'true'}, L.preview.MARK[mark]), L.el('b', {}, name),
            L.el('span', {class: 'about'}, about)), L.preview.row(of, name)), inside);
            if (open.has(name)) inside.append(...make());
            return one;
        }
        const full = make => () => make().filter(one => one !== null);
        function rows() {
            const drives = T.names('drives'), biases = T.names('biases');
            L.preview.forget();
            if (drives.length + biases.length === 0) {
                return [L.el('p', {class: 'none'}, 'No drives: the cells get no input.')];
            }
            return [L.el('div', {class: 'drive head'}, L.el('label', {class: 'title row'}, 'Trial ',
                trial, L.el('span', {class: 'about'}, 'time, ms')), L.preview.axis()),
            ...drives.map(name => {
                const {type, location} = T.get('drives', name);
                return row('drives', name, L.drive.KINDS[type].toLowerCase() + ', ' +
                    (location || 'by connections'), L.preview.sideOf(location),
                full(() => L.drive.body(name, open)));
            }),
            ...biases.map(name => row('biases', name, 'tonic current', 'tonic',
                full(() => L.tonic.body(name, open))))];
        }
        // Built anew if other things are there than before, not if values have changed.
        function show() {
            const now = JSON.stringify([
                T.names('drives').map(name => [name, L.drive.shapeOf(name)]),
                T.names('biases').map(name => [name, L.tonic.shapeOf(name)])]);
            clear.disabled = T.names('drives').length + T.names('biases').length === 0;
            if (now === shapes) return;
            shapes = now;
            T.rebuild(list, rows);
            const lost = T.gone(['drives', 'biases']);
            gone.replaceChildren(...(lost ? [lost] : []));
            const before = place.value;
            place.replaceChildren(...L.drive.places().map(one => L.el('option', {}, one)));
            if (before) place.value = before;
            L.preview.draw();
        }
        L.on('network', () => { show(); offer([]); });
        offer([]);
        show();
    }
});
