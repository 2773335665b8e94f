// SPDX-License-Identifier: BSD-3-Clause
// setting.js - a field of what is not one value of the network: many values at once, an option.
'use strict';

// {id, label, unit, help, choices: [[value, text]], isFlag, missing: shown where there is none,
// values(): texts, or true and false of a flag, set(text): a promise, reset(): a promise,
// isChanged()}. Several values that differ are "mixed".
L.setting = (() => {
    const live = new Set();

    function update(one) {
        if (!one.element.isConnected && one.wasShown) {
            live.delete(one);
            return;
        }
        one.wasShown = one.wasShown || one.element.isConnected;
        const values = [...new Set(one.values())], isChanged = one.isChanged();
        const isTyped = document.activeElement === one.input && one.input.type === 'text' &&
            one.input.value !== one.shown;
        if (!one.input.matches('[aria-invalid]') && !isTyped) {
            if (one.isFlag) one.input.checked = values[0] === true;
            else one.input.value = values.length === 1 ? values[0] : '';
            const none = one.missing || '';
            if (!one.choices) one.input.placeholder = values.length > 1 ? 'mixed' : none;
            one.shown = one.input.value;
        }
        one.element.classList.toggle('changed', isChanged);
        one.reset.hidden = !isChanged;
    }
    L.on('network', () => live.forEach(update));

    function say(one, text) {
        one.error.textContent = text;
        if (text) one.input.setAttribute('aria-invalid', 'true');
        else one.input.removeAttribute('aria-invalid');
    }
    async function take(one, act) {
        say(one, '');
        await act().then(() => update(one), error => say(one, error.message));
    }
    function enter(one) {
        const text = one.isFlag ? one.input.checked : one.input.value.trim();
        one.shown = one.input.value;
        take(one, async () => text === '' || text === false ? one.takeBack() : one.set(text));
    }

    return how => {
        const one = {...how, takeBack: how.reset};
        const id = 'setting-' + how.id.replace(/[^\w.-]/g, '_');
        const about = {id, 'aria-describedby': id + '-tip ' + id + '-error',
            onchange: () => enter(one), onkeydown: event => {
                if (event.key !== 'Escape' || !one.error.textContent) return;
                event.stopPropagation();
                say(one, '');
                update(one);
            }};
        one.input = how.choices
            ? L.el('select', about, how.choices.map(([value, text]) =>
                L.el('option', {value}, text)))
            : L.el('input', {...about, type: how.isFlag ? 'checkbox' : 'text', autocomplete: 'off',
                spellcheck: 'false'});
        one.reset = L.el('button', {class: 'reset', type: 'button', title: 'Back to the default',
            'aria-label': 'Back to the default: ' + how.label,
            onclick: () => take(one, async () => one.takeBack())}, '↺');
        one.error = L.el('span', {class: 'error', role: 'alert', id: id + '-error'});
        one.element = L.el('div', {class: 'field', 'data-path': how.id},
            L.el('label', {for: id}, how.label), one.input,
            L.el('span', {class: 'unit'}, how.unit || ''), one.reset,
            L.el('span', {class: 'tip', role: 'tooltip', id: id + '-tip'}, how.help || ''),
            one.error);
        live.add(one);
        update(one);
        return one.element;
    };
})();
