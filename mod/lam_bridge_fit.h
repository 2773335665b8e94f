/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_fit.h - a fit whose evaluations HOC makes: lam_bridge_fit.mod.
 *
 * laminae_fit calls the method run_points() of an object for each batch. Meanwhile that asks for
 * the points and gives what they are worth, in any order. */
#ifndef LAM_BRIDGE_FIT_H
#define LAM_BRIDGE_FIT_H

#include "lam_bridge_sweep.h"

struct lam_bridge_fitting {
    std::vector<lam_objective *> objectives;
    lam_history *history = nullptr;
    lam_fit_options options = {}; /* of the file */
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
    lam_status status = LAM_OK;

    ~lam_bridge_fitting() {
        for (lam_objective *objective : objectives) {
            lam_objective_close(objective);
        }
        lam_history_close(history);
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
        for (bool is_known = true; is_known && n_noted < n_points && status == LAM_OK;) {
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
    bool is_staged;
    lam_spec *spec = nullptr;
    lam_bridge_check(lam_fit_read(lam_bridge_text(1), &spec, &lam_bridge_fit.options, &is_staged));
    lam_bridge_take_spec(spec);
    lam_bridge_fit.options.interrupted = lam_interrupted;
    lam_bridge_set_text(2, lam_fit_solver_names[lam_bridge_fit.options.solver]);
    return is_staged;
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

/* laminae_fit_open: what an earlier call has left has to be of the same file, data and network. */
inline double lam_bridge_open_history() {
    const lam_design *design = lam_spec_design(lam_bridge_spec());
    size_t n_residuals = lam_bridge_count(2, "residuals");
    std::vector<const char *> names(design->n_parameters);
    for (size_t i = 0; i < names.size(); i++) {
        names[i] = design->parameters[i].path;
    }
    char *text = nullptr;
    lam_bridge_check(lam_spec_text(lam_bridge_spec(), &text));
    uint64_t sum = lam_history_sum(0, strlen(text), text);
    free(text);
    const char *json = lam_network_json(lam_bridge_network(3));
    if (json == nullptr) {
        lam_bridge_check(LAM_ERR_MEMORY);
    }
    sum = lam_history_sum(sum, strlen(json), json);
    sum = lam_objective_sum(lam_bridge_objective(4), sum);
    std::error_code error;
    std::filesystem::create_directories(lam_bridge_text(1), error);
    lam_bridge_check(lam_history_open(lam_bridge_text(1), names.size(), names.data(), n_residuals,
                                      sum, &lam_bridge_fit.history));
    lam_bridge_fit.known.assign(n_residuals, 0);
    lam_bridge_leave_on_interrupt("evaluations");
    return static_cast<double>(lam_history_known(lam_bridge_fit.history));
}

/* laminae_fit. */
inline double lam_bridge_run_fit() {
    lam_bridge_fitting &fit = lam_bridge_fit;
    lam_fit_options options = fit.options;
    lam_fit_result result;
    const lam_design *design = lam_spec_design(lam_bridge_spec());
    std::vector<lam_fit_parameter> all(design->n_parameters), sought;
    lam_fit_bounds(lam_bridge_spec(), all.data());
    size_t n = lam_bridge_size(3);
    lam_bridge_need(fit.history, "laminae_fit_open()");
    fit.start.assign(lam_bridge_vector(2, all.size(), "start"),
                     lam_bridge_vector(2, all.size(), "start") + all.size());
    fit.which.clear();
    for (size_t i = 0; i < n; i++) {
        double place = lam_bridge_vector(3, n, "which")[i];
        if (!(place >= 0 && place < static_cast<double>(all.size()))) {
            hoc_execerror("laminae_fit: which:", "accepted: places of parameters");
        }
        fit.which.push_back(static_cast<size_t>(place));
        sought.push_back(all[fit.which[i]]);
        sought[i].start = fit.start[fit.which[i]];
    }
    lam_objective *objective = lam_bridge_objective(4);
    options.max_evaluations = lam_bridge_count(5, "evaluations");
    options.max_seconds = lam_bridge_number(6);
    options.is_near = lam_bridge_number(8) != 0;
    lam_fit_problem problem = {};
    problem.n_parameters = n;
    problem.parameters = sought.data();
    problem.n_residuals = fit.n_residuals = lam_objective_n_residuals(objective);
    problem.evaluate = lam_bridge_evaluate;
    lam_bridge_check(lam_objective_curves(objective, &problem.n_curves, &problem.curves));
    fit.caller = lam_bridge_hoc_object(1);
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

/* laminae_fit_certain: column after column of the Jacobian, as differences come. */
inline void lam_bridge_fit_certain() {
    size_t n = lam_bridge_count(1, "parameters"), m = lam_bridge_count(2, "residuals");
    const double *columns = lam_bridge_vector(3, n * m, "Jacobian");
    std::vector<double> jacobian(n * m), deviation(n), correlation(n * n), values(n),
        vectors(n * n);
    for (size_t i = 0; i < n * m; i++) {
        jacobian[i % m * n + i / m] = columns[i];
    }
    lam_fit_certainty certainty = {deviation.data(), correlation.data(), values.data(),
                                   vectors.data()};
    lam_bridge_check(lam_fit_certain(n, m, jacobian.data(), lam_bridge_number(4), &certainty));
    lam_bridge_set_vector(5, n, deviation.data());
    lam_bridge_set_vector(6, n * n, correlation.data());
    lam_bridge_set_vector(7, n, values.data());
    lam_bridge_set_vector(8, n * n, vectors.data());
}

#endif
