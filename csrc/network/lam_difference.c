/* SPDX-License-Identifier: BSD-3-Clause
 * lam_difference.c - what of a built network is different in another description of it, and
 * whether what is built can follow. */
#include "base/lam_facts_impl.h"
#include "base/lam_text_impl.h"
#include "network/lam_network_impl.h"

#include <stdlib.h>
#include <string.h>

/* ---- facts ---- */

/* What a fact reaches of all that is built. */
enum {
    NOTHING = 0, /* each trial asks for events and currents */
    CELLS = 1,
    AXIAL = 2,
    WIRING = 4,    /* of one connection */
    DISTANCES = 8, /* the wiring of all connections */
    THRESHOLDS = 16,
    REST = 32, /* nothing, as each trial asks for it; but its result at rest is another */
    SENSORS = 64,
    STRUCTURE = 128
};

/* A row holds for all facts that begin like it, the first that fits. A fact without a row is
 * structure. */
static const struct {
    const char *way;
    unsigned reach;
} rows[] = {
    {"name", NOTHING},
    {"model_of", NOTHING},
    {"baseline", NOTHING},
    {"celsius", REST},
    {"threshold_mV", THRESHOLDS},
    {"tstop_ms", NOTHING},
    {"dt_ms", NOTHING},
    {"settle_ms", REST},
    {"trials", NOTHING},
    {"seed", NOTHING},
    {"scale", NOTHING},
    {"smooth_ms", NOTHING},
    {"nx", NOTHING}, /* how many cells there are and where they stand is compared itself */
    {"ny", NOTHING},
    {"on_lattice", NOTHING},
    {"inplane_distance_um", DISTANCES},
    {"columns.inplane_distance_um", DISTANCES},
    {"columns", NOTHING}, /* so are the places of their cells */
    {"cell_types.name", NOTHING},
    {"cell_types.layer", NOTHING},
    {"cell_types.label", NOTHING},
    {"cell_types.excitatory", NOTHING},
    {"cell_types.locations", NOTHING}, /* connections have sections of their own */
    {"cell_types.sections.Ra_ohm_cm", CELLS | AXIAL},
    {"cell_types.sections.cm_uF_cm2", CELLS},
    {"cell_types.sections.v0_mV", CELLS},
    {"cell_types.sections.mechanisms.parameters", CELLS},
    {"cell_types.receptors.synapse.parameters", CELLS},
    {"populations.name", NOTHING},
    {"populations.baseline", NOTHING},
    {"connections.location", NOTHING},
    {"connections.weight_uS", WIRING},
    {"connections.delay_ms", WIRING},
    {"connections.gain", WIRING},
    {"connections.lamtha", WIRING},
    {"connections.probability", WIRING},
    {"connections.autapses", WIRING},
    {"connections.n_pairs", WIRING},
    {"connections.threshold_mV", THRESHOLDS},
    {"drives.n_cells", STRUCTURE},
    {"drives.cell_specific", STRUCTURE},
    {"drives.position_um", DISTANCES},
    {"drives", NOTHING},
    {"biases.name", NOTHING},
    {"biases.amplitude_nA", NOTHING},
    {"biases.tstart_ms", NOTHING},
    {"biases.tstop_ms", NOTHING},
    {"electric_fields", NOTHING},
    {"arrays", SENSORS},
    {"slabs", SENSORS},
    {"sensor_sets", SENSORS},
};

typedef struct comparison {
    const lam_network *built, *other;
    double max_delay_ms;
    bool *is_type, *is_connection; /* which are, or may be, different */
    bool has_distances;
    lam_text structure;
    lam_difference *difference;
} comparison;

static unsigned reach_of(size_t n_steps, const lam_step *steps) {
    char way[400] = "";
    for (size_t k = 0; k < n_steps; k++) {
        lam_text_append(way, sizeof way, "%s%s", k > 0 ? "." : "", steps[k].name);
    }
    for (size_t i = 0; i < LAM_COUNT_OF(rows); i++) {
        size_t n = strlen(rows[i].way);
        if (strncmp(way, rows[i].way, n) == 0 && (way[n] == '\0' || way[n] == '.')) {
            return rows[i].reach;
        }
    }
    return STRUCTURE;
}

/* Structure is named once: what follows may come of it. */
static bool is_to_name(comparison *at) {
    return at->structure.bytes == NULL && !at->structure.out_of_memory;
}

/* cell_types.L5_pyramidal.sections.soma.L_um: 39 */
static void name_fact(comparison *at, size_t n_steps, const lam_step *steps) {
    lam_owner owner = lam_network_owner(at->other);
    lam_step named[8];
    const char *text;
    double number;
    for (size_t k = 0; k < n_steps; k++) {
        lam_text_add(&at->structure, "%s%s", k > 0 ? "." : "", steps[k].name);
        named[k] = steps[k];
        named[k + 1] = (lam_step){"name", LAM_EACH};
        if (steps[k].entry == LAM_EACH) {
            continue;
        }
        if (lam_fact_text(owner, k + 2, named, &text) == LAM_OK) {
            lam_text_add(&at->structure, ".%s", text);
        } else {
            lam_text_add(&at->structure, "[%zu]", steps[k].entry);
        }
    }
    lam_text_add(&at->structure, ": ");
    if (lam_fact(owner, n_steps, steps, &number) == LAM_OK) {
        lam_text_add_number(&at->structure, number);
    } else if (lam_fact_text(owner, n_steps, steps, &text) == LAM_OK) {
        lam_text_add(&at->structure, "%s", text);
    }
}

static void note(void *context, size_t n_steps, const lam_step *steps) {
    comparison *at = context;
    unsigned reach = reach_of(n_steps, steps);
    at->difference->has_Ra |= (reach & AXIAL) != 0;
    at->difference->has_thresholds |= (reach & THRESHOLDS) != 0;
    at->difference->has_sensors |= (reach & SENSORS) != 0;
    at->difference->has_rest |= (reach & ~(unsigned)SENSORS) != 0;
    at->has_distances |= (reach & DISTANCES) != 0;
    if ((reach & CELLS) != 0) {
        at->is_type[steps[0].entry] = true;
    }
    if ((reach & WIRING) != 0) {
        at->is_connection[steps[0].entry] = true;
    }
    if ((reach & STRUCTURE) != 0 && is_to_name(at)) {
        name_fact(at, n_steps, steps);
    }
}

/* ---- what has no fact ---- */

static void compare_places(comparison *at) {
    const lam_model *model = &at->built->model;
    for (size_t p = 0; p < at->built->n_real && is_to_name(at); p++) {
        const lam_population *population = &model->populations[p];
        for (size_t k = 0; k < population->end_gid - population->first_gid; k++) {
            double here[3], there[3];
            lam_network_place(at->built, p, k, here);
            lam_network_place(at->other, p, k, there);
            if (memcmp(here, there, sizeof here) != 0) {
                lam_text_add(&at->structure, "populations.%s: cell %zu at %g, %g, %g um",
                             population->name, k, there[0], there[1], there[2]);
                return;
            }
        }
    }
}

/* ---- weights and delays ---- */

typedef struct sources {
    size_t n, n_held;
    double *gid, *weight_uS, *delay_ms;
} sources;

static lam_status find_sources(const lam_network *network, size_t c, size_t target_gid,
                               double max_delay_ms, sources *found) {
    LAM_TRY(lam_network_candidates(network, c, target_gid, max_delay_ms, &found->n));
    if (found->n > found->n_held || found->gid == NULL) {
        free(found->gid);
        found->n_held = found->n;
        found->gid = lam_alloc(3 * found->n, sizeof *found->gid);
        if (found->gid == NULL) {
            return LAM_ERR_MEMORY;
        }
        found->weight_uS = found->gid + found->n;
        found->delay_ms = found->weight_uS + found->n;
    }
    return lam_network_sources(network, c, target_gid, max_delay_ms, &found->n, found->gid,
                               found->weight_uS, found->delay_ms);
}

static bool are_same(size_t n, const double *one, const double *other) {
    return memcmp(one, other, n * sizeof *one) == 0;
}

/* Connections of cells are built without delays above max_delay_ms, those of drives with all. */
static lam_status compare_connection(comparison *at, size_t c, sources *here, sources *there) {
    const lam_model *model = &at->built->model;
    const lam_connection *connection = &model->connections[c];
    const lam_population *target = &model->populations[connection->target];
    const lam_population *source = &model->populations[connection->source];
    double max_delay_ms = source->drive >= 0 ? 1e300 : at->max_delay_ms;
    at->is_connection[c] = false;
    for (size_t gid = target->first_gid; gid < target->end_gid; gid++) {
        LAM_TRY(find_sources(at->built, c, gid, max_delay_ms, here));
        LAM_TRY(find_sources(at->other, c, gid, max_delay_ms, there));
        if (here->n != there->n || !are_same(here->n, here->gid, there->gid)) {
            lam_text_add(&at->structure, "connections[%s>%s]: other pairs of cells", source->name,
                         target->name);
            return LAM_OK;
        }
        at->is_connection[c] |= !are_same(here->n, here->weight_uS, there->weight_uS) ||
                                !are_same(here->n, here->delay_ms, there->delay_ms);
    }
    return LAM_OK;
}

static lam_status compare_wiring(comparison *at) {
    const lam_model *model = &at->built->model;
    sources here = {.gid = NULL}, there = {.gid = NULL};
    lam_status status = LAM_OK;
    for (size_t c = 0; c < model->n_connections && status == LAM_OK && is_to_name(at); c++) {
        const lam_connection *connection = &model->connections[c];
        if (at->is_connection[c] || at->has_distances ||
            !lam_pairs_same(connection, &at->other->model.connections[c],
                            &model->populations[connection->source],
                            &model->populations[connection->target])) {
            status = compare_connection(at, c, &here, &there);
        }
    }
    free(here.gid);
    free(there.gid);
    return status;
}

/* ---- the whole ---- */

/* The places that are set. */
static lam_status list(size_t n, const bool *is_set, size_t *n_out, size_t **places_out) {
    *places_out = lam_alloc(n, sizeof **places_out);
    for (size_t i = 0; i < n && *places_out != NULL; i++) {
        if (is_set[i]) {
            (*places_out)[(*n_out)++] = i;
        }
    }
    return *places_out != NULL ? LAM_OK : LAM_ERR_MEMORY;
}

static lam_status compare(comparison *at) {
    const lam_model *model = &at->built->model;
    lam_difference *difference = at->difference;
    lam_facts_compare(lam_network_owner(at->built), lam_network_owner(at->other), note, at);
    if (is_to_name(at)) {
        compare_places(at);
    }
    LAM_TRY(compare_wiring(at));
    if (!is_to_name(at)) {
        return lam_text_take(&at->structure, &difference->structure);
    }
    LAM_TRY(
        list(model->n_cell_types, at->is_type, &difference->n_cell_types, &difference->cell_types));
    return list(model->n_connections, at->is_connection, &difference->n_connections,
                &difference->connections);
}

lam_status lam_network_compare(const lam_network *built, const lam_network *other,
                               double max_delay_ms, lam_difference *difference_out) {
    comparison at = {.built = built, .other = other, .max_delay_ms = max_delay_ms};
    *difference_out = (lam_difference){.structure = NULL};
    at.difference = difference_out;
    at.is_type = lam_alloc(built->model.n_cell_types, sizeof *at.is_type);
    at.is_connection = lam_alloc(built->model.n_connections, sizeof *at.is_connection);
    lam_status status = at.is_type == NULL || at.is_connection == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK) {
        status = compare(&at);
    }
    if (status != LAM_OK) {
        lam_difference_free(difference_out);
    }
    lam_text_free(&at.structure);
    free(at.is_type);
    free(at.is_connection);
    return status;
}

void lam_difference_free(lam_difference *difference) {
    free(difference->structure);
    free(difference->cell_types);
    free(difference->connections);
    *difference = (lam_difference){.structure = NULL};
}

void lam_network_swap(lam_network *one, lam_network *other) {
    lam_network kept = *one;
    *one = *other;
    *other = kept;
}
