# SPDX-License-Identifier: BSD-3-Clause
# t207_fuzz.py - random bytes, and requests with something wrong, against a server with the sanitizers:
# it stays, finds no error of its own, leaks nothing, and nothing outside of the folder is touched.
import os
import random
import signal
import socket
import subprocess
import sys
import threading

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Server

REQUESTS, SEED, AT_ONCE = 2400, 18, 4

BUILD = """
set -eu
library() { "$HOME_OF/tools/library.sh" "$1"; }
flags="-std=c11 -O1 -g1 -D_DEFAULT_SOURCE -fsanitize=address,undefined -fno-sanitize-recover=all
    $(library includes) -I$HOME_OF/programs $(pkg-config --cflags libmicrohttpd)"
mkdir objects && cd objects
printf '%s\\n' "$HOME_OF"/programs/gui/*.c "$HOME_OF"/programs/*.c |
    COMPILER=${CC:-gcc} VERSION=$(${CC:-gcc} -dumpfullversion) OBJECTS=$HOME_OF/build/objects \\
        xargs -P "${JOBS:-2}" -n 1 "$HOME_OF/tools/compile_once.sh" $flags -c
cd ..
${CC:-gcc} -fsanitize=address,undefined objects/*.o -o program -L"$HOME_OF/build/lib" -llaminae \\
    -Wl,-rpath,"$HOME_OF/build/lib" $(pkg-config --libs libmicrohttpd) $(library libraries)
"""
subprocess.run(["sh", "-c", BUILD], check=True, env={**os.environ, "HOME_OF": HOME})

GETS = ["/", "/core.js", "/api/about", "/api/options", "/api/results", "/api/results/run",
        "/api/files", "/api/files/my.txt", "/api/page", "/api/state?after=0", "/api/jobs/1",
        "/api/files/../outside.txt"]
BODIES = [
    ("POST", "/api/network", '{"network": "erp", "changes": ["drives.evprox1.mu=30"], "probes": '
     '["shank=0,0,-400:1200:100"], "drives": "human_erp", "sensors": "my.json"}'),
    ("POST", "/api/network", '{"network": "erp", "changes": ["drives.a={\\"kind\\": \\"spikes\\", '
     '\\"spikes_from\\": {\\"file\\": \\"../outside.txt\\"}}"]}'),
    ("POST", "/api/accepted", '{"network": "erp", "path": "drives.evprox1.mu"}'),
    ("POST", "/api/events", '{"network": "erp", "trial": 1, "bins": 50}'),
    ("POST", "/api/shape", '{"network": "erp", "changes": ["grid.nx=2", "grid.ny=2"]}'),
    ("POST", "/api/differences", '{"a": {"network": "erp"}, "b": {"network": "net.json"}}'),
    ("POST", "/api/jobs/1/stop", "{}"), ("DELETE", "/api/jobs/1", ""),
    ("POST", "/api/jobs", '{"words": ["fit", "../x.json", "--out", "a/b"], "name": "x"}'),
    ("POST", "/api/answer", '{"words": ["analyse", "../outside.txt", "--what=mean"]}'),
    ("POST", "/api/write", '{"words": ["convert", "/etc/passwd", "--to", "csv", "--out", "x"]}'),
    ("POST", "/api/figure", '{"words": ["plot", "../outside.txt"], "type": "svg"}'),
    ("POST", "/api/results/run/name", '{"name": "../../outside"}'),
    ("DELETE", "/api/results/../outside", ""),
    ("PUT", "/api/files/a/b.txt?replace=1", "0 1\n1 2\n"), ("PUT", "/api/files/../c.txt", "x"),
    ("PUT", "/api/page", '{"version": 0, "page": {"tab": [1, 2, {"x": null}]}}'),
]
PIECES = [b"%00", b"%2e%2e/", b"../", b"//", b"\r\n", b"\r\n\r\n", b"\0", b"\xff\xfe", b"[" * 3000,
          b'"', b"\\", b"\\ud800", b"9" * 400, b"-1", b"1e999", b"{}", b"null", b"=", b"&token=",
          b"Content-Length: 5\r\n", b"Content-Length: -1\r\n", b"Transfer-Encoding: chunked\r\n",
          b"Expect: 100-continue\r\n", b"Connection: Upgrade\r\nUpgrade: websocket\r\n", b"a" * 5000,
          b"FFFFFFFFFFFFFFFF\r\n", b"%", b"%s%n%x", b"~", b":", b"*", b"drives.", b"cells.", b"."]


def whole(random_, token):
    if random_.random() < 0.3:
        method, path, body = "GET", random_.choice(GETS), ""
    else:
        method, path, body = random_.choice(BODIES)
    body = body.encode()
    if random_.random() < 0.5 and body:
        body = spoil(random_, body)
    head = (f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-Laminae-Token: {token}\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n").encode()
    return head, body


def spoil(random_, text):
    for _ in range(random_.choice((1, 1, 2, 5))):
        at, n = random_.randrange(len(text) + 1), random_.randrange(1, 12)
        text = random_.choice((
            text[:at] + text[at + n:], text[:at], text[:at] + text[at:at + 40 * n] + text[at:],
            text[:at] + random_.choice(PIECES) + text[at:],
            text[:at] + bytes(random_.randrange(256) for _ in range(n)) + text[at + n:]))
    return text


def send(port, text):
    try:
        with socket.create_connection(("127.0.0.1", port), 10) as to:
            to.sendall(text)
            to.shutdown(socket.SHUT_WR)
            while to.recv(65536):
                pass
    except (ConnectionError, TimeoutError):
        pass


def attack(server, number):
    random_, port = random.Random(SEED + number), int(server.root.rsplit(":", 1)[1])
    for _ in range(REQUESTS // AT_ONCE):
        head, body = whole(random_, server.token)
        which = random_.random()
        if which < 0.3:
            head = spoil(random_, head)
        elif which < 0.35:
            head, body = b"", bytes(random_.randrange(256) for _ in range(random_.randrange(300)))
        send(port, head + body)


def names(folder):
    return sorted(os.path.join(at, name) for at, _, files in os.walk(folder) for name in files)


os.makedirs("all/folder/run")
os.makedirs("all/outside")
for name, text in (("outside.txt", "secret"), ("outside/results.h5", ""), ("folder/my.txt", "0 1\n"),
                   ("folder/run/results.h5", "no"), ("folder/net.json",
                   '{"laminae_network": 1, "extends": "erp", "name": "x", "celsius": 30}')):
    with open("all/" + name, "w") as file:
        file.write(text)
outside = [name for name in names("all") if not name.startswith("all/folder/")]
os.environ["ASAN_OPTIONS"] = "detect_leaks=1:abort_on_error=0"
os.environ["UBSAN_OPTIONS"] = "print_stacktrace=1"
with Server("all/folder", program=os.path.abspath("program")) as server:
    attacks = [threading.Thread(target=attack, args=(server, i)) for i in range(AT_ONCE)]
    for one in attacks:
        one.start()
    for one in attacks:
        one.join()
    assert server.process.poll() is None, server.process.returncode
    assert server.ask("GET", "/api/about")[0] == 200
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(60) == 0, server.process.returncode
assert [name for name in names("all") if not name.startswith("all/folder/")] == outside
with open("all/outside.txt") as file:
    assert file.read() == "secret"
