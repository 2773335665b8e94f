/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved_fif.c - an average of MNE's evoked file (-ave.fif): its channels are curves. */
#include "saved/lam_saved_impl.h"

#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"
#include "saved/lam_fif_impl.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CHANNELS = 10000 };

static const char accepted[] = "an evoked file of MNE (-ave.fif)";

typedef struct tag {
    uint32_t kind, type, size, next;
    const unsigned char *data; /* in the file, size bytes */
} tag;

typedef struct channel {
    uint32_t kind, unit;
    double factor; /* to SI units */
    char name[LAM_SAVED_NAME];
} channel;

/* One average, as far as it is known. */
typedef struct evoked {
    size_t n_channels, n_held, n_infos; /* channels, and blocks with more about them, in order */
    channel *channels_owned;
    double rate_hz, first_s; /* first_s NaN: first_sample */
    int32_t first_sample;
    tag epoch, chosen; /* of the one that is wanted */
    double chosen_s;   /* NaN: chosen_sample */
    int32_t chosen_sample;
    size_t n_found, n_chosen;
    char comment[LAM_DATA_NAME], comments[256];
} evoked;

static lam_status refuse(const lam_saved *saved, const char *what) {
    return lam_fail(LAM_ERR_INPUT, "%s: %s; accepted: %s", saved->path_owned, what, accepted);
}

/* ---- numbers ---- */

static uint32_t int_at(const unsigned char *b) {
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static double float_at(const unsigned char *b) {
    uint32_t bits = int_at(b);
    float value;
    memcpy(&value, &bits, sizeof value);
    return (double)value;
}

static double double_at(const unsigned char *b) {
    uint64_t bits = (uint64_t)int_at(b) << 32 | int_at(b + 4);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* The one number of a tag. */
static double number_of(const tag *t) {
    if (t->type == FIF_FLOAT && t->size == 4) {
        return float_at(t->data);
    }
    if (t->type == FIF_DOUBLE && t->size == 8) {
        return double_at(t->data);
    }
    return t->type == FIF_INT && t->size == 4 ? (double)(int32_t)int_at(t->data) : (double)NAN;
}

/* ---- tags ---- */

static lam_status add_channel(const lam_saved *saved, const tag *t, evoked *e) {
    if (t->size < FIF_CHANNEL_SIZE - 16 || e->n_channels == MOST_CHANNELS) {
        return refuse(saved, "a channel that is none");
    }
    LAM_GROW(e->channels_owned, e->n_channels + 1, &e->n_held);
    channel *c = &e->channels_owned[e->n_channels++];
    c->kind = int_at(t->data + 8);
    c->factor = float_at(t->data + 12) * float_at(t->data + 16);
    c->unit = int_at(t->data + 72);
    size_t left = t->size - 80, size = left < 16 ? left : 16;
    lam_format(c->name, sizeof c->name, "%.*s", (int)size, (const char *)t->data + 80);
    lam_data_clean_name(c->name);
    return LAM_OK;
}

/* The whole name of a channel, which may have no room in the channel itself. */
static void take_name(const tag *t, evoked *e) {
    if (e->n_infos > 0 && e->n_infos <= e->n_channels && t->size < LAM_SAVED_NAME) {
        channel *c = &e->channels_owned[e->n_infos - 1];
        lam_format(c->name, sizeof c->name, "%.*s", (int)t->size, (const char *)t->data);
        lam_data_clean_name(c->name);
    }
}

/* Is this average the one that the user names, by comment or number, or the only one? */
static void end_evoked(const lam_data_how *how, evoked *e) {
    char number[24];
    lam_format(number, sizeof number, "%zu", e->n_found);
    if (e->epoch.data != NULL && (how->name[0] == '\0' || strcmp(how->name, e->comment) == 0 ||
                                  strcmp(how->name, number) == 0)) {
        e->chosen = e->epoch;
        e->chosen_s = e->first_s;
        e->chosen_sample = e->first_sample;
        e->n_chosen++;
    }
    size_t n = strlen(e->comments);
    lam_format(e->comments + n, sizeof e->comments - n, "%s'%s'", n > 0 ? ", " : "", e->comment);
    e->n_found++;
}

static lam_status take(const lam_saved *saved, const lam_data_how *how, const tag *t, evoked *e) {
    switch (t->kind) {
    case FIF_CHANNEL:
        return add_channel(saved, t, e);
    case FIF_RATE:
        e->rate_hz = number_of(t);
        break;
    case FIF_COMMENT:
        lam_format(e->comment, sizeof e->comment, "%.*s", (int)(t->size < 63 ? t->size : 63),
                   (const char *)t->data);
        break;
    case FIF_FIRST_SAMPLE:
        e->first_sample = t->size == 4 ? (int32_t)int_at(t->data) : 0;
        break;
    case FIF_FIRST_TIME:
        e->first_s = number_of(t);
        break;
    case FIF_EPOCH:
        e->epoch = *t;
        break;
    case FIF_CHANNEL_NAME:
        take_name(t, e);
        break;
    case FIF_BLOCK_BEGIN:
        e->n_infos += t->size == 4 && int_at(t->data) == FIF_CHANNEL_INFO ? 1 : 0;
        if (t->size == 4 && int_at(t->data) == FIF_EVOKED) {
            e->epoch.data = NULL;
            e->first_s = NAN;
            e->comment[0] = '\0';
        }
        break;
    case FIF_BLOCK_END:
        if (t->size == 4 && int_at(t->data) == FIF_EVOKED) {
            end_evoked(how, e);
        }
        break;
    default:
        break;
    }
    return LAM_OK;
}

/* One after the other; a tag leads ahead, or is the last one. */
static lam_status read_tags(const lam_saved *saved, const lam_data_how *how,
                            const unsigned char *bytes, size_t n, evoked *e) {
    for (size_t at = 0; at < n;) {
        if (n - at < FIF_HEADER) {
            return refuse(saved, "ends in the middle");
        }
        tag t = {int_at(bytes + at), int_at(bytes + at + 4), int_at(bytes + at + 8),
                 int_at(bytes + at + 12), bytes + at + FIF_HEADER};
        if (t.size > n - at - FIF_HEADER) {
            return refuse(saved, "ends in the middle");
        }
        LAM_TRY(take(saved, how, &t, e));
        if (t.next == UINT32_MAX) {
            return LAM_OK;
        }
        if (t.next != 0 && t.next <= at) {
            return refuse(saved, "leads back to its beginning");
        }
        at = t.next != 0 ? t.next : at + FIF_HEADER + t.size;
    }
    return LAM_OK;
}

/* ---- curves ---- */

/* What a channel is stored in; MNE itself gives dipoles no unit. Of others (events, goodness of
 * fit) there is nothing to analyse. */
static const char *unit_of(const channel *c, double *factor_out) {
    bool is_dipole = c->kind == FIF_DIPOLE || c->unit == FIF_AM;
    *factor_out = is_dipole ? 1e9 : c->unit == FIF_VOLT ? 1e6 : 1e15;
    return is_dipole ? "nAm" : c->unit == FIF_VOLT ? "uV" : c->unit == FIF_TESLA ? "fT" : NULL;
}

static lam_status fill(lam_saved *saved, const evoked *e) {
    const tag *t = &e->chosen;
    size_t item = t->type == fif_matrix + FIF_DOUBLE ? 8 : 4, n_curves = 0, k = 0;
    bool is_matrix = t->size >= 12 && (item == 8 || t->type == fif_matrix + FIF_FLOAT) &&
                     int_at(t->data + t->size - 4) == 2;
    size_t n = is_matrix ? int_at(t->data + t->size - 12) : 0;
    size_t n_rows = is_matrix ? int_at(t->data + t->size - 8) : 0;
    if (n < 2 || n_rows != e->n_channels || (t->size - 12) / item / n != n_rows ||
        (t->size - 12) / item % n != 0) {
        return refuse(saved, "an average without a matrix of all channels");
    }
    for (size_t i = 0; i < n_rows; i++) {
        double factor;
        n_curves += unit_of(&e->channels_owned[i], &factor) != NULL ? 1 : 0;
    }
    if (n_curves == 0) {
        return refuse(saved, "no channel in Am, V or T");
    }
    LAM_TRY(lam_saved_make_values(saved, 1, n_curves, n));
    for (size_t i = 0; i < n_rows; i++) {
        double to_ours, factor = e->channels_owned[i].factor;
        const char *unit = unit_of(&e->channels_owned[i], &to_ours);
        const unsigned char *from = t->data + i * n * item;
        if (unit == NULL) {
            continue;
        }
        LAM_TRY(lam_saved_add_name(saved, e->channels_owned[i].name, unit));
        for (size_t s = 0; s < n; s++) {
            double value = item == 8 ? double_at(from + 8 * s) : float_at(from + 4 * s);
            saved->values_owned[k * n + s] = value * factor * to_ours;
            if (!isfinite(saved->values_owned[k * n + s])) {
                return refuse(saved, "a sample that is no finite number");
            }
        }
        k++;
    }
    return LAM_OK;
}

static lam_status take_evoked(lam_saved *saved, const evoked *e) {
    if (e->n_chosen != 1) {
        return lam_fail(LAM_ERR_INPUT, "%s: %zu averages%s%s; accepted: %s", saved->path_owned,
                        e->n_found, e->n_found > 0 ? ": " : "", e->comments,
                        e->n_found > 0 ? "--data name=NAME of one" : accepted);
    }
    if (!(e->rate_hz > 0 && isfinite(e->rate_hz))) {
        return refuse(saved, "no sampling rate");
    }
    LAM_TRY(fill(saved, e));
    double first =
        e->chosen_s * e->rate_hz; /* in single precision; a sample's number, if it is one */
    bool is_whole = !isfinite(first) || fabs(first - e->chosen_sample) < 0.01;
    double first_ms = (is_whole ? e->chosen_sample : first) / e->rate_hz * 1e3;
    for (size_t i = 0; i < saved->facts.n_samples; i++) {
        saved->time_owned[i] = first_ms + (double)i * 1e3 / e->rate_hz;
    }
    LAM_TRY(lam_saved_check_times(saved, &saved->facts.dt_ms));
    lam_saved_say(saved, "");
    return LAM_OK;
}

lam_status lam_saved_open_fif(lam_saved *saved, const lam_data_how *how) {
    const long long max_size = 1LL << 31;
    FILE *file = NULL;
    evoked e = {.first_s = NAN};
    LAM_TRY(lam_file_open(saved->path_owned, accepted, max_size, &file));
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    unsigned char *bytes = lam_alloc((size_t)size, 1);
    lam_status status = bytes == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK && fread(bytes, 1, (size_t)size, file) != (size_t)size) {
        status = refuse(saved, "cannot be read");
    }
    fclose(file);
    status = status == LAM_OK ? read_tags(saved, how, bytes, (size_t)size, &e) : status;
    status = status == LAM_OK ? take_evoked(saved, &e) : status;
    free(bytes);
    free(e.channels_owned);
    return status;
}
