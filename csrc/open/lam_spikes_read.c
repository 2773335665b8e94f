/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spikes_read.c - reads the spikes of an earlier run, ours or HNN-core's, for a drive that
 * repeats them. */
#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"
#include "base/lam_sort_impl.h"
#include "base/lam_names_impl.h"
#include "results/lam_results_impl.h"
#include "open/lam_spikes_impl.h"

#include <hdf5.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 1024, SHOWN = 64, MAX_SPIKES = 100000000, MAX_CELLS = 10000000, MAX_NAME = 63 };

static const double max_gid = 9007199254740992.0; /* 2^53 */

void lam_spikes_free(lam_spikes *spikes) {
    free(spikes->time_ms);
    free(spikes->gid);
    *spikes = (lam_spikes){.n = 0};
}

static bool is_spike(double time_ms, double gid) {
    return fabs(time_ms) <= 1e9 && gid >= 0 && gid <= max_gid && gid == trunc(gid);
}

/* ---- text ---- */

static lam_status add(lam_spikes *spikes, double time_ms, double gid) {
    LAM_GROW(spikes->time_ms, spikes->n + 1, &spikes->n_times_held);
    LAM_GROW(spikes->gid, spikes->n + 1, &spikes->n_gids_held);
    spikes->time_ms[spikes->n] = time_ms;
    spikes->gid[spikes->n++] = gid;
    return LAM_OK;
}

/* Reads one row: time, gid and, if `population` is asked for, the name of the gid's population. */
static lam_status read_row(const char *path, size_t number, char *row, const char *population,
                           lam_spikes *spikes) {
    static const char space[] = " \t\r\n";
    const char *end = row;
    double time_ms = NAN, gid = NAN;
    bool is_good = lam_number_read(row, space, &time_ms, &end) &&
                   lam_number_read(end, space, &gid, &end) && is_spike(time_ms, gid);
    const char *name = end + strspn(end, space);
    size_t length = strlen(name);
    while (length > 0 && strchr(space, name[length - 1]) != NULL) {
        length--;
    }
    if (!is_good) {
        return lam_fail(LAM_ERR_INPUT, "%s: line %zu: \"%.*s\": accepted: a time in ms and a gid",
                        path, number, SHOWN, row);
    }
    if (population == NULL) {
        return add(spikes, time_ms, gid);
    }
    if (length == 0) {
        return lam_fail(LAM_ERR_INPUT, "%s: line %zu: \"%.*s\": accepted: the population too", path,
                        number, SHOWN, row);
    }
    bool wanted = length == strlen(population) && strncmp(name, population, length) == 0;
    return wanted ? add(spikes, time_ms, gid) : LAM_OK;
}

static lam_status read_rows(const char *path, FILE *file, const char *population,
                            lam_spikes *spikes) {
    char row[LINE_SIZE];
    for (size_t number = 1; fgets(row, sizeof row, file) != NULL; number++) {
        size_t length = strlen(row);
        if (length == 0 || (row[length - 1] != '\n' && !feof(file))) {
            return lam_fail(LAM_ERR_INPUT, "%s: line %zu: accepted: text of at most %d bytes", path,
                            number, LINE_SIZE - 2);
        }
        const char *begin = row + strspn(row, " \t\r\n");
        if (*begin != '\0' && *begin != '#') {
            LAM_TRY(read_row(path, number, row, population, spikes));
        }
    }
    return ferror(file) == 0
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT, "%s: cannot be read; accepted: a file", path);
}

static lam_status read_text(const char *path, size_t trial, const char *population,
                            lam_spikes *spikes) {
    if (trial > 0) {
        return lam_fail(LAM_ERR_INPUT, "%s: trial %zu; accepted: 0, a text file is one trial", path,
                        trial);
    }
    const long long max_size = 1 << 30;
    FILE *file = NULL;
    LAM_TRY(lam_file_open(path, "a results.h5 or a text file of spikes", max_size, &file));
    lam_status status = read_rows(path, file, population, spikes);
    fclose(file);
    if (status == LAM_OK && population != NULL && spikes->n == 0) {
        return lam_fail(LAM_ERR_INPUT, "%s: no spike of %s; accepted: a population with spikes",
                        path, population);
    }
    return status;
}

/* ---- results.h5 ---- */

/* Reads a list of n numbers. The caller frees *values_out. */
static lam_status read_list(const char *path, hid_t file, const char *name, double **values_out,
                            size_t *n_out) {
    hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
    hid_t space = dataset < 0 ? -1 : H5Dget_space(dataset);
    hssize_t n = space < 0 || H5Sget_simple_extent_ndims(space) != 1
                     ? -1
                     : H5Sget_simple_extent_npoints(space);
    double *values = NULL;
    lam_status status = LAM_OK;
    if (n < 0 || n > MAX_SPIKES) {
        status = lam_fail(LAM_ERR_INPUT, "%s: %s: accepted: a list of at most %d numbers", path,
                          name, MAX_SPIKES);
    } else if ((values = lam_alloc((size_t)n, sizeof *values)) == NULL) {
        status = LAM_ERR_MEMORY;
    } else if (H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0) {
        status = lam_fail(LAM_ERR_INPUT, "%s: %s: cannot be read; accepted: numbers", path, name);
        free(values);
    } else {
        *values_out = values;
        *n_out = (size_t)n;
    }
    if (space >= 0) {
        H5Sclose(space);
    }
    if (dataset >= 0) {
        H5Dclose(dataset);
    }
    return status;
}

/* Returns LAM_ERR_INPUT. The error lists what a group holds. */
static lam_status fail_missing(const char *path, hid_t file, const char *group, const char *name) {
    char text[512] = "", nearest[MAX_NAME + 1] = "";
    size_t fewest = strlen(name) < 3 ? 0 : strlen(name) / 2 + 2;
    H5G_info_t info = {.nlinks = 0};
    H5Gget_info_by_name(file, group, &info, H5P_DEFAULT);
    for (hsize_t i = 0; i < info.nlinks; i++) {
        char link[MAX_NAME + 1] = "";
        size_t used = strlen(text);
        H5Lget_name_by_idx(file, group, H5_INDEX_NAME, H5_ITER_INC, i, link, sizeof link,
                           H5P_DEFAULT);
        snprintf(text + used, sizeof text - used, "%s%s", i > 0 ? ", " : "", link);
        if (!lam_is_digit(name[0]) && lam_names_edits(name, link) < fewest) {
            fewest = lam_names_edits(name, link);
            strcpy(nearest, link);
        }
    }
    return lam_fail(LAM_ERR_INPUT, "%s: %s/%s: not there%s%s%s accepted: %s", path, group, name,
                    nearest[0] != '\0' ? ", did you mean " : ";", nearest,
                    nearest[0] != '\0' ? "?" : "", text[0] != '\0' ? text : "a results.h5");
}

static bool has(hid_t file, const char *group, const char *name) {
    char link[2 * MAX_NAME];
    snprintf(link, sizeof link, "%s/%s", group, name);
    return H5Lexists(file, group, H5P_DEFAULT) > 0 && H5Lexists(file, link, H5P_DEFAULT) > 0;
}

static lam_status read_range(const char *path, hid_t file, const char *population,
                             lam_spikes *spikes) {
    static const char group[] = "/network/gid_ranges";
    char name[2 * MAX_NAME];
    double *range = NULL;
    size_t n = 0;
    if (population[0] == '\0' || strlen(population) > MAX_NAME ||
        H5Lexists(file, "/network", H5P_DEFAULT) <= 0 || !has(file, group, population)) {
        return fail_missing(path, file, group, population);
    }
    snprintf(name, sizeof name, "%s/%s", group, population);
    LAM_TRY(read_list(path, file, name, &range, &n));
    bool good = n == 2 && is_spike(0, range[0]) && is_spike(0, range[1]) && range[0] < range[1] &&
                range[1] - range[0] <= MAX_CELLS;
    spikes->first_gid = good ? (size_t)range[0] : 0;
    spikes->end_gid = good ? (size_t)range[1] : 0;
    free(range);
    return good ? LAM_OK
                : lam_fail(LAM_ERR_INPUT,
                           "%s: %s: accepted: the first gid and one after the last, at most "
                           "%d cells",
                           path, name, MAX_CELLS);
}

/* Keeps the spikes of the population. All must be valid. */
static lam_status choose(const char *path, size_t trial, bool of_population, lam_spikes *spikes) {
    size_t n = 0;
    for (size_t i = 0; i < spikes->n; i++) {
        double time_ms = spikes->time_ms[i], gid = spikes->gid[i];
        if (!is_spike(time_ms, gid)) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: /trial/%zu/spikes: spike %zu: %.15g ms of gid %.15g: accepted: a "
                            "time in ms and a gid",
                            path, trial, i, time_ms, gid);
        }
        if (!of_population || (gid >= (double)spikes->first_gid && gid < (double)spikes->end_gid)) {
            spikes->time_ms[n] = time_ms;
            spikes->gid[n++] = gid;
        }
    }
    spikes->n = n;
    return LAM_OK;
}

static lam_status read_results(const char *path, hid_t file, size_t trial, const char *population,
                               lam_spikes *spikes) {
    char number[MAX_NAME], name[2 * MAX_NAME];
    size_t n_gids = 0;
    snprintf(number, sizeof number, "%zu", trial);
    if (!has(file, "/trial", number)) {
        return fail_missing(path, file, "/trial", number);
    }
    if (population != NULL) {
        LAM_TRY(read_range(path, file, population, spikes));
    }
    snprintf(name, sizeof name, "/trial/%zu/spikes/time_ms", trial);
    LAM_TRY(read_list(path, file, name, &spikes->time_ms, &spikes->n));
    snprintf(name, sizeof name, "/trial/%zu/spikes/gid", trial);
    LAM_TRY(read_list(path, file, name, &spikes->gid, &n_gids));
    if (n_gids != spikes->n) {
        return lam_fail(LAM_ERR_INPUT, "%s: %s: %zu values; accepted: %zu, as many as of time_ms",
                        path, name, n_gids, spikes->n);
    }
    return choose(path, trial, population != NULL, spikes);
}

lam_status lam_spikes_read(const char *path, size_t trial, const char *population,
                           lam_spikes *spikes_out) {
    H5dont_atexit(); /* as in lam_results_create */
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    *spikes_out = (lam_spikes){.n = 0};
    if (!lam_file_is_hdf5(path)) {
        LAM_TRY(read_text(path, trial, population, spikes_out));
        return lam_sort_rows(spikes_out->n, spikes_out->gid, spikes_out->time_ms);
    }
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    if (file < 0) {
        return lam_fail(LAM_ERR_INPUT, "%s: cannot be opened; accepted: a results.h5", path);
    }
    lam_status status = read_results(path, file, trial, population, spikes_out);
    H5Fclose(file);
    return status == LAM_OK ? lam_sort_rows(spikes_out->n, spikes_out->gid, spikes_out->time_ms)
                            : status;
}
