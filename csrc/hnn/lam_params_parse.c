/* SPDX-License-Identifier: BSD-3-Clause
 * lam_params_parse.c - reads the text of `.param` files, lines "key: value", as JSON, and tells the
 * JSON of parameters from that of networks. */
#include "base/lam_text_impl.h"
#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"
#include "hnn/lam_params_impl.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FILE = 1 << 20, SHOWN = 64 }; /* bytes; HNN's files have a few thousand */

/* Reads the whole file, ended by a NUL. The caller frees *text_out. */
static lam_status read_text(const char *path, char **text_out, size_t *size_out) {
    FILE *file = NULL;
    LAM_TRY(lam_file_open(path, "a parameter file", MAX_FILE, &file));
    char *text = lam_alloc(MAX_FILE + 1, 1);
    *size_out = text == NULL ? 0 : fread(text, 1, MAX_FILE, file);
    bool is_read = ferror(file) == 0;
    fclose(file);
    if (!is_read) {
        free(text);
        return lam_fail(LAM_ERR_INPUT, "%s: cannot be read; accepted: a parameter file", path);
    }
    *text_out = text; /* lam_alloc's, all 0 behind what was read */
    return text != NULL ? LAM_OK : LAM_ERR_MEMORY;
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Returns the text from begin to end without the white space around it, ended by a NUL. */
static char *trimmed(char *begin, char *end) {
    while (begin < end && is_space(*begin)) {
        begin++;
    }
    while (end > begin && is_space(end[-1])) {
        end--;
    }
    *end = '\0';
    return begin;
}

/* Makes a whole number, a number or a text of a value. */
static json_t *value_of(const char *text) {
    if (text[strspn(text, "0123456789+-.eE")] == '\0' && text[0] != '\0') {
        char *end;
        double number;
        errno = 0;
        long long whole = strtoll(text, &end, 10);
        if (*end == '\0' && errno == 0) {
            return json_integer(whole);
        }
        if (lam_number_read(text, "", &number, NULL) && isfinite(number)) {
            return json_real(number);
        }
    }
    return json_string(text);
}

/* A key that has stood there before: the last value counts. */
static lam_status note_line(lam_json_document *document, const char *key, size_t number,
                            json_t *lines) {
    json_int_t before = json_integer_value(json_object_get(lines, key));
    if (before > 0) {
        LAM_TRY(lam_json_warn(document,
                              "%s: lines %lld and %zu both have %.40s: the last one counts",
                              document->names[0], (long long)before, number, key));
    }
    return json_object_set_new(lines, key, json_integer((json_int_t)number)) == 0
               ? LAM_OK
               : lam_fail(LAM_ERR_MEMORY, "out of memory");
}

/* Reads one line and writes into it. `lines` notes where each key was seen. */
static lam_status parse_line(lam_json_document *document, size_t number, char *line, size_t size,
                             json_t *lines) {
    const char *path = document->names[0];
    char *end = line + size;
    bool has_nul = memchr(line, '\0', size) != NULL;
    line = trimmed(line, end);
    if (line[0] == '\0' && !has_nul) {
        return LAM_OK;
    }
    char *colon = strchr(line, ':');
    if (has_nul || colon == NULL || colon == line || strchr(colon + 1, ':') != NULL) {
        return lam_fail(LAM_ERR_INPUT, "%s: line %zu: \"%.*s\": accepted: one \"key: value\"", path,
                        number, SHOWN, line);
    }
    const char *value = trimmed(colon + 1, colon + strlen(colon));
    const char *key = trimmed(line, colon);
    if (!lam_text_is_utf8(key) || !lam_text_is_utf8(value)) {
        return lam_fail(LAM_ERR_INPUT, "%s: line %zu: cannot be taken; accepted: UTF-8", path,
                        number);
    }
    if (json_object_set_new(document->roots[0], key, value_of(value)) != 0) {
        return lam_fail(LAM_ERR_MEMORY, "%s: out of memory", path);
    }
    return note_line(document, key, number, lines);
}

static lam_status parse(lam_json_document *document, char *text, size_t size, json_t *lines) {
    size_t number = 1;
    for (char *line = text; line < text + size; number++) {
        size_t left = size - (size_t)(line - text);
        const char *newline = memchr(line, '\n', left);
        size_t length = newline == NULL ? left : (size_t)(newline - line);
        LAM_TRY(parse_line(document, number, line, length, lines));
        line += length + 1;
    }
    return LAM_OK;
}

lam_status lam_params_load(const char *path, lam_json_document *document) {
    char *text = NULL;
    size_t size = 0;
    document->names[0] = strdup(path);
    document->roots[0] = json_object();
    document->n_files = 1;
    if (document->names[0] == NULL || document->roots[0] == NULL) {
        return lam_fail(LAM_ERR_MEMORY, "%s: out of memory", path);
    }
    LAM_TRY(read_text(path, &text, &size));
    json_t *lines = json_object();
    lam_status status = parse(document, text, size, lines);
    json_decref(lines);
    free(text);
    return status;
}

bool lam_params_is(const json_t *root) {
    static const char *const of_networks[] = {"laminae_network", "extends", "cell_types",
                                              "connectivity", "gid_ranges"};
    static const char *const beginnings[] = {"gbar_",          "input_",  "t0_",    "t_ev",
                                             "prng_seedcore_", "L2Pyr_",  "L5Pyr_", "L2Basket_",
                                             "L5Basket_",      "Itonic_", "N_pyr_", "dipole_s"};
    for (size_t i = 0; i < LAM_COUNT_OF(of_networks); i++) {
        if (json_object_get(root, of_networks[i]) != NULL) {
            return false;
        }
    }
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)root, key, value) {
        for (size_t i = 0; i < LAM_COUNT_OF(beginnings); i++) {
            if (strncmp(key, beginnings[i], strlen(beginnings[i])) == 0) {
                return true;
            }
        }
    }
    return false;
}
