/* SPDX-License-Identifier: BSD-3-Clause
 * lam_exchange_channels.c - the dipoles, EEG and MEG of results as a list of channels, for formats
 * that know nothing else. */
#include "exchange/lam_exchange_impl.h"

#include "base/lam_number_impl.h"

#include <stdlib.h>
#include <string.h>

static bool is_channel(const char *signal) {
    return lam_exchange_is_dipole(signal) || strncmp(signal, "eeg/", 4) == 0 ||
           strncmp(signal, "meg/", 4) == 0;
}

static bool is_taken(const lam_channels *channels, const char *name) {
    for (size_t i = 0; i < channels->n; i++) {
        if (strcmp(channels->all_owned[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* That of a dipole; a sensor's, or the set's with a number. Of two sets with the same names the
 * second one's stand behind its own. */
static void name_channel(const lam_channels *channels, const char *signal, const char *row,
                         char name_out[LAM_SAVED_NAME]) {
    const char *set = strchr(signal, '/') + 1;
    if (row[0] == '\0') {
        lam_format(name_out, LAM_SAVED_NAME, "%s", set);
    } else if (lam_is_digit(row[0]) || is_taken(channels, row)) {
        lam_format(name_out, LAM_SAVED_NAME, "%s_%s", set, row);
    } else {
        lam_format(name_out, LAM_SAVED_NAME, "%s", row);
    }
}

/* Those of one signal. */
static lam_status add_rows(const lam_exchange_job *job, const char *signal, size_t n, char **rows,
                           const lam_saved_shape *shape, lam_channels *channels) {
    double *place_mm = NULL, *direction = NULL;
    size_t trial = job->how->trials[0], n_places = 0, n_directions = 0;
    LAM_GROW(channels->all_owned, channels->n + n + 1, &channels->n_held);
    lam_status status =
        lam_saved_beside(job->saved, trial, signal, "positions_mm", &n_places, &place_mm);
    if (status == LAM_OK) {
        status =
            lam_saved_beside(job->saved, trial, signal, "orientations", &n_directions, &direction);
    }
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        lam_channel *channel = &channels->all_owned[channels->n];
        *channel = (lam_channel){.signal = signal,
                                 .row = i,
                                 .has_place = n_places == 3 * n,
                                 .has_direction = n_directions == 3 * n};
        lam_format(channel->unit, sizeof channel->unit, "%s", shape->unit);
        name_channel(channels, signal, rows[i], channel->name);
        for (size_t k = 0; k < 3; k++) {
            channel->place_mm[k] = channel->has_place ? place_mm[3 * i + k] : 0;
            channel->direction[k] = channel->has_direction ? direction[3 * i + k] : 0;
        }
        channels->n++;
    }
    free(place_mm);
    free(direction);
    return status;
}

static lam_status add_signal(const lam_exchange_job *job, const char *signal,
                             lam_channels *channels) {
    lam_saved_shape shape;
    char **rows = NULL;
    size_t n = 0;
    LAM_TRY(lam_exchange_shape(job, signal, &shape));
    LAM_TRY(lam_saved_row_names(job->saved, job->how->trials[0], signal, &n, &rows));
    bool is_alike = shape.n_samples == job->facts->n_samples && shape.n_rows == n;
    lam_status status =
        is_alike ? add_rows(job, signal, n, rows, &shape, channels)
                 : lam_fail(LAM_ERR_INPUT,
                            "%s: %s has %zu rows of %zu samples; accepted by --to %s: %zu of %zu",
                            job->facts->path, signal, shape.n_rows, shape.n_samples, job->how->to,
                            n, job->facts->n_samples);
    lam_saved_free_names(n, rows);
    return status;
}

lam_status lam_exchange_channels(const lam_exchange_job *job, size_t n_trials, double most_bytes,
                                 lam_channels *channels_out) {
    lam_channels channels = {.n = 0};
    lam_status status = LAM_OK;
    for (size_t i = 0; i < job->n_signals && status == LAM_OK; i++) {
        if (is_channel(job->signals_owned[i])) {
            status = add_signal(job, job->signals_owned[i], &channels);
        }
    }
    double n_bytes = 8.0 * (double)channels.n * (double)job->facts->n_samples * (double)n_trials;
    if (status == LAM_OK && channels.n == 0) {
        status = lam_fail(LAM_ERR_INPUT, "%s: no dipole, EEG or MEG; accepted by --to %s: some",
                          job->facts->path, job->how->to);
    } else if (status == LAM_OK && n_bytes > most_bytes) {
        status = lam_fail(LAM_ERR_INPUT,
                          "%s: %zu dipoles and sensors of %zu samples, %zu trials; accepted by "
                          "--to %s: up to %.0f GB",
                          job->facts->path, channels.n, job->facts->n_samples, n_trials,
                          job->how->to, most_bytes / 1e9);
    }
    if (status != LAM_OK) {
        free(channels.all_owned);
        return status;
    }
    *channels_out = channels;
    return LAM_OK;
}

lam_status lam_exchange_channel_samples(const lam_exchange_job *job, const lam_channels *channels,
                                        size_t trial, double *samples_out) {
    size_t n = job->facts->n_samples;
    for (size_t i = 0; i < channels->n; i++) {
        if (channels->all_owned[i].row == 0) { /* all rows of its signal at once */
            LAM_TRY(lam_exchange_read(job, trial, channels->all_owned[i].signal, 0, n,
                                      samples_out + i * n));
        }
    }
    return LAM_OK;
}
