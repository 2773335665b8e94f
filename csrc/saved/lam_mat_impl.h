/* SPDX-License-Identifier: BSD-3-Clause
 * lam_mat_impl.h - the arrays of a MAT-file, MATLAB's, of version 5 or 7.3 (not public). */
#ifndef LAM_MAT_IMPL_H
#define LAM_MAT_IMPL_H

#include "base/lam_status_impl.h"

#include <hdf5.h>

enum { LAM_MAT_SIZES = 3, LAM_MAT_NAME = 64 };

/* A file that is open. Arrays hold no memory of their own and count until it is closed. */
typedef struct lam_mat {
    const char *path; /* the caller's, for errors */
    bool is_swapped;  /* version 5: numbers of the other order of bytes */
    size_t n, n_held; /* of its variables */
    struct lam_mat_piece {
        size_t n, n_held;
        unsigned char *bytes_owned;
    } * pieces_owned; /* [n], one a variable, inflated */
    hid_t hdf5;       /* version 7.3; else below 0 */
} lam_mat;

/* Real numbers of 1 to 3 dimensions, a text, structs, cells, or another kind, which has n 0. */
typedef enum lam_mat_kind {
    LAM_MAT_OTHER,
    LAM_MAT_CELL,
    LAM_MAT_NUMBERS,
    LAM_MAT_TEXT,
    LAM_MAT_STRUCT
} lam_mat_kind;

/* A variable, or a field of a struct. */
typedef struct lam_mat_array {
    lam_mat_kind kind;
    char name[LAM_MAT_NAME];
    size_t n_sizes, sizes[LAM_MAT_SIZES], n; /* n: of elements, the product */
    const unsigned char *bytes;              /* version 5: what follows its name ... */
    size_t n_bytes;                          /* ... and how much of it */
    haddr_t address;                         /* version 7.3: of the dataset or group */
} lam_mat_array;

/* Is it a MAT-file? */
bool lam_mat_is(const char *path);
/* LAM_ERR_INPUT: it cannot be read. The caller closes *mat_out, and keeps the path until then. */
lam_status lam_mat_open(const char *path, lam_mat **mat_out);
void lam_mat_close(lam_mat *mat);

/* How many variables there are (parent NULL), or fields of a struct, 1 in a cell; 0: it is neither.
 */
size_t lam_mat_count(const lam_mat *mat, const lam_mat_array *parent);
/* Number i of them, in element `element` of the struct or cell; of kind other if it cannot be read.
 */
lam_mat_array lam_mat_at(const lam_mat *mat, const lam_mat_array *parent, size_t element, size_t i);
/* By "NAME" or, in a struct, "NAME/FIELD"; false: there is none. */
bool lam_mat_find(const lam_mat *mat, const lam_mat_array *parent, size_t element, const char *name,
                  lam_mat_array *array_out);
/* The numbers, [n], column by column; LAM_ERR_INPUT: there are not so many. */
lam_status lam_mat_numbers(const lam_mat *mat, const lam_mat_array *array, double *values_out);
/* The text in UTF-8, cut to the size; "": none. */
void lam_mat_text(const lam_mat *mat, const lam_mat_array *array, size_t size, char *text_out);

/* For each version (lam_mat_parts.c). Sets kind, sizes and n; of another kind where there are too
 * many. */
void lam_mat_take_sizes(lam_mat_array *array, lam_mat_kind kind, size_t n_sizes,
                        const size_t *sizes);
/* Adds a letter, if there is room. */
void lam_mat_add_letter(unsigned letter, size_t size, char *text);

/* The same of each version: lam_mat_5.c, lam_mat_73.c. */
lam_status lam_mat_open_5(lam_mat *mat);
size_t lam_mat_count_5(const lam_mat *mat, const lam_mat_array *parent);
lam_mat_array lam_mat_at_5(const lam_mat *mat, const lam_mat_array *parent, size_t element,
                           size_t i);
lam_status lam_mat_numbers_5(const lam_mat *mat, const lam_mat_array *array, double *values_out);
void lam_mat_text_5(const lam_mat *mat, const lam_mat_array *array, size_t size, char *text_out);
lam_status lam_mat_open_73(lam_mat *mat);
size_t lam_mat_count_73(const lam_mat *mat, const lam_mat_array *parent);
lam_mat_array lam_mat_at_73(const lam_mat *mat, const lam_mat_array *parent, size_t element,
                            size_t i);
lam_status lam_mat_numbers_73(const lam_mat *mat, const lam_mat_array *array, double *values_out);
void lam_mat_text_73(const lam_mat *mat, const lam_mat_array *array, size_t size, char *text_out);

#endif
