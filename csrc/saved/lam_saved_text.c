/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved_text.c - curves in a text: HNN's dpl.txt, our dipole_<k>.txt, data. */
#include "saved/lam_saved_impl.h"

#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 1 << 15, MOST_COLUMNS = 1024 };

static const char between[] = " \t,;\r\n";
static const char accepted[] = "a text of a time in ms and a value or more a row";

/* Rows as they are read, and the last header in front of them. */
typedef struct rows {
    size_t n_least, n_columns, n_values, n_held;
    double *values;
    char header[LINE_SIZE];
} rows;

static bool is_header(const char *line) {
    const char *begin = line + strspn(line, " \t");
    return *begin == '#' || (lam_is_letter(*begin) && strncmp(begin, "nan", 3) != 0 &&
                             strncmp(begin, "inf", 3) != 0);
}

static lam_status read_row(const char *path, size_t number, const char *line, rows *all) {
    double values[MOST_COLUMNS];
    size_t n = 0;
    const char *at = line + strspn(line, between);
    while (*at != '\0' && n < MOST_COLUMNS) {
        const char *end = at;
        if (!lam_number_read(at, between, &values[n], &end) || !isfinite(values[n])) {
            return lam_fail(LAM_ERR_INPUT, "%s: line %zu: '%.*s': accepted: finite numbers", path,
                            number, (int)strcspn(at, between), at);
        }
        at = end + strspn(end, between);
        n++;
    }
    all->n_columns = all->n_columns == 0 ? n : all->n_columns;
    if (n != all->n_columns || n < all->n_least || *at != '\0') {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: line %zu: %zu columns; accepted: %zu, a time in ms and "
                        "values, up to %d",
                        path, number, n, all->n_columns < 2 ? all->n_least : all->n_columns,
                        MOST_COLUMNS);
    }
    LAM_GROW(all->values, all->n_values + n, &all->n_held);
    memcpy(all->values + all->n_values, values, n * sizeof *values);
    all->n_values += n;
    return LAM_OK;
}

static lam_status read_rows(const char *path, FILE *file, rows *all) {
    char line[LINE_SIZE];
    for (size_t number = 1; fgets(line, sizeof line, file) != NULL; number++) {
        size_t length = strlen(line);
        if (length == 0 || (line[length - 1] != '\n' && !feof(file))) {
            return lam_fail(LAM_ERR_INPUT, "%s: line %zu: accepted: text of at most %d bytes", path,
                            number, LINE_SIZE - 2);
        }
        if (line[strspn(line, between)] == '\0') {
            continue;
        }
        if (all->n_values == 0 && is_header(line)) {
            memcpy(all->header, line, length + 1);
        } else {
            LAM_TRY(read_row(path, number, line, all));
        }
    }
    if (ferror(file) != 0 || all->n_values == 0) {
        return lam_fail(LAM_ERR_INPUT, "%s: no numbers; accepted: %s", path, accepted);
    }
    return LAM_OK;
}

static bool names_time(const char *header) {
    const char *at = header + strspn(header, " \t#");
    return strncmp(at, "time", 4) == 0 || strncmp(at, "Time", 4) == 0;
}

/* The names of a header's columns behind the time, without their units; false: it has other ones.
 */
static bool take_names(const char *header, size_t n, char names[][LAM_DATA_NAME]) {
    const char *at = header + strspn(header, " \t#");
    size_t k = 0;
    bool has_time = names_time(header);
    while (*at != '\0' && k <= n) {
        size_t length = strcspn(at, between);
        if (*at == '(' || *at == '[') { /* the unit of the word before, or a remark */
            length = strcspn(at, ")]");
            at += length + strspn(at + length, ")]");
            at += strspn(at, between);
            continue;
        }
        if (k > 0) {
            snprintf(names[k - 1], LAM_DATA_NAME, "%.*s", (int)length, at);
            char *unit = strstr(names[k - 1], "_nAm");
            if (unit != NULL && unit[4] == '\0') {
                *unit = '\0';
            }
        }
        at += length + strspn(at + length, between);
        k++;
    }
    return has_time && k == n + 1 && (*at == '\0' || *at == '(' || *at == '[');
}

static lam_status take(lam_saved *saved, const lam_data_how *how, rows *all) {
    char names[MOST_COLUMNS][LAM_DATA_NAME];
    lam_data_matrix matrix = {.n_rows = all->n_values / all->n_columns,
                              .n_columns = all->n_columns,
                              .values = all->values,
                              .header = all->header,
                              .must_have_times = true, /* unless a rate is given */
                              .names_times = names_time(all->header),
                              .names = names};
    size_t n = all->n_columns - 1;
    matrix.n_names = n > 1 && take_names(all->header, n, names) ? n : 0;
    all->values = NULL; /* it is taken */
    return lam_saved_take_matrix(saved, how, &matrix);
}

lam_status lam_saved_open_text(lam_saved *saved, const lam_data_how *how) {
    const long long max_size = 1 << 30;
    FILE *file = NULL;
    LAM_TRY(lam_file_open(saved->path_owned, "the results of a run, or a text of curves", max_size,
                          &file));
    rows *all = lam_alloc(1, sizeof *all);
    if (all != NULL) {
        all->n_least = how->rate_hz > 0 ? 1 : 2;
    }
    lam_status status = all == NULL ? LAM_ERR_MEMORY : read_rows(saved->path_owned, file, all);
    status = status == LAM_OK ? take(saved, how, all) : status;
    fclose(file);
    if (all != NULL) {
        free(all->values);
    }
    free(all);
    return status;
}
