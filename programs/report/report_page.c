/* SPDX-License-Identifier: BSD-3-Clause
 * report_page.c - the page: its frame, and what stands where. */
#include "report.h"

#include <stdint.h>

static void add_head(const report *of, lam_text *page) {
    lam_text_add(page, "<!DOCTYPE html>\n"
                       "<!-- a report of Laminae -->\n"
                       "<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
                       "<meta charset=\"utf-8\"/>\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                       "<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>");
    for (size_t i = 0; i < of->n; i++) {
        html_text(page, i == 0 ? "" : ", ");
        html_text(page, of->runs[i].label);
    }
    lam_text_add(page, " – a report of Laminae</title>\n<style>\n");
    html_insert(page, "style");
    lam_text_add(page, "</style>\n</head>\n<body>\n"
                       "<a class=\"skip\" href=\"#main\">To the content</a>\n<header>\n<h1>");
    for (size_t i = 0; i < of->n; i++) {
        html_text(page, i == 0 ? "" : ", ");
        html_text(page, of->runs[i].label);
    }
    lam_text_add(page, "</h1>\n<p>A report of Laminae %s</p>\n", LAM_VERSION);
}

/* A table that report.sh has made of what `laminae analyse` says. */
static void add_table(const char *name, const char *heading, lam_text *page) {
    lam_text_add(page, "<h3 id=\"%s\">%s</h3>\n", name, heading);
    html_insert(page, name);
}

static void add_tables(lam_text *page) {
    lam_text_add(page, "<section aria-labelledby=\"numbers\">\n<h2 id=\"numbers\">Numbers</h2>\n"
                       "<p>As <code>./laminae analyse</code> says them, means and standard errors "
                       "(SEM) over trials.</p>\n");
    add_table("peaks", "Peaks of the mean dipole", page);
    add_table("rates", "Firing rates", page);
    add_table("bands", "Power of the dipole in bands", page);
    lam_text_add(page, "</section>\n");
}

static lam_status add_body(const report *of, lam_text *page) {
    lam_text_add(page, "<main id=\"main\">\n<section aria-labelledby=\"what\">\n"
                       "<h2 id=\"what\">What was run</h2>\n");
    LAM_TRY(report_about(of, page));
    lam_text_add(page, "</section>\n");
    LAM_TRY(report_differences(of, page));
    lam_text_add(page, "<section aria-labelledby=\"traces\">\n<h2 id=\"traces\">Traces</h2>\n");
    LAM_TRY(report_traces(of, page));
    lam_text_add(page, "</section>\n");
    add_tables(page);
    lam_text_add(page, "<section aria-labelledby=\"figures\">\n<h2 id=\"figures\">Figures</h2>\n");
    LAM_TRY(report_show_figures(of, SIZE_MAX, page));
    for (size_t i = 0; i < of->n; i++) {
        if (of->n > 1) {
            lam_text_add(page, "<h3>");
            html_text(page, of->runs[i].label);
            lam_text_add(page, "</h3>\n");
        }
        LAM_TRY(report_show_figures(of, i, page));
    }
    lam_text_add(page, "</section>\n</main>\n");
    return LAM_OK;
}

lam_status report_page(const report *of, lam_text *page) {
    size_t n_networks = 0;
    for (size_t i = 0; i < of->n; i++) {
        n_networks += of->runs[i].network != NULL ? 1 : 0;
    }
    add_head(of, page);
    lam_text_add(
        page,
        "<nav aria-label=\"Contents\"><ul>\n<li><a href=\"#what\">What was run</a></li>\n%s"
        "<li><a href=\"#traces\">Traces</a></li>\n<li><a href=\"#numbers\">Numbers</a></li>\n"
        "<li><a href=\"#figures\">Figures</a></li>\n</ul></nav>\n</header>\n",
        n_networks > 1 ? "<li><a href=\"#differences\">Differences</a></li>\n" : "");
    LAM_TRY(add_body(of, page));
    lam_text_add(page, "<script>\n//<![CDATA[\n");
    html_insert(page, "script");
    lam_text_add(page, "//]]>\n</script>\n</body>\n</html>\n");
    return LAM_OK;
}
