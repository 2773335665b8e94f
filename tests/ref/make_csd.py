# SPDX-License-Identifier: BSD-3-Clause
"""Remake csd.txt, current source densities of random potentials: python make_csd.py

Needs elephant==1.2.1 and hnn-core==0.6.1; a minute. What is asked of elephant, and where it differs:

- Its delta method leaves out the thickness of the layers; the result is divided by it here.
- Its step method takes a layer's thickness from the contact where the potential is, and lets a layer
  that reaches above the surface begin 1 m below it: only even contacts, no such layer.
- Its step method integrates to an absolute 1e-6, in um^2 here; 1e-9 is asked for.
- Its kernel method interpolates the potential of a source between 20 distances and cuts the Gaussian
  at three standard deviations, in the potential only: up to 3e-3 of the result. Here the integral is
  computed for every distance and to 10 standard deviations; sources, kernels and estimate are
  elephant's. Its cross-validation adds up absolute errors: here the squares, contact by contact.
- It has no image of kernel sources.
"""

import pathlib

import elephant
import numpy as np
import quantities as pq
from elephant.current_source_density_src import KCSD, icsd
from hnn_core.extracellular import calculate_csd2d
from scipy.integrate import quad

HEAD = """\
# Current source densities of random potentials: elephant {elephant}, HNN-core 0.6.1, by make_csd.py.
# csd METHOD n_contacts n_samples conductivity_S_m conductivity_top_S_m surface_um radius_um
#     kernel_width_um regularisation (asked for) regularisation (used)
# depth_um ...
# phi_uV ... all samples of the first contact, then the next's
# csd_uA_mm3 ... likewise
"""
GRID = 10.0 ** (-0.5 * np.arange(21))


def second_difference(z, phi, sigma, **_):
    # 1 S/m uV/um^2 = 1e3 uA/mm^3
    return calculate_csd2d(phi, delta=z[1] - z[0]) * sigma * 1e3, np.nan


def inverse(kind, z, phi, sigma, sigma_top, surface, radius, **_):
    """In um, uV and S/m: as in second_difference."""
    gaps = np.diff(z)
    h = (np.append(gaps[0], gaps) + np.append(gaps, gaps[-1])) / 2
    top = sigma if np.isnan(sigma_top) else sigma_top
    depth = (z - (0 if np.isnan(surface) else surface)) * pq.m
    common = dict(diam=2 * radius * pq.m, sigma=sigma * pq.S / pq.m, sigma_top=top * pq.S / pq.m)
    if kind == "delta":
        made = icsd.DeltaiCSD(phi * pq.V, depth, **common)
    else:
        made = icsd.StepiCSD(phi * pq.V, depth, h=h * pq.m, tol=1e-9, **common)
    csd = np.asarray(made.get_csd().magnitude)
    return csd * 1e3 / (h[:, None] if kind == "delta" else 1), np.nan


class Exact(KCSD.KCSD1D):
    """Sources estimated at the contacts themselves, potentials of sources without a table."""

    def estimate_at(self):
        self.estm_x = self.ele_pos[:, 0]
        self.n_estm = self.ngx = len(self.estm_x)

    def create_lookup(self):
        self.interpolate_pot_at = np.vectorize(
            lambda x: self.forward_model(x, self.R, self.h, self.sigma, self.basis))

    def forward_model(self, x, R, h, sigma, basis):
        ends = sorted({-10 / 3 * R, 10 / 3 * R, np.clip(x, -10 / 3 * R, 10 / 3 * R), 0, -R, R})
        return sum(quad(self.int_pot_1D, a, b, args=(x, R, h, basis), epsabs=0, epsrel=1e-12)[0]
                   for a, b in zip(ends, ends[1:])) / (2 * sigma)

    def squared_error(self, regularisation):
        """Each contact predicted from the others."""
        mean = np.mean(np.diag(self.k_pot))
        total = 0
        for left_out in range(self.n_ele):
            rest = [i for i in range(self.n_ele) if i != left_out]
            kernel = self.k_pot[np.ix_(rest, rest)] + regularisation * mean * np.eye(len(rest))
            guess = self.k_pot[left_out, rest] @ np.linalg.solve(kernel, self.pots[rest])
            total += np.sum((guess - self.pots[left_out]) ** 2)
        return total


def kernel(z, phi, sigma, radius, width, regularisation, **_):
    length = z[-1] - z[0] + 2 * width
    made = Exact(z[:, None], phi, sigma=sigma, h=radius, R_init=3 * width, ext_x=width,
                 n_src_init=int(np.ceil(length / (width / 2))) + 1)
    if np.isnan(regularisation):
        regularisation = GRID[np.argmin([made.squared_error(tried) for tried in GRID])]
    made.update_lambda(regularisation * np.mean(np.diag(made.k_pot)))
    return made.values("CSD") * 1e3, regularisation


def methods(kind, **options):
    if kind == "second_difference":
        return second_difference(**options)
    return kernel(**options) if kind == "kernel" else inverse(kind, **options)


def even(first, gap, n):
    return first + gap * np.arange(n)


UNEVEN = np.array([0.0, 70, 160, 290, 350, 480, 610, 690, 850])
# method, depths, conductivity, above, surface, radius, width, regularisation
CASES = [
    ("second_difference", even(-30, 100, 8), 0.3, *5 * [np.nan]),
    ("second_difference", even(12.5, 50, 4), 0.45, *5 * [np.nan]),
    ("delta", even(100, 100, 10), 0.3, np.nan, np.nan, 250, np.nan, np.nan),
    ("delta", even(40, 75, 12), 0.3, 0.0, 0, 500, np.nan, np.nan),
    ("delta", even(-20, 150, 7), 0.4, 1.7, -100, 60, np.nan, np.nan),
    ("delta", UNEVEN + 90, 0.3, 0.1, 60, 200, np.nan, np.nan),
    ("step", even(100, 100, 10), 0.3, np.nan, np.nan, 250, np.nan, np.nan),
    ("step", even(40, 75, 12), 0.3, 0.0, 0, 500, np.nan, np.nan),
    ("step", even(-20, 150, 7), 0.4, 1.7, -100, 60, np.nan, np.nan),
    ("kernel", even(0, 100, 10), 0.3, np.nan, np.nan, 250, 80, 1e-3),
    ("kernel", UNEVEN, 0.3, np.nan, np.nan, 400, 60, 1e-5),
    ("kernel", UNEVEN, 0.5, np.nan, np.nan, 20, 150, 0.1),
    ("kernel", UNEVEN, 0.5, np.nan, np.nan, 1.5, 120, 0.01),
    ("kernel", UNEVEN, 0.3, np.nan, np.nan, 300, 100, np.nan),
    ("kernel", even(0, 100, 10), 0.3, np.nan, np.nan, 250, 90, np.nan),
]


def smooth(random, z):
    """A sink below a source, and noise, so that cross-validation has something to find."""
    phi = [np.exp(-((z - 250) / 150) ** 2) - np.exp(-((z - 550) / 200) ** 2), 0 * z]
    return 50 * np.stack(phi, axis=1) + random.normal(0, 4, (len(z), 2))


def line(values):
    return " ".join(repr(float(value)) for value in np.ravel(values)) + "\n"


def main():
    random = np.random.default_rng(1)
    with open(pathlib.Path(__file__).with_name("csd.txt"), "w") as file:
        file.write(HEAD.format(elephant=elephant.__version__))
        for kind, z, *rest in CASES:
            phi = smooth(random, z)
            names = ("sigma", "sigma_top", "surface", "radius", "width", "regularisation")
            csd, used = methods(kind, z=z, phi=phi, **dict(zip(names, rest)))
            file.write(f"csd {kind} {len(z)} {phi.shape[1]} {line([*rest, used])}")
            file.write(line(z) + line(phi) + line(csd))


if __name__ == "__main__":
    main()
