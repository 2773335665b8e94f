/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sweep.c - a sweep on disk: opened or gone on with, and its points as they come. What a point
 * has is written before it counts as done, so a process may be killed at any moment. */
#include "base/lam_file_impl.h"
#include "results/lam_folder_impl.h"
#include "sweep/lam_sweep_impl.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { CHUNK = 4096 };

/* ---- the folder ---- */

/* A folder for a sweep holds nothing that is not one's. */
static lam_status check_content(const lam_folder *folder) {
    static const char *const own[] = {".",
                                      "..",
                                      LAM_LOCK_NAME,
                                      LAM_SWEEP_NAME,
                                      LAM_SWEEP_NAME ".part",
                                      LAM_SPIKES_NAME,
                                      LAM_SPIKES_NAME ".part",
                                      LAM_JOURNAL_NAME,
                                      LAM_TABLE_NAME,
                                      LAM_TABLE_NAME ".part"};
    DIR *files = opendir(folder->path_owned);
    lam_status status = LAM_OK;
    for (struct dirent *file; status == LAM_OK && files != NULL && (file = readdir(files));) {
        bool is_own = false;
        for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
            is_own = is_own || strcmp(file->d_name, own[i]) == 0;
        }
        if (!is_own) {
            status = lam_fail(LAM_ERR_INPUT,
                              "the folder '%s' holds '%s', which is no sweep's; "
                              "accepted: another folder",
                              folder->path_owned, file->d_name);
        }
    }
    if (files != NULL) {
        closedir(files);
    }
    return status;
}

static lam_status make_folders(char *path) {
    for (size_t i = 1; i <= strlen(path); i++) {
        char separator = path[i];
        if (separator != '/' && separator != '\0') {
            continue;
        }
        path[i] = '\0';
        bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
        int error = errno;
        path[i] = separator;
        if (!made) {
            return lam_fail(lam_kind_of(error), "cannot make the folder '%s': %s", path,
                            strerror(error));
        }
    }
    return LAM_OK;
}

static lam_status open_folder(const char *directory, lam_folder *folder) {
    folder->path_owned = lam_alloc(strlen(directory) + 1, 1);
    if (folder->path_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    strcpy(folder->path_owned, directory);
    LAM_TRY(make_folders(folder->path_owned));
    folder->fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->fd < 0) {
        return lam_fail(lam_kind_of(errno), "cannot open the folder '%s': %s", directory,
                        strerror(errno));
    }
    LAM_TRY(check_content(folder));
    return lam_lock(folder);
}

/* What is far too large is not begun. What a killed process left of the file goes. */
static lam_status check_room(const lam_sweep *sweep) {
    struct statvfs disk;
    double needed = lam_sweep_bytes(sweep->layout_borrowed, sweep->counts.n_points);
    unlinkat(sweep->folder.fd, LAM_SWEEP_NAME ".part", 0);
    if (fstatvfs(sweep->folder.fd, &disk) != 0) {
        return LAM_OK; /* the disk itself will tell */
    }
    double left = (double)disk.f_bfree * (double)disk.f_frsize;
    return needed <= left
               ? LAM_OK
               : lam_fail(LAM_ERR_IO,
                          "'%s/" LAM_SWEEP_NAME "' takes %.3g MB; accepted: at most what the disk "
                          "has left, %.3g MB",
                          sweep->folder.path_owned, needed * 1e-6, left * 1e-6);
}

/* ---- points ---- */

static lam_status fail_io(const lam_sweep *sweep, int error) {
    return lam_fail(LAM_ERR_IO, "cannot write '%s/" LAM_SWEEP_NAME "': %s",
                    sweep->folder.path_owned, strerror(error));
}

/* The status of up to n points; returns how many were read. */
static size_t read_status(const lam_sweep *sweep, size_t first, size_t n, int8_t *status_out) {
    size_t left = sweep->counts.n_points - first;
    n = n < left ? n : left;
    ssize_t got = pread(sweep->fd, status_out, n, (off_t)(sweep->places.status + first));
    return got > 0 ? (size_t)got : 0;
}

static lam_status write_status(lam_sweep *sweep, size_t point, int8_t status) {
    int error = lam_file_write_at(sweep->fd, &status, 1, sweep->places.status + point);
    sweep->counts.n_done += status == LAM_POINT_DONE;
    sweep->counts.n_failed += status == LAM_POINT_FAILED;
    return error == 0 ? LAM_OK : fail_io(sweep, error);
}

static lam_status count(lam_sweep *sweep) {
    int8_t status[CHUNK];
    for (size_t first = 0; first < sweep->counts.n_points;) {
        size_t n = read_status(sweep, first, CHUNK, status);
        if (n == 0) {
            return fail_io(sweep, errno);
        }
        for (size_t i = 0; i < n; i++) {
            sweep->counts.n_done += status[i] == LAM_POINT_DONE;
            sweep->counts.n_failed += status[i] == LAM_POINT_FAILED;
        }
        first += n;
    }
    return LAM_OK;
}

lam_sweep_counts lam_sweep_count(const lam_sweep *sweep) {
    return sweep->counts;
}

lam_status lam_sweep_next(const lam_sweep *sweep, size_t from, size_t *point_out) {
    int8_t status[CHUNK];
    while (from < sweep->counts.n_points) {
        size_t n = read_status(sweep, from, CHUNK, status);
        if (n == 0) {
            return fail_io(sweep, errno);
        }
        for (size_t i = 0; i < n; i++) {
            if (status[i] == LAM_POINT_TO_DO) {
                *point_out = from + i;
                return LAM_OK;
            }
        }
        from += n;
    }
    *point_out = sweep->counts.n_points;
    return LAM_OK;
}

/* values: the blocks of all trials. Of each set those of all trials lie side by side in the file.
 */
static lam_status write_blocks(lam_sweep *sweep, size_t point, const double *values) {
    const lam_sweep_layout *layout = sweep->layout_borrowed;
    size_t block = lam_sweep_block(layout), before = 0;
    for (size_t i = 0; i < layout->n_sets; i++) {
        size_t n = lam_sweep_set_size(&layout->sets_owned[i]);
        for (size_t t = 0; t < layout->run.n_trials; t++) {
            size_t place = (point * layout->run.n_trials + t) * n * sizeof(double);
            int error = lam_file_write_at(sweep->fd, values + t * block + before,
                                          n * sizeof(double), sweep->places.sets_owned[i] + place);
            if (error != 0) {
                return fail_io(sweep, error);
            }
        }
        before += n;
    }
    return LAM_OK;
}

lam_status lam_sweep_put(lam_sweep *sweep, size_t point, size_t n_values, const double *values) {
    const lam_sweep_layout *layout = sweep->layout_borrowed;
    size_t n_fixed = layout->run.n_trials * lam_sweep_block(layout);
    if (point >= sweep->counts.n_points || n_values < n_fixed ||
        (!layout->has_spikes && n_values > n_fixed)) {
        return lam_fail(LAM_ERR_INPUT,
                        "point %zu: %zu numbers; accepted: a point below %zu with "
                        "%zu, and its spikes if they are kept",
                        point, n_values, sweep->counts.n_points, n_fixed);
    }
    LAM_TRY(write_blocks(sweep, point, values));
    if (layout->has_spikes) {
        LAM_TRY(
            lam_sweep_journal_add(&sweep->journal, point, n_values - n_fixed, values + n_fixed));
    }
    return write_status(sweep, point, LAM_POINT_DONE);
}

/* The numbers of a point that has none: NaN of one that failed, 0 of one to do. */
static lam_status write_none(lam_sweep *sweep, size_t point, double none) {
    size_t n = sweep->layout_borrowed->run.n_trials * lam_sweep_block(sweep->layout_borrowed);
    double *values = lam_alloc(n, sizeof *values);
    for (size_t i = 0; i < n && values != NULL; i++) {
        values[i] = none;
    }
    lam_status status = values == NULL ? LAM_ERR_MEMORY : write_blocks(sweep, point, values);
    free(values);
    return status;
}

lam_status lam_sweep_fail(lam_sweep *sweep, size_t point, const char *reason) {
    char text[LAM_REASON_SIZE] = "";
    size_t length = strlen(reason) < sizeof text ? strlen(reason) : sizeof text - 1;
    while (reason[length] != '\0' && ((unsigned char)reason[length] & 0xC0) == 0x80) {
        length--; /* within a character of UTF-8 */
    }
    memcpy(text, reason, length);
    LAM_TRY(write_none(sweep, point, NAN));
    int error =
        lam_file_write_at(sweep->fd, text, sizeof text, sweep->places.reason + point * sizeof text);
    return error == 0 ? write_status(sweep, point, LAM_POINT_FAILED) : fail_io(sweep, error);
}

/* ---- opening and closing ---- */

static bool is_over(const lam_sweep *sweep) {
    return sweep->counts.n_done + sweep->counts.n_failed == sweep->counts.n_points;
}

static bool has(const lam_sweep *sweep, const char *name) {
    return faccessat(sweep->folder.fd, name, F_OK, 0) == 0;
}

static bool needs_journal(const lam_sweep *sweep) {
    return sweep->layout_borrowed->has_spikes && !(has(sweep, LAM_SPIKES_NAME) && is_over(sweep));
}

/* A point whose spikes somebody has removed is to do again. */
static lam_status find_lost(lam_sweep *sweep) {
    int8_t status = LAM_POINT_TO_DO;
    bool *is_there = lam_alloc(sweep->counts.n_points, sizeof *is_there);
    if (is_there == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_sweep_journal_find(&sweep->journal, sweep->counts.n_points, is_there);
    lam_status result = LAM_OK;
    for (size_t i = 0; i < sweep->counts.n_points && result == LAM_OK; i++) {
        if (!is_there[i] && read_status(sweep, i, 1, &status) == 1 && status == LAM_POINT_DONE) {
            result = write_status(sweep, i, LAM_POINT_TO_DO);
            sweep->counts.n_done--;
        }
    }
    free(is_there);
    return result;
}

/* As if it had not been run, but that it is counted. Its status comes first: killed after it, the
 * point is run again; killed before it, the point has failed as it had. */
static lam_status forget(lam_sweep *sweep, size_t point) {
    static const char no_reason[LAM_REASON_SIZE];
    int32_t n = 0;
    size_t place = sweep->places.retries + point * sizeof n;
    LAM_TRY(write_status(sweep, point, LAM_POINT_TO_DO));
    sweep->counts.n_failed--;
    if (sweep->places.has_retries) {
        LAM_TRY(lam_sweep_read_at(sweep, place, sizeof n, &n));
        n++;
    }
    int error = sweep->places.has_retries ? lam_file_write_at(sweep->fd, &n, sizeof n, place) : 0;
    LAM_TRY(error == 0 ? write_none(sweep, point, 0) : fail_io(sweep, error));
    error = lam_file_write_at(sweep->fd, no_reason, sizeof no_reason,
                              sweep->places.reason + point * sizeof no_reason);
    return error == 0 ? LAM_OK : fail_io(sweep, error);
}

lam_status lam_sweep_retry(lam_sweep *sweep) {
    const lam_sweep_layout *layout = sweep->layout_borrowed;
    int8_t status = LAM_POINT_TO_DO;
    if (sweep->counts.n_failed == 0) {
        return LAM_OK;
    }
    if (layout->has_spikes && sweep->journal.fd < 0) {
        LAM_TRY(lam_sweep_journal_open(&sweep->folder, &sweep->journal));
        LAM_TRY(lam_sweep_journal_restore(&sweep->journal, &sweep->folder, sweep->counts.n_points,
                                          layout->run.n_trials));
    }
    /* They are not whole any more. From here on what is in the journal counts. */
    unlinkat(sweep->folder.fd, LAM_TABLE_NAME, 0);
    unlinkat(sweep->folder.fd, LAM_SPIKES_NAME, 0);
    for (size_t i = 0; i < sweep->counts.n_points; i++) {
        if (read_status(sweep, i, 1, &status) != 1) {
            return fail_io(sweep, errno);
        }
        LAM_TRY(status == LAM_POINT_FAILED ? forget(sweep, i) : LAM_OK);
    }
    return LAM_OK;
}

static lam_status open_all(lam_sweep *sweep, const char *directory, const lam_spec *spec,
                           const lam_network *network) {
    char path[4096];
    LAM_TRY(open_folder(directory, &sweep->folder));
    if ((size_t)snprintf(path, sizeof path, "%s/" LAM_SWEEP_NAME, directory) >= sizeof path) {
        return lam_fail(LAM_ERR_INPUT, "'%s': the name is too long; accepted: a shorter one",
                        directory);
    }
    if (access(path, F_OK) == 0) {
        LAM_TRY(lam_sweep_file_check(path, spec, network, sweep->layout_borrowed));
    } else {
        LAM_TRY(check_room(sweep));
        LAM_TRY(lam_sweep_file_make(path, spec, network, sweep->layout_borrowed));
    }
    LAM_TRY(lam_sweep_file_places(path, sweep->layout_borrowed, &sweep->places));
    sweep->fd = open(path, O_RDWR | O_CLOEXEC);
    if (sweep->fd < 0) {
        return fail_io(sweep, errno);
    }
    LAM_TRY(count(sweep));
    if (!needs_journal(sweep)) {
        unlinkat(sweep->folder.fd, LAM_JOURNAL_NAME, 0); /* of a process killed at the very end */
        return LAM_OK;
    }
    LAM_TRY(lam_sweep_journal_open(&sweep->folder, &sweep->journal));
    return find_lost(sweep);
}

/* lam_error() stays. */
static void release(lam_sweep *sweep) {
    if (sweep->folder.lock_fd >= 0) {
        unlinkat(sweep->folder.fd, LAM_LOCK_NAME, 0); /* before the lock goes */
        close(sweep->folder.lock_fd);
    }
    if (sweep->journal.fd >= 0) {
        close(sweep->journal.fd);
    }
    if (sweep->fd >= 0) {
        close(sweep->fd);
    }
    if (sweep->folder.fd >= 0) {
        close(sweep->folder.fd);
    }
    free(sweep->folder.path_owned);
    free(sweep->places.sets_owned);
    free(sweep);
}

lam_status lam_sweep_open(const char *directory, const lam_spec *spec, const lam_network *network,
                          const lam_sweep_layout *layout, lam_sweep **sweep_out) {
    H5dont_atexit(); /* the library reports errors itself and never prints */
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    if (directory[0] == '\0') {
        return lam_fail(LAM_ERR_INPUT, "the name of the folder for the sweep is empty");
    }
    lam_sweep *sweep = lam_alloc(1, sizeof *sweep);
    if (sweep == NULL) {
        return LAM_ERR_MEMORY;
    }
    sweep->folder.fd = sweep->folder.lock_fd = sweep->fd = sweep->journal.fd = -1;
    sweep->spec_borrowed = spec;
    sweep->layout_borrowed = layout;
    sweep->counts.n_points = lam_spec_design(spec)->n_points;
    lam_status status = open_all(sweep, directory, spec, network);
    if (status != LAM_OK) {
        release(sweep);
        return status;
    }
    *sweep_out = sweep;
    return LAM_OK;
}

lam_status lam_sweep_close(lam_sweep *sweep) {
    if (sweep == NULL) {
        return LAM_OK;
    }
    lam_status status = LAM_OK;
    if (is_over(sweep) && !has(sweep, LAM_TABLE_NAME)) {
        status = lam_sweep_table(sweep);
    }
    if (sweep->journal.fd >= 0 && is_over(sweep) && status == LAM_OK) {
        status = lam_sweep_journal_sort(&sweep->journal, &sweep->folder, sweep->counts.n_points,
                                        sweep->layout_borrowed->run.n_trials);
    }
    release(sweep);
    return status;
}
