/* SPDX-License-Identifier: BSD-3-Clause
 * lam_denormals.c - the mode of the processor in which denormal numbers are zero. */
#include "base/lam_status_impl.h"

#ifdef __SSE2__
#include <immintrin.h>
#endif

bool lam_flush_denormals(bool flush) {
#ifdef __SSE2__
    unsigned bits = _MM_FLUSH_ZERO_MASK | 0x0040; /* results, and operands (denormals are zeros) */
    unsigned before = _mm_getcsr();
    _mm_setcsr(flush ? before | bits : before & ~bits);
    return (before & bits) == bits;
#else
    (void)flush;
    return false;
#endif
}
