// SPDX-License-Identifier: BSD-3-Clause
// head.js - EEG and MEG: sensors around a head in which the column is a dipole.
'use strict';

L.head = (() => {
    const T = L.things, C = L.contacts;
    const MODELS = {eeg: ['infinite', 'four_sphere'], meg: ['infinite', 'sphere']};

    // ---- the 10-20 system on a sphere ------------------------------------------------------------
    // x to the right ear, y to the nose. Arcs of 18 and 36 degrees are 10 and 20 % of the half circle
    // from nasion to inion (Jasper 1958); F3, F4, P3, P4 are half way between their neighbours.
    const RADIUS = 90, DEGREE = Math.PI / 180;
    const onSphere = (from, azimuth) => [Math.sin(from * DEGREE) * Math.sin(azimuth * DEGREE),
        Math.sin(from * DEGREE) * Math.cos(azimuth * DEGREE), Math.cos(from * DEGREE)];
    function tenTwenty() {
        const places = {Fp1: [72, -18], Fpz: [72, 0], Fp2: [72, 18], F7: [72, -54], Fz: [36, 0],
            F8: [72, 54], T7: [72, -90], C3: [36, -90], Cz: [0, 0], C4: [36, 90], T8: [72, 90],
            P7: [72, -126], Pz: [36, 180], P8: [72, 126], O1: [72, -162], Oz: [72, 180], O2: [72, 162]};
        const found = Object.entries(places).map(([name, [from, azimuth]]) =>
            [name, onSphere(from, azimuth)]);
        const at = Object.fromEntries(found);
        for (const [name, a, b] of [['F3', 'F7', 'Fz'], ['F4', 'F8', 'Fz'], ['P3', 'P7', 'Pz'],
            ['P4', 'P8', 'Pz']]) {
            const sum = at[a].map((one, i) => one + at[b][i]), length = Math.hypot(...sum);
            found.push([name, sum.map(one => one / length)]);
        }
        return found;
    }
    const rounded = (place, factor) => place.map(one => Math.round(one * factor * 1000) / 1000 + 0);

    function addEeg() {
        const name = T.newName('eeg', 'cap'), sites = tenTwenty();
        return T.add('eeg', name, {model: 'four_sphere', names: sites.map(one => one[0]),
            positions: [sites.map(one => rounded(one[1], RADIUS)), 'mm'],
            dipole: {position: [[0, 0, 78], 'mm']}}).then(() => name);
    }
    // Magnetometers 20 mm above the same places; the column is in a wall of a sulcus, as a radial
    // dipole has no field outside of a sphere.
    function addMeg() {
        const name = T.newName('meg', 'helmet'), sites = tenTwenty();
        return T.add('meg', name, {model: 'sphere', names: sites.map(one => one[0]),
            positions: [sites.map(one => rounded(one[1], RADIUS + 20)), 'mm'],
            orientations: sites.map(one => rounded(one[1], 1)),
            dipole: {position: [[0, 0, 70], 'mm'], up: [0, 1, 0]}}).then(() => name);
    }
    // Leads that another program has computed, as docs/eeg-meg.md has them: "units U", then a line
    // [name] x y z for each sensor. They become part of the experiment.
    const UNITS = {eeg: ['uV/nAm', {'uV/nAm': 1, 'V/(A m)': 1e-3, 'V/Am': 1e-3}],
        meg: ['fT/nAm', {'fT/nAm': 1, 'T/(A m)': 1e6, 'T/Am': 1e6}]};
    async function addTable(kind, file) {
        const text = await L.api('GET', 'files/' + file, undefined, 'text');
        const lines = text.split('\n').map(one => one.trim()).filter(one => one && one[0] !== '#');
        const [unit, factors] = UNITS[kind], factor = factors[lines[0].replace(/^units\s+/, '')];
        const rows = lines.slice(1).map(one => one.split(/\s+/));
        const leads = rows.map(row => row.slice(-3).map(one => Number(one) * factor));
        if (leads.length === 0 || rows.some(row => row.length < 3) || leads.flat().some(Number.isNaN)) {
            throw new Error(file + '; accepted: a line "units ' + unit + '", then lines name x y z');
        }
        const name = T.newName(kind, kind === 'eeg' ? 'cap' : 'helmet');
        return T.add(kind, name, {model: 'table', leads: [leads, unit], dipole: {up: [0, 0, 1]},
            ...(rows.every(row => row.length === 4) ? {names: rows.map(row => row[0])} : {})})
            .then(() => name);
    }

    // ---- cards -----------------------------------------------------------------------------------
    // A line for each sensor: [name] x y z [and what MEG measures along].
    function sensors(kind, name) {
        const path = T.path(kind, name), one = T.get(kind, name), isMeg = kind === 'meg';
        const n = isMeg ? 6 : 3, error = L.el('span', {class: 'error', role: 'alert'});
        const places = (one.positions || [[]])[0], names = one.names || [];
        const label = 'Sensors: name (or none), x, y, z in mm' +
            (isMeg ? ', direction measured x, y, z' : '') + '; a line for each';
        const box = L.el('textarea', {name: path + '.positions', spellcheck: 'false',
            rows: Math.min(Math.max(places.length, 3), 8), 'aria-label': label, onchange: () => {
                const rows = box.value.trim().split('\n').map(row => row.trim().split(/[\s,;]+/));
                const numbers = rows.map(row => row.slice(-n).map(Number));
                const wrong = rows.findIndex((row, i) => row.length < n ||
                    row.length > n + 1 || numbers[i].some(Number.isNaN));
                error.textContent = wrong < 0 ? '' : 'line ' + (wrong + 1) + '; accepted: ' +
                    (isMeg ? 'name x y z x y z' : 'name x y z');
                if (wrong >= 0) return;
                L.edit(doc => {
                    T.put(doc, path + '.positions', [numbers.map(row => row.slice(0, 3)), 'mm']);
                    if (isMeg) T.put(doc, path + '.orientations', numbers.map(row => row.slice(3)));
                    if (rows.every(row => row.length === n + 1)) {
                        T.put(doc, path + '.names', rows.map(row => row[0]));
                    } else T.remove(doc, path + '.names');
                }).catch(problem => { error.textContent = problem.message; });
            }});
        box.value = places.map((place, i) => [...(names[i] ? [names[i]] : []), ...place,
            ...(isMeg ? (one.orientations || [])[i] || [] : [])].join('\t')).join('\n');
        return [L.el('p', {class: 'purpose'}, label), box, error];
    }
    // Lists of numbers with a unit, as the radii of the four spheres.
    function list(path, label, unit, missing, n) {
        return L.field({path, label, unitText: unit, missing,
            now: () => { const {here} = L.at(path); return here ? {value: here[0].join(', '), unit}
                : null; },
            enter: text => {
                if (!text) return L.set(path, null);
                const numbers = T.numbersOf(text);
                return numbers.length !== n || numbers.some(Number.isNaN)
                    ? Promise.reject(new Error('accepted: ' + n + ' numbers, ' + unit))
                    : L.edit(doc => T.put(doc, path, [numbers, unit]));
            }});
    }
    function card(kind, name, header) {
        const at = key => T.path(kind, name) + '.' + key, one = T.get(kind, name);
        const isTable = one.model === 'table', isEeg = kind === 'eeg';
        return [header,
            L.el('div', {class: 'beside'}, L.sideview.head(one), L.el('div', {},
                isTable ? null : C.field(at('model'), 'Model of the head', '', '',
                    {choices: MODELS[kind]}),
                T.placeField({path: at('dipole.position'), label: 'Column at x, y, z', unitText: 'mm'}),
                T.placeField({path: at('dipole.up'), label: 'Its axis to the pia x, y, z',
                    missing: 'outwards'}),
                T.placeField({path: at('dipole.right'), label: 'Its x axis x, y, z',
                    missing: 'of the head'}),
                isTable ? null : T.placeField({path: at('centre'), label: 'Centre of the head x, y, z', unitText: 'mm',
                    missing: '0, 0, 0'}),
                isEeg && one.model === 'infinite'
                    ? C.field(at('conductivity'), 'Conductivity', 'S/m', '0.3') : null,
                one.model === 'four_sphere' ? list(at('radii'), 'Radii of brain, fluid, skull, scalp',
                    'mm', '79, 80, 85, 90', 4) : null,
                one.model === 'four_sphere' ? list(at('conductivities'), 'Their conductivities', 'S/m',
                    '0.3, 1.5, 0.015, 0.3', 4) : null,
                one.model === 'sphere' ? C.field(at('radius'), 'Radius', 'mm', '90') : null)),
            ...(isTable ? [L.el('p', {class: 'purpose'}, 'Leads of ' + (one.leads || [[]])[0].length +
                ' sensors, from a file.')] : sensors(kind, name))];
    }
    return {card, addEeg, addMeg, addTable};
})();
