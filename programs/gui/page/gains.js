// SPDX-License-Identifier: BSD-3-Clause
// gains.js - a part of the network: global gains between excitatory and inhibitory cells.
'use strict';

// The gain of a connection is 1 + (global - 1) + (single - 1), as HNN has it: a single gain is what
// a connection has besides. A network keeps the total alone, so the global gain is the one that
// most connections of a kind have, and another one moves all of them by the difference.
L.parts.push({
    id: 'gains',
    title: 'Global gains',
    build(panel) {
        const kinds = [['E-E', true, true, 'Excitatory to excitatory'],
            ['E-I', true, false, 'Excitatory to inhibitory'],
            ['I-E', false, true, 'Inhibitory to excitatory'],
            ['I-I', false, false, 'Inhibitory to inhibitory']];
        const excites = population => {
            const network = L.network.network, one = (network.populations || {})[population];
            return one ? (network.cells[one.cell || population] || {}).excitatory : undefined;
        };
        const among = (from, to) => L.connections().filter(({c}) =>
            excites(c.from) === from && excites(c.to) === to);
        const gain = ({c}) => c.gain === undefined ? 1 : c.gain;
        function usual(list) {
            const counts = new Map();
            list.forEach(one => counts.set(gain(one), (counts.get(gain(one)) || 0) + 1));
            return [...counts].sort((a, b) => b[1] - a[1])[0][0];
        }
        // Without the rounding of a sum of two numbers.
        const shifted = (one, by) => String(Number((gain(one) + by).toPrecision(12)));
        async function set(list, text) {
            const wanted = Number(text);
            if (text === '' || !(wanted >= 0 && wanted <= 1e6)) {
                throw new Error(text + ': accepted: a number, 0 to 1e+06');
            }
            const by = wanted - usual(list);
            const low = list.find(one => gain(one) + by < 0);
            if (low) {
                throw new Error(text + ': the gain of ' + L.changes.nameOf(low.c) + ' would be ' +
                    shifted(low, by) + '; accepted: gains of at least 0');
            }
            await L.edit(doc => list.forEach(one =>
                L.put(doc, one.address + '.gain', shifted(one, by))));
        }
        const notes = new Map();
        panel.append(L.hint('A factor of all weights of a kind. Total gain = 1 + (global − 1) ' +
            '+ (single − 1); what one connection has besides is kept. Drives are left alone.'));
        for (const [id, from, to, label] of kinds) {
            const list = () => among(from, to);
            notes.set(id, L.el('p', {class: 'hint gain-note', 'data-gain': id}));
            panel.append(L.setting({id: 'gain-' + id, label: label + ' (' + id + ')',
                help: 'Total = 1 + (global − 1) + (single − 1).',
                values: () => list().map(one => String(gain(one))),
                set: text => set(list(), text),
                reset: () => L.edit(doc => list().forEach(one =>
                    L.put(doc, one.address + '.gain', one.isNew ? '1' : null))),
                isChanged: () => list().some(one => L.isChanged(one.address + '.gain'))}),
            notes.get(id));
        }
        this.update = () => {
            for (const [id, from, to] of kinds) {
                const list = among(from, to), all = list.map(gain), n = list.length;
                const least = Math.min(...all), most = Math.max(...all);
                notes.get(id).textContent = n === 0 ? 'no connection'
                    : n + (n === 1 ? ' connection' : ' connections') + (least === most ? ''
                        : ', mixed: ' + least + ' to ' + most + ', mostly ' + usual(list) +
                            '; a number here moves all of them from there');
            }
        };
    }
});
