/* SPDX-License-Identifier: BSD-3-Clause
 * t17x_hnn.h - for the tests of the translation of HNN-core's network file: the small network
 * opened, changed in one place, refused. */
#ifndef LAM_T17X_HNN_H
#define LAM_T17X_HNN_H

#include "t17x_hnn_small.h"
#include "t1xx_file.h"
#include "scratch.h"

#include <sys/stat.h>
#include <unistd.h>

/* Open a text as the file network.json of a folder called "hnn small". */
static inline lam_status open_hnn(const char *text, double inplane_distance_um,
                                  lam_network **network_out) {
    char folder[SCRATCH_SIZE], path[SCRATCH_SIZE + 40];
    lam_network_options options = {.inplane_distance_um = inplane_distance_um};
    scratch_folder(folder);
    snprintf(path, sizeof path, "%s/hnn small", folder);
    cr_assert_eq(mkdir(path, 0700), 0);
    strcat(path, "/network.json");
    write_file(path, text, strlen(text));
    lam_status status = lam_network_open(path, &options, network_out);
    remove(path);
    *strrchr(path, '/') = '\0';
    rmdir(path);
    rmdir(folder);
    return status;
}

/* The small network with one replacement; the caller destroys. */
static inline lam_network *hnn_network(const char *old, const char *new_text) {
    lam_network *network = NULL;
    char *text = replaced(hnn_small, old, new_text);
    GOOD(open_hnn(text, 0, &network));
    free(text);
    return network;
}

/* The small network with one replacement is refused by a line that holds this. */
static inline void hnn_refused(const char *old, const char *new_text, const char *line) {
    lam_network *network = (lam_network *)&network;
    char *text = replaced(hnn_small, old, new_text);
    cr_assert_eq(open_hnn(text, 0, &network), LAM_ERR_INPUT, "%s", line);
    cr_assert_eq((void *)network, (void *)&network, "the output was touched");
    cr_assert_not_null(strstr(lam_error(), "network.json: "), "%s", lam_error());
    cr_assert_not_null(strstr(lam_error(), line), "expected \"%s\"\nhave     \"%s\"", line,
                       lam_error());
    cr_assert_null(strpbrk(lam_error(), "\n\r"));
    free(text);
}

#endif
