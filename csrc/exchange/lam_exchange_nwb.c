/* SPDX-License-Identifier: BSD-3-Clause
 * lam_exchange_nwb.c - all trials as a file of Neurodata Without Borders (NWB 2.7, core schema):
 * signals are series in /acquisition, with their numbers as they are and a factor to SI units. */
#include "exchange/lam_nwb_impl.h"

#include "base/lam_number_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char core[] = "core";

/* A simulation has no date, and a file without one is none. */
static const char no_date[] = "2000-01-01T00:00:00+00:00";

/* ---- units ---- */

static const struct unit {
    const char *ours, *si;
    double factor;
} units[] = {
    {"nAm", "A*m", 1e-9},    {"uV", "V", 1e-6},        {"mV", "V", 1e-3},    {"fT", "T", 1e-15},
    {"nA", "A", 1e-9},       {"uA/mm3", "A/m^3", 1e3}, {"mM", "mol/m^3", 1}, {"uS", "S", 1e-6},
    {"mA/cm2", "A/m^2", 10}, {"S/cm2", "S/m^2", 1e4},
};

static struct unit find_unit(const char *ours) {
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(units[i].ours, ours) == 0) {
            return units[i];
        }
    }
    return (struct unit){ours, ours, 1};
}

/* ---- series ---- */

/* One number of the file is the time of the first sample, or each sample has its own. */
static lam_status put_times(lam_nwb *to, const char *series, const lam_saved_shape *shape) {
    const lam_exchange *how = to->job->how;
    char path[LAM_NWB_PATH];
    size_t n = shape->n_samples, all = n * how->n_trials;
    double zero = 0, rate_hz = 1000 / shape->dt_ms, first_ms = to->job->facts->time_ms[0];
    bool is_even = how->n_trials == 1 || n == to->job->facts->n_samples;
    if (is_even) {
        lam_format(path, sizeof path, "%s/starting_time", series);
        hid_t made = lam_hdf5_data(&to->h5, path, H5T_IEEE_F64LE, 0, (hsize_t[]){1}, &zero);
        lam_nwb_number(to, made, "rate", rate_hz);
        lam_nwb_text(to, made, "unit", "seconds");
        lam_hdf5_end(&to->h5, made);
        return LAM_OK;
    }
    double *time_s = lam_alloc(all + n, sizeof *time_s);
    if (time_s == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_saved_times(to->job->saved, shape, time_s + all);
    for (size_t i = 0; i < all; i++) {
        time_s[i] = lam_nwb_begin_s(to, i / n) + (time_s[all + i % n] - first_ms) * 1e-3;
    }
    lam_format(path, sizeof path, "%s/timestamps", series);
    hid_t made = lam_hdf5_data(&to->h5, path, H5T_IEEE_F64LE, 1, (hsize_t[]){all}, time_s);
    const int interval = 1;
    hid_t space = H5Screate(H5S_SCALAR);
    hid_t attribute = H5Acreate2(made, "interval", H5T_STD_I32LE, space, H5P_DEFAULT, H5P_DEFAULT);
    lam_hdf5_note(&to->h5, attribute >= 0 && H5Awrite(attribute, H5T_NATIVE_INT, &interval) >= 0);
    H5Aclose(attribute);
    H5Sclose(space);
    lam_nwb_text(to, made, "unit", "seconds");
    lam_hdf5_end(&to->h5, made);
    free(time_s);
    return LAM_OK;
}

/* [samples of all trials], or [samples][rows]. */
static lam_status put_data(lam_nwb *to, const char *series, const char *signal, bool is_electrical,
                           const lam_saved_shape *shape) {
    const lam_exchange *how = to->job->how;
    char path[LAM_NWB_PATH];
    struct unit unit = find_unit(shape->unit);
    bool is_one = lam_exchange_is_dipole(signal) || strncmp(signal, "cells/", 6) == 0;
    size_t n = shape->n_samples;
    lam_format(path, sizeof path, "%s/data", series);
    hid_t made = lam_hdf5_data(&to->h5, path, H5T_IEEE_F64LE, is_one ? 1 : 2,
                               (hsize_t[]){n * how->n_trials, shape->n_rows}, NULL);
    lam_nwb_number(to, made, "conversion", unit.factor);
    lam_nwb_number(to, made, "offset", 0);
    lam_nwb_number(to, made, "resolution", -1); /* not known */
    lam_nwb_text(to, made, "unit", is_electrical ? "volts" : unit.si);
    lam_status status = LAM_OK;
    for (size_t k = 0; k < how->n_trials && status == LAM_OK; k++) {
        status = lam_hdf5_columns(&to->h5, to->job, how->trials[k], signal, made,
                                  (hsize_t[]){k * n, 0}, 1);
    }
    lam_hdf5_end(&to->h5, made);
    return status;
}

/* What its columns are, with commas between them. */
static lam_status put_comments(lam_nwb *to, hid_t series, const char *signal) {
    char **rows = NULL;
    size_t n = 0, length = 16;
    LAM_TRY(lam_saved_row_names(to->job->saved, to->job->how->trials[0], signal, &n, &rows));
    for (size_t i = 0; i < n; i++) {
        length += strlen(rows[i]) + 2;
    }
    char *text = lam_alloc(length, 1);
    if (text != NULL && n > 0 && rows[0][0] != '\0') {
        lam_format(text, length, "columns: ");
        for (size_t i = 0; i < n; i++) {
            strcat(strcat(text, i > 0 ? ", " : ""), rows[i]);
        }
        lam_nwb_text(to, series, "comments", text);
    }
    lam_saved_free_names(n, rows);
    free(text);
    return text == NULL ? LAM_ERR_MEMORY : LAM_OK;
}

static lam_status put_series(lam_nwb *to, const char *signal) {
    char name[LAM_SAVED_NAME], path[LAM_NWB_PATH], region[LAM_NWB_PATH + 16];
    lam_saved_shape shape;
    LAM_TRY(lam_exchange_shape(to->job, signal, &shape));
    const lam_nwb_set *set = strcmp(shape.unit, "uV") == 0 ? lam_nwb_find_set(to, signal) : NULL;
    lam_exchange_name(signal, "", name);
    lam_format(path, sizeof path, "/acquisition/%s", name);
    hid_t series = lam_nwb_group(to, path);
    lam_nwb_type(to, series, path, core, set != NULL ? "ElectricalSeries" : "TimeSeries");
    lam_nwb_text(to, series, "description", signal);
    lam_status status = put_comments(to, series, signal);
    H5Gclose(series);
    LAM_TRY(status);
    LAM_TRY(put_data(to, path, signal, set != NULL, &shape));
    LAM_TRY(put_times(to, path, &shape));
    if (set != NULL) {
        lam_format(region, sizeof region, "%s/electrodes", path);
        lam_nwb_region(to, region, lam_nwb_electrodes, set->first, set->n);
    }
    return LAM_OK;
}

/* ---- the file ---- */

/* A number of the samples of a signal and of what is done with them. */
static lam_status identify(lam_nwb *to) {
    const lam_exchange *how = to->job->how;
    lam_saved_shape shape;
    to->identity =
        lam_nwb_hash(0xcbf29ce484222325, how->trials, how->n_trials * sizeof *how->trials);
    for (size_t i = 0; i < to->job->n_signals; i++) {
        const char *signal = to->job->signals_owned[i];
        to->identity = lam_nwb_hash(to->identity, signal, strlen(signal));
    }
    if (to->job->n_signals == 0) {
        return LAM_OK;
    }
    const char *signal = to->job->signals_owned[0];
    LAM_TRY(lam_exchange_shape(to->job, signal, &shape));
    double *samples = lam_alloc(shape.n_rows * shape.n_samples, sizeof *samples);
    lam_status status = samples == NULL ? LAM_ERR_MEMORY
                                        : lam_exchange_read(to->job, how->trials[0], signal, 0,
                                                            shape.n_samples, samples);
    if (status == LAM_OK) {
        to->identity =
            lam_nwb_hash(to->identity, samples, shape.n_rows * shape.n_samples * sizeof *samples);
    }
    free(samples);
    return status;
}

/* Readers want one. */
static void put_subject(lam_nwb *to) {
    static const char path[] = "/general/subject";
    static const char *const fields[][2] = {
        {"subject_id", "model"},
        {"description", "a model: its sex and age stand for none"},
        {"species", "Homo sapiens"},
        {"sex", "U"},
        {"age", "P0D"},
    };
    hid_t group = lam_nwb_group(to, path);
    lam_nwb_type(to, group, path, core, "Subject");
    H5Gclose(group);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        char field[64];
        lam_format(field, sizeof field, "%s/%s", path, fields[i][0]);
        lam_nwb_text_data(to, field, fields[i][1]);
    }
}

static lam_status put_beginning(lam_nwb *to) {
    static const char *const groups[] = {"/acquisition",        "/analysis",
                                         "/processing",         "/stimulus/presentation",
                                         "/stimulus/templates", "/general/devices"};
    static const char *const date = no_date, *const keyword = "simulation";
    static const char device[] = "/general/devices/laminae";
    char identifier[48], *command = NULL;
    lam_nwb_text(to, to->h5.file, "nwb_version", "2.7.0");
    lam_nwb_type(to, to->h5.file, "/", core, "NWBFile");
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        H5Gclose(lam_nwb_group(to, groups[i]));
    }
    lam_format(identifier, sizeof identifier, "laminae-%016llx", (unsigned long long)to->identity);
    lam_nwb_text_data(to, "/identifier", identifier);
    lam_nwb_text_data(to, "/session_description", "a simulation of the neocortex, not a recording");
    lam_nwb_text_data(to, "/session_start_time", no_date);
    lam_nwb_text_data(to, "/timestamps_reference_time", no_date);
    lam_hdf5_end(&to->h5, lam_nwb_text_list(to, "/file_create_date", 1, &date));
    lam_hdf5_end(&to->h5, lam_nwb_text_list(to, "/general/keywords", 1, &keyword));
    lam_nwb_text_data(to, "/general/data_collection",
                      "simulated; the date of the session stands for none");
    LAM_TRY(lam_saved_about(to->job->saved, "command", &command));
    lam_nwb_text_data(to, "/general/experiment_description",
                      command[0] == '\0' ? "no command" : command);
    free(command);
    put_subject(to);
    hid_t group = lam_nwb_group(to, device);
    lam_nwb_type(to, group, device, core, "Device");
    lam_nwb_text(to, group, "description", "Laminae " LAM_VERSION ", a simulator");
    H5Gclose(group);
    return LAM_OK;
}

static lam_status put_all(lam_nwb *to) {
    LAM_TRY(identify(to));
    LAM_TRY(put_beginning(to));
    LAM_TRY(lam_nwb_put_electrodes(to));
    for (size_t i = 0; i < to->job->n_signals; i++) {
        LAM_TRY(put_series(to, to->job->signals_owned[i]));
    }
    LAM_TRY(lam_nwb_put_trials(to));
    return to->job->facts->n_populations > 0 && to->job->how->signal == NULL ? lam_nwb_put_units(to)
                                                                             : LAM_OK;
}

static bool is_ours(const char *path) {
    return lam_hdf5_is(path, "nwb_version");
}

lam_status lam_exchange_nwb(lam_exchange_job *job) {
    lam_nwb to = {.job = job, .rate_hz = 1000 / job->facts->dt_ms};
    lam_output *output;
    LAM_TRY(lam_outputs_add(&job->outputs, "", &output));
    LAM_TRY(lam_hdf5_create(output, &to.h5));
    output->is_ours = is_ours;
    lam_nwb_text(&to, to.h5.file, "laminae_version", LAM_VERSION);
    lam_status status = lam_hdf5_close(&to.h5, put_all(&to));
    free(to.sets_owned);
    return status;
}
