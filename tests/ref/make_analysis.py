# SPDX-License-Identifier: BSD-3-Clause
"""Remake analysis.txt, analyses of random signals and spikes: python make_analysis.py [SEED [LARGER]]

Needs mne==1.13.2, elephant==1.2.1 and hnn-core==0.6.1, with NumPy and SciPy; a minute. SEED is that
of the signals, LARGER a factor of their length. Signals are rounded to 6 digits, so that both sides
have the same. What is asked of whom:

- smooth, savgol, rmse: HNN-core's Dipole.smooth, .savgol_filter, _rmse and _anticorr;
- resample, psd: scipy.signal.resample, .periodogram, .welch;
- morlet: mne.time_frequency.tfr_array_morlet, between zeros as HNN-core's plot_tfr_morlet pads; for
  signals that MNE refuses, as a wavelet is longer, a direct sum over mne.time_frequency.morlet;
- mean: numpy.mean, scipy.stats.sem;
- rates, cv, synchrony, locking: elephant's mean_firing_rate, cv, correlation_coefficient, and
  spike_triggered_phase with mean_phase_vector. Elephant joins two samples' phases by a line and we
  their complex values: spikes of locking are at samples;
- pooled: the same functions of two trials; power: MNE's, at some of the samples;
- difference: scipy.stats.ttest_ind of unequal variances (Welch), whose statistic is the difference
  over its standard error;
- shares: sums of NumPy's;
- events: maxima by scipy.ndimage.maximum_filter of MNE's power over the medians of numpy.
"""

import contextlib
import sys

import elephant
import mne
import neo
import numpy as np
import quantities as pq
import scipy
from scipy import ndimage, signal, stats

with contextlib.redirect_stdout(sys.stderr):  # which it uses once, when it is new
    from hnn_core.dipole import Dipole, _anticorr, _rmse

HEAD = f"""\
# Analyses of random signals and spikes: NumPy {np.__version__}, SciPy {scipy.__version__}, MNE \
{mne.__version__}, elephant {elephant.__version__}, HNN-core 0.6.1, by make_analysis.py.
# case KIND numbers inputs outputs (how many), then the numbers; then a line for each input and for
# each output: how many values, and the values.
"""
SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 1
LARGER = int(sys.argv[2]) if len(sys.argv) > 2 else 1
random = np.random.default_rng(SEED)


def noise(n):
    """Something like a dipole: a walk that returns, and a rhythm."""
    walk = signal.lfilter([1], [1, -0.97], random.standard_normal(n))
    return np.round(walk + np.sin(np.arange(n) * 0.11 + random.uniform(0, 6)), 6)


def case(kind, numbers, inputs, outputs):
    print("case", kind, len(numbers), len(inputs), len(outputs), *(f"{x:.17g}" for x in numbers))
    for array in [*inputs, *outputs]:
        array = np.ravel(np.asarray(array, dtype=float))
        print(len(array), *(f"{x:.17g}" for x in array))


def dipole(n, dt):
    times = np.arange(n) * dt
    return Dipole(times, np.column_stack([noise(n), np.zeros(n), np.zeros(n)]))


def signals():
    for n, dt, window in [(150, 0.5, 15.0), (97, 0.25, 4.0)]:
        one = dipole(n * LARGER, dt)
        case("smooth", [dt, window], [one.data["agg"]], [one.copy().smooth(window).data["agg"]])
    for n, dt, high in [(150, 0.5, 100.0), (97, 0.25, 300.0), (64, 1.0, 37.0)]:
        one = dipole(n * LARGER, dt)
        before = one.data["agg"].copy()
        case("savgol", [dt, high], [before], [one.copy().savgol_filter(high).data["agg"]])
    for n, m in [(60, 25), (60, 24), (61, 25), (61, 24), (24, 60), (25, 60), (25, 61), (24, 61),
                 (40, 40), (1, 5), (2, 3), (178, 34), (102, 6)]:
        x = noise(n * LARGER)
        case("resample", [m], [x], [signal.resample(x, m)])
    for n, n_trials in [(20, 1), (20, 2), (30, 7)]:
        x = np.array([noise(n) for _ in range(n_trials)])
        sem = stats.sem(x, axis=0) if n_trials > 1 else np.full(n, np.nan)
        case("mean", [n_trials], [x], [x.mean(axis=0), sem])


def agreement():
    for n, dt, m, step, window, weighted in [
        (340, 0.5, 103, 1.66496, (0.0, 170.0), False),
        (340, 0.5, 103, 1.66496, (20.0, 140.3), False),
        (340, 0.5, 103, 1.66496, (20.0, 140.3), True),
        (103, 1.66496, 340, 0.5, (0.0, 500.0), False),
        (120, 1.0, 120, 1.0, (5.0, 77.0), True),
    ]:
        model, data = dipole(n, dt), dipole(m, step)
        weights = np.round(random.uniform(0, 1, n), 6) if weighted else None
        arguments = dict(tstart=window[0], tstop=window[1], weights=weights)
        rmse, anticorr = _rmse(model, data, **arguments), _anticorr(model, data, **arguments)
        inputs = [model.times, model.data["agg"], data.times, data.data["agg"]]
        inputs += [weights] if weighted else []
        case("rmse", window, inputs, [[rmse, 1 - anticorr]])


def spectra():
    for n, dt, segment, overlap, taper in [
        (200, 0.5, 0, 0, "hamming"), (201, 0.25, 0, 0, "hamming"), (7, 1.0, 0, 0, "hamming"),
        (227, 0.025, 0, 0, "hann"), (240, 0.5, 60, 30, "hamming"), (240, 1.0, 51, 20, "hann"),
    ]:
        x = noise(n * LARGER)
        if segment == 0:
            freq, power = signal.periodogram(x, 1000 / dt, window=taper)
        else:
            freq, power = signal.welch(x, 1000 / dt, window=taper, nperseg=segment,
                                       noverlap=overlap)
        case("psd", [dt, segment, overlap, taper == "hann"], [x], [freq, power])


def wavelets(x, dt, freqs, cycles):
    """Complex, [freqs][n], between zeros."""
    n, rate = len(x), 1000 / dt
    padded = np.r_[np.zeros(n - 1), x, np.zeros(n - 1)]
    if len(mne.time_frequency.morlet(rate, freqs, cycles)[0]) <= len(padded):
        made = mne.time_frequency.tfr_array_morlet(
            padded[None, None], rate, freqs, n_cycles=cycles, zero_mean=False, output="complex",
            verbose=False)
        return made[0, 0, :, n - 1 : 2 * n - 1]
    out = []
    for w in mne.time_frequency.morlet(rate, freqs, cycles, zero_mean=False):
        middle = len(w) // 2
        out.append([sum(x[j] * w[middle + i - j] for j in range(n) if abs(i - j) <= middle)
                    for i in range(n)])
    return np.array(out)


def time_frequency():
    for n, dt, freqs, cycles in [
        (120, 1.0, [20.0, 33.0, 80.0], 7.0), (90, 0.5, [7.0, 15.0], 7.0), (100, 2.0, [40.0], 3.0),
        (64, 0.25, [60.0, 2000.0], 7.0),
    ]:
        x = noise(n)
        made = wavelets(x, dt, np.array(freqs), cycles)
        case("morlet", [dt, cycles], [x, freqs], [made.real, made.imag])


def events():
    n, dt, n_trials, band, threshold = 500, 2.0, 3, (15.0, 29.0), 2.5
    t = np.arange(n) * dt
    trials = np.array([noise(n) * 0.1 for _ in range(n_trials)])
    for k, middle in enumerate([300.0, 500.0, 650.0]):
        trials[k] += np.exp(-((t - middle) / 60) ** 2) * np.cos(2 * np.pi * 0.021 * (t - middle))
    trials = np.round(trials, 6)
    freqs = np.arange(band[0] - 1, band[1] + 2)
    power = np.array([np.abs(wavelets(x, dt, freqs, 7.0)) ** 2 for x in trials])
    medians = np.median(power, axis=(0, 2))
    found = []
    for k in range(n_trials):
        top = power[k] == ndimage.maximum_filter(power[k], size=3)
        for f, i in zip(*np.nonzero(top & (power[k] >= threshold * medians[:, None]))):
            if 0 < f < len(freqs) - 1 and 0 < i < n - 1:
                row = power[k][f] >= power[k][f, i] / 2
                on, off = i, i
                while on > 0 and row[on - 1]:
                    on -= 1
                while off < n - 1 and row[off + 1]:
                    off += 1
                found.append([k, t[i], freqs[f], power[k][f, i], power[k][f, i] / medians[f],
                              t[on], t[off]])
    case("events", [n_trials, dt, *band, 1.0, threshold, 7.0], [trials], [sorted(found)])


def train(times, stop):
    return neo.SpikeTrain(np.sort(times) * pq.ms, t_start=0 * pq.ms, t_stop=stop * pq.ms)


def spikes():
    stop, n_cells, dt, freq = 200.0 * LARGER, 8, 0.5, 25.0
    times = [np.unique(np.round(random.uniform(0, stop - 1, count * LARGER) / dt) * dt)
             for count in (14, 9, 0, 1, 2, 3, 22, 30)]
    trains = [train(x, stop) for x in times]
    all_times, gids = np.concatenate(times), np.repeat(np.arange(n_cells) + 35, [len(x) for x in times])
    order = random.permutation(len(all_times))
    inputs = [all_times[order], gids[order]]
    rates = [elephant.statistics.mean_firing_rate(x).rescale("Hz").magnitude for x in trains]
    case("rates", [35, n_cells, 0, stop], inputs, [rates, [np.mean(rates)]])
    cv = [elephant.statistics.cv(elephant.statistics.isi(x)) if len(x) > 2 else np.nan for x in trains]
    case("cv", [35, n_cells, 0, stop], inputs, [cv, [np.nanmean(cv)]])
    some = [x for x in trains if len(x) > 0]
    for width in (5.0, 20.0):
        binned = elephant.conversion.BinnedSpikeTrain(some, bin_size=width * pq.ms)
        matrix = elephant.spike_train_correlation.correlation_coefficient(binned)
        mean = matrix[~np.eye(len(some), dtype=bool)].mean()
        case("synchrony", [35, n_cells, 0, stop, width], inputs, [[mean, len(some)]])
    x = noise(int(stop / dt) + 1)
    complex_x = wavelets(x, dt, np.array([freq]), 7.0)[0]
    analytic = neo.AnalogSignal(complex_x[:, None], units="dimensionless",
                                sampling_rate=1000 / dt * pq.Hz)
    phases = elephant.phase_analysis.spike_triggered_phase(
        analytic, [train(all_times, stop)], interpolate=False)[0][0]
    angle, length = elephant.phase_analysis.mean_phase_vector(phases)
    case("locking", [35, n_cells, 0, stop, dt, freq, 7.0], [*inputs, x],
         [[len(all_times), length, angle]])


def pooled():
    stop, dt, freq, n_trials = 150.0 * LARGER, 0.5, 30.0, 2
    inputs, phases = [], []
    for _ in range(n_trials):
        times = np.unique(np.round(random.uniform(0, stop - 1, 17 * LARGER) / dt) * dt)
        x = noise(int(stop / dt) + 1)
        inputs += [times, np.full(len(times), 4.0), x]
        analytic = neo.AnalogSignal(wavelets(x, dt, np.array([freq]), 7.0)[0][:, None],
                                    units="dimensionless", sampling_rate=1000 / dt * pq.Hz)
        phases.append(elephant.phase_analysis.spike_triggered_phase(
            analytic, [train(times, stop)], interpolate=False)[0][0])
    phases = np.concatenate(phases)
    angle, length = elephant.phase_analysis.mean_phase_vector(phases)
    case("pooled", [4, 1, 0, stop, dt, freq, 7.0], inputs, [[len(phases), length, angle]])


def power():
    n = 400 if LARGER == 1 else 70000 * LARGER  # of which the larger goes piece by piece
    for dt, freqs, every in [(0.5, [20.0, 45.0], 7), (0.025, [30.0, 400.0], 40)]:
        x, freqs = noise(n), np.array(freqs)
        made = np.abs(wavelets(x, dt, freqs, 7.0)[:, ::every]) ** 2
        case("power", [dt, 7.0, every], [x, freqs], [made])


def conditions():
    for n_a, n_b in [(2, 3), (6, 4)]:
        a, b = (np.array([noise(20 * LARGER) for _ in range(m)]) for m in (n_a, n_b))
        apart = a.mean(axis=0) - b.mean(axis=0)
        sem = apart / stats.ttest_ind(a, b, equal_var=False).statistic
        case("difference", [n_a, n_b], [a, b], [apart, sem])


def shares():
    for n_parts, n_rows, n in [(4, 1, 60), (3, 5, 40)]:
        parts = np.array([[noise(n * LARGER) for _ in range(n_rows)] for _ in range(n_parts)])
        total = parts.sum(axis=0)
        row, sample = np.unravel_index(np.abs(total).argmax(), total.shape)
        each = [(part[row, sample], part[row, sample] / total[row, sample],
                 np.sqrt(np.mean(part**2)), np.sum(part * total) / np.sum(total**2))
                for part in parts]
        case("shares", [n_parts, n_rows], [parts], [[row, sample], *each])


print(HEAD, end="")
signals()
agreement()
spectra()
time_frequency()
events()
spikes()
pooled()
power()
conditions()
shares()
