/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_layers.c - sinks and sources over the depth, by layer and by contact; of one condition,
 * or of its difference from another. */
#include "analyse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LAYERS = 16 };

/* The layers of a network, and the mean height of their somata. */
typedef struct layers {
    size_t n;
    char names[MOST_LAYERS][ANSWER_NAME];
    double z_um[MOST_LAYERS];
    size_t n_cells[MOST_LAYERS];
} layers;

static lam_status add_population(const lam_network *network, const lam_population *population,
                                 const char *layer, layers *all) {
    char name[ANSWER_NAME];
    size_t k = 0;
    lam_format(name, sizeof name, "L%s", layer);
    while (k < all->n && strcmp(all->names[k], name) != 0) {
        k++;
    }
    if (k == MOST_LAYERS) {
        return lam_fail(LAM_ERR_INPUT,
                        "layer %s: is one of more than %d; accepted: at most so many", layer,
                        MOST_LAYERS);
    }
    if (k == all->n) {
        lam_format(all->names[all->n++], ANSWER_NAME, "%s", name);
    }
    for (size_t gid = population->first_gid; gid < population->end_gid; gid++) {
        double xyz_um[3];
        LAM_TRY(lam_network_position(network, gid, xyz_um));
        all->z_um[k] += (xyz_um[2] - all->z_um[k]) / (double)++all->n_cells[k];
    }
    return LAM_OK;
}

static lam_status find_layers(const analyse_input *input, layers *all) {
    lam_network *network = NULL;
    if (!input->facts->is_results) {
        return lam_fail(LAM_ERR_INPUT, "%s: has no layers; accepted: results of a run",
                        input->facts->path);
    }
    LAM_TRY(lam_network_read(input->facts->path, &network));
    const lam_model *model = lam_network_model(network);
    lam_status status = LAM_OK;
    for (size_t i = 0; i < model->n_populations && status == LAM_OK; i++) {
        const lam_population *population = &model->populations[i];
        const char *layer =
            population->cell_type < 0 ? NULL : model->cell_types[population->cell_type].layer;
        if (layer != NULL && population->end_gid > population->first_gid) {
            status = add_population(network, population, layer, all);
        }
    }
    if (status == LAM_OK && all->n == 0) {
        status = lam_fail(LAM_ERR_INPUT,
                          "%s: no cell type has a layer; accepted: a network whose cell types have",
                          input->facts->path);
    }
    lam_network_destroy(network);
    return status;
}

/* ---- the profile ---- */

static lam_status load_mean(const analyse_input *input, const analyse_options *options,
                            const char *signal, analyse_profile *p) {
    LAM_TRY(analyse_profile_load(input, options, signal, p));
    lam_status status = analyse_profile_add_sem(input, p);
    if (status != LAM_OK) {
        analyse_profile_free(p);
    }
    return status;
}

static lam_status subtract(const analyse_input *b, const analyse_options *options,
                           analyse_profile *p) {
    analyse_options of_b = *options;
    analyse_profile other = {.n = 0};
    of_b.trials = NULL;
    LAM_TRY(load_mean(b, &of_b, p->path, &other));
    bool is_same = other.n_rows == p->n_rows && other.n == p->n &&
                   fabs(other.time_ms_owned[0] - p->time_ms_owned[0]) < 1e-6 &&
                   fabs(other.time_ms_owned[p->n - 1] - p->time_ms_owned[p->n - 1]) < 1e-6;
    for (size_t i = 0; i < p->n_rows && is_same; i++) {
        is_same = fabs(other.z_um_owned[i] - p->z_um_owned[i]) < 1e-6;
    }
    for (size_t i = 0; i < p->n_rows * p->n && is_same; i++) {
        p->mean_owned[i] -= other.mean_owned[i];
        p->sem_owned[i] = hypot(p->sem_owned[i], other.sem_owned[i]);
    }
    analyse_profile_free(&other);
    return is_same ? LAM_OK
                   : lam_fail(LAM_ERR_INPUT,
                              "%s: %s has other heights or times than that of RESULTS; accepted: "
                              "the same",
                              b->facts->path, p->path);
}

/* With --minus, or --target, the difference: this condition less that one, of all its trials. */
static lam_status load(const analyse_input *input, const analyse_options *options,
                       const char *signal, analyse_profile *p) {
    analyse_options of_b = *options;
    analyse_input b = {.saved = NULL};
    const char *other = options->minus != NULL ? options->minus : options->target;
    LAM_TRY(load_mean(input, options, signal, p));
    if (other == NULL) {
        return LAM_OK;
    }
    of_b.trials = NULL;
    lam_status status = analyse_open(other, &of_b, &b);
    status = status == LAM_OK ? subtract(&b, options, p) : status;
    analyse_close(&b);
    if (status != LAM_OK) {
        analyse_profile_free(p);
    }
    return status;
}

/* ---- the answer ---- */

/* Density has sinks and sources, potentials a minimum and a maximum. sem: of the profile, NULL:
 * there is no number. */
static lam_status add_sinks(answer *a, const char *signal, const char *inner, const char *unit,
                            bool has_height, const lam_sinks *s, const double *sem) {
    bool is_density = strcmp(unit, "uA/mm3") == 0;
    const char *low = is_density ? "sink" : "minimum", *high = is_density ? "source" : "maximum";
    const char *shown = is_density ? "uA_mm3" : unit;
    const struct {
        const char *name;
        double value, ms, z_um, sem;
    } both[] = {
        {low, s->sink, s->sink_ms, s->sink_z_um, sem != NULL ? sem[s->sink_at] : (double)NAN},
        {high, s->source, s->source_ms, s->source_z_um,
         sem != NULL ? sem[s->source_at] : (double)NAN}};
    char key[ANSWER_NAME];
    for (size_t i = 0; i < 2; i++) {
        LAM_TRY(answer_number(a, signal, inner, both[i].name, shown, both[i].value));
        lam_format(key, sizeof key, "%s_ms", both[i].name);
        LAM_TRY(answer_number(a, signal, inner, key, NULL, both[i].ms));
        lam_format(key, sizeof key, "%s_z_um", both[i].name);
        LAM_TRY(has_height ? answer_number(a, signal, inner, key, NULL, both[i].z_um) : LAM_OK);
    }
    if (is_density) {
        LAM_TRY(answer_number(a, signal, inner, "sink_charge", "pC_mm2", s->sink_charge));
        LAM_TRY(answer_number(a, signal, inner, "source_charge", "pC_mm2", s->source_charge));
    }
    for (size_t i = 0; i < 2; i++) {
        lam_format(key, sizeof key, "%s_sem", both[i].name);
        LAM_TRY(answer_number(a, signal, inner, key, shown, both[i].sem));
    }
    return LAM_OK;
}

/* The rows of a profile, their thickness (NULL: unknown) and their layers. */
typedef struct rows {
    const layers *all;
    const double *thickness_um;
    const size_t *layer;
    size_t *chosen; /* room */
} rows;

static lam_status add_layers(answer *a, const analyse_profile *p, const lam_profile *profile,
                             const rows *r) {
    for (size_t k = 0; k < r->all->n; k++) {
        size_t n = 0;
        lam_sinks s = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0, 0};
        for (size_t i = 0; i < p->n_rows; i++) {
            r->chosen[n] = i;
            n += r->layer[i] == k ? 1 : 0;
        }
        LAM_TRY(n > 0 ? lam_profile_sinks(profile, r->thickness_um, n, r->chosen, &s) : LAM_OK);
        LAM_TRY(answer_number(a, p->path, r->all->names[k], "soma_z_um", NULL, r->all->z_um[k]));
        LAM_TRY(answer_number(a, p->path, r->all->names[k], "n_contacts", NULL, (double)n));
        LAM_TRY(add_sinks(a, p->path, r->all->names[k], p->unit, true, &s,
                          n > 0 ? p->sem_owned : NULL));
    }
    return LAM_OK;
}

static lam_status add_contacts(answer *a, const analyse_profile *p, const lam_profile *profile,
                               const rows *r) {
    for (size_t i = 0; i < p->n_rows; i++) {
        char number[32];
        lam_sinks s;
        lam_format(number, sizeof number, "%zu", i);
        LAM_TRY(lam_profile_sinks(profile, r->thickness_um, 1, &i, &s));
        LAM_TRY(answer_number(a, p->path, number, "z_um", NULL, p->z_um_owned[i]));
        LAM_TRY(add_sinks(a, p->path, number, p->unit, false, &s, p->sem_owned));
    }
    return LAM_OK;
}

typedef lam_status add_rows(answer *a, const analyse_profile *p, const lam_profile *profile,
                            const rows *r);

static lam_status add_profile(const analyse_profile *p, const layers *all, add_rows *add,
                              answer *a) {
    lam_profile profile = {p->n_rows, p->n, p->z_um_owned, p->time_ms_owned, p->mean_owned};
    double *thickness_um = lam_alloc(p->n_rows, sizeof *thickness_um);
    size_t *room = lam_alloc(2 * p->n_rows, sizeof *room), *layer = room + p->n_rows;
    bool is_density = strcmp(p->unit, "uA/mm3") == 0 && p->n_rows > 1;
    lam_status status = thickness_um == NULL || room == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK && is_density) {
        status = lam_profile_thickness(p->n_rows, p->z_um_owned, thickness_um);
    }
    if (status == LAM_OK && all->n > 0) {
        status = lam_layers_nearest(all->n, all->z_um, p->n_rows, p->z_um_owned, layer);
    }
    if (status == LAM_OK) {
        rows r = {all, is_density ? thickness_um : NULL, layer, room};
        status = add(a, p, &profile, &r);
    }
    free(thickness_um);
    free(room);
    return status;
}

static lam_status add_signal(const analyse_input *input, const analyse_options *options,
                             const char *signal, const layers *all, add_rows *add, answer *a) {
    analyse_profile p = {.n = 0};
    if (strrchr(signal, ':') != NULL) {
        return lam_fail(LAM_ERR_INPUT,
                        "--signal: '%s'; accepted: all rows of an array, without :", signal);
    }
    LAM_TRY(load(input, options, signal, &p));
    lam_status status = add_profile(&p, all, add, a);
    analyse_profile_free(&p);
    return status;
}

/* Of the signal that is asked for, else of all densities of arrays. */
static lam_status add_signals(const analyse_input *input, const analyse_options *options,
                              const layers *all, add_rows *add, answer *a) {
    char **names = NULL;
    size_t n = 0;
    a->labels[0] = "signal";
    if (options->signal != NULL) {
        return add_signal(input, options, options->signal, all, add, a);
    }
    lam_status status = lam_saved_names(input->saved, input->trials_owned[0], "csd", &n, &names);
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        char signal[LAM_SAVED_NAME + 8];
        lam_format(signal, sizeof signal, "csd/%s", names[i]);
        status = add_signal(input, options, signal, all, add, a);
    }
    lam_saved_free_names(n, names);
    if (status == LAM_OK && n == 0) {
        status = lam_fail(LAM_ERR_INPUT,
                          "%s: no csd; accepted: results of a run with an electrode array, or "
                          "--signal",
                          input->facts->path);
    }
    return status;
}

lam_status analyse_layers(const analyse_input *input, const analyse_options *options, answer *a) {
    layers all = {.n = 0};
    a->labels[1] = "layer";
    LAM_TRY(find_layers(input, &all));
    return add_signals(input, options, &all, add_layers, a);
}

lam_status analyse_contacts(const analyse_input *input, const analyse_options *options, answer *a) {
    const layers none = {.n = 0};
    a->labels[1] = "contact";
    return add_signals(input, options, &none, add_contacts, a);
}
