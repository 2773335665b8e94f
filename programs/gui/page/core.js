// SPDX-License-Identifier: BSD-3-Clause
// core.js - what all parts of the page share: requests, the experiment with undo and redo, events.
'use strict';

const L = (() => {
    const token = new URLSearchParams(location.search).get('token') || '';
    const listeners = {};
    const MOST_UNDO = 200, KEPT_UNDO = 20;

    // ---- requests ------------------------------------------------------------------------------
    // The answer of /api/PATH; an Error with the server's line otherwise. more: for fetch.
    async function api(method, path, body, type, more) {
        const answer = await fetch('/api/' + path, {
            method,
            headers: {'X-Laminae-Token': token},
            body: body === undefined ? undefined
                : body instanceof Blob || typeof body === 'string' ? body : JSON.stringify(body),
            ...more
        }).catch(() => { throw new Error('the server does not answer; is laminae gui running?'); });
        if (!answer.ok) {
            const said = await answer.json().catch(() => ({}));
            const error = new Error(said.error || answer.status + ' ' + answer.statusText);
            error.status = answer.status;
            throw error;
        }
        return type === 'blob' ? answer.blob() : type === 'text' ? answer.text() : answer.json();
    }
    const get = path => api('GET', path);
    const inAddress = path => path.split('/').map(encodeURIComponent).join('/');
    const post = (path, body, type) => api('POST', path, body, type);

    // ---- events --------------------------------------------------------------------------------
    // 'asking': the server is asked whether the experiment may become this; 'network': it has
    // changed; 'edited': and can be undone; 'state': jobs have; 'results', 'files': the list of
    // them has; 'chosen': other results are looked at; 'shown': a tab is; 'started': all tabs are
    // built.
    const on = (name, listener) => (listeners[name] = listeners[name] || []).push(listener);
    const tell = (name, value) => (listeners[name] || []).forEach(listener => listener(value));

    // ---- elements ------------------------------------------------------------------------------
    // el('button', {class: 'x', onclick: f}, 'text', element, ...)
    function el(name, attributes, ...children) {
        const element = document.createElement(name);
        for (const [key, value] of Object.entries(attributes || {})) {
            if (value === null || value === undefined || value === false) continue;
            if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
            else if (key === 'value' || key === 'checked') element[key] = value;
            else element.setAttribute(key, value === true ? '' : value);
        }
        element.append(...children.flat().filter(child => child !== null && child !== undefined));
        return element;
    }
    let saying = 0;
    function say(text, isError) {
        const box = document.getElementById('says');
        box.textContent = text;
        box.className = isError ? 'error' : '';
        clearTimeout(saying);
        saying = setTimeout(() => { box.textContent = ''; }, 8000);
    }
    // ---- the experiment ------------------------------------------------------------------------
    // changes are [path, value] in their order, as --set has them; run: options of `run` by name.
    const empty = {name: 'default', network: 'erp', drives: null, sensors: null, probes: [],
        changes: [], run: {}};
    let doc = structuredClone(empty), undone = [], done = [];
    let network = null, base = null, byPath = new Map(), basePath = new Map();
    let line = Promise.resolve(); // edits one after the other

    const spec = of => ({network: of.network, drives: of.drives, sensors: of.sensors,
        probes: of.probes, changes: of.changes.map(([path, value]) => path + '=' + value)});
    const index = answer => new Map(answer.paths.map(([path, value, unit]) =>
        [path, {value, unit}]));
    const sameBase = (a, b) => a.network === b.network && a.drives === b.drives &&
        a.sensors === b.sensors && JSON.stringify(a.probes) === JSON.stringify(b.probes);

    async function take(next) {
        tell('asking', next);
        const answer = await post('network', spec(next));
        if (base === null || !sameBase(next, doc)) {
            base = next.changes.length === 0 ? answer
                : await post('network', spec({...next, changes: []}));
            base.paths = L.changes.rows(base.network, [], base.paths);
            basePath = index(base);
        }
        answer.paths = L.changes.rows(base.network, next.changes, answer.paths);
        network = answer;
        byPath = index(answer);
        doc = next;
        tell('network');
    }
    // Change the experiment: change(copy) edits it; it becomes the experiment if the server accepts
    // it, else the promise fails with the server's line and all is as before.
    function edit(change) {
        const turn = line.then(async () => {
            const before = doc, next = structuredClone(doc);
            change(next);
            if (JSON.stringify(next) === JSON.stringify(before)) return;
            await take(next);
            done.push(before);
            if (done.length > MOST_UNDO) done.shift();
            undone = [];
            tell('edited');
        });
        line = turn.catch(() => {});
        return turn;
    }
    function step(from, to) {
        line = line.then(async () => {
            if (from.length === 0) return;
            const next = {...from.pop(), name: doc.name}, before = doc;
            await take(next);
            to.push(before);
            tell('edited');
        }).catch(error => say(error.message, true));
        return line;
    }
    const undo = () => step(done, undone);
    const redo = () => step(undone, done);

    // The path of the same value in the model, where its owner may have another name.
    function basePathOf(path, of) {
        const name = path.split('.')[1];
        const renamed = of.changes.find(([at, to]) => to === name && /^\w+\.[^.]+\.name$/.test(at) &&
            path.startsWith(at.slice(0, at.indexOf('.') + 1)));
        return renamed ? path.replace(name, renamed[0].split('.')[1]) : path;
    }
    // The name is that of the next run, no value to undo.
    function rename(name) {
        doc = {...doc, name};
        tell('network');
        tell('edited');
    }
    // When all edits that were asked for so far are accepted or refused.
    const settled = () => line.then(() => new Promise(resolve => setTimeout(resolve)));
    // What is kept of it until the next visit, and back.
    const kept = () => ({doc, done: done.slice(-KEPT_UNDO), undone: undone.slice(-KEPT_UNDO)});
    function restore(before) {
        const turn = line.then(async () => {
            await take({...structuredClone(empty), ...before.doc});
            done = before.done || [];
            undone = before.undone || [];
            tell('edited');
        });
        line = turn.catch(() => {});
        return turn;
    }

    // One value; null takes the change back.
    function put(next, path, value) {
        L.changes.put(base.network, next, path, value === null ? null : String(value),
            basePath.get(basePathOf(path, next)));
    }
    const set = (path, value) => edit(next => put(next, path, value));
    const isChanged = path => {
        const old = basePathOf(path, doc), now = byPath.get(path), was = basePath.get(old);
        return now && was ? now.value !== was.value
            : doc.changes.some(([at]) => at === path || at === old);
    };
    // Changes at a path and below it.
    const below = path => doc.changes.filter(([at]) =>
        at === path || at.startsWith(path + '.') || at.startsWith(path + '['));
    const resetBelow = path => edit(next => {
        next.changes = next.changes.filter(([at]) =>
            at !== path && !at.startsWith(path + '.') && !at.startsWith(path + '['));
    });

    // Keys of a path: drives.evprox1.mu, cells."a.b".x, connections[A>B:ampa@soma].weight
    function keysOf(path) {
        const keys = [];
        for (const part of path.matchAll(/"([^"]*)"|\[([^\]]*)\]|([^."\[\]]+)/g)) {
            keys.push(part[1] !== undefined ? part[1] : part[2] !== undefined ? '[' + part[2]
                : part[3]);
        }
        return keys;
    }
    // What stands at a path of the network file, and the source nearest above it.
    function at(path, of) {
        let here = (of || network).network, source = here.source || '';
        for (const key of keysOf(path)) {
            if (here === undefined || here === null) break;
            if (key[0] === '[') {
                const {list} = L.changes.read(base.network, doc.changes), address = 'connections' + key + ']';
                here = here[list.findIndex(one => one.address === address)];
            } else here = here[key];
            if (here && here.source) source = here.source;
        }
        return {here, source};
    }

    // ---- tabs ----------------------------------------------------------------------------------
    const tabs = [];
    // A tab: {id, title, purpose: a line, build(panel)}, in the order in which they are added.
    const tab = one => tabs.push(one);
    function show(id) {
        for (const one of tabs) {
            const isIt = one.id === id;
            one.button.setAttribute('aria-selected', isIt);
            one.button.tabIndex = isIt ? 0 : -1;
            one.panel.hidden = !isIt;
        }
        tell('shown', id);
    }

    return {
        token, api, get, post, inAddress, on, tell, el, say, edit, undo, redo, put, set, isChanged,
        below, resetBelow, keysOf, at, spec, tab, tabs, show, take, empty, rename, kept, restore,
        settled,
        get doc() { return doc; },
        get network() { return network; },
        get base() { return base; },
        get canUndo() { return done.length > 0; },
        get canRedo() { return undone.length > 0; },
        value: path => byPath.get(path),
        baseValue: path => basePath.get(basePathOf(path, doc)),
        inBase: path => at(basePathOf(path, doc), base).here,
        get paths() { return network ? network.paths : []; }
    };
})();
