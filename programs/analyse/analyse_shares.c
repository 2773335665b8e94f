/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_shares.c - who makes a signal: shares of populations in dipole, potentials and density,
 * of receptors in the latter two.
 */
#include "analyse.h"

#include <stdlib.h>
#include <string.h>

/* Who makes it, and the sums over what has been read. */
typedef struct parts {
    size_t n_parts, n_rows, n;
    char unit[LAM_SAVED_UNIT];
    char (*names_owned)[ANSWER_NAME];
    double *time_ms_owned, *z_um_owned; /* [n], [n_rows] or NULL */
    size_t first_row;                   /* of the array, where one row is chosen */
    lam_shares_of of;
    lam_share *shares_owned; /* [n_parts] */
} parts;

static bool is_by_receptor(const analyse_options *options) {
    return options->by != NULL && strcmp(options->by, "receptor") == 0;
}

static void free_parts(parts *p) {
    free(p->names_owned);
    free(p->time_ms_owned);
    free(p->z_um_owned);
    free(p->shares_owned);
}

static lam_status need_room(parts *p) {
    p->names_owned = lam_alloc(p->n_parts, sizeof *p->names_owned);
    p->shares_owned = lam_alloc(p->n_parts, sizeof *p->shares_owned);
    return p->names_owned == NULL || p->shares_owned == NULL ? LAM_ERR_MEMORY : LAM_OK;
}

/* ---- of the dipole ---- */

/* Population k of the dipoles, which have their sum first. */
static lam_status load_dipole(const analyse_input *input, const analyse_options *options, size_t k,
                              parts *p, double **values) {
    analyse_signal signal;
    LAM_TRY(analyse_load(input, options, k + 1, true, &signal));
    double *sem = lam_alloc(signal.n, sizeof *sem);
    lam_status status = sem == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK && k == 0) {
        p->n = signal.n;
        lam_format(p->unit, sizeof p->unit, "%s", signal.unit);
        p->time_ms_owned = signal.time_ms;
        signal.time_ms = NULL;
        *values = lam_alloc(p->n_parts * p->n, sizeof **values);
        status = *values == NULL ? LAM_ERR_MEMORY : LAM_OK;
    }
    if (status == LAM_OK) {
        lam_format(p->names_owned[k], ANSWER_NAME, "%s", signal.name);
        status = lam_trials_mean(signal.n_trials, p->n, signal.trials, *values + k * p->n, sem);
    }
    free(sem);
    analyse_signal_free(&signal);
    return status;
}

static bool is_population(const lam_saved_facts *facts, const char *name) {
    for (size_t i = 0; i < facts->n_populations; i++) {
        if (strcmp(facts->populations[i].name, name) == 0) {
            return true;
        }
    }
    return facts->n_populations == 0; /* curves alone */
}

/* Leaves out sums of populations, as of one of several columns. */
static void keep_populations(analyse_input *dipoles) {
    size_t kept = dipoles->n_signals > 0;
    for (size_t i = kept; i < dipoles->n_signals; i++) {
        if (is_population(dipoles->facts, dipoles->signals_owned[i])) {
            memmove(dipoles->signals_owned[kept++], dipoles->signals_owned[i], ANSWER_NAME);
        }
    }
    dipoles->n_signals = kept;
}

static lam_status load_dipoles(const analyse_input *input, const analyse_options *options,
                               parts *p) {
    analyse_options all = *options;
    analyse_input dipoles = {.saved = NULL};
    double *values = NULL;
    all.signal = NULL;
    LAM_TRY(analyse_open(options->results, &all, &dipoles));
    keep_populations(&dipoles);
    p->n_parts = dipoles.n_signals > 0 ? dipoles.n_signals - 1 : 0;
    p->n_rows = 1;
    lam_status status = p->n_parts > 0
                            ? need_room(p)
                            : lam_fail(LAM_ERR_INPUT,
                                       "%s: no dipoles of populations; accepted: results of a run "
                                       "that measured them",
                                       input->facts->path);
    for (size_t k = 0; k < p->n_parts && status == LAM_OK; k++) {
        status = load_dipole(&dipoles, &all, k, p, &values);
    }
    if (status == LAM_OK) {
        status = lam_shares_add(p->n_parts, 1, 0, p->n, values, &p->of, p->shares_owned);
    }
    free(values);
    analyse_close(&dipoles);
    return status;
}

/* ---- of an array, a stretch of samples after the other ---- */

enum { MOST = 1 << 23 }; /* numbers in a stretch of all parts */

/* An array's shares: each a mean over trials of a stretch of its rows. */
typedef struct source {
    const analyse_input *input;
    const lam_electrode_array *array; /* NULL: potentials */
    const analyse_profile *profile;
    char group[ANSWER_NAME + 32]; /* where the results have them */
    char **names;                 /* [n_parts] */
    size_t n_parts;
    double *values, *room; /* [n_parts][n_rows][n], two of [n_rows][n] */
} source;

/* Density instead of potentials: as the run estimated it, in the trial of this number. */
static lam_status estimate(const source *from, size_t trial, size_t n, const double *phi_uV,
                           double *csd_uA_mm3) {
    lam_csd_options options;
    lam_electrode_array like = *from->array;
    LAM_TRY(analyse_csd_options(from->input, from->array, from->profile->path, trial, &options));
    like.csd = &options;
    return lam_csd_array(&like, n, phi_uV, csd_uA_mm3);
}

/* Adds samples first to first + n of one trial of one population to their mean. */
static lam_status add_trial(const source *from, const char *part, size_t trial, size_t first,
                            size_t n, double *mean) {
    const analyse_profile *of = from->profile;
    size_t n_all = of->n_rows * n;
    double *block = from->room;
    lam_saved_shape shape;
    LAM_TRY(lam_saved_shape_of(from->input->saved, trial, part, &shape));
    if (shape.n_rows != of->n_rows || shape.n_samples < of->first + of->n) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: %s has %zu rows of %zu samples in trial %zu; accepted: "
                        "those of its array",
                        from->input->facts->path, part, shape.n_rows, shape.n_samples, trial);
    }
    LAM_TRY(lam_saved_read_part(from->input->saved, trial, part, of->first + first, n, block));
    if (from->array != NULL) {
        block += n_all;
        LAM_TRY(estimate(from, trial, n, from->room, block));
    }
    for (size_t i = 0; i < n_all; i++) {
        mean[i] += block[i] / (double)from->input->n_trials;
    }
    return LAM_OK;
}

static lam_status load_stretch(const source *from, size_t first, size_t n) {
    const analyse_input *input = from->input;
    size_t n_all = from->profile->n_rows * n;
    memset(from->values, 0, from->n_parts * n_all * sizeof *from->values);
    for (size_t k = 0; k < from->n_parts; k++) {
        char part[2 * LAM_SAVED_NAME];
        lam_format(part, sizeof part, "%s/%s", from->group, from->names[k]);
        for (size_t t = 0; t < input->n_trials; t++) {
            LAM_TRY(
                add_trial(from, part, input->trials_owned[t], first, n, from->values + k * n_all));
        }
    }
    return LAM_OK;
}

/* Of all rows, or of the one that is chosen. */
static lam_status add_stretch(const source *from, size_t first, size_t n, parts *p) {
    size_t n_all = from->profile->n_rows * n;
    if (from->profile->has_row) {
        for (size_t k = 0; k < p->n_parts; k++) {
            memmove(from->values + k * n, from->values + k * n_all + p->first_row * n,
                    n * sizeof *from->values);
        }
    }
    return lam_shares_add(p->n_parts, p->n_rows, first, n, from->values, &p->of, p->shares_owned);
}

static lam_status add_stretches(source *from, parts *p) {
    size_t n_rows = from->profile->n_rows, most = MOST / (p->n_parts * n_rows);
    most = most < 1 ? 1 : most < p->n ? most : p->n;
    from->values = lam_alloc(p->n_parts * n_rows * most, sizeof(double));
    from->room = lam_alloc(2 * n_rows * most, sizeof(double));
    lam_status status = from->values == NULL || from->room == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t first = 0; first < p->n && status == LAM_OK; first += most) {
        size_t n = p->n - first < most ? p->n - first : most;
        status = load_stretch(from, first, n);
        status = status == LAM_OK ? add_stretch(from, first, n, p) : status;
    }
    free(from->values);
    free(from->room);
    return status;
}

static lam_status choose_row(const analyse_input *input, const analyse_profile *of, parts *p) {
    if (!of->has_row) {
        return LAM_OK;
    }
    if (of->row >= p->n_rows) {
        return lam_fail(LAM_ERR_INPUT, "%s: row %zu; accepted: rows below %zu", input->facts->path,
                        of->row, p->n_rows);
    }
    p->z_um_owned[0] = p->z_um_owned[of->row];
    p->n_rows = 1;
    p->first_row = of->row;
    return LAM_OK;
}

/* What all stretches have in common. */
static lam_status describe(const source *from, analyse_profile *of, parts *p) {
    p->n_parts = from->n_parts;
    p->n_rows = of->n_rows;
    p->n = of->n;
    p->time_ms_owned = of->time_ms_owned;
    p->z_um_owned = of->z_um_owned;
    of->time_ms_owned = of->z_um_owned = NULL;
    lam_format(p->unit, sizeof p->unit, "%s", of->unit);
    LAM_TRY(need_room(p));
    for (size_t k = 0; k < p->n_parts; k++) {
        lam_format(p->names_owned[k], ANSWER_NAME, "%s", from->names[k]);
    }
    return choose_row(from->input, of, p);
}

static lam_status load_array(const analyse_input *input, const analyse_options *options, parts *p) {
    analyse_profile of = {.n = 0};
    source from = {.input = input, .profile = &of};
    lam_network *network = NULL;
    bool by_receptor = is_by_receptor(options);
    LAM_TRY(analyse_options_no_shape(options, "shares in an array"));
    LAM_TRY(analyse_profile_open(input, options, options->signal, &of));
    lam_format(from.group, sizeof from.group, "extracellular_%s/%s",
               by_receptor ? "receptors" : "apart", strchr(of.path, '/') + 1);
    lam_status status = lam_saved_names(input->saved, input->trials_owned[0], from.group,
                                        &from.n_parts, &from.names);
    if (status == LAM_OK && from.n_parts == 0) {
        status = lam_fail(LAM_ERR_INPUT,
                          "--signal: '%s' has no shares of %s; accepted: an array with "
                          "\"%s\": true",
                          options->signal, by_receptor ? "receptors" : "populations",
                          by_receptor ? "receptors_apart" : "apart");
    }
    if (status == LAM_OK && strncmp(of.path, "csd/", 4) == 0) {
        status = lam_network_read(input->facts->path, &network);
        status = status == LAM_OK ? analyse_find_array(network, of.path, &from.array) : status;
    }
    status = status == LAM_OK ? describe(&from, &of, p) : status;
    status = status == LAM_OK ? add_stretches(&from, p) : status;
    lam_saved_free_names(from.n_parts, from.names);
    lam_network_destroy(network);
    analyse_profile_free(&of);
    return status;
}

/* ---- the answer ---- */

static lam_status add_share(answer *a, const parts *p, const char *name, const lam_share *share) {
    const lam_shares_of *of = &p->of;
    LAM_TRY(answer_number(a, name, NULL, "peak_ms", NULL, p->time_ms_owned[of->sample]));
    if (p->z_um_owned != NULL) {
        LAM_TRY(answer_number(a, name, NULL, "contact", NULL, (double)(p->first_row + of->row)));
        LAM_TRY(answer_number(a, name, NULL, "z_um", NULL, p->z_um_owned[of->row]));
    }
    LAM_TRY(answer_number(a, name, NULL, "at_peak", p->unit, share->at_peak));
    LAM_TRY(answer_number(a, name, NULL, "share_at_peak", NULL, share->share_at_peak));
    LAM_TRY(answer_number(a, name, NULL, "rms", p->unit, share->rms));
    return answer_number(a, name, NULL, "share_of_power", NULL, share->share_of_power);
}

static lam_status add_shares(answer *a, parts *p) {
    lam_shares_finish(p->n_parts, p->n_rows, p->n, &p->of, p->shares_owned);
    LAM_TRY(add_share(a, p, "agg", &p->of.total));
    for (size_t k = 0; k < p->n_parts; k++) {
        LAM_TRY(add_share(a, p, p->names_owned[k], &p->shares_owned[k]));
    }
    return LAM_OK;
}

lam_status analyse_shares(const analyse_input *input, const analyse_options *options, answer *a) {
    const char *signal = options->signal == NULL ? "agg" : options->signal;
    bool is_dipole = strcmp(signal, "agg") == 0 || strcmp(signal, "dipole/agg") == 0;
    bool is_array = strncmp(signal, "extracellular/", 14) == 0 || strncmp(signal, "csd/", 4) == 0;
    parts p = {.n = 0};
    bool by_receptor = is_by_receptor(options);
    a->labels[0] = by_receptor ? "receptor" : "population";
    if (options->by != NULL && !by_receptor && strcmp(options->by, "population") != 0) {
        return lam_fail(LAM_ERR_INPUT, "--by: '%s' of shares; accepted: population, receptor",
                        options->by);
    }
    if (is_dipole && by_receptor) {
        return lam_fail(LAM_ERR_INPUT, "--by: receptor, of a dipole; accepted: of --signal "
                                       "extracellular/ARRAY or csd/ARRAY");
    }
    if (!is_dipole && !is_array) {
        return lam_fail(LAM_ERR_INPUT,
                        "--signal: '%s'; accepted: agg, extracellular/ARRAY or csd/ARRAY, or a row "
                        "of these",
                        signal);
    }
    lam_status status = (is_dipole ? load_dipoles : load_array)(input, options, &p);
    for (char *c = p.unit; *c != '\0'; c++) {
        *c = *c == '/' ? '_' : *c;
    }
    status = status == LAM_OK ? answer_text(a, NULL, "signal", signal) : status;
    status = status == LAM_OK ? add_shares(a, &p) : status;
    free_parts(&p);
    return status;
}
