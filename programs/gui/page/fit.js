// SPDX-License-Identifier: BSD-3-Clause
// fit.js - the tab: which parameters a fit moves, what it makes least, how it comes on, how sure.
'use strict';

L.fit = (() => {
    const objectives = [
        ['dipole_rmse', 'dipole: root mean square difference', true],
        ['dipole_correlation', 'dipole: 1 - correlation', true],
        ['lfp_rmse', 'potentials of an array', true], ['csd_rmse', 'CSD of an array', true],
        ['eeg_rmse', 'EEG', true], ['meg_rmse', 'MEG', true],
        ['band_power', 'share of power in bands', false],
        ['band_ratio', 'ratio of power between bands', false],
        ['rates', 'mean rates of populations', false]];
    const solvers = [
        ['kriging', 'kriging: few runs; looks elsewhere too'],
        ['least_squares', 'least squares: fewest runs on smooth curves'],
        ['cobyla', 'COBYLA: local'], ['bobyqa', 'BOBYQA: local'], ['subplex', 'Subplex: local'],
        ['direct', 'DIRECT: global'], ['crs', 'CRS2: global'], ['cma', 'CMA-ES: global'],
        ['bayesian', 'Bayesian: global, few runs']];
    const ofCurves = ['kriging', 'least_squares'];

    const of = doc => doc.fit || L.search.empty('fit');
    const put = (name, value) => L.edit(doc => {
        doc.fit = of(doc);
        if (value === null || value === '' || value === false) delete doc.fit[name];
        else doc.fit[name] = value;
    });
    const needsTarget = fit => objectives.find(([name]) => name === fit.objective)[2];
    const hasWindow = fit => fit.objective !== 'rates'; // rates are those of the whole trial
    const out = doc => 'results/' + of(doc).name;

    function objective(fit) {
        const all = {kind: fit.objective};
        for (const name of ['from_ms', 'to_ms']) {
            if (fit[name] !== undefined && hasWindow(fit)) all[name] = fit[name];
        }
        if (/^(lfp|csd)/.test(fit.objective)) all.array = fit.of;
        if (/^(eeg|meg)/.test(fit.objective)) all.sensors = fit.of;
        if (/^band/.test(fit.objective)) {
            all.bands = (fit.bands || '').split(/[,;]+/).map(text => {
                const [low, high, weight] = text.trim().split(/[:x ]+/).map(Number);
                return {low_hz: low, high_hz: high, weight: weight || 1};
            });
        }
        if (fit.objective === 'rates') {
            all.hz = Object.fromEntries((fit.rates || '').split(/[,;]+/).map(text => {
                const [name, rate] = text.trim().split(/[= ]+/);
                return [name, +rate];
            }));
        }
        return all;
    }
    function spec(doc) {
        const fit = of(doc), all = {network: doc.network, options: L.search.options(doc),
            parameters: {}};
        for (const [path, one] of Object.entries(fit.parameters)) {
            all.parameters[path] = {low: one.low, high: one.high, start: one.start};
            if (one.log) all.parameters[path].scale = 'log';
        }
        all.objective = objective(fit);
        all.solver = fit.solver;
        all.max_evaluations = fit.max_evaluations;
        for (const name of ['max_seconds', 'tolerance', 'seed', 'stages']) {
            if (fit[name] !== undefined) all[name] = fit[name];
        }
        if (fit.goal !== undefined) all.target = fit.goal;
        return all;
    }
    const file = doc => of(doc).name + '.fit.json';
    function words(doc, profile) {
        const fit = of(doc), list = ['fit', file(doc)];
        if (needsTarget(fit) && fit.target) list.push('--target', fit.target);
        if (profile) list.push('--profile');
        if (doc.run.np && doc.run.np !== '1') list.push('--np', String(doc.run.np));
        return [...list, '--out', out(doc)];
    }
    function check(fit) {
        if (Object.keys(fit.parameters).length === 0) {
            throw new Error('no parameters; accepted: one or more, added above');
        }
        if (needsTarget(fit) && !fit.target) throw new Error('no target; accepted: data or a run');
        if (/^(lfp|csd|eeg|meg)/.test(fit.objective) && !fit.of) {
            throw new Error('no array or sensors; accepted: one of the network');
        }
    }

    // ---- how it comes on ------------------------------------------------------------------------
    // Curves of the objective, and the parameters of the best point so far, with what is certain.
    function progress(box) {
        const curve = L.el('div', {class: 'curve', role: 'img', hidden: true,
            'aria-label': 'Convergence'}), best = L.el('div');
        const stop = L.el('button', {type: 'button', class: 'danger', hidden: true, onclick: () =>
            L.post('jobs/' + L.search.jobOf(out(L.doc)).id + '/stop').catch(e => L.say(e.message, true))},
        'Stop, and keep the best');
        const take = L.el('button', {type: 'button', hidden: true, title:
            'The best values become the experiment, which can be undone', onclick: takeBest},
        'Take the best values');
        const draw = L.el('button', {type: 'button', hidden: true,
            onclick: runBest}, 'Run the best');
        const picture = L.el('img', {class: 'fit-picture', hidden: true,
            alt: 'The model at the best point, beside the data'});
        let rows = [], graph = null, seen = '', busy = false;

        async function takeBest() {
            const last = bestOf(rows);
            await L.edit(doc => {
                for (const path of Object.keys(of(doc).parameters)) L.put(doc, path, last[path]);
            }).catch(error => L.say(error.message, true));
        }
        async function runBest() {
            const name = of(L.doc).name + '-best';
            await L.queue.start(['run', out(L.doc) + '/best.json', '--out', 'results/' + name], name)
                .catch(error => L.say(error.message, true));
        }
        const bestOf = list => list.reduce((a, b) => !(a.objective <= b.objective) ? b : a, list[0]);

        function plot() {
            let least = Infinity;
            const data = rows.map(row => [row.evaluation, Number.isFinite(row.objective)
                ? row.objective : null, least = Math.min(least, Number.isFinite(row.objective)
                ? row.objective : Infinity)]).map(([n, value, low]) => [n, value,
                low === Infinity ? null : low]);
            const ink = getComputedStyle(document.body).color;
            curve.hidden = false;
            if (graph === null) {
                graph = new Dygraph(curve, data, {labels: ['evaluation', 'objective', 'best so far'],
                    logscale: data.every(row => row[1] === null || row[1] > 0), height: 200,
                    colors: ['#8a9a9f', '#D55E00'], axisLabelColor: ink, legend: 'always',
                    xlabel: 'evaluation', ylabel: 'objective',
                    series: {objective: {strokeWidth: 0, drawPoints: true, pointSize: 2},
                        'best so far': {strokeWidth: 2, stepPlot: true}}});
            } else graph.updateOptions({file: data});
            const last = bestOf(rows);
            curve.setAttribute('aria-label', 'Convergence: ' + rows.length + ' evaluations, best ' +
                last.objective.toPrecision(4));
        }
        function table(uncertainty) {
            const last = bestOf(rows), known = new Map(uncertainty.map(row => [row.parameter, row]));
            const paths = Object.keys(last).filter(name =>
                !['evaluation', 'objective', 'seconds', 'stage'].includes(name));
            best.replaceChildren(
                L.el('p', {}, 'Best of ' + rows.length + ' evaluations: objective ' +
                    last.objective.toPrecision(5)),
                L.el('table', {}, L.el('thead', {}, L.el('tr', {},
                    ['Parameter', 'best', '±', 'unit', 'determined'].map(text =>
                        L.el('th', {scope: 'col'}, text)))),
                L.el('tbody', {}, paths.map(path => {
                    const sure = known.get(path), now = L.value(path);
                    const is = !sure ? '' : sure.determined === 'yes' ? '✓ yes'
                        : sure.relative < 0.5 ? '✗ no: known to ' + (100*sure.relative).toPrecision(2) + ' %'
                        : '✗ no: the data leave it open';
                    return L.el('tr', {}, L.el('th', {scope: 'row'}, path),
                        L.el('td', {class: 'number'}, String(last[path])),
                        L.el('td', {class: 'number'}, sure ? String(sure.deviation) : ''),
                        L.el('td', {class: 'unit'}, now ? now.unit : ''),
                        L.el('td', {class: is[0] === '✓' ? 'good' : ''}, is));
                }))));
        }
        let url = null;
        function forget() {
            rows = [];
            seen = '';
            if (graph) graph.destroy();
            graph = null;
            best.replaceChildren();
            take.hidden = draw.hidden = picture.hidden = stop.hidden = true;
        }
        async function show() {
            const job = L.search.jobOf(out(L.doc)), isRunning = !!job && job.is === 'running';
            stop.hidden = !isRunning;
            const state = out(L.doc) + (job ? job.id + job.is + job.line : '');
            if (busy || state === seen || box.parentNode.hidden) return;
            if (!job && !L.results.has(out(L.doc))) {
                forget();
                return;
            }
            busy = true;
            seen = state;
            try {
                const text = await L.search.file(out(L.doc) + '/history.csv');
                rows = L.search.rows(text);
                const sure = isRunning ? [] : L.search.rows(
                    await L.search.file(out(L.doc) + '/uncertainty.csv').catch(() => 'parameter'));
                if (rows.length > 0) {
                    plot();
                    table(sure);
                }
                if (!isRunning) {
                    const blob = await L.api('GET', 'files/' + out(L.doc) + '/fit.png', undefined,
                        'blob').catch(() => null);
                    if (url) URL.revokeObjectURL(url);
                    url = blob && URL.createObjectURL(blob);
                    if (url) picture.src = url;
                    picture.hidden = !url;
                }
            } catch (error) { // nothing is evaluated yet
                rows = [];
                best.replaceChildren(L.el('p', {class: job && job.is === 'failed' ? 'error' : ''},
                    job && job.is === 'failed' ? job.line : ''));
            }
            take.hidden = draw.hidden = rows.length === 0;
            busy = false;
        }
        ['state', 'files', 'network', 'shown'].forEach(name => L.on(name, show));
        box.append(curve, best, L.el('div', {class: 'row'}, stop, take, draw), picture);
    }

    L.tab({
        id: 'fit',
        title: 'Fit',
        purpose: 'Finds the values for which the model is nearest to data, and says how sure they are.',
        build(panel) {
            const fit = () => of(L.doc);
            const number = (name, label, check, help, unit) => L.entry({label, help, unit,
                check: L.entry.maybe(check), get: () => fit()[name], put: value => put(name, value)});
            const entries = {
                target: L.entry({label: 'Data', help: 'A file of the folder, or a run',
                    choices: L.search.targets, get: () => fit().target || '',
                    put: value => put('target', value)}),
                objective: L.entry({label: 'What is made least', choices: () => objectives,
                    get: () => fit().objective, put: value => L.edit(doc => {
                        doc.fit = {...of(doc), objective: value};
                        if (/^band|^rates/.test(value) && ofCurves.includes(doc.fit.solver)) {
                            doc.fit.solver = value === 'rates' ? 'kriging' : 'cma';
                        }
                    })}),
                of: L.entry({label: 'Array or sensors', check: 'text',
                    help: 'The name of an electrode array, of EEG or MEG sensors',
                    get: () => fit().of, put: value => put('of', value)}),
                bands: L.entry({label: 'Bands, Hz', isWide: true,
                    help: 'LOW:HIGH:WEIGHT, with commas between them',
                    check: text => {
                        if (!/^(\s*[\d.]+:[\d.]+(:-?[\d.]+)?\s*,?)+$/.test(text)) {
                            throw new Error('accepted: LOW:HIGH:WEIGHT, ... such as 9:11:1, 19:21:2');
                        }
                        return text;
                    }, get: () => fit().bands, put: value => put('bands', value)}),
                rates: L.entry({label: 'Rates, Hz', isWide: true, help: 'POPULATION=RATE, ...',
                    check: text => {
                        if (!/^(\s*[^=,]+=[\d.]+\s*,?)+$/.test(text)) {
                            throw new Error('accepted: POPULATION=RATE, ... such as L5_basket=20');
                        }
                        return text;
                    }, get: () => fit().rates, put: value => put('rates', value)}),
                from_ms: number('from_ms', 'From', 'number', 'The window that is compared', 'ms'),
                to_ms: number('to_ms', 'To', 'number', 'The window that is compared', 'ms'),
                solver: L.entry({label: 'Solver', choices: () => solvers, get: () => fit().solver,
                    put: value => put('solver', value)}),
                max_evaluations: number('max_evaluations', 'Evaluations, at most', 'count',
                    'Each is a run of all trials'),
                max_seconds: number('max_seconds', 'Time, at most', 'positive',
                    'Of one call; it goes on when it is started again', 's'),
                goal: number('goal', 'Enough', 'number', 'Ends when the objective is this or less'),
                seed: number('seed', 'Seed', 'whole', 'Of solvers that draw'),
                stages: L.entry({label: 'Drive after drive', isFlag: true,
                    help: 'Parameters of the drives that begin first are sought first',
                    get: () => !!fit().stages, put: value => put('stages', value)}),
                name: L.entry({label: 'Name', check: 'name', help: 'Results are kept under it',
                    get: () => fit().name, put: value => put('name', value)})
            };
            const wrong = L.el('p', {class: 'error', role: 'alert'}), command = L.el('div');
            async function start(profile) {
                wrong.textContent = '';
                try {
                    check(fit());
                    await L.search.save(file(L.doc), spec(L.doc));
                    await L.queue.start(words(L.doc, profile), fit().name, L.doc);
                } catch (error) {
                    wrong.textContent = error.message;
                }
            }
            function renew() {
                const now = fit();
                entries.target.hidden = !needsTarget(now);
                entries.of.hidden = !/^(lfp|csd|eeg|meg)/.test(now.objective);
                entries.bands.hidden = !/^band/.test(now.objective);
                entries.from_ms.hidden = entries.to_ms.hidden = !hasWindow(now);
                entries.rates.hidden = now.objective !== 'rates';
                Object.values(entries).forEach(entry => entry.renew());
                command.replaceChildren(L.command.line(words(L.doc, false)));
            }
            const box = L.el('div', {class: 'progress'});
            panel.append(
                L.el('h2', {}, 'Parameters'), L.search.table('fit', ['low', 'high', 'start', 'log']),
                L.el('h2', {}, 'Objective'), entries.objective, entries.target, entries.of,
                entries.bands, entries.rates, entries.from_ms, entries.to_ms,
                L.el('h2', {}, 'Search'), entries.solver, entries.max_evaluations,
                L.el('details', {}, L.el('summary', {}, 'More'), entries.max_seconds, entries.goal,
                    entries.seed, entries.stages),
                entries.name,
                L.el('div', {class: 'row'},
                    L.el('button', {type: 'button', class: 'main', id: 'run-fit',
                        onclick: () => start(false)}, 'Fit'),
                    L.el('button', {type: 'button', onclick: () => start(true), title:
                        'Holds each parameter at values around the best and fits the others anew'},
                    'Fit, and say how sure')),
                wrong, command, box, L.posterior({of, put, check, spec,
                    target: doc => needsTarget(of(doc)) && of(doc).target || ''}));
            progress(box);
            L.on('network', renew);
            L.on('files', entries.target.renew);
            renew();
        }
    });
    return {spec, words};
})();
