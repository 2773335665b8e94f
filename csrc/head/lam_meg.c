/* SPDX-License-Identifier: BSD-3-Clause
 * lam_meg.c - the magnetic field of a current dipole, without volume currents and around a sphere.
 *
 * The field is quasi-static: at the frequencies of the brain it follows the current without delay
 * (Haemaelaeinen et al. 1993, doi 10.1103/RevModPhys.65.413). */
#include "head/lam_head_impl.h"

#include <math.h>

/* mu0/(4 pi) = 1e-7 T m/A (to 2e-10), so a dipole of 1 nAm at 1 mm makes
 * 1e-7 * 1e-9/(1e-3)^2 T = 1e-10 T = 1e5 fT. */
static const double fT_mm2_nAm = 1e5;

static lam_status check_orientations(size_t n, const double *orientations) {
    for (size_t i = 0; i < n; i++) {
        const double *o = orientations + 3 * i;
        double length = sqrt(lam_dot(o, o));
        if (!(length >= 1e-100 && length <= 1e100)) { /* a NaN neither */
            return lam_fail(LAM_ERR_INPUT,
                            "MEG: sensor %zu has the orientation (%g, %g, %g); accepted: a vector "
                            "with a length",
                            i, o[0], o[1], o[2]);
        }
    }
    return LAM_OK;
}

/* One sensor's direction, of length 1. */
static void direct(const double orientation[3], double direction_out[3]) {
    double length = sqrt(lam_dot(orientation, orientation));
    for (int k = 0; k < 3; k++) {
        direction_out[k] = orientation[k] / length;
    }
}

/* B = mu0/(4 pi) p x d/d^3 (Biot and Savart), and o . (p x d) = p . (d x o). */
lam_status lam_meg_infinite(const double dipole_mm[3], size_t n, const double *sensors_mm,
                            const double *orientations, double *lead_fT_nAm_out) {
    LAM_TRY(lam_head_check_places("MEG", dipole_mm, n, sensors_mm));
    LAM_TRY(check_orientations(n, orientations));
    for (size_t i = 0; i < 3 * n; i += 3) {
        double d_mm[3], o[3], turned[3];
        double d = lam_head_between(dipole_mm, sensors_mm + i, d_mm);
        direct(orientations + i, o);
        lam_cross(d_mm, o, turned);
        for (size_t k = 0; k < 3; k++) {
            lead_fT_nAm_out[i + k] = fT_mm2_nAm / (d * d * d) * turned[k];
        }
    }
    return LAM_OK;
}

/* Sarvas 1987 (doi 10.1088/0031-9155/32/1/004), eq. 25. r0 and r lead from the sphere's centre to
 * dipole and sensor, and a = r - r0:
 *
 *     B = mu0/(4 pi F^2) (F p x r0 - (p x r0 . r) G)
 *     F = a (r a + r^2 - r0 . r)
 *     G = (a^2/r + a . r/a + 2 a + 2 r) r - (a + 2 r + a . r/a) r0,  the gradient of F
 *
 * With p as a factor, p x r0 . o = p . (r0 x o): p is multiplied by
 * (F r0 x o - (G . o) r0 x r)/F^2. For every sensor outside, r^2 - r0 . r = a . r is above 0, so
 * that nothing cancels. */
static void lead_of_sphere(const double r0_mm[3], const double r_mm[3], const double o[3],
                           double lead_fT_nAm_out[3]) {
    double a_mm[3], gradient[3], r0_o[3], r0_r[3];
    double a = lam_head_between(r0_mm, r_mm, a_mm), r = sqrt(lam_dot(r_mm, r_mm));
    double along = lam_dot(a_mm, r_mm), F = a * (r * a + along);
    for (int k = 0; k < 3; k++) {
        gradient[k] =
            (a * a / r + along / a + 2 * a + 2 * r) * r_mm[k] - (a + 2 * r + along / a) * r0_mm[k];
    }
    lam_cross(r0_mm, o, r0_o);
    lam_cross(r0_mm, r_mm, r0_r);
    double G_o = lam_dot(gradient, o);
    for (int k = 0; k < 3; k++) {
        lead_fT_nAm_out[k] = fT_mm2_nAm / F * (r0_o[k] - G_o / F * r0_r[k]);
    }
}

static lam_status check_sphere(const double centre_mm[3], double radius_mm,
                               const double dipole_mm[3], size_t n, const double *sensors_mm) {
    const double least_mm = 1e-3, most_mm = 1e6;
    double between_mm[3];
    LAM_TRY(lam_head_check_place("MEG", "the head's centre", centre_mm));
    if (!(radius_mm >= least_mm && radius_mm <= most_mm)) {
        return lam_fail(LAM_ERR_INPUT, "MEG: the head has a radius of %g mm; accepted: %g to %g",
                        radius_mm, least_mm, most_mm);
    }
    double r0_mm = lam_head_between(centre_mm, dipole_mm, between_mm);
    if (!(r0_mm < radius_mm)) {
        return lam_fail(LAM_ERR_INPUT,
                        "MEG: the dipole is %.9g mm from the head's centre; accepted: in the "
                        "head, below %.9g mm",
                        r0_mm, radius_mm);
    }
    for (size_t i = 0; i < n; i++) {
        double r_mm = lam_head_between(centre_mm, sensors_mm + 3 * i, between_mm);
        if (!(r_mm >= radius_mm)) {
            return lam_fail(LAM_ERR_INPUT,
                            "MEG: sensor %zu is %.9g mm from the head's centre; accepted: outside "
                            "of the head, from %.9g mm on",
                            i, r_mm, radius_mm);
        }
    }
    return LAM_OK;
}

lam_status lam_meg_sphere(const double centre_mm[3], double radius_mm, const double dipole_mm[3],
                          size_t n, const double *sensors_mm, const double *orientations,
                          double *lead_fT_nAm_out) {
    LAM_TRY(lam_head_check_places("MEG", dipole_mm, n, sensors_mm));
    LAM_TRY(check_orientations(n, orientations));
    LAM_TRY(check_sphere(centre_mm, radius_mm, dipole_mm, n, sensors_mm));
    double r0_mm[3];
    lam_head_between(centre_mm, dipole_mm, r0_mm);
    for (size_t i = 0; i < 3 * n; i += 3) {
        double r_mm[3], o[3], lead[3];
        lam_head_between(centre_mm, sensors_mm + i, r_mm);
        direct(orientations + i, o);
        lead_of_sphere(r0_mm, r_mm, o, lead);
        for (size_t k = 0; k < 3; k++) {
            lead_fT_nAm_out[i + k] = lead[k];
        }
    }
    return LAM_OK;
}
