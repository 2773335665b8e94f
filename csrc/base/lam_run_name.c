/* SPDX-License-Identifier: BSD-3-Clause
 * lam_run_name.c - what a run of a network is called, and so the folder of its results. */
#include "base/lam_status_impl.h"

#include <libgen.h>
#include <stdlib.h>
#include <string.h>

/* The name of the folder that a file is in, the caller's to free; NULL: it has none. */
static char *folder_name(const char *path) {
    char *copy = strdup(path);
    char *folder = copy == NULL ? NULL : realpath(dirname(copy), NULL);
    char *name = folder == NULL ? NULL : strdup(basename(folder));
    free(folder);
    free(copy);
    return name;
}

lam_status lam_run_name(const char *network, const char *network_name, char *name_out,
                        size_t name_size) {
    const char *slash = strrchr(network, '/');
    const char *file = slash == NULL ? network : slash + 1;
    char *folder = strcmp(file, "network.json") == 0 ? folder_name(network) : NULL;
    const char *name = folder != NULL && folder[0] != '/' ? folder : network_name;
    bool fits = strlen(name) < name_size;
    if (fits) {
        strcpy(name_out, name);
    }
    free(folder);
    return fits ? LAM_OK
                : lam_fail(LAM_ERR_INPUT,
                           "network '%.200s': the name of its folder has %zu "
                           "characters or more; accepted: less",
                           network, name_size);
}
