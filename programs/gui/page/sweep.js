// SPDX-License-Identifier: BSD-3-Clause
// sweep.js - the tab: at which points a sweep runs the model, what is kept, what came of it.
'use strict';

L.sweep = (() => {
    const designs = [
        ['grid', 'grid: each value with each'], ['zip', 'zip: first values, second values, ...'],
        ['lhs', 'Latin hypercube'], ['sobol', "Sobol's sequence"], ['prior', 'independent draws'],
        ['saltelli', "for Sobol's indices"], ['differences', '1 % less and more of each']];
    const ofValues = ['grid', 'zip'], counted = ['lhs', 'sobol', 'prior', 'saltelli'];
    const kept = [
        ['dipole', 'dipole'], ['layers', 'dipoles of populations'], ['spikes', 'spikes'],
        ['peaks', 'peaks of the dipole'], ['rates', 'mean rates'], ['rmse', 'difference from data'],
        ['lfp', 'potentials'], ['csd', 'current source density'], ['eeg', 'EEG'], ['meg', 'MEG'],
        ['synchrony', 'synchrony'], ['cv', 'variation of intervals'], ['shares', 'shares of populations']];

    // More of them: names as the list has them, or with @SIGNAL, :FROM:TO behind them.
    const span = '(:[^:]+:[^:]+)', signal = '(@[^:]+)?';
    const keepable = new RegExp('^((peaks|events|rmse)' + signal + span + '?|(band|relative)' +
        signal + span + '|(shares|rates|cv|intervals|synchrony)' + span + '?|dipole|layers|' +
        'spikes|lfp|csd|eeg|meg)$');
    function keeps(text) {
        const wrong = text.split(/[\s,]+/).find(name => name && !keepable.test(name));
        if (wrong) {
            throw new Error(wrong + ': accepted: dipole, layers, spikes, lfp, csd, eeg, meg, ' +
                'peaks, events, rmse, shares, rates, cv, intervals, synchrony, all from peaks on ' +
                'with :FROM:TO if need be, band:LOW:HIGH, relative:LOW:HIGH');
        }
        return text;
    }
    const of = doc => doc.sweep || L.search.empty('sweep');
    const put = (name, value) => L.edit(doc => {
        doc.sweep = of(doc);
        if (value === null || value === '') delete doc.sweep[name];
        else doc.sweep[name] = value;
    });
    const out = doc => 'results/' + of(doc).name, file = doc => of(doc).name + '.sweep.json';

    function spec(doc) {
        const sweep = of(doc), all = {network: doc.network, options: L.search.options(doc),
            parameters: {}, design: sweep.design};
        for (const [path, one] of Object.entries(sweep.parameters)) {
            all.parameters[path] = ofValues.includes(sweep.design)
                ? {values: one.values || [one.low, one.start, one.high]}
                : {low: one.low, high: one.high, ...(one.log ? {scale: 'log'} : {}),
                    ...(sweep.design === 'differences' ? {start: one.start} : {})};
        }
        if (counted.includes(sweep.design)) {
            all.n = sweep.n;
            all.seed = sweep.seed || 0;
        }
        all.keep = [...sweep.keep, ...(sweep.more ? sweep.more.split(/[\s,]+/) : [])];
        if (sweep.target && all.keep.some(name => name.startsWith('rmse'))) all.target = sweep.target;
        return all;
    }
    function words(doc, plan) {
        const list = ['sweep', file(doc), '--out', out(doc)];
        if (doc.run.np && doc.run.np !== '1') list.push('--np', String(doc.run.np));
        return plan ? [...list, '--plan'] : list;
    }
    function points(sweep) {
        const each = Object.values(sweep.parameters).map(one =>
            (one.values || [one.low, one.start, one.high]).length), n = each.length;
        return sweep.design === 'grid' ? each.reduce((a, b) => a * b, n > 0 ? 1 : 0)
            : sweep.design === 'zip' ? Math.max(0, ...each)
            : sweep.design === 'differences' ? 2 * n + 1
            : sweep.design === 'saltelli' ? sweep.n * (n + 2) : sweep.n;
    }

    // ---- what came of it ------------------------------------------------------------------------
    function results(box) {
        const x = L.el('select', {'aria-label': 'Horizontal axis', onchange: draw});
        const y = L.el('select', {'aria-label': 'Vertical axis', onchange: draw});
        const curve = L.el('div', {class: 'curve', role: 'img'}), said = L.el('p');
        let rows = [], seen = '', graph = null;

        function draw() {
            const data = rows.filter(row => Number.isFinite(row[x.value]) &&
                Number.isFinite(row[y.value])).map(row => [row[x.value], row[y.value]])
                .sort((a, b) => a[0] - b[0]);
            if (data.length === 0) return;
            if (graph) graph.destroy();
            graph = new Dygraph(curve, data, {labels: [x.value, y.value], strokeWidth: 0,
                drawPoints: true, pointSize: 3, height: 220, colors: ['#0072B2'],
                xlabel: x.value, ylabel: y.value,
                axisLabelColor: getComputedStyle(document.body).color});
            curve.setAttribute('aria-label', y.value + ' against ' + x.value + ', ' + data.length +
                ' points');
        }
        const fill = (select, names) => L.entry.fill(select, names.map(name => [name, name]),
            names.includes(select.value) ? select.value : names[0] || '');
        async function show() {
            const job = L.search.jobOf(out(L.doc)), state = out(L.doc) + (job ? job.id + job.is : '');
            if (state === seen || box.parentNode.hidden) return;
            if (!job && !L.results.has(out(L.doc))) {
                box.hidden = true;
                seen = '';
                return;
            }
            seen = state;
            try {
                rows = L.search.rows(await L.search.file(out(L.doc) + '/table.csv'));
            } catch (error) { // it is made at the end
                rows = [];
            }
            box.hidden = rows.length === 0;
            if (rows.length === 0) return;
            const names = Object.keys(rows[0]).filter(name =>
                !['point', 'trial', 'status', 'tries'].includes(name));
            const parameters = names.filter(name => L.value(name));
            const failed = rows.filter(row => row.status === 2).length;
            fill(x, parameters.length > 0 ? parameters : names);
            fill(y, names.filter(name => !parameters.includes(name)));
            said.textContent = rows.length + ' rows' + (failed > 0 ? ', ' + failed + ' failed' : '') +
                ' in ' + out(L.doc) + '/table.csv' +
                (y.options.length === 0 ? '; no numbers were kept to draw' : '');
            draw();
        }
        ['state', 'files', 'network', 'shown'].forEach(name => L.on(name, show));
        box.append(L.el('h2', {}, 'What came of it'), said,
            L.el('div', {class: 'row'}, y, 'against', x), curve);
    }

    L.tab({
        id: 'sweep',
        title: 'Sweep',
        purpose: 'Runs the model at many points of its parameters, and keeps what you choose of each run.',
        build(panel) {
            const sweep = () => of(L.doc);
            const entries = {
                design: L.entry({label: 'Points', choices: () => designs, get: () => sweep().design,
                    put: value => put('design', value)}),
                n: L.entry({label: 'How many', check: 'count', get: () => sweep().n,
                    put: value => put('n', value)}),
                seed: L.entry({label: 'Seed', check: 'whole', get: () => sweep().seed || 0,
                    put: value => put('seed', value)}),
                more: L.entry({label: 'More to keep', isWide: true, help: 'As docs/sweep.md has it: ' +
                    'peaks:20:60, band:15:30, events', check: keeps, get: () => sweep().more,
                    put: value => put('more', value)}),
                target: L.entry({label: 'Data', help: 'That the difference is from',
                    choices: L.search.targets, get: () => sweep().target || '',
                    put: value => put('target', value)}),
                name: L.entry({label: 'Name', check: 'name', help: 'Results are kept under it',
                    get: () => sweep().name, put: value => put('name', value)})
            };
            const boxes = kept.map(([name, text]) => L.el('label', {class: 'check'},
                L.el('input', {type: 'checkbox', value: name, onchange: event => put('keep',
                    event.target.checked ? [...sweep().keep, name]
                        : sweep().keep.filter(one => one !== name))}), text));
            const wrong = L.el('p', {class: 'error', role: 'alert'}), command = L.el('div');
            const says = L.el('pre', {'aria-live': 'polite'}), count = L.el('p');
            async function start(plan) {
                wrong.textContent = says.textContent = '';
                try {
                    if (Object.keys(sweep().parameters).length === 0) {
                        throw new Error('no parameters; accepted: one or more, added above');
                    }
                    await L.search.save(file(L.doc), spec(L.doc));
                    await L.queue.start(words(L.doc, plan), sweep().name + (plan ? ' (plan)' : ''),
                        L.doc);
                } catch (error) {
                    wrong.textContent = error.message;
                }
            }
            function renew() {
                const now = sweep(), isOfValues = ofValues.includes(now.design);
                panel.classList.toggle('of-values', isOfValues);
                entries.n.hidden = entries.seed.hidden = !counted.includes(now.design);
                entries.target.hidden = !spec(L.doc).keep.some(name => name.startsWith('rmse'));
                boxes.forEach(box => {
                    box.firstChild.checked = now.keep.includes(box.firstChild.value);
                });
                Object.values(entries).forEach(entry => entry.renew());
                count.textContent = points(now) + ' points';
                command.replaceChildren(L.command.line(words(L.doc, false)));
            }
            const box = L.el('div', {hidden: true});
            panel.append(
                L.el('h2', {}, 'Parameters'),
                L.search.table('sweep', ['values', 'low', 'high', 'start', 'log']),
                entries.design, entries.n, entries.seed, count,
                L.el('fieldset', {}, L.el('legend', {}, 'Kept of each run'), boxes), entries.more,
                entries.target, entries.name,
                L.el('div', {class: 'row'},
                    L.el('button', {type: 'button', class: 'main', id: 'run-sweep',
                        onclick: () => start(false)}, 'Sweep'),
                    L.el('button', {type: 'button', onclick: () => start(true), title:
                        'Runs a trial of two points, and says how long all take'}, 'How long?')),
                wrong, says, command, box);
            results(box);
            L.on('network', renew);
            L.on('files', entries.target.renew);
            renew();
        }
    });
    return {spec, words};
})();
