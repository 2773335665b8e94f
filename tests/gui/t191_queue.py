# SPDX-License-Identifier: BSD-3-Clause
# t191_queue.py - three runs in the queue: one stops, one is taken out, one is drawn; one that fails
# says why.
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page

LONG = "laminae run erp --mesh 2,2 --tstop 100000 --out results/long"
SHORT = "laminae run erp --mesh 2,2 --tstop 10 --out results/"


def start(page, command):
    page.run("return L.open.command(arguments[0])", command)
    name = command.split("/")[-1]
    page.wait(lambda: page.find("#name").get_attribute("value") == name, what=name)
    page.click("#run")
    return page.wait(lambda: job(page, name), what=name + " in the queue")


def job(page, name):
    return next(one for one in page.all(".job") if one.find_element("css selector", ".link").text
                == name)


def button(page, label):
    return page.wait(lambda: page.find(f"[aria-label='{label}']"), what=label)


with Page() as page:
    start(page, LONG)
    start(page, SHORT + "second")
    start(page, SHORT + "third")
    page.wait(lambda: "waits" in job(page, "third").text, what="one that waits")
    page.wait(lambda: "left" in job(page, "long").text, 120, "the time that is left")
    page.wait(lambda: "% long (+2) - Laminae" in page.driver.title, what="the title")
    button(page, "Log: long").click()
    page.wait(lambda: "trial" in page.find("dialog .log").text, what="a log")
    page.click("Close")

    # A run of this name is in the queue: it is not replaced.
    page.click("#run")
    page.wait(lambda: [one.text for one in page.all("dialog[open] button")] ==
              ["Run as third-2", "Cancel"], what="an offer")
    page.click("Cancel")

    button(page, "Take out: second").click()
    page.wait(lambda: len(page.all(".job")) == 2, what="a queue without it")  # and rows where they stay
    button(page, "Stop: long").click()
    page.wait(lambda: "stopped" in job(page, "long").text, what="one that stopped")
    page.wait(lambda: page.run("return L.chosen") == ["results/third"], 120, "the third, drawn")
    assert not os.path.exists("folder/results/second")
    assert len(page.all(".job")) == 2

    start(page, "laminae run erp --mesh 2,2 --tstop 10 --np 9999 --out results/wrong")
    failed = page.wait(lambda: page.find(".job.failed .said").text, 120, "one that failed")
    assert "9999" in failed and "accepted" in failed, failed
    page.click("Forget ended")
    page.wait(lambda: not page.all(".job"), what="an empty queue")
    assert page.run("return L.chosen") == ["results/third"]
