/* SPDX-License-Identifier: BSD-3-Clause
 * lam_machine.c - what the machine has. */
#include "base/lam_text_impl.h"

#include <unistd.h>

double lam_machine_memory(void) {
    return (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
}

double lam_machine_number(void) {
    char name[256] = "";
    gethostname(name, sizeof name - 1);
    return lam_text_sum(name);
}
