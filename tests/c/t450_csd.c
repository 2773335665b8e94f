/* SPDX-License-Identifier: BSD-3-Clause
 * t450_csd - current source density of potentials whose sources are known in closed form. */
#include "t45x_csd.h"

enum { N = 9 };
static const double even[N] = {50, 150, 250, 350, 450, 550, 650, 750, 850};
static const double uneven[N] = {20, 70, 160, 290, 350, 480, 610, 690, 850};
static const double source[N] = {0.5, -1, 3, 0.25, -7, 2, 0, 1.5, -0.125};

static double one(double x_um) {
    (void)x_um;
    return 1;
}

/* A sink below a source, both wider than the distance between contacts. */
static double smooth(double x_um) {
    return exp(-pow((x_um - 300) / 120, 2)) - 0.7 * exp(-pow((x_um - 600) / 100, 2));
}

static const lam_csd_options plain = {.conductivity_S_m = 0.3,
                                      .radius_um = 250,
                                      .conductivity_top_S_m = NAN,
                                      .surface_um = NAN,
                                      .kernel_width_um = 50,
                                      .regularisation = 1e-10};

/* Nothing above the surface, an insulator, saline, a perfect conductor; a surface at the top. */
static const double above_S_m[] = {NAN, 0, 1.7, INFINITY};
static const double surface_um[] = {NAN, 20, 0, -35};
enum { N_SPACES = 4 };

static lam_csd_options space(lam_csd_method method, size_t k) {
    lam_csd_options options = plain;
    options.method = method;
    options.conductivity_top_S_m = above_S_m[k];
    options.surface_um = surface_um[k];
    return options;
}

Test(csd, second_difference_of_a_parabola) {
    lam_csd_options options = {.method = LAM_CSD_SECOND_DIFFERENCE, .conductivity_S_m = 0.3};
    double phi[N], csd[N];
    for (int i = 0; i < N; i++) {
        phi[i] = 3 - 0.02 * even[i] + 1e-3 * even[i] * even[i];
    }
    GOOD(lam_csd(&options, N, even, 1, phi, csd));
    for (int i = 0; i < N; i++) { /* -0.3 S/m 2e-3 uV/um^2 1e3 */
        cr_assert_float_eq(csd[i], -0.6, 1e-12, "%d: %.17g", i, csd[i]);
    }
}

Test(csd, second_difference_of_a_line) {
    lam_csd_options options = {.method = LAM_CSD_SECOND_DIFFERENCE, .conductivity_S_m = 0.3};
    double phi[2 * N], csd[2 * N];
    for (int i = 0; i < N; i++) {
        phi[2 * i] = 1e3;
        phi[2 * i + 1] = 4 * even[i];
    }
    GOOD(lam_csd(&options, N, even, 2, phi, csd));
    for (int i = 0; i < 2 * N; i++) {
        cr_assert(fabs(csd[i]) < 1e-12, "%d: %.17g", i, csd[i]);
    }
}

/* The disc at contact i carries source[i] x the thickness of its layer. */
Test(csd, delta_finds_discs) {
    for (size_t k = 0; k < N_SPACES; k++) {
        lam_csd_options options = space(LAM_CSD_DELTA, k);
        double phi[N] = {0}, csd[N];
        for (int j = 0; j < N; j++) {
            for (int i = 0; i < N; i++) {
                double above = uneven[i > 0 ? i : 1] - uneven[i > 0 ? i - 1 : 0];
                double below = i + 1 < N ? uneven[i + 1] - uneven[i] : above;
                phi[j] += source[i] * (above + below) / 2 *
                          potential_of_disc(&options, uneven[i], uneven[j]);
            }
        }
        GOOD(lam_csd(&options, N, uneven, 1, phi, csd));
        cr_assert_lt(difference(N, csd, source), 1e-11, "%zu", k);
    }
}

Test(csd, step_finds_layers) {
    for (size_t k = 0; k < N_SPACES; k++) {
        lam_csd_options options = space(LAM_CSD_STEP, k);
        double phi[N] = {0}, csd[N];
        for (int i = 0; i < N; i++) {
            double above = uneven[i > 0 ? i : 1] - uneven[i > 0 ? i - 1 : 0];
            double below = i + 1 < N ? uneven[i + 1] - uneven[i] : above;
            double top = fmax(uneven[i] - above / 2, k == 0 ? -INFINITY : options.surface_um);
            for (int j = 0; j < N; j++) {
                phi[j] += source[i] * potential_of_density(&options, one, top,
                                                           uneven[i] + below / 2, uneven[j]);
            }
        }
        GOOD(lam_csd(&options, N, uneven, 1, phi, csd));
        cr_assert_lt(difference(N, csd, source), 1e-9, "%zu", k);
    }
}

/* Contacts so dense, and kernels so narrow, that the source is within reach of both. */
static void expect_smooth(const lam_csd_options *options, double first_um) {
    enum { MANY = 25 };
    double depth[MANY], phi[MANY], csd[MANY], expected[MANY];
    for (int i = 0; i < MANY; i++) {
        depth[i] = 50 + 800.0 / (MANY - 1) * i;
        phi[i] = potential_of_density(options, smooth, first_um, 1400, depth[i]);
        expected[i] = smooth(depth[i]);
    }
    GOOD(lam_csd(options, MANY, depth, 1, phi, csd));
    cr_assert_lt(difference(MANY, csd, expected), 1e-5, "%g um, %g S/m: %g", options->radius_um,
                 options->conductivity_top_S_m, difference(MANY, csd, expected));
}

Test(csd, kernel_finds_a_smooth_source) {
    static const double radius_um[] = {10, 50, 1000, 20000};
    for (size_t k = 0; k < N_SPACES; k++) {
        lam_csd_options options = space(LAM_CSD_KERNEL, k);
        expect_smooth(&options, k == 0 ? -500 : options.surface_um);
        options.radius_um = radius_um[k];
        expect_smooth(&options, k == 0 ? -500 : options.surface_um);
    }
}

/* A wide disc is a plane, and the inverse method the second difference, but at the ends. */
Test(csd, wide_discs_are_planes) {
    lam_csd_options options = plain;
    options.radius_um = 1e6;
    double phi[N], wide[N], planes[N];
    for (int i = 0; i < N; i++) {
        phi[i] = potential_of_density(&plain, smooth, -500, 1400, even[i]);
    }
    options.method = LAM_CSD_DELTA;
    GOOD(lam_csd(&options, N, even, 1, phi, wide));
    options.method = LAM_CSD_SECOND_DIFFERENCE;
    GOOD(lam_csd(&options, N, even, 1, phi, planes));
    cr_assert_lt(difference(N - 2, wide + 1, planes + 1), 1e-3);
}

/* Every method is linear, does not mix samples, and does not care where depth 0 is. */
Test(csd, linear_and_without_origin) {
    for (int method = LAM_CSD_SECOND_DIFFERENCE; method <= LAM_CSD_KERNEL; method++) {
        lam_csd_options options = space((lam_csd_method)method, 2);
        double phi[2 * N], csd[2 * N], sum[N], moved_csd[N], moved[N], expected[N];
        for (int i = 0; i < N; i++) {
            phi[2 * i] = source[i];
            phi[2 * i + 1] = source[(i * 5 + 2) % N];
            sum[i] = 2 * phi[2 * i] - phi[2 * i + 1];
            moved[i] = even[i] + 1000;
        }
        GOOD(lam_csd(&options, N, even, 2, phi, csd));
        options.surface_um += 1000;
        GOOD(lam_csd(&options, N, moved, 1, sum, moved_csd));
        for (int i = 0; i < N; i++) {
            expected[i] = 2 * csd[2 * i] - csd[2 * i + 1];
        }
        cr_assert_lt(difference(N, moved_csd, expected), 1e-8, "%d", method);
    }
}
