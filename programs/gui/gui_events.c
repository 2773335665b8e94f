/* SPDX-License-Identifier: BSD-3-Clause
 * gui_events.c - when drives would fire, before a run. */
#include "gui.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_BINS = 2000 };

/* Counts of a drive's events, [bins] over the run. */
static lam_status count_events(const lam_network *network, size_t drive, size_t trial,
                               size_t n_bins, double *counts, size_t *n_events_out) {
    const lam_model *model = lam_network_model(network);
    size_t n_cells = model->drives[drive].n_cells;
    *n_events_out = 0;
    for (size_t cell = 0; cell < n_cells; cell++) {
        size_t n = 0;
        double *times_ms = NULL;
        LAM_TRY(lam_drive_events(network, drive, cell, trial, (int64_t)model->seed, model->tstop_ms,
                                 &n, &times_ms));
        for (size_t i = 0; i < n; i++) {
            size_t bin = (size_t)(times_ms[i] / model->tstop_ms * (double)n_bins);
            counts[bin < n_bins ? bin : n_bins - 1] += 1;
        }
        *n_events_out += n;
        free(times_ms);
    }
    return LAM_OK;
}

static lam_status add_drive(const lam_network *network, size_t drive, size_t trial, size_t n_bins,
                            json_t *drives) {
    const lam_model *model = lam_network_model(network);
    double *counts = lam_alloc(n_bins, sizeof *counts);
    size_t n_events = 0;
    if (counts == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = count_events(network, drive, trial, n_bins, counts, &n_events);
    json_t *list = json_array();
    for (size_t i = 0; i < n_bins; i++) {
        json_array_append_new(list, json_integer((json_int_t)counts[i]));
    }
    free(counts);
    const lam_drive *d = &model->drives[drive];
    json_array_append_new(drives,
                          json_pack("{s:s, s:s, s:s?, s:f, s:f, s:I, s:I, s:o}", "name", d->name,
                                    "kind", d->kind, "location", d->location, "from_ms", 0.0,
                                    "to_ms", model->tstop_ms, "cells", (json_int_t)d->n_cells,
                                    "events", (json_int_t)n_events, "counts", list));
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
