/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_write_impl.h - writing a network as HNN-core's network file, for the loader of HNN-core
 * 0.6.1 (not public). */
#ifndef LAM_HNN_WRITE_IMPL_H
#define LAM_HNN_WRITE_IMPL_H

#include "hnn/lam_hnn_impl.h"

/* How a drive is written. HNN-core's loader makes the cells and connections of a drive itself;
 * after that it replaces the connections by those of the file. */
typedef struct lam_hnn_drive_plan {
    bool has_weights; /* of all connections; else of one synapse, no matter which */
    bool cell_specific;
} lam_hnn_drive_plan;

/* A network being written. */
typedef struct lam_hnn_writer {
    const lam_network *network;
    const lam_model *model;
    json_t *root, *own; /* the file; the part that HNN-core passes over */
    bool out_of_memory;
    size_t n_losses;
    char loss[512];            /* the first of them */
    bool *is_left_out;         /* [populations] */
    size_t *first_gid;         /* [populations], as in the file */
    lam_hnn_drive_plan *plans; /* [drives] */
    bool lamtha_in_um;
} lam_hnn_writer;

/* Write the network as the text of a file. HNN-core's read_network_configuration reads it, and
 * lam_hnn_read makes the same network of it. What HNN-core cannot have is refused with
 * LAM_ERR_INPUT, which names the first such thing. If lossy, it is left out, or replaced by the
 * nearest that HNN-core has. The caller frees the text. */
lam_status lam_hnn_write(const lam_network *network, bool lossy, char **text_out);

/* Note something that HNN-core cannot have. */
void lam_hnn_lose(lam_hnn_writer *writer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Give a new value to an object as its key, or to a list (key NULL). If memory ran out,
 * lam_hnn_write says so at its end. */
void lam_hnn_put(lam_hnn_writer *writer, json_t *to, const char *key, json_t *value);
/* Make an object (or a list), give it to another one, and return it. */
json_t *lam_hnn_put_new(lam_hnn_writer *writer, json_t *to, const char *key, json_type type);
/* Return an object under our own key, made if need be. Share one of its keys, if there is such a
 * key. */
json_t *lam_hnn_own(lam_hnn_writer *writer, const char *key);
void lam_hnn_share_own(lam_hnn_writer *writer, json_t *to, const json_t *from, const char *key);
/* [x, y, z] */
json_t *lam_hnn_point(const double xyz_um[3]);
/* Return the gid that a cell has in the file. */
size_t lam_hnn_gid(const lam_hnn_writer *writer, size_t population, size_t gid);
/* Return the name that a section or a location has in the file: HNN-core wants a `soma`. */
const char *lam_hnn_section_name(const lam_cell_type *type, size_t section);
const char *lam_hnn_location_name(const lam_cell_type *type, const char *location);

void lam_hnn_write_cells(lam_hnn_writer *writer);
/* Decide how each drive is written, and which are not written at all. */
void lam_hnn_plan_drives(lam_hnn_writer *writer);
void lam_hnn_write_drives(lam_hnn_writer *writer);
void lam_hnn_write_biases(lam_hnn_writer *writer);
void lam_hnn_write_arrays(lam_hnn_writer *writer);
lam_status lam_hnn_write_connectivity(lam_hnn_writer *writer);

/* Write JSON with the fewest digits that read back as the same numbers. The caller frees the
 * text. */
lam_status lam_hnn_text(const json_t *json, char **text_out);

#endif
