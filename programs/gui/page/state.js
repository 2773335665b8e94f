// SPDX-License-Identifier: BSD-3-Clause
// state.js - asks the server, without end, what is new: jobs, results, what another window kept.
'use strict';

L.state = {state: 0, jobs: [], results: null, page: null};

(() => {
    const RETRY_MS = 1000, HIDDEN_MS = 5000;
    let waiting = null; // the request that waits, to be taken back

    const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
    const seen = () => new Promise(resolve =>
        document.addEventListener('visibilitychange', resolve, {once: true}));
    const isBusy = () => L.state.jobs.some(job => job.is === 'running' || job.is === 'waiting');

    // A page that nobody sees holds no connection, of which a browser has six.
    async function ask() {
        if (document.hidden && L.state.state > 0) {
            await Promise.race(isBusy() ? [seen(), sleep(HIDDEN_MS)] : [seen()]);
        }
        waiting = new AbortController();
        const after = document.hidden ? 0 : L.state.state;
        return L.api('GET', 'state?after=' + after, undefined, 'json', {signal: waiting.signal});
    }
    document.addEventListener('visibilitychange', () => {
        if (document.hidden && waiting) waiting.abort();
    });

    function tell(next) {
        const before = L.state;
        L.state = next;
        if (next.state !== before.state) L.tell('state', next);
        if (next.results !== before.results) L.tell('results');
    }
    function gone(error) {
        if (error.status === 403) {
            L.banner('gone', 'The server was started again, at another address: open the one ' +
                'that it printed. All that is finished is there.');
        } else if (error.status) {
            L.banner('gone', 'The server fails: ' + error.message);
        } else {
            L.banner('gone', 'The server has ended. Start it again, ' +
                L.command.text(['gui', L.about.folder]) +
                ', and open the address that it prints: all that is finished is there.');
        }
    }
    L.on('started', async () => {
        for (let failures = 0;;) {
            try {
                tell(await ask());
                if (failures > 1) L.banner('gone');
                failures = 0;
            } catch (error) {
                if (document.hidden && waiting.signal.aborted) continue;
                if (++failures > 1) gone(error);
                if (error.status === 403) return;
                await sleep(failures > 1 ? RETRY_MS : 0);
            }
        }
    });
})();
