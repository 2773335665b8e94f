/* SPDX-License-Identifier: BSD-3-Clause
 * lam_exchange_fif.c - the mean over trials as MNE's evoked file (-ave.fif): the dipoles, EEG and
 * MEG are its channels. */
#include "exchange/lam_exchange_impl.h"
#include "saved/lam_fif_impl.h"

#include "base/lam_number_impl.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- tags ---- */

static void put_int(lam_output *output, uint32_t value) {
    unsigned char bytes[4];
    lam_big(value, sizeof bytes, bytes);
    lam_output_put(output, bytes, sizeof bytes);
}

static void put_float(lam_output *output, double value) {
    float single = (float)value;
    uint32_t bits;
    memcpy(&bits, &single, sizeof bits);
    put_int(output, bits);
}

static void put_double(lam_output *output, double value) {
    unsigned char bytes[8];
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    lam_big(bits, sizeof bytes, bytes);
    lam_output_put(output, bytes, sizeof bytes);
}

static void put_tag(lam_output *output, unsigned kind, unsigned type, size_t size) {
    put_int(output, kind);
    put_int(output, type);
    put_int(output, (uint32_t)size);
    put_int(output, 0); /* the next one is behind it */
}

static void put_int_tag(lam_output *output, unsigned kind, uint32_t value) {
    put_tag(output, kind, FIF_INT, 4);
    put_int(output, value);
}

static void put_float_tag(lam_output *output, unsigned kind, double value) {
    put_tag(output, kind, FIF_FLOAT, 4);
    put_float(output, value);
}

static void put_text_tag(lam_output *output, unsigned kind, const char *text) {
    put_tag(output, kind, FIF_TEXT, strlen(text));
    lam_output_put(output, text, strlen(text));
}

/* ---- channels ---- */

/* By the unit of a signal. */
static const struct kind {
    const char *unit;
    int kind, coil, si_unit;
    double factor; /* from our unit to SI's */
} kinds[] = {
    {"nAm", FIF_DIPOLE, 0, FIF_AM, 1e-9},
    {"uV", FIF_EEG, FIF_COIL_EEG, FIF_VOLT, 1e-6},
    {"fT", FIF_MEG, FIF_COIL_POINT, FIF_TESLA, 1e-15},
};

static const struct kind *kind_of(const lam_channel *channel) {
    size_t i = 0;
    while (i < sizeof kinds / sizeof *kinds && strcmp(kinds[i].unit, channel->unit) != 0) {
        i++;
    }
    return i < sizeof kinds / sizeof *kinds ? &kinds[i] : NULL;
}

/* The place in m; of a coil also two axes in its plane and its direction. */
static void put_place(lam_output *output, const lam_channel *channel) {
    double axes[3][3] = {{0}};
    if (channel->has_direction) {
        const double *z = channel->direction;
        size_t least = fabs(z[0]) < fabs(z[1]) ? 0 : 1;
        least = fabs(z[2]) < fabs(z[least]) ? 2 : least;
        double size = sqrt(1 - z[least] * z[least]);
        for (size_t i = 0; i < 3; i++) { /* the axis that z is farthest from, across z */
            axes[0][i] = ((i == least) - z[least] * z[i]) / size;
            axes[2][i] = z[i];
        }
        for (size_t i = 0; i < 3; i++) {
            size_t j = (i + 1) % 3, k = (i + 2) % 3;
            axes[1][i] = z[j] * axes[0][k] - z[k] * axes[0][j];
        }
    }
    for (size_t i = 0; i < 3; i++) {
        put_float(output, channel->place_mm[i] * 1e-3);
    }
    for (size_t i = 0; i < 9; i++) {
        put_float(output, axes[i / 3][i % 3]);
    }
}

/* What of a name has room in a channel: 15 letters, or less and a number, if others begin alike. */
static void shorten(const lam_channels *channels, size_t number, char field[16]) {
    const char *name = channels->all_owned[number].name;
    size_t i = 0;
    while (i < channels->n &&
           (i == number || strncmp(channels->all_owned[i].name, name, 15) != 0)) {
        i++;
    }
    if (i == channels->n) {
        lam_format(field, 16, "%.15s", name);
    } else {
        lam_format(field, 16, "%.9s-%05zu", name, (number + 1) % 100000);
    }
}

static void put_channel(lam_output *output, const lam_channels *channels, size_t number) {
    const lam_channel *channel = &channels->all_owned[number];
    const struct kind *kind = kind_of(channel);
    char field[16] = "";
    shorten(channels, number, field);
    put_tag(output, FIF_CHANNEL, FIF_CHANNEL_TYPE, FIF_CHANNEL_SIZE);
    put_int(output, (uint32_t)number + 1);
    put_int(output, (uint32_t)number + 1);
    put_int(output, (uint32_t)kind->kind);
    put_float(output, 1); /* range and calibration: samples are in SI units */
    put_float(output, 1);
    put_int(output, (uint32_t)kind->coil);
    put_place(output, channel);
    put_int(output, (uint32_t)kind->si_unit);
    put_int(output, 0);
    lam_output_put(output, field, sizeof field);
}

/* A block of each channel has its whole name; only if one is cut, as MNE does it. */
static void put_names(lam_output *output, const lam_channels *channels) {
    bool is_cut = false;
    for (size_t i = 0; i < channels->n; i++) {
        is_cut |= strlen(channels->all_owned[i].name) > 15;
    }
    for (size_t i = 0; i < channels->n && is_cut; i++) {
        put_int_tag(output, FIF_BLOCK_BEGIN, FIF_CHANNEL_INFO);
        put_text_tag(output, FIF_CHANNEL_NAME, channels->all_owned[i].name);
        put_int_tag(output, FIF_BLOCK_END, FIF_CHANNEL_INFO);
    }
}

/* ---- samples ---- */

/* The mean over trials of a channel. */
static lam_status put_samples(const lam_exchange_job *job, const lam_channel *channel,
                              lam_output *output) {
    const lam_exchange *how = job->how;
    size_t n = job->facts->n_samples;
    double *mean = lam_alloc(2 * n, sizeof *mean), factor = kind_of(channel)->factor;
    lam_status status = mean == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t k = 0; k < how->n_trials && status == LAM_OK; k++) {
        status = lam_exchange_is_dipole(channel->signal)
                     ? lam_exchange_read(job, how->trials[k], channel->signal, 0, n, mean + n)
                     : lam_saved_read(job->saved, how->trials[k], channel->signal, channel->row,
                                      mean + n);
        for (size_t s = 0; s < n; s++) {
            mean[s] += mean[n + s];
        }
    }
    for (size_t s = 0; s < n && status == LAM_OK; s++) {
        put_double(output, mean[s] / (double)how->n_trials * factor);
    }
    free(mean);
    return status;
}

/* ---- the file ---- */

static void put_beginning(lam_output *output) {
    static const unsigned id[] = {0x10003, 0x6c616d69, 0x6e616500, 0, 0}; /* "laminae" */
    put_tag(output, FIF_FILE_ID, FIF_ID_TYPE, sizeof id);
    for (size_t i = 0; i < sizeof id / sizeof *id; i++) {
        put_int(output, id[i]);
    }
    put_int_tag(output, FIF_DIRECTORY, UINT32_MAX); /* none */
}

/* From the device to the head: places are those of the head already. */
static void put_transform(lam_output *output) {
    put_tag(output, FIF_TRANSFORM, FIF_TRANSFORM_TYPE, 104);
    put_int(output, FIF_DEVICE);
    put_int(output, FIF_HEAD);
    for (size_t way = 0; way < 2; way++) {
        for (size_t i = 0; i < 12; i++) {
            put_float(output, i < 9 && i % 4 == 0 ? 1 : 0);
        }
    }
}

static void put_info(const lam_exchange_job *job, const lam_channels *channels,
                     lam_output *output) {
    put_int_tag(output, FIF_BLOCK_BEGIN, FIF_INFO);
    put_int_tag(output, FIF_N_CHANNELS, (uint32_t)channels->n);
    put_float_tag(output, FIF_RATE, 1000 / job->facts->dt_ms);
    put_transform(output);
    for (size_t i = 0; i < channels->n; i++) {
        put_channel(output, channels, i);
    }
    put_names(output, channels);
    put_int_tag(output, FIF_BLOCK_END, FIF_INFO);
}

static lam_status put_evoked(const lam_exchange_job *job, const lam_channels *channels,
                             lam_output *output) {
    size_t n = job->facts->n_samples;
    double from_ms = job->facts->time_ms[0], first = nearbyint(from_ms / job->facts->dt_ms);
    put_int_tag(output, FIF_BLOCK_BEGIN, FIF_EVOKED);
    put_text_tag(output, FIF_COMMENT, "laminae");
    put_float_tag(output, FIF_FIRST_TIME, from_ms * 1e-3);
    put_int_tag(output, FIF_N_SAMPLES, (uint32_t)n);
    put_int_tag(output, FIF_FIRST_SAMPLE, (uint32_t)(int32_t)first);
    put_int_tag(output, FIF_LAST_SAMPLE, (uint32_t)((int32_t)first + (int32_t)n - 1));
    put_int_tag(output, FIF_BLOCK_BEGIN, FIF_ASPECT_BLOCK);
    put_int_tag(output, FIF_ASPECT, FIF_AVERAGE);
    put_int_tag(output, FIF_N_AVERAGED, (uint32_t)job->how->n_trials);
    put_tag(output, FIF_EPOCH, fif_matrix + FIF_DOUBLE, channels->n * n * 8 + 12);
    for (size_t i = 0; i < channels->n; i++) {
        LAM_TRY(put_samples(job, &channels->all_owned[i], output));
    }
    put_int(output, (uint32_t)n); /* sizes stand behind, the fastest first */
    put_int(output, (uint32_t)channels->n);
    put_int(output, 2);
    put_int_tag(output, FIF_BLOCK_END, FIF_ASPECT_BLOCK);
    put_int_tag(output, FIF_BLOCK_END, FIF_EVOKED);
    return LAM_OK;
}

static lam_status put_all(lam_exchange_job *job, const lam_channels *channels) {
    lam_output *output;
    for (size_t i = 0; i < channels->n; i++) {
        const lam_channel *channel = &channels->all_owned[i];
        if (kind_of(channel) == NULL) {
            return lam_fail(LAM_ERR_INPUT, "%s: %s in %s; accepted by --to fif: nAm, uV, fT",
                            job->facts->path, channel->signal, channel->unit);
        }
    }
    LAM_TRY(lam_outputs_add(&job->outputs, "", &output));
    put_beginning(output);
    put_int_tag(output, FIF_BLOCK_BEGIN, FIF_MEASUREMENT);
    put_info(job, channels, output);
    put_int_tag(output, FIF_BLOCK_BEGIN, FIF_PROCESSED);
    LAM_TRY(put_evoked(job, channels, output));
    put_int_tag(output, FIF_BLOCK_END, FIF_PROCESSED);
    put_int_tag(output, FIF_BLOCK_END, FIF_MEASUREMENT);
    put_int(output, FIF_NOTHING); /* the last one */
    put_int(output, 0);
    put_int(output, 0);
    put_int(output, UINT32_MAX);
    return LAM_OK;
}

lam_status lam_exchange_fif(lam_exchange_job *job) {
    lam_channels channels;
    LAM_TRY(lam_exchange_channels(job, 1, (double)INT_MAX - 1e6, &channels));
    lam_status status = put_all(job, &channels);
    free(channels.all_owned);
    return status;
}
