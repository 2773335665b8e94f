/* SPDX-License-Identifier: BSD-3-Clause
 * network.h - reading, changing and asking a network; its cells over ranks; it in words. */
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

/* How a network is opened; zeros and NULLs ask for nothing. */
typedef struct lam_network_options {
    const char *models_directory; /* of the project's models, for files that build upon one */
    const char *drives;           /* a file whose drives are added */
    const char *config;           /* a file of changes, before the ones that follow */
    size_t n_changes;
    const char *const *changes; /* "PATH=VALUE", docs/network-file.md */
    double inplane_distance_um; /* above 0: where a file of HNN's does not say it */
    const char *sensors;        /* a file whose arrays, slabs and sensors are added */
    size_t n_probes;
    const char *const *probes; /* "NAME=X,Y,Z0:Z1:DZ[,METHOD]", arrays that are added */
} lam_network_options;

/* Read a network: a network file (docs/network-file.md), the results.h5 of a run, HNN-core's
 * network file, or a parameter file of HNN's, .param or flat JSON. `options` may be NULL.
 * LAM_ERR_INPUT names file, path inside it and what is accepted. *network_out is owned by the
 * caller (lam_network_destroy). */
lam_status lam_network_open(const char *path, const lam_network_options *options,
                            lam_network **network_out);
/* The same without options. */
lam_status lam_network_read(const char *path, lam_network **network_out);
/* Change the description: set what a path names to a value, as lam_network_options.changes does,
 * and make the model anew; all that the model has handed out before is gone. On failure nothing has
 * changed. */
lam_status lam_network_set(lam_network *network, const char *path, const char *value);
/* Several at once, which make sense only together: "PATH=VALUE", a line each. */
lam_status lam_network_change(lam_network *network, const char *lines);
/* The same in parts, for what takes several values: put numbers and texts (NULL: removed) where
 * paths say, objects on the way being made, then update. If any of that fails, all is as before the
 * first put. */
lam_status lam_network_put_number(lam_network *network, const char *path, double number);
lam_status lam_network_put_text(lam_network *network, const char *path, const char *text);
lam_status lam_network_put_flag(lam_network *network, const char *path, bool flag);
lam_status lam_network_put_numbers(lam_network *network, const char *path, size_t n,
                                   const double *numbers);
/* An empty object: where there is nothing yet; at the end of a list, "connections". */
lam_status lam_network_insert(lam_network *network, const char *path);
lam_status lam_network_append(lam_network *network, const char *key, size_t *place_out);
lam_status lam_network_update(lam_network *network);
/* Connections that the description lists and a pattern FROM>TO:RECEPTOR@LOCATION, of names with *,
 * matches: those that have one cell among their sources, one among their targets (SIZE_MAX: any).
 * There may be none. *indices_out, their places in the list, is the caller's to free. */
lam_status lam_network_pick(const lam_network *network, const char *pattern, size_t source_gid,
                            size_t target_gid, size_t *n_out, size_t **indices_out);
/* Changes, as lam_network_set makes them: the connections that match go; their "gain" or "weight"
 * is multiplied; gains between excitatory (e) and inhibitory (i) cells are set (NAN: left), as
 * HNN-core's set_global_synaptic_gains does; all drives or all connections between cells go; a
 * population or drive gets another name, everywhere. */
lam_status lam_network_remove_connections(lam_network *network, const char *pattern);
lam_status lam_network_scale_connections(lam_network *network, const char *pattern, const char *key,
                                         double factor);
lam_status lam_network_set_gains(lam_network *network, double e_e, double e_i, double i_e,
                                 double i_i);
lam_status lam_network_clear(lam_network *network, bool drives, bool connections);
lam_status lam_network_rename(lam_network *network, const char *from, const char *to);
/* A cell type is built by another HOC template; own_shape: which makes shape and mechanisms itself,
 * so that of the type's sections only the synapses stay. */
lam_status lam_network_use_template(lam_network *network, const char *cell,
                                    const char *template_name, bool own_shape);
/* What was noticed in reading but is no error: lines, each ended by a newline; "" if nothing. */
const char *lam_network_warnings(const lam_network *network);
void lam_network_destroy(lam_network *network);
const lam_model *lam_network_model(const lam_network *network);
/* The complete description as JSON, files it extends merged in; owned by the network until it is
 * changed. NULL: out of memory. */
const char *lam_network_json(const lam_network *network);
/* Write HNN-core's network file (docs/hnn-files.md), which HNN-core 0.6.1 reads and runs with
 * the same result; the file is replaced when the new one is whole. What it cannot carry is refused
 * (LAM_ERR_INPUT names the first of it), or, lossy, left out. Refused, too, unless forced: a file
 * that is there and is no earlier export, or is one that the network was read from. */
lam_status lam_network_export(const lam_network *network, const char *path, bool lossy, bool force);
/* Position of a cell's origin (drives: the centre of the column). */
lam_status lam_network_position(const lam_network *network, size_t gid, double xyz_um_out[3]);
/* The voltage through which a cell of the network fires: of the last connection that has it as a
 * source, else the network's. */
lam_status lam_network_threshold(const lam_network *network, size_t gid, double *threshold_mV_out);
/* The sources of one connection onto one target cell, gids ascending, those left out whose delay
 * exceeds max_delay_ms. Looked at are only those that are not clearly too far; the arrays hold as
 * many values as lam_network_candidates counts of these. */
lam_status lam_network_sources(const lam_network *network, size_t connection, size_t target_gid,
                               double max_delay_ms, size_t *n_out, double *gid_out,
                               double *weight_uS_out, double *delay_ms_out);
lam_status lam_network_candidates(const lam_network *network, size_t connection, size_t target_gid,
                                  double max_delay_ms, size_t *n_out);

/* What a cell of a type costs: about so many ns a step; of a shape that a template makes only the
 * synapses are known. */
uint64_t lam_cell_cost(const lam_cell_type *type);
/* The cells of one of n_ranks <= n_cells: the costliest are dealt first, each to the rank that has
 * the least to do so far (Graham 1969, doi 10.1137/0117039). Ascending, at least one;
 * *gids_out[*n_out] is the caller's to free. */
lam_status lam_network_deal(const lam_network *network, size_t rank, size_t n_ranks, size_t *n_out,
                            size_t **gids_out);

/* What cells and connections take when they are built for runs of max_delay_ms, on all ranks
 * together: an estimate; a run takes 40 % more. And what this machine has. Bytes. */
lam_status lam_network_memory(const lam_network *network, double max_delay_ms, double *bytes_out);
double lam_machine_memory(void);

/* Tables of all there is in a network, at most about 100 columns wide, and a line with path, value
 * and unit for each number of its description that can be changed. The texts are the caller's to
 * free. */
lam_status lam_describe(const lam_network *network, char **text_out);
lam_status lam_describe_paths(const lam_network *network, char **text_out);

#ifdef __cplusplus
}
#endif

#endif
