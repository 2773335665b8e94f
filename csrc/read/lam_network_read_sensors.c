/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_sensors.c - reading what a network file says of EEG and MEG sensors, and their
 * leads: how the column stands in the head, and what model the head is. */
#include "head/lam_head_impl.h"
#include "network/lam_network_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More texts would not fit into the attributes of a dataset. */
enum { MAX_SENSORS = 1000 };

typedef enum head_model { INFINITE, FOUR_SPHERE, SPHERE, TABLE, N_MODELS } head_model;
static const char *const model_names[N_MODELS] = {
    [INFINITE] = "infinite",
    [FOUR_SPHERE] = "four_sphere",
    [SPHERE] = "sphere",
    [TABLE] = "table",
};

typedef struct sensors_entry {
    lam_sensor_set set;
    lam_sphere_head head;
    double conductivity_S_m, radius_mm;
    json_t *positions, *orientations, *names, *dipole, *centre, *radii, *conductivities, *leads;
} sensors_entry;

/* ---- keys ---- */

static lam_status read_fields(const lam_json *at, sensors_entry *entry) {
#define LAM_ENTRY sensors_entry
    static const lam_json_field fields[] = {
        LAM_TEXT("model", LAM_JSON_REQUIRED, set.model),
        LAM_OBJECT("dipole", LAM_JSON_REQUIRED, dipole),
        LAM_LIST("positions", LAM_JSON_OPTIONAL, positions),
        LAM_LIST("orientations", LAM_JSON_OPTIONAL, orientations),
        LAM_LIST("names", LAM_JSON_OPTIONAL, names),
        LAM_LIST("centre", LAM_JSON_OPTIONAL, centre),
        LAM_QUANTITY("conductivity", LAM_JSON_OPTIONAL, conductivity_S_m, "S/m", 1e-6, 1e6),
        LAM_LIST("radii", LAM_JSON_OPTIONAL, radii),
        LAM_LIST("conductivities", LAM_JSON_OPTIONAL, conductivities),
        LAM_QUANTITY("radius", LAM_JSON_OPTIONAL, radius_mm, "mm", 1e-3, 1e6),
        LAM_LIST("leads", LAM_JSON_OPTIONAL, leads),
    };
#undef LAM_ENTRY
    return lam_json_read(at, fields, LAM_COUNT_OF(fields), entry);
}

static lam_status read_model(const lam_json *at, const sensors_entry *entry,
                             head_model *model_out) {
    enum {
        OF_SPHERES = 1 << FOUR_SPHERE | 1 << SPHERE,
        ALL_BUT_TABLE = OF_SPHERES | 1 << INFINITE
    };
    static const lam_key_use eeg[] = {
        {"positions", ALL_BUT_TABLE, ALL_BUT_TABLE}, {"orientations", 0, 0},
        {"conductivity", 1 << INFINITE, 0},          {"radii", 1 << FOUR_SPHERE, 0},
        {"conductivities", 1 << FOUR_SPHERE, 0},     {"radius", 0, 0},
        {"leads", 1 << TABLE, 1 << TABLE},
    };
    static const lam_key_use meg[] = {
        {"positions", ALL_BUT_TABLE, ALL_BUT_TABLE},
        {"orientations", ALL_BUT_TABLE, ALL_BUT_TABLE},
        {"conductivity", 0, 0},
        {"radii", 0, 0},
        {"conductivities", 0, 0},
        {"radius", 1 << SPHERE, 0},
        {"leads", 1 << TABLE, 1 << TABLE},
    };
    static const char *const of_eeg[] = {"infinite", "four_sphere", "table"};
    static const char *const of_meg[] = {"infinite", "sphere", "table"};
    lam_json place = lam_json_member(at, "model");
    bool is_meg = entry->set.is_meg;
    size_t model;
    LAM_TRY(lam_json_find(&place, "model", entry->set.model, is_meg ? of_meg : of_eeg,
                          LAM_COUNT_OF(of_eeg), sizeof *of_eeg, &model));
    LAM_TRY(lam_json_find(&place, "model", entry->set.model, model_names, N_MODELS,
                          sizeof *model_names, &model));
    *model_out = (head_model)model;
    return lam_network_check_keys(at, is_meg ? meg : eeg, LAM_COUNT_OF(eeg), (unsigned)model,
                                  entry->set.model);
}

/* ---- where the column stands ---- */

/* Makes `right` a unit vector perpendicular to `up`. Returns false if the two are parallel. */
static bool make_across(const double up[3], double right[3]) {
    double along = lam_dot(up, right), size;
    for (size_t k = 0; k < 3; k++) {
        right[k] -= along * up[k];
    }
    size = sqrt(lam_dot(right, right));
    for (size_t k = 0; k < 3; k++) {
        right[k] /= size;
    }
    return size > 1e-6;
}

/* Without a value, up points away from the centre of the head. */
static lam_status read_up(const lam_json *at, const double centre_mm[3], lam_sensor_set *set) {
    double out[3] = {0};
    double distance = lam_head_between(centre_mm, set->dipole_mm, out);
    if (at->value != NULL || !(distance > 0)) { /* NAN if there is no position */
        return lam_network_direction(at,
                                     "accepted: [x, y, z], the way from the column's depth to "
                                     "its surface",
                                     set->up);
    }
    for (size_t k = 0; k < 3; k++) {
        set->up[k] = out[k] / distance;
    }
    return LAM_OK;
}

typedef struct dipole_entry {
    json_t *list; /* of either kind: looked at by its own reader */
} dipole_entry;

static lam_status read_dipole(const lam_json *at, head_model model, const double centre_mm[3],
                              lam_sensor_set *set) {
#define LAM_ENTRY dipole_entry
    static const lam_json_field fields[] = {
        LAM_LIST("position", LAM_JSON_OPTIONAL, list),
        LAM_LIST("up", LAM_JSON_OPTIONAL, list),
        LAM_LIST("right", LAM_JSON_OPTIONAL, list),
    };
#undef LAM_ENTRY
    dipole_entry entry;
    LAM_TRY(lam_json_read(at, fields, LAM_COUNT_OF(fields), &entry));
    lam_json place = lam_json_member(at, "position"), up = lam_json_member(at, "up");
    lam_json right = lam_json_member(at, "right");
    set->dipole_mm[0] = set->dipole_mm[1] = set->dipole_mm[2] = NAN;
    if (place.value != NULL || model != TABLE) {
        LAM_TRY(lam_json_point(&place, "mm", set->dipole_mm));
    }
    LAM_TRY(read_up(&up, centre_mm, set));
    set->right[fabs(set->up[0]) < 0.9 ? 0 : 1] = 1;
    if (right.value != NULL) {
        LAM_TRY(lam_network_direction(&right, "accepted: [x, y, z], a direction across `up`",
                                      set->right));
    }
    return make_across(set->up, set->right)
               ? LAM_OK
               : lam_json_fail(&right, "accepted: [x, y, z], a direction across `up`");
}

/* ---- sensors ---- */

static lam_status read_orientations(lam_network *network, const lam_json *at, lam_sensor_set *set) {
    double *orientations = lam_network_alloc(network, 3 * set->n, sizeof *orientations);
    if (orientations == NULL) {
        return LAM_ERR_MEMORY;
    }
    if (json_array_size(at->value) != set->n) {
        return lam_json_fail(at, "accepted: [[x, y, z], ...], one of each of %zu sensors", set->n);
    }
    for (size_t i = 0; i < set->n; i++) {
        lam_json place = lam_json_element(at, i);
        LAM_TRY(lam_network_direction(&place, "accepted: [x, y, z], the direction that is measured",
                                      orientations + 3 * i));
    }
    set->orientations = orientations;
    return LAM_OK;
}

static lam_status read_names(lam_network *network, const lam_json *at, lam_sensor_set *set) {
    const char **names = lam_network_alloc(network, set->n, sizeof *names);
    if (names == NULL) {
        return LAM_ERR_MEMORY;
    }
    if (json_array_size(at->value) != set->n) {
        return lam_json_fail(at, "accepted: a list of names, one of each of %zu sensors", set->n);
    }
    for (size_t i = 0; i < set->n; i++) {
        lam_json place = lam_json_element(at, i);
        names[i] = json_string_value(place.value);
        if (names[i] == NULL || names[i][0] == '\0' || strlen(names[i]) > LAM_JSON_MAX_NAME) {
            return lam_json_fail(&place, "accepted: a text of 1 to %d bytes", LAM_JSON_MAX_NAME);
        }
    }
    set->names = names;
    return LAM_OK;
}

static lam_status check_count(const lam_json *at, size_t n) {
    return n <= MAX_SENSORS
               ? LAM_OK
               : lam_json_fail(at, "%zu sensors; accepted: at most %d", n, MAX_SENSORS);
}

/* Reads the positions, or the leads in their place, then the orientations and names. */
static lam_status read_sensors(lam_network *network, const lam_json *at, head_model model,
                               lam_sensor_set *set) {
    const char *unit = set->is_meg ? "fT/nAm" : "uV/nAm";
    lam_json place = lam_json_member(at, model == TABLE ? "leads" : "positions");
    const double *read = NULL;
    LAM_TRY(lam_network_positions(network, &place, model == TABLE ? unit : "mm", &read, &set->n));
    LAM_TRY(check_count(&place, set->n));
    *(model == TABLE ? &set->leads : &set->positions_mm) = read;
    lam_json orientations = lam_json_member(at, "orientations"),
             names = lam_json_member(at, "names");
    if (orientations.value != NULL) {
        LAM_TRY(read_orientations(network, &orientations, set));
    }
    return names.value != NULL ? read_names(network, &names, set) : LAM_OK;
}

/* ---- leads ---- */

static lam_status read_four(const lam_json *at, const char *unit, double min, double values[4]) {
    double *read = NULL;
    size_t n = 0;
    if (at->value == NULL) {
        return LAM_OK;
    }
    LAM_TRY(lam_json_numbers(at, unit, min, 1e6, 1, &read, &n));
    if (n == 4) {
        memcpy(values, read, 4 * sizeof *values);
    }
    free(read);
    return n == 4 ? LAM_OK
                  : lam_json_fail(at, "accepted: [[brain, fluid, skull, scalp], \"%s\"]", unit);
}

static lam_status read_head(const lam_json *at, lam_sphere_head *head) {
    lam_json centre = lam_json_member(at, "centre"), radii = lam_json_member(at, "radii");
    lam_json conductivities = lam_json_member(at, "conductivities");
    if (centre.value != NULL) {
        LAM_TRY(lam_json_point(&centre, "mm", head->centre_mm));
    }
    LAM_TRY(read_four(&radii, "mm", 1e-3, head->radii_mm));
    return read_four(&conductivities, "S/m", 1e-6, head->conductivity_S_m);
}

static lam_status find_leads(const sensors_entry *entry, head_model model, double *leads) {
    const lam_sensor_set *set = &entry->set;
    switch (model) {
    case INFINITE:
        return set->is_meg ? lam_meg_infinite(set->dipole_mm, set->n, set->positions_mm,
                                              set->orientations, leads)
                           : lam_eeg_infinite(entry->conductivity_S_m, set->dipole_mm, set->n,
                                              set->positions_mm, leads);
    case FOUR_SPHERE:
        return lam_eeg_four_sphere(&entry->head, set->dipole_mm, set->n, set->positions_mm, leads);
    case SPHERE:
        return lam_meg_sphere(entry->head.centre_mm, entry->radius_mm, set->dipole_mm, set->n,
                              set->positions_mm, set->orientations, leads);
    default:
        memcpy(leads, set->leads, 3 * set->n * sizeof *leads);
        return LAM_OK;
    }
}

/* Turns leads from the axes of the head into the column's, in place. The column's y axis is
 * perpendicular to its z and x axes. */
static void turn(const lam_sensor_set *set, double *leads) {
    double forward[3];
    lam_cross(set->up, set->right, forward);
    for (size_t i = 0; i < set->n; i++) {
        double *lead = leads + 3 * i;
        double turned[3] = {lam_dot(lead, set->right), lam_dot(lead, forward),
                            lam_dot(lead, set->up)};
        memcpy(lead, turned, sizeof turned);
    }
}

static lam_status make_leads(lam_network *network, const lam_json *at, sensors_entry *entry,
                             head_model model) {
    double *leads = lam_network_alloc(network, 3 * entry->set.n, sizeof *leads);
    if (leads == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = find_leads(entry, model, leads);
    if (status != LAM_OK) {
        return status == LAM_ERR_INPUT ? lam_json_fail(at, "%s", lam_error()) : status;
    }
    turn(&entry->set, leads);
    entry->set.leads = leads;
    return LAM_OK;
}

/* ---- sets ---- */

/* The radii and conductivities of the four spheres are those of Næss et al. 2017, doi
 * 10.3389/fnhum.2017.00490. The sphere of MEG has the radius of the scalp. */
static lam_status read_set(lam_network *network, const lam_json *at, bool is_meg,
                           lam_sensor_set *set) {
    sensors_entry entry = {
        .set = {.name = at->key, .is_meg = is_meg},
        .head = {.radii_mm = {79, 80, 85, 90}, .conductivity_S_m = {0.3, 1.5, 0.015, 0.3}},
        .conductivity_S_m = 0.3,
        .radius_mm = 90,
    };
    head_model model = INFINITE;
    LAM_TRY(lam_json_check_key(at));
    LAM_TRY(read_fields(at, &entry));
    LAM_TRY(read_model(at, &entry, &model));
    LAM_TRY(read_head(at, &entry.head));
    lam_json dipole = lam_json_member(at, "dipole");
    LAM_TRY(read_dipole(&dipole, model, entry.head.centre_mm, &entry.set));
    LAM_TRY(read_sensors(network, at, model, &entry.set));
    LAM_TRY(make_leads(network, at, &entry, model));
    *set = entry.set;
    return LAM_OK;
}

static lam_status read_sets(lam_network *network, const lam_json *at, bool is_meg,
                            lam_sensor_set *sets) {
    lam_json place;
    for (void *i = NULL; lam_json_next(at, &i, &place);) {
        LAM_TRY(read_set(network, &place, is_meg, &sets[network->model.n_sensor_sets]));
        network->model.n_sensor_sets++;
    }
    return LAM_OK;
}

lam_status lam_network_read_sensors(lam_network *network, const lam_json *eeg,
                                    const lam_json *meg) {
    size_t n = lam_json_count(eeg->value) + lam_json_count(meg->value);
    lam_sensor_set *sets = lam_network_alloc(network, n, sizeof *sets);
    if (sets == NULL) {
        return LAM_ERR_MEMORY;
    }
    network->model.sensor_sets = sets;
    LAM_TRY(read_sets(network, eeg, false, sets));
    return read_sets(network, meg, true, sets);
}
