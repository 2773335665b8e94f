/* SPDX-License-Identifier: BSD-3-Clause
 * t714_laminar - sinks, sources and shares whose answer is known, and what is refused. */
#include "good.h"

#include <math.h>
#include <string.h>

/* Two parts, of which the second works against the first: 3x and -x of 2x. */
Test(shares, of_multiples_are_their_factors) {
    enum { N_ROWS = 3, N = 50 };
    double parts[2][N_ROWS][N];
    lam_shares_of of;
    lam_share shares[2];
    for (int row = 0; row < N_ROWS; row++) {
        for (int i = 0; i < N; i++) {
            double x = (row + 1) * sin(0.2 * i) - (row == 2 && i == 31 ? 8 : 0);
            parts[0][row][i] = 3 * x;
            parts[1][row][i] = -x;
        }
    }
    GOOD(lam_shares(2, N_ROWS, N, parts[0][0], &of, shares));
    cr_assert_eq(of.row, 2);
    cr_assert_eq(of.sample, 31);
    cr_assert_float_eq(of.total.at_peak, 2 * (3 * sin(6.2) - 8), 1e-12);
    cr_assert_float_eq(shares[0].share_at_peak, 1.5, 1e-14);
    cr_assert_float_eq(shares[1].share_at_peak, -0.5, 1e-14);
    cr_assert_float_eq(shares[0].share_of_power, 1.5, 1e-14);
    cr_assert_float_eq(shares[1].share_of_power, -0.5, 1e-14);
    cr_assert_float_eq(shares[0].rms, 1.5 * of.total.rms, 1e-13);
    cr_assert_float_eq(shares[1].rms, 0.5 * of.total.rms, 1e-13);
    cr_assert_eq(of.total.share_at_peak, 1);
    cr_assert_eq(of.total.share_of_power, 1);
}

/* A sine and a cosine over whole turns have no product: powers 9/2 and 16/2 of 25/2. */
Test(shares, of_orthogonal_parts_are_their_powers) {
    enum { N = 1000 };
    double parts[2][N];
    lam_shares_of of;
    lam_share shares[2];
    for (int i = 0; i < N; i++) {
        parts[0][i] = 3 * sin(6.283185307179586 * i / 100);
        parts[1][i] = 4 * cos(6.283185307179586 * i / 100);
    }
    GOOD(lam_shares(2, 1, N, parts[0], &of, shares));
    cr_assert_float_eq(shares[0].share_of_power, 9. / 25, 1e-12);
    cr_assert_float_eq(shares[1].share_of_power, 16. / 25, 1e-12);
    cr_assert_float_eq(shares[0].rms, 3 / sqrt(2), 1e-12);
    cr_assert_float_eq(of.total.rms, 5 / sqrt(2), 1e-12);
    cr_assert_float_eq(shares[0].share_at_peak + shares[1].share_at_peak, 1, 1e-14);
}

Test(shares, of_nothing_are_no_numbers) {
    const double parts[] = {1, -1};
    lam_shares_of of;
    lam_share shares[2];
    GOOD(lam_shares(2, 1, 1, parts, &of, shares));
    cr_assert(isnan(shares[0].share_at_peak) && isnan(shares[0].share_of_power));
    cr_assert_eq(shares[1].rms, 1);
    cr_assert_eq(of.total.at_peak, 0);
}

/* Rows at 0, 100 and 300 um stand for 100, 150 and 200 um; steps of 0.5 ms. */
static const double z_um[] = {0, 100, 300}, time_ms[] = {10, 10.5, 11, 11.5};
static const double values[] = {0, -1, 2, 0, /**/ -4, 0, 3, -4, /**/ 5, -2, 5, 0};
static const lam_profile profile = {3, 4, z_um, time_ms, values};

Test(layers, have_the_charges_of_their_rows) {
    const size_t all[] = {0, 1, 2};
    double thickness[3];
    lam_sinks s;
    GOOD(lam_profile_thickness(3, z_um, thickness));
    cr_assert_float_eq(thickness[0], 100, 1e-12);
    cr_assert_float_eq(thickness[1], 150, 1e-12);
    cr_assert_float_eq(thickness[2], 200, 1e-12);
    GOOD(lam_profile_sinks(&profile, thickness, 2, all, &s));
    cr_assert(s.sink == -4 && s.sink_ms == 10 && s.sink_z_um == 100);
    cr_assert(s.source == 3 && s.source_ms == 11 && s.source_z_um == 100);
    cr_assert_float_eq(s.sink_charge, -0.5 * (100 + 8 * 150), 1e-10);
    cr_assert_float_eq(s.source_charge, 0.5 * (2 * 100 + 3 * 150), 1e-10);
    GOOD(lam_profile_sinks(&profile, thickness, 1, all + 2, &s));
    cr_assert(s.sink == -2 && s.sink_ms == 10.5 && s.sink_z_um == 300);
    cr_assert(s.source == 5 && s.source_ms == 10 && s.source_z_um == 300);
    cr_assert_float_eq(s.source_charge, 0.5 * 10 * 200, 1e-10);
    GOOD(lam_profile_sinks(&profile, NULL, 3, all, &s));
    cr_assert(s.sink == -4 && s.source == 5 && isnan(s.sink_charge) && isnan(s.source_charge));
}

Test(layers, are_the_nearest) {
    const double layers[] = {1000, 0}, at[] = {-300, 499, 500, 501, 4000};
    size_t of[5];
    GOOD(lam_layers_nearest(2, layers, 5, at, of));
    cr_assert(of[0] == 1 && of[1] == 1 && of[2] == 0 && of[3] == 0 && of[4] == 0);
}

static void refused(lam_status status, const char *what, int line) {
    cr_assert_eq(status, LAM_ERR_INPUT, "line %d: not refused", line);
    cr_assert_not_null(strstr(lam_error(), what), "line %d: '%s' has no '%s'", line, lam_error(),
                       what);
    cr_assert_not_null(strstr(lam_error(), "accepted: "), "%s", lam_error());
}
#define REFUSED(expression, what) refused(expression, what, __LINE__)

Test(laminar, refuses) {
    const double bad[] = {0, NAN, 1}, turns[] = {0, 2, 1}, same[] = {1, 1};
    const size_t third[] = {3};
    double out[3];
    size_t layer[3];
    lam_sinks s;
    lam_share shares[3];
    lam_shares_of of;
    REFUSED(lam_shares(0, 1, 3, z_um, &of, shares), "0 samples");
    REFUSED(lam_shares(3, 1, 1, bad, &of, shares), "sample 1 is nan");
    REFUSED(lam_profile_thickness(1, z_um, out), "1 samples");
    REFUSED(lam_profile_thickness(3, turns, out), "row 2 at z = 1 um follows one at 2 um");
    REFUSED(lam_profile_thickness(2, same, out), "row 1 at z = 1 um");
    REFUSED(lam_profile_sinks(&profile, NULL, 1, third, &s), "row 3");
    REFUSED(lam_profile_sinks(&profile, NULL, 0, third, &s), "no rows");
    REFUSED(lam_layers_nearest(0, z_um, 3, z_um, layer), "0 samples");
    REFUSED(lam_layers_nearest(3, z_um, 3, bad, layer), "sample 1 is nan");
}
