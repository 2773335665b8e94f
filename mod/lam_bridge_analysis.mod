: SPDX-License-Identifier: BSD-3-Clause
TITLE HOC's view of analyses of signals and spikes: laminae_signal_*, laminae_spike_*

COMMENT
  laminae_signal_smooth(values, window_ms, dt_ms)    in place
  laminae_signal_savgol(values, high_hz, dt_ms)      in place
  laminae_signal_resample(values, n, out)
  laminae_signal_rebase(time_ms, values, from_ms, to_ms)     in place
  laminae_signal_peaks(time_ms, values, from_ms, to_ms, out)
        out: minimum, its time, maximum, its time
  laminae_signal_compare(time_ms, values, data_ms, data, from_ms, to_ms, out, weights)
        out: RMSE, correlation; weights: one a value, or none
  laminae_trials_mean(trials, n_trials, mean, sem)             trial after trial
  laminae_trials_difference(a, sem_a, b, sem_b, difference, sem)
  laminae_signal_psd(values, dt_ms, segment, freq_hz, power)    segment (samples) 0: all; segments
        overlap by half
  laminae_signal_band(freq_hz, power, low_hz, high_hz, out)     out: power, its share
  laminae_signal_morlet(values, dt_ms, cycles, freq_hz, power)  frequency after frequency
  laminae_events(trials, n_trials, dt_ms, low_hz, high_hz, step_hz, threshold, cycles, out)
        returns how many; out: 9 numbers each (lam_bridge_analysis.h)
  The first six arguments of those of spikes are time_ms, gid, first_gid, n_cells, from_ms, to_ms:
  laminae_spike_rates(..., rates)              returns the mean (Hz)
  laminae_spike_histogram(..., n_bins, counts)
  laminae_spike_intervals(..., intervals_ms)
  laminae_spike_cv(..., cv)                    returns the mean over cells that have one, else NaN
  laminae_spike_synchrony(..., bin_ms)         returns the mean correlation of pairs, or NaN
  laminae_spike_locking(..., samples, start_ms, dt_ms, freq_hz, cycles, out)
        out: spikes, vector length, phase (rad), consistency, p
See laminae.h for the meaning; lists are Vectors.
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_analysis.h"
ENDVERBATIM

PROCEDURE laminae_signal_smooth() {
VERBATIM
    std::vector<double> x = lam_bridge_samples(1);
    lam_bridge_check(lam_smooth(x.size(), x.data(), lam_bridge_number(2), lam_bridge_number(3)));
    lam_bridge_set_vector(1, x.size(), x.data());
ENDVERBATIM
}

PROCEDURE laminae_signal_savgol() {
VERBATIM
    std::vector<double> x = lam_bridge_samples(1);
    lam_bridge_check(lam_signal_savgol(x.size(), x.data(), lam_bridge_number(2),
                                       lam_bridge_number(3)));
    lam_bridge_set_vector(1, x.size(), x.data());
ENDVERBATIM
}

PROCEDURE laminae_signal_resample() {
VERBATIM
    std::vector<double> x = lam_bridge_samples(1);
    std::vector<double> out(lam_bridge_limited(2, "samples", 1 << 24));
    lam_bridge_check(lam_signal_resample(x.size(), x.data(), out.size(), out.data()));
    lam_bridge_set_vector(3, out.size(), out.data());
ENDVERBATIM
}

PROCEDURE laminae_signal_rebase() {
VERBATIM
    lam_curve curve = lam_bridge_curve(1);
    std::vector<double> x = lam_bridge_samples(2);
    lam_bridge_check(lam_signal_rebase(x.size(), curve.time_ms, x.data(), lam_bridge_number(3),
                                       lam_bridge_number(4)));
    lam_bridge_set_vector(2, x.size(), x.data());
ENDVERBATIM
}

PROCEDURE laminae_signal_peaks() {
VERBATIM
    lam_peaks peaks;
    lam_curve curve = lam_bridge_curve(1);
    lam_bridge_check(lam_curve_peaks(&curve, lam_bridge_number(3), lam_bridge_number(4), &peaks));
    double out[] = {peaks.minimum, peaks.minimum_ms, peaks.maximum, peaks.maximum_ms};
    lam_bridge_set_vector(5, 4, out);
ENDVERBATIM
}

PROCEDURE laminae_signal_compare() {
VERBATIM
    lam_agreement agreement;
    lam_curve model = lam_bridge_curve(1), data = lam_bridge_curve(3);
    const double *weights = lam_bridge_weights(8, model.n);
    lam_bridge_check(lam_curves_compare(&model, &data, lam_bridge_number(5), lam_bridge_number(6),
                                        weights, &agreement));
    double out[] = {agreement.rmse, agreement.correlation};
    lam_bridge_set_vector(7, 2, out);
ENDVERBATIM
}

PROCEDURE laminae_trials_mean() {
VERBATIM
    std::vector<double> trials = lam_bridge_samples(1);
    size_t n_trials = lam_bridge_trials_of(2, trials.size()), n = trials.size() / n_trials;
    std::vector<double> mean(n), sem(n);
    lam_bridge_check(lam_trials_mean(n_trials, n, trials.data(), mean.data(), sem.data()));
    lam_bridge_set_vector(3, n, mean.data());
    lam_bridge_set_vector(4, n, sem.data());
ENDVERBATIM
}

PROCEDURE laminae_trials_difference() {
VERBATIM
    size_t n = lam_bridge_size(1);
    std::vector<double> difference(n), sem(n);
    lam_bridge_check(lam_trials_difference(n, lam_bridge_vector(1, n, "means"),
                                           lam_bridge_vector(2, n, "mean, sem"),
                                           lam_bridge_vector(3, n, "means"),
                                           lam_bridge_vector(4, n, "mean, sem"),
                                           difference.data(), sem.data()));
    lam_bridge_set_vector(5, n, difference.data());
    lam_bridge_set_vector(6, n, sem.data());
ENDVERBATIM
}

PROCEDURE laminae_signal_psd() {
VERBATIM
    std::vector<double> x = lam_bridge_samples(1);
    size_t segment = lam_bridge_limited(3, "segment", x.size());
    lam_psd_options options = {segment, segment / 2, LAM_TAPER_HAMMING};
    std::vector<double> freq_hz(lam_psd_size(x.size(), &options)), power(freq_hz.size());
    lam_bridge_check(lam_psd(x.size(), x.data(), lam_bridge_number(2), &options, freq_hz.data(),
                             power.data()));
    lam_bridge_set_vector(4, freq_hz.size(), freq_hz.data());
    lam_bridge_set_vector(5, power.size(), power.data());
ENDVERBATIM
}

PROCEDURE laminae_signal_band() {
VERBATIM
    double out[2];
    size_t n = lam_bridge_size(1);
    lam_bridge_check(lam_band_power(n, lam_bridge_vector(1, n, "frequencies"),
                                    lam_bridge_vector(2, n, "frequencies, power"),
                                    lam_bridge_number(3), lam_bridge_number(4), &out[0], &out[1]));
    lam_bridge_set_vector(5, 2, out);
ENDVERBATIM
}

PROCEDURE laminae_signal_morlet() {
VERBATIM
    std::vector<double> x = lam_bridge_samples(1), freq_hz = lam_bridge_samples(4);
    std::vector<double> power(x.size() * freq_hz.size());
    lam_bridge_check(lam_morlet_power(x.size(), x.data(), lam_bridge_number(2),
                                      lam_bridge_number(3), freq_hz.size(), freq_hz.data(),
                                      power.data()));
    lam_bridge_set_vector(5, power.size(), power.data());
ENDVERBATIM
}

FUNCTION laminae_events() {
VERBATIM
    return lam_bridge_events();
ENDVERBATIM
}

FUNCTION laminae_spike_rates() {
VERBATIM
    double mean;
    lam_spike_view view = lam_bridge_spikes();
    std::vector<double> rates(view.n_cells);
    lam_bridge_check(lam_spike_rates(&view, rates.data(), &mean));
    lam_bridge_set_vector(7, rates.size(), rates.data());
    return mean;
ENDVERBATIM
}

PROCEDURE laminae_spike_histogram() {
VERBATIM
    lam_spike_view view = lam_bridge_spikes();
    std::vector<double> counts(lam_bridge_limited(7, "bins", LAM_SPIKE_MOST));
    lam_bridge_check(lam_spike_histogram(&view, counts.size(), counts.data()));
    lam_bridge_set_vector(8, counts.size(), counts.data());
ENDVERBATIM
}

PROCEDURE laminae_spike_intervals() {
VERBATIM
    lam_spike_view view = lam_bridge_spikes();
    std::vector<double> intervals(view.n);
    std::vector<size_t> first(view.n_cells + 1);
    lam_bridge_check(lam_spike_intervals(&view, intervals.data(), first.data()));
    lam_bridge_set_vector(7, first.back(), intervals.data());
ENDVERBATIM
}

FUNCTION laminae_spike_cv() {
VERBATIM
    double mean;
    lam_spike_view view = lam_bridge_spikes();
    std::vector<double> cv(view.n_cells);
    lam_bridge_check(lam_spike_cv(&view, cv.data(), &mean));
    lam_bridge_set_vector(7, cv.size(), cv.data());
    return mean;
ENDVERBATIM
}

FUNCTION laminae_spike_synchrony() {
VERBATIM
    size_t n_cells;
    double correlation;
    lam_spike_view view = lam_bridge_spikes();
    lam_bridge_check(lam_spike_synchrony(&view, lam_bridge_number(7), &correlation, &n_cells));
    return correlation;
ENDVERBATIM
}

PROCEDURE laminae_spike_locking() {
VERBATIM
    lam_phase_locking all;
    lam_spike_view view = lam_bridge_spikes();
    std::vector<double> x = lam_bridge_samples(7);
    lam_bridge_check(lam_spike_locking(&view, x.size(), x.data(), lam_bridge_number(8),
                                       lam_bridge_number(9), lam_bridge_number(10),
                                       lam_bridge_number(11), &all));
    double out[] = {(double)all.n, all.vector_length, all.phase_rad, all.consistency, all.p};
    lam_bridge_set_vector(12, 5, out);
ENDVERBATIM
}
