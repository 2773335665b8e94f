/* SPDX-License-Identifier: BSD-3-Clause
 * t120_network_read - params/erp.json is HNN's default column with its evoked drives, and its
 * merged text reads back as the same network. */
#include "t1xx_erp.h"
#include "scratch.h"

#include <math.h>
#include <unistd.h>

TestSuite(network_read, .init = read_erp, .fini = destroy);

Test(network_read, run) {
    cr_assert_str_eq(model->name, "erp");
    cr_assert_str_eq(model->baseline, "hnn");
    cr_assert(model->celsius == 37 && model->threshold_mV == 0);
    cr_assert(model->tstop_ms == 170 && model->dt_ms == 0.025 && model->inplane_distance_um == 1);
    cr_assert_eq(model->n_cells, 270);
    cr_assert_eq(model->n_gids, 1045);
}

/* Ranks find by their sums that they hold the same network. */
Test(network_read, sums) {
    lam_network *again = NULL, *other = NULL;
    double sum, sum_again, sum_other;
    GOOD(lam_network_read(ERP, &again));
    GOOD(lam_network_copy(again, &other));
    GOOD(lam_network_set(other, "celsius", "36"));
    GOOD(lam_network_sum(network, &sum));
    GOOD(lam_network_sum(again, &sum_again));
    GOOD(lam_network_sum(other, &sum_other));
    cr_assert(sum == sum_again && sum != sum_other);
    cr_assert(sum > 0 && sum < 0x1p53 && sum == floor(sum));
    cr_assert_eq(lam_machine_number(), lam_machine_number());
    lam_network_destroy(again);
    lam_network_destroy(other);
}

/* HNN-core 0.6.1, gid_ranges of neymotin_2020_model(add_drives_from_params=True). */
Test(network_read, populations) {
    static const struct {
        const char *name, *cell;
        size_t first, end;
    } hnn[] = {
        {"L2_basket", "L2_basket", 0, 35},    {"L2_pyramidal", "L2_pyramidal", 35, 135},
        {"L5_basket", "L5_basket", 135, 170}, {"L5_pyramidal", "L5_pyramidal", 170, 270},
        {"evdist1", NULL, 270, 505},          {"evprox1", NULL, 505, 775},
        {"evprox2", NULL, 775, 1045},
    };
    cr_assert_eq(model->n_populations, sizeof hnn / sizeof hnn[0]);
    for (size_t p = 0; p < model->n_populations; p++) {
        const lam_population *population = &model->populations[p];
        cr_assert_str_eq(population->name, hnn[p].name);
        cr_assert_eq(population->first_gid, hnn[p].first);
        cr_assert_eq(population->end_gid, hnn[p].end);
        cr_assert_eq(population->cell_type < 0, hnn[p].cell == NULL);
        cr_assert_eq(population->drive, hnn[p].cell == NULL ? (int)p - 4 : -1);
        if (hnn[p].cell != NULL) {
            cr_assert_str_eq(model->cell_types[population->cell_type].name, hnn[p].cell);
        }
    }
}

static const lam_section *section_called(const lam_cell_type *type, const char *name) {
    for (size_t s = 0; s < type->n_sections; s++) {
        if (strcmp(type->sections[s].name, name) == 0) {
            return &type->sections[s];
        }
    }
    cr_assert_fail("no section %s", name);
    return NULL;
}

static const lam_parameter *parameter_called(const lam_section *section, const char *name) {
    for (size_t m = 0; m < section->n_mechanisms; m++) {
        for (size_t p = 0; p < section->mechanisms[m].n_parameters; p++) {
            if (strcmp(section->mechanisms[m].parameters[p].name, name) == 0) {
                return &section->mechanisms[m].parameters[p];
            }
        }
    }
    cr_assert_fail("no parameter %s", name);
    return NULL;
}

/* HNN-core 0.6.1, the sections of L5_pyramidal: end points to the rounding of its own way there. */
Test(network_read, sections) {
    static const struct {
        const char *name, *parent;
        double L, diam, v0, start[3], end[3];
        size_t nseg, n_receptors;
    } hnn[] = {
        {"soma", NULL, 39, 28.9, -72, {0, 0, 0}, {0, 0, 39}, 1, 2},
        {"apical_trunk", "soma", 102, 10.2, -72, {0, 0, 39}, {0, 0, 141}, 3, 4},
        {"apical_1", "apical_trunk", 680, 7.48, -71.32, {0, 0, 141}, {0, 0, 821}, 13, 4},
        {"apical_2", "apical_1", 680, 4.93, -69.08, {0, 0, 821}, {0, 0, 1501}, 13, 4},
        {"apical_tuft", "apical_2", 425, 3.4, -67.3, {0, 0, 1501}, {0, 0, 1926}, 9, 4},
        {"apical_oblique", "apical_trunk", 255, 5.1, -72, {0, 0, 141}, {-255, 0, 141}, 5, 4},
        {"basal_1", "soma", 85, 6.8, -72, {0, 0, 0}, {0, 0, -85}, 1, 4},
        {"basal_2",
         "basal_1",
         255,
         8.5,
         -72,
         {0, 0, -85},
         {-180.3122292025696, 0, -265.3122292025696},
         5,
         4},
        {"basal_3",
         "basal_1",
         255,
         8.5,
         -72,
         {0, 0, -85},
         {180.3122292025696, 0, -265.3122292025696},
         5,
         4},
    };
    const lam_cell_type *type = &model->cell_types[3];
    cr_assert_str_eq(type->template_name, "L5Pyr");
    cr_assert_str_eq(type->layer, "5");
    cr_assert_str_eq(type->label, "L5");
    cr_assert_str_eq(type->sections[type->dipole_section].name, "apical_trunk");
    cr_assert_eq(type->n_sections, sizeof hnn / sizeof hnn[0]);
    for (size_t s = 0; s < type->n_sections; s++) {
        const lam_section *section = section_called(type, hnn[s].name);
        cr_assert(section->L_um == hnn[s].L && section->diam_um == hnn[s].diam);
        cr_assert(section->v0_mV == hnn[s].v0);
        cr_assert(section->Ra_ohm_cm == 200 && section->cm_uF_cm2 == 0.85);
        cr_assert_eq(section->nseg, hnn[s].nseg);
        cr_assert_eq(section->n_receptors, hnn[s].n_receptors);
        cr_assert_eq(section->parent < 0, hnn[s].parent == NULL);
        if (section->parent >= 0) {
            cr_assert_str_eq(type->sections[section->parent].name, hnn[s].parent);
        }
        for (size_t i = 0; i < 3; i++) {
            cr_assert(fabs(section->start_um[i] - hnn[s].start[i]) < 1e-12);
            cr_assert(fabs(section->end_um[i] - hnn[s].end[i]) < 1e-12);
        }
    }
}

/* HNN-core 0.6.1: uniform conductances, and gbar_ar that grows with the distance from the soma. */
Test(network_read, conductances) {
    static const double tuft[] = {
        9.691490576523929e-05,  0.00011166462953272171, 0.00012865915093478097,
        0.00014824011138108928, 0.00017080114754851162, 0.0001967958046718656,
        0.00022674665417834631, 0.0002612557989577143,  0.0003010169774560311};
    const lam_cell_type *type = &model->cell_types[3];
    const lam_section *soma = section_called(type, "soma");
    const lam_section *end = section_called(type, "apical_tuft");
    cr_assert_eq(soma->n_mechanisms, 7);
    cr_assert_eq(parameter_called(soma, "gnabar_hh2")->values[0], 0.16);
    cr_assert_eq(parameter_called(end, "gnabar_hh2")->values[0], 0.14);
    cr_assert_eq(parameter_called(soma, "el_hh2")->values[0], -65);
    cr_assert_eq(parameter_called(end, "el_hh2")->values[0], -71);
    cr_assert_eq(parameter_called(end, "gbar_km")->n_values, 1);
    cr_assert_eq(parameter_called(end, "gbar_km")->values[0], 200);
    cr_assert_eq(parameter_called(soma, "gbar_ar")->values[0], 1e-6);
    const lam_parameter *ar = parameter_called(end, "gbar_ar");
    cr_assert_eq(ar->n_values, 9);
    for (size_t k = 0; k < 9; k++) {
        cr_assert(fabs(ar->values[k] / tuft[k] - 1) < 1e-15, "%zu: %.17g", k, ar->values[k]);
    }
    const lam_parameter *basal = parameter_called(section_called(type, "basal_1"), "gbar_ar");
    cr_assert(fabs(basal->values[0] / 1.1359848682411619e-06 - 1) < 1e-15);
}

Test(network_read, synapses) {
    static const char *const names[] = {"e", "tau1", "tau2"};
    static const double gabab[] = {-80, 1, 20};
    const lam_receptor *receptor = &model->cell_types[1].receptors[3];
    cr_assert_str_eq(receptor->name, "gabab");
    cr_assert_str_eq(receptor->synapse.name, "Exp2Syn");
    cr_assert_eq(receptor->synapse.n_parameters, 3);
    for (size_t i = 0; i < 3; i++) {
        cr_assert_str_eq(receptor->synapse.parameters[i].name, names[i]);
        cr_assert_eq(receptor->synapse.parameters[i].values[0], gabab[i]);
    }
}

static double only_source(size_t connection, size_t target_gid) {
    size_t n;
    double gid, weight_uS, delay_ms;
    GOOD(lam_network_candidates(network, connection, target_gid, INFINITY, &n));
    cr_assert_eq(n, 1);
    GOOD(lam_network_sources(network, connection, target_gid, INFINITY, &n, &gid, &weight_uS,
                             &delay_ms));
    return gid;
}

/* 22 connections of drives, then the 16 between cells, in HNN's order. */
Test(network_read, connections) {
    cr_assert_eq(model->n_connections, 38);
    const lam_connection *nmda = &model->connections[5]; /* evdist1 onto L5_pyramidal */
    cr_assert_eq(nmda->source, 4);
    cr_assert_eq(nmda->target, 3);
    cr_assert(nmda->n_pairs == 100 && only_source(5, 269) == 504);
    cr_assert_str_eq(nmda->location, "distal");
    cr_assert_eq(nmda->receptor, 1);
    cr_assert(nmda->weight_uS == 0.080074 && nmda->delay_ms == 0.1 && nmda->lamtha == 3);
    const lam_connection *zero = &model->connections[21]; /* evprox2: HNN keeps weights of 0 */
    cr_assert(zero->weight_uS == 0 && zero->delay_ms == 1 && only_source(21, 170) == 945);
    const lam_connection *local = &model->connections[22];
    cr_assert(local->source == 1 && local->target == 1 && local->pairs == NULL && !local->autapses);
    cr_assert_eq(local->n_pairs, 9900);
    cr_assert_str_eq(local->location, "proximal");
    cr_assert_eq(local->n_sections, 3);
    cr_assert_str_eq(model->cell_types[1].sections[local->sections[1]].name, "basal_2");
    cr_assert(local->weight_uS == 5e-4 && local->gain == 1 && local->delay_ms == 1);
    const lam_connection *inhibition = &model->connections[28]; /* L5_basket onto L5_pyramidal */
    cr_assert(inhibition->source == 2 && inhibition->target == 3 && inhibition->autapses);
    cr_assert(inhibition->weight_uS == 0.025 && inhibition->lamtha == 70);
}

Test(network_read, drives) {
    static const int64_t seeds[] = {272, 507, 777}; /* 2 + the first gid */
    static const double mu_ms[] = {63.53, 26.61, 137.12}, sigma_ms[] = {3.85, 2.47, 8.33};
    cr_assert_eq(model->n_drives, 3);
    for (size_t d = 0; d < 3; d++) {
        const lam_drive *drive = &model->drives[d];
        cr_assert_eq(drive->event_seed, seeds[d]);
        cr_assert(drive->mu_ms == mu_ms[d] && drive->sigma_ms == sigma_ms[d]);
        cr_assert_eq(drive->n_spikes, 1);
        cr_assert(drive->cell_specific && drive->n_cells == (d == 0 ? 235u : 270u));
        cr_assert_str_eq(drive->kind, "evoked");
        cr_assert_str_eq(drive->location, d == 0 ? "distal" : "proximal");
    }
}

Test(network_read, round_trip) {
    char scratch[SCRATCH_SIZE];
    scratch_file(scratch, "");
    const char *text = lam_network_json(network);
    write_file(scratch, text, strlen(text));
    lam_network *again;
    GOOD(lam_network_read(scratch, &again));
    cr_assert_str_eq(lam_network_json(again), text);
    cr_assert_eq(lam_network_model(again)->n_gids, model->n_gids);
    cr_assert_null(strstr(text, "\"extends\""));
    cr_assert_null(strstr(text, "\"defaults\""));
    cr_assert_not_null(strstr(text, "[26.61, \"ms\"]"), "numbers read as they were written");
    lam_network_destroy(again);
    remove(scratch);
}

/* A user's file: a base two files away, a default of all sections, one section, a stated nseg. */
Test(network_read, extended) {
    char folder[SCRATCH_SIZE], here[4096], text[8192], path[SCRATCH_SIZE + 20];
    scratch_folder(folder);
    cr_assert_not_null(getcwd(here, sizeof here));
    snprintf(text, sizeof text,
             "{\"extends\": \"%s/" ERP "\", \"name\": \"mine\", \"cells\": "
             "{\"L5_pyramidal\": {\"defaults\": {\"Ra\": [150, \"ohm cm\"]}, "
             "\"sections\": {\"soma\": {\"Ra\": [100, \"ohm cm\"]}, "
             "\"apical_1\": {\"nseg\": 4}}}}}",
             here);
    snprintf(path, sizeof path, "%s/mine.json", folder);
    write_file(path, text, strlen(text));
    lam_network *mine;
    GOOD(lam_network_read(path, &mine));
    const lam_cell_type *type = &lam_network_model(mine)->cell_types[3];
    cr_assert_str_eq(lam_network_model(mine)->name, "mine");
    cr_assert_eq(lam_network_model(mine)->n_drives, 3);
    cr_assert_eq(section_called(type, "soma")->Ra_ohm_cm, 100);
    cr_assert_eq(section_called(type, "apical_2")->Ra_ohm_cm, 150);
    cr_assert_eq(section_called(type, "apical_1")->nseg, 4);
    cr_assert_eq(parameter_called(section_called(type, "apical_1"), "gbar_ar")->n_values, 4);
    cr_assert_eq(section_called(&lam_network_model(mine)->cell_types[1], "soma")->Ra_ohm_cm, 200);
    lam_network_destroy(mine);
    remove(path);
    remove(folder);
}

/* A drive of 3 cells that all targets share. */
Test(network_read, shared_drive) {
    lam_network *shared = changed_network(ERP, "\"cell_specific\": true",
                                          "\"cell_specific\": false, \"n_drive_cells\": 3");
    const lam_model *with = lam_network_model(shared);
    cr_assert_eq(with->drives[0].n_cells, 3);
    cr_assert_eq(with->populations[4].end_gid, 273);
    cr_assert_eq(with->populations[5].first_gid, 273);
    cr_assert_eq(with->drives[1].event_seed, 275);
    cr_assert_eq(with->connections[0].n_pairs, 3 * 35);
    size_t n;
    double gid[3], weight_uS[3], delay_ms[3];
    GOOD(lam_network_sources(shared, 0, 34, 170, &n, gid, weight_uS, delay_ms));
    cr_assert(n == 3 && gid[0] == 270 && gid[2] == 272);
    lam_network_destroy(shared);
}
