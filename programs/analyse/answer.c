/* SPDX-License-Identifier: BSD-3-Clause
 * answer.c - numbers under names; as JSON. */
#include "answer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- filling ---- */

static void set_name(char *name, const char *text) {
    lam_format(name, ANSWER_NAME, "%s", text == NULL ? "" : text);
}

/* With the unit behind it, but for keys that have an entry `unit` beside them. */
static void set_json_key(answer_entry *entry) {
    static const char *const plain[] = {"mean", "sem", "value", "rmse"};
    bool is_plain = entry->unit[0] == '\0';
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        is_plain = is_plain || strcmp(entry->key, plain[i]) == 0;
    }
    lam_format(entry->json_key, sizeof entry->json_key, "%s%s%s", entry->key, is_plain ? "" : "_",
               is_plain ? "" : entry->unit);
}

static lam_status add(answer *a, const char *group, const char *inner, const char *key,
                      const char *unit, answer_entry **entry_out) {
    LAM_GROW(a->entries, a->n + 1, &a->n_held);
    answer_entry *entry = &a->entries[a->n++];
    *entry = (answer_entry){.n = 0};
    set_name(entry->group[0], group);
    set_name(entry->group[1], inner);
    set_name(entry->key, key);
    set_name(entry->unit, unit);
    set_json_key(entry);
    *entry_out = entry;
    return LAM_OK;
}

lam_status answer_number(answer *a, const char *group, const char *inner, const char *key,
                         const char *unit, double value) {
    answer_entry *entry;
    LAM_TRY(add(a, group, inner, key, unit, &entry));
    entry->number = value;
    return LAM_OK;
}

lam_status answer_matrix(answer *a, const char *group, const char *key, const char *unit,
                         size_t n_rows, size_t n, const double *values) {
    answer_entry *entry;
    size_t count = (n_rows == 0 ? 1 : n_rows) * n;
    LAM_TRY(add(a, group, NULL, key, unit, &entry));
    entry->n_rows = n_rows;
    entry->n = n;
    entry->values_owned = lam_alloc(count, sizeof(double));
    if (entry->values_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    if (count > 0) {
        memcpy(entry->values_owned, values, count * sizeof(double));
    }
    return LAM_OK;
}

lam_status answer_list(answer *a, const char *group, const char *key, const char *unit, size_t n,
                       const double *values) {
    return answer_matrix(a, group, key, unit, 0, n, values);
}

lam_status answer_text(answer *a, const char *group, const char *key, const char *text) {
    answer_entry *entry;
    LAM_TRY(add(a, group, NULL, key, NULL, &entry));
    entry->text_owned = strdup(text);
    return entry->text_owned != NULL ? LAM_OK : LAM_ERR_MEMORY;
}

void answer_json_only(answer *a) {
    a->entries[a->n - 1].json_only = true;
}

void answer_free(answer *a) {
    for (size_t i = 0; i < a->n; i++) {
        free(a->entries[i].values_owned);
        free(a->entries[i].text_owned);
    }
    free(a->entries);
    *a = (answer){.n = 0};
}

/* ---- JSON ---- */

/* JSON knows no NaN. */
static void write_number(double value, lam_text *text) {
    if (isfinite(value)) {
        lam_text_add_number(text, value);
    } else {
        lam_text_add(text, "null");
    }
}

static void write_list(size_t n, const double *values, lam_text *text) {
    lam_text_add(text, "[");
    for (size_t i = 0; i < n; i++) {
        lam_text_add(text, i == 0 ? "" : ", ");
        write_number(values[i], text);
    }
    lam_text_add(text, "]");
}

static void write_value(const answer_entry *entry, lam_text *text) {
    if (entry->text_owned != NULL) {
        lam_text_add_string(text, entry->text_owned);
    } else if (entry->values_owned == NULL) {
        write_number(entry->number, text);
    } else if (entry->n_rows == 0) {
        write_list(entry->n, entry->values_owned, text);
    } else {
        for (size_t i = 0; i < entry->n_rows; i++) {
            lam_text_add(text, i == 0 ? "[" : ",\n  ");
            write_list(entry->n, entry->values_owned + i * entry->n, text);
        }
        lam_text_add(text, "]");
    }
}

/* A name on its line, `depth` objects deep. */
static void begin(const char *name, bool is_first, int depth, lam_text *text) {
    lam_text_add(text, "%s\n%*s", is_first ? "" : ",", 2 * depth, "");
    lam_text_add_string(text, name);
    lam_text_add(text, ": ");
}

/* The names above an entry, and its own, which has the unit behind it unless there is a `unit`
 * beside it. */
static void path_of(const answer *a, const answer_entry *entry, const char *path[3], int *depth) {
    *depth = 0;
    if (a->keys_first && entry->group[0][0] != '\0') {
        path[(*depth)++] = entry->json_key;
    }
    for (int i = 0; i < 2; i++) {
        if (entry->group[i][0] != '\0') {
            path[(*depth)++] = entry->group[i];
        }
    }
    if (!a->keys_first || entry->group[0][0] == '\0') {
        path[(*depth)++] = entry->json_key;
    }
}

/* Entry after entry; those of one object stand together. */
static void write_entry(const answer *a, const answer_entry *entry, const char *open[3],
                        int *n_open, lam_text *text) {
    const char *path[3];
    int depth, same = 0;
    path_of(a, entry, path, &depth);
    while (same < *n_open && same < depth - 1 && strcmp(open[same], path[same]) == 0) {
        same++;
    }
    for (; *n_open > same; (*n_open)--) {
        lam_text_add(text, "\n%*s}", 2 * *n_open, "");
    }
    bool is_first = false;
    for (; same < depth - 1; same++) {
        begin(path[same], is_first, same + 1, text);
        lam_text_add(text, "{");
        open[(*n_open)++] = path[same];
        is_first = true;
    }
    begin(path[depth - 1], is_first, depth, text);
    write_value(entry, text);
}

/* Whether an entry comes with those of another in a walk by keys. */
static bool is_of_key(const answer_entry *entry, const answer_entry *other) {
    return entry->group[0][0] != '\0' && other->group[0][0] != '\0' &&
           strcmp(entry->key, other->key) == 0;
}

static void write_by_keys(const answer *a, const char *open[3], int *n_open, lam_text *text) {
    for (size_t i = 0; i < a->n; i++) {
        bool is_new = true;
        for (size_t j = 0; j < i; j++) {
            is_new = is_new && !is_of_key(&a->entries[j], &a->entries[i]);
        }
        for (size_t j = i; j < a->n && is_new; j++) {
            if (j == i || is_of_key(&a->entries[i], &a->entries[j])) {
                write_entry(a, &a->entries[j], open, n_open, text);
            }
        }
    }
}

void answer_write_json(const answer *a, lam_text *text) {
    const char *open[3] = {NULL};
    int n_open = 0;
    lam_text_add(text, "{\n  \"laminae\": ");
    lam_text_add_string(text, a->what);
    if (a->keys_first) {
        write_by_keys(a, open, &n_open, text);
    }
    for (size_t i = 0; i < a->n && !a->keys_first; i++) {
        write_entry(a, &a->entries[i], open, &n_open, text);
    }
    for (; n_open > 0; n_open--) {
        lam_text_add(text, "\n%*s}", 2 * n_open, "");
    }
    lam_text_add(text, "\n}\n");
}
