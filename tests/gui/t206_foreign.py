# SPDX-License-Identifier: BSD-3-Clause
# t206_foreign.py - a page of somebody else's, open in the same browser, can neither ask for anything nor
# read anything: fetch, forms, pictures, scripts, frames, sockets, windows.
import http.server
import json
import os
import sys
import threading

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page

SCRIPT = """
const [root, done] = [arguments[0], arguments[arguments.length - 1]];
const body = JSON.stringify({words: ['run', 'erp', '--mesh', '2,2', '--out', 'stolen']});
const seen = {};
const tried = [];
const attempt = (name, promise) => tried.push(Promise.race([promise,
    new Promise(resolve => setTimeout(() => resolve('nothing'), 4000))])
    .then(value => { seen[name] = value; }, error => { seen[name] = 'failed'; }));
const text = answer => answer.type === 'opaque' ? 'opaque' : answer.text();
attempt('fetch', fetch(root + '/').then(text));
attempt('fetch of the list', fetch(root + '/api/files', {mode: 'no-cors'}).then(text));
attempt('post', fetch(root + '/api/jobs', {method: 'POST', mode: 'no-cors', body}).then(text));
attempt('post with a header', fetch(root + '/api/jobs', {method: 'POST', body,
    headers: {'X-Laminae-Token': '0'.repeat(32)}}).then(text));
attempt('put', fetch(root + '/api/files/stolen.txt', {method: 'PUT', body}).then(text));
attempt('beacon', Promise.resolve(navigator.sendBeacon(root + '/api/jobs', body) && 'sent'));
attempt('picture', new Promise((yes, no) => {
    const image = new Image();
    image.onload = () => yes('loaded');
    image.onerror = no;
    image.src = root + '/icon.svg';
}));
for (const [name, tag, key] of [['script', 'script', 'src'], ['style', 'link', 'href']]) {
    attempt(name, new Promise((yes, no) => {
        const element = document.createElement(tag);
        element[key] = root + (tag === 'script' ? '/core.js' : '/page.css');
        if (tag === 'link') element.rel = 'stylesheet';
        element.onload = () => yes('loaded');
        element.onerror = no;
        document.head.append(element);
    }));
}
attempt('frame', new Promise(yes => {
    const frame = document.createElement('iframe');
    frame.name = 'inner';
    frame.onload = () => {
        try { yes(frame.contentDocument ? frame.contentDocument.body.innerText : 'closed'); }
        catch (error) { yes('closed'); }
    };
    frame.src = root + '/';
    document.body.append(frame);
}));
attempt('form', new Promise(yes => {
    const form = document.createElement('form');
    form.action = root + '/api/jobs';
    form.method = 'POST';
    form.enctype = 'text/plain';
    form.target = 'inner';
    const input = document.createElement('input');
    input.name = body.slice(0, -1) + ', "x": "';
    input.value = '"}';
    form.append(input);
    document.body.append(form);
    setTimeout(() => { form.submit(); setTimeout(() => yes('sent'), 1000); }, 500);
}));
attempt('socket', new Promise((yes, no) => {
    const socket = new WebSocket(root.replace('http', 'ws') + '/api/state');
    socket.onopen = () => yes('open');
    socket.onmessage = () => yes('message');
    socket.onerror = no;
}));
attempt('events', new Promise((yes, no) => {
    const events = new EventSource(root + '/api/state');
    events.onopen = () => yes('open');
    events.onerror = no;
}));
Promise.all(tried).then(() => done(JSON.stringify(seen)));
"""


class Foreign(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>foreign</title><body>")

    def log_message(self, *_):
        pass


other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Foreign)
threading.Thread(target=other.serve_forever, daemon=True).start()
with Page() as page:
    server, driver = page.server, page.driver
    before = sorted(name for _, _, names in os.walk("folder") for name in names)
    driver.set_script_timeout(30)
    driver.switch_to.new_window("tab")
    for host in ("localhost", "127.0.0.1"):  # another site, and another origin of the same one
        driver.get(f"http://{host}:{other.server_port}/")
        seen = json.loads(driver.execute_async_script(SCRIPT, server.root))
        for name in ("fetch", "post with a header", "put", "picture", "script", "style", "socket",
                     "events"):
            assert seen[name] in ("failed", "nothing"), (host, name, seen)
        for name in ("fetch of the list", "post"):
            assert seen[name] in ("failed", "opaque"), (host, name, seen)
        assert seen["frame"] in ("closed", ""), seen
    # the page that was open does not know of its neighbour
    assert driver.execute_script("return window.opener === null")
    assert server.get("/api/state")["jobs"] == [] and server.get("/api/files") == []
    after = sorted(name for _, _, names in os.walk("folder") for name in names)
    assert [name for name in after if name not in (*before, "gui.json")] == [], after
    driver.get_log("browser")  # which has what was refused
    driver.close()
    driver.switch_to.window(driver.window_handles[0])
other.shutdown()
