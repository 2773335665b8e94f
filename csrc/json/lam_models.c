/* SPDX-License-Identifier: BSD-3-Clause
 * lam_models.c - the models of a folder: found by name, or suggested for a name that is unknown. */
#include "base/lam_text_impl.h"
#include "json/lam_models_impl.h"
#include "json/lam_json_impl.h"
#include "base/lam_names_impl.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SUFFIX  ".json"
#define RESULTS "results.h5"

enum { MAX_PATH = 4096 };

static bool is_file(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int is_model(const struct dirent *entry) {
    const char *suffix = strstr(entry->d_name, SUFFIX);
    return suffix != NULL && suffix[strlen(SUFFIX)] == '\0';
}

void lam_models_unknown(const char *directory, const char *name, char text_out[LAM_MODELS_SIZE]) {
    struct dirent **entries = NULL;
    int n = directory == NULL ? 0 : scandir(directory, &entries, is_model, alphasort);
    size_t n_models = n > 0 ? (size_t)n : 0;
    const char **models = lam_alloc(n_models, sizeof *models);
    for (size_t i = 0; i < n_models; i++) {
        *strstr(entries[i]->d_name, SUFFIX) = '\0';
        if (models != NULL) {
            models[i] = entries[i]->d_name;
        }
    }
    n_models = models == NULL ? 0 : n_models; /* without memory none are listed */
    const char *nearest = lam_names_nearest(name, models, n_models, sizeof *models);
    snprintf(text_out, LAM_MODELS_SIZE, "%s%s%s%s accepted: a file%s",
             is_folder(name) ? "a folder without " RESULTS : "no such file or model",
             nearest == NULL ? ";" : ", did you mean ", nearest == NULL ? "" : nearest,
             nearest == NULL ? "" : "?", n_models > 0 ? ", or one of " : "");
    for (size_t i = 0; i < n_models; i++) {
        lam_text_append(text_out, LAM_MODELS_SIZE, "%s%s", i > 0 ? ", " : "", models[i]);
    }
    free(models);
    for (int i = 0; i < n; i++) {
        free(entries[i]);
    }
    free(entries);
}

lam_status lam_network_find(const char *what, const char *models_directory, const char *name,
                            char *path_out, size_t path_size) {
    char path[MAX_PATH], results[MAX_PATH + sizeof RESULTS + 1];
    bool is_path = strchr(name, '/') != NULL || is_file(name);
    int length = is_path ? snprintf(path, sizeof path, "%s", name)
                         : snprintf(path, sizeof path, "%s/%s" SUFFIX, models_directory, name);
    if (length < 0 || (size_t)length >= sizeof path) {
        return lam_fail(LAM_ERR_INPUT, "%s: a name of %zu characters; accepted: below %zu", what,
                        strlen(name), sizeof path);
    }
    const char *found = path;
    if (!is_file(path)) { /* a folder stands for the results in it */
        snprintf(results, sizeof results, "%.*s/" RESULTS, MAX_PATH - 1, name);
        if (!is_file(results)) {
            char reason[LAM_MODELS_SIZE];
            lam_models_unknown(models_directory, name, reason);
            return lam_fail(LAM_ERR_INPUT, "%s '%.200s': %s", what, name, reason);
        }
        found = results;
    }
    if (strlen(found) >= path_size) {
        return lam_fail(LAM_ERR_INPUT, "%s: a name of %zu characters; accepted: below %zu", what,
                        strlen(found), path_size);
    }
    strcpy(path_out, found);
    return LAM_OK;
}
