/* SPDX-License-Identifier: BSD-3-Clause
 * report_about.c - what was run, and how to repeat it. */
#include "report.h"

#include <stdlib.h>
#include <string.h>

/* What the file of results says of itself (docs/results.md). */
static const struct fact {
    const char *name, *title, *unit;
} facts[] = {
    {"network", "network", ""},        {"laminae_version", "Laminae", ""},
    {"neuron_version", "NEURON", ""},  {"engine", "engine", ""},
    {"baseline", "baseline", ""},      {"trials", "trials", ""},
    {"tstop_ms", "length", " ms"},     {"dt_ms", "time step", " ms"},
    {"celsius", "temperature", " °C"}, {"seed", "seed", ""},
    {"ranks", "MPI ranks", ""},
};

/* The values of one fact in all results; the caller frees them. */
static lam_status take_values(const report *of, const char *name, char *values[]) {
    for (size_t i = 0; i < of->n; i++) {
        LAM_TRY(lam_saved_about(of->runs[i].saved, name, &values[i]));
    }
    return LAM_OK;
}

static void add_row(const report *of, const char *title, const char *unit, char *const values[],
                    lam_text *page) {
    bool differ = false;
    for (size_t i = 1; i < of->n; i++) {
        differ = differ || strcmp(values[i], values[0]) != 0;
    }
    lam_text_add(page, "<tr%s><th scope=\"row\">%s%s</th>", differ ? " class=\"differs\"" : "",
                 title, differ ? " <small>(differs)</small>" : "");
    for (size_t i = 0; i < of->n; i++) {
        lam_text_add(page, "<td>");
        html_text(page, values[i][0] == '\0' ? "–" : values[i]);
        lam_text_add(page, "%s</td>", values[i][0] == '\0' ? "" : unit);
    }
    lam_text_add(page, "</tr>\n");
}

static lam_status add_facts(const report *of, lam_text *page) {
    lam_status status = LAM_OK;
    for (size_t k = 0; k < sizeof facts / sizeof *facts && status == LAM_OK; k++) {
        char *values[REPORT_MOST_RESULTS] = {NULL};
        status = take_values(of, facts[k].name, values);
        if (status == LAM_OK) {
            add_row(of, facts[k].title, facts[k].unit, values, page);
        }
        for (size_t i = 0; i < of->n; i++) {
            free(values[i]);
        }
    }
    return status;
}

static void add_shown(const report *of, lam_text *page) {
    char rooms[REPORT_MOST_RESULTS][96], *values[REPORT_MOST_RESULTS];
    for (size_t i = 0; i < of->n; i++) {
        const lam_saved_facts *shown = of->runs[i].facts;
        values[i] = rooms[i];
        lam_format(rooms[i], sizeof rooms[i], "times %.6g, not smoothed", shown->scale);
        if (shown->smooth_ms > 0) {
            lam_format(rooms[i], sizeof rooms[i], "times %.6g, smoothed over %.6g ms", shown->scale,
                       shown->smooth_ms);
        }
    }
    add_row(of, "dipoles shown", "", values, page);
}

/* The command that was given, and the one that repeats the run from its results. */
static lam_status add_commands(const report_run *run, size_t number, lam_text *page) {
    char *command = NULL, *complete = NULL;
    LAM_TRY(lam_saved_about(run->saved, "command", &command));
    lam_status status = lam_saved_about(run->saved, "complete", &complete);
    if (status == LAM_OK) {
        lam_text_add(page, "<h3 id=\"run_%zu\">", number);
        html_text(page, run->label);
        lam_text_add(page, "</h3>\n");
        if (strcmp(complete, "0") == 0) {
            lam_text_add(page,
                         "<p class=\"warning\">Not complete: the run was interrupted or failed. "
                         "Trials that it finished: %zu.</p>\n",
                         run->facts->n_trials);
        }
        if (!run->facts->is_results) {
            lam_text_add(page, "<p>A text of curves: ");
            html_text(page, run->facts->path);
            lam_text_add(page, "</p>\n");
        } else {
            lam_text_add(page, "<p>The command was</p>\n<pre tabindex=\"0\"><code>");
            html_text(page, command);
            lam_text_add(page,
                         "</code></pre>\n<p>From these results, which hold the whole network, "
                         "the same numbers come by</p>\n"
                         "<pre tabindex=\"0\"><code>./laminae run ");
            html_shell(page, run->path);
            lam_text_add(page, " --out results/repeated</code></pre>\n");
        }
    }
    free(command);
    free(complete);
    return status;
}

/* The network in words, as `laminae describe` prints it. */
static lam_status add_network(const report_run *run, lam_text *page) {
    char *text = NULL;
    if (run->network == NULL) {
        return LAM_OK;
    }
    LAM_TRY(lam_describe(run->network, &text));
    lam_text_add(page, "<details>\n<summary>The network of ");
    html_text(page, run->label);
    lam_text_add(page, " in tables</summary>\n<pre tabindex=\"0\">");
    html_text(page, text);
    lam_text_add(page, "</pre>\n</details>\n");
    free(text);
    return LAM_OK;
}

lam_status report_about(const report *of, lam_text *page) {
    lam_text_add(page, "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Table: what "
                       "was run\">\n<table>\n<thead><tr><td></td>");
    for (size_t i = 0; i < of->n; i++) {
        lam_text_add(page, "<th scope=\"col\">");
        html_text(page, of->runs[i].label);
        lam_text_add(page, "</th>");
    }
    lam_text_add(page, "</tr></thead>\n<tbody>\n");
    LAM_TRY(add_facts(of, page));
    add_shown(of, page);
    lam_text_add(page, "</tbody>\n</table>\n</div>\n");
    for (size_t i = 0; i < of->n; i++) {
        LAM_TRY(add_commands(&of->runs[i], i + 1, page));
        LAM_TRY(add_network(&of->runs[i], page));
    }
    return LAM_OK;
}
