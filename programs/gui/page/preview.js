// SPDX-License-Identifier: BSD-3-Clause
// preview.js - when drives fire: histograms of their events as a run would draw them, all on one
// axis of time; proximal upwards, distal downwards.
'use strict';

L.preview = (() => {
    const BINS = 240, HEIGHT = 34, AXIS = 40, HEAD = 4, FOOT = 3;
    const rows = new Map(); // canvas by kind.name
    let axis = null, trial = 0, asked = {key: ''}, drawn = null, isShown = false;

    // A proximal drive goes to the apex's foot from below, a distal one to the tuft from above.
    const sideOf = location => location === 'proximal' ? 'up' : location === 'distal' ? 'down' : 'at';
    const MARK = {up: '▲', down: '▼', at: '●', tonic: '▬'};

    // ---- events --------------------------------------------------------------------------------
    // Asked for as soon as an edit is, so that both answers come together.
    function ask(doc) {
        const body = {...L.spec(doc), trial, bins: BINS}, key = JSON.stringify(body);
        if (asked.key !== key) {
            asked = {key, answer: L.post('events', body)};
            asked.answer.catch(() => {});
        }
        return asked;
    }
    async function refresh() {
        if (!isShown || !L.network) return;
        const mine = ask(L.doc);
        const answer = await mine.answer.catch(() => null);
        if (mine !== asked || answer === null) return;
        drawn = new Map(answer.drives.map(one => [one.name, one]));
        draw();
    }

    // ---- canvases ------------------------------------------------------------------------------
    const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    function context(canvas, height) {
        const width = canvas.clientWidth, scale = devicePixelRatio || 1;
        if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
        if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
        const pen = canvas.getContext('2d');
        pen.setTransform(scale, 0, 0, scale, 0, 0);
        pen.clearRect(0, 0, width, height);
        return [pen, width];
    }
    const tstop = () => {
        const now = L.value('tstop');
        return now ? Number(now.value) : 170;
    };
    // Round distances between ticks, at most so many of them.
    function ticksOf(end, most) {
        const least = end / most, power = 10 ** Math.floor(Math.log10(least));
        const step = [1, 2, 5, 10].map(one => one * power).find(one => one >= least);
        return Array.from({length: Math.floor(end / step + 1e-9) + 1}, (_, i) => i * step);
    }
    function grid(pen, width, height) {
        pen.fillStyle = color('--line');
        for (const t of ticksOf(tstop(), 6)) pen.fillRect(t / tstop() * (width - 1), 0, 1, height);
    }
    function triangle(pen, x, y, size, side) {
        const tip = side === 'up' ? -size : size;
        pen.beginPath();
        if (side === 'at') pen.arc(x, y, size * 0.7, 0, 2 * Math.PI);
        else {
            pen.moveTo(x, y + tip);
            pen.lineTo(x - size * 0.8, y - tip * 0.6);
            pen.lineTo(x + size * 0.8, y - tip * 0.6);
        }
        pen.fill();
    }
    function drawAxis() {
        if (axis === null || axis.clientWidth === 0) return;
        const [pen, width] = context(axis, AXIS);
        const end = tstop(), ticks = ticksOf(end, 6);
        pen.font = '11px system-ui, "DejaVu Sans", sans-serif';
        pen.fillStyle = color('--soft');
        for (const t of ticks) {
            const x = t / end * (width - 1), text = String(+t.toPrecision(6));
            pen.fillRect(x, AXIS - 5, 1, 5);
            pen.textAlign = x < 10 ? 'left' : x > width - 16 ? 'right' : 'center';
            pen.fillText(text, x, AXIS - 8);
        }
        // An arrow where each drive is on average, as on the dipoles of papers.
        for (const one of drawn ? drawn.values() : []) {
            if (one.kind !== 'evoked' || one.events === 0) continue;
            const side = sideOf(one.location), x = one.mean_ms / end * (width - 1);
            pen.fillStyle = color('--' + side);
            pen.fillRect(x - 0.75, 4, 1.5, 12);
            triangle(pen, x, side === 'up' ? 7 : 13, 6, side);
        }
    }
    const count = (n, one) => n + ' ' + one + (n === 1 ? '' : 's');
    function describe(one) {
        const about = one.name + ', ' + (one.location || 'by connections') + ': ' +
            count(one.events, 'event') + ' of ' + count(one.cells_drawn, 'cell') +
            (one.cells_drawn < one.cells ? ', which stand for ' + one.cells : '');
        return one.events === 0 ? about : about + ', mean ' + one.mean_ms.toFixed(1) +
            ' ms, standard deviation ' + one.std_ms.toFixed(1) + ' ms';
    }
    function drawDrive(canvas, one) {
        const [pen, width] = context(canvas, HEIGHT);
        const side = sideOf(one.location), most = Math.max(...one.counts, 1);
        const room = HEIGHT - HEAD - FOOT, step = width / one.counts.length;
        grid(pen, width, HEIGHT);
        pen.fillStyle = color('--soft');
        pen.fillRect(0, side === 'down' ? FOOT - 1 : HEIGHT - FOOT, width, 1);
        pen.fillStyle = color('--' + side);
        one.counts.forEach((n, i) => {
            const high = n / most * room;
            if (n > 0) pen.fillRect(i * step, side === 'down' ? FOOT : HEIGHT - FOOT - high,
                Math.max(step, 1), high);
        });
        canvas.setAttribute('aria-label', describe(one));
        canvas.title = describe(one);
    }
    // A current is a bar for as long as it flows.
    function drawTonic(canvas, name) {
        const [pen, width] = context(canvas, HEIGHT), end = tstop();
        const one = L.things.get('biases', name) || {}, said = [];
        grid(pen, width, HEIGHT);
        const list = Object.entries(one).filter(([, value]) => L.things.isObject(value));
        const high = (HEIGHT - 8) / Math.max(list.length, 1);
        list.forEach(([population, bias], i) => {
            const from = bias.tstart ? bias.tstart[0] : 0;
            const to = Math.min(bias.tstop ? bias.tstop[0] : end, end);
            pen.fillStyle = color('--tonic');
            pen.fillRect(from / end * width, 4 + i * high, Math.max(to - from, 0) / end * width,
                Math.max(high - 2, 1));
            said.push(bias.amplitude[0] + ' nA into ' + population + ', ' + from + ' to ' + to + ' ms');
        });
        canvas.setAttribute('aria-label', name + ': ' + said.join('; '));
        canvas.title = said.join('\n');
    }
    function draw() {
        drawAxis();
        for (const [key, canvas] of rows) {
            const name = key.slice(key.indexOf('.') + 1);
            if (!canvas.isConnected) rows.delete(key);
            if (canvas.clientWidth === 0) continue;
            if (key.startsWith('biases.')) drawTonic(canvas, name);
            else if (drawn && drawn.has(name)) drawDrive(canvas, drawn.get(name));
        }
        L.tell('previewed');
    }

    L.on('asking', doc => { if (isShown) ask(doc); });
    L.on('network', refresh);
    L.on('shown', id => { isShown = id === 'drives'; refresh(); });
    addEventListener('resize', () => { if (isShown) draw(); });
    new MutationObserver(() => { if (isShown) draw(); }).observe(document.documentElement,
        {attributes: true, attributeFilter: ['data-theme']});

    return {
        MARK, sideOf,
        // The canvas of a drive's row, of kind drives or biases.
        row(kind, name) {
            const canvas = L.el('canvas', {class: 'events', role: 'img', height: HEIGHT,
                'aria-label': name});
            rows.set(kind + '.' + name, canvas);
            return canvas;
        },
        axis() {
            axis = L.el('canvas', {class: 'axis', role: 'img', height: AXIS,
                'aria-label': 'Time, ms; an arrow where each evoked drive arrives on average: ' +
                'upwards proximal, downwards distal'});
            return axis;
        },
        draw,
        get trial() { return trial; },
        set trial(n) { trial = n; refresh(); }
    };
})();
