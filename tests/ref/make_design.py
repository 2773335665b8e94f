# SPDX-License-Identifier: BSD-3-Clause
"""Remake design.txt, points of Sobol's sequence and quantiles: python make_design.py >design.txt

Needs scipy==1.17.1. sobol I N: the N coordinates of point I of scipy.stats.qmc.Sobol, unscrambled;
KIND LOW HIGH MEAN SD U: the quantile U of scipy.stats' uniform, loguniform, norm or truncnorm.
"""

import numpy as np
import scipy
from scipy import stats

print(f"# Points and quantiles: SciPy {scipy.__version__}, by make_design.py.")
for dimensions, points in ((1, [0, 1, 2, 3, 77]), (3, [5, 1000]), (40, [0, 1, 2, 12345, 99999])):
    rows = stats.qmc.Sobol(dimensions, scramble=False).random(1 << 17)
    for i in points:
        print("sobol", i, dimensions, *(f"{x:.17g}" for x in rows[i]))
U = [0, 1e-12, 1e-3, 0.1, 0.4, 0.5, 0.6, 0.9, 0.999, 1 - 1e-9, 1]
CUTS = [(-1, 2, 0, 1), (0, np.inf, 0.02, 0.01), (-np.inf, 3, 5, 0.5), (4, 9, 0, 1), (30, 40, 26, 2)]
KINDS = [("uniform", -3, 5, 0, 1), ("log_uniform", 1e-4, 0.1, 0, 1), ("log_uniform", 2, 3, 0, 1)]
KINDS += [("normal", -np.inf, np.inf, 26.61, 2.47)]
KINDS += [("truncated_normal", *cut) for cut in CUTS]
for kind, low, high, mean, sd in KINDS:
    of = {
        "uniform": lambda: stats.uniform(low, high - low),
        "log_uniform": lambda: stats.loguniform(low, high),
        "normal": lambda: stats.norm(mean, sd),
        "truncated_normal": lambda: stats.truncnorm((low - mean) / sd, (high - mean) / sd, mean, sd),
    }[kind]()
    for u in U:
        if u == 1 and high == np.inf:
            continue
        print(kind, low, high, mean, sd, f"{u:.17g}", f"{of.ppf(u):.17g}")
