/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_guard.h - whether the model is still the one that a lead field's weights are of.
 *
 * Between runs hoc/probe/LeadField.hoc compares all that matters; it only does so when NEURON has
 * counted a change. In mid-run what the solver sees of it is compared, at the step after one. */
#ifndef LAM_BRIDGE_GUARD_H
#define LAM_BRIDGE_GUARD_H

#include "lam_bridge.h"

#include "membfunc.h" /* EXTRACELL */

#include <mutex>

extern int nrn_shape_changed_;
extern int structure_change_cnt, diam_change_cnt;
extern int tree_changed, diam_changed;
extern "C" void nrn_shape_update_always(void);
extern double nrn_arc_position(Section *, Node *);
extern Node *node_exact(Section *, double);
extern NrnThread *nrn_threads;
extern int nrn_nthread;

/* Topology and axial resistances as finitialize() would have them. That mechanisms have been
 * inserted waits for it: to sort all of them again for each cell takes minutes. */
inline void lam_bridge_update_shape() {
    if (tree_changed || diam_changed) {
        nrn_shape_update_always();
    }
}

/* A number that grows with every change of sections, diameters, points, point processes,
 * which are brought up to date. */
inline double lam_bridge_revision() {
    nrn_shape_update_always();
    return static_cast<double>(nrn_shape_changed_) + structure_change_cnt + diam_change_cnt;
}

struct lam_bridge_guard {
    std::vector<double> kinds; /* of the point processes of NEURON's each type; PointProcesses */

    /* -1: none that matters. */
    double kind_of(int type) const {
        bool is_known = static_cast<size_t>(type) < kinds.size() && memb_func[type].is_point;
        return is_known ? kinds[static_cast<size_t>(type)] : -1;
    }

    int structure = 0, diameters = 0;
    uint64_t seen = 0;
    std::mutex mutex;

    static void add(uint64_t &sum, uint64_t number) { /* FNV-1a, of words */
        sum = (sum ^ number) * 1099511628211U;
        sum ^= sum >> 29;
    }
    static void add(uint64_t &sum, const double *values, int n) {
        for (int i = 0; i < n; i++) {
            uint64_t bits;
            memcpy(&bits, &values[i], sizeof bits);
            add(sum, bits);
        }
    }

    /* Point processes that matter: electrodes, and all at the ends of sections. */
    void add_processes(uint64_t &sum, NrnThread &thread, int type, const Memb_list &list) const {
        double kind = kind_of(type);
        for (int i = 0; i < list._nodecount && kind >= 0; i++) {
            int node = list._nodeindices[i];
            if (kind > 0 || thread.node_area_storage()[node] == 100) {
                add(sum, static_cast<uint64_t>(node));
                add(sum, reinterpret_cast<uintptr_t>(list._pdata[i][1].get<Point_process *>()));
            }
        }
    }

    /* A process at the end by which its section is joined stands on a node of the parent. It can
     * stay there when the parent's nseg changes, and NEURON then tells a place that is not its. */
    static void check_place(Point_process *process) {
        double x = nrn_arc_position(process->_sec, process->node);
        if (node_exact(process->_sec, x) != process->node) {
            hoc_execerror(hoc_object_name(process->ob),
                          "is not where its section is joined, as nseg has changed there; "
                          "accepted: after its loc()");
        }
    }
    void check_places() const {
        for (int i = 0; i < nrn_nthread; i++) {
            for (NrnThreadMembList *one = nrn_threads[i].tml; one != nullptr; one = one->next) {
                int n = kind_of(one->index) >= 0 ? one->ml->_nodecount : 0;
                for (int k = 0; k < n; k++) {
                    check_place(one->ml->_pdata[k][1].get<Point_process *>());
                }
            }
        }
    }

    /* The tree, its axial conductances, areas; where electrodes stand. */
    uint64_t look() const {
        uint64_t sum = 14695981039346656037U;
        for (int i = 0; i < nrn_nthread; i++) {
            NrnThread &thread = nrn_threads[i];
            for (int k = 0; k < thread.end; k++) {
                add(sum, static_cast<uint64_t>(thread._v_parent_index[k]));
            }
            add(sum, thread.node_a_storage(), thread.end);
            add(sum, thread.node_b_storage(), thread.end);
            add(sum, thread.node_area_storage(), thread.end);
            for (NrnThreadMembList *one = thread.tml; one != nullptr; one = one->next) {
                add_processes(sum, thread, one->index, *one->ml);
                if (one->index == EXTRACELL) {
                    add(sum, static_cast<uint64_t>(one->ml->_nodecount));
                }
            }
        }
        return sum;
    }

    void begin() {
        structure = structure_change_cnt;
        diameters = diam_change_cnt;
        seen = look();
    }

    /* Of several threads at once. */
    const char *changed() {
        if (secondorder != 0) {
            return "secondorder";
        }
        if (structure == structure_change_cnt && diameters == diam_change_cnt) {
            return nullptr;
        }
        std::lock_guard<std::mutex> lock(mutex);
        if (structure != structure_change_cnt || diameters != diam_change_cnt) {
            if (look() != seen) {
                return "sections, electrodes or threads";
            }
            structure = structure_change_cnt;
            diameters = diam_change_cnt;
        }
        return nullptr;
    }
};

inline lam_bridge_guard lam_bridge_guarded;

inline const char *lam_bridge_changed() {
    return lam_bridge_guarded.changed();
}

#endif
