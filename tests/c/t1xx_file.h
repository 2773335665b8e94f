/* SPDX-License-Identifier: BSD-3-Clause
 * t1xx_file.h - small files for the tests of the readers: written to a scratch folder, read back,
 * changed in one place. */
#ifndef LAM_T1XX_FILE_H
#define LAM_T1XX_FILE_H

#include "good.h"
#include "scratch.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The project's own files; tests run in the project's folder. */
#define ERP    "params/erp.json"
#define COLUMN "params/neymotin_2020.json"

static inline void write_file(const char *path, const char *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file, "%s", path);
    cr_assert_eq(fwrite(bytes, 1, size, file), size);
    cr_assert_eq(fclose(file), 0);
}

/* The caller frees. */
static inline char *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file, "%s", path);
    cr_assert_eq(fseek(file, 0, SEEK_END), 0);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *bytes = calloc(size + 1, 1);
    cr_assert_not_null(bytes);
    cr_assert_eq(fread(bytes, 1, size, file), size);
    fclose(file);
    return bytes;
}

/* `text` with the first `old` replaced; the caller frees. */
static inline char *replaced(const char *text, const char *old, const char *new_text) {
    const char *at = strstr(text, old);
    cr_assert_not_null(at, "nothing to replace: %s", old);
    size_t size = strlen(text) - strlen(old) + strlen(new_text) + 1;
    char *result = malloc(size);
    cr_assert_not_null(result);
    snprintf(result, size, "%.*s%s%s", (int)(at - text), text, new_text, at + strlen(old));
    return result;
}

/* A network whose merged text is that of `path` with one replacement; the caller destroys. */
static inline lam_network *changed_network(const char *path, const char *old,
                                           const char *new_text) {
    char scratch[SCRATCH_SIZE];
    scratch_file(scratch, "");
    lam_network *network = NULL, *changed = NULL;
    GOOD(lam_network_read(path, &network));
    char *text = replaced(lam_network_json(network), old, new_text);
    write_file(scratch, text, strlen(text));
    GOOD(lam_network_read(scratch, &changed));
    free(text);
    lam_network_destroy(network);
    remove(scratch);
    return changed;
}

#endif
