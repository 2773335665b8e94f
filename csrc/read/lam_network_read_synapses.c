/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_synapses.c - where the synapses of a connection are: location and receptor by
 * their names. */
#include "network/lam_network_impl.h"

#include <stdio.h>

static bool has_receptor(const lam_section *section, size_t receptor) {
    for (size_t r = 0; r < section->n_receptors; r++) {
        if (section->receptors[r] == receptor) {
            return true;
        }
    }
    return false;
}

/* Refuses a location unless each of its sections carries the synapse. */
lam_status lam_network_attach(const lam_network *network, const lam_json *location_at,
                              const char *location, const lam_json *receptor_at,
                              const char *receptor, lam_connection *connection) {
    const lam_population *target = &network->model.populations[connection->target];
    const lam_cell_type *type = &network->model.cell_types[target->cell_type];
    char what[96];
    size_t index;
    snprintf(what, sizeof what, "location of %s", type->name);
    LAM_TRY(lam_json_find(location_at, what, location, type->locations, type->n_locations,
                          sizeof *type->locations, &index));
    connection->location = type->locations[index].name;
    connection->n_sections = type->locations[index].n_sections;
    connection->sections = type->locations[index].sections;
    snprintf(what, sizeof what, "synapse of %s", type->name);
    LAM_TRY(lam_json_find(receptor_at, what, receptor, type->receptors, type->n_receptors,
                          sizeof *type->receptors, &connection->receptor));
    for (size_t i = 0; i < connection->n_sections; i++) {
        const lam_section *section = &type->sections[connection->sections[i]];
        if (!has_receptor(section, connection->receptor)) {
            return lam_json_fail(receptor_at,
                                 "section %s of %s has no synapse %s; accepted: one "
                                 "that all sections of %s have",
                                 section->name, type->name, receptor, location);
        }
    }
    return LAM_OK;
}
