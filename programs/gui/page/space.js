// SPDX-License-Identifier: BSD-3-Clause
// space.js - cells and electrodes in space, which turn: three.js draws them when something moves.
'use strict';

L.space = (() => {
    // As `plot` colours populations (programs/plot/plot_colours.c).
    const LAYER2 = ['#0072B2', '#56B4E9', '#332288'], LAYER5 = ['#D55E00', '#E69F00', '#882255'];
    const OTHERS = ['#117733', '#44AA99', '#AA4499', '#CC6677', '#661100', '#999933'];
    const WIDTH_UM = 1000, SIDES = 8, FIELD_DEG = 30;
    // From where one looks, z is up.
    const VIEWS = {Front: [0, -1, 0.12], Side: [1, 0, 0.12], Top: [0, -0.001, 1]};
    let loading = null;

    function load(name) {
        return new Promise((resolve, reject) => document.head.append(L.el('script', {
            src: name + '?token=' + L.token, onload: resolve,
            onerror: () => reject(new Error(name + ' cannot be read'))})));
    }
    const library = () => loading = loading ||
        load('three.js').then(() => load('orbit.js')).catch(error => {
            loading = null;
            throw error;
        });
    const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

    function colourOf(populations, at) {
        const layerOf = one => {
            const layer = parseInt(one.layer || (/^L(\d)/.exec(one.name) || [])[1], 10);
            return layer >= 20 ? Math.floor(layer / 10) : layer;
        };
        const isInhibitory = one => one.excitatory === null ? one.name.includes('basket')
            : !one.excitatory;
        const it = populations[at], layer = layerOf(it);
        const before = populations.slice(0, at).filter(one => Object.is(layerOf(one), layer) &&
            isInhibitory(one) === isInhibitory(it)).length;
        const shade = isInhibitory(it) ? 1 : 2 * before;
        return layer >= 2 && layer < 4 ? LAYER2[shade % 3] : layer === 5 ? LAYER5[shade % 3]
            : OTHERS[(shade + (isNaN(layer) ? 0 : 2 * layer)) % 6];
    }
    // Columns may be much higher than wide: places in the plane are drawn so many times further
    // apart, but beside electrodes.
    function stretchOf(shape) {
        const places = shape.populations.flatMap(one => one.places_um);
        const width = Math.max(...[0, 1].map(axis => {
            const all = places.map(place => place[axis]);
            return all.reduce((a, b) => Math.max(a, b)) - all.reduce((a, b) => Math.min(a, b));
        }));
        if (shape.arrays.length > 0 || !(width > 0 && width < WIDTH_UM / 3)) return 1;
        const power = 10 ** Math.floor(Math.log10(WIDTH_UM / width));
        return power * [5, 2, 1].find(digit => digit * power <= WIDTH_UM / width);
    }

    // ---- things ------------------------------------------------------------------------------
    // The sections of all cells of a population: cylinders, thin ones a little thicker.
    function cells(population, sections, stretch, thin, colour) {
        const shape = new THREE.CylinderBufferGeometry(1, 1, 1, SIDES);
        const n = sections.length * population.places_um.length;
        const mesh = new THREE.InstancedMesh(shape, new THREE.MeshLambertMaterial({color: colour}),
            n);
        const up = new THREE.Vector3(0, 1, 0), matrix = new THREE.Matrix4();
        let at = 0;
        for (const [x, y, z] of population.places_um) {
            const place = new THREE.Vector3(stretch * x, stretch * y, z);
            for (const [x0, y0, z0, x1, y1, z1, diam] of sections) {
                const from = new THREE.Vector3(x0, y0, z0), to = new THREE.Vector3(x1, y1, z1);
                const along = to.clone().sub(from), length = along.length() || 1e-3;
                const turn = new THREE.Quaternion().setFromUnitVectors(up, along.normalize());
                const radius = Math.max(diam / 2, thin);
                mesh.setMatrixAt(at++, matrix.compose(from.add(to).multiplyScalar(0.5).add(place),
                    turn, new THREE.Vector3(radius, length, radius)));
            }
        }
        mesh.frustumCulled = false;
        return mesh;
    }
    function contacts(array, radius, colour) {
        const mesh = new THREE.InstancedMesh(new THREE.SphereBufferGeometry(radius, 12, 8),
            new THREE.MeshLambertMaterial({color: colour}), array.places_um.length);
        array.places_um.forEach(([x, y, z], i) =>
            mesh.setMatrixAt(i, new THREE.Matrix4().makeTranslation(x, y, z)));
        mesh.frustumCulled = false;
        return mesh;
    }
    // A text that ends where it is put; sizes are powers of two, as WebGL likes them.
    function words(text, size, colour) {
        const canvas = L.el('canvas', {width: 256, height: 64});
        const context = canvas.getContext('2d');
        context.font = '46px system-ui, "DejaVu Sans", sans-serif';
        context.fillStyle = colour;
        context.textAlign = 'right';
        context.textBaseline = 'middle';
        context.fillText(text, 254, 32);
        const sprite = new THREE.Sprite(new THREE.SpriteMaterial({
            map: new THREE.CanvasTexture(canvas), depthTest: false}));
        sprite.center.set(1, 0.5);
        sprite.scale.set(4 * size, size, 1);
        return sprite;
    }
    // A scale of heights beside the cells.
    function axis(box, colour) {
        const group = new THREE.Group(), points = [];
        const {min, max} = box, size = max.z - min.z, rough = size / 5;
        const power = 10 ** Math.floor(Math.log10(rough));
        const step = power * [1, 2, 5, 10].find(digit => digit * power >= rough);
        const x = min.x - 0.08 * size, tick = 0.02 * size;
        const first = Math.ceil(min.z / step), last = Math.floor(max.z / step);
        points.push(x, min.y, min.z, x, min.y, max.z);
        for (let k = first; k <= last; k++) {
            points.push(x, min.y, k * step, x - tick, min.y, k * step);
            const label = words(k * step + (k === last ? ' µm' : ''), 0.045 * size, colour);
            label.position.set(x - 1.5 * tick, min.y, k * step);
            group.add(label);
        }
        const lines = new THREE.BufferGeometry();
        lines.setAttribute('position', new THREE.Float32BufferAttribute(points, 3));
        group.add(new THREE.LineSegments(lines, new THREE.LineBasicMaterial({color: colour})));
        return group;
    }
    function boundsOf(shape, stretch) {
        const box = new THREE.Box3();
        for (const {type, places_um: places} of shape.populations) {
            const own = new THREE.Box3();
            for (const [x0, y0, z0, x1, y1, z1] of shape.types[type]) {
                own.expandByPoint(new THREE.Vector3(x0, y0, z0));
                own.expandByPoint(new THREE.Vector3(x1, y1, z1));
            }
            for (const [x, y, z] of places) {
                box.union(own.clone().translate(new THREE.Vector3(stretch * x, stretch * y, z)));
            }
        }
        shape.arrays.forEach(({places_um: places}) => places.forEach(([x, y, z]) =>
            box.expandByPoint(new THREE.Vector3(x, y, z))));
        return box;
    }

    // ---- the scene ---------------------------------------------------------------------------
    function stage(canvas) {
        const renderer = new THREE.WebGLRenderer({canvas, antialias: true, alpha: true});
        const camera = new THREE.PerspectiveCamera(FIELD_DEG, 1, 1, 1e6);
        const controls = new THREE.OrbitControls(camera, canvas);
        const light = new THREE.DirectionalLight(0xffffff, 0.6);
        const one = {scene: null, box: null, renderer, camera, controls};
        let isAsked = false;
        camera.up.set(0, 0, 1);
        camera.add(light);
        controls.enableKeys = controls.enableZoom = false;

        one.draw = () => {
            if (isAsked || !one.scene) return;
            isAsked = true;
            requestAnimationFrame(() => {
                isAsked = false;
                one.drawNow();
            });
        };
        one.drawNow = () => renderer.render(one.scene, camera);
        one.resize = () => {
            const {clientWidth: w, clientHeight: h} = canvas.parentElement;
            if (w < 10 || h < 10) return;
            renderer.setPixelRatio(devicePixelRatio);
            renderer.setSize(w, h);
            camera.aspect = w / h;
            camera.updateProjectionMatrix();
            one.draw();
        };
        one.look = from => {
            const {x, y, z} = one.box.getSize(new THREE.Vector3());
            const middle = one.box.getCenter(new THREE.Vector3());
            const [wide, high, deep] = from[2] > 0.5 ? [x, y, z]
                : from[0] > 0.5 ? [y, z, x] : [x + 0.5 * z, z, y]; // with the scale
            const away = Math.max(high, wide / camera.aspect) / 2 /
                Math.tan(FIELD_DEG * Math.PI / 360);
            controls.target.copy(middle);
            camera.position.copy(new THREE.Vector3(...from).normalize()
                .multiplyScalar(1.08 * away + deep / 2).add(middle));
            controls.update();
            one.draw();
        };
        one.zoom = factor => {
            camera.position.sub(controls.target).multiplyScalar(1 / factor).add(controls.target);
            controls.update();
            one.draw();
        };
        one.turn = (sideways, upwards) => {
            const round = new THREE.Spherical(), to = camera.position.clone().sub(controls.target);
            const swap = new THREE.Quaternion().setFromUnitVectors(camera.up,
                new THREE.Vector3(0, 1, 0));
            round.setFromVector3(to.applyQuaternion(swap));
            round.theta += sideways;
            round.phi += upwards;
            round.makeSafe();
            camera.position.setFromSpherical(round).applyQuaternion(swap.inverse())
                .add(controls.target);
            controls.update();
            one.draw();
        };
        controls.addEventListener('change', one.draw);
        // Shows a shape; the parts of it that can be switched, by name.
        one.show = shape => {
            const stretch = stretchOf(shape), parts = [];
            const box = boundsOf(shape, stretch), ink = style('--ink');
            const thin = (box.max.z - box.min.z) / 500;
            one.clear();
            one.scene = new THREE.Scene();
            one.box = box;
            one.scene.add(camera, new THREE.AmbientLight(0xffffff, 0.65), axis(box, ink));
            shape.populations.forEach((population, i) => {
                const colour = colourOf(shape.populations, i);
                const mesh = cells(population, shape.types[population.type], stretch, thin, colour);
                parts.push({name: population.name, n: population.places_um.length, colour, mesh});
            });
            shape.arrays.forEach(array => parts.push({name: array.name, colour: ink,
                n: array.places_um.length, mesh: contacts(array, 3.5 * thin, ink)}));
            parts.forEach(({mesh}) => one.scene.add(mesh));
            return {parts, stretch};
        };
        one.clear = () => {
            if (!one.scene) return;
            one.scene.traverse(thing => {
                if (thing.geometry) thing.geometry.dispose();
                if (thing.material) {
                    if (thing.material.map) thing.material.map.dispose();
                    thing.material.dispose();
                }
            });
            one.scene.dispose();
        };
        one.destroy = () => {
            one.clear();
            controls.dispose();
            renderer.dispose();
            renderer.forceContextLoss();
        };
        return one;
    }

    // ---- on the page -------------------------------------------------------------------------
    // Of results, or, without paths, of the experiment. {element, ...} as of pictures.js.
    return function space(paths) {
        const canvas = L.el('canvas', {'aria-hidden': 'true'});
        const status = L.el('span', {class: 'soft', role: 'status'}, 'loading …');
        const bar = L.el('div', {class: 'row'}), names = L.el('div', {class: 'row'});
        const keys = {ArrowLeft: () => at.turn(-0.1, 0), ArrowRight: () => at.turn(0.1, 0),
            ArrowUp: () => at.turn(0, -0.1), ArrowDown: () => at.turn(0, 0.1),
            '+': () => at.zoom(1.2), '=': () => at.zoom(1.2), '-': () => at.zoom(1 / 1.2),
            '0': () => at.look(VIEWS.Front), Home: () => at.look(VIEWS.Front)};
        const box = L.el('div', {class: 'stage', tabindex: '0', role: 'img',
            'aria-label': 'Cells in space. Turn: arrows; zoom: + and -; 0: as it was.',
            onpointerdown: () => box.focus({preventScroll: true}),
            onkeydown: event => {
                if (!at || !keys[event.key] || event.ctrlKey || event.metaKey) return;
                event.preventDefault();
                keys[event.key]();
            }}, canvas);
        const element = L.el('div', {class: 'charts'},
            L.el('div', {class: 'row space-bar'}, bar, names, status), box);
        const off = new Set(); // names of what is switched off
        const watch = new ResizeObserver(() => at && at.resize());
        let at = null, shown = '', flat = null, isEnded = false, shape = null;
        let volts = null, shownParts = [];

        box.addEventListener('wheel', event => {
            if (!at || !event.ctrlKey && document.activeElement !== box) return;
            event.preventDefault();
            at.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15);
        }, {passive: false});
        function save() {
            at.drawNow(); // what is drawn is kept only until the browser has shown it
            canvas.toBlob(blob => {
                const link = L.el('a', {href: URL.createObjectURL(blob), download: 'cells.png'});
                link.click();
                setTimeout(() => URL.revokeObjectURL(link.href), 1000);
            });
        }
        function fillBar() {
            bar.replaceChildren(...Object.entries(VIEWS).map(([name, from]) =>
                L.el('button', {type: 'button', onclick: () => at.look(from)}, name)),
            L.el('button', {type: 'button', onclick: save}, 'Picture'),
            paths.length > 0 ? L.el('button', {type: 'button', onclick: () => showVoltage()
                .catch(error => { status.textContent = error.message; })}, 'Voltage') : '');
        }
        async function showVoltage() {
            hideVoltage();
            show();
            volts = await L.voltage(paths, shape, at, shownParts);
            bar.parentElement.after(volts.element);
        }
        function hideVoltage() {
            if (!volts) return;
            volts.destroy();
            volts.element.remove();
            volts = null;
        }
        function show() {
            const {parts, stretch} = at.show(shape);
            shownParts = parts;
            const n = shape.populations.reduce((sum, one) => sum + one.places_um.length, 0);
            names.replaceChildren(...parts.map(({name, n: count, colour, mesh}) => {
                const key = L.el('span', {class: 'dot'});
                key.style.background = colour;
                mesh.visible = !off.has(name);
                return L.el('label', {class: 'switch', title: count + ''}, L.el('input', {
                    type: 'checkbox', checked: mesh.visible, onchange: event => {
                        mesh.visible = event.target.checked;
                        if (mesh.visible) off.delete(name); else off.add(name);
                        at.draw();
                    }}), key, name);
            }));
            status.textContent = n + ' cells' + (stretch > 1 ? ', places in the plane ' + stretch +
                ' times apart' : '');
        }
        // Where there is no WebGL: as `plot` draws them.
        async function showFlat(why) {
            status.textContent = 'They cannot be turned here (' + why + ').';
            if (!flat) {
                flat = L.pictures.image('Cells in space');
                box.replaceWith(flat.element);
            }
            const words = L.kinds.words({kind: 'cells', options: {}}, paths, null);
            flat.show(await L.post('figure', {words, type: 'svg'}, 'blob'));
        }
        async function refresh() {
            const spec = paths.length > 0 ? {network: paths[0] + '/results.h5'} : L.spec(L.doc);
            const text = JSON.stringify([spec, (L.results.of(paths[0]) || {}).modified]);
            if (text === shown) return;
            shown = text;
            try {
                shape = await L.post('shape', spec);
                await library();
            } catch (error) {
                shown = '';
                throw error;
            }
            if (isEnded || shown !== text) return;
            const isFirst = at === null;
            try {
                at = at || stage(canvas);
            } catch (error) {
                await showFlat('this browser has no WebGL');
                return;
            }
            show();
            if (isFirst) {
                fillBar();
                watch.observe(box);
                at.resize();
                at.look(VIEWS.Front);
            } else at.draw();
        }
        const nothing = () => {};
        return {
            element, type: null, refresh, setWindow: nothing,
            zoom: factor => flat ? flat.zoom(factor) : at && at.zoom(factor),
            reset: () => flat ? flat.reset() : at && at.look(VIEWS.Front),
            repaint: () => {
                if (!at) return;
                hideVoltage();
                show();
                at.draw();
            },
            get stage() { return at; },
            destroy() {
                isEnded = true;
                hideVoltage();
                watch.disconnect();
                if (at) at.destroy();
                if (flat) flat.destroy();
            }
        };
    };
})();
