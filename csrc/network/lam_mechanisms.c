/* SPDX-License-Identifier: BSD-3-Clause
 * lam_mechanisms.c - the membrane mechanisms that are known by name: the one table of which are
 * ours, and of the parameters that a segment can have, with units and limits. */
#include "network/lam_network_impl.h"

#include <string.h>

#define ROW(is_ours, mechanism, parameter, unit, min, max)                                         \
    {                                                                                              \
        mechanism, is_ours, {                                                                      \
            parameter "_" mechanism, LAM_JSON_QUANTITY, LAM_JSON_OPTIONAL, 0, unit, min, max       \
        }                                                                                          \
    }
#define OURS(...)    ROW(true, __VA_ARGS__)
#define NEURONS(...) ROW(false, __VA_ARGS__)

/* A row a parameter, those of a mechanism together. OURS: mod/MECHANISM.mod, which build.sh takes
 * from these lines. Units as the mechanisms declare them: km, ca and kca count in pS/um2 (kca with
 * HNN's values, which were published as S/cm2). */
/* clang-format off */
static const lam_known_parameter known[] = {
    OURS("CaDynamics_E2_hay2011", "decay", "ms", 1e-3, 1e9),
    OURS("CaDynamics_E2_hay2011", "depth", "um", 1e-3, 1e9),
    OURS("CaDynamics_E2_hay2011", "gamma", "1", 0, 1),
    OURS("CaDynamics_E2_hay2011", "minCai", "mM", 0, 1e3),
    OURS("Ca_HVA_hay2011", "gbar", "S/cm2", 0, 1e6),
    OURS("Ca_LVAst_hay2011", "gbar", "S/cm2", 0, 1e6),
    OURS("Ih_hay2011", "gbar", "S/cm2", 0, 1e6),
    OURS("Im_hay2011", "gbar", "S/cm2", 0, 1e6),
    OURS("K_Pst_hay2011", "gbar", "S/cm2", 0, 1e6),
    OURS("K_Tst_hay2011", "gbar", "S/cm2", 0, 1e6),
    OURS("NaTa_t_hay2011", "gbar", "S/cm2", 0, 1e6),
    OURS("NaTa_t_32d_hay2011", "gbar", "S/cm2", 0, 1e6),
    OURS("NaTs2_t_hay2011", "gbar", "S/cm2", 0, 1e6),
    OURS("NaTs2_t_32d_hay2011", "gbar", "S/cm2", 0, 1e6),
    OURS("Nap_Et2_hay2011", "gbar", "S/cm2", 0, 1e6),
    OURS("SK_E2_hay2011", "gbar", "S/cm2", 0, 1e6),
    OURS("SKv3_1_hay2011", "gbar", "S/cm2", 0, 1e6),
    OURS("ar", "gbar", "S/cm2", 0, 1e6),
    OURS("ca", "gbar", "pS/um2", 0, 1e9),
    OURS("cad", "taur", "ms", 1e-3, 1e9),
    OURS("cat", "gbar", "S/cm2", 0, 1e6),
    OURS("hh2", "gkbar", "S/cm2", 0, 1e6),
    OURS("hh2", "gnabar", "S/cm2", 0, 1e6),
    OURS("hh2", "gl", "S/cm2", 0, 1e6),
    OURS("hh2", "el", "mV", -200, 200),
    OURS("kca", "gbar", "pS/um2", 0, 1e9),
    OURS("kd_golomb2007", "gbar", "S/cm2", 0, 1e6),
    OURS("kdr_golomb2007", "gbar", "S/cm2", 0, 1e6),
    OURS("km", "gbar", "pS/um2", 0, 1e9),
    OURS("nas_golomb2007", "gbar", "S/cm2", 0, 1e6),
    NEURONS("pas", "g", "S/cm2", 0, 1e6),
    NEURONS("pas", "e", "mV", -200, 200),
};
/* clang-format on */

const lam_known_parameter *lam_known_parameters(const char *mechanism, size_t *n_out) {
    const lam_known_parameter *first = NULL;
    *n_out = 0;
    for (size_t i = 0; i < LAM_COUNT_OF(known); i++) {
        if (strcmp(known[i].mechanism, mechanism) == 0) {
            first = *n_out == 0 ? &known[i] : first;
            ++*n_out;
        }
    }
    return first;
}

const char *lam_mechanism_unit(const char *mechanism, const char *parameter) {
    size_t n;
    const lam_known_parameter *first = lam_known_parameters(mechanism, &n);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(first[i].field.key, parameter) == 0) {
            return first[i].field.unit;
        }
    }
    return NULL;
}

bool lam_mechanism_is_ours(const char *mechanism) {
    size_t n;
    const lam_known_parameter *first = lam_known_parameters(mechanism, &n);
    return first != NULL && first->is_ours;
}
