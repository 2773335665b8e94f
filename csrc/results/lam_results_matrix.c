/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results_matrix.c - datasets of many signals, which are written one after the other, so that
 * they are never all in memory; attributes of datasets. */
#include "results/lam_results_impl.h"
#include "base/lam_status_impl.h"

#include <string.h>

enum { MOST_ROWS = 2000 }; /* whose positions, 3 numbers each, fit into 64 kB with much to spare */

/* What stands beside many rows, such as their positions, can be longer than the 64 kB that HDF5's
 * older headers hold. Those of version 1.8 hold it; the file of fewer rows stays as it was. */
static void hold_much(const lam_results *results, hid_t properties, bool is_much) {
    H5Fset_libver_bounds(results->file, is_much ? H5F_LIBVER_V18 : H5F_LIBVER_EARLIEST,
                         H5F_LIBVER_LATEST);
    if (is_much) {
        H5Pset_attr_phase_change(properties, 0, 0); /* attributes apart from the header */
    }
}

lam_status lam_results_matrix(lam_results *results, const char *path, size_t n_rows,
                              size_t n_columns, const char *units, double dt_ms) {
    LAM_TRY(lam_results_reserve(results, n_rows * n_columns * sizeof(double)));
    hsize_t size[2] = {n_rows, n_columns};
    hid_t links = H5Pcreate(H5P_LINK_CREATE), properties = H5Pcreate(H5P_DATASET_CREATE);
    hid_t space = H5Screate_simple(2, size, NULL);
    H5Pset_create_intermediate_group(links, 1);
    H5Pset_obj_track_times(properties, false); /* the same run gives the same bytes */
    hold_much(results, properties, n_rows > MOST_ROWS);
    hid_t made =
        H5Dcreate2(results->file, path, H5T_IEEE_F64LE, space, links, properties, H5P_DEFAULT);
    hold_much(results, properties, false);
    bool good = made >= 0 && lam_results_add_text(made, "units", units) >= 0;
    if (made >= 0) {
        good = H5Dclose(made) >= 0 && good;
    }
    H5Sclose(space);
    H5Pclose(properties);
    H5Pclose(links);
    if (!good) {
        return lam_results_fail(results, path);
    }
    return dt_ms > 0 ? lam_results_describe(results, path, "dt_ms", 0, 1, &dt_ms) : LAM_OK;
}

/* Read or write part of a dataset of rows. */
static herr_t move(hid_t file, const char *path, const hsize_t start[2], const hsize_t count[2],
                   const double *from, double *to) {
    hid_t data = H5Dopen2(file, path, H5P_DEFAULT);
    if (data < 0) {
        return -1;
    }
    hid_t space = H5Dget_space(data), memory = H5Screate_simple(2, count, NULL);
    herr_t result = H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, count, NULL);
    if (result >= 0) {
        result = from != NULL ? H5Dwrite(data, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, from)
                              : H5Dread(data, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, to);
    }
    H5Sclose(memory);
    H5Sclose(space);
    return H5Dclose(data) < 0 ? -1 : result;
}

lam_status lam_results_write_row(lam_results *results, const char *path, size_t row,
                                 size_t n_columns, const double *values) {
    hsize_t start[2] = {row, 0}, count[2] = {1, n_columns};
    return move(results->file, path, start, count, values, NULL) < 0
               ? lam_results_fail(results, path)
               : LAM_OK;
}

lam_status lam_results_read_columns(const lam_results *results, const char *path, size_t n_rows,
                                    size_t first, size_t n_columns, double *values_out) {
    hsize_t start[2] = {0, first}, count[2] = {n_rows, n_columns};
    return move(results->file, path, start, count, NULL, values_out) < 0
               ? lam_results_fail(results, path)
               : LAM_OK;
}

lam_status lam_results_write_columns(lam_results *results, const char *path, size_t n_rows,
                                     size_t first, size_t n_columns, const double *values) {
    hsize_t start[2] = {0, first}, count[2] = {n_rows, n_columns};
    return move(results->file, path, start, count, values, NULL) < 0
               ? lam_results_fail(results, path)
               : LAM_OK;
}

lam_status lam_results_describe(lam_results *results, const char *path, const char *attribute,
                                size_t n_rows, size_t n_columns, const double *values) {
    LAM_TRY(lam_results_reserve(results, (n_rows + 1) * n_columns * sizeof *values));
    hsize_t size[2] = {n_rows, n_columns};
    bool is_number = n_rows == 0 && n_columns == 1;
    hid_t data = H5Dopen2(results->file, path, H5P_DEFAULT);
    hid_t space = is_number
                      ? H5Screate(H5S_SCALAR)
                      : H5Screate_simple(n_rows > 0 ? 2 : 1, n_rows > 0 ? size : size + 1, NULL);
    hid_t made = data < 0
                     ? -1
                     : H5Acreate2(data, attribute, H5T_IEEE_F64LE, space, H5P_DEFAULT, H5P_DEFAULT);
    bool good = made >= 0 && H5Awrite(made, H5T_NATIVE_DOUBLE, values) >= 0;
    if (made >= 0) {
        good = H5Aclose(made) >= 0 && good;
    }
    H5Sclose(space);
    if (data >= 0) {
        good = H5Dclose(data) >= 0 && good;
    }
    return good ? LAM_OK : lam_results_fail(results, path);
}

lam_status lam_results_describe_text(lam_results *results, const char *path, const char *attribute,
                                     const char *text) {
    LAM_TRY(lam_results_reserve(results, strlen(text)));
    hid_t data = H5Dopen2(results->file, path, H5P_DEFAULT);
    bool good = data >= 0 && lam_results_add_text(data, attribute, text) >= 0;
    if (data >= 0) {
        good = H5Dclose(data) >= 0 && good;
    }
    return good ? LAM_OK : lam_results_fail(results, path);
}
