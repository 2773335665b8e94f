/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_spectra.c - power spectra, bands, wavelets, events of a rhythm. */
#include "analyse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TIMES = 10000 }; /* of wavelets, unless more are asked for */

static void square_unit(const char *unit, const char *per, char out[ANSWER_NAME]) {
    lam_format(out, ANSWER_NAME, "%s2%s", unit, per);
}

/* What is done with each signal that is asked for. */
typedef lam_status each(const analyse_options *options, const analyse_signal *signal, bool is_first,
                        answer *a);

static lam_status for_each(const analyse_input *input, const analyse_options *options, answer *a,
                           each *act) {
    lam_status status = LAM_OK;
    for (size_t i = 0; i < input->n_signals && status == LAM_OK; i++) {
        analyse_signal signal;
        LAM_TRY(analyse_load(input, options, i, true, &signal));
        status = act(options, &signal, i == 0, a);
        analyse_signal_free(&signal);
    }
    return status;
}

/* ---- density ---- */

/* The density of each trial; freq_hz [n_freq], trials [n_trials][n_freq]. */
typedef struct density {
    size_t n_freq;
    double *freq_hz, *trials, *mean, *sem; /* one block, at freq_hz */
} density;

static lam_status find_density(const analyse_options *options, const analyse_signal *signal,
                               density *out) {
    double segment = isnan(options->segment_ms) ? 0 : options->segment_ms / signal->dt_ms;
    if (segment >= (double)signal->n + 0.5) {
        return lam_fail(LAM_ERR_INPUT,
                        "--segment: %g ms; accepted: up to %g ms, the signal's length",
                        options->segment_ms, (double)signal->n * signal->dt_ms);
    }
    lam_psd_options how = {.segment = (size_t)nearbyint(segment), .taper = LAM_TAPER_HAMMING};
    how.overlap = how.segment / 2;
    size_t n_freq = lam_psd_size(signal->n, &how);
    double *block = lam_alloc((3 + signal->n_trials) * n_freq, sizeof *block);
    if (block == NULL) {
        return LAM_ERR_MEMORY;
    }
    *out = (density){n_freq, block, block + 3 * n_freq, block + n_freq, block + 2 * n_freq};
    lam_status status = LAM_OK;
    for (size_t k = 0; k < signal->n_trials && status == LAM_OK; k++) {
        status = lam_psd(signal->n, signal->trials + k * signal->n, signal->dt_ms, &how,
                         out->freq_hz, out->trials + k * n_freq);
    }
    if (status == LAM_OK) {
        status = lam_trials_mean(signal->n_trials, n_freq, out->trials, out->mean, out->sem);
    }
    if (status != LAM_OK) {
        free(block);
    }
    return status;
}

static lam_status add_psd(const analyse_options *options, const analyse_signal *signal,
                          bool is_first, answer *a) {
    density of;
    char unit[ANSWER_NAME], shown[ANSWER_NAME];
    square_unit(signal->unit, "_per_Hz", unit);
    square_unit(signal->unit, "/Hz", shown);
    LAM_TRY(find_density(options, signal, &of));
    lam_status status =
        is_first ? answer_list(a, NULL, "freq_hz", NULL, of.n_freq, of.freq_hz) : LAM_OK;
    if (status == LAM_OK) {
        status = answer_list(a, signal->name, "mean", unit, of.n_freq, of.mean);
    }
    if (status == LAM_OK) {
        status = answer_list(a, signal->name, "sem", unit, of.n_freq, of.sem);
    }
    status = status == LAM_OK ? answer_text(a, signal->name, "unit", shown) : status;
    free(of.freq_hz);
    return status;
}

lam_status analyse_psd(const analyse_input *input, const analyse_options *options, answer *a) {
    a->has_columns = true;
    return for_each(input, options, a, add_psd);
}

/* ---- bands ---- */

static lam_status fail_bands(const char *text) {
    return lam_fail(LAM_ERR_INPUT, "--bands: '%s'; accepted: NAME=LO:HI,... in Hz", text);
}

/* The next of NAME=LO:HI,...; *at moves behind it. */
static lam_status next_band(const char *all, const char **at, char name_out[ANSWER_NAME],
                            double *low_out, double *high_out) {
    char range[ANSWER_NAME];
    size_t length = strcspn(*at, ","), name = strcspn(*at, "=,");
    if (name == 0 || name >= length || length - name > sizeof range || name >= ANSWER_NAME) {
        return fail_bands(all);
    }
    lam_format(name_out, ANSWER_NAME, "%.*s", (int)name, *at);
    lam_format(range, sizeof range, "%.*s", (int)(length - name - 1), *at + name + 1);
    *at += length + ((*at)[length] == ',' ? 1 : 0);
    return analyse_range("bands", range, low_out, high_out, NULL);
}

static bool has_frequency(const density *of, double low_hz, double high_hz) {
    for (size_t k = 0; k < of->n_freq; k++) {
        if (lam_band_has(of->freq_hz[k], of->freq_hz[1] - of->freq_hz[0], low_hz, high_hz)) {
            return true;
        }
    }
    return false;
}

/* Mean and standard error over trials of the power in a band, and of its share. Of a signal too
 * short for a band that was not asked for by name there are none. */
static lam_status add_band(const analyse_signal *signal, const density *of, const char *band,
                           double low_hz, double high_hz, bool is_asked, answer *a) {
    size_t n = signal->n_trials;
    char unit[ANSWER_NAME];
    double *room = lam_alloc(2 * n, sizeof *room), mean[2], sem[2];
    lam_status status = room == NULL ? LAM_ERR_MEMORY : LAM_OK;
    bool is_void = !is_asked && !has_frequency(of, low_hz, high_hz);
    for (size_t k = 0; k < n && status == LAM_OK && !is_void; k++) {
        status = lam_band_power(of->n_freq, of->freq_hz, of->trials + k * of->n_freq, low_hz,
                                high_hz, room + k, room + n + k);
    }
    square_unit(signal->unit, "", unit);
    static const char *const keys[] = {"power", "relative"};
    for (size_t i = 0; i < 2 && status == LAM_OK; i++) {
        char key[ANSWER_NAME];
        size_t n_known = 0;
        for (size_t k = 0; k < n && !is_void; k++) { /* a trial without any power has no share */
            room[i * n + n_known] = room[i * n + k];
            n_known += isnan(room[i * n + k]) ? 0 : 1;
        }
        mean[i] = sem[i] = NAN;
        status =
            n_known > 0 ? lam_trials_mean(n_known, 1, room + i * n, &mean[i], &sem[i]) : LAM_OK;
        status = status == LAM_OK
                     ? answer_number(a, signal->name, band, keys[i], i == 0 ? unit : NULL, mean[i])
                     : status;
        lam_format(key, sizeof key, "%s_sem", keys[i]);
        status = status == LAM_OK
                     ? answer_number(a, signal->name, band, key, i == 0 ? unit : NULL, sem[i])
                     : status;
    }
    free(room);
    return status;
}

static lam_status add_bands(const analyse_options *options, const analyse_signal *signal,
                            bool is_first, answer *a) {
    const char *all = options->bands != NULL ? options->bands : "alpha=8:13,beta=15:30,gamma=30:80";
    density of;
    (void)is_first;
    LAM_TRY(find_density(options, signal, &of));
    lam_status status = *all == '\0' ? fail_bands(all) : LAM_OK;
    for (const char *at = all; *at != '\0' && status == LAM_OK;) {
        char name[ANSWER_NAME];
        double low_hz = 0, high_hz = 0;
        status = next_band(all, &at, name, &low_hz, &high_hz);
        status =
            status == LAM_OK ? answer_number(a, signal->name, name, "from", "hz", low_hz) : status;
        status =
            status == LAM_OK ? answer_number(a, signal->name, name, "to", "hz", high_hz) : status;
        status = status == LAM_OK
                     ? add_band(signal, &of, name, low_hz, high_hz, options->bands != NULL, a)
                     : status;
    }
    free(of.freq_hz);
    return status;
}

lam_status analyse_bands(const analyse_input *input, const analyse_options *options, answer *a) {
    a->labels[0] = "signal";
    a->labels[1] = "band";
    return for_each(input, options, a, add_bands);
}

/* ---- wavelets ---- */

static double cycles_of(const analyse_options *options) {
    return isnan(options->n_cycles) ? 7 : options->n_cycles;
}

/* The mean over trials of power, each `every`-th sample of it: [n_freq][n_kept]. */
static lam_status mean_power(const analyse_options *options, const analyse_signal *signal,
                             size_t n_freq, const double *freq_hz, size_t every, double *kept) {
    size_t n = signal->n, n_kept = (n - 1) / every + 1;
    double *power = lam_alloc(n_freq * n_kept, sizeof *power);
    lam_status status = power == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t k = 0; k < signal->n_trials && status == LAM_OK; k++) {
        status = lam_morlet_power_every(n, signal->trials + k * n, signal->dt_ms,
                                        cycles_of(options), n_freq, freq_hz, every, power);
        for (size_t i = 0; i < n_freq * n_kept && status == LAM_OK; i++) {
            kept[i] += power[i] / (double)signal->n_trials;
        }
    }
    free(power);
    return status;
}

/* The frequencies, how far from the ends power is too low, and a word about short signals. */
static lam_status describe_wavelets(const analyse_options *options, const analyse_signal *signal,
                                    size_t n_freq, const double *freq_hz, answer *a) {
    double *reach_ms = lam_alloc(n_freq, sizeof *reach_ms), cycles = cycles_of(options);
    double length_ms = (double)(signal->n - 1) * signal->dt_ms, longest_hz = 0;
    if (reach_ms == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t k = 0; k < n_freq; k++) {
        reach_ms[k] = lam_morlet_reach_ms(cycles, freq_hz[k]);
        longest_hz = 2 * reach_ms[k] > length_ms ? freq_hz[k] : longest_hz;
    }
    a->names = a->n;
    lam_status status = answer_list(a, NULL, "freq_hz", NULL, n_freq, freq_hz);
    if (status == LAM_OK) {
        answer_json_only(a);
        status = answer_list(a, NULL, "reach_ms", NULL, n_freq, reach_ms);
    }
    if (status == LAM_OK) {
        answer_json_only(a);
    }
    if (status == LAM_OK && longest_hz > 0) {
        char note[256];
        lam_format(note, sizeof note,
                   "up to %g Hz no sample of these %g ms is further than reach_ms from an end: "
                   "power there is too low",
                   longest_hz, length_ms);
        status = answer_text(a, NULL, "note", note);
    }
    free(reach_ms);
    return status;
}

static lam_status add_tfr(const analyse_options *options, const analyse_signal *signal,
                          bool is_first, answer *a) {
    double length_ms = (double)(signal->n - 1) * signal->dt_ms, *freq_hz = NULL;
    double least_ms = fmax(1, ceil(length_ms / MOST_TIMES - 1e-9));
    double step_ms = isnan(options->step_ms) ? least_ms : options->step_ms;
    double steps = fmax(1, nearbyint(step_ms / signal->dt_ms));
    size_t n_freq = 0, every = steps < (double)signal->n ? (size_t)steps : signal->n;
    size_t n_kept = (signal->n - 1) / every + 1;
    char unit[ANSWER_NAME], shown[ANSWER_NAME];
    square_unit(signal->unit, "", unit);
    square_unit(signal->unit, "", shown);
    LAM_TRY(analyse_frequencies(options, 10, 100, 1, &freq_hz, &n_freq));
    double *kept = lam_alloc(n_freq * n_kept, sizeof *kept), *time_ms = lam_alloc(n_kept, 8);
    lam_status status = kept == NULL || time_ms == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK) {
        status = mean_power(options, signal, n_freq, freq_hz, every, kept);
    }
    for (size_t i = 0; i < n_kept && status == LAM_OK; i++) {
        time_ms[i] = signal->time_ms[i * every];
    }
    if (status == LAM_OK && is_first) {
        status = describe_wavelets(options, signal, n_freq, freq_hz, a);
        status = status == LAM_OK ? answer_list(a, NULL, "time_ms", NULL, n_kept, time_ms) : status;
    }
    status = status == LAM_OK ? answer_matrix(a, signal->name, "mean", unit, n_freq, n_kept, kept)
                              : status;
    status = status == LAM_OK ? answer_text(a, signal->name, "unit", shown) : status;
    free(freq_hz);
    free(kept);
    free(time_ms);
    return status;
}

lam_status analyse_tfr(const analyse_input *input, const analyse_options *options, answer *a) {
    a->has_columns = true;
    return for_each(input, options, a, add_tfr);
}

/* ---- events ---- */

/* A member of each event as a list. */
static lam_status add_member(answer *a, const char *key, const char *unit, size_t n,
                             const lam_rhythm_event *events, size_t offset, double more) {
    double *values = lam_alloc(n, sizeof *values);
    if (values == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        memcpy(&values[i], (const char *)&events[i] + offset, sizeof values[i]);
        values[i] += more;
    }
    lam_status status = answer_list(a, "events", key, unit, n, values);
    free(values);
    return status;
}

static lam_status add_list(const analyse_input *input, const analyse_signal *signal, size_t n,
                           const lam_rhythm_event *events, answer *a) {
    double start_ms = signal->time_ms[0];
    char unit[ANSWER_NAME];
    square_unit(signal->unit, "", unit);
    const struct {
        const char *key, *unit;
        size_t offset;
        double more;
    } members[] = {
        {"peak_ms", NULL, offsetof(lam_rhythm_event, peak_ms), start_ms},
        {"freq_hz", NULL, offsetof(lam_rhythm_event, freq_hz), 0},
        {"power", unit, offsetof(lam_rhythm_event, power), 0},
        {"power_medians", NULL, offsetof(lam_rhythm_event, power_medians), 0},
        {"onset_ms", NULL, offsetof(lam_rhythm_event, onset_ms), start_ms},
        {"offset_ms", NULL, offsetof(lam_rhythm_event, offset_ms), start_ms},
        {"duration_ms", NULL, offsetof(lam_rhythm_event, duration_ms), 0},
        {"span_low_hz", NULL, offsetof(lam_rhythm_event, span_low_hz), 0},
        {"span_high_hz", NULL, offsetof(lam_rhythm_event, span_high_hz), 0},
        {"trough_ms", NULL, offsetof(lam_rhythm_event, trough_ms), start_ms},
    };
    double *trials = lam_alloc(n, sizeof *trials);
    if (trials == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        trials[i] = (double)input->trials_owned[events[i].trial];
    }
    lam_status status = answer_list(a, "events", "trial", NULL, n, trials);
    free(trials);
    for (size_t i = 0; i < sizeof members / sizeof *members && status == LAM_OK; i++) {
        status = add_member(a, members[i].key, members[i].unit, n, events, members[i].offset,
                            members[i].more);
    }
    return status;
}

static lam_status add_summary(const analyse_signal *signal, size_t n,
                              const lam_rhythm_event *events, answer *a) {
    double length_s = (double)signal->n * signal->dt_ms / 1000 * (double)signal->n_trials;
    double sums[3] = {0, 0, 0};
    char unit[ANSWER_NAME];
    square_unit(signal->unit, "", unit);
    for (size_t i = 0; i < n; i++) {
        sums[0] += events[i].duration_ms;
        sums[1] += events[i].freq_hz;
        sums[2] += events[i].power;
    }
    double count = n > 0 ? (double)n : (double)NAN;
    LAM_TRY(answer_text(a, NULL, "signal", signal->name));
    LAM_TRY(answer_number(a, NULL, NULL, "n_events", NULL, (double)n));
    LAM_TRY(answer_number(a, NULL, NULL, "rate_per_s", NULL, (double)n / length_s));
    LAM_TRY(answer_number(a, NULL, NULL, "mean_duration_ms", NULL, sums[0] / count));
    LAM_TRY(answer_number(a, NULL, NULL, "mean_freq_hz", NULL, sums[1] / count));
    LAM_TRY(answer_number(a, NULL, NULL, "mean_power", NULL, sums[2] / count));
    return answer_text(a, NULL, "power_unit", unit);
}

/* 100 ms to each side of the trough, or as much as the signal has. */
static lam_status add_waveform(const analyse_signal *signal, size_t n,
                               const lam_rhythm_event *events, answer *a) {
    size_t half = (size_t)nearbyint(100 / signal->dt_ms), n_used = 0;
    half = half < (signal->n - 1) / 2 ? half : (signal->n - 1) / 2;
    size_t width = 2 * half + 1;
    double *room = lam_alloc(3 * width, sizeof *room), *mean = room + width;
    if (room == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < width; i++) {
        room[i] = ((double)i - (double)half) * signal->dt_ms;
    }
    lam_status status =
        lam_rhythm_waveform(signal->n_trials, signal->n, signal->trials, signal->dt_ms, n, events,
                            half, mean, mean + width, &n_used);
    static const char *const keys[] = {"time_ms", "mean", "sem"};
    for (size_t i = 0; i < 3 && status == LAM_OK; i++) {
        status = answer_list(a, "waveform", keys[i], NULL, width, room + i * width);
        if (status == LAM_OK) {
            answer_json_only(a);
        }
    }
    if (status == LAM_OK) {
        status = answer_number(a, "waveform", NULL, "n_events", NULL, (double)n_used);
    }
    status = status == LAM_OK ? answer_text(a, "waveform", "unit", signal->unit) : status;
    free(room);
    return status;
}

/* Of the first signal: the sum of all dipoles, or the one that is asked for. */
lam_status analyse_events(const analyse_input *input, const analyse_options *options, answer *a) {
    lam_rhythm_options how = {15, 29, 1, 6, cycles_of(options)};
    analyse_signal signal;
    lam_rhythm_event *events = NULL;
    size_t n = 0;
    a->has_columns = true;
    if (options->freq != NULL) {
        LAM_TRY(analyse_range("freq", options->freq, &how.low_hz, &how.high_hz, &how.step_hz));
    }
    how.threshold = isnan(options->threshold) ? how.threshold : options->threshold;
    LAM_TRY(analyse_load(input, options, 0, true, &signal));
    lam_status status = lam_rhythm_events(signal.n_trials, signal.n, signal.trials, signal.dt_ms,
                                          &how, &events, &n);
    status = status == LAM_OK ? add_summary(&signal, n, events, a) : status;
    status = status == LAM_OK ? add_list(input, &signal, n, events, a) : status;
    status = status == LAM_OK ? add_waveform(&signal, n, events, a) : status;
    free(events);
    analyse_signal_free(&signal);
    return status;
}
