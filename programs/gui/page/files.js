// SPDX-License-Identifier: BSD-3-Clause
// files.js - files of the folder: dropped or chosen ones are taken in; experiments opened, saved.
'use strict';

(() => {
    const button = (text, title, act) => L.el('button', {type: 'button', title,
        onclick: () => act().catch(error => L.say(error.message, true))}, text);

    // Writes a file; one that is there is replaced after a question. Whether it is written.
    async function put(path, body) {
        try {
            await L.api('PUT', 'files/' + L.inAddress(path), body);
        } catch (error) {
            if (error.status !== 409) throw error;
            if (!await L.ask(path + ' is there already. Replace it?', 'Replace')) return false;
            await L.api('PUT', 'files/' + L.inAddress(path) + '?replace=1', body);
        }
        return true;
    }
    async function takeIn(list) {
        const taken = [];
        for (const one of list) if (await put(one.name, one)) taken.push(one.name);
        if (taken.length === 0) return;
        await L.results.read();
        const known = taken.map(path => L.files.find(one => one.path === path) || {});
        const network = known.find(one => one.kind === 'network');
        const data = known.filter(one => one.kind === 'data').map(one => one.path);
        L.say(taken.join(', ') + (taken.length === 1 ? ' is' : ' are') + ' in the folder');
        if (data.length > 0) L.choose([...L.chosen, ...data]);
        if (network && await L.ask('Make ' + network.path + ' the network of the experiment?',
            'Open it')) await L.open.file(network.path);
    }
    const input = L.el('input', {type: 'file', id: 'upload', multiple: true, hidden: true,
        onchange: () => {
            takeIn([...input.files]).catch(error => L.say(error.message, true));
            input.value = '';
        }});

    // Files may be dropped anywhere.
    const isFile = event => event.dataTransfer && [...event.dataTransfer.types].includes('Files');
    let depth = 0;
    const mark = change => {
        depth = change === 0 ? 0 : depth + change;
        document.body.classList.toggle('dropping', depth > 0);
    };
    document.addEventListener('dragenter', event => { if (isFile(event)) mark(1); });
    document.addEventListener('dragleave', event => { if (isFile(event)) mark(-1); });
    document.addEventListener('dragover', event => { if (isFile(event)) event.preventDefault(); });
    document.addEventListener('drop', event => {
        mark(0);
        if (!isFile(event) || event.defaultPrevented) return; // a part of the page has taken it
        event.preventDefault();
        takeIn([...event.dataTransfer.files]).catch(error => L.say(error.message, true));
    });

    // ---- open and save -----------------------------------------------------------------------
    async function open() {
        await L.results.read();
        const error = L.el('p', {class: 'error', role: 'alert'});
        const doing = (text, act) => L.el('button', {type: 'button', onclick: async () => {
            try {
                await act();
                box.close();
            } catch (refused) {
                error.textContent = refused.message;
            }
        }}, text);
        const line = L.el('textarea', {id: 'open-command', rows: 3, autofocus: true, spellcheck: 'false',
            placeholder: 'laminae run erp --tstop 200 --set drives.evprox1.mu=30'});
        const files = L.files.filter(one => one.kind === 'network' || /\.conf$/.test(one.path));
        const file = L.el('select', {id: 'open-file'},
            files.map(one => L.el('option', {value: one.path}, one.path)));
        const runs = L.results.all.filter(one => one.kind === 'run');
        const run = L.el('select', {id: 'open-run'},
            runs.map(one => L.el('option', {value: one.path}, one.path)));
        const box = L.dialog('Open an experiment',
            L.el('h3', {}, L.el('label', {for: 'open-command'}, 'A command')), line,
            L.el('div', {class: 'row'}, doing('Open the command',
                () => L.open.command(line.value))),
            L.el('h3', {}, L.el('label', {for: 'open-file'}, 'A network, or a file of changes')),
            L.el('div', {class: 'row'}, files.length > 0 ? [file, doing('Open the file',
                () => L.open.file(file.value))] : 'None is in the folder.',
            button('Add files …', 'From this machine', async () => {
                box.close();
                input.click();
            })),
            L.el('h3', {}, L.el('label', {for: 'open-run'}, 'The parameters of results')),
            L.el('div', {class: 'row'}, runs.length > 0 ? [run, doing('Open its parameters',
                () => L.open.results(run.value))] : 'There are none yet.'), error);
        box.classList.add('wide');
    }
    async function save() {
        const ways = {
            changes: ['.conf', path => put(path, L.open.text(L.doc))],
            network: ['.json', async path => {
                const [, network, ...words] = L.command.words({...L.doc, run: {}}).slice(0, -2);
                await L.post('write', {words: ['export', network, path, ...exported(words)]});
                return true;
            }]
        };
        const way = L.el('select', {id: 'save-way'},
            L.el('option', {value: 'changes'}, 'Changes as a file, which --config reads'),
            L.el('option', {value: 'network'}, 'Network for HNN-core'));
        const name = L.el('input', {type: 'text', id: 'save-name', value: L.doc.name});
        const error = L.el('p', {class: 'error', role: 'alert'});
        const box = L.dialog('Save the experiment', L.el('form', {method: 'dialog',
            onsubmit: async event => {
                event.preventDefault();
                const [ending, act] = ways[way.value];
                const refused = L.run.refused(name.value.trim());
                const path = name.value.trim().replace(/\.(conf|json)$/, '') + ending;
                try {
                    if (refused) throw new Error(refused);
                    if (!await act(path)) return;
                    await L.results.read();
                    box.replaceChildren(L.el('p', {role: 'status'}, path + ' is in the folder.'),
                        L.el('div', {class: 'row'}, L.el('a', {class: 'button', download: path,
                            href: L.acts.address(path)}, 'Download'), L.el('button',
                            {type: 'button', onclick: () => box.close()}, 'Close')));
                } catch (failed) {
                    error.textContent = failed.message;
                }
            }}, L.el('div', {class: 'row'}, L.el('label', {for: 'save-way'}, 'As'), way),
        L.el('div', {class: 'row'}, L.el('label', {for: 'save-name'}, 'Name'), name,
            L.el('button', {class: 'main'}, 'Save'))), error);
    }
    // export has no options of the run: they are changes of the network.
    function exported(words) {
        const out = [];
        for (let i = 0; i < words.length; i += 2) {
            const isOwn = ['--drives', '--sensors', '--probe', '--set'].includes(words[i]);
            out.push(...isOwn ? [words[i], words[i + 1]]
                : ['--set', words[i].slice(2) + '=' + words[i + 1]]);
        }
        return out;
    }

    document.getElementById('actions').append(
        button('Open …', 'A command, a file, the parameters of results', open),
        button('Save …', 'Changes as a file, or a network for HNN-core', save));
    document.body.append(input);
    L.results.box.querySelector('.row').append(button('Add data …',
        'Files of this machine: data, networks. They can be dropped on the page, too',
        async () => input.click()));
})();
