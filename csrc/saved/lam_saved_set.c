/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved_set.c - a dataset of EEGLAB (.set): a struct EEG in a MAT-file, or its fields alone;
 * channels are curves, epochs are trials. */
#include "saved/lam_saved_impl.h"

#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char accepted[] = "a dataset of EEGLAB (.set)";
static const double most_numbers = 1e9;

typedef struct dataset {
    const lam_mat *mat;
    const lam_mat_array *parent; /* the struct EEG; NULL: the file has its fields */
    lam_mat_array eeg, places;   /* places: a struct for each channel */
    bool has_places;
    size_t n_channels, n_samples, n_trials;
    double rate_hz, first_s;
} dataset;

static lam_status refuse(const lam_saved *saved, const char *what) {
    return lam_fail(LAM_ERR_INPUT, "%s: %s; accepted: %s", saved->path_owned, what, accepted);
}

static void look_into(const lam_mat *mat, dataset *set) {
    *set = (dataset){.mat = mat};
    bool has_eeg = lam_mat_find(mat, NULL, 0, "EEG", &set->eeg) && set->eeg.kind == LAM_MAT_STRUCT;
    set->parent = has_eeg ? &set->eeg : NULL;
}

static bool find(const dataset *set, const char *name, lam_mat_array *out) {
    return lam_mat_find(set->mat, set->parent, 0, name, out);
}

bool lam_saved_is_set(const lam_mat *mat) {
    lam_mat_array found;
    dataset set;
    look_into(mat, &set);
    return find(&set, "nbchan", &found) && find(&set, "pnts", &found) &&
           find(&set, "srate", &found) && find(&set, "data", &found);
}

/* ---- sizes and times ---- */

static double number_of(const dataset *set, const char *name, double otherwise) {
    lam_mat_array found;
    double value = NAN;
    if (!find(set, name, &found)) {
        return otherwise;
    }
    return found.n == 1 && lam_mat_numbers(set->mat, &found, &value) == LAM_OK ? value
                                                                               : (double)NAN;
}

static bool take_size(double value, size_t least, size_t *size_out) {
    bool is_size = value >= (double)least && value <= most_numbers && !(value > trunc(value));
    *size_out = is_size ? (size_t)value : 0;
    return is_size;
}

static lam_status take_sizes(const lam_saved *saved, dataset *set) {
    set->rate_hz = number_of(set, "srate", NAN);
    set->first_s = number_of(set, "xmin", 0);
    if (!take_size(number_of(set, "nbchan", NAN), 1, &set->n_channels) ||
        !take_size(number_of(set, "pnts", NAN), 2, &set->n_samples) ||
        !take_size(number_of(set, "trials", 1), 1, &set->n_trials) ||
        !(set->rate_hz > 0 && isfinite(set->rate_hz) && isfinite(set->first_s))) {
        return refuse(saved, "nbchan, pnts, trials, srate or xmin is none");
    }
    double n = (double)set->n_channels * (double)set->n_samples * (double)set->n_trials;
    if (n > most_numbers) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: %zu channels of %zu samples, %zu trials; accepted: up to %g numbers",
                        saved->path_owned, set->n_channels, set->n_samples, set->n_trials,
                        most_numbers);
    }
    set->has_places = find(set, "chanlocs", &set->places) && set->places.n == set->n_channels &&
                      set->places.kind == LAM_MAT_STRUCT;
    return LAM_OK;
}

/* ---- channels ---- */

static void text_of(const dataset *set, size_t channel, const char *field,
                    char text_out[LAM_DATA_NAME]) {
    lam_mat_array found;
    text_out[0] = '\0';
    if (set->has_places && lam_mat_find(set->mat, &set->places, channel, field, &found)) {
        lam_mat_text(set->mat, &found, LAM_DATA_NAME, text_out);
    }
}

static void label_of(const dataset *set, size_t channel, char label_out[LAM_DATA_NAME]) {
    text_of(set, channel, "labels", label_out);
    if (label_out[0] == '\0') {
        lam_format(label_out, LAM_DATA_NAME, "%zu", channel + 1);
    }
    lam_data_clean_name(label_out);
}

static bool is_wanted(const lam_data_how *how, const char *label) {
    return how->name[0] == '\0' || strcmp(how->name, label) == 0;
}

/* EEGLAB's data are in uV, unless a user or a channel says otherwise, as ours do. */
static const char *unit_of(const dataset *set, const lam_data_how *how, size_t channel,
                           double *factor_out) {
    char said[LAM_DATA_NAME];
    const char *unit = "";
    text_of(set, channel, "unit", said);
    if (!lam_data_unit(how->unit[0] != '\0' ? how->unit : said, &unit, factor_out) ||
        strcmp(unit, "ms") == 0) {
        lam_data_unit("uV", &unit, factor_out);
    }
    return unit;
}

/* How many are wanted: all, or those of the name that is asked for. */
static lam_status count(const lam_saved *saved, const dataset *set, const lam_data_how *how,
                        size_t *n_out) {
    char labels[256] = "", label[LAM_DATA_NAME];
    *n_out = 0;
    for (size_t c = 0; c < set->n_channels; c++) {
        size_t length = strlen(labels);
        label_of(set, c, label);
        *n_out += is_wanted(how, label) ? 1 : 0;
        lam_format(labels + length, sizeof labels - length, "%s%s", c > 0 ? ", " : "", label);
    }
    return *n_out > 0 ? LAM_OK
                      : lam_fail(LAM_ERR_INPUT, "%s: no channel '%s'; accepted: %s",
                                 saved->path_owned, how->name, labels);
}

/* ---- data ---- */

/* Beside the .set, under the name that it says, or else under its own. */
static lam_status open_fdt(const lam_saved *saved, const char *said, FILE **file_out) {
    static const char kind[] = "the data of a .set";
    const long long max_size = (long long)(4 * most_numbers);
    const char *slash = strrchr(saved->path_owned, '/'), *name = strrchr(said, '/');
    int folder = slash == NULL ? 0 : (int)(slash + 1 - saved->path_owned);
    size_t length = strlen(saved->path_owned), size = length + strlen(said) + 8;
    char *path = lam_alloc(size, 1);
    if (path == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_format(path, size, "%.*s%s", folder, saved->path_owned, name == NULL ? said : name + 1);
    lam_status status = lam_file_open(path, kind, max_size, file_out);
    if (status != LAM_OK && length > 4) {
        lam_format(path, size, "%.*s.fdt", (int)length - 4, saved->path_owned);
        status = lam_file_open(path, kind, max_size, file_out);
    }
    free(path);
    return status;
}

/* Little-endian numbers in single precision, as many as there are to be. */
static lam_status read_fdt(const lam_saved *saved, const char *said, size_t n, double **values) {
    FILE *file = NULL;
    unsigned char bytes[4];
    LAM_TRY(open_fdt(saved, said, &file));
    fseek(file, 0, SEEK_END);
    bool is_all = ftell(file) == (long)(4 * n);
    rewind(file);
    *values = is_all ? lam_alloc(n, sizeof **values) : NULL;
    for (size_t i = 0; *values != NULL && i < n && is_all; i++) {
        float value;
        is_all = fread(bytes, 1, 4, file) == 4;
        uint32_t bits = (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 |
                        (uint32_t)bytes[1] << 8 | bytes[0];
        memcpy(&value, &bits, sizeof value);
        (*values)[i] = (double)value;
    }
    fclose(file);
    if (!is_all) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: %s has not the %zu numbers of nbchan, pnts and trials; accepted: %s",
                        saved->path_owned, said, n, accepted);
    }
    return *values == NULL ? LAM_ERR_MEMORY : LAM_OK;
}

/* Channels of a sample, sample after sample; the caller frees *values_out, also after a failure. */
static lam_status read_values(const lam_saved *saved, const dataset *set, double **values_out) {
    size_t n = set->n_channels * set->n_samples * set->n_trials;
    char said[LAM_SAVED_NAME];
    lam_mat_array data;
    if (!find(set, "data", &data)) {
        return refuse(saved, "no data");
    }
    if (data.kind == LAM_MAT_TEXT) {
        lam_mat_text(set->mat, &data, sizeof said, said);
        return read_fdt(saved, said, n, values_out);
    }
    if (data.kind != LAM_MAT_NUMBERS || data.n != n || data.sizes[0] != set->n_channels) {
        return refuse(saved, "data of another size than nbchan x pnts x trials");
    }
    *values_out = lam_alloc(n, sizeof **values_out);
    return *values_out == NULL ? LAM_ERR_MEMORY : lam_mat_numbers(set->mat, &data, *values_out);
}

/* ---- curves ---- */

static lam_status fill_curve(lam_saved *saved, const dataset *set, size_t channel, size_t curve,
                             size_t n_curves, double factor, const double *values) {
    size_t n = set->n_samples;
    for (size_t i = 0; i < set->n_trials * n; i++) {
        double value = values[i * set->n_channels + channel] * factor;
        if (!isfinite(value)) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: channel %zu of trial %zu: sample %zu is %g; accepted: finite "
                            "numbers",
                            saved->path_owned, channel + 1, i / n, i % n, value);
        }
        saved->values_owned[(i / n * n_curves + curve) * n + i % n] = value;
    }
    return LAM_OK;
}

static lam_status fill(lam_saved *saved, const dataset *set, const lam_data_how *how,
                       const double *values) {
    size_t n_curves = 0;
    LAM_TRY(count(saved, set, how, &n_curves));
    LAM_TRY(lam_saved_make_values(saved, set->n_trials, n_curves, set->n_samples));
    for (size_t c = 0; c < set->n_channels; c++) {
        char label[LAM_DATA_NAME];
        double factor = 1;
        label_of(set, c, label);
        if (is_wanted(how, label)) {
            size_t curve = saved->facts.n_dipoles;
            LAM_TRY(lam_saved_add_name(saved, label, unit_of(set, how, c, &factor)));
            LAM_TRY(fill_curve(saved, set, c, curve, n_curves, factor, values));
        }
    }
    for (size_t s = 0; s < set->n_samples; s++) {
        saved->time_owned[s] = 1e3 * set->first_s + 1e3 * (double)s / set->rate_hz;
    }
    LAM_TRY(lam_saved_check_times(saved, &saved->facts.dt_ms));
    lam_saved_say(saved, "");
    return LAM_OK;
}

lam_status lam_saved_open_set(lam_saved *saved, const lam_data_how *how, const lam_mat *mat) {
    dataset set;
    double *values = NULL;
    look_into(mat, &set);
    LAM_TRY(take_sizes(saved, &set));
    lam_status status = read_values(saved, &set, &values);
    status = status == LAM_OK ? fill(saved, &set, how, values) : status;
    free(values);
    return status;
}
