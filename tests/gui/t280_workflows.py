# SPDX-License-Identifier: BSD-3-Clause
# t280_workflows.py - the guided tours, clicked through: an evoked response beside data, alpha and beta,
# and gamma end in the numbers of HNN's textbook.
import csv
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page
from tours import begin, card_button, chosen, numbers, step

with Page() as page:
    # ---- an evoked response beside data: RMSE 5.51 nAm of three trials, 14.15 nAm without spread
    begin(page, "First evoked response")
    step(page, "Open the model and the data")
    step(page, "Fill that in")
    step(page, None)
    step(page, "Run it")
    chosen(page, "threshold")
    card_button(page, "Lay the data over it")
    page.wait(lambda: "RMSE 5.51 nAm" in page.find("#view").text, 30, "the RMSE beside the dipole")
    step(page, None)
    step(page, "Set all sigma to 0")
    step(page, "Run it")
    chosen(page, "synchronous")
    page.wait(lambda: "RMSE 14.2 nAm" in page.find("#view").text, 30, "the RMSE beside the dipole")
    row = numbers(page, "rmse", target="lessons/16_erp_against_data/touch.txt", signal="agg")
    assert row[0]["rmse_nAm"].startswith("14.15"), row
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

    # ---- gamma: the highest point of the spectrum
    def highest():
        text = page.server.post("/api/answer", {"words": [
            "analyse", page.run("return L.chosen[0]"), "--what", "psd", "--signal", "agg", "--from",
            "50"]})["text"]
        rows = [(float(power), float(hz)) for hz, power, *_ in list(csv.reader(text.splitlines()))[1:]]
        return round(max(row for row in rows if row[1] > 30)[1])

    begin(page, "Gamma")
    step(page, "Open the network")
    for name, change, hz in (("weak", None, 52), ("current_6", "Inject 6 nA", 44),
                             ("brief", "Shorten it", 60)):
        if change:
            step(page, change)
        step(page, "Run it")
        chosen(page, name)
        assert highest() == hz, (name, highest())
