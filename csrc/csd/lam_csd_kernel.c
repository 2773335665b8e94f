/* SPDX-License-Identifier: BSD-3-Clause
 * lam_csd_kernel.c - the kernel method of current source density. There are more sources than
 * contacts; their weights are the smallest ones that explain the potentials. */
#include "base/lam_status_impl.h"
#include "csd/lam_csd_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double gaussian(double x_um, double width_um) {
    return exp(-x_um * x_um / (2 * width_um * width_um));
}

/* Gauss-Legendre, 10 points (Abramowitz & Stegun 1964, table 25.4). */
static const double gauss_x[] = {0.1488743389816312, 0.4333953941292472, 0.6794095682990244,
                                 0.8650633666889845, 0.9739065285171717};
static const double gauss_w[] = {0.2955242247147529, 0.2692667193099964, 0.2190863625159820,
                                 0.1494513491505806, 0.0666713443086881};

/* Conductivity x the potential at depth z of the discs on one side of z; side 1 is below. The
 * strength of the discs is a Gaussian about `centre`, and 0 above the surface. It is an integral
 * over panels that start at u = 0: there the disc's potential has a kink, and within a radius of it
 * a bend. A panel is no longer than the Gaussian's width, and no longer than the radius or, farther
 * out, its distance. Strengths below exp(-36) are left out. */
static double potential_of_side(const lam_csd_probe *p, double centre_um, double width_um,
                                double z_um, int side) {
    double first = fmax(centre_um - 8.5 * width_um, p->surface_um);
    double last = centre_um + 8.5 * width_um, sum = 0;
    double begin = fmax(0, side > 0 ? first - z_um : z_um - last);
    double end = side > 0 ? last - z_um : z_um - first;
    while (begin < end) {
        double length = fmin(fmin(width_um, end - begin), fmax(p->radius_um, begin));
        for (int k = 0; k < 10; k++) {
            double x = k % 2 == 0 ? gauss_x[k / 2] : -gauss_x[k / 2];
            double at = z_um + side * (begin + length / 2 * (1 + x));
            sum += gauss_w[k / 2] * length / 2 * gaussian(at - centre_um, width_um) *
                   lam_csd_disc(p, at, z_um);
        }
        begin += length;
    }
    return sum;
}

/* The sources are Gaussians, at most half their width apart. They reach from one width above the
 * contacts (but not above the surface) to one width below them. */
typedef struct basis {
    size_t n;
    double first_um, gap_um;
} basis;

static basis place_sources(const lam_csd_probe *p, double width_um) {
    double first = fmax(p->z_um[0] - width_um, p->surface_um);
    double length = p->z_um[p->n - 1] + width_um - first;
    double n_gaps = ceil(length / (width_um / 2));
    return (basis){(size_t)n_gaps + 1, first, length / n_gaps};
}

/* Potworowski et al. 2012, doi 10.1162/NECO_a_00236: with b[j] the potential and B[j] the density
 * of source j, the kernel K[i][k] = sum over j of b[j](z_i) b[j](z_k), and the cross-kernel
 * C[i][k] = sum over j of B[j](z_i) b[j](z_k). */
static lam_status fill_kernels(const lam_csd_probe *p, double width_um, double *kernel_out,
                               double *cross_out) {
    basis sources = place_sources(p, width_um);
    double *b = lam_alloc(2 * p->n * sources.n, sizeof *b);
    if (b == NULL) {
        return LAM_ERR_MEMORY;
    }
    double *density = b + p->n * sources.n;
    for (size_t i = 0; i < p->n; i++) {
        for (size_t j = 0; j < sources.n; j++) {
            double centre = sources.first_um + (double)j * sources.gap_um, z = p->z_um[i];
            b[i * sources.n + j] = potential_of_side(p, centre, width_um, z, -1) +
                                   potential_of_side(p, centre, width_um, z, 1);
            density[i * sources.n + j] = gaussian(z - centre, width_um);
        }
    }
    for (size_t i = 0; i < p->n; i++) {
        for (size_t k = 0; k < p->n; k++) {
            const double *b_k = &b[k * sources.n];
            kernel_out[i * p->n + k] = lam_csd_row_times(sources.n, &b[i * sources.n], b_k, 1);
            cross_out[i * p->n + k] = lam_csd_row_times(sources.n, &density[i * sources.n], b_k, 1);
        }
    }
    free(b);
    return LAM_OK;
}

/* (K + lambda I)^-1, lambda the regularisation times the mean of K's diagonal. */
static lam_status invert_kernel(size_t n, const double *kernel, double regularisation,
                                double *inverse_out, bool *is_regular_out) {
    double trace = 0;
    memcpy(inverse_out, kernel, n * n * sizeof *kernel);
    for (size_t i = 0; i < n; i++) {
        trace += kernel[i * n + i];
    }
    for (size_t i = 0; i < n; i++) {
        inverse_out[i * n + i] += regularisation * trace / (double)n;
    }
    return lam_matrix_invert(n, inverse_out, is_regular_out);
}

/* Leave-one-out: each contact's potential is predicted from the others', and the squares of the
 * errors are added up. With A = (K + lambda I)^-1 the error at contact i is (A phi)[i]/A[i][i], so
 * that no contact has to be left out (Wahba 1990, doi 10.1137/1.9781611970128, chapter 4). */
static double squared_errors(size_t n, const double *inverse, size_t n_samples,
                             const double *phi_uV, double *errors_uV) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double own = inverse[i * n + i];
        lam_csd_row_times_samples(n, &inverse[i * n], n_samples, phi_uV, errors_uV);
        sum += lam_csd_row_times(n_samples, errors_uV, errors_uV, 1) / (own * own);
    }
    return sum;
}

/* Of all samples. */
static lam_status sum_errors(size_t n, const double *inverse, const lam_csd_potentials *potentials,
                             double *errors_uV, double *sum_out) {
    double sum = 0;
    for (size_t first = 0; first < potentials->n_samples; first += potentials->most) {
        size_t left = potentials->n_samples - first;
        size_t m = left < potentials->most ? left : potentials->most;
        const double *phi_uV;
        LAM_TRY(potentials->read(potentials->context, first, m, &phi_uV));
        sum += squared_errors(n, inverse, m, phi_uV, errors_uV);
    }
    *sum_out = sum;
    return LAM_OK;
}

/* The best of 1, 10^-0.5, 10^-1 ... 10^-10; of equal ones the largest. */
lam_status lam_csd_cross_validate(const lam_csd_probe *p, double width_um,
                                  const lam_csd_potentials *potentials,
                                  double *regularisation_out) {
    size_t n = p->n;
    double *kernel = lam_alloc(3 * n * n, sizeof *kernel);
    double *errors_uV = lam_alloc(potentials->most, sizeof *errors_uV);
    lam_status status = kernel == NULL || errors_uV == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK) {
        status = fill_kernels(p, width_um, kernel, kernel + n * n);
    }
    double least = INFINITY, best = 1;
    for (int k = 0; k <= 20 && status == LAM_OK; k++) {
        double regularisation = pow(10, -0.5 * k);
        double *inverse = kernel + 2 * n * n;
        bool is_regular;
        status = invert_kernel(n, kernel, regularisation, inverse, &is_regular);
        if (status == LAM_OK && is_regular) {
            double sum = 0;
            status = sum_errors(n, inverse, potentials, errors_uV, &sum);
            best = sum < least ? regularisation : best;
            least = fmin(sum, least);
        }
    }
    if (status == LAM_OK) {
        *regularisation_out = best;
    }
    free(kernel);
    free(errors_uV);
    return status;
}

lam_status lam_csd_kernel_map(const lam_csd_probe *p, double width_um, double regularisation,
                              double *map_out) {
    size_t n = p->n;
    double *kernel = lam_alloc(3 * n * n, sizeof *kernel);
    if (kernel == NULL) {
        return LAM_ERR_MEMORY;
    }
    double *cross = kernel + n * n, *inverse = cross + n * n;
    bool is_regular = true;
    lam_status status = fill_kernels(p, width_um, kernel, cross);
    if (status == LAM_OK) {
        status = invert_kernel(n, kernel, regularisation, inverse, &is_regular);
    }
    if (status == LAM_OK && !is_regular) {
        status = lam_csd_refuse_singular(p);
    }
    for (size_t i = 0; i < n * n && status == LAM_OK; i++) {
        map_out[i] = lam_csd_row_times(n, &cross[i / n * n], &inverse[i % n], n);
    }
    free(kernel);
    return status;
}
