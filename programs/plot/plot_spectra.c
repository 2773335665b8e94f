/* SPDX-License-Identifier: BSD-3-Clause
 * plot_spectra.c - power spectra of dipoles; their power over time and frequency. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* "LO:HI" of --freq, else these. */
static lam_status read_band(const plot_options *options, double *low_hz, double *high_hz) {
    const char *at = options->freq;
    if (at == NULL) {
        return LAM_OK;
    }
    bool is_good = lam_number_read(at, ":", low_hz, &at) && *at == ':' &&
                   lam_number_read(at + 1, "", high_hz, NULL) && *low_hz >= 0 &&
                   *high_hz > *low_hz && isfinite(*high_hz);
    return is_good ? LAM_OK
                   : lam_fail(LAM_ERR_INPUT, "--freq: '%s'; accepted: LO:HI in Hz, LO below HI",
                              options->freq);
}

static const char *signal_of(const plot_options *options) {
    const char *signal = options->signal == NULL ? "agg" : options->signal;
    return strncmp(signal, "dipole/", 7) == 0 ? signal + 7 : signal;
}

static lam_status need_dipole(const plot_run *run) {
    return run->facts->n_dipoles > 0
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT,
                          "%s: no dipole; accepted: results of a run that measured it",
                          run->facts->path);
}

/* ---- power spectral density ---- */

typedef struct spectrum {
    size_t n, n_trials;
    double *freq_hz, *mean, *sem; /* [n] */
} spectrum;

static void free_spectrum(spectrum *s) {
    free(s->freq_hz);
    free(s->mean);
    free(s->sem);
    *s = (spectrum){.n = 0};
}

/* As `laminae analyse --what psd`: of the whole window, then mean and standard error. */
static lam_status compute(const plot_signal *signal, spectrum *s) {
    const lam_psd_options whole = {0, 0, LAM_TAPER_HAMMING};
    s->n = lam_psd_size(signal->n, &whole);
    s->n_trials = signal->n_trials;
    s->freq_hz = lam_alloc(s->n, sizeof(double));
    s->mean = lam_alloc(s->n, sizeof(double));
    s->sem = lam_alloc(s->n, sizeof(double));
    double *all = lam_alloc(s->n * signal->n_trials, sizeof(double));
    lam_status status = s->freq_hz == NULL || s->mean == NULL || s->sem == NULL || all == NULL
                            ? LAM_ERR_MEMORY
                            : LAM_OK;
    for (size_t k = 0; k < signal->n_trials && status == LAM_OK; k++) {
        status = lam_psd(signal->n, signal->trials + k * signal->n, signal->dt_ms, &whole,
                         s->freq_hz, all + k * s->n);
    }
    if (status == LAM_OK) {
        status = lam_trials_mean(signal->n_trials, s->n, all, s->mean, s->sem);
    }
    free(all);
    return status;
}

/* A curve of the figure. */
typedef struct line {
    const plot_run *run;
    const char *signal;
    spectrum s;
    char unit[LAM_SAVED_UNIT];
} line;

enum { MOST_LINES = 24 };

static lam_status add_line(const plot_figure *figure, const plot_run *run, const char *name,
                           line *lines, size_t *n) {
    char path[PLOT_NAME];
    plot_signal signal;
    if (*n == MOST_LINES) {
        return LAM_OK;
    }
    lam_format(path, sizeof path, "dipole/%s", name);
    LAM_TRY(plot_signal_load(figure, run, path, 0, &signal));
    lines[*n] = (line){.run = run, .signal = name};
    lam_format(lines[*n].unit, LAM_SAVED_UNIT, "%s", signal.unit);
    lam_status status = compute(&signal, &lines[*n].s);
    (*n)++;
    plot_signal_free(&signal);
    return status;
}

/* Of one result all dipoles, of several the sum of each. */
static lam_status add_lines(const plot_figure *figure, line *lines, size_t *n) {
    bool is_single = figure->n_runs == 1 && figure->options->signal == NULL;
    for (size_t i = 0; i < figure->n_runs; i++) {
        const plot_run *run = &figure->runs[i];
        LAM_TRY(need_dipole(run));
        for (size_t d = 0; d < run->facts->n_dipoles && is_single; d++) {
            LAM_TRY(add_line(figure, run, run->facts->dipoles[d], lines, n));
        }
        if (!is_single) {
            LAM_TRY(add_line(figure, run, signal_of(figure->options), lines, n));
        }
    }
    return LAM_OK;
}

static void add_legend(plot_figure *figure, size_t n, const line *lines) {
    char labels[MOST_LINES][PLOT_NAME];
    plot_colour colours[MOST_LINES];
    const char *names[MOST_LINES], *shades[MOST_LINES];
    for (size_t i = 0; i < n; i++) {
        if (figure->n_runs == 1) {
            plot_label_of(lines[i].signal, labels[i]);
            plot_colour_of(lines[i].run, lines[i].signal, colours[i]);
        } else {
            lam_format(labels[i], PLOT_NAME, "%s", lines[i].run->name);
            plot_result_colour((size_t)(lines[i].run - figure->runs), colours[i]);
        }
        names[i] = labels[i];
        shades[i] = colours[i];
    }
    plot_words(figure, "names", n, names);
    plot_words(figure, "colours", n, shades);
    plot_margin(figure, "margin_right", n, names, 84);
    plot_count(figure, "are_parts", figure->n_runs == 1);
}

static void add_spectrum(plot_figure *figure, const spectrum *s, size_t i, double factor,
                         double low_hz, double high_hz) {
    size_t first = 0, end = s->n;
    while (first < s->n && s->freq_hz[first] < low_hz) {
        first++;
    }
    while (end > first && s->freq_hz[end - 1] > high_hz) {
        end--;
    }
    if (s->n_trials > 1) {
        plot_block(figure, "sem %zu", i + 1);
        for (size_t k = first; k < end; k++) {
            double low = s->mean[k] - s->sem[k];
            lam_text_add(&figure->text, "%.8g\t%.6g\t%.6g\n", s->freq_hz[k],
                         factor * (low > 0 ? low : 0), factor * (s->mean[k] + s->sem[k]));
        }
    }
    plot_block(figure, "mean %zu", i + 1);
    plot_curve(figure, end - first, s->freq_hz + first, s->mean + first, factor);
}

static double largest_in(const line *lines, size_t n, double low_hz, double high_hz) {
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < lines[i].s.n; k++) {
            double freq_hz = lines[i].s.freq_hz[k];
            if (freq_hz >= low_hz && freq_hz <= high_hz) {
                largest = fmax(largest, lines[i].s.mean[k]);
            }
        }
    }
    return largest;
}

static lam_status add_psd(plot_figure *figure, size_t n, const line *lines) {
    double low_hz = 0, high_hz = 100, factor = 1;
    char unit[LAM_SAVED_UNIT], heading[2 * PLOT_NAME];
    double step_hz = lines[0].s.n > 1 ? lines[0].s.freq_hz[1] : 0;
    high_hz = fmax(high_hz, 10 * step_hz); /* of a short signal */
    LAM_TRY(read_band(figure->options, &low_hz, &high_hz));
    double largest = largest_in(lines, n, low_hz, high_hz);
    if (!(low_hz < lines[0].s.freq_hz[lines[0].s.n - 1] && high_hz - low_hz >= step_hz)) {
        return lam_fail(LAM_ERR_INPUT,
                        "--freq: %g to %g Hz; accepted: a band from 0 to %g Hz that is wider than "
                        "the %g Hz between frequencies",
                        low_hz, high_hz, lines[0].s.freq_hz[lines[0].s.n - 1], step_hz);
    }
    plot_unit(lines[0].unit, sqrt(largest) / 50, unit, &factor); /* of squares */
    lam_format(heading, sizeof heading, "Power spectral density of the dipole%s",
               lines[0].s.n_trials > 1 ? ", mean ± standard error over trials" : "");
    if (figure->n_runs == 1) {
        lam_text_append(heading, sizeof heading, ", every %.3g Hz", step_hz);
    }
    plot_panel(figure, "psd", 760, heading);
    plot_number(figure, "from", low_hz);
    plot_number(figure, "to", high_hz);
    plot_word(figure, "unit", unit);
    plot_count(figure, "n_curves", n);
    double n_trials[MOST_LINES];
    for (size_t i = 0; i < n; i++) {
        n_trials[i] = (double)lines[i].s.n_trials;
    }
    plot_numbers(figure, "n_trials", n, n_trials);
    add_legend(figure, n, lines);
    for (size_t i = 0; i < n; i++) {
        add_spectrum(figure, &lines[i].s, i, factor * factor, low_hz, high_hz);
    }
    return LAM_OK;
}

lam_status plot_psd(plot_figure *figure) {
    line *lines = lam_alloc(MOST_LINES, sizeof *lines);
    size_t n = 0;
    if (lines == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = add_lines(figure, lines, &n);
    status = status == LAM_OK ? add_psd(figure, n, lines) : status;
    for (size_t i = 0; i < n; i++) {
        free_spectrum(&lines[i].s);
    }
    free(lines);
    return status;
}

/* ---- time and frequency ---- */

static const double n_cycles = 7; /* as HNN-core */
enum { MOST_TIMES = 900, MOST_FREQS = 120, MOST_POINTS = 50000, MOST_HELD = 1 << 20 };

/* Of a long signal 10 samples in a period of the highest frequency, or one in each column of the
 * image, say what there is to see of its power. */
static size_t choose_every(const plot_signal *signal, double high_hz) {
    double steps = fmin(100 / (high_hz * signal->dt_ms), (double)(signal->n / MOST_TIMES));
    return signal->n > MOST_POINTS && steps > 1 ? (size_t)steps : 1;
}

/* Whether power at a place is not touched by the ends of the signal. */
static bool is_inside(const plot_signal *signal, double time_ms, double freq_hz) {
    double reach_ms = lam_morlet_reach_ms(n_cycles, freq_hz);
    return time_ms >= signal->time_ms[0] + reach_ms &&
           time_ms <= signal->time_ms[signal->n - 1] - reach_ms;
}

/* The mean over trials of the power of each `every`-th sample, [n_freqs][n_kept]. */
static lam_status mean_power(const plot_signal *signal, size_t every, size_t n_freqs,
                             const double *freq_hz, double *power, double *sum) {
    size_t n = n_freqs * ((signal->n - 1) / every + 1);
    memset(sum, 0, n * sizeof *sum);
    for (size_t k = 0; k < signal->n_trials; k++) {
        LAM_TRY(lam_morlet_power_every(signal->n, signal->trials + k * signal->n, signal->dt_ms,
                                       n_cycles, n_freqs, freq_hz, every, power));
        for (size_t i = 0; i < n; i++) {
            sum[i] += power[i] / (double)signal->n_trials;
        }
    }
    return LAM_OK;
}

static double mean_of(const double *values, size_t from, size_t to) {
    double sum = 0;
    for (size_t i = from; i < to; i++) {
        sum += values[i];
    }
    return sum / (double)(to - from);
}

/* The largest values of an image, and of what of it is inside. */
typedef struct extremes {
    double all, inside;
} extremes;

/* Of one frequency: a mean in each stretch of time. */
static void add_row(plot_figure *figure, const plot_signal *signal, size_t every, double freq_hz,
                    const double *power, extremes *largest) {
    size_t n = (signal->n - 1) / every + 1, n_times = n < MOST_TIMES ? n : MOST_TIMES;
    double step_ms = signal->dt_ms * (double)every;
    for (size_t i = 0; i < n_times; i++) {
        double value = mean_of(power, i * n / n_times, (i + 1) * n / n_times);
        double time_ms =
            signal->time_ms[0] + (((double)i + 0.5) * (double)n / (double)n_times - 0.5) * step_ms;
        lam_text_add(&figure->text, "%.7g\t%.7g\t%.6g\n", time_ms, freq_hz, value);
        largest->all = fmax(largest->all, value);
        if (is_inside(signal, time_ms, freq_hz)) {
            largest->inside = fmax(largest->inside, value);
        }
    }
}

static lam_status add_image(plot_figure *figure, const plot_signal *signal, size_t every,
                            size_t n_freqs, const double *freq_hz) {
    size_t n = (signal->n - 1) / every + 1, most = n < MOST_HELD ? MOST_HELD / n : 1;
    most = most < n_freqs ? most : n_freqs; /* frequencies at a time */
    double *power = lam_alloc(2 * most * n, sizeof *power), factor;
    char unit[LAM_SAVED_UNIT];
    extremes largest = {0, 0};
    lam_status status = power == NULL ? LAM_ERR_MEMORY : LAM_OK;
    plot_block(figure, "power");
    for (size_t first = 0; first < n_freqs && status == LAM_OK; first += most) {
        size_t m = n_freqs - first < most ? n_freqs - first : most;
        status = mean_power(signal, every, m, freq_hz + first, power + most * n, power);
        for (size_t f = 0; f < m && status == LAM_OK; f++) {
            add_row(figure, signal, every, freq_hz[first + f], power + f * n, &largest);
        }
    }
    lam_text_add(&figure->text, "\n\n");
    double most_power = largest.inside > 0 ? largest.inside : largest.all;
    plot_unit(signal->unit, sqrt(most_power) / 50, unit, &factor); /* of squares */
    plot_word(figure, "unit", unit);
    plot_number(figure, "factor", factor * factor);
    plot_number(figure, "largest", factor * factor * most_power);
    free(power);
    return status;
}

static void add_cone(plot_figure *figure, size_t n_freqs, const double *freq_hz, double from_ms,
                     double to_ms) {
    plot_block(figure, "cone");
    lam_text_add(&figure->text, "NaN\tNaN\tNaN\n"); /* a block is not empty */
    for (size_t f = 0; f < n_freqs; f++) {
        double reach_ms = lam_morlet_reach_ms(n_cycles, freq_hz[f]);
        if (from_ms + reach_ms < to_ms - reach_ms) {
            lam_text_add(&figure->text, "%.7g\t%.7g\t%.7g\n", freq_hz[f], from_ms + reach_ms,
                         to_ms - reach_ms);
        }
    }
}

static lam_status add_tfr(plot_figure *figure, const plot_signal *signal, double low_hz,
                          double high_hz) {
    double freq_hz[MOST_FREQS];
    char heading[2 * PLOT_NAME], label[PLOT_NAME];
    size_t n_freqs = (size_t)(high_hz - low_hz) + 1;
    n_freqs = n_freqs < 40 ? 40 : n_freqs > MOST_FREQS ? MOST_FREQS : n_freqs;
    for (size_t f = 0; f < n_freqs; f++) {
        freq_hz[f] = low_hz + (high_hz - low_hz) * (double)f / (double)(n_freqs - 1);
    }
    double from_ms = signal->time_ms[0], to_ms = signal->time_ms[signal->n - 1];
    plot_label_of(signal_of(figure->options), label);
    lam_format(heading, sizeof heading, "Power, %s, Morlet wavelets of %g cycles", label, n_cycles);
    if (signal->n_trials > 1) {
        lam_text_append(heading, sizeof heading, ", mean of %zu trials", signal->n_trials);
    }
    plot_panel(figure, "tfr", 640, heading);
    plot_number(figure, "from", from_ms);
    plot_number(figure, "to", to_ms);
    plot_number(figure, "low", low_hz - (freq_hz[1] - freq_hz[0]) / 2);
    plot_number(figure, "high", high_hz + (freq_hz[1] - freq_hz[0]) / 2);
    plot_number(figure, "margin_right", 190);
    add_cone(figure, n_freqs, freq_hz, from_ms, to_ms);
    return add_image(figure, signal, choose_every(signal, high_hz), n_freqs, freq_hz);
}

/* Below the dipole itself. */
lam_status plot_tfr(plot_figure *figure) {
    double low_hz = 10, high_hz = 100;
    char path[PLOT_NAME];
    plot_signal signal;
    LAM_TRY(read_band(figure->options, &low_hz, &high_hz));
    LAM_TRY(low_hz > 0 ? LAM_OK
                       : lam_fail(LAM_ERR_INPUT, "--freq: from 0 Hz; accepted: of wavelets, "
                                                 "frequencies above 0"));
    LAM_TRY(need_dipole(&figure->runs[0]));
    LAM_TRY(plot_dipole(figure));
    lam_format(path, sizeof path, "dipole/%s", signal_of(figure->options));
    LAM_TRY(plot_signal_load(figure, &figure->runs[0], path, 0, &signal));
    lam_status status = add_tfr(figure, &signal, low_hz, high_hz);
    plot_signal_free(&signal);
    return status;
}
