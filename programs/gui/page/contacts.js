// SPDX-License-Identifier: BSD-3-Clause
// contacts.js - electrode arrays, and slabs of true current source density.
'use strict';

L.contacts = (() => {
    const T = L.things;
    const METHODS = ['psa', 'lsa', 'root_as_point', 'none'];
    const CSD = ['by the rule', 'none', 'second_difference', 'delta', 'step', 'kernel'];
    const field = (path, label, unit, missing, more) => L.field({path, label, unitText: unit, missing,
        ...more});
    const flag = (path, label, help) => L.field({path, label, help, isFlag: true});

    // ---- of both ---------------------------------------------------------------------------------
    // An object that may be left out: a button, or its fields and a button.
    function optional(path, label, fresh, fields) {
        const {here} = L.at(path);
        if (here === undefined) {
            return L.el('button', {type: 'button', class: 'small', 'aria-label': 'Add: ' + label,
                onclick: () => L.edit(doc => T.put(doc, path, fresh)).catch(T.oops)}, '+ ' + label);
        }
        return L.el('fieldset', {}, L.el('legend', {}, label, ' ', L.el('button', {type: 'button',
            class: 'small', 'aria-label': 'Without: ' + label,
            onclick: () => L.edit(doc => T.remove(doc, path)).catch(T.oops)}, '×')), ...fields());
    }
    function populations(path) {
        return L.field({path, label: 'Populations', missing: 'all',
            help: 'Those that contribute, with commas between them; all if none is named.',
            now: () => { const {here} = L.at(path); return here ? {value: here.join(', '), unit: ''}
                : null; },
            enter: text => L.edit(doc => {
                if (!text || text === 'all') T.remove(doc, path);
                else T.put(doc, path, text.split(',').map(one => one.trim()));
            })});
    }
    // Numbers in lines, [n][columns], as a text that can be pasted from a table.
    function lines(path, label, columns, unit) {
        const error = L.el('span', {class: 'error', role: 'alert'});
        const rows = (L.at(path).here || [[]])[0];
        const box = L.el('textarea', {name: path, rows: Math.min(Math.max(rows.length, 3), 10),
            spellcheck: 'false', 'aria-label': label, onchange: () => {
                const list = box.value.trim().split('\n').map(T.numbersOf);
                const wrong = list.findIndex(one => one.length !== columns || one.some(Number.isNaN));
                error.textContent = wrong < 0 ? '' :
                    'line ' + (wrong + 1) + '; accepted: ' + columns + ' numbers, ' + unit;
                if (wrong >= 0) return;
                L.edit(doc => T.put(doc, path, [list, unit]))
                    .catch(problem => { error.textContent = problem.message; });
            }});
        box.value = rows.map(one => one.join('\t')).join('\n');
        return L.el('div', {}, L.el('p', {class: 'purpose'}, label), box, error);
    }

    // ---- electrode arrays ------------------------------------------------------------------------
    const probeOf = name => L.doc.probes.find(one => one.startsWith(name + '='));
    const isProbe = (kind, name) => kind === 'electrode_arrays' && probeOf(name) !== undefined;
    // Takes a probe away from where it is; false: it is none.
    function takeProbe(doc, kind, name) {
        doc.probes = doc.probes.filter(one => !(isProbe(kind, name) && one === probeOf(name)));
        return isProbe(kind, name);
    }
    // X,Y,Z0:Z1:DZ as five numbers: how a --probe says where its contacts are.
    function line(name) {
        const probe = probeOf(name), path = 'probes.' + name;
        return L.field({path, label: 'X, Y, Z0:Z1:DZ [, method]', unitText: 'um',
            help: 'Contacts at X, Y from Z0 to Z1, DZ apart.',
            now: () => { const now = probeOf(name); return now && {value: now.slice(name.length + 1),
                unit: 'um'}; },
            enter: text => text === null ? Promise.resolve() : L.edit(doc => {
                doc.probes = doc.probes.map(one => one === probe ? name + '=' +
                    text.replace(/\s/g, '') : one);
            })});
    }
    // One or three numbers.
    function conductivity(path) {
        return L.field({path, label: 'Conductivity', unitText: 'S/m', missing: '0.3',
            help: 'Of the medium; three numbers are those along x, y, z.',
            now: () => {
                const {here} = L.at(path);
                return here ? {value: [here[0]].flat().join(', '), unit: 'S/m'} : null;
            },
            enter: text => {
                if (!text) return L.set(path, null);
                const numbers = T.numbersOf(text);
                if (numbers.some(Number.isNaN)) {
                    return Promise.reject(new Error('accepted: one number or three, S/m'));
                }
                return L.edit(doc => T.put(doc, path,
                    [numbers.length === 1 ? numbers[0] : numbers, 'S/m']));
            }});
    }
    function csd(path) {
        const {here} = L.at(path), method = here && here.method;
        const choose = L.field({path, label: 'Current source density', choices: CSD,
            help: 'By the rule: the second difference, if contacts stand equally spaced along z.',
            now: () => { const now = L.at(path).here;
                return {value: now === undefined ? CSD[0] : now.method || now, unit: ''}; },
            enter: text => L.edit(doc => {
                if (text === null) T.drop(doc, path);
                else if (text === CSD[0]) T.remove(doc, path);
                else if (text === 'none') T.put(doc, path, 'none');
                else T.put(doc, path, {method: text,
                    ...(text === 'second_difference' ? {} : {radius: [250, 'um']}),
                    ...(text === 'kernel' ? {kernel_width: [100, 'um']} : {})});
            })});
        const at = key => path + '.' + key, isInverse = method && method !== 'second_difference';
        return [choose,
            method ? field(at('conductivity'), 'CSD: conductivity', 'S/m', 'of the array') : null,
            isInverse ? field(at('radius'), 'CSD: radius of the sources', 'um') : null,
            method === 'kernel' ? field(at('kernel_width'), 'CSD: width of a source', 'um') : null,
            method === 'kernel' ? field(at('regularisation'), 'CSD: regularisation', '',
                'cross-validated') : null,
            isInverse ? optional(at('surface'), 'CSD: surface',
                {z: [Math.ceil(L.sensorsExtent().high), 'um'], conductivity: [0, 'S/m']}, () => [
                    field(at('surface.z'), 'Height', 'um'),
                    field(at('surface.conductivity'), 'Conductivity above', 'S/m')]) : null];
    }
    function array(name, header) {
        const path = T.path('electrode_arrays', name), at = key => path + '.' + key;
        const probe = probeOf(name), edge = z => ({z: [z, 'um'], conductivity: [0, 'S/m']});
        const border = (key, label, z) => optional(at(key), label, edge(z), () => [
            field(at(key + '.z'), 'Height', 'um'),
            field(at(key + '.conductivity'), 'Conductivity beyond', 'S/m')]);
        return [header,
            probe ? line(name)
                : lines(at('positions'), 'Contacts: x, y, z in um, a line for each', 3, 'um'),
            field(at('method'), 'Method', '', 'psa', {choices: METHODS, help: 'psa: segments are ' +
                'points; lsa: lines; root_as_point: lines, but points in the soma; none: no potentials.'}),
            conductivity(at('conductivity')),
            field(at('min_distance'), 'Least distance to a source', 'um', '0.5'),
            flag(at('apart'), 'Populations apart', 'The share of each population is kept as well.'),
            flag(at('receptors_apart'), 'Receptors apart',
                'The share of each receptor is kept as well; the run takes longer.'),
            ...csd(at('csd')),
            L.el('details', {class: 'thing-part', open: ['disc', 'below', 'above'].some(key =>
                L.at(at(key)).here !== undefined)}, L.el('summary', {}, 'Tissue, discs, populations'),
            populations(at('populations')),
            optional(at('disc'), 'contacts are discs', {radius: [10, 'um'], normal: [1, 0, 0]}, () => [
                field(at('disc.radius'), 'Radius', 'um'),
                T.placeField({path: at('disc.normal'), label: 'Direction that they face x, y, z'}),
                field(at('disc.points'), 'Points of the mean', '', '50')]),
            border('below', 'the tissue ends below', Math.floor(L.sensorsExtent().low) - 100),
            border('above', 'the tissue ends above', Math.ceil(L.sensorsExtent().high) + 100))];
    }

    // ---- slabs -----------------------------------------------------------------------------------
    function slab(name, header) {
        const path = T.path('current_density', name), at = key => path + '.' + key;
        return [header,
            L.field({path: at('z'), label: 'From, to', unitText: 'um',
                now: () => { const {here} = L.at(at('z')); return here && {value: here[0].join(', '),
                    unit: 'um'}; },
                enter: text => {
                    if (!text) return L.set(at('z'), null);
                    const ends = T.numbersOf(text);
                    return ends.length !== 2 || ends.some(Number.isNaN)
                        ? Promise.reject(new Error('accepted: from, to in um'))
                        : L.edit(doc => T.put(doc, at('z'), [ends, 'um']));
                }}),
            field(at('thickness'), 'Thickness of a slab', 'um'),
            L.at(at('around')).here ? null
                : field(at('area'), 'Area', 'um2', 'of the grid'),
            optional(at('around'), 'discs about an axis', {x: [0, 'um'], y: [0, 'um'],
                radius: [100, 'um']}, () => [field(at('around.x'), 'x', 'um'),
                field(at('around.y'), 'y', 'um'), field(at('around.radius'), 'Radius', 'um')]),
            populations(at('populations'))];
    }

    // ---- new ones --------------------------------------------------------------------------------
    // Through the middle of the column, from below the lowest dendrite to above the highest.
    function addLaminar() {
        const {low, high, x, y} = L.sensorsExtent(), name = T.newName('electrode_arrays', 'probe');
        const range = [Math.floor(low / 100) * 100, Math.ceil(high / 100) * 100, 100].join(':');
        return L.edit(doc => doc.probes.push(name + '=' + [x, y, range].join(','))).then(() => name);
    }
    function addArray() {
        const {x, y} = L.sensorsExtent(), name = T.newName('electrode_arrays', 'array');
        return T.add('electrode_arrays', name, {positions: [[[x + 50, y, 0]], 'um']}).then(() => name);
    }
    function addSlabs() {
        const {low, high} = L.sensorsExtent(), name = T.newName('current_density', 'slabs');
        const ends = [Math.floor(low / 100) * 100, Math.ceil(high / 100) * 100];
        return T.add('current_density', name, {z: [ends, 'um'], thickness: [100, 'um']})
            .then(() => name);
    }
    return {array, slab, isProbe, takeProbe, addLaminar, addArray, addSlabs, optional, populations,
        lines, field};
})();
