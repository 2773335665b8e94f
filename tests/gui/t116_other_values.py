# SPDX-License-Identifier: BSD-3-Clause
# t116_other_values.py - biases and electric fields: added, changed, deleted; any value by its path;
# parts of the tab by the keyboard alone.
import os
import shlex
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Keys, Page


def opened(page):
    words = shlex.split(page.command())
    changes = [words[i + 1] for i, word in enumerate(words) if word == "--set"]
    return page.server.post("/api/network", {"network": words[2], "changes": changes})["network"]


def add(page, button, **values):
    """Fills the dialog that a button opens; what it says, '' if it is done."""
    page.click(button)
    for name, value in values.items():
        page.run("const e = document.querySelector('#new-' + arguments[0]); e.value = arguments[1];"
                 "e.dispatchEvent(new Event('change'))", name, value)
    page.find("dialog button.main").click()
    page.settle()
    said = page.all("dialog .error")
    return said[0].text if said else ""


with Page() as page:
    model = opened(page)
    page.tab("network")
    # From part to part by arrow keys.
    page.find("#show-cells").send_keys(Keys.ARROW_RIGHT)
    assert page.driver.switch_to.active_element.text == "Connections"
    page.driver.switch_to.active_element.send_keys(Keys.ARROW_LEFT, Keys.NULL)
    page.run("L.showPart('biases')")
    # Two biases of one name, and one of another.
    assert "accepted: a number" in add(page, "Add a bias…", amplitude="much")
    page.click("Cancel")
    for name, population in (("tonic", "L2_basket"), ("tonic", "L5_pyramidal"),
                             ("more", "L5_basket")):
        assert add(page, "Add a bias…", name=name, population=population, amplitude="2") == ""
    assert page.enter("biases.tonic.L5_pyramidal.amplitude", "3") == ""
    assert page.enter("biases.tonic.L5_pyramidal.tstart", "10") == ""
    assert "accepted" in page.enter("biases.tonic.L5_pyramidal.share", "2")
    page.field("biases.tonic.L5_pyramidal.share").send_keys(Keys.ESCAPE)
    assert not page.all("[aria-invalid]"), "what was refused is taken back by Esc"
    assert opened(page)["biases"] == {
        "tonic": {"L2_basket": {"amplitude": [2, "nA"]},
                  "L5_pyramidal": {"amplitude": [3, "nA"], "tstart": [10, "ms"]}},
        "more": {"L5_basket": {"amplitude": [2, "nA"]}}}, opened(page)["biases"]
    for title, left in (("tonic into L2_basket", 2), ("more into L5_basket", 1),
                        ("tonic into L5_pyramidal", 0)):
        page.click("Delete " + title)
        page.settle()
        assert len(page.all("[data-card^='biases']")) == left, title
    assert opened(page) == model
    # A field from outside; what its course needs is asked for.
    assert add(page, "Add a field…", name="tacs", waveform="sine", amplitude="0.5") == ""
    assert page.enter("electric_fields.tacs.phase", "90") == ""
    assert "accepted" in page.enter("electric_fields.tacs.frequency", "-1")
    assert opened(page)["electric_fields"] == {"tacs": {
        "waveform": "sine", "amplitude": [0.5, "V/m"], "frequency": [10, "Hz"],
        "phase": [90, "deg"]}}
    page.click("Delete tacs")
    page.settle()
    assert opened(page) == model
    # Any value: found by parts of its path.
    page.run("L.showPart('any')")
    page.find("#any-search").send_keys("km l5 soma")
    path = "cells.L5_pyramidal.sections.soma.mechs.km.gbar_km"
    assert page.enter(path, "210") == ""
    soma = opened(page)["cells"]["L5_pyramidal"]["sections"]["soma"]
    assert soma["mechs"]["km"]["gbar_km"][0] == 210
    # It is in the list of changes, with what it was.
    page.run("L.showPart('changes')")
    row = page.find("table.changes tbody tr")
    assert [one.text for one in row.find_elements("css selector", "th, td")][:3] == [
        path, "200 pS/um2", "210 pS/um2"]
    page.click("Take back " + path)
    page.settle()
    assert opened(page) == model and page.find("#show-changes").text == "Changes"
