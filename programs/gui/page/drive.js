// SPDX-License-Identifier: BSD-3-Clause
// drive.js - one drive: when its cells fire, onto what, how strongly.
'use strict';

L.drive = (() => {
    const T = L.things;
    // [key, label, unit, what is so where there is no value]
    const TIMES = {
        evoked: [['mu', 'Mean time', 'ms'], ['sigma', 'Standard deviation', 'ms'],
            ['numspikes', 'Spikes of each cell', '']],
        poisson: [['tstart', 'Start', 'ms', '0'], ['tstop', 'End', 'ms', 'end of the run']],
        bursty: [['tstart', 'Start', 'ms', '0'],
            ['tstart_std', 'Standard deviation of the start', 'ms', '0'],
            ['tstop', 'End', 'ms', 'end of the run'], ['burst_rate', 'Bursts', 'Hz'],
            ['burst_std', 'Standard deviation of a burst', 'ms', '0'],
            ['numspikes', 'Spikes of a burst', '', '2'],
            ['spike_isi', 'Between spikes of a burst', 'ms', '10']],
        spike_train: []
    };
    const HELP = {
        mu: 'When each cell fires on average.', sigma: 'Of the normally distributed times.',
        numspikes: 'How often each cell fires; of a rhythmic drive, in each burst.',
        tstart_std: 'The same start for all cells of a trial.',
        burst_std: 'Of the time of a burst, which each cell draws for itself.',
        space_constant: 'Weights fall as exp(-d²/l²) from the centre of the column, l being this ' +
            'times the distance of cells.',
        event_seed: 'Cell k of trial n draws its times from this + seed of the run + n × cells + k.',
        event_seed_shift: 'first_gid: the number of the drive\'s first cell is added to the seed.',
        conn_seed: 'Of the draw of connections, if the probability is below 1.',
        probability: 'Share of the possible connections that are made.'
    };
    const KINDS = {evoked: 'Evoked', poisson: 'Poisson', bursty: 'Rhythmic',
        spike_train: 'Spike train'};
    const ONE_OR_EACH = {synaptic_delays: ['Delay', 'ms'], probability: ['Probability', ''],
        rate_constant: ['Rate', 'Hz']};
    const WEIGHTS = {weights_ampa: 'AMPA', weights_nmda: 'NMDA'};

    const pathOf = (name, ...keys) => ['drives', name, ...keys].join('.');
    const isEach = value => T.isObject(value);
    const targetsOf = drive => Object.keys(L.network.network.populations).filter(one =>
        Object.keys(WEIGHTS).some(key => drive[key] && one in drive[key]));
    const hasWeights = drive => !!(drive.weights_ampa || drive.weights_nmda);

    // ---- places on cells -----------------------------------------------------------------------
    function typeOf(population) {
        const {populations, cells} = L.network.network;
        return cells[populations[population].cell || population];
    }
    const carries = (type, section, receptor) => {
        const own = (type.sections[section] || {}).synapses || (type.defaults || {}).synapses || [];
        return own.includes(receptor);
    };
    // Whether a population can be reached there by ampa and nmda.
    function isPlace(population, location) {
        const type = typeOf(population), sections = (type.locations || {})[location] || [location];
        return sections.length > 0 &&
            sections.every(one => carries(type, one, 'ampa') && carries(type, one, 'nmda'));
    }
    const locationsOf = population => [...Object.keys(typeOf(population).locations || {}),
        ...Object.keys(typeOf(population).sections)].filter(one => isPlace(population, one));
    function locationsOfAll(targets) {
        const all = new Set(Object.keys(L.network.network.populations).flatMap(locationsOf));
        return [...all].filter(one => targets.every(target => isPlace(target, one)));
    }
    const populationsAt = location => Object.keys(L.network.network.populations)
        .filter(one => isPlace(one, location));

    // ---- fields ----------------------------------------------------------------------------------
    const field = (name, key, label, unit, missing, more) => L.field({path: pathOf(name, key), label,
        unitText: unit, missing, help: HELP[key], ...more});
    function quantity(text, unit) {
        const number = Number(text);
        if (text === '' || Number.isNaN(number)) throw new Error('accepted: a number, ' + unit);
        return unit ? [number, unit] : number;
    }

    // One weight; the drive need not have any of this receptor yet.
    function weight(name, key, target) {
        const path = pathOf(name, key, target);
        return L.field({path, label: WEIGHTS[key] + ' weight on ' + target, unitText: 'uS',
            enter: async text => {
                if (!text || (T.get('drives', name) || {})[key]) return L.set(path, text || null);
                return L.edit(doc => T.put(doc, pathOf(name, key), {[target]: quantity(text, 'uS')}));
            }});
    }
    // A value for all targets becomes one for each, and back.
    function toEach(name, key, isOne) {
        const drive = T.get('drives', name), now = drive[key], unit = ONE_OR_EACH[key][1];
        const one = now !== undefined ? now : unit ? [0.1, unit] : 1;
        return L.edit(doc => T.put(doc, pathOf(name, key), isOne ? Object.values(now)[0]
            : Object.fromEntries(targetsOf(drive).map(target => [target, one]))));
    }
    function oneOrEach(name, key, missing) {
        const drive = T.get('drives', name), [label, unit] = ONE_OR_EACH[key];
        const mayBe = key !== 'rate_constant' || (drive.cell_specific && hasWeights(drive));
        const each = isEach(drive[key]);
        const button = !mayBe || !hasWeights(drive) ? null : L.el('button', {type: 'button',
            class: 'small', 'aria-label': label + (each ? ': one for all' : ': one for each target'),
            onclick: () => toEach(name, key, each).catch(T.oops)},
        each ? label + ': one for all' : 'for each');
        return each ? button : L.el('div', {class: 'beside'}, field(name, key, label, unit, missing),
            button);
    }

    // ---- parts -----------------------------------------------------------------------------------
    function table(name) {
        const drive = T.get('drives', name), targets = targetsOf(drive);
        const each = Object.keys(ONE_OR_EACH).filter(key => isEach(drive[key]));
        const head = [...Object.values(WEIGHTS).map(label => [label + ' weight', 'uS']),
            ...each.map(key => ONE_OR_EACH[key])];
        const more = populationsAt(drive.location).filter(one => !targets.includes(one));
        const add = L.el('select', {'aria-label': 'Add a target of ' + name, onchange: () =>
            addTarget(name, add.value).catch(T.oops)},
        L.el('option', {value: ''}, 'Add a target …'), more.map(one => L.el('option', {}, one)));
        return [L.el('table', {class: 'fields'},
            L.el('thead', {}, L.el('tr', {}, L.el('th', {scope: 'col'}, 'Target'),
                head.map(([label, unit]) => L.el('th', {scope: 'col'}, label,
                    L.el('span', {class: 'unit'}, unit ? ' ' + unit : ''))), L.el('th', {}))),
            L.el('tbody', {}, targets.map(target => L.el('tr', {},
                L.el('th', {scope: 'row'}, target),
                Object.keys(WEIGHTS).map(key => L.el('td', {}, weight(name, key, target))),
                each.map(key => L.el('td', {}, L.field({path: pathOf(name, key, target),
                    label: ONE_OR_EACH[key][0] + ' on ' + target, unitText: ONE_OR_EACH[key][1]}))),
                L.el('td', {}, targets.length < 2 ? null : L.el('button', {type: 'button',
                    class: 'small', 'aria-label': 'Take ' + name + ' off ' + target,
                    onclick: () => removeTarget(name, target).catch(T.oops)}, '×')))))),
        more.length > 0 ? L.el('p', {class: 'row'}, add) : null];
    }
    function addTarget(name, target) {
        if (target === '') return Promise.resolve();
        const drive = T.get('drives', name), first = targetsOf(drive)[0];
        return L.edit(doc => {
            for (const key of Object.keys(WEIGHTS)) {
                if (drive[key]) T.put(doc, pathOf(name, key, target), [0, 'uS']);
            }
            for (const key of Object.keys(ONE_OR_EACH)) {
                if (isEach(drive[key])) T.put(doc, pathOf(name, key, target), drive[key][first]);
            }
        });
    }
    function removeTarget(name, target) {
        const drive = T.get('drives', name);
        return L.edit(doc => {
            for (const key of [...Object.keys(WEIGHTS), ...Object.keys(ONE_OR_EACH)]) {
                if (isEach(drive[key]) && target in drive[key]) {
                    if (Object.keys(drive[key]).length > 1) T.remove(doc, pathOf(name, key, target));
                    else T.remove(doc, pathOf(name, key));
                }
            }
        });
    }
    const CELLS = ['one for each target cell', 'shared by all targets'];
    function cells(name) {
        const drive = T.get('drives', name), isTrain = drive.type === 'spike_train';
        const path = pathOf(name, 'cell_specific');
        const specific = !hasWeights(drive) ? null : L.field({path, label: 'Drive cells',
            choices: CELLS, now: () => {
                const here = T.get('drives', name);
                return here && {value: CELLS[here.cell_specific ? 0 : 1], unit: ''};
            }, enter: text => L.edit(doc => {
                if (text === null) {
                    ['cell_specific', 'n_drive_cells', 'rate_constant'].forEach(key =>
                        T.drop(doc, pathOf(name, key)));
                    return;
                }
                L.put(doc, path, String(text === CELLS[0]));
                if (isTrain) return;
                if (text === CELLS[0]) T.remove(doc, pathOf(name, 'n_drive_cells'));
                else {
                    T.put(doc, pathOf(name, 'n_drive_cells'), '1');
                    if (isEach(drive.rate_constant)) {
                        T.put(doc, pathOf(name, 'rate_constant'), Object.values(drive.rate_constant)[0]);
                    }
                }
            })});
        const isCounted = !isTrain && !(drive.cell_specific && hasWeights(drive));
        return [specific, isCounted ? field(name, 'n_drive_cells', 'Number of drive cells', '') : null,
            isTrain ? null : field(name, 'event_seed', 'Seed of the times', ''),
            isTrain ? null : field(name, 'event_seed_shift', 'Shift of that seed', '', 'none',
                {choices: ['none', 'first_gid']}),
            ...(!hasWeights(drive) ? [] : [field(name, 'space_constant', 'Space constant', 'grid'),
                oneOrEach(name, 'probability', '1'),
                field(name, 'conn_seed', 'Seed of connections', '', '3')]),
            T.placeField({path: pathOf(name, 'position'), label: 'Position x, y, z',
                missing: 'origin of the grid', unitText: 'um'}),
            L.network.network.columns ? field(name, 'column', 'Column', '') : null];
    }

    // ---- times that are given --------------------------------------------------------------------
    const MOST_SHOWN = 20000;
    function train(name) {
        const path = pathOf(name, 'spikes'), list = (T.get('drives', name).spikes || [[]])[0];
        const n = list.reduce((sum, cell) => sum + cell.length, 0);
        const text = n > MOST_SHOWN ? '' : list.map(cell => cell.join(' ')).join('\n');
        const error = L.el('span', {class: 'error', role: 'alert'});
        const fail = problem => { error.textContent = problem.message; };
        const box = L.el('textarea', {rows: Math.min(Math.max(list.length, 2), 8), spellcheck: 'false',
            name: path, 'aria-label': 'Times of ' + name + ' in ms, a line for each cell', onchange: () => {
                const times = box.value.replace(/\n+$/, '').split('\n').map(T.numbersOf);
                error.textContent = '';
                if (times.flat().some(Number.isNaN)) {
                    return fail(new Error('accepted: times in ms, a line for each cell'));
                }
                return L.edit(doc => T.put(doc, path, [times, 'ms'])).catch(fail);
            }});
        box.value = text;
        return [L.el('p', {class: 'purpose'}, 'Times in ms, a line for each cell; the same in every ' +
            'trial. ' + n + ' spikes of ' + list.length + ' cells.'), box, error, fromRun(name, fail)];
    }
    // Spikes that a run has had.
    function fromRun(name, fail) {
        const run = L.el('select', {'aria-label': 'Run'}), of = L.el('select', {'aria-label':
            'Population'}), trial = L.el('input', {type: 'number', min: 0, value: '0',
            'aria-label': 'Trial', class: 'short'});
        of.append(L.el('option', {value: ''}, 'all'),
            ...Object.keys(L.network.network.populations).map(one => L.el('option', {}, one)));
        const take = L.el('button', {type: 'button', disabled: true, onclick: () => L.edit(doc => {
            T.remove(doc, pathOf(name, 'spikes'));
            T.put(doc, pathOf(name, 'spikes_from'), {file: run.value + '/results.h5',
                ...(of.value ? {population: of.value} : {}), trial: Number(trial.value)});
        }).catch(fail)}, 'Take its spikes');
        const box = L.el('details', {class: 'thing-part', ontoggle: async () => {
            const results = await L.get('results');
            run.replaceChildren(...results.filter(one => one.kind === 'run')
                .map(one => L.el('option', {value: one.path}, one.name)));
            take.disabled = run.options.length === 0;
        }}, L.el('summary', {}, 'Spikes of a run'), L.el('p', {class: 'row'}, run, of, trial, take));
        return box;
    }

    // ---- all of it -------------------------------------------------------------------------------
    // What is built anew when it changes, and only then.
    function shapeOf(name) {
        const drive = T.get('drives', name);
        const inside = value => isEach(value) ? Object.keys(value) : value === undefined ? 0 : 1;
        return JSON.stringify([drive.type, drive.location, drive.cell_specific,
            Object.keys(WEIGHTS).map(key => inside(drive[key])),
            Object.keys(ONE_OR_EACH).map(key => inside(drive[key])),
            drive.type === 'spike_train' ? drive.spikes : 0]);
    }
    function body(name, open) {
        const drive = T.get('drives', name), isPoisson = drive.type === 'poisson';
        const locations = hasWeights(drive) ? locationsOfAll(targetsOf(drive)) : [];
        if (drive.location && !locations.includes(drive.location)) locations.push(drive.location);
        return [T.header('drives', name, open),
            L.el('h3', {}, 'When'),
            isPoisson ? oneOrEach(name, 'rate_constant') : null,
            ...TIMES[drive.type].map(([key, label, unit, missing]) =>
                field(name, key, label, unit, missing)),
            ...(drive.type === 'spike_train' ? train(name) : []),
            L.el('h3', {}, 'Onto'),
            ...(!hasWeights(drive) ? [L.el('p', {class: 'purpose'},
                'Connections say where it projects: see Network.')] : [
                field(name, 'location', 'Location', '', '', {choices: locations}),
                ...table(name), oneOrEach(name, 'synaptic_delays')]),
            L.el('details', {class: 'thing-part'}, L.el('summary', {}, 'Cells and seeds'),
                ...cells(name).filter(one => one !== null))];
    }

    // ---- new ones, as HNN makes them -------------------------------------------------------------
    const STEM = {evoked: {proximal: 'evprox', distal: 'evdist'}, poisson: {}, bursty: {},
        spike_train: {}};
    const FRESH = {
        evoked: {mu: [0, 'ms'], sigma: [1, 'ms'], numspikes: 1},
        poisson: {},
        bursty: {tstart: [0, 'ms'], burst_rate: [7.5, 'Hz'], burst_std: [0, 'ms'], numspikes: 1},
        spike_train: {spikes: [[[0]], 'ms']}
    };
    const isPyramidOfLayer2 = name => /^L2.*pyr/i.test(name);
    function fresh(kind, location) {
        const targets = populationsAt(location);
        const each = value => Object.fromEntries(targets.map(one => [one, value(one)]));
        const isShared = kind === 'bursty' || kind === 'spike_train';
        return {type: kind, location, ...FRESH[kind], cell_specific: !isShared,
            ...(kind === 'bursty' ? {n_drive_cells: 1} : {}),
            ...(kind === 'poisson' ? {rate_constant: each(one =>
                [isPyramidOfLayer2(one) ? 140 : 40, 'Hz'])} : {}),
            space_constant: [kind === 'evoked' ? 3 : 100, 'grid'],
            ...(kind === 'spike_train' ? {} : {event_seed: 14}),
            weights_ampa: each(() => [0, 'uS']), weights_nmda: each(() => [0, 'uS']),
            synaptic_delays: each(() => [0.1, 'ms'])};
    }
    function add(kind, location) {
        const name = T.newName('drives', STEM[kind][location] || kind.replace('_', ''));
        return T.add('drives', name, fresh(kind, location)).then(() => name);
    }
    const places = () => locationsOfAll([]);

    return {KINDS, body, shapeOf, add, places};
})();
