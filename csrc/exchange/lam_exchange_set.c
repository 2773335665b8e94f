/* SPDX-License-Identifier: BSD-3-Clause
 * lam_exchange_set.c - all trials as EEGLAB's dataset (.set), a struct EEG in a MAT-file of version
 * 5 (MathWorks, "MAT-File Format"): EEG and MEG sensors and dipoles are its channels. */
#include "exchange/lam_exchange_impl.h"

#include "base/lam_number_impl.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MI_INT8 = 1, MI_UINT16 = 4, MI_INT32, MI_UINT32, MI_DOUBLE = 9, MI_MATRIX = 14 };
enum { MX_STRUCT = 2, MX_CHAR = 4, MX_DOUBLE = 6, MAT_HEADER = 128, FIELD_NAME = 32 };

/* ---- elements of a MAT-file ---- */

typedef struct mat {
    unsigned char *bytes;
    size_t n, n_held;
    bool out_of_memory;
} mat;

static void put(mat *to, const void *bytes, size_t n) {
    unsigned char *grown =
        to->out_of_memory ? NULL : lam_grow(to->bytes, to->n + n + 8, &to->n_held, 1);
    to->out_of_memory = grown == NULL;
    if (grown != NULL) {
        to->bytes = grown;
        for (size_t i = 0; i < n; i++) {
            grown[to->n++] = ((const unsigned char *)bytes)[i];
        }
    }
}

static void put_word(mat *to, size_t value) {
    unsigned char bytes[4];
    lam_little(value, sizeof bytes, bytes);
    put(to, bytes, sizeof bytes);
}

/* Elements begin at multiples of 8 bytes. */
static void put_element(mat *to, size_t type, const void *bytes, size_t n) {
    static const char zeros[8] = "";
    put_word(to, type);
    put_word(to, n);
    put(to, bytes, n);
    put(to, zeros, (8 - n % 8) % 8);
}

/* The head of an array; returns where its size is to be written. */
static size_t begin_array(mat *to, unsigned class, size_t n_sizes, const size_t *sizes,
                          const char *name) {
    unsigned char flags[8] = {(unsigned char)class}, dimensions[12];
    put_word(to, MI_MATRIX);
    size_t at = to->n;
    put_word(to, 0);
    for (size_t i = 0; i < n_sizes; i++) {
        lam_little(sizes[i], 4, dimensions + 4 * i);
    }
    put_element(to, MI_UINT32, flags, sizeof flags);
    put_element(to, MI_INT32, dimensions, 4 * n_sizes);
    put_element(to, MI_INT8, name, strlen(name));
    return at;
}

/* `more` bytes of it are written elsewhere. */
static void end_array(mat *to, size_t at, size_t more) {
    if (!to->out_of_memory) {
        lam_little(to->n - at - 4 + more, 4, to->bytes + at);
    }
}

static void put_numbers(mat *to, size_t n, const double *values) {
    size_t at = begin_array(to, MX_DOUBLE, 2, (size_t[]){n > 0, n}, "");
    put_element(to, MI_DOUBLE, values, n * sizeof *values);
    end_array(to, at, 0);
}
static void put_number(mat *to, double value) {
    put_numbers(to, 1, &value);
}

static void put_text(mat *to, const char *text) {
    unsigned char letters[2 * LAM_SAVED_NAME] = "";
    size_t n = strlen(text) < LAM_SAVED_NAME ? strlen(text) : LAM_SAVED_NAME;
    for (size_t i = 0; i < n; i++) {
        letters[2 * i] = (unsigned char)text[i];
    }
    size_t at = begin_array(to, MX_CHAR, 2, (size_t[]){n > 0, n}, "");
    put_element(to, MI_UINT16, letters, 2 * n);
    end_array(to, at, 0);
}

/* A row of n structs; the values follow, struct by struct and field by field. */
static size_t begin_structs(mat *to, const char *name, size_t n, size_t n_fields,
                            const char *const *fields) {
    size_t at = begin_array(to, MX_STRUCT, 2, (size_t[]){1, n}, name);
    unsigned char size[4] = {FIELD_NAME};
    char names[32 * FIELD_NAME] = "";
    for (size_t i = 0; i < n_fields; i++) {
        lam_format(names + i * FIELD_NAME, FIELD_NAME, "%s", fields[i]);
    }
    put_element(to, MI_INT32, size, sizeof size);
    put_element(to, MI_INT8, names, n_fields * FIELD_NAME);
    return at;
}

#define N_OF(list) (sizeof(list) / sizeof *(list))

/* ---- channels ---- */

static const char *type_of(const char *unit) {
    return strcmp(unit, "uV") == 0 ? "EEG" : "MISC"; /* readers scale EEG alone from uV */
}

/* Labels, types, places (mm). */
static void put_chanlocs(const lam_channels *channels, mat *to) {
    static const char *const fields[] = {"labels", "type", "unit", "X", "Y", "Z"};
    size_t at = begin_structs(to, "", channels->n, N_OF(fields), fields);
    for (size_t i = 0; i < channels->n; i++) {
        const lam_channel *channel = &channels->all_owned[i];
        put_text(to, channel->name);
        put_text(to, type_of(channel->unit));
        put_text(to, channel->unit);
        for (size_t k = 0; k < 3; k++) {
            put_numbers(to, channel->has_place, &channel->place_mm[k]);
        }
    }
    end_array(to, at, 0);
}

/* ---- the struct ---- */

/* Each trial is an epoch with one event, at time 0 or where it begins. */
static void put_events(const lam_exchange_job *job, double zero, mat *to) {
    static const char *const of_event[] = {"type", "latency", "epoch"};
    static const char *const of_epoch[] = {"event", "eventlatency", "eventtype"};
    size_t n = job->how->n_trials;
    size_t at = begin_structs(to, "", n, N_OF(of_event), of_event);
    for (size_t k = 0; k < n; k++) {
        put_text(to, "trial");
        put_number(to, (double)(k * job->facts->n_samples) + zero + 1);
        put_number(to, (double)k + 1);
    }
    end_array(to, at, 0);
    at = begin_structs(to, "", n, N_OF(of_epoch), of_epoch);
    for (size_t k = 0; k < n; k++) {
        put_number(to, (double)k + 1);
        put_number(to, job->facts->time_ms[(size_t)zero]);
        put_text(to, "trial");
    }
    end_array(to, at, 0);
}

/* All fields but the last, data, whose head is put; its n_data bytes are written behind. */
static lam_status put_struct(const lam_exchange_job *job, const lam_channels *channels,
                             size_t n_data, mat *to) {
    static const char *const fields[] = {
        "setname",  "filename",  "filepath",   "comments",    "nbchan", "trials",
        "pnts",     "srate",     "xmin",       "xmax",        "times",  "icaact",
        "icawinv",  "icasphere", "icaweights", "icachansind", "ref",    "saved",
        "chanlocs", "event",     "epoch",      "data"};
    const lam_saved_facts *facts = job->facts;
    size_t n = facts->n_samples, trials = job->how->n_trials;
    size_t at = begin_structs(to, "EEG", 1, N_OF(fields), fields);
    put_text(to, "laminae");
    put_text(to, "");
    put_text(to, "");
    put_text(to, "written by Laminae " LAM_VERSION);
    const double numbers[] = {
        (double)channels->n, (double)trials,           (double)n,
        1000 / facts->dt_ms, facts->time_ms[0] * 1e-3, facts->time_ms[n - 1] * 1e-3};
    for (size_t i = 0; i < N_OF(numbers); i++) {
        put_number(to, numbers[i]);
    }
    put_numbers(to, n, facts->time_ms);
    for (size_t i = 0; i < 5; i++) {
        put_numbers(to, 0, NULL);
    }
    put_text(to, "common");
    put_text(to, "yes");
    put_chanlocs(channels, to);
    put_events(job, (double)lam_exchange_zero(job), to);
    size_t data =
        begin_array(to, MX_DOUBLE, trials > 1 ? 3 : 2, (size_t[]){channels->n, n, trials}, "");
    put_word(to, MI_DOUBLE);
    put_word(to, n_data);
    end_array(to, data, n_data);
    end_array(to, at, n_data);
    return to->out_of_memory ? LAM_ERR_MEMORY : LAM_OK;
}

/* Channels of a sample, sample after sample. */
static lam_status put_trial(const lam_exchange_job *job, size_t trial, const lam_channels *channels,
                            double *rows, lam_output *output) {
    size_t n = job->facts->n_samples;
    LAM_TRY(lam_exchange_channel_samples(job, channels, trial, rows));
    for (size_t s = 0; s < n; s++) {
        for (size_t c = 0; c < channels->n; c++) {
            lam_output_put(output, &rows[c * n + s], sizeof *rows);
        }
    }
    return LAM_OK;
}

static lam_status put_all(lam_exchange_job *job, const lam_channels *channels, mat *head,
                          double *rows) {
    char text[MAT_HEADER];
    lam_output *output;
    size_t n_data = sizeof *rows * channels->n * job->facts->n_samples * job->how->n_trials;
    LAM_TRY(put_struct(job, channels, n_data, head));
    LAM_TRY(lam_outputs_add(&job->outputs, "", &output));
    memset(text, ' ', sizeof text);
    const char *says = "MATLAB 5.0 MAT-file, written by Laminae: a dataset of EEGLAB";
    memcpy(text, says, strlen(says));
    memset(text + 116, 0, 8);
    memcpy(text + 124, "\x00\x01IM", 4); /* version 1, little-endian */
    lam_output_put(output, text, sizeof text);
    lam_output_put(output, head->bytes, head->n);
    lam_status status = LAM_OK;
    for (size_t k = 0; k < job->how->n_trials && status == LAM_OK; k++) {
        status = put_trial(job, job->how->trials[k], channels, rows, output);
    }
    return status;
}

lam_status lam_exchange_set(lam_exchange_job *job) {
    mat head = {.bytes = NULL};
    lam_channels channels;
    LAM_TRY(lam_exchange_channels(job, job->how->n_trials, INT_MAX / 2, &channels));
    double *rows = lam_alloc(channels.n * job->facts->n_samples, sizeof *rows);
    lam_status status = rows == NULL ? LAM_ERR_MEMORY : put_all(job, &channels, &head, rows);
    free(channels.all_owned);
    free(head.bytes);
    free(rows);
    return status;
}
