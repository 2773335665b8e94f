# SPDX-License-Identifier: BSD-3-Clause
# t270_fit_and_sweep.py - a fit and a sweep by clicking: parameters chosen, wrong bounds refused beside
# them, convergence, the best values taken; HNN's GUI gives weights bounds of 50 to 150 uS (G3).
import csv
import json
import os
import subprocess
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Keys, Page
from selenium.webdriver.support.select import Select

SMALL = ["--set", "grid.nx=2", "--set", "grid.ny=2", "--tstop", "40"]
WEIGHT = "drives.evprox1.weights_ampa.L5_pyramidal"

os.makedirs("folder")
subprocess.run([HOME + "/laminae", "run", "erp", *SMALL, "--out", "results/truth", "--no-setup",
                "--no-plot", "--quiet"], cwd="folder", check=True)


def bound(page, path, name):
    return page.wait(lambda: page.find(f"[aria-label='{path}, {name}']"), what=path + " " + name)


def enter(page, path, name, text):
    page.type(lambda: bound(page, path, name), text)


with Page() as page:
    page.run("return L.edit(doc => { doc.changes = [['grid.nx', '2'], ['grid.ny', '2'], ['tstop', '40']]; })")
    page.tab("fit")
    for path in ("drives.evprox1.mu", WEIGHT):
        page.type("#panel-fit input[type=search]", path)
        page.click("Add")
        page.wait(lambda: bound(page, path, "low"))

    # a weight's bounds are weights, not percent
    low, high = (float(bound(page, WEIGHT, name).get_attribute("value")) for name in ("low", "high"))
    now = float(page.run("return L.value(arguments[0]).value", WEIGHT))
    assert low < now < high <= 10 * now, (low, now, high)

    # what is wrong is said beside it, and changes nothing
    enter(page, "drives.evprox1.mu", "low", "99")
    row = page.find("[data-parameter='drives.evprox1.mu']")
    page.wait(lambda: "low is not below high" in row.text)
    enter(page, "drives.evprox1.mu", "low", "20")
    page.wait(lambda: "not below" not in page.find("[data-parameter='drives.evprox1.mu']").text)
    enter(page, "drives.evprox1.mu", "start", "22")
    page.wait(lambda: page.run("return L.doc.fit.parameters['drives.evprox1.mu'].start") == 22)

    # what was refused is tried again when its row changes; what one is typing stays
    enter(page, "drives.evprox1.mu", "low", "60")
    page.wait(lambda: "low is not below high" in row.text)
    page.run("return L.edit(doc => { doc.fit.parameters['drives.evprox1.mu'].high = 70; })")
    page.wait(lambda: page.run("return L.doc.fit.parameters['drives.evprox1.mu'].low") == 60)
    enter(page, "drives.evprox1.mu", "low", "20")
    bound(page, "drives.evprox1.mu", "start").send_keys(Keys.CONTROL, "a")
    page.driver.switch_to.active_element.send_keys("23")
    page.run("return L.edit(doc => { doc.fit.parameters['drives.evprox1.mu'].high = 40; })")
    page.driver.switch_to.active_element.send_keys(".5", Keys.TAB)
    page.wait(lambda: page.run("return L.doc.fit.parameters['drives.evprox1.mu'].start") == 23.5)
    enter(page, "drives.evprox1.mu", "start", "22")
    page.wait(lambda: page.run("return L.doc.fit.parameters['drives.evprox1.mu'].start") == 22)

    page.click("#run-fit")  # without data
    page.wait(lambda: "no target" in page.find("#panel-fit").text)
    target = [s for s in page.all("#panel-fit select") if "truth" in s.text][0]
    Select(target).select_by_value("results/truth")
    page.wait(lambda: page.run("return L.doc.fit.target") == "results/truth")
    page.type("#panel-fit [title='Each is a run of all trials']", "6")
    page.wait(lambda: page.run("return L.doc.fit.max_evaluations") == 6)
    page.click("#run-fit")
    page.wait(lambda: page.all("#panel-fit .fit-picture:not([hidden])"), 60, "the fit's end")
    with open("folder/results/fit/history.csv") as file:
        rows = list(csv.DictReader(file))
    assert all(low <= float(row[WEIGHT]) <= high for row in rows)
    best = min(rows, key=lambda row: float(row["objective"]))
    assert f"Best of {len(rows)} evaluations" in page.find("#panel-fit").text
    spec = json.load(open("folder/fit.fit.json"))
    assert spec["parameters"]["drives.evprox1.mu"] == {"low": 20, "high": spec["parameters"][
        "drives.evprox1.mu"]["high"], "start": 22}
    page.click("Take the best values")
    page.wait(lambda: page.run("return L.value('drives.evprox1.mu').value")[:6]
              == best["drives.evprox1.mu"][:6])

    # ---- a sweep
    page.tab("sweep")
    page.type("#panel-sweep input[type=search]", "drives.evprox1.mu")
    page.click("#panel-sweep .row button")
    enter(page, "drives.evprox1.mu", "values", "20, 25")
    page.wait(lambda: "2 points" in page.find("#panel-sweep").text)
    page.click("#panel-sweep input[value=peaks]")
    page.wait(lambda: page.run("return L.doc.sweep.keep.includes('peaks')"))
    page.click("#run-sweep")
    page.wait(lambda: "results/sweep/table.csv" in page.find("#panel-sweep").text, 60, "the sweep's end")
    with open("folder/results/sweep/table.csv") as file:
        assert [row["drives.evprox1.mu"] for row in csv.DictReader(file)] == ["20", "25"]
