/* SPDX-License-Identifier: BSD-3-Clause
 * plot_connectivity.c - how strongly populations and drives project onto populations: a matrix for
 * each receptor. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>

enum { MOST_RECEPTORS = 8, MOST_SAMPLES = 24 };

typedef struct matrices {
    size_t n_receptors, n_sources, n_targets;
    const char *receptors[MOST_RECEPTORS];
    size_t *sources, *targets; /* populations, as they are drawn */
    double *sums_uS;           /* [n_receptors][n_populations][n_populations]: onto one cell */
} matrices;

static void free_matrices(matrices *m) {
    free(m->sources);
    free(m->targets);
    free(m->sums_uS);
}

const char *plot_receptor_of(const lam_model *model, const lam_connection *connection) {
    const lam_population *target = &model->populations[connection->target];
    return model->cell_types[target->cell_type].receptors[connection->receptor].name;
}

bool plot_receptor_is_wanted(const plot_figure *figure, const lam_connection *connection) {
    const char *wanted = figure->options->signal;
    return wanted == NULL ||
           strcmp(wanted, plot_receptor_of(figure->runs[0].model, connection)) == 0;
}

/* Refuses a --signal that is no receptor of the network's connections. */
static lam_status check_receptor(const plot_figure *figure) {
    const plot_run *run = &figure->runs[0];
    char list[512] = "";
    for (size_t i = 0; i < run->model->n_connections; i++) {
        const char *receptor = plot_receptor_of(run->model, &run->model->connections[i]);
        if (plot_receptor_is_wanted(figure, &run->model->connections[i])) {
            return LAM_OK;
        }
        if (strstr(list, receptor) == NULL) {
            lam_text_append(list, sizeof list, "%s%s", list[0] == '\0' ? "" : ", ", receptor);
        }
    }
    return run->model->n_connections == 0
               ? lam_fail(LAM_ERR_INPUT, "%s: no connections; accepted: a network with some",
                          run->path)
               : lam_fail(LAM_ERR_INPUT, "--signal: '%s'; accepted: a receptor: %s",
                          figure->options->signal, list);
}

/* SIZE_MAX: there are too many. */
static size_t place_of(matrices *m, const char *receptor) {
    for (size_t i = 0; i < m->n_receptors; i++) {
        if (strcmp(m->receptors[i], receptor) == 0) {
            return i;
        }
    }
    if (m->n_receptors == MOST_RECEPTORS) {
        return SIZE_MAX;
    }
    m->receptors[m->n_receptors] = receptor;
    return m->n_receptors++;
}

lam_status plot_synapses_onto(const plot_run *run, size_t connection, size_t target_gid,
                              plot_synapses *synapses_out) {
    double n_sections = (double)run->model->connections[connection].n_sections;
    size_t most = 0;
    *synapses_out = (plot_synapses){.n = 0};
    LAM_TRY(lam_network_candidates(run->network, connection, target_gid, INFINITY, &most));
    double *lists = lam_alloc(3 * most, sizeof *lists);
    if (lists == NULL) {
        return LAM_ERR_MEMORY;
    }
    *synapses_out = (plot_synapses){.gid = lists, .weight_uS = lists + most};
    lam_status status =
        lam_network_sources(run->network, connection, target_gid, INFINITY, &synapses_out->n, lists,
                            lists + most, lists + 2 * most);
    for (size_t i = 0; i < synapses_out->n && status == LAM_OK; i++) {
        synapses_out->weight_uS[i] = fabs(synapses_out->weight_uS[i]) * n_sections;
    }
    if (status != LAM_OK) {
        free(lists);
        *synapses_out = (plot_synapses){.n = 0};
    }
    return status;
}

/* The sum over sources of their weights onto a target cell, mean of some target cells. */
static lam_status mean_sum(const plot_run *run, size_t index, double *sum_uS) {
    const lam_connection *connection = &run->model->connections[index];
    const lam_population *target = &run->model->populations[connection->target];
    size_t n_cells = target->end_gid - target->first_gid;
    size_t n_samples = n_cells < MOST_SAMPLES ? n_cells : MOST_SAMPLES;
    for (size_t i = 0; i < n_samples; i++) {
        plot_synapses s;
        LAM_TRY(plot_synapses_onto(run, index, target->first_gid + i * n_cells / n_samples, &s));
        for (size_t k = 0; k < s.n; k++) {
            *sum_uS += s.weight_uS[k] / (double)n_samples;
        }
        free(s.gid);
    }
    return LAM_OK;
}

static lam_status fill(const plot_figure *figure, matrices *m) {
    const plot_run *run = &figure->runs[0];
    const lam_model *model = run->model;
    size_t n = model->n_populations;
    m->sources = lam_alloc(n, sizeof *m->sources);
    m->targets = lam_alloc(n, sizeof *m->targets);
    m->sums_uS = lam_alloc(MOST_RECEPTORS * n * n, sizeof *m->sums_uS);
    if (m->sources == NULL || m->targets == NULL || m->sums_uS == NULL) {
        return LAM_ERR_MEMORY;
    }
    m->n_targets = plot_order(model, m->targets);
    m->n_sources = plot_order(model, m->sources);
    for (size_t i = 0; i < n; i++) {
        if (model->populations[i].cell_type < 0) {
            m->sources[m->n_sources++] = i;
        }
    }
    for (size_t i = 0; i < model->n_connections; i++) {
        const lam_connection *connection = &model->connections[i];
        bool is_wanted = plot_receptor_is_wanted(figure, connection);
        size_t r = is_wanted ? place_of(m, plot_receptor_of(model, connection)) : SIZE_MAX;
        if (r != SIZE_MAX) {
            LAM_TRY(mean_sum(run, i,
                             &m->sums_uS[(r * n + connection->source) * n + connection->target]));
        }
    }
    return LAM_OK;
}

static void add_matrix(plot_figure *figure, const matrices *m, size_t r) {
    size_t n = figure->runs[0].model->n_populations;
    double largest = 0;
    char name[PLOT_NAME];
    plot_block(figure, "matrix %zu", r + 1);
    for (size_t s = 0; s < m->n_sources; s++) {
        for (size_t t = 0; t < m->n_targets; t++) {
            double sum_nS = 1e3 * m->sums_uS[(r * n + m->sources[s]) * n + m->targets[t]];
            lam_text_add(&figure->text, "%zu\t%zu\t%.6g\n", t + 1, s + 1, sum_nS);
            largest = fmax(largest, sum_nS);
        }
    }
    lam_text_add(&figure->text, "\n\n");
    lam_format(name, sizeof name, "largest[%zu]", r + 1);
    plot_number(figure, name, largest);
}

static void add_labels(plot_figure *figure, const char *list, size_t n, const size_t *populations) {
    const lam_model *model = figure->runs[0].model;
    char longest[PLOT_NAME] = "L2/3 pyramidal";
    const char *const names[] = {longest};
    plot_words(figure, list, n, NULL);
    for (size_t i = 0; i < n; i++) {
        char name[PLOT_NAME], label[PLOT_NAME];
        plot_colour colour;
        plot_source_label(&figure->runs[0], &model->populations[populations[i]], label, colour);
        lam_format(name, sizeof name, "%s[%zu]", list, i + 1);
        plot_word(figure, name, label);
        if (strlen(label) > strlen(longest)) {
            lam_format(longest, sizeof longest, "%s", label);
        }
    }
    if (strcmp(list, "sources") == 0) {
        plot_margin(figure, "margin_left", 1, names, 40);
    }
}

static void add(plot_figure *figure, const matrices *m) {
    double height = 150 + 52 * (double)m->n_sources;
    plot_panel(figure, "connectivity", height < 1600 ? height : 1600,
               "Summed peak conductance onto one cell, nS");
    plot_count(figure, "n_maps", m->n_receptors);
    plot_count(figure, "n_rows", m->n_sources);
    plot_count(figure, "n_columns", m->n_targets);
    plot_words(figure, "receptors", m->n_receptors, m->receptors);
    add_labels(figure, "sources", m->n_sources, m->sources);
    add_labels(figure, "targets", m->n_targets, m->targets);
    plot_numbers(figure, "largest", m->n_receptors, NULL);
    for (size_t r = 0; r < m->n_receptors; r++) {
        add_matrix(figure, m, r);
    }
}

lam_status plot_connectivity(plot_figure *figure) {
    matrices m = {.n_receptors = 0};
    LAM_TRY(plot_need_network(figure));
    LAM_TRY(check_receptor(figure));
    if (!isnan(figure->options->cell)) {
        return plot_cell(figure);
    }
    lam_status status = fill(figure, &m);
    if (status == LAM_OK) {
        add(figure, &m);
    }
    free_matrices(&m);
    return status;
}
