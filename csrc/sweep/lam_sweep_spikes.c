/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sweep_spikes.c - the spikes of a sweep, whose number nobody knows before. They come point by
 * point into a journal, of which a killed process can only have left the last entry in pieces, and
 * are sorted into a file of their own at the end. So the same sweep gives the same bytes, whoever
 * ran its points. */
#include "base/lam_file_impl.h"
#include "results/lam_results_impl.h"
#include "sweep/lam_sweep_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An entry: its point, how many numbers follow, and these: of each trial how many spikes it has,
 * their times, their gids. */
typedef struct entry {
    uint64_t point, n_values;
} entry;

static lam_status fail(const char *folder, const char *name, int error) {
    return lam_fail(LAM_ERR_IO, "cannot write '%s/%s': %s", folder, name, strerror(error));
}

/* Reads the entry at a place; false: no whole entry is there. */
static bool read_entry(int fd, size_t end, size_t place, entry *entry_out) {
    return place + sizeof *entry_out <= end &&
           pread(fd, entry_out, sizeof *entry_out, (off_t)place) == sizeof *entry_out &&
           entry_out->n_values > 0 &&
           entry_out->n_values <= (end - place - sizeof *entry_out) / sizeof(double);
}

static size_t behind(size_t place, const entry *at) {
    return place + sizeof *at + at->n_values * sizeof(double);
}

lam_status lam_sweep_journal_open(const lam_folder *folder, lam_sweep_journal *journal) {
    entry at;
    int fd = openat(folder->fd, LAM_JOURNAL_NAME, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    off_t size = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);
    size_t end = 0;
    while (size > 0 && read_entry(fd, (size_t)size, end, &at)) {
        end = behind(end, &at);
    }
    if (size < 0 || ftruncate(fd, (off_t)end) != 0) {
        lam_status status = fail(folder->path_owned, LAM_JOURNAL_NAME, errno);
        if (fd >= 0) {
            close(fd);
        }
        return status;
    }
    *journal = (lam_sweep_journal){fd, end, folder->path_owned};
    return LAM_OK;
}

lam_status lam_sweep_journal_add(lam_sweep_journal *journal, size_t point, size_t n_values,
                                 const double *values) {
    entry at = {point, n_values};
    int error =
        lam_file_write_at(journal->fd, values, n_values * sizeof *values, journal->end + sizeof at);
    if (error == 0) {
        error = lam_file_write_at(journal->fd, &at, sizeof at, journal->end);
    }
    if (error != 0) {
        return fail(journal->folder_borrowed, LAM_JOURNAL_NAME, error);
    }
    journal->end = behind(journal->end, &at);
    return LAM_OK;
}

void lam_sweep_journal_find(const lam_sweep_journal *journal, size_t n_points, bool *is_there_out) {
    entry at;
    for (size_t place = 0; read_entry(journal->fd, journal->end, place, &at);
         place = behind(place, &at)) {
        if (at.point < n_points) {
            is_there_out[at.point] = true;
        }
    }
}

/* ---- sorting ---- */

typedef struct sorted {
    hid_t file, time, gid, first;
    double *values; /* of an entry */
    size_t n_held;
    bool is_out_of_memory;
    uint64_t n, n_trials; /* spikes, and trials, so far */
} sorted;

/* places_out: of each point the newest entry, 0 where there is none, else the place + 1. Returns
 * how many spikes they hold. */
static uint64_t find_entries(const lam_sweep_journal *journal, size_t n_points, size_t n_trials,
                             uint64_t *places_out, uint64_t *counts_out) {
    entry at;
    uint64_t n = 0;
    for (size_t place = 0; read_entry(journal->fd, journal->end, place, &at);
         place = behind(place, &at)) {
        if (at.point < n_points) {
            places_out[at.point] = place + 1;
            counts_out[at.point] = (at.n_values - n_trials) / 2;
        }
    }
    for (size_t i = 0; i < n_points; i++) {
        n += counts_out[i];
    }
    return n;
}

static bool write_part(hid_t data, hid_t type, uint64_t first, size_t n, const void *values) {
    hsize_t start = first, count = n;
    if (n == 0) {
        return true;
    }
    hid_t space = H5Dget_space(data), memory = H5Screate_simple(1, &count, NULL);
    bool good = H5Sselect_hyperslab(space, H5S_SELECT_SET, &start, NULL, &count, NULL) >= 0 &&
                H5Dwrite(data, type, memory, space, H5P_DEFAULT, values) >= 0;
    H5Sclose(memory);
    H5Sclose(space);
    return good;
}

/* A point without an entry, as it failed, has no spikes. */
static bool write_point(sorted *to, const lam_sweep_journal *journal, size_t n_trials,
                        uint64_t place) {
    entry at = {0, 0};
    bool good = place == 0 || read_entry(journal->fd, journal->end, place - 1, &at);
    if (good && place != 0) {
        double *grown = lam_grow(to->values, at.n_values, &to->n_held, sizeof *grown);
        to->values = grown != NULL ? grown : to->values;
        to->is_out_of_memory = grown == NULL;
        good = grown != NULL &&
               pread(journal->fd, grown, at.n_values * sizeof *grown,
                     (off_t)(place - 1 + sizeof at)) == (ssize_t)(at.n_values * sizeof *grown);
    }
    const double *values = to->values;
    for (size_t t = 0; t < n_trials && good; t++) {
        size_t n = place != 0 ? (size_t)values[0] : 0;
        good = write_part(to->first, H5T_NATIVE_UINT64, to->n_trials++, 1, &to->n) &&
               (n == 0 || (write_part(to->time, H5T_NATIVE_DOUBLE, to->n, n, values + 1) &&
                           write_part(to->gid, H5T_NATIVE_DOUBLE, to->n, n, values + 1 + n)));
        to->n += n;
        values += place != 0 ? 1 + 2 * n : 0;
    }
    return good;
}

static hid_t make(hid_t file, const char *name, hid_t type, hsize_t n, const char *units) {
    hid_t properties = H5Pcreate(H5P_DATASET_CREATE), space = H5Screate_simple(1, &n, NULL);
    H5Pset_obj_track_times(properties, false);
    hid_t made = H5Dcreate2(file, name, type, space, H5P_DEFAULT, properties, H5P_DEFAULT);
    if (made >= 0 && lam_results_add_text(made, "units", units) < 0) {
        H5Dclose(made);
        made = -1;
    }
    H5Sclose(space);
    H5Pclose(properties);
    return made;
}

static bool close_data(hid_t data) {
    return data >= 0 && H5Dclose(data) >= 0;
}

static lam_status sort_into(const char *path, const lam_sweep_journal *journal, size_t n_points,
                            size_t n_trials, uint64_t *places) {
    uint64_t n = find_entries(journal, n_points, n_trials, places, places + n_points);
    sorted to = {.file = H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT)};
    if (to.file < 0) {
        return fail(journal->folder_borrowed, LAM_SPIKES_NAME, ENOSPC);
    }
    to.time = make(to.file, "time_ms", H5T_IEEE_F64LE, n, "ms");
    to.gid = make(to.file, "gid", H5T_STD_I64LE, n, "gid");
    to.first = make(to.file, "first", H5T_STD_I64LE, n_points * n_trials + 1, "1");
    bool good = to.time >= 0 && to.gid >= 0 && to.first >= 0;
    for (size_t i = 0; i < n_points && good; i++) {
        good = write_point(&to, journal, n_trials, places[i]);
    }
    good = good && write_part(to.first, H5T_NATIVE_UINT64, to.n_trials, 1, &to.n);
    good = close_data(to.time) && good;
    good = close_data(to.gid) && good;
    good = close_data(to.first) && good;
    free(to.values);
    good = H5Fclose(to.file) >= 0 && good;
    return to.is_out_of_memory ? LAM_ERR_MEMORY
           : good              ? LAM_OK
                               : fail(journal->folder_borrowed, LAM_SPIKES_NAME, ENOSPC);
}

lam_status lam_sweep_journal_sort(lam_sweep_journal *journal, const lam_folder *folder,
                                  size_t n_points, size_t n_trials) {
    char path[4096], part[4096 + 8];
    uint64_t *places = lam_alloc(2 * n_points, sizeof *places);
    if (places == NULL) {
        return LAM_ERR_MEMORY;
    }
    snprintf(path, sizeof path, "%s/" LAM_SPIKES_NAME, folder->path_owned);
    snprintf(part, sizeof part, "%s.part", path);
    lam_status status = sort_into(part, journal, n_points, n_trials, places);
    free(places);
    LAM_TRY(status);
    if (rename(part, path) != 0) {
        return fail(folder->path_owned, LAM_SPIKES_NAME, errno);
    }
    unlinkat(folder->fd, LAM_JOURNAL_NAME, 0);
    return LAM_OK;
}

/* ---- back ---- */

static bool read_part(hid_t file, const char *name, hid_t type, uint64_t first, size_t n,
                      void *values_out) {
    hsize_t start = first, count = n;
    hid_t data = H5Dopen2(file, name, H5P_DEFAULT), space = data < 0 ? -1 : H5Dget_space(data);
    hid_t memory = H5Screate_simple(1, &count, NULL);
    bool good = space >= 0 && (n == 0 || H5Sselect_hyperslab(space, H5S_SELECT_SET, &start, NULL,
                                                             &count, NULL) >= 0);
    good = good && (n == 0 || H5Dread(data, type, memory, space, H5P_DEFAULT, values_out) >= 0);
    H5Sclose(memory);
    if (space >= 0) {
        H5Sclose(space);
    }
    if (data >= 0) {
        H5Dclose(data);
    }
    return good;
}

static lam_status refuse(const lam_sweep_journal *journal) {
    return lam_fail(LAM_ERR_INPUT,
                    "cannot read '%s/" LAM_SPIKES_NAME
                    "'; accepted: as the sweep has made it, or none",
                    journal->folder_borrowed);
}

/* first: [n_trials + 1], where the spikes of its trials begin. */
static lam_status restore_point(lam_sweep_journal *journal, hid_t file, size_t point,
                                size_t n_trials, const uint64_t *first) {
    size_t n_values = n_trials + 2 * (first[n_trials] - first[0]);
    double *values = lam_alloc(n_values, sizeof *values), *to = values;
    if (values == NULL) {
        return LAM_ERR_MEMORY;
    }
    bool good = true;
    for (size_t t = 0; t < n_trials && good; t++) {
        size_t n = first[t + 1] - first[t];
        *to = (double)n;
        good = read_part(file, "time_ms", H5T_NATIVE_DOUBLE, first[t], n, to + 1) &&
               read_part(file, "gid", H5T_NATIVE_DOUBLE, first[t], n, to + 1 + n);
        to += 1 + 2 * n;
    }
    lam_status status =
        good ? lam_sweep_journal_add(journal, point, n_values, values) : refuse(journal);
    free(values);
    return status;
}

lam_status lam_sweep_journal_restore(lam_sweep_journal *journal, const lam_folder *folder,
                                     size_t n_points, size_t n_trials) {
    char path[4096];
    size_t n = n_points * n_trials + 1;
    uint64_t *first = lam_alloc(n, sizeof *first);
    if (first == NULL) {
        return LAM_ERR_MEMORY;
    }
    snprintf(path, sizeof path, "%s/" LAM_SPIKES_NAME, folder->path_owned);
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    lam_status status = file >= 0 && read_part(file, "first", H5T_NATIVE_UINT64, 0, n, first)
                            ? LAM_OK
                            : refuse(journal);
    for (size_t i = 0; i < n_points && status == LAM_OK; i++) {
        status = restore_point(journal, file, i, n_trials, first + i * n_trials);
    }
    if (file >= 0) {
        H5Fclose(file);
    }
    free(first);
    return status;
}
