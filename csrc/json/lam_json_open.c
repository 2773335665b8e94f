/* SPDX-License-Identifier: BSD-3-Clause
 * lam_json_open.c - reading a JSON file and the files it extends, merged: what a file states
 * replaces what its base states, key by key. */
#include "base/lam_file_impl.h"
#include "json/lam_json_impl.h"
#include "json/lam_models_impl.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Checks what a parser returned: a JSON object, or NULL and an error. */
static lam_status check(const char *name, json_t *root_stolen, const json_error_t *error,
                        json_t **root_out) {
    if (root_stolen == NULL && error->line < 0) { /* the text is not at fault */
        return lam_fail(LAM_ERR_MEMORY, "%s: out of memory", name);
    }
    if (root_stolen == NULL) {
        return lam_fail(LAM_ERR_INPUT, "%s: line %d, column %d: %s; accepted: JSON", name,
                        error->line, error->column, error->text);
    }
    if (!json_is_object(root_stolen)) {
        json_decref(root_stolen);
        return lam_fail(LAM_ERR_INPUT, "%s: accepted: a JSON object {\"key\": ...}", name);
    }
    *root_out = root_stolen;
    return LAM_OK;
}

static lam_status load(const char *name, json_t **root_out) {
    const long long max_size = 1 << 30; /* reading takes ten times as much memory */
    FILE *file = NULL;
    LAM_TRY(lam_file_open(name, "a JSON file", max_size, &file));
    json_error_t error;
    json_t *root = lam_json_of_file(file, JSON_REJECT_DUPLICATES, &error);
    int why = root == NULL && ferror(file) ? errno : 0;
    fclose(file);
    if (why != 0) {
        return lam_fail(LAM_ERR_IO, "cannot read '%s': %s", name, strerror(why));
    }
    return check(name, root, &error, root_out);
}

/* Returns folder/base.json, where the folder is the first n bytes of `folder`. The caller frees
 * it. */
static char *path_of(const char *folder, size_t n, const char *base) {
    size_t length = strlen(base);
    const char *ending = length > 5 && strcmp(base + length - 5, ".json") == 0 ? "" : ".json";
    size_t size = n + length + strlen(ending) + 2;
    char *path = lam_alloc(size, 1);
    if (path != NULL) {
        snprintf(path, size, "%.*s%s%s%s", (int)n, folder, n > 0 && folder[n - 1] != '/' ? "/" : "",
                 base, ending);
    }
    return path;
}

/* In params/erp.json "neymotin_2020" means params/neymotin_2020.json, or else the model of that
 * name. */
static char *base_name(const char *name, const char *base, const char *models_directory) {
    const char *slash = strrchr(name, '/');
    size_t n_folder = slash == NULL || base[0] == '/' ? 0 : (size_t)(slash - name) + 1;
    char *beside = path_of(name, n_folder, base);
    if (beside == NULL || models_directory == NULL || strchr(base, '/') != NULL ||
        access(beside, F_OK) == 0) {
        return beside;
    }
    char *model = path_of(models_directory, strlen(models_directory), base);
    if (model != NULL && access(model, F_OK) != 0) {
        free(model);
        return beside; /* the error names this path */
    }
    free(beside);
    return model;
}

static lam_status add_file(lam_json_document *document, char *name_owned) {
    document->names[document->n_files] = name_owned;
    return name_owned == NULL ? LAM_ERR_MEMORY
                              : load(name_owned, &document->roots[document->n_files++]);
}

static lam_status add_bases(lam_json_document *document, const char *models_directory) {
    for (;;) {
        const char *name = document->names[document->n_files - 1];
        json_t *extends = json_object_get(document->roots[document->n_files - 1], "extends");
        if (extends == NULL) {
            return LAM_OK;
        }
        const char *base = json_string_value(extends);
        if (base == NULL || base[0] == '\0') {
            return lam_fail(LAM_ERR_INPUT, "%s: extends: accepted: the name of another file", name);
        }
        if (document->n_files == LAM_JSON_MAX_FILES) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: extends: \"%s\": is that a loop? accepted: %d files", name, base,
                            LAM_JSON_MAX_FILES);
        }
        char *path = base_name(name, base, models_directory);
        if (path != NULL && access(path, F_OK) != 0) {
            char reason[LAM_MODELS_SIZE];
            free(path);
            lam_models_unknown(models_directory, base, reason);
            return lam_fail(LAM_ERR_INPUT, "%s: extends: \"%.200s\": %s", name, base, reason);
        }
        LAM_TRY(add_file(document, path));
    }
}

/* Merges the files, the last base first. It merges copies, because json_object_update shares what
 * it takes over, and error messages need the files as they are. */
static lam_status merge(lam_json_document *document) {
    document->merged = json_object();
    for (size_t k = document->n_files; k-- > 0;) {
        json_t *copy = lam_json_deep_copy(document->roots[k]);
        int failed = json_object_update_recursive(document->merged, copy);
        json_decref(copy);
        if (failed) {
            return lam_fail(LAM_ERR_MEMORY, "%s: out of memory", document->names[k]);
        }
    }
    json_object_del(document->merged, "extends");
    return LAM_OK;
}

lam_status lam_json_load(const char *path, lam_json_document *document) {
    char *name = lam_alloc(strlen(path) + 1, 1);
    return add_file(document, name == NULL ? NULL : strcpy(name, path));
}

lam_status lam_json_parse(const char *path, const char *text, lam_json_document *document) {
    json_error_t error;
    json_t *root = lam_json_of_text(text, JSON_REJECT_DUPLICATES, &error);
    LAM_TRY(check(path, root, &error, &root));
    return lam_json_adopt(path, root, document);
}

lam_status lam_json_adopt(const char *path, json_t *root_stolen, lam_json_document *document) {
    document->names[0] = strdup(path);
    document->roots[0] = root_stolen;
    document->n_files = 1;
    return document->names[0] != NULL ? LAM_OK
                                      : lam_fail(LAM_ERR_MEMORY, "%s: out of memory", path);
}

lam_status lam_json_build(lam_json_document *document, const char *models_directory) {
    LAM_TRY(add_bases(document, models_directory));
    return merge(document);
}

lam_status lam_json_open(const char *path, const char *models_directory,
                         lam_json_document *document) {
    LAM_TRY(lam_json_load(path, document));
    return lam_json_build(document, models_directory);
}

void lam_json_close(lam_json_document *document) {
    for (size_t k = 0; k < LAM_JSON_MAX_FILES; k++) {
        free(document->names[k]);
        json_decref(document->roots[k]);
    }
    json_decref(document->merged);
    for (size_t i = 0; i < document->n_origins; i++) {
        json_decref(document->origins[i].made);
    }
    free(document->origins);
    free(document->warnings);
    json_decref(document->changes);
}
