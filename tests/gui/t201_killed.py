# SPDX-License-Identifier: BSD-3-Clause
# t201_killed.py - a server that is killed loses nothing: what runs goes on, what waited is run by the
# next one, which tells of each how it ended, also of one that was killed itself.
import json
import os
import signal
import sys
import time

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Server

SMALL = ["run", "erp", "--mesh", "2,2", "--no-plot", "--no-text"]


def jobs_of(server):
    return {job["id"]: job for job in server.get("/api/state")["jobs"]}


def until(server, condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition(jobs_of(server)):
        assert time.monotonic() < end, jobs_of(server)
        time.sleep(0.05)
    return jobs_of(server)


def runner(job):
    with open(f"folder/.laminae/jobs/{job}/runner.json") as file:
        return json.load(file)["pid"]


def below(pid):
    """The processes that a process has started, and those of these."""
    found = []
    for child in open(f"/proc/{pid}/task/{pid}/children").read().split():
        found += [int(child), *below(child)]
    return found


def is_alive(pid):
    try:
        return open(f"/proc/{pid}/stat").read().rsplit(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


server = Server()
with server:
    ids = [server.post("/api/jobs", {"words": [*SMALL, "--tstop", tstop, "--out", "results/" + name],
                                     "page": name})["id"]
           for name, tstop in (("a", "1"), ("b", "1000"), ("c", "100000"), ("d", "1"))]
    a, b, c, d = ids
    until(server, lambda jobs: jobs[b]["is"] == "running" and jobs[b]["progress"])
    server.process.kill()
    server.process.wait()
    server.process.stdout.close()
    assert is_alive(runner(b))

with Server() as server:
    jobs = jobs_of(server)
    assert jobs[a]["is"] == "done" and jobs[b]["is"] in ("running", "done"), jobs
    assert server.get("/api/jobs/" + b)["page"] == "b"
    jobs = until(server, lambda jobs: jobs[c]["is"] == "running" and jobs[c]["progress"])
    assert jobs[b]["is"] == "done" and os.path.exists("folder/results/b/results.h5"), jobs
    # the one that waits for the command is killed: the command ends, and nobody knows how
    pid = runner(c)
    command = below(pid)
    assert command
    os.kill(pid, signal.SIGKILL)
    jobs = until(server, lambda jobs: jobs[d]["is"] == "done")
    assert jobs[c]["is"] == "lost", jobs
    end = time.monotonic() + 20
    while any(is_alive(one) for one in command):
        assert time.monotonic() < end
        time.sleep(0.05)

# what is left of another life, or of a folder from elsewhere, is neither run nor signalled
os.makedirs("folder/.laminae/jobs/50")
with open("folder/.laminae/jobs/50/job.json", "w") as file:
    json.dump({"words": ["run", "/etc/passwd"], "created_s": 1}, file)
os.makedirs("folder/.laminae/jobs/51")
with open("folder/.laminae/jobs/51/job.json", "w") as file:
    json.dump({"words": [*SMALL, "--out", "results/e"], "created_s": 1}, file)
with open("folder/.laminae/jobs/51/runner.json", "w") as file:
    json.dump({"pid": os.getpid(), "start": 1, "boot": "", "started_s": 1}, file)
with Server() as server:
    jobs = jobs_of(server)
    assert "50" not in jobs and jobs["51"]["is"] == "lost" and jobs[c]["is"] == "lost", jobs
    server.post("/api/jobs/51/stop", {})
    assert server.post("/api/jobs", {"words": [*SMALL, "--tstop", "1", "--out", "x"]})["id"] == "52"
    until(server, lambda jobs: jobs["52"]["is"] == "done")
