/* SPDX-License-Identifier: BSD-3-Clause
 * lam_number_impl.h - numbers as text and back, whatever locale the host program has set (not
 * public). */
#ifndef LAM_NUMBER_IMPL_H
#define LAM_NUMBER_IMPL_H

#include "laminae/program.h"

#include <locale.h>

/* The fewest significant digits, of 15 to 17, with which a number is read back as it is. */
int lam_number_digits(double number);

/* Writes a number as printf's "%.15g" does and returns the length of the text. */
enum { LAM_NUMBER_TEXT = 32 };
size_t lam_number_text(double number, char text_out[LAM_NUMBER_TEXT]);

/* From one to the other this thread has the locale "C", for others that read and write numbers. */
locale_t lam_number_begin(void);
void lam_number_end(locale_t before);

#endif
