# SPDX-License-Identifier: BSD-3-Clause
# t290_accessible.py - all tabs, light and dark, 1280 and 390 px wide: names for screen readers, ids,
# headings, contrast, width; the focus is seen, goes into dialogs and comes back; a first evoked
# response by the keyboard alone.
import os
import sys
import time

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

with open(os.environ["LAMINAE_TESTS"] + "/lib/gui_audit.js") as file:
    AUDIT = file.read()


def press(page, *keys):
    ActionChains(page.driver).send_keys(*keys).perform()


def focused(page):
    """The element that has the focus, in words."""
    return page.run("""
        const one = document.activeElement;
        return one.getAttribute('aria-label') ||
            [...one.labels || []].map(label => label.textContent).join(' ') || one.textContent.trim();
    """)


def tab_to(page, name, most=40):
    """By Tab alone, to what has this name; all that is passed shows that it has the focus."""
    for _ in range(most):
        if focused(page) == name:
            return
        press(page, Keys.TAB)
        assert page.run("""
            const one = document.activeElement, style = getComputedStyle(one);
            return one === document.body || style.outlineStyle !== 'none' &&
                parseFloat(style.outlineWidth) >= 1;"""), "not seen to have the focus: " + focused(page)
    raise AssertionError("Tab does not come to " + name)


with Page() as page:
    # ---- a first evoked response: model, length, a drive, Run, the figure, no mouse
    tab_to(page, "Simulation")
    tab_to(page, "Length")
    press(page, "40", Keys.TAB)
    page.settle()
    tab_to(page, "Points along x")
    press(page, "3", Keys.TAB)
    page.settle()
    tab_to(page, "Points along y")
    press(page, "3", Keys.TAB)
    page.settle()
    command = page.find("#command").text
    assert "--mesh 3,3" in command or "grid.nx=3" in command, command
    assert "--tstop 40" in command, command
    page.run("document.getElementById('tab-simulation').focus()")
    press(page, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert focused(page) == "Drives"
    page.wait(lambda: page.all("[data-name=evprox1] summary"))
    for _ in range(40):
        press(page, Keys.TAB)
        if "evprox1" in focused(page):
            break
    press(page, Keys.ENTER)
    page.wait(lambda: page.field("drives.evprox1.mu"), what="the drive's card")
    tab_to(page, "Mean time")
    press(page, "12")
    ActionChains(page.driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    page.wait(lambda: page.find(".job.done"), 90, "a run that is done")
    page.wait(lambda: page.run("return L.chosen.length") == 1, what="a run that is shown")
    assert "drives.evprox1.mu=12" in page.find("#command").text
    assert page.find("#queue [role=status]").get_attribute("textContent").startswith("default: done")

    # ---- tabs say which panel is theirs
    for one in page.all("#tabs button"):
        panel = page.find("#" + one.get_attribute("aria-controls"))
        assert panel.get_attribute("aria-labelledby") == one.get_attribute("id")
        assert panel.get_attribute("role") == "tabpanel"
    assert page.find("#says").get_attribute("aria-live") == "polite"

    # ---- dialogs take the focus and give it back
    keys = page.find("#actions [title='What the keyboard does']")
    keys.send_keys(Keys.ENTER)
    page.wait(lambda: page.run("return document.querySelector('dialog[open]')"
                               ".contains(document.activeElement)"), what="the focus in a dialog")
    assert not page.run(AUDIT)
    press(page, Keys.ESCAPE)
    page.wait(lambda: page.run("return document.activeElement") == keys, what="the focus of before")

    # ---- every tab, each theme, wide and narrow
    def audit(what):
        end = time.monotonic() + 3
        while found := page.run(AUDIT):  # figures take their new size with the next frames
            assert time.monotonic() < end, (what, found)

    for width, height in ((1280, 800), (390, 844)):
        page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 800})
        for theme in ("light", "dark"):
            page.run("document.documentElement.dataset.theme = arguments[0]", theme)
            for one in page.run("return L.tabs.map(tab => tab.id)"):
                page.run("L.show(arguments[0])", one)
                page.run("""document.querySelectorAll('[role=tabpanel]:not([hidden]) details')
                    .forEach((part, i) => { part.open = i < 3; });""")
                if one != "network":
                    audit((width, theme, one))
                    continue
                for part in page.run("return [...document.querySelectorAll('.parts button')]"
                                     ".map(part => part.id)"):
                    page.run("document.getElementById(arguments[0]).click()", part)
                    audit((width, theme, part))
