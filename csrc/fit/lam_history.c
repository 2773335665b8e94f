/* SPDX-License-Identifier: BSD-3-Clause
 * lam_history.c - the evaluations of a fit on disk, where one that was stopped finds them again.
 *
 * history.bin is a header and a record for each evaluation: parameters, value, seconds, residuals,
 * of a fit in stages its stage. Seconds are negative of one that only goes on from elsewhere, so
 * that it is no part of the search itself, which may go on without it.
 * It is locked while a fit writes it. history.csv says the same, without residuals, for people. */
#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"
#include "base/lam_text_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char magic[8] = "lamfit1";

typedef struct header {
    char magic[8];
    uint64_t n, n_more, sum; /* parameters, residuals and stage, sum of what the fit is of */
} header;

struct lam_history {
    int fd;
    FILE *table;
    char *path, *table_path;                /* both in one */
    size_t n, n_residuals, n_known, n_done; /* known when it was opened; evaluations of this call */
    size_t has_stages, stage;               /* 1 or 0; of those to come */
    size_t n_recalled;                      /* of all records */
    bool is_aside;                          /* those to come only go on from elsewhere */
    bool follows;                           /* from what another one has found */
    double *record;                         /* [n + 2 + n_residuals + has_stages] */
};

static lam_status fail(const lam_history *history, const char *what, int error) {
    return lam_fail(lam_kind_of(error), "cannot %s '%s': %s", what, history->path, strerror(error));
}

static size_t record_size(const lam_history *history) {
    return (history->n + 2 + history->n_residuals + history->has_stages) * sizeof(double);
}

static size_t place_of(const lam_history *history, size_t k) {
    return sizeof(header) + k * record_size(history);
}

static lam_status read_record(lam_history *history, size_t k) {
    ssize_t size = (ssize_t)record_size(history);
    return pread(history->fd, history->record, (size_t)size, (off_t)place_of(history, k)) == size
               ? LAM_OK
               : fail(history, "read", errno);
}

/* FNV-1a (Fowler, Noll & Vo). */
uint64_t lam_history_sum(uint64_t sum, size_t n, const void *bytes) {
    const unsigned char *byte = bytes;
    sum = sum == 0 ? 14695981039346656037u : sum;
    for (size_t i = 0; i < n; i++) {
        sum = (sum ^ byte[i]) * 1099511628211u;
    }
    return sum;
}

/* ---- the table ---- */

static void write_row(lam_history *history, size_t k) {
    char text[LAM_NUMBER_TEXT];
    const double *record = history->record;
    fprintf(history->table, "%zu", k + 1);
    for (size_t i = 0; i < history->n + 2; i++) { /* the value, the parameters, seconds */
        double x = i == 0 ? record[history->n] : i <= history->n ? record[i - 1] : fabs(record[i]);
        if (isfinite(x)) {
            lam_format(text, sizeof text, "%.*g", i > history->n ? 4 : lam_number_digits(x), x);
        }
        fprintf(history->table, ",%s", isfinite(x) ? text : "nan");
    }
    if (history->has_stages) {
        size_t stage = (size_t)record[history->n + 2 + history->n_residuals];
        fprintf(history->table, ",%zu", stage + 1);
    }
    fputc('\n', history->table);
}

/* Anew, as the last row may lack. */
static lam_status write_table(lam_history *history, const char *const *names) {
    history->table = fopen(history->table_path, "we");
    if (history->table == NULL) {
        return lam_fail(lam_kind_of(errno), "cannot write '%s': %s", history->table_path,
                        strerror(errno));
    }
    lam_text head = {.bytes = NULL};
    char *text;
    lam_text_add(&head, "evaluation,objective");
    for (size_t i = 0; i < history->n; i++) {
        lam_text_add(&head, ",");
        lam_text_add_cell(&head, strlen(names[i]), names[i]);
    }
    lam_text_add(&head, history->has_stages ? ",seconds,stage\n" : ",seconds\n");
    LAM_TRY(lam_text_take(&head, &text));
    fputs(text, history->table);
    free(text);
    for (size_t k = 0; k < history->n_known; k++) {
        LAM_TRY(read_record(history, k));
        write_row(history, k);
    }
    return fflush(history->table) == 0 ? LAM_OK : fail(history, "write the table of", errno);
}

/* ---- the file ---- */

static lam_status check_header(lam_history *history, const header *wanted) {
    header found;
    struct stat facts;
    if (fstat(history->fd, &facts) != 0) {
        return fail(history, "read", errno);
    }
    if (facts.st_size < (off_t)sizeof found) { /* new, or killed while it was made */
        return ftruncate(history->fd, 0) == 0 &&
                       pwrite(history->fd, wanted, sizeof *wanted, 0) == (ssize_t)sizeof *wanted
                   ? LAM_OK
                   : fail(history, "write", errno);
    }
    if (pread(history->fd, &found, sizeof found, 0) != (ssize_t)sizeof found) {
        return fail(history, "read", errno);
    }
    if (memcmp(&found, wanted, sizeof found) != 0) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: is of another fit; accepted: the same specification but for its "
                        "limits, target and network as before, or another --out",
                        history->path);
    }
    history->n_known = ((size_t)facts.st_size - sizeof found) / record_size(history);
    return LAM_OK;
}

static lam_status open_file(lam_history *history, uint64_t sum) {
    header wanted = {
        .n = history->n, .n_more = history->n_residuals + history->has_stages, .sum = sum};
    memcpy(wanted.magic, magic, sizeof magic);
    history->fd = open(history->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (history->fd < 0) {
        return fail(history, "write", errno);
    }
    if (flock(history->fd, LOCK_EX | LOCK_NB) != 0) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: another fit is writing it; accepted: to wait, or another --out",
                        history->path);
    }
    return check_header(history, &wanted);
}

lam_status lam_history_open(const char *folder, size_t n, const char *const *names,
                            size_t n_residuals, bool has_stages, uint64_t sum,
                            lam_history **history_out) {
    lam_history *history = lam_alloc(1, sizeof *history);
    size_t size = strlen(folder) + 16;
    if (history == NULL) {
        return LAM_ERR_MEMORY;
    }
    *history =
        (lam_history){.fd = -1, .n = n, .n_residuals = n_residuals, .has_stages = has_stages};
    history->path = lam_alloc(2 * size, 1);
    history->record = lam_alloc(n + 3 + n_residuals, sizeof *history->record);
    lam_status status = history->path == NULL || history->record == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK) {
        history->table_path = history->path + size;
        snprintf(history->path, size, "%s/history.bin", folder);
        snprintf(history->table_path, size, "%s/history.csv", folder);
        status = open_file(history, sum);
        status = status == LAM_OK ? write_table(history, names) : status;
    }
    if (status != LAM_OK) {
        lam_history_close(history);
        return status;
    }
    *history_out = history;
    return LAM_OK;
}

void lam_history_close(lam_history *history) {
    if (history == NULL) {
        return;
    }
    if (history->table != NULL) {
        fclose(history->table);
    }
    if (history->fd >= 0) {
        close(history->fd);
    }
    free(history->path);
    free(history->record);
    free(history);
}

size_t lam_history_known(const lam_history *history) {
    return history->n_known;
}

/* Of the record at hand. */
static bool is_aside(const lam_history *history) {
    return signbit(history->record[history->n + 1]) != 0;
}

lam_status lam_history_recall(lam_history *history, bool with_rest, double *point_out,
                              double *value_out, bool *is_known_out) {
    size_t end = with_rest ? history->n_known : history->n_done;
    *is_known_out = false;
    while (!*is_known_out && history->n_recalled < end) {
        size_t k = history->n_recalled++;
        LAM_TRY(read_record(history, k));
        *is_known_out = k >= history->n_done || is_aside(history) != history->is_aside;
        history->n_done = k < history->n_done ? history->n_done : k + 1;
    }
    if (*is_known_out) {
        memcpy(point_out, history->record, history->n * sizeof *point_out);
        *value_out = history->record[history->n];
    }
    return LAM_OK;
}

/* What the table has behind the rows that are known. */
static lam_status cut_table(lam_history *history) {
    FILE *file = fopen(history->table_path, "re");
    size_t n_lines = 0;
    for (int c = 0; file != NULL && n_lines <= history->n_known && c != EOF;) {
        c = getc(file);
        n_lines += c == '\n';
    }
    bool is_cut = file != NULL && ftruncate(fileno(history->table), ftell(file)) == 0 &&
                  fseek(history->table, 0, SEEK_END) == 0;
    if (file != NULL) {
        fclose(file);
    }
    return is_cut ? LAM_OK : fail(history, "cut the table of", errno);
}

/* All from the next evaluation on. */
static lam_status forget(lam_history *history) {
    history->n_known = history->n_done;
    return ftruncate(history->fd, (off_t)place_of(history, history->n_known)) == 0
               ? cut_table(history)
               : fail(history, "cut", errno);
}

/* To the next record of its kind, which is read; aside also to one at this point. */
static lam_status skip(lam_history *history, const double *point) {
    for (; history->n_done < history->n_known; history->n_done++) {
        LAM_TRY(read_record(history, history->n_done));
        bool is_there = memcmp(history->record, point, history->n * sizeof *point) == 0;
        if (is_aside(history) == history->is_aside && (is_there || !history->is_aside)) {
            break;
        }
    }
    return LAM_OK;
}

lam_status lam_history_next(lam_history *history, const double *point, double *value_out,
                            double *residuals_out, bool *is_known_out) {
    LAM_TRY(skip(history, point));
    *is_known_out = history->n_done < history->n_known;
    if (!*is_known_out) {
        return LAM_OK;
    }
    if (memcmp(history->record, point, history->n * sizeof *point) != 0) {
        if (history->follows) {
            *is_known_out = false;
            return forget(history);
        }
        return lam_fail(LAM_ERR_INPUT,
                        "%s: evaluation %zu was at another point; accepted: the same limits and "
                        "version of Laminae as before, or another --out",
                        history->path, history->n_done + 1);
    }
    *value_out = history->record[history->n];
    if (residuals_out != NULL) {
        memcpy(residuals_out, history->record + history->n + 2,
               history->n_residuals * sizeof *residuals_out);
    }
    history->n_done++;
    return LAM_OK;
}

void lam_history_follow(lam_history *history) {
    history->follows = true;
}

void lam_history_aside(lam_history *history, bool is_aside) {
    history->is_aside = is_aside;
}

void lam_history_stage(lam_history *history, size_t stage) {
    history->stage = stage;
}

lam_status lam_history_add(lam_history *history, const double *point, double value,
                           const double *residuals, double seconds) {
    size_t n = history->n, k = history->n_done++;
    memcpy(history->record, point, n * sizeof *point);
    history->record[n] = value;
    history->record[n + 1] = copysign(seconds, history->is_aside ? -1 : 1);
    for (size_t i = 0; i < history->n_residuals; i++) {
        history->record[n + 2 + i] = residuals == NULL ? NAN : residuals[i];
    }
    history->record[n + 2 + history->n_residuals] = (double)history->stage; /* if it has room */
    int error =
        lam_file_write_at(history->fd, history->record, record_size(history), place_of(history, k));
    if (error != 0) {
        return fail(history, "write", error);
    }
    write_row(history, k);
    return fflush(history->table) == 0 ? LAM_OK : fail(history, "write the table of", errno);
}
