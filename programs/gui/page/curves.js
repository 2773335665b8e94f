// SPDX-License-Identifier: BSD-3-Clause
// curves.js - what a panel of a figure consists of: curves, one below the other or on one axis,
// bands, arrows, marks.
'use strict';

// L.curves[SCRIPT](panel) gives {heading, x: [label, unit], y: label, unit, low, high (or null: as
// the curves are), from, to, curves: [{name, colour, x, y, width, isDashed, isFaint, isPoints,
// base, shift, gain}], rows: [{y, name, help, note}], bands: [{x, low, high, colour}], arrows,
// marks: [{y, name, colour}], bar: {text, height}, notes: [{text, of: name of a curve}],
// value(curve, y): as a text}. A curve with a base is filled down to it; one with a gain is drawn
// at shift + gain*value.
L.curves = (() => {
    const TRACE = '#222222';
    const digits = value => Number(value.toPrecision(4)).toString();
    const parts = (panel, name) => (panel.blocks[name] || []).filter(part => part[0].length > 0);
    const time = panel => ({heading: panel.heading_text, x: ['time', 'ms'], from: panel.from,
        to: panel.to, bands: [], arrows: [], marks: [], notes: []});
    // 1, 2 or 5 times a power of ten, at most `largest`.
    function rounded(largest) {
        const power = 10 ** Math.floor(Math.log10(largest));
        return power * [5, 2, 1].find(digit => digit * power <= largest);
    }

    // Trials thin, means, standard errors, of one axis.
    function means(panel, plan) {
        const trials = [], curves = [], n = panel.n_curves;
        for (let i = 1; i <= n; i++) {
            const colour = panel.colours[i - 1], name = panel.names[i - 1];
            const isData = panel.has_data && i === n;
            parts(panel, 'sem ' + i).forEach(([x, low, high]) =>
                plan.bands.push({x, low, high, colour}));
            parts(panel, 'trials ' + i).forEach(([x, y], k) => trials.push({
                name: name + ', trial ' + k, colour, x, y, width: 1, isFaint: true}));
            parts(panel, 'mean ' + i).forEach(([x, y]) => curves.push({name, colour, x, y,
                width: isData || panel.are_parts && i > 1 ? 1.5 : 2, isDashed: isData}));
        }
        plan.curves = [...trials, ...curves];
        plan.legend = n > 1 ? curves : [];
    }
    function dipole(panel) {
        const plan = {...time(panel), y: panel.quantity || 'current dipole', unit: panel.unit};
        means(panel, plan);
        const arrows = (panel.blocks.arrows || [])[0];
        if (arrows) {
            plan.arrows = arrows[0].map((at, i) => ({at, side: arrows[1][i], sd: arrows[2][i],
                name: arrows[3][i], row: arrows[4][i],
                colour: '#' + arrows[5][i].toString(16).padStart(6, '0')}));
        }
        const room = panel.high > panel.low ? panel.high - panel.low : 1;
        const rows = panel.n_arrow_rows;
        const edge = plan.arrows.length > 0 ? (0.05 + (rows <= 3 ? 0.15 * rows : 0.45)) * room
            : 0.04 * room;
        plan.low = panel.low - edge;
        plan.high = panel.high + edge;
        plan.notes = (panel.notes || []).map((text, i) => ({text, of: panel.names[i]}));
        plan.hasZero = true;
        plan.value = (curve, y) => digits(y) + ' ' + panel.unit;
        return plan;
    }
    function psd(panel) {
        const unit = panel.unit + '²/Hz';
        const plan = {...time(panel), x: ['frequency', 'Hz'], y: 'power', unit};
        means(panel, plan);
        const most = Math.max(...plan.curves.map(({y}) => y.reduce((a, b) => Math.max(a, b), 0)),
            ...plan.bands.map(({high}) => high.reduce((a, b) => Math.max(a, b), 0)));
        plan.low = 0;
        plan.high = 1.05 * most || 1;
        plan.value = (curve, y) => digits(y) + ' ' + unit;
        return plan;
    }

    // One below the other: each is stretched to its row, of height 1.
    function stack(plan, lines) {
        plan.curves = lines.map(({x, y, base, gain, ...line}, i) => ({...line, x,
            y: y.map(value => base - i + gain * value), width: line.width || 1, gain,
            shift: base - i, base: line.isFilled ? base - i : undefined}));
        plan.rows = lines.map(({name, help, note}, i) => ({y: 0.4 - i, name, note,
            help: help || name}));
        plan.low = -lines.length + 0.95;
        plan.high = 1.05;
        plan.value = (curve, y) => digits((y - curve.shift) / curve.gain) + ' ' + curve.unit;
        return plan;
    }
    function rows(panel) {
        const sides = {1: ['↑ ', ', proximal'], '-1': ['↓ ', ', distal'], 2: ['', '']};
        return stack({...time(panel), y: ''}, panel.names.slice(0, panel.n_rows).map((name, i) => {
            const [x, y] = parts(panel, 'row ' + (i + 1))[0], most = panel.most[i];
            const [before, behind] = sides[panel.side[i]], own = name.replace(/, max .*$/, '');
            return {name: before + own, help: own + behind, x, y, colour: panel.colours[i],
                base: 0, gain: most > 0 ? 0.85 / most : 1, unit: panel.unit, isFilled: true,
                note: most > 0 ? 'max ' + digits(most) + ' ' + panel.unit : 'silent'};
        }));
    }
    function traces(panel) {
        const bars = new Set();
        return stack({...time(panel), y: ''}, panel.names.slice(0, panel.n_rows).map((name, i) => {
            const [x, y] = parts(panel, 'row ' + (i + 1))[0], factor = panel.factors[i];
            const low = panel.lows[i], range = panel.highs[i] - low;
            const gain = range > 0 ? 0.85 / range : 1, what = panel.variables[i];
            const isFirst = !bars.has(what);
            bars.add(what);
            return {name, x, y: y.map(value => value * factor), colour: panel.colours[i],
                base: 0.05 - gain * low, gain: gain / factor, unit: panel.units[i],
                note: isFirst ? what + ', ' + digits(factor * low) + ' to ' +
                    digits(factor * panel.highs[i]) + ' ' + panel.units[i] : ''};
        }));
    }
    // Curves that the third column tells apart.
    function byRow(panel, block) {
        return parts(panel, block).map(([x, y, z]) => ({x, y, z: z[0]}));
    }
    function sensors(panel) {
        const {unit, factor} = panel, all = byRow(panel, 'sensors');
        if (panel.are_rows) {
            const gain = panel.largest > 0 ? 0.5 / panel.largest : 1;
            const bar = rounded(0.5 / gain);
            return stack({...time(panel), y: '', bar: {text: digits(bar) + ' ' + unit,
                height: gain * bar}}, all.map(({x, y, z}) => ({name: panel.names[z], colour: TRACE,
                x, y: y.map(value => factor * value), base: 0.4, gain, unit})));
        }
        return {...time(panel), y: panel.heading_text.slice(0, 3), unit, low: null, high: null,
            hasZero: true, value: (curve, y) => digits(y) + ' ' + unit,
            curves: all.map(({x, y, z}) => ({name: String(z), colour: '#0072B2', width: 1, x,
                y: y.map(value => factor * value)}))};
    }
    function lfp(panel) {
        const {unit, factor, gain} = panel, bar = rounded(0.08 * (panel.top_z - panel.bottom) /
            (gain || 1));
        return {...time(panel), y: panel.by_place ? 'contact' : 'depth', low: panel.bottom,
            unit: panel.by_place ? '' : 'µm', high: panel.top_z,
            marks: (panel.mark_z || []).slice(0, panel.n_marks).map((y, i) => ({y,
                name: panel.mark_label[i], colour: panel.mark_colour[i]})),
            bar: {text: digits(bar) + ' ' + unit, height: gain * bar},
            value: (curve, y) => digits((y - curve.shift) / gain) + ' ' + unit,
            curves: byRow(panel, 'traces').map(({x, y, z}) => ({x, shift: z, gain, unit, width: 1,
                name: panel.by_place ? 'contact ' + z : 'z = ' + z + ' µm', colour: TRACE,
                y: y.map(value => z + gain * factor * value)}))};
    }
    function raster(panel) {
        const ends = panel.ends.slice(0, panel.n_bands), n = ends[ends.length - 1];
        return {...time(panel), y: '', low: -n, high: 0.5, value: (curve, y) => 'cell ' + -y,
            curves: ends.map((end, i) => {
                const [x, y] = panel.blocks['spikes ' + (i + 1)][0];
                return {name: panel.names[i], colour: panel.colours[i], isPoints: true, width: 0,
                    x: x.slice(1), y: y.slice(1).map(row => -row)};
            }),
            rows: ends.map((end, i) => ({y: -(end + (ends[i - 1] || 0)) / 2, name: panel.names[i],
                help: (end - (ends[i - 1] || 0)) + ' cells'}))};
    }

    // The curves of a plan with those of another, of a part of the time, which has more samples.
    function refined(plan, part) {
        const isAlike = part.curves.length === plan.curves.length && part.unit === plan.unit &&
            part.curves.every((curve, k) => curve.unit === plan.curves[k].unit);
        if (!isAlike) return {...plan, notes: part.notes};
        return {...plan, notes: part.notes, curves: plan.curves.map((curve, k) => {
            const {x, y, shift, gain} = part.curves[k];
            const before = curve.x.findIndex(at => at >= x[0]);
            const behind = curve.x.findIndex(at => at > x[x.length - 1]);
            const level = gain === undefined ? y
                : y.map(value => curve.shift + curve.gain * (value - shift) / gain);
            const join = (all, middle) => [...before < 0 ? all : all.slice(0, before), ...middle,
                ...behind < 0 ? [] : all.slice(behind)];
            return {...curve, x: join(curve.x, x), y: join(curve.y, level)};
        })};
    }
    return {refined, dipole, psd, rows, raster, lfp, sensors, traces};
})();
