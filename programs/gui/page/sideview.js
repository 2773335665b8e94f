// SPDX-License-Identifier: BSD-3-Clause
// sideview.js - the column from the side, to scale: a cell of each type, all somata, contacts,
// slabs; and the head from above.
'use strict';

L.sideview = (() => {
    const SVG = 'http://www.w3.org/2000/svg';
    function svg(name, attributes, ...children) {
        const one = document.createElementNS(SVG, name);
        for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
        one.append(...children);
        return one;
    }
    const mean = list => list.reduce((sum, one) => sum + one, 0) / Math.max(list.length, 1);
    const shown = value => String(+value.toPrecision(5));

    // The heights of somata, each with the layers' populations that have them.
    function layersOf(shape) {
        const layers = new Map();
        for (const one of shape.populations) {
            const z = Math.round(mean(one.places_um.map(place => place[2])));
            layers.set(z, [...(layers.get(z) || []), one.name]);
        }
        return [...layers].map(([z, names]) => ({z, names})).sort((a, b) => a.z - b.z);
    }
    // From the lowest to the highest point of all cells, and the middle of them.
    function extentOf(shape) {
        let low = Infinity, high = -Infinity;
        for (const one of shape.populations) {
            const heights = one.places_um.map(place => place[2]);
            for (const section of shape.types[one.type]) {
                low = Math.min(low, Math.min(...heights) + Math.min(section[2], section[5]));
                high = Math.max(high, Math.max(...heights) + Math.max(section[2], section[5]));
            }
        }
        const places = shape.populations.flatMap(one => one.places_um);
        const middle = axis => places.length === 0 ? 0 : Math.round(
            Math.min(...places.map(one => one[axis])) / 2 * 10 +
            Math.max(...places.map(one => one[axis])) / 2 * 10) / 10;
        return {low, high, x: middle(0), y: middle(1)};
    }

    // One cell of each population, the one in the middle.
    function cells(shape, extent) {
        const distance = place => Math.hypot(place[0] - extent.x, place[1] - extent.y);
        return shape.populations.flatMap(one => {
            if (one.places_um.length === 0) return [];
            const place = one.places_um.reduce((best, next) =>
                distance(next) < distance(best) ? next : best);
            return shape.types[one.type].map(([x0, , z0, x1, , z1, diameter]) => svg('line', {
                x1: place[0] + x0, y1: -(place[2] + z0), x2: place[0] + x1, y2: -(place[2] + z1),
                'stroke-width': Math.max(diameter, 5), class: 'cell'}));
        });
    }
    function column(shape, network) {
        const extent = extentOf(shape), layers = layersOf(shape);
        const contacts = shape.arrays.flatMap(one => one.places_um);
        const slabs = Object.entries(network.current_density || {})
            .filter(([, one]) => one && one.z).map(([name, one]) => ({name, from: one.z[0][0],
                to: one.z[0][1], thickness: one.thickness[0]}));
        const heights = [extent.low, extent.high, ...contacts.map(one => one[2]),
            ...slabs.flatMap(one => [one.from, one.to])];
        const sides = [extent.x - 200, extent.x + 200, ...contacts.map(one => one[0])];
        const low = Math.min(...heights) - 80, high = Math.max(...heights) + 80;
        const left = Math.min(...sides) - 400, right = Math.max(...sides) + 480;
        const size = (high - low) / 32; // of text
        const tick = 500, ticks = [];
        for (let z = Math.ceil(low / tick) * tick; z <= high; z += tick) ticks.push(z);
        const text = (x, z, said, anchor) => svg('text', {x, y: -z + size / 3, 'font-size': size,
            'text-anchor': anchor || 'start'}, said);
        const marks = shape.arrays.flatMap((one, i) => [
            ...one.places_um.map(place => {
                const [x, z, r] = [place[0], place[2], size / 3];
                const mark = [
                    svg('circle', {cx: x, cy: -z, r}),
                    svg('rect', {x: x - r, y: -z - r, width: 2 * r, height: 2 * r}),
                    svg('path', {d: `M${x} ${-z - 1.3 * r}l${1.3 * r} ${2.3 * r}h${-2.6 * r}z`})
                ][i % 3];
                mark.setAttribute('class', 'contact contact' + i % 3);
                mark.append(svg('title', {}, one.name + ': ' + place.map(shown).join(', ') + ' um'));
                return mark;
            }),
            ...(one.places_um.length > 0 ? [text(Math.max(...one.places_um.map(place => place[0])) +
                size * 0.7, Math.max(...one.places_um.map(place => place[2])), one.name)] : [])]);
        const said = layers.map(one => 'somata of ' + one.names.join(', ') + ' at ' + shown(one.z) +
            ' um').concat(shape.arrays.map(one => one.name + ': ' + one.places_um.length +
            ' contacts' + (one.places_um.length > 0 ? ', z ' +
            shown(Math.min(...one.places_um.map(place => place[2]))) + ' to ' +
            shown(Math.max(...one.places_um.map(place => place[2]))) + ' um' : '')));
        return svg('svg', {viewBox: `${left} ${-high} ${right - left} ${high - low}`, role: 'img',
            class: 'column', 'aria-label': 'The column from the side: ' + said.join('; ')},
        ...slabs.flatMap(one => Array.from({length: Math.min(Math.round((one.to - one.from) /
            one.thickness), 500)}, (_, i) => svg('rect', {class: 'slab slab' + i % 2,
            x: left + 360, width: right - left - 700, y: -(one.from + (i + 1) * one.thickness),
            height: one.thickness}))),
        ...ticks.flatMap(z => [svg('line', {x1: left + 310, x2: left + 350, y1: -z, y2: -z,
            class: 'tick', 'stroke-width': size / 12}), text(left + 290, z, String(z), 'end')]),
        text(left + 20, low + size, 'z, um'),
        ...layers.flatMap(one => [svg('line', {x1: left + 360, x2: right, y1: -one.z, y2: -one.z,
            class: 'soma', 'stroke-width': size / 12, 'stroke-dasharray': size / 3}),
        text(right, one.z + size * 0.7, one.names.join(', '), 'end')]),
        ...cells(shape, extent),
        ...shape.populations.flatMap(one => one.places_um.map(place => svg('circle', {
            cx: place[0], cy: -place[2], r: size / 8, class: 'soma'}))),
        ...marks);
    }

    // The head from above, the nose at the top; sensors by azimuth and distance from the top.
    function head(one) {
        const places = one.positions ? one.positions[0] : [];
        const centre = one.centre ? one.centre[0] : [0, 0, 0];
        const flat = ([x, y, z]) => {
            const [a, b, c] = [x - centre[0], y - centre[1], z - centre[2]];
            const far = Math.hypot(a, b, c) || 1, angle = Math.acos(c / far) / (Math.PI / 2);
            const along = Math.hypot(a, b) || 1;
            return [a / along * angle * 100, -b / along * angle * 100];
        };
        const dipole = one.dipole && one.dipole.position ? flat(one.dipole.position[0]) : null;
        const many = places.length > 40;
        return svg('svg', {viewBox: '-135 -140 270 270', class: 'headview', role: 'img', 'aria-label':
            'The head from above, the nose at the top: ' + places.length + ' sensors'},
        svg('path', {d: 'M-12 -99L0 -118L12 -99', class: 'outline'}),
        svg('circle', {cx: 0, cy: 0, r: 100, class: 'outline'}),
        ...places.flatMap((place, i) => {
            const [x, y] = flat(place), name = (one.names || [])[i];
            return [svg('circle', {cx: x, cy: y, r: many ? 1.5 : 3, class: 'contact contact0'}),
                ...(name && !many ? [svg('text', {x: x + 5, y: y + 4, 'font-size': 11}, name)] : [])];
        }),
        ...(dipole ? [svg('path', {d: `M${dipole[0] - 5} ${dipole[1]}h10m-5 -5v10`, class: 'dipole'},
            svg('title', {}, 'the column'))] : []));
    }
    return {column, head, extentOf};
})();
