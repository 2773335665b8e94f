/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_shares.c - who makes a signal: shares of populations in dipole, potentials and density.
 */
#include "analyse.h"

#include <stdlib.h>
#include <string.h>

/* The shares of all populations, each a mean over trials, in the window. */
typedef struct parts {
    size_t n_parts, n_rows, n;
    char unit[LAM_SAVED_UNIT];
    char (*names_owned)[ANSWER_NAME];
    double *time_ms_owned, *values_owned, *z_um_owned; /* [n], [n_parts][n_rows][n], [n_rows] */
    size_t first_row;                                  /* of the array, where one row is chosen */
} parts;

static void free_parts(parts *p) {
    free(p->names_owned);
    free(p->time_ms_owned);
    free(p->values_owned);
    free(p->z_um_owned);
}

static lam_status need_room(parts *p) {
    p->names_owned = lam_alloc(p->n_parts, sizeof *p->names_owned);
    p->values_owned = lam_alloc(p->n_parts * p->n_rows * p->n, sizeof(double));
    return p->names_owned == NULL || p->values_owned == NULL ? LAM_ERR_MEMORY : LAM_OK;
}

/* ---- of the dipole ---- */

/* Population k of the dipoles, which have their sum first, as the run shows it. */
static lam_status load_dipole(const analyse_input *input, const analyse_options *options, size_t k,
                              parts *p) {
    analyse_signal signal;
    LAM_TRY(analyse_load(input, options, k + 1, true, &signal));
    double *sem = lam_alloc(signal.n, sizeof *sem);
    lam_status status = sem == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (status == LAM_OK && k == 0) {
        p->n = signal.n;
        lam_format(p->unit, sizeof p->unit, "%s", signal.unit);
        p->time_ms_owned = signal.time_ms;
        signal.time_ms = NULL;
        status = need_room(p);
    }
    if (status == LAM_OK) {
        lam_format(p->names_owned[k], ANSWER_NAME, "%s", signal.name);
        status =
            lam_trials_mean(signal.n_trials, p->n, signal.trials, p->values_owned + k * p->n, sem);
    }
    free(sem);
    analyse_signal_free(&signal);
    return status;
}

static lam_status load_dipoles(const analyse_input *input, const analyse_options *options,
                               parts *p) {
    analyse_options all = *options;
    analyse_input dipoles = {.saved = NULL};
    all.signal = NULL;
    LAM_TRY(analyse_open(options->results, &all, &dipoles));
    p->n_parts = dipoles.n_signals > 0 ? dipoles.n_signals - 1 : 0;
    p->n_rows = 1;
    lam_status status = p->n_parts > 0
                            ? LAM_OK
                            : lam_fail(LAM_ERR_INPUT,
                                       "%s: no dipoles of populations; accepted: results of a run "
                                       "that measured them",
                                       input->facts->path);
    for (size_t k = 0; k < p->n_parts && status == LAM_OK; k++) {
        status = load_dipole(&dipoles, &all, k, p);
    }
    analyse_close(&dipoles);
    return status;
}

/* ---- of an array ---- */

/* Density instead of potentials: as the run estimated it, in the trial of this number. */
static lam_status estimate(const analyse_input *input, const lam_electrode_array *array,
                           const char *csd, size_t trial, size_t n, const double *phi_uV,
                           double *csd_uA_mm3) {
    lam_csd_options options;
    lam_electrode_array like = *array;
    LAM_TRY(analyse_csd_options(input, array, csd, trial, &options));
    like.csd = &options;
    return lam_csd_array(&like, n, phi_uV, csd_uA_mm3);
}

/* Adds one trial of one population to its mean. room: two blocks. */
static lam_status add_trial(const analyse_input *input, const lam_electrode_array *array,
                            const analyse_profile *of, const char *part, size_t trial, double *room,
                            double *mean) {
    size_t n_all = of->n_rows * of->n;
    double *block = room;
    lam_saved_shape shape;
    LAM_TRY(lam_saved_shape_of(input->saved, trial, part, &shape));
    if (shape.n_rows != of->n_rows || shape.n_samples < of->first + of->n) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: %s has %zu rows of %zu samples in trial %zu; accepted: "
                        "those of its array",
                        input->facts->path, part, shape.n_rows, shape.n_samples, trial);
    }
    LAM_TRY(lam_saved_read_part(input->saved, trial, part, of->first, of->n, block));
    if (array != NULL) {
        block += n_all;
        LAM_TRY(estimate(input, array, of->path, trial, of->n, room, block));
    }
    for (size_t i = 0; i < n_all; i++) {
        mean[i] += block[i] / (double)input->n_trials;
    }
    return LAM_OK;
}

/* of: the array's whole signal; array: NULL for potentials. */
static lam_status load_parts_of(const analyse_input *input, const lam_electrode_array *array,
                                const analyse_profile *of, size_t n_names, char **names, parts *p) {
    const char *name = strchr(of->path, '/') + 1;
    size_t n_all = of->n_rows * of->n;
    double *room = lam_alloc(2 * n_all, sizeof *room);
    p->n_parts = n_names;
    p->n_rows = of->n_rows;
    p->n = of->n;
    lam_status status = room == NULL ? LAM_ERR_MEMORY : need_room(p);
    for (size_t k = 0; k < n_names && status == LAM_OK; k++) {
        char part[2 * LAM_SAVED_NAME];
        lam_format(part, sizeof part, "extracellular_apart/%s/%s", name, names[k]);
        lam_format(p->names_owned[k], ANSWER_NAME, "%s", names[k]);
        memset(p->values_owned + k * n_all, 0, n_all * sizeof(double));
        for (size_t t = 0; t < input->n_trials && status == LAM_OK; t++) {
            status = add_trial(input, array, of, part, input->trials_owned[t], room,
                               p->values_owned + k * n_all);
        }
    }
    free(room);
    return status;
}

/* One row instead of all. */
static lam_status choose_row(const analyse_input *input, size_t row, parts *p) {
    if (row >= p->n_rows) {
        return lam_fail(LAM_ERR_INPUT, "%s: row %zu; accepted: rows below %zu", input->facts->path,
                        row, p->n_rows);
    }
    for (size_t k = 0; k < p->n_parts; k++) {
        memmove(p->values_owned + k * p->n, p->values_owned + (k * p->n_rows + row) * p->n,
                p->n * sizeof(double));
    }
    p->z_um_owned[0] = p->z_um_owned[row];
    p->n_rows = 1;
    p->first_row = row;
    return LAM_OK;
}

static lam_status load_array(const analyse_input *input, const analyse_options *options, parts *p) {
    analyse_profile of = {.n = 0};
    lam_network *network = NULL;
    const lam_electrode_array *array = NULL;
    char group[ANSWER_NAME + 32], **names = NULL;
    size_t n_names = 0;
    LAM_TRY(analyse_profile_load(input, options, options->signal, &of));
    lam_format(group, sizeof group, "extracellular_apart/%s", strchr(of.path, '/') + 1);
    lam_status status =
        lam_saved_names(input->saved, input->trials_owned[0], group, &n_names, &names);
    if (status == LAM_OK && n_names == 0) {
        status = lam_fail(LAM_ERR_INPUT,
                          "--signal: '%s' has no shares of populations; accepted: an array with "
                          "\"apart\": true",
                          options->signal);
    }
    if (status == LAM_OK && strncmp(of.path, "csd/", 4) == 0) {
        status = lam_network_read(input->facts->path, &network);
        status = status == LAM_OK ? analyse_find_array(network, of.path, &array) : status;
    }
    status = status == LAM_OK ? load_parts_of(input, array, &of, n_names, names, p) : status;
    if (status == LAM_OK) {
        p->time_ms_owned = of.time_ms_owned;
        p->z_um_owned = of.z_um_owned;
        of.time_ms_owned = of.z_um_owned = NULL;
        lam_format(p->unit, sizeof p->unit, "%s", of.unit);
        status = of.has_row ? choose_row(input, of.row, p) : LAM_OK;
    }
    lam_saved_free_names(n_names, names);
    lam_network_destroy(network);
    analyse_profile_free(&of);
    return status;
}

/* ---- the answer ---- */

static lam_status add_share(answer *a, const parts *p, const char *name, const lam_shares_of *of,
                            const lam_share *share) {
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

static lam_status add_shares(answer *a, const parts *p) {
    lam_shares_of of;
    lam_share *shares = lam_alloc(p->n_parts, sizeof *shares);
    lam_status status = shares == NULL
                            ? LAM_ERR_MEMORY
                            : lam_shares(p->n_parts, p->n_rows, p->n, p->values_owned, &of, shares);
    status = status == LAM_OK ? add_share(a, p, "agg", &of, &of.total) : status;
    for (size_t k = 0; k < p->n_parts && status == LAM_OK; k++) {
        status = add_share(a, p, p->names_owned[k], &of, &shares[k]);
    }
    free(shares);
    return status;
}

lam_status analyse_shares(const analyse_input *input, const analyse_options *options, answer *a) {
    const char *signal = options->signal == NULL ? "agg" : options->signal;
    bool is_dipole = strcmp(signal, "agg") == 0 || strcmp(signal, "dipole/agg") == 0;
    bool is_array = strncmp(signal, "extracellular/", 14) == 0 || strncmp(signal, "csd/", 4) == 0;
    parts p = {.n = 0};
    a->labels[0] = "population";
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
