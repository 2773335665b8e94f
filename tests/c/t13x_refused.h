/* SPDX-License-Identifier: BSD-3-Clause
 * t13x_refused.h - one wrong value after the other in the network of all kinds: each is refused by
 * one line that names the file, the path inside it, the value and what is accepted. */
#ifndef LAM_T13X_REFUSED_H
#define LAM_T13X_REFUSED_H

#include "t6xx_document.h"
#include "scratch.h"

/* One replacement in the network of all kinds (t6xx_document.h; ' for "), and what the line holds.
 */
typedef struct wrong {
    const char *old, *new_text, *line;
} wrong;

static inline void check_refused(const wrong *cases, size_t n_cases) {
    char file[SCRATCH_SIZE];
    scratch_file(file, "");
    for (size_t i = 0; i < n_cases; i++) {
        lam_network *network = (lam_network *)&network;
        char *text = replaced(all_kinds, cases[i].old, cases[i].new_text), *line;
        for (char *c = text; *c != '\0'; c++) {
            *c = *c == '\'' ? '"' : *c;
        }
        write_file(file, text, strlen(text));
        lam_status status = lam_network_read(file, &network);
        cr_expect_eq(status, LAM_ERR_INPUT, "%s -> %s is accepted", cases[i].old,
                     cases[i].new_text);
        if (status == LAM_OK) {
            lam_network_destroy(network);
            free(text);
            continue;
        }
        cr_expect_eq((void *)network, (void *)&network, "the output was touched");
        cr_expect_eq(strncmp(lam_error(), file, strlen(file)), 0, "%s", lam_error());
        line = strdup(lam_error() + strlen(file));
        for (char *c = line; *c != '\0'; c++) {
            *c = *c == '"' ? '\'' : *c;
        }
        cr_expect_not_null(strstr(line, cases[i].line), "expected %s\n  have     %s", cases[i].line,
                           line);
        cr_expect_not_null(strstr(line, "accepted: "), "%s", line);
        free(line);
        free(text);
    }
    remove(file);
}

#define REFUSED(cases) check_refused(cases, sizeof(cases) / sizeof(cases)[0])

#endif
