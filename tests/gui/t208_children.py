# SPDX-License-Identifier: BSD-3-Clause
# t208_children.py - a command that nobody waits for any more is ended, and may clear up; so many at once
# as there are processors; the server's end ends them; a job's command leaves nothing that lives on.
import os
import signal
import socket
import sys
import time

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Server

COMMAND = r"""#!/bin/sh
trap 'echo cleared >>cleared; exit 1' TERM
echo "$$" >>begun
ls -l /proc/$$/fd >>open
grep -h SigIgn /proc/$$/status >>said
case $* in
*killed*) printf '\rprogress\033[K'; kill -9 $$ ;;
*quick*) (trap '' TERM; exec sleep 300) & exit 0 ;;
esac
sleep 300 &
wait
"""


def is_alive(pid):
    try:
        return open(f"/proc/{pid}/stat").read().rsplit(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def lines(name):
    try:
        return open("folder/" + name).read().split("\n")[:-1]
    except FileNotFoundError:
        return []


def sleepers():
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if (open(f"/proc/{pid}/cmdline").read() == "sleep\0300\0"
                    and os.readlink(f"/proc/{pid}/cwd") == os.path.realpath("folder")):
                found.append(pid)
        except OSError:
            pass
    return found


# a project whose command sleeps
os.mkdir("home")
for name in ("params", "tools", "programs", "csrc"):
    os.symlink(f"{HOME}/{name}", "home/" + name)
with open("home/laminae", "w") as file:
    file.write(COMMAND)
os.chmod("home/laminae", 0o755)

server = Server()
server.command = ["sh", "-c", 'exec "$0" "$@" 2>>errors', HOME + "/build/bin/laminae-gui", "home=home",
                  "folder=folder", "no_open=1"]
with server:
    port = int(server.root.rsplit(":", 1)[1])

    def ask():
        one = socket.create_connection(("127.0.0.1", port))
        body = '{"words": ["analyse", "x.txt"]}'
        one.sendall(f"POST /api/answer HTTP/1.1\r\nHost: localhost\r\nX-Laminae-Token: {server.token}\r\n"
                    f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
        return one

    first = ask()
    until(lambda: len(lines("begun")) == 1)
    first.close()
    until(lambda: lines("cleared") == ["cleared"] and not sleepers())
    most = max(2, os.cpu_count())
    asked = [ask() for _ in range(most + 3)]
    until(lambda: len(lines("begun")) == 1 + most)
    time.sleep(0.3)
    assert len(lines("begun")) == 1 + most, lines("begun")
    for one in asked[:4]:  # up to three of them wait
        one.close()
    until(lambda: len(lines("begun")) > 1 + most or len(lines("cleared")) > 1)
    # the signals that the server does not want are those of its children
    assert all(int(line.split()[1], 16) & 1 << (signal.SIGPIPE - 1) == 0
               for line in lines("said") if line.startswith("SigIgn")), lines("said")
    begin = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(20) == 0 and time.monotonic() - begin < 10
    until(lambda: not sleepers())


def is_handed_on():
    """Whether a command has more open than its input and output."""
    numbers = [line.split()[-3] for line in lines("open") if "->" in line]
    return any(number not in ("0", "1", "2", "10", "11") for number in numbers)  # from 10: of sh


assert lines("open") and not is_handed_on(), lines("open")
# what a job's command leaves behind goes with it
os.remove("folder/begun")
with server:
    job = server.post("/api/jobs", {"words": ["run", "quick", "--out", "x"]})["id"]
    until(lambda: server.get("/api/jobs/" + job)["is"] == "done")
    assert not sleepers()
    job = server.post("/api/jobs", {"words": ["run", "killed", "--out", "x"]})["id"]
    until(lambda: server.get("/api/jobs/" + job)["is"] == "failed")
    assert "ended by signal 9" in server.get("/api/jobs/" + job)["line"]
    # and a job that runs goes on without the server, which says so
    job = server.post("/api/jobs", {"words": ["run", "slow", "--out", "x"]})["id"]
    until(lambda: len(lines("begun")) == 3)
assert open("errors").read() == "laminae: the job that runs goes on; laminae gui shows it again\n"
pid = int(lines("begun")[2])
assert not is_handed_on(), lines("open")
assert is_alive(pid)
with server:
    assert server.get("/api/jobs/" + job)["is"] == "running"
    server.post(f"/api/jobs/{job}/stop", {})
    until(lambda: server.get("/api/jobs/" + job)["is"] == "stopped")
    assert not is_alive(pid) and not sleepers()
    assert server.get("/api/jobs/" + job)["log"] == ""
