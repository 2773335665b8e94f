/* SPDX-License-Identifier: BSD-3-Clause
 * lam_file_impl.h - reading and writing files that somebody names (not public). */
#ifndef LAM_FILE_IMPL_H
#define LAM_FILE_IMPL_H

#include "base/lam_status_impl.h"

#include <stdio.h>

/* Open a file to read, behind the byte order mark that a text in UTF-8 may have. Refused: a folder;
 * a pipe or device, which may have no end and cannot be read by every rank; more than max_size
 * bytes; a text in UTF-16. `accepted` says in the error what it should be. The
 * caller closes *file_out. */
lam_status lam_file_open(const char *path, const char *accepted, long long max_size,
                         FILE **file_out);

/* Write a text as a file of a folder, in the place of what was there; the text is freed. */
lam_status lam_file_write_in(const char *folder, const char *name, lam_text *text);

/* Do two paths lead to one file that is there? */
bool lam_file_is_same(const char *path, const char *other);
/* Write all n bytes at this place; returns 0 or an errno. */
int lam_file_write_at(int fd, const void *bytes, size_t n, size_t offset);
/* Of an errno: LAM_ERR_IO where the machine is to blame, else LAM_ERR_INPUT. */
lam_status lam_kind_of(int error);

/* Whether a file is HDF5, and the text of its network (lam_results_read.c), the caller's to free.
 */
bool lam_file_is_hdf5(const char *path);

#endif
