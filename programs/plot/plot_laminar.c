/* SPDX-License-Identifier: BSD-3-Clause
 * plot_laminar.c - potentials and current source density over the depth, at an electrode array. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>

enum { MOST_TRACES = 32, MOST_TIMES = 1200, FINE_ROWS = 200, MOST_ROWS = 600 };

/* An array whose signals are drawn: its contacts from below. */
typedef struct shank {
    char name[PLOT_NAME], path[2 * PLOT_NAME]; /* "extracellular/shank" */
    size_t n;
    size_t *order; /* [n] contacts */
    double *z_um;  /* [n] of order[0] ...; their numbers, where two are equally high */
    bool by_place;
} shank;

static void free_shank(shank *s) {
    free(s->order);
    free(s->z_um);
    *s = (shank){.n = 0};
}

/* The array that --signal names, else the first that has this kind of signal. */
static lam_status choose(const plot_figure *figure, const char *group, shank *s) {
    const plot_run *run = &figure->runs[0];
    const char *wanted = figure->options->signal;
    char **names = NULL, list[512] = "";
    size_t n = 0, found = SIZE_MAX, length = strlen(group);
    LAM_TRY(lam_saved_names(run->saved, run->trials_owned[0], group, &n, &names));
    if (wanted != NULL && strncmp(wanted, group, length) == 0 && wanted[length] == '/') {
        wanted += length + 1;
    }
    for (size_t i = n; i > 0; i--) {
        found = wanted == NULL || strcmp(names[i - 1], wanted) == 0 ? i - 1 : found;
        lam_text_append(list, sizeof list, "%s%s", i == n ? "" : ", ", names[n - i]);
    }
    lam_status status = LAM_OK;
    if (n == 0) {
        status = lam_fail(LAM_ERR_INPUT,
                          "%s: no %s; accepted: the results of a run with --probe or an array",
                          run->facts->path, group);
    } else if (found == SIZE_MAX) {
        status = lam_fail(LAM_ERR_INPUT, "--signal: '%s'; accepted: of %s: %s",
                          figure->options->signal, group, list);
    } else {
        lam_format(s->name, sizeof s->name, "%s", names[found]);
        lam_format(s->path, sizeof s->path, "%s/%s", group, names[found]);
    }
    lam_saved_free_names(n, names);
    return status;
}

static const lam_electrode_array *array_of(const plot_run *run, const char *name) {
    for (size_t i = 0; i < run->model->n_arrays; i++) {
        if (strcmp(run->model->arrays[i].name, name) == 0) {
            return &run->model->arrays[i];
        }
    }
    return NULL;
}

static void sort_contacts(shank *s, const lam_electrode_array *array) {
    for (size_t i = 0; i < s->n; i++) {
        double z_um = array == NULL ? (double)i : array->positions_um[3 * i + 2];
        size_t k = i;
        for (; k > 0 && s->z_um[k - 1] > z_um; k--) {
            s->z_um[k] = s->z_um[k - 1];
            s->order[k] = s->order[k - 1];
        }
        s->z_um[k] = z_um;
        s->order[k] = i;
    }
    for (size_t i = 1; i < s->n; i++) {
        s->by_place = s->by_place || s->z_um[i] - s->z_um[i - 1] < 1e-6;
    }
    for (size_t i = 0; i < s->n && s->by_place; i++) {
        s->z_um[i] = (double)i;
        s->order[i] = i;
    }
}

static lam_status open_shank(const plot_figure *figure, const char *group, shank *s) {
    const plot_run *run = &figure->runs[0];
    lam_saved_shape shape;
    LAM_TRY(plot_need_network(figure));
    LAM_TRY(choose(figure, group, s));
    LAM_TRY(lam_saved_shape_of(run->saved, run->trials_owned[0], s->path, &shape));
    const lam_electrode_array *array = array_of(run, s->name);
    s->n = shape.n_rows;
    s->order = lam_alloc(s->n, sizeof *s->order);
    s->z_um = lam_alloc(s->n, sizeof *s->z_um);
    if (s->order == NULL || s->z_um == NULL) {
        return LAM_ERR_MEMORY;
    }
    sort_contacts(s, array != NULL && array->n_contacts == s->n ? array : NULL);
    return LAM_OK;
}

static double spacing_of(const shank *s) {
    return s->n > 1 ? (s->z_um[s->n - 1] - s->z_um[0]) / (double)(s->n - 1) : 100;
}

/* ---- traces ---- */

enum { STRETCHES = 2000 };

/* Traces in stretches of time: from the lowest to the highest value in each, so that traces can be
 * told not to cross without all of them in memory. */
typedef struct envelope {
    size_t n;                                  /* traces, from below */
    double z_um[MOST_TRACES + 1], *low, *high; /* [n][STRETCHES] */
} envelope;

static void enclose(envelope *e, const plot_signal *signal) {
    double *low = e->low + e->n * STRETCHES, *high = e->high + e->n * STRETCHES;
    for (size_t k = 0; k < STRETCHES; k++) {
        size_t first = k * signal->n / STRETCHES, end = (k + 1) * signal->n / STRETCHES;
        low[k] = INFINITY;
        high[k] = -INFINITY;
        for (size_t i = first; i < end || i == first; i++) {
            low[k] = fmin(low[k], signal->mean[i]);
            high[k] = fmax(high[k], signal->mean[i]);
        }
    }
    e->n++;
}

static double largest_of(const envelope *e) {
    double largest = 0;
    for (size_t k = 0; k < e->n * STRETCHES; k++) {
        largest = fmax(largest, fmax(fabs(e->low[k]), fabs(e->high[k])));
    }
    return largest;
}

/* So many um a unit that no trace crosses the one above it. */
static double gain_of(const envelope *e, double room_um) {
    double largest = largest_of(e), gain = largest > 0 ? 3 * room_um / largest : 1;
    for (size_t i = 1; i < e->n; i++) {
        const double *high = e->high + (i - 1) * STRETCHES, *low = e->low + i * STRETCHES;
        for (size_t k = 0; k < STRETCHES; k++) {
            double nearer = high[k] - low[k], apart = e->z_um[i] - e->z_um[i - 1];
            gain = nearer * gain > 0.9 * apart ? 0.9 * apart / nearer : gain;
        }
    }
    return gain;
}

/* The unit of the traces, how high a value stands on the axis of depth, and where the axis ends if
 * all traces are to fit. */
static void set_gain(plot_figure *figure, const envelope *e, double room_um, const char *unit,
                     bool has_own_axis) {
    char shown[LAM_SAVED_UNIT];
    double factor, gain = gain_of(e, room_um);
    double bottom = e->z_um[0] - 0.4 * room_um, top = e->z_um[e->n - 1] + 0.4 * room_um;
    plot_unit(unit, largest_of(e), shown, &factor);
    for (size_t i = 0; i < e->n; i++) {
        for (size_t k = 0; k < STRETCHES; k++) {
            bottom = fmin(bottom, e->z_um[i] + gain * e->low[i * STRETCHES + k]);
            top = fmax(top, e->z_um[i] + gain * e->high[i * STRETCHES + k]);
        }
    }
    plot_word(figure, "unit", shown);
    plot_number(figure, "factor", factor);
    plot_number(figure, "gain", gain / factor);
    if (has_own_axis) {
        plot_number(figure, "bottom", bottom);
        plot_number(figure, "top_z", top);
    }
}

static lam_status read_traces(plot_figure *figure, const shank *s, size_t thin, envelope *e) {
    for (size_t i = thin / 2; i < s->n; i += thin) {
        plot_signal signal;
        LAM_TRY(plot_signal_mean(figure, &figure->runs[0], s->path, s->order[i], &signal));
        plot_curve_at(figure, signal.n, signal.time_ms, signal.mean, 1, s->z_um[i]);
        e->z_um[e->n] = s->z_um[i];
        enclose(e, &signal);
        plot_signal_free(&signal);
    }
    return LAM_OK;
}

/* Of every so-many-th contact: time, value, height. */
static lam_status add_traces(plot_figure *figure, const shank *s, size_t thin, const char *unit,
                             bool has_own_axis) {
    envelope e = {.n = 0};
    e.low = lam_alloc((MOST_TRACES + 1) * STRETCHES, sizeof(double));
    e.high = lam_alloc((MOST_TRACES + 1) * STRETCHES, sizeof(double));
    plot_block(figure, "traces");
    lam_status status =
        e.low == NULL || e.high == NULL ? LAM_ERR_MEMORY : read_traces(figure, s, thin, &e);
    lam_text_add(&figure->text, "\n\n");
    if (status == LAM_OK) {
        set_gain(figure, &e, spacing_of(s) * (double)thin, unit, has_own_axis);
    }
    free(e.low);
    free(e.high);
    return status;
}

static lam_status begin_panel(plot_figure *figure, const shank *s, const char *script,
                              double height, const char *what, size_t thin,
                              lam_saved_shape *shape) {
    const plot_run *run = &figure->runs[0];
    double from_ms, to_ms;
    char heading[2 * PLOT_NAME];
    LAM_TRY(plot_window(figure, run, &from_ms, &to_ms));
    LAM_TRY(lam_saved_shape_of(run->saved, run->trials_owned[0], s->path, shape));
    lam_format(heading, sizeof heading, "%s at %s", what, s->name);
    if (thin > 1) {
        lam_text_append(heading, sizeof heading, ", traces of %zu of %zu contacts",
                        (s->n - thin / 2 + thin - 1) / thin, s->n);
    }
    if (run->n_trials > 1) {
        lam_text_append(heading, sizeof heading, ", mean of %zu trials", run->n_trials);
    }
    plot_panel(figure, script, height, heading);
    plot_number(figure, "from", from_ms);
    plot_number(figure, "to", to_ms);
    plot_count(figure, "by_place", s->by_place);
    plot_number(figure, "margin_right", 340);
    plot_layer_marks(figure, run);
    return LAM_OK;
}

static lam_status add_lfp(plot_figure *figure, const shank *s) {
    lam_saved_shape shape;
    size_t thin = (s->n + MOST_TRACES - 1) / MOST_TRACES;
    size_t n = s->n / thin;
    LAM_TRY(begin_panel(figure, s, "lfp",
                        n < 6    ? 500
                        : n < 12 ? 760
                                 : 1000,
                        "Extracellular potential", thin, &shape));
    return add_traces(figure, s, thin, shape.unit, true);
}

lam_status plot_lfp(plot_figure *figure) {
    shank s = {.n = 0};
    lam_status status = open_shank(figure, "extracellular", &s);
    status = status == LAM_OK ? add_lfp(figure, &s) : status;
    free_shank(&s);
    return status;
}

/* ---- an image ---- */

/* A row of it: means in stretches of time. */
static void add_row(plot_figure *figure, const plot_signal *signal, double z_um) {
    size_t n = signal->n < MOST_TIMES ? signal->n : MOST_TIMES;
    double width = (double)signal->n / (double)n; /* of a stretch, in samples */
    for (size_t i = 0; i < n; i++) {
        size_t first = i * signal->n / n, end = (i + 1) * signal->n / n;
        double sum = 0;
        for (size_t k = first; k < end; k++) {
            sum += signal->mean[k];
        }
        lam_text_add(&figure->text, "%.7g\t%.7g\t%.6g\n",
                     signal->time_ms[0] + (((double)i + 0.5) * width - 0.5) * signal->dt_ms, z_um,
                     sum / (double)(end - first));
    }
}

static bool is_even(const shank *s) {
    bool is = true;
    for (size_t i = 0; i < s->n; i++) {
        is =
            is && fabs(s->z_um[i] - s->z_um[0] - (double)i * spacing_of(s)) <= 1e-3 * spacing_of(s);
    }
    return is;
}

/* Rows of one height each. Contacts that are not equally far apart, or more than can be told apart,
 * are drawn by rows of the nearest contact each. */
static lam_status add_image(plot_figure *figure, const shank *s, double *largest) {
    bool even = is_even(s);
    size_t n_rows = s->n > MOST_ROWS ? MOST_ROWS : even ? s->n : FINE_ROWS, at = SIZE_MAX, i = 0;
    double step = n_rows > 1 ? (s->z_um[s->n - 1] - s->z_um[0]) / (double)(n_rows - 1) : 100;
    plot_signal signal = {.n = 0};
    plot_block(figure, "image");
    for (size_t row = 0; row < n_rows; row++) {
        double z_um = s->z_um[0] + (double)row * step;
        while (i + 1 < s->n && z_um > (s->z_um[i] + s->z_um[i + 1]) / 2) {
            i++;
        }
        if (i != at) {
            plot_signal_free(&signal);
            LAM_TRY(plot_signal_mean(figure, &figure->runs[0], s->path, s->order[i], &signal));
            at = i;
        }
        for (size_t k = 0; k < signal.n; k++) {
            *largest = fmax(*largest, fabs(signal.mean[k]));
        }
        add_row(figure, &signal, z_um);
    }
    plot_signal_free(&signal);
    lam_text_add(&figure->text, "\n\n");
    plot_number(figure, "bottom", s->z_um[0] - step / 2);
    plot_number(figure, "top_z", s->z_um[s->n - 1] + step / 2);
    return LAM_OK;
}

static lam_status add_csd(plot_figure *figure, const shank *s) {
    lam_saved_shape shape;
    double largest = 0;
    size_t thin = (s->n + MOST_TRACES - 1) / MOST_TRACES;
    LAM_TRY(begin_panel(figure, s, "csd", s->n < 6 ? 500 : 900, "Current source density", thin,
                        &shape));
    LAM_TRY(add_image(figure, s, &largest));
    plot_number(figure, "largest", largest);
    return add_traces(figure, s, thin, shape.unit, false);
}

lam_status plot_csd(plot_figure *figure) {
    shank s = {.n = 0};
    lam_status status = open_shank(figure, "csd", &s);
    status = status == LAM_OK ? add_csd(figure, &s) : status;
    free_shank(&s);
    return status;
}

/* Both, where there is a density. */
lam_status plot_laminar(plot_figure *figure) {
    char path[2 * PLOT_NAME];
    shank s = {.n = 0};
    LAM_TRY(plot_need_network(figure));
    LAM_TRY(choose(figure, "extracellular", &s));
    LAM_TRY(plot_lfp(figure));
    lam_format(path, sizeof path, "csd/%s", s.name);
    return plot_signal_exists(&figure->runs[0], path) ? plot_csd(figure) : LAM_OK;
}
