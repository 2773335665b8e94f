/* SPDX-License-Identifier: BSD-3-Clause
 * lam_places_impl.h - where the rows of a lead field are, for electric fields from outside (not
 * public). */
#ifndef LAM_PLACES_IMPL_H
#define LAM_PLACES_IMPL_H

#include "base/lam_status_impl.h"

/* Of the first n rows; others are at 0. */
typedef struct lam_places {
    size_t n, n_held;
    double (*um_owned)[3];
} lam_places;

lam_status lam_places_put(lam_places *places, size_t n_rows, size_t row, const double place_um[3]);
/* The potential of a uniform field is linear in the place, so all rows of a signal together have
 * one weight for each axis: what 1 V/m along it adds. */
void lam_places_weigh(const lam_places *places, size_t first_row, size_t n_rows,
                      const double *weights, double per_V_m_out[3]);

#endif
