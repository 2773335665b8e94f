/* SPDX-License-Identifier: BSD-3-Clause
 * good.h - a call of the library that has to succeed: its error is what the test says if not. */
#ifndef LAM_GOOD_H
#define LAM_GOOD_H

#include "laminae.h"

#include <criterion/criterion.h>

#define GOOD(expression) cr_assert_eq((expression), LAM_OK, "%s", lam_error())

#endif
