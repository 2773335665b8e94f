/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_impl.h - what a network is made of inside, and the readers of its parts
 * (not public). */
#ifndef LAM_NETWORK_IMPL_H
#define LAM_NETWORK_IMPL_H

#include "lam_json_impl.h"

/* Where the cells of a population stand in the plane. */
typedef enum lam_lattice {
    LAM_LATTICE_PYRAMIDAL, /* one on each point of the grid */
    LAM_LATTICE_BASKET     /* on every third point of a row, odd rows shifted by one */
} lam_lattice;

typedef struct lam_layout {
    lam_lattice lattice;
    double z_um;
} lam_layout;

/* A piece of memory that lives as long as the network. */
typedef struct lam_block {
    struct lam_block *next;
    max_align_t memory[];
} lam_block;

struct lam_network {
    lam_model model;
    size_t n_real; /* populations of real cells; the drives' stand behind them */
    size_t nx, ny;
    double layer_separation_um;
    double one_segment_up_to_um, segment_length_um;
    const lam_layout *layouts; /* [n_real] */
    json_t *json;              /* the merged file; owns the model's names */
    char *text;
    lam_block *blocks;
};

/* Zeroed memory that the network owns. */
void *lam_network_alloc(lam_network *network, size_t count, size_t size);

/* Each reads one part of the file into the model: first the cells, and after the populations of
 * real cells the drives, whose populations are appended, and all connections. */
lam_status lam_network_read_cells(lam_network *network, const lam_json *cells);
lam_status lam_network_read_wiring(lam_network *network, const lam_json *connections,
                                   const lam_json *drives, lam_population *populations);

#endif
