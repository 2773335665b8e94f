// SPDX-License-Identifier: BSD-3-Clause
// entry.js - an input that is no value of the network: label, unit, what is wrong with it.
'use strict';

L.entry = (() => {
    let number = 0;

    // Texts that are wrong have an Error with what is accepted.
    const checks = {
        number(text) {
            if (text === '' || !Number.isFinite(+text)) throw new Error(text + ': accepted: a number');
            return +text;
        },
        positive(text) {
            const value = checks.number(text);
            if (value <= 0) throw new Error(text + ': accepted: a number above 0');
            return value;
        },
        count(text) {
            if (!/^\d+$/.test(text) || +text < 1) {
                throw new Error(text + ': accepted: a whole number from 1');
            }
            return +text;
        },
        whole(text) {
            if (!/^\d+$/.test(text)) throw new Error(text + ': accepted: a whole number from 0');
            return +text;
        },
        name(text) {
            if (!/^[A-Za-z0-9_][A-Za-z0-9_.+ -]{0,62}$/.test(text)) {
                throw new Error("'" + text + "': accepted: letters, digits, _ - + . and blanks");
            }
            return text;
        },
        text: text => text
    };
    const maybe = check => text => text === '' ? null : checks[check](text);

    // The options of a select, [[value, text]], and which is chosen. Those that are the same stay as
    // they are, as somebody may be choosing one.
    function fill(select, choices, value) {
        const state = JSON.stringify(choices);
        if (select.dataset.choices !== state) {
            select.dataset.choices = state;
            select.replaceChildren(...choices.map(([one, text]) =>
                L.el('option', {value: one}, text)));
        }
        select.value = value;
    }

    // {label, id, unit, help, check: a name of `checks` or a function, get: () => value, put: value
    // => a promise or nothing, choices: () => [[value, text]], isFlag, isWide, isBare: the label is
    // for screen readers alone}. Its element's `renew` shows the value as it now is, but where one is
    // typing or what was typed is wrong; `again` enters what was wrong once more.
    function entry(how) {
        const id = how.id || 'entry' + ++number;
        const check = typeof how.check === 'function' ? how.check : checks[how.check || 'text'];
        const error = L.el('span', {class: 'error', role: 'alert', id: id + 'error'});
        const about = {id, title: how.help, 'aria-describedby': id + 'error', onchange: enter};
        const input = how.choices ? L.el('select', about)
            : L.el('input', {...about, type: how.isFlag ? 'checkbox' : 'text', autocomplete: 'off',
                spellcheck: 'false', 'aria-label': how.isBare ? how.label : null});
        if (how.isBare && how.choices) input.setAttribute('aria-label', how.label);
        let shown = '';

        async function enter() {
            shown = input.value;
            error.textContent = '';
            input.removeAttribute('aria-invalid');
            try {
                await how.put(how.isFlag ? input.checked : how.choices ? input.value
                    : check(input.value.trim()));
            } catch (wrong) {
                error.textContent = wrong.message;
                input.setAttribute('aria-invalid', 'true');
            }
        }
        function renew() {
            const isTyped = document.activeElement === input && input.type === 'text' &&
                input.value !== shown;
            if (isTyped || input.matches('[aria-invalid]')) return;
            const value = how.get();
            const text = value === null || value === undefined ? '' : String(value);
            if (how.choices) fill(input, how.choices(), text);
            else if (how.isFlag) input.checked = !!value;
            else input.value = text;
            shown = input.value;
        }
        const kind = how.isBare ? 'bare' : how.isWide ? 'field wide' : 'field';
        const element = L.el(how.isBare ? 'span' : 'div', {class: kind},
            how.isBare ? null : L.el('label', {for: id}, how.label), input,
            how.unit ? L.el('span', {class: 'unit'}, how.unit) : null, error);
        element.renew = renew;
        element.again = () => input.matches('[aria-invalid]') && enter();
        renew();
        return element;
    }
    entry.checks = checks;
    entry.fill = fill;
    entry.maybe = maybe;
    return entry;
})();
