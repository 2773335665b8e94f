/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_populations.c - the populations of HNN-core's network file: which gids they have, and
 * where their cells stand. */
#include "hnn/lam_hnn_impl.h"

#include <stdlib.h>
#include <string.h>

/* ---- gids ---- */

typedef struct range_entry {
    json_t *ignored;
    size_t start, stop;
} range_entry;

/* A population has cells, or it is a drive. It cannot be both. */
static lam_status read_range(const lam_json *root, const lam_json *at,
                             lam_hnn_population *population) {
    enum { MAX_GIDS = 1000000000 };
#define LAM_ENTRY range_entry
    static const lam_json_field fields[] = {
        LAM_COUNT("start", LAM_JSON_REQUIRED, start, 0, MAX_GIDS),
        LAM_COUNT("stop", LAM_JSON_REQUIRED, stop, 0, MAX_GIDS),
    };
#undef LAM_ENTRY
    range_entry entry = {.ignored = NULL};
    lam_json cell_types = lam_json_member(root, "cell_types");
    lam_json drives = lam_json_member(root, "external_drives");
    bool is_cells = json_object_get(cell_types.value, at->key) != NULL;
    bool is_drive = json_object_get(drives.value, at->key) != NULL;
    LAM_TRY(lam_hnn_read_fields(at, fields, LAM_COUNT_OF(fields), &entry));
    if (is_cells == is_drive) {
        return lam_json_fail(at, "%s; accepted: a key of cell_types or of external_drives",
                             is_cells ? "a cell type and a drive have this name"
                                      : "no cell type and no drive has this name");
    }
    if (entry.stop <= entry.start) {
        return lam_json_fail(at, "holds no gid; accepted: a stop above the start");
    }
    *population = (lam_hnn_population){at->key, entry.start, entry.stop, is_drive};
    return LAM_OK;
}

static int by_gid(const void *a, const void *b) {
    const lam_hnn_population *x = a, *y = b;
    return (x->first_gid > y->first_gid) - (x->first_gid < y->first_gid);
}

/* Sorted, the populations follow on each other from gid 0, so that no gid is missing and none is
 * there twice. */
static lam_status check_order(lam_hnn *hnn, const lam_json *ranges) {
    size_t next = 0;
    for (size_t p = 0; p < hnn->n_populations; p++) {
        const lam_hnn_population *population = &hnn->populations[p];
        lam_json at = lam_json_member(ranges, population->name);
        if (population->first_gid != next) {
            return lam_json_fail(
                &at, "accepted: a start of %zu, %s, as each gid is that of one cell", next,
                p == 0 ? "where gids begin" : "where the gids before it end");
        }
        if (!population->is_drive && hnn->n_cell_populations < p) {
            return lam_json_fail(&at,
                                 "gids of cells behind those of a drive; accepted: before them");
        }
        if (!population->is_drive) {
            hnn->n_cell_populations++;
            hnn->n_cells = population->end_gid;
        }
        next = population->end_gid;
    }
    return LAM_OK;
}

static lam_status check_named(const lam_json *root, const lam_json *ranges, const char *part) {
    lam_json object = lam_json_member(root, part);
    const char *name;
    json_t *value;
    json_object_foreach(object.value, name, value) {
        lam_json at = lam_json_member(ranges, name);
        if (at.value == NULL) {
            return lam_json_fail(&at,
                                 "missing; accepted: {\"start\": ..., \"stop\": ...} for each "
                                 "key of %s",
                                 part);
        }
    }
    return LAM_OK;
}

static lam_status read_ranges(lam_hnn *hnn, const lam_json *root) {
    lam_json ranges = lam_json_member(root, "gid_ranges");
    LAM_TRY(check_named(root, &ranges, "cell_types"));
    LAM_TRY(check_named(root, &ranges, "external_drives"));
    hnn->populations = lam_alloc(json_object_size(ranges.value), sizeof *hnn->populations);
    if (hnn->populations == NULL) {
        return LAM_ERR_MEMORY;
    }
    const char *name;
    json_t *value;
    json_object_foreach(ranges.value, name, value) {
        lam_json at = lam_json_member(&ranges, name);
        LAM_TRY(read_range(root, &at, &hnn->populations[hnn->n_populations++]));
    }
    qsort(hnn->populations, hnn->n_populations, sizeof *hnn->populations, by_gid);
    return check_order(hnn, &ranges);
}

/* ---- places ---- */

lam_status lam_hnn_check_point(const lam_json *at) {
    bool is_point = json_array_size(at->value) == 3;
    for (size_t i = 0; i < 3; i++) {
        is_point &= json_is_number(json_array_get(at->value, i));
    }
    return is_point ? LAM_OK
                    : lam_json_fail(at, "%saccepted: [x, y, z] in um",
                                    at->value == NULL ? "missing; " : "");
}

static lam_status check_places(const lam_json *at, const lam_hnn_population *population) {
    size_t n = population->end_gid - population->first_gid;
    if (!json_is_array(at->value) || json_array_size(at->value) != n) {
        return lam_json_fail(at,
                             "%saccepted: a list of %zu places [x, y, z] in um, one for each gid",
                             at->value == NULL ? "missing; " : "", n);
    }
    for (size_t k = 0; k < n; k++) {
        lam_json place = lam_json_element(at, k);
        LAM_TRY(lam_hnn_check_point(&place));
    }
    return LAM_OK;
}

lam_status lam_hnn_read_populations(lam_hnn *hnn, const lam_json *root) {
    lam_json places = lam_json_member(root, "pos_dict");
    json_t *populations = json_object();
    LAM_TRY(lam_hnn_add(hnn, hnn->network, "populations", populations, places.value));
    LAM_TRY(read_ranges(hnn, root));
    for (size_t p = 0; p < hnn->n_populations; p++) {
        const lam_hnn_population *population = &hnn->populations[p];
        lam_json at = lam_json_member(&places, population->name);
        LAM_TRY(check_places(&at, population));
        if (!population->is_drive) {
            json_t *made = json_object();
            LAM_TRY(lam_hnn_add(hnn, populations, population->name, made, at.value));
            LAM_TRY(lam_hnn_add_quantity(hnn, made, "positions", at.value, "um"));
        }
    }
    return LAM_OK;
}
