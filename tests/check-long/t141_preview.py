# SPDX-License-Identifier: BSD-3-Clause
# t141_preview.py - what a drive's row shows follows a change within 50 ms, and the events of 1,000 cells
# over 10 s are there as soon, on a machine that does nothing else. Processor time: gui/t141.
import itertools
import os
import sys
import time

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page, within

# Changes a field as a user's entry does, and measures until the frame that shows its events.
CHANGE_AND_PAINT = """
const [to, done] = arguments;
const input = document.querySelector("[data-path='drives.evprox1.mu'] input");
const canvas = document.querySelector("[data-name=evprox1] canvas");
const before = canvas.getAttribute('aria-label'), start = performance.now();
input.value = to;
input.dispatchEvent(new Event('change'));
const look = () => {
    if (canvas.getAttribute('aria-label') === before) return requestAnimationFrame(look);
    done(performance.now() - start);
};
requestAnimationFrame(look);
"""
MANY = ('drives.many={"type": "poisson", "location": "proximal", "rate_constant": [140, "Hz"],'
        ' "cell_specific": false, "n_drive_cells": 1000, "space_constant": [100, "grid"],'
        ' "event_seed": 14, "weights_ampa": {"L5_pyramidal": [0, "uS"]},'
        ' "synaptic_delays": [0.1, "ms"]}')

with Page() as page:
    page.tab("drives")
    page.wait(lambda: page.find("[data-name=evprox1] summary").click() is None, what="the row")
    page.wait(lambda: page.field("drives.evprox1.mu"), what="the card")
    means = itertools.count(30)
    within(50, lambda: page.driver.execute_async_script(CHANGE_AND_PAINT, str(next(means))))

    def drawn_ms():
        start = time.monotonic()
        page.server.post("/api/events", {"network": "erp", "changes": ["tstop=10000", MANY], "trial": 0,
                                         "bins": 240})
        return 1000 * (time.monotonic() - start)
    within(50, drawn_ms)
