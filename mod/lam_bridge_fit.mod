: SPDX-License-Identifier: BSD-3-Clause
TITLE HOC's view of fits: laminae_objective_*, laminae_fit*

COMMENT
  laminae_objective_open(spec, target, units, data [, network])     returns an objective; "": none,
                                                        likewise; network: has to have its signals
  laminae_objective_signal(objective, i, strdef)        returns whether there is an i-th signal
  laminae_objective_prepare(objective, n_samples, dt_ms, with_squares)     returns how many
                                                        residuals
  laminae_objective_fits(objective, n_samples, dt_ms)    returns whether runs of so many samples can
                                                        be compared; it is to be prepared after that
  laminae_objective_stage(objective, drives)            whose parameters are sought next; returns
                                                        where weights of stages end, 0: none
  laminae_objective_has_squares(objective)              returns whether it can be prepared so
  laminae_objective_give(objective, i, values)          a signal of the model
  laminae_objective_value(objective, values)            the value, then residuals
  laminae_objective_curve(objective, values)            the model's curve that is compared with the
                                                        first data; 0 before the first value; empty:
                                                        there are no data
  laminae_objective_write(objective, file)              the model's curves beside the data
  laminae_fit_read(file, solver)   the file of a fit, in the place of that of a sweep
                                   (lam_bridge_sweep.mod); solver: strdef; returns 1: in stages
  laminae_fit_uses_residuals()     returns whether its solver does
  laminae_fit_limits(limits)       limits: max_evaluations, max_seconds
  laminae_fit_bounds(i, path, numbers)     returns whether there is an i-th parameter; path: strdef;
                                   numbers: low, high, start, is_log
  laminae_fit_cell(i, path)        that of the i-th parameter as a table has it; path: strdef
  laminae_fit_scaled(i, value)     returns it between the bounds of the i-th parameter, 0 to 1
  laminae_fit_open(folder, n_residuals, network, objective)     the history, which is gone on with;
                                   returns how many evaluations are there
  laminae_fit(object, values, which, objective, max_evaluations, max_seconds, result, is_near)
        values: of all parameters where to start, then the best; which: places of those that are
        sought; result: the value, how many evaluations; is_near: the start is near the minimum;
        returns lam_fit_end. It calls the procedure run_points() of the object, which then calls
  laminae_fit_point(k, point, &value)      returns 0: there is no k-th point, 1: it is to be run, 2:
                                   an earlier call has found its value
  laminae_fit_give(k, seconds, values)     what it is worth: as laminae_objective_value has it; no
                                           values: it could not be run
  laminae_fit_best(network, file)  writes it as a file that can be run
  laminae_fit_hold(is_held)        an interrupt waits meanwhile, so that the history and the file of
                                   the best agree
  laminae_fit_draw(folder, title, kind)    KIND.png, fit or posterior; returns whether it could be
                                   drawn
  laminae_fit_stage(stage)         evaluations from now on are of this stage, counted from 0
  laminae_fit_keep(i)              from now on evaluations are kept in the i-th history that was
                                   opened; 0: in none
  laminae_fit_aside(is_aside)      evaluations from now on go on from what a profile has found, and
                                   are no part of the search itself
  laminae_fit_recall(with_rest, point, &value)     returns whether there is one evaluation more that
                                   is aside, or that an earlier call has left behind the last one;
                                   its point and value, as they come
  laminae_fit_certain(object, values, objective, best, first, deviation, correlation, eigenvalues,
                      eigenvectors, &matters, &roughness)    around values, of all parameters, where
                                           the objective is best; first: what it was; matters: by
                                           how much it may rise; roughness: how far residuals are
                                           off straight lines; returns whether all were run
  laminae_fit_profile(object, values, objective, best, matters, deviation, correlation, max_seconds,
                      folder, result, points, point_values)
                                           after laminae_fit_certain; deviation becomes that of the
                                           profile; result: how many evaluations, the limit, the
                                           least value, 1: it is below `best`, and where it is;
                                           points: of the fit, one after the other; point_values:
                                           the objective of each, on the scale of `best`;
                                           leaves profile.csv and profile.json, unless it is cut
                                           short; returns lam_fit_end
  laminae_fit_profiled()           meanwhile: how many parameters it is done with
See laminae.h for the meaning; lists are Vectors.
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_analysis.h"
#include "lam_bridge_fit.h"
ENDVERBATIM

FUNCTION laminae_objective_open() {
VERBATIM
    return lam_bridge_open_objective();
ENDVERBATIM
}

FUNCTION laminae_objective_signal() {
VERBATIM
    const lam_objective *objective = lam_bridge_objective(1);
    size_t i = lam_bridge_count(2, "signal");
    bool is_there = i < lam_objective_n_signals(objective);
    lam_bridge_set_text(3, is_there ? lam_objective_signal(objective, i) : "");
    return is_there;
ENDVERBATIM
}

FUNCTION laminae_objective_prepare() {
VERBATIM
    lam_objective *objective = lam_bridge_objective(1);
    lam_bridge_check(lam_objective_prepare(objective, lam_bridge_limited(2, "samples", 1 << 24),
                                           lam_bridge_number(3), lam_bridge_number(4) != 0));
    return static_cast<double>(lam_objective_n_residuals(objective));
ENDVERBATIM
}

FUNCTION laminae_objective_fits() {
VERBATIM
    bool fits;
    lam_bridge_check(lam_objective_fits(lam_bridge_objective(1),
                                        lam_bridge_limited(2, "samples", 1 << 24),
                                        lam_bridge_number(3), &fits));
    return fits;
ENDVERBATIM
}

FUNCTION laminae_objective_stage() {
VERBATIM
    return lam_bridge_objective_stage(lam_bridge_objective(1));
ENDVERBATIM
}

FUNCTION laminae_objective_has_squares() {
VERBATIM
    return lam_objective_has_squares(lam_bridge_objective(1));
ENDVERBATIM
}

PROCEDURE laminae_objective_give() {
VERBATIM
    lam_objective *objective = lam_bridge_objective(1);
    size_t i = lam_bridge_index(2, lam_objective_n_signals(objective), "signal");
    size_t n = lam_bridge_size(3);
    lam_bridge_check(lam_objective_give(objective, i, n, lam_bridge_vector(3, n, "values")));
ENDVERBATIM
}

PROCEDURE laminae_objective_value() {
VERBATIM
    lam_bridge_objective_value(lam_bridge_objective(1));
ENDVERBATIM
}

PROCEDURE laminae_objective_curve() {
VERBATIM
    lam_bridge_objective_curve(lam_bridge_objective(1));
ENDVERBATIM
}

PROCEDURE laminae_objective_write() {
VERBATIM
    lam_bridge_check(lam_objective_write(lam_bridge_objective(1), lam_bridge_text(2)));
ENDVERBATIM
}

FUNCTION laminae_fit_read() {
VERBATIM
    return lam_bridge_read_fit();
ENDVERBATIM
}

FUNCTION laminae_fit_uses_residuals() {
VERBATIM
    return lam_fit_has_residuals(lam_bridge_fit.options.solver);
ENDVERBATIM
}

PROCEDURE laminae_fit_limits() {
VERBATIM
    const lam_fit_options &options = lam_bridge_fit.options;
    double limits[] = {static_cast<double>(options.max_evaluations), options.max_seconds};
    lam_bridge_set_vector(1, 2, limits);
ENDVERBATIM
}

FUNCTION laminae_fit_bounds() {
VERBATIM
    return lam_bridge_fit_bounds();
ENDVERBATIM
}

PROCEDURE laminae_fit_cell() {
VERBATIM
    lam_bridge_fit_cell();
ENDVERBATIM
}

FUNCTION laminae_fit_scaled() {
VERBATIM
    return lam_bridge_fit_scaled();
ENDVERBATIM
}

FUNCTION laminae_fit_open() {
VERBATIM
    return lam_bridge_open_history();
ENDVERBATIM
}

FUNCTION laminae_fit() {
VERBATIM
    return lam_bridge_run_fit();
ENDVERBATIM
}

FUNCTION laminae_fit_point() {
VERBATIM
    return lam_bridge_fit_point();
ENDVERBATIM
}

PROCEDURE laminae_fit_give() {
VERBATIM
    lam_bridge_fit_give();
ENDVERBATIM
}

PROCEDURE laminae_fit_hold() {
VERBATIM
    lam_bridge_hold(lam_bridge_number(1) != 0);
ENDVERBATIM
}

PROCEDURE laminae_fit_best() {
VERBATIM
    lam_bridge_check(lam_fit_write_best(lam_bridge_network(1), lam_bridge_text(2)));
ENDVERBATIM
}

FUNCTION laminae_fit_draw() {
VERBATIM
    return lam_bridge_draw_fit();
ENDVERBATIM
}

PROCEDURE laminae_fit_stage() {
VERBATIM
    lam_bridge_need(lam_bridge_fit.history, "laminae_fit_open()");
    lam_history_stage(lam_bridge_fit.history, lam_bridge_count(1, "stage"));
ENDVERBATIM
}

PROCEDURE laminae_fit_aside() {
VERBATIM
    lam_bridge_need(lam_bridge_fit.history, "laminae_fit_open()");
    lam_history_aside(lam_bridge_fit.history, lam_bridge_number(1) != 0);
ENDVERBATIM
}

PROCEDURE laminae_fit_keep() {
VERBATIM
    lam_bridge_keep_history();
ENDVERBATIM
}

FUNCTION laminae_fit_recall() {
VERBATIM
    return lam_bridge_recall();
ENDVERBATIM
}

FUNCTION laminae_fit_certain() {
VERBATIM
    return lam_bridge_fit_certain();
ENDVERBATIM
}

FUNCTION laminae_fit_profile() {
VERBATIM
    return lam_bridge_fit_profile();
ENDVERBATIM
}

FUNCTION laminae_fit_profiled() {
VERBATIM
    return lam_bridge_fit.profile.n_made;
ENDVERBATIM
}
