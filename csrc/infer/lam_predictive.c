/* SPDX-License-Identifier: BSD-3-Clause
 * lam_predictive.c - what runs of a posterior's particles look like beside the data:
 * predictive.csv, quantiles of their curves at each time. */
#include "base/lam_file_impl.h"
#include "base/lam_text_impl.h"
#include "laminae.h"

#include <string.h>

enum { QUANTILES = 5 };

lam_status lam_predictive_write(const lam_particles *curves, double from_ms, double dt_ms,
                                const double *data, const char *unit, const char *folder) {
    static const double u[QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};
    static const char *const names[QUANTILES + 1] = {"q05", "q25", "q50", "q75", "q95", "data"};
    bool is_nAm = strcmp(unit, "nAm") == 0;
    lam_text text = {.bytes = NULL};
    lam_text_add(&text, "time_ms");
    for (size_t k = 0; k <= QUANTILES; k++) {
        lam_text_add(&text, is_nAm ? ",%s" : ",%s_%s", names[k], unit);
    }
    for (size_t i = 0; i < curves->n_parameters; i++) {
        double values[QUANTILES];
        lam_status status = lam_particles_quantiles(curves, i, QUANTILES, u, values);
        if (status != LAM_OK) {
            lam_text_free(&text);
            return status;
        }
        lam_text_add(&text, "\n%.10g", from_ms + (double)i * dt_ms);
        for (size_t k = 0; k <= QUANTILES; k++) {
            lam_text_add(&text, ",");
            lam_text_add_number(&text, k < QUANTILES ? values[k] : data[i]);
        }
    }
    lam_text_add(&text, "\n");
    return lam_file_write_in(folder, "predictive.csv", &text);
}
