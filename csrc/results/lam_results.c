/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results.c - what is written into the one HDF5 file of a run's results (layout:
 * docs/results.md): attributes, datasets, trials. */
#include "results/lam_results_impl.h"
#include "base/lam_status_impl.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* HDF5 needs at most this much, beside the data, for the headers of one dataset. Each group on its
 * path takes another kilobyte. */
static const size_t overhead = 65536;

/* HDF5 needs this much to find a chunk of a compressed dataset. Level 1 of zlib is fast; higher
 * ones gain little. */
static const size_t chunk_overhead = 128;
static const unsigned compression = 1;

/* Doubles have gaps between integers beyond this. */
static const double max_integer = 9007199254740992.0;

void lam_results_show(lam_results *results, double scale, double smooth_ms) {
    results->shown = (lam_shown){scale, smooth_ms};
}

void lam_results_no_text(lam_results *results) {
    results->has_no_text = true;
}

/* ---- failures ---- */

typedef struct cause {
    char text[256];
    bool is_system; /* a call of the system failed */
} cause;

/* Takes the innermost entry of HDF5's error stack. The message of a system call stands inside a
 * long line. */
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
    return lam_fail(LAM_ERR_IO, "cannot write %s to '%s/" LAM_RESULTS_NAME "': %s", what,
                    results->folder.path_owned, find_cause().text);
}

lam_status lam_results_fail_system(const lam_results *results, int error) {
    return lam_fail(LAM_ERR_IO, "cannot write '%s/" LAM_RESULTS_NAME "': %s",
                    results->folder.path_owned, strerror(error));
}

/* HDF5 cannot close a file if its last blocks do not fit onto the disk. So the space for the coming
 * data, and for the end of the file, is taken first. If the disk is full, this fails, and the file
 * can still be closed. */
lam_status lam_results_reserve(lam_results *results, size_t n_bytes) {
    hsize_t size;
    if (H5Fget_filesize(results->file, &size) < 0) {
        return lam_results_fail(results, "anything");
    }
    off_t wanted = (off_t)(size + n_bytes + 2 * overhead);
    if (wanted > results->reserved) {
        int error = posix_fallocate(results->fd, results->reserved, wanted - results->reserved);
        if (error != 0) {
            return lam_results_fail_system(results, error);
        }
        results->reserved = wanted;
    }
    return LAM_OK;
}

/* ---- attributes ---- */

herr_t lam_results_add_attribute(hid_t object, const char *name, hid_t file_type, hid_t memory_type,
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

/* A UTF-8 string of fixed length is what every reader of HDF5 understands. */
static hid_t create_text_type(const char *text) {
    hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, strlen(text) + 1);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

herr_t lam_results_add_text(hid_t object, const char *name, const char *text) {
    hid_t type = create_text_type(text);
    herr_t result = lam_results_add_attribute(object, name, type, type, text);
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
    return lam_results_add_attribute(results->file, attribute, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE,
                                     &value) < 0
               ? lam_results_fail(results, attribute)
               : LAM_OK;
}

/* ---- datasets ---- */

/* The file holds no times, so the same run gives the same bytes. */
static hid_t create_dataset(hid_t file, const lam_dataset *data, hid_t space) {
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

static herr_t fill_dataset(hid_t created, const lam_dataset *data) {
    if (H5Dwrite(created, data->memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data->values) < 0 ||
        lam_results_add_text(created, "units", data->units) < 0) {
        return -1;
    }
    return data->dt_ms == 0 ? 0
                            : lam_results_add_attribute(created, "dt_ms", H5T_IEEE_F64LE,
                                                        H5T_NATIVE_DOUBLE, &data->dt_ms);
}

lam_status lam_results_write_dataset(lam_results *results, const lam_dataset *data) {
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
    lam_status status = lam_results_write_dataset(
        results,
        &(lam_dataset){
            .path = path, .units = "1", .file_type = type, .memory_type = type, .values = text});
    H5Tclose(type);
    return status;
}

lam_status lam_results_write(lam_results *results, const char *path, size_t n_rows,
                             size_t n_columns, const double *values, const char *units) {
    return lam_results_write_dataset(
        results, &(lam_dataset){.path = path,
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
    return lam_results_write_dataset(results, &(lam_dataset){.path = path,
                                                             .units = units,
                                                             .rank = 1,
                                                             .dimensions = {n},
                                                             .file_type = H5T_STD_I64LE,
                                                             .memory_type = H5T_NATIVE_DOUBLE,
                                                             .values = values});
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
    char which[24], name[40];
    if (!results->is_in_trial) {
        return LAM_OK;
    }
    results->is_in_trial = false;
    snprintf(which, sizeof which, "%zu", results->trial);
    lam_folder_drop(&results->folder, which);
    snprintf(name, sizeof name, "/trial/%s", which);
    bool is_there = H5Lexists(results->file, "/trial", H5P_DEFAULT) > 0 &&
                    H5Lexists(results->file, name, H5P_DEFAULT) > 0;
    return is_there && H5Ldelete(results->file, name, H5P_DEFAULT) < 0
               ? lam_results_fail(results, name)
               : LAM_OK;
}

bool lam_results_asked(const lam_results *results, int *exit_status_out, char *line_out,
                       size_t line_size) {
    return lam_lock_asked(&results->folder, exit_status_out, line_out, line_size);
}
