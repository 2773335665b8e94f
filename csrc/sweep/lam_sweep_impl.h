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
    LAM_SET_NUMBERS
} lam_set_kind;

/* A dataset: of each trial of each point n_rows x n_columns numbers, one after the other. */
typedef struct lam_sweep_set {
    lam_set_kind kind;
    char path[96];
    const char *units;
    size_t n_rows, n_columns; /* n_rows 0: a vector of n_columns */
    size_t array;             /* of lfp and csd: which one of the network's */
    char *names_owned;        /* of rows, or of the columns of a vector, a line each; NULL: none */
} lam_sweep_set;

struct lam_sweep_layout {
    lam_sweep_run run;
    size_t n_parameters;
    size_t n_sets, n_items; /* items: those that make numbers */
    lam_sweep_set *sets_owned;
    lam_kept_item *items_owned;               /* their texts are the spec's */
    size_t n_layers, n_populations, n_arrays; /* that the network has to have */
    bool has_spikes, has_potentials;
};

size_t lam_sweep_set_size(const lam_sweep_set *set);
/* The populations of real cells that have a dipole, and all of them. */
size_t lam_sweep_layers(const lam_model *model);
size_t lam_sweep_populations(const lam_model *model);

/* ---- the file (lam_sweep_file.c) ---- */

#define LAM_SWEEP_NAME   "sweep.h5"
#define LAM_SPIKES_NAME  "spikes.h5"
#define LAM_JOURNAL_NAME "spikes.journal"
#define LAM_TABLE_NAME   "table.csv"

enum { LAM_REASON_SIZE = 240 };

/* Where in the file the datasets begin that are written while a sweep runs. */
typedef struct lam_sweep_places {
    uint64_t status, reason, *sets_owned;
} lam_sweep_places;

/* Write the file, with room for all points, under its own name as soon as it is whole. */
lam_status lam_sweep_file_make(const char *path, const lam_spec *spec, const lam_network *network,
                               const lam_sweep_layout *layout);
/* LAM_ERR_INPUT unless the file is that of the same sweep: what differs. */
lam_status lam_sweep_file_check(const char *path, const lam_spec *spec, const lam_network *network);
/* The caller frees places_out->sets_owned. */
lam_status lam_sweep_file_places(const char *path, const lam_sweep_layout *layout,
                                 lam_sweep_places *places_out);

/* ---- spikes (lam_sweep_spikes.c) ---- */

/* Points as they come, in a file of its own; once all are there they are sorted into spikes.h5. */
typedef struct lam_sweep_journal {
    int fd; /* -1: none */
    size_t end;
} lam_sweep_journal;

/* Open the journal in a folder, and cut off what a killed process left of a point. */
lam_status lam_sweep_journal_open(const lam_folder *folder, lam_sweep_journal *journal);
lam_status lam_sweep_journal_add(lam_sweep_journal *journal, size_t point, size_t n_values,
                                 const double *values);
/* Set the flags [n_points] of those that are in it. */
void lam_sweep_journal_find(const lam_sweep_journal *journal, size_t n_points, bool *is_there_out);
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

/* Write table.csv (lam_sweep_table.c). */
lam_status lam_sweep_table(const lam_sweep *sweep);

#endif
