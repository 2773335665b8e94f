# SPDX-License-Identifier: BSD-3-Clause
# t110_cells.py - geometry, synapses, membranes of each cell type: shown as the model has them and
# changed in the network that is run, one by one or in all sections; rules are read and replaced.
# HNN's GUI: its geometry fields do nothing (G1), it runs the default cells alone (G2).
import itertools
import os
import shlex
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page, within


def opened(page):
    """The network that the shown command runs: its changes, opened by the server."""
    words = shlex.split(page.command())
    changes = [words[i + 1] for i, word in enumerate(words) if word == "--set"]
    return page.server.post("/api/network", {"network": words[2], "changes": changes})["network"]


def unfold(page, cell):
    page.run("document.querySelector('[data-type=' + arguments[0] + ']').open = true", cell)
    page.wait(lambda: page.all("[data-type=" + cell + "] .inner"), what="parts of " + cell)
    page.run("document.querySelectorAll('[data-type=' + arguments[0] + '] .inner').forEach("
             "part => { part.open = true; })", cell)
    page.wait(lambda: len(page.all("[data-type=" + cell + "] table.values")) == 3, what="tables")


def value(network, path):
    for key in path.split("."):
        network = network[key]
    return network


def value_shown(page, path):
    return page.field(path).get_attribute("value")


with Page() as page:
    page.tab("network")
    # Geometry is that of the run (G1), of baskets, too.
    for cell, key, new in (("L5_pyramidal", "L", 50), ("L2_basket", "diam", 21)):
        unfold(page, cell)
        path = f"cells.{cell}.sections.soma.{key}"
        was = value(opened(page), path)
        assert value_shown(page, path) == f"{was[0]:g}", path
        assert page.enter(path, str(new)) == ""
        page.wait(lambda: value(opened(page), path) == [new, "um"], what=path)
    # All sections at once, and one of them else.
    everywhere = "cells.L5_pyramidal.sections.*.Ra"
    one = "cells.L5_pyramidal.sections.basal_1.Ra"
    page.enter(everywhere, "150")
    page.wait(lambda: value_shown(page, one) == "150", what="the value of all sections")
    page.enter(one, "160")
    page.wait(lambda: page.field(everywhere).get_attribute("placeholder") == "mixed", what="mixed")
    cells = opened(page)["cells"]["L5_pyramidal"]["sections"]
    assert {s["Ra"][0] for n, s in cells.items() if n != "basal_1"} == {150}
    assert cells["basal_1"]["Ra"][0] == 160
    page.run("document.querySelector(\"[data-path='" + one + "'] .reset\").click()")
    page.wait(lambda: value_shown(page, one) == "200", what="the model's value among changed ones")
    assert opened(page)["cells"]["L5_pyramidal"]["sections"]["basal_1"]["Ra"][0] == 200
    page.run("document.querySelector(\"[data-path='" + everywhere + "'] .reset\").click()")
    page.wait(lambda: value_shown(page, everywhere) == "200", what="all as they were")
    assert "Ra" not in page.command()
    # What is wrong is said beside the value; nothing is changed.
    assert page.enter(one, "-1").startswith("-1 ohm cm: accepted: 0.001 to ")
    assert "Ra" not in page.command()
    page.enter(one, "200")
    # A rule is read, its numbers are changed, and one number replaces it.
    rule = "cells.L5_pyramidal.sections.apical_1.mechs.ar.gbar_ar"
    assert page.find(f"[data-path='{rule}'] button").text == "1e-6 exp(0.003 x)"
    page.run("document.querySelector(\"[data-path='" + rule + "'] button\").click()")
    page.enter(rule + ".exponential.per_um", "0.002")
    page.wait(lambda: "per_um=0.002" in page.command(), what="the rule's number")
    page.enter(rule, "5e-06")
    page.wait(lambda: value(opened(page), rule) == [5e-06, "S/cm2"], what="a number instead")
    page.wait(lambda: value_shown(page, rule) == "5e-06", what="the number in the table")
    # The cells of another model stay its own (G2).
    page.tab("simulation")
    page.run("const m = document.querySelector('#model'); m.value = 'law_2021';"
             "m.dispatchEvent(new Event('change'))")
    page.click("Change the model")
    page.wait(lambda: "run law_2021 --out" in page.command(), what="law_2021")
    page.tab("network")
    unfold(page, "L5_pyramidal")
    synapse = "cells.L5_pyramidal.synapses.gabab."
    page.wait(lambda: (value_shown(page, synapse + "tau1"), value_shown(page, synapse + "tau2")) ==
              ("45", "200"), what="law_2021's GABAB")
    before = opened(page)
    assert page.enter("cells.L5_pyramidal.synapses.ampa.tau2", "6") == ""
    before["cells"]["L5_pyramidal"]["synapses"]["ampa"]["tau2"][0] = 6
    assert opened(page) == before
    # Cells of people, with mechanisms of their own.
    page.run("L.edit(doc => { doc.network = 'duecker_et'; doc.changes = []; })")
    page.wait(lambda: "run duecker_et" in page.command(), what="duecker_et")
    unfold(page, "L5_pyramidal")
    path = "cells.L5_pyramidal.sections.soma.mechs.Ca_HVA_hay2011.gbar_Ca_HVA_hay2011"
    assert page.enter(path, "0.0007") == ""
    page.wait(lambda: value(opened(page), path)[0] == 0.0007, what="a conductance of Hay's")
    # An edit is felt at once.
    lengths = itertools.count(40)
    within(1000, lambda: page.driver.execute_async_script(  # some 30 ms on an idle machine
        "const [to, done] = arguments, from = performance.now();"
        "L.set('cells.L5_pyramidal.sections.soma.L', to).then(() => done(performance.now() - from))",
        str(next(lengths))))
