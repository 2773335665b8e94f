/* SPDX-License-Identifier: BSD-3-Clause
 * lam_json_impl.h - reading JSON files by tables of fields, with errors that name file and path
 * (not public; docs/network-file.md describes what quantities and names look like). */
#ifndef LAM_JSON_IMPL_H
#define LAM_JSON_IMPL_H

#include "base/lam_status_impl.h"

#include <jansson.h>
#include <stdio.h>

#define LAM_COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* One file extends the next; more than this many are taken for a loop. */
enum { LAM_JSON_MAX_FILES = 8, LAM_JSON_MAX_NAME = 63, LAM_JSON_TEXT_SIZE = 768 };

/* A value that a reader of another format made of a value of its file. */
typedef struct lam_json_origin {
    json_t *made; /* kept alive, so that no other value can take its address */
    const json_t *from;
} lam_json_origin;

/* A file with all it extends. */
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

/* A place in a document: a value and the way to it. Places live on the stack of the reader and are
 * turned into text only when something is wrong there. */
typedef struct lam_json {
    const lam_json_document *document;
    const struct lam_json *parent; /* NULL: the root */
    const char *key;               /* in an object; NULL: element `index` of a list */
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

/* The fields of a table, where LAM_ENTRY is the struct that it fills. The compiler refuses a member
 * that is not of the type that its kind needs. */
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

/* Read a file and those it extends into *document (zeroed by the caller); a base is sought beside
 * the file, then in the models directory (NULL: none). Whether that succeeds or not the caller
 * closes the document. The two steps: read the file itself; read what it extends and merge. */
lam_status lam_json_open(const char *path, const char *models_directory,
                         lam_json_document *document);
lam_status lam_json_load(const char *path, lam_json_document *document);
/* Instead of the first step: a text that the file holds; an object that was made of it. */
lam_status lam_json_parse(const char *path, const char *text, lam_json_document *document);
lam_status lam_json_adopt(const char *path, json_t *root_stolen, lam_json_document *document);
lam_status lam_json_build(lam_json_document *document, const char *models_directory);
void lam_json_close(lam_json_document *document);

/* Note that `made`, a value that will be part of document->merged, says what `from` says in the
 * file: errors about it, or about what is missing in it, will name the way to `from`. */
lam_status lam_json_made_from(lam_json_document *document, json_t *made, const json_t *from);
/* Note that a value of document->merged is none of its files: errors about it name `where`, what
 * changed it, instead of a file. The newest few hundred are remembered. */
lam_status lam_json_changed(lam_json_document *document, json_t *value, const char *where);
/* Add a line to the warnings, unless it is there already. */
lam_status lam_json_warn(lam_json_document *document, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* json_loads, json_loadf and json_dumps, in any locale of the host program. */
json_t *lam_json_of_text(const char *text, size_t flags, json_error_t *error);
json_t *lam_json_of_file(FILE *file, size_t flags, json_error_t *error);
char *lam_json_text(const json_t *value, size_t flags);
/* With the fewest digits that read back as the same numbers; NULL: out of memory. */
char *lam_json_short_text(const json_t *value, size_t flags);

/* json_deep_copy and json_copy, NULL unless they are whole: jansson goes on without what it has no
 * memory for. */
json_t *lam_json_deep_copy(const json_t *value);
json_t *lam_json_copy(const json_t *value);

lam_json lam_json_root(const lam_json_document *document);
lam_json lam_json_member(const lam_json *object, const char *key);
lam_json lam_json_element(const lam_json *list, size_t index);

/* LAM_ERR_INPUT with the line "FILE: PATH: VALUE: " and the formatted text. */
lam_status lam_json_fail(const lam_json *at, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The value at a place, as the field wants it. */
lam_status lam_json_value(const lam_json *at, const lam_json_field *field, void *value_out);
/* The key at a place is a name, of ours or of NEURON's. */
lam_status lam_json_check_key(const lam_json *at);
lam_status lam_json_check_symbol(const lam_json *at);
/* The name of the file that states the place, or most of the way to it. */
const char *lam_json_file(const lam_json *at);
/* The text "source", which any object may hold, says where its numbers come from: readers go by the
 * other members. Is a member that text; how many others are there; the others, one by one, from a
 * NULL *iterator on until there is no more. */
bool lam_json_is_source(const char *key, const json_t *value);
size_t lam_json_count(const json_t *object);
bool lam_json_next(const lam_json *object, void **iterator, lam_json *member_out);
/* A quantity of many: [[number, ...], "unit"], or with `width` above 1 [[[number, ...], ...],
 * "unit"], width numbers in each. A NULL unit: any. *values_out [*n_out * width] is the caller's to
 * free. */
lam_status lam_json_numbers(const lam_json *at, const char *unit, double min, double max,
                            size_t width, double **values_out, size_t *n_out);
/* A quantity of one place: [[x, y, z], "unit"]. */
lam_status lam_json_point(const lam_json *at, const char *unit, double xyz_out[3]);
/* All fields of an object; an unknown key is refused, a missing optional one leaves its value. */
lam_status lam_json_read(const lam_json *object, const lam_json_field *fields, size_t n_fields,
                         void *target);
/* The index of `name` among things that begin with a `const char *` name, stride bytes apart;
 * `what` says in the error what is unknown. */
lam_status lam_json_find(const lam_json *at, const char *what, const char *name, const void *things,
                         size_t n_things, size_t stride, size_t *index_out);

#endif
