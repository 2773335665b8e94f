// SPDX-License-Identifier: BSD-3-Clause
// report.js - lets the traces of a report zoom: by buttons, keys, the wheel with Ctrl, or a window that
// is drawn with the pointer. Without it they are drawn whole.
'use strict';
(function () {
    var ns = 'http://www.w3.org/2000/svg';
    var left = 76, top = 12, right = 16, bottom = 46, height = 340;

    function make(name, attributes, parent, text) {
        var svg = /^(g|path|text|rect)$/.test(name);
        var element = svg ? document.createElementNS(ns, name) : document.createElement(name);
        Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
        if (text !== undefined) { element.textContent = text; }
        if (parent) { parent.appendChild(element); }
        return element;
    }
    function stepOf(range, most) {
        var step = Math.pow(10, Math.floor(Math.log10(range / most)));
        return range / step > 5 * most ? 10 * step : range / step > 2 * most ? 5 * step :
            range / step > most ? 2 * step : step;
    }
    function shown(value, step) {
        var digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return Math.abs(value) >= 1e5 || digits > 6 ? value.toPrecision(4) : value.toFixed(digits);
    }
    function pointsOf(path) {
        return path.getAttribute('d').slice(1).split('L').map(function (point) {
            return point.split(' ').map(Number);
        });
    }

    function zoomable(figure) {
        var sheet = figure.querySelector('.sheet'), data = sheet.querySelector('.data');
        var axes = sheet.querySelector('.axes'), box = data.getAttribute('viewBox').split(' ').map(Number);
        var whole = [box[0], box[0] + box[2]], now = whole.slice(), range = [0, 1], width = 900;
        var onPaper = false; // which is as wide whatever the window was
        var unit = axes.querySelectorAll('.title')[1].textContent;
        var curves = Array.prototype.map.call(data.querySelectorAll('path'), function (path) {
            return {path: path, name: path.getAttribute('data-name'), points: pointsOf(path), on: true,
                is_trial: path.getAttribute('class') === 'trial'};
        });
        figure.classList.add('scripted');

        // ---- drawing ----
        function findRange() {
            var low = Infinity, high = -Infinity;
            curves.forEach(function (curve) {
                if (!curve.on) { return; }
                curve.points.forEach(function (p) {
                    if (p[0] >= now[0] && p[0] <= now[1]) {
                        low = Math.min(low, p[1]);
                        high = Math.max(high, p[1]);
                    }
                });
            });
            if (low > high) { return; }
            var room = high > low ? 0.05 * (high - low) : high !== 0 ? 0.5 * Math.abs(high) : 1;
            range = [low - room, high + room];
        }
        function ticks(low, high, length, most, add) {
            var step = stepOf(high - low, most);
            for (var k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
                add(length * (k * step - low) / (high - low), shown(k === 0 ? 0 : k * step, step));
            }
        }
        function draw() {
            width = onPaper ? 760 : Math.max(280, sheet.parentNode.clientWidth || 900);
            var w = width - left - right, h = height - top - bottom, foot = height - bottom;
            findRange();
            sheet.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
            data.setAttribute('width', w);
            data.setAttribute('viewBox', [now[0], -range[1], now[1] - now[0], range[1] - range[0]].join(' '));
            axes.textContent = '';
            make('path', {'class': 'frame', d: 'M' + left + ' ' + top + 'V' + foot + 'H' + (width - right)}, axes);
            ticks(now[0], now[1], w, Math.max(2, Math.floor(w / 60)), function (at, text) {
                make('path', {d: 'M' + (left + at) + ' ' + foot + 'v5'}, axes);
                make('text', {x: left + at, y: foot + 19, 'text-anchor': 'middle'}, axes, text);
            });
            ticks(range[0], range[1], h, 6, function (at, text) {
                make('path', {d: 'M' + left + ' ' + (foot - at) + 'h-5'}, axes);
                make('text', {x: left - 9, y: foot - at + 4, 'text-anchor': 'end'}, axes, text);
            });
            make('text', {'class': 'title', x: (left + width - right) / 2, y: height - 8, 'text-anchor': 'middle'},
                axes, 'time (ms)');
            make('text', {'class': 'title', 'text-anchor': 'middle',
                transform: 'translate(16 ' + (top + foot) / 2 + ') rotate(-90)'}, axes, unit);
        }
        function go(from, to) {
            var shortest = (whole[1] - whole[0]) / 1e4, length = Math.max(to - from, shortest);
            length = Math.min(length, whole[1] - whole[0]);
            from = Math.min(Math.max(from, whole[0]), whole[1] - length);
            now = [from, from + length];
            draw();
            said.textContent = shown(now[0], length / 100) + ' to ' + shown(now[1], length / 100) + ' ms';
        }
        function zoom(factor, at) {
            var middle = at === undefined ? (now[0] + now[1]) / 2 : at;
            go(middle - (middle - now[0]) * factor, middle + (now[1] - middle) * factor);
        }
        function move(share) {
            var by = share * (now[1] - now[0]);
            go(now[0] + by, now[1] + by);
        }

        // ---- buttons, keys ----
        var buttons = make('div', {'class': 'buttons', role: 'group', 'aria-label': 'Zoom'});
        var actions = [
            ['+', 'zoom in', function () { zoom(0.5); }],
            ['−', 'zoom out', function () { zoom(2); }],
            ['←', 'earlier', function () { move(-0.25); }],
            ['→', 'later', function () { move(0.25); }],
            ['all', 'show all', function () { go(whole[0], whole[1]); }]
        ];
        actions.forEach(function (action) {
            make('button', {type: 'button', 'aria-label': action[1], title: action[1]}, buttons, action[0])
                .addEventListener('click', action[2]);
        });
        var said = make('output', {'aria-live': 'polite'}, buttons);
        sheet.parentNode.insertAdjacentElement('beforebegin', buttons);
        var keys = {'+': 0, '=': 0, '-': 1, ArrowLeft: 2, ArrowRight: 3, '0': 4, Home: 4};
        sheet.parentNode.setAttribute('tabindex', '0');
        sheet.parentNode.setAttribute('role', 'group');
        sheet.parentNode.setAttribute('aria-label', 'Traces: + and - zoom, arrows move, 0 shows all');
        sheet.parentNode.addEventListener('keydown', function (event) {
            if (event.key in keys && !event.ctrlKey && !event.metaKey && !event.altKey) {
                actions[keys[event.key]][2]();
                event.preventDefault();
            }
        });

        // ---- the legend switches curves ----
        Array.prototype.forEach.call(figure.querySelectorAll('.legend li'), function (item, i) {
            var button = make('button', {type: 'button', 'aria-pressed': 'true'});
            var name = item.textContent;
            while (item.firstChild) { button.appendChild(item.firstChild); }
            item.appendChild(button);
            button.addEventListener('click', function () {
                var on = button.getAttribute('aria-pressed') !== 'true', n = 0;
                button.setAttribute('aria-pressed', String(on));
                curves.forEach(function (curve) {
                    var is = curve.is_trial ? curve.name === name : n++ === i;
                    if (is) {
                        curve.on = on;
                        curve.path.style.display = on ? '' : 'none';
                    }
                });
                draw();
            });
        });

        // ---- the pointer ----
        function timeAt(event) {
            var place = sheet.getBoundingClientRect();
            var x = (event.clientX - place.left) * width / place.width;
            return now[0] + (x - left) / (width - left - right) * (now[1] - now[0]);
        }
        var begun = null, pane = null;
        function show(a, b) {
            var scale = (width - left - right) / (now[1] - now[0]);
            pane.setAttribute('x', left + (Math.max(now[0], Math.min(a, b)) - now[0]) * scale);
            pane.setAttribute('width', Math.abs(Math.min(Math.max(a, b), now[1]) -
                Math.max(now[0], Math.min(a, b))) * scale);
        }
        function end() {
            if (pane) { sheet.removeChild(pane); }
            begun = pane = null;
        }
        sheet.addEventListener('pointerdown', function (event) {
            if (event.button !== 0 || event.pointerType === 'touch') { return; }
            begun = timeAt(event);
            pane = make('rect', {'class': 'window', y: top, height: height - top - bottom, width: 0}, sheet);
            if (sheet.setPointerCapture) { sheet.setPointerCapture(event.pointerId); }
            event.preventDefault();
        });
        sheet.addEventListener('pointermove', function (event) {
            if (begun !== null) {
                show(begun, timeAt(event));
                return;
            }
            var at = timeAt(event), best = null, texts = [];
            if (at < now[0] || at > now[1]) { return; }
            curves.forEach(function (curve) {
                if (!curve.on || curve.is_trial) { return; }
                var low = 0, high = curve.points.length - 1;
                while (high - low > 1) {
                    var middle = (low + high) >> 1;
                    if (curve.points[middle][0] <= at) { low = middle; } else { high = middle; }
                }
                best = at - curve.points[low][0] < curve.points[high][0] - at ? curve.points[low] :
                    curve.points[high];
                texts.push(curve.name + ' ' + best[1]);
            });
            if (best) { said.textContent = best[0] + ' ms: ' + texts.slice(0, 4).join(', ') + ' ' + unit; }
        });
        sheet.addEventListener('pointerup', function (event) {
            if (begun === null) { return; }
            var a = begun, b = timeAt(event);
            end();
            if (Math.abs(b - a) > (now[1] - now[0]) / 200) { go(Math.min(a, b), Math.max(a, b)); }
        });
        sheet.addEventListener('pointercancel', end);
        sheet.addEventListener('dblclick', function () { go(whole[0], whole[1]); });
        sheet.addEventListener('wheel', function (event) {
            if (!event.ctrlKey) { return; }
            event.preventDefault();
            zoom(event.deltaY > 0 ? 1.25 : 0.8, timeAt(event));
        }, {passive: false});
        window.addEventListener('resize', draw);
        window.addEventListener('beforeprint', function () { onPaper = true; draw(); });
        window.addEventListener('afterprint', function () { onPaper = false; draw(); });
        draw();
    }
    Array.prototype.forEach.call(document.querySelectorAll('.zoom'), zoomable);
}());
