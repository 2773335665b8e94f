/* SPDX-License-Identifier: BSD-3-Clause
 * lam_machine.c - what the machine has. */
#include "base/lam_status_impl.h"

#include <unistd.h>

double lam_machine_memory(void) {
    return (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
}
