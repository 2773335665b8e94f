/* SPDX-License-Identifier: BSD-3-Clause
 * t45x_csd.h - potentials of known sources, by Simpson's rule over discs. */
#ifndef LAM_T45X_CSD_H
#define LAM_T45X_CSD_H

#include "good.h"

#include <criterion/criterion.h>
#include <math.h>

typedef double (*density_function)(double x_um);

/* Pettersen et al. 2006, as it is printed: 1 uA/mm^3 x um, seen in uV. */
static inline double potential_of_disc(const lam_csd_options *o, double x, double z) {
    double r2 = o->radius_um * o->radius_um, sigma = o->conductivity_S_m;
    double top = isnan(o->conductivity_top_S_m) ? sigma : o->conductivity_top_S_m;
    double surface = isnan(o->surface_um) ? 0 : o->surface_um, mirrored = x + z - 2 * surface;
    double direct = sqrt((x - z) * (x - z) + r2) - fabs(x - z);
    double image = sqrt(mirrored * mirrored + r2) - fabs(mirrored);
    double share = isinf(top) ? -1 : (sigma - top) / (sigma + top);
    return 1e-3 / (2 * sigma) * (direct + share * image);
}

/* Of a density between two depths; the kink at the contact is an end of an interval. */
static inline double potential_of_density(const lam_csd_options *o, density_function density,
                                          double from, double to, double z) {
    double sum = 0, middle = fmin(fmax(z, from), to);
    for (int part = 0; part < 2; part++) {
        double a = part == 0 ? from : middle, b = part == 0 ? middle : to;
        enum { N = 4000 };
        for (int k = 0; k <= N; k++) {
            double x = a + (b - a) * k / N, weight = k == 0 || k == N ? 1 : k % 2 == 1 ? 4 : 2;
            sum += weight * (b - a) / N / 3 * density(x) * potential_of_disc(o, x, z);
        }
    }
    return sum;
}

/* The largest difference over the largest expected value. */
static inline double difference(size_t n, const double *found, const double *expected) {
    double largest = 0, worst = 0;
    for (size_t i = 0; i < n; i++) {
        cr_assert(isfinite(found[i]));
        largest = fmax(largest, fabs(expected[i]));
        worst = fmax(worst, fabs(found[i] - expected[i]));
    }
    return worst / largest;
}

#endif
