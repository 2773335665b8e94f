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
