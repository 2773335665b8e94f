/* SPDX-License-Identifier: BSD-3-Clause
 * lam_align.c - a recorded profile, shifted in height until it is most like a model's. */
#include "laminae/laminar.h"

#include "signal/lam_signal_impl.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { MOST_SHIFTS = 1000000 };

lam_status lam_profile_at_times(const lam_profile *profile, size_t n, const double *time_ms,
                                double *values_out) {
    const double *t = profile->time_ms;
    LAM_TRY(lam_signal_check("profile", profile->n_rows * profile->n, profile->values, 2));
    LAM_TRY(lam_signal_check("time", profile->n, t, 2));
    for (size_t i = 0, k = 0; i < n; i++) {
        /* times of a run are sums of steps: a thousandth of a step is no difference */
        double slack = 1e-3 * (t[1] - t[0]);
        if (!(time_ms[i] >= t[0] - slack && time_ms[i] <= t[profile->n - 1] + slack)) {
            return lam_fail(LAM_ERR_INPUT, "time: %g ms; accepted: %g to %g ms", time_ms[i], t[0],
                            t[profile->n - 1]);
        }
        k = k > 0 && t[k] > time_ms[i] ? 0 : k;
        while (k + 2 < profile->n && t[k + 1] <= time_ms[i]) {
            k++;
        }
        double part = fmin(fmax((time_ms[i] - t[k]) / (t[k + 1] - t[k]), 0), 1);
        for (size_t row = 0; row < profile->n_rows; row++) {
            const double *x = profile->values + row * profile->n + k;
            values_out[row * n + i] = (1 - part) * x[0] + part * x[1];
        }
    }
    return LAM_OK;
}

/* Sums over time, of which all correlations are made: of rows a of the model and b of the data. */
typedef struct products {
    size_t n_a, n_b, n;
    double *a, *aa, *b, *bb, *bb_next, *ab; /* [n_a], [n_b], of b and the next one; [n_a][n_b] */
} products;

static double dot(size_t n, const double *x, const double *y) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i] * (y == NULL ? 1 : y[i]);
    }
    return sum;
}

static void fill(const lam_profile *model, const lam_profile *data, double *room, products *p) {
    size_t n = model->n, n_a = model->n_rows, n_b = data->n_rows;
    *p = (products){n_a, n_b, n, room, room + n_a, NULL, NULL, NULL, NULL};
    p->b = p->aa + n_a;
    p->bb = p->b + n_b;
    p->bb_next = p->bb + n_b;
    p->ab = p->bb_next + n_b;
    for (size_t i = 0; i < n_a; i++) {
        const double *a = model->values + i * n;
        p->a[i] = dot(n, a, NULL);
        p->aa[i] = dot(n, a, a);
        for (size_t j = 0; j < n_b; j++) {
            p->ab[i * n_b + j] = dot(n, a, data->values + j * n);
        }
    }
    for (size_t j = 0; j < n_b; j++) {
        const double *b = data->values + j * n;
        p->b[j] = dot(n, b, NULL);
        p->bb[j] = dot(n, b, b);
        p->bb_next[j] = j + 1 < n_b ? dot(n, b, b + n) : 0;
    }
}

/* Sums of pairs of samples, and Pearson's correlation of them. */
typedef struct sums {
    double n, a, b, aa, bb, ab;
} sums;

static double correlation_of(const sums *s) {
    double aa = s->aa - s->a * s->a / s->n, bb = s->bb - s->b * s->b / s->n;
    bool varies = aa > 1e-14 * s->aa && bb > 1e-14 * s->bb;
    return varies ? (s->ab - s->a * s->b / s->n) / sqrt(aa * bb) : (double)NAN;
}

/* Row i of the model with the data at the same height; false: there are none. */
static bool row_sums(const products *p, const lam_profile *model, const lam_profile *data, size_t i,
                     double shift_um, sums *s) {
    double z_um = model->z_um[i] - shift_um, slack = 1e-9 * (1 + fabs(z_um));
    for (size_t j = 0; j + 1 < p->n_b; j++) {
        double from = data->z_um[j], to = data->z_um[j + 1];
        if (z_um < fmin(from, to) - slack || z_um > fmax(from, to) + slack) {
            continue;
        }
        double w = fmin(fmax((z_um - from) / (to - from), 0), 1), v = 1 - w;
        *s = (sums){(double)p->n,
                    p->a[i],
                    v * p->b[j] + w * p->b[j + 1],
                    p->aa[i],
                    v * v * p->bb[j] + 2 * v * w * p->bb_next[j] + w * w * p->bb[j + 1],
                    v * p->ab[i * p->n_b + j] + w * p->ab[i * p->n_b + j + 1]};
        return true;
    }
    return false;
}

static lam_alignment align_at(const products *p, const lam_profile *model, const lam_profile *data,
                              double shift_um) {
    lam_alignment at = {shift_um, NAN, 0};
    sums all = {0, 0, 0, 0, 0, 0};
    for (size_t i = 0; i < p->n_a; i++) {
        sums s;
        if (row_sums(p, model, data, i, shift_um, &s)) {
            all = (sums){all.n + s.n,   all.a + s.a,   all.b + s.b,
                         all.aa + s.aa, all.bb + s.bb, all.ab + s.ab};
            at.n_rows++;
        }
    }
    at.correlation = at.n_rows > 0 ? correlation_of(&all) : (double)NAN;
    return at;
}

static lam_status find_best(const products *p, const lam_profile *model, const lam_profile *data,
                            double step_um, lam_alignment *best) {
    double most_um = 0;
    size_t fewer = p->n_a < p->n_b ? p->n_a : p->n_b;
    size_t least = (fewer + 1) / 2 < 2 ? 2 : (fewer + 1) / 2;
    for (size_t i = 0; i < p->n_a; i++) {
        most_um = fmax(most_um, fmax(fabs(model->z_um[i] - data->z_um[0]),
                                     fabs(model->z_um[i] - data->z_um[p->n_b - 1])));
    }
    if (!(step_um > 0 && most_um / step_um < MOST_SHIFTS)) {
        return lam_fail(LAM_ERR_INPUT, "shift: steps of %g um; accepted: above %g um", step_um,
                        most_um / MOST_SHIFTS);
    }
    *best = (lam_alignment){0, NAN, 0};
    for (int k = 0; k * step_um <= most_um; k++) {
        for (int sign = 1; sign >= (k == 0 ? 1 : -1); sign -= 2) {
            lam_alignment at = align_at(p, model, data, sign * k * step_um);
            /* a difference by rounding is none */
            bool is_better = isnan(best->correlation) || at.correlation > best->correlation + 1e-12;
            if (at.n_rows >= least && !isnan(at.correlation) && is_better) {
                *best = at;
            }
        }
    }
    return isnan(best->correlation)
               ? lam_fail(LAM_ERR_INPUT, "shift: none has a correlation; accepted: profiles that "
                                         "are not constant, of 2 rows or more at one height")
               : LAM_OK;
}

lam_status lam_profile_align(const lam_profile *model, const lam_profile *data, double step_um,
                             lam_alignment *alignment_out, double *correlation_out) {
    size_t n_a = model->n_rows, n_b = data->n_rows;
    products p;
    if (n_a < 2 || n_b < 2 || model->n != data->n) {
        return lam_fail(LAM_ERR_INPUT,
                        "shift: profiles of %zu rows of %zu samples and %zu of %zu; accepted: 2 "
                        "rows or more, the same number of samples",
                        n_a, model->n, n_b, data->n);
    }
    LAM_TRY(lam_signal_check("profile", n_a * model->n, model->values, 2));
    LAM_TRY(lam_signal_check("data", n_b * data->n, data->values, 2));
    LAM_TRY(lam_signal_check("heights", n_a, model->z_um, 2));
    double *room = lam_alloc(2 * n_a + 3 * n_b + n_a * n_b, sizeof *room);
    if (room == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = lam_profile_thickness(n_b, data->z_um, room); /* they grow or fall */
    if (status == LAM_OK) {
        fill(model, data, room, &p);
        status = find_best(&p, model, data, step_um, alignment_out);
    }
    for (size_t i = 0; i < n_a && status == LAM_OK; i++) {
        sums s;
        bool is = row_sums(&p, model, data, i, alignment_out->shift_um, &s);
        correlation_out[i] = is ? correlation_of(&s) : (double)NAN;
    }
    free(room);
    return status;
}
