/* SPDX-License-Identifier: BSD-3-Clause
 * t710_analysis_reference - tests/ref/analysis.txt: what NumPy, SciPy, MNE, elephant and HNN-core
 * make of the same signals and spikes, to 1e-9 of the largest value. */
#include "good.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 8 };

typedef struct array {
    size_t n;
    double *values;
} array;

typedef struct reference {
    char kind[32];
    size_t n_numbers, n_in, n_out;
    double numbers[MOST];
    array in[MOST], out[MOST];
} reference;

static array new_array(size_t n) {
    array a = {n, calloc(n + 1, sizeof(double))};
    cr_assert_not_null(a.values);
    return a;
}

static void read_numbers(FILE *file, size_t n, double *values) {
    for (size_t i = 0; i < n; i++) {
        cr_assert_eq(fscanf(file, "%lf", &values[i]), 1);
    }
}

static void read_arrays(FILE *file, size_t n, array *arrays) {
    cr_assert_leq(n, (size_t)MOST);
    for (size_t k = 0; k < n; k++) {
        size_t size;
        cr_assert_eq(fscanf(file, "%zu", &size), 1);
        arrays[k] = new_array(size);
        read_numbers(file, size, arrays[k].values);
    }
}

static bool next(FILE *file, reference *r) {
    if (fscanf(file, " case %31s %zu %zu %zu", r->kind, &r->n_numbers, &r->n_in, &r->n_out) != 4) {
        return false;
    }
    cr_assert_leq(r->n_numbers, (size_t)MOST);
    read_numbers(file, r->n_numbers, r->numbers);
    read_arrays(file, r->n_in, r->in);
    read_arrays(file, r->n_out, r->out);
    return true;
}

static void free_arrays(size_t n, array *arrays) {
    for (size_t k = 0; k < n; k++) {
        free(arrays[k].values);
    }
}

/* ---- ours ---- */

typedef void ours(const reference *r, array *made);

static void copy_input(const reference *r, array *made) {
    memcpy(made[0].values, r->in[0].values, r->in[0].n * sizeof(double));
}

static void smooth(const reference *r, array *made) {
    copy_input(r, made);
    GOOD(lam_smooth(made[0].n, made[0].values, r->numbers[1], r->numbers[0]));
}

static void savgol(const reference *r, array *made) {
    copy_input(r, made);
    GOOD(lam_signal_savgol(made[0].n, made[0].values, r->numbers[1], r->numbers[0]));
}

static void resample(const reference *r, array *made) {
    GOOD(lam_signal_resample(r->in[0].n, r->in[0].values, made[0].n, made[0].values));
}

static void mean(const reference *r, array *made) {
    GOOD(lam_trials_mean((size_t)r->numbers[0], made[0].n, r->in[0].values, made[0].values,
                         made[1].values));
}

static void rmse(const reference *r, array *made) {
    lam_curve model = {r->in[0].n, r->in[0].values, r->in[1].values};
    lam_curve data = {r->in[2].n, r->in[2].values, r->in[3].values};
    lam_agreement agreement;
    GOOD(lam_curves_compare(&model, &data, r->numbers[0], r->numbers[1],
                            r->n_in > 4 ? r->in[4].values : NULL, &agreement));
    made[0].values[0] = agreement.rmse;
    made[0].values[1] = agreement.correlation;
}

static void psd(const reference *r, array *made) {
    lam_psd_options how = {(size_t)r->numbers[1], (size_t)r->numbers[2],
                           r->numbers[3] > 0 ? LAM_TAPER_HANN : LAM_TAPER_HAMMING};
    cr_assert_eq(lam_psd_size(r->in[0].n, &how), made[0].n);
    GOOD(lam_psd(r->in[0].n, r->in[0].values, r->numbers[0], &how, made[0].values, made[1].values));
}

static void morlet(const reference *r, array *made) {
    GOOD(lam_morlet(r->in[0].n, r->in[0].values, r->numbers[0], r->numbers[1], r->in[1].n,
                    r->in[1].values, made[0].values, made[1].values));
}

static void events(const reference *r, array *made) {
    const double *x = r->numbers;
    size_t n_trials = (size_t)x[0], n = 0;
    lam_rhythm_options how = {x[2], x[3], x[4], x[5], x[6]};
    lam_rhythm_event *found = NULL;
    GOOD(lam_rhythm_events(n_trials, r->in[0].n / n_trials, r->in[0].values, x[1], &how, &found,
                           &n));
    cr_assert_eq(7 * n, made[0].n, "%zu events, expected %zu", n, made[0].n / 7);
    cr_assert_gt(n, 1u);
    for (size_t i = 0; i < n; i++) {
        double *to = made[0].values + 7 * i;
        const double facts[] = {(double)found[i].trial, found[i].peak_ms,       found[i].freq_hz,
                                found[i].power,         found[i].power_medians, found[i].onset_ms,
                                found[i].offset_ms};
        memcpy(to, facts, sizeof facts);
    }
    free(found);
}

static lam_spike_view view_of(const reference *r) {
    const double *x = r->numbers;
    return (lam_spike_view){
        r->in[0].n, r->in[0].values, r->in[1].values, (size_t)x[0], (size_t)x[1], x[2], x[3]};
}

static void rates(const reference *r, array *made) {
    lam_spike_view view = view_of(r);
    GOOD(lam_spike_rates(&view, made[0].values, made[1].values));
}

static void cv(const reference *r, array *made) {
    lam_spike_view view = view_of(r);
    GOOD(lam_spike_cv(&view, made[0].values, made[1].values));
}

static void synchrony(const reference *r, array *made) {
    lam_spike_view view = view_of(r);
    size_t n_cells;
    GOOD(lam_spike_synchrony(&view, r->numbers[4], &made[0].values[0], &n_cells));
    made[0].values[1] = (double)n_cells;
}

static void locking(const reference *r, array *made) {
    lam_spike_view view = view_of(r);
    lam_phase_locking all;
    GOOD(lam_spike_locking(&view, r->in[2].n, r->in[2].values, 0, r->numbers[4], r->numbers[5],
                           r->numbers[6], &all));
    made[0].values[0] = (double)all.n;
    made[0].values[1] = all.vector_length;
    made[0].values[2] = all.phase_rad;
}

/* Two trials: times, gids and signal of each. */
static void pooled(const reference *r, array *made) {
    const double *x = r->numbers;
    lam_phase_locking trials[2];
    for (size_t k = 0; k < 2; k++) {
        const array *in = r->in + 3 * k;
        lam_spike_view view = {in[0].n,      in[0].values, in[1].values, (size_t)x[0],
                               (size_t)x[1], x[2],         x[3]};
        GOOD(lam_spike_locking(&view, in[2].n, in[2].values, 0, x[4], x[5], x[6], &trials[k]));
    }
    lam_phase_locking all = lam_spike_locking_pooled(2, trials);
    made[0].values[0] = (double)all.n;
    made[0].values[1] = all.vector_length;
    made[0].values[2] = all.phase_rad;
}

static void power(const reference *r, array *made) {
    GOOD(lam_morlet_power_every(r->in[0].n, r->in[0].values, r->numbers[0], r->numbers[1],
                                r->in[1].n, r->in[1].values, (size_t)r->numbers[2],
                                made[0].values));
}

static void difference(const reference *r, array *made) {
    size_t n = made[0].n;
    array mean[2], sem[2];
    for (size_t k = 0; k < 2; k++) {
        mean[k] = new_array(n);
        sem[k] = new_array(n);
        GOOD(lam_trials_mean((size_t)r->numbers[k], n, r->in[k].values, mean[k].values,
                             sem[k].values));
    }
    GOOD(lam_trials_difference(n, mean[0].values, sem[0].values, mean[1].values, sem[1].values,
                               made[0].values, made[1].values));
    free_arrays(2, mean);
    free_arrays(2, sem);
}

static void shares(const reference *r, array *made) {
    size_t n_parts = (size_t)r->numbers[0], n_rows = (size_t)r->numbers[1];
    lam_shares_of of;
    lam_share parts[MOST];
    GOOD(lam_shares(n_parts, n_rows, r->in[0].n / n_parts / n_rows, r->in[0].values, &of, parts));
    made[0].values[0] = (double)of.row;
    made[0].values[1] = (double)of.sample;
    for (size_t k = 0; k < n_parts; k++) {
        memcpy(made[1 + k].values, &parts[k], sizeof parts[k]);
    }
}

static const struct {
    const char *kind;
    ours *make;
} kinds[] = {
    {"smooth", smooth}, {"savgol", savgol}, {"resample", resample},     {"mean", mean},
    {"rmse", rmse},     {"psd", psd},       {"morlet", morlet},         {"events", events},
    {"rates", rates},   {"cv", cv},         {"synchrony", synchrony},   {"locking", locking},
    {"pooled", pooled}, {"power", power},   {"difference", difference}, {"shares", shares},
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

/* NaN where the other is NaN. */
static void compare(const reference *r, size_t number, const array *made, const array *expected) {
    double largest = 0;
    for (size_t i = 0; i < expected->n; i++) {
        largest = fmax(largest, fabs(expected->values[i]));
    }
    for (size_t i = 0; i < expected->n; i++) {
        double a = made->values[i], b = expected->values[i];
        bool is_same = isnan(b) ? isnan(a) : fabs(a - b) <= 1e-9 * largest;
        cr_assert(is_same, "case %zu, %s: value %zu is %.17g, expected %.17g", number, r->kind, i,
                  a, b);
    }
}

Test(analysis, reference) {
    const char *path = getenv("ANALYSIS");
    FILE *file = fopen(path != NULL ? path : "tests/ref/analysis.txt", "r");
    cr_assert_not_null(file);
    char line[512];
    for (int i = 0; i < 3; i++) {
        cr_assert_not_null(fgets(line, sizeof line, file));
        cr_assert_eq(line[0], '#');
    }
    reference r;
    size_t n = 0, n_of[N_KINDS] = {0};
    while (next(file, &r)) {
        size_t k = 0;
        while (k < N_KINDS && strcmp(kinds[k].kind, r.kind) != 0) {
            k++;
        }
        cr_assert_lt(k, (size_t)N_KINDS, "%s", r.kind);
        array made[MOST];
        for (size_t i = 0; i < r.n_out; i++) {
            made[i] = new_array(r.out[i].n);
        }
        kinds[k].make(&r, made);
        for (size_t i = 0; i < r.n_out; i++) {
            compare(&r, n, &made[i], &r.out[i]);
        }
        free_arrays(r.n_out, made);
        free_arrays(r.n_in, r.in);
        free_arrays(r.n_out, r.out);
        n++;
        n_of[k]++;
    }
    for (size_t k = 0; k < N_KINDS; k++) {
        cr_assert_gt(n_of[k], 0u, "no case of %s", kinds[k].kind);
    }
    cr_assert_eq(n, 49u);
    cr_assert(feof(file));
    fclose(file);
}
