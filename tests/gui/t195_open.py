# SPDX-License-Identifier: BSD-3-Clause
# t195_open.py - experiments from commands and files, and back: what a shell would read, a file of
# changes, a network for HNN-core, files that are added; what is wrong is said in the dialog.
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page

COMMAND = ("./laminae run erp --tstop=40 --trials 2 --set 'drives.evprox1.mu=30' --mesh 3,4 "
           "--set \"grid.inplane_distance=\"20um --drives none --probe shank=0,0,-400:1200:400 "
           "--no-plot --np 2 --record vsoma:L5_pyramidal --record spikes --out my/own\\ name/")

DROP = """const data = new DataTransfer();
data.items.add(new File([arguments[1]], arguments[0]));
for (const type of ['dragenter', 'dragover', 'drop']) {
    document.getElementById('view').dispatchEvent(new DragEvent(type,
        {bubbles: true, cancelable: true, dataTransfer: data}));
}"""


def open_command(page, text):
    page.click("Open …")
    box = page.wait(lambda: page.find("#open-command"))
    box.clear()
    box.send_keys(text)
    page.click("Open the command")


def wrong(page, text, said):
    open_command(page, text)
    page.wait(lambda: said in page.find("dialog .error").text, what=text)
    page.click("Close")


def doc(page):
    return page.run("return L.doc")


with open("mine.conf", "w", encoding="utf-8") as file:
    file.write("# a comment\ntstop = 55   # ms\n\ngrid.nx=3\n")
with open("data.txt", "w", encoding="utf-8") as file:
    file.write("0 1\n1 2\n2 3\n")
with open("big.json", "w", encoding="utf-8") as file:
    file.write('{"laminae_network": 1, "extends": "erp", "grid": {"nx": 3, "ny": 3}}\n')

with Page() as page:
    before = doc(page)
    open_command(page, COMMAND)
    page.wait(lambda: not page.all("dialog"), what="the experiment")
    assert doc(page) == {
        "name": "own name", "network": "erp", "drives": "none", "sensors": None,
        "probes": ["shank=0,0,-400:1200:400"],
        "changes": [["tstop", "40"], ["trials", "2"], ["drives.evprox1.mu", "30"], ["grid.nx", "3"],
                    ["grid.ny", "4"], ["grid.inplane_distance", "20um"]],
        "run": {"no-plot": True, "np": "2", "record": ["vsoma:L5_pyramidal", "spikes"]}}, doc(page)
    # Its own command opens as the same.
    line, now = page.find("#command code").text, doc(page)
    page.click("Undo")
    page.wait(lambda: {**doc(page), "name": "default"} == before, what="undo")
    open_command(page, line)
    page.wait(lambda: doc(page) == now, what="its own command")

    wrong(page, "rm -rf .", "accepted: laminae run")
    wrong(page, "laminae run erp --what 3", "'--what'; accepted: an option of run")
    wrong(page, "laminae run 'erp", "a quote that does not end")
    wrong(page, "laminae run erp --tstop", "--tstop: no value")
    wrong(page, "laminae run /etc/passwd", "/etc/passwd")
    wrong(page, "laminae run erp --set drives.evprox1.mu=many", "accepted")
    assert doc(page) == now

    # A file of changes, and again.
    page.click("Save …")
    page.wait(lambda: page.find("#save-name"))
    page.find("dialog .main").click()
    page.wait(lambda: "own name.conf is in the folder" in page.find("dialog").text, what="a file")
    page.find("dialog").find_elements("css selector", "button")[0].click()
    with open("folder/own name.conf", encoding="utf-8") as file:
        assert "\ndrives.evprox1.mu = 30\n" in file.read()
    page.run("return L.open.command('laminae run erp')")
    page.wait(lambda: doc(page)["changes"] == [], what="another experiment")
    page.run("return L.open.file('own name.conf')")
    page.wait(lambda: doc(page) == now, what="the file of changes")

    # Files of this machine, two of them networks of ours and HNN-core's.
    page.find("#upload").send_keys("\n".join(os.path.abspath(name) for name in
                                             ("mine.conf", "data.txt", "big.json")))
    page.click("Open it")
    page.wait(lambda: doc(page)["network"] == "big.json" and doc(page)["name"] == "big",
              what="a network that was added")
    page.wait(lambda: page.run("return L.chosen") == ["data.txt"], what="data that were added")
    page.run("return L.open.file('mine.conf')")
    page.wait(lambda: doc(page)["changes"] == [["tstop", "55"], ["grid.nx", "3"]] and
              doc(page)["network"] == "big.json", what="changes of another program")
    page.run("return L.open.command('laminae run big.json --config mine.conf --trials 3')")
    page.wait(lambda: doc(page)["changes"] == [["tstop", "55"], ["grid.nx", "3"], ["trials", "3"]],
              what="--config")

    page.click("Save …")
    page.wait(lambda: page.find("#save-way")).send_keys("Network")
    name = page.find("#save-name")
    name.clear()
    name.send_keys("big")
    page.find("dialog .main").click()
    page.wait(lambda: "big.json" in page.find("dialog .error").text, 60, "a refusal")
    name.clear()
    name.send_keys("for-hnn")
    page.find("dialog .main").click()
    page.wait(lambda: "for-hnn.json is in the folder" in page.find("dialog").text, 60, "an export")
    page.find("dialog").find_elements("css selector", "button")[0].click()
    page.run("return L.open.file('for-hnn.json')")
    page.wait(lambda: doc(page)["network"] == "for-hnn.json", what="the export")

    # Dropped files are added, too; one that is there is replaced after a question.
    page.run(DROP, "data.txt", "5 6\n")
    page.click("Replace")
    page.wait(lambda: page.server.ask("GET", "/api/files/data.txt")[1] == b"5 6\n", what="a file")
