/* SPDX-License-Identifier: BSD-3-Clause
 * lam_describe_impl.h - the parts of a network's description as tables (not public). */
#ifndef LAM_DESCRIBE_IMPL_H
#define LAM_DESCRIBE_IMPL_H

#include "network/lam_network_impl.h"
#include "base/lam_text_impl.h"

enum { LAM_DESCRIBE_WIDTH = 102, LAM_DESCRIBE_INDENT = 2 };

/* Write "from .. to", or one number. */
void lam_describe_range(lam_text *text, double from, double to);
/* Write "first-last", or one gid. */
void lam_describe_gids(lam_text *text, const lam_population *population);
/* Return the layer of a cell type, "-" if the file says none. */
const char *lam_describe_layer(const lam_cell_type *type);
/* Write a time at which something stops, "end" if it does not. */
void lam_describe_end(lam_text *text, double tstop_ms);
/* Write the rows below a title. The first row has the headings. If there is no other, nothing is
 * written. */
void lam_describe_table(lam_text *text, const char *title, const char *headings, lam_text *rows);

/* Find the smallest box around points, and write its columns x, y, z. */
typedef struct lam_extent {
    double min[3], max[3];
} lam_extent;
void lam_describe_extend(lam_extent *box, bool is_first, const double point[3]);
void lam_describe_extent(lam_text *rows, const lam_extent *box);

/* Each writes its part. lam_text_take reports if memory ran out. */
void lam_describe_cells(lam_text *text, const lam_network *network);
void lam_describe_connections(lam_text *text, const lam_network *network);
void lam_describe_drives(lam_text *text, const lam_network *network);
void lam_describe_electrodes(lam_text *text, const lam_model *model);
void lam_describe_sensors(lam_text *text, const lam_model *model);

#endif
