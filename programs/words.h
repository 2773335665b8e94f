/* SPDX-License-Identifier: BSD-3-Clause
 * words.h - the words NAME=VALUE that the launcher makes of options (tools/options.txt), for every
 * program. */
#ifndef PROGRAM_WORDS_H
#define PROGRAM_WORDS_H

#include "laminae.h"

#include <stdbool.h>

/* Where the value of a word goes: one of these. */
typedef struct word {
    const char *name;
    const char **text; /* the last, if there are several */
    double *number;
    bool *flag; /* of 0 it is false */
    struct word_list *list;
} word;

/* Texts in their order. They are the caller's words. */
typedef struct word_list {
    const char **texts; /* [most] */
    size_t n, most;
} word_list;

/* LAM_ERR_INPUT for an unknown word, what is no number, and too many texts; the line names it, and
 * `command`, that of ./laminae. */
lam_status words_read(const char *command, size_t n_known, const word *known, int n_given,
                      char **given);

#endif
