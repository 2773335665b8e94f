// SPDX-License-Identifier: BSD-3-Clause
// view.js - the right side: several figures of what is chosen, in a layout, on common axes.
'use strict';

(() => {
    // Columns, and how high the rows are.
    const layouts = {
        one: {title: 'One', columns: 1, weights: [1]},
        low: {title: 'Two rows, 1:3', columns: 1, weights: [1, 3]},
        rows: {title: 'Two rows', columns: 1, weights: [1, 1]},
        three: {title: 'Three rows', columns: 1, weights: [1, 1, 1]},
        columns: {title: 'Two columns', columns: 2, weights: [1]},
        grid: {title: 'Two by two', columns: 2, weights: [1, 1]}
    };
    const templates = {
        'Input and dipole': ['low', 'drives', 'dipole'],
        'Dipole of each layer': ['one', 'layers'],
        'Input and spikes': ['low', 'drives', 'raster'],
        'Spikes and firing rates': ['rows', 'raster', 'hist'],
        'Spikes and dipole of each layer': ['rows', 'raster', 'layers'],
        'Dipole and spectrogram': ['one', 'tfr'],
        'Input, dipole and spectrogram': ['low', 'drives', 'tfr'],
        'Power spectra of the layers': ['one', 'psd'],
        'Dipole and power spectrum': ['rows', 'dipole', 'psd'],
        'LFP and CSD': ['one', 'laminar'],
        'EEG, MEG and their maps': ['three', 'eeg', 'meg', 'topography'],
        'Recorded traces': ['one', 'traces'],
        'Cells and connections': ['columns', 'space', 'connectivity'],
        'Summary': ['one', 'summary']
    };
    const SPARE = ['dipole', 'raster', 'psd', 'layers'];
    const blank = kind => ({kind, options: {}, of: null});
    const usual = () => ({layout: 'low', overlay: true, sameY: true, linked: true,
        places: [blank('drives'), blank('dipole')]});

    let places = []; // L.figure's
    const view = {state: usual(), window: null, changed, setWindow, align, move, remove};
    const root = document.getElementById('view');
    const grid = L.el('div', {class: 'grid'});

    function changed() {
        if (L.keep && L.keep.changed) L.keep.changed();
    }
    // One place was zoomed: those over time follow.
    function setWindow(place, window) {
        if (!view.state.linked || !L.kinds.kinds[place.state.kind].isOverTime) return;
        view.window = window;
        places.filter(one => one !== place).forEach(one => one.setWindow(window));
    }

    // Charts over time stand one below the other: their axes begin at one place.
    function align() {
        const charts = places.filter(({state}) => L.kinds.kinds[state.kind].isOverTime)
            .flatMap(place => place.charts);
        const left = Math.max(0, ...charts.map(chart => chart.left()));
        charts.forEach(chart => chart.setLeft(left));
    }

    // ---- places --------------------------------------------------------------------------------
    function lay() {
        const {columns, weights} = layouts[view.state.layout];
        const rows = Math.ceil(places.length / columns);
        grid.style.setProperty('--columns', Math.min(columns, Math.max(1, places.length)));
        grid.style.gridTemplateRows = Array.from({length: rows}, (_, i) =>
            'minmax(min-content, ' + (weights[i] || 1) + 'fr)').join(' ');
        places.forEach(({element}, i) => element.classList.toggle('low', weights.length > 1 &&
            weights[Math.floor(i / columns)] === 1 && weights.includes(3)));
        layout.value = view.state.layout;
        overlay.checked = view.state.overlay;
        sameY.checked = view.state.sameY;
        linked.checked = view.state.linked;
    }
    // The places as the state has them; those that stay are not drawn again.
    function build() {
        const before = places;
        places = view.state.places.map(state => before.find(one => one.state === state) ||
            L.figure(state, view));
        before.filter(one => !places.includes(one)).forEach(one => one.destroy());
        const wanted = places.map(({element}) => element);
        if (wanted.some((element, i) => grid.children[i] !== element) ||
            grid.children.length !== wanted.length) grid.replaceChildren(...wanted);
        lay();
        places.filter(one => !before.includes(one)).forEach(one => {
            if (view.state.linked && view.window) one.setWindow(view.window);
            one.refresh();
        });
    }
    function alter(act) {
        act(view.state);
        changed();
        build();
    }
    function move(place, step) {
        alter(({places: list}) => {
            const from = list.indexOf(place.state), to = from + step;
            if (to < 0 || to >= list.length) return;
            [list[from], list[to]] = [list[to], list[from]];
        });
        place.element.querySelector('.pop:last-of-type summary').focus();
    }
    function remove(place) {
        alter(state => { state.places = state.places.filter(one => one !== place.state); });
    }
    // Exactly as many places as the layout has.
    function setLayout(name) {
        alter(state => {
            const {columns, weights} = layouts[name], n = columns * weights.length;
            state.layout = name;
            state.places = state.places.slice(0, n);
            while (state.places.length < n) {
                state.places.push(blank(SPARE.find(kind =>
                    !state.places.some(one => one.kind === kind)) || 'dipole'));
            }
        });
    }
    function setTemplate(name) {
        alter(state => {
            const [of, ...kinds] = templates[name];
            state.layout = of;
            state.places = kinds.map(blank);
        });
    }

    // ---- all at once ---------------------------------------------------------------------------
    // Each figure as a file in the folder that is served.
    async function saveAll(type) {
        const said = [];
        for (const place of places) {
            for (const {words} of place.words()) {
                const kind = words[words.indexOf('--kind') + 1];
                const name = words.slice(1, words.indexOf('--kind')).filter(word => word[0] !== '-')
                    .map(path => path.split('/').pop()).slice(0, 3).join('_');
                const file = name + '_' + kind + '.' + type;
                try {
                    await L.post('write', {words: [...words, '--out', file]});
                    said.push(file);
                } catch (error) {
                    L.say(error.message, true);
                    return;
                }
            }
        }
        L.say(said.length > 0 ? 'written: ' + said.join(', ') : 'there is no figure');
    }

    // ---- the bar -------------------------------------------------------------------------------
    const template = L.el('select', {id: 'view-template', onchange: () => {
        if (template.value) setTemplate(template.value);
        template.value = '';
    }}, L.el('option', {value: ''}, 'Figures …'),
    Object.keys(templates).map(name => L.el('option', {value: name}, name)));
    template.setAttribute('aria-label', 'Figures to show');
    const layout = L.el('select', {id: 'view-layout', 'aria-label': 'Layout',
        onchange: () => setLayout(layout.value)},
    Object.entries(layouts).map(([value, {title}]) => L.el('option', {value}, title)));
    const box = (name, text, help) => {
        const input = L.el('input', {type: 'checkbox', onchange: () => {
            alter(state => { state[name] = input.checked; });
            if (name !== 'linked') places.forEach(place => place.refresh());
        }});
        return [input, L.el('label', {class: 'switch', title: help}, input, text)];
    };
    const [overlay, overlayLabel] = box('overlay', 'Overlay runs',
        'Dipoles and spectra of all that is chosen on one axis; else side by side');
    const [sameY, sameYLabel] = box('sameY', 'Same y axis', 'Of runs side by side');
    overlayLabel.hidden = sameYLabel.hidden = true;
    const [linked, linkedLabel] = box('linked', 'Same time', 'Zooming in one figure zooms all');
    const button = (text, title, onclick) => L.el('button', {type: 'button', title, onclick}, text);
    root.append(L.el('div', {class: 'row view-bar', role: 'group', 'aria-label': 'Figures'},
        template, layout, linkedLabel, overlayLabel, sameYLabel,
        button('Show all', 'Ends all zooms', () => {
            view.window = null;
            places.forEach(place => place.reset());
        }),
        button('Add figure', 'One more, below', () => alter(state =>
            state.places.push(blank(SPARE[state.places.length % SPARE.length])))),
        L.menu('Save all', 'Write all figures into the folder',
            ['svg', 'pdf', 'png', 'txt'].map(type => ['as ' + type, () => saveAll(type)]))), grid);

    // ---- events --------------------------------------------------------------------------------
    const refresh = () => places.forEach(place => place.refresh());
    L.on('started', build);
    L.on('chosen', () => {
        overlayLabel.hidden = sameYLabel.hidden = (L.chosen || []).length < 2;
        refresh();
    });
    L.on('files', refresh); // results, too, are listed then
    L.on('network', () => places.filter(({state}) => L.kinds.kinds[state.kind].isNetwork)
        .forEach(place => place.soon()));
    const repaint = () => places.forEach(place => place.repaint());
    new MutationObserver(repaint).observe(document.documentElement,
        {attributes: true, attributeFilter: ['data-theme']});
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);

    const isSound = kept => kept && layouts[kept.layout] && Array.isArray(kept.places) &&
        kept.places.every(one => L.kinds.kinds[one.kind] && one.options);
    if (L.keep && L.keep.part) {
        L.keep.part('view', () => view.state, kept => {
            if (!isSound(kept)) return;
            view.state = {...usual(), ...kept};
            if (places.length > 0) build();
        });
    }
    // Lays data or results over the dipole, for other parts of the page.
    view.compare = path => {
        if (!places.some(({state}) => state.kind === 'dipole')) {
            alter(state => state.places.push(blank('dipole')));
        }
        const place = places.find(({state}) => state.kind === 'dipole');
        place.state.options.compare = path;
        changed();
        place.refresh();
    };
    Object.defineProperty(view, 'places', {get: () => places});
    L.view = view;
})();
