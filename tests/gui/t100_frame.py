# SPDX-License-Identifier: BSD-3-Clause
# t100_frame.py - the page opens, a value is changed, taken back, refused beside its field.
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page

with Page() as page:
    page.tab("simulation")
    assert page.enter("tstop", "200") == ""
    assert "--tstop 200" in page.find("#command").text
    assert "accepted" in page.enter("tstop", "many")
    assert "--tstop 200" in page.find("#command").text
    page.click("Undo")
    page.wait(lambda: "--tstop" not in page.find("#command").text, what="undo")
    assert page.enter("tstop", "200") == ""
    page.wait(lambda: "--tstop 200" in page.find("#command").text)
    assert page.enter("tstop", "170.0") == ""  # what the model has
    page.wait(lambda: "--tstop" not in page.find("#command").text, what="the model's own length")
