# SPDX-License-Identifier: BSD-3-Clause
"""Remake head.txt, what EEG and MEG sensors see of dipoles in LFPykit: python make_head.py

Needs lfpykit==0.6.2, numpy; a minute. The four-sphere series are summed further than LFPykit does by
default (iter_factor), so that its numbers have the digits of double precision.
"""

import pathlib
import warnings

import lfpykit
import numpy as np
from lfpykit.eegmegcalc import (FourSphereVolumeConductor, InfiniteHomogeneousVolCondMEG,
                                InfiniteVolumeConductor, SphericallySymmetricVolCondMEG)

HEAD = """\
# What sensors see of dipoles: LFPykit {version}, by make_head.py. A line has the model, the dipole's
# place and the sensor's (mm, the head's centre at 0), then
#   eeg_infinite (0.3 S/m), eeg_four_sphere (79, 80, 85, 90 mm; 0.3, 1.5, 0.015, 0.3 S/m): its lead
#     (uV/nAm)
#   meg_infinite, meg_sphere: its orientation, of length 1, and its lead (fT/nAm)
"""
RADII_MM = 79.0, 80.0, 85.0, 90.0
DEPTHS_MM = 78.3, 74.0, 61.5, 30.0, 4.0  # distances of the dipoles from the centre
SENSORS_MM = 78.9, 79.6, 81.0, 84.5, 87.0, 90.0, 90.0, 90.0
UM = 1e3  # um in a mm, and nA um in 1e-3 nAm
MU0 = 4e-7 * np.pi  # T m/A


def directions(rng, n):
    vectors = rng.normal(size=(n, 3))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def lines(rng):
    for depth in DEPTHS_MM:
        dipole = depth * directions(rng, 1)[0]
        places = directions(rng, len(SENSORS_MM)) + dipole / depth  # more of them are near
        places *= (np.array(SENSORS_MM) * (1 - 1e-15) / np.linalg.norm(places, axis=1))[:, None]
        outside = 120 / 90 * places
        orientations = directions(rng, len(places))
        # EEG: mV/(nA um) is 1e3 uV/(1e-6 nAm) = 1e9 uV/nAm.
        infinite = InfiniteVolumeConductor(0.3).get_transformation_matrix((places - dipole) * UM)
        head = FourSphereVolumeConductor(places * UM, [r * UM for r in RADII_MM],
                                         [0.3, 1.5, 0.015, 0.3], iter_factor=1e-19)
        four = head.get_transformation_matrix(dipole * UM)
        # MEG: nA/um = mA/m of H for a dipole of 1 nA um; B = mu0 H is 1e-3 MU0 T = 1e12 MU0 fT for
        # 1e-6 nAm.
        free = InfiniteHomogeneousVolCondMEG(outside * UM).get_transformation_matrix(dipole * UM)
        sphere = SphericallySymmetricVolCondMEG(outside * UM).get_transformation_matrix(dipole * UM)
        for name, leads in ("eeg_infinite", infinite), ("eeg_four_sphere", four):
            for place, lead in zip(places, 1e9 * leads):
                yield name, dipole, place, lead
        for name, fields in ("meg_infinite", free), ("meg_sphere", sphere):
            for place, o, field in zip(outside, orientations, fields):
                yield name, dipole, place, o, 1e18 * MU0 * (o @ field)


def main():
    warnings.simplefilter("ignore")
    with open(pathlib.Path(__file__).with_name("head.txt"), "w") as file:
        file.write(HEAD.format(version=lfpykit.__version__))
        for name, *vectors in lines(np.random.default_rng(0)):
            file.write(" ".join([name, *(f"{x:.17g}" for x in np.concatenate(vectors))]) + "\n")


if __name__ == "__main__":
    main()
