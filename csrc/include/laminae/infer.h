/* SPDX-License-Identifier: BSD-3-Clause
 * infer.h - how sure one can be: which parameters matter, which of their values data allow, and
 * whether such an answer can be believed (docs/infer.md). */
#ifndef LAMINAE_INFER_H
#define LAMINAE_INFER_H

#include "laminae/sweep.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- which parameters matter ---- */

/* A share of the variance of a number, and the interval in which 95 % of bootstrapped ones are. */
typedef struct lam_sobol_share {
    double share, low, high;
} lam_sobol_share;

typedef struct lam_sensitivity {
    lam_sobol_share first; /* of this parameter alone */
    lam_sobol_share total; /* with all that it does together with others */
} lam_sensitivity;

/* Sobol's indices (Sobol 2001, doi 10.1016/S0378-4754(00)00270-6) of a number that each point of a
 * design of the kind saltelli gave. values: [n_base][n_parameters + 2]. Estimators: first order as
 * Saltelli 2010 (doi 10.1016/j.cpc.2009.09.018), total as Jansen 1999. A base point with a value
 * that is not finite is left out. n_resamples 0: the intervals are NAN. sensitivities_out:
 * [n_parameters]. LAM_ERR_INPUT: less than two base points are left, or the values do not vary. */
lam_status lam_sobol_indices(size_t n_base, size_t n_parameters, const double *values,
                             size_t n_resamples, uint64_t seed, lam_sensitivity *sensitivities_out,
                             size_t *n_used_out);

/* Of a number that a sweep keeps, by its column: the shares of a design of the kind saltelli, with
 * intervals of 1000 resamples, [n_parameters] each. *n_used_out: base points of which all points
 * have it; 0: it has no shares, as less than two of them have it or it does not vary.
 * LAM_ERR_INPUT: the sweep has another design, or keeps no numbers. */
lam_status lam_swept_shares(const lam_swept *swept, size_t column,
                            lam_sensitivity *sensitivities_out, size_t *n_used_out);
/* The same of a design of the kind differences: by how many per cent the number changes for 1 % of
 * each parameter, [n_parameters]; NAN: it is 0 in the middle, or a point has none. */
lam_status lam_swept_changes(const lam_swept *swept, size_t column, double *changes_out);

/* ---- a posterior ---- */

/* Draws that count differently. */
typedef struct lam_particles {
    size_t n, n_parameters;
    const double *values;  /* [n][n_parameters] */
    const double *weights; /* [n], the sum is 1 */
} lam_particles;

double lam_particles_mean(const lam_particles *particles, size_t parameter);
double lam_particles_covariance(const lam_particles *particles, size_t one, size_t other);
/* So many draws that count the same would be as good: 1 / sum of squared weights. */
double lam_particles_effective(const lam_particles *particles);
/* For each u, from 0 to 1, the least value of a parameter up to which the weights' sum is u. */
lam_status lam_particles_quantiles(const lam_particles *particles, size_t parameter, size_t n,
                                   const double *u, double *values_out);

/* Run the model at some points, which may be done side by side, and tell how far each is from the
 * data. points: [n_points][n_parameters], in the parameters' units. A distance that is no finite
 * number: the point failed. What is not LAM_OK ends it all. */
typedef lam_status (*lam_abc_distances)(void *user, size_t n_points, size_t n_parameters,
                                        const double *points, double *distances_out);

typedef struct lam_abc_options {
    size_t n_particles;      /* above the number of parameters + 1 */
    size_t max_evaluations;  /* n_particles or more */
    double max_seconds;      /* INFINITY: no limit */
    double epsilon;          /* ends with the generation whose distances are all this or less */
    double least_acceptance; /* ends when a smaller share of evaluations is accepted; 0: never */
    uint32_t seed;
    int (*interrupted)(void); /* ends once it is not 0; NULL: never */
} lam_abc_options;

typedef enum lam_abc_end {
    LAM_ABC_END_EVALUATIONS,
    LAM_ABC_END_SECONDS,
    LAM_ABC_END_EPSILON,
    LAM_ABC_END_ACCEPTANCE,
    LAM_ABC_END_STILL, /* the distances no longer fall, or the particles are all the same */
    LAM_ABC_END_INTERRUPT
} lam_abc_end;

/* Particles whose distances are all `epsilon` or less: the first are those of the prior. */
typedef struct lam_generation {
    lam_particles particles;
    const double *distances; /* [n] */
    double epsilon;          /* of the first: their largest distance */
    size_t n_evaluations;    /* since the beginning */
} lam_generation;

typedef struct lam_abc lam_abc;

/* Approximate Bayesian computation with generations of particles (Toni 2009, doi
 * 10.1098/rsif.2008.0172; weights of Beaumont 2009, doi 10.1093/biomet/asp052). Each generation's
 * epsilon is the median of the distances of the one before, the last one's that of the options.
 * Particles move by a Gaussian of twice their covariance, of which nothing leaves the prior, in
 * coordinates in which a uniform prior is one from 0 to 1, a log-uniform one too, and a normal one
 * of mean 0 and sd 1. A generation that its end cuts off is dropped. The same seed and distances
 * give the same particles. LAM_ERR_INPUT: an option or a parameter that has values in the place of
 * a prior, or not even the first generation is whole. The caller destroys *abc_out (NULL on
 * failure). */
lam_status lam_abc_run(size_t n_parameters, const lam_varied *parameters,
                       const lam_abc_options *options, lam_abc_distances distances, void *user,
                       lam_abc **abc_out);
size_t lam_abc_n_generations(const lam_abc *abc);
/* It lives as long as abc; the last one is the posterior. */
const lam_generation *lam_abc_generation(const lam_abc *abc, size_t i);
lam_abc_end lam_abc_why(const lam_abc *abc);
size_t lam_abc_n_evaluations(const lam_abc *abc);
/* Read the file of a posterior (docs/infer.md): network, options, parameters as that of a sweep,
 * and how many particles, when to end; of its objective only that there is one. LAM_ERR_INPUT names
 * the file, the path in it and what is accepted. The caller destroys *spec_out. */
lam_status lam_abc_read(const char *path, lam_spec **spec_out, lam_abc_options *options_out);
/* Write the last generation into a folder, which is there: posterior.csv, a row for each particle;
 * posterior.json: mean, sd and the middle 90 % of each parameter, correlations, epsilons, why it
 * ended. */
lam_status lam_abc_write(const lam_abc *abc, const lam_varied *parameters, const char *folder);
void lam_abc_destroy(lam_abc *abc);

/* What lam_abc_write has left, read back. */
typedef struct lam_posterior lam_posterior;
/* LAM_ERR_INPUT: the folder has none, or its files are damaged. The caller closes *posterior_out
 * (NULL is allowed); all that it hands out lives until then. */
lam_status lam_posterior_open(const char *folder, lam_posterior **posterior_out);
void lam_posterior_close(lam_posterior *posterior);
const lam_particles *lam_posterior_particles(const lam_posterior *posterior);
const double *lam_posterior_distances(const lam_posterior *posterior);      /* [n] */
const lam_varied *lam_posterior_parameters(const lam_posterior *posterior); /* [n_parameters] */

/* ---- can it be believed? Diagnostics of Tolley 2024, doi 10.1371/journal.pcbi.1011108 ---- */

/* Parameter recovery error of each parameter: Wasserstein's distance between the particles and the
 * truth, where the prior is uniform from 0 to 1. 0.5: it is nowhere. [n_parameters] each. */
void lam_recovery_errors(const lam_particles *particles, const lam_varied *parameters,
                         const double *truth, double *errors_out);
/* Overlap coefficient: the integral of the lesser of two densities of a parameter, 0 to 1. Each is
 * a sum of Gaussians at the particles, as wide as Scott 1992 has it. LAM_ERR_INPUT: all particles
 * of one are the same. */
lam_status lam_overlap(const lam_particles *one, const lam_particles *other, size_t parameter,
                       double *overlap_out);
/* Posterior predictive check: the root of the mean square by which curves of the posterior's
 * particles differ from the observed one. curves: [n][n_samples], weights: [n], the sum is 1. */
double lam_predictive_error(size_t n, const double *weights, size_t n_samples, const double *curves,
                            const double *observed);

/* Write the check as curves, predictive.csv in a folder: at each time, from_ms + i dt_ms, quantiles
 * of the particles' curves (5, 25, 50, 75, 95 %) and the data. curves: n_parameters of them are
 * samples, of the unit of data. */
lam_status lam_predictive_write(const lam_particles *curves, double from_ms, double dt_ms,
                                const double *data, const char *unit, const char *folder);

/* ---- for other programs ---- */

/* Write what a sweep has left as an archive of arrays that numpy.load reads, to train sbi with
 * (docs/infer.md): a row for each trial of each point that is done. What is at the path is replaced
 * if it is an earlier one, or by force. LAM_ERR_INPUT: neither dipole nor numbers are kept, no
 * point is done, or the path is taken. */
lam_status lam_swept_write_npz(const lam_swept *swept, const char *path, bool force);

#ifdef __cplusplus
}
#endif

#endif
