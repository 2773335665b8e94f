/* SPDX-License-Identifier: BSD-3-Clause
 * network.h - reading, changing and asking a network; dealing its cells to ranks; describing it. */
#ifndef LAMINAE_NETWORK_H
#define LAMINAE_NETWORK_H

#include "laminae/model.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lam_network lam_network;

/* How a network is opened. Members that are 0 or NULL have no effect. */
typedef struct lam_network_options {
    const char *models_directory; /* of the project's models, for files that extend one */
    const char *drives;           /* a file; its drives are added */
    const char *config;           /* a file of changes; they come before `changes` */
    size_t n_changes;
    const char *const *changes; /* "PATH=VALUE", docs/network-file.md */
    double inplane_distance_um; /* for a file of HNN-core's, which does not say it */
    const char *sensors;        /* a file; its arrays, slabs and sensors are added */
    size_t n_probes;
    const char *const *probes; /* "NAME=X,Y,Z0:Z1:DZ[,METHOD]", arrays that are added */
} lam_network_options;

/* Read a network from a network file (docs/network-file.md), the results.h5 of a run, HNN-core's
 * network file, or a parameter file of HNN's, .param or flat JSON. `options` may be NULL.
 * LAM_ERR_INPUT names the file, the path inside it and what is accepted. The caller destroys
 * *network_out (lam_network_destroy). */
lam_status lam_network_open(const char *path, const lam_network_options *options,
                            lam_network **network_out);
/* The same without options. */
lam_status lam_network_read(const char *path, lam_network **network_out);
/* Make another network of the description as it is now. The caller destroys *copy_out. */
lam_status lam_network_copy(const lam_network *network, lam_network **copy_out);
/* Change the description: set what a path names to a value, as lam_network_options.changes does,
 * and make the model again. Pointers into the old model are then invalid. On failure nothing has
 * changed. */
lam_status lam_network_set(lam_network *network, const char *path, const char *value);
/* Make several changes that are valid only together: "PATH=VALUE", one a line. */
lam_status lam_network_change(lam_network *network, const char *lines);
/* The same in steps: put numbers and texts (NULL removes) at paths, then update, which makes the
 * model again. Objects that a path needs are made. If a step fails, all is as before the first put.
 */
lam_status lam_network_put_number(lam_network *network, const char *path, double number);
lam_status lam_network_put_text(lam_network *network, const char *path, const char *text);
lam_status lam_network_put_flag(lam_network *network, const char *path, bool flag);
lam_status lam_network_put_numbers(lam_network *network, const char *path, size_t n,
                                   const double *numbers);
/* Put an empty object: insert it where there is nothing yet; append it to a list ("connections").
 */
lam_status lam_network_insert(lam_network *network, const char *path);
lam_status lam_network_append(lam_network *network, const char *key, size_t *place_out);
lam_status lam_network_update(lam_network *network);
/* Find the listed connections that a pattern FROM>TO:RECEPTOR@LOCATION matches; names in it may
 * hold *. source_gid has to be one of their sources, target_gid one of their targets (SIZE_MAX:
 * any). There may be none. The caller frees *indices_out, their places in the list. */
lam_status lam_network_pick(const lam_network *network, const char *pattern, size_t source_gid,
                            size_t target_gid, size_t *n_out, size_t **indices_out);
/* Further changes, made as lam_network_set makes them:
 *  remove_connections   removes the connections that match a pattern
 *  scale_connections    multiplies their "gain" or "weight"
 *  set_gains            sets the gains between excitatory (e) and inhibitory (i) cells, as
 *                       HNN-core's set_global_synaptic_gains does; NAN leaves a gain as it is
 *  clear                removes all drives, or all connections between cells
 *  rename               gives a population or a drive another name, everywhere */
lam_status lam_network_remove_connections(lam_network *network, const char *pattern);
lam_status lam_network_scale_connections(lam_network *network, const char *pattern, const char *key,
                                         double factor);
lam_status lam_network_set_gains(lam_network *network, double e_e, double e_i, double i_e,
                                 double i_i);
lam_status lam_network_clear(lam_network *network, bool drives, bool connections);
lam_status lam_network_rename(lam_network *network, const char *from, const char *to);
/* Let another HOC template build a cell type. own_shape: the template makes shape and mechanisms
 * itself; of the type's sections only the synapses stay. */
lam_status lam_network_use_template(lam_network *network, const char *cell,
                                    const char *template_name, bool own_shape);
/* What of a network that has been built is different in another description of it. */
typedef struct lam_difference {
    char *structure;     /* NULL: what is built can follow. Else what cannot, and how it would be: a
                          * line without an end; all else is then unknown */
    bool has_Ra;         /* some axial resistivity, on which lead fields depend */
    bool has_thresholds; /* of spikes */
    bool has_sensors;    /* electrodes, slabs, sensors of the head */
    bool has_rest;       /* what counts without drives and biases, too */
    size_t n_cell_types, n_connections;
    size_t *cell_types;  /* those with other mechanisms' or synapses' parameters, Ra, cm or v0 */
    size_t *connections; /* those with other weights or delays */
} lam_difference;

/* Compare a network, built for runs of at most max_delay_ms, with another description of it. What
 * is asked for in each trial (events, currents of biases, celsius) and what is not built (names,
 * defaults of a run) is no difference. The caller frees *difference_out (lam_difference_free). */
lam_status lam_network_compare(const lam_network *built, const lam_network *other,
                               double max_delay_ms, lam_difference *difference_out);
void lam_difference_free(lam_difference *difference);
/* Exchange what two networks hold. Pointers into their models stay valid, as those of the other. */
void lam_network_swap(lam_network *one, lam_network *other);
/* Warnings from reading, each a line that ends with a newline; "": there are none. */
const char *lam_network_warnings(const lam_network *network);
void lam_network_destroy(lam_network *network);
const lam_model *lam_network_model(const lam_network *network);
/* The complete description as JSON; the files that it extends are merged in. The network owns the
 * text, until it is changed. NULL: out of memory. */
const char *lam_network_json(const lam_network *network);
/* A whole number below 2^53 that two networks hardly share. */
lam_status lam_network_sum(const lam_network *network, double *sum_out);
/* Write HNN-core's network file (docs/hnn-files.md). HNN-core 0.6.1 reads it and gets the same
 * result. An old file is replaced when the new one is whole. If HNN-core's format cannot carry a
 * part of the network, LAM_ERR_INPUT names the first such part; lossy: it is left out. Unless
 * `force` is set, the path of an existing file is refused if that file is no earlier export, or if
 * the network was read from it. */
lam_status lam_network_export(const lam_network *network, const char *path, bool lossy, bool force);
/* The position of a cell (a drive's cell: the centre of the column, or what the drive says). */
lam_status lam_network_position(const lam_network *network, size_t gid, double xyz_um_out[3]);
/* A cell fires when its voltage rises through this threshold: that of the last connection with the
 * cell as a source, else the network's. */
lam_status lam_network_threshold(const lam_network *network, size_t gid, double *threshold_mV_out);
/* The sources of one connection onto one target cell, gids ascending. Sources whose delay exceeds
 * max_delay_ms are left out. Each array has room for as many values as lam_network_candidates
 * counts: the sources that are not clearly too far. */
lam_status lam_network_sources(const lam_network *network, size_t connection, size_t target_gid,
                               double max_delay_ms, size_t *n_out, double *gid_out,
                               double *weight_uS_out, double *delay_ms_out);
lam_status lam_network_candidates(const lam_network *network, size_t connection, size_t target_gid,
                                  double max_delay_ms, size_t *n_out);

/* What a cell of a type costs, in about ns a step. If a template makes the shape, only the synapses
 * are known and counted. */
uint64_t lam_cell_cost(const lam_cell_type *type);
/* The cells of one rank, with n_ranks <= n_cells. The costliest cells are dealt first, each to the
 * rank that has the least to do so far (Graham 1969, doi 10.1137/0117039). Gids ascend; each rank
 * gets at least one. The caller frees *gids_out[*n_out]. */
lam_status lam_network_deal(const lam_network *network, size_t rank, size_t n_ranks, size_t *n_out,
                            size_t **gids_out);

/* An estimate of the memory (bytes) of all cells and connections on all ranks together, built for
 * runs of max_delay_ms. A run takes 40 % more. */
lam_status lam_network_memory(const lam_network *network, double max_delay_ms, double *bytes_out);

/* Texts that the caller frees: tables of all that a network holds, at most about 100 columns wide;
 * and a line with path, value and unit for each number that can be changed. */
lam_status lam_describe(const lam_network *network, char **text_out);
lam_status lam_describe_paths(const lam_network *network, char **text_out);

#ifdef __cplusplus
}
#endif

#endif
