/* SPDX-License-Identifier: BSD-3-Clause
 * lam_names.c - names that were not found, and what may have been meant. */
#include "base/lam_names_impl.h"

#include "base/lam_text_impl.h"

#include <stdint.h>
#include <string.h>

/* Levenshtein 1966, one row of the table at a time. */
size_t lam_names_edits(const char *a, const char *b) {
    size_t row[LAM_NAMES_MAX_EDITED + 1], n = strlen(b);
    if (n > LAM_NAMES_MAX_EDITED || strlen(a) > LAM_NAMES_MAX_EDITED) {
        return SIZE_MAX;
    }
    for (size_t j = 0; j <= n; j++) {
        row[j] = j;
    }
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            best = row[j] + 1 < best ? row[j] + 1 : best;
            row[j] = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
        }
    }
    return row[n];
}

static const char *name_of(const void *things, size_t index, size_t stride) {
    return *(const char *const *)((const char *)things + index * stride);
}

const char *lam_names_nearest(const char *name, const void *things, size_t n_things,
                              size_t stride) {
    const char *nearest = NULL;
    size_t fewest = strlen(name) / 2 + 2; /* farther away is no slip of the pen */
    for (size_t i = 0; i < n_things; i++) {
        const char *thing = name_of(things, i, stride);
        if (lam_names_edits(name, thing) < fewest) {
            fewest = lam_names_edits(name, thing);
            nearest = thing;
        }
    }
    return nearest;
}

static void append_hint(const char *nearest, char *text, size_t size) {
    if (nearest != NULL) {
        lam_text_append(text, size, ", did you mean %s?", nearest);
    } else {
        lam_text_append(text, size, ";");
    }
}

void lam_names_unknown(const char *what, const char *name, const void *things, size_t n_things,
                       size_t stride, char *text, size_t size) {
    lam_text_append(text, size, "unknown %s", what);
    append_hint(lam_names_nearest(name, things, n_things, stride), text, size);
    lam_text_append(text, size, " accepted: ");
    for (size_t i = 0; i < n_things; i++) {
        lam_text_append(text, size, "%s%s", i > 0 ? ", " : "", name_of(things, i, stride));
    }
}

void lam_did_you_mean(const char *name, size_t n_names, const char *const *names, char *hint_out,
                      size_t hint_size) {
    hint_out[0] = '\0';
    append_hint(lam_names_nearest(name, names, n_names, sizeof *names), hint_out, hint_size);
}
