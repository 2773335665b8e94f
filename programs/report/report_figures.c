/* SPDX-License-Identifier: BSD-3-Clause
 * report_figures.c - which kinds of figures the results have data for, and where they stand. */
#include "report.h"

#include <stdint.h>
#include <string.h>

typedef bool test(const report_run *run);

static bool has_dipole(const report_run *run) {
    return run->facts->n_dipoles > 0;
}

static bool has_layers(const report_run *run) {
    return run->facts->n_dipoles > 1;
}

static bool has_group(const report_run *run, const char *group) {
    char **names = NULL;
    size_t n = 0;
    bool has = run->network != NULL &&
               lam_saved_names(run->saved, run->facts->trials[0], group, &n, &names) == LAM_OK;
    lam_saved_free_names(n, names);
    return has && n > 0;
}

static bool has_network(const report_run *run) {
    return run->network != NULL;
}

static bool has_drives(const report_run *run) {
    bool has = false;
    for (size_t i = 0; i < run->facts->n_populations; i++) {
        has = has || run->facts->populations[i].is_drive;
    }
    return has;
}

static bool has_lfp(const report_run *run) {
    return has_group(run, "extracellular");
}

static bool has_csd(const report_run *run) {
    return has_group(run, "csd");
}

static bool has_traces(const report_run *run) {
    return has_group(run, "cells");
}

static bool has_eeg(const report_run *run) {
    return has_group(run, "eeg");
}

static bool has_meg(const report_run *run) {
    return has_group(run, "meg");
}

static bool has_sensors(const report_run *run) {
    return has_eeg(run) || has_meg(run);
}

static const struct figure {
    const char *kind;
    bool together; /* all results in one figure */
    test *is_there;
    const char *caption; /* for those who do not see the figure, too */
} figures[] = {
    {"dipole", true, has_dipole, "Current dipole: trials, their mean, and when the drives arrive."},
    {"layers", true, has_layers, "Current dipole of each layer, and their sum."},
    {"psd", true, has_dipole, "Power spectral density of the dipole."},
    {"drives", false, has_drives, "Spikes of each drive over time."},
    {"raster", false, has_network, "Spikes of the cells over time, populations from the pia down."},
    {"hist", false, has_network, "Firing rates of the populations over time."},
    {"tfr", false, has_dipole, "Power of the dipole over time and frequency."},
    {"lfp", false, has_lfp, "Extracellular potentials over time, each contact at its depth."},
    {"csd", false, has_csd, "Current source density over time and depth."},
    {"eeg", false, has_eeg, "What the EEG sensors see over time."},
    {"meg", false, has_meg, "What the MEG sensors see over time."},
    {"topography", false, has_sensors, "EEG and MEG over the head."},
    {"traces", false, has_traces, "What was recorded in cells, over time."},
};
enum { N_FIGURES = sizeof figures / sizeof *figures };

/* Those that are drawn together are of the runs first to last, of which each has the data. */
static bool is_drawn(const report *of, const struct figure *figure, size_t first, size_t last) {
    bool is = true;
    for (size_t i = first; i <= last; i++) {
        is = is && figure->is_there(&of->runs[i]);
    }
    return is;
}

lam_status report_figures(const report *of, lam_text *page) {
    for (size_t k = 0; k < N_FIGURES; k++) {
        const struct figure *figure = &figures[k];
        if (figure->together && is_drawn(of, figure, 0, of->n - 1)) {
            lam_text_add(page, "%s %s 1 %zu\n", figure->kind, figure->kind, of->n);
        }
        for (size_t i = 0; i < of->n && !figure->together; i++) {
            if (is_drawn(of, figure, i, i)) {
                lam_text_add(page, "%s_%zu %s %zu %zu\n", figure->kind, i + 1, figure->kind, i + 1,
                             i + 1);
            }
        }
    }
    return LAM_OK;
}

lam_status report_show_figures(const report *of, size_t run, lam_text *page) {
    for (size_t k = 0; k < N_FIGURES; k++) {
        const struct figure *figure = &figures[k];
        bool together = run == SIZE_MAX;
        size_t first = together ? 0 : run, last = together ? of->n - 1 : run;
        char name[64];
        if (figure->together != together || !is_drawn(of, figure, first, last)) {
            continue;
        }
        if (together) {
            lam_format(name, sizeof name, "%s", figure->kind);
        } else {
            lam_format(name, sizeof name, "%s_%zu", figure->kind, run + 1);
        }
        lam_text_add(
            page,
            "<figure id=\"%s\">\n<figcaption id=\"%s_caption\">%s</figcaption>\n"
            "<div class=\"paper\" tabindex=\"0\" role=\"group\" aria-label=\"Figure: %s\">\n",
            name, name, figure->caption, figure->caption);
        html_insert(page, name);
        lam_text_add(page, "</div>\n</figure>\n");
    }
    return LAM_OK;
}
