// SPDX-License-Identifier: BSD-3-Clause
// gui_audit.js - what of the page that is seen has no name, no contrast, no place: [[what, where]].
'use strict';
const LEAST_CONTRAST = 4.5; // WCAG 2, level AA
const found = [];
const isSeen = one => one.checkVisibility({checkVisibilityCSS: true}) &&
    one.getClientRects().length > 0;
const where = one => one.tagName.toLowerCase() + (one.id ? '#' + one.id : '') + '.' +
    one.className + ' "' + one.textContent.trim().slice(0, 40) + '"';
const all = css => [...document.querySelectorAll(css)].filter(isSeen);
const textOf = ids => (ids || '').split(' ').map(id => document.getElementById(id))
    .map(one => one ? one.textContent : '').join('');

// What takes input has a name; a picture says what it shows, or that it shows nothing.
for (const one of all('input, select, textarea, button, a[href], summary, [role=tab], progress,' +
        '[role=listbox], [role=img], img, dialog')) {
    const isNamedByText = /^(BUTTON|A|SUMMARY)$/.test(one.tagName);
    const name = one.getAttribute('aria-label') || textOf(one.getAttribute('aria-labelledby')) ||
        [...one.labels || []].map(label => label.textContent).join('') ||
        (isNamedByText ? one.textContent : '') || one.getAttribute('alt') || '';
    if (!name.trim() && !one.closest('[aria-hidden=true]')) found.push(['no name', where(one)]);
}
for (const one of all('canvas')) {
    if (!one.closest('[role=img], [aria-hidden=true], [aria-label]')) {
        found.push(['no name', where(one.parentElement)]);
    }
}

// An id is there once, and what points at one finds it.
const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => found.push(['id twice', id]));
for (const name of ['aria-describedby', 'aria-labelledby', 'aria-controls', 'for']) {
    for (const one of document.querySelectorAll('[' + name + ']')) {
        for (const id of one.getAttribute(name).split(' ')) {
            if (!ids.includes(id)) found.push([name + ' of nothing', id + ' ' + where(one)]);
        }
    }
}

// No heading is left out.
let level = 0;
for (const one of all('h1, h2, h3, h4, h5, h6')) {
    if (+one.tagName[1] > level + 1) found.push(['heading', where(one) + ' below h' + level]);
    level = +one.tagName[1];
}

// Texts on what is behind them, by the formula of WCAG 2.
function colour(text) {
    const [r, g, b, a] = text.match(/-?[\d.]+/g).map(Number);
    const most = text.startsWith('color(') ? 1 : 255;
    return {rgb: [r, g, b].map(value => value / most), a: a === undefined ? 1 : a};
}
const over = (top, under) => top.rgb.map((value, i) => value * top.a + under[i] * (1 - top.a));
function behind(one) {
    const under = one.parentElement ? behind(one.parentElement) : [1, 1, 1];
    return over(colour(getComputedStyle(one).backgroundColor), under);
}
function light(rgb) {
    const [r, g, b] = rgb.map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b + .05;
}
function opacity(one) {
    return one ? getComputedStyle(one).opacity * opacity(one.parentElement) : 1;
}
function checkContrast(one) {
    const box = one.getBoundingClientRect();
    if (!isSeen(one) || one.closest(':disabled, .stale, svg') || box.width <= 1) return;
    const back = behind(one), ink = colour(getComputedStyle(one).color);
    const pair = [light(over({rgb: ink.rgb, a: ink.a * opacity(one)}, back)), light(back)];
    const ratio = Math.max(...pair) / Math.min(...pair);
    if (ratio < LEAST_CONTRAST) found.push(['contrast ' + ratio.toFixed(2), where(one)]);
}
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
    const one = texts.currentNode.parentElement;
    if (texts.currentNode.data.trim() && one.tagName !== 'OPTION') checkContrast(one);
}
document.querySelectorAll('input, select, textarea').forEach(checkContrast);

// Nothing makes the page wider than the window.
if (document.documentElement.scrollWidth > innerWidth) {
    found.push(['wider than the window', document.documentElement.scrollWidth + ' px']);
}
for (const one of all('.plot, .paper, .stage')) {
    const right = one.parentElement.getBoundingClientRect().right;
    if (one.getBoundingClientRect().right > right + 1) found.push(['wider than its place', where(one)]);
}
return found;
