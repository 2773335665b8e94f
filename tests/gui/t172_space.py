# SPDX-License-Identifier: BSD-3-Clause
# t172_space.py - cells in space: all are drawn, turned, switched off; without WebGL as plot has them.
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

# How many pixels of the picture are neither empty nor grey, and a number of what it shows.
PIXELS = """
const stage = L.view.places[0].pictures[0].stage, canvas = stage.renderer.domElement;
stage.drawNow();
const copy = document.createElement('canvas');
copy.width = canvas.width;
copy.height = canvas.height;
const context = copy.getContext('2d');
context.drawImage(canvas, 0, 0);
const {data} = context.getImageData(0, 0, copy.width, copy.height);
let n = 0, sum = 0;
for (let i = 0; i < data.length; i += 4) {
    const most = Math.max(data[i], data[i + 1], data[i + 2]);
    if (data[i + 3] > 0 && most - Math.min(data[i], data[i + 1], data[i + 2]) > 40) {
        n++;
        sum = (sum + (i / 4) * (data[i] + 2 * data[i + 2])) % 1000003;
    }
}
return [n, sum];
"""


def show(page):
    page.wait(lambda: len(page.all(".figure")) == 2)
    Select(page.find("#view-template")).select_by_visible_text("Cells and connections")


with Page() as page:
    page.run("return L.edit(doc => { L.put(doc, 'grid.nx', 3); L.put(doc, 'grid.ny', 3); })")
    show(page)
    page.wait(lambda: page.all(".space-bar button"), what="the cells")
    status = page.wait(lambda: "24 cells" in page.find(".space-bar .soft").text and
                       page.find(".space-bar .soft").text)
    assert status == "24 cells, places in the plane 500 times apart", status
    parts = page.run("const meshes = [];"
                     "L.view.places[0].pictures[0].stage.scene.traverse(thing => "
                     "thing.isInstancedMesh && meshes.push(thing.count)); return meshes")
    assert parts == [3, 9 * 8, 3, 9 * 9], parts

    whole = page.run(PIXELS)
    assert whole[0] > 500, whole
    box = page.find(".stage")
    box.send_keys(Keys.ARROW_RIGHT)
    turned = page.run(PIXELS)
    assert turned[0] > 500 and turned != whole
    box.send_keys("0")
    assert page.run(PIXELS) == whole
    page.click("Top")
    assert page.run(PIXELS) != whole
    page.click("Front")
    page.find(".space-bar label:nth-child(2) input").click()
    fewer = page.run(PIXELS)
    assert 0 < fewer[0] < whole[0], (fewer, whole)

    # The experiment has changed.
    page.run("return L.set('grid.nx', 2)")
    page.wait(lambda: page.find(".space-bar .soft").text.startswith("18 cells"),
              what="other cells")

    # No WebGL: the picture of the command, and why.
    page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source":
        "HTMLCanvasElement.prototype.getContext = (get => function (kind, ...more) {"
        "return kind.includes('webgl') ? null : get.call(this, kind, ...more); })"
        "(HTMLCanvasElement.prototype.getContext)"})
    page.open()
    show(page)
    page.wait(lambda: page.run("const image = document.querySelector('.figure .paper img');"
                               "return image !== null && image.naturalWidth > 0"), what="a picture")
    assert "no WebGL" in page.find(".space-bar .soft").text
    page.driver.get_log("browser")
