/* SPDX-License-Identifier: BSD-3-Clause
 * allocation.c - every allocation of the library, then every one that jansson makes for it, fails
 * once: each time either the status LAM_ERR_MEMORY and a line, or all is as if nothing had failed;
 * no leak.
 *
 * Linked with the library's sources and --wrap, so that the functions below stand before libc's. */
#include "base/lam_status_impl.h"

#include <errno.h>
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long countdown = -1; /* allocations until one fails; below 0: none does */
static bool of_jansson;     /* whose are counted: the library's own, or jansson's */
static long n_allocations;  /* so far */

static bool fails_now(bool is_jansson) {
    if (is_jansson != of_jansson) {
        return false;
    }
    n_allocations++;
    bool fails = countdown >= 0 && countdown-- == 0;
    errno = fails ? ENOMEM : errno; /* as libc's */
    return fails;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *memory, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *memory, size_t size);
char *__wrap_strdup(const char *text);

void *__wrap_malloc(size_t size) {
    return fails_now(false) ? NULL : __real_malloc(size);
}
void *__wrap_calloc(size_t n, size_t size) {
    return fails_now(false) ? NULL : __real_calloc(n, size);
}
void *__wrap_realloc(void *memory, size_t size) {
    return fails_now(false) ? NULL : __real_realloc(memory, size);
}
char *__wrap_strdup(const char *text) {
    return fails_now(false) ? NULL : __real_strdup(text);
}

static void *malloc_of_jansson(size_t size) {
    return fails_now(true) ? NULL : __real_malloc(size);
}

/* ---- what a use gives ---- */

static uint64_t digest; /* FNV-1a of all that the use gave */

static void give_bytes(const void *bytes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        digest = (digest ^ ((const unsigned char *)bytes)[i]) * 0x100000001B3u;
    }
}

static void give_numbers(size_t n, const double *numbers) {
    give_bytes(numbers, n * sizeof *numbers);
}

static void give_text(const char *text) {
    give_bytes(text, strlen(text) + 1);
}

static void give_file(const char *path) {
    char bytes[4096];
    FILE *file = fopen(path, "rb");
    for (size_t n; file != NULL && (n = fread(bytes, 1, sizeof bytes, file)) > 0;) {
        give_bytes(bytes, n);
    }
    if (file != NULL) {
        fclose(file);
    }
}

#include "allocation_uses.h"

/* ---- one use, with one failure after the other ---- */

static lam_status run(lam_status (*use)(void), long n, long *left_out) {
    lam_fail(LAM_OK, "no line");
    digest = 0xCBF29CE484222325u;
    n_allocations = 0;
    countdown = n;
    lam_status status = use();
    *left_out = countdown;
    countdown = -1;
    return status;
}

static bool is_good(const char *name, long n, lam_status status, uint64_t expected) {
    const char *what = NULL;
    if (status == LAM_OK && digest != expected) {
        what = "succeeds with another result";
    } else if (status != LAM_OK && strcmp(lam_error(), "no line") == 0) {
        what = "fails without a line";
    } else if (status != LAM_OK && status != LAM_ERR_MEMORY) {
        what = "is blamed on something else";
    }
    if (what != NULL) {
        fprintf(stderr, "%s: allocation %ld%s: %s: %s\n", name, n, of_jansson ? " of jansson" : "",
                what, status == LAM_OK ? "" : lam_error());
    }
    return what == NULL;
}

/* Of very many allocations some are left out, unless MOST_ALLOCATIONS says otherwise;
 * FIRST_ALLOCATION is the first that fails. */
static int check_one(const char *name, lam_status (*use)(void)) {
    const char *most = getenv("MOST_ALLOCATIONS"), *from = getenv("FIRST_ALLOCATION");
    long first = from == NULL ? 0 : atol(from);
    long left, step;
    int n_bad = 0;
    lam_status status = run(use, -1, &left);
    uint64_t expected = digest;
    if (status != LAM_OK) {
        fprintf(stderr, "%s: %s\n", name, lam_error());
        return 1;
    }
    step = n_allocations / (most == NULL ? 60 : atol(most)) + 1;
    for (long n = first; n == first || left < 0; n += step) {
        status = run(use, n, &left);
        n_bad += !is_good(name, n, status, expected);
    }
    return n_bad;
}

static int check(const char *name, lam_status (*use)(void)) {
    int n_bad = 0;
    for (int k = 0; k < 2; k++) {
        of_jansson = k == 1;
        n_bad += check_one(name, use);
    }
    if (__lsan_do_recoverable_leak_check() != 0) {
        fprintf(stderr, "%s: leaks\n", name);
        n_bad++;
    }
    return n_bad;
}

/* All uses, or the one that is named. */
int main(int n_arguments, char **arguments) {
    json_set_alloc_funcs(malloc_of_jansson, free);
    if (prepare() != 0 || lam_network_read("params/erp.json", &network) != LAM_OK) {
        fprintf(stderr, "%s\n", lam_error());
        return 1;
    }
    int n_bad = 0;
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
        if (n_arguments < 2 || strcmp(arguments[1], uses[i].name) == 0) {
            n_bad += check(uses[i].name, uses[i].use);
        }
    }
    lam_network_destroy(network);
    return n_bad > 0;
}
