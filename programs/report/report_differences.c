/* SPDX-License-Identifier: BSD-3-Clause
 * report_differences.c - in which parameters the networks of results differ: by the paths of
 * `laminae describe --paths`, which --set takes. */
#include "report.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 500 };

typedef struct parameter {
    const char *path, *value, *unit;
} parameter;

/* Those of one network, sorted by path, and in the order of the network. */
typedef struct list {
    char *text_owned;
    size_t n;
    parameter *in_order_owned, *sorted_owned;
} list;

static void free_list(list *of) {
    free(of->text_owned);
    free(of->in_order_owned);
    free(of->sorted_owned);
}

static int compare_paths(const void *a, const void *b) {
    return strcmp(((const parameter *)a)->path, ((const parameter *)b)->path);
}

/* The three columns of a line, which two spaces or more part; the line is cut into them. */
static parameter split(char *line) {
    parameter p = {.path = line, .value = "", .unit = ""};
    char *gap = strstr(line, "  ");
    if (gap == NULL) {
        return p;
    }
    *gap = '\0';
    char *rest = gap + 1 + strspn(gap + 1, " ");
    p.value = rest;
    for (char *next = strstr(rest, "  "); next != NULL; next = strstr(rest, "  ")) {
        gap = next;
        rest = next + strspn(next, " ");
    }
    if (rest != p.value) {
        p.unit = rest;
        *gap = '\0';
    }
    return p;
}

static lam_status read_list(const report_run *run, list *out) {
    LAM_TRY(lam_describe_paths(run->network, &out->text_owned));
    size_t n = 1;
    for (const char *c = out->text_owned; *c != '\0'; c++) {
        n += *c == '\n' ? 1 : 0;
    }
    out->in_order_owned = lam_alloc(n, sizeof(parameter));
    out->sorted_owned = lam_alloc(n, sizeof(parameter));
    if (out->in_order_owned == NULL || out->sorted_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (char *line = out->text_owned; *line != '\0';) {
        char *end = line + strcspn(line, "\n"), *next = *end == '\n' ? end + 1 : end;
        while (end > line && end[-1] == ' ') {
            end--;
        }
        *end = '\0';
        out->in_order_owned[out->n++] = split(line);
        line = next;
    }
    memcpy(out->sorted_owned, out->in_order_owned, out->n * sizeof(parameter));
    qsort(out->sorted_owned, out->n, sizeof(parameter), compare_paths);
    return LAM_OK;
}

/* The parameter of each network, NULL where it has none; whether they differ. */
static bool find_all(const list *lists, size_t n, const parameter *key, const parameter **found) {
    bool differ = false;
    for (size_t i = 0; i < n; i++) {
        found[i] = lists[i].n == 0 ? NULL
                                   : bsearch(key, lists[i].sorted_owned, lists[i].n,
                                             sizeof(parameter), compare_paths);
        differ = differ || found[i] == NULL || strcmp(found[i]->value, key->value) != 0 ||
                 strcmp(found[i]->unit, key->unit) != 0;
    }
    return differ;
}

static void add_row(const parameter *key, size_t n, const parameter *const *found, lam_text *page) {
    lam_text_add(page, "<tr><th scope=\"row\"><code>");
    html_text(page, key->path);
    lam_text_add(page, "</code></th>");
    for (size_t i = 0; i < n; i++) {
        lam_text_add(page, "<td>");
        html_text(page, found[i] == NULL ? "–" : found[i]->value);
        html_text(page, found[i] == NULL || found[i]->unit[0] == '\0' ? "" : " ");
        html_text(page, found[i] == NULL ? "" : found[i]->unit);
        lam_text_add(page, "</td>");
    }
    lam_text_add(page, "</tr>\n");
}

/* Rows of what differs, each once: below the first network that has it. Returns how many. */
static size_t add_rows(const list *lists, size_t n, lam_text *page) {
    size_t n_rows = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < lists[i].n; k++) {
            const parameter *found[REPORT_MOST_RESULTS], *key = &lists[i].in_order_owned[k];
            bool is_new = find_all(lists, n, key, found);
            for (size_t j = 0; j < i; j++) {
                is_new = is_new && found[j] == NULL;
            }
            if (is_new && n_rows++ < MOST_ROWS) {
                add_row(key, n, found, page);
            }
        }
    }
    return n_rows;
}

static void add_table(const report_run *const *runs, const list *lists, size_t n, lam_text *page) {
    lam_text rows = {.bytes = NULL};
    size_t n_rows = add_rows(lists, n, &rows);
    bool same = true;
    for (size_t i = 1; i < n; i++) {
        const char *a = lam_network_json(runs[0]->network), *b = lam_network_json(runs[i]->network);
        same = same && a != NULL && b != NULL && strcmp(a, b) == 0;
    }
    if (n_rows == 0) {
        lam_text_add(page, "<p>%s</p>\n",
                     same ? "The networks are the same."
                          : "The networks differ in no single value, but in lists or sources.");
        lam_text_free(&rows);
        return;
    }
    lam_text_add(page, "<p>%zu parameter%s by the path that <code>--set</code> takes", n_rows,
                 n_rows == 1 ? "" : "s");
    lam_text_add(page, n_rows > MOST_ROWS ? "; the first %d are shown.</p>\n" : ".</p>\n",
                 MOST_ROWS);
    lam_text_add(page, "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Table: "
                       "differences\">\n<table>\n<thead><tr><th scope=\"col\">path</th>");
    for (size_t i = 0; i < n; i++) {
        lam_text_add(page, "<th scope=\"col\">");
        html_text(page, runs[i]->label);
        lam_text_add(page, "</th>");
    }
    lam_text_add(page, "</tr></thead>\n<tbody>\n%s</tbody>\n</table>\n</div>\n",
                 rows.bytes == NULL ? "" : rows.bytes);
    page->out_of_memory = page->out_of_memory || rows.out_of_memory;
    lam_text_free(&rows);
}

lam_status report_differences(const report *of, lam_text *page) {
    const report_run *runs[REPORT_MOST_RESULTS];
    list lists[REPORT_MOST_RESULTS] = {{.n = 0}};
    size_t n = 0;
    lam_status status = LAM_OK;
    for (size_t i = 0; i < of->n && status == LAM_OK; i++) {
        if (of->runs[i].network != NULL) {
            runs[n] = &of->runs[i];
            status = read_list(runs[n], &lists[n]);
            n++;
        }
    }
    if (status == LAM_OK && n > 1) {
        lam_text_add(page, "<section aria-labelledby=\"differences\">\n"
                           "<h2 id=\"differences\">Differences of parameters</h2>\n");
        add_table(runs, lists, n, page);
        lam_text_add(page, "</section>\n");
    }
    for (size_t i = 0; i < n; i++) {
        free_list(&lists[i]);
    }
    return status;
}
