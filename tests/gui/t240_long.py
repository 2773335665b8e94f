# SPDX-License-Identifier: BSD-3-Clause
# t240_long.py - a run of 10 s and 100 contacts opens soon: its potentials are in less than 2 s of
# processor time of the browser and of the command together, the first figure in less than 1 s.
import os
import subprocess
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Page
from selenium.webdriver.support.ui import Select

os.makedirs("folder")
subprocess.run([HOME + "/laminae", "run", "erp", "--mesh", "1,1", "--tstop", "10000", "--dt", "0.1",
                "--probe", "shank=50,50,-400:2570:30", "--out", "results/long", "--no-plot",
                "--no-text", "--quiet", "--no-setup"], cwd="folder", check=True)


def drawn(page, kind):
    page.wait(lambda: page.run(
        "return document.querySelector('.figure[aria-busy]') === null && "
        "L.view.places.every(place => place.charts.length > 0 && place.charts[0].g !== null) && "
        "L.view.places[L.view.places.length - 1].state.kind === arguments[0]", kind), what=kind)


with Page() as page:
    page.wait(lambda: page.run("return L.results.all.length") == 1)
    begin = page.processor_s()
    page.run("L.choose(['results/long'])")
    drawn(page, "dipole")
    first = page.processor_s() - begin

    begin = page.processor_s()
    Select(page.all(".figure .kind")[1]).select_by_value("lfp")
    drawn(page, "lfp")
    lfp = page.processor_s() - begin
    assert first < 1 and lfp < 2, (first, lfp)
    curves = page.run("return L.view.places[1].charts[0].plan.curves.length")
    assert curves == 25, curves
