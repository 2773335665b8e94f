/* SPDX-License-Identifier: BSD-3-Clause
 * lam_data_how.c - what a user or a header says of data: units, rate, where the trials are. */
#include "saved/lam_saved_impl.h"

#include "base/lam_number_impl.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *unit, *stored;
    double factor;
} units[] = {
    {"ms", "ms", 1},      {"s", "ms", 1e3},    {"us", "ms", 1e-3},  {"nAm", "nAm", 1},
    {"Am", "nAm", 1e9},   {"mAm", "nAm", 1e6}, {"uAm", "nAm", 1e3}, {"pAm", "nAm", 1e-3},
    {"fAm", "nAm", 1e-6}, {"uV", "uV", 1},     {"V", "uV", 1e6},    {"mV", "uV", 1e3},
    {"nV", "uV", 1e-3},   {"fT", "fT", 1},     {"T", "fT", 1e15},   {"pT", "fT", 1e3},
};
enum { N_UNITS = sizeof units / sizeof *units, N_TIMES = 3 };

bool lam_data_unit(const char *unit, const char **stored_out, double *factor_out) {
    for (size_t i = 0; i < N_UNITS; i++) {
        if (strcmp(units[i].unit, unit) == 0) {
            *stored_out = units[i].stored;
            *factor_out = units[i].factor;
            return true;
        }
    }
    return false;
}

static bool has_unit(const char *header, const char *unit) {
    size_t length = strlen(unit);
    const char *at = header;
    while ((at = strstr(at, unit)) != NULL) {
        bool begins = at > header && strchr("_([", at[-1]) != NULL;
        if (begins && (at[length] == '\0' || strchr(")] \t,;\r\n", at[length]) != NULL)) {
            return true;
        }
        at += length;
    }
    return false;
}

void lam_data_header_unit(const char *header, bool is_time, char unit_out[LAM_SAVED_UNIT],
                          char *other_out) {
    char unused[LAM_SAVED_UNIT], *other = other_out == NULL ? unused : other_out;
    unit_out[0] = other[0] = '\0';
    for (size_t i = is_time ? 0 : N_TIMES; i < (is_time ? N_TIMES : N_UNITS); i++) {
        if (has_unit(header, units[i].unit)) {
            lam_format(unit_out[0] == '\0' ? unit_out : other, LAM_SAVED_UNIT, "%s", units[i].unit);
        }
    }
}

void lam_data_clean_name(char *name) {
    for (char *c = name; *c != '\0'; c++) {
        *c = (*c <= ' ' && *c > 0) || strchr(",;/\"", *c) != NULL ? '_' : *c;
    }
}

/* The next of the words between commas. */
static bool next_word(const char **at, char word_out[LAM_DATA_NAME]) {
    size_t length = *at == NULL ? 0 : strcspn(*at, ",");
    if (*at == NULL || **at == '\0') {
        return false;
    }
    lam_format(word_out, LAM_DATA_NAME, "%.*s", (int)length, *at);
    *at += length + ((*at)[length] == ',' ? 1 : 0);
    return true;
}

static bool take_word(const char *word, lam_data_how *how) {
    if (strcmp(word, "trials=rows") == 0 || strcmp(word, "trials=columns") == 0) {
        how->trials_are_rows = strcmp(word, "trials=rows") == 0;
        how->trials_are_columns = !how->trials_are_rows;
        return true;
    }
    if (strncmp(word, "name=", 5) == 0) {
        lam_format(how->name, sizeof how->name, "%s", word + 5);
        return word[5] != '\0';
    }
    return strncmp(word, "rate=", 5) == 0 && lam_number_read(word + 5, "", &how->rate_hz, NULL) &&
           how->rate_hz > 0 && isfinite(how->rate_hz);
}

lam_status lam_data_how_read(const char *said_units, const char *data, lam_data_how *how_out) {
    lam_data_how how = {.rate_hz = 0};
    char word[LAM_DATA_NAME];
    for (const char *at = said_units; next_word(&at, word);) {
        const char *stored = "";
        double factor;
        if (!lam_data_unit(word, &stored, &factor)) {
            return lam_fail(LAM_ERR_INPUT,
                            "--units: '%s'; accepted: a unit of time (ms, s, us), one of values "
                            "(nAm, Am, uV, V, fT, T ...), or both, as in s,Am",
                            said_units);
        }
        lam_format(strcmp(stored, "ms") == 0 ? how.time_unit : how.unit, LAM_SAVED_UNIT, "%s",
                   word);
    }
    for (const char *at = data; next_word(&at, word);) {
        if (!take_word(word, &how)) {
            return lam_fail(LAM_ERR_INPUT,
                            "--data: '%s'; accepted: rate=HZ, trials=rows, trials=columns, "
                            "name=NAME, with commas between them",
                            data);
        }
    }
    *how_out = how;
    return LAM_OK;
}
