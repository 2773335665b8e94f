# SPDX-License-Identifier: BSD-3-Clause
# t144_kinds_of_drives.py - sets of drives; drive cells of each target or shared; one value for all
# targets or one for each; targets that come and go; times that are pasted, and those of a run.
import os
import subprocess
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Keys, Page

os.makedirs("folder", exist_ok=True)
subprocess.run([HOME + "/laminae", "run", "erp", "--mesh", "2,2", "--tstop", "40", "--out",
                "results/one", "--no-setup"], cwd="folder", check=True, stdout=subprocess.DEVNULL)


def drive(page, name):
    return page.run("return L.network.network.drives[arguments[0]]", name)


def press(page, label):
    page.wait(lambda: page.find("[aria-label='" + label + "']"), what=label).send_keys(Keys.ENTER)
    page.settle()


def choose(page, label, text):
    for one in page.all("select[aria-label='" + label + "'] option"):
        if one.text == text:
            one.click()
            page.settle()
            return
    raise AssertionError((label, text))


def unfold(page, name):
    for one in page.all("[data-name=" + name + "] details:not([open]) > summary"):
        one.send_keys(Keys.ENTER)


with Page() as page:
    page.run("L.edit(doc => { doc.network = 'law_2021'; doc.changes = [['grid.nx', '3'], "
             "['grid.ny', '3']]; })")
    page.tab("drives")
    page.settle()
    choose(page, "Further drives", "erp")
    page.wait(lambda: page.all("[data-name=evprox1] canvas"), what="the set of drives")
    assert "--drives erp" in page.find("#command code").text

    # Cells, delays, probabilities, targets.
    page.find("[data-name=evdist1] summary").send_keys(Keys.ENTER)
    page.wait(lambda: page.field("drives.evdist1.mu"), what="the card")
    unfold(page, "evdist1")
    page.enter("drives.evdist1.cell_specific", "shared")
    assert drive(page, "evdist1")["n_drive_cells"] == 1
    assert page.enter("drives.evdist1.n_drive_cells", "5") == ""
    press(page, "Delay: one for all")
    assert drive(page, "evdist1")["synaptic_delays"] == [0.1, "ms"]
    unfold(page, "evdist1")
    press(page, "Probability: one for each target")
    assert list(drive(page, "evdist1")["probability"]) == ["L2_basket", "L2_pyramidal", "L5_pyramidal"]
    assert page.enter("drives.evdist1.probability.L2_basket", "2") != ""
    assert page.enter("drives.evdist1.probability.L2_basket", "0.25") == ""
    press(page, "Take evdist1 off L2_basket")
    assert list(drive(page, "evdist1")["weights_ampa"]) == ["L2_pyramidal", "L5_pyramidal"]
    choose(page, "Add a target of evdist1", "L2_basket")
    assert drive(page, "evdist1")["weights_nmda"]["L2_basket"] == [0, "uS"]
    unfold(page, "evdist1")
    assert page.enter("drives.evdist1.position", "0, 0") != ""
    assert page.enter("drives.evdist1.position", "0, 0, 50") == ""
    assert drive(page, "evdist1")["position"] == [[0, 0, 50], "um"]

    # Times.
    choose(page, "Kind of the new drive", "Spike train")
    page.click("Add drive")
    page.type("textarea[name='drives.spiketrain1.spikes']", "5 7.5\n20, 21")
    assert drive(page, "spiketrain1")["spikes"] == [[[5, 7.5], [20, 21]], "ms"]
    page.type("textarea[name='drives.spiketrain1.spikes']", "soon")
    page.wait(lambda: any("accepted: times" in one.text for one in page.all(".drive .error")),
              what="what is accepted")
    assert page.run("""return [...document.querySelectorAll('[data-name=spiketrain1] button')].find(
        one => one.textContent === 'Take its spikes').disabled"""), "spikes of a run, before there is one"
    unfold(page, "spiketrain1")
    take = page.wait(lambda: next(one for one in page.all("[data-name=spiketrain1] button")
                                  if one.text == "Take its spikes" and one.is_enabled()), what="a run")
    take.send_keys(Keys.ENTER)
    page.settle()
    page.wait(lambda: len(drive(page, "spiketrain1")["spikes"][0]) > 2, what="spikes of the run")
