/* SPDX-License-Identifier: BSD-3-Clause
 * lam_mat_5.c - a MAT-file of version 5 (MathWorks, "MAT-File Format"): elements of a type, a size
 * and bytes; those of an array are flags, sizes, a name, and what is in it. */
#include "saved/lam_mat_impl.h"

#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { HEADER = 128, TAG = 8, MOST_SIZES = 32 };
enum { MI_INT8 = 1, MI_UINT8, MI_INT16, MI_UINT16, MI_INT32, MI_UINT32, MI_SINGLE };
enum { MI_DOUBLE = 9, MI_INT64 = 12, MI_UINT64, MI_MATRIX, MI_COMPRESSED, MI_UTF8, MI_UTF16 };
enum {
    MX_CELL = 1,
    MX_STRUCT,
    MX_CHAR = 4,
    MX_DOUBLE = 6,
    MX_UINT64 = 15,
    MX_COMPLEX = 8,
    CHUNK = 1 << 16
};

static const size_t most_bytes = 0xffffffff;

/* Bytes that are read from the front. */
typedef struct reader {
    const unsigned char *at;
    size_t n;
    bool is_swapped;
} reader;

typedef struct element {
    unsigned type;
    size_t n;
    const unsigned char *bytes;
} element;

/* ---- elements ---- */

/* A number of so many bytes, of either order. */
static uint64_t bits_at(const unsigned char *bytes, size_t size, bool is_swapped) {
    uint64_t bits = 0;
    for (size_t i = 0; i < size; i++) {
        bits |= (uint64_t)bytes[i] << 8 * (is_swapped ? size - 1 - i : i);
    }
    return bits;
}

/* Elements begin at multiples of 8 bytes; one of 4 bytes or fewer may stand in its tag. */
static bool next(reader *from, element *out) {
    if (from->n < TAG) {
        return false;
    }
    unsigned word = (unsigned)bits_at(from->at, 4, from->is_swapped);
    bool is_small = word >> 16 != 0;
    size_t n = is_small ? word >> 16 : (size_t)bits_at(from->at + 4, 4, from->is_swapped);
    size_t begin = is_small ? 4 : TAG;
    *out = (element){word & 0xffff, n, from->at + begin};
    if (n > from->n - begin || (is_small && n > 4)) {
        return false;
    }
    size_t size = begin + n;
    size += out->type == MI_COMPRESSED ? 0 : (8 - size % 8) % 8;
    size = size < from->n ? size : from->n; /* the last one may do without */
    from->at += size;
    from->n -= size;
    return true;
}

static size_t size_of(unsigned type) {
    switch (type) {
    case MI_INT8:
    case MI_UINT8:
    case MI_UTF8:
        return 1;
    case MI_INT16:
    case MI_UINT16:
    case MI_UTF16:
        return 2;
    case MI_INT32:
    case MI_UINT32:
    case MI_SINGLE:
        return 4;
    case MI_DOUBLE:
    case MI_INT64:
    case MI_UINT64:
        return 8;
    default:
        return 0;
    }
}

static double number_of(unsigned type, uint64_t bits) {
    double value;
    float single;
    uint32_t low = (uint32_t)bits;
    switch (type) {
    case MI_INT8:
        return (double)(int8_t)bits;
    case MI_INT16:
        return (double)(int16_t)bits;
    case MI_INT32:
        return (double)(int32_t)bits;
    case MI_INT64:
        return (double)(int64_t)bits;
    case MI_SINGLE:
        memcpy(&single, &low, sizeof single);
        return (double)single;
    case MI_DOUBLE:
        memcpy(&value, &bits, sizeof value);
        return value;
    default:
        return (double)bits;
    }
}

/* ---- arrays ---- */

static lam_mat_kind kind_of(unsigned flags) {
    unsigned class = flags & 0xff, bits = flags >> 8 & 0xff;
    return class == MX_STRUCT                                                     ? LAM_MAT_STRUCT
           : class == MX_CELL                                                     ? LAM_MAT_CELL
           : class == MX_CHAR                                                     ? LAM_MAT_TEXT
           : class >= MX_DOUBLE && class <= MX_UINT64 && (bits & MX_COMPLEX) == 0 ? LAM_MAT_NUMBERS
                                                                                  : LAM_MAT_OTHER;
}

/* The head of an array; of kind other, and without a name, if it is another. */
static lam_mat_array array_of(const lam_mat *mat, const element *whole) {
    lam_mat_array array = {.kind = LAM_MAT_OTHER};
    reader from = {whole->bytes, whole->n, mat->is_swapped};
    element flags, sizes, name;
    size_t n[MOST_SIZES];
    if (whole->type != MI_MATRIX || !next(&from, &flags) || flags.n != 8 || !next(&from, &sizes) ||
        sizes.type != MI_INT32 || sizes.n % 4 != 0 || sizes.n / 4 > MOST_SIZES ||
        !next(&from, &name) || size_of(name.type) != 1) {
        return array;
    }
    for (size_t i = 0; i < sizes.n / 4; i++) {
        n[i] = (size_t)bits_at(sizes.bytes + 4 * i, 4, mat->is_swapped);
    }
    lam_format(array.name, sizeof array.name, "%.*s", (int)(name.n < 63 ? name.n : 63),
               (const char *)name.bytes);
    array.bytes = from.at;
    array.n_bytes = from.n;
    lam_mat_take_sizes(&array, kind_of((unsigned)bits_at(flags.bytes, 4, mat->is_swapped)),
                       sizes.n / 4, n);
    return array;
}

/* How many fields each element of a struct has, 1 in a cell; their names, each of so many bytes;
 * what is left are the values, element by element. */
static size_t fields_of(const lam_mat *mat, const lam_mat_array *parent, reader *values_out,
                        element *names_out, size_t *size_out) {
    element length;
    *values_out = (reader){parent->bytes, parent->n_bytes, mat->is_swapped};
    *size_out = 0;
    if (parent->kind != LAM_MAT_STRUCT || !next(values_out, &length) || length.n != 4 ||
        !next(values_out, names_out)) {
        return parent->kind == LAM_MAT_CELL ? 1 : 0;
    }
    *size_out = (size_t)bits_at(length.bytes, 4, mat->is_swapped);
    return *size_out == 0 ? 0 : names_out->n / *size_out;
}

size_t lam_mat_count_5(const lam_mat *mat, const lam_mat_array *parent) {
    reader values;
    element names;
    size_t size;
    return parent == NULL ? mat->n : fields_of(mat, parent, &values, &names, &size);
}

lam_mat_array lam_mat_at_5(const lam_mat *mat, const lam_mat_array *parent, size_t element_number,
                           size_t i) {
    lam_mat_array array = {.kind = LAM_MAT_OTHER};
    reader values;
    element names, value = {.n = 0};
    size_t size = 0;
    if (parent == NULL) {
        const struct lam_mat_piece *piece = &mat->pieces_owned[i];
        values = (reader){piece->bytes_owned, piece->n, mat->is_swapped};
        return next(&values, &value) ? array_of(mat, &value) : array;
    }
    size_t n = fields_of(mat, parent, &values, &names, &size);
    bool is_there = i < n && element_number < parent->n;
    for (size_t k = 0; is_there && k <= element_number * n + i; k++) {
        is_there = next(&values, &value);
    }
    if (is_there) {
        array = array_of(mat, &value);
    }
    if (i < n && size > 0) {
        lam_format(array.name, sizeof array.name, "%.*s", (int)(size < 63 ? size : 63),
                   (const char *)names.bytes + i * size);
    }
    return array;
}

lam_status lam_mat_numbers_5(const lam_mat *mat, const lam_mat_array *array, double *values_out) {
    reader from = {array->bytes, array->n_bytes, mat->is_swapped};
    element numbers;
    if (!next(&from, &numbers) || size_of(numbers.type) == 0 ||
        numbers.n != array->n * size_of(numbers.type)) {
        return LAM_ERR_INPUT;
    }
    size_t size = size_of(numbers.type);
    for (size_t i = 0; i < array->n; i++) {
        values_out[i] =
            number_of(numbers.type, bits_at(numbers.bytes + i * size, size, mat->is_swapped));
    }
    return LAM_OK;
}

void lam_mat_text_5(const lam_mat *mat, const lam_mat_array *array, size_t size, char *text_out) {
    reader from = {array->bytes, array->n_bytes, mat->is_swapped};
    element letters;
    size_t width = next(&from, &letters) ? size_of(letters.type) : 0;
    if (width == 1) {
        lam_format(text_out, size, "%.*s", (int)(letters.n < size ? letters.n : size),
                   (const char *)letters.bytes);
    }
    for (size_t i = 0; width == 2 && i < letters.n / 2; i++) {
        lam_mat_add_letter((unsigned)bits_at(letters.bytes + 2 * i, 2, mat->is_swapped), size,
                           text_out);
    }
}

/* ---- the file ---- */

static lam_status refuse(const lam_mat *mat, const char *what) {
    return lam_fail(LAM_ERR_INPUT, "%s: %s; accepted: a MAT-file of version 5 or 7.3", mat->path,
                    what);
}

/* Inflates what is left of the file's element, piece by piece, to no more than `most`. */
static lam_status inflate_piece(const lam_mat *mat, const unsigned char *bytes, size_t n,
                                struct lam_mat_piece *piece) {
    z_stream stream = {.next_in = (unsigned char *)bytes, .avail_in = (unsigned)n};
    int state = inflateInit(&stream);
    lam_status status = state == Z_OK ? LAM_OK : lam_fail(LAM_ERR_MEMORY, "out of memory");
    while (status == LAM_OK && state == Z_OK) {
        unsigned char *grown =
            piece->n + CHUNK > most_bytes
                ? NULL
                : lam_grow(piece->bytes_owned, piece->n + CHUNK, &piece->n_held, 1);
        if (grown == NULL) {
            status =
                piece->n + CHUNK > most_bytes ? refuse(mat, "an array above 4 GB") : LAM_ERR_MEMORY;
            break;
        }
        piece->bytes_owned = grown;
        stream.next_out = grown + piece->n;
        stream.avail_out = CHUNK;
        state = inflate(&stream, Z_NO_FLUSH);
        piece->n += CHUNK - stream.avail_out;
    }
    inflateEnd(&stream);
    return status == LAM_OK && state != Z_STREAM_END ? refuse(mat, "compressed data that are none")
                                                     : status;
}

/* One variable; its tag has been read. */
static lam_status read_piece(lam_mat *mat, FILE *file, const unsigned char tag[TAG], size_t n) {
    LAM_GROW(mat->pieces_owned, mat->n + 1, &mat->n_held);
    struct lam_mat_piece *piece = &mat->pieces_owned[mat->n];
    *piece = (struct lam_mat_piece){.n = TAG + n};
    piece->bytes_owned = lam_alloc(TAG + n, 1);
    if (piece->bytes_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    mat->n++;
    memcpy(piece->bytes_owned, tag, TAG);
    if (fread(piece->bytes_owned + TAG, 1, n, file) != n) {
        return refuse(mat, "ends in the middle");
    }
    if ((unsigned)bits_at(tag, 4, mat->is_swapped) != MI_COMPRESSED) {
        return LAM_OK;
    }
    unsigned char *deflated = piece->bytes_owned;
    *piece = (struct lam_mat_piece){.n = 0};
    lam_status status = inflate_piece(mat, deflated + TAG, n, piece);
    free(deflated);
    return status;
}

lam_status lam_mat_open_5(lam_mat *mat) {
    unsigned char tag[TAG];
    FILE *file = NULL;
    LAM_TRY(lam_file_open(mat->path, "a MAT-file", (long long)most_bytes, &file));
    fseek(file, 0, SEEK_END);
    size_t left = (size_t)ftell(file);
    left = left > HEADER ? left - HEADER : 0;
    fseek(file, HEADER, SEEK_SET);
    lam_status status = LAM_OK;
    while (status == LAM_OK && left >= TAG && fread(tag, 1, TAG, file) == TAG) {
        size_t n = (size_t)bits_at(tag + 4, 4, mat->is_swapped);
        left -= TAG;
        status = n > left ? refuse(mat, "ends in the middle") : read_piece(mat, file, tag, n);
        left -= n < left ? n : left;
    }
    status = status == LAM_OK && left > 0 ? refuse(mat, "ends in the middle") : status;
    fclose(file);
    return status;
}
