/* SPDX-License-Identifier: BSD-3-Clause
 * lam_abc.c - the posterior of a model that can only be run: generations of particles, each nearer
 * to the data than the one before. */
#include "base/lam_sort_impl.h"
#include "base/lam_status_impl.h"
#include "infer/lam_abc_impl.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct lam_abc {
    size_t n_generations, n_held, n_evaluations;
    lam_generation *generations_owned;
    double **rooms_owned; /* of each generation: values, weights, distances */
    size_t n_rooms_held;
    lam_abc_end end;
};

typedef struct search {
    size_t n, n_parameters; /* n: particles */
    const lam_abc_options *options;
    lam_abc_distances distances;
    void *user;
    double started_s;
    lam_mt19937 random;
    lam_mover mover;   /* around the particles of the last generation */
    double *points;    /* [n][n_parameters]: those of the one that is made */
    double *room;      /* a batch: points, their values, distances */
    double acceptance; /* of the last batches */
    bool is_over;
    lam_abc *abc;
} search;

static void end(search *s, lam_abc_end why) {
    s->is_over = true;
    s->abc->end = why;
}

static void look_at_limits(search *s) {
    if (s->options->interrupted != NULL && s->options->interrupted() != 0) {
        end(s, LAM_ABC_END_INTERRUPT);
    } else if (s->abc->n_evaluations >= s->options->max_evaluations) {
        end(s, LAM_ABC_END_EVALUATIONS);
    } else if (lam_now_s() - s->started_s >= s->options->max_seconds) {
        end(s, LAM_ABC_END_SECONDS);
    }
}

/* ---- a generation ---- */

/* As many points as will fill it, if as many are accepted as of late. */
static size_t batch_size(const search *s, size_t n_missing) {
    double wanted = ceil((double)n_missing / s->acceptance);
    size_t n = wanted < (double)s->n ? (size_t)wanted : s->n;
    size_t left = s->options->max_evaluations - s->abc->n_evaluations;
    return n < left ? n : left;
}

/* Run a batch and take, in order, those that are near enough. */
static lam_status run_batch(search *s, size_t n_batch, double *values, lam_generation *made,
                            double *distances) {
    size_t d = s->n_parameters;
    double *points = s->room, *run = points + s->n * d, *found = run + s->n * d;
    for (size_t i = 0; i < n_batch; i++) {
        lam_mover_draw(&s->mover, &s->random, points + i * d, run + i * d);
    }
    LAM_TRY(s->distances(s->user, n_batch, d, run, found));
    s->abc->n_evaluations += n_batch;
    for (size_t i = 0; i < n_batch && made->particles.n < s->n; i++) {
        if (isfinite(found[i]) && found[i] <= made->epsilon) {
            size_t at = made->particles.n++;
            memcpy(s->points + at * d, points + i * d, d * sizeof *points);
            memcpy(values + at * d, run + i * d, d * sizeof *run);
            distances[at] = found[i];
        }
    }
    return LAM_OK;
}

/* Until it is full, or all is over. */
static lam_status fill(search *s, double *values, lam_generation *made, double *distances) {
    size_t n_before = s->abc->n_evaluations;
    while (made->particles.n < s->n && !s->is_over) {
        look_at_limits(s);
        if (s->is_over) {
            return LAM_OK;
        }
        LAM_TRY(run_batch(s, batch_size(s, s->n - made->particles.n), values, made, distances));
        size_t n_tried = s->abc->n_evaluations - n_before;
        s->acceptance = ((double)made->particles.n + 1) / ((double)n_tried + 1);
        double n_least = s->options->least_acceptance * (double)n_tried;
        if (n_tried >= s->n && (double)made->particles.n < n_least) {
            end(s, LAM_ABC_END_ACCEPTANCE);
        }
    }
    return LAM_OK;
}

static void weigh(const search *s, double *weights_out) {
    double sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        weights_out[i] = lam_mover_weight(&s->mover, s->points + i * s->n_parameters);
        sum += weights_out[i];
    }
    for (size_t i = 0; i < s->n; i++) {
        weights_out[i] /= sum;
    }
}

/* The median of the distances of the last one, for which `sorted` is room, but no less than is
 * asked for. Without a last one all that is finite will do. */
static double next_epsilon(const search *s, double *sorted) {
    if (s->abc->n_generations == 0) {
        return DBL_MAX;
    }
    const lam_generation *last = &s->abc->generations_owned[s->abc->n_generations - 1];
    memcpy(sorted, last->distances, s->n * sizeof *sorted);
    lam_sort_doubles(s->n, sorted);
    return fmax(sorted[(s->n - 1) / 2], s->options->epsilon);
}

/* What is there is the last generation now, around which the mover draws. */
static void move_on(search *s, const lam_generation *made) {
    memcpy(s->mover.points, s->points, s->n * s->n_parameters * sizeof *s->points);
    s->mover.n = s->n;
    s->mover.weights = made->particles.weights;
    if (made->epsilon <= s->options->epsilon) {
        end(s, LAM_ABC_END_EPSILON);
    } else if (!lam_mover_prepare(&s->mover)) {
        end(s, LAM_ABC_END_STILL);
    }
}

static lam_status make_generation(search *s, double *room) {
    double *values = room, *weights = values + s->n * s->n_parameters, *distances = weights + s->n;
    lam_abc *abc = s->abc;
    lam_generation made = {.particles = {0, s->n_parameters, values, weights},
                           .distances = distances,
                           .epsilon = next_epsilon(s, weights)};
    if (abc->n_generations > 0 &&
        !(made.epsilon < abc->generations_owned[abc->n_generations - 1].epsilon)) {
        end(s, LAM_ABC_END_STILL);
        return LAM_OK;
    }
    LAM_TRY(fill(s, values, &made, distances));
    if (made.particles.n < s->n) {
        return LAM_OK;
    }
    for (size_t i = 0; abc->n_generations == 0 && i < s->n; i++) {
        made.epsilon = i == 0 ? distances[0] : fmax(made.epsilon, distances[i]);
    }
    weigh(s, weights);
    made.n_evaluations = abc->n_evaluations;
    abc->generations_owned[abc->n_generations++] = made;
    move_on(s, &made);
    return LAM_OK;
}

/* One more, which abc keeps if it is whole. */
static lam_status add_generation(search *s) {
    lam_abc *abc = s->abc;
    size_t n_before = abc->n_generations;
    LAM_GROW(abc->generations_owned, n_before + 1, &abc->n_held);
    LAM_GROW(abc->rooms_owned, n_before + 1, &abc->n_rooms_held);
    double *room = lam_alloc(s->n * (s->n_parameters + 2), sizeof *room);
    if (room == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_status status = make_generation(s, room);
    if (abc->n_generations > n_before) {
        abc->rooms_owned[n_before] = room;
    } else {
        free(room);
    }
    return status;
}

/* ---- all of them ---- */

static lam_status check(size_t n_parameters, const lam_varied *parameters,
                        const lam_abc_options *o) {
    for (size_t k = 0; k < n_parameters; k++) {
        if (parameters[k].n_values > 0) {
            return lam_fail(LAM_ERR_INPUT, "%s: has values; accepted: low and high, or a prior",
                            parameters[k].path);
        }
    }
    if (n_parameters == 0 || o->n_particles < n_parameters + 2) {
        return lam_fail(LAM_ERR_INPUT,
                        "posterior: %zu particles of %zu parameters; accepted: 1 parameter or "
                        "more, 2 particles more than parameters",
                        o->n_particles, n_parameters);
    }
    if (o->max_evaluations < o->n_particles || !(o->max_seconds > 0) || isnan(o->epsilon) ||
        !(o->least_acceptance >= 0 && o->least_acceptance < 1)) {
        return lam_fail(LAM_ERR_INPUT,
                        "posterior: %zu evaluations, %g s, epsilon %g, acceptance %g; accepted: "
                        "%zu or more, above 0, a number, 0 to below 1",
                        o->max_evaluations, o->max_seconds, o->epsilon, o->least_acceptance,
                        o->n_particles);
    }
    return LAM_OK;
}

static lam_status search_all(search *s) {
    size_t n = s->n, d = s->n_parameters;
    double *room = lam_alloc(5 * n * d + n + d * d + d, sizeof *room);
    if (room == NULL) {
        return LAM_ERR_MEMORY;
    }
    s->points = room;
    s->mover.points = room + n * d;
    s->mover.white = room + 2 * n * d;
    s->room = room + 3 * n * d;
    s->mover.factor = s->room + 2 * n * d + n;
    s->mover.drawn = s->mover.factor + d * d;
    lam_status status = LAM_OK;
    while (!s->is_over && status == LAM_OK) {
        status = add_generation(s);
    }
    free(room);
    if (status == LAM_OK && s->abc->n_generations == 0) {
        return lam_fail(LAM_ERR_INPUT,
                        "posterior: %zu evaluations did not give %zu particles of the prior; "
                        "accepted: more evaluations or time, points that can be run",
                        s->abc->n_evaluations, n);
    }
    return status;
}

lam_status lam_abc_run(size_t n_parameters, const lam_varied *parameters,
                       const lam_abc_options *options, lam_abc_distances distances, void *user,
                       lam_abc **abc_out) {
    *abc_out = NULL;
    LAM_TRY(check(n_parameters, parameters, options));
    lam_abc *abc = lam_alloc(1, sizeof *abc);
    if (abc == NULL) {
        return LAM_ERR_MEMORY;
    }
    search s = {.n = options->n_particles,
                .n_parameters = n_parameters,
                .options = options,
                .distances = distances,
                .user = user,
                .started_s = lam_now_s(),
                .mover = {.n_parameters = n_parameters, .parameters = parameters},
                .acceptance = 1,
                .abc = abc};
    lam_mt19937_seed(&s.random, options->seed);
    lam_status status = search_all(&s);
    if (status != LAM_OK) {
        lam_abc_destroy(abc);
        return status;
    }
    *abc_out = abc;
    return LAM_OK;
}

size_t lam_abc_n_generations(const lam_abc *abc) {
    return abc->n_generations;
}

const lam_generation *lam_abc_generation(const lam_abc *abc, size_t i) {
    return &abc->generations_owned[i];
}

lam_abc_end lam_abc_why(const lam_abc *abc) {
    return abc->end;
}

size_t lam_abc_n_evaluations(const lam_abc *abc) {
    return abc->n_evaluations;
}

void lam_abc_destroy(lam_abc *abc) {
    if (abc == NULL) {
        return;
    }
    for (size_t i = 0; i < abc->n_generations; i++) {
        free(abc->rooms_owned[i]);
    }
    free(abc->rooms_owned);
    free(abc->generations_owned);
    free(abc);
}
