/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved_npy.c - an array of NumPy's .npy (NumPy Enhancement Proposal 1): samples, or a matrix.
 */
#include "saved/lam_saved_impl.h"

#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_HEADER = 4096 };

static const char accepted[] = "a .npy of numbers in 1 or 2 dimensions";

typedef struct array {
    char kind; /* f, i, u */
    bool is_big, is_by_columns;
    size_t size, n_sizes, sizes[2];
} array;

static lam_status refuse(const lam_saved *saved, const char *what) {
    return lam_fail(LAM_ERR_INPUT, "%s: %s; accepted: %s", saved->path_owned, what, accepted);
}

/* What stands behind 'key': in the header, a Python dictionary. */
static const char *find(const char *header, const char *key) {
    const char *at = strstr(header, key);
    at = at == NULL ? "" : at + strlen(key);
    return at + strspn(at, " :");
}

/* "(3, 4)"; false: another number of dimensions. */
static bool take_sizes(const char *at, array *out) {
    out->n_sizes = 0;
    at += *at == '(' ? 1 : 0;
    while (lam_is_digit(*at)) {
        double size;
        if (out->n_sizes == 2 || !lam_number_read(at, ",)", &size, &at) || size > 1e9) {
            return false;
        }
        out->sizes[out->n_sizes++] = (size_t)size;
        at += strspn(at, ", ");
    }
    return *at == ')' && out->n_sizes > 0;
}

static lam_status take_header(const lam_saved *saved, const char *header, array *out) {
    const char *type = find(header, "'descr'"), *order = find(header, "'fortran_order'");
    type += *type == '\'' ? 1 : 0;
    bool has_order = *type == '<' || *type == '>' || *type == '|' || *type == '=';
    if (!has_order || type[1] == '\0' || !lam_is_digit(type[2])) {
        return refuse(saved, "no type of one number");
    }
    *out = (array){.kind = type[1], .is_big = *type == '>', .size = (size_t)(type[2] - '0')};
    out->is_by_columns = strncmp(order, "True", 4) == 0;
    bool is_float = out->kind == 'f' && (out->size == 4 || out->size == 8);
    bool is_integer = (out->kind == 'i' || out->kind == 'u') &&
                      (out->size == 1 || out->size == 2 || out->size == 4 || out->size == 8);
    if (type[3] != '\'' || !(is_float || is_integer)) {
        return refuse(saved, "another type of numbers than float and integer");
    }
    return take_sizes(find(header, "'shape'"), out) ? LAM_OK : refuse(saved, "another shape");
}

static double number_of(const array *a, const unsigned char *bytes) {
    uint64_t bits = 0;
    for (size_t i = 0; i < a->size; i++) {
        bits |= (uint64_t)bytes[i] << 8 * (a->is_big ? a->size - 1 - i : i);
    }
    if (a->kind == 'f' && a->size == 8) {
        double value;
        memcpy(&value, &bits, sizeof value);
        return value;
    }
    if (a->kind == 'f') {
        uint32_t half = (uint32_t)bits;
        float value;
        memcpy(&value, &half, sizeof value);
        return (double)value;
    }
    bool is_negative = a->kind == 'i' && (bits >> (8 * a->size - 1)) != 0;
    uint64_t above = a->size == 8 ? 0 : UINT64_MAX << 8 * a->size;
    return is_negative ? (double)(int64_t)(bits | above) : (double)bits;
}

/* Row by row. */
static lam_status read_values(const lam_saved *saved, FILE *file, const array *a,
                              lam_data_matrix *matrix) {
    size_t n = matrix->n_rows * matrix->n_columns;
    unsigned char bytes[8];
    for (size_t i = 0; i < n; i++) {
        size_t row = i % matrix->n_rows, column = i / matrix->n_rows;
        if (fread(bytes, 1, a->size, file) != a->size) {
            return refuse(saved, "ends in the middle");
        }
        matrix->values[a->is_by_columns ? row * matrix->n_columns + column : i] =
            number_of(a, bytes);
    }
    return LAM_OK;
}

static lam_status read_array(lam_saved *saved, const lam_data_how *how, FILE *file,
                             long long file_size) {
    unsigned char begin[12] = {0};
    char header[MOST_HEADER + 1] = "";
    array a = {.size = 0};
    size_t n_begin = fread(begin, 1, 10, file) == 10 && begin[6] > 1 ? 12 : 10;
    if (n_begin == 12 && fread(begin + 10, 1, 2, file) != 2) {
        return refuse(saved, "ends in the middle");
    }
    size_t length = (size_t)begin[8] + ((size_t)begin[9] << 8) + ((size_t)begin[10] << 16);
    if (begin[6] < 1 || begin[6] > 3 || begin[11] != 0 || length == 0 || length > MOST_HEADER ||
        fread(header, 1, length, file) != length) {
        return refuse(saved, "a header that is none");
    }
    LAM_TRY(take_header(saved, header, &a));
    lam_data_matrix matrix = {
        .n_rows = a.sizes[0], .n_columns = a.n_sizes == 2 ? a.sizes[1] : 1, .header = ""};
    double n_bytes = (double)matrix.n_rows * (double)matrix.n_columns * (double)a.size;
    if (n_bytes != (double)file_size - (double)(n_begin + length)) {
        return refuse(saved, "has not the size of its shape");
    }
    matrix.values = lam_alloc(matrix.n_rows * matrix.n_columns, sizeof(double));
    lam_status status =
        matrix.values == NULL ? LAM_ERR_MEMORY : read_values(saved, file, &a, &matrix);
    if (status == LAM_OK) {
        return lam_saved_take_matrix(saved, how, &matrix);
    }
    free(matrix.values);
    return status;
}

lam_status lam_saved_open_npy(lam_saved *saved, const lam_data_how *how) {
    const long long max_size = 1LL << 32;
    FILE *file = NULL;
    LAM_TRY(lam_file_open(saved->path_owned, accepted, max_size, &file));
    fseek(file, 0, SEEK_END);
    long long size = ftell(file);
    rewind(file);
    lam_status status = read_array(saved, how, file, size);
    fclose(file);
    return status;
}
