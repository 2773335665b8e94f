/* SPDX-License-Identifier: BSD-3-Clause
 * gui_recall.c - how a run was asked for, from the command that its results keep. */
#include "gui_results.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_WORD = 65536 };

/* One word at *at, of plain letters and of what stands between single quotes; NULL: it is none. */
static json_t *word_at(const char **at) {
    lam_text text = {.bytes = NULL};
    const char *from = *at;
    bool is_quoted = false;
    for (; *from != '\0' && (is_quoted || *from != ' '); from++) {
        if (*from == '\'') {
            is_quoted = !is_quoted;
        } else if (*from == '\\' && !is_quoted && from[1] == '\'') {
            lam_text_add(&text, "'");
            from++;
        } else {
            lam_text_add(&text, "%c", *from);
        }
    }
    *at = from;
    char *bytes = NULL;
    json_t *word = lam_text_take(&text, &bytes) == LAM_OK && !is_quoted ? json_string(bytes) : NULL;
    free(bytes);
    return word;
}

json_t *gui_words_of(const char *command) {
    json_t *words = json_array();
    for (const char *at = command; *at != '\0'; at += *at == ' ' ? 1 : 0) {
        json_t *word = word_at(&at);
        if (word == NULL) {
            json_decref(words);
            return NULL;
        }
        json_array_append_new(words, word);
    }
    return words;
}

static bool is_one_of(const char *name, const char *const *names) {
    while (*names != NULL && strcmp(name, *names) != 0) {
        names++;
    }
    return *names != NULL;
}

static void add_change(json_t *spec, const char *path, const char *value) {
    json_array_append_new(json_object_get(spec, "changes"), json_sprintf("%s=%s", path, value));
}

/* An option of the run alone: true, its value, or the list of its values. */
static void add_option(const gui *g, json_t *spec, const char *name, const char *value) {
    json_t *run = json_object_get(spec, "run");
    const char *kind = gui_options_kind(g->options_owned, "run", name);
    if (value == NULL) {
        json_object_set_new(run, name + 2, json_true());
    } else if (kind != NULL && strcmp(kind, "texts") == 0) {
        json_t *list = json_object_get(run, name + 2);
        if (list == NULL) {
            list = json_array();
            json_object_set_new(run, name + 2, list);
        }
        json_array_append_new(list, json_string(value));
    } else {
        json_object_set_new(run, name + 2, json_string(value));
    }
}

/* What an option means; false: a spec has no place for it. */
static bool take_option(const gui *g, json_t *spec, const char *name, const char *value) {
    static const char *const paths[] = {"--tstop", "--dt",     "--trials", "--seed", "--baseline",
                                        "--scale", "--smooth", "--settle", NULL};
    static const char *const dropped[] = {"--out", "--no-setup", "--quiet", NULL};
    static const char *const has_no_place[] = {"--config", "--inplane-distance", NULL};
    if (is_one_of(name, dropped)) {
        return true;
    }
    if (is_one_of(name, has_no_place)) {
        return false;
    }
    if (value == NULL) {
        add_option(g, spec, name, NULL);
    } else if (strcmp(name, "--set") == 0) {
        json_array_append_new(json_object_get(spec, "changes"), json_string(value));
    } else if (strcmp(name, "--probe") == 0) {
        json_array_append_new(json_object_get(spec, "probes"), json_string(value));
    } else if (strcmp(name, "--drives") == 0 || strcmp(name, "--sensors") == 0) {
        json_object_set_new(spec, name + 2, json_string(value));
    } else if (is_one_of(name, paths)) {
        add_change(spec, name + 2, value);
    } else if (strcmp(name, "--layer-separation") == 0) {
        add_change(spec, "grid.layer_separation", value);
    } else if (strcmp(name, "--mesh") == 0 && strchr(value, ',') != NULL) {
        char nx[32];
        lam_format(nx, sizeof nx, "%.*s", (int)strcspn(value, ","), value);
        add_change(spec, "grid.nx", nx);
        add_change(spec, "grid.ny", strchr(value, ',') + 1);
    } else {
        add_option(g, spec, name, value);
    }
    return true;
}

static bool take_words(const gui *g, json_t *spec, const json_t *words) {
    for (size_t i = 2; i < json_array_size(words); i++) {
        const char *word = json_string_value(json_array_get(words, i));
        char name[64];
        lam_format(name, sizeof name, "%.*s", (int)strcspn(word, "="), word);
        const char *kind = gui_options_kind(g->options_owned, "run", name);
        const char *value = strchr(word, '=') == NULL ? NULL : strchr(word, '=') + 1;
        if (word[0] != '-') {
            json_object_set_new(spec, "network", json_string(word));
            continue;
        }
        if (kind == NULL) {
            return false;
        }
        if (value == NULL && strstr(kind, "flag") == NULL) {
            value = json_string_value(json_array_get(words, ++i));
            if (value == NULL) {
                return false;
            }
        }
        if (!take_option(g, spec, name, value)) {
            return false;
        }
    }
    return json_object_get(spec, "network") != NULL;
}

/* What a run writes into its results where the network says nothing of it. */
static bool is_default(const char *path, const char *value) {
    static const char *const defaults[][2] = {{"tstop", "170"}, {"dt", "0.025"}, {"trials", "1"},
                                              {"seed", "0"},    {"scale", "1"},  {"smooth", "0"},
                                              {"settle", "0"}};
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++) {
        if (strcmp(path, defaults[i][0]) == 0) {
            return strcmp(value, defaults[i][1]) == 0;
        }
    }
    return false;
}

/* Whether a spec opens the network that the results have. */
static bool is_same(const gui *g, const json_t *spec, const json_t *of_results) {
    json_t *rows = NULL, *row = NULL;
    size_t i = 0;
    bool is = gui_differences_find(g, spec, of_results, &rows) == LAM_OK;
    json_array_foreach(rows, i, row) {
        const char *path = json_string_value(json_array_get(row, 0));
        const char *value = json_string_value(json_array_get(row, 2));
        is = is && json_is_null(json_array_get(row, 1)) && value != NULL && is_default(path, value);
    }
    json_decref(rows);
    return is;
}

json_t *gui_recall(const gui *g, const char *command, const char *results) {
    json_t *words = gui_words_of(command), *of_results = json_object();
    json_t *spec = json_pack("{s:[], s:[], s:{}}", "changes", "probes", "run");
    json_object_set_new(of_results, "network", json_string(results));
    const char *action = json_string_value(json_array_get(words, 1));
    bool is_told = action != NULL && strcmp(action, "run") == 0 && take_words(g, spec, words) &&
                   is_same(g, spec, of_results);
    if (!is_told) {
        json_object_set(of_results, "run", json_object_get(spec, "run"));
        json_decref(spec);
        spec = json_incref(of_results);
    }
    json_decref(words);
    json_decref(of_results);
    return spec;
}
