# SPDX-License-Identifier: BSD-3-Clause
# gui_firefox.py - the page in Firefox: an experiment is changed, run, looked at by clicking; every tab
# has what t290 asks of it in Chromium; nothing is thrown.
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from firefox import Firefox
from gui import Server

with open(os.environ["LAMINAE_TESTS"] + "/lib/gui_audit.js") as file:
    AUDIT = file.read()

with Server() as server, Firefox() as firefox:
    firefox.ask("WebDriver:Navigate", url=server.address)
    firefox.wait("document.querySelector('[data-path=\"grid.ny\"] input')", "the page")
    for path, value in (("grid.nx", "3"), ("grid.ny", "3"), ("tstop", "x")):
        firefox.enter(f"[data-path='{path}'] input", value)
    firefox.wait("document.querySelector('[data-path=tstop] .error').textContent", "a refusal")
    firefox.enter("[data-path='tstop'] input", "40")
    firefox.wait("/tstop 40 .*nx=3 .*ny=3|nx=3 .*ny=3 .*tstop 40/.test("
                 "document.getElementById('command').textContent)", "the command")
    firefox.click("#run")
    firefox.wait("document.querySelector('.job.done')", "a run that is done")
    firefox.wait("document.querySelectorAll('.plot canvas').length >= 4", "its figures")
    for theme in ("light", "dark"):
        firefox.run("document.documentElement.dataset.theme = arguments[0]", theme)
        for tab in firefox.run("return [...document.querySelectorAll('#tabs button')]"
                               ".map(tab => tab.id)"):
            firefox.click("#" + tab)
            found = firefox.run(AUDIT)
            assert not found, (theme, tab, found)
