// SPDX-License-Identifier: BSD-3-Clause
// simulation.js - the tab: which model, how long, how often, and on what.
'use strict';

(() => {
    const plural = (n, one) => n + ' ' + one + (n === 1 ? '' : 's');
    const fail = error => L.say(error.message, true);
    const rowOf = name => L.options.find(row =>
        row.name === '--' + name && row.commands.split(' ').includes('run'));
    const sentence = text => text.charAt(0).toUpperCase() + text.slice(1);
    const helpOf = name => sentence((rowOf(name) || {help: ''}).help);

    // ---- options of run ------------------------------------------------------------------------
    // What is wrong with a text, by the table of options; '': nothing.
    function wrong(row, text) {
        if (/^(time|distance|number|whole)$/.test(row.kind)) {
            const number = Number(text), limits = row.accepted;
            const above = limits.match(/above (\S+)/), from = limits.match(/from (-?[\d.]+)/);
            const to = limits.match(/to (-?[\d.]+)/), other = limits.match(/other than (\S+)/);
            const isRight = text !== '' && Number.isFinite(number) &&
                (row.kind !== 'whole' || Number.isInteger(number)) &&
                (!above || number > +above[1] || (/or 0/.test(limits) && number === 0)) &&
                (!from || number >= +from[1]) && (!to || number <= +to[1]) &&
                (!other || number !== +other[1]);
            const what = row.kind === 'whole' ? 'a whole number' : 'a number';
            return isRight ? '' : text + ': accepted: ' + what + (limits ? ', ' + limits : '');
        }
        if (row.kind === 'one of' && !row.accepted.split(', ').includes(text)) {
            return text + ': accepted: ' + row.accepted;
        }
        return '';
    }

    function option(name, label, more) {
        const row = rowOf(name), isFlag = /flag/.test(row.kind);
        const words = row.kind === 'one of' ? row.accepted.split(', ') : null;
        const {check = text => wrong(row, text), ...others} = more || {};
        return L.setting({id: '--' + name, label, help: helpOf(name), isFlag,
            choices: words && [['', 'default'], ...words.map(word => [word, word])],
            values: () => name in L.doc.run ? [L.doc.run[name]] : [],
            isChanged: () => name in L.doc.run,
            reset: () => L.edit(doc => { delete doc.run[name]; }),
            async set(value) {
                const problem = isFlag ? '' : check(value);
                if (problem) throw new Error(problem);
                await L.edit(doc => { doc.run[name] = value; });
            }, ...others});
    }

    // ---- the model -----------------------------------------------------------------------------
    async function choose(network) {
        const n = L.doc.changes.length;
        if (network === L.doc.network) return;
        if (n > 0 && !await L.ask('Another model takes back the ' + plural(n, 'change') +
            ' of this one. Undo brings them again.', 'Change the model')) {
            L.tell('network');
            return;
        }
        await L.edit(doc => { doc.network = network; doc.changes = []; })
            .catch(error => { fail(error); L.tell('network'); });
    }

    const select = L.el('select', {id: 'model', onchange: () => choose(select.value)});
    function fill() {
        const option = (value, text) => L.el('option', {value}, text);
        const files = (L.files || []).filter(one => one.kind === 'network').map(one => one.path);
        const runs = L.results.all.filter(one => one.kind === 'run')
            .map(one => one.path + '/results.h5');
        const group = (label, list) => list.length === 0 ? null
            : L.el('optgroup', {label}, list.map(one => option(one, one)));
        const known = [...L.about.models.map(one => one.name), ...files, ...runs];
        if (!known.includes(L.doc.network)) files.push(L.doc.network);
        select.replaceChildren(...[L.el('optgroup', {label: 'Models'}, L.about.models.map(one =>
            option(one.name, one.name + ': ' + one.title))),
        group('Files of the folder', files), group('As runs had it', runs)].filter(one => one));
        select.value = L.doc.network;
    }

    function model() {
        const about = L.el('p', {class: 'model-about', id: 'model-about'});
        const warnings = L.el('p', {class: 'warnings', role: 'status'});
        const box = L.el('div', {class: 'drop'},
            L.el('div', {class: 'model-row'}, L.el('label', {for: 'model'}, 'Model'), select,
                L.el('button', {type: 'button',
                    onclick: () => document.getElementById('upload').click()}, 'Add a file…')),
            L.hint('Or drop one on the page: a network of Laminae or HNN-core (.json), ' +
                'parameters of HNN (.param, .json), results.h5 of a run.'),
            about, warnings);
        L.on('network', () => {
            const {title, source} = L.network.network;
            fill();
            about.replaceChildren(L.el('strong', {}, title || L.doc.network),
                source ? L.el('span', {class: 'source'}, 'Source: ' + source) : '');
            warnings.textContent = L.network.warnings || '';
        });
        return box;
    }

    // ---- traces --------------------------------------------------------------------------------
    const kinds = () => {
        const network = L.network.network, receptors = new Set();
        Object.values(network.cells).forEach(cell =>
            Object.keys(cell.synapses || {}).forEach(one => receptors.add('i_' + one)));
        return ['v', 'ca', 'i', ...receptors];
    };
    const sections = () => [...new Set(Object.values(L.network.network.cells).flatMap(cell =>
        Object.keys(cell.sections || {})))].filter(section => section !== 'source');
    function wrongRecord([kind, who = '', section = '']) {
        const populations = Object.keys(L.network.network.populations || {});
        if (!/^[A-Za-z]\w*$/.test(kind)) {
            return 'what: ' + kind + '; accepted: v, ca, i, i_RECEPTOR or a variable such as m_hh2';
        }
        const isGids = /^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(who) &&
            who.split(/[,-]/).every(gid => +gid < L.network.cells);
        if (who && who !== 'all' && !populations.includes(who) && !isGids) {
            return 'of which cells: ' + who + '; accepted: all, ' + populations.join(', ') +
                ' or numbers of cells below ' + L.network.cells + ' such as 0,3,170-179';
        }
        if (section && section !== 'all' && !sections().includes(section)) {
            return 'where: ' + section + '; accepted: all, ' + sections().join(', ');
        }
        return '';
    }
    function traces() {
        const list = L.el('ul', {class: 'records', 'aria-label': 'Traces that are recorded'});
        const error = L.el('span', {class: 'error', role: 'alert', id: 'record-error'});
        const [kind, who, section] = [['kind', 'What', 'v'], ['who', 'Of which cells', 'all'],
            ['section', 'Where', 'soma']].map(([id, label, value]) => L.el('input', {value,
            size: 12, id: 'record-' + id, list: 'record-' + id + '-list', 'aria-label': label,
            'aria-describedby': 'record-error'}));
        const choices = id => L.el('datalist', {id: id + '-list'});
        const boxes = ['record-kind', 'record-who', 'record-section'].map(choices);
        const rows = doc => doc.run.record || [];
        const write = (doc, all) => {
            if (all.length === 0) delete doc.run.record;
            else doc.run.record = all;
        };
        function add() {
            const words = [kind, who, section].map(input => input.value.trim());
            error.textContent = wrongRecord(words);
            if (error.textContent) return;
            while (words.length > 1 && words[words.length - 1] === '') words.pop();
            L.edit(doc => write(doc, [...rows(doc), words.map(word => word || 'all').join(':')]))
                .catch(problem => { error.textContent = problem.message; });
        }
        L.on('network', () => {
            const all = [kinds(), ['all', ...Object.keys(L.network.network.populations || {})],
                ['all', ...sections()]];
            boxes.forEach((box, i) => box.replaceChildren(...all[i].map(value =>
                L.el('option', {value}))));
            const remove = k => L.edit(doc => write(doc, rows(doc).filter((_, i) => i !== k)));
            list.replaceChildren(...rows(L.doc).map((row, k) => L.el('li', {},
                L.el('code', {}, row),
                L.el('span', {class: 'error'}, wrongRecord(row.split(':'))),
                L.el('button', {type: 'button', 'aria-label': 'Remove ' + row,
                    onclick: () => remove(k).catch(fail)}, 'Remove'))));
        });
        return [L.hint('What is recorded at each step: v, ca, i, i_RECEPTOR or a variable such ' +
            'as m_hh2; of all cells, a population or cells such as 0,3,170-179; in all sections ' +
            'or one.'),
        list,
            L.el('div', {class: 'row record-new'}, L.el('label', {}, 'What ', kind),
                L.el('label', {}, 'Of which cells ', who), L.el('label', {}, 'Where ', section),
                L.el('button', {type: 'button', onclick: add}, 'Add'), error, ...boxes),
            option('record-dt', 'Step of traces', {unit: 'ms', missing: 'dt'})];
    }

    // ---- grid ----------------------------------------------------------------------------------
    function grid() {
        const box = L.el('div', {}), count = L.el('p', {role: 'status', id: 'cells'});
        const labels = {nx: ['Points along x', 'Pyramids stand on every point.'],
            ny: ['Points along y', 'Pyramids stand on every point.'],
            inplane_distance: ['Distance in the plane', 'Between neighbouring points.'],
            layer_separation: ['Separation of layers',
                'From the somata of layer 5 up to those of layer 2/3.',
                {missing: '1307.4', unitText: 'um'}]};
        let shown = '';
        L.on('network', () => {
            const network = L.network.network;
            const columns = L.members(network.columns).filter(([, column]) => column.grid);
            const roots = network.grid ? ['grid']
                : columns.map(([name]) => 'columns.' + name + '.grid');
            const fields = root => Object.entries(labels).map(([key, [label, help, more]]) =>
                L.field({path: root + '.' + key, label, help, ...more}));
            if (shown !== roots.join()) {
                shown = roots.join();
                box.replaceChildren(...roots.flatMap(root => [...roots.length > 1
                    ? [L.el('h3', {}, root.split('.')[1])] : [], ...fields(root)]));
            }
            const populations = Object.keys(network.populations || {});
            count.textContent = plural(L.network.cells, 'cell') + ' in ' +
                plural(populations.length, 'population') + '; with the cells of drives ' +
                L.network.gids + '.';
        });
        return [box, count];
    }

    // ---- the tab -------------------------------------------------------------------------------
    const value = (path, label, more) => L.field({path, label, help: helpOf(path), ...more});

    L.tab({
        id: 'simulation',
        title: 'Simulation',
        purpose: 'Which model is run, for how long, how often, and on how many processors.',
        build(panel) {
            const part = (title, ...children) => L.el('section', {class: 'setup',
                'aria-label': title}, L.el('h2', {}, title), ...children.flat());
            const cores = L.about.cores;
            panel.append(
                model(),
                part('Run',
                    value('tstop', 'Length', {missing: '170', unitText: 'ms'}),
                    value('dt', 'Time step', {missing: '0.025', unitText: 'ms'}),
                    value('trials', 'Trials', {missing: '1'}),
                    value('seed', 'Seed', {missing: '0'}),
                    value('settle', 'Settle before', {missing: '0', unitText: 'ms'})),
                part('Dipole',
                    value('baseline', 'Baseline',
                        {choices: ['none', 'hnn', 'run'], missing: 'none'}),
                    value('smooth', 'Smoothing window', {missing: '0', unitText: 'ms'}),
                    value('scale', 'Scaling', {missing: '1'})),
                part('Grid', grid()),
                part('Computer',
                    option('np', 'Processes', {missing: '1', check: text =>
                        Number.isInteger(+text) && +text >= 1 && +text <= cores ? ''
                            : text + ': accepted: a whole number, 1 to ' + cores +
                                ', the processors of this machine'}),
                    option('engine', 'Engine')),
                part('Traces', traces()),
                L.el('details', {class: 'setup'}, L.el('summary', {}, 'More'),
                    option('groups', 'Groups of processes', {missing: 'as is fastest'}),
                    option('threads', 'Threads of each process', {missing: '1'}),
                    option('checkpoint', 'Keep finished trials'),
                    option('compat', 'As HNN-core does'),
                    option('record-float32', 'Traces in single precision'),
                    option('record-compress', 'Traces compressed'),
                    option('no-text', 'No text files')));
            L.on('files', fill);
        }
    });
})();
