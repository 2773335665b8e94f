/* SPDX-License-Identifier: BSD-3-Clause
 * report.h - the results that `laminae report` is about, and the parts of its page. */
#ifndef LAM_REPORT_H
#define LAM_REPORT_H

#include "laminae/program.h"
#include "laminae.h"

enum { REPORT_MOST_RESULTS = 12, REPORT_LABEL = 256 };

typedef struct report_run {
    const char *path; /* as given */
    lam_saved *saved;
    const lam_saved_facts *facts;
    lam_network *network;     /* NULL: a text of curves, which has none */
    char label[REPORT_LABEL]; /* its name on the page */
} report_run;

typedef struct report {
    size_t n;
    report_run runs[REPORT_MOST_RESULTS];
    const char *units, *data; /* of files of data; NULL: as these say */
} report;

/* ---- report_html.c: text of the page, which is HTML and well-formed XML ---- */

/* Where text stands: from somebody else, it can be neither a tag nor an entity. */
void html_text(lam_text *page, const char *text);
/* The line for which report.sh puts a file in its work folder. */
void html_insert(lam_text *page, const char *name);
/* A path or word as the shell reads it, as text. */
void html_shell(lam_text *page, const char *word);

/* ---- the parts; each is LAM_ERR_MEMORY, an error of what is read, or good ---- */

typedef lam_status report_part(const report *of, lam_text *page);
report_part report_page; /* report_page.c: all of it */
report_part
    report_figures;       /* report_figures.c: lines NAME KIND FIRST LAST of what is to be drawn */
report_part report_about; /* report_about.c: what was run, how to repeat it */
report_part report_differences; /* report_differences.c: of parameters */
report_part report_traces;      /* report_traces.c: curves that zoom */
/* The figures of all results together (SIZE_MAX) or of one: where report.sh inserts them. */
lam_status report_show_figures(const report *of, size_t run, lam_text *page);

#endif
