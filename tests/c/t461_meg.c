/* SPDX-License-Identifier: BSD-3-Clause
 * t461_meg - magnetic fields of dipoles: Biot and Savart, what must hold around a sphere, LFPykit's
 * numbers. */
#include "t46x_head.h"

static const double origin[3] = {0, 0, 0};
static const double axes[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

static void seed(void) {
    lam_mt19937_seed(&rng, 461);
}

TestSuite(meg, .init = seed);

static void find_sphere(const double dipole[3], const double sensor[3], const double o[3],
                        double lead_out[3]) {
    GOOD(lam_meg_sphere(origin, 90, dipole, 1, sensor, o, lead_out));
}

/* The field B of a dipole p. */
static void field(const double dipole[3], const double p[3], const double sensor[3],
                  double B_out[3]) {
    double leads[3][3], sensors[3][3];
    for (int k = 0; k < 3; k++) {
        memcpy(sensors[k], sensor, sizeof sensors[k]);
    }
    GOOD(lam_meg_sphere(origin, 90, dipole, 3, sensors[0], axes[0], leads[0]));
    for (int k = 0; k < 3; k++) {
        B_out[k] = dot(leads[k], p);
    }
}

/* 1 nAm along x at the origin: at 20 mm along y the field points along z, 1e-7 1e-9/(20e-3)^2 T. */
Test(meg, unit) {
    const double sensors[3][3] = {{0, 20, 0}, {0, 20, 0}, {20, 0, 0}},
                 o[3][3] = {{0, 0, 3}, {0, 1, 0}, {0, 0, 1}};
    double leads[3][3];
    GOOD(lam_meg_infinite(origin, 3, sensors[0], o[0], leads[0]));
    cr_assert_float_eq(leads[0][0], 1e15 * 1e-7 * 1e-9 / 400e-6, 1e-10);
    cr_assert(leads[0][1] == 0 && leads[0][2] == 0 && leads[1][0] == 0 && leads[2][0] == 0);
}

/* Volume currents make no radial field outside of a sphere. */
Test(meg, radial_field_is_that_of_the_dipole_alone) {
    for (size_t i = 0; i < 200; i++) {
        double dipole[3], sensor[3], lead[3], expected[3];
        set_place(dipole, uniform(0, 89));
        set_place(sensor, uniform(90, 150));
        find_sphere(dipole, sensor, sensor, lead);
        GOOD(lam_meg_infinite(dipole, 1, sensor, sensor, expected));
        cr_assert(difference(lead, expected) <= 1e-12 * length(expected));
    }
}

/* Nor has a radial dipole any field. */
Test(meg, radial_dipoles_are_silent) {
    for (size_t i = 0; i < 200; i++) {
        double dipole[3], sensor[3], o[3], lead[3];
        set_place(dipole, uniform(1, 89));
        set_place(sensor, uniform(90, 150));
        set_place(o, 1);
        find_sphere(dipole, sensor, o, lead);
        cr_assert(length(lead) > 0);
        cr_assert(fabs(dot(lead, dipole)) <= 1e-13 * length(lead) * length(dipole));
        find_sphere(origin, sensor, o, lead);
        cr_assert_eq(length(lead), 0);
    }
}

/* Outside flows no current and are no sources: the field has neither curl nor divergence. */
Test(meg, no_curl_no_divergence) {
    const double step = 1e-2; /* mm; the error is of its square */
    for (size_t i = 0; i < 50; i++) {
        double dipole[3], p[3], sensor[3], slope[3][3], size = 0;
        set_place(dipole, uniform(10, 80));
        set_place(p, 1);
        set_place(sensor, uniform(95, 150));
        for (int k = 0; k < 3; k++) {
            double side[2][3];
            for (int j = 0; j < 2; j++) {
                double moved[3] = {sensor[0], sensor[1], sensor[2]};
                moved[k] += j == 0 ? -step : step;
                field(dipole, p, moved, side[j]);
            }
            for (int j = 0; j < 3; j++) {
                slope[k][j] = (side[1][j] - side[0][j]) / (2 * step); /* dB_j/dx_k */
            }
            size += dot(slope[k], slope[k]);
        }
        double tolerance = 1e-5 * sqrt(size);
        cr_assert(fabs(slope[0][0] + slope[1][1] + slope[2][2]) <= tolerance);
        cr_assert(fabs(slope[0][1] - slope[1][0]) <= tolerance);
        cr_assert(fabs(slope[1][2] - slope[2][1]) <= tolerance);
        cr_assert(fabs(slope[2][0] - slope[0][2]) <= tolerance);
    }
}

/* Far away the field is that of the magnetic moment r0 x p/2: mu0/(4 pi) (3 (m . e) e - m)/r^3. */
Test(meg, far_away) {
    const double dipole[3] = {10, -20, 30}, p[3] = {1, 2, -0.5}, e[3] = {0.36, 0.48, -0.8};
    const double m[3] = {(-20 * -0.5 - 30 * 2) / 2, (30 * 1 - 10 * -0.5) / 2,
                         (10 * 2 - -20 * 1) / 2};
    const double r = 3e5;
    double sensor[3] = {r * e[0], r * e[1], r * e[2]}, B[3], expected[3];
    field(dipole, p, sensor, B);
    for (int k = 0; k < 3; k++) {
        expected[k] = 1e5 * (3 * dot(m, e) * e[k] - m[k]) / (r * r * r);
    }
    cr_assert(difference(B, expected) <= 1e-3 * length(expected));
}

Test(meg, turned_and_moved) {
    const double shift[3] = {5, -20, 11};
    for (size_t i = 0; i < 50; i++) {
        double dipole[3], sensor[3], o[3], lead[3], dipole_moved[3], sensor_moved[3], o_moved[3],
            lead_moved[3], turned[3], centre[3];
        set_place(dipole, uniform(1, 89));
        set_place(sensor, uniform(90, 150));
        set_place(o, 4); /* of any length */
        move(origin, shift, centre);
        move(dipole, shift, dipole_moved);
        move(sensor, shift, sensor_moved);
        move(o, origin, o_moved);
        for (int free = 0; free < 2; free++) {
            if (free) {
                GOOD(lam_meg_infinite(dipole, 1, sensor, o, lead));
                GOOD(lam_meg_infinite(dipole_moved, 1, sensor_moved, o_moved, lead_moved));
            } else {
                find_sphere(dipole, sensor, o, lead);
                GOOD(lam_meg_sphere(centre, 89.999, dipole_moved, 1, sensor_moved, o_moved,
                                    lead_moved));
            }
            move(lead, origin, turned);
            cr_assert(difference(turned, lead_moved) <= 1e-11 * length(lead));
        }
    }
}

static void infinite_from_line(const double *numbers, double lead_out[3]) {
    GOOD(lam_meg_infinite(numbers, 1, numbers + 3, numbers + 6, lead_out));
}

static void sphere_from_line(const double *numbers, double lead_out[3]) {
    find_sphere(numbers, numbers + 3, numbers + 6, lead_out);
}

Test(meg, lfpykit) {
    cr_assert_eq(compare_with_lfpykit("meg_infinite", 9, infinite_from_line), 40);
    cr_assert_eq(compare_with_lfpykit("meg_sphere", 9, sphere_from_line), 40);
}

/* ---- refusals ---- */

static void refused(double radius, const double dipole[3], const double sensor[3],
                    const double o[3], const char *line) {
    double lead[3] = {7, 7, 7};
    cr_assert_eq(lam_meg_sphere(origin, radius, dipole, 1, sensor, o, lead), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), line);
    cr_assert(lead[0] == 7 && lead[1] == 7 && lead[2] == 7);
}

Test(meg, refused) {
    const double inside[3] = {0, 0, 70}, outside[3] = {0, 0, 110}, o[3] = {0, 1, 0};
    refused(90, inside, (double[]){NAN, 0, 0}, o,
            "MEG: sensor 0 is at (nan, 0, 0) mm; accepted: coordinates from -1e+06 to 1e+06 mm");
    refused(90, inside, inside, o,
            "MEG: sensor 0 is 0 mm from the dipole; accepted: at least "
            "1e-06");
    refused(90, inside, outside, origin,
            "MEG: sensor 0 has the orientation (0, 0, 0); accepted: a vector with a length");
    refused(90, inside, outside, (double[]){0, INFINITY, 0},
            "MEG: sensor 0 has the orientation (0, inf, 0); accepted: a vector with a length");
    refused(90, inside, outside, (double[]){0, NAN, 0},
            "MEG: sensor 0 has the orientation (0, nan, 0); accepted: a vector with a length");
    refused(90, inside, (double[]){89.5, 0, 0}, o,
            "MEG: sensor 0 is 89.5 mm from the head's centre; accepted: outside of the head, from "
            "90 mm on");
    refused(60, inside, outside, o,
            "MEG: the dipole is 70 mm from the head's centre; accepted: in the head, below 60 mm");
    refused(-1, inside, outside, o,
            "MEG: the head has a radius of -1 mm; accepted: 0.001 to "
            "1e+06");
    double lead[3];
    cr_assert_eq(lam_meg_sphere((double[]){0, 2e6, 0}, 90, inside, 1, outside, o, lead),
                 LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "MEG: the head's centre is at (0, 2e+06, 0) mm; accepted: "
                                  "coordinates from -1e+06 to 1e+06 mm");
    cr_assert_eq(lam_meg_infinite(inside, 1, inside, o, lead), LAM_ERR_INPUT);
    cr_assert_eq(lam_meg_infinite(inside, 1, outside, origin, lead), LAM_ERR_INPUT);
}

/* Whatever is asked for, there are finite numbers or a line. */
Test(meg, any_input) {
    size_t n_good = 0;
    for (size_t i = 0; i < 20000; i++) {
        double dipole[3], sensor[3], lead[3], o[3], centre[3] = {0, 0, 0}, radius = 90;
        set_place(dipole, uniform(0, 80));
        set_place(sensor, uniform(90, 120));
        set_place(o, 1);
        double *const any[] = {&centre[i % 3], &radius, &dipole[i % 3], &o[i % 3], &sensor[i % 3]};
        *any[(size_t)uniform(0, 5)] = odd();
        lam_status status = i % 4 == 0 ? lam_meg_infinite(dipole, 1, sensor, o, lead)
                                       : lam_meg_sphere(centre, radius, dipole, 1, sensor, o, lead);
        cr_assert(status == LAM_ERR_INPUT || isfinite(length(lead)));
        n_good += status == LAM_OK;
    }
    cr_assert(n_good > 5000 && n_good < 15000, "%zu", n_good);
}
