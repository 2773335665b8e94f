# SPDX-License-Identifier: BSD-3-Clause
# t204_idle.py - a server that nobody asks anything takes no processor time, with a page that waits for
# news, too; 64 connections and large answers leave it below 40 MB.
import contextlib
import http.client
import os
import socket
import sys
import threading
import time

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Server

MOST_MB = 40


def ticks(pid):
    """Of the processor, each 10 ms."""
    words = open(f"/proc/{pid}/stat").read().rsplit(")")[1].split()
    return int(words[11]) + int(words[12])


def megabytes(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024


def wait_for_news(server, number):
    """As a page does, until the server ends."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        server.ask("GET", f"/api/state?after={number}")


with Server() as server:
    pid, port = server.process.pid, int(server.root.rsplit(":", 1)[1])
    assert "laminae-gui" in os.readlink(f"/proc/{pid}/exe")
    number = server.get("/api/state")["state"]
    waiting_page = threading.Thread(target=wait_for_news, args=(server, number), daemon=True)
    waiting_page.start()
    time.sleep(0.5)
    before = ticks(pid)
    time.sleep(4)
    assert ticks(pid) == before, ticks(pid) - before

    head = (f"Host: localhost\r\nX-Laminae-Token: {server.token}\r\nContent-Length: %d\r\n\r\n%s")
    spec = '{"network": "erp"}'
    waiting = []
    for path in ("/api/network", "/api/shape", "/api/network", "/api/events") * 16:
        one = socket.create_connection(("127.0.0.1", port))
        one.sendall(f"POST {path} HTTP/1.1\r\n{head % (len(spec), spec)}".encode())
        waiting.append(one)
    for one in waiting:
        assert one.recv(15) == b"HTTP/1.1 200 OK"
        one.settimeout(0.1)
        try:
            while one.recv(1 << 20):
                pass
        except TimeoutError:
            pass
    assert megabytes(pid) < MOST_MB, megabytes(pid)
    for one in waiting:
        one.close()
    with open("folder/large.txt", "wb") as file:
        file.truncate(16 << 20)
    for _ in range(8):
        status, body = server.ask("GET", "/api/files/large.txt")
        assert status == 200 and len(body) == 16 << 20
    assert server.ask("PUT", "/api/files/x.txt?replace=1", b"1" * (16 << 20))[0] == 200
    assert server.ask("GET", "/api/about")[0] == 200
    assert megabytes(pid) < MOST_MB, megabytes(pid)
waiting_page.join(9)
