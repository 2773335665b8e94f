/* SPDX-License-Identifier: BSD-3-Clause
 * lam_clock.c - time that passes. */
#include "base/lam_status_impl.h"

#include <time.h>

double lam_now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}
