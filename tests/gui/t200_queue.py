# SPDX-License-Identifier: BSD-3-Clause
# t200_queue.py - jobs run one after the other and say how far they are; one is stopped, one fails.
import os
import sys
import threading
import time

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Server

SMALL = ["run", "erp", "--mesh", "2,2", "--no-plot", "--no-text"]


def until(server, condition, seconds=60):
    """Follows the state; all that was seen of it."""
    seen, number, end = [], 0, time.monotonic() + seconds
    while not seen or not condition(seen[-1]):
        assert time.monotonic() < end, seen[-1]
        state = server.get(f"/api/state?after={number}")
        number = state["state"]
        seen.append({job["id"]: job for job in state["jobs"]})
    return seen


with Server() as server:
    def add(*words, **more):
        return server.post("/api/jobs", {"words": [*SMALL, *words], **more})["id"]

    first = add("--tstop", "30", "--out", "results/it's <b>", name="é <b>", page={"x": [1]})
    long = add("--tstop", "100000", "--out", "results/long")
    failing = add("--out=results/none", "--set", "drives.no.mu=3")
    waiting = add("--out", "results/never")
    seen = until(server, lambda jobs: jobs[first]["is"] == "done"
                 and (jobs[long]["progress"] or 0) > 0)
    assert all(sum(job["is"] == "running" for job in jobs.values()) <= 1 for jobs in seen)
    job = seen[-1][long]
    assert job["progress"] < 0.5 and job["left"] != "" and " of 100000 ms" in job["line"], job
    assert job["started"] >= job["created"] and job["ended"] is None, job
    job = server.get("/api/jobs/" + first)
    assert job["page"] == {"x": [1]} and job["name"] == "é <b>" and job["words"][0] == "run"
    assert job["command"].endswith(" --out 'results/it'\\''s <b>'"), job["command"]
    assert job["out"] == "results/it's <b>" and "done in" in job["log"], job
    assert job["progress"] == 1 and job["ended"] > job["started"], job

    # what waits is taken out; what runs is stopped, as by Ctrl-C, and the next one begins
    server.post(f"/api/jobs/{waiting}/stop", {})
    assert server.ask("DELETE", "/api/jobs/" + long)[0] == 409
    server.post(f"/api/jobs/{long}/stop", {})
    jobs = until(server, lambda jobs: jobs[failing]["is"] == "failed")[-1]
    assert jobs[waiting]["is"] == jobs[long]["is"] == "stopped", jobs
    assert "interrupted" in jobs[long]["line"] and "drives.no" in jobs[failing]["line"], jobs
    assert jobs[failing]["out"] == "results/none", jobs

    # forgotten: its results stay
    assert server.ask("DELETE", "/api/jobs/" + first)[0] == 200
    assert server.ask("GET", "/api/jobs/" + first)[0] == 404
    assert os.path.exists("folder/results/it's <b>/results.h5")

    # a request waits until there is something new
    number = server.get("/api/state")["state"]
    begin = time.monotonic()
    threading.Timer(0.5, lambda: add("--tstop", "1", "--out", "results/last")).start()
    assert server.get(f"/api/state?after={number}")["state"] > number
    assert 0.4 < time.monotonic() - begin < 20
    until(server, lambda jobs: list(jobs.values())[-1]["is"] == "done")

    # what is no job
    for body in ({}, {"words": "run"}, {"words": []}, {"words": ["run", 1]}, {"words": ["plot", "x"]},
                 {"words": ["run", "/etc/passwd"]}, {"words": ["run", "erp", "--no-such"]},
                 {"words": ["run", "erp", "--out", "../x"]}, {"words": ["run", "erp"], "name": 3}):
        status, said = server.ask("POST", "/api/jobs", body)
        assert status == 400 and b"accepted" in said, (body, status, said)
    assert server.ask("GET", "/api/jobs/999")[0] == 404
    assert server.ask("POST", "/api/jobs/x/stop", {})[0] == 404
