/* SPDX-License-Identifier: BSD-3-Clause
 * t145_facts - facts of a network and of an electrode array by name: what the structs hold; wrong
 * names, places and kinds are refused by the way to them. */
#include "t1xx_erp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(facts, .init = read_erp, .fini = destroy);

#define WAY(...)                                                                                   \
    sizeof((lam_step[]){__VA_ARGS__}) / sizeof(lam_step), (lam_step[]) {                           \
        __VA_ARGS__                                                                                \
    }
#define OF(name)                                                                                   \
    { name, LAM_EACH }

static double fact(size_t n_steps, const lam_step *steps) {
    double value = NAN;
    GOOD(lam_fact(lam_network_owner(network), n_steps, steps, &value));
    return value;
}

static const char *text(size_t n_steps, const lam_step *steps) {
    const char *value = NULL;
    GOOD(lam_fact_text(lam_network_owner(network), n_steps, steps, &value));
    return value;
}

/* The facts are n, and equal `expected`. */
static void expect_facts(size_t n, const double *expected, size_t n_steps, const lam_step *steps) {
    size_t n_facts = 77;
    double *facts = NULL;
    GOOD(lam_facts(lam_network_owner(network), n_steps, steps, &n_facts, &facts));
    cr_assert_eq(n_facts, n);
    for (size_t i = 0; i < n; i++) {
        cr_assert_eq(facts[i], expected[i], "%zu: %g", i, facts[i]);
    }
    free(facts);
}

/* Every function that is asked refuses with this line. */
static void refused(const char *line, size_t n_steps, const lam_step *steps) {
    double value = 77, *facts = NULL;
    size_t n = 77;
    lam_owner owner = lam_network_owner(network);
    cr_assert_eq(lam_fact(owner, n_steps, steps, &value), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), line);
    cr_assert(value == 77);
    cr_assert_eq(lam_facts(owner, n_steps, steps, &n, &facts), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), line);
    cr_assert(n == 77 && facts == NULL);
}

/* One of each type. */
Test(facts, numbers_and_texts) {
    const lam_section *section = &model->cell_types[1].sections[2];
    cr_assert_eq(fact(WAY(OF("celsius"))), model->celsius);
    cr_assert_eq(fact(WAY(OF("n_gids"))), (double)model->n_gids);
    cr_assert_eq(fact(WAY(OF("on_lattice"))), 1);
    cr_assert_eq(fact(WAY({"populations", 0}, OF("drive"))), -1);
    cr_assert_eq(fact(WAY({"drives", 1}, OF("event_seed"))), (double)model->drives[1].event_seed);
    cr_assert_eq(fact(WAY({"cell_types", 1}, {"sections", 2}, OF("L_um"))), section->L_um);
    cr_assert_eq(fact(WAY({"cell_types", 1}, {"sections", 2}, OF("nseg"))), (double)section->nseg);
    cr_assert_str_eq(text(WAY(OF("name"))), "erp");
    cr_assert_str_eq(text(WAY({"cell_types", 1}, {"sections", 2}, OF("name"))), section->name);
    cr_assert_str_eq(text(WAY({"cell_types", 1}, {"receptors", 0}, OF("synapse.name"))), "Exp2Syn");
}

Test(facts, an_entry_or_how_many) {
    const lam_section *section = &model->cell_types[1].sections[2];
    cr_assert_eq(fact(WAY(OF("populations"))), (double)model->n_populations);
    cr_assert_eq(fact(WAY(OF("biases"))), 0);
    cr_assert_eq(fact(WAY({"cell_types", 1}, {"sections", 2}, OF("start_um"))), 3);
    cr_assert_eq(fact(WAY({"cell_types", 1}, {"sections", 2}, {"start_um", 2})),
                 section->start_um[2]);
    cr_assert_eq(fact(WAY({"cell_types", 1}, {"sections", 2}, OF("receptors"))),
                 (double)section->n_receptors);
}

Test(facts, of_every_entry) {
    const lam_cell_type *type = &model->cell_types[1];
    double lengths_um[64], starts_um[3 * 64];
    for (size_t s = 0; s < type->n_sections; s++) {
        lengths_um[s] = type->sections[s].L_um;
        memcpy(starts_um + 3 * s, type->sections[s].start_um, sizeof type->sections[s].start_um);
    }
    expect_facts(type->n_sections, lengths_um, WAY({"cell_types", 1}, OF("sections"), OF("L_um")));
    expect_facts(3 * type->n_sections, starts_um,
                 WAY({"cell_types", 1}, OF("sections"), OF("start_um")));
    expect_facts(1, lengths_um, WAY({"cell_types", 1}, {"sections", 0}, OF("L_um")));
    expect_facts(0, NULL, WAY(OF("biases"), OF("gids")));
}

Test(facts, of_an_array) {
    double positions_um[] = {1, 2, 3, 4, 5, 6}, value, *facts;
    lam_csd_options csd = {.radius_um = 500};
    lam_electrode_array array = {.n_contacts = 2, .positions_um = positions_um, .apart = true};
    array.below.z_um = -100;
    lam_owner owner = lam_array_owner(&array);
    size_t n;
    GOOD(lam_fact(owner, WAY(OF("apart")), &value));
    cr_assert_eq(value, 1);
    GOOD(lam_fact(owner, WAY(OF("receptors_apart")), &value));
    cr_assert_eq(value, 0);
    GOOD(lam_fact(owner, WAY(OF("below.z_um")), &value));
    cr_assert_eq(value, -100);
    GOOD(lam_facts(owner, WAY(OF("positions_um")), &n, &facts));
    cr_assert(n == 6 && memcmp(facts, positions_um, sizeof positions_um) == 0);
    free(facts);
    GOOD(lam_fact(owner, WAY(OF("normals")), &value)); /* NULL, whatever n_contacts */
    cr_assert_eq(value, 0);
    GOOD(lam_fact(owner, WAY(OF("csd")), &value));
    cr_assert_eq(value, 0);
    array.csd = &csd;
    GOOD(lam_fact(owner, WAY(OF("csd")), &value));
    cr_assert_eq(value, 1);
    GOOD(lam_fact(owner, WAY({"csd", 0}, OF("radius_um")), &value));
    cr_assert_eq(value, 500);
}

Test(facts, a_text_that_is_missing) {
    const char *none = NULL;
    lam_electrode_array array = {.name = NULL};
    GOOD(lam_fact_text(lam_array_owner(&array), WAY(OF("name")), &none));
    cr_assert_str_eq(none, "");
}

Test(facts, refused) {
    const char *value = "as it was";
    refused("cell_types[1].receptors[0].nome: unknown fact, did you mean name? accepted: name, "
            "synapse.name, synapse.parameters",
            WAY({"cell_types", 1}, {"receptors", 0}, OF("nome")));
    refused("cell_types[9]: which? accepted: 0 to 3", WAY({"cell_types", 9}, OF("own_shape")));
    refused("biases[0]: there is none", WAY({"biases", 0}, OF("section")));
    refused("celsius[1]: is no list; accepted: without a number", WAY({"celsius", 1}));
    refused("celsius: has no facts of its own; accepted: it alone", WAY(OF("celsius"), OF("x")));
    refused("0 steps to a fact; accepted: 1 to 8", 0, NULL);
    cr_assert_eq(lam_fact_text(lam_network_owner(network), WAY(OF("celsius")), &value),
                 LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "celsius: is no text; accepted: as a number");
    cr_assert_str_eq(value, "as it was");
}

/* A name is wrong even where no entry is asked for it. */
Test(facts, refused_without_entries) {
    double *facts;
    size_t n;
    cr_assert_eq(lam_facts(lam_network_owner(network), WAY(OF("biases"), OF("gid")), &n, &facts),
                 LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "biases.gid: unknown fact, did you mean gids? accepted: name, "
                                  "population, section, amplitude_nA, tstart_ms, tstop_ms, gids");
}

Test(facts, a_text_is_no_number) {
    double value;
    cr_assert_eq(lam_fact(lam_network_owner(network), WAY(OF("name")), &value), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "name: is no number; accepted: as a text, or a fact in it");
}
