/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_read_names.c - what electrodes, slabs and sensors of a network file have in common:
 * the populations that count, keys that belong to a method. */
#include "network/lam_network_impl.h"

lam_status lam_network_read_names(lam_network *network, const lam_json *at, size_t *n_out,
                                  const size_t **populations_out) {
    size_t n = json_array_size(at->value);
    size_t *populations = lam_network_alloc(network, n, sizeof *populations);
    if (populations == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        lam_json place = lam_json_element(at, i);
        const char *name = json_string_value(place.value);
        if (name == NULL) {
            return lam_json_fail(&place, "accepted: the name of a population");
        }
        LAM_TRY(lam_json_find(&place, "population", name, network->model.populations,
                              network->n_real, sizeof *network->model.populations,
                              &populations[i]));
    }
    *n_out = n;
    *populations_out = populations;
    return LAM_OK;
}

lam_status lam_network_check_keys(const lam_json *object, const lam_key_use *uses, size_t n_uses,
                                  unsigned kind, const char *name) {
    for (size_t i = 0; i < n_uses; i++) {
        lam_json place = lam_json_member(object, uses[i].key);
        if (place.value != NULL && !(uses[i].used >> kind & 1)) {
            return lam_json_fail(&place, "accepted: left out, as it is nothing of \"%s\"", name);
        }
        if (place.value == NULL && uses[i].needed >> kind & 1) {
            return lam_json_fail(&place, "missing; accepted: a value, as \"%s\" needs it", name);
        }
    }
    return LAM_OK;
}
