/* SPDX-License-Identifier: BSD-3-Clause
 * params_dump.c - networks as JSON, one on a line each, or the line that refuses them:
 * params_dump MODELS FILE ... */
#include "laminae.h"

#include <jansson.h>
#include <stdio.h>

static void dump(const char *path, const char *models) {
    lam_network_options options = {.models_directory = models};
    lam_network *network = NULL;
    json_t *line;
    if (lam_network_open(path, &options, &network) == LAM_OK) {
        line = json_pack("{s:o}", "network", json_loads(lam_network_json(network), 0, NULL));
    } else {
        line = json_pack("{s:s}", "error", lam_error());
    }
    json_dumpf(line, stdout, JSON_COMPACT | JSON_REAL_PRECISION(17));
    putchar('\n');
    json_decref(line);
    lam_network_destroy(network);
}

int main(int n, char **arguments) {
    for (int i = 2; i < n; i++) {
        dump(arguments[i], arguments[1]);
    }
    return 0;
}
