// SPDX-License-Identifier: BSD-3-Clause
// acts.js - what can be done with the results that are looked at: rename, delete, differences, as
// files of other programs, a report, their parameters as the experiment.
'use strict';

L.acts = (() => {
    // What each is called, and the end of its file, or of its folder.
    const formats = {csv: ['CSV tables', '_csv'], npz: ['NumPy', '.npz'],
        hnn: ['HNN: dpl.txt, spk.txt', '_hnn'], sonata: ['SONATA', '_sonata'],
        nwb: ['Neurodata Without Borders', '.nwb'], fif: ['MNE', '.fif'], set: ['EEGLAB', '.set'],
        brainvision: ['BrainVision', '.vhdr'], bids: ['BIDS', '_bids']};
    const failing = act => () => act().catch(error => L.say(error.message, true));
    const isData = path => (L.results.of(path) || {}).kind === 'data';
    const nameOf = path => (L.results.of(path) || {name: path}).name;
    const folders = () => L.chosen.filter(path => !isData(path));
    const address = path => '/api/files/' + L.inAddress(path) + '?token=' + L.token;

    async function rename() {
        const [path] = folders();
        if (!path) return;
        const isDone = await L.demand('Rename ' + nameOf(path), 'Name', nameOf(path), 'Rename',
            async name => {
                const refused = L.run.refused(name);
                if (refused) throw new Error(refused);
                const answer = await L.post('results/' + L.inAddress(path) + '/name', {name});
                const next = answer.path || path.replace(/[^\/]*$/, name);
                await L.results.read();
                L.choose([next], true);
            });
        if (isDone) L.say('renamed');
    }
    async function remove() {
        const paths = folders();
        if (paths.length === 0) return;
        const names = paths.slice(0, 5).map(nameOf).join(', ') +
            (paths.length > 5 ? ' and ' + (paths.length - 5) + ' more' : '');
        const what = paths.length === 1 ? 'the results ' : paths.length + ' results, ';
        if (!await L.ask('Delete ' + what + names + '? They are removed from the disk.',
            'Delete')) return;
        for (const path of paths) await L.api('DELETE', 'results/' + L.inAddress(path));
        await L.results.read();
        L.say(paths.length === 1 ? names + ' is deleted' : paths.length + ' results are deleted');
    }

    // What a command wrote, the command, and, of a file, a way to take it to this machine.
    async function write(words, file) {
        const {said} = await L.post('write', {words});
        L.dialog('Written', L.el('p', {}, words[words.length - 1] + ' is in the folder.'),
            said.trim() ? L.el('pre', {}, said) : '',
            L.command.line(words), file ? L.el('p', {}, L.el('a', {href: address(file),
                download: file.replace(/.*\//, ''), class: 'button'}, 'Download')) : '');
    }
    const short = path => nameOf(path).replace(/.*\//, '');
    function report() {
        const file = short(L.chosen[0]) + '_report.html';
        return write(['report', ...L.chosen, '--out', file], file);
    }
    function convert(to) {
        const [path] = L.chosen, [, end] = formats[to], out = short(path) + end;
        return write(['convert', path, '--to', to, '--out', out], end[0] === '.' ? out : '');
    }

    const act = (text, title, how) => L.el('button', {type: 'button', title, onclick: failing(how)},
        text);
    const buttons = {
        open: act('Open its parameters', 'How it was run becomes the experiment',
            () => L.open.results(L.chosen[0])),
        differences: act('Differences', 'In which parameters they differ',
            () => L.differences(L.chosen)),
        rename: act('Rename', 'Rename (F2 in the list)', rename),
        remove: act('Delete', 'Delete from the disk, with a question (Delete in the list)', remove),
        report: act('Report', 'A page about them: figures, numbers, differences', report)
    };
    const format = L.el('select', {'aria-label': 'Save results for other programs',
        onchange: () => {
            const to = format.value;
            format.value = '';
            failing(() => convert(to))();
        }}, L.el('option', {value: ''}, 'Save as …'),
        Object.entries(formats).map(([value, [text]]) => L.el('option', {value}, text)));

    const facts = L.el('div', {id: 'facts', hidden: true});
    const ask = L.el('button', {type: 'button', 'aria-expanded': 'false', 'aria-controls': 'facts',
        title: 'How it was run: its command, its length, its trials', onclick: failing(() => {
            facts.hidden = !facts.hidden;
            ask.setAttribute('aria-expanded', String(!facts.hidden));
            return about();
        })}, 'About');
    // Asked for only when it is looked at.
    async function about() {
        const [path] = folders();
        if (facts.hidden || facts.dataset.path === path) return;
        facts.dataset.path = path || '';
        facts.replaceChildren();
        if (!path) return;
        const said = await L.get('results/' + L.inAddress(path));
        if (facts.dataset.path !== path) return;
        const one = L.results.of(path), cells = (said.populations || []).filter(p => !p.is_drive);
        const rows = [['Folder', path], ['Network', said.network],
            ['Trials', said.trials && said.trials.length], ['Length', said.tstop_ms, 'ms'],
            ['Time step', said.dt_ms, 'ms'], ['Seed', said.seed], ['Scaling', said.scale],
            ['Smoothing', said.smooth_ms, 'ms'], ['Cells', cells.length > 0 ?
                cells.map(p => p.cells + ' ' + p.name).join(', ') : null], ['Ranks', said.ranks],
            ['Written', one && L.results.when(one.modified) + ', ' + L.results.size(one.bytes)]];
        facts.replaceChildren(said.command ? commandLine(said.command) : '',
            L.el('table', {}, rows.filter(([, value]) => value !== undefined && value !== null)
                .map(([name, value, unit]) => L.el('tr', {}, L.el('th', {scope: 'row'}, name),
                    L.el('td', {}, value + (unit ? ' ' + unit : ''))))));
    }
    function commandLine(command) {
        return L.command.line(typeof command === 'string'
            ? L.open.split(command).filter((word, i) => i > 0 || !/laminae$/.test(word)) : command);
    }

    function update() {
        const n = L.chosen.length, runs = folders();
        buttons.open.disabled = runs.length === 0 || isData(L.chosen[0]);
        buttons.differences.disabled = runs.length === 0;
        buttons.rename.disabled = runs.length !== 1;
        buttons.remove.disabled = runs.length === 0;
        buttons.report.disabled = n === 0;
        format.disabled = n === 0;
        ask.disabled = runs.length === 0;
        failing(about)();
    }
    L.results.box.append(L.el('div', {class: 'row acts', role: 'toolbar',
        'aria-label': 'With the results chosen'}, ask, Object.values(buttons), format), facts);
    L.on('chosen', update);
    L.on('files', update);
    update();
    return {rename, remove, address};
})();
