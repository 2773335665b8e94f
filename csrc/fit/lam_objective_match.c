/* SPDX-License-Identifier: BSD-3-Clause
 * lam_objective_match.c - whether a network has the signals of an objective, and which of their
 * rows are compared. */
#include "fit/lam_objective_impl.h"

#include "base/lam_number_impl.h"

#include <stdlib.h>
#include <string.h>

/* ---- names ---- */

/* Refuse a signal's name that is none of those at hand. The error names the key in the file. */
static lam_status find(const lam_objective *objective, const lam_term *term, const char *key,
                       const char *what, const char *name, const char *const *names, size_t n,
                       size_t *index_out) {
    lam_term_place place;
    lam_term_find(objective, term, &place);
    lam_json at = lam_term_key(&place, key);
    return n > 0 ? lam_json_find(&at, what, name, names, n, sizeof *names, index_out)
                 : lam_json_fail(&at, "the network has no %s; accepted: one that has", what);
}

static bool has_dipole(const lam_model *model, const lam_population *population) {
    return population->drive < 0 && model->cell_types[population->cell_type].dipole_section >= 0;
}

static lam_status match_dipole(const lam_objective *objective, lam_term *term,
                               const lam_model *model, const char *name) {
    size_t n = 1, unused;
    const char **names = lam_alloc(2 * model->n_populations + model->n_columns + 1, sizeof *names);
    if (names == NULL) {
        return LAM_ERR_MEMORY;
    }
    names[0] = "agg";
    for (size_t i = 0; i < model->n_columns; i++) {
        names[n++] = model->columns[i].name;
    }
    for (size_t i = 0; i < model->n_populations; i++) {
        const lam_population *population = &model->populations[i];
        if (has_dipole(model, population)) {
            names[n++] = population->name;
            names[n++] = model->cell_types[population->cell_type].label;
        }
    }
    lam_status status = find(objective, term, "signal", "dipole", name, names, n, &unused);
    free(names);
    term->n_given = 1;
    return status;
}

static lam_status match_rate(const lam_objective *objective, lam_term *term, const lam_model *model,
                             const char *name) {
    size_t n = 0, unused;
    const char **names = lam_alloc(model->n_populations, sizeof *names);
    if (names == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < model->n_populations; i++) {
        if (model->populations[i].drive < 0) {
            names[n++] = model->populations[i].name;
        }
    }
    lam_status status = find(objective, term, "hz", "population", name, names, n, &unused);
    free(names);
    return status;
}

static lam_status match_array(const lam_objective *objective, lam_term *term,
                              const lam_model *model, const char *name, bool is_csd) {
    size_t n = 0, found = 0;
    const char **names = lam_alloc(model->n_arrays, sizeof *names);
    if (names == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < model->n_arrays; i++) {
        const lam_electrode_array *array = &model->arrays[i];
        if (strcmp(array->method, "none") != 0 && (!is_csd || array->csd != NULL)) {
            names[n++] = array->name;
        }
    }
    lam_status status =
        find(objective, term, "array", is_csd ? "electrode array with a csd" : "electrode array",
             name, names, n, &found);
    for (size_t i = 0; i < model->n_arrays && status == LAM_OK; i++) {
        if (model->arrays[i].name == names[found]) {
            term->n_given = model->arrays[i].n_contacts;
        }
    }
    free(names);
    return status;
}

/* ---- sensors ---- */

const lam_sensor_set *lam_term_sensors(const lam_model *model, const lam_term *term) {
    bool is_meg = strncmp(term->signal, "meg/", 4) == 0;
    if (!is_meg && strncmp(term->signal, "eeg/", 4) != 0) {
        return NULL;
    }
    for (size_t i = 0; i < model->n_sensor_sets; i++) {
        const lam_sensor_set *set = &model->sensor_sets[i];
        if (set->is_meg == is_meg && strcmp(set->name, term->signal + 4) == 0) {
            return set;
        }
    }
    return NULL;
}

void lam_term_channel(const lam_sensor_set *set, size_t sensor, char out[LAM_OBJECTIVE_NAME]) {
    if (set->names != NULL) {
        lam_format(out, LAM_OBJECTIVE_NAME, "%s", set->names[sensor]);
    } else {
        lam_format(out, LAM_OBJECTIVE_NAME, "%zu", sensor);
    }
}

static lam_status find_sensor(const lam_json *at, const lam_sensor_set *set, size_t *sensor_out) {
    char name[LAM_OBJECTIVE_NAME];
    for (size_t i = 0; i < set->n; i++) {
        lam_term_channel(set, i, name);
        if (strcmp(name, json_string_value(at->value)) == 0) {
            *sensor_out = i;
            return LAM_OK;
        }
    }
    if (set->names != NULL) {
        return lam_json_find(at, "sensor", json_string_value(at->value), set->names, set->n,
                             sizeof *set->names, sensor_out);
    }
    return lam_json_fail(at, "accepted: \"0\" to \"%zu\", as the sensors have no names",
                         set->n - 1);
}

/* The channels that are listed, each once, or all. */
static lam_status choose_channels(const lam_objective *objective, lam_term *term,
                                  const lam_sensor_set *set) {
    lam_term_place place;
    lam_term_find(objective, term, &place);
    lam_json list = lam_json_member(&place.term, "channels");
    size_t n = list.value == NULL ? set->n : json_array_size(list.value);
    term->rows = lam_alloc(n, sizeof *term->rows);
    if (term->rows == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        lam_json at = lam_json_element(&list, i);
        term->rows[i] = i;
        LAM_TRY(list.value == NULL ? LAM_OK : find_sensor(&at, set, &term->rows[i]));
        for (size_t k = 0; k < i; k++) {
            if (term->rows[k] == term->rows[i]) {
                return lam_json_fail(&at, "is there twice; accepted: each channel once");
            }
        }
    }
    term->n_rows = n;
    return LAM_OK;
}

static lam_status match_sensors(const lam_objective *objective, lam_term *term,
                                const lam_model *model, bool is_meg) {
    size_t n = 0, unused;
    const char **names = lam_alloc(model->n_sensor_sets, sizeof *names);
    if (names == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < model->n_sensor_sets; i++) {
        if (model->sensor_sets[i].is_meg == is_meg) {
            names[n++] = model->sensor_sets[i].name;
        }
    }
    lam_status status = find(objective, term, "sensors", is_meg ? "MEG sensors" : "EEG sensors",
                             term->signal + 4, names, n, &unused);
    free(names);
    LAM_TRY(status);
    const lam_sensor_set *set = lam_term_sensors(model, term);
    term->n_given = set->n;
    return choose_channels(objective, term, set);
}

/* ---- all terms ---- */

/* A signal may be given as a path, so it is that which counts. */
static lam_status match(const lam_objective *objective, lam_term *term, const lam_model *model) {
    static const char *const folders[] = {"dipole/", "extracellular/", "csd/", "eeg/",
                                          "meg/",    "rate/",          "hoc/"};
    size_t k = 0;
    while (k < LAM_COUNT_OF(folders) &&
           strncmp(term->signal, folders[k], strlen(folders[k])) != 0) {
        k++;
    }
    const char *name = k < LAM_COUNT_OF(folders) ? term->signal + strlen(folders[k]) : "";
    switch (k) {
    case 0:
        return match_dipole(objective, term, model, name);
    case 1:
    case 2:
        return match_array(objective, term, model, name, k == 2);
    case 3:
    case 4:
        return match_sensors(objective, term, model, k == 4);
    case 5:
        return match_rate(objective, term, model, name);
    case 6:
        return LAM_OK;
    default:
        return find(objective, term, "signal", "signal", term->signal, folders, 5, &k);
    }
}

lam_status lam_objective_match(lam_objective *objective, const lam_model *model) {
    for (size_t i = 0; i < objective->n_terms; i++) {
        lam_term *term = &objective->terms[i];
        lam_term_place place;
        LAM_TRY(match(objective, term, model));
        if (term->n_bands > 0 && term->n_given > 1) {
            lam_term_find(objective, term, &place);
            lam_json at = lam_term_key(&place, "signal");
            return lam_json_fail(&at, "has %zu rows; accepted: a dipole", term->n_given);
        }
    }
    return lam_objective_find_onsets(objective, model);
}
