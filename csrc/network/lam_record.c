/* SPDX-License-Identifier: BSD-3-Clause
 * lam_record.c - what is to be recorded: KIND[:WHO[:SECTION]], where WHO is a population, "all" or
 * gids and ranges of gids. */
#include "base/lam_names_impl.h"
#include "base/lam_number_impl.h"
#include "base/lam_status_impl.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALL "all"

enum { LINE_SIZE = 900 };

/* LAM_ERR_INPUT with the line "record: 'TEXT': " and the formatted rest. */
static lam_status refuse(const char *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static lam_status refuse(const char *text, const char *format, ...) {
    char rest[LINE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    lam_format_list(rest, sizeof rest, format, arguments);
    va_end(arguments);
    return lam_fail(LAM_ERR_INPUT, "record: '%.100s': %s", text, rest);
}

/* ---- the three parts ---- */

static lam_status split(const char *text, lam_record *record) {
    char *parts[] = {record->kind, record->who, record->section};
    const char *rest = text;
    size_t n = 0;
    strcpy(record->who, ALL);
    strcpy(record->section, ALL);
    for (bool more = true; more; n++) {
        size_t length = strcspn(rest, ":");
        if (n == 3 || length == 0 || length >= LAM_RECORD_SIZE) {
            return refuse(text,
                          "not understood; accepted: KIND[:WHO[:SECTION]], each 1 to %d letters",
                          LAM_RECORD_SIZE - 1);
        }
        memcpy(parts[n], rest, length);
        parts[n][length] = '\0';
        more = rest[length] == ':';
        rest += length + 1;
    }
    return LAM_OK;
}

/* ---- cells ---- */

static bool is_cells(const lam_population *population) {
    return population->cell_type >= 0;
}

static void take_population(const lam_population *population, bool *is_selected_out) {
    for (size_t gid = population->first_gid; gid < population->end_gid; gid++) {
        is_selected_out[gid] = true;
    }
}

static bool is_cell(const lam_model *model, size_t gid) {
    for (size_t i = 0; i < model->n_populations; i++) {
        const lam_population *population = &model->populations[i];
        if (is_cells(population) && gid >= population->first_gid && gid < population->end_gid) {
            return true;
        }
    }
    return false;
}

static lam_status refuse_gid(const lam_model *model, const char *text, size_t gid) {
    char accepted[LINE_SIZE] = "";
    size_t used = 0;
    for (size_t i = 0; i < model->n_populations && used < sizeof accepted; i++) {
        const lam_population *p = &model->populations[i];
        if (is_cells(p) && p->end_gid > p->first_gid) {
            used += (size_t)snprintf(accepted + used, sizeof accepted - used, "%s%zu-%zu (%s)",
                                     used > 0 ? ", " : "", p->first_gid, p->end_gid - 1, p->name);
        }
    }
    return refuse(text, "gid %zu is no cell; accepted: %s", gid, accepted);
}

/* A gid at *rest, which moves behind it. */
static bool read_gid(const char **rest, size_t *gid_out) {
    size_t n_digits = strspn(*rest, "0123456789");
    if (n_digits == 0 || n_digits > 15) {
        return false;
    }
    *gid_out = (size_t)strtoull(*rest, NULL, 10);
    *rest += n_digits;
    return true;
}

/* "0,3,170-179" */
static lam_status take_gids(const lam_model *model, const char *text, const char *who,
                            bool *is_selected_out) {
    for (const char *rest = who;; rest++) {
        size_t first, last;
        bool good = read_gid(&rest, &first);
        last = first;
        if (good && *rest == '-') {
            rest++;
            good = read_gid(&rest, &last) && last >= first;
        }
        if (!good || (*rest != ',' && *rest != '\0')) {
            return refuse(text, "gids '%s'; accepted: gids and ranges of them, as in 0,3,170-179",
                          who);
        }
        for (size_t gid = first; gid <= last; gid++) {
            if (!is_cell(model, gid)) {
                return refuse_gid(model, text, gid);
            }
            is_selected_out[gid] = true;
        }
        if (*rest == '\0') {
            return LAM_OK;
        }
    }
}

static lam_status refuse_who(const lam_model *model, const char *text, const char *who) {
    char line[LINE_SIZE] = "";
    const char **names = lam_alloc(model->n_populations + 1, sizeof *names);
    if (names == NULL) {
        return LAM_ERR_MEMORY;
    }
    size_t n = 0;
    names[n++] = ALL;
    for (size_t i = 0; i < model->n_populations; i++) {
        if (is_cells(&model->populations[i])) {
            names[n++] = model->populations[i].name;
        }
    }
    lam_names_unknown("population", who, names, n, sizeof *names, line, sizeof line);
    free(names);
    return refuse(text, "%s, gids as in 0,3,170-179", line);
}

static lam_status take_who(const lam_model *model, const char *text, const char *who,
                           bool *is_selected_out) {
    bool all = strcmp(who, ALL) == 0, found = all;
    for (size_t i = 0; i < model->n_populations; i++) {
        const lam_population *population = &model->populations[i];
        if (is_cells(population) && (all || strcmp(who, population->name) == 0)) {
            take_population(population, is_selected_out);
            found = true;
        }
    }
    if (found) {
        return LAM_OK;
    }
    return lam_is_digit(who[0]) ? take_gids(model, text, who, is_selected_out)
                                : refuse_who(model, text, who);
}

/* ---- sections ---- */

static bool has_selected(const lam_population *population, const bool *is_selected) {
    for (size_t gid = population->first_gid; gid < population->end_gid; gid++) {
        if (is_selected[gid]) {
            return true;
        }
    }
    return false;
}

static bool is_among(const char *name, const char *const *names, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether at least one of the selected cells has the section, or may have it. A template that makes
 * its own shape may have more sections than the description says. */
static lam_status check_section(const lam_model *model, const char *text, const char *section,
                                const bool *is_selected) {
    size_t n = 0, most = 1;
    for (size_t i = 0; i < model->n_cell_types; i++) {
        most += model->cell_types[i].n_sections;
    }
    const char **names = lam_alloc(most, sizeof *names);
    if (names == NULL) {
        return LAM_ERR_MEMORY;
    }
    bool is_found = false;
    names[n++] = ALL;
    for (size_t i = 0; i < model->n_populations; i++) {
        const lam_population *population = &model->populations[i];
        if (is_cells(population) && has_selected(population, is_selected)) {
            const lam_cell_type *type = &model->cell_types[population->cell_type];
            is_found = is_found || type->own_shape;
            for (size_t k = 0; k < type->n_sections; k++) {
                if (!is_among(type->sections[k].name, names, n)) {
                    names[n++] = type->sections[k].name;
                }
            }
        }
    }
    lam_status status = LAM_OK;
    if (!is_found && !is_among(section, names, n)) {
        char line[LINE_SIZE] = "";
        lam_names_unknown("section", section, names, n, sizeof *names, line, sizeof line);
        status = refuse(text, "%s", line);
    }
    free(names);
    return status;
}

/* ---- the whole ---- */

lam_status lam_record_read(const lam_network *network, const char *text, lam_record *record_out,
                           bool *is_selected_out) {
    const lam_model *model = lam_network_model(network);
    lam_record record;
    LAM_TRY(split(text, &record));
    bool *is_selected = lam_alloc(model->n_gids, sizeof *is_selected);
    if (is_selected == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = take_who(model, text, record.who, is_selected);
    if (status == LAM_OK) {
        status = check_section(model, text, record.section, is_selected);
    }
    if (status == LAM_OK) {
        *record_out = record;
        memcpy(is_selected_out, is_selected, model->n_gids * sizeof *is_selected);
    }
    free(is_selected);
    return status;
}

lam_status lam_record_refuse(const char *text, const char *kind, size_t n_kinds,
                             const char *const *kinds) {
    if (is_among(kind, kinds, n_kinds)) {
        return refuse(text, "no %s in these sections of these cells; accepted: where there is one",
                      kind);
    }
    const char **each = lam_alloc(n_kinds, sizeof *each);
    if (each == NULL) {
        return LAM_ERR_MEMORY;
    }
    size_t n = 0;
    for (size_t i = 0; i < n_kinds; i++) { /* once, however many populations have it */
        if (!is_among(kinds[i], each, n)) {
            each[n++] = kinds[i];
        }
    }
    char line[LINE_SIZE] = "";
    lam_names_unknown("variable", kind, each, n, sizeof *each, line, sizeof line);
    free(each);
    return refuse(text, "%s", line);
}

lam_status lam_record_every(double record_dt_ms, double dt_ms, size_t *every_out) {
    double every = nearbyint(record_dt_ms / dt_ms);
    if (!(every >= 1 && every <= 1e15) || fabs(record_dt_ms / dt_ms - every) > 1e-9 * every) {
        return lam_fail(LAM_ERR_INPUT, "record_dt: %.15g ms; accepted: a multiple of dt (%.15g ms)",
                        record_dt_ms, dt_ms);
    }
    *every_out = (size_t)every;
    return LAM_OK;
}
