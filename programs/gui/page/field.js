// SPDX-License-Identifier: BSD-3-Clause
// field.js - one value of the network, by its path: label, input, unit, what it was, what is wrong.
'use strict';

L.field = (() => {
    const live = new Set();
    let number = 0;

    // Quantities of a file as one reads them: 0.001 to 10000 um, not [value, "um"], value 0.001 ...
    const plain = text => text.replace(/\[value, "([^"]*)"\], value ([^;]*)/, '$2 $1')
        .replace(/^\[([^,[\]]*), ?"([^"]*)"\]/, (_, number, unit) => Number(number) + ' ' + unit);
    // The path before a value and what is accepted is that of the field itself.
    function brief(line) {
        const end = line.match(/: ([^:]*: accepted: .*)$/);
        return plain(end ? end[1] : line);
    }

    // What is said on hover and on focus: it is asked for only then.
    async function explain(one) {
        const {source} = L.at(one.path), was = L.baseValue(one.path);
        const said = await L.post('accepted', {...L.spec(L.doc), path: one.path})
            .catch(() => ({accepted: ''}));
        one.tip.textContent = [
            one.help, said.accepted && 'Accepted: ' + plain(said.accepted) + '.',
            was && 'Default: ' + was.value + ' ' + was.unit + '.',
            source && 'Source: ' + source, one.path
        ].filter(text => text).join('\n');
    }

    function update(one) {
        if (!one.element.isConnected && one.wasShown) {
            live.delete(one);
            return;
        }
        one.wasShown = one.wasShown || one.element.isConnected;
        const now = one.now ? one.now() : L.value(one.path), isChanged = L.isChanged(one.path);
        // What was refused stays, with the reason, for as long as the value is what it was.
        const isWrong = one.wrong && one.wrong.base === L.base && one.wrong.text === textOf(now);
        // So does what is typed at the moment.
        const isTyped = document.activeElement === one.input && one.input.type === 'text' &&
            one.input.value !== one.shown;
        if (!isWrong && !isTyped) {
            accept(one);
            if (one.input.type === 'checkbox') one.input.checked = !!now && now.value === 'true';
            else one.input.value = now ? now.value : one.missing || '';
            one.shown = one.input.value;
        }
        one.element.classList.toggle('changed', isChanged);
        one.unit.textContent = now ? now.unit : one.unitText || '';
        one.reset.hidden = !isChanged;
        one.pick.hidden = !!one.enter || !L.search.isNumber(one.path);
        one.pick.setAttribute('aria-pressed', L.search.has(one.path));
    }

    const textOf = now => now ? now.value : '';
    function accept(one) {
        one.wrong = null;
        one.error.textContent = '';
        one.input.removeAttribute('aria-invalid');
    }

    async function enter(one) {
        const text = one.input.type === 'checkbox' ? String(one.input.checked)
            : one.input.value.trim();
        one.shown = one.input.value;
        accept(one);
        try {
            await (one.enter ? one.enter(text) : L.set(one.path, text === '' ? null : text));
        } catch (error) {
            one.error.textContent = brief(error.message);
            one.error.title = error.message;
            one.input.setAttribute('aria-invalid', 'true');
            one.wrong = {base: L.base, text: textOf(one.now ? one.now() : L.value(one.path))};
        }
    }

    L.on('network', () => live.forEach(update));
    L.on('picking', () => live.forEach(update));

    // {path, label, help, choices: [text], isFlag, missing: shown where there is no value};
    // of what is more than one value: now(): {value, unit}, enter(text): a promise; null takes the
    // change back.
    return function field(how) {
        const id = 'field' + ++number;
        const one = {...how};
        const about = {id, name: how.path, 'aria-describedby': id + 'tip ' + id + 'error',
            onchange: () => enter(one),
            onkeydown: event => {
                if (event.key !== 'Escape' || !one.wrong) return;
                event.stopPropagation();
                one.wrong = null;
                update(one);
            },
            onfocus: () => explain(one)};
        one.input = how.choices
            ? L.el('select', about, how.choices.map(choice => L.el('option', {}, choice)))
            : how.isFlag ? L.el('input', {...about, type: 'checkbox'})
            : L.el('input', {...about, type: 'text', inputmode: 'text', autocomplete: 'off',
                spellcheck: 'false'});
        one.unit = L.el('span', {class: 'unit'});
        one.reset = L.el('button', {class: 'reset', type: 'button', title: 'Back to the default',
            'aria-label': 'Back to the default: ' + how.label,
            onclick: () => { accept(one);
                (one.enter ? one.enter(null) : L.set(one.path, null))
                    .catch(error => L.say(error.message, true)); }}, '↺');
        one.pick = L.el('button', {class: 'pick', type: 'button', title: 'Let the search move it',
            'aria-label': 'Let the search move ' + how.path,
            onclick: () => L.search.toggle(one.path)}, '⌖');
        one.tip = L.el('span', {class: 'tip', role: 'tooltip', id: id + 'tip'});
        one.error = L.el('span', {class: 'error', role: 'alert', id: id + 'error'});
        one.element = L.el('div', {class: 'field', 'data-path': how.path,
            onmouseenter: () => explain(one)},
            L.el('label', {for: id}, how.label), one.input, one.unit, one.reset, one.pick, one.tip,
            one.error);
        live.add(one);
        update(one);
        return one.element;
    };
})();
