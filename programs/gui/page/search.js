// SPDX-License-Identifier: BSD-3-Clause
// search.js - what fits and sweeps share: which parameters, between which bounds; their files.
'use strict';

L.search = (() => {
    const isNumber = path => {
        const now = L.value(path);
        return !!now && now.value !== '' && Number.isFinite(+now.value);
    };
    const significant = value => +value.toPrecision(4);

    // Bounds to begin with: half and one and a half of the value, as a range of factors if it is
    // a weight, whose size is rarely known.
    function bounds(path) {
        const start = +L.value(path).value, isWeight = /weight/.test(path) && start > 0;
        if (start === 0) return {low: 0, high: 1, start: 0, log: false};
        const ends = isWeight ? [start / 5, start * 5] : [start * .5, start * 1.5];
        return {low: significant(Math.min(...ends)), high: significant(Math.max(...ends)), start,
            log: isWeight};
    }

    // ---- choosing by a click: every number of the page then has a button ------------------------
    const pick = {key: null};
    function choose(key) {
        pick.key = pick.key === key ? null : key;
        document.body.classList.toggle('picking', pick.key !== null);
        L.tell('picking', pick.key);
    }
    const has = path => !!pick.key && (L.doc[pick.key]?.parameters || {})[path] !== undefined;
    const toggle = path => L.edit(doc => {
        const search = doc[pick.key] = doc[pick.key] || L.search.empty(pick.key);
        if (search.parameters[path]) delete search.parameters[path];
        else search.parameters[path] = bounds(path);
    }).catch(error => L.say(error.message, true));

    // A value that the network refuses is refused here, beside its bound.
    const fits = (path, value) => L.post('network', L.spec({...L.doc,
        changes: [...L.doc.changes, [path, String(value)]]}));

    // ---- the table of parameters ----------------------------------------------------------------
    // key: 'fit' or 'sweep', the part of the experiment; columns: names of what each one has.
    function table(key, columns) {
        const body = L.el('tbody'), find = L.el('input', {type: 'search', list: 'numbers-' + key,
            placeholder: 'drives.evprox1.mu', 'aria-label': 'Add a parameter by its path'});
        const list = L.el('datalist', {id: 'numbers-' + key});
        const wrong = L.el('span', {class: 'error', role: 'alert'});
        const button = L.el('button', {type: 'button', 'aria-pressed': 'false',
            onclick: () => choose(key)}, 'Choose by clicking');
        const of = () => L.doc[key] || L.search.empty(key);
        const change = (path, name, value) => L.edit(doc => {
            doc[key] = doc[key] || L.search.empty(key);
            doc[key].parameters[path][name] = value;
        });
        function add() {
            wrong.textContent = '';
            const path = find.value.trim();
            if (!isNumber(path)) {
                wrong.textContent = path + ': accepted: a path with one number, such as ' +
                    'drives.evprox1.mu';
                return;
            }
            find.value = '';
            L.edit(doc => {
                doc[key] = doc[key] || L.search.empty(key);
                doc[key].parameters[path] = bounds(path);
            }).catch(error => { wrong.textContent = error.message; });
        }
        function bound(path, name) {
            return L.entry({label: path + ', ' + name, isBare: true,
                check: text => {
                    const value = L.entry.checks.number(text), has = {...of().parameters[path],
                        [name]: value};
                    if (has.low >= has.high) throw new Error('low is not below high');
                    if (has.log && has.low <= 0) throw new Error('logarithmic: low is not above 0');
                    if (name === 'start' && (value < has.low || value > has.high)) {
                        throw new Error('start is not between low and high');
                    }
                    return value;
                },
                get: () => of().parameters[path]?.[name],
                put: async value => { await fits(path, value); await change(path, name, value); }});
        }
        function values(path) {
            return L.entry({label: path + ', values', isBare: true,
                check: text => text === '' ? null : text.split(/[\s,;]+/).map(L.entry.checks.number),
                get: () => (of().parameters[path]?.values || []).join(', '),
                put: async list => {
                    for (const value of list || []) await fits(path, value);
                    await change(path, 'values', list);
                }});
        }
        function row(path) {
            const now = L.value(path);
            const cells = columns.map(name => name === 'log'
                ? L.entry({label: path + ', logarithmic', isBare: true, isFlag: true,
                    get: () => of().parameters[path]?.log,
                    put: value => {
                        if (value && of().parameters[path].low <= 0) {
                            throw new Error('low is not above 0');
                        }
                        return change(path, 'log', value);
                    }})
                : name === 'values' ? values(path) : bound(path, name));
            const element = L.el('tr', {'data-parameter': path},
                L.el('th', {scope: 'row'}, path), cells.map(cell => L.el('td', {}, cell)),
                L.el('td', {class: 'unit'}, now ? now.unit : ''),
                L.el('td', {}, L.el('button', {type: 'button', 'aria-label': 'Leave out ' + path,
                    onclick: () => L.edit(doc => { delete doc[key].parameters[path]; })}, '✕')));
            return {element, cells, state: ''};
        }
        // A row stays as long as its parameter, since somebody may be typing in it. A bound that was
        // refused is tried again when another one of its row has changed.
        const rows = new Map();
        function update(one, state) {
            if (one.state === state) return;
            one.state = state;
            one.cells.forEach(cell => cell.renew());
            one.cells.forEach(cell => cell.again());
        }
        function renewRows() {
            const now = of().parameters, paths = Object.keys(now);
            for (const [path, one] of rows) {
                if (paths.includes(path)) continue;
                one.element.remove();
                rows.delete(path);
            }
            paths.forEach((path, i) => {
                if (!rows.has(path)) rows.set(path, row(path));
                const one = rows.get(path);
                if (body.children[i] !== one.element) {
                    body.insertBefore(one.element, body.children[i] || null);
                }
                update(one, JSON.stringify(now[path]));
            });
        }
        let shownPaths = null;
        function renew() {
            renewRows();
            if (shownPaths !== L.network && !list.closest('[hidden]')) {
                shownPaths = L.network;
                list.replaceChildren(...L.paths.filter(([path]) => isNumber(path))
                    .map(([path]) => L.el('option', {value: path})));
            }
        }
        L.on('network', renew);
        L.on('shown', renew);
        L.on('picking', now => button.setAttribute('aria-pressed', now === key));
        return L.el('div', {class: 'scroll'},
            L.el('table', {class: 'parameters'},
                L.el('thead', {}, L.el('tr', {}, L.el('th', {scope: 'col'}, 'Parameter'),
                    columns.map(name => L.el('th', {scope: 'col'}, name)),
                    L.el('th', {scope: 'col'}, 'unit'), L.el('td'))), body),
            L.el('div', {class: 'row'}, find, list,
                L.el('button', {type: 'button', onclick: add}, 'Add'), button, wrong));
    }

    // ---- files ------------------------------------------------------------------------------------
    // Options of the runs, as a SPEC has them.
    const ofRuns = {tstop: 'tstop_ms', dt: 'dt_ms', trials: 'trials', seed: 'seed',
        baseline: 'baseline', scale: 'scale', smooth: 'smooth_ms', settle: 'settle_ms'};
    function options(doc) {
        const set = [], all = {};
        for (const [path, value] of doc.changes) {
            if (ofRuns[path]) all[ofRuns[path]] = Number.isFinite(+value) ? +value : value;
            else set.push(path + '=' + value);
        }
        if (set.length > 0) all.set = set;
        if (doc.drives) all.drives = doc.drives;
        if (doc.sensors) all.sensors = doc.sensors;
        if (doc.probes.length > 0) all.probe = doc.probes;
        if (doc.run.engine) all.engine = doc.run.engine;
        return all;
    }
    const save = (name, spec) => L.api('PUT', 'files/' + encodeURIComponent(name) + '?replace=1',
        JSON.stringify(spec, null, 2) + '\n');

    // Rows of a CSV, as objects by its first line; numbers are numbers.
    function rows(csv) {
        const [head, ...lines] = csv.trim().split('\n').map(line =>
            (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) || []).map(cell =>
                cell.replace(/,$/, '').replace(/^"(.*)"$/, '$1').replace(/""/g, '"')));
        return lines.map(line => Object.fromEntries(head.filter(name => name !== '').map((name, i) =>
            [name, line[i] !== '' && Number.isFinite(+line[i]) ? +line[i] : line[i]])));
    }
    const file = path => L.api('GET', 'files/' + path.split('/').map(encodeURIComponent).join('/'),
        undefined, 'text');
    // The newest job that writes into a folder.
    const jobOf = out => ((L.state && L.state.jobs) || []).filter(job => job.out === out).pop();

    // Data and results that something can be compared with.
    const targets = () => [['', 'none'],
        ...(L.files || []).filter(one => one.kind === 'data').map(one => [one.path, one.path]),
        ...L.results.all.filter(one => one.kind === 'run')
            .map(one => [one.path, one.path + ' (run)'])];

    return {table, options, save, rows, file, jobOf, targets, has, toggle, isNumber, bounds,
        get picking() { return pick.key; },
        empty: key => key === 'fit'
            ? {name: 'fit', parameters: {}, target: '', objective: 'dipole_rmse', solver: 'kriging',
                max_evaluations: 150}
            : {name: 'sweep', parameters: {}, design: 'grid', n: 64, seed: 0, keep: ['dipole']}};
})();
