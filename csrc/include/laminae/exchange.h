/* SPDX-License-Identifier: BSD-3-Clause
 * exchange.h - results as files of other programs (docs/exchange.md). */
#ifndef LAMINAE_EXCHANGE_H
#define LAMINAE_EXCHANGE_H

#include "laminae/saved.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How results are written for others. */
typedef struct lam_exchange {
    const char *to;   /* csv, npz, sonata, fif, set, nwb, brainvision, bids or hnn */
    const char *path; /* of the file, or of the folder */
    const char
        *signal; /* this one alone, as in lam_saved_shape_of; NULL: all that the format has */
    size_t n_trials;
    const size_t *trials;    /* their numbers */
    double scale, smooth_ms; /* of dipoles, 1 and 0 for none */
    bool force;              /* replaces files of others */
} lam_exchange;

/* Writes them, all files or none. LAM_ERR_INPUT: what the format cannot hold; a file that is there
 * and is no earlier one of this kind. LAM_ERR_IO: it cannot be written. */
lam_status lam_exchange_write(const lam_saved *saved, const lam_exchange *how);

#ifdef __cplusplus
}
#endif

#endif
