/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_impl.h - translating HNN-core's network file (its hnn_io.py) into a network file of our
 * own, docs/network-file.md (not public). */
#ifndef LAM_HNN_IMPL_H
#define LAM_HNN_IMPL_H

#include "network/lam_network_impl.h"

/* What HNN-core ignores in its files and we use (docs/hnn-files.md). */
#define LAM_HNN_OWN_KEY "laminae"
/* The section that HNN-core takes for the root, fires from and injects into. */
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
    bool has_twice; /* some pair more than once: as many synapses */
    bool is_shift;  /* all sources are `shift` above their targets, so each has one of its own */
    long long shift;
    bool is_of_drive; /* what the drive says already */
} lam_hnn_connection;

/* A translation under way. */
typedef struct lam_hnn {
    lam_json_document *document;
    json_t *network; /* what is made */
    size_t nx, ny;
    double threshold_mV;
    double inplane_distance_um;
    bool lamtha_in_um; /* else in in-plane distances */
    size_t n_populations, n_cell_populations, n_cells;
    lam_hnn_population *populations; /* gids ascending, those of cells before the drives' */
    size_t n_connections;
    lam_hnn_connection *connections;
    size_t n_lists, *seen; /* of gids; for each cell the last list that had it */
} lam_hnn;

/* Translate document->merged, the root of HNN-core's file. Errors of later readers about
 * *network_out, which the caller owns, name the places of that file. The in-plane distance is
 * inplane_distance_um; if that is not above 0 or NAN, what the file says under "laminae"; else what
 * follows from the cells' positions. */
lam_status lam_hnn_read(lam_json_document *document, double inplane_distance_um,
                        json_t **network_out);

/* ---- making JSON (lam_hnn_make.c) ---- */

/* Give `made` (NULL: out of memory) to an object as its `key`, or to a list (NULL), and note which
 * value of the file it was made from (NULL: none). */
lam_status lam_hnn_add(lam_hnn *hnn, json_t *to, const char *key, json_t *made, const json_t *from);
/* The value itself, shared. */
lam_status lam_hnn_share(lam_hnn *hnn, json_t *to, const char *key, json_t *value);
/* [value, "unit"], the value shared. */
lam_status lam_hnn_add_quantity(lam_hnn *hnn, json_t *to, const char *key, json_t *value,
                                const char *unit);

/* A number in the file and what it becomes. */
typedef struct lam_hnn_number {
    const char *key, *as;
    const char *unit; /* NULL: a number without one */
    int optional;     /* a null counts as missing */
} lam_hnn_number;

/* Numbers of an object, given to another as quantities. */
lam_status lam_hnn_add_numbers(lam_hnn *hnn, const lam_json *at, const lam_hnn_number *numbers,
                               size_t n_numbers, json_t *to);
/* One number, or one for each population. */
lam_status lam_hnn_add_by_population(lam_hnn *hnn, const lam_json *at, const char *unit, json_t *to,
                                     const char *key);

/* As lam_json_read, but passes over what a run does not depend on; `target` begins with a `json_t
 * *` for that. */
lam_status lam_hnn_read_fields(const lam_json *at, const lam_json_field *fields, size_t n_fields,
                               void *target);
/* The member of an object, NULL where it is null. */
lam_json lam_hnn_member(const lam_json *object, const char *key);
/* It is an object (or a list), perhaps empty, or missing. */
lam_status lam_hnn_check_kind(const lam_json *at, json_type kind);

/* ---- parts ---- */

/* Populations by gid and where their cells stand; the grid; where a drive's cells stand, if that is
 * not its origin. */
lam_status lam_hnn_read_populations(lam_hnn *hnn, const lam_json *root);
lam_status lam_hnn_read_grid(lam_hnn *hnn, const lam_json *root, double inplane_distance_um);
lam_status lam_hnn_add_place(lam_hnn *hnn, const lam_json *root, const char *drive, json_t *to);
lam_status lam_hnn_check_point(const lam_json *at);
/* Cell types, and which part of HNN's baseline is whose. */
lam_status lam_hnn_read_cell_types(lam_hnn *hnn, const lam_json *cell_types);
/* The sections of one, a section's mechanisms, a synapse. */
lam_status lam_hnn_read_sections(lam_hnn *hnn, const lam_json *cell, json_t *to);
lam_status lam_hnn_read_mechanisms(lam_hnn *hnn, const lam_json *at, size_t nseg, json_t *to);
lam_status lam_hnn_read_synapse(lam_hnn *hnn, const lam_json *at, json_t *to);
/* Read the connections; write those that no drive stands for. */
lam_status lam_hnn_read_connections(lam_hnn *hnn, const lam_json *root);
lam_status lam_hnn_write_connections(lam_hnn *hnn);
lam_status lam_hnn_read_drives(lam_hnn *hnn, const lam_json *root);
lam_status lam_hnn_read_biases(lam_hnn *hnn, const lam_json *biases);
lam_status lam_hnn_read_arrays(lam_hnn *hnn, const lam_json *arrays);

/* The nc_dict's lamtha, in in-plane distances. */
lam_status lam_hnn_add_lamtha(lam_hnn *hnn, const json_t *numbers, json_t *to, const char *key);

/* Are the connections of a drive those that its weights, delays, probabilities make? If so they
 * are marked, and *numbers_out is the nc_dict of one of them; else it is NULL
 * (lam_hnn_match.c). */
lam_status lam_hnn_match_drive(lam_hnn *hnn, size_t source, const json_t *drive,
                               const json_t **numbers_out);

#endif
