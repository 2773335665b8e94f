/* SPDX-License-Identifier: BSD-3-Clause
 * t452_csd_errors - potentials and options from which no current source density can be computed are
 * refused by one line. */
#include "t45x_csd.h"

#include <string.h>

enum { N = 5, SAMPLES = 2 };
static const lam_csd_options good = {LAM_CSD_KERNEL, 0.3, 250, 1.7, -50, 80, 0.001};
static const double even[N] = {0, 100, 200, 300, 400};

static void expect(const lam_csd_options *options, size_t n, const double *depth_um,
                   const double *phi_uV, const char *what) {
    double csd[N * SAMPLES] = {42};
    cr_assert_eq(lam_csd(options, n, depth_um, SAMPLES, phi_uV, csd), LAM_ERR_INPUT, "%s", what);
    cr_assert_not_null(strstr(lam_error(), what), "%s, not %s", lam_error(), what);
    cr_assert_not_null(strstr(lam_error(), "accepted: "), "%s", lam_error());
    cr_assert_eq(csd[0], 42);
}

Test(csd, methods_have_names) {
    static const char *const names[] = {"second_difference", "delta", "step", "kernel"};
    lam_csd_method method;
    for (int m = 0; m < 4; m++) {
        GOOD(lam_csd_method_read(names[m], &method));
        cr_assert_eq((int)method, m);
    }
    cr_assert_eq(lam_csd_method_read("detla", &method), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "csd: \"detla\": unknown method, did you mean delta? accepted: "
                                  "second_difference, delta, step, kernel");
    cr_assert_eq(lam_csd_method_read("", &method), LAM_ERR_INPUT);
}

Test(csd, contacts) {
    double phi[N * SAMPLES] = {0}, depth[N];
    lam_csd_options o = good;
    expect(&o, 2, even, phi, "2 contacts; accepted: 3 or more for method kernel");
    o.method = LAM_CSD_SECOND_DIFFERENCE;
    expect(&o, 3, even, phi, "3 contacts; accepted: 4 or more for method second_difference");
    for (int method = 0; method < 4; method++) {
        o.method = (lam_csd_method)method;
        expect(&o, 0, even, phi, "0 contacts");
        memcpy(depth, even, sizeof depth);
        depth[2] = 100;
        expect(&o, N, depth, phi, "contact 2 at depth 100 um follows one at 100 um");
        depth[2] = 99;
        expect(&o, N, depth, phi, "contact 2 at depth 99 um follows one at 100 um");
        depth[2] = NAN;
        expect(&o, N, depth, phi, "contact 2 at depth nan um");
        depth[2] = INFINITY;
        expect(&o, N, depth, phi, "contact 2 at depth inf um");
    }
    o.method = LAM_CSD_SECOND_DIFFERENCE;
    memcpy(depth, even, sizeof depth);
    depth[3] += 1e-6;
    expect(&o, N, depth, phi, "contact 3 is 100.000001 um below the last, the mean is 100 um");
    depth[3] = 300 + 1e-8; /* rounding of whoever made them */
    double csd[N * SAMPLES];
    GOOD(lam_csd(&o, N, depth, SAMPLES, phi, csd));
}

Test(csd, potentials) {
    lam_csd_options o = good;
    for (int method = 0; method < 4; method++) {
        double phi[N * SAMPLES] = {0};
        o.method = (lam_csd_method)method;
        phi[5] = NAN;
        expect(&o, N, even, phi, "sample 1 of contact 2 is nan uV");
        phi[5] = -INFINITY;
        expect(&o, N, even, phi, "sample 1 of contact 2 is -inf uV");
    }
}

static void expect_option(double lam_csd_options_value, double *member,
                          const lam_csd_options *options, const char *what) {
    double phi[N * SAMPLES] = {0}, kept = *member;
    *member = lam_csd_options_value;
    expect(options, N, even, phi, what);
    *member = kept;
}

Test(csd, options) {
    lam_csd_options o = good;
    for (int method = 0; method < 4; method++) {
        o.method = (lam_csd_method)method;
        expect_option(0, &o.conductivity_S_m, &o, "conductivity 0 S/m");
        expect_option(-1, &o.conductivity_S_m, &o, "conductivity -1 S/m");
        expect_option(NAN, &o.conductivity_S_m, &o, "conductivity nan S/m");
        expect_option(INFINITY, &o.conductivity_S_m, &o, "conductivity inf S/m");
        if (method == LAM_CSD_SECOND_DIFFERENCE) {
            continue;
        }
        expect_option(0, &o.radius_um, &o, "radius 0 um");
        expect_option(-5, &o.radius_um, &o, "radius -5 um");
        expect_option(NAN, &o.radius_um, &o, "radius nan um");
        expect_option(INFINITY, &o.radius_um, &o, "radius inf um");
        expect_option(-0.1, &o.conductivity_top_S_m, &o, "above the surface -0.1 S/m");
        expect_option(NAN, &o.surface_um, &o, "surface at depth nan um");
        expect_option(1, &o.surface_um, &o, "surface at depth 1 um");
        expect_option(-INFINITY, &o.surface_um, &o, "surface at depth -inf um");
    }
    expect_option(0, &o.kernel_width_um, &o, "kernel width 0 um; accepted: 0.4 to 400 um");
    expect_option(401, &o.kernel_width_um, &o, "kernel width 401 um");
    expect_option(NAN, &o.kernel_width_um, &o, "kernel width nan um");
    expect_option(-1e-9, &o.regularisation, &o, "regularisation -1e-09");
    expect_option(1.5, &o.regularisation, &o, "regularisation 1.5");
    double phi[N * SAMPLES] = {0};
    o.method = (lam_csd_method)4;
    expect(&o, N, even, phi, "method 4; accepted: 0 to 3");
}

/* At the surface of a perfect conductor there is no potential, whatever the source. Contacts much
 * closer than a kernel is wide all see the same. */
Test(csd, sources_that_cannot_be_told_apart) {
    double phi[N * SAMPLES] = {0};
    lam_csd_options o = good;
    o.method = LAM_CSD_DELTA;
    o.surface_um = 0;
    o.conductivity_top_S_m = INFINITY;
    expect(&o, N, even, phi, "5 contacts from 0 to 400 um do not tell their sources apart");
    o = good;
    o.kernel_width_um = 400;
    o.radius_um = 1e6;
    o.regularisation = 0;
    expect(&o, N, even, phi, "do not tell their sources apart");
}

Test(csd, cross_validation) {
    double phi[N * SAMPLES] = {0}, regularisation = 42;
    lam_csd_options o = good;
    o.method = LAM_CSD_DELTA; /* not looked at, nor is the regularisation */
    o.regularisation = -5;
    GOOD(lam_csd_regularisation(&o, N, even, SAMPLES, phi, &regularisation));
    cr_assert_eq(regularisation, 1); /* every one predicts nothing from nothing */
    regularisation = 42;
    o.kernel_width_um = 0;
    cr_assert_eq(lam_csd_regularisation(&o, N, even, SAMPLES, phi, &regularisation), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "kernel width 0 um"));
    o.kernel_width_um = 80;
    phi[3] = NAN;
    cr_assert_eq(lam_csd_regularisation(&o, N, even, SAMPLES, phi, &regularisation), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "sample 1 of contact 1 is nan uV"));
    cr_assert_eq(regularisation, 42);
}
