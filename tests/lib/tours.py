# SPDX-License-Identifier: BSD-3-Clause
# tours.py - a guided tour of the page is begun and clicked through, and the table of numbers is read.
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select


def begin(page, title):
    page.click("#tour-button")
    page.click(title)
    page.wait(lambda: page.find("#tour").is_displayed())


def step(page, text):
    """Does what the card offers, and goes on."""
    place = page.find("#tour h2").text
    if text:
        card_button(page, text)
        page.wait(lambda: "main" in button(page, "Next", "End").get_attribute("class"), 90, text)
    card_button(page, "Next", "End")
    page.wait(lambda: page.find("#tour h2").text != place)


def button(page, *texts):
    """The one of the card, which is built anew at any time."""
    return page.run("return [...document.querySelectorAll('#tour button')].find("
                    "one => arguments[0].includes(one.textContent))", texts)


def card_button(page, *texts):
    page.wait(lambda: button(page, *texts).click() is None, what=texts[0])


def numbers(page, what, **options):
    """The table below the figures, for the results that are looked at: a list of rows."""
    if not page.find("#numbers").get_attribute("open"):
        page.find("#numbers summary").send_keys(Keys.ENTER)
    Select(page.find("#numbers-what")).select_by_value(what)
    for name, value in options.items():
        one = page.wait(lambda: page.find("#numbers-" + name), what=name)
        if one.tag_name == "select":
            page.wait(lambda: value in one.get_attribute("innerHTML"), what=value)
            Select(one).select_by_value(value)
        else:
            page.type("#numbers-" + name, value)
    def table():
        words = page.find("#numbers .command code").text
        if any(word not in words for word in (page.run("return L.chosen[0]"), what, *options.values())):
            return None
        heads = [cell.text for cell in page.all("#numbers thead th")]
        return [dict(zip(heads, [cell.text for cell in row.find_elements("css selector", "td")]))
                for row in page.all("#numbers tbody tr")]
    return page.wait(table, what=what)


def chosen(page, name):
    page.wait(lambda: page.run("return L.chosen") == ["results/" + name], what=name)
