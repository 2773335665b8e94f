/* SPDX-License-Identifier: BSD-3-Clause
 * plot_options.c - what is to be drawn. */
#include "plot.h"
#include "words.h"

#include <math.h>
#include <string.h>

lam_status plot_options_read(int n_words, char **words, plot_options *options_out) {
    plot_options o = {.from_ms = NAN, .to_ms = NAN, .samples = 4000, .n_results = 0};
    o.scale = o.smooth_ms = o.bin_ms = o.at_ms = o.cell = NAN;
    word_list results = {o.results, .n = 0, .most = PLOT_MOST_RESULTS};
    word_list changes = {o.changes, .n = 0, .most = PLOT_MOST_CHANGES};
    word_list probes = {o.probes, .n = 0, .most = PLOT_MOST_CHANGES};
    const word known[] = {
        {"results", .list = &results},      {"kind", .text = &o.kind},
        {"trials", .text = &o.trials},      {"compare", .text = &o.compare},
        {"signal", .text = &o.signal},      {"freq", .text = &o.freq},
        {"title", .text = &o.title},        {"units", .text = &o.units},
        {"data", .text = &o.data},          {"from", .number = &o.from_ms},
        {"to", .number = &o.to_ms},         {"scale", .number = &o.scale},
        {"smooth", .number = &o.smooth_ms}, {"bin", .number = &o.bin_ms},
        {"at", .number = &o.at_ms},         {"samples", .number = &o.samples},
        {"cell", .number = &o.cell},        {"models", .text = &o.models},
        {"mean", .flag = &o.mean},          {"drives", .text = &o.drives},
        {"sensors", .text = &o.sensors},    {"set", .list = &changes},
        {"probe", .list = &probes},
    };
    LAM_TRY(words_read("plot", sizeof known / sizeof *known, known, n_words, words));
    o.n_results = results.n;
    o.n_changes = changes.n;
    o.n_probes = probes.n;
    if (o.n_results == 0) {
        return lam_fail(LAM_ERR_INPUT, "no results given; accepted: the folder of a run");
    }
    *options_out = o;
    return LAM_OK;
}

/* Whether a list such as "dipole, layers" has the name. */
static bool is_listed(const char *name, const char *list) {
    size_t length = strlen(name);
    for (const char *at = strstr(list, name); at != NULL; at = strstr(at + 1, name)) {
        bool begins = at == list || at[-1] == ' ', ends = at[length] == ',' || at[length] == '\0';
        if (begins && ends) {
            return true;
        }
    }
    return false;
}

#define CURVES    "dipole, layers, psd, tfr"
#define SPIKES    "raster, hist, drives"
#define SENSORS   "eeg, meg, topography"
#define NETWORKS  "cells, morphology, connectivity"
#define OVER_TIME CURVES ", " SPIKES ", lfp, csd, laminar, traces, " SENSORS ", summary, movie"

/* All kinds have a --title. */
lam_status plot_options_check(const plot_options *o) {
    const struct {
        const char *name;
        bool is_given;
        const char *kinds;
    } uses[] = {
        {"trials", o->trials != NULL, OVER_TIME},
        {"from", !isnan(o->from_ms), OVER_TIME},
        {"to", !isnan(o->to_ms), OVER_TIME},
        {"mean", o->mean, "dipole, layers, tfr, summary"},
        {"compare", o->compare != NULL, "dipole, layers"},
        {"scale", !isnan(o->scale), CURVES ", summary, movie"},
        {"smooth", !isnan(o->smooth_ms), CURVES ", summary, movie"},
        {"signal", o->signal != NULL,
         "dipole, psd, tfr, lfp, csd, laminar, traces, " SENSORS ", connectivity"},
        {"freq", o->freq != NULL, "psd, tfr"},
        {"bin", !isnan(o->bin_ms), "hist, drives, summary"},
        {"at", !isnan(o->at_ms), "topography"},
        {"cell", !isnan(o->cell), "connectivity"},
        {"set", o->n_changes > 0, NETWORKS},
        {"drives", o->drives != NULL, NETWORKS},
        {"probe", o->n_probes > 0, NETWORKS},
        {"sensors", o->sensors != NULL, NETWORKS},
        {"units", o->units != NULL, CURVES},
        {"data", o->data != NULL, CURVES},
    };
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        if (uses[i].is_given && !is_listed(o->kind, uses[i].kinds)) {
            return lam_fail(LAM_ERR_INPUT, "--%s: not of --kind %s; accepted: %s", uses[i].name,
                            o->kind, uses[i].kinds);
        }
    }
    return LAM_OK;
}
