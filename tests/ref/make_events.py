# SPDX-License-Identifier: BSD-3-Clause
"""Remake drive_events.txt, event times of drives of every random kind: python make_events.py

Needs hnn-core==0.6.1; a few seconds. The drives of alpha, gamma, n20 and param_alpha_beta are those
of HNN-core's alpha example (two drives of 10 cells in place of one), of its parameter files
gamma_L5weak_L2weak.json and N20.json, and of HNN's AlphaAndBeta.param, with their seeds and gids.
"""

import math
import pathlib

import hnn_core
from hnn_core.drives import _drive_cell_event_times

HEAD = """\
# Event times of drives of every random kind: HNN-core {version}, by make_events.py.
# drive NAME KIND n_gids event_seed, the run's tstop_ms, then
#   evoked: mu_ms sigma_ms n_spikes
#   bursty: n_spikes tstart_ms tstop_ms tstart_std_ms burst_rate_Hz burst_std_ms spike_isi_ms
#   poisson: tstart_ms tstop_ms and first_cell end_cell rate_Hz of each rate
#   (a tstop_ms of inf is the run's)
# events trial seed cell n time_ms ...
"""


def evoked(mu, sigma, numspikes=1):
    return "evoked", dict(mu=mu, sigma=sigma, numspikes=numspikes)


def bursty(burst_rate, burst_std, numspikes=2, spike_isi=10, tstart=50.0, tstop=math.inf,
           tstart_std=0.0):
    return "bursty", dict(numspikes=numspikes, tstart=tstart, tstop=tstop, tstart_std=tstart_std,
                          burst_rate=burst_rate, burst_std=burst_std, spike_isi=spike_isi)


def poisson(*rates, tstart=0.0, tstop=math.inf):
    """rates: (first_cell, end_cell, Hz)"""
    return "poisson", dict(tstart=tstart, tstop=tstop, rate_constant=rates)


def column(L2_basket, L2_pyramidal, L5_basket, L5_pyramidal):
    """Rates of the 270 cells that drive one cell of the default column each."""
    return ((0, 35, L2_basket), (35, 135, L2_pyramidal), (135, 170, L5_basket),
            (170, 270, L5_pyramidal))


RHYTHM = bursty(10.0, 20.0, tstop=170.0)
LONG_RHYTHM = bursty(10.0, 20.0, tstop=710.0)
# name, drive, n_gids, event_seed, tstop of the run, [(trial, seed, cell)]
DRIVES = [
    ("alpha_prox", bursty(10.0, 20.0), 290, 284, 310.0,
     [(0, 0, 0), (0, 0, 1), (0, 0, 9), (1, 0, 9)]),
    ("alpha_dist", bursty(10.0, 20.0), 290, 296, 310.0, [(0, 0, 0), (0, 0, 5), (3, 0, 5)]),
    ("gamma_evprox1", evoked(2000.0, 2.5), 543, 271, 200.0, [(0, 0, 0)]),
    ("gamma_extpois", poisson(*column(1, 140.0, 1, 40.0), tstop=250.0), 543, 270, 200.0,
     [(0, 0, cell) for cell in (0, 9, 34, 35, 134, 135, 169, 170, 269)]
     + [(1, 0, 35), (2, 0, 170)]),
    ("n20_bursty1", RHYTHM, 293, 274, 100.0, [(0, 0, 0), (0, 0, 9)]),
    ("n20_bursty2", RHYTHM, 293, 284, 100.0, [(0, 0, 0), (0, 0, 9)]),
    ("n20_evdist1", evoked(32, 3.0), 293, 294, 100.0, [(0, 0, 0), (1, 0, 0)]),
    ("n20_evdist2", evoked(82, 3.0), 293, 291, 100.0, [(0, 0, 0)]),
    ("n20_evprox1", evoked(20, 3.0), 293, 296, 100.0, [(0, 0, 0)]),
    ("param_bursty1", LONG_RHYTHM, 563, 283, 120.0, [(0, 0, cell) for cell in (0, 3, 7)]),
    ("param_bursty2", LONG_RHYTHM, 563, 294, 120.0, [(0, 0, cell) for cell in (0, 3, 7)]),
    ("param_extpois", poisson(*column(1, 1, 1, 1), tstop=710.0), 563, 297, 120.0,
     [(0, 0, cell) for cell in range(0, 270, 15)]),
    # The start varies, alike for all cells of a trial, and may fall before 0; seeds of both signs.
    ("random_start", bursty(8.0, 0.0, 3, 7.5, tstart_std=30.0), 300, 11, 400.0,
     [(0, 0, 0), (0, 0, 4), (1, 0, 4), (0, 5000000, 4), (0, -11, 0), (0, -11, 4)]),
    ("start_near_0", bursty(13.0, 4.0, 4, 11.0, 5.0, 250.0, 60.0), 300, 15, 300.0,
     [(trial, 0, 2) for trial in range(4)]),
    # Bursts so irregular that events fall before 0 and beyond the drive's tstop and the run's.
    ("irregular", bursty(20.0, 150.0, 3, 12.5, 0.0, 300.0), 280, 1000, 350.0,
     [(0, 0, 0), (0, 7, 1), (2, -1000, 2)]),
    ("later_than_run", bursty(10.0, 80.0, 1, 0, 0.0, 800.0), 280, 3, 200.0, [(0, 0, 0), (0, 0, 1)]),
    ("starts_at_end", bursty(10.0, 80.0, tstart=200.0), 280, 3, 200.0, [(0, 0, 0)]),
    # Regular bursts whose number hangs on how tstop - tstart is divided.
    *[(f"regular_{rate}", bursty(rate, 0.0, 1, 0, start, stop), 280, 5, 2000.0, [(0, 0, 0)])
      for rate, start, stop in ((3, 0.1, 1000.1), (7, 0.0, 1000.0), (10, 50.0, 350.0),
                                (11, 0.3, 1000.3), (13, 1.0, 1001.0), (40, 100.0, 125.0))],
    # Rates of some cells only; a late start, an early end.
    ("some_cells", poisson((0, 3, 90.0), (5, 6, 30.0), (6, 8, 400.0), tstart=20.0, tstop=80.0),
     278, 4, 100.0,
     [(0, 0, 0), (0, 0, 2), (0, 0, 3), (0, 0, 5), (0, 0, 6), (4, 123456789, 7), (0, -4, 0)]),
    ("until_the_end", poisson((0, 2, 150.0)), 272, 4294967000, 60.0,
     [(0, 0, 0), (0, 294, 1), (1, -272, 0), (1, 23, 0)]),
    ("several_spikes", evoked(3.0, 5.0, 8), 275, 2, 8.0, [(0, 0, 0), (0, 0, 1), (5, 77, 4)]),
]


def target_of(rates, cell):
    """HNN-core's rates go by the type of the target; here its place among the rates."""
    return next((k for k, (first, end, _) in enumerate(rates) if first <= cell < end), "none")


def events(kind, dynamics, n_gids, event_seed, tstop, trial, seed, cell):
    target = "any"
    dynamics = dict(dynamics)
    if kind == "poisson":
        rates = dynamics["rate_constant"]
        target = target_of(rates, cell)
        dynamics["rate_constant"] = {k: rate for k, (_, _, rate) in enumerate(rates)}
    if dynamics.get("tstop") == math.inf:
        dynamics["tstop"] = tstop
    return _drive_cell_event_times(kind, dynamics, tstop, target_type=target, trial_idx=trial,
                                   drive_cell_gid=cell, event_seed=event_seed + seed,
                                   trial_seed_offset=n_gids)


def numbers(values):
    """Numbers, also inside of tuples, with all the digits they need."""
    return " ".join(numbers(value) if isinstance(value, tuple) else repr(value)
                    for value in values)


def main():
    with open(pathlib.Path(__file__).with_name("drive_events.txt"), "w") as file:
        file.write(HEAD.format(version=hnn_core.__version__))
        for name, (kind, dynamics), n_gids, event_seed, tstop, cells in DRIVES:
            file.write(f"drive {name} {kind} {n_gids} {event_seed} "
                       f"{numbers([tstop, *dynamics.values()])}\n")
            for trial, seed, cell in cells:
                times = events(kind, dynamics, n_gids, event_seed, tstop, trial, seed, cell)
                file.write(f"events {trial} {seed} {cell} {numbers([len(times), *times])}\n")


if __name__ == "__main__":
    main()
