/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sweep_numbers.c - the numbers that are kept of a trial: one table says what they are called,
 * what they are of, and which function of the library makes them, as `analyse` has them. */
#include "base/lam_text_impl.h"
#include "sweep/lam_sweep_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 5 };

/* What numbers are made of. */
typedef struct job {
    const lam_sweep_layout *layout;
    const lam_model *model;
    const lam_sweep_trial *trial;
    const lam_sweep_item *item;
    lam_curve curve;                  /* of a signal */
    const lam_population *population; /* of cells */
} job;

/* ---- of a curve ---- */

static lam_status take_peaks(const job *j, double *out) {
    lam_peaks peaks;
    LAM_TRY(lam_curve_peaks(&j->curve, j->item->kept.from, j->item->kept.to, &peaks));
    out[0] = peaks.minimum;
    out[1] = peaks.minimum_ms;
    out[2] = peaks.maximum;
    out[3] = peaks.maximum_ms;
    return LAM_OK;
}

/* Of a periodogram of the whole curve. */
static lam_status find_power(const job *j, double *power_out, double *relative_out) {
    lam_psd_options options = {0, 0, LAM_TAPER_HAMMING};
    size_t n = lam_psd_size(j->curve.n, &options);
    double *freq_hz = lam_alloc(2 * n, sizeof *freq_hz);
    if (freq_hz == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status =
        lam_psd(j->curve.n, j->curve.values, j->layout->run.dt_ms, &options, freq_hz, freq_hz + n);
    if (status == LAM_OK) {
        status = lam_band_power(n, freq_hz, freq_hz + n, j->item->kept.from, j->item->kept.to,
                                power_out, relative_out);
    }
    free(freq_hz);
    return status;
}

/* It does not depend on the samples. */
lam_status lam_sweep_check_band(const lam_sweep_layout *layout, const lam_sweep_item *item) {
    size_t n = layout->run.n_samples;
    double power, relative, *zeros = lam_alloc(n, sizeof *zeros);
    job j = {.layout = layout, .item = item, .curve = {n, NULL, zeros}};
    lam_status status = zeros == NULL ? LAM_ERR_MEMORY : find_power(&j, &power, &relative);
    free(zeros);
    return status;
}

static lam_status take_band(const job *j, double *out) {
    double relative;
    return find_power(j, out, &relative);
}

static lam_status take_relative(const job *j, double *out) {
    double power;
    return find_power(j, &power, out);
}

/* The median that makes an event is that of this trial. */
static lam_status take_events(const job *j, double *out) {
    const lam_kept_item *kept = &j->item->kept;
    lam_rhythm_options how = {isnan(kept->from) ? 15 : kept->from, isnan(kept->to) ? 29 : kept->to,
                              1, 6, 7};
    lam_rhythm_event *events = NULL;
    size_t n = 0;
    LAM_TRY(
        lam_rhythm_events(1, j->curve.n, j->curve.values, j->layout->run.dt_ms, &how, &events, &n));
    double count = n > 0 ? (double)n : (double)NAN;
    out[0] = (double)n;
    out[1] = (double)n / ((double)j->curve.n * j->layout->run.dt_ms / 1000);
    out[2] = out[3] = out[4] = 0;
    for (size_t i = 0; i < n; i++) {
        out[2] += events[i].duration_ms;
        out[3] += events[i].freq_hz;
        out[4] += events[i].power;
    }
    for (size_t k = 2; k < 5; k++) {
        out[k] /= count;
    }
    free(events);
    return LAM_OK;
}

static lam_status take_rmse(const job *j, double *out) {
    const lam_sweep_item *item = j->item;
    lam_agreement agreement;
    lam_curve data = {item->n_data, item->data_time_ms_owned, item->data_owned};
    LAM_TRY(lam_curves_compare(&j->curve, &data, item->kept.from, item->kept.to, NULL, &agreement));
    out[0] = agreement.rmse;
    out[1] = agreement.correlation;
    return LAM_OK;
}

/* ---- of populations that have a dipole, all at once ---- */

static lam_status take_shares(const job *j, double *out) {
    const lam_sweep_run *run = &j->layout->run;
    size_t first, n, n_layers = j->layout->n_layers;
    const lam_kept_item *kept = &j->item->kept;
    LAM_TRY(lam_signal_window(run->n_samples, j->trial->time_ms, kept->from, kept->to, &first, &n));
    double *parts = lam_alloc(n_layers * run->n_samples, sizeof *parts);
    lam_share *shares = lam_alloc(n_layers, sizeof *shares);
    lam_shares_of of;
    lam_status status = parts == NULL || shares == NULL
                            ? LAM_ERR_MEMORY
                            : lam_sweep_show(run, n_layers, j->trial->layers_nAm, parts);
    for (size_t i = 0; i < n_layers && status == LAM_OK; i++) {
        memmove(parts + i * n, parts + i * run->n_samples + first, n * sizeof *parts);
    }
    status = status == LAM_OK ? lam_shares(n_layers, 1, n, parts, &of, shares) : status;
    for (size_t i = 0; i < n_layers && status == LAM_OK; i++) {
        out[2 * i] = shares[i].share_at_peak;
        out[2 * i + 1] = shares[i].share_of_power;
    }
    free(parts);
    free(shares);
    return status;
}

/* ---- of the spikes of a population ---- */

static lam_spike_view view_of(const job *j) {
    const lam_kept_item *kept = &j->item->kept;
    return (lam_spike_view){j->trial->n_spikes,
                            j->trial->spike_ms,
                            j->trial->spike_gid,
                            j->population->first_gid,
                            j->population->end_gid - j->population->first_gid,
                            fmax(kept->from, 0), /* of NaN the other */
                            fmin(kept->to, j->layout->run.tstop_ms)};
}

typedef lam_status (*of_cells)(const lam_spike_view *view, double *of_cells, double *mean_out);

static lam_status take_mean(const job *j, of_cells find, double *out) {
    lam_spike_view view = view_of(j);
    double *each = lam_alloc(view.n_cells, sizeof *each);
    lam_status status = each == NULL ? LAM_ERR_MEMORY : find(&view, each, out);
    free(each);
    return status;
}

static lam_status take_rates(const job *j, double *out) {
    return take_mean(j, lam_spike_rates, out);
}

static lam_status take_cv(const job *j, double *out) {
    return take_mean(j, lam_spike_cv, out);
}

static lam_status take_intervals(const job *j, double *out) {
    lam_spike_view view = view_of(j);
    double *intervals = lam_alloc(view.n, sizeof *intervals), sum = 0;
    size_t *first = lam_alloc(view.n_cells + 1, sizeof *first);
    lam_status status = intervals == NULL || first == NULL
                            ? LAM_ERR_MEMORY
                            : lam_spike_intervals(&view, intervals, first);
    size_t n = status == LAM_OK ? first[view.n_cells] : 0;
    for (size_t i = 0; i < n; i++) {
        sum += intervals[i];
    }
    *out = n > 0 ? sum / (double)n : (double)NAN;
    free(intervals);
    free(first);
    return status;
}

static lam_status take_synchrony(const job *j, double *out) {
    size_t unused;
    lam_spike_view view = view_of(j);
    return lam_spike_synchrony(&view, LAM_SYNCHRONY_MS, out, &unused);
}

/* ---- the table ---- */

typedef enum scope { OF_CURVE, OF_DIPOLES, OF_CELLS } scope;

/* Columns are called by what is kept and these: after a blank, for a curve; after a blank and the
 * name of each population. %s is the unit of the curve. */
static const struct number {
    scope scope;
    lam_status (*take)(const job *j, double *out);
    size_t n_columns; /* of a curve, or of each population */
    const char *columns[MOST_COLUMNS];
} numbers[LAM_KEPT_N_KINDS] = {
    [LAM_KEPT_PEAKS] = {OF_CURVE,
                        take_peaks,
                        4,
                        {"minimum_%s", "minimum_ms", "maximum_%s", "maximum_ms"}},
    [LAM_KEPT_BAND] = {OF_CURVE, take_band, 1, {"%s2"}},
    [LAM_KEPT_RELATIVE] = {OF_CURVE, take_relative, 1, {"relative"}},
    [LAM_KEPT_EVENTS] = {OF_CURVE,
                         take_events,
                         5,
                         {"n_events", "rate_per_s", "mean_duration_ms", "mean_freq_hz",
                          "mean_power_%s2"}},
    [LAM_KEPT_RMSE] = {OF_CURVE, take_rmse, 2, {"rmse_%s", "correlation"}},
    [LAM_KEPT_SHARES] = {OF_DIPOLES, take_shares, 2, {"_share_at_peak", "_share_of_power"}},
    [LAM_KEPT_RATES] = {OF_CELLS, take_rates, 1, {"_Hz"}},
    [LAM_KEPT_CV] = {OF_CELLS, take_cv, 1, {""}},
    [LAM_KEPT_INTERVALS] = {OF_CELLS, take_intervals, 1, {"_ms"}},
    [LAM_KEPT_SYNCHRONY] = {OF_CELLS, take_synchrony, 1, {""}},
};

/* Whether a kind has numbers of a population. */
static bool counts(const struct number *of, const lam_model *model, size_t population) {
    return of->scope == OF_DIPOLES ? lam_sweep_has_dipole(model, population)
                                   : model->populations[population].drive < 0;
}

/* %s is the unit. */
static void add_column(lam_text *text, const char *column, const char *unit) {
    for (const char *c = column; *c != '\0'; c++) {
        bool is_unit = c[0] == '%' && c[1] == 's';
        lam_text_add(text, is_unit ? "%s" : "%.1s", is_unit ? unit : c);
        c += is_unit;
    }
    lam_text_add(text, "\n");
}

lam_status lam_sweep_number_names(const lam_sweep_layout *layout, const lam_model *model,
                                  size_t *n_out, char **names_out) {
    lam_text text = {.bytes = NULL};
    *n_out = 0;
    for (size_t i = 0; i < layout->n_items; i++) {
        const lam_sweep_item *item = &layout->items_owned[i];
        const struct number *of = &numbers[item->kept.kind];
        size_t n_groups = of->scope == OF_CURVE ? 1 : model->n_populations;
        for (size_t p = 0; p < n_groups; p++) {
            bool is_there = of->scope == OF_CURVE || counts(of, model, p);
            for (size_t k = 0; k < of->n_columns && is_there; k++) {
                lam_text_add(&text, "%s %s", item->kept.text,
                             of->scope == OF_CURVE ? "" : model->populations[p].name);
                add_column(&text, of->columns[k], item->signal.unit);
                ++*n_out;
            }
        }
    }
    return lam_text_take(&text, names_out);
}

/* ---- all of them ---- */

static lam_status take_curve(job *j, const struct number *of, double *room, double *out) {
    const lam_sweep_item *item = j->item;
    LAM_TRY(lam_sweep_curve(j->layout, j->model, j->trial, &item->kept, &item->signal, room));
    j->curve = (lam_curve){j->layout->run.n_samples, j->trial->time_ms, room};
    return of->take(j, out);
}

static lam_status take_item(job *j, double *room, double **out) {
    const struct number *of = &numbers[j->item->kept.kind];
    if (of->scope == OF_CURVE) {
        LAM_TRY(take_curve(j, of, room, *out));
        *out += of->n_columns;
        return LAM_OK;
    }
    if (of->scope == OF_DIPOLES) {
        LAM_TRY(of->take(j, *out));
        *out += of->n_columns * j->layout->n_layers;
        return LAM_OK;
    }
    for (size_t p = 0; p < j->model->n_populations; p++) {
        if (counts(of, j->model, p)) {
            j->population = &j->model->populations[p];
            LAM_TRY(of->take(j, *out));
            *out += of->n_columns;
        }
    }
    return LAM_OK;
}

lam_status lam_sweep_numbers(const lam_sweep_layout *layout, const lam_model *model,
                             const lam_sweep_trial *trial, double *numbers_out) {
    double *room = lam_alloc(layout->run.n_samples, sizeof *room);
    lam_status status = room == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t i = 0; i < layout->n_items && status == LAM_OK; i++) {
        job j = {layout, model, trial, &layout->items_owned[i], {0}, NULL};
        status = take_item(&j, room, &numbers_out);
    }
    free(room);
    return status;
}
