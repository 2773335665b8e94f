# SPDX-License-Identifier: BSD-3-Clause
# t114_simulation.py - model, length, grid, options of run, traces: each is in the command, wrong
# ones are refused beside their field; another model asks; files of HNN open and are edited.
import os
import shutil
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Keys, Page

os.makedirs("folder", exist_ok=True)
shutil.copy(HOME + "/params/legacy/gamma_L5weak_L2weak.json", "folder/gamma.json")


def option(page, name, text):
    """Types into the field of an option of run; what is said beside it."""
    page.type(f"[data-path='--{name}'] input", text)
    return page.find(f"[data-path='--{name}'] .error").text


def choose(page, css, value):
    page.run("const s = document.querySelector(arguments[0]); s.value = arguments[1];"
             "s.dispatchEvent(new Event('change'))", css, value)
    page.settle()


with Page() as page:
    page.run("document.querySelector('#panel-simulation details').open = true")
    # What is of the network, and what is of the run.
    for path, good, bad, words in (("tstop", "200", "0", "--tstop 200"),
                                   ("dt", "0.05", "-1", "--dt 0.05"),
                                   ("trials", "3", "1.5", "--trials 3"),
                                   ("seed", "7", "x", "--seed 7"),
                                   ("settle", "50", "-1", "--settle 50"),
                                   ("smooth", "30", "-1", "--smooth 30"),
                                   ("scale", "3000", "much", "--scale 3000"),
                                   ("grid.nx", "3", "0", "--set grid.nx=3"),
                                   ("grid.ny", "3", "2.5", "--set grid.ny=3"),
                                   ("grid.inplane_distance", "2", "-2", "grid.inplane_distance=2")):
        assert "accepted" in page.enter(path, bad), path
        assert page.enter(path, good) == "", path
        assert words in page.command(), (words, page.command())
    assert page.find("#cells").text.startswith("24 cells in 4 populations")
    # What is typed stays while an edit of before is answered; Ctrl+Z shows what then holds.
    page.field("tstop").send_keys(Keys.CONTROL, "a")
    page.field("tstop").send_keys("18")
    page.run("L.set('seed', '8')")
    page.settle()
    assert page.field("tstop").get_attribute("value") == "18"
    page.field("tstop").send_keys("0", Keys.ENTER)
    page.settle()
    assert "--tstop 180" in page.command()
    page.field("tstop").send_keys(Keys.CONTROL, "z")
    page.settle()
    assert page.field("tstop").get_attribute("value") == "200"
    choose(page, "[data-path='baseline'] select", "run")
    assert "--baseline run" in page.command()
    for name, good, bad in (("np", "1", "1000"), ("groups", "1", "0"), ("threads", "2", "two"),
                            ("record-dt", "0.5", "0")):
        assert "accepted" in option(page, name, bad), name
        assert option(page, name, good) == "", name
        assert f"--{name} {good}" in page.command(), page.command()
        assert option(page, name, "") == "" and f"--{name}" not in page.command(), name
    choose(page, "[data-path='--engine'] select", "neuron")
    assert "--engine neuron" in page.command()
    page.find("[data-path='--checkpoint'] input").click()
    page.settle()
    assert "--checkpoint" in page.command()
    # Traces: rows are added if there are such cells and sections, and removed.
    def record(*words):
        for place, word in zip(("kind", "who", "section"), words):
            page.run("document.getElementById(arguments[0]).value = arguments[1]",
                     "record-" + place, word)
        page.run("document.querySelector('.record-new button').click()")
        page.settle()
        return page.find("#record-error").text
    for words in (("1v", "all", "soma"), ("v", "L6_pyramidal", "soma"), ("v", "0,24", "soma"),
                  ("v", "all", "axon")):
        assert "accepted" in record(*words), words
    assert record("v", "L5_pyramidal", "soma") == "" and record("i_gabaa", "0,3-5", "all") == ""
    assert "--record v:L5_pyramidal:soma --record i_gabaa:0,3-5:all" in page.command()
    page.click("Remove v:L5_pyramidal:soma")
    page.settle()
    assert "L5_pyramidal" not in page.command()
    # Another model asks first, and Undo brings all back.
    before = page.command()
    choose(page, "#model", "calcium")
    page.click("Cancel")
    page.wait(lambda: page.find("#model").get_attribute("value") == "erp", what="the same model")
    assert page.command() == before
    choose(page, "#model", "calcium")
    page.click("Change the model")
    page.wait(lambda: page.command().startswith("laminae run calcium --np" if "--np" in before
                                               else "laminae run calcium --engine"), what="calcium")
    page.click("Undo")
    page.wait(lambda: page.command() == before, what="undo")
    # A file of the folder, with its own title and values.
    page.run("L.edit(doc => { doc.network = 'gamma.json'; doc.changes = []; })")
    page.wait(lambda: "run gamma.json" in page.command(), what="a file of HNN")
    assert page.find("#model").get_attribute("value") == "gamma.json"
    assert page.enter("tstop", "40") == "" and "--tstop 40" in page.command()
    page.tab("network")
    page.run("L.showConnections('L5_basket', 'L5_pyramidal')")
    path = "connections[L5_basket>L5_pyramidal:gabaa@soma].weight"
    assert page.enter(path, "0.02") == "" and path + "=0.02" in page.command()
