# SPDX-License-Identifier: BSD-3-Clause
# t112_connections.py - connections: found, changed, added, deleted and brought back, also where
# several have the same name; matrix and global gains.
# HNN's GUI refuses files with sections as locations, populations of other names and several
# connections of the same ends (G8).
import json
import os
import shlex
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Keys, Page


def opened(page):
    words = shlex.split(page.command())
    changes = [words[i + 1] for i, word in enumerate(words) if word == "--set"]
    return page.server.post("/api/network", {"network": words[2], "changes": changes})["network"]


def weights(page):
    return [c["weight"][0] for c in opened(page)["connections"]]


def unfold(page, group):
    page.run("[...document.querySelectorAll('[data-group]')].find(one => one.dataset.group === "
             "arguments[0]).open = true", group)


def own_network():
    """The default column with a population of another name, sections as locations, and three
    connections of the same ends."""
    with open(HOME + "/params/neymotin_2020.json", encoding="utf-8") as file:
        text = file.read().replace("L2_basket", "PV cells")
    network = json.loads(text)
    network["name"], network["grid"]["nx"], network["grid"]["ny"] = "own", 3, 3
    network["baseline"] = "none"
    network["cells"]["PV cells"]["label"] = "PV"
    first = {"from": "L5_pyramidal", "to": "L2_pyramidal", "location": "apical_tuft",
             "receptor": "ampa", "weight": [0.001, "uS"], "delay": [1, "ms"], "lamtha": [3, "grid"]}
    network["connections"] = [dict(first, weight=[0.001 * k, "uS"]) for k in (1, 2, 3)] + \
        network["connections"]
    return network


os.makedirs("folder", exist_ok=True)
with open("folder/own.json", "w", encoding="utf-8") as file:
    json.dump(own_network(), file)

with Page() as page:
    page.run("L.edit(doc => { doc.network = 'own.json'; })")
    page.wait(lambda: "run own.json" in page.command(), what="own.json")
    page.tab("network")
    page.click("Connections")
    was = weights(page)
    n = len(was)
    group = "L5_pyramidal → L2_pyramidal"
    unfold(page, group)
    # Each of three of the same name has fields of its own.
    assert page.enter("connections[1].weight", "0.02") == ""
    page.wait(lambda: weights(page) == [0.001, 0.02] + was[2:], what="the second of three")
    # A share of the pairs, with the seed that it needs.
    assert page.enter("connections[2].probability", "0.5") == ""
    third = opened(page)["connections"][2]
    assert (third["probability"], third["conn_seed"]) == (0.5, 3)
    assert "accepted" in page.enter("connections[2].probability", "2")
    assert page.enter("connections[2].probability", "1") == ""
    # One goes, and what was changed of others stays theirs.
    page.run("document.querySelector(\"[data-connection='connections[0]'] .danger\").click()")
    page.wait(lambda: weights(page) == [0.02] + was[2:], what="the first deleted")
    assert page.field("connections[1].weight").get_attribute("value") == "0.02"
    assert page.enter("connections[2].weight", "0.03") == ""
    page.wait(lambda: weights(page) == [0.02, 0.03] + was[3:], what="the third of three")
    # The same with names: a connection is renamed, and its weight is changed before and after.
    ends = "connections[L2_pyramidal>PV cells:ampa@soma]"
    unfold(page, "L2_pyramidal → PV cells")
    page.enter(ends + ".weight", "0.04")
    page.run("const s = document.querySelector(\"[data-path='" + ends + ".receptor'] select\");"
             "s.value = 'nmda'; s.dispatchEvent(new Event('change'))")
    k = [c["from"] + ">" + c["to"] for c in opened(page)["connections"]].index(
        "L2_pyramidal>PV cells")
    page.wait(lambda: opened(page)["connections"][k]["receptor"] == "nmda", what="another receptor")
    assert weights(page)[k] == 0.04
    page.enter(ends + ".weight", "0.05")
    page.wait(lambda: weights(page)[k] == 0.05, what="its weight")
    # A new one: only places and receptors that the target has are offered.
    page.click("Add a connection…")
    choose = ("const s = document.querySelector(arguments[0]); s.value = arguments[1];"
              "s.dispatchEvent(new Event('change'))")
    page.run(choose, "#new-from", "PV cells")
    page.run(choose, "#new-to", "PV cells")
    options = "return [...document.querySelectorAll(arguments[0] + ' option')].map(o => o.value)"
    assert page.run(options, "#new-location") == ["proximal", "distal", "soma"]
    assert page.run(options, "#new-receptor") == ["ampa", "gabaa", "nmda"]
    page.run("document.querySelector('#new-weight').value = 'much'")
    page.find("dialog button.main").click()
    assert "accepted: a number" in page.find("dialog .error").text
    page.run("document.querySelector('#new-weight').value = '0.007'")
    page.find("dialog button.main").click()
    page.settle()
    assert len(weights(page)) == n and weights(page)[-1] == 0.007
    page.wait(lambda: page.field("connections[+0].gain"), what="its fields")
    page.enter("connections[+0].gain", "2")
    page.wait(lambda: opened(page)["connections"][-1].get("gain") == 2, what="its gain")
    assert "accepted" in page.enter("connections[+0].weight", "-1")
    # Every change is listed and taken back alone; the others keep their meaning.
    page.run("L.showPart('changes')")
    before = weights(page)
    page.click("Take back connections[0]")
    page.wait(lambda: weights(page) == was[:1] + before, what="the deleted one again")
    page.click("Undo")
    page.wait(lambda: weights(page) == before, what="undo")
    page.click("Take back connections[+]")
    page.wait(lambda: weights(page) == before[:-1], what="the new one gone")
    for left in range(len(page.all("table.changes button")) - 1, -1, -1):
        page.find("table.changes button").click()
        page.wait(lambda: len(page.all("table.changes button")) == left, what="one change less")
    assert opened(page) == page.server.post("/api/network", {"network": "own.json"})["network"]
    # The matrix: moved in by keys, it shows the connections.
    page.click("Matrix")
    page.find(".matrix td[tabindex='0']").send_keys(Keys.ARROW_DOWN)
    told = page.find("#matrix-said").text
    assert "L2_pyramidal to" in told, told
    page.run("document.querySelector(\"[data-pair='L5_pyramidal>L2_pyramidal']\").click()")
    page.wait(lambda: page.field("connections[2].weight"), what="the matrix's connections")
    # Global gains: total = 1 + (global - 1) + (single - 1).
    page.enter("connections[2].gain", "1.5")
    page.click("Global gains")
    page.wait(lambda: page.field("gain-E-E").get_attribute("placeholder") == "mixed", what="mixed")
    assert "mostly 1;" in page.find("[data-gain='E-E']").text
    page.enter("gain-E-E", "2")
    def gains():
        cells = opened(page)["cells"]
        return [c.get("gain", 1) for c in opened(page)["connections"]
                if cells[c["from"]]["excitatory"] and cells[c["to"]]["excitatory"]]
    page.wait(lambda: gains()[:3] == [2, 2, 2.5] and set(gains()[3:]) == {2}, what="global gains")
    assert "accepted" in page.enter("gain-I-I", "-1")
    page.run("document.querySelector(\"[data-path='gain-E-E'] .reset\").click()")
    page.wait(lambda: set(gains()) == {1}, what="gains as they were")
