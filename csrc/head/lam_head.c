/* SPDX-License-Identifier: BSD-3-Clause
 * lam_head.c - what models of the head have in common: differences and checks of places. */
#include "head/lam_head_impl.h"

#include <math.h>
#include <stdio.h>

/* Between these lengths no power of a distance that is used here overflows or becomes 0. */
static const double max_mm = 1e6, min_distance_mm = 1e-6;

double lam_head_between(const double from[3], const double to[3], double difference_out[3]) {
    for (int k = 0; k < 3; k++) {
        difference_out[k] = to[k] - from[k];
    }
    return sqrt(lam_dot(difference_out, difference_out));
}

lam_status lam_head_check_place(const char *kind, const char *what, const double place_mm[3]) {
    for (int k = 0; k < 3; k++) {
        if (!(fabs(place_mm[k]) <= max_mm)) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: %s is at (%g, %g, %g) mm; accepted: coordinates from %g to %g mm",
                            kind, what, place_mm[0], place_mm[1], place_mm[2], -max_mm, max_mm);
        }
    }
    return LAM_OK;
}

lam_status lam_head_check_places(const char *kind, const double dipole_mm[3], size_t n,
                                 const double *sensors_mm) {
    LAM_TRY(lam_head_check_place(kind, "the dipole", dipole_mm));
    for (size_t i = 0; i < n; i++) {
        char what[32];
        double between_mm[3];
        snprintf(what, sizeof what, "sensor %zu", i);
        LAM_TRY(lam_head_check_place(kind, what, sensors_mm + 3 * i));
        double distance_mm = lam_head_between(dipole_mm, sensors_mm + 3 * i, between_mm);
        if (distance_mm < min_distance_mm) {
            return lam_fail(LAM_ERR_INPUT, "%s: %s is %g mm from the dipole; accepted: at least %g",
                            kind, what, distance_mm, min_distance_mm);
        }
    }
    return LAM_OK;
}
