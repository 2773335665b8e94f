/* SPDX-License-Identifier: BSD-3-Clause
 * allocation_analysis.h - analyses that allocation.c lets run out of memory, for allocation_uses.h,
 * which includes this after file_called. */
#ifndef LAM_ALLOCATION_ANALYSIS_H
#define LAM_ALLOCATION_ANALYSIS_H

#include <math.h>

enum { N_SAMPLES = 97 }; /* a prime: also the chirp is needed */

static lam_status use_signals(void) {
    double t[N_SAMPLES], x[N_SAMPLES], out[2 * N_SAMPLES];
    lam_agreement agreement;
    for (size_t i = 0; i < N_SAMPLES; i++) {
        t[i] = (double)i;
        x[i] = sin(0.1 * (double)(i * i));
    }
    lam_curve model = {N_SAMPLES, t, x}, data = {N_SAMPLES - 7, t, x};
    LAM_TRY(lam_curves_compare(&model, &data, 0, 500, x, &agreement));
    LAM_TRY(lam_signal_resample(N_SAMPLES, x, 2 * N_SAMPLES, out));
    LAM_TRY(lam_signal_savgol(N_SAMPLES, x, 100, 1));
    give_numbers(2 * N_SAMPLES, out);
    give_numbers(N_SAMPLES, x);
    give_numbers(2, &agreement.rmse);
    return LAM_OK;
}

static lam_status use_spectra(void) {
    double x[N_SAMPLES], freq[N_SAMPLES], power[N_SAMPLES], mean[41], sem[41];
    const double at_hz = 40;
    lam_psd_options welch = {.segment = 30, .overlap = 15};
    lam_rhythm_options beta = {15, 29, 2, 1, 7};
    lam_rhythm_event *events = NULL;
    size_t n = 0, n_used = 0;
    for (size_t i = 0; i < N_SAMPLES; i++) {
        double t = (double)i - 50;
        x[i] = exp(-t * t / 800) * cos(0.14 * t);
    }
    LAM_TRY(lam_psd(N_SAMPLES, x, 1, &welch, freq, power));
    give_numbers(16, power);
    LAM_TRY(lam_morlet_power(N_SAMPLES, x, 1, 7, 1, &at_hz, power));
    give_numbers(N_SAMPLES, power);
    LAM_TRY(lam_rhythm_events(1, N_SAMPLES, x, 1, &beta, &events, &n));
    lam_status status = lam_rhythm_waveform(1, N_SAMPLES, x, 1, n, events, 20, mean, sem, &n_used);
    if (status == LAM_OK) {
        give_numbers(41, mean);
        give_bytes(&n, sizeof n);
    }
    free(events);
    return status;
}

/* Long enough to go piece by piece. */
static lam_status use_pieces(void) {
    enum { N_LONG = 1 << 17, EVERY = 1 << 10, N_SOME = (N_LONG - 1) / EVERY + 1 };
    static double x[N_LONG];
    double power[N_SOME];
    const double at_hz = 40;
    x[N_LONG / 2] = 1;
    LAM_TRY(lam_morlet_power_every(N_LONG, x, 1, 7, 1, &at_hz, EVERY, power));
    give_numbers(N_SOME, power);
    return LAM_OK;
}

static lam_status use_spike_statistics(void) {
    const double time_ms[] = {3, 11, 17, 40, 22, 31}, gid[] = {0, 0, 0, 0, 1, 1};
    double signal[50], cv[2], mean, correlation;
    size_t n_cells;
    lam_phase_locking locking;
    lam_spike_view view = {6, time_ms, gid, 0, 2, 0, 45};
    for (size_t i = 0; i < 50; i++) {
        signal[i] = sin(0.3 * (double)i);
    }
    LAM_TRY(lam_spike_cv(&view, cv, &mean));
    LAM_TRY(lam_spike_synchrony(&view, 5, &correlation, &n_cells));
    LAM_TRY(lam_spike_locking(&view, 50, signal, 0, 1, 50, 3, &locking));
    give_numbers(1, &mean);
    give_numbers(1, &correlation);
    give_numbers(1, &locking.vector_length);
    return LAM_OK;
}

static lam_status use_alignment(void) {
    const double z_um[] = {0, 100, 200}, time_ms[] = {0, 1, 2};
    const double values[] = {0, 1, 0, 2, 0, 1, -1, 3, 3};
    lam_profile profile = {3, 3, z_um, time_ms, values};
    lam_alignment best;
    double rows[3];
    LAM_TRY(lam_profile_align(&profile, &profile, 50, &best, rows));
    give_numbers(3, rows);
    give_numbers(2, &best.shift_um);
    return LAM_OK;
}

static lam_status give_saved(const lam_saved *saved) {
    const lam_saved_facts *facts = lam_saved_facts_of(saved);
    double *samples = lam_alloc(facts->n_samples, sizeof *samples);
    lam_status status = samples == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t i = 0; i < facts->n_dipoles && status == LAM_OK; i++) {
        char path[128];
        snprintf(path, sizeof path, "dipole/%s", facts->dipoles[i]);
        status = lam_saved_read(saved, facts->trials[0], path, 0, samples);
        if (status == LAM_OK) {
            give_numbers(facts->n_samples, samples);
        }
    }
    give_numbers(1, &facts->scale);
    free(samples);
    return status;
}

static lam_status use_saved(const char *path) {
    lam_saved *saved = NULL;
    LAM_TRY(lam_saved_open(path, &saved));
    lam_status status = give_saved(saved);
    lam_saved_close(saved);
    return status;
}

/* Results of two samples. */
static lam_status write_saved(void) {
    lam_results *results;
    const double two[] = {0, 1};
    LAM_TRY(lam_results_create(file_called("saved"), &results));
    lam_status status = lam_results_write_text(results, "/network/json", "{\"scale\": 2}");
    static const char *const paths[] = {"/network/gid_ranges/a", "/trial/0/time_ms",
                                        "/trial/0/dipole/L2", "/trial/0/dipole/agg"};
    for (size_t i = 0; i < 4 && status == LAM_OK; i++) {
        status = lam_results_write(results, paths[i], 0, 2, two, "1");
    }
    if (status != LAM_OK) {
        lam_results_abandon(results);
        return status;
    }
    return lam_results_close(results, true);
}

static lam_status use_saved_results(void) {
    return use_saved(file_called("saved"));
}

static lam_status use_saved_text(void) {
    return use_saved(file_called("curve.txt"));
}

/* Of either version, inflated. */
static lam_status use_saved_array(void) {
    LAM_TRY(use_saved("tests/ref/mat/arrays73.mat:erp"));
    return use_saved("tests/ref/mat/arrays.mat:S/avg");
}

static lam_status use_saved_datasets(void) {
    LAM_TRY(use_saved("tests/ref/mat/beside.set"));
    return use_saved("tests/ref/mat/epochs73.set");
}

static lam_status use_saved_spikes(void) {
    double *time_ms = NULL, *gid = NULL;
    lam_saved *saved = NULL;
    size_t n = 0;
    LAM_TRY(lam_saved_open(getenv("HNN_SPIKES"), &saved));
    lam_status status = lam_saved_spikes(saved, 0, &n, &time_ms, &gid);
    if (status == LAM_OK) {
        give_numbers(n, time_ms);
        give_numbers(n, gid);
    }
    free(time_ms);
    free(gid);
    lam_saved_close(saved);
    return status;
}

#endif
