/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_settle.h - the state of the model on this rank, kept and put back: a settled start.
 *
 * The state are the voltages, and all numbers but parameters of ions and of mechanisms with states;
 * artificial cells, which the next run starts anew, have none. It fits as long as the parameters of
 * these mechanisms are those that it was kept with, and no section or mechanism has come or gone.
 */
#ifndef LAM_BRIDGE_SETTLE_H
#define LAM_BRIDGE_SETTLE_H

#include "lam_bridge_guard.h"

extern short *nrn_is_artificial_;
extern int nrn_is_ion(int type);
extern int nrn_vartype(const Symbol *);

struct lam_bridge_settled {
    double number = 0; /* of the state that is kept; 0: none */
    double revision = 0;
    std::vector<double> parameters, state;

    static bool has_state(int type) {
        const Symbol *mechanism = memb_func[type].sym;
        bool has = nrn_is_ion(type) != 0;
        for (int i = 0; i < mechanism->s_varn; i++) {
            has = has || nrn_vartype(mechanism->u.ppsym[i]) == STATE;
        }
        return has && nrn_is_artificial_[type] == 0;
    }

    /* Of each number of an instance, in NEURON's order: whether it is a parameter. */
    static std::vector<bool> parameters_of(int type, size_t n) {
        std::vector<bool> is_parameter(n, false);
        const Symbol *mechanism = memb_func[type].sym;
        for (int i = 0; i < mechanism->s_varn && nrn_is_ion(type) == 0; i++) {
            const Symbol *one = mechanism->u.ppsym[i];
            if (nrn_vartype(one) == nrnocCONST) {
                std::fill_n(is_parameter.begin() + one->u.rng.index, hoc_total_array_data(one, 0),
                            true);
            }
        }
        return is_parameter;
    }

    /* visit(number, is_parameter) of all numbers, always in the same order. */
    template <class F> static void visit_list(int type, Memb_list &list, F &&visit) {
        int n_fields = list.get_num_variables();
        size_t n = 0;
        for (int field = 0; field < n_fields; field++) {
            n += static_cast<size_t>(list.get_array_dims(field));
        }
        std::vector<bool> is_parameter = parameters_of(type, n);
        size_t k = 0;
        for (int field = 0; field < n_fields; field++) {
            for (int j = 0; j < list.get_array_dims(field); j++, k++) {
                for (int i = 0; i < list._nodecount; i++) {
                    visit(list.data(static_cast<size_t>(i), field, j), is_parameter[k]);
                }
            }
        }
    }
    template <class F> static void visit_all(F &&visit) {
        for (int i = 0; i < nrn_nthread; i++) {
            double *voltages = nrn_threads[i].node_voltage_storage();
            for (int node = 0; node < nrn_threads[i].end; node++) {
                visit(voltages[node], false);
            }
            for (NrnThreadMembList *one = nrn_threads[i].tml; one != nullptr; one = one->next) {
                if (has_state(one->index)) {
                    visit_list(one->index, *one->ml, visit);
                }
            }
        }
    }

    double keep() {
        revision = lam_bridge_revision();
        parameters.clear();
        state.clear();
        visit_all([this](double &number, bool is_parameter) {
            (is_parameter ? parameters : state).push_back(number);
        });
        return ++number;
    }
    bool fits(double wanted) const {
        size_t n = 0, n_other = 0;
        bool is_same = wanted == number && number > 0 && revision == lam_bridge_revision();
        if (is_same) {
            visit_all([&](double &one, bool is_parameter) {
                n += is_parameter;
                n_other += !is_parameter;
                is_same = is_same &&
                          (!is_parameter || (n <= parameters.size() && parameters[n - 1] == one));
            });
        }
        return is_same && n == parameters.size() && n_other == state.size();
    }
    void put() const {
        size_t n = 0;
        visit_all([&](double &one, bool is_parameter) {
            if (!is_parameter) {
                one = state.at(n++);
            }
        });
    }
};

inline lam_bridge_settled lam_bridge_kept_state;

#endif
