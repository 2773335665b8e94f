/* SPDX-License-Identifier: BSD-3-Clause
 * t192_models - the models neymotin_2020 (jones_2009), law_2021 and calcium, with the ERP drives,
 * are HNN-core's, number by number (tests/ref/hnn_models.py). */
#include "t1xx_file.h"

#include <math.h>

static const lam_model *model;
static const char *line; /* of what is expected */

/* ---- words and numbers of a line ---- */

static char *word(char **rest) {
    char *next = strsep(rest, " ");
    cr_assert_not_null(next, "too few words: %s", line);
    return next;
}

static void expect_numbers(char *rest, size_t n, const double *values) {
    for (size_t i = 0; i < n; i++) {
        char *end;
        double expected = strtod(rest, &end);
        cr_assert(end != rest, "too few numbers: %s", line);
        cr_assert_float_eq(values[i], expected, 1e-12 * fabs(expected), "%s: %.17g", line,
                           values[i]);
        rest = end;
    }
    cr_assert_eq(rest[strspn(rest, " ")], '\0', "too many numbers: %s", line);
}

/* ---- things by name ---- */

/* Among things that begin with their name. */
static const void *named(const char *name, const void *things, size_t n, size_t size) {
    for (size_t i = 0; i < n; i++) {
        const void *thing = (const char *)things + i * size;
        if (strcmp(name, *(const char *const *)thing) == 0) {
            return thing;
        }
    }
    cr_assert_fail("no %s: %s", name, line);
    return NULL;
}
#define NAMED(name, things, n) named((name), (things), (n), sizeof *(things))

static const lam_cell_type *next_cell(char **rest) {
    return NAMED(word(rest), model->cell_types, model->n_cell_types);
}

static const lam_section *next_section(const lam_cell_type *cell, char **rest) {
    return NAMED(word(rest), cell->sections, cell->n_sections);
}

/* ---- lines ---- */

static void expect_section(char *rest) {
    const lam_section *s = next_section(next_cell(&rest), &rest);
    double values[] = {s->L_um, s->diam_um, s->Ra_ohm_cm, s->cm_uF_cm2, s->v0_mV, (double)s->nseg};
    expect_numbers(rest, 6, values);
}

static void expect_receptors(char *rest) {
    const lam_cell_type *cell = next_cell(&rest);
    const lam_section *section = next_section(cell, &rest);
    size_t n = 0;
    for (; rest != NULL; n++) {
        const lam_receptor *receptor = NAMED(word(&rest), cell->receptors, cell->n_receptors);
        size_t r = 0;
        while (r < section->n_receptors && &cell->receptors[section->receptors[r]] != receptor) {
            r++;
        }
        cr_assert(r < section->n_receptors, "%s: %s", line, receptor->name);
    }
    cr_assert_eq(n, section->n_receptors, "%s", line);
}

static void expect_mechanisms(char *rest) {
    const lam_section *section = next_section(next_cell(&rest), &rest);
    size_t n = 0;
    for (; rest != NULL; n++) {
        NAMED(word(&rest), section->mechanisms, section->n_mechanisms);
    }
    cr_assert_eq(n, section->n_mechanisms, "%s", line);
}

static void expect_parameter(char *rest) {
    const lam_section *section = next_section(next_cell(&rest), &rest);
    const lam_mechanism *mechanism = NAMED(word(&rest), section->mechanisms, section->n_mechanisms);
    const lam_parameter *parameter =
        NAMED(word(&rest), mechanism->parameters, mechanism->n_parameters);
    expect_numbers(rest, parameter->n_values, parameter->values);
}

static void expect_synapse(char *rest) {
    static const char *const parameters[] = {"e", "tau1", "tau2"};
    const lam_cell_type *cell = next_cell(&rest);
    const lam_receptor *receptor = NAMED(word(&rest), cell->receptors, cell->n_receptors);
    double values[3];
    cr_assert_str_eq(receptor->synapse.name, "Exp2Syn", "%s", line);
    for (size_t i = 0; i < 3; i++) {
        const lam_parameter *parameter =
            NAMED(parameters[i], receptor->synapse.parameters, receptor->synapse.n_parameters);
        values[i] = parameter->values[0];
    }
    expect_numbers(rest, 3, values);
}

static void expect_location(char *rest) {
    const lam_cell_type *cell = next_cell(&rest);
    const lam_location *location = NAMED(word(&rest), cell->locations, cell->n_locations);
    for (size_t i = 0; i < location->n_sections; i++) {
        cr_assert_str_eq(cell->sections[location->sections[i]].name, word(&rest), "%s", line);
    }
    cr_assert_null(rest, "%s", line);
}

static void expect_drive(char *rest) {
    const lam_drive *d = NAMED(word(&rest), model->drives, model->n_drives);
    double values[] = {(double)d->event_seed, (double)d->n_cells, d->mu_ms, d->sigma_ms,
                       (double)d->n_spikes};
    cr_assert(d->cell_specific && strcmp(d->kind, "evoked") == 0);
    expect_numbers(rest, 5, values);
}

static void expect_connection(size_t index, char *rest) {
    cr_assert(index < model->n_connections, "%s", line);
    const lam_connection *c = &model->connections[index];
    const lam_population *target = &model->populations[c->target];
    const lam_receptor *receptor = &model->cell_types[target->cell_type].receptors[c->receptor];
    const char *ours[] = {model->populations[c->source].name, target->name, c->location,
                          receptor->name};
    for (size_t i = 0; i < 4; i++) {
        cr_assert_str_eq(ours[i], word(&rest), "%s", line);
    }
    double values[] = {c->weight_uS, c->delay_ms, c->lamtha, c->gain, (double)c->n_pairs};
    expect_numbers(rest, 5, values);
}

/* ---- models ---- */

static void expect_line(char *rest, size_t *n_from_drives, size_t *n_from_cells) {
    static const struct {
        const char *kind;
        void (*expect)(char *rest);
    } kinds[] = {
        {"section", expect_section},       {"receptors", expect_receptors},
        {"mechanisms", expect_mechanisms}, {"parameter", expect_parameter},
        {"synapse", expect_synapse},       {"location", expect_location},
        {"drive", expect_drive},
    };
    const char *kind = word(&rest);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kind, kinds[i].kind) == 0) {
            kinds[i].expect(rest);
            return;
        }
    }
    cr_assert_str_eq(kind, "connection");
    if (strncmp(rest, "ev", 2) == 0) { /* ours stand before those between cells */
        expect_connection((*n_from_drives)++, rest);
    } else {
        size_t n_drive_connections = 0;
        while (model->populations[model->connections[n_drive_connections].source].drive >= 0) {
            n_drive_connections++;
        }
        expect_connection(n_drive_connections + (*n_from_cells)++, rest);
    }
}

static void expect_as_in(const char *name, const char *expected_name) {
    char path[80], expected_path[80];
    lam_network_options options = {.models_directory = "params",
                                   .drives = "params/drives/erp.json"};
    lam_network *network = NULL;
    snprintf(path, sizeof path, "params/%s.json", name);
    snprintf(expected_path, sizeof expected_path, "tests/ref/models/%s.txt", expected_name);
    GOOD(lam_network_open(path, &options, &network));
    model = lam_network_model(network);
    cr_assert_str_eq(model->name, name);
    char *text = read_file(expected_path), *next = text;
    size_t n_lines = 0, n_from_drives = 0, n_from_cells = 0;
    for (line = strsep(&next, "\n"); next != NULL; line = strsep(&next, "\n"), n_lines++) {
        char *rest = strdup(line);
        expect_line(rest, &n_from_drives, &n_from_cells);
        free(rest);
    }
    cr_assert(n_lines > 200 && model->n_drives == 3 && model->n_cell_types == 4);
    cr_assert_eq(n_from_drives + n_from_cells, model->n_connections);
    free(text);
    lam_network_destroy(network);
}

Test(models, neymotin_2020) {
    expect_as_in("neymotin_2020", "neymotin_2020");
    expect_as_in("jones_2009", "neymotin_2020");
}

Test(models, law_2021) {
    expect_as_in("law_2021", "law_2021");
}

Test(models, calcium) {
    expect_as_in("calcium", "calcium");
}
