// SPDX-License-Identifier: BSD-3-Clause
// text.js - the text of a figure (docs/figures.md), read: panels, settings, blocks of columns.
'use strict';

L.figureText = (() => {
    // 'it''s', 12 + 0.0, NaN
    const valueOf = text => text[0] === "'" ? text.slice(1, -1).replace(/''/g, "'")
        : parseFloat(text);

    // name = value, name[2] = value, array name[3]
    function set(settings, line) {
        const list = /^array (\w+)\[/.exec(line);
        if (list) {
            settings[list[1]] = [];
            return;
        }
        const [, name, index, value] = /^(\w+)(?:\[(\d+)\])? = (.*)$/.exec(line);
        if (index) settings[name][index - 1] = valueOf(value);
        else settings[name] = valueOf(value);
    }
    const wordsOf = line => line.match(/"(?:[^"\\]|\\.)*"|[^\t]+/g).map(word =>
        word[0] === '"' ? word.slice(1, -1).replace(/\\(.)/g, '$1') : Number(word));

    // {kind, title, ..., panels: [{script, ..., blocks: {name: [part]}}]}; a part, which ends with
    // an empty line, is a list of columns.
    return function read(text) {
        const figure = {panels: []};
        let parts = null, part = null;
        for (const line of text.split('\n')) {
            if (line === '') {
                part = null;
            } else if (line[0] !== '#') {
                if (parts === null) continue;
                const row = line.includes('"') ? wordsOf(line) : line.split('\t').map(Number);
                if (part === null) parts.push(part = row.map(() => []));
                for (let k = 0; k < part.length; k++) part[k].push(row[k]);
            } else {
                const [, panel, isSetting, rest] = /^# ?(\d*)(=?) ?(.*)$/.exec(line);
                const of = panel === '' ? figure
                    : figure.panels[panel - 1] = figure.panels[panel - 1] || {blocks: {}};
                if (isSetting) set(of, rest);
                else if (panel !== '') parts = of.blocks[rest] = [];
            }
        }
        return figure;
    };
})();
