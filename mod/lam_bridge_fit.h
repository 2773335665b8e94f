/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_fit.h - a fit whose evaluations HOC makes: lam_bridge_fit.mod.
 *
 * laminae_fit calls the method run_points() of an object for each batch. Meanwhile that asks for
 * the points and gives what they are worth, in any order. */
#ifndef LAM_BRIDGE_FIT_H
#define LAM_BRIDGE_FIT_H

#include "lam_bridge_sweep.h"

#include "laminae/program.h"

#include <numeric>

struct lam_bridge_fitting {
    std::vector<lam_objective *> objectives;
    std::vector<lam_history *> histories; /* all are locked to the end */
    lam_history *history = nullptr;       /* the one at hand; none: nothing is kept */
    lam_fit_options options = {};         /* of the file */
    bool is_staged = false;
    Object *caller = nullptr;
    std::vector<double> start; /* of all parameters */
    std::vector<size_t> which; /* of them are sought at present */
    size_t n_residuals = 0, n_points = 0;
    std::vector<double> points; /* of the batch: all parameters of each */
    std::vector<double> known;  /* room for the residuals of the history */
    double *values = nullptr, *residuals = nullptr;
    std::vector<double> seconds;
    std::vector<bool> is_there;
    size_t n_noted = 0; /* of the batch: those before it are in the history */
    lam_fit_profile profile = {};
    lam_status status = LAM_OK;

    ~lam_bridge_fitting() {
        for (lam_objective *objective : objectives) {
            lam_objective_close(objective);
        }
        for (lam_history *one : histories) {
            lam_history_close(one);
        }
    }
    const double *point(size_t k) const {
        return points.data() + k * start.size();
    }
    double *residuals_of(size_t k) const {
        return residuals == nullptr ? nullptr : residuals + k * n_residuals;
    }
    void begin(size_t n, const double *given) {
        n_points = n;
        points.clear();
        for (size_t k = 0; k < n; k++) {
            points.insert(points.end(), start.begin(), start.end());
            for (size_t i = 0; i < which.size(); i++) {
                points[k * start.size() + which[i]] = given[k * which.size() + i];
            }
        }
        seconds.assign(n, 0);
        is_there.assign(n, false);
        n_noted = 0;
        status = LAM_OK;
    }
    /* The history is in the order of points, whoever was first; a stage has fewer residuals. */
    void note() {
        for (; status == LAM_OK && n_noted < n_points && is_there[n_noted]; n_noted++) {
            if (history == nullptr) {
                continue;
            }
            std::fill(known.begin(), known.end(), 0);
            if (residuals != nullptr) {
                std::copy_n(residuals_of(n_noted), n_residuals, known.begin());
            }
            status = lam_history_add(history, point(n_noted), values[n_noted], known.data(),
                                     seconds[n_noted]);
        }
    }
    /* Those that an earlier call has left need no run. */
    void recall() {
        for (bool is_known = history != nullptr;
             is_known && n_noted < n_points && status == LAM_OK;) {
            status = lam_history_next(history, point(n_noted), values + n_noted, known.data(),
                                      &is_known);
            if (status == LAM_OK && is_known) {
                if (residuals != nullptr) {
                    std::copy_n(known.begin(), n_residuals, residuals_of(n_noted));
                }
                is_there[n_noted++] = true;
            }
        }
    }
};

inline lam_bridge_fitting lam_bridge_fit;

inline lam_objective *lam_bridge_objective(int i) {
    return lam_bridge_object(lam_bridge_fit.objectives, i, "objective");
}

/* laminae_objective_open. */
inline double lam_bridge_open_objective() {
    auto given = [](int i) { return *lam_bridge_text(i) == '\0' ? nullptr : lam_bridge_text(i); };
    lam_objective *objective = nullptr;
    const lam_network *network = ifarg(5) ? lam_bridge_network(5) : nullptr;
    lam_bridge_check(
        lam_objective_open(lam_bridge_text(1), network, given(2), given(3), given(4), &objective));
    lam_bridge_fit.objectives.push_back(objective);
    return static_cast<double>(lam_bridge_fit.objectives.size());
}

/* laminae_objective_stage: where the weights of its drives end. */
inline double lam_bridge_objective_stage(lam_objective *objective) {
    double end_ms;
    size_t n = lam_bridge_size(2);
    const double *given = lam_bridge_vector(2, n, "drives");
    std::vector<size_t> drives(n);
    std::transform(given, given + n, drives.begin(),
                   [](double drive) { return drive >= 0 ? static_cast<size_t>(drive) : SIZE_MAX; });
    lam_bridge_check(lam_objective_stage(objective, n, drives.data(), &end_ms));
    return end_ms;
}

/* laminae_objective_value: the value, then residuals. */
inline void lam_bridge_objective_value(const lam_objective *objective) {
    std::vector<double> all(1 + lam_objective_n_residuals(objective));
    lam_bridge_check(
        lam_objective_value(objective, all.data(), all.size() > 1 ? all.data() + 1 : nullptr));
    lam_bridge_set_vector(2, all.size(), all.data());
}

/* laminae_objective_curve. */
inline void lam_bridge_objective_curve(const lam_objective *objective) {
    lam_compared of;
    lam_bridge_check(lam_objective_compared(objective, &of));
    lam_bridge_set_vector(2, of.n, of.model);
    free(of.model);
}

/* A batch. */
inline lam_status lam_bridge_evaluate(void *, size_t n_points, size_t, const double *points,
                                      double *values, double *residuals) {
    lam_bridge_fitting &fit = lam_bridge_fit;
    fit.begin(n_points, points);
    fit.values = values;
    fit.residuals = residuals;
    fit.recall();
    if (fit.status == LAM_OK) {
        hoc_obj_run("run_points()\n", fit.caller);
    }
    bool is_done = fit.n_noted == n_points;
    fit.n_points = 0;
    return fit.status != LAM_OK || is_done ? fit.status : LAM_ERR_STATE;
}

/* laminae_fit_point: 0: there is none, 1: it is to be run, 2: an earlier call has left it. */
inline double lam_bridge_fit_point() {
    const lam_bridge_fitting &fit = lam_bridge_fit;
    size_t k = lam_bridge_count(1, "point");
    if (k >= fit.n_points) {
        return 0;
    }
    lam_bridge_set_vector(2, fit.start.size(), fit.point(k));
    if (fit.is_there[k]) {
        *hoc_pgetarg(3) = fit.values[k];
    }
    return fit.is_there[k] ? 2 : 1;
}

/* laminae_fit_give. */
inline void lam_bridge_fit_give() {
    lam_bridge_fitting &fit = lam_bridge_fit;
    size_t k = lam_bridge_index(1, fit.n_points, "point");
    size_t size = lam_bridge_size(3), wanted = fit.residuals == nullptr ? 1 : 1 + fit.n_residuals;
    const double *given = lam_bridge_vector(3, size, "values");
    double *residuals = fit.residuals_of(k);
    fit.values[k] = size > 0 ? given[0] : NAN;
    for (size_t i = 1; residuals != nullptr && i < wanted; i++) {
        residuals[i - 1] = size >= wanted ? given[i] : NAN;
    }
    fit.seconds[k] = lam_bridge_number(2);
    fit.is_there[k] = true;
    fit.note();
    lam_bridge_check(fit.status);
}

/* laminae_fit_read. */
inline double lam_bridge_read_fit() {
    lam_spec *spec = nullptr;
    lam_bridge_check(lam_fit_read(lam_bridge_text(1), &spec, &lam_bridge_fit.options,
                                  &lam_bridge_fit.is_staged));
    lam_bridge_take_spec(spec);
    lam_bridge_fit.options.interrupted = lam_interrupted;
    lam_bridge_set_text(2, lam_fit_solver_names[lam_bridge_fit.options.solver]);
    return lam_bridge_fit.is_staged;
}

/* laminae_fit_bounds: low, high, start, is_log of parameter i; false: there is none. */
inline bool lam_bridge_fit_bounds() {
    const lam_design *design = lam_spec_design(lam_bridge_spec());
    std::vector<lam_fit_parameter> all(design->n_parameters);
    size_t i = lam_bridge_count(1, "parameter");
    lam_fit_bounds(lam_bridge_spec(), all.data());
    if (i < all.size()) {
        double numbers[] = {all[i].low, all[i].high, all[i].start,
                            static_cast<double>(all[i].is_log)};
        lam_bridge_set_text(2, design->parameters[i].path);
        lam_bridge_set_vector(3, 4, numbers);
    }
    return i < all.size();
}

/* laminae_fit_cell. */
inline void lam_bridge_fit_cell() {
    const lam_design *design = lam_spec_design(lam_bridge_spec());
    const char *path =
        design->parameters[lam_bridge_index(1, design->n_parameters, "parameter")].path;
    lam_text cell = {};
    char *text = nullptr;
    lam_text_add_cell(&cell, strlen(path), path);
    lam_bridge_check(lam_text_take(&cell, &text));
    lam_bridge_set_text(2, text);
    free(text);
}

/* laminae_fit_scaled. */
inline double lam_bridge_fit_scaled() {
    std::vector<lam_fit_parameter> all(lam_spec_design(lam_bridge_spec())->n_parameters);
    lam_fit_bounds(lam_bridge_spec(), all.data());
    return lam_fit_scaled(&all[lam_bridge_index(1, all.size(), "parameter")], lam_bridge_number(2));
}

/* laminae_fit_open: what an earlier call has left has to be of the same file, data and network. */
inline double lam_bridge_open_history() {
    const lam_design *design = lam_spec_design(lam_bridge_spec());
    size_t n_residuals = lam_bridge_count(2, "residuals");
    std::vector<const char *> names(design->n_parameters);
    for (size_t i = 0; i < names.size(); i++) {
        names[i] = design->parameters[i].path;
    }
    char *text = nullptr;
    lam_bridge_check(lam_spec_text_unlimited(lam_bridge_spec(), &text));
    uint64_t sum = lam_history_sum(0, strlen(text), text);
    free(text);
    for (const char *name : names) { /* the text has them in another order */
        sum = lam_history_sum(sum, strlen(name) + 1, name);
    }
    const char *json = lam_network_json(lam_bridge_network(3));
    if (json == nullptr) {
        lam_bridge_check(LAM_ERR_MEMORY);
    }
    sum = lam_history_sum(sum, strlen(json), json);
    sum = lam_objective_sum(lam_bridge_objective(4), sum);
    std::error_code error;
    std::filesystem::create_directories(lam_bridge_text(1), error);
    bool has_stages = lam_bridge_fit.is_staged && lam_bridge_fit.histories.empty();
    lam_bridge_check(lam_history_open(lam_bridge_text(1), names.size(), names.data(), n_residuals,
                                      has_stages, sum, &lam_bridge_fit.history));
    if (!lam_bridge_fit.histories.empty()) { /* a profile, or what a posterior shows */
        lam_history_follow(lam_bridge_fit.history);
    }
    lam_bridge_fit.histories.push_back(lam_bridge_fit.history);
    lam_bridge_fit.known.assign(n_residuals, 0);
    lam_bridge_leave_on_interrupt("evaluations");
    return static_cast<double>(lam_history_known(lam_bridge_fit.history));
}

/* laminae_fit_keep. */
inline void lam_bridge_keep_history() {
    lam_bridge_fitting &fit = lam_bridge_fit;
    size_t i = lam_bridge_index(1, fit.histories.size() + 1, "history");
    fit.history = i == 0 ? nullptr : fit.histories[i - 1];
}

/* laminae_fit_recall. */
inline bool lam_bridge_recall() {
    lam_bridge_fitting &fit = lam_bridge_fit;
    std::vector<double> point(lam_spec_design(lam_bridge_spec())->n_parameters);
    bool is_known;
    lam_bridge_need(fit.history, "laminae_fit_open()");
    lam_bridge_check(lam_history_recall(fit.history, lam_bridge_number(1) != 0, point.data(),
                                        hoc_pgetarg(3), &is_known));
    lam_bridge_set_vector(2, point.size(), point.data());
    return is_known;
}

/* Arguments that begin with the object that runs points, the values of all parameters; `which` of
 * them are sought, within these bounds, from these values. */
inline lam_fit_problem lam_bridge_fit_problem(std::vector<size_t> which, int objective_at,
                                              std::vector<lam_fit_parameter> &sought) {
    lam_bridge_fitting &fit = lam_bridge_fit;
    const lam_design *design = lam_spec_design(lam_bridge_spec());
    std::vector<lam_fit_parameter> all(design->n_parameters);
    lam_fit_bounds(lam_bridge_spec(), all.data());
    const double *values = lam_bridge_vector(2, all.size(), "values");
    fit.start.assign(values, values + all.size());
    fit.which = which;
    fit.caller = lam_bridge_hoc_object(1);
    for (size_t place : which) {
        sought.push_back(all[place]);
        sought.back().start = fit.start[place];
    }
    lam_objective *objective = lam_bridge_objective(objective_at);
    lam_fit_problem problem = {};
    problem.n_parameters = which.size();
    problem.parameters = sought.data();
    problem.n_residuals = fit.n_residuals = lam_objective_n_residuals(objective);
    problem.evaluate = lam_bridge_evaluate;
    lam_bridge_check(lam_objective_curves(objective, &problem.n_curves, &problem.curves));
    return problem;
}

/* laminae_fit. */
inline double lam_bridge_run_fit() {
    lam_bridge_fitting &fit = lam_bridge_fit;
    lam_fit_options options = fit.options;
    lam_fit_result result;
    size_t n = lam_bridge_size(3), n_all = lam_spec_design(lam_bridge_spec())->n_parameters;
    std::vector<size_t> which;
    std::vector<lam_fit_parameter> sought;
    lam_bridge_need(fit.history, "laminae_fit_open()");
    for (size_t i = 0; i < n; i++) {
        double place = lam_bridge_vector(3, n, "which")[i];
        if (!(place >= 0 && place < static_cast<double>(n_all))) {
            hoc_execerror("laminae_fit: which:", "accepted: places of parameters");
        }
        which.push_back(static_cast<size_t>(place));
    }
    options.max_evaluations = lam_bridge_count(5, "evaluations");
    options.max_seconds = lam_bridge_number(6);
    options.is_near = lam_bridge_number(8) != 0;
    lam_fit_problem problem = lam_bridge_fit_problem(which, 4, sought);
    std::vector<double> best(n);
    lam_bridge_check(lam_fit(&problem, &options, best.data(), &result));
    for (size_t i = 0; i < n; i++) {
        fit.start[fit.which[i]] = best[i];
    }
    lam_bridge_set_vector(2, fit.start.size(), fit.start.data());
    double said[] = {result.value, static_cast<double>(result.n_evaluations)};
    lam_bridge_set_vector(7, 2, said);
    return result.end;
}

/* laminae_fit_draw: KIND.png of a folder. Returns whether it could be drawn. */
inline bool lam_bridge_draw_fit() {
    std::string tools = std::string(lam_bridge_home()) + "/tools/figures/";
    std::string dir = lam_bridge_text(1), name = lam_bridge_text(3);
    std::string script = tools + "plot.sh", data = tools + name + "_data.sh";
    std::string results = "results=" + dir, out = "out=" + dir + "/" + name + ".png";
    std::string title = std::string("title=") + lam_bridge_text(2), kind = "kind=" + name;
    const char *words[] = {script.c_str(), data.c_str(), results.c_str(), title.c_str(),
                           kind.c_str(),   out.c_str(),  "force=1",       nullptr};
    int status;
    lam_bridge_check(lam_program_run(words, &status));
    return status == 0;
}

/* ---- how sure ---- */

/* Around the values that are given, all parameters. */
struct lam_bridge_sureness {
    std::vector<lam_fit_parameter> parameters;
    lam_fit_problem problem;
    size_t n;
    double best, matters = 0, roughness = 0;
    std::vector<double> deviation, correlation, eigenvalues, eigenvectors;
    lam_fit_certainty certainty;
    bool is_known = false;

    /* Argument 3 is the objective, 4 its value there. */
    lam_bridge_sureness() {
        std::vector<size_t> all(lam_spec_design(lam_bridge_spec())->n_parameters);
        std::iota(all.begin(), all.end(), 0);
        problem = lam_bridge_fit_problem(all, 3, parameters);
        n = all.size();
        best = lam_bridge_number(4);
        deviation.resize(n);
        correlation.resize(n * n);
        eigenvalues.resize(n);
        eigenvectors.resize(n * n);
        certainty = {deviation.data(), correlation.data(), eigenvalues.data(), eigenvectors.data()};
    }
    void find(double first) {
        std::vector<double> curvature(n * n);
        lam_bridge_check(lam_fit_curvature(&problem, lam_bridge_fit.start.data(), curvature.data(),
                                           &roughness, &is_known));
        if (is_known) {
            matters = lam_fit_matters(best, first, roughness);
            double noise = problem.n_residuals > 0 ? matters : std::sqrt(matters);
            lam_bridge_check(lam_fit_certain(n, curvature.data(), noise, &certainty));
        }
    }
};

/* laminae_fit_certain. */
inline bool lam_bridge_fit_certain() {
    lam_bridge_sureness sure;
    sure.find(lam_bridge_number(5));
    lam_bridge_set_vector(6, sure.n, sure.deviation.data());
    lam_bridge_set_vector(7, sure.n * sure.n, sure.correlation.data());
    lam_bridge_set_vector(8, sure.n, sure.eigenvalues.data());
    lam_bridge_set_vector(9, sure.n * sure.n, sure.eigenvectors.data());
    *hoc_pgetarg(10) = sure.matters;
    *hoc_pgetarg(11) = sure.roughness;
    return sure.is_known;
}

/* laminae_fit_profile. */
inline double lam_bridge_fit_profile() {
    lam_bridge_sureness sure;
    size_t n = sure.n;
    const double *deviation = lam_bridge_vector(6, n, "deviation");
    const double *correlation = lam_bridge_vector(7, n * n, "correlation");
    std::copy_n(deviation, n, sure.deviation.begin());
    std::copy_n(correlation, n * n, sure.correlation.begin());
    size_t n_seen = lam_bridge_size(12);
    const double *seen = lam_bridge_vector(11, n_seen * n, "points");
    const double *seen_values = lam_bridge_vector(12, n_seen, "values");
    lam_fit_profile_options options = {sure.best,
                                       lam_bridge_number(5),
                                       lam_bridge_number(8),
                                       &sure.certainty,
                                       lam_interrupted,
                                       n_seen,
                                       seen,
                                       seen_values};
    lam_fit_profile &profile = lam_bridge_fit.profile; /* run_points() asks how far it is */
    lam_bridge_check(
        lam_fit_profile_make(&sure.problem, &options, lam_bridge_fit.start.data(), &profile));
    std::vector<const char *> names;
    for (size_t i = 0; i < n; i++) {
        names.push_back(lam_spec_design(lam_bridge_spec())->parameters[i].path);
    }
    lam_status status = LAM_OK;
    if (profile.end == LAM_FIT_END_TOLERANCE) {
        lam_bridge_set_vector(6, n, profile.deviation);
        status = lam_fit_profile_write(&profile, names.data(), lam_bridge_text(9));
    }
    std::vector<double> said = {static_cast<double>(profile.n_evaluations), profile.limit,
                                profile.least, static_cast<double>(profile.is_lower)};
    said.insert(said.end(), profile.lowest, profile.lowest + n);
    lam_fit_end end = profile.end;
    lam_fit_profile_free(&profile);
    lam_bridge_check(status);
    lam_bridge_set_vector(10, said.size(), said.data());
    return end;
}

#endif
