// SPDX-License-Identifier: BSD-3-Clause
// tour.js - three guided ways through the page, whose numbers are those of HNN's textbook.
'use strict';

L.tour = (() => {
    // A step: text; tab and mark, what it speaks of; todo, a button's text, and act, what that does;
    // isDone, whether the user has done it (by that button or otherwise).
    const change = list => L.edit(doc => list.forEach(([path, value]) => L.put(doc, path, value)));
    const fresh = (network, more) => L.edit(doc => {
        Object.assign(doc, structuredClone(L.empty), {name: doc.name, network}, more);
    });
    const named = (name, list) => L.edit(doc => {
        doc.name = name;
        list.forEach(([path, value]) => L.put(doc, path, value));
    });
    const has = (path, value) => () => !!L.value(path) && L.value(path).value === value;
    const ran = name => () => ((L.state && L.state.jobs) || []).some(job =>
        job.out === 'results/' + name && job.is === 'done') && L.doc.name === name;
    const lesson = name => L.post('lessons/' + name, {});
    const run = name => ({mark: '#run', todo: 'Run it', act: () => document.getElementById('run').click(),
        isDone: ran(name)});

    const tours = [{
        title: 'First evoked response',
        steps: [
            {text: 'A tap on the finger reaches the cortex three times: from the thalamus into the ' +
                'deep and middle layers (proximal), from above (distal), and from below again. The ' +
                'model erp has these three drives. Beside it there will be a measured response: the ' +
                'mean of 100 taps that were felt.',
            todo: 'Open the model and the data',
            act: async () => { await lesson('16_erp_against_data'); await fresh('erp'); },
            isDone: () => L.doc.network === 'erp' && (L.files || []).some(file =>
                file.path === 'lessons/16_erp_against_data/touch.txt')},
            {text: 'The textbook runs three trials, each with events of its own, takes the cells of ' +
                '3000 such columns, and smooths by 30 ms, as so many cells would. Its seeds say when ' +
                'each input spike comes.',
            tab: 'simulation', mark: '[data-path="trials"]', todo: 'Fill that in',
            act: () => named('threshold', [['trials', '3'], ['scale', '3000'], ['smooth', '30'],
                ['drives.evdist1.event_seed', '6'], ['drives.evprox1.event_seed', '41'],
                ['drives.evprox2.event_seed', '41']]),
            isDone: has('trials', '3')},
            {text: 'Look at the drives: the histogram shows when their spikes will come, before ' +
                'anything is run.', tab: 'drives', isDone: () => true},
            {text: 'Now run. Three trials of the whole column take some seconds.', ...run('threshold')},
            {text: 'The dipole is drawn. Compare it with lessons/16_erp_against_data/touch.txt: the ' +
                'error is 5.51 nAm, as in the textbook. The trough at 70 ms is mostly layer 5.',
            mark: '#view', todo: 'Lay the data over it',
            act: () => L.view && L.view.compare('lessons/16_erp_against_data/touch.txt'),
            isDone: () => true},
            {text: 'Do the spikes have to be spread over time? sigma is their standard deviation. ' +
                'Without it all cells fire at once, and the error is 14.15 nAm.',
            tab: 'drives', todo: 'Set all sigma to 0',
            act: () => named('synchronous', [['drives.evdist1.sigma', '0'],
                ['drives.evprox1.sigma', '0'], ['drives.evprox2.sigma', '0']]),
            isDone: has('drives.evprox1.sigma', '0')},
            {text: 'Run this one, too. Both are in the list of results then: choose two of them, and ' +
                'they are drawn together.', ...run('synchronous')},
            {text: 'That was it. Undo takes any change back; each figure and each run is a command, ' +
                'which stands below and can be copied.', isDone: () => true}]
    }, {
        title: 'Alpha and beta',
        steps: [
            {text: 'Ten bursts of input a second, from below and from above, so weak that no cell ' +
                'fires. As cells do not feel each other then, a grid of 1 x 1 shows what 10 x 10 do.',
            todo: 'Open the drives',
            act: async () => {
                await lesson('17_alpha_and_beta');
                await fresh('neymotin_2020', {drives: 'lessons/17_alpha_and_beta/mu.json'});
                await named('below', [['grid.nx', '1'], ['grid.ny', '1'], ['tstop', '700'],
                    ['scale', '300000'], ['drives.above.weights_ampa.*', '0']]);
            },
            isDone: () => L.doc.drives === 'lessons/17_alpha_and_beta/mu.json'},
            {text: 'The drive from above is silent now. Run: from below alone, the dipole only goes ' +
                'up, ten times a second. Two thirds of its power are alpha.', ...run('below')},
            {text: 'Now both. Where a burst from above comes into the middle of one from below, the ' +
                'wave is cut in two, and the parts are beta.',
            tab: 'drives', todo: 'Let both work', act: () => L.edit(doc => {
                doc.name = 'both';
                L.put(doc, 'drives.above.weights_ampa.*', null);
            }), isDone: () => L.doc.name === 'both'},
            {text: 'Run: 44 % of the power are alpha, 30 % beta.', ...run('both')},
            {text: 'Shorter and stronger bursts from above make more beta.', tab: 'drives',
                todo: 'Sharpen them', act: () => named('sharp', [['drives.above.burst_std', '10'],
                    ['drives.above.weights_ampa.*', '6e-5']]),
                isDone: has('drives.above.burst_std', '10')},
            {text: 'Run: the highest point of the spectrum is at 20 Hz, beta is more than twice ' +
                'alpha. The period of beta is the time for which the current is pushed down.',
            ...run('sharp')},
            {text: 'Choose the runs below, both and sharp in the list, and draw their spectra ' +
                '(kind psd).', mark: '#view', isDone: () => true}]
    }, {
        title: 'Gamma',
        steps: [
            {text: 'Layer 5 alone: pyramids with input at random, and baskets that silence them. The ' +
                'network makes a rhythm that no input has.',
            todo: 'Open the network',
            act: async () => {
                await lesson('18_gamma');
                await fresh('lessons/18_gamma/layer5.json', {name: 'weak'});
            },
            isDone: () => L.doc.network === 'lessons/18_gamma/layer5.json'},
            {text: 'Run 300 ms. In the spectrum from 50 ms on, the highest point is at 52 Hz (points ' +
                'are 4 Hz apart): weak PING, as each pyramid fires only every sixth wave.',
            ...run('weak')},
            {text: 'A constant current makes the pyramids fire more, and together. The rhythm gets ' +
                'slower, as more baskets inhibit them for longer.', tab: 'drives',
            todo: 'Inject 6 nA', act: () => named('current_6', [['biases',
                '{"tonic": {"L5_pyramidal": {"amplitude": [6, "nA"]}}}']]),
            isDone: () => L.paths.some(([path]) => path.startsWith('biases.'))},
            {text: 'Run: 44 Hz, and every cell fires in every wave.', ...run('current_6')},
            {text: 'What sets the frequency? How long inhibition lasts. Without the current again, ' +
                'let it decay in 2 ms in the place of 5.', tab: 'network',
            todo: 'Shorten it', act: () => L.edit(doc => {
                doc.name = 'brief';
                L.put(doc, 'biases', null);
                L.put(doc, 'cells.L5_pyramidal.synapses.gabaa.tau2', '2');
            }), isDone: has('cells.L5_pyramidal.synapses.gabaa.tau2', '2')},
            {text: 'Run: 60 Hz.', ...run('brief')},
            {text: 'That was it. Draw the spectra of the three together (kind psd, from 50 ms).',
                mark: '#view', isDone: () => true}]
    }];

    // ---- the card -------------------------------------------------------------------------------
    const card = L.el('aside', {id: 'tour', 'aria-label': 'Guided tour', hidden: true});
    let tour = null, place = 0, was = null;

    function unmark() {
        document.querySelectorAll('.marked').forEach(one => one.classList.remove('marked'));
    }
    function end() {
        tour = null;
        card.hidden = true;
        unmark();
        if (was) was.focus();
    }
    async function go(to) {
        place = to;
        const step = tour.steps[place];
        if (step.tab) L.show(step.tab);
        show();
        unmark();
        const marked = step.mark && document.querySelector(step.mark);
        if (marked) {
            marked.classList.add('marked');
            marked.scrollIntoView({block: 'nearest'});
        }
        card.querySelector('p').focus();
    }
    function show() {
        if (!tour) return;
        const step = tour.steps[place], isLast = place === tour.steps.length - 1;
        const wrong = L.el('span', {class: 'error', role: 'alert'});
        const next = L.el('button', {type: 'button', class: step.isDone() ? 'main' : '',
            onclick: () => isLast ? end() : go(place + 1)}, isLast ? 'End' : 'Next');
        const act = step.todo && L.el('button', {type: 'button', class: step.isDone() ? '' : 'main',
            onclick: async () => {
                try {
                    await step.act();
                } catch (error) {
                    wrong.textContent = error.message;
                    return;
                }
                show();
            }}, step.todo);
        const text = L.el('p', {tabindex: '-1'}, step.text);
        card.replaceChildren(
            L.el('h2', {}, tour.title, L.el('span', {class: 'unit'},
                ' ' + (place + 1) + ' of ' + tour.steps.length)), text,
            L.el('div', {class: 'row'}, act || '',
                place > 0 ? L.el('button', {type: 'button', onclick: () => go(place - 1)}, 'Back') : '',
                next, L.el('button', {type: 'button', onclick: end, 'aria-label': 'End the tour'}, '✕')),
            wrong);
    }
    function begin(one) {
        was = document.activeElement;
        tour = one;
        card.hidden = false;
        go(0);
    }
    let doneBefore = null;
    function renew() { // only when a step has been done, so that the focus stays
        if (!tour) return;
        const isDone = place + ':' + tour.steps[place].isDone();
        if (isDone !== doneBefore && !card.contains(document.activeElement)) show();
        doneBefore = isDone;
    }
    L.on('network', renew);
    L.on('state', renew);
    L.on('files', renew);
    L.on('started', () => {
        const menu = L.el('div', {id: 'tours', class: 'menu', hidden: true}, tours.map(one =>
            L.el('button', {type: 'button', onclick: () => { menu.hidden = true; begin(one); }},
                one.title)));
        const button = L.el('button', {type: 'button', id: 'tour-button', 'aria-haspopup': 'true',
            'aria-controls': 'tours', onclick: () => { menu.hidden = !menu.hidden; }}, 'Tour');
        document.getElementById('actions').append(L.el('span', {class: 'holds'}, button, menu));
        document.getElementById('right').prepend(card);
        document.addEventListener('keydown', event => {
            if (event.key === 'Escape') menu.hidden = true;
        });
    });
    return {begin, end, tours};
})();
