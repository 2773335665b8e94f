// SPDX-License-Identifier: BSD-3-Clause
// sensors.js - the tab: what a run records besides the dipole, and where it stands in the column.
'use strict';

L.tab({
    id: 'sensors',
    title: 'Electrodes',
    purpose: 'What a run records besides the dipole: potentials at electrodes, current source ' +
        'density, EEG and MEG.',
    build(panel) {
        const T = L.things, C = L.contacts, open = new Set();
        const KINDS = {electrode_arrays: ['electrodes', C.array], current_density: ['slabs', C.slab],
            eeg: ['EEG', (name, header) => L.head.card('eeg', name, header)],
            meg: ['MEG', (name, header) => L.head.card('meg', name, header)]};
        const NEW = {
            'Laminar probe through the column, 100 um apart': C.addLaminar,
            'Electrode array': C.addArray,
            'Current source density in slabs of 100 um': C.addSlabs,
            'EEG, 10-20 system on four spheres': () => L.head.addEeg(),
            'MEG, above the same places': () => L.head.addMeg()};
        const side = L.el('div', {class: 'side'}), list = L.el('div', {class: 'sensors'});
        const gone = L.el('div', {});
        const which = L.el('select', {'aria-label': 'New sensors'},
            Object.keys(NEW).map(one => L.el('option', {}, one)));
        const add = L.el('button', {type: 'button', class: 'main', onclick: () =>
            withShape().then(() => NEW[which.value]()).then(name => show().then(() =>
                T.openCard(name))).catch(T.oops)}, 'Add');
        const file = L.el('select', {'aria-label': 'File of sensors', onchange: () => L.edit(doc => {
            doc.sensors = file.value || null;
        }).catch(error => { T.oops(error); offer([]); })});
        function offer(files) {
            const names = new Set([...files.map(one => one.path),
                ...(L.doc.sensors ? [L.doc.sensors] : [])]);
            file.replaceChildren(L.el('option', {value: ''}, 'the model alone'),
                ...[...names].map(one => L.el('option', {value: one}, one)));
            file.value = L.doc.sensors || '';
        }
        file.addEventListener('focus', async () => offer((await L.get('files').catch(() => []))
            .filter(one => /\.json$/.test(one.path))));
        const clear = L.el('button', {type: 'button', class: 'danger', onclick: () =>
            T.removeAll(Object.keys(KINDS), doc => { doc.probes = []; }).catch(T.oops)}, 'Delete all');
        panel.append(L.el('div', {class: 'row tools'}, which, add, L.el('label', {class: 'row'},
            'Sensors of ', file), clear), L.el('div', {class: 'besides'}, side,
            L.el('div', {class: 'list'}, list, gone)));

        // ---- the column ------------------------------------------------------------------------
        let shape = null, shapeFor = '';
        L.sensorsExtent = () => L.sideview.extentOf(shape);
        async function withShape() {
            const spec = L.spec(L.doc), key = JSON.stringify(spec);
            if (shapeFor === key) return;
            shape = await L.post('shape', spec);
            shapeFor = key;
        }
        async function look() {
            await withShape();
            side.replaceChildren(L.sideview.column(shape, L.network.network));
        }

        // ---- the list --------------------------------------------------------------------------
        const about = (kind, one) => kind === 'electrode_arrays'
            ? KINDS[kind][0] + ', ' + one.positions[0].length
            : kind === 'current_density' ? KINDS[kind][0] + ', ' + one.thickness[0] + ' um'
                : KINDS[kind][0] + ', ' + (one.names || (one.positions || one.leads || [[]])[0]).length;
        function header(kind, name) {
            const one = T.header(kind, name, open);
            if (kind !== 'electrode_arrays' || !C.probeOf(name)) return one;
            // A probe of the command line has its name there.
            return L.el('div', {class: 'header'}, L.el('b', {}, name), L.el('span', {class: 'row'},
                L.el('button', {type: 'button', class: 'danger', 'aria-label': 'Delete ' + name,
                    onclick: () => L.edit(doc => {
                        T.drop(doc, T.path(kind, name));
                        C.withoutProbe(doc, name);
                    }).catch(T.oops)}, 'Delete')));
        }
        function row(kind, name) {
            const inside = L.el('div', {class: 'card'});
            const make = () => KINDS[kind][1](name, header(kind, name)).filter(one => one !== null);
            const one = L.el('details', {class: 'sensor', 'data-name': name, open: open.has(name),
                ontoggle: () => {
                    if (one.open && !inside.hasChildNodes()) inside.append(...make());
                    if (one.open) open.add(name); else open.delete(name);
                }}, L.el('summary', {}, L.el('b', {}, name), L.el('span', {class: 'about'},
                about(kind, T.get(kind, name)))), inside);
            if (open.has(name)) inside.append(...make());
            return one;
        }
        const all = () => Object.keys(KINDS).flatMap(kind => T.names(kind).map(name => [kind, name]));
        function rows() {
            const some = all();
            return some.length > 0 ? some.map(([kind, name]) => row(kind, name))
                : [L.el('p', {class: 'none'}, 'None: a run records the dipole and spikes.')];
        }
        // What is there, without the numbers that a field shows by itself.
        function shapeOf([kind, name]) {
            const one = T.get(kind, name), deep = value => T.isObject(value)
                ? Object.entries(value).map(([key, inner]) => [key, deep(inner)]) : 0;
            return [kind, name, deep(one), one.positions, one.orientations, one.names, one.model,
                one.dipole, one.csd && (one.csd.method || one.csd), one.thickness, C.probeOf(name)];
        }
        let shapes = '', isShown = false;
        async function show() {
            if (!isShown) return;
            offer([]);
            const now = JSON.stringify(all().map(shapeOf));
            clear.disabled = all().length === 0;
            await look().catch(T.oops);
            if (now === shapes) return;
            shapes = now;
            T.rebuild(list, rows);
            const lost = T.gone(Object.keys(KINDS));
            gone.replaceChildren(...(lost ? [lost] : []));
        }
        L.on('network', show);
        L.on('shown', id => { isShown = id === 'sensors'; show(); });
    }
});
