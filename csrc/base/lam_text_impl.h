/* SPDX-License-Identifier: BSD-3-Clause
 * lam_text_impl.h - texts that grow as they are written, besides laminae/program.h (not public). */
#ifndef LAM_TEXT_IMPL_H
#define LAM_TEXT_IMPL_H

#include "base/lam_status_impl.h"

/* A text from somebody else: what would end a line or a cell becomes a space. */
void lam_text_add_foreign(lam_text *text, const char *foreign);
/* A whole number below 2^53 that two texts hardly share: FNV-1a (Fowler, Noll, Vo), 64 bits,
 * without its last 11, which a double cannot hold. */
double lam_text_sum(const char *text);

#endif
