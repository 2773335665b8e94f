/* SPDX-License-Identifier: BSD-3-Clause
 * sweep.h - what is kept of the runs of a sweep, and the file that it goes to (docs/sweep.md). */
#ifndef LAMINAE_SWEEP_H
#define LAMINAE_SWEEP_H

#include "laminae/design.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is kept of a trial: a block of numbers, the same for all points. */
typedef struct lam_sweep_layout lam_sweep_layout;

/* How the trials of each point are run and shown. */
typedef struct lam_sweep_run {
    size_t n_trials, n_samples;
    double tstop_ms, dt_ms, scale, smooth_ms; /* factor and window of dipoles */
} lam_sweep_run;

/* Lay out what the spec keeps, and read the data that it compares with. LAM_ERR_INPUT: the network
 * has no such thing, or the data will not do. Both spec and network are only read here. The caller
 * destroys *layout_out. */
lam_status lam_sweep_layout_create(const lam_spec *spec, const lam_network *network,
                                   const lam_sweep_run *run, lam_sweep_layout **layout_out);
void lam_sweep_layout_destroy(lam_sweep_layout *layout);
/* How many numbers the block of a trial has; whether potentials, what sensors see, and spikes, are
 * wanted. */
size_t lam_sweep_block(const lam_sweep_layout *layout);
bool lam_sweep_has_potentials(const lam_sweep_layout *layout);
bool lam_sweep_has_sensors(const lam_sweep_layout *layout);
bool lam_sweep_has_spikes(const lam_sweep_layout *layout);
/* The bytes of a sweep of so many points on disk, but for its spikes. */
double lam_sweep_bytes(const lam_sweep_layout *layout, size_t n_points);

/* What a trial gave. Potentials are those of all electrode arrays, one after the other. */
typedef struct lam_sweep_trial {
    size_t n_samples;
    const double *time_ms, *dipole_nAm; /* [n_samples] */
    size_t n_layers;                    /* populations that have a dipole */
    const double *layers_nAm;           /* [n_layers][n_samples] */
    size_t n_contacts;
    const double *potentials_uV; /* [n_contacts][n_samples]; NULL where they are not kept */
    size_t n_spikes;
    const double *spike_ms, *spike_gid; /* [n_spikes] */
    const double *moment_nAm; /* [3][n_samples], of all cells: x, y, z; NULL: not wanted */
} lam_sweep_trial;

/* The block of a trial of a network that is one of the sweep's: dipoles scaled and smoothed, source
 * densities and numbers computed. LAM_ERR_INPUT: what the network has does not fit the layout. */
lam_status lam_sweep_take(const lam_sweep_layout *layout, const lam_network *network,
                          const lam_sweep_trial *trial, double *block_out);

/* DIRECTORY/sweep.h5: made once with room for all points, so that afterwards only numbers are
 * written into it and a killed sweep leaves a file that is whole. */
typedef struct lam_sweep lam_sweep;

typedef struct lam_sweep_counts {
    size_t n_points, n_done, n_failed;
} lam_sweep_counts;

/* Make the directory and lock it; make the file, or go on with the one that is there.
 * LAM_ERR_INPUT: another process has the lock, the directory holds something else, or the file is
 * that of another sweep; the error says what differs. Spec and layout have to outlive *sweep_out,
 * which lam_sweep_close frees. */
lam_status lam_sweep_open(const char *directory, const lam_spec *spec, const lam_network *network,
                          const lam_sweep_layout *layout, lam_sweep **sweep_out);
lam_sweep_counts lam_sweep_count(const lam_sweep *sweep);
/* The first point from `from` on that is neither done nor failed; *point_out is n_points if there
 * is none. */
lam_status lam_sweep_next(const lam_sweep *sweep, size_t from, size_t *point_out);
/* Write a point: the blocks of its trials, one after the other; then, if spikes are kept, of each
 * trial how many there are, their times (ms), and their gids. */
lam_status lam_sweep_put(lam_sweep *sweep, size_t point, size_t n_values, const double *values);
/* Write that a point failed, and why. Its numbers are NaN. */
lam_status lam_sweep_fail(lam_sweep *sweep, size_t point, const char *reason);
/* All points that have failed are to do again, each counted in the dataset `retries`. */
lam_status lam_sweep_retry(lam_sweep *sweep);
/* Close and free; NULL is allowed. If no point is left to do, DIRECTORY/table.csv is made of
 * parameters and numbers, spikes.h5 of the spikes. */
lam_status lam_sweep_close(lam_sweep *sweep);

/* ---- what a sweep has left, read back ---- */

/* A file that is read alone, also while its sweep goes on. */
typedef struct lam_swept lam_swept;

/* Is this the file of a sweep, or a folder that has one? */
bool lam_swept_is(const char *path);
/* Open a sweep.h5, or the one in a folder. LAM_ERR_INPUT: it is none, or is damaged. The caller
 * closes *swept_out (NULL on failure). */
lam_status lam_swept_open(const char *path, lam_swept **swept_out);
/* NULL is allowed. */
void lam_swept_close(lam_swept *swept);
/* All that it hands out lives until it is closed. */
const char *lam_swept_path(const lam_swept *swept);
const lam_spec *lam_swept_spec(const lam_swept *swept);
/* The values of a point, [n_parameters]. */
lam_status lam_swept_point(const lam_swept *swept, size_t point, double *values_out);
bool lam_swept_is_done(const lam_swept *swept, size_t point);
size_t lam_swept_n_trials(const lam_swept *swept);
/* How many numbers a dataset, "dipole_nAm" or "numbers", has of each trial; 0: it is not kept. */
size_t lam_swept_size(const lam_swept *swept, const char *dataset);
/* Of a point: [n_trials][size]. */
lam_status lam_swept_read(const lam_swept *swept, const char *dataset, size_t point,
                          double *values_out);
/* The names of a dataset's columns, or of the parameters: malloc's, a line each. */
lam_status lam_swept_names(const lam_swept *swept, const char *dataset, char **lines_out);
/* A number of all points, [n_points]: the mean over trials, NAN of a point that is not done. */
lam_status lam_swept_number(const lam_swept *swept, size_t column, double *values_out);
/* The times of samples, [n_samples] of a dipole (lam_swept_size). */
lam_status lam_swept_times(const lam_swept *swept, double *time_ms_out);

#ifdef __cplusplus
}
#endif

#endif
