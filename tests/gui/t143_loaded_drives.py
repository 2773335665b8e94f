# SPDX-License-Identifier: BSD-3-Clause
# t143_loaded_drives.py - what a file says of drives is what the page shows and runs: rates of a
# Poisson drive (G5 of HNN's GUI), spike_isi, space constant, probability, conn_seed (G9), of our
# files and of HNN-core's. A tonic drive made here is exported and opens again (G6).
import json
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Keys, Page

ALL = ("L2_basket", "L2_pyramidal", "L5_basket", "L5_pyramidal")
COMMON = {"location": "proximal", "weights_ampa": {one: [1e-05, "uS"] for one in ALL},
          "synaptic_delays": {one: [i + 0.3, "ms"] for i, one in enumerate(ALL)}}
NOISE = {**COMMON, "type": "poisson", "cell_specific": True, "event_seed": 21, "space_constant":
         [7, "grid"],
         "rate_constant": {one: [11 - 2 * i, "Hz"] for i, one in enumerate(ALL)}}
RHYTHM = {**COMMON, "type": "bursty", "cell_specific": False, "n_drive_cells": 4, "event_seed": 5,
          "space_constant": [50, "grid"], "burst_rate": [12, "Hz"], "burst_std": [4, "ms"],
          "spike_isi": [6, "ms"], "numspikes": 3, "tstart": [5, "ms"], "tstart_std": [2, "ms"],
          "probability": 0.5, "conn_seed": 77}
SHOWN = {"noise": {"rate_constant.L2_pyramidal": "9", "rate_constant.L5_pyramidal": "5",
                   "space_constant": "7", "synaptic_delays.L5_pyramidal": "3.3"},
         "rhythm": {"spike_isi": "6", "space_constant": "50", "numspikes": "3", "tstart_std": "2",
                    "n_drive_cells": "4", "burst_std": "4", "probability": "0.5",
                    "conn_seed": "77"}}

os.makedirs("folder", exist_ok=True)
with open("folder/mine.json", "w") as file:
    json.dump({"extends": "neymotin_2020", "name": "mine", "source": "a test", "tstop": [40, "ms"],
               "grid": {"nx": 3, "ny": 3}, "drives": {"noise": NOISE, "rhythm": RHYTHM}}, file)


def use(page, network):
    page.run("L.edit(doc => { doc.network = arguments[0]; doc.changes = []; })"
             .replace("arguments[0]", json.dumps(network)))
    page.settle()
    assert page.run("return L.doc.network") == network, network
    page.tab("drives")


def value(page, path):
    return page.run("""const one = document.querySelector('#panel-drives [data-path="' + arguments[0]
                    + '"] input'); return one && one.value""", path)


def check_shown(page):
    for name, fields in SHOWN.items():
        page.run("document.querySelector('details[data-name=" + name + "]').open = true")
        page.wait(lambda: value(page, "drives." + name + ".name") == name, what=name)
        for key, wanted in fields.items():
            shown = value(page, "drives." + name + "." + key)
            if shown is None and "." in key:        # one for all
                shown = value(page, "drives." + name + "." + key.split(".")[0])
            assert shown is not None and float(shown) == float(wanted), (name, key, shown)


with Page() as page:
    use(page, "mine.json")
    check_shown(page)
    run = page.run("return L.network.network.drives")
    assert run["noise"]["rate_constant"] == NOISE["rate_constant"] and run["rhythm"] == {**run["rhythm"],
                                                                                       **RHYTHM}

    # A tonic drive, by clicking, and all of it in a file of HNN-core's.
    page.all("[aria-label='Kind of the new drive'] option")[-1].click()
    page.click("Add drive")
    page.wait(lambda: page.field("biases.tonic1.L5_pyramidal.amplitude"), what="the tonic drive")
    assert page.enter("biases.tonic1.L5_pyramidal.amplitude", "0.7") == ""
    assert page.enter("biases.tonic1.L5_pyramidal.tstart", "5") == ""
    spec = page.run("return L.spec(L.doc)")
    words = ["export", spec["network"], "hnn.json"]
    for change in spec["changes"]:
        words += ["--set", change]
    page.server.post("/api/write", {"words": words})
    use(page, "hnn.json")
    check_shown(page)
    page.run("document.querySelector('details[data-name^=tonic]').open = true")
    page.wait(lambda: value(page, "biases.tonic1.L5_pyramidal.amplitude") == "0.7", what="0.7 nA")
    assert value(page, "biases.tonic1.L5_pyramidal.tstart") == "5"

    # It is changed, and undone, like one that was made here.
    assert page.enter("biases.tonic1.L5_pyramidal.amplitude", "1") == ""
    page.find("body").send_keys(Keys.CONTROL, "z")
    page.wait(lambda: value(page, "biases.tonic1.L5_pyramidal.amplitude") == "0.7", what="undo")
