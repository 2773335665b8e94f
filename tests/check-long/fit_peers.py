# SPDX-License-Identifier: BSD-3-Clause
"""fit_peers.py - reads what fit_peers.c prints, runs `cma` and a Gaussian process of scikit-learn's on
the same functions, and refuses solvers of ours that need many more evaluations, in the median."""
import statistics
import sys
import warnings

import cma
import numpy as np
from scipy.stats import norm, qmc
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

warnings.filterwarnings("ignore")


def sphere(x):
    return float(np.sum((x - 0.3) ** 2))


def rosenbrock(x):
    return float(np.sum(100*(x[1:] - x[:-1]**2)**2 + (1 - x[:-1])**2))


def ackley(x):
    return float(20 + np.e - 20*np.exp(-0.2*np.sqrt(np.mean(x**2))) - np.exp(np.mean(np.cos(2*np.pi*x))))


CMA = {"sphere": (sphere, 4, -3, 2, -2.5, 1e-6), "rosenbrock": (rosenbrock, 4, -2, 2.5, -1.2, 1e-3),
       "ackley": (ackley, 3, -5, 6, 4, 1e-2), "edge": (sphere, 4, 0.5, 2, 1.7, 0.16 + 1e-4)}
GP = {"sphere": (sphere, 3, -3, 2, -2.5, 1e-2), "rosenbrock": (rosenbrock, 2, -2, 2.5, -1.2, 0.1),
      "edge": (sphere, 3, 0.5, 2, 1.7, 0.12 + 1e-3)}


def run_cma(f, n, low, high, start, target, seed, most=5000):
    search = cma.CMAEvolutionStrategy(n*[(start - low)/(high - low)], 0.25,
                                      {"bounds": [0, 1], "seed": seed, "verbose": -9, "tolfun": 0,
                                       "tolx": 1e-12, "maxfevals": most})
    done = 0
    while not search.stop():
        points = search.ask()
        values = [f(low + (high - low)*np.asarray(u)) for u in points]
        for value in values:
            done += 1
            if value <= target:
                return done
        search.tell(points, values)
    return most


def run_gp(f, n, low, high, start, target, seed, most=100):
    random = np.random.default_rng(seed)
    x = np.vstack([n*[(start - low)/(high - low)], qmc.LatinHypercube(n, seed=seed).random(2*n + 1)])
    y = [f(low + (high - low)*u) for u in x]
    kernel = ConstantKernel(1.0, (1e-6, 1e6))*Matern(n*[0.5], (0.02, 20), nu=2.5) + WhiteKernel(1e-6, (1e-8, 0.1))
    while min(y) > target and len(y) < most:
        gp = GaussianProcessRegressor(kernel, normalize_y=True, n_restarts_optimizer=1,
                                      random_state=seed).fit(x, y)
        best = x[int(np.argmin(y))]
        trials = np.vstack([random.random((5000, n)),
                            np.clip(best + 0.02*random.standard_normal((2000, n)), 0, 1)])
        mean, sd = gp.predict(trials, return_std=True)
        z = (min(y) - mean)/np.maximum(sd, 1e-12)
        u = trials[int(np.argmax(sd*(z*norm.cdf(z) + norm.pdf(z))))]
        x, y = np.vstack([x, u]), y + [f(low + (high - low)*u)]
    return next((i + 1 for i, value in enumerate(y) if value <= target), most)


ours = {}
for line in sys.stdin:
    solver, name, seed, n = line.split()
    ours.setdefault((solver, name), {})[int(seed)] = int(n)
wrong = 0
for (solver, name), found in ours.items():
    run, table = (run_cma, CMA) if solver == "cma" else (run_gp, GP)
    theirs = statistics.median(run(*table[name], seed) for seed in found)
    own = statistics.median(found.values())
    if own > 1.3*theirs + 5:
        print(f"{solver}, {name}: {own} evaluations; the peer {theirs}")
        wrong = 1
    elif len(sys.argv) > 1:
        print(f"{solver}, {name}: {own} evaluations; the peer {theirs}")
sys.exit(wrong)
