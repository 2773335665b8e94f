: SPDX-License-Identifier: BSD-3-Clause
TITLE HOC's view of a lead field: laminae_leadfield_*

COMMENT
  laminae_leadfield_create()                            returns the handle
  laminae_leadfield_free(handle)
  laminae_leadfield_rows(handle, n)                     adds n rows, returns the first of them
  laminae_leadfield_signal(handle, first_row, n_rows)   returns the signal
  laminae_leadfield_weights(handle, signal, first_row, weights)
  laminae_leadfield_start(handle, max_samples, dt_ms, every, n_threads)
  laminae_leadfield_sample(handle, row, value)          at t = 0, after start
  laminae_leadfield_guard(handle, kinds)                after finitialize(): from now on a change of
        the model is an error; kinds: Vector, a number for each of NEURON's types of point process
        (PointProcesses.kinds_of_types)
  laminae_model_check(kinds)                            every point process is where NEURON says
  laminae_update_shape()                                brings resistances up to date
  laminae_model_revision()                              grows with every change of the model's shape
  laminae_leadfield_finish(handle)
  laminae_leadfield_read(handle, signal, samples)
See laminae.h for the calling order and the meaning; lists are Vectors.
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_calls.h"
#include "lam_bridge_guard.h"
#include "lam_kernel.h"
ENDVERBATIM

FUNCTION laminae_leadfield_create() {
VERBATIM
    lam_leadfield* leadfield = nullptr;
    lam_bridge_check(lam_leadfield_create(&leadfield));
    lam_bridge.leadfields.push_back(leadfield);
    return static_cast<double>(lam_bridge.leadfields.size());
ENDVERBATIM
}

PROCEDURE laminae_leadfield_free() {
VERBATIM
    lam_leadfield_destroy(lam_bridge_leadfield(1));
    lam_bridge.leadfields[static_cast<size_t>(lam_bridge_number(1)) - 1] = nullptr;
ENDVERBATIM
}

FUNCTION laminae_leadfield_rows() {
VERBATIM
    size_t first_row;
    lam_bridge_check(lam_leadfield_rows(lam_bridge_leadfield(1), lam_bridge_count(2, "n_rows"),
                                        &first_row));
    return static_cast<double>(first_row);
ENDVERBATIM
}

FUNCTION laminae_leadfield_signal() {
VERBATIM
    size_t signal;
    lam_bridge_check(lam_leadfield_signal(lam_bridge_leadfield(1), lam_bridge_count(2, "row"),
                                          lam_bridge_count(3, "n_rows"), &signal));
    return static_cast<double>(signal);
ENDVERBATIM
}

PROCEDURE laminae_leadfield_weights() {
VERBATIM
    lam_leadfield* leadfield = lam_bridge_leadfield(1);
    size_t signal = lam_bridge_count(2, "signal"), first_row = lam_bridge_count(3, "row");
    size_t n = lam_bridge_size(4);
    const double* weights = lam_bridge_vector(4, n, "weights");
    for (size_t i = 0; i < n; i++) {
        lam_bridge_check(lam_leadfield_set_weight(leadfield, signal, first_row + i, weights[i]));
    }
ENDVERBATIM
}

PROCEDURE laminae_leadfield_start() {
VERBATIM
    lam_bridge_check(lam_leadfield_start(lam_bridge_leadfield(1), lam_bridge_count(2, "n_samples"),
                                         lam_bridge_number(3), lam_bridge_count(4, "every"),
                                         lam_bridge_count(5, "n_threads")));
ENDVERBATIM
}

PROCEDURE laminae_leadfield_sample() {
VERBATIM
    lam_bridge_leadfield(1);
    lam_leadfield_sample(0, 0, lam_bridge_number(2), lam_bridge_number(3));
ENDVERBATIM
}

PROCEDURE laminae_leadfield_guard() {
VERBATIM
    size_t n = lam_bridge_size(2);
    const double* kinds = lam_bridge_vector(2, n, "kinds");
    lam_bridge_guarded.kinds.assign(kinds, kinds + n);
    lam_bridge_guarded.begin();
    lam_leadfield_guard(lam_bridge_leadfield(1), lam_bridge_changed);
ENDVERBATIM
}

PROCEDURE laminae_model_check() {
VERBATIM
    size_t n = lam_bridge_size(1);
    const double* kinds = lam_bridge_vector(1, n, "kinds");
    lam_bridge_guarded.kinds.assign(kinds, kinds + n);
    lam_bridge_revision();
    lam_bridge_guarded.check_places();
ENDVERBATIM
}

PROCEDURE laminae_update_shape() {
VERBATIM
    lam_bridge_update_shape();
ENDVERBATIM
}

FUNCTION laminae_model_revision() {
VERBATIM
    return lam_bridge_revision();
ENDVERBATIM
}

PROCEDURE laminae_leadfield_finish() {
VERBATIM
    lam_bridge_check(lam_leadfield_finish(lam_bridge_leadfield(1)));
ENDVERBATIM
}

PROCEDURE laminae_leadfield_read() {
VERBATIM
    lam_bridge_leadfield_read(lam_bridge_leadfield(1));
ENDVERBATIM
}
