# SPDX-License-Identifier: BSD-3-Clause
# t196_frame.py - the frame by the keyboard, its first paint, and no wider than a telephone.
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page
from selenium.webdriver.common.keys import Keys

MOST_PAINT_MS = 500

with Page() as page:
    paints = []
    for _ in range(3):  # others use the processors, too
        page.open()
        paints.append(page.run("return performance.getEntriesByName('first-paint')[0].startTime"))
    assert min(paints) < MOST_PAINT_MS, paints

    tabs = page.all("#tabs button")
    tabs[0].send_keys(Keys.ARROW_LEFT)
    assert page.run("return document.activeElement") == tabs[-1]
    assert tabs[-1].get_attribute("aria-selected") == "true"
    tabs[-1].send_keys(Keys.HOME)
    assert tabs[0].get_attribute("aria-selected") == "true"
    assert [one.get_attribute("tabindex") for one in tabs] == ["0"] + ["-1"] * (len(tabs) - 1)

    page.click("Keys")
    assert "Ctrl+Enter" in page.find("dialog").text
    page.find("dialog").send_keys(Keys.ESCAPE)
    page.wait(lambda: not page.all("dialog"), what="Esc")

    name = page.find("#name")
    name.send_keys("/x", Keys.TAB)
    assert "no slash" in page.find("#name-error").text
    page.click("#run")
    page.wait(lambda: "not run: Name" in page.find("#says").text, what="a refusal")
    name.clear()
    name.send_keys("mine", Keys.TAB)
    page.wait(lambda: "results/mine" in page.find("#command").text, what="a name")

    # What is typed and not taken yet is the browser's to undo.
    name.send_keys("x", Keys.CONTROL, "z")
    assert name.get_attribute("value") == "mine"
    name.send_keys(Keys.TAB)

    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True})
    assert page.run("return document.documentElement.scrollWidth") == 390
    page.click("Results")
    page.wait(lambda: page.run("return document.getElementById('right').getBoundingClientRect().top"
                               ) < 844, what="the results")
