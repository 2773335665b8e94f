/* SPDX-License-Identifier: BSD-3-Clause
 * saved.h - reading back what runs have left: signals, spikes; and curves of data. */
#ifndef LAMINAE_SAVED_H
#define LAMINAE_SAVED_H

#include "laminae/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Results of a run, or a file of data, while they are read. Nothing is written. */
typedef struct lam_saved lam_saved;

typedef struct lam_saved_population {
    const char *name;
    size_t first_gid, n_cells;
    bool is_drive;
} lam_saved_population;

typedef struct lam_saved_facts {
    const char *path; /* of the file that is read */
    bool is_results;  /* a results.h5; else data */
    size_t n_trials;
    const size_t *trials; /* their numbers, ascending; after an interrupt some may lack */
    size_t n_samples;
    const double *time_ms; /* [n_samples] of dipoles, and of all that has no step of its own; of
                              spikes alone begin and end */
    double dt_ms;
    size_t n_dipoles;
    const char *const *dipoles; /* agg, the sum, first; in a text: agg, L2, L5 or the header's;
                                  channels of a .set or .fif; none of spikes alone */
    size_t n_populations;
    const lam_saved_population *populations; /* in the order of gids; none of curves */
    double scale, smooth_ms; /* how the run shows dipoles in text; 1 and 0 in a text */
} lam_saved_facts;

/* Open
 *  - a results.h5 (docs/results.md), or its folder;
 *  - NumPy's .npy, MATLAB's .mat, EEGLAB's .set, MNE's evoked .fif (docs/exchange.md); FILE:NAME is
 *    one array, channel or average of the last three;
 *  - a text of spikes, HNN's spk.txt: a time in ms, a gid and a population a row;
 *  - a text of curves, or a folder with HNN's dpl.txt and perhaps its spk.txt: rows of a time in ms
 *    and 1 value or more, with spaces, tabs, commas or semicolons between them. Rows in front that
 *    begin with # or with a letter are the header. The times have to be even, to a tenth of their
 *    step.
 * LAM_ERR_INPUT names the file, the line or dataset, and what is accepted. The caller closes
 * *saved_out. */
lam_status lam_saved_open(const char *path, lam_saved **saved_out);
/* The same, of data whose file does not say what they are. units: "ms,nAm", "s,Am", or one of both,
 * of the times and of the values (nAm, uV, fT, or with other prefixes); NULL: as the file says,
 * else ms and nAm, as in HNN's files, unless the numbers are like s or Am: then it is
 * LAM_ERR_INPUT. data: "rate=HZ" of what has no times, "trials=columns" or "trials=rows" of a
 * matrix, "name=NAME" of an array, a channel or an average in a file of several, with commas
 * between them; NULL: none. */
lam_status lam_saved_open_data(const char *path, const char *units, const char *data,
                               lam_saved **saved_out);
/* What a file of data was taken for, in a line, "" for results: trials, samples, rate, range,
 * units; how many spikes. It stays until the file is closed. */
const char *lam_saved_said(const lam_saved *saved);
/* They stay until it is closed. */
const lam_saved_facts *lam_saved_facts_of(const lam_saved *saved);
/* NULL is allowed. */
void lam_saved_close(lam_saved *saved);

enum { LAM_SAVED_UNIT = 32 };

typedef struct lam_saved_shape {
    size_t n_rows, n_samples;
    double dt_ms;
    char unit[LAM_SAVED_UNIT]; /* of the values: "nAm" */
} lam_saved_shape;

/* What a signal is like: a dataset below /trial/<k> such as "dipole/agg", "extracellular/shank" or
 * "cells/35/soma/v_mV", in the trial of this number. Of data there is "dipole/NAME" alone. */
lam_status lam_saved_shape_of(const lam_saved *saved, size_t trial, const char *signal,
                              lam_saved_shape *shape_out);
/* One row of it, [n_samples]; that of a signal without rows is 0. A value that is no finite number
 * is LAM_ERR_INPUT. */
lam_status lam_saved_read(const lam_saved *saved, size_t trial, const char *signal, size_t row,
                          double *samples_out);
/* Samples first to first + n - 1 of all its rows, [n_rows][n]. */
lam_status lam_saved_read_part(const lam_saved *saved, size_t trial, const char *signal,
                               size_t first, size_t n, double *samples_out);
/* The times of its samples, [shape->n_samples]. */
void lam_saved_times(const lam_saved *saved, const lam_saved_shape *shape, double *time_ms_out);
/* All signals of a trial, sorted. They and the list are the caller's, lam_saved_free_names. */
lam_status lam_saved_signals(const lam_saved *saved, size_t trial, size_t *n_out,
                             char ***names_out);
/* Numbers that stand beside a signal, such as "positions_um": malloc's. *n_out 0: there are none,
 * and the list is NULL. */
lam_status lam_saved_beside(const lam_saved *saved, size_t trial, const char *signal,
                            const char *attribute, size_t *n_out, double **values_out);
/* What a row is called, as a column of a table may be: by its name, "Cz", or by its number and the
 * height of a contact, "3_z600um"; by x, y, z, for a vector; "" for the only one. */
enum { LAM_SAVED_NAME = 256 };
lam_status lam_saved_row_names(const lam_saved *saved, size_t trial, const char *signal,
                               size_t *n_out, char ***names_out);
/* The row that is called `name`, or has this number. LAM_ERR_INPUT: there is none. */
lam_status lam_saved_row_of(const lam_saved *saved, size_t trial, const char *signal,
                            const char *name, size_t *row_out);
/* A row of a signal of results, or a curve of data. */
typedef struct lam_saved_row {
    char signal[LAM_SAVED_NAME];
    size_t row;
    lam_saved_shape shape; /* of its signal, in the first trial */
} lam_saved_row;
/* Find it by name: "agg", the sum of dipoles, or of data the first curve; "L5_pyramidal";
 * "eeg/cap/Cz", "extracellular/shank/3", where the last part is the name or the number of a row and
 * of data the name of a curve. The only curve of data has any name. */
lam_status lam_saved_find_row(const lam_saved *saved, const char *name, lam_saved_row *row_out);
/* The mean over all trials, [n_samples]: dipoles, and what sensors see of them, as the run shows
 * dipoles. LAM_ERR_INPUT: trials differ in length. */
lam_status lam_saved_mean(const lam_saved *saved, const lam_saved_row *row, double *mean_out);
/* The curve of data that is called NAME or NAME_unit; false: there is none. */
bool lam_saved_column(const lam_saved *saved, const char *name, const char *unit,
                      size_t *column_out);
/* The spikes of a trial, cells and drives alike, as they stand in the file. Both lists are
 * malloc's, the caller frees them. LAM_ERR_INPUT: a file of curves, which has none. */
lam_status lam_saved_spikes(const lam_saved *saved, size_t trial, size_t *n_out,
                            double **time_ms_out, double **gid_out);

/* The trials that a list such as "0,2-4" names (NULL: all), ascending; LAM_ERR_INPUT: it is no
 * list, or none is there. *trials_out is malloc's, the caller frees it. */
lam_status lam_saved_choose(const lam_saved *saved, const char *list, size_t *n_out,
                            size_t **trials_out);
/* The names in a group below a trial of results, such as "cells" or "cells/35", sorted; none where
 * there is no such group. *names_out[*n_out] and each name are malloc's, the caller frees them
 * (lam_saved_free_names). */
lam_status lam_saved_names(const lam_saved *saved, size_t trial, const char *group, size_t *n_out,
                           char ***names_out);
void lam_saved_free_names(size_t n, char **names);
/* An attribute of the results' file (docs/results.md), such as "command" or "dt_ms", as text; "":
 * there is none. *text_out is malloc's, the caller frees it. */
lam_status lam_saved_about(const lam_saved *saved, const char *name, char **text_out);

#ifdef __cplusplus
}
#endif

#endif
