# SPDX-License-Identifier: BSD-3-Clause
# t205_requests.py - who is let in: no path and no method without the token, no other host or origin;
# what is too large, too long, malformed; many connections that say nothing.
import os
import re
import socket
import sys
import time

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Server

PATHS = ["/", "/index.html", "/core.js", "/dygraph.js", "/api/about", "/api/state", "/api/network",
         "/api/files/x", "/api/results", "/api/no", "/no", "//", "/api//about", "/../../etc/passwd",
         "/api/files/../../etc/passwd", "/api/files/%2e%2e/%2e%2e/etc/passwd", "/%00", "*"]
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "X"]


def status_of(answer):
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


with Server() as server:
    port = int(server.root.rsplit(":", 1)[1])
    token = f"X-Laminae-Token: {server.token}\r\n"

    def send(text, patience=10):
        """The answer to these bytes, "" if there is none."""
        with socket.create_connection(("127.0.0.1", port), patience) as to:
            answer = b""
            try:
                to.sendall(text if isinstance(text, bytes) else text.encode())
                to.shutdown(socket.SHUT_WR)
                while piece := to.recv(65536):
                    answer += piece
            except (ConnectionError, TimeoutError):
                pass
            return answer

    def ask(path, headers="", method="GET", host=f"127.0.0.1:{port}", body=""):
        return send(f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n"
                    + body)

    # without it nothing, whatever is asked for
    for path in PATHS:
        for method in METHODS:
            answer = ask(path, method=method)
            assert status_of(answer) in (403, 400, 0), (method, path, answer[:100])
            assert b"root:" not in answer and server.token.encode() not in answer
    for wrong in ("", "x", server.token[:-1], server.token + "x", server.token.upper() + "0",
                  "é" * 16, "0" * 32):
        assert status_of(ask("/api/about", f"X-Laminae-Token: {wrong}\r\n")) == 403, wrong
        assert status_of(ask(f"/api/about?token={wrong}")) in (400, 403), wrong
    assert status_of(ask("/api/about", token)) == 200
    assert status_of(ask(f"/api/about?token={server.token}")) == 200
    # what changes something takes it as a header alone
    for method in METHODS[1:]:
        answer = ask(f"/api/page?token={server.token}", "Content-Length: 2\r\n", method, body="{}")
        assert status_of(answer) in (403, 400, 0), (method, answer)

    # a name that leads here, another page, a frame
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1.evil.example", "localhostx",
                 "", "127.0.0.1@evil.example", "[::1].x", "0.0.0.0", "192.168.0.1"):
        assert status_of(ask("/api/about", token, host=host)) in (400, 403), host
    assert status_of(ask("/api/about", token, host="localhost:9")) == 200  # forwarded by ssh
    for header in ("Origin: http://evil.example", "Origin: null", f"Origin: https://127.0.0.1:{port}",
                   "Origin: http://127.0.0.1:1", f"Origin: http://localhost:{port}", "Origin: x",
                   "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"):
        assert status_of(ask("/api/about", token + header + "\r\n")) == 403, header
    assert status_of(ask("/api/about", token + f"Origin: http://127.0.0.1:{port}\r\n")) == 200
    head = ask("/", token).split(b"\r\n\r\n")[0].lower()
    for header in (b"content-security-policy: default-src 'none'", b"frame-ancestors 'none'",
                   b"x-frame-options: deny", b"x-content-type-options: nosniff",
                   b"referrer-policy: no-referrer", b"cache-control: no-store",
                   b"cross-origin-resource-policy: same-origin"):
        assert header in head, header
    assert b"access-control" not in head and b"unsafe" not in head

    # paths of the page, and methods
    for path in ("/../gui.h", "/%2e%2e/gui.h", "/page.css/../../gui.h", "//etc/passwd", "/.x.js",
                 "/gui_http.c", "/index.html%00.js", "/core.js/", "/..%2fgui_http.c"):
        assert status_of(ask(path, token)) in (404, 400), path
    for method, path in (("GET", "/api/network"), ("POST", "/api/about"), ("DELETE", "/api/files/x"),
                         ("PATCH", "/api/page"), ("GET", "/api/figure"), ("PUT", "/api/jobs")):
        assert status_of(ask(path, token, method)) in (400, 405), (method, path)

    # bodies: what is too large is refused, and what is malformed
    def post(body, path="/api/network", more=""):
        return ask(path, token + f"Content-Length: {len(body)}\r\n" + more, "POST", body=body)
    assert status_of(post('{"network": "erp"}', more="Content-Type: text/plain\r\n")) == 200
    deep = 100000
    for body in ("", "{", "[]", "null", '{"network": "erp", "network": "law_2021"}', "[" * deep,
                 '{"network": ' + "[" * deep, '{"network": 1e999}', '{"network": "a\\u0000b"}',
                 '{"network": "\\ud800"}', '{"network": "erp", "changes": {}}', '{"network": ""}',
                 '{"network": "erp", "changes": ["tstop=' + "[" * deep + '"]}',
                 '{"network": "erp", "changes": ["tstop=' + "9" * deep + '"]}',
                 '{"network": "' + "a" * deep + '"}', '{"network": "erp", "changes": ["' + "a." * deep
                 + '=1"]}', '{"network": "erp", "probes": ["' + "[" * deep + '"]}'):
        answer = post(body)
        assert status_of(answer) == 400 and b'{"error":' in answer, (body[:60], answer[:300])
    large = f"Content-Length: {1 << 60}\r\n"
    assert status_of(ask("/api/network", token + large, "POST")) in (400, 413)
    assert status_of(ask("/api/network", large, "POST")) == 403
    assert status_of(ask("/api/network", token + "Content-Length: -1\r\n", "POST")) in (400, 0)
    assert status_of(ask("/?" + "a" * 100000, token)) in (400, 414, 431, 413, 0)
    assert status_of(ask("/", token + "X: " + "a" * 100000 + "\r\n")) in (400, 431, 413, 0)
    assert status_of(ask("/", token + "X: a\r\n" * 20000)) in (400, 431, 413, 0)

    # connections that say nothing, or never end, keep nobody out
    silent = []
    for i in range(400):
        one = socket.create_connection(("127.0.0.1", port))
        one.sendall((b"", b"GET", b"GET / HTTP/1.1\r\nHost: x\r\nX: ", b"POST /")[i % 4])
        silent.append(one)
    begin = time.monotonic()
    assert server.get("/api/about")["cores"] > 0
    assert time.monotonic() - begin < 5
    for one in silent:
        one.close()

    # requests one after the other through one connection are each looked at
    answer = send(f"GET /api/about HTTP/1.1\r\nHost: localhost\r\n{token}\r\n"
                  "GET /api/about HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  f"GET /api/about HTTP/1.1\r\nHost: localhost\r\n{token}\r\n")
    assert re.findall(rb"HTTP/1.1 (\d+)", answer) == [b"200", b"403"], answer[:2000]
