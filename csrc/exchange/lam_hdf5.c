/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hdf5.c - outputs that are HDF5 files: made, known again, filled column by column. */
#include "exchange/lam_hdf5_impl.h"

#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"

#include <stdlib.h>
#include <string.h>

bool lam_hdf5_is(const char *path, const char *attribute) {
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    bool is = file >= 0 && H5Aexists(file, "laminae_version") > 0 && H5Aexists(file, attribute) > 0;
    if (file >= 0) {
        H5Fclose(file);
    }
    return is;
}

/* The number stands inside a long line of HDF5's error stack, the innermost entry. */
static herr_t find_error(unsigned n, const H5E_error2_t *entry, void *error_out) {
    static const char mark[] = "errno = ";
    const char *at = strstr(entry->desc, mark);
    double number;
    if (n == 0 && at != NULL && lam_number_read(at + sizeof mark - 1, ",", &number, NULL)) {
        *(int *)error_out = (int)number;
    }
    return 0;
}

void lam_hdf5_note(lam_hdf5 *to, bool is_good) {
    if (!is_good && !to->failed) {
        to->failed = true;
        H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, find_error, &to->error);
    }
}

static lam_status fail(const lam_hdf5 *to) {
    return lam_fail(to->error == 0 ? LAM_ERR_IO : lam_kind_of(to->error),
                    "cannot write '%s': %s; accepted: a file that can be written",
                    to->output->path_owned,
                    to->error == 0 ? "HDF5 has failed" : strerror(to->error));
}

lam_status lam_hdf5_create(lam_output *output, lam_hdf5 *to_out) {
    H5dont_atexit(); /* as in lam_results_create */
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    *to_out = (lam_hdf5){.output = output};
    to_out->file = H5Fcreate(output->part_owned, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    lam_hdf5_note(to_out, to_out->file >= 0);
    return to_out->failed ? fail(to_out) : LAM_OK;
}

lam_status lam_hdf5_close(lam_hdf5 *to, lam_status status) {
    lam_hdf5_note(to, H5Fclose(to->file) >= 0);
    if (status == LAM_OK && to->out_of_memory) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: '%s'", to->output->path_owned);
    }
    return status == LAM_OK && to->failed ? fail(to) : status;
}

void lam_hdf5_text(lam_hdf5 *to, hid_t object, const char *name, const char *text) {
    hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate(H5S_SCALAR);
    H5Tset_size(type, strlen(text) + 1);
    hid_t made = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    lam_hdf5_note(to, made >= 0 && H5Awrite(made, type, text) >= 0);
    H5Aclose(made);
    H5Sclose(space);
    H5Tclose(type);
}

hid_t lam_hdf5_data(lam_hdf5 *to, const char *path, hid_t type, int rank, const hsize_t *sizes,
                    const double *values) {
    hid_t links = H5Pcreate(H5P_LINK_CREATE), how = H5Pcreate(H5P_DATASET_CREATE);
    hid_t space = H5Screate_simple(rank, sizes, NULL);
    bool has_values = values != NULL && H5Sget_simple_extent_npoints(space) > 0;
    H5Pset_create_intermediate_group(links, 1);
    H5Pset_obj_track_times(how, false);
    hid_t made = H5Dcreate2(to->file, path, type, space, links, how, H5P_DEFAULT);
    lam_hdf5_note(to, made >= 0);
    if (made >= 0 && has_values) {
        lam_hdf5_note(
            to, H5Dwrite(made, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
    }
    H5Sclose(space);
    H5Pclose(how);
    H5Pclose(links);
    return made;
}

void lam_hdf5_end(lam_hdf5 *to, hid_t data) {
    lam_hdf5_note(to, H5Dclose(data) >= 0);
}

/* Rows of n samples, [n_rows][n], as [n][n_rows], which is also the room for them. */
static void put_block(lam_hdf5 *to, hid_t data, const hsize_t place[2], size_t n, size_t n_rows,
                      double factor, const double *rows, double *columns) {
    const hsize_t count[2] = {n, n_rows};
    for (size_t i = 0; i < n_rows; i++) {
        for (size_t k = 0; k < n; k++) {
            columns[k * n_rows + i] = rows[i * n + k] * factor;
        }
    }
    hid_t space = H5Dget_space(data), memory = H5Screate_simple(2, count, NULL);
    H5Sselect_hyperslab(space, H5S_SELECT_SET, place, NULL, count, NULL);
    lam_hdf5_note(to, H5Dwrite(data, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, columns) >= 0);
    H5Sclose(memory);
    H5Sclose(space);
}

lam_status lam_hdf5_columns(lam_hdf5 *to, const lam_exchange_job *job, size_t trial,
                            const char *signal, hid_t data, const hsize_t place[2], double factor) {
    lam_saved_shape shape;
    LAM_TRY(lam_saved_shape_of(job->saved, trial, signal, &shape));
    size_t n_rows = shape.n_rows, most = LAM_EXCHANGE_BLOCK / (n_rows + 1) + 1;
    most = lam_exchange_is_dipole(signal) || most > shape.n_samples ? shape.n_samples : most;
    double *rows = lam_alloc(2 * most * n_rows, sizeof *rows);
    lam_status status = rows == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t first = 0; first < shape.n_samples && status == LAM_OK && !to->failed;) {
        size_t left = shape.n_samples - first, n = left < most ? left : most;
        status = lam_exchange_read(job, trial, signal, first, n, rows);
        if (status == LAM_OK) {
            put_block(to, data, (hsize_t[]){place[0] + first, place[1]}, n, n_rows, factor, rows,
                      rows + most * n_rows);
        }
        first += n;
    }
    free(rows);
    return status;
}
