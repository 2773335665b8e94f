/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_locking.c - how the spikes of populations are locked to rhythms of a signal. */
#include "analyse.h"

#include <math.h>
#include <stdlib.h>

/* What is asked of all populations. */
typedef struct question {
    const analyse_spikes *spikes;
    const analyse_signal *signal;
    size_t n_freq;
    const double *freq_hz;
    double n_cycles;
} question;

/* The spikes of all trials together, each with the phase of its own trial's signal. */
static lam_status find_locking(const question *q, const lam_saved_population *cells, double freq_hz,
                               lam_phase_locking *locking_out) {
    const analyse_signal *signal = q->signal;
    lam_phase_locking *trials = lam_alloc(signal->n_trials, sizeof *trials);
    lam_status status = trials == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t k = 0; k < signal->n_trials && status == LAM_OK; k++) {
        lam_spike_view view = analyse_spikes_view(q->spikes, k, cells);
        status =
            lam_spike_locking(&view, signal->n, signal->trials + k * signal->n, signal->time_ms[0],
                              signal->dt_ms, freq_hz, q->n_cycles, &trials[k]);
    }
    if (status == LAM_OK) {
        *locking_out = lam_spike_locking_pooled(signal->n_trials, trials);
    }
    free(trials);
    return status;
}

static lam_status add_locking(answer *a, const question *q, const lam_saved_population *cells) {
    for (size_t i = 0; i < q->n_freq; i++) {
        char row[32];
        lam_phase_locking all;
        lam_format(row, sizeof row, "%.6g", q->freq_hz[i]);
        LAM_TRY(find_locking(q, cells, q->freq_hz[i], &all));
        LAM_TRY(answer_number(a, cells->name, row, "n_spikes", NULL, (double)all.n));
        LAM_TRY(answer_number(a, cells->name, row, "vector_length", NULL, all.vector_length));
        LAM_TRY(answer_number(a, cells->name, row, "phase_rad", NULL, all.phase_rad));
        LAM_TRY(answer_number(a, cells->name, row, "consistency", NULL, all.consistency));
        LAM_TRY(answer_number(a, cells->name, row, "p", NULL, all.p));
    }
    return LAM_OK;
}

/* Of the first signal: the sum of all dipoles, or the one that is asked for; all of it, so that the
 * window cuts no wavelet. */
lam_status analyse_locking(const analyse_input *input, const analyse_options *options, answer *a) {
    analyse_spikes spikes = {.n_trials = 0};
    analyse_signal signal = {.n = 0};
    double *freq_hz = NULL;
    question q = {&spikes, &signal, 0, NULL, isnan(options->n_cycles) ? 7 : options->n_cycles};
    a->labels[0] = "population";
    a->labels[1] = "freq_hz";
    LAM_TRY(analyse_frequencies(options, 10, 100, 10, &freq_hz, &q.n_freq));
    q.freq_hz = freq_hz;
    lam_status status = analyse_spikes_load(input, options, &spikes);
    status = status == LAM_OK ? analyse_load(input, options, 0, false, &signal) : status;
    status = status == LAM_OK ? answer_text(a, NULL, "signal", signal.name) : status;
    for (size_t i = 0; i < input->facts->n_populations && status == LAM_OK; i++) {
        const lam_saved_population *cells = &input->facts->populations[i];
        status = cells->is_drive ? LAM_OK : add_locking(a, &q, cells);
    }
    analyse_signal_free(&signal);
    analyse_spikes_free(&spikes);
    free(freq_hz);
    return status;
}
