/* SPDX-License-Identifier: BSD-3-Clause
 * lam_describe_table.c - what the tables of a description have in common: ranges, gids, boxes,
 * titles. */
#include "describe/lam_describe_impl.h"

#include <math.h>
#include <stdlib.h>

void lam_describe_range(lam_text *text, double from, double to) {
    if (to == from) {
        lam_text_add(text, "%.8g", from);
    } else {
        lam_text_add(text, "%.5g .. %.5g", from, to);
    }
}

void lam_describe_gids(lam_text *text, const lam_population *population) {
    lam_text_add(text, "%zu", population->first_gid);
    if (population->end_gid > population->first_gid + 1) {
        lam_text_add(text, "-%zu", population->end_gid - 1);
    }
}

const char *lam_describe_layer(const lam_cell_type *type) {
    return type->layer == NULL || type->layer[0] == '\0' ? "-" : type->layer;
}

void lam_describe_end(lam_text *rows, double tstop_ms) {
    if (isinf(tstop_ms)) {
        lam_text_add(rows, "end");
    } else {
        lam_text_add(rows, "%.8g", tstop_ms);
    }
}

void lam_describe_table(lam_text *text, const char *title, const char *headings, lam_text *rows) {
    lam_text table = {.bytes = NULL};
    char *bytes = NULL;
    if (lam_text_take(rows, &bytes) != LAM_OK) {
        text->out_of_memory = true;
    } else if (bytes[0] != '\0') {
        lam_text_add(text, "\n%s\n", title);
        lam_text_add(&table, "%s\n%s", headings, bytes);
        lam_text_add_table(text, LAM_DESCRIBE_INDENT, LAM_DESCRIBE_WIDTH, &table);
    }
    free(bytes);
}

void lam_describe_extend(lam_extent *box, bool is_first, const double point[3]) {
    for (size_t i = 0; i < 3; i++) {
        box->min[i] = is_first ? point[i] : fmin(box->min[i], point[i]);
        box->max[i] = is_first ? point[i] : fmax(box->max[i], point[i]);
    }
}

void lam_describe_extent(lam_text *rows, const lam_extent *box) {
    for (size_t i = 0; i < 3; i++) {
        lam_text_add(rows, "\t");
        lam_describe_range(rows, box->min[i], box->max[i]);
    }
}
