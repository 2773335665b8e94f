/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fit_profile_write.c - profiles as files: profile.csv, their points; profile.json, what they
 * say. */
#include "base/lam_file_impl.h"
#include "base/lam_text_impl.h"
#include "laminae.h"

#include <math.h>
#include <string.h>

/* What is not finite is nothing. */
static void add(lam_text *text, const char *before, double number) {
    lam_text_add(text, "%s", before);
    if (isfinite(number)) {
        lam_text_add_number(text, number);
    } else {
        lam_text_add(text, "null");
    }
}

static lam_status write_points(const lam_fit_profile *profile, const char *const *names,
                               const char *folder) {
    size_t n = profile->n_parameters;
    lam_text text = {.bytes = NULL};
    lam_text_add(&text, "parameter,value,objective");
    for (size_t i = 0; i < n; i++) {
        lam_text_add(&text, ",");
        lam_text_add_cell(&text, strlen(names[i]), names[i]);
    }
    for (size_t row = 0; row < n * LAM_FIT_PROFILE_POINTS; row++) {
        size_t k = row / LAM_FIT_PROFILE_POINTS;
        if (isnan(profile->objective[row])) {
            continue;
        }
        lam_text_add(&text, "\n");
        lam_text_add_cell(&text, strlen(names[k]), names[k]);
        lam_text_add(&text, ",");
        lam_text_add_number(&text, profile->points[row * n + k]);
        lam_text_add(&text, ",");
        if (isfinite(profile->objective[row])) {
            lam_text_add_number(&text, profile->objective[row]);
        } else {
            lam_text_add(&text, "nan"); /* it failed */
        }
        for (size_t i = 0; i < n; i++) {
            lam_text_add(&text, ",");
            lam_text_add_number(&text, profile->points[row * n + i]);
        }
    }
    lam_text_add(&text, "\n");
    return lam_file_write_in(folder, "profile.csv", &text);
}

lam_status lam_fit_profile_write(const lam_fit_profile *profile, const char *const *names,
                                 const char *folder) {
    size_t n = profile->n_parameters, middle = LAM_FIT_PROFILE_SIDE;
    lam_text text = {.bytes = NULL};
    LAM_TRY(write_points(profile, names, folder));
    lam_text_add(&text, "{\n  \"laminae\": \"%s\",\n  \"evaluations\": %zu,\n", LAM_VERSION,
                 profile->n_evaluations);
    add(&text, "  \"objective\": ", profile->objective[middle]);
    add(&text, ",\n  \"limit\": ", profile->limit);
    lam_text_add(&text, ",\n  \"parameters\": {");
    for (size_t k = 0; k < n; k++) {
        size_t row = k * LAM_FIT_PROFILE_POINTS + middle;
        lam_text_add(&text, "%s\n    ", k > 0 ? "," : "");
        lam_text_add_string(&text, names[k]);
        lam_text_add(&text, ": {");
        add(&text, "\"best\": ", profile->points[row * n + k]);
        add(&text, ", \"low\": ", profile->low[k]);
        add(&text, ", \"high\": ", profile->high[k]);
        lam_text_add(&text, "}");
    }
    lam_text_add(&text, "\n  }\n}\n");
    return lam_file_write_in(folder, "profile.json", &text);
}
