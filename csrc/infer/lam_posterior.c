/* SPDX-License-Identifier: BSD-3-Clause
 * lam_posterior.c - a posterior read back from the folder that it was written into: its particles
 * from posterior.csv, the priors of its parameters from posterior.json. */
#include "base/lam_file_impl.h"
#include "design/lam_spec_impl.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static const long long most_bytes = 1LL << 32;

struct lam_posterior {
    lam_spec *spec; /* of posterior.json */
    char *table;    /* the path of posterior.csv */
    size_t n_held;
    double *values, *weights, *distances;
    lam_particles particles;
};

static lam_status make_room(lam_posterior *p, size_t n) {
    if (n < p->n_held) {
        return LAM_OK;
    }
    size_t n_held = 2 * n + 64, n_parameters = p->particles.n_parameters;
    double **lists[] = {&p->values, &p->weights, &p->distances};
    const size_t sizes[] = {n_parameters, 1, 1};
    for (size_t i = 0; i < LAM_COUNT_OF(lists); i++) {
        double *longer = realloc(*lists[i], n_held * sizes[i] * sizeof **lists[i]);
        if (longer == NULL) {
            return lam_fail(LAM_ERR_MEMORY, "out of memory: a posterior of %zu particles", n_held);
        }
        *lists[i] = longer;
    }
    p->n_held = n_held;
    return LAM_OK;
}

/* A row: the weight, the distance, the parameters. */
static lam_status read_row(lam_posterior *p, const char *at) {
    size_t n = p->particles.n, n_parameters = p->particles.n_parameters;
    LAM_TRY(make_room(p, n));
    for (size_t k = 0; k < 2 + n_parameters; k++) {
        double *to = k == 0   ? &p->weights[n]
                     : k == 1 ? &p->distances[n]
                              : &p->values[n * n_parameters + k - 2];
        if (!lam_number_read(at, ",\n", to, &at)) {
            return lam_fail(LAM_ERR_INPUT,
                            "'%s': line %zu: '%.40s'; accepted: a weight, a distance, %zu numbers",
                            p->table, n + 2, at, n_parameters);
        }
        at += *at == ',';
    }
    p->particles.n++;
    return LAM_OK;
}

static lam_status read_table(lam_posterior *p) {
    FILE *file;
    char *line = NULL;
    size_t size = 0;
    LAM_TRY(lam_file_open(p->table, "the table of a posterior", most_bytes, &file));
    lam_status status = LAM_OK;
    for (size_t i = 0; status == LAM_OK && getline(&line, &size, file) > 0; i++) {
        status = i == 0 ? LAM_OK : read_row(p, line); /* the head comes first */
    }
    free(line);
    fclose(file);
    return status != LAM_OK || p->particles.n > 0
               ? status
               : lam_fail(LAM_ERR_INPUT, "'%s': no particles; accepted: what infer has left",
                          p->table);
}

static lam_status read_priors(lam_posterior *p, const char *path) {
    LAM_TRY(lam_json_load(path, &p->spec->document));
    p->spec->document.merged = json_incref(p->spec->document.roots[0]);
    lam_json root = lam_spec_root(p->spec), priors = lam_json_member(&root, "priors");
    if (!json_is_object(priors.value) || json_object_size(priors.value) == 0) {
        return lam_json_fail(&priors, "accepted: the priors of parameters, as infer leaves them");
    }
    LAM_TRY(lam_spec_take_parameters(p->spec, &priors));
    p->particles.n_parameters = p->spec->design.n_parameters;
    return LAM_OK;
}

static lam_status path_in(const char *folder, const char *name, char **path_out) {
    lam_text text = {.bytes = NULL};
    lam_text_add(&text, "%s/%s", folder, name);
    return lam_text_take(&text, path_out);
}

static lam_status check_folder(const char *folder, const char *json) {
    return access(json, F_OK) == 0 || errno != ENOENT
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT,
                          "'%s' holds no posterior.json; accepted: a folder that infer has left",
                          folder);
}

lam_status lam_posterior_open(const char *folder, lam_posterior **posterior_out) {
    char *json = NULL;
    lam_posterior *p = lam_alloc(1, sizeof *p);
    if (p == NULL) {
        return LAM_ERR_MEMORY;
    }
    p->spec = lam_alloc(1, sizeof *p->spec);
    lam_status status =
        p->spec == NULL ? LAM_ERR_MEMORY : path_in(folder, "posterior.csv", &p->table);
    status = status == LAM_OK ? path_in(folder, "posterior.json", &json) : status;
    status = status == LAM_OK ? check_folder(folder, json) : status;
    status = status == LAM_OK ? read_priors(p, json) : status;
    status = status == LAM_OK ? read_table(p) : status;
    free(json);
    if (status != LAM_OK) {
        lam_posterior_close(p);
        return status;
    }
    p->particles.values = p->values;
    p->particles.weights = p->weights;
    *posterior_out = p;
    return LAM_OK;
}

const lam_particles *lam_posterior_particles(const lam_posterior *posterior) {
    return &posterior->particles;
}

const double *lam_posterior_distances(const lam_posterior *posterior) {
    return posterior->distances;
}

const lam_varied *lam_posterior_parameters(const lam_posterior *posterior) {
    return posterior->spec->design.parameters;
}

void lam_posterior_close(lam_posterior *posterior) {
    if (posterior == NULL) {
        return;
    }
    lam_spec_destroy(posterior->spec);
    free(posterior->table);
    free(posterior->values);
    free(posterior->weights);
    free(posterior->distances);
    free(posterior);
}
