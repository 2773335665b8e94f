/* SPDX-License-Identifier: BSD-3-Clause
 * t16x_mutate.h - files that describe networks, made wrong at random: values exchanged, keys moved,
 * bytes changed; the same from the same seed. */
#ifndef LAM_T16X_MUTATE_H
#define LAM_T16X_MUTATE_H

#include "laminae.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static lam_mt19937 rng;

static inline size_t below(size_t n) {
    return (size_t)(lam_mt19937_uniform(&rng) * (double)n);
}

#define ONE_OF(array) ((array)[below(sizeof(array) / sizeof(array)[0])])

/* ---- values that readers do not expect ---- */

static const double odd_reals[] = {-1,   -0.0,   0.5,    2.5,   -0.5,   1e-3,
                                   1e-6, 1e-300, 5e-324, 1e300, -1e300, 1.7e308,
                                   1e5,  1e6,    1e9,    1e12,  1e15,   0.9999999};
static const json_int_t odd_integers[] = {
    -1,
    0,
    1,
    2,
    3,
    4,
    6,
    7,
    8,
    10,
    63,
    1000,
    1001,
    10001,
    10002,
    1000000,
    100001,
    4294967,
    999999999,
    2147483647,
    2147483648,
    4294967295,
    4294967296,
    -4294967296,
    -2,
    -3,
    INT64_MAX,
    INT64_MIN,
    INT64_MAX - 1,
    9007199254740992,
    9007199254740993,
};
static const char *const odd_texts[] = {
    "",
    " ",
    "soma",
    "all",
    "um",
    "ms",
    "..",
    "../../etc/passwd",
    "a b",
    " a",
    "a ",
    "%s%n",
    "NaN",
    "Infinity",
    "null",
    "\n",
    "\t\"\\",
    "*",
    "[0]",
    "a.b",
    "a>b:c@d",
    "\xc3\xa4",
    "\xe2\x82\xac",
    "\xf0\x9f\xa7\xa0",
    "_",
    "-",
    "+",
    "0",
    "00",
    "-1",
    "99999999999999999999",
    "first_gid",
    "none",
    "hnn",
    "psa",
    "lsa",
    "evoked",
    "poisson",
    "bursty",
    "spike_train",
    "a234567890123456789012345678901234567890123456789012345678901234",
    "ExpSyn",
    "soma,0",
    "apical_trunk",
    "neymotin_2020",
    "defaults",
    "source",
    "\x7f",
    "exponential",
    "ampa",
    "gabab",
};
/* What no JSON value is; written where these marks stand. */
static const char raw_mark[] = "@raw@";
static const char *const raw_values[] = {
    "NaN",
    "-Infinity",
    "1e999",
    "-1e999",
    "9223372036854775808",
    "-9223372036854775809",
    "0x10",
    "01",
    "+1",
    ".5",
    "1.",
    "1e",
    "tru",
    "'a'",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"\xff\"",
    "\"\xed\xa0\x80\"",
    "// x",
    "",
    "[1,]",
    "{\"a\":1,}",
    "{\"a\":1,\"a\":2}",
    "1e-999",
    "1E+2",
    "-0",
    "\"a\nb\"",
};

static inline json_t *long_text(size_t n) {
    char *text = malloc(n + 1);
    memset(text, 'x', n);
    text[n] = '\0';
    json_t *made = json_string(text);
    free(text);
    return made;
}

static inline json_t *deep_list(size_t depth) {
    json_t *made = json_array();
    for (size_t i = 0; i < depth; i++) {
        json_t *outer = json_array();
        json_array_append_new(outer, made);
        made = outer;
    }
    return made;
}

static inline json_t *odd_value(void) {
    switch (below(16)) {
    case 0:
    case 1:
    case 2:
        return json_real(ONE_OF(odd_reals));
    case 3:
    case 4:
    case 5:
        return json_integer(ONE_OF(odd_integers));
    case 6:
    case 7:
    case 8:
        return json_string(ONE_OF(odd_texts));
    case 9:
        return below(8) == 0 ? deep_list(1 + below(1800)) : json_array();
    case 10:
        return json_object();
    case 11:
        return json_null();
    case 12:
        return json_boolean(below(2));
    case 13:
        return json_string(raw_mark);
    case 14:
        return json_pack("[i,s]", (int)below(100), below(2) ? "um" : "grid");
    default:
        return below(4) == 0 ? long_text(1 + below(70000)) : long_text(1 + below(300));
    }
}

/* ---- places in a document ---- */

enum { MAX_PLACES = 20000 };

/* A value, in an object (key) or in a list. */
typedef struct place {
    json_t *in;
    const char *key; /* NULL: in a list */
    size_t index;
    json_t *value;
} place;

typedef struct place_list {
    place places[MAX_PLACES];
    size_t n;
} place_list;

static inline void list_places(json_t *value, place_list *list) {
    const char *key;
    json_t *member;
    json_object_foreach(value, key, member) {
        if (list->n < MAX_PLACES) {
            list->places[list->n++] = (place){value, key, 0, member};
            list_places(member, list);
        }
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        if (list->n < MAX_PLACES) {
            list->places[list->n++] = (place){value, NULL, i, json_array_get(value, i)};
            list_places(json_array_get(value, i), list);
        }
    }
}

static inline void put(const place *at, json_t *value_stolen) {
    if (at->key != NULL) {
        json_object_set_new(at->in, at->key, value_stolen);
    } else {
        json_array_set_new(at->in, at->index, value_stolen);
    }
}

static inline void take_out(const place *at) {
    if (at->key != NULL) {
        json_object_del(at->in, at->key);
    } else {
        json_array_remove(at->in, at->index);
    }
}

/* ---- changes of a document ---- */

static inline json_t *changed_number(const json_t *value) {
    static const double factors[] = {-1, 0, 10, 0.1, 1000, 1e-3, 2, 0.5};
    double number = json_number_value(value);
    if (below(2) == 0) {
        return below(2) == 0 ? json_real(ONE_OF(odd_reals)) : json_integer(ONE_OF(odd_integers));
    }
    if (json_is_integer(value) && below(4) > 0) {
        return json_integer(json_integer_value(value) % 1000000 + (json_int_t)below(5) - 2);
    }
    number *= ONE_OF(factors);
    return number >= -1e307 && number <= 1e307 ? json_real(number) : json_real(1e307);
}

/* Another name for a value: odd, or one that is used elsewhere. */
static inline const char *other_key(const place_list *list) {
    for (size_t i = 0; i < 20; i++) {
        const place *other = &list->places[below(list->n)];
        if (other->key != NULL && below(4) > 0) {
            return other->key;
        }
    }
    return ONE_OF(odd_texts);
}

static inline void rename_key(const place *at, const place_list *list) {
    char key[200];
    snprintf(key, sizeof key, "%s", other_key(list));
    json_t *value = json_incref(at->value);
    if (at->key != NULL) {
        json_object_del(at->in, at->key);
        json_object_set_new(at->in, key, value);
    } else {
        json_array_append_new(at->in, value);
    }
}

static inline void repeat(const place *at) {
    size_t n = below(8) == 0 ? below(1000) : 1 + below(3);
    for (size_t i = 0; i < n; i++) {
        char key[32];
        snprintf(key, sizeof key, "n%zu", i);
        json_t *copy = json_deep_copy(at->value);
        if (at->key != NULL) {
            json_object_set_new(at->in, key, copy);
        } else {
            json_array_insert_new(at->in, at->index, copy);
        }
    }
}

static inline void wrap(const place *at) {
    json_t *value = json_incref(at->value);
    switch (below(3)) {
    case 0:
        put(at, json_pack("[o]", value));
        break;
    case 1:
        put(at, json_pack("[o,s]", value, "um"));
        break;
    default:
        put(at, json_pack("{s:o}", ONE_OF(odd_texts), value));
    }
}

/* The members of an object in another order. */
static inline void reorder(const place *at) {
    json_t *made = json_object();
    const char *key;
    json_t *value;
    for (size_t pass = 0; pass < 2; pass++) {
        json_object_foreach(at->value, key, value) {
            if (pass == 1 || below(2) == 0) {
                json_object_set(made, key, value);
            }
        }
    }
    put(at, made);
}

static inline void change_place(const place_list *list) {
    const place *at = &list->places[below(list->n)], *other = &list->places[below(list->n)];
    for (size_t i = 0; i < 3 && !json_is_number(at->value) && below(3) > 0; i++) {
        at = &list->places[below(list->n)]; /* more numbers than containers */
    }
    size_t what = json_is_number(at->value) && below(2) == 0 ? 0 : below(12);
    switch (what) {
    case 0:
    case 1:
        put(at, json_is_number(at->value) ? changed_number(at->value) : odd_value());
        break;
    case 2:
    case 3:
        put(at, odd_value());
        break;
    case 4:
        take_out(at);
        break;
    case 5:
    case 6:
        put(at, json_deep_copy(other->value));
        break;
    case 7:
        rename_key(at, list);
        break;
    case 8:
        repeat(at);
        break;
    case 9:
        wrap(at);
        break;
    case 10:
        if (json_is_object(at->value) && other->key != NULL) {
            json_object_set_new(at->value, other->key, json_deep_copy(other->value));
        } else {
            put(at, odd_value());
        }
        break;
    default:
        if (json_is_object(at->value)) {
            reorder(at);
        } else {
            take_out(at);
        }
    }
}

/* One to three places of a document changed. */
static inline void change_document(json_t *json) {
    static place_list list;
    for (size_t n = 1 + below(3); n > 0; n--) {
        list.n = 0;
        list_places(json, &list);
        if (list.n > 0) {
            change_place(&list);
        }
    }
}

/* ---- changes of bytes ---- */

/* A file's bytes; `room` of them are allocated. */
typedef struct file_bytes {
    char *bytes;
    size_t size, room;
} file_bytes;

static inline void set_bytes(file_bytes *file, const char *bytes, size_t size) {
    if (size + 1 > file->room) {
        file->room = 2 * size + 4096;
        file->bytes = realloc(file->bytes, file->room);
    }
    memcpy(file->bytes, bytes, size);
    file->bytes[size] = '\0';
    file->size = size;
}

/* `n_old` bytes at a place become `n` others. */
static inline void replace_bytes(file_bytes *file, size_t at, size_t n_old, const char *bytes,
                                 size_t n) {
    file_bytes old = *file;
    file->bytes = NULL;
    file->room = 0;
    set_bytes(file, old.bytes, old.size);
    if (old.size - n_old + n + 1 > file->room) {
        file->room = old.size + n + 4096;
        file->bytes = realloc(file->bytes, file->room);
    }
    memcpy(file->bytes + at, bytes, n);
    memcpy(file->bytes + at + n, old.bytes + at + n_old, old.size - at - n_old);
    file->size = old.size - n_old + n;
    file->bytes[file->size] = '\0';
    free(old.bytes);
}

static inline void put_raw_values(file_bytes *file) {
    char *at;
    while ((at = strstr(file->bytes, "\"@raw@\"")) != NULL) {
        const char *raw = ONE_OF(raw_values);
        replace_bytes(file, (size_t)(at - file->bytes), sizeof raw_mark + 1, raw, strlen(raw));
    }
}

static inline void change_bytes(file_bytes *file) {
    static const char usual[] = "0123456789-+.eE\"[]{}:, \\\n\rtfu#_";
    if (file->size == 0) {
        return;
    }
    switch (below(4)) {
    case 0:
        file->size = below(file->size);
        file->bytes[file->size] = '\0';
        break;
    case 1: {
        size_t at = below(file->size), n = below(file->size - at) % 200;
        size_t from = below(file->size - n);
        char *copy = malloc(n + 1);
        memcpy(copy, file->bytes + from, n);
        replace_bytes(file, at, below(2) == 0 ? n : 0, copy, n);
        free(copy);
        break;
    }
    default:
        for (size_t n = 1 + below(4); n > 0; n--) {
            file->bytes[below(file->size)] =
                below(2) == 0 ? (char)below(256) : usual[below(sizeof usual - 1)];
        }
    }
}

/* In lines "key: value" or "path = value", a value or a whole line. */
static inline void change_line(file_bytes *file) {
    static const char *const values[] = {
        "-1",      "0",     "1e308", "2.5",  "1000000",
        "null",    "{}",    "[1]",   "true", "4294967296",
        "text",    "1e9",   "0.05",  "",     "nan",
        "inf",     "0x1",   "1e",    "-",    "9223372036854775808",
        "-1e-300", "1e999", " ",     "1 2",  "a:b",
    };
    if (file->size == 0) {
        return;
    }
    size_t from = below(file->size), begin = from;
    while (begin > 0 && file->bytes[begin - 1] != '\n') {
        begin--;
    }
    size_t end = begin + strcspn(file->bytes + begin, "\n");
    size_t at = begin + strcspn(file->bytes + begin, ":=\n") + 1;
    if (below(4) > 0 && at <= end) {
        const char *value = ONE_OF(values);
        replace_bytes(file, at, end - at, value, strlen(value));
    } else if (below(2) == 0) {
        replace_bytes(file, begin, end - begin, "", 0);
    } else {
        char *line = strndup(file->bytes + begin, end - begin + 1);
        replace_bytes(file, below(file->size), 0, line, strlen(line));
        free(line);
    }
}

#endif
