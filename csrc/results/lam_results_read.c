/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results_read.c - reads back the network and the options that a run stored with its results.
 */
#include "base/lam_file_impl.h"
#include "results/lam_results_impl.h"
#include "base/lam_status_impl.h"
#include "base/lam_text_impl.h"

#include <hdf5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TEXT = 1 << 30 }; /* bytes */

/* Reads a text of fixed or variable length and ends it by a 0. The caller frees it. NULL: it cannot
 * be read. */
static char *read_text(hid_t dataset) {
    hid_t type = H5Dget_type(dataset);
    char *text = NULL;
    if (type >= 0 && H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) > 0) {
        char *held = NULL;
        if (H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, &held) >= 0 && held != NULL) {
            text = strdup(held);
            H5free_memory(held);
        }
    } else if (type >= 0 && H5Tget_class(type) == H5T_STRING && H5Tget_size(type) < MAX_TEXT) {
        text = lam_alloc(H5Tget_size(type) + 1, 1);
        if (text != NULL && H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, text) < 0) {
            free(text);
            text = NULL;
        }
    }
    if (type >= 0) {
        H5Tclose(type);
    }
    return text;
}

/* It must be one text, not a list. */
static bool is_one(hid_t dataset) {
    hid_t space = H5Dget_space(dataset);
    bool one = space >= 0 && H5Sget_simple_extent_npoints(space) == 1;
    if (space >= 0) {
        H5Sclose(space);
    }
    return one;
}

/* Reads the text of a dataset. The caller frees it. NULL: it cannot be read. */
static char *read_from(const char *path, const char *name) {
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    hid_t dataset = file < 0 ? -1 : H5Dopen2(file, name, H5P_DEFAULT);
    char *text = dataset >= 0 && is_one(dataset) ? read_text(dataset) : NULL;
    if (dataset >= 0) {
        H5Dclose(dataset);
    }
    if (file >= 0) {
        H5Fclose(file);
    }
    return text;
}

lam_status lam_results_network(const char *path, char **json_out) {
    char *text = read_from(path, "/network/json");
    if (text == NULL) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: no text /network/json that can be read; accepted: the "
                        "results.h5 of a run",
                        path);
    }
    *json_out = text;
    return LAM_OK;
}

lam_status lam_results_option(const char *path, const char *name, char **value_out) {
    lam_text value = {.bytes = NULL};
    char *text = lam_file_is_hdf5(path) ? read_from(path, "/options") : NULL, *rest = text;
    size_t n = strlen(name);
    for (char *line; rest != NULL && (line = strsep(&rest, "\n")) != NULL;) {
        if (strncmp(line, name, n) == 0 && line[n] == ' ' && line[n + 1] != '\0') {
            lam_text_add(&value, "%s%s", value.n > 0 ? "\n" : "", line + n + 1);
        }
    }
    free(text);
    return lam_text_take(&value, value_out);
}
