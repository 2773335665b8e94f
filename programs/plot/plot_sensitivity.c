/* SPDX-License-Identifier: BSD-3-Clause
 * plot_sensitivity.c - which parameters of a sweep its numbers depend on: Sobol's indices with
 * their intervals, or changes for 1 % of each parameter. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NUMBERS = 12 };

/* Bars, each with the ends of an interval, of each parameter. */
static void add_bars(plot_figure *figure, const char *key, size_t n, const lam_sensitivity *of,
                     bool is_total, double *room) {
    char name[PLOT_NAME];
    const char *const ends[] = {"", "_low", "_high"};
    for (size_t e = 0; e < 3; e++) {
        for (size_t k = 0; k < n; k++) {
            const lam_sobol_share *share = is_total ? &of[k].total : &of[k].first;
            const double values[] = {share->share, share->low, share->high};
            room[k] = isfinite(values[e]) ? values[e] : values[0];
        }
        lam_format(name, sizeof name, "%s%s", key, ends[e]);
        plot_numbers(figure, name, n, room);
    }
}

static void begin(plot_figure *figure, const lam_design *design, const char *number,
                  bool are_shares) {
    size_t n = design->n_parameters;
    const char **names = lam_alloc(n, sizeof *names);
    for (size_t k = 0; k < n && names != NULL; k++) {
        names[k] = design->parameters[k].path;
    }
    char heading[2 * PLOT_NAME];
    lam_format(heading, sizeof heading, "%.100s: %s", number,
               are_shares ? "shares of its variance, with 95 % intervals"
                          : "change (%) for 1 % of the parameter");
    plot_panel(figure, "sensitivity", 64 + (are_shares ? 64 : 44) * (double)n, heading);
    if (names != NULL) {
        plot_margin(figure, "margin_left", n, names, 20);
        plot_words(figure, "names", n, names);
    }
    figure->text.out_of_memory = figure->text.out_of_memory || names == NULL;
    plot_number(figure, "margin_right", 230);
    plot_count(figure, "n_rows", n);
    plot_count(figure, "are_shares", are_shares);
    free(names);
}

/* A panel, if the number varies. found: room for n, values: for n numbers. */
static lam_status add_number(plot_figure *figure, const lam_swept *swept, const char *name,
                             size_t column, lam_sensitivity *found, double *values) {
    const lam_design *design = lam_spec_design(lam_swept_spec(swept));
    size_t n = design->n_parameters;
    size_t n_used;
    bool varies = false;
    if (design->kind != LAM_DESIGN_DIFFERENCES) {
        LAM_TRY(lam_swept_shares(swept, column, found, &n_used));
        if (n_used > 0) {
            begin(figure, design, name, true);
            add_bars(figure, "first", n, found, false, values);
            add_bars(figure, "total", n, found, true, values);
        }
        return LAM_OK;
    }
    LAM_TRY(lam_swept_changes(swept, column, values));
    for (size_t k = 0; k < n; k++) {
        varies = varies || (isfinite(values[k]) && values[k] != 0);
        values[k] = isfinite(values[k]) ? values[k] : 0;
    }
    if (varies) {
        begin(figure, design, name, false);
        plot_numbers(figure, "change", n, values);
    }
    return LAM_OK;
}

static lam_status add_all(plot_figure *figure, const lam_swept *swept) {
    size_t n = lam_spec_design(lam_swept_spec(swept))->n_parameters;
    size_t n_numbers = lam_swept_size(swept, "numbers");
    char *lines = NULL;
    lam_sensitivity *found = lam_alloc(n, sizeof *found);
    double *values = lam_alloc(n, sizeof *values);
    lam_status status = found == NULL || values == NULL ? LAM_ERR_MEMORY : LAM_OK;
    status = status == LAM_OK && n_numbers > 0 ? lam_swept_names(swept, "numbers", &lines) : status;
    const char *name = lines;
    for (size_t i = 0; (i == 0 || i < n_numbers) && status == LAM_OK; i++) { /* 0: it is said */
        size_t length = name == NULL ? 0 : strcspn(name, "\n");
        char number[PLOT_NAME];
        lam_format(number, sizeof number, "%.*s", (int)length, name == NULL ? "" : name);
        if (figure->n_panels < MOST_NUMBERS) {
            status = add_number(figure, swept, number, i, found, values);
        }
        name = name == NULL || name[length] == '\0' ? NULL : name + length + 1;
    }
    free(lines);
    free(found);
    free(values);
    return status != LAM_OK || figure->n_panels > 0
               ? status
               : lam_fail(LAM_ERR_INPUT,
                          "'%s': no number varies; accepted: a sweep with one that does",
                          lam_swept_path(swept));
}

lam_status plot_sensitivity(plot_figure *figure) {
    lam_swept *swept = NULL;
    LAM_TRY(lam_swept_open(figure->options->results[0], &swept));
    lam_status status = add_all(figure, swept);
    lam_swept_close(swept);
    return status;
}
