# SPDX-License-Identifier: BSD-3-Clause
"""Run points of a sweep with HNN-core's BatchSimulate: sweep_peer.py POINTS.json FOLDER

POINTS: {PATH: [value, ...], ...}. Prints processor and wall seconds of the points alone.
"""

import json
import pathlib
import sys
import time

from hnn_core import neymotin_2020_model
from hnn_core.batch_simulate import BatchSimulate

from peer_parameters import set_parameters

points = json.loads(pathlib.Path(sys.argv[1]).read_text())
batch = BatchSimulate(lambda values, net: set_parameters(net, values),
                      net=neymotin_2020_model(add_drives_from_params=True), save_outputs=True,
                      save_folder=sys.argv[2], clear_cache=True)
wall_s, cpu_s = time.perf_counter(), time.process_time()
batch.run(points, combinations=False)
print(f"points: {time.process_time() - cpu_s} s, {time.perf_counter() - wall_s} s")
