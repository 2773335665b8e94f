/* SPDX-License-Identifier: BSD-3-Clause
 * report_main.c - laminae-report NAME=VALUE ..., which tools/report/report.sh calls: a page about
 * results, in which the script puts figures and tables. */
#include "report.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One label a line, as text of the page. */
static lam_status report_labels(const report *of, lam_text *page) {
    for (size_t i = 0; i < of->n; i++) {
        html_text(page, of->runs[i].label);
        lam_text_add(page, "\n");
    }
    return LAM_OK;
}

static const struct part {
    const char *name;
    report_part *write;
} parts[] = {{"page", report_page}, {"figures", report_figures}, {"labels", report_labels}};

static lam_status take(int n_words, char **words, report *of, const struct part **part_out) {
    const char *name = parts[0].name, *paths[REPORT_MOST_RESULTS];
    word_list results = {paths, .n = 0, .most = REPORT_MOST_RESULTS};
    const word known[] = {{"results", .list = &results},
                          {"part", .text = &name},
                          {"units", .text = &of->units},
                          {"data", .text = &of->data}};
    LAM_TRY(words_read("report", sizeof known / sizeof *known, known, n_words, words));
    for (; of->n < results.n; of->n++) {
        if (!lam_text_is_utf8(paths[of->n])) {
            return lam_fail(LAM_ERR_INPUT, "%s: accepted: a path in UTF-8", paths[of->n]);
        }
        of->runs[of->n].path = paths[of->n];
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(name, parts[i].name) == 0) {
            *part_out = &parts[i];
            return LAM_OK;
        }
    }
    return lam_fail(LAM_ERR_INPUT, "part '%s'; accepted: page, figures, labels", name);
}

/* ---- results ---- */

/* The path without what all results have at its end, and of that the last part: of
 * results/erp/results.h5 it is erp. */
static void name_run(report_run *run, bool whole) {
    static const char file[] = "/results.h5";
    const char *path = run->path;
    size_t end = strlen(path), begin = 0;
    if (end > strlen(file) && strcmp(path + end - strlen(file), file) == 0) {
        end -= strlen(file);
    }
    while (end > 1 && path[end - 1] == '/') {
        end--;
    }
    for (begin = whole ? 0 : end; begin > 0 && path[begin - 1] != '/';) {
        begin--;
    }
    lam_format(run->label, sizeof run->label, "%.*s", (int)(end - begin), path + begin);
    for (char *c = run->label; *c != '\0'; c++) {
        *c = *c == '\n' || *c == '\t' ? ' ' : *c;
    }
}

/* Results of one name in several folders have their paths as names. */
static void name_runs(report *of) {
    bool is_same = false;
    for (size_t i = 0; i < of->n; i++) {
        name_run(&of->runs[i], false);
        for (size_t j = 0; j < i; j++) {
            is_same = is_same || strcmp(of->runs[i].label, of->runs[j].label) == 0;
        }
    }
    for (size_t i = 0; i < of->n && is_same; i++) {
        name_run(&of->runs[i], true);
    }
}

static lam_status open_all(report *of) {
    if (of->n == 0) {
        return lam_fail(LAM_ERR_INPUT, "no results given; accepted: the folder of a run");
    }
    for (size_t i = 0; i < of->n; i++) {
        report_run *run = &of->runs[i];
        LAM_TRY(lam_saved_open_data(run->path, of->units, of->data, &run->saved));
        run->facts = lam_saved_facts_of(run->saved);
        if (run->facts->is_results) {
            LAM_TRY(lam_network_read(run->facts->path, &run->network));
        }
    }
    name_runs(of);
    return LAM_OK;
}

static void close_all(report *of) {
    for (size_t i = 0; i < of->n; i++) {
        lam_network_destroy(of->runs[i].network);
        lam_saved_close(of->runs[i].saved);
    }
}

int main(int n_words, char **words) {
    report of = {.n = 0};
    const struct part *part = NULL;
    lam_text page = {.bytes = NULL};
    char *bytes = NULL;
    lam_status status = take(n_words - 1, words + 1, &of, &part);
    status = status == LAM_OK ? open_all(&of) : status;
    status = status == LAM_OK ? part->write(&of, &page) : status;
    status = status == LAM_OK ? lam_text_take(&page, &bytes) : status;
    if (status == LAM_OK && (fputs(bytes, stdout) < 0 || fflush(stdout) != 0)) {
        status = lam_fail(LAM_ERR_IO, "report: cannot write to standard output");
    }
    free(bytes);
    lam_text_free(&page);
    close_all(&of);
    if (status != LAM_OK) {
        fprintf(stderr, "laminae: %s\n", lam_error());
    }
    return status == LAM_OK ? 0 : status == LAM_ERR_INPUT ? 2 : 1;
}
