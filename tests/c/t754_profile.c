/* SPDX-License-Identifier: BSD-3-Clause
 * t754_profile - curvature and profiles of functions whose curvature and intervals are known, of
 * residuals and of values alone; at bounds, where runs fail, cut short, as files. */
#include "good.h"
#include "scratch_folder.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

enum { N = 3, M = 4, POINTS = LAM_FIT_PROFILE_POINTS };

TestSuite(profile, .init = enter, .fini = leave);

/* Residuals are linear in parameters as they are scaled, and at the best, (0.4, 0.5, 0.6), as large
 * as `least`, across all others. Their squares' sum: least^2 + d' C d. */
static const double slopes[N][N] = {{2, 0.5, 0}, {1, 1, 0.4}, {0, 0.2, 0.8}};
static const double best[N] = {0.4, 0.5, 0.6};
static const lam_fit_parameter parameters[N] = {
    {-1, 3, 0, false}, {1, 100, 50, true}, {10, 20, 15, false}};

typedef struct bowl {
    double least, failing; /* runs fail where the first is above this */
    size_t n_evaluations, n_most;
} bowl;

static bowl at_hand;

static lam_status evaluate(void *user, size_t n_points, size_t n, const double *points,
                           double *values_out, double *residuals_out) {
    bowl *b = user;
    cr_assert_eq(n, (size_t)N);
    for (size_t p = 0; p < n_points; p++) {
        double r[M] = {0, 0, 0, b->least}, sum = 0, first = 0;
        for (size_t i = 0; i < N; i++) {
            const lam_fit_parameter *of = &parameters[i];
            double x = points[p * N + i];
            cr_assert(x >= of->low && x <= of->high);
            x = lam_fit_scaled(of, x);
            first = i == 0 ? x : first;
            for (size_t k = 0; k < N; k++) {
                r[k] += slopes[k][i] * (x - best[i]);
            }
        }
        for (size_t k = 0; k < M; k++) {
            sum += r[k] * r[k];
        }
        values_out[p] = first > b->failing ? NAN : residuals_out != NULL ? sqrt(sum) : sum;
        if (residuals_out != NULL) {
            memcpy(residuals_out + p * M, r, sizeof r);
        }
    }
    b->n_evaluations += n_points;
    return LAM_OK;
}

static lam_fit_problem problem_of(bool has_residuals) {
    at_hand = (bowl){.least = 0.01, .failing = INFINITY};
    return (lam_fit_problem){N, has_residuals ? M : 0, parameters, evaluate, &at_hand, 0, NULL};
}

static void real_best(double out[N]) {
    for (size_t i = 0; i < N; i++) {
        out[i] = lam_fit_unscaled(&parameters[i], best[i]);
    }
}

typedef struct certainty {
    double deviation[N], correlation[N * N], values[N], vectors[N * N];
    lam_fit_certainty face;
} certainty;

/* What it is, from the slopes; how far it goes for 0.02. */
static void find(const lam_fit_problem *problem, const double *point, certainty *c) {
    double curvature[N * N], roughness;
    bool is_known;
    GOOD(lam_fit_curvature(problem, point, curvature, &roughness, &is_known));
    cr_assert(is_known);
    cr_assert_lt(roughness, 1e-12, "straight lines: %g", roughness);
    for (size_t i = 0; i < N * N; i++) {
        double expected = 0;
        for (size_t k = 0; k < N; k++) {
            expected += slopes[k][i / N] * slopes[k][i % N];
        }
        cr_assert_float_eq(curvature[i], expected, 1e-9, "%zu: %g, %g", i, curvature[i], expected);
    }
    c->face = (lam_fit_certainty){c->deviation, c->correlation, c->values, c->vectors};
    GOOD(lam_fit_certain(N, curvature, 0.02, &c->face));
}

static lam_fit_profile profile_of(const lam_fit_problem *problem, const certainty *c, double value,
                                  double matters) {
    double point[N];
    lam_fit_profile profile;
    lam_fit_profile_options options = {value, matters, INFINITY, &c->face, NULL, 0, NULL, NULL};
    real_best(point);
    GOOD(lam_fit_profile_make(problem, &options, point, &profile));
    return profile;
}

/* Of what is a parabola the interval is that of the curvature. The others follow. */
static void check_parabola(const lam_fit_profile *p, const certainty *c, double matters) {
    cr_assert_eq(p->end, LAM_FIT_END_TOLERANCE);
    for (size_t k = 0; k < N; k++) {
        const lam_fit_parameter *of = &parameters[k];
        double below = best[k] - lam_fit_scaled(of, p->low[k]);
        double above = lam_fit_scaled(of, p->high[k]) - best[k];
        double far = c->deviation[k];
        cr_assert_float_eq(below / far, 1, 0.01, "%zu: %g, %g", k, below, far);
        cr_assert_float_eq(above / far, 1, 0.01, "%zu: %g, %g", k, above, far);
        cr_assert_float_eq(p->deviation[k], fmax(above, below), 1e-9);
        double last = -INFINITY;
        size_t n = 0;
        for (size_t row = k * POINTS; row < (k + 1) * POINTS; row++) {
            double x = p->points[row * N + k];
            if (isnan(p->objective[row])) {
                continue;
            }
            cr_assert_gt(x, last);
            double away = (lam_fit_scaled(of, x) - best[k]) / far, value = p->objective[row];
            double rise = matters * matters * away * away;
            double least = value * value - rise; /* the least that it can be there */
            cr_assert_float_eq(sqrt(least), 0.01, 2e-4, "%zu at %g: %g", k, x, sqrt(least));
            last = x;
            n++;
        }
        cr_assert(n >= 5 && n <= 9, "%zu points", n);
    }
}

Test(profile, of_residuals) {
    double point[N];
    certainty c;
    lam_fit_problem problem = problem_of(true);
    real_best(point);
    find(&problem, point, &c);
    lam_fit_profile p = profile_of(&problem, &c, 0.01, 0.02);
    cr_assert_float_eq(p.limit, hypot(0.01, 0.02), 1e-15);
    check_parabola(&p, &c, 0.02);
    cr_assert_eq(p.n_evaluations + 2 * N + 1, at_hand.n_evaluations);
    cr_assert_leq(p.n_evaluations, (size_t)(N * 2 * 4 * 6));
    lam_fit_profile_free(&p);
}

/* What a fit has seen that is no worse than the limit is within the interval, what is worse is not.
 */
Test(profile, seen) {
    double point[N], seen[2][N];
    static const double values[] = {0.02, 0.03};
    certainty c;
    lam_fit_profile p;
    lam_fit_problem problem = problem_of(true);
    real_best(point);
    find(&problem, point, &c);
    for (size_t i = 0; i < N; i++) {
        seen[0][i] = lam_fit_unscaled(&parameters[i], best[i] + 3 * c.deviation[i]);
        seen[1][i] = lam_fit_unscaled(&parameters[i], best[i] - 3 * c.deviation[i]);
    }
    lam_fit_profile_options options = {0.01, 0.02, INFINITY, &c.face, NULL, 2, *seen, values};
    GOOD(lam_fit_profile_make(&problem, &options, point, &p));
    for (size_t i = 0; i < N; i++) {
        cr_assert_float_eq(p.high[i] / seen[0][i], 1, 1e-12, "%zu: %g", i, p.high[i]);
        cr_assert_gt(p.low[i], seen[1][i]);
        cr_assert_float_eq(p.deviation[i] / c.deviation[i], 3, 1e-9, "%zu", i);
    }
    lam_fit_profile_free(&p);
}

/* Of values alone, which are squares here: 0.0004 of them is as far as 0.02 of their roots. */
Test(profile, of_values) {
    double point[N];
    certainty c;
    lam_fit_problem problem = problem_of(false);
    real_best(point);
    find(&problem, point, &c);
    lam_fit_profile p = profile_of(&problem, &c, 0.0001, 0.0004);
    cr_assert_float_eq(p.limit, 0.0005, 1e-15);
    for (size_t row = 0; row < N * POINTS; row++) {
        p.objective[row] = sqrt(p.objective[row]);
    }
    check_parabola(&p, &c, 0.02);
    lam_fit_profile_free(&p);
}

/* One parameter alone, of which the objective is no parabola: (exp(x) - 1)^2 up to M^2. */
static lam_status bend(void *user, size_t n_points, size_t n, const double *points,
                       double *values_out, double *residuals_out) {
    (void)user;
    for (size_t p = 0; p < n_points; p++) {
        residuals_out[p] = exp(points[p * n]) - 1;
        values_out[p] = fabs(residuals_out[p]);
    }
    return LAM_OK;
}

Test(profile, of_one) {
    static const lam_fit_parameter one = {-2, 2, 0, false};
    lam_fit_problem problem = {1, 1, &one, bend, NULL, 0, NULL};
    double curvature, roughness, deviation, correlation = 1, zero = 0;
    bool is_known;
    GOOD(lam_fit_curvature(&problem, &zero, &curvature, &roughness, &is_known));
    deviation = 0.8 / sqrt(curvature);
    lam_fit_certainty c = {&deviation, &correlation, NULL, NULL};
    lam_fit_profile_options options = {0, 0.8, INFINITY, &c, NULL, 0, NULL, NULL};
    lam_fit_profile p;
    GOOD(lam_fit_profile_make(&problem, &options, &zero, &p));
    cr_assert_float_eq(p.low[0], log(0.2), 0.25, "%g", p.low[0]);
    cr_assert_float_eq(p.high[0], log(1.8), 0.05, "%g", p.high[0]);
    cr_assert_lt(p.low[0], -0.9, "a parabola ends at -0.8: %g", p.low[0]);
    lam_fit_profile_free(&p);
    options.matters = 1.2; /* below, it never comes so high */
    GOOD(lam_fit_profile_make(&problem, &options, &zero, &p));
    cr_assert_eq(p.low[0], -(double)INFINITY);
    cr_assert_eq(p.deviation[0], (double)INFINITY);
    lam_fit_profile_free(&p);
}

/* Two wells side by side, from the higher one, of which `lower` is the other's. */
static double lower;

static lam_status wells(void *user, size_t n_points, size_t n, const double *points,
                        double *values_out, double *residuals_out) {
    (void)user;
    (void)residuals_out;
    for (size_t p = 0; p < n_points; p++) {
        double x = points[p * n];
        values_out[p] = fmin(x * x - 0.5, (x - 1) * (x - 1) - 0.5 - lower);
    }
    return LAM_OK;
}

Test(profile, lower_than_the_best) {
    static const lam_fit_parameter one = {-2, 2, 0, false};
    lam_fit_problem problem = {1, 0, &one, wells, NULL, 0, NULL};
    double deviation = 0.25, correlation = 1, zero = 0;
    lam_fit_certainty c = {&deviation, &correlation, NULL, NULL};
    lam_fit_profile_options options = {-0.5, 1, INFINITY, &c, NULL, 0, NULL, NULL};
    for (int i = 0; i < 3; i++) {
        lam_fit_profile p;
        lower = i == 0 ? 0 : i == 1 ? 0.009 : 0.4;
        GOOD(lam_fit_profile_make(&problem, &options, &zero, &p));
        cr_assert_eq(p.is_lower, i == 2, "%g: %g", lower, p.least);
        if (i == 0) {
            cr_assert(p.least == -0.5 && p.lowest[0] == 0);
        } else {
            double x = p.lowest[0] - 1;
            cr_assert_float_eq(p.least, x * x - 0.5 - lower, 1e-15);
            cr_assert_lt(p.least, -0.5, "%g at %g", p.least, p.lowest[0]);
        }
        lam_fit_profile_free(&p);
    }
}

/* A best point at a bound, and one beside which runs fail. */
Test(profile, at_ends) {
    double point[N], curvature[N * N], roughness;
    certainty c;
    bool is_known;
    lam_fit_problem problem = problem_of(false);
    real_best(point);
    point[2] = 20;
    find(&problem, point, &c);
    at_hand.failing = best[0];
    GOOD(lam_fit_curvature(&problem, point, curvature, &roughness, &is_known));
    cr_assert_not(is_known);
    problem = problem_of(true);
    at_hand.failing = best[0] + 0.7 * c.deviation[0];
    lam_fit_profile p = profile_of(&problem, &c, 0.01, 0.02);
    cr_assert_eq(p.end, LAM_FIT_END_TOLERANCE);
    cr_assert_geq(p.high[0], lam_fit_unscaled(&parameters[0], at_hand.failing));
    lam_fit_profile_free(&p);
}

static int stop(void) {
    return at_hand.n_evaluations > at_hand.n_most;
}

Test(profile, cut_short) {
    double point[N];
    certainty c;
    lam_fit_profile p;
    lam_fit_problem problem = problem_of(true);
    real_best(point);
    find(&problem, point, &c);
    at_hand.n_most = 30;
    lam_fit_profile_options options = {0.01, 0.02, INFINITY, &c.face, stop, 0, NULL, NULL};
    GOOD(lam_fit_profile_make(&problem, &options, point, &p));
    cr_assert_eq(p.end, LAM_FIT_END_INTERRUPT);
    cr_assert_leq(p.n_evaluations, (size_t)30);
    lam_fit_profile_free(&p);
    options.interrupted = NULL;
    options.max_seconds = 1e-9;
    GOOD(lam_fit_profile_make(&problem, &options, point, &p));
    cr_assert_eq(p.end, LAM_FIT_END_SECONDS);
    lam_fit_profile_free(&p);
}

static int at_once(void) {
    return 1;
}

/* Of one parameter, too, which has no others to fit. */
Test(profile, one_cut_short) {
    static const lam_fit_parameter one = {-2, 2, 0, false};
    lam_fit_problem problem = {1, 1, &one, bend, NULL, 0, NULL};
    double deviation = 1, correlation = 1, zero = 0;
    lam_fit_certainty c = {&deviation, &correlation, NULL, NULL};
    lam_fit_profile_options options = {0, 0.8, 1e-9, &c, NULL, 0, NULL, NULL};
    lam_fit_profile p;
    GOOD(lam_fit_profile_make(&problem, &options, &zero, &p));
    cr_assert_eq(p.end, LAM_FIT_END_SECONDS);
    cr_assert_eq(p.n_evaluations, (size_t)0);
    lam_fit_profile_free(&p);
    options.max_seconds = INFINITY;
    options.interrupted = at_once;
    GOOD(lam_fit_profile_make(&problem, &options, &zero, &p));
    cr_assert_eq(p.end, LAM_FIT_END_INTERRUPT);
    cr_assert_eq(p.n_evaluations, (size_t)0);
    lam_fit_profile_free(&p);
}

/* Two straight residuals, but for a jump above 0.503 of the second parameter, which the step of
 * 0.01 crosses. The run in the middle may fail, which leaves no residuals. */
typedef struct rough {
    double jump;
    bool has_failed_best;
} rough;

static lam_status jumps(void *user, size_t n_points, size_t n, const double *points,
                        double *values_out, double *residuals_out) {
    const rough *to = user;
    for (size_t p = 0; p < n_points; p++) {
        double *r = residuals_out + 2 * p;
        r[0] = 3 * points[p * n];
        r[1] = points[p * n + 1] + (points[p * n + 1] > 0.503 ? to->jump : 0);
        values_out[p] = hypot(r[0], r[1]);
        if (to->has_failed_best && points[p * n] == 0.5 && points[p * n + 1] == 0.5) {
            values_out[p] = INFINITY;
            r[0] = r[1] = 0;
        }
    }
    return LAM_OK;
}

/* What is off the line is half of the jump, of one parameter of two; at a bound there is no other
 * side, so nothing is known of that one. */
Test(profile, roughness) {
    static const lam_fit_parameter two[] = {{0, 1, 0.5, false}, {0, 1, 0.5, false}};
    double curvature[4], roughness = -1, point[] = {0.5, 0.5};
    rough to = {0.1, false};
    lam_fit_problem problem = {2, 2, two, jumps, &to, 0, NULL};
    bool is_known;
    GOOD(lam_fit_curvature(&problem, point, curvature, &roughness, &is_known));
    cr_assert(is_known);
    cr_assert_float_eq(roughness, 0.05 / sqrt(2), 1e-12, "%g", roughness);
    point[0] = 1;
    GOOD(lam_fit_curvature(&problem, point, curvature, &roughness, &is_known));
    cr_assert_float_eq(roughness, 0.05, 1e-12, "%g", roughness);
    point[0] = point[1] = 0;
    GOOD(lam_fit_curvature(&problem, point, curvature, &roughness, &is_known));
    cr_assert_eq(roughness, 0);
    point[0] = point[1] = 0.5;
    for (int i = 0; i < 2; i++) {
        to = (rough){i == 0 ? NAN : 0.1, i == 1};
        GOOD(lam_fit_curvature(&problem, point, curvature, &roughness, &is_known));
        cr_assert_not(is_known);
    }
}

Test(profile, matters) {
    cr_assert_eq(lam_fit_matters(0.5, 3, 0), 0.5);
    cr_assert_eq(lam_fit_matters(0.001, 3, 0), 0.03);
    cr_assert_eq(lam_fit_matters(-0.6, -0.2, 0), 0.006);
    cr_assert_eq(lam_fit_matters(-0.2, 0.5, 0), 0.005);
    cr_assert_float_eq(lam_fit_matters(0.3, 3, 0.4), 0.5, 1e-15);
}

Test(profile, files) {
    static const char *const names[N] = {"a", "b", "c"};
    double point[N], low, value;
    certainty c;
    lam_fit_problem problem = problem_of(true);
    real_best(point);
    find(&problem, point, &c);
    lam_fit_profile p = profile_of(&problem, &c, 0.01, 0.02);
    GOOD(lam_fit_profile_write(&p, names, "."));
    json_error_t error;
    json_t *root = json_load_file("profile.json", 0, &error), *b;
    b = json_object_get(json_object_get(root, "parameters"), "b");
    cr_assert_eq(json_unpack(b, "{s:F, s:F}", "best", &value, "low", &low), 0);
    cr_assert(value == point[1] && low == p.low[1]);
    cr_assert_eq(json_number_value(json_object_get(root, "limit")), p.limit);
    json_decref(root);
    char line[300], name[9];
    size_t n = 0, n_evaluated = 0;
    double found[2 + N];
    FILE *csv = fopen("profile.csv", "r");
    cr_assert_not_null(fgets(line, sizeof line, csv));
    cr_assert_str_eq(line, "parameter,value,objective,a,b,c\n");
    for (size_t row = 0; row < N * POINTS; row++) {
        n_evaluated += !isnan(p.objective[row]);
        if (!isnan(p.objective[row])) {
            cr_assert_not_null(fgets(line, sizeof line, csv));
            n += sscanf(line, "%8[^,],%lf,%lf,%lf,%lf,%lf", name, found, found + 1, found + 2,
                        found + 3, found + 4) == 6;
            cr_assert(found[0] == p.points[row * N + row / POINTS] && found[1] == p.objective[row]);
            cr_assert_arr_eq(found + 2, p.points + row * N, N * sizeof *found);
        }
    }
    cr_assert(n == n_evaluated && fgets(line, sizeof line, csv) == NULL);
    fclose(csv);
    cr_assert_eq(lam_fit_profile_write(&p, names, "none"), LAM_ERR_INPUT);
    lam_fit_profile_free(&p);
}

/* Names are those of paths, which may have quotes and commas. */
Test(profile, names_in_files) {
    static const char *const names[N] = {"a.\"b,c\"", "b", "c"};
    double point[N];
    char line[300];
    certainty c;
    json_error_t error;
    lam_fit_problem problem = problem_of(true);
    real_best(point);
    find(&problem, point, &c);
    lam_fit_profile p = profile_of(&problem, &c, 0.01, 0.02);
    GOOD(lam_fit_profile_write(&p, names, "."));
    json_t *root = json_load_file("profile.json", 0, &error);
    cr_assert_not_null(root, "%s", error.text);
    cr_assert_not_null(json_object_get(json_object_get(root, "parameters"), names[0]));
    json_decref(root);
    FILE *csv = fopen("profile.csv", "r");
    cr_assert_not_null(fgets(line, sizeof line, csv));
    cr_assert_str_eq(line, "parameter,value,objective,\"a.\"\"b,c\"\"\",b,c\n");
    cr_assert_not_null(fgets(line, sizeof line, csv));
    cr_assert_eq(strncmp(line, "\"a.\"\"b,c\"\"\",", 12), 0, "%s", line);
    fclose(csv);
    lam_fit_profile_free(&p);
}
