/* SPDX-License-Identifier: BSD-3-Clause
 * t460_eeg - potentials of dipoles: point sources, the closed form of one sphere, what holds at the
 * shells, reciprocity, LFPykit's numbers. */
#include "t46x_head.h"

static const double origin[3] = {0, 0, 0};
static const lam_sphere_head usual = {{0, 0, 0}, {79, 80, 85, 90}, {0.3, 1.5, 0.015, 0.3}};
static const lam_sphere_head even = {{0, 0, 0}, {79, 80, 85, 90}, {0.4, 0.4, 0.4, 0.4}};

static void seed(void) {
    lam_mt19937_seed(&rng, 460);
}

TestSuite(eeg, .init = seed);

static void find_four_sphere(const lam_sphere_head *head, const double dipole[3],
                             const double sensor[3], double lead_out[3]) {
    GOOD(lam_eeg_four_sphere(head, dipole, 1, sensor, lead_out));
}

/* ---- infinite medium ---- */

/* 1 nAm at the origin, 0.25 S/m, 2 mm away: 1e-9/(4 pi 0.25 (2e-3)^2) V. */
Test(eeg, unit) {
    const double sensors[2][3] = {{2, 0, 0}, {0, 0, -2}};
    double leads[2][3], volts = 1e-9 / (4 * M_PI * 0.25 * 4e-6);
    GOOD(lam_eeg_infinite(0.25, origin, 2, sensors[0], leads[0]));
    cr_assert_float_eq(leads[0][0], 1e6 * volts, 1e-9);
    cr_assert_float_eq(leads[1][2], -1e6 * volts, 1e-9);
    cr_assert(leads[0][1] == 0 && leads[0][2] == 0 && leads[1][0] == 0 && leads[1][1] == 0);
}

/* A source and a sink of 1 uA, 1 um apart, are a dipole of 1e-3 nAm: 1e-6/(4 pi sigma) V at 1 m. */
Test(eeg, source_and_sink) {
    for (size_t i = 0; i < 20; i++) {
        double dipole[3], sensor[3], lead[3], e[3], apart[2] = {0, 0};
        set_place(dipole, 3);
        set_place(sensor, 8);
        set_place(e, 1);
        for (int side = 0; side < 2; side++) {
            double end[3];
            for (int k = 0; k < 3; k++) {
                end[k] = dipole[k] + (side == 0 ? 0.5e-3 : -0.5e-3) * e[k];
            }
            apart[side] = difference(sensor, end);
        }
        GOOD(lam_eeg_infinite(0.3, dipole, 1, sensor, lead));
        double volts = 1e-6 / (4 * M_PI * 0.3) * (1e3 / apart[0] - 1e3 / apart[1]);
        cr_assert_float_eq(1e-3 * dot(lead, e), 1e6 * volts, 1e-6 * 1e-3 * length(lead));
    }
}

/* ---- one sphere ---- */

/* Where all is one conductor of radius R, phi_n of a source at r0 is r0^n/r^(n+1) + (n+1)/n (r
 * r0)^n/R^(2n+1), which has no slope at R. With s = r . r0/R^2, t = (r r0/R^2)^2 and D = sqrt(1 - 2
 * s
 * + t) the second part sums up to (1/D - 1 - ln((1 - s + D)/2))/R: both sums follow from that of
 * y^n P_n(x), 1/sqrt(1 - 2 x y + y^2). Its gradient with respect to r0 is what a dipole adds. */
static void one_sphere(double R, double conductivity, const double r0[3], const double r[3],
                       double lead_out[3]) {
    double R2 = R * R, s = dot(r, r0) / R2, t = dot(r, r) / R2 * dot(r0, r0) / R2;
    double D = sqrt(1 - 2 * s + t);
    GOOD(lam_eeg_infinite(conductivity, r0, 1, r, lead_out));
    for (int k = 0; k < 3; k++) {
        double D_slope = -(r[k] / R2 - dot(r, r) / R2 * r0[k] / R2) / D;
        double slope = -D_slope / (D * D) + (r[k] / R2 - D_slope) / (1 - s + D);
        lead_out[k] += 1e3 / (4 * M_PI * conductivity) * slope / R;
    }
}

static void check_one_sphere(const double dipole[3], const double sensor[3], double tolerance) {
    double expected[3], lead[3];
    one_sphere(90, 0.4, dipole, sensor, expected);
    find_four_sphere(&even, dipole, sensor, lead);
    cr_assert(difference(lead, expected) <= tolerance * length(expected),
              "%.3g of lead (%g, %g, %g), dipole at %g mm, sensor at %g mm",
              difference(lead, expected) / length(expected), expected[0], expected[1], expected[2],
              length(dipole), length(sensor));
}

Test(eeg, equal_shells_are_one_sphere) {
    for (size_t i = 0; i < 400; i++) {
        double dipole[3], sensor[3];
        set_place(dipole, uniform(0, 78));
        set_place(sensor, i % 2 == 0 ? 90 : uniform(1, 90));
        check_one_sphere(dipole, sensor, 1e-12);
    }
}

/* Above, beside and opposite of the dipole, near the surface of the brain, at the centre. */
Test(eeg, special_places) {
    static const double depths[] = {0, 1e-9, 40, 78, 78.9, 78.99};
    static const double places[][3] = {{0, 0, 90},  {0, 0, -90}, {90, 0, 0},      {0, 0, 79.0001},
                                       {0, 0, 84},  {0, 79, 0},  {1e-7, 0, 89},   {0, 0, 78.995},
                                       {0, 0, -70}, {0, 5, 0},   {0, 1e-9, 1e-3}, {0, 3e-9, -30}};
    for (size_t i = 0; i < sizeof depths / sizeof depths[0]; i++) {
        for (size_t k = 0; k < sizeof places / sizeof places[0]; k++) {
            double dipole[3] = {0, 0, depths[i]};
            check_one_sphere(dipole, places[k], 1e-11);
        }
    }
}

/* A sensor in the very centre sees what it sees beside it. */
Test(eeg, sensor_at_the_centre) {
    const double dipole[3] = {10, -20, 30}, beside[3] = {1e-5, 0, 0};
    double lead[3], lead_beside[3];
    find_four_sphere(&usual, dipole, origin, lead);
    find_four_sphere(&usual, dipole, beside, lead_beside);
    cr_assert(difference(lead, lead_beside) <= 1e-5 * length(lead));
    check_one_sphere(dipole, origin, 1e-14);
}

/* ---- four spheres ---- */

/* At the border of two shells the potential and the radial current are the same on both sides; none
 * leaves the scalp. */
Test(eeg, borders_of_shells) {
    const double step = 1e-4; /* mm */
    for (size_t i = 0; i < 60; i++) {
        int s = (int)(i % 4);
        double dipole[3], e[3], value[2][3], slope[2][3], size = 0;
        set_place(dipole, uniform(0, 70));
        set_place(e, 1);
        for (int side = 0; side < 2; side++) { /* one-sided differences of second order */
            double leads[3][3], h = side == 0 ? -step : step;
            for (int j = 0; j < 3 && (s < 3 || side == 0); j++) {
                double r = usual.radii_mm[s] + (j == 0 ? 1e-3 * h : j * h);
                double sensor[3] = {r * e[0], r * e[1], r * e[2]};
                find_four_sphere(&usual, dipole, sensor, leads[j]);
            }
            for (int k = 0; k < 3; k++) {
                value[side][k] = leads[0][k];
                slope[side][k] = (-1.5 * leads[0][k] + 2 * leads[1][k] - 0.5 * leads[2][k]) / h;
            }
        }
        if (s == 3) {
            cr_assert(length(slope[0]) <= 1e-6 * length(value[0]), "%g of %g", length(slope[0]),
                      length(value[0]));
            continue;
        }
        cr_assert(difference(value[0], value[1]) <= 1e-6 * length(value[0]));
        for (int k = 0; k < 3; k++) {
            slope[0][k] *= usual.conductivity_S_m[s];
            slope[1][k] *= usual.conductivity_S_m[s + 1];
        }
        size = length(slope[0]);
        cr_assert(difference(slope[0], slope[1]) <= 1e-3 * size, "%d: %g of %g", s,
                  difference(slope[0], slope[1]), size);
    }
}

/* The voltage along a second dipole that a first makes is the one that the second makes along the
 * first, wherever in the brain they are. */
static double voltage_along(const double from[3], const double p[3], const double to[3],
                            const double q[3]) {
    const double step = 1e-3;
    double side[2];
    for (int i = 0; i < 2; i++) {
        double sensor[3], lead[3];
        for (int k = 0; k < 3; k++) {
            sensor[k] = to[k] + (i == 0 ? step : -step) * q[k];
        }
        find_four_sphere(&usual, from, sensor, lead);
        side[i] = dot(lead, p);
    }
    return (side[0] - side[1]) / (2 * step);
}

Test(eeg, reciprocity) {
    for (size_t i = 0; i < 50; i++) {
        double a[3], b[3], p[3], q[3];
        set_place(a, uniform(60, 78));
        set_place(b, uniform(1, 78));
        set_place(p, 1);
        set_place(q, 1);
        double there = voltage_along(a, p, b, q), back = voltage_along(b, q, a, p);
        double near = fmin(1, difference(a, b) / 10);
        cr_assert_float_eq(there, back, 1e-4 * fabs(there) / (near * near) + 1e-9, "%g, %g", there,
                           back);
    }
}

Test(eeg, turned_and_moved) {
    const double shift[3] = {5, -20, 11};
    lam_sphere_head moved = usual;
    move(usual.centre_mm, shift, moved.centre_mm);
    for (size_t i = 0; i < 50; i++) {
        double dipole[3], sensor[3], lead[3], dipole_moved[3], sensor_moved[3], lead_moved[3],
            turned[3];
        set_place(dipole, uniform(0, 78));
        set_place(sensor, uniform(1, 90));
        move(dipole, shift, dipole_moved);
        move(sensor, shift, sensor_moved);
        find_four_sphere(&usual, dipole, sensor, lead);
        find_four_sphere(&moved, dipole_moved, sensor_moved, lead_moved);
        move(lead, origin, turned);
        cr_assert(difference(turned, lead_moved) <= 1e-11 * length(lead));
    }
}

/* Far from the skull there is only the brain. */
Test(eeg, large_head) {
    const lam_sphere_head large = {{0, 0, 0}, {79e3, 80e3, 85e3, 90e3}, {0.3, 1.5, 0.015, 0.3}};
    for (size_t i = 0; i < 20; i++) {
        double dipole[3], sensor[3], lead[3], expected[3];
        set_place(dipole, uniform(0, 4));
        set_place(sensor, uniform(5, 20));
        find_four_sphere(&large, dipole, sensor, lead);
        GOOD(lam_eeg_infinite(0.3, dipole, 1, sensor, expected));
        cr_assert(difference(lead, expected) <= 1e-8 * length(expected));
    }
}

/* Many sensors at a time are the same as one after the other. */
Test(eeg, many_sensors) {
    double sensors[40][3], leads[40][3], lead[3];
    const double dipole[3] = {3, 50, -20};
    for (size_t i = 0; i < 40; i++) {
        set_place(sensors[i], uniform(1, 90));
    }
    GOOD(lam_eeg_four_sphere(&usual, dipole, 40, sensors[0], leads[0]));
    for (size_t i = 0; i < 40; i++) {
        find_four_sphere(&usual, dipole, sensors[i], lead);
        cr_assert_arr_eq(lead, leads[i], sizeof lead);
    }
    GOOD(lam_eeg_four_sphere(&usual, dipole, 0, NULL, NULL));
}

/* ---- LFPykit ---- */

static void infinite_from_line(const double *numbers, double lead_out[3]) {
    GOOD(lam_eeg_infinite(0.3, numbers, 1, numbers + 3, lead_out));
}

static void four_sphere_from_line(const double *numbers, double lead_out[3]) {
    find_four_sphere(&usual, numbers, numbers + 3, lead_out);
}

Test(eeg, lfpykit) {
    cr_assert_eq(compare_with_lfpykit("eeg_infinite", 6, infinite_from_line), 40);
    cr_assert_eq(compare_with_lfpykit("eeg_four_sphere", 6, four_sphere_from_line), 40);
}

/* ---- refusals ---- */

static void refused(const lam_sphere_head *head, const double dipole[3], const double sensor[3],
                    const char *line) {
    const double good[3] = {0, 0, 10};
    double sensors[2][3], leads[2][3] = {{7, 7, 7}, {7, 7, 7}};
    memcpy(sensors[0], good, sizeof good);
    memcpy(sensors[1], sensor, sizeof good);
    cr_assert_eq(lam_eeg_four_sphere(head, dipole, 2, sensors[0], leads[0]), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), line);
    cr_assert(leads[0][0] == 7 && leads[1][2] == 7);
}

Test(eeg, refused_places) {
    const double inside[3] = {0, 0, 70}, scalp[3] = {0, 0, 90};
    refused(&usual, (double[]){0, NAN, 0}, scalp,
            "EEG: the dipole is at (0, nan, 0) mm; accepted: coordinates from -1e+06 to 1e+06 mm");
    refused(&usual, inside, (double[]){0, 0, INFINITY},
            "EEG: sensor 1 is at (0, 0, inf) mm; accepted: coordinates from -1e+06 to 1e+06 mm");
    refused(&usual, inside, inside,
            "EEG: sensor 1 is 0 mm from the dipole; accepted: at least "
            "1e-06");
    refused(&usual, (double[]){0, 0, 79}, scalp,
            "EEG: the dipole is 79 mm from the head's centre; accepted: in the brain, below 79 mm");
    refused(&usual, inside, (double[]){90.1, 0, 0},
            "EEG: sensor 1 is 90.1 mm from the head's centre; accepted: in the head, up to 90 mm");
    refused(&usual, (double[]){0, 0, 78.999}, (double[]){0, 79.002, 0},
            "EEG: sensor 1 and the dipole are 79.002 and 78.999 mm from the head's centre, both at "
            "the surface of the brain at 79 mm; accepted: a dipole at most 78.9940998 mm from the "
            "centre");
    double lead[3];
    find_four_sphere(&usual, inside, (double[]){0, 0, 90.005}, lead);
    find_four_sphere(&usual, (double[]){0, 0, 78.994}, (double[]){0, 0, 79.002}, lead);
}

Test(eeg, refused_heads) {
    const double inside[3] = {0, 0, 70}, scalp[3] = {0, 0, 90};
    lam_sphere_head bad = usual;
    bad.radii_mm[2] = 79.5;
    refused(&bad, inside, scalp,
            "EEG: the skull has a radius of 79.5 mm; accepted: above 80, at most 1e+06");
    bad.radii_mm[0] = 0;
    refused(&bad, inside, scalp,
            "EEG: the brain has a radius of 0 mm; accepted: above 0, at most 1e+06");
    bad = usual;
    bad.conductivity_S_m[1] = -1.5;
    refused(&bad, inside, scalp,
            "EEG: a conductivity of the cerebrospinal fluid of -1.5 S/m; "
            "accepted: 1e-09 to 1e+09");
    bad = usual;
    bad.centre_mm[0] = NAN;
    refused(&bad, inside, scalp,
            "EEG: the head's centre is at (nan, 0, 0) mm; accepted: "
            "coordinates from -1e+06 to 1e+06 mm");
    double lead[3] = {7, 7, 7};
    cr_assert_eq(lam_eeg_infinite(0, inside, 1, scalp, lead), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(),
                     "EEG: a conductivity of the medium of 0 S/m; accepted: 1e-09 to 1e+09");
    cr_assert_eq(lam_eeg_infinite(0.3, inside, 1, inside, lead), LAM_ERR_INPUT);
    cr_assert_eq(lead[0], 7);
}

/* Whatever is asked for, there are finite numbers or a line. */
Test(eeg, any_input) {
    size_t n_good = 0;
    for (size_t i = 0; i < 20000; i++) {
        lam_sphere_head head = usual;
        double dipole[3], sensor[3], lead[3];
        set_place(dipole, uniform(0, 60));
        set_place(sensor, uniform(0, 90));
        double *const any[] = {&head.centre_mm[i % 3], &head.radii_mm[i % 4], &dipole[i % 3],
                               &head.conductivity_S_m[i % 4], &sensor[i % 3]};
        *any[(size_t)uniform(0, 5)] = odd();
        lam_status status = i % 4 == 0 ? lam_eeg_infinite(odd(), dipole, 1, sensor, lead)
                                       : lam_eeg_four_sphere(&head, dipole, 1, sensor, lead);
        cr_assert(status == LAM_ERR_INPUT || isfinite(length(lead)));
        n_good += status == LAM_OK;
    }
    cr_assert(n_good > 5000 && n_good < 15000, "%zu", n_good);
}
