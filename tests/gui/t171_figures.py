# SPDX-License-Identifier: BSD-3-Clause
# t171_figures.py - figures of runs: what is chosen is drawn, zoomed together, compared, saved as the
# command saves it, and kept.
import json
import math
import os
import re
import subprocess
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Page
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select


def laminae(*words):
    done = subprocess.run([HOME + "/laminae", *words, "--no-setup"], cwd="folder", text=True,
                          stdout=subprocess.PIPE, check=True)
    return done.stdout


os.makedirs("folder")
RUN = ("run", "erp", "--mesh", "2,2", "--tstop", "60", "--dt", "0.05", "--trials", "2", "--scale",
       "3000", "--no-plot", "--no-text", "--quiet")
laminae(*RUN, "--out", "results/early", "--probe", "shank=0,0,0:2000:500")
laminae(*RUN, "--out", "results/late", "--set", "drives.evprox1.mu=35")


def figure(page, number):
    return page.all(".figure")[number]


def command(page, number):
    return page.run("return document.querySelectorAll('.figure')[arguments[0]]"
                    ".querySelector('.words code').textContent", number)


def drawn(page, n=None):
    """Until no figure is being drawn, and each has its charts."""
    page.wait(lambda: not page.all(".figure[aria-busy]") and
              len(page.all(".plot canvas")) >= (n or 1) * 2, what="figures")


def choose(page, *names):
    page.run("L.choose(arguments[0])", ["results/" + name for name in names])
    page.wait(lambda: page.run("return document.querySelector('.figure[aria-busy]') === null"))
    drawn(page)


def kind(page, number, name):
    page.wait(lambda: Select(figure(page, number).find_element(By.CSS_SELECTOR, ".kind"))
              .select_by_value(name) is None, what=name)
    drawn(page)


def windows(page):
    return page.run("return L.view.places.flatMap(place => place.charts.map(chart => "
                    "chart.g.xAxisRange()))")


with Page() as page:
    page.wait(lambda: page.run("return L.results.all.length") == 2)
    choose(page, "early")
    drawn(page, 2)

    # What is drawn is what the command writes.
    assert command(page, 0) == "laminae plot results/early --kind drives"
    assert command(page, 1) == "laminae plot results/early --kind dipole"
    laminae("plot", "results/early", "--kind", "dipole", "--out", "dipole.txt")
    text = open("folder/dipole.txt").read()
    mean = [float(line.split("\t")[1]) for line in
            text.split("# 1 mean 1\n")[1].split("\n\n")[0].splitlines()]
    plan = page.run("return L.view.places[1].charts[0].plan")
    assert plan["unit"] == re.search("unit = '(.*)'", text).group(1)
    assert plan["curves"][-1]["y"] == mean and len(plan["curves"]) == 3
    assert [one["name"] for one in plan["arrows"]] == ["evprox1"]
    assert windows(page) == [[0, 60], [0, 60]]

    # Zoomed by keys, both follow, the command says what is seen; back.
    plot = figure(page, 1).find_element(By.CSS_SELECTOR, ".plot")
    plot.send_keys("+")
    page.wait(lambda: windows(page) == [[10, 50], [10, 50]], what="zoom")
    page.wait(lambda: command(page, 1).endswith("--from 10 --to 50"), what="the part")
    plot.send_keys(Keys.ARROW_LEFT)
    page.wait(lambda: windows(page) == [[6, 46], [6, 46]], what="the part before")
    page.click("Show all")
    page.wait(lambda: windows(page) == [[0, 60], [0, 60]], what="all")

    # By the pointer: dragged over, then as it was.
    ActionChains(page.driver).move_to_element_with_offset(plot, -50, 0).click_and_hold() \
        .move_by_offset(100, 0).release().perform()
    page.wait(lambda: 5 < windows(page)[1][0] < windows(page)[1][1] < 55, what="what was dragged over")
    assert windows(page)[0] == windows(page)[1]
    ActionChains(page.driver).double_click(plot).perform()
    page.wait(lambda: windows(page) == [[0, 60], [0, 60]], what="all, after a double click")

    # Compared, with the numbers of `compare`, at once as the scaling is typed.
    figure(page, 1).find_element(By.CSS_SELECTOR, ".tool").click()
    option = "[data-option=%s] %s"
    page.wait(lambda: page.find(option % ("compare", "select")).is_displayed())
    page.wait(lambda: Select(page.find(option % ("compare", "select")))
              .select_by_value("results/late") is None, what="what it is compared with")
    note = page.wait(lambda: page.find(".legend .note").text, what="RMSE")
    assert re.fullmatch(r"RMSE [\d.]+ \S+, r = -?[\d.]+", note), note
    page.wait(lambda: page.find(option % ("scale", "input")).send_keys("6000") is None, what="a scaling")
    other = page.wait(lambda: page.find(".legend .note").text != note and
                      page.find(".legend .note").text, what="RMSE of another scaling")
    laminae("plot", "results/early", "--kind", "dipole", "--compare", "results/late", "--scale",
            "6000", "--out", "compared.txt")
    assert "'" + other + "'" in open("folder/compared.txt").read()

    # What is wrong stands beside its field; what was drawn stays.
    page.wait(lambda: page.find(option % ("smooth", "input")).send_keys("many") is None)
    said = page.wait(lambda: page.find(option % ("smooth", ".error")).text, what="what is wrong")
    assert said.startswith("--smooth: 'many'"), said
    page.find(option % ("smooth", "input")).send_keys(*[Keys.BACKSPACE] * 4)
    page.wait(lambda: page.find(option % ("smooth", ".error")).text == "", what="all is well")

    # Two runs: on one axis, or side by side with one axis.
    page.run("L.view.places[1].state.options = {}")
    choose(page, "early", "late")
    assert command(page, 1) == "laminae plot results/early results/late --kind dipole"
    page.all(".view-bar label")[1].click()
    page.wait(lambda: len(figure(page, 1).find_elements(By.CSS_SELECTOR, ".plot canvas")) == 4)
    drawn(page)
    ranges = page.wait(lambda: page.run(
        "return L.view.places[1].pictures.map(({charts}) => charts[0].g.yAxisRange())"))
    assert len(ranges) == 2 and ranges[0] == ranges[1], ranges
    choose(page, "early")

    # Data that are chosen, too, are what a run is compared with; they have no spikes.
    with open("folder/measured.txt", "w") as file:
        file.writelines(f"{k} {10 * math.sin(k / 9)}\n" for k in range(61))
    page.run("return L.results.read()")
    page.run("L.choose(['measured.txt', 'results/early'])")
    page.wait(lambda: command(page, 1) ==
              "laminae plot results/early --kind dipole --compare measured.txt", what="data")
    assert command(page, 0) == "laminae plot results/early --kind drives"
    page.wait(lambda: "RMSE" in page.find(".legend .note").text, what="RMSE of data")
    choose(page, "early")

    # Each kind is drawn: curves by the page, others as the picture of the command.
    for name in ("layers", "psd", "raster", "hist", "lfp"):
        kind(page, 1, name)
        assert figure(page, 1).find_elements(By.CSS_SELECTOR, ".plot canvas"), name
    for name in ("tfr", "csd", "laminar", "connectivity", "morphology", "cells", "summary"):
        kind(page, 1, name)
        page.wait(lambda: page.run("const image = arguments[0].querySelector('.paper img');"
                                   "return image !== null && image.naturalWidth > 0",
                                   figure(page, 1)), what=name)
    kind(page, 1, "eeg")
    page.wait(lambda: "no eeg" in figure(page, 1).find_element(
        By.CSS_SELECTOR, ":scope > .error").text.lower(), what="what is lacking")
    words = {"words": ["plot", "results/early", "--kind", "csd"], "type": "svg"}
    laminae("plot", "results/early", "--kind", "csd", "--out", "csd.svg")
    assert page.server.ask("POST", "/api/figure", words)[1] == open("folder/csd.svg", "rb").read()

    # All are saved at once; the layout is kept.
    Select(page.find("#view-template")).select_by_visible_text("Spikes and firing rates")
    drawn(page, 2)
    page.click("Save all")
    page.click("as svg")
    page.wait(lambda: os.path.exists("folder/early_hist.svg"), what="figures")
    page.wait(lambda: "raster" in json.dumps(page.server.get("/api/page")), what="what is kept")
    page.open()
    page.wait(lambda: len(page.all(".figure")) == 2)
    drawn(page, 2)
    assert [command(page, k).split("--kind ")[1] for k in (0, 1)] == ["raster", "hist"]
