# SPDX-License-Identifier: BSD-3-Clause
# t142_sensors.py - electrodes, slabs, EEG and MEG are added, changed, deleted and taken back; the
# column is drawn with the contacts at their depths; what is wrong is said beside its field.
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Keys, Page


def names(page):
    return [one.get_attribute("data-name") for one in page.all("details.sensor")]


def press(page, label):
    page.wait(lambda: page.find("[aria-label='" + label + "']"), what=label).send_keys(Keys.ENTER)
    page.settle()


def add(page, number, wanted, new=None):
    page.all("[aria-label='New sensors'] option")[number].click()
    page.find("#panel-sensors button.main").send_keys(Keys.ENTER)
    page.wait(lambda: names(page) == wanted, what=str(wanted))
    page.wait(lambda: page.find("[data-name=" + (new or wanted[-1]) + "][open] .thing-header"), what="a card")


def at(page, path):
    return page.run("return L.at(arguments[0]).here", path)


def rewrite(page, label, text):
    """A whole table of numbers."""
    page.type("textarea[aria-label^='" + label + "']", text)


with Page() as page:
    page.run("L.set('grid.nx', '3'); L.set('grid.ny', '3');")
    page.tab("sensors")
    page.wait(lambda: page.find("svg.column"), what="the column")
    label = page.find("svg.column").get_attribute("aria-label")
    assert "L5_pyramidal at 0 um" in label and "L2_pyramidal at 1307 um" in label, label

    # A laminar probe is a --probe; its contacts are drawn where they are.
    add(page, 0, ["probe1"])
    assert page.run("return L.doc.probes") == ["probe1=1,1,-300:2000:100"]
    page.wait(lambda: len(page.all("svg.column .contact")) == 24, what="24 contacts")
    heights = [-float(one.get_attribute("cy")) for one in page.all("svg.column .contact")]
    assert heights == [-300 + 100 * i for i in range(24)], heights
    assert "accepted" in page.enter("probes.probe1", "1,1,0:100")
    assert page.enter("probes.probe1", "1,1,0:1500:50,lsa") == ""
    page.wait(lambda: len(page.all("svg.column .contact")) == 31, what="31 contacts")
    assert page.enter("electrode_arrays.probe1.conductivity", "0.3, 0.3") != ""
    assert page.enter("electrode_arrays.probe1.conductivity", "0.3, 0.3, 0.4") == ""
    assert at(page, "electrode_arrays.probe1.conductivity") == [[0.3, 0.3, 0.4], "S/m"]
    page.click("Back to the default: Conductivity")
    assert page.enter("electrode_arrays.probe1.csd", "kernel") == ""
    page.wait(lambda: page.field("electrode_arrays.probe1.csd.radius"), what="the radius")
    assert page.enter("electrode_arrays.probe1.csd.radius", "300") == ""
    assert at(page, "electrode_arrays.probe1.csd.radius") == [300, "um"]

    # An array by its contacts.
    add(page, 1, ["probe1", "array1"])
    rewrite(page, "Contacts", "10 0 0\n10 0 many")
    page.wait(lambda: any("line 2" in one.text for one in page.all(".sensor .error")), what="line 2")
    rewrite(page, "Contacts", "10 0 0\n10, 0, 500")
    page.wait(lambda: at(page, "electrode_arrays.array1.positions")
              == [[[10, 0, 0], [10, 0, 500]], "um"], what="two contacts")
    assert page.enter("electrode_arrays.array1.name", "tetrode") == ""
    page.wait(lambda: names(page) == ["probe1", "tetrode"], what="the name")

    # Slabs, EEG, MEG.
    add(page, 2, ["probe1", "tetrode", "slabs1"])
    assert "accepted" in page.enter("current_density.slabs1.thickness", "70")
    assert page.enter("current_density.slabs1.thickness", "50") == ""
    add(page, 3, ["probe1", "tetrode", "slabs1", "cap1"])
    assert len(at(page, "eeg.cap1.names")) == 21
    assert len(page.all("[data-name=cap1] svg.headview .contact")) == 21
    assert "accepted" in page.enter("eeg.cap1.dipole.position", "0, 0, 85")
    assert page.enter("eeg.cap1.dipole.position", "0, 0, 70") == ""
    add(page, 4, ["probe1", "tetrode", "slabs1", "cap1", "helmet1"])
    assert page.enter("meg.helmet1.dipole.up", "0, 1, 1") == ""
    assert at(page, "meg.helmet1.dipole.up") == [0, 1, 1]
    with open("folder/leads.txt", "w") as file:
        file.write("units uV/nAm\nC3 0.01 -0.2 0.4\nC4 -0.003 0.01 -0.08\n")
    page.all("[aria-label='New sensors'] option")[5].click()
    page.wait(lambda: page.find("[aria-label='File of leads'] option").text == "leads.txt", what="leads")
    add(page, 5, ["probe1", "tetrode", "slabs1", "cap1", "cap2", "helmet1"], "cap2")
    assert at(page, "eeg.cap2.names") == ["C3", "C4"]
    press(page, "Delete cap2")

    # The command has all of it, and the run's network is that of the page.
    command = page.find("#command code").text
    for word in ("--probe probe1=1,1,0:1500:50,lsa", "electrode_arrays.array1={", "current_density.",
                 "eeg.cap1", "meg.helmet1.dipole.up"):
        assert word in command or word.replace("array1", "tetrode") in command, (word, command)

    # Deleted, and taken back.
    press(page, "Delete probe1")
    page.wait(lambda: names(page) == ["tetrode", "slabs1", "cap1", "helmet1"], what="no probe")
    assert page.run("return L.doc.probes") == []
    page.click("Undo")
    page.wait(lambda: names(page) == ["probe1", "tetrode", "slabs1", "cap1", "helmet1"], what="undo")
    page.find("#panel-sensors .tools .danger").send_keys(Keys.ENTER)
    page.wait(lambda: names(page) == [], what="none")
    assert page.run("return L.doc.changes.length") == 2
