/* SPDX-License-Identifier: BSD-3-Clause
 * lam_facts_impl.h - tables of the members of structs, their rows, structs made of columns (not
 * public). */
#ifndef LAM_FACTS_IMPL_H
#define LAM_FACTS_IMPL_H

#include "base/lam_status_impl.h"

typedef enum lam_fact_type {
    LAM_FACT_DOUBLE,
    LAM_FACT_FLOAT,
    LAM_FACT_SIZE,
    LAM_FACT_INT,
    LAM_FACT_INT64,
    LAM_FACT_BOOL,
    LAM_FACT_TEXT,
    LAM_FACT_STRUCT
} lam_fact_type;

typedef enum lam_fact_shape {
    LAM_SHAPE_ONE,    /* the member itself */
    LAM_SHAPE_ROW,    /* an array in the struct, of `width` */
    LAM_SHAPE_MANY,   /* a pointer to `width` times the size_t at n_offset; NULL: none */
    LAM_SHAPE_PERHAPS /* a pointer to one; NULL: none */
} lam_fact_shape;

typedef struct lam_fact_field {
    const char *name;
    const char *unit; /* NULL: none */
    lam_fact_type type;
    lam_fact_shape shape;
    size_t offset, n_offset, width;
    const struct lam_fact_table *(*entries)(void); /* of structs: their table */
} lam_fact_field;

typedef struct lam_fact_table {
    size_t size; /* of the struct */
    size_t n_fields;
    const lam_fact_field *fields;
} lam_fact_table;

/* Call `differs` with the way to each fact that is different in two structs of one table, and to
 * each list that has another length. Numbers are compared bit for bit. */
typedef void (*lam_fact_differs)(void *context, size_t n_steps, const lam_step *steps);
void lam_facts_compare(lam_owner one, lam_owner other, lam_fact_differs differs, void *context);

/* LAM_FACT_TABLE(lam_section, LAM_FACT(name, NULL), ...) defines lam_section_facts(): the table of
 * that struct. Types are those of the members; what has none of these does not compile. */
#define LAM_FACT_TABLE(type, ...)                                                                  \
    static const lam_fact_table *type##_facts(void) {                                              \
        typedef type lam_fact_owner;                                                               \
        static const lam_fact_field rows[] = {__VA_ARGS__};                                        \
        static const lam_fact_table table = {sizeof(type), sizeof rows / sizeof *rows, rows};      \
        return &table;                                                                             \
    }

#define LAM_FACT_AT(member) (((lam_fact_owner *)NULL)->member)
#define LAM_FACT_TYPE(value)                                                                       \
    _Generic((value), double                                                                       \
             : LAM_FACT_DOUBLE, float                                                              \
             : LAM_FACT_FLOAT, size_t                                                              \
             : LAM_FACT_SIZE, int                                                                  \
             : LAM_FACT_INT, int64_t                                                               \
             : LAM_FACT_INT64, bool                                                                \
             : LAM_FACT_BOOL, const char *                                                         \
             : LAM_FACT_TEXT)
#define LAM_FACT_COUNTED(n_member)                                                                 \
    (offsetof(lam_fact_owner, n_member) + 0 * sizeof(_Generic(LAM_FACT_AT(n_member), size_t : 0)))
#define LAM_FACT_POINTED(member, type)                                                             \
    (offsetof(lam_fact_owner, member) + 0 * sizeof(_Generic(LAM_FACT_AT(member), const type * : 0)))

/* A number, a flag or a text. */
#define LAM_FACT(member, unit)                                                                     \
    {                                                                                              \
#member, unit, LAM_FACT_TYPE(LAM_FACT_AT(member)), LAM_SHAPE_ONE,                          \
            offsetof(lam_fact_owner, member), 0, 1, NULL                                           \
    }
/* The numbers of an array in the struct. */
#define LAM_FACTS_ROW(member, unit)                                                                \
    {                                                                                              \
#member, unit, LAM_FACT_TYPE(LAM_FACT_AT(member)[0]), LAM_SHAPE_ROW,                       \
            offsetof(lam_fact_owner, member), 0,                                                   \
            sizeof LAM_FACT_AT(member) / sizeof LAM_FACT_AT(member)[0], NULL                       \
    }
/* Numbers that are pointed to, `width` for each of n_member. */
#define LAM_FACTS(member, n_member, width, unit)                                                   \
    {                                                                                              \
#member, unit, LAM_FACT_TYPE(LAM_FACT_AT(member)[0]), LAM_SHAPE_MANY,                      \
            offsetof(lam_fact_owner, member), LAM_FACT_COUNTED(n_member), width, NULL              \
    }
/* Structs that have a table of their own, above. */
#define LAM_FACT_LIST(member, n_member, type)                                                      \
    {                                                                                              \
#member, NULL, LAM_FACT_STRUCT, LAM_SHAPE_MANY, LAM_FACT_POINTED(member, type),            \
            LAM_FACT_COUNTED(n_member), 1, type##_facts                                            \
    }
#define LAM_FACT_PERHAPS(member, type)                                                             \
    {                                                                                              \
#member, NULL, LAM_FACT_STRUCT, LAM_SHAPE_PERHAPS, LAM_FACT_POINTED(member, type), 0, 1,   \
            type##_facts                                                                           \
    }

size_t lam_fact_size(lam_fact_type type); /* of a value in memory, but of a struct's */

/* Make structs of columns, which are the rows of their table: no texts, nothing that is pointed to.
 * What no row names is 0. `what` begins a line of error. *(T **)structs_out[*n_out] is the caller's
 * to free. */
lam_status lam_columns_read(const char *what, const lam_fact_table *table, size_t n_columns,
                            const lam_column *columns, size_t *n_out, void *structs_out);

#endif
