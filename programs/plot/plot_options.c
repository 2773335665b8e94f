/* SPDX-License-Identifier: BSD-3-Clause
 * plot_options.c - what is to be drawn. */
#include "plot.h"
#include "words.h"

#include <math.h>

lam_status plot_options_read(int n_words, char **words, plot_options *options_out) {
    plot_options o = {.from_ms = NAN, .to_ms = NAN, .samples = 4000, .n_results = 0};
    o.scale = o.smooth_ms = o.bin_ms = o.at_ms = NAN;
    word_list results = {o.results, .n = 0, .most = PLOT_MOST_RESULTS};
    const word known[] = {
        {"results", .list = &results},      {"kind", .text = &o.kind},
        {"trials", .text = &o.trials},      {"compare", .text = &o.compare},
        {"signal", .text = &o.signal},      {"freq", .text = &o.freq},
        {"title", .text = &o.title},        {"units", .text = &o.units},
        {"data", .text = &o.data},          {"from", .number = &o.from_ms},
        {"to", .number = &o.to_ms},         {"scale", .number = &o.scale},
        {"smooth", .number = &o.smooth_ms}, {"bin", .number = &o.bin_ms},
        {"at", .number = &o.at_ms},         {"samples", .number = &o.samples},
        {"mean", .flag = &o.mean},
    };
    LAM_TRY(words_read("plot", sizeof known / sizeof *known, known, n_words, words));
    o.n_results = results.n;
    if (o.n_results == 0) {
        return lam_fail(LAM_ERR_INPUT, "no results given; accepted: the folder of a run");
    }
    *options_out = o;
    return LAM_OK;
}
