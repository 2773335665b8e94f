/* SPDX-License-Identifier: BSD-3-Clause
 * design.h - which values parameters have in the runs of a sweep or a fit, and the file that says
 * so (docs/sweep.md). */
#ifndef LAMINAE_DESIGN_H
#define LAMINAE_DESIGN_H

#include "laminae/network.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lam_prior_kind {
    LAM_PRIOR_UNIFORM,         /* low, high */
    LAM_PRIOR_LOG_UNIFORM,     /* low, high; 0 < low */
    LAM_PRIOR_NORMAL,          /* mean, sd */
    LAM_PRIOR_TRUNCATED_NORMAL /* mean, sd, between low and high, either of which may be infinite */
} lam_prior_kind;

typedef struct lam_prior {
    lam_prior_kind kind;
    double low, high; /* the ends of what it gives; infinite where there are none */
    double mean, sd;
} lam_prior;

/* The value below which it is with probability u, 0 <= u <= 1, to 1e-14 of it or of sd; always
 * within its ends. */
double lam_prior_quantile(const lam_prior *prior, double u);
/* The inverse: the probability of a value that is not above x. */
double lam_prior_below(const lam_prior *prior, double x);

/* A parameter that differs between points: it has one of the values, or one that its prior gives.
 * {"low": A, "high": B} is a uniform prior, with "scale": "log" a log-uniform one. */
typedef struct lam_varied {
    const char *path; /* as --set has it */
    size_t n_values;  /* 0: of the prior */
    const double *values;
    lam_prior prior;
    double start; /* where a search begins; NAN: not said */
} lam_varied;

typedef enum lam_design_kind {
    LAM_DESIGN_GRID,  /* each value with each, the last parameter's changing fastest */
    LAM_DESIGN_ZIP,   /* the i-th values of all */
    LAM_DESIGN_LIST,  /* the same, from a list of points */
    LAM_DESIGN_LHS,   /* Latin hypercube (McKay 1979, doi 10.2307/1268522): one value of each of n
                         equally likely strata */
    LAM_DESIGN_SOBOL, /* Sobol's sequence */
    LAM_DESIGN_PRIOR, /* draws that do not depend on each other */
    LAM_DESIGN_SALTELLI, /* for lam_sobol_indices: n_parameters + 2 points for each base point A, B
                           of Sobol's sequence in twice as many dimensions: A; A with one parameter
                           of B, of each; B (Saltelli 2010, doi 10.1016/j.cpc.2009.09.018) */
    LAM_DESIGN_DIFFERENCES /* the start of all, else the median of the prior; then of each
                              parameter 1 % less, and 1 % more, within the prior's ends */
} lam_design_kind;

typedef struct lam_design {
    lam_design_kind kind;
    size_t n_points;
    uint64_t seed; /* of lhs and prior; of sobol and saltelli, if it is not 0, of a digital shift */
    size_t n_parameters;
    const lam_varied *parameters;
} lam_design;

/* The values of point i < n_points, [n_parameters]: computed from i alone. Of all but grid,
 * zip and list a parameter with values has each with the same probability. */
void lam_design_point(const lam_design *design, size_t i, double *values_out);

/* The i-th point of Sobol's sequence in n <= LAM_SOBOL_MOST dimensions, each 0 to below 1: point 0
 * is the origin, and any 2^k that follow at a multiple of 2^k fill the cube evenly. Direction
 * numbers of Joe & Kuo 2008 (doi 10.1137/070709359, new-joe-kuo-6). */
enum { LAM_SOBOL_MOST = 40, LAM_SOBOL_BITS = 30 };
void lam_sobol_point(size_t i, size_t n, double *u_out);

/* A file of a sweep. Everything that it hands out lives until it is destroyed. */
typedef struct lam_spec lam_spec;

/* Read the file of a sweep. LAM_ERR_INPUT names the file, the path in it, and what is accepted. The
 * caller destroys *spec_out (NULL on failure). */
lam_status lam_spec_read_sweep(const char *path, lam_spec **spec_out);
/* The same of a text that a file holds, which errors name. NULL: the file itself. */
lam_status lam_spec_parse_sweep(const char *path, const char *text, lam_spec **spec_out);
void lam_spec_destroy(lam_spec *spec);

const lam_design *lam_spec_design(const lam_spec *spec);
/* The network: a model's name, or a file; a path beside the file of the sweep if there is one. */
const char *lam_spec_network(const lam_spec *spec);
/* An option of `run` under "options" as text, by the name that it has there (tstop_ms); a list has
 * a line for each. "": not given. The caller frees *text_out. */
lam_status lam_spec_option(const lam_spec *spec, const char *name, char **text_out);
/* Whether each point has random events of its own. Else all have the same. */
bool lam_spec_has_own_events(const lam_spec *spec);
/* What is kept of each run: signals, then numbers. */
typedef enum lam_kept_kind {
    LAM_KEPT_DIPOLE,
    LAM_KEPT_LAYERS,
    LAM_KEPT_SPIKES,
    LAM_KEPT_LFP,
    LAM_KEPT_CSD,
    LAM_KEPT_EEG,
    LAM_KEPT_MEG,
    LAM_KEPT_PEAKS,
    LAM_KEPT_BAND,
    LAM_KEPT_RELATIVE,
    LAM_KEPT_EVENTS,
    LAM_KEPT_RMSE,
    LAM_KEPT_SHARES,
    LAM_KEPT_RATES,
    LAM_KEPT_CV,
    LAM_KEPT_INTERVALS,
    LAM_KEPT_SYNCHRONY,
    LAM_KEPT_N_KINDS
} lam_kept_kind;

enum { LAM_KEPT_SIGNAL = 128 };
typedef struct lam_kept_item {
    lam_kept_kind kind;
    const char *text;             /* "dipole", "peaks:20:80" */
    char signal[LAM_KEPT_SIGNAL]; /* that its numbers are of, "agg": the sum of dipoles */
    double from, to;              /* ms or Hz; NAN: not said */
} lam_kept_item;
const lam_kept_item *lam_spec_kept(const lam_spec *spec, size_t *n_out);
/* The data that runs are compared with, as lam_saved_open_data takes them; NULL: none. */
const char *lam_spec_target(const lam_spec *spec, const char **units_out, const char **data_out);
/* The file as JSON, without spaces: two that say the same have the same. */
lam_status lam_spec_text(const lam_spec *spec, char **text_out);
/* The same of a fit without what only ends it, max_evaluations, max_seconds and target: with other
 * limits it goes on. */
lam_status lam_spec_text_unlimited(const lam_spec *spec, char **text_out);

/* Refuse a parameter that the network does not have, or that is no number there, two that are the
 * same, or values that the network refuses. The network does not change. */
lam_status lam_spec_check(const lam_spec *spec, const lam_network *network);
/* The changes that make a point: lines PATH=VALUE, which lam_network_change takes. The caller frees
 * *lines_out. */
lam_status lam_design_lines(const lam_design *design, const double *values, char **lines_out);

#ifdef __cplusplus
}
#endif

#endif
