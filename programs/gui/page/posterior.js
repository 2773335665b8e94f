// SPDX-License-Identifier: BSD-3-Clause
// posterior.js - the end of the tab Fit: draws of what the data allow, between the bounds of a fit.
'use strict';

// {of: doc => its fit, put(name, value), check(fit): throws what lacks, spec: doc => that of the fit,
// target: doc => the data, or ''}; the element.
L.posterior = fit => {
    const name = doc => fit.of(doc).name + '-posterior';
    const out = doc => 'results/' + name(doc), file = doc => name(doc) + '.infer.json';
    const standard = {particles: 100, draws: 2000};
    const number = (doc, key) => fit.of(doc)[key] || standard[key];

    function spec(doc) {
        const {network, options, parameters, objective, seed} = fit.spec(doc);
        const bounds = Object.entries(parameters).map(([path, {start, ...bound}]) => [path, bound]);
        return {network, options, parameters: Object.fromEntries(bounds), objective,
            n: number(doc, 'particles'), max_evaluations: number(doc, 'draws'),
            ...(seed === undefined ? {} : {seed})};
    }
    function words(doc) {
        const list = ['infer', file(doc)], target = fit.target(doc);
        if (target) list.push('--target', target);
        if (doc.run.np && doc.run.np !== '1') list.push('--np', String(doc.run.np));
        return [...list, '--out', out(doc)];
    }

    const count = (label, key, help) => L.entry({label, help, check: 'count',
        get: () => number(L.doc, key),
        put: value => fit.put(key, value === standard[key] ? null : value)});
    const entries = [count('Particles', 'particles', 'Draws of the last generation'),
        count('Runs, at most', 'draws', 'The same command goes on with more')];
    const wrong = L.el('p', {class: 'error', role: 'alert'}), command = L.el('div');
    const table = L.el('div');
    const pictures = [['posterior.png', 'The values that the data allow'],
        ['predictive.png', 'What the model shows at these values, beside the data']].map(
        ([picture, alt]) => ({picture, image: L.el('img', {class: 'fit-picture', alt, hidden: true})}));
    let seen = '';

    async function start() {
        wrong.textContent = '';
        try {
            fit.check(fit.of(L.doc));
            await L.search.save(file(L.doc), spec(L.doc));
            await L.queue.start(words(L.doc), name(L.doc), L.doc);
        } catch (error) {
            wrong.textContent = error.message;
        }
    }
    function tell(posterior) {
        const digits = value => value.toPrecision(4);
        table.replaceChildren(
            L.el('p', {}, posterior.n + ' particles of ' + posterior.evaluations + ' runs'),
            L.el('table', {}, L.el('thead', {}, L.el('tr', {},
                ['Parameter', 'median', 'middle 90 %', 'unit'].map(text =>
                    L.el('th', {scope: 'col'}, text)))),
            L.el('tbody', {}, Object.entries(posterior.parameters).map(([path, one]) =>
                L.el('tr', {}, L.el('th', {scope: 'row'}, path),
                    L.el('td', {class: 'number'}, digits(one.median)),
                    L.el('td', {class: 'number'}, digits(one.low) + ' to ' + digits(one.high)),
                    L.el('td', {class: 'unit'}, L.value(path) ? L.value(path).unit : ''))))));
    }
    function forget() {
        table.replaceChildren();
        pictures.forEach(({image}) => { image.hidden = true; });
    }
    // Of each folder once, and again when a run of it has ended.
    async function show() {
        const job = L.search.jobOf(out(L.doc)), state = out(L.doc) + (job ? job.id + job.is : '') +
            L.results.has(out(L.doc));
        if (state === seen || element.closest('[hidden]')) return;
        seen = state;
        const text = await L.search.file(out(L.doc) + '/posterior.json').catch(() => null);
        if (text === null) {
            forget();
            return;
        }
        tell(JSON.parse(text));
        for (const {picture, image} of pictures) {
            const blob = await L.api('GET', 'files/' + out(L.doc) + '/' + picture, undefined, 'blob')
                .catch(() => null);
            if (image.src) URL.revokeObjectURL(image.src);
            if (blob) image.src = URL.createObjectURL(blob);
            image.hidden = !blob;
        }
    }
    function renew() {
        entries.forEach(entry => entry.renew());
        command.replaceChildren(L.command.line(words(L.doc)));
    }

    const element = L.el('details', {class: 'posterior', ontoggle: show},
        L.el('summary', {}, 'All values that the data allow'),
        L.el('p', {class: 'purpose'}, 'Draws values between the bounds, and keeps those with which the ' +
            'model is as near to the data as generation after generation can come.'),
        entries, L.el('div', {class: 'row'},
            L.el('button', {type: 'button', id: 'run-posterior', onclick: start}, 'Draw them')),
        wrong, command, table, pictures.map(({image}) => image));
    L.on('network', renew);
    ['state', 'files', 'network', 'shown'].forEach(what => L.on(what, show));
    renew();
    return element;
};
