# SPDX-License-Identifier: BSD-3-Clause
# t170_kinds.py - the page knows all kinds of figures, and of each the options that plot takes.
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page

VALUES = {"trials": "0", "from": "1", "to": "2", "compare": "x", "scale": "2", "smooth": "3",
          "signal": "agg", "freq": "1:2", "bin": "1", "at": "3", "cell": "1", "units": "ms",
          "data": "rate=10", "set": "dt=0.1", "drives": "none", "probe": "a=0,0,0:1:1",
          "sensors": "x", "mean": None}

with Page() as page:
    table = page.run("return L.kinds.kinds")
    accepted = next(row["accepted"] for row in page.run("return L.options")
                    if row["name"] == "--kind" and "plot" in row["commands"])
    assert set(accepted.split(", ")) == set(table) - {"space"}

    for name, value in VALUES.items():
        kind = next(kind for kind in table if kind != "space" and name not in table[kind]["uses"])
        words = ["plot", "erp", "--kind", kind, "--" + name] + ([] if value is None else [value])
        status, body = page.server.ask("POST", "/api/figure", {"words": words, "type": "txt"})
        said = body.decode()
        assert status == 400 and "--" + name + ": not of --kind " + kind in said, (name, said)
        kinds = set(said.split("accepted: ")[1].rstrip('"}').split(", "))
        assert kinds == {kind for kind in table if name in table[kind]["uses"]}, (name, kinds)

    # Names come from files: they are text, whatever they look like.
    page.run("""
        const plan = L.curves.rows({heading_text: '<b>h</b>', from: 0, to: 1, n_rows: 1, most: [1],
            names: [arguments[0]], colours: ['#000000'], side: [2], unit: '<i>',
            blocks: {'row 1': [[[0, 1], [1, 1]]]}});
        window.chart = L.chart({...plan, y: '<u>y</u>'}, {isLast: true, isAlone: true, label: 'x',
            onWindow() {}});
        document.getElementById('view').prepend(chart.element);
    """, '<img src=x title="a">&amp;')
    page.wait(lambda: page.run("return chart.g !== null"))
    assert page.run("return chart.element.querySelector('.rowname').firstChild.textContent") == \
        '<img src=x title="a">&amp;'
    assert page.run("return chart.element.querySelectorAll('img, b, u, i').length") == 0
