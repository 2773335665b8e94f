/* SPDX-License-Identifier: BSD-3-Clause
 * lam_models_impl.h - the models of a folder, by name (not public). */
#ifndef LAM_MODELS_IMPL_H
#define LAM_MODELS_IMPL_H

#include "base/lam_status_impl.h"

#include <stddef.h>

enum { LAM_MODELS_SIZE = 640 };

/* Write "no such file or model, did you mean erp? accepted: a file, or one of" and the models of
 * the directory (NULL: there are none), as far as they fit. */
void lam_models_unknown(const char *directory, const char *name, char text_out[LAM_MODELS_SIZE]);

#endif
