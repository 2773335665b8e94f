# SPDX-License-Identifier: BSD-3-Clause
"""Numbers of HNN-core's objectives that tests/c/t750_objective_weights.c has: python
make_objectives.py. Needs hnn-core==0.6.1.

- weights: what optimize_evoked gives each drive of an evoked response over 170 ms, at some times, and
  from where to where it compares;
- rmse: of two curves with the weights of the first drive; with weights that grow from 0 to 1, and
  1 less the correlation then;
- psd: what maximize_psd makes least, of two bands with weights 1 and 2; where a frequency is at the
  end of a band, too.
"""

import numpy as np
from hnn_core.dipole import Dipole, _anticorr, _rmse
from hnn_core.optimization.objective_functions import _get_relative_power
from hnn_core.optimization.optimize_evoked import _generate_weights, _split_by_evinput

TSTOP, DT = 170.0, 0.5


def dipole(times, values):
    return Dipole(times, np.c_[values, values, values])


drives = {"evdist1": (63.53, 3.85), "evprox1": (26.61, 2.47), "evprox2": (137.12, 8.33)}
parts = _split_by_evinput(
    list(drives), [{"mu": m, "sigma": s} for m, s in drives.values()], [{}] * 3, TSTOP, 50, 3.0, 500
)
parts = _generate_weights(parts, TSTOP, DT, 1.6)
for name, part in parts.items():
    at = [part["weights"][int(t / DT)] for t in (20, 40, 64, 80, 120, 140)]
    print(name, part["opt_start"], part["opt_end"], *(f"{w:.15g}" for w in at))

t = np.arange(0, TSTOP + DT / 2, DT)
model, data = dipole(t, np.sin(t / 9) + t / 80), dipole(t, np.cos(t / 11))
first = parts["evprox1"]
weighted = _rmse(model, data, first["opt_start"], first["opt_end"], first["weights"])
growing = np.linspace(0, 1, len(t))
print("rmse", f"{weighted:.15g}", f"{_rmse(model, data, 0, TSTOP, growing):.15g}")
print("correlation", f"{_anticorr(model, data, 0, TSTOP, growing):.15g}")

t = np.arange(0, 300.1, 0.25)
x = 3 * np.sin(2 * np.pi * t / 100 + 1) + 2 * np.sin(2 * np.pi * t / 50)
x += 0.5 * np.cos(2 * np.pi * t / 7.3)
how = {"f_bands": [(9, 11), (19, 21)], "relative_bandpower": [1.0, 2.0]}
print("psd", f"{_get_relative_power(dipole(t, x), how):.15g}")
t = np.arange(400) * 0.25  # a frequency each 10 Hz
x = np.sin(2 * np.pi * t / 100 + 1) + 2 * np.sin(2 * np.pi * t / 50) + 0.3 * np.cos(2 * np.pi * t / 33)
how["f_bands"] = [(10, 20), (30, 40)]
print("psd", f"{_get_relative_power(dipole(t, x), how):.15g}")
