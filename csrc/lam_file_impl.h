/* SPDX-License-Identifier: BSD-3-Clause
 * lam_file_impl.h - opening files that somebody names, writing them (not public). */
#ifndef LAM_FILE_IMPL_H
#define LAM_FILE_IMPL_H

#include "lam_status_impl.h"

#include <stdio.h>

/* Open a file to read. Refused: a folder; a pipe or device, which may have no end and cannot be
 * read by every rank; more than max_size bytes. `accepted` says in the error what it should be. The
 * caller closes *file_out. */
lam_status lam_file_open(const char *path, const char *accepted, long long max_size,
                         FILE **file_out);

/* Write all n bytes at this place; returns 0 or an errno. */
int lam_file_write(int fd, const void *bytes, size_t n, size_t offset);
/* Of an errno: LAM_ERR_IO where the machine is to blame, else LAM_ERR_INPUT. */
lam_status lam_kind_of(int error);

#endif
