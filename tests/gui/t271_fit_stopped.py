# SPDX-License-Identifier: BSD-3-Clause
# t271_fit_stopped.py - parameters of a fit are chosen by clicking them where they stand; a fit that is
# stopped keeps its best, which is taken into the page.
import csv
import json
import os
import subprocess
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Page
from selenium.webdriver.support.select import Select

MU = "drives.evprox1.mu"
os.makedirs("folder")
subprocess.run([HOME + "/laminae", "run", "erp", "--mesh", "2,2", "--tstop", "40", "--out", "results/truth",
                "--no-setup", "--no-plot", "--quiet"], cwd="folder", check=True)

with Page() as page:
    page.run("return L.edit(doc => { doc.changes = [['grid.nx', '2'], ['grid.ny', '2'], ['tstop', '40'], "
             "['drives.evprox1.mu', '20']]; })")
    page.tab("fit")
    page.click("Choose by clicking")
    page.tab("drives")
    page.click("[data-name='evprox1'] summary")
    pick = page.wait(lambda: page.find(f"[data-path='{MU}'] .pick"), what="a button beside the value")
    pick.click()
    page.wait(lambda: pick.get_attribute("aria-pressed") == "true", what="a value that is chosen")
    page.tab("fit")
    page.wait(lambda: page.find(f"[data-parameter='{MU}']").is_displayed(), what="its row")
    page.click("Choose by clicking")
    assert not pick.is_displayed()

    target = next(one for one in page.all("#panel-fit select") if "truth" in one.text)
    Select(target).select_by_value("results/truth")
    page.wait(lambda: page.run("return L.doc.fit.target") == "results/truth")
    page.run("return L.edit(doc => { doc.fit.max_evaluations = 2000; doc.fit.solver = 'cma'; })")
    page.click("#run-fit")
    page.wait(lambda: int((page.find("#panel-fit .progress").text.split("Best of ") + ["0"])[1].split()[0])
              >= 5, 60, "evaluations")
    assert page.run("return !!document.querySelector('#panel-fit .curve canvas')")
    page.click("Stop, and keep the best")
    page.wait(lambda: page.run("return L.state.jobs[L.state.jobs.length - 1].is") == "stopped", 60, "its end")
    with open("folder/results/fit/history.csv") as file:
        best = min(csv.DictReader(file), key=lambda row: float(row["objective"]))
    page.click("Take the best values")
    page.wait(lambda: abs(float(page.run("return L.value(arguments[0]).value", MU)) - float(best[MU])) < 1e-3,
              what="the best value")
    kept = json.load(open("folder/results/fit/best.json"))
    assert abs(kept["drives"]["evprox1"]["mu"][0] - float(best[MU])) < 1e-9, (kept["drives"]["evprox1"]["mu"], best)
