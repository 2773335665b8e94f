/* SPDX-License-Identifier: BSD-3-Clause
 * plot_sensors.c - what EEG and MEG sensors see, over time. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 32, MOST_ROWS_OF_SUMMARY = 12 };

lam_status plot_choose_sensors(const plot_figure *figure, const char *group,
                               const lam_sensor_set **set_out) {
    const plot_run *run = &figure->runs[0];
    const char *wanted = figure->options->signal;
    char list[512] = "";
    size_t length = strlen(group);
    bool is_meg = strcmp(group, "meg") == 0;
    LAM_TRY(plot_need_network(figure));
    if (wanted != NULL && strncmp(wanted, group, length) == 0 && wanted[length] == '/') {
        wanted += length + 1;
    }
    for (size_t i = 0; i < run->model->n_sensor_sets; i++) {
        const lam_sensor_set *set = &run->model->sensor_sets[i];
        char path[2 * PLOT_NAME];
        lam_format(path, sizeof path, "%s/%s", group, set->name);
        if (set->is_meg != is_meg || !plot_signal_exists(run, path)) {
            continue;
        }
        if (wanted == NULL || strcmp(wanted, set->name) == 0) {
            *set_out = set;
            return LAM_OK;
        }
        lam_text_append(list, sizeof list, "%s%s", list[0] == '\0' ? "" : ", ", set->name);
    }
    return list[0] == '\0'
               ? lam_fail(LAM_ERR_INPUT, "%s: no %s; accepted: the results of a run with --sensors",
                          run->facts->path, group)
               : lam_fail(LAM_ERR_INPUT, "--signal: '%s'; accepted: of %s: %s",
                          figure->options->signal, group, list);
}

/* One below the other if there are few, else one over the other. */
static lam_status add_signals(plot_figure *figure, const char *path, const lam_sensor_set *set) {
    double largest = 0, factor;
    char unit[LAM_SAVED_UNIT], shown[LAM_SAVED_UNIT] = "";
    plot_block(figure, "sensors");
    for (size_t i = 0; i < set->n; i++) {
        plot_signal signal;
        LAM_TRY(plot_signal_mean(figure, &figure->runs[0], path, i, &signal));
        for (size_t k = 0; k < signal.n; k++) {
            largest = fmax(largest, fabs(signal.mean[k]));
        }
        lam_format(shown, sizeof shown, "%s", signal.unit);
        plot_curve_at(figure, signal.n, signal.time_ms, signal.mean, 1, (double)i);
        plot_signal_free(&signal);
    }
    plot_unit(shown, largest, unit, &factor);
    lam_text_add(&figure->text, "\n\n");
    plot_word(figure, "unit", unit);
    plot_number(figure, "factor", factor);
    plot_number(figure, "largest", factor * largest);
    return LAM_OK;
}

static lam_status add_names(plot_figure *figure, const lam_sensor_set *set, bool are_rows) {
    char(*labels)[PLOT_NAME] = lam_alloc(set->n, sizeof *labels);
    const char **names = lam_alloc(set->n, sizeof *names);
    bool is_good = labels != NULL && names != NULL;
    for (size_t i = 0; i < set->n && is_good; i++) {
        if (set->names != NULL) {
            plot_short(set->names[i], labels[i]);
        } else {
            lam_format(labels[i], PLOT_NAME, "%zu", i);
        }
        names[i] = labels[i];
    }
    if (is_good) {
        plot_words(figure, "names", set->n, names);
        if (are_rows) {
            plot_number(figure, "margin_right", 210); /* of the scale bar */
        }
    }
    free(labels);
    free(names);
    return is_good ? LAM_OK : LAM_ERR_MEMORY;
}

static lam_status add(plot_figure *figure, const char *group) {
    const plot_run *run = &figure->runs[0];
    const lam_sensor_set *set = NULL;
    double from_ms, to_ms;
    char heading[2 * PLOT_NAME], path[2 * PLOT_NAME];
    LAM_TRY(plot_choose_sensors(figure, group, &set));
    LAM_TRY(plot_window(figure, run, &from_ms, &to_ms));
    lam_format(path, sizeof path, "%s/%s", group, set->name);
    lam_format(heading, sizeof heading, "%s at %zu sensors of %s", set->is_meg ? "MEG" : "EEG",
               set->n, set->name);
    if (run->n_trials > 1) {
        lam_text_append(heading, sizeof heading, ", mean of %zu trials", run->n_trials);
    }
    size_t most = figure->squeeze > 0 ? MOST_ROWS_OF_SUMMARY : MOST_ROWS;
    bool are_rows = set->n <= most;
    double height = are_rows ? 160 + 45 * (double)set->n : 700;
    plot_panel(figure, "sensors", height, heading);
    plot_number(figure, "from", from_ms);
    plot_number(figure, "to", to_ms);
    plot_count(figure, "are_rows", are_rows);
    plot_count(figure, "n_rows", set->n);
    LAM_TRY(add_names(figure, set, are_rows));
    return add_signals(figure, path, set);
}

lam_status plot_eeg(plot_figure *figure) {
    return add(figure, "eeg");
}

lam_status plot_meg(plot_figure *figure) {
    return add(figure, "meg");
}
