# SPDX-License-Identifier: BSD-3-Clause
# t192_killed.py - the server is killed while a run goes on, and started again: the page says so, and
# nothing is lost.
import os
import signal
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page, Server

with Page() as page:
    page.run("return L.open.command(arguments[0])",
             "laminae run erp --mesh 2,2 --tstop 2000 --set drives.evprox1.mu=30 --out results/one")
    page.wait(lambda: page.find("#name").get_attribute("value") == "one", what="the experiment")
    page.click("#run")
    page.wait(lambda: "left" in page.find(".job.running").text, 120, "a run")
    page.wait(lambda: page.server.get("/api/page")["page"]["followed"], what="what is kept")
    page.server.stop(signal.SIGKILL)
    page.wait(lambda: "The server has ended" in page.find("#banner-gone").text, what="a word of it")

    # Another server has another token; the old address says so.
    port = int(page.server.root.rsplit(":", 1)[1])
    page.server = Server(page.server.folder, port)
    page.server.__enter__()
    page.wait(lambda: "at another address" in page.find("#banner-gone").text, what="a word of it")
    page.errors()  # of the time without a server

    page.open()
    page.wait(lambda: "mu=30" in page.find("#command").text, what="the experiment of before")
    page.wait(lambda: page.find(".job.done"), 120, "the run, found again")
    page.wait(lambda: page.run("return L.chosen") == ["results/one"], what="the run, drawn")
    assert not page.all("#banner-gone")
