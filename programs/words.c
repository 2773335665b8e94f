/* SPDX-License-Identifier: BSD-3-Clause
 * words.c - the words NAME=VALUE that the launcher makes of options. */
#include "words.h"

#include "laminae/program.h"

#include <math.h>
#include <string.h>

static lam_status take(const word *to, const char *value) {
    if (to->text != NULL) {
        *to->text = value;
    } else if (to->flag != NULL) {
        *to->flag = strcmp(value, "0") != 0;
    } else if (to->list != NULL && to->list->n == to->list->most) {
        return lam_fail(LAM_ERR_INPUT, "%s: no. %zu of the %s; accepted: up to %zu", value,
                        to->list->n + 1, to->name, to->list->most);
    } else if (to->list != NULL) {
        to->list->texts[to->list->n++] = value;
    } else if (!lam_number_read(value, "", to->number, NULL) || !isfinite(*to->number)) {
        return lam_fail(LAM_ERR_INPUT, "--%s: '%s'; accepted: a number", to->name, value);
    }
    return LAM_OK;
}

lam_status words_read(const char *command, size_t n_known, const word *known, int n_given,
                      char **given) {
    for (int i = 0; i < n_given; i++) {
        size_t k = 0, length = strcspn(given[i], "=");
        while (k < n_known &&
               (strlen(known[k].name) != length || strncmp(known[k].name, given[i], length) != 0)) {
            k++;
        }
        if (k == n_known || given[i][length] == '\0') {
            return lam_fail(LAM_ERR_INPUT, "'%s'; accepted: NAME=VALUE of ./laminae %s --help",
                            given[i], command);
        }
        LAM_TRY(take(&known[k], given[i] + length + 1));
    }
    return LAM_OK;
}
