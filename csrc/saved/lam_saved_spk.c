/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved_spk.c - spikes in a text: HNN's spk.txt, our spikes_<k>.txt. Its populations are the
 * gids from the first to the last that fires under a name. */
#include "saved/lam_saved_impl.h"

#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 1024, SHOWN = 64 };

static const double most_gid = 9007199254740992.0; /* 2^53 */
static const char space[] = " \t\r\n";
static const char accepted[] = "a time in ms, a gid, and perhaps a population a row";

typedef struct lists {
    size_t n_held, n_gids_held, n_populations_held;
} lists;

/* ---- rows ---- */

static bool is_comment(const char *line) {
    return line[strspn(line, space)] == '\0' || line[strspn(line, space)] == '#';
}

/* A time and a gid, and what stands behind them; false: another row. */
static bool read_row(const char *line, double *time_ms, double *gid, char name[LAM_DATA_NAME]) {
    const char *end = line;
    if (!lam_number_read(line, space, time_ms, &end) || !lam_number_read(end, space, gid, &end)) {
        return false;
    }
    end += strspn(end, space);
    lam_format(name, LAM_DATA_NAME, "%.*s", (int)strcspn(end, space), end);
    end += strcspn(end, space);
    return end[strspn(end, space)] == '\0' && fabs(*time_ms) <= 1e9 && *gid >= 0 &&
           *gid <= most_gid && !(fabs(*gid - trunc(*gid)) > 0);
}

bool lam_saved_is_spk(const char *path) {
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
    char line[LINE_SIZE] = "", population[LAM_DATA_NAME];
    double time_ms, gid;
    FILE *file = NULL;
    if (strncmp(name, "spk", 3) == 0) {
        return true;
    }
    if (lam_file_open(path, "", INT64_MAX, &file) != LAM_OK) {
        return false; /* which the reader of curves will say */
    }
    while (fgets(line, sizeof line, file) != NULL && is_comment(line)) {
    }
    fclose(file);
    return read_row(line, &time_ms, &gid, population) && lam_is_letter(population[0]) &&
           strncmp(population, "nan", 3) != 0 && strncmp(population, "inf", 3) != 0;
}

/* ---- populations ---- */

static lam_status add_to(lam_saved *saved, const char *name, double gid, lists *held) {
    lam_saved_population *all = saved->populations_owned;
    size_t i = 0, n = saved->facts.n_populations, at = (size_t)gid;
    while (i < n && strcmp(all[i].name, name) != 0) {
        i++;
    }
    if (i == n) {
        LAM_GROW(saved->populations_owned, n + 1, &held->n_populations_held);
        all = saved->populations_owned;
        all[n] = (lam_saved_population){strdup(name), at, 1, false};
        saved->facts.n_populations += all[n].name != NULL ? 1 : 0;
        return all[n].name != NULL ? LAM_OK : lam_fail(LAM_ERR_MEMORY, "out of memory");
    }
    size_t first = at < all[i].first_gid ? at : all[i].first_gid;
    size_t end = all[i].first_gid + all[i].n_cells;
    all[i].n_cells = (at >= end ? at + 1 : end) - first;
    all[i].first_gid = first;
    return LAM_OK;
}

static int by_gid(const void *a, const void *b) {
    const lam_saved_population *x = a, *y = b;
    return (x->first_gid > y->first_gid) - (x->first_gid < y->first_gid);
}

static bool is_of_cells(const char *name) {
    return name[0] == 'L' && lam_is_digit(name[1]);
}

/* HNN calls cells after their layer, L2_basket; where some are, all others are drives. */
static lam_status sort_populations(lam_saved *saved) {
    lam_saved_population *all = saved->populations_owned;
    size_t n = saved->facts.n_populations, n_of_cells = 0;
    qsort(all, n, sizeof *all, by_gid);
    for (size_t i = 0; i < n; i++) {
        n_of_cells += is_of_cells(all[i].name) ? 1 : 0;
        if (i > 0 && all[i].first_gid - all[i - 1].first_gid < all[i - 1].n_cells) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: gid %zu of %s is among those of %s; accepted: populations one "
                            "behind the other",
                            saved->facts.path, all[i].first_gid, all[i].name, all[i - 1].name);
        }
    }
    for (size_t i = 0; i < n; i++) {
        all[i].is_drive = n_of_cells > 0 && !is_of_cells(all[i].name);
    }
    return LAM_OK;
}

/* ---- the file ---- */

static lam_status add_spike(lam_saved *saved, const char *path, size_t number, const char *line,
                            lists *held) {
    char name[LAM_DATA_NAME];
    double time_ms, gid;
    size_t n = saved->n_spikes;
    if (!read_row(line, &time_ms, &gid, name)) {
        return lam_fail(LAM_ERR_INPUT, "%s: line %zu: \"%.*s\"; accepted: %s", path, number,
                        (int)strcspn(line, "\r\n") < SHOWN ? (int)strcspn(line, "\r\n") : SHOWN,
                        line, accepted);
    }
    LAM_GROW(saved->spike_ms_owned, n + 1, &held->n_held);
    LAM_GROW(saved->spike_gid_owned, n + 1, &held->n_gids_held);
    saved->spike_ms_owned[n] = time_ms;
    saved->spike_gid_owned[n] = gid;
    saved->n_spikes++;
    return add_to(saved, name[0] == '\0' ? "cells" : name, gid, held);
}

static lam_status read_rows(lam_saved *saved, const char *path, FILE *file) {
    char line[LINE_SIZE];
    lists held = {.n_held = 0};
    for (size_t number = 1; fgets(line, sizeof line, file) != NULL; number++) {
        size_t length = strlen(line);
        if (length == 0 || (line[length - 1] != '\n' && !feof(file))) {
            return lam_fail(LAM_ERR_INPUT, "%s: line %zu: accepted: text of at most %d bytes", path,
                            number, LINE_SIZE - 2);
        }
        LAM_TRY(is_comment(line) ? LAM_OK : add_spike(saved, path, number, line, &held));
    }
    if (ferror(file) != 0 || saved->n_spikes == 0) {
        return lam_fail(LAM_ERR_INPUT, "%s: no spikes; accepted: %s", path, accepted);
    }
    return sort_populations(saved);
}

/* From 0, or the first spike before, up to the whole ms behind the last one. */
static lam_status take_times(lam_saved *saved) {
    double first = 0, last = 0;
    for (size_t i = 0; i < saved->n_spikes; i++) {
        first = fmin(first, saved->spike_ms_owned[i]);
        last = fmax(last, saved->spike_ms_owned[i]);
    }
    LAM_TRY(lam_saved_make_room(saved, 1, 0, 2));
    saved->time_owned[0] = floor(first);
    saved->time_owned[1] = floor(last) + 1;
    return lam_saved_check_times(saved, &saved->facts.dt_ms);
}

static void say(lam_saved *saved, bool has_curves) {
    const lam_saved_facts *facts = &saved->facts;
    size_t n_drives = 0, length = strlen(saved->said);
    for (size_t i = 0; i < facts->n_populations; i++) {
        n_drives += facts->populations[i].is_drive ? 1 : 0;
    }
    if (!has_curves) {
        lam_format(saved->said, sizeof saved->said,
                   "%s: from %g to %g ms (--to says otherwise): ", facts->path,
                   saved->time_owned[0], saved->time_owned[1]);
    } else {
        lam_format(saved->said + length, sizeof saved->said - length, "; spk.txt: ");
    }
    length = strlen(saved->said);
    lam_format(saved->said + length, sizeof saved->said - length,
               "%zu spikes of %zu populations of cells, %zu of drives, each from the first to the "
               "last gid that fires",
               saved->n_spikes, facts->n_populations - n_drives, n_drives);
}

lam_status lam_saved_open_spk(lam_saved *saved, const char *path) {
    const long long max_size = 1LL << 32;
    bool has_curves = saved->time_owned != NULL;
    FILE *file = NULL;
    LAM_TRY(lam_file_open(path, "a text of spikes", max_size, &file));
    lam_status status = read_rows(saved, path, file);
    fclose(file);
    status = status == LAM_OK && !has_curves ? take_times(saved) : status;
    if (status == LAM_OK) {
        saved->facts.populations = saved->populations_owned;
        say(saved, has_curves);
    }
    return status;
}

lam_status lam_saved_spikes_spk(const lam_saved *saved, size_t *n_out, double **time_ms_out,
                                double **gid_out) {
    size_t n = saved->n_spikes;
    double *time_ms = lam_alloc(n, sizeof *time_ms), *gid = lam_alloc(n, sizeof *gid);
    if (time_ms == NULL || gid == NULL) {
        free(time_ms);
        free(gid);
        return LAM_ERR_MEMORY;
    }
    memcpy(time_ms, saved->spike_ms_owned, n * sizeof *time_ms);
    memcpy(gid, saved->spike_gid_owned, n * sizeof *gid);
    *n_out = n;
    *time_ms_out = time_ms;
    *gid_out = gid;
    return LAM_OK;
}
