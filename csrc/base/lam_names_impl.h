/* SPDX-License-Identifier: BSD-3-Clause
 * lam_names_impl.h - names that were not found, and what may have been meant (not public). */
#ifndef LAM_NAMES_IMPL_H
#define LAM_NAMES_IMPL_H

#include <stddef.h>

/* The number of letters to insert, delete or replace between two names; SIZE_MAX where one of them
 * is longer than LAM_NAMES_MAX_EDITED. */
enum { LAM_NAMES_MAX_EDITED = 255 };
size_t lam_names_edits(const char *a, const char *b);

/* The nearest name among things; NULL where none is so near that it may have been meant. The names
 * are the things' first member, a `const char *`, stride bytes apart. */
const char *lam_names_nearest(const char *name, const void *things, size_t n_things, size_t stride);

/* Append to the text, as far as it has room: "unknown WHAT, did you mean NEAREST? accepted: ..."
 * and all names, without the question where no name is near. */
void lam_names_unknown(const char *what, const char *name, const void *things, size_t n_things,
                       size_t stride, char *text, size_t size);

#endif
