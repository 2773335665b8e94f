/* SPDX-License-Identifier: BSD-3-Clause
 * lam_abc_impl.h - how particles move from one generation to the next (not public).
 *
 * Points have a place for each parameter: from 0 to 1, where its prior is uniform there; of a
 * normal prior, cut or not, how many sd from its mean. */
#ifndef LAM_ABC_IMPL_H
#define LAM_ABC_IMPL_H

#include "laminae.h"

/* A Gaussian around each of n particles, which is chosen by its weight. */
typedef struct lam_mover {
    size_t n, n_parameters; /* n 0: there are none yet, and the prior is drawn from */
    const lam_varied *parameters;
    const double *weights; /* [n] */
    double *points;        /* [n][n_parameters] */
    double *white;         /* the same, where the Gaussian is round and of sd 1 */
    double *factor;        /* [n_parameters][n_parameters], lower: of twice their covariance */
    double *drawn;         /* [n_parameters] */
} lam_mover;

/* Choose factor and white anew. false: the particles do not differ in some direction. */
bool lam_mover_prepare(lam_mover *mover);
/* A point within the prior, and the parameters' values there. */
void lam_mover_draw(const lam_mover *mover, lam_mt19937 *random, double *point_out,
                    double *values_out);
/* The prior's density at a point by that of being drawn, but for a factor. */
double lam_mover_weight(const lam_mover *mover, const double *point);

#endif
