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

/* laminae_infer. */
inline double lam_bridge_infer() {
    lam_bridge_fitting &fit = lam_bridge_fit;
    const lam_design *design = lam_spec_design(lam_bridge_spec());
    lam_abc *abc = nullptr;
    lam_bridge_need(fit.history, "laminae_fit_open()");
    fit.start.assign(design->n_parameters, 0);
    fit.which.resize(design->n_parameters);
    std::iota(fit.which.begin(), fit.which.end(), 0);
    fit.n_residuals = 0;
    fit.caller = lam_bridge_hoc_object(1);
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

#endif
