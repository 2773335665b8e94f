/* SPDX-License-Identifier: BSD-3-Clause
 * lam_edit_path.c - paths into the JSON of a network: how text becomes steps, and which keys and
 * connections match. */
#include "base/lam_text_impl.h"
#include "edit/lam_edit_impl.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- patterns ---- */

bool lam_edit_fits(const char *pattern, const char *text) {
    const char *star = NULL, *tried = NULL; /* the last *, and the end of what it stands for */
    while (*text != '\0') {
        if (*pattern == '*') {
            star = pattern++;
            tried = text;
        } else if (*pattern == *text) {
            pattern++;
            text++;
        } else if (star != NULL) {
            pattern = star + 1;
            text = ++tried;
        } else {
            return false;
        }
    }
    return pattern[strspn(pattern, "*")] == '\0';
}

static const char *const part_keys[LAM_EDIT_N_PARTS] = {"from", "to", "receptor", "location"};
static const char part_marks[] = ">:@"; /* they begin the second, third and fourth part */

bool lam_edit_parse_pattern(char *text, lam_edit_pattern *pattern) {
    *pattern = (lam_edit_pattern){.parts = {text}};
    size_t part = 0;
    for (char *c = text;; c++) {
        const char *mark = *c == '\0' ? NULL : strchr(part_marks + part, *c);
        if (*c != '\0' && mark == NULL) {
            continue;
        }
        *c = '\0';
        if (pattern->parts[part][0] == '\0') {
            return false;
        }
        if (mark == NULL) {
            return true;
        }
        part = (size_t)(mark - part_marks) + 1;
        pattern->parts[part] = c + 1;
    }
}

static const char *part_of(const json_t *connection, size_t part) {
    return json_string_value(json_object_get(connection, part_keys[part]));
}

bool lam_edit_matches(const lam_edit_pattern *pattern, const json_t *connection) {
    for (size_t i = 0; i < LAM_EDIT_N_PARTS; i++) {
        const char *text = part_of(connection, i);
        if (pattern->parts[i] != NULL &&
            (text == NULL || !lam_edit_fits(pattern->parts[i], text))) {
            return false;
        }
    }
    return true;
}

void lam_edit_name_pattern(const lam_edit_pattern *pattern, char *text, size_t size) {
    text[0] = '\0';
    for (size_t i = 0; i < LAM_EDIT_N_PARTS; i++) {
        if (i > 0 && pattern->parts[i] != NULL) {
            lam_text_append(text, size, "%c", part_marks[i - 1]);
        }
        lam_text_append(text, size, "%s", pattern->parts[i] == NULL ? "" : pattern->parts[i]);
    }
}

void lam_edit_name_connection(const json_t *connection, char *text, size_t size) {
    lam_edit_pattern pattern;
    for (size_t i = 0; i < LAM_EDIT_N_PARTS; i++) {
        pattern.parts[i] = part_of(connection, i);
    }
    lam_edit_name_pattern(&pattern, text, size);
}

/* ---- paths ---- */

bool lam_edit_has_wildcard(const lam_edit_step *step) {
    return step->kind == LAM_EDIT_CONNECTIONS || step->kind == LAM_EDIT_APPEND ||
           (step->kind == LAM_EDIT_KEY && !step->quoted && strchr(step->key, '*') != NULL);
}

/* How far a path has been read, and where the texts of its steps go. */
typedef struct path_parser {
    const char *path, *at;
    char *out;
} path_parser;

static lam_status fail(const path_parser *parser, const char *what) {
    return lam_fail(LAM_ERR_INPUT,
                    "%.80s%s: %s at character %zu; accepted: keys with dots between "
                    "them, like drives.evprox1.mu",
                    parser->path, strlen(parser->path) > 80 ? "..." : "", what,
                    (size_t)(parser->at - parser->path) + 1);
}

static lam_status parse_key(path_parser *parser, lam_edit_step *step) {
    *step = (lam_edit_step){.kind = LAM_EDIT_KEY, .key = parser->out};
    if (*parser->at != '"') {
        size_t n = strcspn(parser->at, ".[]\"");
        memcpy(parser->out, parser->at, n);
        parser->out += n;
        parser->at += n;
        *parser->out++ = '\0';
        return n > 0 ? LAM_OK : fail(parser, "a key is missing");
    }
    step->quoted = true;
    for (parser->at++; *parser->at != '"'; parser->at++) {
        parser->at += *parser->at == '\\';
        if (*parser->at == '\0') {
            return fail(parser, "a closing quote is missing");
        }
        *parser->out++ = *parser->at;
    }
    parser->at++;
    *parser->out++ = '\0';
    return LAM_OK;
}

/* [3], [+], [FROM>TO:RECEPTOR@LOCATION] */
static lam_status parse_brackets(path_parser *parser, lam_edit_step *step) {
    size_t n = strcspn(parser->at, "]");
    if (parser->at[n] == '\0') {
        return fail(parser, "a closing bracket is missing");
    }
    char *inside = parser->out;
    memcpy(inside, parser->at + 1, n - 1);
    inside[n - 1] = '\0';
    parser->out += n;
    parser->at += n + 1;
    if (inside[0] != '\0' && strspn(inside, "0123456789") == strlen(inside)) {
        errno = 0;
        *step = (lam_edit_step){.kind = LAM_EDIT_INDEX, .index = strtoull(inside, NULL, 10)};
        return errno == 0 ? LAM_OK : fail(parser, "too large a number");
    }
    *step =
        (lam_edit_step){.kind = strcmp(inside, "+") == 0 ? LAM_EDIT_APPEND : LAM_EDIT_CONNECTIONS};
    return lam_edit_parse_pattern(inside, &step->pattern)
               ? LAM_OK
               : fail(parser, "a name is missing in the brackets");
}

lam_status lam_edit_parse(const char *path, lam_edit_path *parsed) {
    path_parser parser = {.path = path, .at = path, .out = parsed->text};
    if (strlen(path) > LAM_EDIT_MAX_PATH) {
        return lam_fail(LAM_ERR_INPUT, "%.80s...: accepted: a path of at most %d bytes", path,
                        LAM_EDIT_MAX_PATH);
    }
    if (!lam_text_is_utf8(path)) {
        return fail(&parser, "no UTF-8");
    }
    for (parsed->n = 0;; parser.at++) {
        if (parsed->n == LAM_EDIT_MAX_STEPS) {
            return fail(&parser, "too deep");
        }
        LAM_TRY(parse_key(&parser, &parsed->steps[parsed->n++]));
        while (*parser.at == '[') {
            if (parsed->n == LAM_EDIT_MAX_STEPS) {
                return fail(&parser, "too deep");
            }
            LAM_TRY(parse_brackets(&parser, &parsed->steps[parsed->n++]));
        }
        if (*parser.at == '\0') {
            return LAM_OK;
        }
        if (*parser.at != '.') {
            return fail(&parser, "a dot is missing");
        }
    }
}
