/* SPDX-License-Identifier: BSD-3-Clause
 * fit.h - finding the parameters of a model for which an objective is least. */
#ifndef LAMINAE_FIT_H
#define LAMINAE_FIT_H

#include "laminae/design.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A parameter in its own unit. low <= start <= high, low < high; a logarithmic one is above 0. No
 * point outside of the bounds is ever evaluated. */
typedef struct lam_fit_parameter {
    double low, high, start;
    bool is_log; /* its steps are factors */
} lam_fit_parameter;

/* Evaluate the model at some points, which may be done side by side. points: [n_points][n], in the
 * parameters' units. values_out: [n_points]; a value that is no finite number counts as worse than
 * all others. residuals_out: [n_points][n_residuals], of which the value is the root of the sum of
 * squares; NULL where the solver does not use them. What is not LAM_OK ends the fit. */
typedef lam_status (*lam_fit_evaluate)(void *user, size_t n_points, size_t n_parameters,
                                       const double *points, double *values_out,
                                       double *residuals_out);

typedef struct lam_fit_problem {
    size_t n_parameters, n_residuals; /* n_residuals 0: there are none, see lam_fit_has_residuals */
    const lam_fit_parameter *parameters;
    lam_fit_evaluate evaluate;
    void *user;
    size_t n_curves;      /* residuals that are curves over time, one after the other; 0: are not */
    const size_t *curves; /* [n_curves]: how many samples each has, of one interval */
} lam_fit_problem;

/* All work on parameters that are scaled to 0 to 1 between their bounds.
 *  cobyla, bobyqa, subplex    local, without derivatives (NLopt; Powell 1994, 2009, Rowan 1990)
 *  direct, crs                global: DIRECT-L (Gablonsky & Kelley 2001), controlled random search
 *                             (Kaelo & Ali 2006); NLopt
 *  cma                        evolution of a covariance matrix (Hansen 2016, arXiv 1604.00772);
 *                             `batch` points at a time, 0: 4 + 3 log(n)
 *  bayesian                   Gaussian process with Matern's kernel of order 5/2, expected
 *                             improvement (Jones 1998, doi 10.1023/A:1008306431147); `batch` points
 *                             at a time, 0: 1
 *  kriging                    a Gaussian process of the residuals (Astudillo & Frazier 2019, arXiv
 *                             1906.01537); two points at a time
 *  least_squares              Gauss and Newton's steps in a trust region, from residuals; other
 *                             starts once a minimum is found
 * Those of NLopt evaluate one point at a time. */
typedef enum lam_fit_solver {
    LAM_FIT_COBYLA,
    LAM_FIT_BOBYQA,
    LAM_FIT_SUBPLEX,
    LAM_FIT_DIRECT,
    LAM_FIT_CRS,
    LAM_FIT_CMA,
    LAM_FIT_BAYESIAN,
    LAM_FIT_KRIGING,
    LAM_FIT_LEAST_SQUARES,
    LAM_FIT_N_SOLVERS
} lam_fit_solver;

/* Their names, and the solver of a name: LAM_ERR_INPUT lists all. */
extern const char *const lam_fit_solver_names[LAM_FIT_N_SOLVERS];
lam_status lam_fit_solver_of(const char *name, lam_fit_solver *solver_out);
/* Does it use residuals? */
bool lam_fit_has_residuals(lam_fit_solver solver);

typedef struct lam_fit_options {
    lam_fit_solver solver;
    size_t max_evaluations;
    double max_seconds; /* INFINITY: no limit */
    double tolerance;   /* ends once no step is longer than this, in scaled parameters */
    double target;      /* ends once a value is this or less; -INFINITY: none */
    size_t batch;       /* 0: as the solver has it */
    bool is_near;       /* the start is near the minimum: least_squares and kriging stay there */
    bool is_local;      /* solvers of NLopt begin with short steps */
    uint32_t seed;
    int (*interrupted)(void); /* ends once it is not 0, lam_interrupted; NULL: never */
} lam_fit_options;

/* Why a fit has ended. */
typedef enum lam_fit_end {
    LAM_FIT_END_EVALUATIONS,
    LAM_FIT_END_TOLERANCE,
    LAM_FIT_END_TARGET,
    LAM_FIT_END_SECONDS,
    LAM_FIT_END_INTERRUPT
} lam_fit_end;

typedef struct lam_fit_result {
    double value; /* INFINITY: no evaluation has had one */
    size_t n_evaluations;
    lam_fit_end end;
} lam_fit_result;

/* Search from the start, which is evaluated first, for the point of least value. The same points
 * are evaluated in the same order whenever values and seed are the same. best_out: [n_parameters].
 * LAM_ERR_INPUT names a parameter by its place, or an option. */
lam_status lam_fit(const lam_fit_problem *problem, const lam_fit_options *options, double *best_out,
                   lam_fit_result *result_out);

/* Read the file of a fit (docs/fit.md): network, options, parameters as that of a sweep, and how to
 * fit; of its objective only that there is one (lam_objective_open). is_staged: parameters of
 * earlier drives first. LAM_ERR_INPUT names the file, the path in it and what is accepted. The
 * caller destroys *spec_out (lam_spec_destroy). */
lam_status lam_fit_read(const char *path, lam_spec **spec_out, lam_fit_options *options_out,
                        bool *is_staged_out);
/* The bounds of its parameters, [n_parameters] of its design. A start that is not said is in the
 * middle. */
void lam_fit_bounds(const lam_spec *spec, lam_fit_parameter *parameters_out);

/* How far an objective rises around its best point, in scaled parameters d: by d' C d of the sum of
 * squares where there are residuals, from steps of 1 % of the range either way along each
 * parameter; else of the objective, from second differences over 2 %. curvature_out: C,
 * [n_parameters][n_parameters]. roughness_out: how far residuals are off the straight line through
 * both ends of such steps, root of the mean square over parameters; a cell that spikes once more
 * or less makes them jump. 0 where there are none. is_known: no evaluation has failed. */
lam_status lam_fit_curvature(const lam_fit_problem *problem, const double *best,
                             double *curvature_out, double *roughness_out, bool *is_known_out);
/* By how much an objective may rise until it is called worse: by as much as it is, but at least by
 * 1 % of what it was at first (of one below 0, by 1 % of the larger of both), and by what it jumps
 * by between near points: the root of the sum of both squares. */
double lam_fit_matters(double best, double first, double roughness);

/* How sure the best point is, as far as its curvature tells. noise: how far the objective may rise,
 * the root of it where the curvature is of the sum of squares. All of scaled parameters. */
typedef struct lam_fit_certainty {
    double *deviation;    /* [n]: how far it goes, the others following; INFINITY: no end */
    double *correlation;  /* [n][n]; of one that has no end with one that has, 0 */
    double *eigenvalues;  /* [n], ascending: curvature along each eigenvector */
    double *eigenvectors; /* [n][n], one after the other: the first is what is least determined */
} lam_fit_certainty;
lam_status lam_fit_certain(size_t n, const double *curvature, double noise,
                           const lam_fit_certainty *certainty_out);

/* Profiles: each parameter is held at values below and above the best, further and further until
 * the objective is above a limit or a bound is reached, and the others are fitted anew. */
enum { LAM_FIT_PROFILE_SIDE = 8, LAM_FIT_PROFILE_POINTS = 2 * LAM_FIT_PROFILE_SIDE + 1 };

typedef struct lam_fit_profile_options {
    double value, matters;              /* at the best; by how much it may rise, lam_fit_matters */
    double max_seconds;                 /* INFINITY: no limit */
    const lam_fit_certainty *certainty; /* which says how long steps are at first */
    int (*interrupted)(void);           /* NULL: never */
    size_t n_seen;                      /* points of a fit, of the scale of `value`, */
    const double *seen, *seen_values;   /* [n_seen][n], in the parameters' units, and [n_seen] */
} lam_fit_profile_options;

typedef struct lam_fit_profile {
    size_t n_parameters, n_evaluations;
    size_t n_made;   /* parameters whose profile is whole; also while it is made */
    lam_fit_end end; /* LAM_FIT_END_TOLERANCE: it is whole */
    double limit;  /* the root of the sum of both squares where there are residuals; else the sum */
    double least;  /* of all that was found */
    bool is_lower; /* it is below the value by more than a hundredth of what matters: the best was
                      not the best */
    double *lowest;     /* [n]: where that is, in the parameters' units */
    double *objective;  /* [n][POINTS]; NAN: not evaluated. The best is in the middle */
    double *points;     /* [n][POINTS][n], in the parameters' units */
    double *low, *high; /* [n]: where the objective is at the limit, or further, if any run that is
                           known is there and no worse; -INFINITY, INFINITY: beyond the bound */
    double *deviation;  /* [n]: the farther of both from the best, scaled; INFINITY: beyond */
} lam_fit_profile;

/* Make them around `best`: where there are residuals by a Gaussian process of all that are run, as
 * kriging does, else by bobyqa. The caller frees *profile_out (lam_fit_profile_free), which on
 * failure holds nothing. */
lam_status lam_fit_profile_make(const lam_fit_problem *problem,
                                const lam_fit_profile_options *options, const double *best,
                                lam_fit_profile *profile_out);
void lam_fit_profile_free(lam_fit_profile *profile);
/* Write it into a folder, which is there: profile.csv, a row for each point; profile.json: the
 * limit, and the interval of each parameter. names: [n_parameters]. */
lam_status lam_fit_profile_write(const lam_fit_profile *profile, const char *const *names,
                                 const char *folder);

/* The evaluations of a fit in a folder: history.csv to be read, with a row for each (evaluation,
 * objective, parameters by their names, seconds; of a fit in stages its stage, from 1), and
 * history.bin, from which a fit that was stopped goes on. */
typedef struct lam_history lam_history;

/* Open those of a folder, which is there, or begin them. sum: of all that the fit is of
 * (lam_history_sum). LAM_ERR_INPUT: they are of another fit, or one is writing them. The caller
 * closes *history_out. */
lam_status lam_history_open(const char *folder, size_t n, const char *const *names,
                            size_t n_residuals, bool has_stages, uint64_t sum,
                            lam_history **history_out);
/* NULL is allowed. */
void lam_history_close(lam_history *history);
/* How many evaluations were there when it was opened. */
size_t lam_history_known(const lam_history *history);
/* The next evaluation, if it is one of those: its value and residuals (NULL: not wanted).
 * LAM_ERR_INPUT: it was at another point. Of one that follows, it and all behind it are forgotten
 * then. */
lam_status lam_history_next(lam_history *history, const double *point, double *value_out,
                            double *residuals_out, bool *is_known_out);
/* The next evaluation of those that were passed over, as they were aside, and with_rest of those
 * behind the last one, wherever it was. */
lam_status lam_history_recall(lam_history *history, bool with_rest, double *point_out,
                              double *value_out, bool *is_known_out);
/* Evaluations that are asked for and added from now on are aside, or no longer: they only go on
 * from what was found elsewhere. The others pass them over, and so may go on behind them. */
void lam_history_aside(lam_history *history, bool is_aside);
/* From now on its points follow from what another history has found, and change with it. */
void lam_history_follow(lam_history *history);
/* Evaluations that are added from now on are of this stage, counted from 0. */
void lam_history_stage(lam_history *history, size_t stage);
/* Note the next evaluation. residuals NULL: it has none. */
lam_status lam_history_add(lam_history *history, const double *point, double value,
                           const double *residuals, double seconds);
/* The sum of more bytes; 0 to begin with. */
uint64_t lam_history_sum(uint64_t sum, size_t n, const void *bytes);

/* Write a network as a file that can be run, in the place of what was there. */
lam_status lam_fit_write_best(const lam_network *network, const char *path);

/* A parameter between 0 and 1, and back. */
double lam_fit_scaled(const lam_fit_parameter *parameter, double value);
double lam_fit_unscaled(const lam_fit_parameter *parameter, double scaled);

#ifdef __cplusplus
}
#endif

#endif
