// SPDX-License-Identifier: BSD-3-Clause
// picture.js - a picture on white paper, zoomed and moved by wheel, drag, fingers and keys.
'use strict';

L.picture = (() => {
    const MOST = 16, HIGHEST = 1.1; // times larger; of the height of the window

    return function picture(label) {
        const image = L.el('img', {alt: label, draggable: 'false', onload: fit});
        const box = L.el('div', {class: 'paper', tabindex: '0', role: 'group',
            'aria-label': label + '. Zoom: + and -, arrows, 0.'}, image);
        const fingers = new Map();
        let scale = 1, x = 0, y = 0, address = null;

        function place() {
            const {clientWidth: w, clientHeight: h} = box;
            scale = Math.max(1, Math.min(MOST, scale));
            x = Math.min(0, Math.max(w - scale * w, x));
            y = Math.min(0, Math.max(h - scale * h, y));
            image.style.transform = 'translate(' + x + 'px,' + y + 'px) scale(' + scale + ')';
            box.classList.toggle('zoomed', scale > 1);
        }
        // As high as it is at the width that there is, within reason.
        function fit() {
            const high = box.clientWidth * image.naturalHeight / (image.naturalWidth || 1);
            box.style.setProperty('--least', Math.min(high, HIGHEST * innerHeight) + 'px');
        }
        function zoom(factor, at) {
            const [cx, cy] = at || [box.clientWidth / 2, box.clientHeight / 2];
            const next = Math.max(1, Math.min(MOST, scale * factor));
            x = cx - (cx - x) * next / scale;
            y = cy - (cy - y) * next / scale;
            scale = next;
            place();
        }
        function reset() {
            scale = 1;
            x = y = 0;
            place();
        }
        function move(dx, dy) {
            x += dx;
            y += dy;
            place();
        }
        const keys = {'+': () => zoom(1.5), '=': () => zoom(1.5), '-': () => zoom(1 / 1.5),
            '0': reset, Home: reset, ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0),
            ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60)};
        box.addEventListener('keydown', event => {
            const isMove = event.key.startsWith('Arrow');
            if (!keys[event.key] || event.ctrlKey || event.metaKey || isMove && scale === 1) return;
            event.preventDefault();
            keys[event.key]();
        });
        box.addEventListener('wheel', event => {
            if (!event.ctrlKey && document.activeElement !== box) return;
            const at = box.getBoundingClientRect();
            event.preventDefault();
            zoom(event.deltaY < 0 ? 1.25 : 0.8, [event.clientX - at.left, event.clientY - at.top]);
        }, {passive: false});
        box.addEventListener('dblclick', reset);
        box.addEventListener('pointerdown', event => {
            box.focus({preventScroll: true});
            fingers.set(event.pointerId, event);
            if (scale > 1) box.setPointerCapture(event.pointerId);
        });
        box.addEventListener('pointermove', event => {
            const before = fingers.get(event.pointerId);
            if (!before) return;
            const other = [...fingers.values()].find(one => one.pointerId !== event.pointerId);
            const apart = one => Math.hypot(one.clientX - other.clientX,
                one.clientY - other.clientY);
            if (other) {
                const at = box.getBoundingClientRect();
                zoom(apart(event) / apart(before), [event.clientX - at.left,
                    event.clientY - at.top]);
            } else if (scale > 1) {
                move(event.clientX - before.clientX, event.clientY - before.clientY);
            }
            fingers.set(event.pointerId, event);
        });
        for (const name of ['pointerup', 'pointercancel', 'pointerleave']) {
            box.addEventListener(name, event => fingers.delete(event.pointerId));
        }
        return {
            element: box, zoom, reset,
            // Takes a Blob.
            show(blob) {
                if (address) URL.revokeObjectURL(address);
                address = URL.createObjectURL(blob);
                image.src = address;
            },
            destroy() { if (address) URL.revokeObjectURL(address); }
        };
    };
})();
