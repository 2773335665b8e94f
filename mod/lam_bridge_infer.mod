: SPDX-License-Identifier: BSD-3-Clause
TITLE HOC's view of posteriors: laminae_infer*

COMMENT
  laminae_infer_read(file)         the file of a posterior, in the place of that of a sweep
                                   (lam_bridge_sweep.mod)
  laminae_infer_limits(limits)     limits: max_evaluations, particles
  laminae_infer(object, folder, result)    after laminae_fit_open; it calls run_points() of the
                                   object, as laminae_fit does; leaves posterior.csv and
                                   posterior.json in the folder; result: generations, epsilon;
                                   returns lam_abc_end
  laminae_infer_predict(object, objective, folder)     runs the particles of the posterior there
                                   again, of which run_points() gives curves
                                   (laminae_objective_curve); leaves predictive.csv in the folder
See laminae.h for the meaning; lists are Vectors.
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_infer.h"
ENDVERBATIM

PROCEDURE laminae_infer_read() {
VERBATIM
    lam_bridge_read_infer();
ENDVERBATIM
}

PROCEDURE laminae_infer_limits() {
VERBATIM
    double limits[] = {static_cast<double>(lam_bridge_abc.max_evaluations),
                       static_cast<double>(lam_bridge_abc.n_particles)};
    lam_bridge_set_vector(1, 2, limits);
ENDVERBATIM
}

FUNCTION laminae_infer() {
VERBATIM
    return lam_bridge_infer();
ENDVERBATIM
}

PROCEDURE laminae_infer_predict() {
VERBATIM
    lam_bridge_predict();
ENDVERBATIM
}
