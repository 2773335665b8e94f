/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_spikes.c - drives that replay the spikes of a file: the times replace the text that
 * says where they are. */
#include "network/lam_network_impl.h"
#include "open/lam_spikes_impl.h"

#include <math.h>
#include <stdlib.h>

typedef struct replay_entry {
    const char *file, *population;
    size_t trial;
    json_t *gids;
} replay_entry;

static lam_status read_entry(const lam_json *at, replay_entry *entry) {
#define LAM_ENTRY replay_entry
    static const lam_json_field fields[] = {
        LAM_TEXT("file", LAM_JSON_REQUIRED, file),
        LAM_TEXT("population", LAM_JSON_OPTIONAL, population),
        LAM_LIST("gids", LAM_JSON_OPTIONAL, gids),
        LAM_COUNT("trial", LAM_JSON_OPTIONAL, trial, 0, 1e9),
    };
#undef LAM_ENTRY
    return lam_json_read(at, fields, LAM_COUNT_OF(fields), entry);
}

/* Adds the times of one cell to the list of cells. */
static lam_status add_cell(json_t *cells, const lam_spikes *spikes, double gid, size_t *next) {
    json_t *times = json_array();
    int failed = times == NULL;
    while (*next < spikes->n && spikes->gid[*next] < gid) {
        (*next)++;
    }
    for (; *next < spikes->n && spikes->gid[*next] == gid && !failed; (*next)++) {
        failed = json_array_append_new(times, json_real(spikes->time_ms[*next]));
    }
    return failed || json_array_append_new(cells, times)
               ? lam_fail(LAM_ERR_MEMORY, "out of memory: spikes")
               : LAM_OK;
}

/* The drive gets a cell for each cell of the population or, if these are not known, for each gid
 * that has spikes. */
static lam_status add_cells(const lam_spikes *spikes, json_t *cells) {
    size_t next = 0;
    for (size_t gid = spikes->first_gid; gid < spikes->end_gid; gid++) {
        LAM_TRY(add_cell(cells, spikes, (double)gid, &next));
    }
    while (spikes->first_gid == spikes->end_gid && next < spikes->n) {
        LAM_TRY(add_cell(cells, spikes, spikes->gid[next], &next));
    }
    return LAM_OK;
}

/* The drive gets a cell for each gid of the list. `all` reaches to the largest of them. */
static lam_status add_listed(const lam_json *gids, const lam_spikes *spikes, json_t *cells) {
    lam_population all = {.name = "all", .end_gid = 0};
    for (size_t i = 0; i < json_array_size(gids->value); i++) {
        const json_t *gid = json_array_get(gids->value, i);
        gid = json_array_size(gid) == 2 ? json_array_get(gid, 1) : gid;
        double last = json_number_value(gid);
        if (!(last >= 0 && last < 1e7)) {
            return lam_json_fail(gids, "accepted: gids and pairs [first, last], below 1e7");
        }
        all.end_gid = (size_t)last + 1 > all.end_gid ? (size_t)last + 1 : all.end_gid;
    }
    bool *is_listed = NULL;
    LAM_TRY(lam_network_read_gids(gids, &all, &is_listed));
    size_t next = 0;
    lam_status status = LAM_OK;
    for (size_t gid = 0; gid < all.end_gid && status == LAM_OK; gid++) {
        if (is_listed[gid]) {
            status = add_cell(cells, spikes, (double)gid, &next);
        }
    }
    free(is_listed);
    return status;
}

static bool is_silent(const json_t *cells) {
    size_t n = 0;
    for (size_t i = 0; i < json_array_size(cells); i++) {
        n += json_array_size(json_array_get(cells, i));
    }
    return n == 0;
}

static lam_status replay(const lam_json *at, json_t *cells) {
    replay_entry entry = {.trial = 0};
    lam_json gids = lam_json_member(at, "gids");
    lam_spikes spikes = {.n = 0};
    LAM_TRY(read_entry(at, &entry));
    lam_status status = lam_spikes_read(entry.file, entry.trial, entry.population, &spikes);
    if (status == LAM_OK) {
        status = entry.gids != NULL ? add_listed(&gids, &spikes, cells) : add_cells(&spikes, cells);
    }
    lam_spikes_free(&spikes);
    if (status == LAM_OK && entry.gids != NULL && is_silent(cells)) {
        status = lam_json_fail(&gids, "none of them has a spike there; accepted: gids of the file");
    } else if (status == LAM_OK && json_array_size(cells) == 0) {
        status = lam_json_fail(at, "no spikes there; accepted: a file with some, of that trial and "
                                   "population");
    }
    return status;
}

lam_status lam_network_replay(lam_json_document *document) {
    lam_json root = lam_json_root(document), drives = lam_json_member(&root, "drives");
    const char *name;
    json_t *drive;
    json_object_foreach(drives.value, name, drive) {
        lam_json at = lam_json_member(&drives, name), from = lam_json_member(&at, "spikes_from");
        lam_json spikes = lam_json_member(&at, "spikes");
        if (from.value == NULL) {
            continue;
        }
        if (spikes.value != NULL) {
            return lam_json_fail(&from, "accepted: left out, as there are `spikes`");
        }
        json_t *cells = json_array();
        lam_status status = cells == NULL ? lam_fail(LAM_ERR_MEMORY, "out of memory: spikes")
                                          : replay(&from, cells);
        if (status == LAM_OK &&
            json_object_set_new(drive, "spikes", json_pack("[O,s]", cells, "ms")) != 0) {
            status = lam_fail(LAM_ERR_MEMORY, "out of memory: spikes");
        }
        json_decref(cells);
        LAM_TRY(status);
        json_object_del(drive, "spikes_from");
    }
    return LAM_OK;
}
