// SPDX-License-Identifier: BSD-3-Clause
// queue.js - what runs, waits, has ended: progress, log, stop; the title of the page says it, too.
'use strict';

L.queue = (() => {
    const rows = new Map(); // of a job's id
    const ended = {done: 'done', failed: 'failed', stopped: 'stopped', lost: 'lost'};
    const marks = {waiting: '…', running: '▸', done: '✓', failed: '✗', stopped: '■', lost: '?'};
    // Jobs whose results are drawn when they are there, unless something else is chosen meanwhile.
    let followed = [], before = null;

    // Puts a command into the queue; a run is drawn when it is done. page: anything, kept.
    async function start(words, name, page) {
        const {id} = await L.post('jobs', {words, name, page});
        if (words[0] === 'run') followed.push(id);
        L.keep.changed();
        return id;
    }
    const again = async id => {
        const job = await L.get('jobs/' + id);
        await start(job.words, job.name, job.page);
    };
    const failing = promise => promise.catch(error => L.say(error.message, true));
    const button = (text, name, act) => L.el('button', {type: 'button',
        'aria-label': text + ': ' + name, onclick: () => failing(act())}, text);

    let readLog = null; // of the dialog that is open
    async function showLog(id) {
        const text = L.el('pre', {class: 'log', tabindex: '0', autofocus: true});
        const job = await L.get('jobs/' + id);
        const box = L.dialog(job.name, L.command.line(job.words), text);
        function write(now) {
            const isAtEnd = text.scrollTop + text.clientHeight >= text.scrollHeight - 4;
            text.textContent = now.log || 'It has said nothing yet.';
            if (isAtEnd) text.scrollTop = text.scrollHeight;
        }
        write(job);
        readLog = async () => write(await L.get('jobs/' + id));
        box.addEventListener('close', () => { readLog = null; });
    }

    function took(job) {
        const s = Math.round(job.ended - job.started);
        if (!job.started || !job.ended) return '';
        return s < 60 ? s + ' s' : s < 3600 ? Math.floor(s / 60) + ' min ' + s % 60 + ' s'
            : Math.floor(s / 3600) + ' h ' + Math.floor(s % 3600 / 60) + ' min';
    }
    const percent = job => job.progress === null ? ''
        : Math.floor(100 * job.progress) + ' %';
    // What is said of it, in words.
    function words(job) {
        switch (job.is) {
        case 'waiting': return 'waits for those before it';
        case 'running': return [percent(job), job.left && job.left + ' left',
            (job.line || '').replace(/[ ,]*\S+ \S+ left$/, '')].filter(text => text).join(' · ');
        case 'done': return ['done', took(job) && 'in ' + took(job)].filter(text => text).join(' ');
        case 'failed': return 'failed: ' + (job.line.replace(/^laminae: /, '') ||
            'it said nothing; see its log');
        case 'stopped': return 'stopped' + (took(job) && ' after ' + took(job));
        default: return 'lost: it ended together with the server, or with the machine';
        }
    }

    function row(job) {
        const one = {is: null};
        one.mark = L.el('span', {class: 'mark', 'aria-hidden': 'true'});
        one.name = L.el('button', {type: 'button', class: 'link', title: 'Show its results',
            onclick: () => L.choose([one.job.out])});
        one.bar = L.el('progress', {max: 1});
        one.said = L.el('span', {class: 'said'});
        one.acts = L.el('span', {class: 'row'});
        one.element = L.el('li', {class: 'job'}, one.mark, one.name, one.bar, one.said, one.acts);
        return one;
    }
    function acts(job) {
        const goesOn = /^laminae (sweep|fit|infer)\b/.test(job.command);
        return [
            job.is === 'waiting' && button('Take out', job.name, async () => {
                await L.post('jobs/' + job.id + '/stop', {});
                await L.api('DELETE', 'jobs/' + job.id);
            }),
            job.is === 'running' && button('Stop', job.name,
                () => L.post('jobs/' + job.id + '/stop', {})),
            ended[job.is] && job.is !== 'done' && button(goesOn ? 'Go on' : 'Run again', job.name,
                () => again(job.id)),
            job.is !== 'waiting' && button('Log', job.name, () => showLog(job.id)),
            ended[job.is] && button('Forget', job.name,
                () => L.api('DELETE', 'jobs/' + job.id))
        ].filter(act => act);
    }
    function update(one, job) {
        if (one.is === job.is && ended[job.is]) return;
        one.job = job;
        one.mark.textContent = marks[job.is];
        one.name.textContent = job.name;
        one.name.disabled = job.is !== 'done';
        one.bar.hidden = job.is !== 'running';
        if (job.progress !== null) one.bar.value = job.progress;
        one.bar.setAttribute('aria-label', 'progress of ' + job.name);
        one.said.textContent = words(job);
        one.said.classList.toggle('error', job.is === 'failed' || job.is === 'lost');
        if (one.is !== job.is) {
            one.is = job.is;
            one.element.className = 'job ' + job.is;
            one.acts.replaceChildren(...acts(job));
        }
    }

    // Those that run or wait in their order, then what has ended, the newest first.
    const sorted = jobs => [...jobs.filter(job => !ended[job.is]),
        ...jobs.filter(job => ended[job.is]).reverse()];

    const list = L.el('ul', {class: 'jobs'});
    const says = L.el('span', {class: 'hidden', role: 'status'});
    const count = L.el('summary', {});
    const clear = L.el('button', {type: 'button', class: 'clear',
        title: 'Those that have ended leave the queue; their results stay', onclick: () => failing(Promise.all(
        L.state.jobs.filter(job => ended[job.is])
            .map(job => L.api('DELETE', 'jobs/' + job.id))))}, 'Forget ended');
    const box = L.el('details', {hidden: true, open: true, ontoggle: () => L.keep.changed()},
        count, clear, list);
    document.getElementById('queue').append(box, says);

    function draw(jobs) {
        const order = sorted(jobs);
        for (const [id, one] of rows) {
            if (!jobs.some(job => job.id === id)) {
                one.element.remove();
                rows.delete(id);
            }
        }
        order.forEach((job, place) => {
            if (!rows.has(job.id)) rows.set(job.id, row(job));
            const one = rows.get(job.id);
            update(one, job);
            if (list.children[place] !== one.element) {
                list.insertBefore(one.element, list.children[place] || null);
            }
        });
        const running = jobs.filter(job => job.is === 'running').length;
        const waiting = jobs.filter(job => job.is === 'waiting').length;
        box.hidden = jobs.length === 0;
        clear.disabled = running + waiting === jobs.length;
        const one = jobs.find(job => job.is === 'running');
        count.replaceChildren(L.el('h2', {}, 'Queue'), [one && one.name + ' ' + percent(one),
            waiting > 0 && waiting + (waiting === 1 ? ' waits' : ' wait'),
            running + waiting < jobs.length && jobs.length - running - waiting + ' ended']
            .filter(text => text).join(', '));
    }
    function title(jobs) {
        const one = jobs.find(job => job.is === 'running');
        const n = jobs.filter(job => job.is === 'waiting').length;
        document.title = (one ? percent(one) + ' ' + one.name + (n ? ' (+' + n + ')' : '')
            : L.doc.name) + ' - Laminae';
    }
    // What has just ended is said, and drawn if it was waited for.
    function news(jobs) {
        const was = new Map((before || []).map(job => [job.id, job.is]));
        for (const job of jobs) {
            const isWaitedFor = followed.includes(job.id);
            if (!ended[job.is]) continue;
            if (before !== null && !ended[was.get(job.id) || 'done']) {
                says.textContent = job.name + ': ' + words(job);
            }
            if (!isWaitedFor) continue;
            followed = followed.filter(id => id !== job.id);
            if (job.is === 'done' && job.out) L.choose([job.out], true);
            L.keep.changed();
        }
        before = jobs;
    }
    L.on('state', state => {
        draw(state.jobs);
        title(state.jobs);
        news(state.jobs);
        if (readLog) failing(readLog());
    });
    L.on('network', () => title(L.state.jobs));
    L.on('chosen', isOwn => {
        if (isOwn || followed.length === 0) return;
        followed = [];
        L.keep.changed();
    });
    L.keep.part('queue', () => box.open, isOpen => { box.open = isOpen; });
    L.keep.part('followed', () => followed, kept => { followed = [...kept]; });
    return {start};
})();
