/* SPDX-License-Identifier: BSD-3-Clause
 * plot_options.c - the words NAME=VALUE that the launcher makes of options (tools/options.txt). */
#include "plot.h"

#include <math.h>
#include <string.h>

/* Where the value of a word goes. */
typedef struct place {
    const char *name;
    const char **text; /* or */
    double *number;    /* or */
    bool *flag;
} place;

static lam_status take(const place *to, const char *value) {
    if (to->text != NULL) {
        *to->text = value;
    } else if (to->flag != NULL) {
        *to->flag = strcmp(value, "0") != 0;
    } else if (!lam_number_read(value, "", to->number, NULL) || !isfinite(*to->number)) {
        return lam_fail(LAM_ERR_INPUT, "--%s: '%s'; accepted: a number", to->name, value);
    }
    return LAM_OK;
}

static lam_status take_results(plot_options *o, const char *value) {
    if (o->n_results == PLOT_MOST_RESULTS) {
        return lam_fail(LAM_ERR_INPUT, "%s: the %dth result; accepted: up to %d", value,
                        PLOT_MOST_RESULTS + 1, PLOT_MOST_RESULTS);
    }
    o->results[o->n_results++] = value;
    return LAM_OK;
}

lam_status plot_options_read(int n_words, char **words, plot_options *options_out) {
    plot_options o = {.from_ms = NAN, .to_ms = NAN, .samples = 4000, .n_results = 0};
    o.scale = o.smooth_ms = o.bin_ms = o.at_ms = NAN;
    const place places[] = {
        {"kind", &o.kind, NULL, NULL},       {"trials", &o.trials, NULL, NULL},
        {"compare", &o.compare, NULL, NULL}, {"signal", &o.signal, NULL, NULL},
        {"freq", &o.freq, NULL, NULL},       {"title", &o.title, NULL, NULL},
        {"units", &o.units, NULL, NULL},     {"data", &o.data, NULL, NULL},
        {"from", NULL, &o.from_ms, NULL},    {"to", NULL, &o.to_ms, NULL},
        {"scale", NULL, &o.scale, NULL},     {"smooth", NULL, &o.smooth_ms, NULL},
        {"bin", NULL, &o.bin_ms, NULL},      {"at", NULL, &o.at_ms, NULL},
        {"mean", NULL, NULL, &o.mean},       {"samples", NULL, &o.samples, NULL},
    };
    for (int i = 0; i < n_words; i++) {
        char *equals = strchr(words[i], '=');
        size_t k = 0, n = sizeof places / sizeof *places;
        size_t length = equals == NULL ? 0 : (size_t)(equals - words[i]);
        if (length == 7 && strncmp(words[i], "results", length) == 0) {
            LAM_TRY(take_results(&o, equals + 1));
            continue;
        }
        while (k < n && (strlen(places[k].name) != length ||
                         strncmp(places[k].name, words[i], length) != 0)) {
            k++;
        }
        if (k == n) {
            return lam_fail(LAM_ERR_INPUT, "'%s'; accepted: NAME=VALUE of ./laminae plot --help",
                            words[i]);
        }
        LAM_TRY(take(&places[k], equals + 1));
    }
    if (o.n_results == 0) {
        return lam_fail(LAM_ERR_INPUT, "no results given; accepted: the folder of a run");
    }
    *options_out = o;
    return LAM_OK;
}
