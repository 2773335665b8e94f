/* SPDX-License-Identifier: BSD-3-Clause
 * lam_baseline.c - the baseline of a population: the dipole of its cells without input, which HNN
 * subtracts from its dipoles. */
#include "base/lam_names_impl.h"
#include "json/lam_json_impl.h"

#include <math.h>
#include <stdlib.h>

/* at_zero exp(per_ms t) */
typedef struct exponential {
    double at_zero_fAm, per_ms;
} exponential;

static lam_status read_exponential(const lam_json *at, exponential *read) {
#define LAM_ENTRY exponential
    static const lam_json_field fields[] = {
        LAM_QUANTITY("at_zero", LAM_JSON_REQUIRED, at_zero_fAm, "fAm", -1e9, 1e9),
        LAM_QUANTITY("per_ms", LAM_JSON_REQUIRED, per_ms, "1/ms", -1e3, 0),
    };
#undef LAM_ENTRY
    return at->value == NULL ? LAM_OK : lam_json_read(at, fields, LAM_COUNT_OF(fields), read);
}

/* A straight line, and an exponential to add, for t <= until, or t < before; the last piece has
 * neither. */
typedef struct piece {
    double until_ms, before_ms, intercept_fAm, slope_fAm_ms;
    json_t *stated;
    exponential added;
} piece;

static lam_status read_piece(const lam_json *at, bool last, double begin_ms, piece *read) {
#define LAM_ENTRY piece
    static const lam_json_field fields[] = {
        LAM_QUANTITY("until", LAM_JSON_OPTIONAL, until_ms, "ms", 0, 1e9),
        LAM_QUANTITY("before", LAM_JSON_OPTIONAL, before_ms, "ms", 0, 1e9),
        LAM_QUANTITY("intercept", LAM_JSON_REQUIRED, intercept_fAm, "fAm", -1e9, 1e9),
        LAM_QUANTITY("slope", LAM_JSON_REQUIRED, slope_fAm_ms, "fAm/ms", -1e9, 1e9),
        LAM_OBJECT("exponential", LAM_JSON_OPTIONAL, stated),
    };
#undef LAM_ENTRY
    lam_json added = lam_json_member(at, "exponential");
    *read = (piece){.until_ms = -INFINITY, .before_ms = -INFINITY};
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), read));
    LAM_TRY(read_exponential(&added, &read->added));
    int n_ends = isfinite(read->until_ms) + isfinite(read->before_ms);
    if (last) {
        read->until_ms = INFINITY;
        return n_ends == 0 ? LAM_OK : lam_json_fail(at, "accepted: no end for the last piece");
    }
    if (n_ends != 1 || fmax(read->until_ms, read->before_ms) < begin_ms) {
        return lam_json_fail(at, "accepted: one end, `until` or `before`, after the last piece's");
    }
    return LAM_OK;
}

static lam_status read_pieces(const lam_json *at, piece *pieces) {
    size_t n = json_array_size(at->value);
    double begin_ms = 0;
    for (size_t i = 0; i < n; i++) {
        lam_json place = lam_json_element(at, i);
        LAM_TRY(read_piece(&place, i + 1 == n, begin_ms, &pieces[i]));
        begin_ms = fmax(pieces[i].until_ms, pieces[i].before_ms);
    }
    return LAM_OK;
}

typedef struct baseline_entry {
    size_t version;
    const char *name, *title, *source;
    json_t *populations;
} baseline_entry;

static lam_status refuse_name(const lam_json *all, const char *name, const char *population) {
    enum { MOST = 32 };
    const char *known[MOST];
    char reason[LAM_NAMES_MAX_EDITED + LAM_JSON_TEXT_SIZE / 2] = "";
    size_t n = 0;
    lam_json member;
    for (void *i = NULL; n < MOST && lam_json_next(all, &i, &member);) {
        known[n++] = member.key;
    }
    lam_names_unknown("baseline", name, known, n, sizeof *known, reason, sizeof reason);
    return lam_fail(LAM_ERR_INPUT, "populations.%s.baseline: \"%s\": %s (of %s)", population, name,
                    reason, all->document->names[0]);
}

/* The pieces of this name in a file; *pieces_out is the caller's to free. */
static lam_status read_baseline(const lam_json *root, const char *name, const char *population,
                                piece **pieces_out) {
#define LAM_ENTRY baseline_entry
    static const lam_json_field fields[] = {
        LAM_COUNT("laminae_baseline", LAM_JSON_REQUIRED, version, 1, 1),
        LAM_NAME("name", LAM_JSON_REQUIRED, name),
        LAM_TEXT("title", LAM_JSON_REQUIRED, title),
        LAM_TEXT("source", LAM_JSON_REQUIRED, source),
        LAM_OBJECT("populations", LAM_JSON_REQUIRED, populations),
    };
#undef LAM_ENTRY
    static const lam_json_field list = {.kind = LAM_JSON_LIST};
    baseline_entry entry;
    json_t *pieces;
    LAM_TRY(lam_json_read(root, fields, LAM_COUNT_OF(fields), &entry));
    lam_json populations = lam_json_member(root, "populations");
    lam_json place = lam_json_member(&populations, name);
    if (place.value == NULL) {
        return refuse_name(&populations, name, population);
    }
    LAM_TRY(lam_json_value(&place, &list, &pieces));
    *pieces_out = lam_alloc(json_array_size(pieces), sizeof **pieces_out);
    return *pieces_out == NULL ? LAM_ERR_MEMORY : read_pieces(&place, *pieces_out);
}

lam_status lam_baseline_subtract(const char *path, const char *name, const char *population,
                                 size_t n_cells, size_t n_samples, const double *time_ms,
                                 double *q_fAm) {
    lam_json_document document = {.n_files = 0};
    piece *pieces = NULL;
    lam_status status = lam_json_open(path, NULL, &document);
    if (status == LAM_OK) {
        lam_json root = lam_json_root(&document);
        status = read_baseline(&root, name, population, &pieces);
    }
    for (size_t i = 1; status == LAM_OK && i < n_samples; i++) {
        if (!(time_ms[i] > time_ms[i - 1])) {
            status = lam_fail(LAM_ERR_INPUT,
                              "baseline: time %g ms of sample %zu after %g ms; accepted: times "
                              "that grow",
                              time_ms[i], i, time_ms[i - 1]);
        }
    }
    for (size_t i = 0; status == LAM_OK && i < n_samples; i++) {
        const piece *line = pieces;
        while (!(time_ms[i] <= line->until_ms || time_ms[i] < line->before_ms)) {
            line++; /* the last has no end */
        }
        double line_fAm = line->intercept_fAm + line->slope_fAm_ms * time_ms[i];
        double added_fAm = line->added.at_zero_fAm * exp(line->added.per_ms * time_ms[i]);
        q_fAm[i] -= (double)n_cells * (line_fAm + added_fAm);
    }
    free(pieces);
    lam_json_close(&document);
    return status;
}
