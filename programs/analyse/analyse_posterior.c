/* SPDX-License-Identifier: BSD-3-Clause
 * analyse_posterior.c - can a posterior be believed? ppc: how far it is from the data; pre: from a
 * truth that is known; ovl: how much of it is also that of another condition. */
#include "analyse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of the objective of an infer that is the root of a mean square, the distance of a particle is
 * that of its curve: their root mean square is lam_predictive_error. */
static lam_status add_predictive(const lam_posterior *posterior, answer *a) {
    const lam_particles *p = lam_posterior_particles(posterior);
    const double *distances = lam_posterior_distances(posterior);
    double sum = 0;
    for (size_t i = 0; i < p->n; i++) {
        sum += p->weights[i] * distances[i] * distances[i];
    }
    a->labels[0] = "posterior";
    return answer_number(a, "all", NULL, "error", "", sqrt(sum));
}

/* The network of results, or a file of one. */
static lam_status read_network(const char *target, lam_network **network_out) {
    lam_saved *saved = NULL;
    bool is_run = lam_saved_open(target, &saved) == LAM_OK;
    lam_status status =
        lam_network_read(is_run ? lam_saved_facts_of(saved)->path : target, network_out);
    lam_saved_close(saved);
    return status;
}

/* The value that a network has at a path, from the lines that describe all of them. */
static lam_status value_at(const char *lines, const char *path, const char *target,
                           double *value_out) {
    size_t length = strlen(path);
    for (const char *at = lines; at != NULL; at = strchr(at, '\n')) {
        at += *at == '\n';
        if (strncmp(at, path, length) == 0 && at[length] == ' ') {
            at += length + strspn(at + length, " ");
            if (lam_number_read(at, " \n", value_out, NULL)) {
                return LAM_OK;
            }
        }
    }
    return lam_fail(LAM_ERR_INPUT,
                    "--target: '%s': its network has no number at %s; accepted: a run "
                    "with the parameters of the posterior",
                    target, path);
}

static lam_status add_recovery(const lam_posterior *posterior, const char *target, answer *a) {
    const lam_particles *p = lam_posterior_particles(posterior);
    const lam_varied *parameters = lam_posterior_parameters(posterior);
    size_t n = p->n_parameters;
    lam_network *network = NULL;
    char *lines = NULL;
    double *truth = lam_alloc(2 * n, sizeof *truth), *errors = truth + n;
    lam_status status = truth == NULL ? LAM_ERR_MEMORY : read_network(target, &network);
    status = status == LAM_OK ? lam_describe_paths(network, &lines) : status;
    for (size_t k = 0; k < n && status == LAM_OK; k++) {
        status = value_at(lines, parameters[k].path, target, &truth[k]);
    }
    if (status == LAM_OK) {
        lam_recovery_errors(p, parameters, truth, errors);
    }
    a->labels[0] = "parameter";
    for (size_t k = 0; k < n && status == LAM_OK; k++) {
        status = answer_number(a, parameters[k].path, NULL, "truth", "", truth[k]);
        status = status == LAM_OK
                     ? answer_number(a, parameters[k].path, NULL, "error", "", errors[k])
                     : status;
    }
    free(lines);
    free(truth);
    lam_network_destroy(network);
    return status;
}

static lam_status add_overlaps(const lam_posterior *posterior, const char *target, answer *a) {
    lam_posterior *other = NULL;
    LAM_TRY(lam_posterior_open(target, &other));
    const lam_particles *one = lam_posterior_particles(posterior);
    const lam_particles *two = lam_posterior_particles(other);
    const lam_varied *of = lam_posterior_parameters(posterior);
    const lam_varied *of_other = lam_posterior_parameters(other);
    bool is_same = one->n_parameters == two->n_parameters;
    for (size_t k = 0; k < one->n_parameters && is_same; k++) {
        is_same = strcmp(of[k].path, of_other[k].path) == 0;
    }
    lam_status status = is_same ? LAM_OK
                                : lam_fail(LAM_ERR_INPUT,
                                           "--target: '%s': has other parameters; accepted: a "
                                           "posterior of the same",
                                           target);
    a->labels[0] = "parameter";
    for (size_t k = 0; k < one->n_parameters && status == LAM_OK; k++) {
        double overlap;
        status = lam_overlap(one, two, k, &overlap);
        status =
            status == LAM_OK ? answer_number(a, of[k].path, NULL, "overlap", "", overlap) : status;
    }
    lam_posterior_close(other);
    return status;
}

lam_status analyse_posterior(const analyse_options *options, answer *a) {
    bool is_choice = options->trials != NULL || options->units != NULL || options->data != NULL ||
                     !isnan(options->from_ms) || !isnan(options->to_ms);
    bool is_predictive = strcmp(a->what, "ppc") == 0;
    if (is_choice) {
        return lam_fail(LAM_ERR_INPUT,
                        "--what %s: takes a whole posterior; accepted: "
                        "without --trials, --from, --to, --units and --data",
                        a->what);
    }
    if (!is_predictive && options->target == NULL) {
        return lam_fail(LAM_ERR_INPUT, "--what %s: no --target; accepted: %s", a->what,
                        strcmp(a->what, "pre") == 0
                            ? "results of a run, or a network file, that has the truth"
                            : "the folder of another posterior");
    }
    lam_posterior *posterior = NULL;
    LAM_TRY(lam_posterior_open(options->results, &posterior));
    lam_status status = is_predictive                 ? add_predictive(posterior, a)
                        : strcmp(a->what, "pre") == 0 ? add_recovery(posterior, options->target, a)
                                                      : add_overlaps(posterior, options->target, a);
    lam_posterior_close(posterior);
    return status;
}
