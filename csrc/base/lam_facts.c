/* SPDX-License-Identifier: BSD-3-Clause
 * lam_facts.c - reads members of structs by name, with the tables of lam_facts_impl.h. */
#include "base/lam_facts_impl.h"

#include "base/lam_names_impl.h"
#include "base/lam_text_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_STEPS = 8, MAX_LINE = 2000 };

/* ---- values ---- */

size_t lam_fact_size(lam_fact_type type) {
    static const size_t sizes[] = {
        [LAM_FACT_DOUBLE] = sizeof(double),    [LAM_FACT_FLOAT] = sizeof(float),
        [LAM_FACT_SIZE] = sizeof(size_t),      [LAM_FACT_INT] = sizeof(int),
        [LAM_FACT_INT64] = sizeof(int64_t),    [LAM_FACT_BOOL] = sizeof(bool),
        [LAM_FACT_TEXT] = sizeof(const char *)};
    return sizes[type];
}

static size_t size_of(const lam_fact_field *field) {
    return field->type == LAM_FACT_STRUCT ? field->entries()->size : lam_fact_size(field->type);
}

/* Where the values of a field begin in the struct `at`; *n_out: how many there are. */
static const char *values_of(const lam_fact_field *field, const void *at, size_t *n_out) {
    const char *member = (const char *)at + field->offset;
    const char *pointed = NULL;
    if (field->shape == LAM_SHAPE_ONE || field->shape == LAM_SHAPE_ROW) {
        *n_out = field->width;
        return member;
    }
    memcpy(&pointed, member, sizeof pointed);
    *n_out = 1;
    if (field->shape == LAM_SHAPE_MANY) {
        memcpy(n_out, (const char *)at + field->n_offset, sizeof *n_out);
    }
    *n_out = pointed != NULL ? *n_out * field->width : 0;
    return pointed;
}

static double number_at(lam_fact_type type, const void *at) {
    switch (type) {
    case LAM_FACT_DOUBLE:
        return *(const double *)at;
    case LAM_FACT_FLOAT:
        return *(const float *)at;
    case LAM_FACT_SIZE:
        return (double)*(const size_t *)at;
    case LAM_FACT_INT:
        return *(const int *)at;
    case LAM_FACT_INT64:
        return (double)*(const int64_t *)at;
    default:
        return *(const bool *)at;
    }
}

/* ---- the way ---- */

typedef struct fact_way {
    size_t n;
    const lam_step *steps;
    const lam_fact_field *fields[MAX_STEPS];
} fact_way;

/* The error for step k; `accepted` ends its line. */
static lam_status refuse(const fact_way *way, size_t k, const char *accepted) {
    char line[MAX_LINE] = "";
    for (size_t i = 0; i <= k; i++) {
        lam_text_append(line, sizeof line, "%s%s", i > 0 ? "." : "", way->steps[i].name);
        if (way->steps[i].entry != LAM_EACH) {
            lam_text_append(line, sizeof line, "[%zu]", way->steps[i].entry);
        }
    }
    return lam_fail(LAM_ERR_INPUT, "%s: %s", line, accepted);
}

static const lam_fact_field *find_field(const lam_fact_table *table, const char *name) {
    for (size_t i = 0; i < table->n_fields; i++) {
        if (strcmp(table->fields[i].name, name) == 0) {
            return &table->fields[i];
        }
    }
    return NULL;
}

/* Find the field of each step; all but the last lead to structs. */
static lam_status find_way(lam_owner owner, size_t n, const lam_step *steps, fact_way *way) {
    const lam_fact_table *table = owner.table;
    *way = (fact_way){.n = n, .steps = steps};
    if (n == 0 || n > MAX_STEPS) {
        return lam_fail(LAM_ERR_INPUT, "%zu steps to a fact; accepted: 1 to %d", n, MAX_STEPS);
    }
    for (size_t k = 0; k < n; k++) {
        if (table == NULL) {
            return refuse(way, k - 1, "has no facts of its own; accepted: it alone");
        }
        const lam_fact_field *field = way->fields[k] = find_field(table, steps[k].name);
        if (field == NULL) {
            char line[MAX_LINE] = "";
            lam_names_unknown("fact", steps[k].name, table->fields, table->n_fields,
                              sizeof *table->fields, line, sizeof line);
            return refuse(way, k, line);
        }
        if (field->shape == LAM_SHAPE_ONE && steps[k].entry != LAM_EACH) {
            return refuse(way, k, "is no list; accepted: without a number");
        }
        table = field->entries != NULL ? field->entries() : NULL;
    }
    return LAM_OK;
}

/* The entry that step k names of the struct `at`. */
static lam_status take_entry(const fact_way *way, size_t k, const void *at, size_t entry,
                             const void **entry_out) {
    size_t n;
    const char *values = values_of(way->fields[k], at, &n);
    if (entry >= n) {
        char line[80] = "there is none";
        if (n > 0) {
            snprintf(line, sizeof line, "which? accepted: 0 to %zu", n - 1);
        }
        return refuse(way, k, line);
    }
    *entry_out = values + entry * size_of(way->fields[k]);
    return LAM_OK;
}

/* Go all steps but the last: `at` becomes the struct that holds the fact. */
static lam_status go(const fact_way *way, const void **at) {
    for (size_t k = 0; k + 1 < way->n; k++) {
        LAM_TRY(take_entry(way, k, *at, way->steps[k].entry, at));
    }
    return LAM_OK;
}

/* ---- one fact ---- */

lam_status lam_fact(lam_owner owner, size_t n_steps, const lam_step *steps, double *fact_out) {
    fact_way way;
    const void *at = owner.at;
    LAM_TRY(find_way(owner, n_steps, steps, &way));
    LAM_TRY(go(&way, &at));
    const lam_fact_field *field = way.fields[n_steps - 1];
    if (field->shape != LAM_SHAPE_ONE && steps[n_steps - 1].entry == LAM_EACH) {
        size_t n;
        values_of(field, at, &n);
        *fact_out = (double)n;
        return LAM_OK;
    }
    if (field->type == LAM_FACT_TEXT || field->type == LAM_FACT_STRUCT) {
        return refuse(&way, n_steps - 1, "is no number; accepted: as a text, or a fact in it");
    }
    size_t entry = field->shape == LAM_SHAPE_ONE ? 0 : steps[n_steps - 1].entry;
    LAM_TRY(take_entry(&way, n_steps - 1, at, entry, &at));
    *fact_out = number_at(field->type, at);
    return LAM_OK;
}

lam_status lam_fact_text(lam_owner owner, size_t n_steps, const lam_step *steps,
                         const char **text_out) {
    fact_way way;
    const void *at = owner.at;
    LAM_TRY(find_way(owner, n_steps, steps, &way));
    LAM_TRY(go(&way, &at));
    if (way.fields[n_steps - 1]->type != LAM_FACT_TEXT) {
        return refuse(&way, n_steps - 1, "is no text; accepted: as a number");
    }
    LAM_TRY(take_entry(&way, n_steps - 1, at, 0, &at));
    const char *text = *(const char *const *)at;
    *text_out = text != NULL ? text : "";
    return LAM_OK;
}

/* ---- many ---- */

typedef struct fact_sum {
    double *facts;
    size_t n, n_held;
} fact_sum;

/* The numbers of step k of the struct `at`, and of those that follow it. */
static lam_status gather(const fact_way *way, size_t k, const void *at, fact_sum *sum) {
    const lam_fact_field *field = way->fields[k];
    size_t n, first = way->steps[k].entry;
    const char *values = values_of(field, at, &n);
    if (first != LAM_EACH) {
        const void *entry;
        LAM_TRY(take_entry(way, k, at, first, &entry));
        values = entry;
        n = 1;
    }
    if (k + 1 == way->n) {
        LAM_GROW(sum->facts, sum->n + n, &sum->n_held);
    }
    for (size_t i = 0; i < n; i++) {
        const char *value = values + i * size_of(field);
        if (k + 1 < way->n) {
            LAM_TRY(gather(way, k + 1, value, sum));
        } else {
            sum->facts[sum->n++] = number_at(field->type, value);
        }
    }
    return LAM_OK;
}

lam_status lam_facts(lam_owner owner, size_t n_steps, const lam_step *steps, size_t *n_out,
                     double **facts_out) {
    fact_way way;
    fact_sum sum = {.facts = NULL};
    LAM_TRY(find_way(owner, n_steps, steps, &way));
    lam_fact_type type = way.fields[n_steps - 1]->type;
    if (type == LAM_FACT_TEXT || type == LAM_FACT_STRUCT) {
        return refuse(&way, n_steps - 1, "are no numbers; accepted: numbers, flags");
    }
    lam_status status = gather(&way, 0, owner.at, &sum);
    if (status != LAM_OK) {
        free(sum.facts);
        return status;
    }
    *n_out = sum.n;
    *facts_out = sum.facts;
    return LAM_OK;
}

/* ---- what is different ---- */

typedef struct fact_pair {
    lam_step steps[MAX_STEPS];
    lam_fact_differs differs;
    void *context;
} fact_pair;

static bool is_same(lam_fact_type type, size_t size, const char *one, const char *other) {
    if (type != LAM_FACT_TEXT) {
        return memcmp(one, other, size) == 0;
    }
    const char *a = *(const char *const *)one, *b = *(const char *const *)other;
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Of step k, in two structs of a table. */
static void compare(fact_pair *pair, size_t k, const lam_fact_table *table, const void *one,
                    const void *other) {
    for (size_t f = 0; f < table->n_fields; f++) {
        const lam_fact_field *field = &table->fields[f];
        size_t n, n_other, size = size_of(field);
        const char *values = values_of(field, one, &n), *others = values_of(field, other, &n_other);
        bool is_different = n != n_other;
        pair->steps[k] = (lam_step){field->name, LAM_EACH};
        for (size_t i = 0; i < n && !is_different; i++) {
            if (field->type == LAM_FACT_STRUCT) {
                pair->steps[k] = (lam_step){field->name, i};
                compare(pair, k + 1, field->entries(), values + i * size, others + i * size);
            } else {
                is_different = !is_same(field->type, size, values + i * size, others + i * size);
            }
        }
        if (is_different) {
            pair->differs(pair->context, k + 1, pair->steps);
        }
    }
}

void lam_facts_compare(lam_owner one, lam_owner other, lam_fact_differs differs, void *context) {
    fact_pair pair = {.differs = differs, .context = context};
    compare(&pair, 0, one.table, one.at, other.at);
}

/* ---- what there is ---- */

static void add_rows(lam_text *text, const char *way, const lam_fact_table *table) {
    static const char *const kinds[][2] = {
        [LAM_FACT_DOUBLE] = {"number", "numbers"}, [LAM_FACT_FLOAT] = {"number", "numbers"},
        [LAM_FACT_SIZE] = {"count", "counts"},     [LAM_FACT_INT] = {"whole", "wholes"},
        [LAM_FACT_INT64] = {"whole", "wholes"},    [LAM_FACT_BOOL] = {"flag", "flags"},
        [LAM_FACT_TEXT] = {"text", "texts"},       [LAM_FACT_STRUCT] = {"list", "list"}};
    for (size_t i = 0; i < table->n_fields; i++) {
        const lam_fact_field *field = &table->fields[i];
        bool is_one = field->shape == LAM_SHAPE_ONE;
        lam_text_add(text, "%s%s\t%s\t%s\n", way, field->name, kinds[field->type][!is_one],
                     field->unit != NULL ? field->unit : "-");
        if (field->entries != NULL) {
            char inside[MAX_LINE] = "";
            lam_text_append(inside, sizeof inside, "%s%s[].", way, field->name);
            add_rows(text, inside, field->entries());
        }
    }
}

lam_status lam_facts_list(lam_owner owner, char **text_out) {
    lam_text text = {.bytes = NULL};
    add_rows(&text, "", owner.table);
    return lam_text_take(&text, text_out);
}
