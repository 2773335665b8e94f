# SPDX-License-Identifier: BSD-3-Clause
# t193_windows.py - two windows change one experiment: the other one is told, and takes it or keeps
# its own. Tabs and lists are nobody's quarrel.
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page


def tstop(page):
    return page.field("tstop").get_attribute("value")


def banner(page):
    return page.wait(lambda: page.find("#banner-apart"), what="a word of the other window")


def kept(page, value):
    page.wait(lambda: ["tstop", value] in
              page.server.get("/api/page")["page"]["experiment"]["doc"]["changes"],
              what=value + ", kept")


with Page() as page:
    page.tab("simulation")
    first = page.driver.current_window_handle
    page.driver.switch_to.new_window("window")
    second = page.driver.current_window_handle
    page.open()
    page.tab("simulation")
    page.enter("tstop", "201")
    kept(page, "201")

    page.driver.switch_to.window(first)
    banner(page)
    assert tstop(page) == "170"
    page.click("Take theirs")
    page.wait(lambda: tstop(page) == "201" and not page.all("#banner-apart"), what="theirs")
    page.enter("tstop", "202")
    kept(page, "202")

    page.driver.switch_to.window(second)
    banner(page)
    page.enter("tstop", "203")  # not kept until it is clear which one counts
    page.click("Keep mine")
    kept(page, "203")
    page.wait(lambda: not page.all("#banner-apart"), what="no more banner")

    page.driver.switch_to.window(first)
    banner(page)
    page.click("Take theirs")
    page.wait(lambda: tstop(page) == "203", what="theirs")
    page.driver.switch_to.window(second)
    assert not page.all("#banner-apart")

    # A page that nobody sees asks for nothing; it is told when it is seen again.
    see = ("Object.defineProperty(document, 'hidden', {value: arguments[0], configurable: true});"
           "document.dispatchEvent(new Event('visibilitychange'));")
    page.run(see, True)
    page.driver.switch_to.window(first)
    page.enter("tstop", "205")
    kept(page, "205")
    page.driver.switch_to.window(second)
    assert not page.all("#banner-apart")
    page.run(see, False)
    banner(page)
    page.click("Take theirs")
    page.wait(lambda: tstop(page) == "205", what="theirs")

    # Both at once: one of them is refused, and asks.
    version = page.server.get("/api/page")["version"]
    status, _ = page.server.ask("PUT", "/api/page", {"version": version - 1, "page": {}})
    assert status == 409
    page.click("Light or dark")
    page.wait(lambda: page.server.get("/api/page")["page"]["theme"] == "dark", what="a theme")
    page.driver.switch_to.window(first)
    page.enter("tstop", "204")
    kept(page, "204")
    assert not page.all("#banner-apart")
