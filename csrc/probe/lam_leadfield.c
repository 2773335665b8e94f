/* SPDX-License-Identifier: BSD-3-Clause
 * lam_leadfield.c - signals as weighted sums of membrane voltages, sampled while a model runs.
 *
 * Every thread writes the voltages of its rows, and the currents of its electrodes, into a block of
 * BLOCK steps. A full block is multiplied with the weights in one go (lam_product.c), so that each
 * weight is loaded once for many steps. A thread never touches another thread's memory. The shares
 * of the threads are added when samples are read, always in the same order. */
#include "lam_kernel.h"
#include "probe/lam_places_impl.h"
#include "probe/lam_product_impl.h"
#include "base/lam_status_impl.h"
#include "probe/lam_watch_impl.h"

#include <limits.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = LAM_PRODUCT_COLUMNS };

/* Row numbers below this are exact as a double, and sizes in bytes do not overflow. */
static const size_t max_rows = (size_t)1 << 40;

typedef struct {
    size_t current;
    double weight;
} term;

typedef struct {
    size_t first_row, n_rows, n_terms, n_terms_held;
    double *weights_owned; /* [n_rows] */
    double per_V_m[3];     /* what a field of 1 V/m along x, y, z adds; from the first start on */
    term *terms_owned;
} signal_weights;

typedef struct {
    double *currents;      /* [n_currents] of the step being sampled; NULL: it is not kept */
    size_t n_steps;        /* in the block */
    size_t sample[BLOCK];  /* which sample each step of the block is */
    double *block_owned;   /* [BLOCK][n_rows], then [BLOCK][n_currents] */
    double *samples_owned; /* [capacity][n_signals], this thread's share */
    size_t capacity, n_samples;
    double step; /* the number of the last step */
    bool is_short_of_memory;
} thread_share;

struct lam_leadfield {
    size_t n_rows, n_currents, n_signals, n_signals_held;
    lam_places row_places;
    signal_weights *signals_owned;
    bool has_started;
    double dt_ms;
    size_t every, max_samples;
    size_t n_threads;
    thread_share *shares_owned;
    lam_leadfield_place *places_owned; /* [n_threads] where the mechanism puts voltages */
    _Atomic double irregular_ms;       /* a step that did not end dt after the last; -1: none */
    atomic_bool has_more_threads;
    const char *(*guard)(void);
    _Atomic(const char *) changed; /* what the guard said first, and when */
    _Atomic double changed_ms;
};

/* The one lead field that the mechanism `leadfield` feeds. */
static lam_leadfield *in_use = NULL;
lam_leadfield_place *lam_leadfield_places = NULL;
int lam_leadfield_n_places = 0;

static void use(lam_leadfield *leadfield) {
    in_use = leadfield;
    lam_leadfield_places = leadfield == NULL ? NULL : leadfield->places_owned;
    lam_leadfield_n_places = leadfield == NULL ? 0 : (int)leadfield->n_threads;
}

lam_status lam_leadfield_create(lam_leadfield **leadfield_out) {
    lam_leadfield *leadfield = lam_alloc(1, sizeof *leadfield);
    if (leadfield == NULL) {
        return LAM_ERR_MEMORY;
    }
    *leadfield_out = leadfield;
    return LAM_OK;
}

static void free_shares(lam_leadfield *leadfield) {
    for (size_t i = 0; i < leadfield->n_threads && leadfield->shares_owned != NULL; i++) {
        free(leadfield->shares_owned[i].block_owned);
        free(leadfield->shares_owned[i].samples_owned);
    }
    free(leadfield->shares_owned);
    free(leadfield->places_owned);
    leadfield->shares_owned = NULL;
    leadfield->places_owned = NULL;
    leadfield->n_threads = 0;
}

void lam_leadfield_destroy(lam_leadfield *leadfield) {
    if (leadfield == NULL) {
        return;
    }
    if (in_use == leadfield) {
        use(NULL);
    }
    free_shares(leadfield);
    for (size_t i = 0; i < leadfield->n_signals; i++) {
        free(leadfield->signals_owned[i].weights_owned);
        free(leadfield->signals_owned[i].terms_owned);
    }
    free(leadfield->signals_owned);
    free(leadfield->row_places.um_owned);
    free(leadfield);
}

static lam_status check_open(const lam_leadfield *leadfield) {
    if (leadfield->has_started) {
        return lam_fail(LAM_ERR_STATE, "lead field: it has run; add rows, signals and weights "
                                       "before the first lam_leadfield_start");
    }
    return LAM_OK;
}

lam_status lam_leadfield_rows(lam_leadfield *leadfield, size_t n_rows, size_t *first_row_out) {
    LAM_TRY(check_open(leadfield));
    if (n_rows > max_rows - leadfield->n_rows) {
        return lam_fail(LAM_ERR_INPUT, "lead field: %zu rows more; accepted: at most %zu", n_rows,
                        max_rows - leadfield->n_rows);
    }
    *first_row_out = leadfield->n_rows;
    leadfield->n_rows += n_rows;
    return LAM_OK;
}

lam_status lam_leadfield_place_row(lam_leadfield *leadfield, size_t row, const double place_um[3]) {
    LAM_TRY(check_open(leadfield));
    return lam_places_put(&leadfield->row_places, leadfield->n_rows, row, place_um);
}

lam_status lam_leadfield_current(lam_leadfield *leadfield, size_t *current_out) {
    LAM_TRY(check_open(leadfield));
    *current_out = leadfield->n_currents++;
    return LAM_OK;
}

lam_status lam_leadfield_signal(lam_leadfield *leadfield, size_t first_row, size_t n_rows,
                                size_t *signal_out) {
    LAM_TRY(check_open(leadfield));
    if (first_row > leadfield->n_rows || n_rows > leadfield->n_rows - first_row) {
        return lam_fail(LAM_ERR_INPUT,
                        "lead field: a signal over %zu rows from row %zu on; accepted: of %zu",
                        n_rows, first_row, leadfield->n_rows);
    }
    LAM_GROW(leadfield->signals_owned, leadfield->n_signals + 1, &leadfield->n_signals_held);
    double *weights = lam_alloc(n_rows, sizeof *weights);
    if (weights == NULL) {
        return LAM_ERR_MEMORY;
    }
    leadfield->signals_owned[leadfield->n_signals] =
        (signal_weights){.first_row = first_row, .n_rows = n_rows, .weights_owned = weights};
    *signal_out = leadfield->n_signals++;
    return LAM_OK;
}

static lam_status check_signal(const lam_leadfield *leadfield, size_t signal) {
    if (signal >= leadfield->n_signals) {
        return lam_fail(LAM_ERR_INPUT, "lead field: signal %zu; accepted: below %zu", signal,
                        leadfield->n_signals);
    }
    return LAM_OK;
}

lam_status lam_leadfield_set_weight(lam_leadfield *leadfield, size_t signal, size_t row,
                                    double weight) {
    LAM_TRY(check_open(leadfield));
    LAM_TRY(check_signal(leadfield, signal));
    const signal_weights *of = &leadfield->signals_owned[signal];
    if (row < of->first_row || row - of->first_row >= of->n_rows) {
        return lam_fail(LAM_ERR_INPUT,
                        "lead field: signal %zu has no row %zu; accepted: %zu or more, below %zu",
                        signal, row, of->first_row, of->first_row + of->n_rows);
    }
    if (!isfinite(weight)) {
        return lam_fail(LAM_ERR_INPUT, "lead field: weight %g of row %zu; accepted: finite", weight,
                        row);
    }
    of->weights_owned[row - of->first_row] = weight;
    return LAM_OK;
}

lam_status lam_leadfield_add_current(lam_leadfield *leadfield, size_t signal, size_t current,
                                     double weight) {
    LAM_TRY(check_open(leadfield));
    LAM_TRY(check_signal(leadfield, signal));
    if (current >= leadfield->n_currents || !isfinite(weight)) {
        return lam_fail(LAM_ERR_INPUT,
                        "lead field: weight %g of current %zu; accepted: finite, of %zu currents",
                        weight, current, leadfield->n_currents);
    }
    signal_weights *of = &leadfield->signals_owned[signal];
    LAM_GROW(of->terms_owned, of->n_terms + 1, &of->n_terms_held);
    of->terms_owned[of->n_terms++] = (term){current, weight};
    return LAM_OK;
}

static lam_status make_shares(lam_leadfield *leadfield, size_t n_threads) {
    free_shares(leadfield);
    leadfield->shares_owned = lam_alloc(n_threads, sizeof *leadfield->shares_owned);
    leadfield->places_owned = lam_alloc(n_threads, sizeof *leadfield->places_owned);
    if (leadfield->shares_owned == NULL || leadfield->places_owned == NULL) {
        free_shares(leadfield);
        return LAM_ERR_MEMORY;
    }
    leadfield->n_threads = n_threads;
    for (size_t i = 0; i < n_threads; i++) {
        double *block = lam_alloc(leadfield->n_rows + leadfield->n_currents, BLOCK * sizeof *block);
        if (block == NULL) {
            free_shares(leadfield);
            return LAM_ERR_MEMORY;
        }
        leadfield->shares_owned[i].block_owned = block;
    }
    return LAM_OK;
}

/* Room for n samples; the new ones are 0. */
static bool reserve(const lam_leadfield *leadfield, thread_share *share, size_t n) {
    size_t size = leadfield->n_signals * sizeof(double);
    if (n <= share->capacity || size == 0) {
        return true;
    }
    if (n > SIZE_MAX / size) {
        return false;
    }
    char *larger = realloc(share->samples_owned, n * size);
    if (larger == NULL) {
        return false;
    }
    memset(larger + share->capacity * size, 0, (n - share->capacity) * size);
    share->samples_owned = (double *)(void *)larger;
    share->capacity = n;
    return true;
}

lam_status lam_leadfield_start(lam_leadfield *leadfield, size_t max_samples, double dt_ms,
                               size_t every, size_t n_threads) {
    if (n_threads == 0 || every == 0 || !(dt_ms > 0)) {
        return lam_fail(LAM_ERR_INPUT,
                        "lead field: every %zu steps of %g ms by %zu threads; accepted: all above "
                        "0",
                        every, dt_ms, n_threads);
    }
    if (n_threads > INT_MAX ||
        max_samples > SIZE_MAX / sizeof(double) / (leadfield->n_signals + 1) / n_threads) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: %zu samples of %zu signals by %zu threads",
                        max_samples, leadfield->n_signals, n_threads);
    }
    if (in_use == leadfield) {
        use(NULL);
    }
    if (n_threads != leadfield->n_threads) {
        LAM_TRY(make_shares(leadfield, n_threads));
    }
    for (size_t i = 0; i < n_threads; i++) {
        thread_share *share = &leadfield->shares_owned[i];
        if (!reserve(leadfield, share, max_samples)) {
            return lam_fail(LAM_ERR_MEMORY,
                            "out of memory: %zu samples of %zu signals by %zu threads", max_samples,
                            leadfield->n_signals, n_threads);
        }
        size_t n_values = share->capacity * leadfield->n_signals;
        if (n_values > 0) {
            memset(share->samples_owned, 0, n_values * sizeof *share->samples_owned);
        }
        /* A row that this thread wrote in the last run may have no segment, or another thread, now.
         */
        memset(share->block_owned, 0,
               (leadfield->n_rows + leadfield->n_currents) * BLOCK * sizeof *share->block_owned);
        leadfield->places_owned[i] = (lam_leadfield_place){.lam_t_ms = -1};
        share->currents = NULL;
        share->n_steps = 0;
        share->n_samples = max_samples;
        share->step = 0;
        share->is_short_of_memory = false;
    }
    leadfield->max_samples = max_samples > 0 ? max_samples : SIZE_MAX;
    leadfield->dt_ms = dt_ms;
    leadfield->every = every;
    for (size_t s = 0; s < leadfield->n_signals && !leadfield->has_started; s++) {
        signal_weights *of = &leadfield->signals_owned[s];
        lam_places_weigh(&leadfield->row_places, of->first_row, of->n_rows, of->weights_owned,
                         of->per_V_m);
    }
    leadfield->has_started = true;
    leadfield->irregular_ms = -1;
    leadfield->has_more_threads = false;
    leadfield->guard = NULL;
    leadfield->changed = NULL;
    use(leadfield);
    return LAM_OK;
}

void lam_leadfield_guard(lam_leadfield *leadfield, const char *(*changed)(void)) {
    leadfield->guard = changed;
}

/* Add the share of the currents to a sample of all signals. */
static void add_currents(const lam_leadfield *leadfield, const double *currents, double *sample) {
    for (size_t s = 0; s < leadfield->n_signals; s++) {
        const signal_weights *signal = &leadfield->signals_owned[s];
        for (size_t k = 0; k < signal->n_terms; k++) {
            sample[s] += signal->terms_owned[k].weight * currents[signal->terms_owned[k].current];
        }
    }
}

/* Add what a field from outside does, in the share of the first thread alone. The step that ends at
 * a sample had the field of its middle, where engines ask mechanisms for their currents. */
static void add_field(const lam_leadfield *leadfield, size_t n, double *sample) {
    double t_ms = ((double)(n * leadfield->every) - 0.5) * leadfield->dt_ms;
    for (size_t s = 0; s < leadfield->n_signals && lam_field_in_use.lam_xyz != NULL; s++) {
        const double *per_V_m = leadfield->signals_owned[s].per_V_m;
        sample[s] += lam_field_times(t_ms, per_V_m[0], per_V_m[1], per_V_m[2]);
    }
}

static double *currents_of(const lam_leadfield *leadfield, const thread_share *share, size_t step) {
    return share->block_owned + BLOCK * leadfield->n_rows + step * leadfield->n_currents;
}

/* Multiply the steps of the block with the weights and empty it. */
static void flush_block(const lam_leadfield *leadfield, thread_share *share) {
    for (size_t i = 0; i < share->n_steps && !share->is_short_of_memory; i++) {
        size_t n = share->sample[i] + 1;
        share->n_samples = n > share->n_samples ? n : share->n_samples;
        share->is_short_of_memory =
            n > share->capacity && !reserve(leadfield, share, n + n / 2 + 1000);
    }
    double *out[BLOCK];
    for (size_t i = 0; i < share->n_steps; i++) {
        out[i] = share->samples_owned + share->sample[i] * leadfield->n_signals;
    }
    for (size_t s = 0; s < leadfield->n_signals && !share->is_short_of_memory;) {
        const signal_weights *signal = &leadfield->signals_owned[s];
        const double *columns[BLOCK], *weights[LAM_PRODUCT_WEIGHTS] = {signal->weights_owned};
        for (size_t i = 0; i < share->n_steps; i++) {
            columns[i] = share->block_owned + i * leadfield->n_rows + signal->first_row;
        }
        size_t n = 1; /* signals over the same rows go together */
        while (n < LAM_PRODUCT_WEIGHTS && s + n < leadfield->n_signals &&
               signal[n].first_row == signal->first_row && signal[n].n_rows == signal->n_rows) {
            weights[n] = signal[n].weights_owned;
            n++;
        }
        lam_product(n, weights, share->n_steps, columns, signal->n_rows, out, s);
        s += n;
    }
    for (size_t i = 0; i < share->n_steps && !share->is_short_of_memory; i++) {
        add_currents(leadfield, currents_of(leadfield, share, i), out[i]);
        if (share == leadfield->shares_owned) {
            add_field(leadfield, share->sample[i], out[i]);
        }
    }
    share->n_steps = 0;
}

/* Whether a thread's step is the first one, or the one after its last, so that there is no gap. The
 * first may come again: after a warm-up t is set to 0, and what was before does not count. */
static bool is_in_turn(lam_leadfield *leadfield, thread_share *share, double step) {
    bool is_first = step <= 1, is_next = step == share->step + 1;
    if (is_first && share->step > 1) {
        flush_block(leadfield, share);
        share->n_samples = leadfield->max_samples < SIZE_MAX ? leadfield->max_samples : 1;
    }
    share->step = step;
    return is_first || is_next;
}

/* The first row of a new step has come: make room for the step's values. Steps before t = 0, and
 * steps after the last sample (an integrator may overshoot tstop), are not kept. */
static void begin_step(lam_leadfield *leadfield, int thread, double t_ms) {
    thread_share *share = &leadfield->shares_owned[thread];
    lam_leadfield_place *place = &leadfield->places_owned[thread];
    *place = (lam_leadfield_place){.lam_t_ms = t_ms};
    share->currents = NULL;
    double steps = t_ms / leadfield->dt_ms, step = nearbyint(steps);
    if (!(step >= 0 && step < 9e15)) {
        return;
    }
    if (fabs(steps - step) > 0.01 || !is_in_turn(leadfield, share, step)) {
        leadfield->irregular_ms = t_ms;
    }
    const char *changed = leadfield->guard != NULL ? leadfield->guard() : NULL;
    if (changed != NULL && leadfield->changed == NULL) {
        leadfield->changed_ms = t_ms;
        leadfield->changed = changed;
    }
    size_t sample = (size_t)step / leadfield->every;
    if ((size_t)step % leadfield->every != 0 || sample >= leadfield->max_samples) {
        return;
    }
    if (share->n_steps == BLOCK) {
        flush_block(leadfield, share);
    }
    place->lam_column = share->block_owned + share->n_steps * leadfield->n_rows;
    place->lam_n_rows = (double)leadfield->n_rows;
    share->currents = currents_of(leadfield, share, share->n_steps);
    share->sample[share->n_steps++] = sample;
}

void lam_leadfield_step(int thread, double t_ms) {
    if (in_use == NULL) {
        return;
    }
    if (thread >= lam_leadfield_n_places) {
        in_use->has_more_threads = true;
        return;
    }
    begin_step(in_use, thread, t_ms);
    lam_watch_step(thread, t_ms);
}

void lam_leadfield_sample_current(int thread, double t_ms, double current, double i_nA) {
    if (thread >= lam_leadfield_n_places || t_ms != lam_leadfield_places[thread].lam_t_ms) {
        lam_leadfield_step(thread, t_ms);
    }
    if (thread < lam_leadfield_n_places && current >= 0 && current < (double)in_use->n_currents) {
        double *currents = in_use->shares_owned[thread].currents;
        if (currents != NULL) {
            currents[(size_t)current] = i_nA;
        }
    }
}

static void flush(lam_leadfield *leadfield) {
    for (size_t i = 0; i < leadfield->n_threads; i++) {
        flush_block(leadfield, &leadfield->shares_owned[i]);
    }
}

lam_status lam_leadfield_finish(lam_leadfield *leadfield) {
    if (in_use != leadfield) {
        return lam_fail(LAM_ERR_STATE, "lead field: finish without lam_leadfield_start");
    }
    use(NULL);
    flush(leadfield);
    return LAM_OK;
}

lam_status lam_leadfield_samples(lam_leadfield *leadfield, size_t *n_out) {
    if (!leadfield->has_started) {
        return lam_fail(LAM_ERR_STATE, "lead field: read before lam_leadfield_start");
    }
    if (leadfield->has_more_threads) {
        return lam_fail(LAM_ERR_STATE,
                        "lead field: the run had more threads than the %zu it was started for; "
                        "accepted: pc.nthread() before finitialize()",
                        leadfield->n_threads);
    }
    if (leadfield->irregular_ms >= 0) {
        return lam_fail(LAM_ERR_STATE,
                        "lead field: a step ended at t = %g ms, which is not dt = %g ms after the "
                        "last; accepted: the dt of finitialize(), fixed",
                        leadfield->irregular_ms, leadfield->dt_ms);
    }
    if (leadfield->changed != NULL) {
        return lam_fail(LAM_ERR_STATE,
                        "lead field: %s changed in mid-run, before t = %g ms; accepted: changes "
                        "before finitialize()",
                        leadfield->changed, leadfield->changed_ms);
    }
    flush(leadfield);
    size_t n = 0;
    for (size_t i = 0; i < leadfield->n_threads; i++) {
        const thread_share *share = &leadfield->shares_owned[i];
        if (share->is_short_of_memory) {
            return lam_fail(LAM_ERR_MEMORY, "out of memory: %zu samples of %zu signals",
                            share->n_samples, leadfield->n_signals);
        }
        n = share->n_samples > n ? share->n_samples : n;
    }
    *n_out = n;
    return LAM_OK;
}

lam_status lam_leadfield_read(lam_leadfield *leadfield, size_t signal, double *samples_out) {
    size_t n;
    LAM_TRY(lam_leadfield_samples(leadfield, &n));
    LAM_TRY(check_signal(leadfield, signal));
    for (size_t k = 0; k < n; k++) {
        samples_out[k] = 0;
        for (size_t i = 0; i < leadfield->n_threads; i++) {
            const thread_share *share = &leadfield->shares_owned[i];
            if (k < share->n_samples) {
                samples_out[k] += share->samples_owned[k * leadfield->n_signals + signal];
            }
        }
    }
    return LAM_OK;
}
