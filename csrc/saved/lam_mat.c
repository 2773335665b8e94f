/* SPDX-License-Identifier: BSD-3-Clause
 * lam_mat.c - the arrays of a MAT-file, MATLAB's, of whichever version it is. */
#include "saved/lam_mat_impl.h"

#include "base/lam_file_impl.h"

#include <stdlib.h>
#include <string.h>

enum { MAGIC = 128 };

/* How the file begins: 124 bytes of text, a version and the order of bytes. */
static bool read_begin(const char *path, char begin[MAGIC]) {
    FILE *file = NULL;
    if (lam_file_open(path, "", INT64_MAX, &file) != LAM_OK) {
        return false; /* which the reader of texts will say */
    }
    bool is_read = fread(begin, 1, MAGIC, file) == MAGIC;
    fclose(file);
    return is_read;
}

bool lam_mat_is(const char *path) {
    char begin[MAGIC];
    return read_begin(path, begin) &&
           (memcmp(begin + 124, "\0\1IM", 4) == 0 || memcmp(begin + 124, "\1\0MI", 4) == 0 ||
            memcmp(begin + 124, "\0\2IM", 4) == 0);
}

lam_status lam_mat_open(const char *path, lam_mat **mat_out) {
    char begin[MAGIC] = "";
    lam_mat *mat = lam_alloc(1, sizeof *mat);
    if (mat == NULL) {
        return LAM_ERR_MEMORY;
    }
    read_begin(path, begin);
    mat->path = path;
    mat->hdf5 = -1;
    mat->is_swapped = begin[126] == 'M';
    lam_status status = begin[125] == 2 ? lam_mat_open_73(mat) : lam_mat_open_5(mat);
    if (status != LAM_OK) {
        lam_mat_close(mat);
        return status;
    }
    *mat_out = mat;
    return LAM_OK;
}

void lam_mat_close(lam_mat *mat) {
    for (size_t i = 0; i < mat->n; i++) {
        free(mat->pieces_owned[i].bytes_owned);
    }
    if (mat->hdf5 >= 0) {
        H5Fclose(mat->hdf5);
    }
    free(mat->pieces_owned);
    free(mat);
}

/* ---- arrays ---- */

size_t lam_mat_count(const lam_mat *mat, const lam_mat_array *parent) {
    return mat->hdf5 >= 0 ? lam_mat_count_73(mat, parent) : lam_mat_count_5(mat, parent);
}

lam_mat_array lam_mat_at(const lam_mat *mat, const lam_mat_array *parent, size_t element,
                         size_t i) {
    return mat->hdf5 >= 0 ? lam_mat_at_73(mat, parent, element, i)
                          : lam_mat_at_5(mat, parent, element, i);
}

bool lam_mat_find(const lam_mat *mat, const lam_mat_array *parent, size_t element, const char *name,
                  lam_mat_array *array_out) {
    size_t n = lam_mat_count(mat, parent), length = strcspn(name, "/");
    for (size_t i = 0; i < n; i++) {
        lam_mat_array found = lam_mat_at(mat, parent, element, i);
        if (strlen(found.name) == length && strncmp(found.name, name, length) == 0) {
            *array_out = found;
            return name[length] == '\0' ||
                   lam_mat_find(mat, &found, 0, name + length + 1, array_out);
        }
    }
    return false;
}

lam_status lam_mat_numbers(const lam_mat *mat, const lam_mat_array *array, double *values_out) {
    lam_status status = array->kind != LAM_MAT_NUMBERS ? LAM_ERR_INPUT
                        : mat->hdf5 >= 0               ? lam_mat_numbers_73(mat, array, values_out)
                                                       : lam_mat_numbers_5(mat, array, values_out);
    return status != LAM_ERR_INPUT
               ? status
               : lam_fail(LAM_ERR_INPUT, "%s: %s: cannot be read; accepted: real numbers",
                          mat->path, array->name);
}

void lam_mat_text(const lam_mat *mat, const lam_mat_array *array, size_t size, char *text_out) {
    text_out[0] = '\0';
    if (array->kind == LAM_MAT_TEXT && mat->hdf5 >= 0) {
        lam_mat_text_73(mat, array, size, text_out);
    } else if (array->kind == LAM_MAT_TEXT) {
        lam_mat_text_5(mat, array, size, text_out);
    }
}
