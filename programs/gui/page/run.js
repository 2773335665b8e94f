// SPDX-License-Identifier: BSD-3-Clause
// run.js - the name of the experiment and the button that runs it.
'use strict';

L.run = (() => {
    // Of a folder of results, as the page makes them.
    const refused = name => name === '' ? 'a name is lacking'
        : /^[.-]/.test(name) || /[\/\\\u0000-\u001f\u007f]/.test(name) || name.length > 100
            ? 'accepted: up to 100 characters, no slash, not first a dot or a hyphen' : '';
    const out = name => 'results/' + name;
    const isBusy = name => L.state.jobs.some(job =>
        job.out === out(name) && (job.is === 'running' || job.is === 'waiting'));
    const isThere = name => isBusy(name) || L.results.has(out(name));
    // NAME-2, or the next that is free.
    function free(name) {
        const stem = name.replace(/-\d+$/, '');
        for (let i = 2; ; i++) if (!isThere(stem + '-' + i)) return stem + '-' + i;
    }

    // The name under which something is run, after a question if it is taken; '': not at all.
    async function nameOf(name) {
        if (!isThere(name)) return name;
        const next = free(name), answers = [['Run as ' + next, next, 'main']];
        if (!isBusy(name)) answers.push(['Replace them', name, 'danger']);
        return L.choice(isBusy(name) ? 'A run of the name ' + name + ' is in the queue.'
            : 'There are results of the name ' + name + '.', [...answers, ['Cancel', '']]);
    }
    // A value that was refused would not be in the run.
    function wrongField() {
        const wrong = document.querySelector('[aria-invalid]');
        if (!wrong) return false;
        const panel = wrong.closest('[role=tabpanel]');
        if (panel) L.show(panel.id.replace('panel-', ''));
        wrong.focus();
        const label = wrong.labels && wrong.labels[0] ? wrong.labels[0].textContent : wrong.value;
        L.say('not run: ' + label + ' is not accepted', true);
        return true;
    }
    async function run() {
        const here = document.activeElement; // what is typed there counts once it is left
        if (here) here.blur();
        await L.settled();
        if (here) here.focus();
        if (wrongField()) return;
        const name = await nameOf(L.doc.name);
        if (!name) return;
        if (name !== L.doc.name) L.rename(name);
        await L.queue.start(L.command.words(L.doc), name);
    }

    const error = L.el('span', {class: 'error', role: 'alert', id: 'name-error'});
    const input = L.el('input', {type: 'text', id: 'name', autocomplete: 'off', spellcheck: 'false',
        title: 'Results are in results/NAME of the folder', 'aria-describedby': 'name-error',
        onchange: () => {
            error.textContent = refused(input.value.trim());
            if (error.textContent) input.setAttribute('aria-invalid', 'true');
            else {
                input.removeAttribute('aria-invalid');
                L.rename(input.value.trim());
            }
        }});
    const button = L.el('button', {type: 'button', class: 'main', id: 'run', disabled: true,
        title: 'Run the experiment (Ctrl+Enter)',
        onclick: () => run().catch(e => L.say(e.message, true))}, 'Run');
    document.getElementById('actions').append(L.el('label', {for: 'name'}, 'Name'), input, button,
        error);
    L.on('started', () => { button.disabled = false; });
    L.on('network', () => { if (!input.matches('[aria-invalid]')) input.value = L.doc.name; });
    return {run, refused, nameOf};
})();
