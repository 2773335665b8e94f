/* SPDX-License-Identifier: BSD-3-Clause
 * lam_leadfield.c - signals as weighted sums of membrane voltages, sampled while a model runs.
 *
 * Every thread writes the voltages of its rows into a block of BLOCK steps; a full block is
 * multiplied with the weights at once, so that a weight is loaded once for many steps. A thread
 * never touches another's memory; the threads' shares are added, in their order, at the end. */
#include "lam_kernel.h"
#include "lam_status_impl.h"
#include "lam_watch_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK 16
#define LANES 8 /* partial sums of a dot product: its value does not depend on the vector width */

/* Row numbers below this are exact as a double, and their sizes in bytes do not overflow. */
static const size_t max_rows = (size_t)1 << 40;

typedef struct {
    size_t first_row, n_rows;
} row_group;

typedef struct {
    size_t group;
    double *weights_owned; /* [n_rows of the group] */
} signal_weights;

typedef struct {
    double t_ms;          /* of the step being sampled */
    double *column;       /* [n_rows] of that step, inside block_owned */
    size_t n_steps;       /* in the block */
    size_t sample[BLOCK]; /* which sample each step of the block is */
    double *block_owned;  /* [BLOCK][n_rows] */
    double *samples;      /* [n_signals][n_samples], this thread's share */
} thread_share;

struct lam_leadfield {
    size_t n_rows, n_groups, n_signals;
    row_group *groups_owned;
    signal_weights *signals_owned;
    bool sealed, sampled;
    double dt_ms;
    size_t n_samples, n_threads;
    thread_share *shares_owned;
    double *samples_owned; /* [n_threads][n_signals][n_samples]; the first share becomes the sum */
    size_t samples_capacity;
};

/* The one lead field that the mechanism `leadfield` feeds. */
static lam_leadfield *in_use = NULL;

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
    }
    free(leadfield->shares_owned);
    leadfield->shares_owned = NULL;
    leadfield->n_threads = 0;
}

void lam_leadfield_destroy(lam_leadfield *leadfield) {
    if (leadfield == NULL) {
        return;
    }
    if (in_use == leadfield) {
        in_use = NULL;
    }
    free_shares(leadfield);
    for (size_t i = 0; i < leadfield->n_signals; i++) {
        free(leadfield->signals_owned[i].weights_owned);
    }
    free(leadfield->signals_owned);
    free(leadfield->groups_owned);
    free(leadfield->samples_owned);
    free(leadfield);
}

static lam_status check_open(const lam_leadfield *leadfield) {
    if (leadfield->sealed) {
        return lam_fail(LAM_ERR_STATE, "lead field: it is sealed; add groups, signals and weights "
                                       "before lam_leadfield_seal");
    }
    return LAM_OK;
}

/* Room for one more element at the end of an array of n; the array is replaced. */
static lam_status grow(void **array, size_t n, size_t size) {
    void *larger = realloc(*array, (n + 1) * size);
    if (larger == NULL) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: %zu x %zu bytes", n + 1, size);
    }
    *array = larger;
    return LAM_OK;
}

lam_status lam_leadfield_group(lam_leadfield *leadfield, size_t n_rows, size_t *group_out,
                               size_t *first_row_out) {
    LAM_TRY(check_open(leadfield));
    if (n_rows > max_rows - leadfield->n_rows) {
        return lam_fail(LAM_ERR_INPUT, "lead field: a group of %zu rows; accepted: at most %zu",
                        n_rows, max_rows - leadfield->n_rows);
    }
    LAM_TRY(grow((void **)&leadfield->groups_owned, leadfield->n_groups, sizeof(row_group)));
    leadfield->groups_owned[leadfield->n_groups] = (row_group){leadfield->n_rows, n_rows};
    *first_row_out = leadfield->n_rows;
    *group_out = leadfield->n_groups++;
    leadfield->n_rows += n_rows;
    return LAM_OK;
}

lam_status lam_leadfield_signal(lam_leadfield *leadfield, size_t group, size_t *signal_out) {
    LAM_TRY(check_open(leadfield));
    if (group >= leadfield->n_groups) {
        return lam_fail(LAM_ERR_INPUT, "lead field: group %zu; accepted: below %zu", group,
                        leadfield->n_groups);
    }
    LAM_TRY(grow((void **)&leadfield->signals_owned, leadfield->n_signals, sizeof(signal_weights)));
    double *weights = lam_alloc(leadfield->groups_owned[group].n_rows, sizeof *weights);
    if (weights == NULL) {
        return LAM_ERR_MEMORY;
    }
    leadfield->signals_owned[leadfield->n_signals] = (signal_weights){group, weights};
    *signal_out = leadfield->n_signals++;
    return LAM_OK;
}

lam_status lam_leadfield_set_weight(lam_leadfield *leadfield, size_t signal, size_t row,
                                    double weight) {
    LAM_TRY(check_open(leadfield));
    if (signal >= leadfield->n_signals) {
        return lam_fail(LAM_ERR_INPUT, "lead field: signal %zu; accepted: below %zu", signal,
                        leadfield->n_signals);
    }
    const signal_weights *of = &leadfield->signals_owned[signal];
    const row_group *group = &leadfield->groups_owned[of->group];
    if (row < group->first_row || row - group->first_row >= group->n_rows) {
        return lam_fail(LAM_ERR_INPUT,
                        "lead field: signal %zu has no row %zu; accepted: %zu or more, below %zu",
                        signal, row, group->first_row, group->first_row + group->n_rows);
    }
    if (!isfinite(weight)) {
        return lam_fail(LAM_ERR_INPUT, "lead field: weight %g of row %zu; accepted: finite", weight,
                        row);
    }
    of->weights_owned[row - group->first_row] = weight;
    return LAM_OK;
}

lam_status lam_leadfield_seal(lam_leadfield *leadfield) {
    LAM_TRY(check_open(leadfield));
    leadfield->sealed = true;
    return LAM_OK;
}

static lam_status make_shares(lam_leadfield *leadfield, size_t n_threads) {
    free_shares(leadfield);
    leadfield->shares_owned = lam_alloc(n_threads, sizeof *leadfield->shares_owned);
    if (leadfield->shares_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    leadfield->n_threads = n_threads;
    for (size_t i = 0; i < n_threads; i++) {
        double *block = lam_alloc(leadfield->n_rows, BLOCK * sizeof *block);
        if (block == NULL) {
            free_shares(leadfield);
            return LAM_ERR_MEMORY;
        }
        leadfield->shares_owned[i].block_owned = block;
    }
    return LAM_OK;
}

lam_status lam_leadfield_start(lam_leadfield *leadfield, size_t n_samples, double dt_ms,
                               size_t n_threads) {
    if (!leadfield->sealed) {
        return lam_fail(LAM_ERR_STATE, "lead field: start before lam_leadfield_seal");
    }
    if (n_samples == 0 || n_threads == 0 || !(dt_ms > 0)) {
        return lam_fail(LAM_ERR_INPUT,
                        "lead field: %zu samples of %g ms by %zu threads; accepted: all above 0",
                        n_samples, dt_ms, n_threads);
    }
    if (leadfield->n_signals > SIZE_MAX / sizeof(double) / n_samples / n_threads) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: %zu samples of %zu signals by %zu threads",
                        n_samples, leadfield->n_signals, n_threads);
    }
    size_t n_values = n_threads * leadfield->n_signals * n_samples;
    if (n_values > leadfield->samples_capacity) {
        double *samples = lam_alloc(n_values, sizeof *samples);
        if (samples == NULL) {
            return LAM_ERR_MEMORY;
        }
        free(leadfield->samples_owned);
        leadfield->samples_owned = samples;
        leadfield->samples_capacity = n_values;
    }
    if (n_values > 0) {
        memset(leadfield->samples_owned, 0, n_values * sizeof *leadfield->samples_owned);
    }
    if (n_threads != leadfield->n_threads) {
        LAM_TRY(make_shares(leadfield, n_threads));
    }
    for (size_t i = 0; i < n_threads; i++) {
        thread_share *share = &leadfield->shares_owned[i];
        /* A row may have had its segment, or this thread, in the last run only. */
        memset(share->block_owned, 0, leadfield->n_rows * BLOCK * sizeof *share->block_owned);
        share->t_ms = -1;
        share->n_steps = 0;
        share->samples =
            n_values > 0 ? leadfield->samples_owned + i * leadfield->n_signals * n_samples : NULL;
    }
    leadfield->n_samples = n_samples;
    leadfield->dt_ms = dt_ms;
    leadfield->sampled = false;
    in_use = leadfield;
    return LAM_OK;
}

static double dot(size_t n, const double *restrict a, const double *restrict b) {
    double lane[LANES] = {0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        for (size_t k = 0; k < LANES; k++) {
            lane[k] += a[i + k] * b[i + k];
        }
    }
    for (; i < n; i++) {
        lane[i % LANES] += a[i] * b[i];
    }
    double sum = 0;
    for (size_t k = 0; k < LANES; k++) {
        sum += lane[k];
    }
    return sum;
}

/* Multiply the steps of the block with the weights and empty it. */
static void flush_block(const lam_leadfield *leadfield, thread_share *share) {
    for (size_t s = 0; s < leadfield->n_signals; s++) {
        const signal_weights *signal = &leadfield->signals_owned[s];
        const row_group *group = &leadfield->groups_owned[signal->group];
        for (size_t i = 0; i < share->n_steps; i++) {
            const double *column = share->block_owned + i * leadfield->n_rows + group->first_row;
            share->samples[s * leadfield->n_samples + share->sample[i]] =
                dot(group->n_rows, signal->weights_owned, column);
        }
    }
    share->n_steps = 0;
}

/* The first row of a new step: make room for its voltages. Steps outside the run (an integrator
 * that overshoots tstop) overwrite the last column and are not kept. */
static void begin_step(const lam_leadfield *leadfield, thread_share *share, double t_ms) {
    share->t_ms = t_ms;
    if (share->n_steps == BLOCK) {
        flush_block(leadfield, share);
    }
    double sample = nearbyint(t_ms / leadfield->dt_ms);
    share->column = share->block_owned + share->n_steps * leadfield->n_rows;
    if (sample >= 0 && sample < (double)leadfield->n_samples) {
        share->sample[share->n_steps++] = (size_t)sample;
    }
}

void lam_leadfield_sample(int thread, double t_ms, double row, double v_mV) {
    const lam_leadfield *leadfield = in_use;
    if (leadfield == NULL || (size_t)thread >= leadfield->n_threads) {
        return;
    }
    thread_share *share = &leadfield->shares_owned[thread];
    if (t_ms != share->t_ms) {
        begin_step(leadfield, share, t_ms);
        lam_watch_step(thread, t_ms);
    }
    if (row >= 0 && row < (double)leadfield->n_rows) { /* a row never set is -1 */
        share->column[(size_t)row] = v_mV;
    }
}

lam_status lam_leadfield_finish(lam_leadfield *leadfield) {
    if (in_use != leadfield) {
        return lam_fail(LAM_ERR_STATE, "lead field: finish without lam_leadfield_start");
    }
    in_use = NULL;
    size_t n_values = leadfield->n_signals * leadfield->n_samples;
    for (size_t i = 0; i < leadfield->n_threads; i++) {
        flush_block(leadfield, &leadfield->shares_owned[i]);
        for (size_t k = 0; i > 0 && k < n_values; k++) {
            leadfield->samples_owned[k] += leadfield->shares_owned[i].samples[k];
        }
    }
    leadfield->sampled = true;
    return LAM_OK;
}

lam_status lam_leadfield_read(const lam_leadfield *leadfield, size_t signal,
                              const double **samples_out, size_t *n_samples_out) {
    if (!leadfield->sampled) {
        return lam_fail(LAM_ERR_STATE, "lead field: read before lam_leadfield_finish");
    }
    if (signal >= leadfield->n_signals) {
        return lam_fail(LAM_ERR_INPUT, "lead field: signal %zu; accepted: below %zu", signal,
                        leadfield->n_signals);
    }
    *samples_out = leadfield->samples_owned + signal * leadfield->n_samples;
    *n_samples_out = leadfield->n_samples;
    return LAM_OK;
}
