// SPDX-License-Identifier: BSD-3-Clause
// open.js - an experiment from a command, a file, results; and back into a file.
'use strict';

L.open = (() => {
    // Options of `run` that stand for paths; the others are kept as options.
    const paths = {tstop: 'tstop', dt: 'dt', trials: 'trials', seed: 'seed', baseline: 'baseline',
        scale: 'scale', smooth: 'smooth', settle: 'settle',
        'inplane-distance': 'grid.inplane_distance', 'layer-separation': 'grid.layer_separation'};
    const ignored = ['no-setup', 'quiet', 'help'];

    // The words of a command as a shell has them.
    function split(text) {
        const words = [];
        let word = null, quote = '';
        for (let i = 0; i < text.length; i++) {
            const c = text[i];
            if (quote === "'" ? c === "'" : quote === '"' && c === '"') quote = '';
            else if (quote !== "'" && c === '\\' && i + 1 < text.length) {
                word = (word || '') + text[++i];
            }
            else if (quote) word += c;
            else if (c === "'" || c === '"') {
                quote = c;
                word = word || '';
            } else if (/\s/.test(c)) {
                if (word !== null) words.push(word);
                word = null;
            } else word = (word || '') + c;
        }
        if (quote) throw new Error('a quote that does not end');
        if (word !== null) words.push(word);
        return words;
    }
    const kindOf = name => {
        const row = L.options.find(one => one.name.replace(/^--/, '') === name &&
            one.commands.split(/\s+/).includes('run'));
        if (!row) throw new Error("'--" + name + "'; accepted: an option of run");
        return row.kind;
    };
    function changeOf(text) {
        const at = text.indexOf('=');
        if (at < 1) throw new Error("'" + text + "'; accepted: PATH=VALUE");
        return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    }
    // Of a file, a line each; a # begins a comment.
    const changesOf = text => text.split('\n').map(line => line.replace(/(^|\s)#.*/, '').trim())
        .filter(line => line).map(changeOf);

    function option(doc, name, value) {
        if (name === 'set') doc.changes.push(changeOf(value));
        else if (name === 'probe') doc.probes.push(value);
        else if (name === 'drives' || name === 'sensors') doc[name] = value;
        else if (name === 'out') doc.name = /[^\/]*(?=\/*$)/.exec(value)[0] || doc.name;
        else if (name === 'mesh') {
            value.split(',').forEach((n, k) => doc.changes.push([['grid.nx', 'grid.ny'][k], n]));
        } else if (paths[name]) doc.changes.push([paths[name], value]);
        else if (kindOf(name) === 'texts') doc.run[name] = [...doc.run[name] || [], value];
        else doc.run[name] = value;
    }
    // The experiment of the words of a command `run`.
    async function read(words) {
        if (/(^|\/)laminae$/.test(words[0])) words = words.slice(1);
        if (words[0] !== 'run') throw new Error("'" + words[0] + "'; accepted: laminae run ...");
        const doc = structuredClone(L.empty), files = [];
        for (let i = 1; i < words.length; i++) {
            const parts = /^--([a-z0-9-]+)(?:=([\s\S]*))?$/.exec(words[i]);
            if (!parts) {
                doc.network = words[i];
                continue;
            }
            const [, name, behind] = parts, kind = kindOf(name);
            if (kind === 'flag' || kind === 'no flag') {
                if (!ignored.includes(name)) doc.run[name] = true;
                continue;
            }
            const value = behind !== undefined ? behind : words[++i];
            if (value === undefined) throw new Error('--' + name + ': no value');
            if (name === 'config') files.push(value);
            else option(doc, name, value);
        }
        for (const file of files) {
            const text = await L.api('GET', 'files/' + L.inAddress(file), undefined, 'text');
            doc.changes.unshift(...changesOf(text));
        }
        return doc;
    }
    // It becomes the experiment, which undo takes back.
    async function become(doc, said) {
        await L.edit(now => { Object.assign(now, structuredClone(L.empty), doc); });
        L.say(said + ' is the experiment now; Undo takes it back');
    }

    const command = async text => become(await read(split(text)), 'the command');
    // As its command tells, or, if that no longer gives the same network, the network that it ran.
    async function results(path) {
        const {spec} = await L.get('results/' + L.inAddress(path));
        return become({network: spec.network, drives: spec.drives || null,
            sensors: spec.sensors || null, probes: spec.probes || [],
            changes: (spec.changes || []).map(changeOf), run: spec.run || {},
            name: path.replace(/.*\//, '')}, path);
    }
    // A network, or a file of changes, which may begin with the command that it belongs to.
    async function file(path) {
        const one = L.files.find(known => known.path === path);
        if (one && one.kind === 'network') {
            return become({network: path, name: path.replace(/.*\/|\.[^.]*$/g, '')}, path);
        }
        const text = await L.api('GET', 'files/' + L.inAddress(path), undefined, 'text');
        const first = /^# (laminae run .*)/.exec(text);
        const doc = first ? await read(split(first[1])) : structuredClone(L.doc);
        doc.changes = changesOf(text);
        return become(doc, path);
    }

    // The text of a file of changes.
    function text(doc) {
        return '# ' + L.command.text(L.command.words({...doc, changes: []})) + '\n' +
            doc.changes.map(([path, value]) => path + ' = ' + value + '\n').join('');
    }
    return {split, read, command, results, file, text};
})();
