# SPDX-License-Identifier: BSD-3-Clause
# t203_files.py - files of the folder: listed, read, written whole; hostile names, links, pipes and
# what is too large; what the page keeps, by two of them.
import json
import os
import sys
import time
from urllib.parse import quote

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Server

HOSTILE = ["<script>alert(1)</script>.txt", "a'b\"c`d$e;f&g.csv", "é 日本.json", "%2e%2e.txt",
           "-rf.txt", "a\\b.txt", "x" * 251 + ".txt"]


def path_of(name):
    return "/api/files/" + quote(name)


with Server() as server:
    def put(name, body, more=""):
        return server.ask("PUT", path_of(name) + more, body)

    # written and read, whole; not over another one unless that is said
    assert put("data/my.txt", b"0 1\n\0\xff")[0] == 200
    assert server.ask("GET", path_of("data/my.txt")) == (200, b"0 1\n\0\xff")
    assert put("data/my.txt", b"no")[0] == 409
    assert server.ask("GET", path_of("data/my.txt"))[1] == b"0 1\n\0\xff"
    assert put("data/my.txt", b"", "?replace=1")[0] == 200
    assert os.stat("folder/data/my.txt").st_size == 0
    assert put("large.csv", b"1" * (16 << 20))[0] == 200
    status, said = put("larger.csv", b"1" * ((16 << 20) + 1))
    assert status == 413 and b"16 MiB" in said and not os.path.exists("folder/larger.csv"), said
    with open("folder/larger.csv", "wb") as file:
        file.truncate((16 << 20) + 1)
    assert server.ask("GET", path_of("larger.csv"))[0] == 400
    for name in HOSTILE:
        assert put(name, name.encode())[0] == 200, name
        assert server.ask("GET", path_of(name)) == (200, name.encode()), name
    for name in ("", ".hidden", "a/.hidden", "../x", "a/../../x", "/etc/x", "x" * 256, "a\nb", "a\x7f",
                 ".laminae/x", "a/", "./.laminae/x", "data", "data/my.txt/x"):
        assert put(name, b"x")[0] in (400, 405), name
    assert server.ask("PUT", "/api/files/a%ffb", b"x")[0] == 400
    assert server.ask("PUT", "/api/files/%2e%2e/x", b"x")[0] == 400
    assert server.ask("PUT", "/api/files//etc/x", b"x")[0] == 400
    assert server.ask("GET", path_of(".laminae/server"))[0] == 400
    assert not any("part" in name for _, _, names in os.walk("folder") for name in names)

    # what is there in spite of that is not followed, waited for or told of
    os.mkfifo("folder/pipe.txt")
    os.symlink("/etc/passwd", "folder/link.txt")
    os.symlink("/etc", "folder/etc")
    os.symlink("/is-not-there", "folder/nowhere")
    os.symlink(".laminae", "folder/own")
    os.symlink("data", "folder/inside")
    os.mkdir("folder/" + "dir.txt")
    with open(os.fsencode("folder/") + b"\xff\xfe.txt", "w") as file:
        file.write("x")
    with open("folder/new\nline.txt", "w") as file:
        file.write("x")
    begin = time.monotonic()
    for name in ("pipe.txt", "link.txt", "etc/passwd", "nowhere", "own/server", "dir.txt"):
        assert server.ask("GET", path_of(name))[0] in (400, 404), name
        assert put(name, b"x", "?replace=1")[0] in (400, 405), name
    assert put("nowhere/x", b"x")[0] == 400 and put("etc/x", b"x")[0] == 400
    assert server.ask("GET", path_of("inside/my.txt"))[0] == 200
    assert server.ask("GET", path_of("no.txt"))[0] == 404
    for words in (["run", "erp", "--out", "nowhere/x"], ["run", "link.txt"], ["run", "etc/passwd"],
                  ["run", "erp", "--config", "link.txt"], ["run", "erp", "--set",
                                                           "drives.a.spikes_from.file=/etc/passwd"],
                  ["run", "erp", "--set", 'drives.a={"spikes_from": {"file": "../x"}}']):
        assert server.ask("POST", "/api/jobs", {"words": words})[0] == 400, words
    for words in (["analyse", "link.txt:x"], ["compare", "data/my.txt", "link.txt"],
                  ["analyse", "data/my.txt", "--target=etc/passwd:x"]):
        assert server.ask("POST", "/api/answer", {"words": words})[0] == 400, words
    for spec in ({"network": "link.txt"}, {"network": "erp", "sensors": "/etc/passwd"},
                 {"network": "erp", "drives": "../x"}, {"network": "pipe.txt"},
                 {"network": "erp", "changes": ['drives.a={"spikes_from": {"file": "/dev/zero"}}']}):
        assert server.ask("POST", "/api/network", spec)[0] == 400, spec

    # the list
    with open("folder/net.json", "w") as file:
        json.dump({"laminae_network": 1, "extends": "erp", "name": "x"}, file)
    with open("folder/fit.json", "w") as file:
        json.dump({"network": "erp", "parameters": {}}, file)
    listed = {one["path"]: one for one in server.get("/api/files")}
    assert set(listed) == {"data/my.txt", "large.csv", "larger.csv", "net.json", "fit.json",
                           "new\nline.txt", *HOSTILE}, set(listed)
    assert listed["net.json"]["kind"] == "network" and listed["fit.json"]["kind"] == "spec"
    assert listed["data/my.txt"]["kind"] == "data" and listed["large.csv"]["bytes"] == 16 << 20
    assert list(listed) == sorted(listed, key=lambda path: path.encode())
    assert time.monotonic() - begin < 5

    # what the page keeps: whoever writes it has seen the last
    assert server.get("/api/page") == {"version": 0, "page": None}
    number = server.get("/api/state")["page"]
    assert server.ask("PUT", "/api/page", {"version": 0, "page": {"tab": "é"}}) == (
        200, b'{"version":1}')
    assert server.get("/api/state")["page"] == number + 1
    assert server.ask("PUT", "/api/page", {"version": 0, "page": 2})[0] == 409
    assert server.ask("PUT", "/api/page", {"version": 2, "page": 2})[0] == 409
    for body in ({}, {"version": 1}, {"version": "1", "page": 2}, [], b"{", b"\xff"):
        assert server.ask("PUT", "/api/page", body)[0] == 400, body
    assert server.get("/api/page") == {"version": 1, "page": {"tab": "é"}}

with Server() as server:
    assert server.get("/api/page") == {"version": 1, "page": {"tab": "é"}}
    with open("folder/gui.json", "w") as file:
        file.write("{broken")
    assert server.get("/api/page") == {"version": 0, "page": None}
    assert server.ask("PUT", "/api/page", {"version": 0, "page": 1})[0] == 200
