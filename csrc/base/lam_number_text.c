/* SPDX-License-Identifier: BSD-3-Clause
 * lam_number_text.c - a number in 15 digits, as samples are written: printf's text, in a third of
 * its time, for the sizes that samples mostly have.
 *
 * A number is m 2^q with a whole m of 53 bits. For 1e-4 <= number < 1e15 its 15 digits are the
 * whole part of m 10^k / 2^-q, where m 10^k fits into 128 bits: what is cut off is known exactly,
 * and rounding is, too. */
#include "base/lam_number_impl.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { DIGITS = 15 };

__extension__ typedef unsigned __int128 whole;

static const uint64_t ten_to[] = {1,
                                  10,
                                  100,
                                  1000,
                                  10000,
                                  100000,
                                  1000000,
                                  10000000,
                                  100000000,
                                  1000000000,
                                  10000000000,
                                  100000000000,
                                  1000000000000,
                                  10000000000000,
                                  100000000000000,
                                  1000000000000000,
                                  10000000000000000,
                                  100000000000000000,
                                  1000000000000000000,
                                  10000000000000000000u};

/* The digits of a magnitude as a number of DIGITS digits; the first of them stands for
 * 10^*exponent_out. */
static uint64_t round_digits(double magnitude, int *exponent_out) {
    int exponent_2, exponent;
    uint64_t m = (uint64_t)ldexp(frexp(magnitude, &exponent_2), 53);
    int shift = 53 - exponent_2; /* magnitude = m / 2^shift */
    /* log10(2) = 0.30103: this, or one more. What is added keeps the quotient above 0. */
    exponent = ((exponent_2 - 1) * 30103 + 3000000) / 100000 - 30;
    whole product = (whole)m * ten_to[DIGITS - 1 - exponent];
    if ((product >> shift) >= ten_to[DIGITS]) {
        exponent++;
        product = (whole)m * ten_to[DIGITS - 1 - exponent];
    }
    uint64_t digits = (uint64_t)(product >> shift);
    whole rest = product - ((whole)digits << shift), half = (whole)1 << (shift - 1);
    digits += rest > half || (rest == half && digits % 2 == 1);
    if (digits == ten_to[DIGITS]) {
        digits /= 10;
        exponent++;
    }
    *exponent_out = exponent;
    return digits;
}

size_t lam_number_text(double number, char text_out[LAM_NUMBER_TEXT]) {
    double magnitude = fabs(number);
    if (!(magnitude >= 1e-4 && magnitude < 999999999999999)) {
        return (size_t)lam_format(text_out, LAM_NUMBER_TEXT, "%.15g", number);
    }
    int exponent;
    uint64_t rest = round_digits(magnitude, &exponent);
    char digits[DIGITS], *to = text_out;
    for (int i = DIGITS; i-- > 0; rest /= 10) {
        digits[i] = (char)('0' + rest % 10);
    }
    int n = DIGITS; /* without the zeros at the end */
    while (digits[n - 1] == '0') {
        n--;
    }
    if (number < 0) {
        *to++ = '-';
    }
    int n_whole = exponent < 0 ? 0 : exponent + 1, n_zeros = exponent < 0 ? -exponent - 1 : 0;
    int n_copied = n < n_whole ? n : n_whole;
    memcpy(to, digits, (size_t)n_copied);
    memset(to + n_copied, '0', (size_t)(n_whole - n_copied));
    to += n_whole;
    if (n_whole == 0) {
        *to++ = '0';
    }
    if (n > n_whole) {
        *to++ = '.';
        memset(to, '0', (size_t)n_zeros);
        to += n_zeros;
        memcpy(to, digits + n_whole, (size_t)(n - n_whole));
        to += n - n_whole;
    }
    *to = '\0';
    return (size_t)(to - text_out);
}
