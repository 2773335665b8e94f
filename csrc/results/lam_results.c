/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results.c - the results of a run in one HDF5 file (layout: docs/results.md). */
#include "results/lam_results_impl.h"
#include "base/lam_spool_impl.h"
#include "results/lam_stage_impl.h"
#include "base/lam_status_impl.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <hdf5.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_NAME "results.h5"

struct lam_results {
    lam_folder folder;
    hid_t file;
    int fd;         /* the same file, to reserve space and to synchronise */
    off_t reserved; /* bytes of the disk that are the file's already */
    lam_shown shown;
    lam_measured measured;
    lam_stage stage;
    size_t trial, n_ended; /* of trials that are written into the file at once */
    bool is_in_trial;
};

/* HDF5 needs this much at most, beside its data, for the bookkeeping of one dataset: headers, and
 * a kilobyte for each group on the path. */
static const size_t overhead = 65536;

/* Samples of a compressed trace that are packed together, what HDF5 needs to find them, and zlib's
 * level: 1 is fast, and higher ones gain little. */
static const hsize_t max_chunk = 8192;
static const size_t chunk_overhead = 128;
static const unsigned compression = 1;

/* Integers beyond this do not fit into a double without gaps. */
static const double max_integer = 9007199254740992.0;

hid_t lam_results_file(const lam_results *results) {
    return results->file;
}

const lam_folder *lam_results_folder(const lam_results *results) {
    return &results->folder;
}

lam_stage *lam_results_stage_of(lam_results *results) {
    return &results->stage;
}

lam_measured *lam_results_measured(lam_results *results) {
    return &results->measured;
}

lam_shown lam_results_shown(const lam_results *results) {
    return results->shown;
}

void lam_results_show(lam_results *results, double scale, double smooth_ms) {
    results->shown = (lam_shown){scale, smooth_ms};
}

/* ---- failures ---- */

typedef struct cause {
    char text[256];
    bool is_system; /* a call of the system failed */
} cause;

/* The innermost entry of HDF5's error stack; a system call's message stands inside a long line. */
static herr_t keep_cause(unsigned n, const H5E_error2_t *error, void *cause_out) {
    cause *found = cause_out;
    if (n == 0) {
        const char *mark = "error message = '";
        const char *system = strstr(error->desc, mark);
        const char *text = system != NULL ? system + strlen(mark) : error->desc;
        size_t length = system != NULL ? strcspn(text, "'") : strlen(text);
        snprintf(found->text, sizeof found->text, "%.*s", (int)length, text);
        found->is_system = system != NULL;
    }
    return 0;
}

static cause find_cause(void) {
    cause found = {"unknown reason", false};
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_cause, &found);
    return found;
}

lam_status lam_results_open(const char *path, hid_t *file_out) {
    *file_out = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    cause found = find_cause();
    return *file_out < 0 && found.is_system
               ? lam_fail(LAM_ERR_IO, "cannot read '%s': %s", path, found.text)
               : LAM_OK;
}

lam_status lam_results_fail(const lam_results *results, const char *what) {
    return lam_fail(LAM_ERR_IO, "cannot write %s to '%s/" FILE_NAME "': %s", what,
                    results->folder.path_owned, find_cause().text);
}

static lam_status fail_system(const lam_results *results, int error) {
    return lam_fail(LAM_ERR_IO, "cannot write '%s/" FILE_NAME "': %s", results->folder.path_owned,
                    strerror(error));
}

/* HDF5 cannot close a file whose last blocks find no place on the disk, so the place for the
 * coming data is taken first, and as much as the end needs: a full disk is then met here, and the
 * file can still be closed. */
lam_status lam_results_reserve(lam_results *results, size_t n_bytes) {
    hsize_t size;
    if (H5Fget_filesize(results->file, &size) < 0) {
        return lam_results_fail(results, "anything");
    }
    off_t wanted = (off_t)(size + n_bytes + 2 * overhead);
    if (wanted > results->reserved) {
        int error = posix_fallocate(results->fd, results->reserved, wanted - results->reserved);
        if (error != 0) {
            return fail_system(results, error);
        }
        results->reserved = wanted;
    }
    return LAM_OK;
}

/* ---- attributes ---- */

static herr_t add_attribute(hid_t object, const char *name, hid_t file_type, hid_t memory_type,
                            const void *value) {
    hid_t space = H5Screate(H5S_SCALAR);
    hid_t attribute = H5Acreate2(object, name, file_type, space, H5P_DEFAULT, H5P_DEFAULT);
    herr_t result = attribute < 0 ? -1 : H5Awrite(attribute, memory_type, value);
    if (attribute >= 0 && H5Aclose(attribute) < 0) {
        result = -1;
    }
    H5Sclose(space);
    return result;
}

/* A fixed-length UTF-8 string, which every reader of HDF5 understands. */
static hid_t create_text_type(const char *text) {
    hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, strlen(text) + 1);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

herr_t lam_results_add_text(hid_t object, const char *name, const char *text) {
    hid_t type = create_text_type(text);
    herr_t result = add_attribute(object, name, type, type, text);
    H5Tclose(type);
    return result;
}

lam_status lam_results_set_text(lam_results *results, const char *attribute, const char *text) {
    LAM_TRY(lam_results_reserve(results, strlen(text)));
    return lam_results_add_text(results->file, attribute, text) < 0
               ? lam_results_fail(results, attribute)
               : LAM_OK;
}

lam_status lam_results_set_number(lam_results *results, const char *attribute, double value) {
    LAM_TRY(lam_results_reserve(results, 0));
    return add_attribute(results->file, attribute, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value) < 0
               ? lam_results_fail(results, attribute)
               : LAM_OK;
}

/* ---- datasets ---- */

typedef struct dataset {
    const char *path, *units;
    int rank;
    hsize_t dimensions[2];
    hid_t file_type, memory_type;
    const void *values;
    hsize_t chunk; /* of a compressed vector; 0: not compressed */
    double dt_ms;  /* between its samples where it is not the run's, else 0 */
} dataset;

/* No times are kept in the file: the same run then gives the same bytes. */
static hid_t create_dataset(hid_t file, const dataset *data, hid_t space) {
    hid_t links = H5Pcreate(H5P_LINK_CREATE);
    hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
    hid_t created = -1;
    bool good = H5Pset_create_intermediate_group(links, 1) >= 0 &&
                H5Pset_obj_track_times(properties, false) >= 0;
    if (good && data->chunk > 0) {
        good = H5Pset_chunk(properties, 1, &data->chunk) >= 0 && H5Pset_shuffle(properties) >= 0 &&
               H5Pset_deflate(properties, compression) >= 0;
    }
    if (good) {
        created =
            H5Dcreate2(file, data->path, data->file_type, space, links, properties, H5P_DEFAULT);
    }
    H5Pclose(properties);
    H5Pclose(links);
    return created;
}

static herr_t fill_dataset(hid_t created, const dataset *data) {
    if (H5Dwrite(created, data->memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data->values) < 0 ||
        lam_results_add_text(created, "units", data->units) < 0) {
        return -1;
    }
    return data->dt_ms == 0
               ? 0
               : add_attribute(created, "dt_ms", H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &data->dt_ms);
}

static lam_status write_dataset(lam_results *results, const dataset *data) {
    assert(data->units != NULL);
    hid_t space = H5Screate_simple(data->rank, data->dimensions, NULL);
    size_t n = (size_t)H5Sget_simple_extent_npoints(space);
    size_t n_chunks = data->chunk > 0 ? n / data->chunk + 1 : 0;
    lam_status status =
        lam_results_reserve(results, n * H5Tget_size(data->file_type) + n_chunks * chunk_overhead);
    if (status == LAM_OK) {
        hid_t created = create_dataset(results->file, data, space);
        bool good = created >= 0 && fill_dataset(created, data) >= 0;
        status = good ? LAM_OK : lam_results_fail(results, data->path);
        if (created >= 0 && H5Dclose(created) < 0 && good) {
            status = lam_results_fail(results, data->path);
        }
    }
    H5Sclose(space);
    return status;
}

lam_status lam_results_write_text(lam_results *results, const char *path, const char *text) {
    hid_t type = create_text_type(text);
    lam_status status = write_dataset(
        results,
        &(dataset){
            .path = path, .units = "1", .file_type = type, .memory_type = type, .values = text});
    H5Tclose(type);
    return status;
}

lam_status lam_results_write(lam_results *results, const char *path, size_t n_rows,
                             size_t n_columns, const double *values, const char *units) {
    return write_dataset(results,
                         &(dataset){.path = path,
                                    .units = units,
                                    .rank = n_rows > 0 ? 2 : 1,
                                    .dimensions = {n_rows > 0 ? n_rows : n_columns, n_columns},
                                    .file_type = H5T_IEEE_F64LE,
                                    .memory_type = H5T_NATIVE_DOUBLE,
                                    .values = values});
}

lam_status lam_results_write_integers(lam_results *results, const char *path, size_t n,
                                      const double *values, const char *units) {
    for (size_t i = 0; i < n; i++) {
        if (!(fabs(values[i]) <= max_integer) || values[i] != trunc(values[i])) {
            return lam_fail(LAM_ERR_INPUT, "cannot write %s: value %zu is %.15g, not an integer",
                            path, i, values[i]);
        }
    }
    return write_dataset(results, &(dataset){.path = path,
                                             .units = units,
                                             .rank = 1,
                                             .dimensions = {n},
                                             .file_type = H5T_STD_I64LE,
                                             .memory_type = H5T_NATIVE_DOUBLE,
                                             .values = values});
}

static lam_status write_trace(lam_results *results, const char *path, const char *units,
                              const lam_spool *spool, const double *samples, bool float32,
                              bool compress) {
    hsize_t n = spool->n_samples;
    return write_dataset(results, &(dataset){.path = path,
                                             .units = units,
                                             .rank = 1,
                                             .dimensions = {n},
                                             .file_type = float32 ? H5T_IEEE_F32LE : H5T_IEEE_F64LE,
                                             .memory_type = H5T_NATIVE_DOUBLE,
                                             .values = samples,
                                             .chunk = !compress       ? 0
                                                      : n < max_chunk ? n
                                                                      : max_chunk,
                                             .dt_ms = spool->dt_ms});
}

static lam_status write_spool(lam_results *results, size_t trial, const lam_spool *spool,
                              bool float32, bool compress) {
    double *samples = lam_alloc(spool->n_samples, sizeof *samples);
    lam_status status = samples != NULL ? LAM_OK : LAM_ERR_MEMORY;
    const char *text = spool->texts_owned;
    for (size_t i = 0; i < spool->n_traces && status == LAM_OK; i++) {
        const char *units = text + strlen(text) + 1;
        char path[LAM_SPOOL_PATH + 32];
        snprintf(path, sizeof path, "/trial/%zu/%s", trial, text);
        status = lam_spool_read(spool, i, samples);
        if (status == LAM_OK) {
            status = write_trace(results, path, units, spool, samples, float32, compress);
        }
        text = units + strlen(units) + 1;
    }
    free(samples);
    return status;
}

lam_status lam_results_write_traces(lam_results *results, size_t trial, const char *path,
                                    bool float32, bool compress) {
    lam_spool spool;
    lam_status status = lam_spool_open(path, &spool);
    if (status == LAM_OK) {
        status = write_spool(results, trial, &spool, float32, compress);
    }
    lam_spool_close(&spool);
    return status;
}

/* ---- the file ---- */

static lam_status create_file(lam_results *results) {
    LAM_TRY(lam_folder_part(&results->folder, FILE_NAME, &results->fd));
    char *path = lam_folder_part_path(&results->folder, FILE_NAME);
    if (path == NULL) {
        return LAM_ERR_MEMORY;
    }
    results->file = H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    free(path);
    return results->file < 0 ? lam_results_fail(results, "anything")
                             : lam_results_reserve(results, 0);
}

static lam_status create(const char *directory, bool resumes, lam_results **results_out) {
    /* The library reports errors itself and never prints; and a file that could not be closed
     * must not be closed a second time at exit. */
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    lam_results *results = lam_alloc(1, sizeof *results);
    if (results == NULL) {
        return LAM_ERR_MEMORY;
    }
    results->file = -1;
    results->fd = -1;
    results->shown.scale = 1;
    lam_status status = lam_folder_open(directory, resumes, &results->folder);
    if (status != LAM_OK) {
        free(results);
        return status;
    }
    status = create_file(results);
    if (status != LAM_OK) {
        lam_results_abandon(results);
        return status;
    }
    *results_out = results;
    return LAM_OK;
}

lam_status lam_results_create(const char *directory, lam_results **results_out) {
    return create(directory, false, results_out);
}

lam_status lam_results_resume(const char *directory, lam_results **results_out) {
    return create(directory, true, results_out);
}

static lam_status finish_file(lam_results *results, bool complete) {
    int flag = complete;
    hsize_t size;
    if (add_attribute(results->file, "complete", H5T_STD_I32LE, H5T_NATIVE_INT, &flag) < 0 ||
        H5Fflush(results->file, H5F_SCOPE_GLOBAL) < 0 ||
        H5Fget_filesize(results->file, &size) < 0) {
        return lam_results_fail(results, "anything");
    }
    herr_t closed = H5Fclose(results->file);
    results->file = -1;
    if (closed < 0) {
        return lam_results_fail(results, "anything");
    }
    int fd = results->fd;
    results->fd = -1;
    bool good = ftruncate(fd, (off_t)size) == 0 && fsync(fd) == 0; /* gives back the reserve */
    int error = errno;
    if (close(fd) != 0 || !good) {
        return fail_system(results, good ? errno : error);
    }
    return LAM_OK;
}

/* ---- trials ---- */

void lam_results_begin_trial(lam_results *results, size_t trial) {
    results->trial = trial;
    results->is_in_trial = true;
}

void lam_results_end_trial(lam_results *results) {
    results->n_ended += results->is_in_trial;
    results->is_in_trial = false;
}

lam_status lam_results_drop_trial(lam_results *results) {
    char name[40];
    if (!results->is_in_trial) {
        return LAM_OK;
    }
    results->is_in_trial = false;
    lam_folder_drop(&results->folder, results->trial);
    snprintf(name, sizeof name, "/trial/%zu", results->trial);
    bool is_there = H5Lexists(results->file, "/trial", H5P_DEFAULT) > 0 &&
                    H5Lexists(results->file, name, H5P_DEFAULT) > 0;
    return is_there && H5Ldelete(results->file, name, H5P_DEFAULT) < 0
               ? lam_results_fail(results, name)
               : LAM_OK;
}

lam_status lam_results_rescue(lam_results *results, size_t *n_trials_out, lam_rescued *what_out) {
    const lam_stage *stage = &results->stage;
    if (stage->path_owned != NULL && !stage->is_kept) {
        lam_results_take(results, false, n_trials_out); /* as many as can be had */
    }
    size_t n = stage->path_owned != NULL ? lam_stage_count(stage) : results->n_ended;
    lam_rescued what = n == 0                                     ? LAM_RESCUED_NONE
                       : stage->is_kept                           ? LAM_RESCUED_KEPT
                       : lam_folder_has_results(&results->folder) ? LAM_RESCUED_DROPPED
                                                                  : LAM_RESCUED_RESULTS;
    *n_trials_out = n;
    *what_out = what;
    if (what == LAM_RESCUED_RESULTS) {
        return lam_results_close(results, false);
    }
    lam_results_abandon(results);
    return LAM_OK;
}

/* ---- the end ---- */

lam_status lam_results_close(lam_results *results, bool complete) {
    lam_status status = complete ? LAM_OK : lam_results_drop_trial(results);
    if (status == LAM_OK) {
        status = lam_results_write_mean(results);
    }
    if (status == LAM_OK) {
        status = finish_file(results, complete);
    }
    bool is_wanted =
        complete || !(results->stage.is_kept || lam_folder_has_results(&results->folder));
    if (status == LAM_OK && is_wanted) {
        status = lam_folder_publish(&results->folder);
    }
    lam_stage_close(&results->stage, complete && status == LAM_OK);
    lam_results_abandon(results); /* of a published run nothing is left to be removed */
    return status;
}

void lam_results_abandon(lam_results *results) {
    if (results == NULL) {
        return;
    }
    if (results->file >= 0) {
        H5Fclose(results->file);
    }
    if (results->fd >= 0) {
        close(results->fd);
    }
    lam_stage_close(&results->stage, false);
    lam_folder_close(&results->folder);
    lam_measured_free(&results->measured);
    free(results);
}
