// SPDX-License-Identifier: BSD-3-Clause
// voltage.js - the recorded voltage on the cells in space, at a time that one slides to.
'use strict';

L.voltage = (() => {
    const FRAME_MS = 80;
    // As in the movies of `plot`: at rest grey, from there to blue and by orange to brown.
    const COLOURS = [[-90, '2166AC'], [-75, '9CBFDB'], [-65, 'CCCCCC'], [-50, 'FDB863'],
        [-20, 'E66101'], [10, 'A63603'], [40, '5B1A00']].map(([mV, colour]) =>
        [mV, ...[0, 2, 4].map(k => parseInt(colour.slice(k, k + 2), 16) / 255)]);
    const UNKNOWN = [0.85, 0.85, 0.85]; // of what was not recorded

    function colourOf(mV) {
        const last = COLOURS.length - 1;
        const k = Math.max(1, Math.min(last, COLOURS.findIndex(([at]) => at >= mV)
            + (mV > COLOURS[last][0] ? last + 1 : 0)));
        const [from, to] = [COLOURS[k - 1], COLOURS[k]];
        const share = Math.max(0, Math.min(1, (mV - from[0]) / (to[0] - from[0])));
        return [1, 2, 3].map(c => from[c] + share * (to[c] - from[c]));
    }
    // Each instance of a mesh gets a colour of its own.
    function tinted(mesh) {
        const tint = new THREE.InstancedBufferAttribute(new Float32Array(3 * mesh.count), 3);
        mesh.geometry.setAttribute('tint', tint);
        mesh.material = new THREE.MeshLambertMaterial({color: 0xffffff});
        mesh.material.onBeforeCompile = shader => {
            shader.vertexShader = 'attribute vec3 tint; varying vec3 itsTint;\n' +
                shader.vertexShader.replace('#include <begin_vertex>',
                    '#include <begin_vertex>\nitsTint = tint;');
            shader.fragmentShader = 'varying vec3 itsTint;\n' + shader.fragmentShader.replace(
                '#include <color_fragment>', 'diffuseColor.rgb *= itsTint;');
        };
        return tint;
    }
    // {times, gid: [], section: [], v: [frame][part]} of the text of a movie.
    function read(text) {
        const [panel] = L.figureText(text).panels, [gid, section] = panel.blocks.parts[0];
        return {times: panel.times, gid, section, v: panel.times.map((_, k) =>
            panel.blocks['frame ' + (k + 1)].map(part => part[2][0]))};
    }

    // Of results that have recorded it, on a stage of space.js that shows their shape; parts: of
    // the shape that can be switched. The element has the slider.
    return async function voltage(paths, shape, stage, parts) {
        const words = L.kinds.words({kind: 'movie', options: {}}, paths, null);
        const movie = read(await L.post('figure', {words, type: 'txt'}, 'text'));
        const tints = shape.populations.map((_, i) => tinted(parts[i].mesh));
        // Where the colour of each part stands.
        const places = movie.gid.map((gid, k) => {
            const i = shape.populations.findIndex(one => gid >= one.first_gid &&
                gid < one.first_gid + one.places_um.length);
            const sections = shape.types[shape.populations[i].type];
            const section = sections.findIndex(one => one[7] === movie.section[k]);
            return [tints[i], (gid - shape.populations[i].first_gid) * sections.length + section];
        });
        tints.forEach(tint => { for (let k = 0; k < tint.count; k++) tint.setXYZ(k, ...UNKNOWN); });
        let timer = 0;

        function show() {
            movie.v[slider.value].forEach((mV, k) => {
                const [tint, at] = places[k];
                tint.setXYZ(at, ...colourOf(mV));
            });
            tints.forEach(tint => { tint.needsUpdate = true; });
            time.textContent = movie.times[slider.value].toFixed(1) + ' ms';
            slider.setAttribute('aria-valuetext', time.textContent);
            stage.draw();
        }
        function play() {
            const isOn = timer === 0;
            clearInterval(timer);
            timer = isOn ? setInterval(() => {
                slider.value = (Number(slider.value) + 1) % movie.times.length;
                show();
            }, FRAME_MS) : 0;
            button.textContent = isOn ? 'Pause' : 'Play';
        }
        const slider = L.el('input', {type: 'range', min: 0, max: movie.times.length - 1, step: 1,
            'aria-label': 'Time', oninput: show});
        const time = L.el('output', {});
        const button = L.el('button', {type: 'button', onclick: play}, 'Play');
        slider.value = 0;
        show();
        return {
            element: L.el('div', {class: 'row voltage'}, button, slider, time,
                L.el('span', {class: 'scale', 'aria-hidden': 'true'}),
                L.el('span', {class: 'soft'}, '−90 to 40 mV')),
            destroy: () => clearInterval(timer)
        };
    };
})();
