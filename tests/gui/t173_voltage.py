# SPDX-License-Identifier: BSD-3-Clause
# t173_voltage.py - the recorded voltage on the cells in space: each section in the colour of its own
# voltage at the time that the slider has; a movie of it.
import os
import subprocess
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Page
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

os.makedirs("folder")
subprocess.run([HOME + "/laminae", "run", "erp", "--mesh", "2,2", "--tstop", "40", "--record",
                "v:all:all", "--record-dt", "0.5", "--out", "results/volts", "--no-plot",
                "--no-text", "--quiet", "--no-setup"], cwd="folder", check=True)

# Of each population the red of all its sections, as a list.
REDS = """
const reds = [];
L.view.places[0].pictures[0].stage.scene.traverse(thing => {
    if (!thing.isInstancedMesh) return;
    const {tint} = thing.geometry.attributes;
    reds.push(Array.from({length: tint.count}, (_, i) => tint.getX(i)));
});
return reds;
"""


def red(mV):
    at = [(-90, 0x21), (-75, 0x9C), (-65, 0xCC), (-50, 0xFD), (-20, 0xE6), (10, 0xA6), (40, 0x5B)]
    for (x0, y0), (x1, y1) in zip(at, at[1:]):
        if mV <= x1:
            return (y0 + (mV - x0) / (x1 - x0) * (y1 - y0)) / 255
    return at[-1][1] / 255


with Page(height=900) as page:
    page.wait(lambda: page.run("return L.results.all.length") == 1)
    page.run("L.choose(['results/volts'])")
    Select(page.find("#view-template")).select_by_visible_text("Cells and connections")
    page.click("Voltage")
    slider = page.wait(lambda: page.find(".voltage input"), what="the slider")

    text = page.server.ask("POST", "/api/figure", {"type": "txt", "words": [
        "plot", "results/volts", "--kind", "movie"]})[1].decode()
    times = [float(line.split(" = ")[1].split(" ")[0]) for line in text.splitlines()
             if line.startswith("#1= times[")]
    parts = [line.split("\t") for line in
             text.split("# 1 parts\n")[1].split("\n\n")[0].splitlines()]
    shape = page.server.post("/api/shape", {"network": "results/volts/results.h5"})

    slider.send_keys(Keys.HOME, *[Keys.ARROW_RIGHT] * 55)
    assert page.find(".voltage output").text == "%.1f ms" % times[55]
    frame = text.split("# 1 frame 56\n")[1].split("\n\n\n")[0].strip("\n").split("\n\n")
    assert len(frame) == len(parts)
    reds, seen = page.run(REDS), set()
    for (gid, name), lines in zip(parts, frame):
        mV = float(lines.split("\n")[0].split("\t")[2])
        number = next(i for i, one in enumerate(shape["populations"]) if one["first_gid"] <= int(gid)
                      < one["first_gid"] + len(one["places_um"]))
        one = shape["populations"][number]
        sections = [section[7] for section in shape["types"][one["type"]]]
        at = (int(gid) - one["first_gid"]) * len(sections) + sections.index(name.strip('"'))
        assert abs(reds[number][at] - red(mV)) < 1e-3, (gid, name, mV, reds[number][at])
        seen.add((number, at))
    assert len(seen) == sum(map(len, reds)) == len(parts)
    page.picture("voltage.png")

    Select(page.all(".figure .kind")[0]).select_by_value("movie")
    page.click("Make the movie")
    page.wait(lambda: page.run("const image = document.querySelector('.figure .paper img');"
                               "return image !== null && image.naturalWidth > 0"), what="the movie")
