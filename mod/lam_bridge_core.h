/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_core.h - CoreNEURON runs the model, and what NEURON has made for that is freed.
 *
 * NEURON 9.0.2 forgets it: the events that it takes out of its queues (nrn2core_transfer_tqueue),
 * 56 bytes each, and lists of artificial cells (CellGroup::clean_art), 8 bytes a cell. */
#ifndef LAM_BRIDGE_CORE_H
#define LAM_BRIDGE_CORE_H

#include "lam_bridge.h"

#include "nrnsemanticversion.h"
#include "nrnversionmacros.h"

#include <map>
#include <utility>

/* Of NEURON's own headers, which it does not install, what is needed here. */
struct TQItem { /* an event in a queue */
    void *data_;
    double t_;
    TQItem *left_, *right_, *parent_;
    int cnt_; /* its bin, -1: none */
};
class TQueue {
  public:
    void forall_callback(void (*visit)(const TQItem *, int));
    void release(TQItem *); /* into the pool, which all queues of a thread share */
};
class CellGroup {
  public:
    static std::vector<std::map<int, Memb_list *>> deferred_type2artml_;
};
extern TQueue *net_cvode_instance_event_queue(NrnThread *);
extern int nrncore_run(const char *arguments);
extern NrnThread *nrn_threads;
extern int nrn_nthread;

/* The events of a thread that NEURON is about to take out and forget. A later NEURON may give them
 * back itself, and twice would be wrong. */
inline std::vector<TQItem *> lam_bridge_lent_events(NrnThread *thread) {
    static std::vector<TQItem *> lent;
    lent.clear();
    if (NRN_VERSION_LTEQ(9, 0, 2)) {
        net_cvode_instance_event_queue(thread)->forall_callback([](const TQItem *event, int) {
            if (event->cnt_ < 0 && event->t_ <= 1e15) {
                lent.push_back(const_cast<TQItem *>(event));
            }
        });
    }
    return lent;
}

inline void lam_bridge_forget_artificial_cells() {
    for (auto &lists : CellGroup::deferred_type2artml_) {
        for (auto &[type, list] : lists) {
            delete[] list->_pdata;
            delete list;
        }
    }
    CellGroup::deferred_type2artml_.clear();
}

/* Returns whether it ran. is_mpi: whether NEURON takes this process for one of several. */
inline bool lam_bridge_run_core(const char *arguments, bool is_mpi) {
    std::vector<std::vector<TQItem *>> lent;
    for (int i = 0; i < nrn_nthread; i++) {
        lent.push_back(lam_bridge_lent_events(&nrn_threads[i]));
    }
    int before = std::exchange(nrnmpi_use, is_mpi);
    int status = nrncore_run(arguments);
    nrnmpi_use = before;
    for (int i = 0; i < nrn_nthread; i++) {
        for (TQItem *event : lent[static_cast<size_t>(i)]) {
            net_cvode_instance_event_queue(&nrn_threads[i])->release(event);
        }
    }
    lam_bridge_forget_artificial_cells();
    return status == 1;
}

#endif
