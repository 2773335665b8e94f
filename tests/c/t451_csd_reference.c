/* SPDX-License-Identifier: BSD-3-Clause
 * t451_csd_reference - current source densities are those of elephant and HNN-core in
 * tests/ref/csd.txt. */
#include "t45x_csd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64 };

static void read_numbers(FILE *file, size_t n, double *numbers_out) {
    cr_assert_leq(n, (size_t)MOST);
    for (size_t i = 0; i < n; i++) {
        cr_assert_eq(fscanf(file, "%lf", &numbers_out[i]), 1);
    }
}

Test(csd, reference) {
    FILE *file = fopen("tests/ref/csd.txt", "r");
    cr_assert_not_null(file);
    char line[512], name[32];
    size_t n, n_samples, n_checked = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        lam_csd_options o;
        double used, chosen, depth_um[MOST], phi_uV[MOST], expected[MOST], csd[MOST];
        if (sscanf(line, "csd %31s %zu %zu %lf %lf %lf %lf %lf %lf %lf", name, &n, &n_samples,
                   &o.conductivity_S_m, &o.conductivity_top_S_m, &o.surface_um, &o.radius_um,
                   &o.kernel_width_um, &o.regularisation, &used) != 10) {
            cr_assert(line[0] == '#' || line[0] == '\n', "%s", line);
            continue;
        }
        GOOD(lam_csd_method_read(name, &o.method));
        read_numbers(file, n, depth_um);
        read_numbers(file, n * n_samples, phi_uV);
        read_numbers(file, n * n_samples, expected);
        GOOD(lam_csd(&o, n, depth_um, n_samples, phi_uV, csd));
        cr_assert_lt(difference(n * n_samples, csd, expected), 1e-10, "%s%g", line,
                     difference(n * n_samples, csd, expected));
        if (o.method == LAM_CSD_KERNEL && isnan(o.regularisation)) {
            GOOD(lam_csd_regularisation(&o, n, depth_um, n_samples, phi_uV, &chosen));
            cr_assert_float_eq(chosen, used, 1e-12 * used);
        }
        n_checked++;
    }
    cr_assert_eq(n_checked, 15);
    fclose(file);
}
