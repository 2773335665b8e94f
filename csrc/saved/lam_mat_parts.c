/* SPDX-License-Identifier: BSD-3-Clause
 * lam_mat_parts.c - sizes and letters of arrays of MAT-files, as all versions have them. */
#include "saved/lam_mat_impl.h"

#include <string.h>

static const double most_numbers = 1e9;

void lam_mat_take_sizes(lam_mat_array *array, lam_mat_kind kind, size_t n_sizes,
                        const size_t *sizes) {
    double n = 1;
    for (size_t i = 0; i < n_sizes; i++) {
        n *= (double)sizes[i];
    }
    if (kind == LAM_MAT_OTHER || n_sizes == 0 || n_sizes > LAM_MAT_SIZES || n > most_numbers) {
        return;
    }
    array->kind = kind;
    array->n_sizes = n_sizes < 2 ? 2 : n_sizes;
    array->n = (size_t)n;
    for (size_t i = 0; i < array->n_sizes; i++) {
        array->sizes[i] = i < n_sizes ? sizes[i] : 1;
    }
}

void lam_mat_add_letter(unsigned letter, size_t size, char *text) {
    size_t at = strlen(text), n = letter < 0x80 ? 1 : letter < 0x800 ? 2 : 3;
    if (at + n >= size || letter == 0) {
        return;
    }
    static const unsigned char begins[] = {0, 0xc0, 0xe0};
    for (size_t i = n; i-- > 0; letter >>= 6) {
        text[at + i] = (char)(i > 0 ? 0x80 | (letter & 0x3f) : begins[n - 1] | letter);
    }
    text[at + n] = '\0';
}
