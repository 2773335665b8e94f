// SPDX-License-Identifier: BSD-3-Clause
// numbers.js - below the figures: tables of `analyse` about the results that are looked at.
'use strict';

(() => {
    const kinds = {
        peaks: {title: 'Lowest and highest points', uses: ['signal']},
        bands: {title: 'Power in bands', uses: ['signal', 'bands']},
        rmse: {title: 'Difference from data', uses: ['signal', 'target']},
        rates: {title: 'Firing rates', uses: []},
        isi: {title: 'Intervals of spikes', uses: []},
        synchrony: {title: 'Synchrony of spikes', uses: ['bin']},
        events: {title: 'Events of a rhythm', uses: ['signal', 'freq']},
        shares: {title: 'Shares of populations', uses: []}
    };
    const MOST_ROWS = 200;
    const asked = {what: 'peaks', signal: 'agg', from: '', to: '', bands: '', target: '', bin: '',
        freq: ''};
    const option = name => (L.options.find(row => row.name === '--' + name &&
        (' ' + row.commands + ' ').includes(' analyse ')) || {}).help;

    function words(path) {
        const uses = ['from', 'to', ...kinds[asked.what].uses];
        const options = uses.filter(name => asked[name] !== '').flatMap(name =>
            ['--' + name, asked[name]]);
        return ['analyse', path, '--what', asked.what, ...options];
    }

    L.on('started', () => {
        const tables = L.el('div', {'aria-live': 'polite'}), box = L.el('details', {id: 'numbers'});
        let asking = 0;

        async function table(path) {
            const line = L.command.line(words(path));
            try {
                const {text} = await L.post('answer', {words: words(path)});
                const rows = L.search.rows(text), names = rows.length > 0 ? Object.keys(rows[0]) : [];
                return [L.el('h3', {}, path), L.el('div', {class: 'scroll'}, L.el('table', {},
                    L.el('thead', {}, L.el('tr', {}, names.map(name =>
                        L.el('th', {scope: 'col'}, name)))),
                    L.el('tbody', {}, rows.slice(0, MOST_ROWS).map(row => L.el('tr', {},
                        names.map(name => L.el('td', {class: typeof row[name] === 'number'
                            ? 'number' : ''}, typeof row[name] === 'number'
                            ? String(+row[name].toPrecision(6)) : row[name] || '')))))),
                rows.length > MOST_ROWS ? L.el('p', {}, 'and ' + (rows.length - MOST_ROWS) +
                    ' rows more: the command prints all') : null), line];
            } catch (error) {
                return [L.el('h3', {}, path), L.el('p', {class: 'error'}, error.message), line];
            }
        }
        async function show() {
            const turn = ++asking;
            if (!box.open) return;
            if (L.chosen.length === 0) {
                tables.replaceChildren(L.el('p', {}, 'Nothing is chosen.'));
                return;
            }
            const made = await Promise.all(L.chosen.map(table));
            if (turn === asking) tables.replaceChildren(...made.flat().filter(one => one));
        }
        const entry = (name, label, more) => L.entry({label, help: option(name), id: 'numbers-' + name,
            get: () => asked[name], put: value => { asked[name] = value; renew(); }, ...more});
        const entries = {
            what: entry('what', 'Numbers', {choices: () =>
                Object.entries(kinds).map(([name, kind]) => [name, kind.title])}),
            from: entry('from', 'From', {unit: 'ms'}), to: entry('to', 'To', {unit: 'ms'}),
            signal: entry('signal', 'Signal'), bands: entry('bands', 'Bands', {unit: 'Hz'}),
            freq: entry('freq', 'Band', {unit: 'Hz'}), bin: entry('bin', 'Bin', {unit: 'ms'}),
            target: entry('target', 'Data', {choices: L.search.targets})
        };
        function renew() {
            for (const [name, element] of Object.entries(entries)) {
                element.hidden = !['what', 'from', 'to', ...kinds[asked.what].uses].includes(name);
                element.renew();
            }
            show();
        }
        box.addEventListener('toggle', renew);
        box.append(L.el('summary', {}, 'Numbers'), L.el('div', {class: 'asked'},
            Object.values(entries)), tables);
        document.getElementById('right').append(box);
        L.on('chosen', show);
        L.on('files', renew);
    });
})();
