// SPDX-License-Identifier: BSD-3-Clause
// connections.js - a part of the network: connections as a list; new ones, and fewer.
'use strict';

// The connections of the experiment: [{address, c: as the file has it, isNew}], in their order.
L.connections = (() => {
    let of = null, list = [];
    return () => {
        if (of !== L.network) {
            of = L.network;
            const now = L.network.network.connections || [];
            list = L.changes.read(L.base.network, L.doc.changes).list.map((one, i) =>
                ({address: one.address, c: now[i], isNew: one.base < 0}));
        }
        return list;
    };
})();

(() => {
    const number = quantity => Array.isArray(quantity) ? quantity[0] : quantity;
    const strength = c => number(c.weight) * (c.gain === undefined ? 1 : c.gain);

    // ---- what may be joined --------------------------------------------------------------------
    const cellOf = population => {
        const network = L.network.network, one = (network.populations || {})[population];
        return one ? network.cells[one.cell || population] : null;
    };
    // The kinds of synapses that all sections of a location carry.
    function receptorsAt(cell, location) {
        const names = (cell.locations || {})[location] || [location];
        const lists = names.map(name => ((cell.sections || {})[name] || {}).synapses || []);
        return lists.length === 0 ? [] : lists[0].filter(kind => lists.every(list =>
            list.includes(kind)));
    }
    const locationsOf = cell => [...new Set([...Object.keys(cell.locations || {}),
        ...L.members(cell.sections).map(([name]) => name)])]
        .filter(location => receptorsAt(cell, location).length > 0);
    function sources() {
        const {populations, drives} = L.network.network;
        return [...Object.keys(populations || {}), ...L.members(drives).filter(([, drive]) =>
            !drive.weights_ampa && !drive.weights_nmda).map(([name]) => name)];
    }

    // ---- a group of them -----------------------------------------------------------------------
    const columns = [
        ['weight', 'Weight', 'Of a synapse, where the cells are one above the other.', ''],
        ['gain', 'Gain', 'Factor of the weight; total = 1 + (global − 1) + (single − 1).', '1'],
        ['delay', 'Delay', 'Where the cells are one above the other.', ''],
        ['lamtha', 'Space constant', 'In distances of the grid: weight exp(−d²/l²).', ''],
        ['probability', 'Probability', 'Share of the pairs that is kept.', '1'],
        ['conn_seed', 'Seed', 'Of the draw of pairs, if the probability is below 1.', ''],
        ['threshold', 'Threshold', 'The sources fire when their voltage rises through it.', ''],
        ['autapses', 'Autapses', 'Whether a cell projects onto itself.', 'true']];

    function cardOf(one) {
        const {c, address} = one, target = cellOf(c.to), name = L.changes.nameOf(c);
        const field = (key, label, help, more) =>
            L.field({path: address + '.' + key, label, help, ...more});
        const places = locationsOf(target).filter(place =>
            receptorsAt(target, place).includes(c.receptor));
        const missing = {threshold: String(number(L.network.network.threshold)), lamtha: 'none'};
        const units = {threshold: 'mV'};
        const choices = (list, now) => list.includes(now) ? list : [now, ...list];
        const enter = {probability: L.withSeed(address, 'probability')};
        const isListed = ['pairs', 'from_gids', 'to_gids'].some(key => c[key] !== undefined);
        const has = ([key]) => !c.pairs || !['probability', 'conn_seed', 'autapses'].includes(key);
        return L.el('section', {class: 'connection' + (one.isNew ? ' new' : ''), 'aria-label': name,
            'data-connection': address},
        L.el('div', {class: 'row'}, L.el('h3', {}, c.receptor + ' at ' + c.location),
            one.isNew ? L.el('span', {class: 'marks'}, 'new') : null,
            isListed ? L.el('span', {class: 'hint'}, 'of the cells that the file lists') : null,
            L.el('button', {type: 'button', class: 'danger', 'aria-label': 'Delete ' + name,
                onclick: () => L.edit(doc => L.changes.remove(L.base.network, doc, [address]))
                    .then(() => L.say(name + ' deleted; Undo brings it back'), L.fail)}, 'Delete')),
        L.el('div', {class: 'small-fields'},
            field('receptor', 'Receptor', 'A kind of synapse at this place.',
                {choices: choices(receptorsAt(target, c.location), c.receptor)}),
            field('location', 'Place', 'Where on the target.',
                {choices: choices(places, c.location)}),
            columns.filter(has).map(([key, label, help, none]) => field(key, label, help,
                {missing: missing[key] || none, unitText: units[key], isFlag: key === 'autapses',
                    enter: enter[key]}))));
    }

    // ---- the list ------------------------------------------------------------------------------
    const open = new Set();
    let wanted = '', order = 'file';
    const orders = {file: 'as in the file', from: 'by source', to: 'by target',
        strong: 'strongest first', late: 'longest delay first'};
    function groups() {
        const found = new Map(), words = wanted.toLowerCase().split(/\s+/).filter(word => word);
        for (const one of L.connections()) {
            const name = L.changes.nameOf(one.c).toLowerCase();
            const key = one.c.from + ' → ' + one.c.to;
            if (!words.every(word => name.includes(word))) continue;
            found.set(key, [...found.get(key) || [], one]);
        }
        const list = [...found], most = (group, f) => Math.max(...group.map(({c}) => f(c)));
        const text = f => (a, b) => f(a[1][0].c).localeCompare(f(b[1][0].c));
        const sorts = {from: text(c => c.from), to: text(c => c.to),
            strong: (a, b) => most(b[1], strength) - most(a[1], strength),
            late: (a, b) => most(b[1], c => number(c.delay)) - most(a[1], c => number(c.delay))};
        return sorts[order] ? list.sort(sorts[order]) : list;
    }
    function groupOf([key, group]) {
        const body = L.el('div', {});
        const build = () => {
            if (body.childElementCount === 0) body.append(...group.map(cardOf));
        };
        const element = L.el('details', {class: 'group', 'data-group': key, ontoggle: () => {
            if (element.open) { open.add(key); build(); } else open.delete(key);
        }}, L.el('summary', {}, L.el('strong', {}, key), ' ', L.el('span', {class: 'hint'},
            group.map(({c}) => c.receptor + ' ' + c.location).join(', ')), ' ',
        L.el('span', {class: 'marks'})), body);
        if (open.has(key)) {
            element.open = true;
            build();
        }
        return element;
    }

    function mark(element, group) {
        const n = group.reduce((sum, one) => sum + L.below(one.address).length, 0);
        element.querySelector('.marks').textContent = group.some(one => one.isNew) ? 'new'
            : n > 0 ? n + ' changed' : '';
    }

    // ---- a new one -----------------------------------------------------------------------------
    function add() {
        const populations = Object.keys(L.network.network.populations || {});
        const form = L.form('A new connection', [['from', 'From', '', sources()],
            ['to', 'To', '', populations], ['location', 'Place', '', []],
            ['receptor', 'Receptor', '', []], ['weight', 'Weight', 'uS', '0.0005'],
            ['delay', 'Delay', 'ms', '1'], ['lamtha', 'Space constant', 'grid', '3'],
            ['autapses', 'Autapses', '', false]],
        (doc, read) => {
            const connection = {from: read('from'), to: read('to'), location: read('location'),
                receptor: read('receptor'), weight: [read.number('weight'), 'uS'],
                delay: [read.number('delay'), 'ms'], lamtha: [read.number('lamtha'), 'grid']};
            if (connection.from === connection.to) connection.autapses = read('autapses');
            open.add(connection.from + ' → ' + connection.to);
            L.changes.add(L.base.network, doc, connection);
        });
        // What the target has is offered, and nothing else.
        const {from, to, location: place, receptor} = form.inputs;
        function offer() {
            const cell = cellOf(to.value);
            form.choose(place, locationsOf(cell));
            form.choose(receptor, place.value ? receptorsAt(cell, place.value) : []);
            form.show('autapses', from.value === to.value);
        }
        [from, to, place].forEach(input => input.addEventListener('change', offer));
        offer();
    }

    // Opens the group of a connection, and goes to it.
    let update = () => {};
    L.showConnections = (from, to) => {
        wanted = '';
        open.add(from + ' → ' + to);
        L.showPart('connections');
        update();
        const group = [...document.querySelectorAll('#part-connections [data-group]')].find(one =>
            one.dataset.group === from + ' → ' + to);
        if (!group) return;
        group.open = true;
        group.scrollIntoView({block: 'start'});
        group.querySelector('summary').focus();
    };

    L.parts.push({
        id: 'connections',
        title: 'Connections',
        build(panel) {
            const list = L.el('div', {}), count = L.el('span', {class: 'hint', role: 'status'});
            const input = L.el('input', {id: 'find-connections', type: 'search',
                autocomplete: 'off', placeholder: 'L5 gabab', oninput: () => {
                    wanted = input.value;
                    update();
                }});
            const sort = L.el('select', {id: 'sort-connections', onchange: () => {
                order = sort.value;
                update();
            }}, Object.entries(orders).map(([value, text]) => L.el('option', {value}, text)));
            panel.append(L.el('div', {class: 'row net-tools'},
                L.el('label', {for: 'find-connections'}, 'Show'), input,
                L.el('label', {for: 'sort-connections'}, 'Order'), sort,
                L.el('button', {type: 'button', onclick: add}, 'Add a connection…'), count),
            list);
            // The groups are built anew only if they join something else: what one types stays.
            update = this.update = () => {
                if (input.value !== wanted) input.value = wanted;
                const found = groups(), all = L.connections().length;
                const n = found.reduce((sum, [, group]) => sum + group.length, 0);
                count.textContent = (n === all ? '' : n + ' of ') + all + ' connections';
                L.rebuild(list, L.doc.network + JSON.stringify(found.map(([key, group]) => [key,
                    group.map(one => [one.address, one.c.receptor, one.c.location,
                        !!one.c.pairs])])), () => found.map(groupOf));
                found.forEach(([, group], i) => mark(list.children[i], group));
            };
        }
    });
    Object.assign(L, {strengthOf: strength});
})();
