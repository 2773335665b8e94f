# SPDX-License-Identifier: BSD-3-Clause
# t190_run.py - from Run to results that are looked at; the page closed and opened again; two runs
# compared, one opened as the experiment, renamed, deleted.
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page
from selenium.webdriver.common.keys import Keys


def names(page):
    return [one.text for one in page.all("#results .name")]


def chosen(page):
    return page.run("return L.chosen")


def press(page, *keys):
    page.run("document.activeElement.blur()")
    page.find("body").send_keys(*keys)


with Page() as page:
    page.run("return L.open.command(arguments[0])",
             "laminae run erp --mesh 3,3 --tstop 20 --out results/first")
    page.wait(lambda: "--set grid.nx=3" in page.find("#command").text, what="the command")
    page.click("#run")
    page.wait(lambda: page.find(".job.done"), 120, "a run that is done")
    page.wait(lambda: chosen(page) == ["results/first"] and names(page) == ["first"],
              what="the run, looked at")
    assert page.find("#results [aria-selected=true] .name").text == "first"
    assert os.path.exists("folder/results/first/results.h5")

    # The name is taken: the next that is free is offered. What is typed counts without a click.
    page.tab("simulation")
    field = page.field("tstop")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("25", Keys.CONTROL, Keys.ENTER)
    page.wait(lambda: page.find("dialog[open] button").text == "Run as first-2", what="an offer")
    page.find("dialog[open] button").click()
    page.wait(lambda: chosen(page) == ["results/first-2"], 120, "the second run, looked at")
    assert page.find("#name").get_attribute("value") == "first-2"

    # A value that is refused would not be in the run.
    page.enter("tstop", "many")
    page.click("#run")
    page.wait(lambda: "not run: Length" in page.find("#says").text, what="a refusal")
    page.enter("tstop", "25")

    # Closed and opened again.
    page.tab("simulation")
    page.enter("trials", "2")
    page.wait(lambda: "--trials 2" in page.find("#command").text, what="two trials")
    command = page.find("#command code").text
    page.driver.get("about:blank")
    page.open()
    page.wait(lambda: page.find("#command code").text == command, what="the experiment of before")
    page.wait(lambda: chosen(page) == ["results/first-2"] and len(names(page)) == 2, what="results")
    press(page, Keys.CONTROL, "z")
    page.wait(lambda: "--trials" not in page.find("#command").text, what="the undo of before")

    # Both, and in what they differ.
    page.run("document.querySelector('[data-path=\"results/first\"] .box').click()")
    assert chosen(page) == ["results/first-2", "results/first"]
    page.click("Differences")
    rows = page.wait(lambda: [row.text for row in page.all("dialog tbody tr")], what="differences")
    assert rows == ["tstop 25 20 ms"], rows
    page.click("Close")
    page.click("About")
    page.wait(lambda: "25 ms" in page.find("#facts table").text, what="facts")
    assert "--tstop 25" in page.find("#facts code").text

    # The first one is the experiment again.
    page.run("document.querySelector('[data-path=\"results/first\"]').click()")
    page.click("Open its parameters")
    page.wait(lambda: "--tstop 20 " in page.find("#command").text, what="its parameters")
    assert page.find("#name").get_attribute("value") == "first"

    page.find("#results").send_keys(Keys.F2)
    page.find("#demand").send_keys(Keys.CONTROL, "a")
    page.find("#demand").send_keys("../out", Keys.ENTER)
    page.wait(lambda: "no slash" in page.find("#demand-error").text, what="a refusal")
    page.find("#demand").send_keys(Keys.CONTROL, "a")
    page.find("#demand").send_keys("été 1", Keys.ENTER)
    page.wait(lambda: chosen(page) == ["results/été 1"], what="another name")

    page.find("#results").send_keys(Keys.DELETE)
    page.wait(lambda: "été 1" in page.find("dialog[open] p").text, what="a question")
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)  # Cancel
    page.wait(lambda: not page.all("dialog"), what="an answer")
    assert os.path.exists("folder/results/été 1")
    page.click("Delete")
    page.wait(lambda: page.find("dialog[open] .danger")).click()
    page.wait(lambda: names(page) == ["first-2"] and chosen(page) == [], what="one result less")
    assert not os.path.exists("folder/results/été 1")
