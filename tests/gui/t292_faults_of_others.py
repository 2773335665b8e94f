# SPDX-License-Identifier: BSD-3-Clause
# t292_faults_of_others.py - two more faults of HNN's GUI that the page has not: a fit simulates the
# drives, at its first point, too (G4); every setting of a search that the page shows is in its file (G7).
import csv
import json
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page
from selenium.webdriver.support.select import Select


def entry(page, label):
    return page.wait(lambda: page.run("""
        return [...document.querySelectorAll('#panel-fit label')].find(one =>
            one.textContent === arguments[0] && one.checkVisibility()).control""", label), what=label)


def enter(page, label, text):
    page.type(lambda: entry(page, label), text)


def read(name):
    with open(name) as file:
        return json.load(file)


with Page() as page:
    page.run("""L.edit(doc => {
        doc.changes = [['grid.nx', '2'], ['grid.ny', '2'], ['tstop', '40'],
            ['drives.evprox1.mu', '10']];
        doc.fit = {...L.search.empty('fit'), objective: 'rates', rates: 'L5_pyramidal=20', from_ms: 5,
            parameters: {'drives.evprox1.sigma': {low: 1, high: 4, start: 2, log: false}}};
    })""")
    page.settle()
    page.tab("fit")
    page.find("#panel-fit details summary").click()
    Select(entry(page, "Solver")).select_by_value("cma")
    for label, text in (("Evaluations, at most", "2"), ("Time, at most", "60"),
                        ("Seed", "7"), ("Name", "mine")):
        enter(page, label, text)
    page.click("Fit")
    page.wait(lambda: page.find(".job.done"), 120, "a fit that is done")

    # What the page shows is what is run (G7).
    spec = read("folder/mine.fit.json")
    shown = {name: spec[name] for name in ("solver", "max_evaluations", "max_seconds", "seed")}
    assert shown == {"solver": "cma", "max_evaluations": 2, "max_seconds": 60, "seed": 7}, shown
    assert spec["objective"] == {"kind": "rates", "hz": {"L5_pyramidal": 20}}, spec["objective"]

    # The network that is fitted has its drives, as the experiment has (G4): without them no cell fires.
    page.click("Run the best")
    page.wait(lambda: len(page.all(".job.done")) == 2, 120, "the best run")
    rates = list(csv.DictReader(page.server.post("/api/answer", {"words": [
        "analyse", "results/mine-best", "--what", "rates"]})["text"].splitlines()))
    with open("folder/results/mine/history.csv") as file:
        first = next(csv.DictReader(file))
    assert any(float(row["rate_hz"]) > 0 for row in rates if row["population"] == "L5_pyramidal"), rates
    assert float(first["objective"]) != 20, first  # which it is without a spike
