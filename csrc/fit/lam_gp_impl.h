/* SPDX-License-Identifier: BSD-3-Clause
 * lam_gp_impl.h - a Gaussian process through values at points (not public). */
#ifndef LAM_GP_IMPL_H
#define LAM_GP_IMPL_H

#include "base/lam_status_impl.h"

/* Values are variance times a process of the kernel of Matern of order 5/2,
 *     k(d) = (1 + sqrt(5) d + 5/3 d^2) exp(-sqrt(5) d),  d^2 = sum of ((x_i - x'_i)/length_i)^2,
 * and noise (Rasmussen & Williams 2006, eqs. 2.25, 2.26, 4.17, 5.8). */
typedef struct lam_gp {
    size_t n, n_outputs;     /* parameters; values at a point, all of the same lengths */
    size_t n_points, n_held; /* and for how many points there is room */
    double *x, *y;           /* [n_points][n]; [n_points][n_outputs] */
    double *mean, sd;        /* of y, which is standardised: [n_outputs], and of all */
    double *hyper;           /* [n + 1]: log of the lengths, of noise/variance */
    double *per_length;      /* [n]: those of the factor */
    double variance;         /* that which makes the values most likely */
    double log_likelihood;   /* of the standardised values */
    double *factor, *alpha;  /* [n_points][n_points] Cholesky's; K^-1 y, output after output */
    double *room;            /* [2][n_points] */
} lam_gp;

/* Whether lengths and noise stay, or are sought, that make the values most likely: from what they
 * are, or at length and from the middle, too. */
typedef enum lam_gp_care { LAM_GP_KEEP, LAM_GP_NEAR, LAM_GP_FAR } lam_gp_care;

/* Room for n_held points of n parameters. The caller frees it, also after a failure. */
lam_status lam_gp_create(size_t n, size_t n_outputs, size_t n_held, lam_gp *gp_out);
void lam_gp_free(lam_gp *gp);
/* One more point; there is room. values: [n_outputs]. */
void lam_gp_add(lam_gp *gp, const double *point, const double *values);
/* Factor anew. */
lam_status lam_gp_fit(lam_gp *gp, lam_gp_care care);
/* At a point, in the unit of the values: mean_out [n_outputs]; sd_out: of each, NULL: not wanted,
 * which is much faster. */
void lam_gp_predict(const lam_gp *gp, const double *point, double *mean_out, double *sd_out);

#endif
