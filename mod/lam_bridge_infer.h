/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_infer.h - a posterior whose evaluations HOC makes, as those of a fit:
 * lam_bridge_infer.mod. */
#ifndef LAM_BRIDGE_INFER_H
#define LAM_BRIDGE_INFER_H

#include "lam_bridge_fit.h"

inline lam_abc_options lam_bridge_abc = {};

/* laminae_infer_read. */
inline void lam_bridge_read_infer() {
    lam_spec *spec = nullptr;
    lam_bridge_check(lam_abc_read(lam_bridge_text(1), &spec, &lam_bridge_abc));
    lam_bridge_take_spec(spec);
    lam_bridge_abc.interrupted = lam_interrupted;
}

inline lam_status lam_bridge_distances(void *user, size_t n_points, size_t n, const double *points,
                                       double *distances) {
    return lam_bridge_evaluate(user, n_points, n, points, distances, nullptr);
}

/* All parameters are sought. */
inline void lam_bridge_seek_all(size_t n_residuals) {
    lam_bridge_fitting &fit = lam_bridge_fit;
    size_t n = lam_spec_design(lam_bridge_spec())->n_parameters;
    fit.start.assign(n, 0);
    fit.which.resize(n);
    std::iota(fit.which.begin(), fit.which.end(), 0);
    fit.n_residuals = n_residuals;
    fit.caller = lam_bridge_hoc_object(1);
}

/* laminae_infer. */
inline double lam_bridge_infer() {
    const lam_design *design = lam_spec_design(lam_bridge_spec());
    lam_abc *abc = nullptr;
    lam_bridge_need(lam_bridge_fit.history, "laminae_fit_open()");
    lam_bridge_seek_all(0);
    lam_bridge_check(lam_abc_run(design->n_parameters, design->parameters, &lam_bridge_abc,
                                 lam_bridge_distances, nullptr, &abc));
    lam_status status = lam_abc_write(abc, design->parameters, lam_bridge_text(2));
    size_t n = lam_abc_n_generations(abc);
    double said[] = {static_cast<double>(n), lam_abc_generation(abc, n - 1)->epsilon,
                     static_cast<double>(lam_abc_why(abc))};
    lam_abc_destroy(abc);
    lam_bridge_check(status);
    lam_bridge_set_vector(3, 3, said);
    return said[2];
}

/* Runs the particles of a posterior again, whose curves take the place of residuals. */
inline lam_status lam_bridge_predict_of(const lam_posterior *posterior, const lam_compared *of) {
    const lam_particles *p = lam_posterior_particles(posterior);
    std::vector<double> values(p->n), curves(p->n * of->n);
    lam_bridge_seek_all(of->n);
    lam_status status = lam_bridge_evaluate(nullptr, p->n, p->n_parameters, p->values,
                                            values.data(), curves.data());
    lam_particles seen = {p->n, of->n, curves.data(), p->weights};
    return status != LAM_OK ? status
                            : lam_predictive_write(&seen, of->from_ms, of->dt_ms, of->data,
                                                   of->unit, lam_bridge_text(3));
}

/* laminae_infer_predict. */
inline void lam_bridge_predict() {
    lam_compared of;
    lam_posterior *posterior = nullptr;
    lam_bridge_check(lam_objective_compared(lam_bridge_objective(2), &of));
    lam_status status = lam_posterior_open(lam_bridge_text(3), &posterior);
    status = status == LAM_OK ? lam_bridge_predict_of(posterior, &of) : status;
    lam_posterior_close(posterior);
    free(of.model);
    lam_bridge_check(status);
}

#endif
