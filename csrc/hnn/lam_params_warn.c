/* SPDX-License-Identifier: BSD-3-Clause
 * lam_params_warn.c - the warnings about a parameter file: what in it has no effect, and the keys
 * that are not known. */
#include "base/lam_text_impl.h"
#include "base/lam_names_impl.h"
#include "hnn/lam_params_impl.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 3, SHOWN_UNKNOWN = 10, LIST_SIZE = 1024 };

/* Lists some names, and says how many more there are. */
typedef struct name_list {
    char text[LIST_SIZE];
    size_t n, shown;
} name_list;

static void add_name(name_list *list, const char *name) {
    if (list->n++ < list->shown) {
        lam_text_append(list->text, LIST_SIZE, "%s%.90s", list->n > 1 ? ", " : "", name);
    }
}

static void end_list(name_list *list) {
    if (list->n > list->shown) {
        lam_text_append(list->text, LIST_SIZE, " and %zu more", list->n - list->shown);
    }
}

/* Does a value differ from the one that the model has anyway? No value differs from null. */
static bool differs(const json_t *value, const json_t *kept) {
    if (value == NULL || json_is_null(kept)) {
        return false;
    }
    return json_is_number(value) && json_is_number(kept)
               ? json_number_value(value) != json_number_value(kept)
               : !json_equal(value, kept);
}

static lam_status warn_without_effect(lam_json_document *document, const json_t *format) {
    char line[LIST_SIZE] = "";
    const char *group, *key;
    json_t *kept, *value;
    json_object_foreach(json_object_get(format, "without_effect"), group, kept) {
        name_list list = {.shown = SHOWN};
        json_object_foreach(kept, key, value) {
            if (differs(json_object_get(document->roots[0], key), value)) {
                add_name(&list, key);
            }
        }
        end_list(&list);
        if (list.n > 0) {
            lam_text_append(line, LIST_SIZE, "%s%s (%s)", line[0] != '\0' ? "; " : "", group,
                            list.text);
        }
    }
    return line[0] == '\0'
               ? LAM_OK
               : lam_json_warn(document, "%s: without effect: %s", document->names[0], line);
}

/* Adds a key with the one that may have been meant: "tstp (tstop?)". Many unknown keys come from
 * older versions, so only a key that is very near counts. */
static void add_unknown(name_list *list, const char *name, const json_t *keys) {
    const char *key, *nearest = NULL;
    json_t *preset;
    char shown[LIST_SIZE];
    size_t fewest = strlen(name) < 4 ? 0 : 3;
    json_object_foreach((json_t *)keys, key, preset) {
        if (lam_names_edits(name, key) < fewest) {
            fewest = lam_names_edits(name, key);
            nearest = key;
        }
    }
    snprintf(shown, sizeof shown, "%.40s%s%.40s%s", name, nearest != NULL ? " (" : "",
             nearest != NULL ? nearest : "", nearest != NULL ? "?)" : "");
    add_name(list, shown);
}

static lam_status warn_unknown(lam_json_document *document, const json_t *keys,
                               const json_t *format) {
    name_list list = {.shown = SHOWN_UNKNOWN};
    const char *key, *group;
    json_t *value, *kept;
    json_object_foreach(document->roots[0], key, value) {
        bool known = json_object_get(keys, key) != NULL;
        json_object_foreach(json_object_get(format, "without_effect"), group, kept) {
            known = known || json_object_get(kept, key) != NULL;
        }
        if (!known) {
            add_unknown(&list, key, keys);
        }
    }
    end_list(&list);
    return list.n == 0 ? LAM_OK
                       : lam_json_warn(document, "%s: unknown keys, ignored: %s",
                                       document->names[0], list.text);
}

lam_status lam_params_warn(lam_json_document *document, const json_t *keys, const json_t *format) {
    LAM_TRY(warn_without_effect(document, format));
    return warn_unknown(document, keys, format);
}
