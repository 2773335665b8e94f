# SPDX-License-Identifier: BSD-3-Clause
# t202_results.py - folders of results: listed, told of, opened as they were run, renamed, deleted.
import json
import os
import subprocess
import sys
import time
from urllib.parse import quote

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Server, within

SMALL = ["run", "erp", "--mesh", "2,2", "--tstop", "20", "--no-plot"]


def laminae(*words):
    subprocess.run([HOME + "/laminae", *words, "--no-setup"], cwd="folder", check=True,
                   stdout=subprocess.DEVNULL)


os.makedirs("folder/deep")
NAME = "results/it's a, b"
laminae(*SMALL, "--trials", "2", "--set", "drives.evprox1.mu=11", "--set", "title=a b'c", "--probe",
        "shank=0,0,0:400:200", "--record", "v:0:soma", "--record=v:1:soma", "--smooth", "5",
        "--out", NAME)
laminae(*SMALL, "--out", "deep/er/est")
os.mkdir("folder/deep/er/est/too")
with open("folder/sweep.json", "w") as file:
    json.dump({"network": "erp", "options": {"mesh": "2,2", "tstop_ms": 20}, "design": "list",
               "points": [{"drives.evprox1.mu": 11}], "keep": ["dipole", "peaks:5:20"]}, file)
laminae("sweep", "sweep.json", "--out", "results/sweep")
os.mkdir("folder/results/fit")
with open("folder/results/fit/best.json", "w") as file:
    file.write("{}")
with open("folder/results/fit/history.csv", "w") as file:
    file.write("evaluation,objective\n1,2\n")
# what fits and posteriors leave
os.makedirs("folder/results/fit/profile")
os.makedirs("folder/results/infer/predictive")
for name in ("fit/best.csv", "fit/fit.png", "fit/directions.csv", "fit/uncertainty.csv",
             "fit/history.bin", "fit/profile.csv", "fit/profile.json", "fit/profile.png",
             "fit/profile/history.csv", "fit/profile/history.bin", "infer/best.json",
             "infer/posterior.csv", "infer/posterior.json", "infer/posterior.png", "infer/history.csv",
             "infer/history.bin", "infer/predictive.csv", "infer/predictive.png",
             "infer/predictive/history.csv", "infer/predictive/history.bin"):
    open("folder/results/" + name, "w").close()
os.makedirs("elsewhere/run")
open("elsewhere/run/results.h5", "w").close()
os.symlink("../../elsewhere/run", "folder/results/link")
os.makedirs("folder/.hidden/run")
open("folder/.hidden/run/results.h5", "w").close()

with Server() as server:
    listed = server.get("/api/results")
    assert {(one["path"], one["kind"]) for one in listed} == {
        (NAME, "run"), ("deep/er/est", "run"), ("results/sweep", "sweep"), ("results/fit", "fit"),
        ("results/infer", "infer")}
    assert [one["modified"] for one in listed] == sorted((one["modified"] for one in listed),
                                                         reverse=True)
    assert all(one["name"] == one["path"].split("/")[-1] for one in listed)
    assert all(one["bytes"] > 1 for one in listed if one["kind"] != "infer")

    # a run is opened as it was asked for
    facts = server.get("/api/results/" + quote(NAME))
    assert facts["trials"] == [0, 1] and facts["dt_ms"] == 0.025 and facts["tstop_ms"] == 20
    assert facts["smooth_ms"] == 5 and "extracellular/shank" in facts["signals"], facts
    assert facts["dipoles"][0] == "agg" and facts["complete"] == 1 and facts["network"] == "erp"
    assert {"name": "L2_basket", "first_gid": 0, "cells": 2, "is_drive": False} in (
        facts["populations"]), facts
    assert "--no-setup" not in facts["command"] and facts["command"].startswith("laminae run erp ")
    spec = facts["spec"]
    assert spec["network"] == "erp" and spec["probes"] == ["shank=0,0,0:400:200"], spec
    assert set(spec["changes"]) == {"grid.nx=2", "grid.ny=2", "tstop=20", "trials=2", "smooth=5",
                                    "drives.evprox1.mu=11", "title=a b'c"}, spec
    assert spec["run"] == {"no-plot": True, "record": ["v:0:soma", "v:1:soma"]}, spec
    again = server.post("/api/differences", {"a": spec, "b": {"network": NAME + "/results.h5"}})
    assert {row[0] for row in again["differences"]} <= {"seed", "scale"}, again

    # where that is no longer the same network, it is the one that the results keep
    with open("folder/my.json", "w") as file:
        json.dump({"laminae_network": 1, "extends": "erp", "name": "my"}, file)
    laminae("run", "my.json", *SMALL[2:], "--out", "results/mine")
    assert server.get("/api/results/results/mine")["spec"]["network"] == "my.json"
    with open("folder/my.json", "w") as file:
        json.dump({"laminae_network": 1, "extends": "erp", "name": "my", "celsius": 30}, file)
    spec = server.get("/api/results/results/mine")["spec"]
    assert spec["network"] == "results/mine/results.h5" and spec["run"] == {"no-plot": True}, spec

    fit = server.get("/api/results/results/fit")
    assert fit["kind"] == "fit" and fit["history"].startswith("evaluation,"), fit
    assert server.get("/api/results/results/sweep")["kind"] == "sweep"

    # another name
    def rename(path, name):
        return server.ask("POST", f"/api/results/{quote(path)}/name", {"name": name})
    for name in ("fit", "../x", "a/b", ".x", "", "..", "a\nb", "x" * 256, 3, None):
        assert rename("results/mine", name)[0] == 400, name
    number = server.get("/api/state")["results"]
    status, said = rename("results/mine", "<script>é\"' &")
    assert status == 200 and json.loads(said)["path"] == "results/<script>é\"' &", said
    assert server.get("/api/state")["results"] > number
    assert server.get("/api/results/" + quote("results/<script>é\"' &"))["kind"] == "run"

    # what comes from a terminal is told of
    number = server.get("/api/state")["results"]
    laminae(*SMALL, "--out", "results/later")
    end = time.monotonic() + 20
    while not (server.get("/api/state")["results"] > number
               and any(one["name"] == "later" for one in server.get("/api/results"))):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert server.ask("DELETE", "/api/results/results/later")[0] == 200

    # deleted, if all of it is ours
    def delete(path):
        return server.ask("DELETE", "/api/results/" + quote(path))
    for foreign in ("notes.txt", "a.pdf"):
        open(f"folder/{NAME}/{foreign}", "w").close()
        status, said = delete(NAME)
        assert status == 400 and foreign.encode() in said, said
        os.remove(f"folder/{NAME}/{foreign}")
    os.symlink("/etc/passwd", f"folder/{NAME}/dipole_9.txt")
    assert delete(NAME)[0] == 400 and os.path.exists(f"folder/{NAME}/results.h5")
    os.remove(f"folder/{NAME}/dipole_9.txt")
    for path in ("results", ".", "results/link", "../elsewhere/run", "/tmp", "deep/er", "results/no"):
        assert delete(path)[0] == 400, path
    assert delete("deep/er/est")[0] == 400  # it holds a folder of another kind
    os.rmdir("folder/deep/er/est/too")
    for path in (NAME, "deep/er/est", "results/sweep", "results/fit", "results/infer"):
        assert delete(path) == (200, b"{}"), path
        assert not os.path.exists("folder/" + path)
    assert os.path.exists("elsewhere/run/results.h5")

    # a thousand of them
    for i in range(1000):
        os.makedirs(f"folder/results/many/{i}")
        for name in ("results.h5", "dipole_0.txt", "spikes_0.txt"):
            open(f"folder/results/many/{i}/{name}", "w").close()
    def listed_s():
        begin = time.monotonic()
        assert len(server.get("/api/results")) == 1001
        return time.monotonic() - begin
    within(1, listed_s)
