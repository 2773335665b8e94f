/* SPDX-License-Identifier: BSD-3-Clause
 * plot_arrows.c - when the input of drives arrives: arrows at the edges of a panel of dipoles. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ARROWS = 2000, MOST_BURSTS = 200, MOST_NAMED_ROWS = 4 };

/* Arrows of one result have the colour of their side. Of several results those that all have alike
 * stand in the first row, grey; those of one result in a row and a colour of its own. */
typedef struct arrow {
    double time_ms, sd_ms;
    int side;
    const char *drive;
    bool is_first; /* of its drive */
    size_t result, row;
    bool is_shared;
} arrow;

typedef struct arrows {
    double from_ms, to_ms;
    size_t n, n_rows;
    size_t n_results, result, first_result; /* with a network; which is taken; the first of them */
    arrow all[MOST_ARROWS];
} arrows;

/* ---- finding ---- */

/* Whether some cell feels the drive: one without spikes or weights has no arrow. */
static bool acts(const lam_model *model, size_t drive) {
    bool has_weight = false;
    for (size_t i = 0; i < model->n_connections && !has_weight; i++) {
        const lam_connection *connection = &model->connections[i];
        has_weight = model->populations[connection->source].drive == (int)drive &&
                     connection->n_pairs > 0 && fabs(connection->weight_uS * connection->gain) > 0;
    }
    return has_weight && model->drives[drive].n_spikes > 0;
}

static void take(arrows *taken, const lam_drive *drive, double time_ms, double sd_ms,
                 bool is_first) {
    if (taken->n < MOST_ARROWS && time_ms >= taken->from_ms && time_ms <= taken->to_ms) {
        taken->all[taken->n++] = (arrow){.time_ms = time_ms,
                                         .sd_ms = sd_ms,
                                         .side = plot_side_of(drive),
                                         .drive = drive->name,
                                         .is_first = is_first,
                                         .result = taken->result};
    }
}

static void take_bursts(arrows *taken, const lam_drive *drive) {
    double end_ms = fmin(drive->tstop_ms, taken->to_ms), period_ms = 1e3 / drive->burst_rate_Hz;
    for (size_t k = 0; k < MOST_BURSTS; k++) {
        double time_ms = drive->tstart_ms + (double)k * period_ms;
        if (!(time_ms < end_ms)) {
            break;
        }
        take(taken, drive, time_ms, drive->burst_std_ms, k == 0);
    }
}

/* Mean times of evoked drives, bursts of rhythmic ones. A Poisson drive is there all the time. */
static void take_drives(arrows *taken, const lam_model *model, size_t result) {
    taken->first_result = taken->n_results++ == 0 ? result : taken->first_result;
    taken->result = result;
    for (size_t i = 0; i < model->n_drives; i++) {
        const lam_drive *drive = &model->drives[i];
        if (strcmp(drive->kind, "evoked") == 0 && acts(model, i)) {
            take(taken, drive, drive->mu_ms, drive->sigma_ms, true);
        } else if (strcmp(drive->kind, "bursty") == 0 && drive->burst_rate_Hz > 0 &&
                   acts(model, i)) {
            take_bursts(taken, drive);
        }
    }
}

/* ---- rows ---- */

static bool are_alike(const arrow *a, const arrow *b) {
    return a->side == b->side && !(fabs(a->time_ms - b->time_ms) > 0) &&
           !(fabs(a->sd_ms - b->sd_ms) > 0) && strcmp(a->drive, b->drive) == 0;
}

/* Whether each result has one like it. */
static bool is_shared(const arrows *taken, const arrow *a) {
    size_t n_alike = 0;
    for (size_t result = 0; result <= PLOT_MOST_RESULTS; result++) {
        bool has = false;
        for (size_t i = 0; i < taken->n && !has; i++) {
            has = taken->all[i].result == result && are_alike(a, &taken->all[i]);
        }
        n_alike += has;
    }
    return n_alike == taken->n_results;
}

/* Of what is shared the first result's stays. */
static void set_rows(arrows *taken) {
    size_t n = 0;
    for (size_t i = 0; i < taken->n; i++) {
        taken->all[i].is_shared = is_shared(taken, &taken->all[i]);
    }
    for (size_t k = 0; k <= PLOT_MOST_RESULTS + 1; k++) { /* the first row: what is shared */
        bool has = false;
        for (size_t i = 0; i < taken->n; i++) {
            arrow *a = &taken->all[i];
            if (k == 0 ? a->is_shared : !a->is_shared && a->result + 1 == k) {
                a->row = taken->n_rows;
                has = true;
            }
        }
        taken->n_rows += has;
    }
    for (size_t i = 0; i < taken->n; i++) {
        if (!taken->all[i].is_shared || taken->all[i].result == taken->first_result) {
            taken->all[n++] = taken->all[i];
        }
    }
    taken->n = n;
}

/* A name is left out where the next arrow of its side and row or the end of the axis is too near,
 * and where rows are low. */
static bool has_room(const arrows *taken, size_t i, const char *name) {
    const arrow *a = &taken->all[i];
    double letter_ms = 0.0125 * (taken->to_ms - taken->from_ms);
    double end_ms = a->time_ms + letter_ms * (1 + (double)strlen(name));
    for (size_t k = 0; k < taken->n; k++) {
        const arrow *b = &taken->all[k];
        if (k != i && b->row == a->row && (b->side < 0) == (a->side < 0) &&
            b->time_ms >= a->time_ms && b->time_ms < end_ms && (b->time_ms > a->time_ms || k < i)) {
            return false;
        }
    }
    return taken->n_rows <= MOST_NAMED_ROWS && end_ms <= taken->to_ms + 2 * letter_ms;
}

/* ---- drawing ---- */

static void add(plot_figure *figure, const arrows *taken) {
    plot_count(figure, "n_arrows", taken->n);
    plot_count(figure, "n_arrow_rows", taken->n_rows);
    if (taken->n > 0) {
        plot_block(figure, "arrows");
    }
    for (size_t i = 0; i < taken->n; i++) {
        const arrow *a = &taken->all[i];
        char name[PLOT_NAME];
        plot_colour colour = "#000000"; /* of the data */
        plot_short(a->drive, name);
        if (a->is_shared && taken->n_results > 1) {
            lam_format(colour, sizeof colour, "#666666"); /* of none of them */
        } else if (a->is_shared) {
            plot_side_colour(a->side, colour);
        } else if (a->result < figure->n_runs) {
            plot_result_colour(a->result, colour);
        }
        lam_text_add(&figure->text, "%.6g\t%d\t%.6g\t", a->time_ms, a->side, a->sd_ms);
        plot_quoted(figure, a->is_first && has_room(taken, i, name) ? name : "");
        lam_text_add(&figure->text, "\t%zu\t0x%s\n", a->row, colour + 1);
    }
}

lam_status plot_arrows(plot_figure *figure, const plot_run *data) {
    arrows *taken = lam_alloc(1, sizeof *taken);
    if (taken == NULL) {
        return LAM_ERR_MEMORY;
    }
    (void)plot_window(figure, &figure->runs[0], &taken->from_ms, &taken->to_ms); /* is checked */
    for (size_t i = 0; i <= figure->n_runs; i++) {
        const plot_run *run = i < figure->n_runs ? &figure->runs[i] : data;
        if (run != NULL && run->model != NULL) { /* a text of curves has none */
            take_drives(taken, run->model, i);
        }
    }
    set_rows(taken);
    add(figure, taken);
    free(taken);
    return LAM_OK;
}
