# SPDX-License-Identifier: BSD-3-Clause
# t194_many.py - a folder of 1,000 runs opens in under 2 s, scrolls, is filtered, sorted, chosen from
# by the keyboard.
import os
import subprocess
import sys
import time

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Page, within
from selenium.webdriver.common.keys import Keys

MOST_S = 2.0

subprocess.run([HOME + "/laminae", "run", "erp", "--mesh", "2,2", "--tstop", "5", "--no-plot",
                "--no-setup", "--quiet", "--out", "one"], check=True)
for i in range(1000):
    os.makedirs(f"folder/results/run-{i}")
    os.link("one/results.h5", f"folder/results/run-{i}/results.h5")


def names(page):
    return [one.text for one in page.all("#results .name")]


with Page() as page:
    def opened_s():
        start = time.monotonic()
        page.open()
        page.wait(lambda: page.find("#runs .title").text == "Results 1000", what="1,000 runs")
        return time.monotonic() - start
    within(MOST_S, opened_s)
    assert len(page.all("#results [role=option]")) < 50

    order = page.find("[aria-label='Order of results']")
    order.send_keys("name")
    page.wait(lambda: names(page)[:3] == ["run-0", "run-1", "run-2"], what="the order of names")
    results = page.find("#results")
    results.send_keys(Keys.END)
    page.wait(lambda: names(page)[-1] == "run-999", what="the last one")
    results.send_keys(Keys.ENTER)
    assert page.run("return L.chosen") == ["results/run-999"]
    results.send_keys(Keys.SHIFT, Keys.ARROW_UP, Keys.ARROW_UP)
    results.send_keys(Keys.HOME, Keys.SPACE)
    assert page.run("return L.chosen") == [f"results/run-{i}" for i in (999, 998, 997, 0)]
    here = page.find("#" + results.get_attribute("aria-activedescendant"))
    assert here.get_attribute("aria-setsize") == "1000" and here.text.startswith("4")

    # Deleted together, by the keyboard.
    results.send_keys(Keys.DELETE)
    page.wait(lambda: "4 results" in page.find("dialog[open] p").text, what="a question")
    page.driver.switch_to.active_element.send_keys(Keys.TAB, Keys.ENTER)
    page.wait(lambda: page.find("#runs .title").text == "Results 996", what="996 runs")
    assert len(os.listdir("folder/results")) == 996 and page.run("return L.chosen") == []

    page.find("#results-filter").send_keys("run 77")
    page.wait(lambda: page.find("#runs .title").text == "Results 19 of 996", what="19 runs")
    page.find("#results-filter").send_keys(" none")
    page.wait(lambda: "None of them" in page.find("#results-box").text, what="none")
