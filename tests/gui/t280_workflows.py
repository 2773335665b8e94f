# SPDX-License-Identifier: BSD-3-Clause
# t280_workflows.py - the guided tours, clicked through: alpha and beta end in the numbers of HNN's
# textbook. The other two have the lessons' experiments, whose numbers tutorials/t916 and t918 ask for, and
# are run in short; they end in those numbers in check-long/t280.
import os
import subprocess
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Page
from tours import begin, card_button, chosen, numbers, step

TOUCH = "lessons/16_erp_against_data/touch.txt"
WEAK = "laminae run lessons/18_gamma/layer5.json"
SHORT = " --tstop 60"


def shorten(page, command):
    """If the experiment is the command's, its results are looked at in short ones."""
    assert page.command().split(" --out ")[0] == command, page.command()
    page.run("""return L.edit(doc => {
        L.put(doc, 'tstop', '60');
        if (doc.network === 'erp') ['grid.nx', 'grid.ny'].forEach(path => L.put(doc, path, '2'));
    })""")
    page.settle()


def rmse(name):
    said = subprocess.run([HOME + "/laminae", "analyse", "results/" + name, "--what", "rmse", "--target", TOUCH],
                          cwd="folder", check=True, text=True, capture_output=True).stdout
    return float(said.splitlines()[1].split(",")[0])


def shows_rmse(page, name):
    shown = f"RMSE {rmse(name):.3g} nAm"
    page.wait(lambda: shown in page.find("#view").text, what=shown + " beside the dipole")


with Page() as page:
    # ---- an evoked response beside data: three trials, and without spread
    begin(page, "First evoked response")
    step(page, "Open the model and the data")
    step(page, "Fill that in")
    step(page, None)
    threshold = "laminae run erp --trials 3 --scale 3000 --smooth 30"
    seeds = "".join(f" --set drives.{drive}.event_seed={seed}"
                    for drive, seed in (("evdist1", 6), ("evprox1", 41), ("evprox2", 41)))
    shorten(page, threshold + seeds)
    step(page, "Run it")
    chosen(page, "threshold")
    card_button(page, "Lay the data over it")
    shows_rmse(page, "threshold")
    step(page, None)
    step(page, "Set all sigma to 0")
    shorten(page, threshold + seeds + SHORT + " --set grid.nx=2 --set grid.ny=2" + "".join(
        f" --set drives.{drive}.sigma=0" for drive in ("evdist1", "evprox1", "evprox2")))
    step(page, "Run it")
    chosen(page, "synchronous")
    shows_rmse(page, "synchronous")
    row = numbers(page, "rmse", target=TOUCH, signal="agg")
    assert abs(float(row[0]["rmse_nAm"]) / rmse("synchronous") - 1) < 1e-4, row
    page.click("End the tour")

    # ---- alpha and beta: shares of power
    begin(page, "Alpha and beta")
    step(page, "Open the drives")
    step(page, "Run it")
    chosen(page, "below")
    row = numbers(page, "peaks", **{"from": "50", "signal": "agg"})
    assert float(row[0]["value_nAm"]) > -0.2 and 8 < float(row[1]["value_nAm"]) < 8.2, row
    step(page, "Let both work")
    step(page, "Run it")
    chosen(page, "both")
    shares = [float(row["relative"]) for row in numbers(
        page, "bands", bands="alpha=8:13,beta=15:30", signal="agg")]
    assert [round(100 * share) for share in shares] == [44, 30], shares
    step(page, "Sharpen them")
    step(page, "Run it")
    chosen(page, "sharp")
    shares = [float(row["relative"]) for row in numbers(page, "bands", signal="agg")]
    assert [round(100 * share) for share in shares] == [17, 43], shares
    page.click("End the tour")

    # ---- gamma
    begin(page, "Gamma")
    step(page, "Open the network")
    current = """ --set 'biases={"tonic": {"L5_pyramidal": {"amplitude": [6, "nA"]}}}'"""
    for name, change, command in (
            ("weak", None, WEAK), ("current_6", "Inject 6 nA", WEAK + SHORT + current),
            ("brief", "Shorten it", WEAK + SHORT + " --set cells.L5_pyramidal.synapses.gabaa.tau2=2")):
        if change:
            step(page, change)
        shorten(page, command)
        step(page, "Run it")
        chosen(page, name)
