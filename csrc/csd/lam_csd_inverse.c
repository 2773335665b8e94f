/* SPDX-License-Identifier: BSD-3-Clause
 * lam_csd_inverse.c - inverse methods of current source density. Each contact has a source. A
 * matrix makes the potentials of the sources; its inverse makes the sources of the potentials. */
#include "base/lam_status_impl.h"
#include "csd/lam_csd_impl.h"

#include <math.h>
#include <string.h>

/* ---- discs ---- */

/* A disc of radius R and of 1 uA/mm^2 makes on its axis, at distance u, the potential
 * (sqrt(u^2 + R^2) - |u|)/(2 sigma): Pettersen et al. 2006, doi 10.1016/j.jneumeth.2005.12.005.
 * It is written here so that nothing cancels far away. */
static double disc(double u_um, double radius_um) {
    return radius_um * radius_um / (hypot(u_um, radius_um) + fabs(u_um)) / 2;
}

/* The integral of the disc's from 0 to u: (u sqrt(u^2 + R^2) + R^2 asinh(u/R) - u |u|)/4. */
static double disc_integral(double u_um, double radius_um) {
    double r2 = radius_um * radius_um;
    return u_um / 2 * disc(u_um, radius_um) + r2 / 4 * asinh(u_um / radius_um);
}

/* The image of a source at depth x is at 2 surface - x. */
static double with_image(const lam_csd_probe *p, double (*f)(double u_um, double radius_um),
                         double x_um, double z_um) {
    double sum = f(x_um - z_um, p->radius_um);
    return p->image == 0 ? sum : sum + p->image * f(x_um + z_um - 2 * p->surface_um, p->radius_um);
}

double lam_csd_disc(const lam_csd_probe *p, double x_um, double z_um) {
    return with_image(p, disc, x_um, z_um);
}

double lam_csd_disc_integral(const lam_csd_probe *p, double x_um, double z_um) {
    return with_image(p, disc_integral, x_um, z_um);
}

/* ---- matrices ---- */

double lam_csd_row_times(size_t n, const double *row, const double *column, size_t stride) {
    double sum = 0;
    for (size_t k = 0; k < n; k++) {
        sum += row[k] * column[k * stride];
    }
    return sum;
}

void lam_csd_row_times_samples(size_t n, const double *row, size_t n_samples, const double *samples,
                               double *samples_out) {
    memset(samples_out, 0, n_samples * sizeof *samples_out);
    for (size_t k = 0; k < n; k++) { /* 0 adds nothing: most of a row of second differences is */
        for (size_t t = 0; t < n_samples && row[k] != 0; t++) {
            samples_out[t] += row[k] * samples[k * n_samples + t];
        }
    }
}

lam_status lam_csd_refuse_singular(const lam_csd_probe *p) {
    return lam_fail(LAM_ERR_INPUT,
                    "csd: %zu contacts from %g to %g um do not tell their sources apart; accepted: "
                    "contacts farther apart, more regularisation of method kernel",
                    p->n, p->z_um[0], p->z_um[p->n - 1]);
}

/* ---- the methods ---- */

/* Row j, column i: the potential that the sources of contact i, 1 uA/mm^3, make at contact j. The
 * sources of a contact fill half the distance to each neighbouring contact; those of the first and
 * the last contact reach as far outwards as inwards. delta: they are gathered in a disc at the
 * contact's depth. step: they stay where they are, below the surface. */
static void fill_potentials(const lam_csd_probe *p, lam_csd_method method, double *potentials_out) {
    for (size_t i = 0; i < p->n; i++) {
        size_t upper = i > 0 ? i : 1, lower = i + 1 < p->n ? i + 1 : i;
        double above = (p->z_um[upper] - p->z_um[upper - 1]) / 2, z = p->z_um[i];
        double below = (p->z_um[lower] - p->z_um[lower - 1]) / 2;
        double top = fmax(z - above, p->surface_um), bottom = z + below;
        for (size_t j = 0; j < p->n; j++) {
            double at = p->z_um[j];
            potentials_out[j * p->n + i] =
                method == LAM_CSD_DELTA
                    ? (above + below) * lam_csd_disc(p, z, at)
                    : lam_csd_disc_integral(p, bottom, at) - lam_csd_disc_integral(p, top, at);
        }
    }
}

lam_status lam_csd_inverse_map(const lam_csd_probe *p, lam_csd_method method, double *map_out) {
    bool is_regular;
    fill_potentials(p, method, map_out);
    LAM_TRY(lam_matrix_invert(p->n, map_out, &is_regular));
    return is_regular ? LAM_OK : lam_csd_refuse_singular(p);
}
