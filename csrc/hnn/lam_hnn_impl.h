/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_impl.h - translating HNN-core's network file (its hnn_io.py) into a network file of our
 * own, docs/network-file.md (not public). */
#ifndef LAM_HNN_IMPL_H
#define LAM_HNN_IMPL_H

#include "network/lam_network_impl.h"

/* HNN-core ignores this key of its files. We use it (docs/hnn-files.md). */
#define LAM_HNN_OWN_KEY "laminae"
/* HNN-core takes this section for the root. Cells fire from it, and currents are injected into
 * it. */
#define LAM_HNN_ROOT "soma"

/* A population of cells, or the cells of a drive. */
typedef struct lam_hnn_population {
    const char *name;
    size_t first_gid, end_gid;
    bool is_drive;
} lam_hnn_population;

/* An element of the file's `connectivity`. */
typedef struct lam_hnn_connection {
    size_t source, target; /* populations */
    const char *location, *receptor;
    double weight_uS, delay_ms, lamtha, gain, threshold_mV;
    const json_t *value, *numbers; /* the element; its nc_dict */
    json_t *gid_pairs;
    size_t n_pairs, n_autapses;
    bool has_twice; /* some pair stands there more than once: each time makes a synapse */
    bool is_shift;  /* source gid = target gid + shift: each target has its own */
    long long shift;
    bool is_of_drive; /* the drive implies it, so it need not be listed */
} lam_hnn_connection;

/* A translation under way. */
typedef struct lam_hnn {
    lam_json_document *document;
    json_t *network; /* the translation */
    size_t nx, ny;
    double threshold_mV;
    double inplane_distance_um;
    bool lamtha_in_um; /* else it is in in-plane distances */
    size_t n_populations, n_cell_populations, n_cells;
    lam_hnn_population *populations; /* by gid, cells before drives */
    size_t n_connections;
    lam_hnn_connection *connections;
    size_t n_lists, *seen; /* [gids]: the last list in which each cell was seen */
    size_t n_without_v0;   /* sections */
} lam_hnn;

/* Translate document->merged, the root of HNN-core's file, into *network_out, which the caller
 * owns. Errors of later readers about it name the places of that file. The in-plane distance is
 * inplane_distance_um if that is above 0. Else it is what the file says under "laminae", else what
 * follows from the cells' positions. */
lam_status lam_hnn_read(lam_json_document *document, double inplane_distance_um,
                        json_t **network_out);

/* ---- making JSON (lam_hnn_make.c) ---- */

/* Give `made` (NULL: out of memory) to an object as its `key`, or to a list (key NULL). Note from
 * which value of the file it was made (NULL: from none). */
lam_status lam_hnn_add(lam_hnn *hnn, json_t *to, const char *key, json_t *made, const json_t *from);
/* Share the value itself. */
lam_status lam_hnn_share(lam_hnn *hnn, json_t *to, const char *key, json_t *value);
/* Give [value, "unit"], in which the value is shared. */
lam_status lam_hnn_add_quantity(lam_hnn *hnn, json_t *to, const char *key, json_t *value,
                                const char *unit);

/* A number in the file, and the key and unit that it gets. */
typedef struct lam_hnn_number {
    const char *key, *as;
    const char *unit; /* NULL: it has none */
    int optional;     /* a null counts as missing */
} lam_hnn_number;

/* Give the numbers of an object to another as quantities. */
lam_status lam_hnn_add_numbers(lam_hnn *hnn, const lam_json *at, const lam_hnn_number *numbers,
                               size_t n_numbers, json_t *to);
/* Give one number, or one for each population. */
lam_status lam_hnn_add_by_population(lam_hnn *hnn, const lam_json *at, const char *unit, json_t *to,
                                     const char *key);

/* Like lam_json_read, but passes over keys that do not affect a run. `target` begins with a `json_t
 * *` that takes these. */
lam_status lam_hnn_read_fields(const lam_json *at, const lam_json_field *fields, size_t n_fields,
                               void *target);
/* Returns the member of an object, or NULL if it is null. */
lam_json lam_hnn_member(const lam_json *object, const char *key);
/* Refuses what is there unless it is an object (or a list). It may be empty or missing. */
lam_status lam_hnn_check_kind(const lam_json *at, json_type kind);

/* ---- parts ---- */

/* Read the populations by gid and where their cells stand; the grid; and where a drive's cells
 * stand, if that is not the drives' origin. */
lam_status lam_hnn_read_populations(lam_hnn *hnn, const lam_json *root);
lam_status lam_hnn_read_grid(lam_hnn *hnn, const lam_json *root, double inplane_distance_um);
lam_status lam_hnn_add_place(lam_hnn *hnn, const lam_json *root, const char *drive, json_t *to);
lam_status lam_hnn_check_point(const lam_json *at);
/* Read the cell types, and which population has which part of HNN's baseline. */
lam_status lam_hnn_read_cell_types(lam_hnn *hnn, const lam_json *cell_types);
/* Read the sections of one cell type, the mechanisms of a section, a synapse. */
lam_status lam_hnn_read_sections(lam_hnn *hnn, const lam_json *cell, json_t *to);
lam_status lam_hnn_read_mechanisms(lam_hnn *hnn, const lam_json *at, size_t nseg, json_t *to);
lam_status lam_hnn_read_synapse(lam_hnn *hnn, const lam_json *at, json_t *to);
/* Read all connections. Write those that no drive implies. */
lam_status lam_hnn_read_connections(lam_hnn *hnn, const lam_json *root);
lam_status lam_hnn_write_connections(lam_hnn *hnn);
lam_status lam_hnn_read_drives(lam_hnn *hnn, const lam_json *root);
lam_status lam_hnn_read_biases(lam_hnn *hnn, const lam_json *biases);
lam_status lam_hnn_read_arrays(lam_hnn *hnn, const lam_json *arrays);

/* Give the nc_dict's lamtha in in-plane distances. */
lam_status lam_hnn_add_lamtha(lam_hnn *hnn, const json_t *numbers, json_t *to, const char *key);

/* Are the connections of a drive exactly those that its weights, delays and probabilities imply? If
 * so they are marked, and *numbers_out is the nc_dict of one of them. Else it is NULL
 * (lam_hnn_match.c). */
lam_status lam_hnn_match_drive(lam_hnn *hnn, size_t source, const json_t *drive,
                               const json_t **numbers_out);

#endif
