/* SPDX-License-Identifier: BSD-3-Clause
 * lam_head_impl.h - what models of the head have in common: vectors, checks of places (not
 * public). */
#ifndef LAM_HEAD_IMPL_H
#define LAM_HEAD_IMPL_H

#include "base/lam_status_impl.h"

static inline double lam_dot(const double a[3], const double b[3]) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static inline void lam_cross(const double a[3], const double b[3], double product_out[3]) {
    product_out[0] = a[1] * b[2] - a[2] * b[1];
    product_out[1] = a[2] * b[0] - a[0] * b[2];
    product_out[2] = a[0] * b[1] - a[1] * b[0];
}

/* The vector from one place to another; returns its length. */
double lam_head_between(const double from[3], const double to[3], double difference_out[3]);

/* Refuse coordinates that are no numbers or beyond 1 km, and a sensor at the dipole. `kind` is
 * "EEG" or "MEG". */
lam_status lam_head_check_places(const char *kind, const double dipole_mm[3], size_t n,
                                 const double *sensors_mm);
lam_status lam_head_check_place(const char *kind, const char *what, const double place_mm[3]);

#endif
