/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_options.c - what is to be analysed. */
#include "analyse.h"
#include "words.h"

#include <math.h>

lam_status analyse_options_read(int n_words, char **words, analyse_options *options_out) {
    analyse_options o = {.format = "csv", .from_ms = NAN, .to_ms = NAN};
    o.scale = o.smooth_ms = o.segment_ms = o.bin_ms = o.step_ms = o.threshold = o.n_cycles = NAN;
    const word known[] = {
        {"results", .text = &o.results},
        {"what", .text = &o.what},
        {"target", .text = &o.target},
        {"signal", .text = &o.signal},
        {"trials", .text = &o.trials},
        {"bands", .text = &o.bands},
        {"freq", .text = &o.freq},
        {"by", .text = &o.by},
        {"format", .text = &o.format},
        {"out", .text = &o.out},
        {"units", .text = &o.units},
        {"data", .text = &o.data},
        {"from", .number = &o.from_ms},
        {"to", .number = &o.to_ms},
        {"scale", .number = &o.scale},
        {"smooth", .number = &o.smooth_ms},
        {"segment", .number = &o.segment_ms},
        {"bin", .number = &o.bin_ms},
        {"step", .number = &o.step_ms},
        {"threshold", .number = &o.threshold},
        {"cycles", .number = &o.n_cycles},
        {"force", .flag = &o.force},
    };
    LAM_TRY(words_read("analyse", sizeof known / sizeof *known, known, n_words, words));
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
