/* SPDX-License-Identifier: BSD-3-Clause
 * lam_swept.c - the file of a sweep, read back. */
#include "base/lam_text_impl.h"
#include "design/lam_spec_impl.h"
#include "sweep/lam_sweep_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_RANK = 4 };

struct lam_swept {
    char *path_owned;
    hid_t file; /* below 0: not open */
    lam_spec *spec_owned;
    size_t n_trials;
    signed char *status_owned; /* [n_points] */
};

static lam_status refuse(const lam_swept *swept, const char *name, const char *what) {
    return lam_fail(LAM_ERR_INPUT, "'%s': %s: %s; accepted: the file of a sweep", swept->path_owned,
                    name, what);
}

/* ---- datasets ---- */

/* Returns how many dimensions a dataset has; 0: it is not there, or has none or too many. */
static int sizes_of(const lam_swept *swept, const char *name, hsize_t sizes_out[MOST_RANK]) {
    bool is_there = H5Lexists(swept->file, name, H5P_DEFAULT) > 0;
    hid_t data = is_there ? H5Dopen2(swept->file, name, H5P_DEFAULT) : -1;
    hid_t space = data < 0 ? -1 : H5Dget_space(data);
    int rank = space < 0 ? 0 : H5Sget_simple_extent_ndims(space);
    rank = rank >= 1 && rank <= MOST_RANK ? rank : 0;
    if (rank > 0) {
        H5Sget_simple_extent_dims(space, sizes_out, NULL);
    }
    if (space >= 0) {
        H5Sclose(space);
    }
    if (data >= 0) {
        H5Dclose(data);
    }
    return rank;
}

/* Reads `count` from `start` on. */
static lam_status read_part(const lam_swept *swept, const char *name, hid_t type, int rank,
                            const hsize_t *start, const hsize_t *count, void *values_out) {
    hsize_t sizes[MOST_RANK];
    if (sizes_of(swept, name, sizes) != rank || rank == 0) {
        return refuse(swept, name, "is not kept");
    }
    hid_t data = H5Dopen2(swept->file, name, H5P_DEFAULT);
    hid_t space = H5Dget_space(data), memory = H5Screate_simple(rank, count, NULL);
    bool good = H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, count, NULL) >= 0 &&
                H5Dread(data, type, memory, space, H5P_DEFAULT, values_out) >= 0;
    H5Sclose(memory);
    H5Sclose(space);
    H5Dclose(data);
    return good ? LAM_OK : refuse(swept, name, "cannot be read");
}

size_t lam_swept_size(const lam_swept *swept, const char *name) {
    hsize_t sizes[MOST_RANK] = {0};
    int rank = sizes_of(swept, name, sizes);
    size_t size = rank >= 3 && sizes[1] == swept->n_trials ? 1 : 0;
    for (int i = 2; i < rank; i++) {
        size *= sizes[i];
    }
    return size;
}

lam_status lam_swept_read(const lam_swept *swept, const char *name, size_t point,
                          double *values_out) {
    hsize_t start[MOST_RANK] = {point}, count[MOST_RANK];
    int rank = sizes_of(swept, name, count);
    count[0] = 1;
    return lam_swept_size(swept, name) == 0
               ? refuse(swept, name, "is not kept")
               : read_part(swept, name, H5T_NATIVE_DOUBLE, rank, start, count, values_out);
}

lam_status lam_swept_number(const lam_swept *swept, size_t column, double *values_out) {
    size_t n = swept->n_trials, n_points = lam_spec_design(swept->spec_owned)->n_points;
    double *all = lam_alloc(n * n_points, sizeof *all);
    hsize_t start[MOST_RANK] = {0, 0, column}, count[MOST_RANK] = {n_points, n, 1};
    lam_status status = all == NULL
                            ? LAM_ERR_MEMORY
                            : read_part(swept, "numbers", H5T_NATIVE_DOUBLE, 3, start, count, all);
    for (size_t i = 0; i < n_points && status == LAM_OK; i++) {
        double sum = 0, n_there = 0;
        for (size_t k = 0; k < n && lam_swept_is_done(swept, i); k++) {
            bool is_there = isfinite(all[i * n + k]);
            sum += is_there ? all[i * n + k] : 0;
            n_there += is_there;
        }
        values_out[i] = sum / n_there; /* NAN where there is none */
    }
    free(all);
    return status;
}

lam_status lam_swept_point(const lam_swept *swept, size_t point, double *values_out) {
    hsize_t start[] = {point, 0}, count[] = {1, lam_spec_design(swept->spec_owned)->n_parameters};
    return read_part(swept, "parameters", H5T_NATIVE_DOUBLE, 2, start, count, values_out);
}

lam_status lam_swept_times(const lam_swept *swept, double *time_ms_out) {
    hsize_t start = 0, count = lam_swept_size(swept, "dipole_nAm");
    return read_part(swept, "time_ms", H5T_NATIVE_DOUBLE, 1, &start, &count, time_ms_out);
}

lam_status lam_swept_names(const lam_swept *swept, const char *name, char **lines_out) {
    return lam_sweep_file_names(swept->path_owned, swept->file, name, lines_out);
}

/* ---- the file ---- */

/* A text of one dataset, which the caller frees. */
static lam_status read_text(const lam_swept *swept, const char *name, char **text_out) {
    bool is_there = H5Lexists(swept->file, name, H5P_DEFAULT) > 0;
    hid_t data = is_there ? H5Dopen2(swept->file, name, H5P_DEFAULT) : -1;
    hid_t type = data < 0 ? -1 : H5Dget_type(data);
    bool is_text = type >= 0 && H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0;
    char *text = is_text ? lam_alloc(H5Tget_size(type) + 1, 1) : NULL;
    lam_status status = !is_text ? refuse(swept, name, "is not there") : LAM_OK;
    if (is_text && text == NULL) {
        status = LAM_ERR_MEMORY;
    } else if (is_text && H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, text) < 0) {
        status = refuse(swept, name, "cannot be read");
    }
    if (type >= 0) {
        H5Tclose(type);
    }
    if (data >= 0) {
        H5Dclose(data);
    }
    if (status != LAM_OK) {
        free(text);
        return status;
    }
    *text_out = text;
    return LAM_OK;
}

static lam_status read_status(lam_swept *swept) {
    hsize_t start = 0, count = lam_spec_design(swept->spec_owned)->n_points;
    swept->status_owned = lam_alloc(count, sizeof *swept->status_owned);
    return swept->status_owned == NULL ? LAM_ERR_MEMORY
                                       : read_part(swept, "status", H5T_NATIVE_SCHAR, 1, &start,
                                                   &count, swept->status_owned);
}

/* What is kept of all points has as many trials; without such data there is one. */
static void count_trials(lam_swept *swept) {
    hsize_t sizes[MOST_RANK];
    bool is_kept =
        sizes_of(swept, "dipole_nAm", sizes) == 3 || sizes_of(swept, "numbers", sizes) == 3;
    swept->n_trials = is_kept ? (size_t)sizes[1] : 1;
}

/* The text of a sweep has its keys sorted, and lost the order of parameters that its points have:
 * that of the columns. */
static lam_status sort_parameters(lam_swept *swept) {
    char *lines = NULL;
    size_t n = swept->spec_owned->design.n_parameters;
    lam_varied *all = swept->spec_owned->parameters_owned;
    LAM_TRY(lam_swept_names(swept, "parameters", &lines));
    const char *name = lines;
    for (size_t k = 0; k < n; k++) {
        size_t length = strcspn(name, "\n"), i = k;
        while (i < n && (strlen(all[i].path) != length || memcmp(all[i].path, name, length) != 0)) {
            i++;
        }
        if (i == n) {
            free(lines);
            return refuse(swept, "parameters", "are not those of the sweep");
        }
        lam_varied found = all[i];
        all[i] = all[k];
        all[k] = found;
        name += length + (name[length] == '\n');
    }
    free(lines);
    return LAM_OK;
}

static lam_status read_file(lam_swept *swept) {
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    swept->file = H5Fopen(swept->path_owned, H5F_ACC_RDONLY, H5P_DEFAULT);
    if (swept->file < 0) {
        return lam_fail(LAM_ERR_INPUT,
                        "cannot read '%s'; accepted: the folder of a sweep, or its sweep.h5",
                        swept->path_owned);
    }
    char *text;
    LAM_TRY(read_text(swept, "sweep", &text));
    lam_status status = lam_spec_parse_sweep(swept->path_owned, text, &swept->spec_owned);
    free(text);
    LAM_TRY(status);
    LAM_TRY(sort_parameters(swept));
    count_trials(swept);
    return read_status(swept);
}

/* The file itself, or the one in a folder. NULL: memory is out. */
static char *file_of(const char *path) {
    struct stat about;
    bool is_folder = stat(path, &about) == 0 && S_ISDIR(about.st_mode);
    size_t size = strlen(path) + sizeof "/" LAM_SWEEP_NAME;
    char *file = lam_alloc(size, 1);
    if (file != NULL) {
        snprintf(file, size, "%s%s", path, is_folder ? "/" LAM_SWEEP_NAME : "");
    }
    return file;
}

bool lam_swept_is(const char *path) {
    lam_swept swept = {.path_owned = file_of(path), .file = -1};
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    if (swept.path_owned != NULL) {
        swept.file = H5Fopen(swept.path_owned, H5F_ACC_RDONLY, H5P_DEFAULT);
    }
    bool is = swept.file >= 0 && H5Lexists(swept.file, "sweep", H5P_DEFAULT) > 0;
    if (swept.file >= 0) {
        H5Fclose(swept.file);
    }
    free(swept.path_owned);
    return is;
}

lam_status lam_swept_open(const char *path, lam_swept **swept_out) {
    *swept_out = NULL;
    lam_swept *swept = lam_alloc(1, sizeof *swept);
    if (swept == NULL) {
        return LAM_ERR_MEMORY;
    }
    swept->file = -1;
    swept->path_owned = file_of(path);
    lam_status status = swept->path_owned == NULL ? LAM_ERR_MEMORY : read_file(swept);
    if (status != LAM_OK) {
        lam_swept_close(swept);
        return status;
    }
    *swept_out = swept;
    return LAM_OK;
}

void lam_swept_close(lam_swept *swept) {
    if (swept == NULL) {
        return;
    }
    if (swept->file >= 0) {
        H5Fclose(swept->file);
    }
    lam_spec_destroy(swept->spec_owned);
    free(swept->path_owned);
    free(swept->status_owned);
    free(swept);
}

const char *lam_swept_path(const lam_swept *swept) {
    return swept->path_owned;
}

const lam_spec *lam_swept_spec(const lam_swept *swept) {
    return swept->spec_owned;
}

bool lam_swept_is_done(const lam_swept *swept, size_t point) {
    return swept->status_owned[point] == LAM_POINT_DONE;
}

size_t lam_swept_n_trials(const lam_swept *swept) {
    return swept->n_trials;
}
