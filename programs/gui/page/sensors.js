// SPDX-License-Identifier: BSD-3-Clause
// sensors.js - the tab: what a run records besides the dipole, and where it stands in the column.
'use strict';

L.tab({
    id: 'sensors',
    title: 'Electrodes',
    purpose: 'What a run records besides the dipole: potentials at electrodes, current source ' +
        'density, EEG and MEG.',
    build(panel) {
        const T = L.things, C = L.contacts;
        const KINDS = {electrode_arrays: ['electrodes', C.array], current_density: ['slabs', C.slab],
            eeg: ['EEG', (name, header) => L.head.card('eeg', name, header)],
            meg: ['MEG', (name, header) => L.head.card('meg', name, header)]};
        const NEW = {
            'Laminar probe through the column, 100 um apart': C.addLaminar,
            'Electrode array': C.addArray,
            'Current source density in slabs of 100 um': C.addSlabs,
            'EEG, 10-20 system on four spheres': () => L.head.addEeg(),
            'MEG, above the same places': () => L.head.addMeg(),
            'EEG, leads of a file': () => L.head.addTable('eeg', leads.value),
            'MEG, leads of a file': () => L.head.addTable('meg', leads.value)};
        const side = L.el('div', {class: 'side'}), list = L.el('div', {class: 'sensors'});
        const none = L.el('p', {class: 'none'}, 'None: a run records the dipole and spikes.');
        const gone = L.el('div', {});
        const which = L.el('select', {'aria-label': 'New sensors'},
            Object.keys(NEW).map(one => L.el('option', {}, one)));
        const leads = L.el('select', {'aria-label': 'File of leads', hidden: true});
        which.addEventListener('change', () => {
            leads.hidden = !which.value.includes('leads');
        });
        const add = L.el('button', {type: 'button', class: 'main', onclick: () =>
            withShape().then(() => NEW[which.value]()).then(name => show().then(() =>
                T.openCard(name))).catch(T.oops)}, 'Add');
        const file = L.el('select', {'aria-label': 'File of sensors', onchange: () => L.edit(doc => {
            doc.sensors = file.value || null;
        }).catch(error => { T.oops(error); offer(); })});
        function offer() {
            const files = (L.files || []).filter(one => /\.json$/.test(one.path));
            const names = new Set([...files.map(one => one.path),
                ...(L.doc.sensors ? [L.doc.sensors] : [])]);
            L.entry.fill(file, [['', 'the model alone'], ...[...names].map(one => [one, one])],
                L.doc.sensors || '');
        }
        L.on('files', () => {
            offer();
            const tables = L.files.filter(one => /\.(txt|dat|csv|h5|hdf5)$/.test(one.path));
            L.entry.fill(leads, tables.map(one => [one.path, one.path]),
                leads.value || (tables[0] || {}).path || '');
        });
        const clear = L.el('button', {type: 'button', class: 'danger', onclick: () =>
            T.removeAll(Object.keys(KINDS), C.takeProbe).catch(T.oops)}, 'Delete all');
        panel.append(L.el('div', {class: 'row tools'}, which, leads, add, L.el('label', {class: 'row'},
            'Sensors of ', file), clear), L.el('div', {class: 'besides'}, side,
            L.el('div', {class: 'list'}, list, none, gone)));

        // ---- the column ------------------------------------------------------------------------
        let shape = null, shapeFor = '';
        L.sensorsExtent = () => L.sideview.extentOf(shape);
        async function withShape() {
            const spec = L.spec(L.doc), key = JSON.stringify(spec);
            if (shapeFor === key) return;
            shape = await L.post('shape', spec);
            shapeFor = key;
        }

        // ---- the list --------------------------------------------------------------------------
        function header(kind, name, open) {
            const one = T.header(kind, name, open);
            if (!C.isProbe(kind, name)) return one;
            // A probe of the command line has its name there.
            return L.el('div', {class: 'thing-header'}, L.el('b', {}, name), L.el('span', {class: 'row'},
                L.el('button', {type: 'button', class: 'danger', 'aria-label': 'Delete ' + name,
                    onclick: () => L.edit(doc => {
                        T.drop(doc, T.path(kind, name));
                        C.takeProbe(doc, kind, name);
                    }).catch(T.oops)}, 'Delete')));
        }
        const about = (kind, one) => KINDS[kind][0] + ', ' + (kind === 'electrode_arrays'
            ? one.positions[0].length : kind === 'current_density' ? one.thickness[0] + ' um'
                : (one.names || (one.positions || one.leads || [[]])[0]).length);
        // What a card is built anew for: tables and what is there, not single numbers.
        const deep = value => T.isObject(value)
            ? Object.entries(value).map(([key, inner]) => [key, deep(inner)]) : 0;
        const showCards = T.cards(list, {
            kind: 'sensor',
            shape: (kind, name) => {
                const one = T.get(kind, name);
                return JSON.stringify([deep(one), one.positions, one.orientations, one.names, one.model,
                    one.dipole, one.csd && (one.csd.method || one.csd), C.isProbe(kind, name)]);
            },
            mark: () => null, more: () => null,
            about: (kind, name) => about(kind, T.get(kind, name)),
            body: (kind, name, open) => KINDS[kind][1](name, header(kind, name, open))
        });
        let isShown = false;
        async function show() {
            if (!isShown) return;
            offer();
            if (shape === null) await withShape().catch(T.oops);
            const all = Object.keys(KINDS).flatMap(kind => T.names(kind).map(name => [kind, name]));
            showCards(all);
            none.hidden = all.length > 0;
            clear.disabled = all.length === 0;
            const lost = T.gone(Object.keys(KINDS));
            gone.replaceChildren(...(lost ? [lost] : []));
            await withShape().catch(T.oops);
            side.replaceChildren(L.sideview.column(shape, L.network.network));
        }
        L.on('network', show);
        L.on('shown', id => { isShown = id === 'sensors'; show(); });
    }
});
