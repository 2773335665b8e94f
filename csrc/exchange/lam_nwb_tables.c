/* SPDX-License-Identifier: BSD-3-Clause
 * lam_nwb_tables.c - the tables of an NWB file (NWB core schema): electrodes and their groups,
 * trials, units, which are cells and drives with their spikes. */
#include "exchange/lam_nwb_impl.h"

#include "base/lam_number_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char core[] = "core";

#define N_OF(list) (sizeof(list) / sizeof *(list))

/* ---- electrodes ---- */

/* "extracellular/lam" of "extracellular_apart/lam/L5_pyramidal" or
 * "extracellular_receptors/lam/ampa", which the same electrodes measure; false: it is no potential.
 */
static bool find_measured(const char *signal, char measured_out[LAM_SAVED_NAME]) {
    if (strncmp(signal, "extracellular_apart/", 20) == 0 ||
        strncmp(signal, "extracellular_receptors/", 24) == 0) {
        const char *array = strchr(signal, '/') + 1;
        lam_format(measured_out, LAM_SAVED_NAME, "extracellular/%.*s", (int)strcspn(array, "/"),
                   array);
        return true;
    }
    lam_format(measured_out, LAM_SAVED_NAME, "%s", signal);
    return strncmp(signal, "extracellular/", 14) == 0 || strncmp(signal, "eeg/", 4) == 0;
}

const lam_nwb_set *lam_nwb_find_set(const lam_nwb *to, const char *signal) {
    char measured[LAM_SAVED_NAME];
    bool is_potential = find_measured(signal, measured);
    for (size_t i = 0; i < to->n_sets && is_potential; i++) {
        if (strcmp(to->sets_owned[i].signal, measured) == 0) {
            return &to->sets_owned[i];
        }
    }
    return NULL;
}

static lam_status find_sets(lam_nwb *to) {
    const lam_exchange_job *job = to->job;
    for (size_t i = 0; i < job->n_signals; i++) {
        lam_saved_shape shape;
        lam_nwb_set set = {.n = 0};
        const char *signal = job->signals_owned[i];
        if (!find_measured(signal, set.signal) || lam_nwb_find_set(to, signal) != NULL) {
            continue;
        }
        LAM_TRY(lam_exchange_shape(job, signal, &shape));
        LAM_GROW(to->sets_owned, to->n_sets + 1, &to->n_sets_held);
        const lam_nwb_set *last = to->n_sets == 0 ? &set : &to->sets_owned[to->n_sets - 1];
        set.first = last->first + last->n;
        set.n = shape.n_rows;
        to->sets_owned[to->n_sets++] = set;
    }
    return LAM_OK;
}

/* Of all electrodes. */
typedef struct electrodes {
    double *places_um[3];
    const char **words[4]; /* labels, locations, groups' names, groups' paths */
    char **labels_owned;
    size_t n_labels;
} electrodes;

static void put_group(lam_nwb *to, const char *path, bool is_eeg) {
    hid_t group = lam_nwb_group(to, path);
    lam_nwb_type(to, group, path, core, "ElectrodeGroup");
    lam_nwb_text(to, group, "description",
                 is_eeg ? "sensors of EEG; places in the axes of the head"
                        : "an electrode array; places in the axes of the column, z to the surface");
    lam_nwb_text(to, group, "location", is_eeg ? "head" : "neocortex");
    lam_hdf5_note(&to->h5, H5Lcreate_soft("/general/devices/laminae", group, "device", H5P_DEFAULT,
                                          H5P_DEFAULT) >= 0);
    H5Gclose(group);
}

/* Places are NaN where they are not known. */
static lam_status take_places(const lam_nwb *to, const lam_nwb_set *set, electrodes *all) {
    static const char *const attributes[] = {"positions_um", "positions_mm"};
    for (size_t unit = 0; unit < 2; unit++) {
        double *places = NULL;
        size_t n = 0;
        LAM_TRY(lam_saved_beside(to->job->saved, to->job->how->trials[0], set->signal,
                                 attributes[unit], &n, &places));
        for (size_t i = 0; i < 3 * set->n && (unit == 0 || n > 0); i++) {
            double factor = unit == 0 ? 1 : 1e3;
            all->places_um[i % 3][set->first + i / 3] =
                n == 3 * set->n ? places[i] * factor : (double)NAN;
        }
        free(places);
    }
    return LAM_OK;
}

/* Of one set, whose group is at this path. */
static lam_status take_set(lam_nwb *to, const lam_nwb_set *set, const char *path, electrodes *all) {
    bool is_eeg = strncmp(set->signal, "eeg/", 4) == 0;
    char **rows = NULL;
    size_t n = 0;
    put_group(to, path, is_eeg);
    LAM_TRY(take_places(to, set, all));
    LAM_TRY(lam_saved_row_names(to->job->saved, to->job->how->trials[0], set->signal, &n, &rows));
    for (size_t i = 0; i < set->n; i++) {
        size_t k = set->first + i;
        all->words[0][k] = i < n ? (all->labels_owned[all->n_labels++] = rows[i]) : "";
        all->words[1][k] = is_eeg ? "head" : "neocortex";
        all->words[2][k] = strrchr(path, '/') + 1;
        all->words[3][k] = path;
    }
    for (size_t i = set->n; i < n; i++) {
        free(rows[i]);
    }
    free(rows);
    return LAM_OK;
}

static void put_columns(lam_nwb *to, size_t n, const electrodes *all) {
    static const char *const columns[] = {"x",     "y",          "z",    "location",
                                          "group", "group_name", "label"};
    lam_nwb_table(to, lam_nwb_electrodes, "hdmf-common", "DynamicTable",
                  "electrodes of arrays and of EEG", n, N_OF(columns), columns);
    for (size_t k = 0; k < 3; k++) {
        lam_nwb_numbers(to, lam_nwb_electrodes, columns[k], "place (um), in the axes of its group",
                        H5T_IEEE_F64LE, n, all->places_um[k]);
    }
    lam_nwb_words(to, lam_nwb_electrodes, "location", "where it is", n, all->words[1]);
    lam_nwb_objects(to, lam_nwb_electrodes, "group", "the group", n, all->words[3]);
    lam_nwb_words(to, lam_nwb_electrodes, "group_name", "its name", n, all->words[2]);
    lam_nwb_words(to, lam_nwb_electrodes, "label", "name of the electrode", n, all->words[0]);
}

static lam_status put_sets(lam_nwb *to, size_t n, char (*paths)[LAM_NWB_PATH], electrodes *all) {
    for (size_t i = 0; i < to->n_sets; i++) {
        char name[LAM_SAVED_NAME];
        lam_exchange_name(to->sets_owned[i].signal, "", name);
        lam_format(paths[i], LAM_NWB_PATH, "/general/extracellular_ephys/%s", name);
        LAM_TRY(take_set(to, &to->sets_owned[i], paths[i], all));
    }
    put_columns(to, n, all);
    return LAM_OK;
}

lam_status lam_nwb_put_electrodes(lam_nwb *to) {
    LAM_TRY(find_sets(to));
    if (to->n_sets == 0) {
        return LAM_OK;
    }
    size_t n = to->sets_owned[to->n_sets - 1].first + to->sets_owned[to->n_sets - 1].n;
    char(*paths)[LAM_NWB_PATH] = lam_alloc(to->n_sets, sizeof *paths);
    double *places_um = lam_alloc(3 * n, sizeof *places_um);
    const char **words = lam_alloc(4 * n, sizeof *words);
    char **labels = lam_alloc(n, sizeof *labels);
    electrodes all = {.labels_owned = labels};
    for (size_t k = 0; k < 4 && places_um != NULL && words != NULL; k++) {
        all.places_um[k % 3] = places_um + k % 3 * n;
        all.words[k] = words + k * n;
    }
    bool has_memory = paths != NULL && places_um != NULL && words != NULL && labels != NULL;
    lam_status status = has_memory ? put_sets(to, n, paths, &all) : LAM_ERR_MEMORY;
    lam_saved_free_names(all.n_labels, labels);
    free(words);
    free(places_um);
    free(paths);
    return status;
}

/* ---- trials ---- */

lam_status lam_nwb_put_trials(lam_nwb *to) {
    static const char *const columns[] = {"start_time", "stop_time", "trial", "zero_time"};
    static const char *const say[] = {"of its first sample (s)", "of its last sample (s)",
                                      "its number in the run",
                                      "where the trial's own time is 0 (s)"};
    static const char table[] = "/intervals/trials";
    const lam_saved_facts *facts = to->job->facts;
    size_t n = to->job->how->n_trials;
    double *values = lam_alloc(4 * n, sizeof *values);
    if (values == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t k = 0; k < n; k++) {
        double begin_s = lam_nwb_begin_s(to, k);
        values[k] = begin_s;
        values[n + k] = begin_s + (double)(facts->n_samples - 1) / to->rate_hz;
        values[2 * n + k] = (double)to->job->how->trials[k];
        values[3 * n + k] = begin_s - facts->time_ms[0] * 1e-3;
    }
    lam_nwb_table(to, table, core, "TimeIntervals", "trials, one behind the other", n,
                  N_OF(columns), columns);
    for (size_t c = 0; c < N_OF(columns); c++) {
        lam_nwb_numbers(to, table, columns[c], say[c], c == 2 ? H5T_STD_I64LE : H5T_IEEE_F64LE, n,
                        values + c * n);
    }
    free(values);
    return LAM_OK;
}

/* ---- units ---- */

/* The spikes of all trials, and of each unit. */
typedef struct spikes {
    size_t n, n_units, n_held[2];
    double *time_s, *unit; /* as they come */
    double *ends, *sorted; /* where those of a unit end, among its own */
} spikes;

/* Of a gid, which row it is; n_units: none. */
static size_t find_unit(const lam_saved_facts *facts, double gid, size_t n_units) {
    size_t row = 0;
    for (size_t i = 0; i < facts->n_populations; i++) {
        double cell = gid - (double)facts->populations[i].first_gid;
        if (cell >= 0 && cell < (double)facts->populations[i].n_cells) {
            return row + (size_t)cell;
        }
        row += facts->populations[i].n_cells;
    }
    return n_units;
}

static lam_status add_trial(const lam_nwb *to, size_t k, spikes *all) {
    double *time_ms = NULL, *gid = NULL, begin_s = lam_nwb_begin_s(to, k);
    size_t n = 0;
    LAM_TRY(lam_exchange_spikes(to->job, to->job->how->trials[k], &n, &time_ms, &gid));
    double *time_s = lam_grow(all->time_s, all->n + n + 1, &all->n_held[0], sizeof *time_s);
    all->time_s = time_s != NULL ? time_s : all->time_s;
    double *unit = lam_grow(all->unit, all->n + n + 1, &all->n_held[1], sizeof *unit);
    all->unit = unit != NULL ? unit : all->unit;
    for (size_t i = 0; i < n && time_s != NULL && unit != NULL; i++) {
        size_t row = find_unit(to->job->facts, gid[i], all->n_units);
        if (row < all->n_units) {
            time_s[all->n] = begin_s + (time_ms[i] - to->job->facts->time_ms[0]) * 1e-3;
            unit[all->n++] = (double)row;
        }
    }
    free(time_ms);
    free(gid);
    return time_s != NULL && unit != NULL ? LAM_OK : LAM_ERR_MEMORY;
}

/* Those of a unit together, in the order in which they came. */
static void sort(spikes *all) {
    for (size_t i = 0; i < all->n; i++) {
        all->ends[(size_t)all->unit[i]]++;
    }
    double begin = 0;
    for (size_t u = 0; u < all->n_units; u++) {
        double n = all->ends[u];
        all->ends[u] = begin; /* where the next one goes; in the end, where they end */
        begin += n;
    }
    for (size_t i = 0; i < all->n; i++) {
        all->sorted[(size_t)all->ends[(size_t)all->unit[i]]++] = all->time_s[i];
    }
}

static void put_columns_of_units(lam_nwb *to, const spikes *all, double *gids,
                                 const char **populations, const char **kinds) {
    static const char table[] = "/units";
    static const char *const columns[] = {"population", "kind", "gid", "spike_times"};
    size_t row = 0;
    for (size_t i = 0; i < to->job->facts->n_populations; i++) {
        const lam_saved_population *p = &to->job->facts->populations[i];
        for (size_t k = 0; k < p->n_cells; k++, row++) {
            gids[row] = (double)(p->first_gid + k);
            populations[row] = p->name;
            kinds[row] = p->is_drive ? "drive" : "cell";
        }
    }
    lam_nwb_table(to, table, core, "Units", "cells and drives of the model, and their spikes",
                  all->n_units, N_OF(columns), columns);
    lam_nwb_words(to, table, "population", "its population", all->n_units, populations);
    lam_nwb_words(to, table, "kind", "cell or drive", all->n_units, kinds);
    lam_nwb_numbers(to, table, "gid", "its number in the network", H5T_STD_I64LE, all->n_units,
                    gids);
    lam_nwb_numbers(to, table, "spike_times", "of each spike (s)", H5T_IEEE_F64LE, all->n,
                    all->sorted);
    hid_t times = H5Dopen2(to->h5.file, "/units/spike_times", H5P_DEFAULT);
    lam_nwb_number(to, times, "resolution", to->job->facts->dt_ms * 1e-3);
    lam_hdf5_end(&to->h5, times);
    lam_nwb_index(to, table, "spike_times", all->n_units, all->ends);
}

static lam_status put_units(lam_nwb *to, spikes *all) {
    size_t n = all->n_units;
    all->ends = lam_alloc(n, sizeof *all->ends);
    all->sorted = lam_alloc(all->n, sizeof *all->sorted);
    double *gids = lam_alloc(n, sizeof *gids);
    const char **words = lam_alloc(2 * n, sizeof *words);
    bool has_memory = all->ends != NULL && all->sorted != NULL && gids != NULL && words != NULL;
    if (has_memory) {
        sort(all);
        put_columns_of_units(to, all, gids, words, words + n);
    }
    free(gids);
    free(words);
    return has_memory ? LAM_OK : LAM_ERR_MEMORY;
}

lam_status lam_nwb_put_units(lam_nwb *to) {
    spikes all = {.n = 0};
    lam_status status = LAM_OK;
    for (size_t i = 0; i < to->job->facts->n_populations; i++) {
        all.n_units += to->job->facts->populations[i].n_cells;
    }
    for (size_t k = 0; k < to->job->how->n_trials && status == LAM_OK; k++) {
        status = add_trial(to, k, &all);
    }
    status = status == LAM_OK ? put_units(to, &all) : status;
    free(all.time_s);
    free(all.unit);
    free(all.ends);
    free(all.sorted);
    return status;
}
