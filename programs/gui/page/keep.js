// SPDX-License-Identifier: BSD-3-Clause
// keep.js - the page as it was: what its parts keep is in the folder, for the next visit.
'use strict';

// A part of the page that is to be kept has read(), which gives a JSON value, and write(value),
// which takes it back; it calls L.keep.changed() after a change.
L.keep = (() => {
    const WAIT_MS = 300, AGAIN_MS = 2000;
    const MOST_LAST = 60000; // bytes, of what a browser sends when it leaves a page
    const parts = new Map();
    let kept = {};        // what was kept before, also of parts that are not there yet
    let version = 0, saved = '', timer = 0, seen = null;
    let saving = Promise.resolve(), isStarted = false, isApart = false;

    // isWritten: what was kept of it is taken back already.
    function part(name, read, write, isWritten) {
        parts.set(name, {read, write, isWritten});
        if (isStarted && name in kept) takeBack(name, parts.get(name));
    }
    // Another version of the page may have kept something else.
    function takeBack(name, one) {
        try {
            one.write(kept[name]);
        } catch (error) {
            console.warn('not taken back: ' + name + ': ' + error.message);
        }
    }
    const page = () => ({...kept,
        ...Object.fromEntries([...parts].map(([name, one]) => [name, one.read()]))});

    async function put(isLast) {
        const now = page(), text = JSON.stringify(now);
        if (text === saved || isApart) return;
        try {
            const answer = await L.api('PUT', 'page', {version, page: now}, 'json',
                {keepalive: isLast && text.length < MOST_LAST});
            version = answer.version;
            saved = text;
        } catch (error) {
            if (error.status === 409) {
                await meet();
                if (!isApart) changed();
            } else if (error.status) L.say('the page is not kept: ' + error.message, true);
            else timer = setTimeout(save, AGAIN_MS); // no server
        }
    }
    // One after the other, so that each knows the version of the one before.
    function save(isLast) {
        clearTimeout(timer);
        timer = 0;
        saving = saving.then(() => put(isLast)).catch(() => {});
        return saving;
    }
    function changed() {
        if (!isStarted) return;
        clearTimeout(timer);
        timer = setTimeout(save, WAIT_MS);
    }

    // Another window has kept something else. If it has the same experiment, it goes unsaid.
    async function meet() {
        const theirs = await L.get('page');
        if (theirs.version === version || !theirs.page) return;
        const isSame = JSON.stringify((theirs.page.experiment || {}).doc) === JSON.stringify(L.doc);
        version = theirs.version;
        if (isSame) {
            isApart = false;
            L.banner('apart');
            return;
        }
        isApart = true;
        L.banner('apart', 'The experiment was changed in another window.', [
            ['Take theirs', () => end(async () => {
                const now = await L.get('page');
                version = now.version;
                await take(now.page);
            })],
            ['Keep mine', () => end(async () => {
                saved = '';
                isApart = false;
                await save();
            })]]);
    }
    async function end(how) {
        try {
            await how();
            isApart = false;
            L.banner('apart');
        } catch (error) {
            L.say(error.message, true);
        }
    }
    async function take(now) {
        kept = now;
        for (const [name, one] of parts) {
            if (name in kept) await one.write(kept[name]);
        }
        saved = JSON.stringify(page());
    }

    // What was kept is asked for before the parts of the page are built, and taken back then.
    async function load() {
        try {
            const now = await L.get('page');
            version = now.version;
            kept = now.page || {};
        } catch (error) {
            L.say('what the page was is lost: ' + error.message, true);
        }
    }
    function start() {
        for (const [name, one] of parts) {
            if (name in kept && !one.isWritten) takeBack(name, one);
        }
        saved = JSON.stringify(page());
        isStarted = true;
        L.on('edited', changed);
    }

    L.on('state', state => {
        if (seen !== null && state.page !== seen && !timer) {
            saving = saving.then(meet).catch(() => {});
        }
        seen = state.page;
    });
    addEventListener('pagehide', () => { if (timer) save(true); });
    document.addEventListener('visibilitychange', () => {
        if (document.hidden && timer) save(true);
    });
    return {part, changed, load, start, before: name => kept[name]};
})();
