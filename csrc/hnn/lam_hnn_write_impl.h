/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_write_impl.h - writing a network as HNN-core's network file, for the loader of HNN-core
 * 0.6.1 (not public). */
#ifndef LAM_HNN_WRITE_IMPL_H
#define LAM_HNN_WRITE_IMPL_H

#include "hnn/lam_hnn_impl.h"

/* A drive as HNN-core can have it. Its loader makes a drive's connections itself, and so its cells,
 * before it takes the file's. */
typedef struct lam_hnn_drive_plan {
    bool has_weights; /* it may make them; else it is given one synapse to make, no matter which */
    bool cell_specific;
} lam_hnn_drive_plan;

/* A network being written. */
typedef struct lam_hnn_writer {
    const lam_network *network;
    const lam_model *model;
    json_t *root, *own; /* what is made; of it, what HNN-core passes over */
    bool out_of_memory;
    size_t n_losses;
    char loss[512];            /* the first */
    bool *is_left_out;         /* [populations] */
    size_t *first_gid;         /* [populations] in the file */
    lam_hnn_drive_plan *plans; /* [drives] */
    bool lamtha_in_um;
} lam_hnn_writer;

/* The network as the text of a file that HNN-core's read_network_configuration reads, and that
 * lam_hnn_read makes the same network of. What HNN-core cannot have is refused with LAM_ERR_INPUT,
 * which names the first of it; if lossy, it is left out or replaced by what comes nearest. The text
 * is the caller's to free. */
lam_status lam_hnn_write(const lam_network *network, bool lossy, char **text_out);

/* Note something that HNN-core cannot have. */
void lam_hnn_lose(lam_hnn_writer *writer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Give a new value to an object as its key, to a list with key NULL. That there was no memory for
 * one of them is seen at the end. */
void lam_hnn_put(lam_hnn_writer *writer, json_t *to, const char *key, json_t *value);
/* A new object (a list, if asked) given to another. */
json_t *lam_hnn_put_new(lam_hnn_writer *writer, json_t *to, const char *key, json_type type);
/* An object of ours at the top, made if need be; and a key of one, if it has that. */
json_t *lam_hnn_own(lam_hnn_writer *writer, const char *key);
void lam_hnn_share_own(lam_hnn_writer *writer, json_t *to, const json_t *from, const char *key);
/* [x, y, z] */
json_t *lam_hnn_point(const double xyz_um[3]);
/* The gid in the file. */
size_t lam_hnn_gid(const lam_hnn_writer *writer, size_t population, size_t gid);
/* What a section is called there: HNN-core wants a `soma`. */
const char *lam_hnn_section_name(const lam_cell_type *type, size_t section);
const char *lam_hnn_location_name(const lam_cell_type *type, const char *location);

void lam_hnn_write_cells(lam_hnn_writer *writer);
/* How each drive is written, and which not at all. */
void lam_hnn_plan_drives(lam_hnn_writer *writer);
void lam_hnn_write_drives(lam_hnn_writer *writer);
void lam_hnn_write_biases(lam_hnn_writer *writer);
void lam_hnn_write_arrays(lam_hnn_writer *writer);
lam_status lam_hnn_write_connectivity(lam_hnn_writer *writer);

/* JSON with the fewest digits that read back as the same numbers; the caller frees the text. */
lam_status lam_hnn_text(const json_t *json, char **text_out);

#endif
