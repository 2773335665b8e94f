// SPDX-License-Identifier: BSD-3-Clause
// movie.js - the voltage on the cells, as a movie: made when it is asked for, as it takes a while.
'use strict';

// words(): of the command. {element, ...} as of pictures.js.
L.movie = function movie(words) {
    const type = L.el('select', {'aria-label': 'Type of the movie'},
        L.el('option', {value: 'gif'}, 'GIF'), L.el('option', {value: 'mp4'}, 'MP4'));
    const make = L.el('button', {type: 'button', onclick: run}, 'Make the movie');
    const line = L.el('span', {role: 'status', class: 'soft'},
        'Needs a run that recorded v:all:all.');
    const screen = L.el('div', {class: 'paper'});
    let address = null, timer = 0;

    function show(blob) {
        if (address) URL.revokeObjectURL(address);
        address = URL.createObjectURL(blob);
        screen.replaceChildren(type.value === 'gif'
            ? L.el('img', {src: address, alt: 'Movie of the voltage'})
            : L.el('video', {src: address, controls: true, loop: true,
                'aria-label': 'Movie of the voltage'}));
    }
    async function run() {
        const began = Date.now();
        const seconds = () => Math.round((Date.now() - began) / 1000) + ' s';
        make.disabled = true;
        timer = setInterval(() => { line.textContent = 'making it, ' + seconds(); }, 500);
        try {
            show(await L.post('figure', {words: words(), type: type.value}, 'blob'));
            line.textContent = 'made in ' + seconds();
        } catch (error) {
            line.textContent = error.message;
        }
        clearInterval(timer);
        make.disabled = false;
    }
    const nothing = () => {};
    return {
        element: L.el('div', {class: 'charts'}, L.el('div', {class: 'row'}, make, type, line),
            screen),
        type: null, setWindow: nothing, zoom: nothing, reset: nothing, repaint: nothing,
        destroy() {
            clearInterval(timer);
            if (address) URL.revokeObjectURL(address);
        }
    };
};
