/* SPDX-License-Identifier: BSD-3-Clause
 * lam_abc_move.c - a particle of the next generation: one of the last, moved by a Gaussian of twice
 * their covariance (Beaumont 2009, eq. 4). */
#include "infer/lam_abc_impl.h"

#include <lapacke.h>
#include <math.h>
#include <string.h>

/* ---- places ---- */

static bool is_normal(const lam_prior *prior) {
    return prior->kind == LAM_PRIOR_NORMAL || prior->kind == LAM_PRIOR_TRUNCATED_NORMAL;
}

/* Where u of the prior is below; not at its end, which may be infinite. */
static double place_of(const lam_prior *prior, double u) {
    return is_normal(prior)
               ? (lam_prior_quantile(prior, fmax(u, 0x1p-54)) - prior->mean) / prior->sd
               : u;
}

static bool is_inside(const lam_prior *prior, double place) {
    double x = is_normal(prior) ? prior->mean + prior->sd * place : place;
    return is_normal(prior) ? x >= prior->low && x <= prior->high : x >= 0 && x <= 1;
}

static double value_at(const lam_prior *prior, double place) {
    return is_normal(prior) ? fmin(fmax(prior->mean + prior->sd * place, prior->low), prior->high)
                            : lam_prior_quantile(prior, place);
}

/* Less that of the likeliest value between the ends, which may be far from the mean. */
static double log_density(const lam_prior *prior, double place) {
    if (!is_normal(prior)) {
        return 0;
    }
    double likeliest = (fmin(fmax(prior->mean, prior->low), prior->high) - prior->mean) / prior->sd;
    return 0.5 * (likeliest - place) * (likeliest + place);
}

/* ---- moves ---- */

/* L x = point, L being lower. */
static void whiten(const lam_mover *m, const double *point, double *white_out) {
    for (size_t k = 0; k < m->n_parameters; k++) {
        const double *row = m->factor + k * m->n_parameters;
        double left = point[k];
        for (size_t j = 0; j < k; j++) {
            left -= row[j] * white_out[j];
        }
        white_out[k] = left / row[k];
    }
}

/* LAPACK takes rows for columns, and so the upper factor of the transposed. */
bool lam_mover_prepare(lam_mover *m) {
    size_t d = m->n_parameters;
    lam_particles particles = {m->n, d, m->points, m->weights};
    for (size_t i = 0; i < d * d; i++) {
        m->factor[i] = 2 * lam_particles_covariance(&particles, i / d, i % d);
    }
    lapack_int size = (lapack_int)d;
    if (LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'U', size, m->factor, size) != 0) {
        return false;
    }
    for (size_t i = 0; i < m->n; i++) {
        whiten(m, m->points + i * d, m->white + i * d);
    }
    return true;
}

static size_t choose(const lam_mover *m, double u) {
    size_t i = 0;
    for (double sum = m->weights[0]; sum <= u && i + 1 < m->n; sum += m->weights[i]) {
        i++;
    }
    return i;
}

static void draw_anywhere(const lam_mover *m, lam_mt19937 *random, double *point_out) {
    size_t d = m->n_parameters;
    if (m->n == 0) {
        for (size_t k = 0; k < d; k++) {
            point_out[k] = place_of(&m->parameters[k].prior, lam_mt19937_uniform(random));
        }
        return;
    }
    memcpy(point_out, m->points + choose(m, lam_mt19937_uniform(random)) * d, d * sizeof(double));
    for (size_t k = 0; k < d; k++) {
        m->drawn[k] = lam_mt19937_normal(random, 0, 1);
        for (size_t j = 0; j <= k; j++) {
            point_out[k] += m->factor[k * d + j] * m->drawn[j];
        }
    }
}

static bool is_all_inside(const lam_mover *m, const double *point) {
    for (size_t k = 0; k < m->n_parameters; k++) {
        if (!is_inside(&m->parameters[k].prior, point[k])) {
            return false;
        }
    }
    return true;
}

/* All is drawn again, the particle too: what lies outside is cut off from the sum of all Gaussians,
 * not from each. */
void lam_mover_draw(const lam_mover *m, lam_mt19937 *random, double *point_out,
                    double *values_out) {
    do {
        draw_anywhere(m, random, point_out);
    } while (m->n > 0 && !is_all_inside(m, point_out));
    for (size_t k = 0; k < m->n_parameters; k++) {
        values_out[k] = value_at(&m->parameters[k].prior, point_out[k]);
    }
}

double lam_mover_weight(const lam_mover *m, const double *point) {
    size_t d = m->n_parameters;
    double sum = 0, prior = 0;
    if (m->n == 0) {
        return 1;
    }
    for (size_t k = 0; k < d; k++) {
        prior += log_density(&m->parameters[k].prior, point[k]);
    }
    whiten(m, point, m->drawn);
    for (size_t i = 0; i < m->n; i++) {
        double square = 0;
        for (size_t k = 0; k < d; k++) {
            double step = m->drawn[k] - m->white[i * d + k];
            square += step * step;
        }
        sum += m->weights[i] * exp(-0.5 * square);
    }
    return exp(prior) / sum;
}
