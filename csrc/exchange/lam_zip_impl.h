/* SPDX-License-Identifier: BSD-3-Clause
 * lam_zip_impl.h - an archive of arrays, as numpy.load reads it (not public). */
#ifndef LAM_ZIP_IMPL_H
#define LAM_ZIP_IMPL_H

#include "exchange/lam_output_impl.h"

/* One file of an archive. */
typedef struct lam_zip_member {
    char *name_owned;
    size_t offset, size;
    uint32_t crc;
} lam_zip_member;

/* An archive in an output. What is in it is not compressed; it may be larger than 4 GB. */
typedef struct lam_zip {
    lam_output *output;
    size_t n, n_held;
    lam_zip_member *members_owned;
} lam_zip;

/* Begin the array NAME.npy of this type ("<f8", "<i8", "<U12") and shape; it is as long as this
 * says. The arrays that were begun before are whole. */
lam_status lam_zip_begin(lam_zip *zip, const char *name, const char *type, size_t n_sizes,
                         const size_t *sizes);
/* Is the first array of a file called so? */
bool lam_zip_begins(const char *path, const char *name);
void lam_zip_put(lam_zip *zip, const void *bytes, size_t n);
/* An array of doubles, or of integers, as a whole. */
lam_status lam_zip_numbers(lam_zip *zip, const char *name, size_t n, const double *values);
lam_status lam_zip_integers(lam_zip *zip, const char *name, size_t n, const double *values);
/* ASCII or UTF-8 texts; other letters than ASCII's become ?. */
lam_status lam_zip_texts(lam_zip *zip, const char *name, size_t n, const char *const *texts);
/* Writes the end. The zip can be freed by lam_zip_free alone then. */
void lam_zip_end(lam_zip *zip);
void lam_zip_free(lam_zip *zip);

#endif
