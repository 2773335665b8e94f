/* SPDX-License-Identifier: BSD-3-Clause
 * gui_events.c - when drives would fire, before a run. */
#include "gui.h"

#include <math.h>
#include <stdlib.h>

/* Drawing more events than these takes longer than an eye waits: then some cells stand for all. */
enum { MOST_BINS = 2000, MOST_EVENTS = 200000 };

/* The events of one drive: how many, of how many cells, and in each bin over the run. */
typedef struct events {
    size_t n, n_cells, n_bins;
    double sum_ms, squares_ms2;
    size_t *counts; /* [n_bins] */
} events;

static lam_status count_cell(const lam_network *network, size_t drive, size_t cell, size_t trial,
                             events *found) {
    const lam_model *model = lam_network_model(network);
    double bins_per_ms = (double)found->n_bins / model->tstop_ms, *times_ms = NULL;
    size_t n = 0;
    LAM_TRY(lam_drive_events(network, drive, cell, trial, (int64_t)model->seed, model->tstop_ms, &n,
                             &times_ms));
    for (size_t i = 0; i < n; i++) {
        size_t bin = (size_t)(times_ms[i] * bins_per_ms);
        found->counts[bin < found->n_bins ? bin : found->n_bins - 1]++;
        found->sum_ms += times_ms[i];
        found->squares_ms2 += times_ms[i] * times_ms[i];
    }
    found->n += n;
    found->n_cells++;
    free(times_ms);
    return LAM_OK;
}

static size_t common_divisor(size_t a, size_t b) {
    return b == 0 ? a : common_divisor(b, a % b);
}

/* In steps that come to each cell once and leave no part of them out: cells onto one population
 * stand together. */
static lam_status count_events(const lam_network *network, size_t drive, size_t trial, size_t most,
                               events *found) {
    size_t n_cells = lam_network_model(network)->drives[drive].n_cells, step = n_cells * 5 / 8 + 1;
    while (common_divisor(step, n_cells) > 1) {
        step++;
    }
    for (size_t i = 0, cell = 0; i < n_cells && found->n < most; i++) {
        LAM_TRY(count_cell(network, drive, cell, trial, found));
        cell = (cell + step) % n_cells;
    }
    return LAM_OK;
}

static json_t *drive_of(const lam_model *model, const lam_drive *drive, const events *found) {
    double n = found->n > 0 ? (double)found->n : 1, mean_ms = found->sum_ms / n;
    double variance_ms2 = fmax(found->squares_ms2 / n - mean_ms * mean_ms, 0);
    json_t *counts = json_array();
    for (size_t i = 0; i < found->n_bins; i++) {
        json_array_append_new(counts, json_integer((json_int_t)found->counts[i]));
    }
    return json_pack("{s:s, s:s, s:s?, s:f, s:f, s:I, s:I, s:I, s:f, s:f, s:o}", "name",
                     drive->name, "kind", drive->kind, "location", drive->location, "from_ms", 0.0,
                     "to_ms", model->tstop_ms, "cells", (json_int_t)drive->n_cells, "cells_drawn",
                     (json_int_t)found->n_cells, "events", (json_int_t)found->n, "mean_ms", mean_ms,
                     "std_ms", sqrt(variance_ms2), "counts", counts);
}

static lam_status add_drive(const lam_network *network, size_t drive, size_t trial, size_t n_bins,
                            json_t *drives) {
    const lam_model *model = lam_network_model(network);
    events found = {.n_bins = n_bins, .counts = lam_alloc(n_bins, sizeof *found.counts)};
    if (found.counts == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = count_events(network, drive, trial, MOST_EVENTS / model->n_drives, &found);
    if (status == LAM_OK) {
        json_array_append_new(drives, drive_of(model, &model->drives[drive], &found));
    }
    free(found.counts);
    return status;
}

void gui_events(gui *g, const gui_request *request, gui_answer *answer) {
    lam_network *network = NULL;
    json_int_t trial = json_integer_value(json_object_get(request->json, "trial"));
    json_int_t bins = json_integer_value(json_object_get(request->json, "bins"));
    bins = bins < 1 || bins > MOST_BINS ? 100 : bins;
    json_t *drives = json_array();
    lam_status status = gui_spec_open(g, request->json, &network);
    size_t n = status == LAM_OK ? lam_network_model(network)->n_drives : 0;
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        status = add_drive(network, i, trial < 0 ? 0 : (size_t)trial, (size_t)bins, drives);
    }
    if (status == LAM_OK) {
        gui_say(answer, json_pack("{s:O}", "drives", drives));
    } else {
        gui_refuse_status(answer, status);
    }
    json_decref(drives);
    lam_network_destroy(network);
}
