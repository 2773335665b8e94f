/* SPDX-License-Identifier: BSD-3-Clause
   search.js - finds headings whose section holds all words, the nearest first; "/" goes to
   the box, and index.html?q=WORDS fills it. */
"use strict";
(function () {
    const box = document.getElementById("search"), list = document.getElementById("found");
    const root = document.body.dataset.root;
    const MOST = 30;
    const rows = SEARCH.map(([page, heading, link, text]) => ({
        page, heading, link, text, low: [heading, page, text].map((part) => part.toLowerCase())
    }));

    function score(row, words) {
        let sum = 0;
        for (const word of words) {
            const at = row.low.map((part) => part.indexOf(word));
            if (at.every((k) => k < 0)) { return 0; }
            sum += (at[0] >= 0 ? 8 : 0) + (at[0] === 0 ? 4 : 0) + (at[1] >= 0 ? 3 : 0) +
                (at[2] >= 0 ? 1 : 0);
        }
        return sum;
    }

    function around(row, word) {
        const at = Math.max(row.low[2].indexOf(word) - 40, 0);
        return (at > 0 ? "... " : "") + row.text.slice(at, at + 140);
    }

    function entry(row, word) {
        const item = document.createElement("li"), link = document.createElement("a");
        const more = document.createElement("small");
        link.href = root + row.link;
        link.textContent = row.heading === row.page ? row.page : row.page + ": " + row.heading;
        more.textContent = around(row, word);
        link.append(more);
        item.append(link);
        return item;
    }

    function find() {
        const words = box.value.toLowerCase().split(/\s+/).filter((word) => word.length > 1);
        list.replaceChildren();
        list.hidden = words.length === 0;
        if (list.hidden) { return; }
        const found = rows.map((row) => [score(row, words), row]).filter(([sum]) => sum > 0);
        found.sort((one, other) => other[0] - one[0]);
        list.append(...found.slice(0, MOST).map(([, row]) => entry(row, words[0])));
        if (found.length === 0) { list.append("Nothing has all of these words."); }
    }

    box.value = new URLSearchParams(location.search).get("q") || "";
    find();
    box.addEventListener("input", find);
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") { list.hidden = true; }
        if (event.key === "/" && document.activeElement !== box) {
            event.preventDefault();
            box.focus();
        }
    });
}());
