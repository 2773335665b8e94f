/* SPDX-License-Identifier: BSD-3-Clause
 * lam_output_impl.h - files that appear together, whole, or not at all (not public). */
#ifndef LAM_OUTPUT_IMPL_H
#define LAM_OUTPUT_IMPL_H

#include "base/lam_status_impl.h"

#include <stdint.h>

/* A file that is written under another name. The first failure is kept, and found at the end. */
typedef struct lam_output {
    char *path_owned, *part_owned;
    char *old_owned; /* the other name of an earlier file, until all have theirs */
    bool has_old, was_free;
    bool (*is_ours)(const char *path); /* an earlier one; NULL: one that begins alike */
    const struct lam_output *witness;  /* an earlier one, if this one is; NULL: the file itself */
    int fd, error;                     /* an errno */
    size_t size;                       /* of what was put, the buffer in it */
    size_t n_held;
    char buffer[1 << 16];
} lam_output;

typedef struct lam_outputs {
    const char *place;   /* a file, or a folder */
    const char *foreign; /* a file that is never replaced */
    bool is_folder, force;
    size_t n, n_held, n_made, n_made_held;
    lam_output **all_owned;
    char **made_owned; /* folders, the outer first */
} lam_outputs;

/* A place with this ending, or of any, if it is NULL, is a file; else, and where the ending is "/",
 * it is a folder, which is made. It must not hold results of a run. The caller closes it, also
 * after a failure. */
lam_status lam_outputs_open(const char *place, const char *ending, const char *foreign, bool force,
                            lam_outputs *outputs_out);
/* One more: the file itself; one beside it, which differs by its ending, if the name is an ending
 * (".vmrk"); or one in the folder, as "sub-01/eeg/x.json", whose folders are made. It stays the
 * outputs'. */
lam_status lam_outputs_add(lam_outputs *outputs, const char *name, lam_output **output_out);
/* Gives them their names, all or none, if they are to be kept: in the place of files that begin
 * alike, in their first line or 64 bytes, or of any, where a user forces it. */
lam_status lam_outputs_close(lam_outputs *outputs, bool is_kept);

void lam_output_put(lam_output *output, const void *bytes, size_t n);
void lam_output_text(lam_output *output, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* 15 significant digits, as all texts of results have. */
void lam_output_number(lam_output *output, double number);
/* In the place of bytes that were put before. */
void lam_output_put_at(lam_output *output, const void *bytes, size_t n, size_t offset);

/* Little-endian and big-endian numbers, as bytes. */
static inline void lam_little(uint64_t value, size_t n, unsigned char *bytes_out) {
    for (size_t i = 0; i < n; i++) {
        bytes_out[i] = (unsigned char)(value >> (8 * i));
    }
}
static inline void lam_big(uint64_t value, size_t n, unsigned char *bytes_out) {
    for (size_t i = 0; i < n; i++) {
        bytes_out[i] = (unsigned char)(value >> (8 * (n - 1 - i)));
    }
}

#endif
