/* SPDX-License-Identifier: BSD-3-Clause
 * lam_steps.c - steps that lead from one place to another, to be proposed. */
#include "base/lam_steps_impl.h"

#include "base/lam_number_impl.h"

#include <math.h>

enum { MAX_DIGITS = 4 };

/* The nearest in one direction that has so many digits, at most half or twice as large; 0: none. */
static double nearest(double total, double step, int direction, int n_digits) {
    double per_unit = pow(10, n_digits - 1 - floor(log10(step)));
    double k = direction < 0 ? floor(step * per_unit) : ceil(step * per_unit);
    for (; k >= 1 && k / per_unit >= step / 2 && k / per_unit <= step * 2; k += direction) {
        double n = nearbyint(total / (k / per_unit));
        if (n >= 1 && fabs(total / (k / per_unit) - n) <= 1e-9 * n) {
            return k / per_unit;
        }
    }
    return 0;
}

void lam_steps_near(double total, double step, char text_out[LAM_STEPS_SIZE]) {
    double found[2] = {0, 0};
    for (int n_digits = 2; n_digits <= MAX_DIGITS; n_digits++) {
        for (int side = 0; side < 2; side++) {
            found[side] =
                found[side] > 0 ? found[side] : nearest(total, step, side == 0 ? -1 : 1, n_digits);
        }
    }
    if (found[0] > 0 && found[1] > 0) {
        lam_format(text_out, LAM_STEPS_SIZE, "%.6g or %.6g", found[0], found[1]);
    } else {
        double either = found[0] > 0 ? found[0] : found[1];
        lam_format(text_out, LAM_STEPS_SIZE, "%.15g",
                   either > 0 ? either : total / ceil(total / step));
    }
}
