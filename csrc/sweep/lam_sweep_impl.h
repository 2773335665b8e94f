/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sweep_impl.h - what is kept of a sweep and its file, inside (not public). */
#ifndef LAM_SWEEP_IMPL_H
#define LAM_SWEEP_IMPL_H

#include "results/lam_folder_impl.h"

#include <hdf5.h>

/* ---- what is kept (lam_sweep_layout.c) ---- */

typedef enum lam_set_kind {
    LAM_SET_DIPOLE,
    LAM_SET_LAYERS,
    LAM_SET_LFP,
    LAM_SET_CSD,
    LAM_SET_SENSORS,
    LAM_SET_NUMBERS
} lam_set_kind;

/* A dataset: of each trial of each point n_rows x n_columns numbers, one after the other. */
typedef struct lam_sweep_set {
    lam_set_kind kind;
    char path[96];
    const char *units;
    size_t n_rows, n_columns; /* n_rows 0: a vector of n_columns */
    size_t array;             /* of lfp, csd and sensors: which one of the network's */
    char *names_owned;        /* of rows, or of the columns of a vector, a line each; NULL: none */
} lam_sweep_set;

/* A curve of a trial (lam_sweep_signals.c). */
typedef struct lam_sweep_signal {
    lam_set_kind kind; /* LAYERS: of some populations, by name */
    size_t array, row;
    const char *unit;
} lam_sweep_signal;

/* What makes numbers: what is kept, of which curve, against which data. */
typedef struct lam_sweep_item {
    lam_kept_item kept; /* its text is the spec's */
    lam_sweep_signal signal;
    size_t n_data; /* of rmse */
    double *data_time_ms_owned, *data_owned;
} lam_sweep_item;

struct lam_sweep_layout {
    lam_sweep_run run;
    size_t n_parameters;
    size_t n_sets, n_items; /* items: those that make numbers */
    lam_sweep_set *sets_owned;
    lam_sweep_item *items_owned;
    size_t n_layers, n_populations, n_arrays, n_sensor_sets; /* that the network has to have */
    bool has_spikes, has_potentials, has_sensors;
};

size_t lam_sweep_set_size(const lam_sweep_set *set);
/* What tells the data that runs are compared with from others, as JSON; the caller frees it. */
lam_status lam_sweep_target_text(const lam_sweep_layout *layout, char **text_out);
/* The populations that have a dipole, and all of real cells. */
size_t lam_sweep_layers(const lam_model *model);
size_t lam_sweep_populations(const lam_model *model);

/* ---- curves (lam_sweep_signals.c) ---- */

/* Has a population a dipole: real cells of a type that has? */
bool lam_sweep_has_dipole(const lam_model *model, size_t population);
/* LAM_ERR_INPUT: the network has no such signal; the error names what is kept. */
lam_status lam_sweep_find_signal(const lam_model *model, const lam_kept_item *kept,
                                 lam_sweep_signal *signal_out);
/* The curve, as it is shown, [n_samples]. */
lam_status lam_sweep_curve(const lam_sweep_layout *layout, const lam_model *model,
                           const lam_sweep_trial *trial, const lam_kept_item *kept,
                           const lam_sweep_signal *signal, double *curve_out);
/* Scaled, then smoothed, as text files of a run show it: [n_rows][n_samples]. */
lam_status lam_sweep_show(const lam_sweep_run *run, size_t n_rows, const double *signals,
                          double *shown_out);
/* The potentials of an array: those of arrays without a method are not there. */
const double *lam_sweep_potentials(const lam_model *model, size_t array, size_t n_samples,
                                   const lam_sweep_trial *trial);
/* What each sensor of a set sees, as it is shown: [n][n_samples]. */
lam_status lam_sweep_seen(const lam_sweep_run *run, const lam_sensor_set *set,
                          const double *moment_nAm, double *seen_out);

/* ---- numbers (lam_sweep_numbers.c) ---- */

/* The names of all columns, a line each, which the caller frees, and how many there are. */
lam_status lam_sweep_number_names(const lam_sweep_layout *layout, const lam_model *model,
                                  size_t *n_out, char **names_out);
/* LAM_ERR_INPUT: no run of this length has a frequency in the band that is kept. */
lam_status lam_sweep_check_band(const lam_sweep_layout *layout, const lam_sweep_item *item);
#define LAM_SYNCHRONY_MS 5.0 /* the bins that spikes are counted in */
/* All of them, in the order of their names. */
lam_status lam_sweep_numbers(const lam_sweep_layout *layout, const lam_model *model,
                             const lam_sweep_trial *trial, double *numbers_out);

/* ---- the file (lam_sweep_file.c) ---- */

#define LAM_SWEEP_NAME   "sweep.h5"
#define LAM_SPIKES_NAME  "spikes.h5"
#define LAM_JOURNAL_NAME "spikes.journal"
#define LAM_TABLE_NAME   "table.csv"

enum { LAM_REASON_SIZE = 240 };

/* Where in the file the datasets begin that are written while a sweep runs. */
typedef struct lam_sweep_places {
    uint64_t status, reason, retries, *sets_owned;
    bool has_retries; /* a sweep that an older version has begun has none */
} lam_sweep_places;

/* Write the file, with room for all points, under its own name as soon as it is whole. */
lam_status lam_sweep_file_make(const char *path, const lam_spec *spec, const lam_network *network,
                               const lam_sweep_layout *layout);
/* LAM_ERR_INPUT unless the file is that of the same sweep: what differs. */
lam_status lam_sweep_file_check(const char *path, const lam_spec *spec, const lam_network *network,
                                const lam_sweep_layout *layout);
/* What the columns of a dataset are called, a line each, which the caller frees. */
lam_status lam_sweep_file_names(const char *path, hid_t file, const char *name, char **lines_out);
/* The caller frees places_out->sets_owned. */
lam_status lam_sweep_file_places(const char *path, const lam_sweep_layout *layout,
                                 lam_sweep_places *places_out);

/* ---- spikes (lam_sweep_spikes.c) ---- */

/* Points as they come, in a file of its own; once all are there they are sorted into spikes.h5. */
typedef struct lam_sweep_journal {
    int fd; /* -1: none */
    size_t end;
    const char *folder_borrowed; /* its path */
} lam_sweep_journal;

/* Open the journal in a folder, and cut off what a killed process left of a point. */
lam_status lam_sweep_journal_open(const lam_folder *folder, lam_sweep_journal *journal);
lam_status lam_sweep_journal_add(lam_sweep_journal *journal, size_t point, size_t n_values,
                                 const double *values);
/* Set the flags [n_points] of those that are in it. */
void lam_sweep_journal_find(const lam_sweep_journal *journal, size_t n_points, bool *is_there_out);
/* Add all points of spikes.h5, as there were before it was made. */
lam_status lam_sweep_journal_restore(lam_sweep_journal *journal, const lam_folder *folder,
                                     size_t n_points, size_t n_trials);
/* Make spikes.h5 of it, and remove it. */
lam_status lam_sweep_journal_sort(lam_sweep_journal *journal, const lam_folder *folder,
                                  size_t n_points, size_t n_trials);

/* ---- the sweep (lam_sweep.c) ---- */

struct lam_sweep {
    lam_folder folder;
    int fd; /* of the file */
    const lam_spec *spec_borrowed;
    const lam_sweep_layout *layout_borrowed;
    lam_sweep_places places;
    lam_sweep_journal journal;
    lam_sweep_counts counts;
};

enum { LAM_POINT_TO_DO, LAM_POINT_DONE, LAM_POINT_FAILED };

/* Read n bytes of the file. */
lam_status lam_sweep_read_at(const lam_sweep *sweep, uint64_t place, size_t n, void *bytes_out);
/* Write table.csv (lam_sweep_table.c). */
lam_status lam_sweep_table(const lam_sweep *sweep);

#endif
