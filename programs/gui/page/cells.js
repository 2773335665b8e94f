// SPDX-License-Identifier: BSD-3-Clause
// cells.js - a part of the network: sections, synapses and membranes of each type of cell.
'use strict';

(() => {
    const geometry = {L: 'Length', diam: 'Diameter', Ra: 'Axial resistivity',
        cm: 'Membrane capacitance', v0: 'Potential at the start', nseg: 'Number of segments'};
    const synapse = {e: 'Reversal potential', tau1: 'Rise', tau2: 'Decay'};
    const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);
    const union = lists => [...new Set(lists.flat())];

    // A rule for a parameter along the cable, as one reads it.
    function readable(rule) {
        const number = pair => L.number(pair[0]);
        const zone = rule.hot_zone ? ', × ' + rule.hot_zone.factor + ' from ' +
            number(rule.hot_zone.from) + ' to ' + number(rule.hot_zone.to) + ' um' : '';
        if (rule.exponential) {
            const {at_zero: zero, per_um: rate, slope = 1, offset = 0} = rule.exponential;
            const factor = slope === 1 && offset === 0 ? '' : ' (';
            return number(zero) + factor + (slope === 1 ? ' ' : slope + ' ') +
                'exp(' + number(rate) + ' x)' + (offset === 0 ? '' : ' + ' + offset) +
                (factor ? ')' : '') + zone;
        }
        if (rule.linear) {
            const {at_zero: zero, at_end: last, end} = rule.linear;
            return number(zero) + ' to ' + number(last) + ' at ' + number(end) + ' um' + zone;
        }
        if (rule.per_segment) return rule.per_segment[0].length + ' values by segment' + zone;
        return 'a rule' + zone;
    }

    // A dialog with the numbers of a rule, and one number instead of it.
    function editRule(path, label) {
        const inside = L.paths.map(([at]) => at).filter(at => at.startsWith(path + '.'));
        const name = at => at.slice(path.length + 1).replace(/^(exponential|linear)\./, '')
            .replace(/_/g, ' ');
        const box = L.dialog(label,
            L.hint('x is the distance along the cable from the soma, in um.'),
            inside.map(at => L.field({path: at, label: name(at)})),
            L.el('h3', {}, 'Instead'), L.field({path, label: 'The same in all segments'}));
        L.on('network', () => { if (box.isConnected && L.value(path)) box.close(); });
    }

    // One value of a table, a rule, or nothing.
    function cell(path, label, help) {
        const {here} = L.at(path);
        if (here === undefined) return L.el('td', {class: 'none', 'aria-label': label + ': none'});
        if (isObject(here)) {
            return L.el('td', {'data-path': path}, L.el('button', {type: 'button', class: 'rule',
                title: readable(here), 'aria-label': label + ': ' + readable(here) + ', change',
                onclick: () => editRule(path, label)}, readable(here)));
        }
        return L.el('td', {}, L.field({path, label, help}));
    }

    // The row that sets a parameter in all sections.
    function all(root, tail, label, sections) {
        const pattern = root + '.sections.*.' + tail;
        const paths = sections.map(section => root + '.sections.' + L.quoted(section) + '.' + tail);
        const values = () => paths.map(path => L.value(path)).filter(one => one);
        return L.el('td', {}, L.setting({id: pattern, label: label + ' of all sections',
            help: 'Sets all sections that have it.\n' + pattern,
            values: () => values().map(one => one.value),
            set: text => L.set(pattern, text), reset: () => L.set(pattern, null),
            isChanged: () => paths.some(L.isChanged)}));
    }
    const unitOf = paths => {
        const one = paths.map(L.value).find(value => value);
        return one && one.unit ? one.unit : '';
    };

    // Rows are sections, columns are values: [[tail of the path, label, help, mechanism]].
    function table(root, sections, columns, caption) {
        const path = (section, tail) => root + '.sections.' + L.quoted(section) + '.' + tail;
        const unit = tail => {
            const plain = unitOf(sections.map(section => path(section, tail)));
            const rule = plain ? null : sections.map(section => L.at(path(section, tail)).here)
                .find(isObject);
            const zero = rule && (rule.exponential || rule.linear || {}).at_zero;
            return plain || (zero ? zero[1] : '');
        };
        const heads = columns.map(([tail, label, help]) => L.el('th', {scope: 'col', title: help},
            label, L.el('span', {class: 'unit'}, unit(tail))));
        const everywhere = sections.length > 1 ? [L.el('tr', {class: 'all'},
            L.el('th', {scope: 'row'}, 'all sections'),
            columns.map(([tail, label]) => all(root, tail, label, sections)))] : [];
        return L.el('div', {class: 'sideways'}, L.el('table', {class: 'values'},
            L.el('caption', {}, caption),
            L.el('thead', {}, L.el('tr', {}, L.el('th', {scope: 'col'}, 'Section'), heads)),
            L.el('tbody', {}, everywhere, sections.map(section => L.el('tr', {},
                L.el('th', {scope: 'row'}, section), columns.map(([tail, label, help]) =>
                    cell(path(section, tail), label + ' of ' + section, help)))))));
    }

    function geometryOf(root, type) {
        const sections = L.members(type.sections);
        const keys = Object.keys(geometry).filter(key =>
            sections.some(([, section]) => section[key] !== undefined));
        if (keys.length === 0) {
            return [L.hint('The shape is made by the template ' + type.template + '.')];
        }
        return [table(root, sections.map(([name]) => name),
            keys.map(key => [key, key, geometry[key]]), 'Geometry')];
    }
    function biophysicsOf(root, type) {
        const sections = L.members(type.sections);
        const columns = union(sections.map(([, section]) => L.members(section.mechs).flatMap(
            ([mech, values]) => Object.keys(values).filter(key => key !== 'source')
                .map(key => 'mechs.' + L.quoted(mech) + '.' + L.quoted(key)))));
        if (columns.length === 0) {
            return [L.hint('No mechanism is stated for these sections.')];
        }
        return [table(root, sections.map(([name]) => name),
            columns.map(tail => [tail, L.keysOf(tail)[2], L.keysOf(tail)[1]]), 'Biophysics')];
    }
    function synapsesOf(root, type) {
        const kinds = L.members(type.synapses);
        const keys = union(kinds.map(([, one]) => Object.keys(one)))
            .filter(key => key !== 'source');
        const path = (kind, key) => root + '.synapses.' + L.quoted(kind) + '.' + L.quoted(key);
        if (kinds.length === 0) return [L.hint('It has no synapses.')];
        const heads = keys.map(key => L.el('th', {scope: 'col', title: synapse[key] || key}, key,
            L.el('span', {class: 'unit'}, unitOf(kinds.map(([kind]) => path(kind, key))))));
        const rows = kinds.map(([kind]) => L.el('tr', {}, L.el('th', {scope: 'row'}, kind),
            keys.map(key => cell(path(kind, key), key + ' of ' + kind, synapse[key]))));
        return [L.el('div', {class: 'sideways'}, L.el('table', {class: 'values'},
            L.el('caption', {}, 'Synapses'),
            L.el('thead', {}, L.el('tr', {}, L.el('th', {scope: 'col'}, 'Kind'), heads)),
            L.el('tbody', {}, rows)))];
    }

    // What can come and go by changes: which values there are.
    const shapeOf = value => isObject(value) ? Object.keys(value).filter(key => key !== 'source')
        .map(key => key + ':' + shapeOf(value[key])).join() : '';
    const parts = {geometry: ['Geometry', geometryOf], synapses: ['Synapses', synapsesOf],
        biophysics: ['Biophysics', biophysicsOf]};

    // A heading that opens, and builds what is below it then.
    function folded(title, attributes, build) {
        const body = L.el('div', {class: 'folded'});
        const one = {body, build};
        one.element = L.el('details', {...attributes, ontoggle: () => one.update()},
            L.el('summary', {}, title), body);
        one.update = () => { if (one.element.open) one.build(body); };
        return one;
    }

    function typeOf(name) {
        const root = 'cells.' + L.quoted(name), mark = L.el('span', {class: 'marks'});
        const who = L.el('span', {class: 'hint'});
        const inner = Object.entries(parts).map(([id, [title, build]]) => folded(title,
            {class: 'inner', 'data-part': id}, body => {
                const type = L.at(root).here;
                L.rebuild(body, L.doc.network + shapeOf(type), () => build(root, type));
            }));
        const one = folded([L.el('strong', {}, name), ' ', who, ' ', mark],
            {class: 'group', 'data-type': name}, body => {
                if (body.childElementCount === 0) body.append(...inner.map(part => part.element));
                inner.forEach(part => part.update());
            });
        const update = one.update;
        one.update = () => {
            const populations = L.network.network.populations || {}, n = L.below(root).length;
            const used = Object.keys(populations).filter(key =>
                (populations[key].cell || key) === name).join(', ');
            who.textContent = used === '' ? 'no population' : used === name ? '' : used;
            mark.textContent = n === 0 ? '' : n + ' changed';
            update();
        };
        return one;
    }

    L.parts.push({
        id: 'cells',
        title: 'Cells',
        build(panel) {
            const list = L.el('div', {});
            let types = [];
            panel.append(list);
            this.update = () => {
                const names = L.members(L.network.network.cells).map(([name]) => name);
                L.rebuild(list, L.doc.network + names.join(), () => {
                    types = names.map(typeOf);
                    return types.map(type => type.element);
                });
                types.forEach(type => type.update());
            };
        }
    });
})();
