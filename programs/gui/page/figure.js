// SPDX-License-Identifier: BSD-3-Clause
// figure.js - a place of the view: what kind of figure it shows, of which results and how; its
// command; its export.
'use strict';

L.figure = (() => {
    const WAIT_MS = 250, MOST_OVERLAID = 12;
    const TYPES = {svg: 'SVG', pdf: 'PDF', png: 'PNG', txt: 'Data'};
    let number = 0;

    const nameOf = path => path.replace(/\/$/, '').split('/').pop();
    const modified = path => (L.results && L.results.of && L.results.of(path) || {}).modified || 0;
    // Results and data of the folder.
    const known = () => ((L.results && L.results.all) || []).map(one => one.path);
    // What is not listed yet has the ending of a file, or is a folder.
    const isData = path => {
        const known = L.results && L.results.of(path);
        return known ? known.kind === 'data' : /\.(?!h5$)\w+$/.test(path);
    };
    const facts = new Map(); // by path and time: a promise
    function factsOf(path) {
        const key = path + ' ' + modified(path);
        if (!facts.has(key)) {
            facts.set(key, isData(path) ? Promise.resolve({})
                : L.get('results/' + L.inAddress(path)).catch(() => ({})));
        }
        return facts.get(key);
    }
    function download(blob, name) {
        const link = L.el('a', {href: URL.createObjectURL(blob), download: name});
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }

    // state: {kind, options, of}, which the view keeps; view: what all places share (view.js).
    return function figure(state, view) {
        const id = 'figure' + ++number;
        let shown = [];      // [{paths, picture, element, key, error}]
        let timer = 0, turn = 0;
        function later(act) {
            clearTimeout(timer);
            timer = setTimeout(act, WAIT_MS);
        }
        const kind = () => L.kinds.kinds[state.kind];
        const title = () => kind().title;

        // ---- which results -------------------------------------------------------------------
        // Lists of paths, each of one picture.
        function groups() {
            const all = chosen();
            if (kind().isNetwork && all.length === 0) return [[]];
            const drawn = all.filter(path => path !== laid() && (takesData() || !isData(path)));
            if (kind().isMany && view.state.overlay && drawn.length <= MOST_OVERLAID) {
                return drawn.length > 0 ? [drawn] : [];
            }
            return drawn.map(path => [path]);
        }
        const chosen = () => state.of === 'experiment' ? [] : state.of ? [state.of]
            : L.chosen || [];
        const takesData = () => kind().uses.includes('data') || state.kind === 'raster' ||
            state.kind === 'hist';
        // Data that are chosen beside runs are what these are compared with.
        function laid() {
            const data = chosen().filter(isData);
            return kind().uses.includes('compare') && !state.options.compare && data.length === 1
                && chosen().length > 1 ? data[0] : null;
        }
        const wordsOf = (paths, window) => L.kinds.words(laid() ? {...state,
            options: {...state.options, compare: laid()}} : state, paths, window);
        let zoomed = null; // [from, to] of the x axis

        // ---- the head ------------------------------------------------------------------------
        const kinds = L.el('select', {'aria-label': 'What is drawn', class: 'kind',
            onchange: () => change(() => {
                state.kind = kinds.value;
                zoomed = kind().isOverTime && view.state.linked ? view.window : null;
            })},
            Object.entries(L.kinds.kinds).map(([name, {title: text}]) =>
                L.el('option', {value: name}, text)));
        const whose = L.el('span', {class: 'whose'});
        const tool = (text, label, act, more) => L.el('button', {type: 'button', class: 'tool',
            'aria-label': label, title: label, onclick: act, ...more}, text);
        const settings = tool('Options', 'Options of the figure', () => {
            state.isOpen = form.hidden;
            fillForm();
            view.changed();
        }, {'aria-expanded': 'false', 'aria-controls': id + 'form'});
        const head = L.el('div', {class: 'head'}, kinds, whose, settings,
            L.menu('Save', 'Save the figure as a file', Object.entries(TYPES).map(([type, text]) =>
                [text, () => keep(type)])),
            L.menu('⋯', 'More of the figure', [
                ['Zoom in', () => each(one => one.zoom(1.5))],
                ['Zoom out', () => each(one => one.zoom(1 / 1.5))],
                ['Show all of it', () => {
                    view.setWindow(self, null);
                    self.reset();
                }],
                ['Enlarge', () => enlarge(!element.classList.contains('large'))],
                ['Move up', () => view.move(self, -1)],
                ['Move down', () => view.move(self, 1)]]),
            tool('×', 'Remove the figure', () => view.remove(self)));
        const form = L.el('div', {class: 'form', id: id + 'form', hidden: true});
        const body = L.el('div', {class: 'pictures'});
        const error = L.el('p', {class: 'error', role: 'alert'});
        const element = L.el('section', {class: 'figure', 'data-kind': state.kind,
            onkeydown: event => {
                if (event.key === 'Escape' && element.classList.contains('large')) enlarge(false);
            }}, head, form, error, body);
        const each = f => shown.forEach(({picture}) => picture && f(picture));

        function enlarge(isLarge) {
            element.classList.toggle('large', isLarge);
            settings.focus(); // so that Escape ends it
        }
        function fillHead() {
            kinds.value = state.kind;
            element.dataset.kind = state.kind;
            element.setAttribute('aria-label', title());
            whose.textContent = state.of ? nameOf(state.of) : '';
            factsOfMain().then(facts => [...kinds.options].forEach(option => {
                option.textContent = L.kinds.kinds[option.value].title +
                    (L.kinds.isLacking(option.value, facts) ? ' (not recorded)' : '');
            }));
        }
        const factsOfMain = async () => {
            const main = (groups()[0] || [])[0];
            return main ? factsOf(main) : {};
        };

        // ---- options -------------------------------------------------------------------------
        // After a change of what is drawn.
        function change(act) {
            act();
            fillHead();
            fillForm();
            view.changed();
            update();
        }
        function enter(name, value, isLate) {
            if (value === '' || value === null) delete state.options[name];
            else state.options[name] = value;
            view.changed();
            if (isLate) later(update);
            else update();
        }
        function row(name, input) {
            const about = L.kinds.options[name], key = id + name;
            input.id = key;
            input.setAttribute('aria-describedby', key + 'error');
            return L.el('div', {class: 'option', 'data-option': name, title: L.kinds.help(name)},
                L.el('label', {for: key}, about.label), input,
                about.unit ? L.el('span', {class: 'unit'}, about.unit) : null,
                L.el('span', {class: 'error', role: 'alert', id: key + 'error'}));
        }
        function text(name, hint, choices) {
            const list = choices && choices.length > 0 ? L.el('datalist', {id: id + name + 'list'},
                choices.map(choice => L.el('option', {value: choice}))) : null;
            const input = L.el('input', {type: 'text', autocomplete: 'off', spellcheck: 'false',
                value: state.options[name] || '', placeholder: hint || null,
                list: list ? list.id : null,
                oninput: () => enter(name, input.value.trim(), true)});
            const made = row(name, input);
            if (list) made.append(list);
            return made;
        }
        // All, one of them, their mean with its standard error, or a list that is typed.
        function trials(known) {
            const now = state.options.mean ? 'mean' : state.options.trials || '';
            const numbers = (known || []).map(String);
            const select = L.el('select', {onchange: () => {
                delete state.options.mean;
                list.hidden = select.value !== 'list';
                if (select.value === 'list') return;
                if (select.value === 'mean') state.options.mean = true;
                enter('trials', select.value === 'mean' ? '' : select.value);
            }}, L.el('option', {value: ''}, kind().hasFirst ? 'the first' : 'all'),
            kind().uses.includes('mean')
                ? L.el('option', {value: 'mean'}, 'mean ± standard error') : '',
            numbers.map(k => L.el('option', {value: k}, 'trial ' + k)),
            L.el('option', {value: 'list'}, 'these …'));
            const isList = now !== '' && now !== 'mean' && !numbers.includes(now);
            const list = L.el('input', {type: 'text', 'aria-label': 'Trials, such as 0,2-4',
                placeholder: '0,2-4', value: isList ? now : '',
                oninput: () => enter('trials', list.value.trim(), true)});
            select.value = isList ? 'list' : now;
            list.hidden = !isList;
            const made = row('trials', select);
            select.after(list);
            return made;
        }
        function compare() {
            const select = L.el('select', {onchange: () => enter('compare', select.value)},
                L.el('option', {value: ''}, laid() ? 'what is chosen: ' + laid() : 'nothing'),
                [...new Set([...known(), state.options.compare].filter(path => path))].map(path =>
                    L.el('option', {value: path}, path)));
            select.value = state.options.compare || '';
            return row('compare', select);
        }
        function of() {
            const others = [...new Set([...L.chosen || [], ...known(), ...state.of
                && state.of !== 'experiment' ? [state.of] : []])];
            const select = L.el('select', {id: id + 'of',
                onchange: () => change(() => { state.of = select.value || null; })},
            L.el('option', {value: ''}, 'what is chosen'),
            kind().isNetwork ? L.el('option', {value: 'experiment'}, 'the experiment') : '',
            others.map(path => L.el('option', {value: path}, path)));
            select.value = state.of || '';
            return L.el('div', {class: 'option'}, L.el('label', {for: id + 'of'}, 'Of'), select);
        }
        async function fillForm() {
            form.hidden = !state.isOpen;
            settings.setAttribute('aria-expanded', String(!form.hidden));
            if (form.hidden) return;
            const about = await factsOfMain(), main = groups()[0];
            const hints = {scale: about.scale, smooth: about.smooth_ms, from: 0,
                to: about.tstop_ms};
            const makers = {trials: () => trials(about.trials), compare,
                signal: () => text('signal', '', L.kinds.signals(state.kind, about))};
            const hasData = [main && main[0], state.options.compare, laid()].some(path =>
                path && isData(path));
            const names = Object.keys(L.kinds.options).filter(name => name === 'title' ||
                kind().uses.includes(name) && (hasData || name !== 'units' && name !== 'data'));
            const at = form.contains(document.activeElement) ? document.activeElement : null;
            if (at && at.matches('input')) return; // somebody types
            form.replaceChildren(of(), ...names.map(name => makers[name] ? makers[name]()
                : text(name, hints[name] !== undefined ? String(hints[name])
                    : L.kinds.options[name].hint)));
            const again = at && document.getElementById(at.id);
            if (again) again.focus();
        }
        // What the server says of an option stands beside it.
        function complain(line) {
            form.querySelectorAll('.error').forEach(place => { place.textContent = ''; });
            form.querySelectorAll('[aria-invalid]').forEach(input =>
                input.removeAttribute('aria-invalid'));
            error.textContent = '';
            const name = /^--(\w+)/.exec(line || ''), place = name && !form.hidden &&
                form.querySelector('[data-option="' + name[1] + '"]');
            if (place) {
                place.querySelector('.error').textContent = line;
                place.querySelector('input, select').setAttribute('aria-invalid', 'true');
            } else error.textContent = line || '';
        }

        // ---- pictures ------------------------------------------------------------------------
        function make(paths) {
            const label = title() + (paths.length > 0 ? ' of ' + paths.map(nameOf).join(', ') : '');
            const onWindow = next => {
                zoomed = next;
                view.setWindow(self, next);
                later(update);
            };
            const picture = kind().isOfPage ? L.space(paths)
                : state.kind === 'movie' ? L.movie(() => wordsOf(paths, null))
                    : kind().isCurves ? L.pictures.curves(label, onWindow)
                        : L.pictures.image(label);
            const command = L.el('div', {class: 'words'});
            return {paths, picture, kind: state.kind, name: paths.map(nameOf).join(', '),
                command, element: L.el('figure', {}, L.el('figcaption', {},
                    paths.map(nameOf).join(', ')), picture.element, command)};
        }
        // The pictures that are wanted, those that are there already as they are.
        function arrange() {
            const next = groups().map(paths => shown.find(one => one.kind === state.kind &&
                one.paths.join('\n') === paths.join('\n')) || make(paths));
            shown.filter(one => !next.includes(one)).forEach(one => one.picture.destroy());
            const isSame = next.length === shown.length && next.every((one, i) => one === shown[i]);
            shown = next;
            if (!isSame || next.length === 0) {
                body.replaceChildren(...next.length > 0 ? next.map(one => one.element)
                    : [L.el('p', {class: 'soft'}, chosen().length > 0
                        ? 'Data have none of it: choose a run, too.'
                        : 'Nothing is chosen: run the experiment, or choose results above.')]);
            }
            body.classList.toggle('several', next.length > 1);
        }
        async function ask(one, mine) {
            const {picture, paths} = one;
            const isImage = picture.type === 'svg';
            const words = wordsOf(paths, isImage ? zoomed : null);
            const key = JSON.stringify([words, paths.map(modified)]);
            if (picture.refresh) await picture.refresh();
            if (picture.type && key !== one.key) {
                const answer = await L.post('figure', {words, type: picture.type},
                    isImage ? 'blob' : 'text');
                if (mine !== turn || !shown.includes(one)) return;
                one.key = key;
                picture.show(answer);
                picture.setWindow(zoomed);
            }
            if (picture.detail) await refine(one, mine);
        }
        // What is zoomed to, with all its samples and its own agreement with data.
        async function refine({picture, paths}, mine) {
            if (!zoomed || !kind().isOverTime || !(picture.isCoarse ||
                state.options.compare || laid())) {
                picture.detail(null);
                return;
            }
            const words = wordsOf(paths, zoomed);
            const answer = await L.post('figure', {words, type: 'txt'}, 'text');
            if (mine === turn) picture.detail(answer);
        }
        async function update() {
            const mine = ++turn;
            clearTimeout(timer);
            arrange();
            showCommand();
            element.setAttribute('aria-busy', 'true');
            const ends = await Promise.allSettled(shown.map(one => ask(one, mine)));
            if (mine !== turn) return;
            const failed = ends.find(end => end.status === 'rejected');
            complain(failed && failed.reason.message);
            shown.forEach((one, i) => one.element.classList.toggle('stale',
                ends[i].status === 'rejected'));
            share();
            element.removeAttribute('aria-busy');
            view.align();
        }
        // Pictures side by side have one y axis, in one unit.
        function share() {
            const all = shown.map(one => one.picture.charts || []);
            if (all.length < 2 || !view.state.sameY) return;
            for (let i = 0; i < Math.min(...all.map(charts => charts.length)); i++) {
                const charts = all.map(list => list[i]);
                if (charts.some(({plan}) => plan.rows || plan.low === null ||
                    plan.unit !== charts[0].plan.unit)) continue;
                const low = Math.min(...charts.map(({plan}) => plan.low));
                const high = Math.max(...charts.map(({plan}) => plan.high));
                charts.forEach(chart => chart.setRange(low, high));
            }
        }
        function showCommand() {
            shown.forEach(({paths, command}) => command.replaceChildren(
                L.command.line(wordsOf(paths, zoomed))));
        }

        // ---- files ---------------------------------------------------------------------------
        async function keep(type) {
            save.open = false;
            for (const paths of groups()) {
                const words = wordsOf(paths, zoomed);
                const name = (paths.map(nameOf).join('_') || L.doc.name) + '_' +
                    words[words.indexOf('--kind') + 1] + '.' + type;
                await L.post('figure', {words, type}, 'blob').then(blob => download(blob, name))
                    .catch(failed => complain(failed.message));
            }
        }

        const self = {
            state, element, update,
            get pictures() { return shown.map(one => one.picture); },
            get charts() { return shown.length === 1 && shown[0].picture.charts || []; },
            soon: () => later(update),
            refresh() { fillHead(); fillForm(); update(); },
            words: () => groups().map(paths => ({paths,
                words: wordsOf(paths, zoomed)})),
            // Another place was zoomed.
            setWindow(next) {
                if (!kind().isOverTime) return;
                zoomed = next;
                each(one => one.setWindow(next));
                later(update);
            },
            reset() {
                zoomed = null;
                each(one => one.reset());
                later(update);
            },
            repaint: () => each(one => one.repaint()),
            destroy() {
                clearTimeout(timer);
                turn++;
                each(one => one.destroy());
            }
        };
        fillHead();
        fillForm();
        return self;
    };
})();
