/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_options.c - the words NAME=VALUE that the launcher makes of options (tools/options.txt).
 */
#include "analyse.h"

#include <math.h>
#include <string.h>

/* Where the value of a word goes. */
typedef struct place {
    const char *name;
    const char **text; /* or */
    double *number;    /* or */
    bool *flag;
} place;

static lam_status take(const place *to, const char *name, const char *value) {
    if (to->text != NULL) {
        *to->text = value;
    } else if (to->flag != NULL) {
        *to->flag = strcmp(value, "0") != 0;
    } else if (!lam_number_read(value, "", to->number, NULL) || !isfinite(*to->number)) {
        return lam_fail(LAM_ERR_INPUT, "--%s: '%s'; accepted: a number", name, value);
    }
    return LAM_OK;
}

lam_status analyse_options_read(int n_words, char **words, analyse_options *options_out) {
    analyse_options o = {.format = "csv", .from_ms = NAN, .to_ms = NAN};
    o.scale = o.smooth_ms = o.segment_ms = o.bin_ms = o.step_ms = o.threshold = o.n_cycles = NAN;
    const place places[] = {
        {"results", &o.results, NULL, NULL},    {"what", &o.what, NULL, NULL},
        {"target", &o.target, NULL, NULL},      {"signal", &o.signal, NULL, NULL},
        {"trials", &o.trials, NULL, NULL},      {"bands", &o.bands, NULL, NULL},
        {"freq", &o.freq, NULL, NULL},          {"by", &o.by, NULL, NULL},
        {"format", &o.format, NULL, NULL},      {"out", &o.out, NULL, NULL},
        {"from", NULL, &o.from_ms, NULL},       {"to", NULL, &o.to_ms, NULL},
        {"scale", NULL, &o.scale, NULL},        {"smooth", NULL, &o.smooth_ms, NULL},
        {"segment", NULL, &o.segment_ms, NULL}, {"bin", NULL, &o.bin_ms, NULL},
        {"step", NULL, &o.step_ms, NULL},       {"threshold", NULL, &o.threshold, NULL},
        {"cycles", NULL, &o.n_cycles, NULL},    {"force", NULL, NULL, &o.force},
        {"units", &o.units, NULL, NULL},        {"data", &o.data, NULL, NULL},
    };
    for (int i = 0; i < n_words; i++) {
        char *equals = strchr(words[i], '=');
        size_t k = 0, n = sizeof places / sizeof *places;
        size_t length = equals == NULL ? 0 : (size_t)(equals - words[i]);
        while (k < n && (strlen(places[k].name) != length ||
                         strncmp(places[k].name, words[i], length) != 0)) {
            k++;
        }
        if (k == n) {
            return lam_fail(LAM_ERR_INPUT, "'%s'; accepted: NAME=VALUE of ./laminae analyse --help",
                            words[i]);
        }
        LAM_TRY(take(&places[k], places[k].name, equals + 1));
    }
    if (o.results == NULL) {
        return lam_fail(LAM_ERR_INPUT, "no results given; accepted: the folder of a run");
    }
    if (o.what == NULL) {
        return lam_fail(LAM_ERR_INPUT,
                        "no --what given; accepted: psd, bands, tfr, rates, peaks, "
                        "events, isi, rmse, synchrony, hist, shares, layers, contacts, depth");
    }
    *options_out = o;
    return LAM_OK;
}

lam_status analyse_range(const char *name, const char *text, double *low_out, double *high_out,
                         double *step_out) {
    double numbers[3] = {0, 0, step_out == NULL ? 1 : *step_out};
    const char *at = text;
    size_t n = 0;
    bool is_good = true;
    while (is_good && n < 3) {
        is_good = lam_number_read(at, ":", &numbers[n++], &at);
        if (!is_good || *at == '\0') {
            break;
        }
        at++;
    }
    is_good = is_good && *at == '\0' && n >= 2 && (n == 2 || step_out != NULL) && numbers[0] >= 0 &&
              numbers[1] > numbers[0] && numbers[2] > 0 && isfinite(numbers[1] / numbers[2]);
    if (!is_good) {
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
