# SPDX-License-Identifier: BSD-3-Clause
"""Predict the time of runs on up to 10,000 ranks: python3 bench/scaling.py (docs/scaling.md)

The constants are measured, by the commands beside them, on one core of an AMD EPYC with AVX2; those
of the network are usual for a cluster. What is predicted for the ranks of one machine is measured by
./laminae bench ranks.
"""

import heapq
import math

CELL_US = {"basket": 0.11, "L2_pyramidal": 3.2, "L5_pyramidal": 14.0}  # a step; csrc/network/lam_deal.c
TRIAL_S = 8.7           # the default column, 170 ms, one rank: ./laminae bench trial
STEPS = 6800            # of them
EXCHANGES = 170         # a spike travels at least 1 ms between cells: one exchange of spikes a ms
START_S = 0.35          # NEURON and its libraries, the network file read: every rank
CELL_BUILD_S = 2.9e-3   # a cell and its NetCons, space constants of 3: ./laminae bench sheet
WRITE_S = 0.08          # one trial's results, by the first rank
TAKE_OVER_S = 0.02      # a trial of another group taken over, by the first rank
LATENCY_S = 2e-6        # a message between nodes
BANDWIDTH = 10e9        # bytes a second
SIGNALS = 8             # dipoles of two populations and their vectors


def cells_of(n):
    """The cells of an n x n grid: as many pyramids as points in each layer, a third of baskets."""
    baskets = 2*35*n*n//100
    return {"L5_pyramidal": n*n, "L2_pyramidal": n*n, "basket": baskets}


def imbalance(cells, ranks):
    """The fullest rank's cost over the mean, cells dealt as lam_network_deal does."""
    heap = [0.0]*ranks
    for kind, count in cells.items():
        for _ in range(count):
            heapq.heapreplace(heap, heap[0] + CELL_US[kind])
    return max(heap)*ranks/sum(heap)


def trial_s(cells, ranks):
    """One trial: cells, exchange of spikes (a barrier and two gathers of CoreNEURON's), sums."""
    cost = sum(CELL_US[kind]*count for kind, count in cells.items())
    column = sum(CELL_US[kind]*count for kind, count in cells_of(10).items())
    compute = TRIAL_S*cost/column/ranks*imbalance(cells, ranks)
    if ranks == 1:
        return compute + WRITE_S
    hops = math.ceil(math.log2(ranks))
    exchange = EXCHANGES*(3*hops*LATENCY_S + ranks*(4/BANDWIDTH + 1e-9))
    sums = hops*(LATENCY_S + SIGNALS*(STEPS + 1)*8/BANDWIDTH)
    return compute + exchange + sums + WRITE_S


def build_s(cells, ranks):
    return START_S + CELL_BUILD_S*sum(cells.values())/ranks


def sheet(n, all_ranks):
    cells = cells_of(n)
    total = sum(cells.values())
    print(f"\n| {n} x {n}: ranks | cells a rank | imbalance | build s | trial s | efficiency |")
    print("|---|---|---|---|---|---|")
    one = build_s(cells, 1) + trial_s(cells, 1)
    for ranks in all_ranks:
        if ranks > total:
            break
        built, ran = build_s(cells, ranks), trial_s(cells, ranks)
        print(f"| {ranks} | {total/ranks:.1f} | {imbalance(cells, ranks):.2f} | {built:.2f} "
              f"| {ran:.2f} | {one/ranks/(built + ran):.2f} |")


def trials(n_trials, all_ranks):
    cells = cells_of(10)
    print(f"\n| {n_trials} trials: ranks | groups | all trials s | taking over s | efficiency |")
    print("|---|---|---|---|---|")
    one = build_s(cells, 1) + n_trials*trial_s(cells, 1)
    for ranks in all_ranks:
        groups = max((g for g in range(1, min(ranks, n_trials) + 1) if ranks % g == 0),
                     key=lambda g: -math.ceil(n_trials/g)*trial_s(cells, ranks//g))
        size = ranks//groups
        ran = build_s(cells, size) + math.ceil(n_trials/groups)*trial_s(cells, size)
        taken = 0 if groups == 1 else n_trials*TAKE_OVER_S
        print(f"| {ranks} | {groups} | {ran:.1f} | {taken:.1f} "
              f"| {one/ranks/max(ran, taken):.2f} |")


if __name__ == "__main__":
    steps = (1, 2, 4, 8, 16, 32, 64, 128, 256, 1000, 2500, 10000)
    sheet(10, steps)
    sheet(100, steps)
    trials(1000, steps)
