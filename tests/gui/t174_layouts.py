# SPDX-License-Identifier: BSD-3-Clause
# t174_layouts.py - places of figures: layouts, adding, moving, enlarging, removing, by keys, too; what
# one can act upon has a name, and nothing is wider than a telephone.
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

NAMELESS = """
const named = one => one.textContent.trim() || one.getAttribute('aria-label') ||
    one.labels && one.labels.length > 0;
return [...document.querySelectorAll('#view button, #view select, #view input, #view summary')]
    .filter(one => !named(one)).map(one => one.outerHTML);
"""


def kinds(page):
    return page.run("return L.view.state.places.map(place => place.kind)")


def menu(page, number, entry):
    """An entry of the menu of a figure, by keys alone."""
    box = page.all(".figure")[number].find_elements(By.CSS_SELECTOR, ".pop")[1]
    names = [one.get_attribute("textContent") for one in box.find_elements(By.CSS_SELECTOR, "button")]
    page.run("arguments[0].firstElementChild.focus()", box)
    ActionChains(page.driver).send_keys(Keys.ENTER, *[Keys.TAB] * (names.index(entry) + 1),
                                        Keys.ENTER).perform()


with Page() as page:
    page.wait(lambda: len(page.all(".figure")) == 2)
    assert kinds(page) == ["drives", "dipole"]
    assert "Nothing is chosen" in page.all(".pictures")[0].text
    # As in HNN's page, the dipole is three times as high, if there is room.
    page.driver.set_window_size(1280, 1600)
    low, high = (one.size["height"] for one in page.all(".figure"))
    assert 2 < high / low < 3.5, (low, high)

    layout = Select(page.find("#view-layout"))
    for name, n in (("One", 1), ("Two by two", 4), ("Three rows", 3), ("Two columns", 2)):
        layout.select_by_visible_text(name)
        assert len(page.all(".figure")) == n == len(set(kinds(page))), (name, kinds(page))
    left, right = page.all(".figure")
    assert left.location["y"] == right.location["y"] and left.location["x"] < right.location["x"]
    assert kinds(page) == ["drives", "dipole"]

    menu(page, 0, "Move down")
    assert kinds(page) == ["dipole", "drives"]
    menu(page, 0, "Move up")  # it is the first
    assert kinds(page) == ["dipole", "drives"]
    menu(page, 1, "Enlarge")
    large = page.find(".figure.large")
    assert large.size["width"] > 1200
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.wait(lambda: not page.all(".figure.large"), what="its size")
    page.click("Add figure")
    assert len(kinds(page)) == 3
    page.all(".figure")[0].find_element(By.CSS_SELECTOR, "[aria-label='Remove the figure']").click()
    assert kinds(page)[0] == "drives" and len(kinds(page)) == 2
    for figure in page.all(".figure"):
        figure.find_element(By.CSS_SELECTOR, ".tool").click()
    page.wait(lambda: len(page.all(".form .option")) > 6)
    assert page.run(NAMELESS) == []

    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True})
    for name in ("One", "Two by two"):
        layout.select_by_visible_text(name)
        wide = page.run("return [...document.querySelectorAll('#view *')].filter(one => "
                        "one.getBoundingClientRect().right > 391 && !one.closest('.words, .pop') && "
                        "one.getBoundingClientRect().width > 0).map(one => one.outerHTML)")
        assert wide == [], wide
