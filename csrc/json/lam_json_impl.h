/* SPDX-License-Identifier: BSD-3-Clause
 * lam_json_impl.h - reading JSON files by tables of fields, with errors that name file and path
 * (not public; docs/network-file.md describes what quantities and names look like). */
#ifndef LAM_JSON_IMPL_H
#define LAM_JSON_IMPL_H

#include "base/lam_status_impl.h"

#include <jansson.h>
#include <stdio.h>

#define LAM_COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* A file may extend another one, which extends a third. A chain longer than this is taken for a
 * loop. */
enum { LAM_JSON_MAX_FILES = 8, LAM_JSON_MAX_NAME = 63, LAM_JSON_TEXT_SIZE = 768 };

/* A value that the reader of another format made, and the value of the file from which it was
 * made. */
typedef struct lam_json_origin {
    json_t *made; /* kept alive, so that no other value gets its address */
    const json_t *from;
} lam_json_origin;

/* A file with all files that it extends. */
typedef struct lam_json_document {
    size_t n_files;
    char *names[LAM_JSON_MAX_FILES];
    json_t *roots[LAM_JSON_MAX_FILES]; /* as they stand in the files; a file before its base */
    json_t *merged;
    size_t n_origins, n_origins_held; /* of a file in another format, see lam_json_made_from */
    lam_json_origin *origins;
    char *warnings; /* lines, each ended by a newline; NULL: none */
    json_t
        *changes; /* [value, text] of values changed in merged, see lam_json_changed; NULL: none */
} lam_json_document;

/* A place in a document: a value and the way to it. Places live on the reader's stack. They become
 * text only when something is wrong there. */
typedef struct lam_json {
    const lam_json_document *document;
    const struct lam_json *parent; /* NULL: the root */
    const char *key;               /* in an object; NULL: the place is element `index` of a list */
    size_t index;
    json_t *value; /* NULL: missing */
} lam_json;

typedef enum lam_json_kind {
    LAM_JSON_QUANTITY, /* double: [value, "unit"]; without a unit in the field: any unit */
    LAM_JSON_NUMBER,   /* double */
    LAM_JSON_COUNT,    /* size_t */
    LAM_JSON_FLAG,     /* bool */
    LAM_JSON_NAME,     /* const char *: a name as docs/network-file.md has it */
    LAM_JSON_SYMBOL,   /* const char *: a name of NEURON's, letters, digits and _ */
    LAM_JSON_TEXT,     /* const char *, not empty */
    LAM_JSON_OBJECT,   /* json_t *, not empty */
    LAM_JSON_LIST,     /* json_t *, not empty */
    LAM_JSON_ANY       /* json_t * */
} lam_json_kind;

enum { LAM_JSON_REQUIRED = 0, LAM_JSON_OPTIONAL = 1 };

/* One key of an object and where its value goes. */
typedef struct lam_json_field {
    const char *key;
    lam_json_kind kind;
    int optional;
    size_t offset;    /* in the struct that is filled */
    const char *unit; /* of a quantity */
    double min, max;  /* of a quantity, number or count, both accepted */
} lam_json_field;

/* The fields of a table. LAM_ENTRY is the struct that the table fills. The compiler refuses a
 * member whose type does not suit its kind. */
#define LAM_MEMBER(type, member)                                                                   \
    (offsetof(LAM_ENTRY, member) + 0 * sizeof(_Generic(((LAM_ENTRY *)NULL)->member, type : 0)))
#define LAM_QUANTITY(key, optional, member, unit, min, max)                                        \
    { key, LAM_JSON_QUANTITY, optional, LAM_MEMBER(double, member), unit, min, max }
#define LAM_NUMBER(key, optional, member, min, max)                                                \
    { key, LAM_JSON_NUMBER, optional, LAM_MEMBER(double, member), NULL, min, max }
#define LAM_COUNT(key, optional, member, min, max)                                                 \
    { key, LAM_JSON_COUNT, optional, LAM_MEMBER(size_t, member), NULL, min, max }
#define LAM_FLAG(key, optional, member)                                                            \
    { key, LAM_JSON_FLAG, optional, LAM_MEMBER(bool, member), NULL, 0, 0 }
#define LAM_NAME(key, optional, member)                                                            \
    { key, LAM_JSON_NAME, optional, LAM_MEMBER(const char *, member), NULL, 0, 0 }
#define LAM_SYMBOL(key, optional, member)                                                          \
    { key, LAM_JSON_SYMBOL, optional, LAM_MEMBER(const char *, member), NULL, 0, 0 }
#define LAM_TEXT(key, optional, member)                                                            \
    { key, LAM_JSON_TEXT, optional, LAM_MEMBER(const char *, member), NULL, 0, 0 }
#define LAM_OBJECT(key, optional, member)                                                          \
    { key, LAM_JSON_OBJECT, optional, LAM_MEMBER(json_t *, member), NULL, 0, 0 }
#define LAM_LIST(key, optional, member)                                                            \
    { key, LAM_JSON_LIST, optional, LAM_MEMBER(json_t *, member), NULL, 0, 0 }
#define LAM_ANY(key, optional, member)                                                             \
    { key, LAM_JSON_ANY, optional, LAM_MEMBER(json_t *, member), NULL, 0, 0 }

/* Read a file and those it extends into *document, which the caller has zeroed and closes, also
 * after a failure. A base is sought beside the file, then in the models directory (NULL: none).
 * lam_json_open does two steps: lam_json_load reads the file itself, lam_json_build reads what it
 * extends and merges. */
lam_status lam_json_open(const char *path, const char *models_directory,
                         lam_json_document *document);
lam_status lam_json_load(const char *path, lam_json_document *document);
/* In the place of lam_json_load: parse a text that the file holds, or adopt an object that was made
 * from it. */
lam_status lam_json_parse(const char *path, const char *text, lam_json_document *document);
lam_status lam_json_adopt(const char *path, json_t *root_stolen, lam_json_document *document);
lam_status lam_json_build(lam_json_document *document, const char *models_directory);
void lam_json_close(lam_json_document *document);

/* Note that `made`, a value that will be part of document->merged, was made from the value `from`
 * of the file. Errors about `made`, or about what is missing in it, then name the way to `from`. */
lam_status lam_json_made_from(lam_json_document *document, json_t *made, const json_t *from);
/* Note that a value of document->merged does not come from one of its files. Errors about it name
 * `where` it was changed instead of a file. Only the newest few hundred are remembered. */
lam_status lam_json_changed(lam_json_document *document, json_t *value, const char *where);
/* Add a line to the warnings, unless it is there already. */
lam_status lam_json_warn(lam_json_document *document, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Like json_loads, json_loadf and json_dumps, but in any locale of the host program. Out of memory
 * is an error in line -1; a file that cannot be read on has its ferror() and errno. */
json_t *lam_json_of_text(const char *text, size_t flags, json_error_t *error);
json_t *lam_json_of_file(FILE *file, size_t flags, json_error_t *error);
char *lam_json_text(const json_t *value, size_t flags);
/* Writes each number with the fewest digits that read back as the same number. NULL: out of
 * memory. */
char *lam_json_short_text(const json_t *value, size_t flags);

/* Like json_deep_copy and json_copy, but NULL unless the copy is whole. jansson leaves out what it
 * has no memory for. */
json_t *lam_json_deep_copy(const json_t *value);
json_t *lam_json_copy(const json_t *value);

/* Whether two documents differ, also in the order of keys, and their first difference, as far as
 * there is room. */
enum { LAM_JSON_MAX_PLACE = 200, LAM_JSON_MAX_VALUE = 60 };
typedef struct lam_json_difference {
    char place[LAM_JSON_MAX_PLACE], there[LAM_JSON_MAX_VALUE], now[LAM_JSON_MAX_VALUE];
} lam_json_difference;
bool lam_json_differ(const json_t *there, const json_t *now, lam_json_difference *out);

lam_json lam_json_root(const lam_json_document *document);
lam_json lam_json_member(const lam_json *object, const char *key);
lam_json lam_json_element(const lam_json *list, size_t index);

/* Returns LAM_ERR_INPUT. The error is "FILE: PATH: VALUE: " and the formatted text. */
lam_status lam_json_fail(const lam_json *at, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Read the value at a place as the field describes it. */
lam_status lam_json_value(const lam_json *at, const lam_json_field *field, void *value_out);
/* Refuse the key at a place unless it is a name: one of ours, or one of NEURON's. */
lam_status lam_json_check_key(const lam_json *at);
lam_status lam_json_check_symbol(const lam_json *at);
/* The name of the file that states the place, or the longest part of the way to it. */
const char *lam_json_file(const lam_json *at);
/* Any object may hold the text "source", which says where its numbers come from. Readers pass over
 * it: lam_json_is_source tells whether a member is that text, lam_json_count counts the others, and
 * lam_json_next returns them one by one. It starts with a NULL *iterator and returns false after
 * the last. */
bool lam_json_is_source(const char *key, const json_t *value);
size_t lam_json_count(const json_t *object);
bool lam_json_next(const lam_json *object, void **iterator, lam_json *member_out);
/* Read a quantity of many values: [[number, ...], "unit"], or [[[number, ...], ...], "unit"] with
 * `width` numbers in each inner list if width is above 1. A NULL unit accepts any. The caller frees
 * *values_out [*n_out * width]. */
lam_status lam_json_numbers(const lam_json *at, const char *unit, double min, double max,
                            size_t width, double **values_out, size_t *n_out);
/* Read one place: [[x, y, z], "unit"]. */
lam_status lam_json_point(const lam_json *at, const char *unit, double xyz_out[3]);
/* Read all fields of an object. An unknown key is refused. A missing optional key leaves its value
 * as it is. */
lam_status lam_json_read(const lam_json *object, const lam_json_field *fields, size_t n_fields,
                         void *target);
/* Find `name` among things whose first member is their name, a `const char *`; they are `stride`
 * bytes apart. The error calls the unknown name a `what`. */
lam_status lam_json_find(const lam_json *at, const char *what, const char *name, const void *things,
                         size_t n_things, size_t stride, size_t *index_out);

#endif
