// SPDX-License-Identifier: BSD-3-Clause
// matrix.js - a part of the network: who projects onto whom, how strongly.
'use strict';

L.parts.push({
    id: 'matrix',
    title: 'Matrix',
    build(panel) {
        let receptor = '', at = [0, 0];
        const box = L.el('div', {class: 'sideways'});
        const said = L.el('p', {class: 'matrix-said', role: 'status', id: 'matrix-said'});
        const select = L.el('select', {id: 'matrix-receptor', onchange: () => {
            receptor = select.value;
            update();
        }});
        const short = value => L.number(Number(value.toPrecision(2)));

        function update() {
            const list = L.connections().map(one => one.c);
            const kinds = [...new Set(list.map(c => c.receptor))];
            if (!kinds.includes(receptor)) receptor = '';
            select.replaceChildren(L.el('option', {value: ''}, 'all receptors'),
                ...kinds.map(kind => L.el('option', {value: kind}, kind)));
            select.value = receptor;
            const inOrder = key => {
                const all = [...Object.keys(L.network.network.populations || {}),
                    ...Object.keys(L.network.network.drives || {})];
                return all.filter(name => list.some(c => c[key] === name));
            };
            const from = inOrder('from'), to = inOrder('to');
            const shown = list.filter(c => receptor === '' || c.receptor === receptor);
            const between = (a, b) => shown.filter(c => c.from === a && c.to === b);
            const sum = some => some.reduce((all, c) => all + L.strengthOf(c), 0);
            const logs = from.flatMap(a => to.map(b => sum(between(a, b))))
                .filter(value => value > 0).map(Math.log);
            const least = Math.min(...logs), most = Math.max(...logs);
            // 12 to 70 % of the shade, by the logarithm.
            const shade = value => Math.round(12 + 58 * (most > least
                ? (Math.log(value) - least) / (most - least) : 1));
            at = [Math.min(at[0], from.length - 1), Math.min(at[1], to.length - 1)];
            const cells = from.map((a, i) => to.map((b, k) => {
                const some = between(a, b), value = sum(some);
                const details = a + ' to ' + b + ': ' + (some.length === 0 ? 'no connection'
                    : some.map(c => c.receptor + ' ' + c.location + ' ' +
                        short(L.strengthOf(c)) + ' uS').join(', '));
                const tell = () => { said.textContent = details; };
                const isHere = i === at[0] && k === at[1];
                const cell = L.el('td', {role: 'gridcell', tabindex: isHere ? 0 : -1,
                    'aria-label': details, 'data-pair': a + '>' + b, onmouseenter: tell,
                    onfocus: () => { at = [i, k]; tell(); },
                    onclick: () => { if (some.length > 0) L.showConnections(a, b); },
                    onkeydown: event => {
                        const step = {ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1],
                            ArrowLeft: [0, -1]}[event.key];
                        if (step) {
                            const next = (cells[i + step[0]] || [])[k + step[1]];
                            event.preventDefault();
                            if (!next) return;
                            cell.tabIndex = -1;
                            next.tabIndex = 0;
                            next.focus();
                        } else if (event.key === 'Enter' && some.length > 0) {
                            event.preventDefault();
                            L.showConnections(a, b);
                        }
                    }}, some.length === 0 ? '' : short(value));
                if (value > 0) {
                    cell.style.background = 'color-mix(in srgb, var(--shade) ' + shade(value) +
                        '%, var(--card))';
                }
                return cell;
            }));
            const rows = from.map((a, i) =>
                L.el('tr', {}, L.el('th', {scope: 'row'}, a), cells[i]));
            const heads = to.map(b => L.el('th', {scope: 'col'}, L.breakable(b)));
            box.replaceChildren(list.length === 0 ? L.hint('There is no connection.')
                : L.el('table', {class: 'matrix', role: 'grid', 'aria-describedby': 'matrix-said'},
                    L.el('thead', {}, L.el('tr', {}, L.el('th', {}, 'from ↓   to →'), heads)),
                    L.el('tbody', {}, rows)));
        }
        this.update = update;
        said.textContent = 'Move with the arrow keys; Enter or a click shows the connections.';
        panel.append(L.el('div', {class: 'row net-tools'},
            L.el('label', {for: 'matrix-receptor'}, 'Receptor'), select,
            L.el('span', {class: 'hint'}, 'Sum of weight × gain (uS), shaded by its logarithm')),
        box, said);
    }
});
