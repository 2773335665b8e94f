/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_main.c - laminae-analyse NAME=VALUE ..., which `laminae analyse` and `laminae compare`
 * call: numbers about results, without NEURON. */
#include "analyse.h"

#include "laminae/program.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    analyse_what *run;
} all[] = {
    {"mean", analyse_mean},       {"psd", analyse_psd},
    {"bands", analyse_bands},     {"tfr", analyse_tfr},
    {"rates", analyse_rates},     {"peaks", analyse_peaks},
    {"events", analyse_events},   {"isi", analyse_isi},
    {"rmse", analyse_rmse},       {"synchrony", analyse_synchrony},
    {"hist", analyse_hist},       {"locking", analyse_locking},
    {"compare", analyse_compare}, {"shares", analyse_shares},
    {"layers", analyse_layers},   {"contacts", analyse_contacts},
    {"depth", analyse_depth},
};

static lam_status answer_question(const analyse_options *options, answer *a) {
    analyse_input input = {.saved = NULL};
    size_t i = 0, n = sizeof all / sizeof *all;
    if (strcmp(options->what, "sobol") == 0 || strcmp(options->what, "differences") == 0) {
        a->what = options->what;
        LAM_TRY(analyse_options_check(options));
        return analyse_sobol(options, a);
    }
    if (strcmp(options->what, "ppc") == 0 || strcmp(options->what, "pre") == 0 ||
        strcmp(options->what, "ovl") == 0) {
        a->what = options->what;
        LAM_TRY(analyse_options_check(options));
        return analyse_posterior(options, a);
    }
    while (i < n && strcmp(all[i].name, options->what) != 0) {
        i++;
    }
    if (i == n) {
        return lam_fail(LAM_ERR_INPUT, "--what: '%s'; accepted: see ./laminae analyse --help",
                        options->what);
    }
    a->what = all[i].name;
    LAM_TRY(analyse_options_check(options));
    lam_status status = analyse_open(options->results, options, &input);
    status = status == LAM_OK ? all[i].run(&input, options, a) : status;
    if (status == LAM_OK && a->n == 0) {
        status = lam_fail(LAM_ERR_INPUT,
                          "%s: nothing to analyse; accepted: results with dipoles "
                          "and cells, or --signal",
                          input.facts->path);
    }
    analyse_close(&input);
    return status;
}

/* A file may be replaced if it begins as this answer does: by its first line, or as all JSON of
 * ours. */
static lam_status check_place(const analyse_options *options, const char *text) {
    static const char json[] = "{\n  \"laminae\":";
    bool is_json = strcmp(options->format, "json") == 0;
    size_t length = is_json ? strlen(json) : strcspn(text, "\n") + 1;
    char *beginning = lam_alloc(length + 1, 1);
    if (beginning == NULL) {
        return LAM_ERR_MEMORY;
    }
    memcpy(beginning, text, length);
    lam_status status =
        lam_file_check_place(options->out, "answer", options->force ? NULL : beginning);
    free(beginning);
    return status;
}

static lam_status write_out(const analyse_options *options, const char *text) {
    if (options->out != NULL) {
        LAM_TRY(check_place(options, text));
        return lam_file_write(options->out, text);
    }
    return fputs(text, stdout) >= 0 && fflush(stdout) == 0
               ? LAM_OK
               : lam_fail(LAM_ERR_IO, "%s: cannot write to standard output", options->what);
}

int main(int n_words, char **words) {
    analyse_options options;
    answer a = {.n = 0};
    lam_text text = {.bytes = NULL};
    char *bytes = NULL;
    lam_status status = analyse_options_read(n_words - 1, words + 1, &options);
    status = status == LAM_OK ? answer_question(&options, &a) : status;
    if (status == LAM_OK) {
        answer_write(&a, options.format, &text);
        status = lam_text_take(&text, &bytes);
    }
    status = status == LAM_OK ? write_out(&options, bytes) : status;
    free(bytes);
    answer_free(&a);
    if (status == LAM_OK) {
        analyse_say();
    } else {
        fprintf(stderr, "laminae: %s\n", lam_error());
    }
    return status == LAM_OK ? 0 : status == LAM_ERR_INPUT ? 2 : 1;
}
