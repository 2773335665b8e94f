# SPDX-License-Identifier: BSD-3-Clause
# t140_drives.py - drives are added, changed, renamed, copied, deleted and taken back; what is wrong
# is said beside its field; the command says all of it and the network is what the command makes.
import json
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Keys, Page


def names(page):
    return [one.get_attribute("data-name") for one in page.all("details.drive")]


def command(page):
    return page.find("#command code").text


def drive(page, name):
    return page.run("return L.network.network.drives[arguments[0]]", name)


def wait_for(page, wanted):
    page.wait(lambda: names(page) == wanted, what=str(wanted))


def choose(page, label, text):
    for one in page.all("select[aria-label='" + label + "'] option"):
        if one.text == text:
            one.click()
            return
    raise AssertionError((label, text))


def press(page, label):
    """A button, by the keyboard."""
    page.wait(lambda: page.find("[aria-label='" + label + "']"), what=label).send_keys(Keys.ENTER)
    page.settle()


def opened(page, name):
    page.click("[data-name='" + name + "'] summary")
    page.wait(lambda: page.field("drives." + name + ".name"), what="the card of " + name)


with Page() as page:
    page.tab("drives")
    wait_for(page, ["evdist1", "evprox1", "evprox2"])

    # A value, a wrong value, a weight, and back.
    opened(page, "evprox1")
    assert page.enter("drives.evprox1.mu", "30") == ""
    assert "--set drives.evprox1.mu=30" in command(page)
    said = page.enter("drives.evprox1.sigma", "-1")
    assert "0 to 1e+09" in said, said
    assert page.enter("drives.evprox1.sigma", "2") == ""
    assert page.enter("drives.evprox1.weights_nmda.L2_basket", "0.01") == ""
    assert drive(page, "evprox1")["weights_nmda"]["L2_basket"] == [0.01, "uS"]
    press(page, "Back to the default: Mean time")
    page.wait(lambda: drive(page, "evprox1")["mu"] == [26.61, "ms"], what="the default")

    # Another name: order, seeds and what was changed stay; the default is still known.
    assert page.enter("drives.evprox1.name", "touch") == ""
    wait_for(page, ["evdist1", "touch", "evprox2"])
    assert "drives.evprox1.name=touch" in command(page)
    assert drive(page, "touch")["sigma"] == [2, "ms"]
    assert page.run("return L.baseValue('drives.touch.sigma').value") == "2.47"
    assert page.enter("drives.touch.name", "evprox2") != ""
    assert page.enter("drives.touch.name", "touch") == ""
    press(page, "Back to the default: Name")
    wait_for(page, ["evdist1", "evprox1", "evprox2"])
    assert ".name=" not in command(page) and "drives.evprox1.sigma=2" in command(page)

    # Copy, delete, restore, undo.
    press(page, "Copy evprox1")
    wait_for(page, ["evdist1", "evprox1", "evprox2", "evprox3"])
    assert drive(page, "evprox3")["sigma"] == [2, "ms"]
    assert page.enter("drives.evprox3.name", "late") == ""
    wait_for(page, ["evdist1", "evprox1", "evprox2", "late"])
    assert page.enter("drives.late.mu", "150") == ""
    assert drive(page, "late")["mu"] == [150, "ms"]
    press(page, "Delete evprox1")
    wait_for(page, ["evdist1", "evprox2", "late"])
    press(page, "Restore evprox1")
    wait_for(page, ["evdist1", "evprox1", "evprox2", "late"])
    press(page, "Delete late")
    wait_for(page, ["evdist1", "evprox1", "evprox2"])
    page.click("Undo")
    wait_for(page, ["evdist1", "evprox1", "evprox2", "late"])
    page.click("Delete all")
    wait_for(page, [])

    # New ones of each kind, in a network without drives.
    for kind, place in (("Evoked", "distal"), ("Poisson", "proximal"), ("Rhythmic", "apical_tuft"),
                        ("Spike train", "proximal"), ("Tonic", None)):
        choose(page, "Kind of the new drive", kind)
        if place:
            choose(page, "Location of the new drive", place)
        n = len(names(page))
        page.click("Add drive")
        page.wait(lambda: len(names(page)) == n + 1, what=kind)
    assert names(page) == ["evdist2", "poisson1", "bursty1", "spiketrain1", "tonic1"], names(page)
    assert list(drive(page, "bursty1")["weights_ampa"]) == ["L2_pyramidal", "L5_pyramidal"]
    assert drive(page, "poisson1")["rate_constant"]["L2_pyramidal"] == [140, "Hz"]
    press(page, "Rate: one for all")
    page.wait(lambda: drive(page, "poisson1")["rate_constant"] == [40, "Hz"], what="one rate")
    assert page.enter("biases.tonic1.L5_pyramidal.amplitude", "-0.5") == ""

    # What the page has, the command makes.
    spec = page.run("return L.spec(L.doc)")
    network = page.server.post("/api/network", spec)["network"]
    assert network["biases"]["tonic1"]["L5_pyramidal"]["amplitude"] == [-0.5, "nA"]
    shown = json.loads(page.run("return JSON.stringify(L.network.network.drives)"))
    assert network["drives"] == shown and list(network["drives"]) == list(shown)
