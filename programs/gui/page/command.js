// SPDX-License-Identifier: BSD-3-Clause
// command.js - the experiment as a command, which is what the page runs.
'use strict';

L.command = (() => {
    // Paths that have an option of their own.
    const options = {tstop: '--tstop', dt: '--dt', trials: '--trials', seed: '--seed',
        baseline: '--baseline', scale: '--scale', smooth: '--smooth', settle: '--settle'};

    // The words of `laminae run` for an experiment.
    function words(doc) {
        const list = ['run', doc.network];
        if (doc.drives) list.push('--drives', doc.drives);
        if (doc.sensors) list.push('--sensors', doc.sensors);
        doc.probes.forEach(probe => list.push('--probe', probe));
        for (const [path, value] of doc.changes) {
            if (options[path]) list.push(options[path], value);
            else list.push('--set', path + '=' + value);
        }
        for (const [name, value] of Object.entries(doc.run)) {
            for (const one of Array.isArray(value) ? value : [value]) {
                if (one === true) list.push('--' + name);
                else if (one !== '' && one !== null) list.push('--' + name, String(one));
            }
        }
        list.push('--out', 'results/' + doc.name);
        return list;
    }
    const quote = word => /^[A-Za-z0-9_.\/+,@=:-]+$/.test(word) ? word
        : "'" + word.replace(/'/g, "'\\''") + "'";
    const text = list => ['laminae', ...list].map(quote).join(' ');

    // A line with the command and a button that copies it.
    function line(list) {
        const shown = text(list);
        return L.el('div', {class: 'command'}, L.el('code', {}, shown),
            L.el('button', {type: 'button', onclick: async () => {
                await navigator.clipboard.writeText(shown);
                L.say('copied');
            }}, 'Copy'));
    }
    L.on('network', () => document.getElementById('command').replaceChildren(line(words(L.doc))));
    return {words, text, line, quote};
})();
