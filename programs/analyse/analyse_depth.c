/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_depth.c - an array of a run against a recorded one: shifted in height until they agree.
 */
#include "analyse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double step_um = 10;

/* ---- a recorded array: columns N_zHEIGHTum of a text, as those of lfp_<array>_<k>.txt ---- */

static lam_status height_of(const char *path, const char *column, double *z_um_out) {
    const char *at = strstr(column, "_z"), *end = NULL;
    return at != NULL && lam_number_read(at + 2, "u", z_um_out, &end) && strncmp(end, "um", 2) == 0
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT,
                          "%s: '%s'; accepted: columns called NUMBER_zHEIGHTum, such as 3_z600um",
                          path, column);
}

static lam_status load_column(const analyse_input *data, size_t row, size_t n, double *room,
                              double *mean) {
    char path[LAM_SAVED_NAME + 8];
    lam_format(path, sizeof path, "dipole/%s", data->facts->dipoles[row]);
    memset(mean, 0, n * sizeof *mean);
    for (size_t k = 0; k < data->n_trials; k++) {
        LAM_TRY(lam_saved_read(data->saved, data->trials_owned[k], path, 0, room));
        for (size_t i = 0; i < n; i++) {
            mean[i] += room[i] / (double)data->n_trials;
        }
    }
    return LAM_OK;
}

static lam_status check_unit(const analyse_input *data) {
    lam_saved_shape shape;
    char path[LAM_SAVED_NAME + 8];
    lam_format(path, sizeof path, "dipole/%s", data->facts->dipoles[0]);
    LAM_TRY(lam_saved_shape_of(data->saved, data->trials_owned[0], path, &shape));
    return strcmp(shape.unit, "uV") == 0
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT, "%s: values in %s; accepted: potentials, as --units ms,uV",
                          data->facts->path, shape.unit);
}

static lam_status load_text(const analyse_input *data, analyse_profile *p) {
    const lam_saved_facts *facts = data->facts;
    p->n_rows = facts->n_dipoles;
    p->n = facts->n_samples;
    p->z_um_owned = lam_alloc(p->n_rows, sizeof(double));
    p->time_ms_owned = lam_alloc(p->n, sizeof(double));
    p->mean_owned = lam_alloc((p->n_rows + 1) * p->n, sizeof(double)); /* and room for a trial */
    if (p->z_um_owned == NULL || p->time_ms_owned == NULL || p->mean_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    LAM_TRY(check_unit(data));
    memcpy(p->time_ms_owned, facts->time_ms, p->n * sizeof(double));
    for (size_t i = 0; i < p->n_rows; i++) {
        LAM_TRY(height_of(facts->path, facts->dipoles[i], &p->z_um_owned[i]));
        LAM_TRY(
            load_column(data, i, p->n, p->mean_owned + p->n_rows * p->n, p->mean_owned + i * p->n));
    }
    return LAM_OK;
}

/* ---- the same estimator on both ---- */

/* Potentials become density, as the run has estimated it of its array. */
static lam_status estimate(const analyse_input *input, const char *csd, analyse_profile *p) {
    lam_network *network = NULL;
    const lam_electrode_array *array = NULL;
    lam_csd_options options;
    double *density = lam_alloc(p->n_rows * p->n, sizeof *density);
    double *positions_um = lam_alloc(3 * p->n_rows, sizeof *positions_um);
    lam_status status = density == NULL || positions_um == NULL
                            ? LAM_ERR_MEMORY
                            : lam_network_read(input->facts->path, &network);
    status = status == LAM_OK ? analyse_find_array(network, csd, &array) : status;
    status = status == LAM_OK
                 ? analyse_csd_options(input, array, csd, input->trials_owned[0], &options)
                 : status;
    if (status == LAM_OK) {
        for (size_t i = 0; i < p->n_rows; i++) {
            positions_um[3 * i + 2] = p->z_um_owned[i];
        }
        lam_electrode_array like = *array;
        like.n_contacts = p->n_rows;
        like.positions_um = positions_um;
        like.csd = &options;
        status = lam_csd_array(&like, p->n, p->mean_owned, density);
    }
    if (status == LAM_OK) {
        memcpy(p->mean_owned, density, p->n_rows * p->n * sizeof *density);
    }
    free(density);
    free(positions_um);
    lam_network_destroy(network);
    return status;
}

/* Of signal csd/NAME the potentials: extracellular/NAME. */
static lam_status load_target(const analyse_input *input, const analyse_options *options,
                              const char *signal, analyse_profile *p) {
    analyse_options of_data = *options;
    analyse_input data = {.saved = NULL};
    char potentials[ANALYSE_PATH + 16];
    bool is_density = strncmp(signal, "csd/", 4) == 0;
    of_data.trials = of_data.signal = NULL;
    of_data.from_ms = of_data.to_ms = NAN;
    lam_format(potentials, sizeof potentials, "extracellular/%s", strchr(signal, '/') + 1);
    lam_status status = analyse_open(options->target, &of_data, &data);
    if (status == LAM_OK) {
        status = data.facts->is_results ? analyse_profile_load(&data, &of_data, potentials, p)
                                        : load_text(&data, p);
    }
    status = status == LAM_OK && is_density ? estimate(input, signal, p) : status;
    analyse_close(&data);
    return status;
}

/* ---- the answer ---- */

static lam_status add_alignment(answer *a, const analyse_profile *model, const lam_alignment *best,
                                const double *correlation) {
    LAM_TRY(answer_number(a, "all", NULL, "z_um", NULL, NAN));
    LAM_TRY(answer_number(a, "all", NULL, "target_z_um", NULL, NAN));
    LAM_TRY(answer_number(a, "all", NULL, "shift_um", NULL, best->shift_um));
    LAM_TRY(answer_number(a, "all", NULL, "correlation", NULL, best->correlation));
    for (size_t i = 0; i < model->n_rows; i++) {
        char row[32];
        double z_um = model->z_um_owned[i];
        lam_format(row, sizeof row, "%zu", i);
        LAM_TRY(answer_number(a, row, NULL, "z_um", NULL, z_um));
        LAM_TRY(answer_number(a, row, NULL, "target_z_um", NULL, z_um - best->shift_um));
        LAM_TRY(answer_number(a, row, NULL, "shift_um", NULL, best->shift_um));
        LAM_TRY(answer_number(a, row, NULL, "correlation", NULL, correlation[i]));
    }
    return LAM_OK;
}

static double step_of(const analyse_profile *p) {
    return p->n > 1 ? (p->time_ms_owned[p->n - 1] - p->time_ms_owned[0]) / (double)(p->n - 1) : 0;
}

static lam_profile profile_of(const analyse_profile *p) {
    return (lam_profile){p->n_rows, p->n, p->z_um_owned, p->time_ms_owned, p->mean_owned};
}

/* At the times of the one with longer steps: nothing is made up between its samples. */
static lam_status align(answer *a, const analyse_profile *model, const analyse_profile *data) {
    size_t first, n;
    bool is_model = step_of(model) >= step_of(data);
    const analyse_profile *coarse = is_model ? model : data, *fine = is_model ? data : model;
    LAM_TRY(lam_signal_window(coarse->n, coarse->time_ms_owned, fine->time_ms_owned[0],
                              fine->time_ms_owned[fine->n - 1], &first, &n));
    const double *time_ms = coarse->time_ms_owned + first;
    double *room = lam_alloc((model->n_rows + data->n_rows) * n + model->n_rows, sizeof *room);
    if (room == NULL) {
        return LAM_ERR_MEMORY;
    }
    double *of_data = room + model->n_rows * n, *correlation = of_data + data->n_rows * n;
    lam_alignment best;
    lam_profile from = profile_of(model), to = profile_of(data);
    lam_profile here = {model->n_rows, n, model->z_um_owned, time_ms, room};
    lam_profile there = {data->n_rows, n, data->z_um_owned, time_ms, of_data};
    lam_status status = lam_profile_at_times(&from, n, time_ms, room);
    status = status == LAM_OK ? lam_profile_at_times(&to, n, time_ms, of_data) : status;
    status =
        status == LAM_OK ? lam_profile_align(&here, &there, step_um, &best, correlation) : status;
    status = status == LAM_OK ? answer_number(a, NULL, NULL, "from_ms", NULL, time_ms[0]) : status;
    status =
        status == LAM_OK ? answer_number(a, NULL, NULL, "to_ms", NULL, time_ms[n - 1]) : status;
    status = status == LAM_OK ? add_alignment(a, model, &best, correlation) : status;
    free(room);
    return status;
}

lam_status analyse_depth(const analyse_input *input, const analyse_options *options, answer *a) {
    const char *signal = options->signal;
    analyse_profile model = {.n = 0}, data = {.n = 0};
    a->labels[0] = "contact";
    if (options->target == NULL) {
        return lam_fail(LAM_ERR_INPUT,
                        "depth: no --target given; accepted: results, or a text of potentials");
    }
    if (signal == NULL || strchr(signal, ':') != NULL ||
        (strncmp(signal, "csd/", 4) != 0 && strncmp(signal, "extracellular/", 14) != 0)) {
        return lam_fail(LAM_ERR_INPUT, "--signal: '%s'; accepted: extracellular/ARRAY or csd/ARRAY",
                        signal == NULL ? "" : signal);
    }
    lam_status status = analyse_profile_load(input, options, signal, &model);
    status = status == LAM_OK ? load_target(input, options, signal, &data) : status;
    status = status == LAM_OK ? answer_text(a, NULL, "signal", signal) : status;
    status = status == LAM_OK ? align(a, &model, &data) : status;
    analyse_profile_free(&model);
    analyse_profile_free(&data);
    return status;
}
