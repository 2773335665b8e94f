/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_impl.h - what a network is made of inside, and the readers of its parts
 * (not public). */
#ifndef LAM_NETWORK_IMPL_H
#define LAM_NETWORK_IMPL_H

#include "json/lam_json_impl.h"

#define LAM_MAX_SEED 9007199254740992.0 /* of connections: 2^53, up to which a double is exact */

/* Where the cells of a population stand in the plane. */
typedef enum lam_lattice {
    LAM_LATTICE_PYRAMIDAL, /* one on each point of the grid */
    LAM_LATTICE_BASKET     /* on every third point of a row, odd rows shifted by one */
} lam_lattice;

/* Cells sorted into square tiles of the plane, rows of tiles one after the other. */
typedef struct lam_tiles {
    double x_um, y_um, side_um; /* where the first begins */
    size_t nx, ny;
    const uint32_t *first;   /* [nx ny + 1] into members */
    const uint32_t *members; /* [cells] */
} lam_tiles;

typedef struct lam_layout {
    lam_lattice lattice;
    double z_um;
    const double *positions_um; /* [cells][3] as stated; NULL: on the lattice */
    lam_tiles tiles;            /* of the stated */
} lam_layout;

/* A piece of memory that lives as long as the model. */
typedef struct lam_block {
    struct lam_block *next;
    max_align_t memory[];
} lam_block;

struct lam_network {
    lam_model model;
    size_t n_real; /* populations of real cells; the drives' stand behind them */
    double layer_separation_um;
    double one_segment_up_to_um, segment_length_um;
    double origin_um[3];        /* where drives stand */
    lam_model_column *grids;    /* [1 + n_columns] the network's own, then those of its columns */
    const lam_layout *layouts;  /* [n_real] */
    bool has_thresholds;        /* some connection has one of its own */
    lam_json_document document; /* its merged JSON owns the model's names */
    json_t *before;             /* while the JSON is being changed: what it was; NULL: it is not */
    char *text;                 /* of the JSON; NULL: not asked for yet */
    lam_block *blocks;
};

/* Take out what is set to null, wherever it came from. */
void lam_network_remove_nulls(json_t *json);
/* Read the spikes that drives are to replay into the document: `spikes_from` becomes `spikes`. */
lam_status lam_network_replay(lam_json_document *document);
/* Join the networks of the document's columns, which `open` reads, into one: docs/columns.md. A
 * document without columns, or whose columns are joined, stays as it is. */
typedef lam_status (*lam_network_opener)(const char *path, const lam_network_options *options,
                                         lam_network **network_out);
lam_status lam_network_join(lam_json_document *document, const char *models_directory,
                            lam_network_opener open);
/* Read tables of leads into the document: `file` becomes `leads` and `names`. */
lam_status lam_network_take_tables(lam_json_document *document);
/* Add to the document: the drives of a file; the electrode arrays, slabs and sensors of a file; an
 * electrode array NAME=X,Y,Z0:Z1:DZ[,METHOD]. */
lam_status lam_network_add_drives(lam_json_document *document, const char *path);
lam_status lam_network_add_sensors(lam_json_document *document, const char *path);
lam_status lam_network_add_probe(lam_json_document *document, const char *text);
void lam_network_free_model(lam_network *network);
/* Make the model from the document's merged JSON. On failure there is no model. */
lam_status lam_network_read_model(lam_network *network);
/* Zeroed memory that the network's model owns. */
void *lam_network_alloc(lam_network *network, size_t count, size_t size);

/* A parameter of a membrane mechanism that is known by name; how a file gives it. */
typedef struct lam_known_parameter {
    const char *mechanism;
    bool is_ours; /* the mechanism is one of mod/ */
    lam_json_field field;
} lam_known_parameter;

/* The parameters of a mechanism, one after the other; NULL: it is somebody else's. */
const lam_known_parameter *lam_known_parameters(const char *mechanism, size_t *n_out);
/* The unit of a parameter; NULL: not one that is known. */
const char *lam_mechanism_unit(const char *mechanism, const char *parameter);

/* Read where cells stand: the grid of the network or, if it has columns, those of the columns, of
 * which the first is then the network's, too. */
lam_status lam_network_read_grids(lam_network *network, const lam_json *root);
/* Find the column that a population or drive at this place names; -1: it names none. */
lam_status lam_network_read_column(const lam_network *network, const lam_json *at, const char *name,
                                   int *column_out);
/* Each reads one part of the file into the model. The drives are read after the populations of real
 * cells; they append populations of their own, and the connections to their targets. */
lam_status lam_network_read_cells(lam_network *network, const lam_json *cells);
lam_status lam_network_read_mechanisms(lam_network *network, const lam_json *at, double start_um,
                                       lam_section *section);
lam_status lam_network_read_synapse(lam_network *network, const lam_json *at,
                                    lam_receptor *receptor);
lam_status lam_network_read_wiring(lam_network *network, const lam_json *connections,
                                   const lam_json *drives, lam_population *populations);
lam_status lam_network_read_biases(lam_network *network, const lam_json *biases);
lam_status lam_network_read_fields(lam_network *network, const lam_json *fields);
lam_status lam_network_read_arrays(lam_network *network, const lam_json *arrays);
lam_status lam_network_read_csd(lam_network *network, const lam_json *at,
                                lam_electrode_array *array);
lam_status lam_network_read_slabs(lam_network *network, const lam_json *slabs);
lam_status lam_network_read_sensors(lam_network *network, const lam_json *eeg, const lam_json *meg);
/* [[[x, y, z], ...], unit] as [n][3], which the network owns. */
lam_status lam_network_positions(lam_network *network, const lam_json *at, const char *unit,
                                 const double **positions_out, size_t *n_out);
/* [x, y, z], scaled to length 1. If it is no direction, `accepted` ends the line of the error. */
lam_status lam_network_direction(const lam_json *at, const char *accepted, double xyz_out[3]);
/* A list of names of populations, which the network owns; missing: none. */
lam_status lam_network_read_names(lam_network *network, const lam_json *at, size_t *n_out,
                                  const size_t **populations_out);
/* {"z": ..., "conductivity": ...}; missing: as it is. */
lam_status lam_network_read_boundary(const lam_json *at, lam_boundary *boundary);

/* An object may be of several kinds (methods, models), and some keys belong to some kinds only.
 * Refuse keys that do not belong to this kind, and missing keys that it needs. */
typedef struct lam_key_use {
    const char *key;
    unsigned used, needed; /* bits: by which kinds */
} lam_key_use;
lam_status lam_network_check_keys(const lam_json *object, const lam_key_use *uses, size_t n_uses,
                                  unsigned kind, const char *name);

/* ---- drives (lam_network_read_drives.c) ---- */

/* A drive and all that connects it. */
lam_status lam_network_read_drive(lam_network *network, const lam_json *at,
                                  lam_population *populations, lam_drive *drive,
                                  lam_connection *connections, size_t *n_connections);
/* The rates of a poisson drive. They depend on the targets of its cells, so all connections have to
 * be read before. */
lam_status lam_network_read_rates(lam_network *network, const lam_json *at, size_t source,
                                  lam_drive *drive);
/* Find location and receptor of a connection by their names. The places are for errors. */
lam_status lam_network_attach(const lam_network *network, const lam_json *location_at,
                              const char *location, const lam_json *receptor_at,
                              const char *receptor, lam_connection *connection);

/* ---- pairs of cells (lam_network_pairs.c) ---- */

/* Which cells a connection joins, if not all. Sources and targets count from 0 in their
 * populations. */
typedef struct lam_pair_set {
    bool one_to_one; /* source first_source + t with target t, and no other */
    size_t first_source, n_targets;
    const bool *is_source; /* [sources] has a target; NULL: all have */
    const bool *is_target; /* [targets] NULL: all are */
    const uint64_t *drawn; /* [targets][n_words] bit s: source s was drawn; NULL: no draw */
    size_t n_words;
    const size_t *first;     /* [targets + 1] into sources, as a file lists them; NULL: no list */
    const uint32_t *sources; /* of each target, ascending */
} lam_pair_set;

/* Read a list of gids and [first, last] as one flag for each cell of the population. The caller
 * frees the flags; NULL: there is no list, which means all cells. */
lam_status lam_network_read_gids(const lam_json *at, const lam_population *population,
                                 bool **is_listed_out);
/* Make the pairs of a connection and count them:
 *  one_to_one   source first_source + t with target t
 *  all          all listed sources with all listed targets (NULL: all cells); refused at a place if
 *               there are too many to draw from
 *  read         the pairs that a file states
 * Of the first two only a share, connection->probability, is kept. It is drawn as HNN-core does
 * (network.py, _connection_probability). */
lam_status lam_pairs_one_to_one(lam_network *network, size_t first_source,
                                const lam_population *source, const lam_population *target,
                                uint64_t seed, lam_connection *connection);
lam_status lam_pairs_all(lam_network *network, const lam_json *at, const lam_population *source,
                         const bool *is_source, const lam_population *target, const bool *is_target,
                         uint64_t seed, lam_connection *connection);
lam_status lam_pairs_read(lam_network *network, const lam_json *at, const lam_population *source,
                          const lam_population *target, lam_connection *connection);
/* Whether cell `source` of the source population is a source of the connection. */
bool lam_pairs_have(const lam_connection *connection, size_t source);
/* Whether two connections between the same populations have their pairs by the same rule, draw or
 * list. */
bool lam_pairs_same(const lam_connection *one, const lam_connection *other,
                    const lam_population *source, const lam_population *target);

/* ---- where cells are (lam_network_near.c) ---- */

/* The grid that a population stands on. */
const lam_model_column *lam_network_grid(const lam_network *network, size_t population);
/* Where cell k of a population is, in its own column: columns lie upon each other. */
void lam_network_place(const lam_network *network, size_t population, size_t k,
                       double xyz_um_out[3]);
/* Sort stated positions into tiles. */
lam_status lam_network_tile(lam_network *network, size_t n_cells, lam_layout *layout);
/* The sources of a connection onto target t of its population, gids ascending. Sources that are too
 * far for a spike to arrive within max_delay_ms are left out, but some that are a little too far
 * are among them. Returns their number; gid_out NULL: nothing is written. */
size_t lam_network_near(const lam_network *network, const lam_connection *connection, size_t t,
                        double max_delay_ms, double *gid_out);

#endif
