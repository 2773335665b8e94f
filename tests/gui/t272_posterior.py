# SPDX-License-Identifier: BSD-3-Clause
# t272_posterior.py - values that the data allow, by clicking: drawn between the bounds of the fit, as a
# table and two pictures; what lacks is said; they are there again when the page is opened anew.
import csv
import json
import os
import subprocess
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Page

MU = "drives.evprox1.mu"
os.makedirs("folder")
subprocess.run([HOME + "/laminae", "run", "erp", "--mesh", "2,2", "--tstop", "30", "--out", "results/truth",
                "--set", MU + "=10", "--no-setup", "--no-plot", "--quiet"], cwd="folder", check=True)


def cells(page):
    return [one.text for one in page.all(".posterior tbody tr > *")]


with Page() as page:
    page.run("""return L.edit(doc => {
        doc.changes = [['grid.nx', '2'], ['grid.ny', '2'], ['tstop', '30']];
        doc.fit = {...L.search.empty('fit'), parameters: {[arguments[0]]: {low: 5, high: 15, start: 9}}};
    })""", MU)
    page.tab("fit")
    page.click(".posterior summary")
    page.click("#run-posterior")
    page.wait(lambda: "no target" in page.find(".posterior .error[role=alert]:not([id])").text, what="what lacks")
    page.run("return L.edit(doc => { doc.fit.target = 'results/truth'; })")
    for label, text in (("Particles", "12"), ("Runs, at most", "36")):
        page.type(lambda: page.run("""return [...document.querySelectorAll('.posterior label')].find(one =>
            one.textContent === arguments[0]).control""", label), text)
    assert page.find(".posterior code").text == (
        "laminae infer fit-posterior.infer.json --target results/truth --out results/fit-posterior")
    page.click("#run-posterior")
    page.wait(lambda: len(page.all(".posterior img:not([hidden])")) == 2, 60, "its pictures")
    assert page.wait(lambda: page.run("return [...document.querySelectorAll('.posterior img')].every(one => "
                                      "one.naturalWidth > 400)"), what="pictures that are drawn")
    with open("folder/results/fit-posterior/posterior.json") as file:
        posterior = json.load(file)
    of = posterior["parameters"][MU]
    path, median, interval, unit = cells(page)
    assert path == MU and unit == "ms"
    assert abs(float(median) - of["median"]) < 0.001 * of["median"]
    assert [round(float(end), 2) for end in interval.split(" to ")] == [round(of["low"], 2), round(of["high"], 2)]
    assert of["low"] < 10 < of["high"] and posterior["n"] == 12
    with open("folder/results/fit-posterior/history.csv") as file:
        assert all(5 <= float(row[MU]) <= 15 for row in csv.DictReader(file))

    page.open()
    page.tab("fit")
    page.click(".posterior summary")
    page.wait(lambda: len(page.all(".posterior img:not([hidden])")) == 2 and cells(page)[1] == median,
              what="what was drawn before")
