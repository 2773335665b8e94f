/* SPDX-License-Identifier: BSD-3-Clause
 * lam_folder_names.c - the names of results in their folder, and of their parts. */
#include "results/lam_folder_impl.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DIGITS "0123456789"

/* Is it PREFIX, digits, SUFFIX and nothing else? */
static bool is_numbered(const char *name, const char *prefix, const char *suffix) {
    if (strncmp(name, prefix, strlen(prefix)) != 0) {
        return false;
    }
    const char *number = name + strlen(prefix);
    size_t n_digits = strspn(number, DIGITS);
    return n_digits > 0 && strcmp(number + n_digits, suffix) == 0;
}

/* lfp_NAME_0.txt holds the potentials of an electrode array, whose name has no dot. Other signals
 * have such names, too. */
static bool is_signal(const char *name, const char *kind) {
    size_t n = strlen(kind);
    const char *number = strrchr(name, '_');
    return strncmp(name, kind, n) == 0 && number > name + n && is_numbered(number, "_", ".txt") &&
           strcspn(name, ".") == strlen(name) - 4;
}

/* laminar_NAME.png is the figure of an array. */
static bool is_figure(const char *name) {
    const char *dot = strchr(name, '.');
    return strncmp(name, "laminar_", 8) == 0 && dot > name + 8 && strcmp(dot, ".png") == 0;
}

bool lam_folder_is_result(const char *name) {
    static const char *const signals[] = {"lfp_", "csd_", "current_density_", "eeg_", "meg_"};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        if (is_signal(name, signals[i])) {
            return true;
        }
    }
    return strcmp(name, LAM_RESULTS_NAME) == 0 || strcmp(name, "summary.png") == 0 ||
           strcmp(name, "dipole_mean.txt") == 0 || is_numbered(name, "dipole_", ".txt") ||
           is_numbered(name, "spikes_", ".txt") || is_figure(name);
}

bool lam_folder_is_traces(const char *name) {
    return is_numbered(name, LAM_TRACES, ".part");
}

/* A part is called .NAME.PID.part. If NAME is the name of a result, it goes to result_out. */
bool lam_folder_is_part(const char *name, char result_out[LAM_PART_SIZE]) {
    const char *dot = strchr(name, '.') == name ? strchr(name + 1, '.') : NULL;
    for (; dot != NULL; dot = strchr(dot + 1, '.')) {
        if (is_numbered(dot, ".", ".part")) {
            snprintf(result_out, LAM_PART_SIZE, "%.*s", (int)(dot - name - 1), name + 1);
            return lam_folder_is_result(result_out);
        }
    }
    return false;
}

void lam_folder_part_name(const char *result, long process, char name_out[LAM_PART_SIZE]) {
    snprintf(name_out, LAM_PART_SIZE, ".%.*s.%ld.part", NAME_MAX, result, process);
}

void lam_folder_own_part(const char *result, char name_out[LAM_PART_SIZE]) {
    lam_folder_part_name(result, (long)getpid(), name_out);
}

/* The same for parts of this process. */
bool lam_folder_is_own_part(const char *name, char result_out[LAM_PART_SIZE]) {
    char own[LAM_PART_SIZE];
    if (!lam_folder_is_part(name, result_out)) {
        return false;
    }
    lam_folder_own_part(result_out, own);
    return strcmp(name, own) == 0;
}

bool lam_folder_may_hold(const char *name) {
    char result[LAM_PART_SIZE];
    return strcmp(name, LAM_LOCK_NAME) == 0 || lam_folder_is_result(name) ||
           lam_folder_is_traces(name) || lam_folder_is_part(name, result);
}
