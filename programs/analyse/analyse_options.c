/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_options.c - what is to be analysed, and which option is of use to what. */
#include "analyse.h"
#include "words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A word, and the --what that have a use for it, in blanks; NULL: all. */
typedef struct known {
    word word;
    const char *kinds;
} known;

enum { N_KNOWN = 27, MOST_FREQUENCIES = 10000 };

#define OF_SIGNALS " mean psd bands tfr peaks events rmse compare locking "
#define OF_DIPOLES OF_SIGNALS "shares "

static void fill(analyse_options *o, known out[N_KNOWN]) {
    const known all[N_KNOWN] = {
        {{"results", .text = &o->results}, NULL},
        {{"what", .text = &o->what}, NULL},
        {{"format", .text = &o->format}, NULL},
        {{"out", .text = &o->out}, NULL},
        {{"force", .flag = &o->force}, NULL},
        {{"trials", .text = &o->trials}, NULL},
        {{"from", .number = &o->from_ms}, NULL},
        {{"to", .number = &o->to_ms}, NULL},
        {{"units", .text = &o->units}, NULL},
        {{"data", .text = &o->data}, NULL},
        {{"signal", .text = &o->signal}, OF_DIPOLES "layers contacts depth "},
        {{"target", .text = &o->target}, " rmse compare layers contacts depth pre ovl "},
        {{"weights", .text = &o->weights}, " rmse compare "},
        {{"scale", .number = &o->scale}, OF_DIPOLES},
        {{"smooth", .number = &o->smooth_ms}, OF_DIPOLES},
        {{"lowpass", .number = &o->lowpass_hz}, OF_DIPOLES},
        {{"baseline", .text = &o->baseline}, OF_DIPOLES},
        {{"resample", .number = &o->resample_hz}, OF_DIPOLES},
        {{"minus", .text = &o->minus}, OF_DIPOLES "layers contacts "},
        {{"segment", .number = &o->segment_ms}, " psd bands "},
        {{"bands", .text = &o->bands}, " bands "},
        {{"freq", .text = &o->freq}, " tfr events locking "},
        {{"cycles", .number = &o->n_cycles}, " tfr events locking "},
        {{"step", .number = &o->step_ms}, " tfr "},
        {{"threshold", .number = &o->threshold}, " events "},
        {{"bin", .number = &o->bin_ms}, " synchrony hist "},
        {{"by", .text = &o->by}, " rates shares "},
    };
    memcpy(out, all, sizeof all);
}

static bool is_given(const word *of) {
    return of->text != NULL ? *of->text != NULL : of->number != NULL && !isnan(*of->number);
}

lam_status analyse_options_read(int n_words, char **words, analyse_options *options_out) {
    analyse_options o = {.format = "csv", .from_ms = NAN, .to_ms = NAN};
    known all[N_KNOWN];
    word names[N_KNOWN];
    o.scale = o.smooth_ms = o.lowpass_hz = o.resample_hz = NAN;
    o.segment_ms = o.bin_ms = o.step_ms = o.threshold = o.n_cycles = NAN;
    fill(&o, all);
    for (size_t i = 0; i < N_KNOWN; i++) {
        names[i] = all[i].word;
    }
    LAM_TRY(words_read("analyse", N_KNOWN, names, n_words, words));
    if (o.results == NULL) {
        return lam_fail(LAM_ERR_INPUT, "no results given; accepted: the folder of a run");
    }
    if (o.what == NULL) {
        return lam_fail(LAM_ERR_INPUT,
                        "no --what given; accepted: mean, psd, bands, tfr, rates, peaks, events, "
                        "isi, rmse, synchrony, hist, locking, shares, layers, contacts, depth, "
                        "sobol, differences, ppc, pre, ovl");
    }
    *options_out = o;
    return LAM_OK;
}

/* " psd bands " becomes "psd, bands". */
static void list_kinds(const char *kinds, char out[ANSWER_NAME]) {
    size_t n = 0;
    for (const char *c = kinds + 1; c[1] != '\0' && n + 2 < ANSWER_NAME; c++) {
        if (*c == ' ') {
            out[n++] = ',';
        }
        out[n++] = *c;
    }
    out[n] = '\0';
}

lam_status analyse_options_check(const analyse_options *options) {
    analyse_options o = *options;
    known all[N_KNOWN];
    char kind[ANSWER_NAME], kinds[ANSWER_NAME];
    fill(&o, all);
    lam_format(kind, sizeof kind, " %s ", o.what);
    for (size_t i = 0; i < N_KNOWN; i++) {
        if (all[i].kinds != NULL && is_given(&all[i].word) && strstr(all[i].kinds, kind) == NULL) {
            list_kinds(all[i].kinds, kinds);
            return lam_fail(LAM_ERR_INPUT, "--%s: is of no use to --what %s; accepted: with %s",
                            all[i].word.name, o.what, kinds);
        }
    }
    return LAM_OK;
}

lam_status analyse_options_no_shape(const analyse_options *options, const char *what) {
    analyse_options o = *options;
    known all[N_KNOWN];
    fill(&o, all);
    for (size_t i = 0; i < N_KNOWN; i++) {
        bool is_shape = all[i].kinds != NULL && strcmp(all[i].word.name, "signal") != 0 &&
                        strncmp(all[i].kinds, OF_DIPOLES, strlen(OF_DIPOLES)) == 0;
        if (is_shape && is_given(&all[i].word)) {
            return lam_fail(LAM_ERR_INPUT, "--%s: is of no use to %s; accepted: of dipoles",
                            all[i].word.name, what);
        }
    }
    return LAM_OK;
}

analyse_options analyse_options_of_other(const analyse_options *options, bool is_results) {
    analyse_options of = *options;
    of.trials = of.minus = NULL;
    if (!is_results) {
        of.signal = of.baseline = NULL;
        of.scale = of.smooth_ms = of.lowpass_hz = of.resample_hz = NAN;
    }
    return of;
}

/* ---- numbers between colons ---- */

/* How many there are, 1 to most; 0: it is something else. */
static size_t read_numbers(const char *text, size_t most, double *numbers) {
    const char *at = text;
    for (size_t n = 0; n < most; at++) {
        if (!lam_number_read(at, ":", &numbers[n++], &at)) {
            return 0;
        }
        if (*at == '\0') {
            return n;
        }
    }
    return 0;
}

lam_status analyse_range(const char *name, const char *text, double *low_out, double *high_out,
                         double *step_out) {
    double numbers[3] = {0, 0, step_out == NULL ? 1 : *step_out};
    size_t n = read_numbers(text, step_out == NULL ? 2 : 3, numbers);
    if (!(n >= 2 && numbers[0] >= 0 && numbers[1] > numbers[0] && numbers[2] > 0 &&
          isfinite(numbers[1] / numbers[2]))) {
        return lam_fail(LAM_ERR_INPUT, "--%s: '%s'; accepted: LO:HI%s in Hz, LO below HI", name,
                        text, step_out == NULL ? "" : " or LO:HI:STEP");
    }
    *low_out = numbers[0];
    *high_out = numbers[1];
    if (step_out != NULL) {
        *step_out = numbers[2];
    }
    return LAM_OK;
}

lam_status analyse_times(const char *name, const char *text, double *from_ms_out,
                         double *to_ms_out) {
    double numbers[2];
    if (!(read_numbers(text, 2, numbers) == 2 && isfinite(numbers[1] - numbers[0]) &&
          numbers[1] >= numbers[0])) {
        return lam_fail(LAM_ERR_INPUT, "--%s: '%s'; accepted: A:B in ms, A before B", name, text);
    }
    *from_ms_out = numbers[0];
    *to_ms_out = numbers[1];
    return LAM_OK;
}

lam_status analyse_frequencies(const analyse_options *options, double low_hz, double high_hz,
                               double step_hz, double **freq_hz_out, size_t *n_out) {
    bool is_one = options->freq != NULL && read_numbers(options->freq, 1, &low_hz) == 1;
    if (options->freq != NULL && !is_one) {
        LAM_TRY(analyse_range("freq", options->freq, &low_hz, &high_hz, &step_hz));
    }
    double n = is_one ? 1 : floor((high_hz - low_hz) / step_hz + 1e-9) + 1;
    if (!(n <= MOST_FREQUENCIES)) {
        return lam_fail(LAM_ERR_INPUT, "--freq: %g frequencies; accepted: at most %d", n,
                        MOST_FREQUENCIES);
    }
    double *freq_hz = lam_alloc((size_t)n, sizeof *freq_hz);
    for (size_t k = 0; k < (size_t)n && freq_hz != NULL; k++) {
        freq_hz[k] = low_hz + (double)k * step_hz;
    }
    *freq_hz_out = freq_hz;
    *n_out = (size_t)n;
    return freq_hz != NULL ? LAM_OK : LAM_ERR_MEMORY;
}
