/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fused.h - channels of CoreNEURON by runs of alike segments, with the kernels of
 * tools/fuse.py.
 *
 * The engine calls a mechanism's currents, or states, for all of its segments, then those of the
 * next. Here the last of the fused mechanisms computes for all of them, a run of neighbouring
 * segments after the other, while what they share is in the nearest cache; the others' functions
 * do nothing. docs/kernels.md. */
#ifndef LAM_FUSED_H
#define LAM_FUSED_H

#include "lam_fused_plan.h"

#include <cstdlib>
#include <string>

/* The engine's functions that are passed by (the linker's --wrap) as they are by themselves. */
extern "C" {
void __real__ZN10coreneuron8modl_regEv();
void *__real__ZN10coreneuron25setup_tree_matrix_minimalEPNS_9NrnThreadE(coreneuron::NrnThread *);
void __real__ZN10coreneuron17nrn_solve_minimalEPNS_9NrnThreadE(coreneuron::NrnThread *);
void __real__ZN10coreneuron19nrn_cur_capacitanceEPNS_9NrnThreadEPNS_9Memb_listEi(
    coreneuron::NrnThread *, coreneuron::Memb_list *, int);
const char *__real__ZN10coreneuron16nrn_get_mechnameEi(int);
}

namespace coreneuron {
namespace fused {

struct Functions {
    mod_f_t current, state;
};

/* Of the whole process: by type, and by thread. */
struct Registry {
    std::vector<const Mechanism *> mechanisms; /* NULL: unknown */
    std::vector<Functions> before;             /* what the engine's table had */
    std::vector<const char *> names;
    std::vector<bool> is_summed; /* ions whose summed currents a mechanism reads */
    int leadfield = -1;          /* type */
    std::vector<Plan> plans;
    std::mutex mutex;
    mod_f_t initialize_capacitance = nullptr; /* NULL: nothing is fused */
};
inline Registry registry;

inline const Plan &plan_of(const NrnThread *nt) {
    Plan &plan = registry.plans[nt->id];
    if (!plan.is_made) {
        plan = make_plan(nt, registry.mechanisms, registry.is_summed, registry.leadfield);
    }
    return plan;
}

/* What nothing reads during a run is there after it. */
inline bool is_near_end(const NrnThread *nt) {
    return nt->_t + 2 * nt->_dt > corenrn_param.tstop;
}

inline void compute(const NrnThread *nt, const Plan &plan, Kind kind) {
    const int all = plan.keeps_all || is_near_end(nt) ? FULL : 0;
    for (const Run &run : plan.runs[kind]) {
        if (run.prepares && run.loop->n_invariants > 0) {
            run.loop->prepare[run.kernel / UNIFORM](run.place);
        }
        run.loop->kernels[run.kernel | all](run.place);
    }
}

inline void current(NrnThread *nt, Memb_list *ml, int type) {
    const Plan &plan = plan_of(nt);
    if (!plan.is_fused[CURRENTS][type]) {
        registry.before[type].current(nt, ml, type);
    } else if (type == plan.last[CURRENTS]) {
        compute(nt, plan, CURRENTS);
    }
}

inline void state(NrnThread *nt, Memb_list *ml, int type) {
    const Plan &plan = plan_of(nt);
    if (!plan.is_fused[STATES][type]) {
        registry.before[type].state(nt, ml, type);
    } else if (type == plan.last[STATES]) {
        compute(nt, plan, STATES);
    }
}

/* An ion's currents are set to 0 before a step's are added, if they are added. */
inline void ion_current(NrnThread *nt, Memb_list *ml, int type) {
    const Plan &plan = plan_of(nt);
    const auto &idle = plan.idle_ions;
    if (plan.runs[CURRENTS].empty() || plan.keeps_all || is_near_end(nt) ||
        std::find(idle.begin(), idle.end(), type) == idle.end()) {
        registry.before[type].current(nt, ml, type);
    }
}

/* Capacitive currents, which nothing needs but a user who looks. */
inline void capacitive_current(NrnThread *nt, Memb_list *ml, int type) {
    const bool is_fused = registry.initialize_capacitance;
    const Plan *plan = is_fused ? &plan_of(nt) : nullptr;
    if (!plan || plan->keeps_all || plan->keeps_capacitive || is_near_end(nt)) {
        __real__ZN10coreneuron19nrn_cur_capacitanceEPNS_9NrnThreadEPNS_9Memb_listEi(nt, ml, type);
    }
}

/* As the engine's: nrn_rhs and nrn_lhs (treeset_core.cpp). */
inline void *set_up_tree(NrnThread *nt) {
    if (!registry.initialize_capacitance || plan_of(nt).branches.empty()) {
        return __real__ZN10coreneuron25setup_tree_matrix_minimalEPNS_9NrnThreadE(nt);
    }
    std::fill(nt->_actual_rhs, nt->_actual_rhs + nt->end, 0.0);
    std::fill(nt->_actual_d, nt->_actual_d + nt->end, 0.0);
    nrn_ba(nt, BEFORE_BREAKPOINT);
    for (const NrnThreadMembList *tml = nt->tml; tml; tml = tml->next) {
        if (const mod_f_t function = corenrn.get_memb_func(tml->index).current) {
            function(nt, tml->ml, tml->index);
        }
    }
    for (const NrnThreadMembList *tml = nt->tml; tml; tml = tml->next) {
        if (const mod_f_t function = corenrn.get_memb_func(tml->index).jacob) {
            function(nt, tml->ml, tml->index);
        }
    }
    add_capacities(nt, nt->tml->ml, plan_of(nt).capacities);
    add_axial(nt, plan_of(nt).branches);
    return nullptr;
}

inline void solve(NrnThread *nt) {
    if (!registry.initialize_capacitance || plan_of(nt).branches.empty()) {
        __real__ZN10coreneuron17nrn_solve_minimalEPNS_9NrnThreadE(nt);
    } else {
        eliminate(nt, plan_of(nt).branches);
        substitute(nt, plan_of(nt).branches);
    }
}

/* Which the engine asks for at each mechanism's states of each step, to time them, and looks up
 * from the first name to the last: in a small network that takes a twentieth of the time. */
inline const char *name_of(int type) {
    const bool is_known = type >= 0 && type < static_cast<int>(registry.names.size());
    return is_known ? registry.names[type] : __real__ZN10coreneuron16nrn_get_mechnameEi(type);
}

/* AFTER SOLVE of leadfield.mod, for all of its segments at once. */
inline void sample_leadfield(NrnThread *nt, Memb_list *, int) {
    const lam_leadfield_place *place = lam_leadfield_at(nt->id, nt->_t);
    if (!place || !(place->lam_n_rows > 0)) {
        return;
    }
    const int64_t n_rows = static_cast<int64_t>(place->lam_n_rows);
    for (const Rows &at : plan_of(nt).rows) {
        const double *const __restrict v = nt->_actual_v + at.node;
        double *const __restrict column = place->lam_column;
        const int64_t last = at.row + (at.length - 1) * at.step;
        if (std::min(at.row, last) >= 0 && std::max(at.row, last) < n_rows) {
            for (int i = 0; i < at.length; i++) {
                column[at.row + i * at.step] = v[i];
            }
        } else {
            for (int i = 0; i < at.length; i++) {
                const int64_t row = at.row + i * at.step;
                if (row >= 0 && row < n_rows) {
                    column[row] = v[i];
                }
            }
        }
    }
}

/* The engine begins a run with its first mechanism: what was known of its model no longer holds. */
inline void initialize(NrnThread *nt, Memb_list *ml, int type) {
    {
        const std::lock_guard<std::mutex> lock(registry.mutex);
        if (static_cast<int>(registry.plans.size()) < nrn_nthread) {
            registry.plans.resize(nrn_nthread);
        }
        registry.plans[nt->id].is_made = false;
    }
    registry.initialize_capacitance(nt, ml, type);
}

/* Once, when all mechanisms are registered. */
inline void install(const std::vector<Mechanism> &mechanisms,
                    const std::vector<std::string> &summed_ions) {
    const char *kernels = getenv("LAMINAE_KERNELS");
    if (kernels && strcmp(kernels, "separate") == 0) {
        return;
    }
    auto &functions = corenrn.get_memb_funcs();
    registry.before.clear();
    registry.names.clear();
    registry.mechanisms.assign(functions.size(), nullptr);
    registry.is_summed.assign(functions.size(), false);
    for (size_t type = 0; type < functions.size(); type++) {
        const int of_engine = static_cast<int>(type);
        registry.before.push_back({functions[type].current, functions[type].state});
        registry.names.push_back(__real__ZN10coreneuron16nrn_get_mechnameEi(of_engine));
        if (nrn_is_ion(of_engine)) {
            functions[type].current = ion_current;
        }
    }
    for (const Mechanism &m : mechanisms) {
        const int type = nrn_get_mechtype(m.name);
        if (type < 0) {
            continue;
        }
        registry.mechanisms[type] = &m;
        if (m.loops[CURRENTS].kernels[0]) {
            functions[type].current = current;
        }
        if (m.loops[STATES].kernels[0]) {
            functions[type].state = state;
        }
    }
    for (const std::string &ion : summed_ions) {
        const int type = nrn_get_mechtype(ion.c_str());
        if (type >= 0) {
            registry.is_summed[type] = true;
        }
    }
    registry.leadfield = nrn_get_mechtype("leadfield");
    for (BAMech *bam = corenrn.get_bamech()[AFTER_SOLVE]; bam; bam = bam->next) {
        if (bam->type == registry.leadfield) {
            bam->f = sample_leadfield;
        }
    }
    registry.initialize_capacitance = functions[CAP].initialize;
    functions[CAP].initialize = initialize;
}

} // namespace fused
} // namespace coreneuron

extern "C" {
void *__wrap__ZN10coreneuron25setup_tree_matrix_minimalEPNS_9NrnThreadE(coreneuron::NrnThread *nt) {
    return coreneuron::fused::set_up_tree(nt);
}
void __wrap__ZN10coreneuron17nrn_solve_minimalEPNS_9NrnThreadE(coreneuron::NrnThread *nt) {
    coreneuron::fused::solve(nt);
}
void __wrap__ZN10coreneuron19nrn_cur_capacitanceEPNS_9NrnThreadEPNS_9Memb_listEi(
    coreneuron::NrnThread *nt, coreneuron::Memb_list *ml, int type) {
    coreneuron::fused::capacitive_current(nt, ml, type);
}
const char *__wrap__ZN10coreneuron16nrn_get_mechnameEi(int type) {
    return coreneuron::fused::name_of(type);
}
}

#endif
