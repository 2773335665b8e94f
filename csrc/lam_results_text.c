/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results_text.c - results as text: columns separated by tabs, headed by their names. */
#include "lam_results_impl.h"
#include "lam_status_impl.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct text_file {
    const lam_folder *folder;
    char name[64];
    FILE *stream;
    locale_t plain, before; /* a decimal point, whatever the host program has set */
} text_file;

static lam_status fail(const text_file *text, int error) {
    return lam_fail(LAM_ERR_IO, "cannot write '%s/%s': %s", text->folder->path_owned, text->name,
                    strerror(error));
}

static lam_status open_text(const lam_results *results, const char *kind, size_t trial,
                            text_file *text_out) {
    text_file text = {.folder = lam_results_folder(results)};
    int fd;
    snprintf(text.name, sizeof text.name, "%s_%zu.txt", kind, trial);
    LAM_TRY(lam_folder_part(text.folder, text.name, &fd));
    text.plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    text.stream = text.plain != (locale_t)0 ? fdopen(fd, "w") : NULL;
    if (text.stream == NULL) {
        int error = errno;
        close(fd);
        if (text.plain != (locale_t)0) {
            freelocale(text.plain);
        }
        return fail(&text, error);
    }
    text.before = uselocale(text.plain);
    *text_out = text;
    return LAM_OK;
}

static lam_status close_text(text_file *text) {
    uselocale(text->before);
    freelocale(text->plain);
    errno = EIO; /* unless the failing call says more */
    bool good =
        fflush(text->stream) == 0 && !ferror(text->stream) && fsync(fileno(text->stream)) == 0;
    int error = errno;
    if (fclose(text->stream) != 0 || !good) {
        return fail(text, good ? errno : error);
    }
    return LAM_OK;
}

lam_status lam_results_text_dipole(lam_results *results, size_t trial, size_t n_samples,
                                   const double *time_ms, const double *agg_nAm, size_t n_columns,
                                   const char *const *labels, const double *const *columns_nAm) {
    text_file text;
    LAM_TRY(open_text(results, "dipole", trial, &text));
    fprintf(text.stream, "# time_ms agg_nAm");
    for (size_t k = 0; k < n_columns; k++) {
        fprintf(text.stream, " %s_nAm", labels[k]);
    }
    fputc('\n', text.stream);
    for (size_t i = 0; i < n_samples; i++) {
        fprintf(text.stream, "%.15g\t%.15g", time_ms[i], agg_nAm[i]);
        for (size_t k = 0; k < n_columns; k++) {
            fprintf(text.stream, "\t%.15g", columns_nAm[k][i]);
        }
        fputc('\n', text.stream);
    }
    return close_text(&text);
}

/* NULL when the gid belongs to no population. */
static const char *population_of(const lam_model *model, double gid) {
    for (size_t i = 0; i < model->n_populations; i++) {
        const lam_population *population = &model->populations[i];
        if ((double)population->first_gid <= gid && gid < (double)population->end_gid) {
            return population->name;
        }
    }
    return NULL;
}

lam_status lam_results_text_spikes(lam_results *results, size_t trial, size_t n_spikes,
                                   const double *time_ms, const double *gid,
                                   const lam_network *network) {
    const lam_model *model = lam_network_model(network);
    for (size_t i = 0; i < n_spikes; i++) {
        if (population_of(model, gid[i]) == NULL) {
            return lam_fail(LAM_ERR_INPUT, "spike %zu of trial %zu: no cell has gid %.15g", i,
                            trial, gid[i]);
        }
    }
    text_file text;
    LAM_TRY(open_text(results, "spikes", trial, &text));
    fprintf(text.stream, "# time_ms gid population\n");
    for (size_t i = 0; i < n_spikes; i++) {
        fprintf(text.stream, "%.15g\t%.15g\t%s\n", time_ms[i], gid[i],
                population_of(model, gid[i]));
    }
    return close_text(&text);
}
