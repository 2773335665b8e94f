# SPDX-License-Identifier: BSD-3-Clause
# sbi_on_ours.py - t990: runs page.py, the program of docs/infer.md, on sweep.npz, and holds the posterior
# that it leaves to the runs of unseen.npz, whose parameters are known.
import numpy
import torch

torch.manual_seed(0)
torch.set_num_threads(1)
exec(compile(open("page.py").read(), "page.py", "exec"))
unseen = numpy.load("unseen.npz")
prior_sd = (sweep["prior_high"] - sweep["prior_low"]) / numpy.sqrt(12)
inside, spread, error = [], [], []
for theta, x in zip(unseen["theta"], unseen["x"]):
    draws = posterior.sample((1000,), x=torch.tensor(x).float(), show_progress_bars=False).numpy()
    low, high = numpy.quantile(draws, [0.025, 0.975], axis=0)
    inside.append((low <= theta) & (theta <= high))
    spread.append(draws.std(axis=0) / prior_sd)
    error.append((draws.mean(axis=0) - theta) / prior_sd)
inside, spread = numpy.mean(inside, axis=0), numpy.mean(spread, axis=0)
error = numpy.sqrt(numpy.mean(numpy.square(error), axis=0))
print("inside", inside, "spread", spread, "error", error)
# The weight is learned of 400 runs; of the time, which is drawn anew in each, they say less.
assert spread[1] < 0.5 and error[1] < 0.6, "the weight is not learned"
assert inside.min() >= 0.7, "the intervals are too narrow"
