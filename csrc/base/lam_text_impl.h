/* SPDX-License-Identifier: BSD-3-Clause
 * lam_text_impl.h - texts that grow as they are written, besides laminae/program.h (not public). */
#ifndef LAM_TEXT_IMPL_H
#define LAM_TEXT_IMPL_H

#include "base/lam_status_impl.h"

/* A text from somebody else: what would end a line or a cell becomes a space. */
void lam_text_add_foreign(lam_text *text, const char *foreign);

#endif
