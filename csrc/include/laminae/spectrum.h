/* SPDX-License-Identifier: BSD-3-Clause
 * spectrum.h - spectra of signals, wavelets, power in bands, events of a rhythm.
 *
 * A signal is n samples at even steps of dt_ms, in any unit; power is in its square. Samples that
 * are no finite numbers are refused, as are signals that are too short, with LAM_ERR_INPUT and a
 * line that says which. Memory is the caller's unless a function says otherwise. */
#ifndef LAMINAE_SPECTRUM_H
#define LAMINAE_SPECTRUM_H

#include "laminae/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lam_taper { LAM_TAPER_HAMMING, LAM_TAPER_HANN } lam_taper;

typedef struct lam_psd_options {
    size_t segment; /* samples; 0: the whole signal, a periodogram */
    size_t overlap; /* samples that a segment shares with the next; half is usual */
    lam_taper taper;
} lam_psd_options;

/* How many frequencies lam_psd gives: segment/2 + 1. */
size_t lam_psd_size(size_t n, const lam_psd_options *options);

/* Power spectral density, one-sided, in unit^2/Hz: of each segment less its mean, times the taper,
 * the squared Fourier sum over the sum of squared tapers and the sampling rate; then the mean over
 * segments (Welch 1967). Of the whole signal with Hamming's taper it is what HNN-core's plot_psd
 * draws (scipy.signal.periodogram; of segments it is scipy.signal.welch). freq_hz_out, power_out:
 * [lam_psd_size()]. 2 samples a segment or more; an overlap below the segment. */
lam_status lam_psd(size_t n, const double *samples, double dt_ms, const lam_psd_options *options,
                   double *freq_hz_out, double *power_out);

/* Is a frequency in a band, from low_hz up to, not including, high_hz? What is nearer to a bound
 * than 1e-8 of the step between frequencies is on it: rounding decides nothing. */
bool lam_band_has(double freq_hz, double step_hz, double low_hz, double high_hz);
/* The power from low_hz up to, not including, high_hz: the sum of density times the step between
 * frequencies; relative to that of all frequencies (NaN, if there is none). freq_hz: even steps.
 * A band between two frequencies is LAM_ERR_INPUT. */
lam_status lam_band_power(size_t n_freq, const double *freq_hz, const double *power, double low_hz,
                          double high_hz, double *power_out, double *relative_out);

/* Convolution with Morlet's wavelets of n_cycles, complex, [n_freq][n] each part:
 *
 *     w(t) = A exp(2 pi i f t) exp(-t^2/(2 sigma^2)), sigma = n_cycles/(2 pi f), |t| < 5 sigma
 *
 * where A makes the sum of |w|^2 over samples 2 (Tallon-Baudry 1998, as MNE and HNN-core have it;
 * there n_cycles is 7). Beyond its ends the signal counts as 0, which is HNN-core's padding. It may
 * be shorter than a wavelet; lam_morlet_reach_ms says how far from its ends that tells. Frequencies
 * are above 0 and up to half the sampling rate. */
lam_status lam_morlet(size_t n, const double *samples, double dt_ms, double n_cycles, size_t n_freq,
                      const double *freq_hz, double *re_out, double *im_out);
/* Their power, |.|^2: [n_freq][n]. */
lam_status lam_morlet_power(size_t n, const double *samples, double dt_ms, double n_cycles,
                            size_t n_freq, const double *freq_hz, double *power_out);
/* The same at samples 0, every, 2 every ... alone, [n_freq][(n - 1)/every + 1], in little memory; a
 * signal of 131072 samples or more goes piece by piece, the same to rounding. */
lam_status lam_morlet_power_every(size_t n, const double *samples, double dt_ms, double n_cycles,
                                  size_t n_freq, const double *freq_hz, size_t every,
                                  double *power_out);
/* The distance, 2^(1/2) sigma, within which an end of the signal takes power away (Torrence & Compo
 * 1998, cone of influence). */
double lam_morlet_reach_ms(double n_cycles, double freq_hz);

typedef struct lam_rhythm_options {
    double low_hz, high_hz, step_hz; /* the band: 15 to 29 Hz is beta in Shin 2017; steps of 1 */
    double threshold;                /* in medians of the power at a frequency; 6 */
    double n_cycles;                 /* 7 */
} lam_rhythm_options;

typedef struct lam_rhythm_event {
    size_t trial;
    double peak_ms, freq_hz;          /* where power has its maximum; ms since the first sample */
    double power, power_medians;      /* there, in unit^2, and in medians at this frequency */
    double onset_ms, offset_ms;       /* the stretch in which power is half of that or more */
    double duration_ms;               /* its length, or twice that of the side which ends */
    double span_low_hz, span_high_hz; /* likewise over frequencies of the band */
    double trough_ms;                 /* of the signal: its lowest sample within half a period */
} lam_rhythm_event;

/* Events of a rhythm (Shin 2017, eLife 6:e29086, its first method; Law 2021 finds beta events so):
 * maxima of the wavelets' power over time and frequency, in the band, of `threshold` medians or
 * more, the median being that of one frequency over all trials and times. Sorted by trial, then
 * time. trials: [n_trials][n]. *events_out is malloc's, the caller frees; NULL for none. */
lam_status lam_rhythm_events(size_t n_trials, size_t n, const double *trials, double dt_ms,
                             const lam_rhythm_options *options, lam_rhythm_event **events_out,
                             size_t *n_events_out);

/* The mean waveform, and its standard error, around the troughs of events that are half_samples or
 * more from the ends; [2 half_samples + 1] each. *n_used_out: how many those are; of none the
 * outputs are NaN. */
lam_status lam_rhythm_waveform(size_t n_trials, size_t n, const double *trials, double dt_ms,
                               size_t n_events, const lam_rhythm_event *events, size_t half_samples,
                               double *mean_out, double *sem_out, size_t *n_used_out);

#ifdef __cplusplus
}
#endif

#endif
