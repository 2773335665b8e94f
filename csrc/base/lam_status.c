/* SPDX-License-Identifier: BSD-3-Clause
 * lam_status.c - status codes, the last error of a thread, checked allocation. */
#include "base/lam_number_impl.h"
#include "base/lam_status_impl.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

static _Thread_local char last_error[1024];

const char *lam_status_text(lam_status status) {
    switch (status) {
#define LAM_STATUS_CASE(name, text)                                                                \
    case name:                                                                                     \
        return text;
        LAM_STATUS_LIST(LAM_STATUS_CASE)
#undef LAM_STATUS_CASE
    }
    return "unknown status";
}

const char *lam_error(void) {
    return last_error;
}

lam_status lam_fail(lam_status status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    lam_format_list(last_error, sizeof last_error, format, arguments);
    va_end(arguments);
    for (char *c = last_error; *c != '\0'; c++) {
        if ((unsigned char)*c < ' ') { /* one line, whatever the input held */
            *c = ' ';
        }
    }
    return status;
}

void *lam_alloc(size_t count, size_t size) {
    void *memory = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
    if (memory == NULL) {
        lam_fail(LAM_ERR_MEMORY, "out of memory: %zu x %zu bytes", count, size);
    }
    return memory;
}

/* Twice as much as there was, so that n elements one by one are moved but a few times. */
void *lam_grow(void *array, size_t n, size_t *n_held, size_t size) {
    if (n <= *n_held && array != NULL) {
        return array;
    }
    size_t twice = *n_held < SIZE_MAX / 4 ? 2 * *n_held + 16 : n;
    size_t held = n > twice ? n : twice;
    void *grown = held <= SIZE_MAX / size ? realloc(array, held * size) : NULL;
    if (grown == NULL) {
        lam_fail(LAM_ERR_MEMORY, "out of memory: %zu x %zu bytes", held, size);
        return NULL;
    }
    *n_held = held;
    return grown;
}
