// SPDX-License-Identifier: BSD-3-Clause
// chart.js - a panel of curves on paper: dygraphs draws them, zoomed by wheel, drag and keys.
'use strict';

L.chart = (() => {
    // Its legend has styles within elements, which the page forbids, and is not used.
    Dygraph.PLUGINS = Dygraph.PLUGINS.filter(plugin => plugin !== Dygraph.Plugins.Legend);
    const MOST_CELLS = 400000, BINS = 1500, NAMED = 6;
    const ROW = 15, LEAST = 90, ALONE = 140; // px, of a curve in a row of its own, of a panel
    const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const isDark = () => style('color-scheme') === 'dark';
    // Names come from files; dygraphs takes them for HTML.
    const safe = text => L.el('i', {}, text).innerHTML;

    // The colours are made for white paper.
    function shade(colour, opacity) {
        const dark = isDark();
        const [r, g, b] = [1, 3, 5].map(k => parseInt(colour.slice(k, k + 2), 16));
        const isGrey = Math.max(r, g, b) - Math.min(r, g, b) < 12;
        const lift = value => !dark ? value : isGrey ? 235 - 0.7 * value
            : Math.round(value + 0.4 * (255 - value));
        return 'rgba(' + [r, g, b].map(lift).join(',') + ',' + (opacity || 1) + ')';
    }

    // ---- one table of all curves -------------------------------------------------------------
    const isSame = (a, b) => a === b || a.length === b.length && a.every((x, i) => x === b[i]);
    function together(curves) {
        return curves[0].x.map((x, i) => [x, ...curves.map(curve => curve.y[i])]);
    }
    function each(curves) {
        const rows = [];
        curves.forEach(({x, y}, k) => x.forEach((at, i) => {
            const row = [at, ...curves.map(() => null)];
            row[k + 1] = y[i];
            rows.push(row);
        }));
        return rows.sort((a, b) => a[0] - b[0]);
    }
    function merged(curves, all) {
        const rows = Array.from(all, x => [x, ...curves.map(() => null)]);
        curves.forEach(({x, y}, k) => {
            let at = 0;
            x.forEach((value, i) => {
                while (all[at] < value) at++;
                rows[at][k + 1] = y[i];
            });
        });
        return rows;
    }
    // Of many samples the lowest and the highest in each of many stretches.
    function binned(curves) {
        const from = Math.min(...curves.map(({x}) => x[0]));
        const to = Math.max(...curves.map(({x}) => x[x.length - 1]));
        const step = (to - from) / BINS || 1;
        const binOf = x => Math.min(BINS - 1, Math.floor((x - from) / step));
        const rows = Array.from({length: 2 * BINS}, (_, i) =>
            [from + (i + 0.5) * step / 2, ...curves.map(() => null)]);
        curves.forEach(({x, y}, k) => {
            for (let i = 0; i < x.length;) {
                const bin = binOf(x[i]);
                let low = i, high = i;
                for (; i < x.length && binOf(x[i]) === bin; i++) {
                    if (y[i] < y[low]) low = i;
                    if (y[i] > y[high]) high = i;
                }
                rows[2 * bin][k + 1] = y[Math.min(low, high)];
                rows[2 * bin + 1][k + 1] = y[Math.max(low, high)];
            }
        });
        return rows;
    }
    function table({curves, from, to}) {
        const isThere = curves.some(({x}) => x.length > 0);
        const edge = x => [x, ...curves.map(() => null)];
        return [edge(from), ...isThere ? inside(curves) : [], edge(to)];
    }
    function inside(curves) {
        if (curves.every(({x}) => isSame(x, curves[0].x))) return together(curves);
        if (curves.some(({isPoints}) => isPoints)) return each(curves);
        const all = new Set();
        for (const {x} of curves) for (const value of x) all.add(value);
        return all.size * curves.length > MOST_CELLS ? binned(curves)
            : merged(curves, Float64Array.from(all).sort());
    }

    // ---- what is under the curves ------------------------------------------------------------
    function path(context, g, xs, ys) {
        xs.forEach((x, i) => context.lineTo(g.toDomXCoord(x), g.toDomYCoord(ys[i])));
    }
    function fill(context, g, xs, lows, highs, colour, opacity) {
        context.fillStyle = shade(colour, opacity);
        context.beginPath();
        path(context, g, xs, highs);
        path(context, g, [...xs].reverse(), [...lows].reverse());
        context.fill();
    }
    function across(context, area, y, colour, dashes) {
        context.strokeStyle = colour;
        context.setLineDash(dashes);
        context.beginPath();
        context.moveTo(area.x, y);
        context.lineTo(area.x + area.w, y);
        context.stroke();
        context.setLineDash([]);
    }
    // Proximal input comes from below, distal from above; the bar is one standard deviation to each
    // side.
    function arrow(context, g, area, one) {
        const x = g.toDomXCoord(one.at), way = one.side < 0 ? 1 : -1;
        const size = Math.max(12, Math.min(20, 0.09 * area.h));
        const foot = (one.side < 0 ? area.y + 2 : area.y + area.h - 2) + way * one.row * (size + 4);
        const tip = foot + way * size, sd = g.toDomXCoord(one.at + one.sd) - x;
        if (x < area.x || x > area.x + area.w) return;
        context.strokeStyle = context.fillStyle = shade(one.colour);
        context.lineWidth = 3;
        context.beginPath();
        context.moveTo(x - sd, foot);
        context.lineTo(x + sd, foot);
        context.stroke();
        context.lineWidth = 1.6;
        context.beginPath();
        context.moveTo(x, foot);
        context.lineTo(x, tip - 3 * way);
        context.stroke();
        context.beginPath();
        context.moveTo(x, tip);
        context.lineTo(x - 4, tip - 8 * way);
        context.lineTo(x + 4, tip - 8 * way);
        context.fill();
        context.fillStyle = style('--ink'); // the shades of arrows are too pale for letters
        const isLate = x + 8 + context.measureText(one.name).width > area.x + area.w;
        context.textAlign = isLate ? 'right' : 'left';
        context.textBaseline = 'middle';
        context.fillText(one.name, x + (isLate ? -7 : 7), foot + way * size / 2);
    }
    function bar(context, g, area, one) {
        const high = Math.abs(g.toDomYCoord(one.height) - g.toDomYCoord(0));
        const x = area.x + area.w - 8, y = area.y + area.h - 6;
        context.strokeStyle = context.fillStyle = style('--ink');
        context.lineWidth = 2.5;
        context.beginPath();
        context.moveTo(x, y);
        context.lineTo(x, y - high);
        context.stroke();
        context.textAlign = 'right';
        context.textBaseline = 'middle';
        context.fillText(one.text, x - 6, y - high / 2);
    }
    function under(plan) {
        return (context, area, g) => {
            context.save();
            context.beginPath();
            context.rect(area.x, area.y, area.w, area.h);
            context.clip();
            context.font = '11px system-ui, "DejaVu Sans", sans-serif';
            context.lineWidth = 1;
            if (plan.hasZero) across(context, area, g.toDomYCoord(0), style('--line'), []);
            for (const mark of plan.marks) {
                const y = g.toDomYCoord(mark.y);
                across(context, area, y, shade(mark.colour), [4, 4]);
                context.fillStyle = style('--ink');
                context.textAlign = 'right';
                context.textBaseline = 'bottom';
                context.fillText(mark.name, area.x + area.w - 4, y - 1);
            }
            for (const {x, low, high, colour} of plan.bands) {
                fill(context, g, x, low, high, colour, 0.25);
            }
            for (const {x, y, base, colour} of plan.curves) {
                if (base !== undefined) fill(context, g, x, x.map(() => base), y, colour, 0.35);
            }
            plan.arrows.forEach(one => arrow(context, g, area, one));
            if (plan.bar) bar(context, g, area, plan.bar);
            context.restore();
        };
    }

    // ---- zoom --------------------------------------------------------------------------------
    function zoom(g, factor, at) {
        const [from, to] = g.xAxisRange(), [first, last] = g.xAxisExtremes();
        const middle = at === undefined ? (from + to) / 2 : at;
        const next = [Math.max(first, middle - factor * (middle - from)),
            Math.min(last, middle + factor * (to - middle))];
        g.updateOptions({dateWindow: next[0] <= first && next[1] >= last ? null : next});
    }
    function pan(g, share) {
        const [from, to] = g.xAxisRange(), [first, last] = g.xAxisExtremes();
        const step = Math.max(first - from, Math.min(last - to, share * (to - from)));
        g.updateOptions({dateWindow: [from + step, to + step]});
    }
    const keys = {'+': g => zoom(g, 1 / 1.5), '=': g => zoom(g, 1 / 1.5), '-': g => zoom(g, 1.5),
        ArrowLeft: g => pan(g, -0.1), ArrowRight: g => pan(g, 0.1), '0': g => g.resetZoom(),
        Home: g => g.resetZoom()};
    function onKey(event, g) {
        if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        keys[event.key](g);
    }
    // The wheel scrolls the page, but for a figure that was clicked, and with Ctrl.
    function onWheel(event, g, box) {
        if (!event.ctrlKey && document.activeElement !== box) return;
        event.preventDefault();
        zoom(g, event.deltaY < 0 ? 1 / 1.25 : 1.25, g.toDataXCoord(event.offsetX));
    }
    // One finger scrolls the page, two zoom.
    function model() {
        const usual = Dygraph.defaultInteractionModel, two = name => (event, g, context) => {
            if (event.touches.length > 1 || name === 'touchend') usual[name](event, g, context);
        };
        return {...usual, touchstart: two('touchstart'), touchmove: two('touchmove'),
            touchend: two('touchend')};
    }

    // ---- texts -------------------------------------------------------------------------------
    function said(plan, x, points) {
        const at = Number(x.toPrecision(6)) + ' ' + plan.x[1];
        const shown = points.map(point => plan.curves[point.name - 1]
            && {curve: plan.curves[point.name - 1], y: point.yval})
            .filter(one => one && !one.curve.isFaint && Number.isFinite(one.y));
        if (shown.length === 0) return at;
        const texts = shown.slice(0, NAMED).map(({curve, y}) =>
            (plan.curves.length > 1 ? curve.name + ' ' : '') + plan.value(curve, y));
        return at + ':  ' + texts.join(',  ') + (shown.length > NAMED ? ' …' : '');
    }
    // Which curve is which; what is said of it changes with what is compared.
    function legend(plan) {
        return (plan.legend || []).map(({name, colour, isDashed}) => {
            const note = plan.notes.find(one => one.of === name);
            const line = L.el('span', {class: 'key' + (isDashed ? ' dashed' : '')});
            line.style.borderColor = shade(colour);
            return L.el('span', {class: 'entry'}, line, name,
                note && L.el('b', {class: 'note'}, note.text));
        });
    }
    // How wide the room on the left is; names have at most a third of the paper.
    function leftOf(plan, width) {
        if (!plan.rows) return plan.y ? 52 : 40;
        const longest = Math.max(...plan.rows.map(({name, note}) =>
            Math.max(6.4 * name.length, note ? 5.6 * note.length : 0)), 0);
        return Math.min(8 + longest, Math.max(60, width / 3.2));
    }
    // One below the other: names and, where there is room, notes.
    function names(rows, height) {
        const hasNotes = (height - 36) / rows.length > 27;
        return () => rows.map(({y, name, help, note}) => ({v: y, label: '<span class="rowname" ' +
            'title="' + safe(help + (note ? ', ' + note : '')).replace(/"/g, '&quot;') + '">' +
            safe(name) + (note && hasNotes ? '<br><small>' + safe(note) + '</small>' : '') +
            '</span>'}));
    }

    function options(plan, isLast, left, height) {
        const ticks = plan.rows && names(plan.rows, height);
        const label = height < 150 && plan.unit || plan.y + (plan.unit && plan.y
            ? ' (' + plan.unit + ')' : '');
        return {
            labels: ['x', ...plan.curves.map((_, i) => String(i + 1))],
            series: Object.fromEntries(plan.curves.map((curve, i) => [i + 1, {
                color: shade(curve.colour, curve.isFaint ? 0.35 : 1), strokeWidth: curve.width,
                strokePattern: curve.isDashed ? [6, 4] : null, drawPoints: !!curve.isPoints,
                pointSize: curve.x.length > 3000 ? 1 : 1.8}])),
            axes: {
                x: {axisLabelWidth: 50, pixelsPerLabel: 60, axisLabelFontSize: 11},
                y: {axisLabelWidth: left, drawGrid: !plan.rows, ...ticks &&
                    {ticker: ticks}, drawAxis: true, axisLabelFontSize: 11, pixelsPerLabel: 28}
            },
            xlabel: isLast ? plan.x[0] + ' (' + plan.x[1] + ')' : undefined, xLabelHeight: 16,
            ylabel: label ? safe(label) : undefined, yLabelWidth: 16,
            valueRange: plan.low === null ? null : [plan.low, plan.high],
            dateWindow: null, legend: 'never', connectSeparatedPoints: true,
            gridLineColor: style('--line'), gridLineWidth: 0.5, axisLineColor: style('--soft'),
            highlightCircleSize: 2.5, rightGap: 8, underlayCallback: under(plan),
            interactionModel: model(), animatedZooms: false, xRangePad: 0
        };
    }

    // A panel; onWindow([from, to] or null) after the user has zoomed. The element is drawn when it
    // has a size.
    return function chart(plan, {isLast, isAlone, label, onWindow}) {
        const readout = L.el('span', {class: 'readout'});
        const box = L.el('div', {class: 'plot', tabindex: '0', role: 'group',
            'aria-label': label + '. ' + plan.heading + '. Zoom: + and -, arrows, 0.',
            onkeydown: event => onKey(event, one.g),
            onpointerdown: () => box.focus({preventScroll: true})});
        box.addEventListener('wheel', event => onWheel(event, one.g, box), {passive: false});
        const key = L.el('div', {class: 'legend', role: 'status'});
        const one = {plan, element: L.el('div', {class: 'panel-of-curves'},
            L.el('div', {class: 'heading'}, L.el('span', {class: 'text', title: plan.heading},
                plan.heading), readout),
            key, box), g: null};
        let isOurs = false, shown = null, left = 0;
        const textOf = range => range === null ? '' : range.join();

        function draw() {
            const height = box.clientHeight, width = box.clientWidth;
            if (width < 40 || height < 30) return;
            if (one.g !== null) {
                one.g.resize(); // a size of its own would hold its place open
                return;
            }
            one.g = new Dygraph(box, table(one.plan), {
                ...options(one.plan, isLast, Math.max(leftOf(plan, width), left), height),
                dateWindow: shown,
                highlightCallback: (event, x, points) => {
                    readout.textContent = said(one.plan, x, points);
                },
                unhighlightCallback: () => { readout.textContent = ''; },
                drawCallback: (g, isFirst) => {
                    if (isFirst || isOurs) return;
                    const [from, to] = g.xAxisRange(), [first, last] = g.xAxisExtremes();
                    const next = from <= first && to >= last ? null : [from, to];
                    if (textOf(next) === textOf(shown)) return;
                    shown = next;
                    onWindow(next);
                }
            });
        }
        key.append(...legend(plan));
        box.style.setProperty('--least', Math.max(plan.rows || !isAlone ? LEAST : ALONE,
            ROW * (plan.rows || []).length) + 'px');
        const watch = new ResizeObserver(draw);
        watch.observe(box);
        return Object.assign(one, {
            // What others were zoomed to.
            setWindow(range) {
                if (textOf(range) === textOf(shown)) return;
                shown = range;
                isOurs = true;
                if (one.g) one.g.updateOptions({dateWindow: range});
                isOurs = false;
            },
            setRange(low, high) {
                one.plan = {...one.plan, low, high};
                if (one.g) one.g.updateOptions({valueRange: [low, high]});
            },
            // Charts one below the other begin at one place, if that leaves enough of each.
            left: () => leftOf(plan, box.clientWidth),
            setLeft(px) {
                const next = px < box.clientWidth / 2.5 ? px : 0;
                if (next === left) return;
                left = next;
                one.repaint();
            },
            reset() { if (one.g) one.g.resetZoom(); },
            zoom(factor) { if (one.g) zoom(one.g, factor); },
            // More samples in a part of the time, or as it was.
            refine(next) {
                one.plan = {...next, low: one.plan.low, high: one.plan.high};
                key.replaceChildren(...legend(next));
                isOurs = true;
                if (one.g) one.g.updateOptions({file: table(next)});
                isOurs = false;
            },
            repaint() {
                key.replaceChildren(...legend(one.plan));
                if (!one.g) return;
                one.g.destroy();
                one.g = null;
                draw();
            },
            destroy() {
                watch.disconnect();
                if (one.g) one.g.destroy();
            }
        });
    };
})();
