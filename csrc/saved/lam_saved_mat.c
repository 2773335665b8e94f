/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved_mat.c - an array of a MAT-file as data: which one, with which times or rate. */
#include "saved/lam_saved_impl.h"

#include "base/lam_number_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 3, PATH_SIZE = 128, LIST_SIZE = 512, HEADER_SIZE = 512 };

/* An array of numbers, and the struct that it is in. */
typedef struct candidate {
    lam_mat_array array, parent;
    bool has_parent;
    char path[PATH_SIZE]; /* "NAME" or "STRUCT/FIELD" */
} candidate;

/* The arrays of data, as far as they are found. */
typedef struct search {
    size_t n;
    candidate first;
    char list[LIST_SIZE]; /* "erp (300 x 20), ..." */
} search;

/* Whatever its letters are, large or small. */
static bool is_called(const lam_mat_array *array, const char *const *names) {
    char lower[LAM_DATA_NAME];
    lam_format(lower, sizeof lower, "%s", array->name);
    for (char *c = lower; *c != '\0'; c++) {
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
    }
    while (*names != NULL && strcmp(*names, lower) != 0) {
        names++;
    }
    return *names != NULL;
}

/* ---- what an array is ---- */

static bool is_vector(const lam_mat_array *array) {
    return array->kind == LAM_MAT_NUMBERS && array->n_sizes == 2 && array->n > 1 &&
           (array->sizes[0] == 1 || array->sizes[1] == 1);
}

static const char *const of_times[] = {"time_ms", "times_ms", "t_ms", "time_s", "times_s",
                                       "t_s",     "times",    "time", "t",      NULL};
static const char *const of_rates[] = {"srate", "fsample", "sfreq", "fs", "rate_hz", "rate", NULL};
static const char *const of_units[] = {"unit", "units", NULL};
static const char *const of_labels[] = {"label", "labels", "channels", NULL};

static bool is_times(const lam_mat_array *array) {
    return is_vector(array) && is_called(array, of_times);
}

/* ---- which array ---- */

static void add(search *all, const lam_mat_array *parent, const lam_mat_array *array,
                const char *path) {
    size_t length = strlen(all->list);
    lam_format(all->list + length, sizeof all->list - length, "%s%s (%zu x %zu%s)",
               all->n > 0 ? ", " : "", path, array->sizes[0], array->sizes[1],
               array->n_sizes > 2 ? " x ..." : "");
    if (all->n++ == 0) {
        all->first = (candidate){.array = *array, .has_parent = parent != NULL};
        all->first.parent = parent != NULL ? *parent : *array;
        lam_format(all->first.path, PATH_SIZE, "%s", path);
    }
}

/* Arrays of more than one number, those of times left out. */
static void visit(const lam_mat *mat, const lam_mat_array *parent, const char *path, int depth,
                  search *all) {
    size_t n = lam_mat_count(mat, parent);
    for (size_t i = 0; i < n; i++) {
        char name[PATH_SIZE];
        lam_mat_array array = lam_mat_at(mat, parent, 0, i);
        lam_format(name, sizeof name, "%s%s%s", path, depth > 0 ? "/" : "", array.name);
        if (array.kind == LAM_MAT_NUMBERS && array.n > 1 && !is_times(&array)) {
            add(all, parent, &array, name);
        } else if (array.kind == LAM_MAT_STRUCT && array.n == 1 && depth < DEEPEST) {
            visit(mat, &array, name, depth + 1, all);
        }
    }
}

static lam_status choose(const lam_saved *saved, const lam_mat *mat, const char *name,
                         candidate *out) {
    search all = {.n = 0};
    visit(mat, NULL, "", 0, &all);
    if (name[0] == '\0' && all.n == 1) {
        *out = all.first;
        return LAM_OK;
    }
    const char *slash = strrchr(name, '/');
    char parent[LAM_DATA_NAME];
    lam_format(parent, sizeof parent, "%.*s", slash == NULL ? 0 : (int)(slash - name), name);
    *out = (candidate){.has_parent = slash != NULL};
    lam_format(out->path, PATH_SIZE, "%s", name);
    if (name[0] != '\0' && lam_mat_find(mat, NULL, 0, name, &out->array) &&
        (slash == NULL || lam_mat_find(mat, NULL, 0, parent, &out->parent))) {
        return LAM_OK;
    }
    return lam_fail(LAM_ERR_INPUT, "%s: %s%s%s%s; accepted: %s", saved->path_owned,
                    name[0] != '\0' ? "no array '"
                    : all.n == 0    ? "no array of numbers"
                                    : "arrays ",
                    name, name[0] != '\0' ? "'" : "", name[0] != '\0' ? "" : all.list,
                    name[0] == '\0' && all.n > 0 ? "FILE.mat:NAME, or --data name=NAME, of one"
                    : all.n > 0                  ? all.list
                                                 : "real numbers in 1 or 2 dimensions");
}

/* ---- what stands beside it ---- */

/* The array of one of these names; n 0: there is none. */
static lam_mat_array find_beside(const lam_mat *mat, const candidate *chosen,
                                 const char *const *names,
                                 bool is_fit(const lam_mat_array *, const candidate *)) {
    const lam_mat_array *parent = chosen->has_parent ? &chosen->parent : NULL;
    for (size_t i = 0; i < lam_mat_count(mat, parent); i++) {
        lam_mat_array found = lam_mat_at(mat, parent, 0, i);
        if (is_called(&found, names) && is_fit(&found, chosen) &&
            strcmp(found.name, chosen->array.name) != 0) {
            return found;
        }
    }
    return (lam_mat_array){.n = 0};
}

/* As many as rows or columns. */
static bool fits_times(const lam_mat_array *array, const candidate *chosen) {
    return is_vector(array) &&
           (array->n == chosen->array.sizes[0] || array->n == chosen->array.sizes[1]);
}

static bool fits_rate(const lam_mat_array *array, const candidate *chosen) {
    (void)chosen;
    return array->kind == LAM_MAT_NUMBERS && array->n == 1;
}

static bool fits_unit(const lam_mat_array *array, const candidate *chosen) {
    (void)chosen;
    return array->kind == LAM_MAT_TEXT && array->n > 0;
}

/* Cells with a name for each row or column, as FieldTrip has them. */
static bool fits_labels(const lam_mat_array *array, const candidate *chosen) {
    return array->kind == LAM_MAT_CELL && array->n > 0 &&
           (array->n == chosen->array.sizes[0] || array->n == chosen->array.sizes[1]);
}

/* Names of times and of the array as a header has them, which may end in units; a text `unit`. */
static void make_header(const lam_mat *mat, const candidate *chosen, const lam_mat_array *times,
                        char header_out[HEADER_SIZE]) {
    char unit[LAM_SAVED_UNIT] = "";
    lam_mat_array said = find_beside(mat, chosen, of_units, fits_unit);
    if (said.n > 0) {
        lam_mat_text(mat, &said, sizeof unit, unit);
    }
    lam_format(header_out, HEADER_SIZE, "%s %s (%s)", times->n > 0 ? times->name : "",
               chosen->array.name, unit);
}

/* ---- the matrix ---- */

/* Column by column becomes row by row, or, turned, rows become columns; times come first. */
static void arrange(const lam_mat_array *array, bool is_turned, const double *numbers,
                    size_t n_times, const double *times, lam_data_matrix *matrix) {
    size_t skipped = n_times > 0 ? 1 : 0;
    for (size_t i = 0; i < matrix->n_rows; i++) {
        double *row = matrix->values + i * matrix->n_columns;
        for (size_t k = 0; k + skipped < matrix->n_columns; k++) {
            row[k + skipped] =
                numbers[is_turned ? k + i * array->sizes[0] : i + k * array->sizes[0]];
        }
        if (n_times > 0) {
            row[0] = times[i];
        }
    }
}

/* Rows are samples where there are as many of them as times, or it is a row of them alone, or
 * columns have names. */
static lam_status find_shape(const lam_saved *saved, const candidate *chosen, size_t n_times,
                             size_t n_labels, lam_data_how *how, bool *is_turned_out) {
    const size_t *sizes = chosen->array.sizes;
    bool is_square = sizes[0] == sizes[1] && (n_times > 0 || n_labels > 0);
    bool is_row = n_times == 0 && (sizes[0] == 1 || (n_labels == sizes[0] && !is_square));
    if (chosen->array.kind != LAM_MAT_NUMBERS || chosen->array.n_sizes > 2) {
        return lam_fail(LAM_ERR_INPUT, "%s: %s; accepted: real numbers in 1 or 2 dimensions",
                        saved->path_owned, chosen->path);
    }
    if (is_square && !how->trials_are_rows && !how->trials_are_columns) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: %s: %zu x %zu numbers; accepted: --data trials=rows, or "
                        "trials=columns",
                        saved->path_owned, chosen->path, sizes[0], sizes[1]);
    }
    *is_turned_out = is_row || (n_times > 0 && (sizes[0] != n_times || how->trials_are_rows) &&
                                sizes[1] == n_times);
    if (is_row || n_times > 0) {
        how->trials_are_rows = false;
        how->trials_are_columns = n_times > 0;
    }
    return LAM_OK;
}

/* Columns that have names are curves, no trials. */
static lam_status name_columns(const lam_mat *mat, const lam_mat_array *labels, lam_data_how *how,
                               lam_data_matrix *matrix) {
    if (labels->n == 0 || labels->n != matrix->n_columns - (matrix->must_have_times ? 1 : 0)) {
        return LAM_OK;
    }
    matrix->names = lam_alloc(labels->n, sizeof *matrix->names);
    if (matrix->names == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < labels->n; i++) {
        lam_mat_array label = lam_mat_at(mat, labels, i, 0);
        lam_mat_text(mat, &label, LAM_DATA_NAME, matrix->names[i]);
        lam_data_clean_name(matrix->names[i]);
    }
    matrix->n_names = labels->n;
    how->trials_are_columns = false;
    return LAM_OK;
}

static lam_status read_values(const lam_mat *mat, const lam_mat_array *array, bool is_turned,
                              const lam_mat_array *times, lam_data_matrix *matrix) {
    double *numbers = lam_alloc(array->n + times->n, sizeof *numbers);
    matrix->values = lam_alloc(matrix->n_rows * matrix->n_columns, sizeof(double));
    lam_status status = numbers == NULL || matrix->values == NULL
                            ? LAM_ERR_MEMORY
                            : lam_mat_numbers(mat, array, numbers);
    if (status == LAM_OK && times->n > 0) {
        status = lam_mat_numbers(mat, times, numbers + array->n);
    }
    if (status == LAM_OK) {
        arrange(array, is_turned, numbers, times->n, numbers + array->n, matrix);
    }
    free(numbers);
    return status;
}

static lam_status take(lam_saved *saved, const lam_data_how *said, const lam_mat *mat,
                       const candidate *chosen, const lam_mat_array *times) {
    const lam_mat_array *array = &chosen->array;
    lam_data_how how = *said;
    lam_mat_array labels = {.n = 0};
    char header[HEADER_SIZE];
    bool is_turned = false;
    lam_data_matrix matrix = {.header = header, .must_have_times = times->n > 0};
    if (!how.trials_are_rows && !how.trials_are_columns) {
        labels = find_beside(mat, chosen, of_labels, fits_labels);
    }
    LAM_TRY(find_shape(saved, chosen, times->n, labels.n, &how, &is_turned));
    make_header(mat, chosen, times, header);
    matrix.n_rows = array->sizes[is_turned ? 1 : 0];
    matrix.n_columns = array->sizes[is_turned ? 0 : 1] + (times->n > 0 ? 1 : 0);
    lam_status status = name_columns(mat, &labels, &how, &matrix);
    status = status == LAM_OK ? read_values(mat, array, is_turned, times, &matrix) : status;
    if (status == LAM_OK) {
        status = lam_saved_take_matrix(saved, &how, &matrix);
    } else {
        free(matrix.values);
    }
    free(matrix.names);
    return status;
}

static lam_status open_array(lam_saved *saved, const lam_data_how *said, const lam_mat *mat) {
    lam_data_how how = *said;
    candidate chosen;
    lam_mat_array times = {.n = 0}, rate;
    LAM_TRY(choose(saved, mat, how.name, &chosen));
    if (!(how.rate_hz > 0)) {
        times = find_beside(mat, &chosen, of_times, fits_times);
        rate = find_beside(mat, &chosen, of_rates, fits_rate);
        LAM_TRY(times.n > 0 || rate.n == 0 ? LAM_OK : lam_mat_numbers(mat, &rate, &how.rate_hz));
    }
    return take(saved, &how, mat, &chosen, &times);
}

lam_status lam_saved_open_mat(lam_saved *saved, const lam_data_how *how) {
    lam_mat *mat = NULL;
    lam_mat_array found;
    LAM_TRY(lam_mat_open(saved->path_owned, &mat));
    bool is_array = how->name[0] != '\0' && lam_mat_find(mat, NULL, 0, how->name, &found);
    lam_status status = lam_saved_is_set(mat) && !is_array ? lam_saved_open_set(saved, how, mat)
                                                           : open_array(saved, how, mat);
    lam_mat_close(mat);
    return status;
}
