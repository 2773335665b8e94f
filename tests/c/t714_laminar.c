/* SPDX-License-Identifier: BSD-3-Clause
 * t714_laminar - sinks, sources and shares whose answer is known, and what is refused. */
#include "good.h"

#include <math.h>
#include <stdbool.h>
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

/* Two parts of 3 rows and 50 samples, with the highest peak three times; a piece of them. */
enum { PARTS = 2, ROWS = 3, SAMPLES = 50 };

static void fill_parts(double parts[PARTS][ROWS][SAMPLES]) {
    for (int row = 0; row < ROWS; row++) {
        for (int i = 0; i < SAMPLES; i++) {
            bool is_peak = (row == 1 && (i == 9 || i == 40)) || (row == 2 && i == 3);
            parts[0][row][i] = is_peak ? -7 : sin(0.3 * i * (row + 1));
            parts[1][row][i] = is_peak ? -2 : cos(0.7 * i + row);
        }
    }
}

static void add_piece(double parts[PARTS][ROWS][SAMPLES], size_t first, size_t n, lam_shares_of *of,
                      lam_share *shares) {
    double piece[PARTS * ROWS * SAMPLES];
    for (size_t k = 0; k < PARTS * ROWS; k++) {
        memcpy(piece + k * n, parts[0][0] + k * SAMPLES + first, n * sizeof *piece);
    }
    GOOD(lam_shares_add(PARTS, ROWS, first, n, piece, of, shares));
}

Test(shares, of_pieces_are_those_of_the_whole) {
    double parts[PARTS][ROWS][SAMPLES];
    lam_shares_of whole, of = {.row = 0};
    lam_share of_whole[PARTS], shares[PARTS] = {{.rms = 0}};
    fill_parts(parts);
    GOOD(lam_shares(PARTS, ROWS, SAMPLES, parts[0][0], &whole, of_whole));
    cr_assert(whole.row == 1 && whole.sample == 9 && whole.total.at_peak == -9);
    for (size_t first = 0; first < SAMPLES; first += 7) {
        add_piece(parts, first, SAMPLES - first < 7 ? SAMPLES - first : 7, &of, shares);
    }
    lam_shares_finish(PARTS, ROWS, SAMPLES, &of, shares);
    cr_assert(of.row == 1 && of.sample == 9 && of.total.at_peak == -9);
    cr_assert_float_eq(of.total.rms, whole.total.rms, 1e-13);
    for (int k = 0; k < PARTS; k++) {
        cr_assert_eq(shares[k].at_peak, of_whole[k].at_peak);
        cr_assert_eq(shares[k].share_at_peak, of_whole[k].share_at_peak);
        cr_assert_float_eq(shares[k].rms, of_whole[k].rms, 1e-13);
        cr_assert_float_eq(shares[k].share_of_power, of_whole[k].share_of_power, 1e-13);
    }
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
    cr_assert(s.sink_at == 4 && s.source_at == 6);
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

/* ---- alignment ---- */

enum { N_MODEL = 12, N_DATA = 9, N_TIMES = 80 };

/* A wave over height and time. */
static double wave(double z, double t) {
    return exp(-(z - 600) * (z - 600) / 60000) * sin(0.1 * t) + 0.4 * cos(z / 170 + 0.3 * t);
}

/* Data that are the model's, times 5 and with a constant, recorded 130 um too low: they are found
 * there, and each row that has data is the same. Heights of the data fall. */
Test(alignment, finds_a_shift) {
    double z_a[N_MODEL], z_b[N_DATA], t[N_TIMES], a[N_MODEL][N_TIMES], b[N_DATA][N_TIMES];
    double rows[N_MODEL];
    lam_alignment best;
    for (int k = 0; k < N_TIMES; k++) {
        t[k] = k;
        for (int i = 0; i < N_MODEL; i++) {
            z_a[i] = 100 * i;
            a[i][k] = wave(z_a[i], k);
        }
        for (int j = 0; j < N_DATA; j++) {
            z_b[j] = 1000 - 100 * j - 130;
            b[j][k] = 5 * wave(z_b[j] + 130, k) + 2;
        }
    }
    lam_profile model = {N_MODEL, N_TIMES, z_a, t, a[0]}, data = {N_DATA, N_TIMES, z_b, t, b[0]};
    GOOD(lam_profile_align(&model, &data, 10, &best, rows));
    cr_assert_float_eq(best.shift_um, 130, 1e-9);
    cr_assert_float_eq(best.correlation, 1, 1e-12);
    cr_assert_eq(best.n_rows, N_DATA);
    for (int i = 0; i < N_MODEL; i++) {
        bool has_data = i >= 2 && i <= 10;
        cr_assert(has_data ? fabs(rows[i] - 1) < 1e-12 : isnan(rows[i]), "row %d: %g", i, rows[i]);
    }
    REFUSED(lam_profile_align(&model, &data, 0, &best, rows), "steps of 0 um");
    data.n = 3;
    REFUSED(lam_profile_align(&model, &data, 10, &best, rows), "9 of 3");
    data.n = N_TIMES;
    memset(b, 0, sizeof b);
    REFUSED(lam_profile_align(&model, &data, 10, &best, rows), "none has a correlation");
    b[1][1] = NAN;
    REFUSED(lam_profile_align(&model, &data, 10, &best, rows), "sample 81 is nan");
}

/* Between rows the data are a straight line: a model with twice their rows that is one, too. */
Test(alignment, compares_between_rows) {
    double z_a[7], a[7][3], rows[7];
    const double z_b[] = {0, 100, 200, 300}, t[] = {0, 1, 2};
    const double b[] = {0, 1, 0, /**/ 2, 0, 1, /**/ -1, 3, 3, /**/ 0, 4, -2};
    lam_alignment best;
    for (int i = 0; i < 7; i++) {
        z_a[i] = 50 * i;
        for (int k = 0; k < 3; k++) {
            a[i][k] = (b[i / 2 * 3 + k] + b[(i + 1) / 2 * 3 + k]) / 2;
        }
    }
    lam_profile model = {7, 3, z_a, t, a[0]}, data = {4, 3, z_b, t, b};
    GOOD(lam_profile_align(&model, &data, 10, &best, rows));
    cr_assert(best.shift_um == 0 && best.n_rows == 7);
    cr_assert_float_eq(best.correlation, 1, 1e-12);
}

Test(alignment, interpolates_in_time) {
    const double at[] = {10, 10.25, 11.5, 10.75}, late[] = {11.6};
    double out[12];
    GOOD(lam_profile_at_times(&profile, 4, at, out));
    cr_assert(out[0] == 0 && out[1] == -0.5 && out[2] == 0 && out[3] == 0.5);
    cr_assert(out[4] == -4 && out[5] == -2 && out[6] == -4 && out[7] == 1.5);
    REFUSED(lam_profile_at_times(&profile, 1, late, out), "11.6 ms");
}
