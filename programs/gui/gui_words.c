/* SPDX-License-Identifier: BSD-3-Clause
 * gui_words.c - the words of a command that is asked for. */
#include "gui.h"

#include <stdlib.h>
#include <string.h>

bool gui_is_listed(const char *name, const char *list) {
    size_t n = strlen(name);
    for (const char *at = strstr(list, name); n > 0 && at != NULL; at = strstr(at + 1, name)) {
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0')) {
            return true;
        }
    }
    return false;
}

/* A network names files by these keys. */
static bool is_of_file(const char *key) {
    return strcmp(key, "file") == 0 || strcmp(key, "extends") == 0;
}

static lam_status check_files(const gui *g, const json_t *value) {
    const char *key = NULL;
    json_t *part = NULL;
    size_t i = 0;
    json_object_foreach((json_t *)value, key, part) {
        const char *file = is_of_file(key) ? json_string_value(part) : NULL;
        LAM_TRY(file == NULL ? check_files(g, part) : gui_path_check(g, file));
    }
    json_array_foreach(value, i, part) {
        LAM_TRY(check_files(g, part));
    }
    return LAM_OK;
}

lam_status gui_change_check(const gui *g, const char *change) {
    const char *value = strchr(change, '=');
    if (value == NULL) {
        return LAM_OK; /* which is refused where it is read */
    }
    const char *key = value;
    while (key > change && key[-1] != '.') {
        key--;
    }
    char last[16];
    lam_format(last, sizeof last, "%.*s", (int)(value - key), key);
    json_t *whole = json_loads(value + 1, JSON_DECODE_ANY, NULL);
    const char *text = json_is_string(whole) ? json_string_value(whole) : value + 1;
    lam_status status = is_of_file(last) ? gui_path_check(g, text) : check_files(g, whole);
    json_decref(whole);
    return status;
}

/* What names a file or a folder, or may, is in the folder that is served. */
static lam_status check_value(const gui *g, const char *name, const char *kind, const char *value) {
    bool is_path =
        strcmp(kind, "file") == 0 || strcmp(kind, "folder") == 0 || strcmp(kind, "name") == 0;
    return is_path                      ? gui_path_check(g, value)
           : strcmp(name, "--set") == 0 ? gui_change_check(g, value)
                                        : LAM_OK;
}

/* One option, and its value, which stands behind "=" or is the next word; *n_out words in all. */
static lam_status check_option(const gui *g, const char *command, const char *word,
                               const char *next, size_t *n_out) {
    char name[64];
    size_t n = strcspn(word, "=");
    if (n >= sizeof name) {
        return lam_fail(LAM_ERR_INPUT, "'%s'; accepted: see ./laminae %s --help", word, command);
    }
    memcpy(name, word, n);
    name[n] = '\0';
    const char *kind = gui_options_kind(g->options_owned, command, name);
    if (kind == NULL) {
        return lam_fail(LAM_ERR_INPUT, "'%s'; accepted: see ./laminae %s --help", name, command);
    }
    bool is_flag = strcmp(kind, "flag") == 0 || strcmp(kind, "no flag") == 0;
    *n_out = is_flag || word[n] == '=' ? 1 : 2;
    if (is_flag) {
        return LAM_OK;
    }
    const char *value = word[n] == '=' ? word + n + 1 : next;
    return value == NULL ? lam_fail(LAM_ERR_INPUT, "%s: no value; accepted: one", name)
                         : check_value(g, name, kind, value);
}

static lam_status check_words(const gui *g, const char **argv, size_t n) {
    for (size_t i = 1; i < n;) {
        size_t taken = 1;
        if (argv[i][0] == '-') {
            LAM_TRY(check_option(g, argv[0], argv[i], i + 1 < n ? argv[i + 1] : NULL, &taken));
        } else {
            LAM_TRY(gui_path_check(g, argv[i]));
        }
        i += taken;
    }
    return LAM_OK;
}

lam_status gui_words_read(const gui *g, const json_t *words, const char *accepted,
                          const char *const *more, const char ***argv_out) {
    size_t n = json_array_size(words), n_more = 0;
    while (more != NULL && more[n_more] != NULL) {
        n_more++;
    }
    const char **argv = lam_alloc(n + n_more + 2, sizeof *argv);
    if (argv == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = n > 0 ? LAM_OK
                              : lam_fail(LAM_ERR_INPUT,
                                         "words; accepted: a list of texts, the "
                                         "first one of %s",
                                         accepted);
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        argv[i + 1] = json_string_value(json_array_get(words, i));
        if (argv[i + 1] == NULL) {
            status = lam_fail(LAM_ERR_INPUT, "words[%zu]; accepted: a text", i);
        }
    }
    if (status == LAM_OK && !gui_is_listed(argv[1], accepted)) {
        status = lam_fail(LAM_ERR_INPUT, "words[0]: '%s'; accepted: %s", argv[1], accepted);
    }
    status = status == LAM_OK ? check_words(g, argv + 1, n) : status;
    if (status != LAM_OK) {
        free(argv);
        return status;
    }
    argv[0] = g->command_owned;
    if (n_more > 0) {
        memcpy(argv + 1 + n, more, n_more * sizeof *argv);
    }
    argv[1 + n + n_more] = NULL;
    *argv_out = argv;
    return LAM_OK;
}

void gui_words_quote(lam_text *line, const char *word) {
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789_./+,@=:-";
    if (word[0] != '\0' && word[strspn(word, plain)] == '\0') {
        lam_text_add(line, " %s", word);
        return;
    }
    lam_text_add(line, " '");
    for (const char *at = word; *at != '\0'; at++) {
        if (*at == '\'') {
            lam_text_add(line, "'\\''");
        } else {
            lam_text_add(line, "%c", *at);
        }
    }
    lam_text_add(line, "'");
}
