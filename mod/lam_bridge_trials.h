/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_trials.h - the calls of lam_bridge_trials.mod that take more than a few lines.
 *
 * Each unpacks the arguments of the HOC function that is named above it. */
#ifndef LAM_BRIDGE_TRIALS_H
#define LAM_BRIDGE_TRIALS_H

#include "lam_bridge_calls.h"

/* laminae_trials_stage. */
inline void lam_bridge_stage() {
    size_t n_trials = lam_bridge_count(1, "trials");
    bool is_kept = lam_bridge_number(2) != 0;
    lam_run_facts facts = {};
    if (is_kept) {
        facts.network_json = lam_network_json(lam_bridge_network(4));
        facts.engine = lam_bridge_text(5);
        facts.neuron_version = lam_bridge_text(6);
        facts.compat = lam_bridge_text(7);
        facts.record = lam_bridge_text(8);
        facts.record_dt_ms = lam_bridge_number(9);
        facts.record_float32 = lam_bridge_number(10) != 0;
        facts.record_compress = lam_bridge_number(11) != 0;
    }
    std::unique_ptr<bool[]> is_there(new bool[n_trials]);
    lam_bridge_check(lam_results_stage(lam_bridge_results(), n_trials, is_kept ? &facts : nullptr,
                                       is_there.get()));
    lam_bridge_set_vector(3, n_trials, is_there.get());
    lam_bridge_watch.is_kept = is_kept;
}

/* laminae_trial_open: returns whether the trial is this group's. */
inline bool lam_bridge_open_trial(const char *folder) {
    bool is_mine;
    if (lam_bridge.trial != nullptr) {
        hoc_execerror("a trial is open:", "laminae_trial_close() comes before");
    }
    lam_bridge_check(lam_trial_claim(folder, &is_mine));
    if (is_mine) {
        lam_bridge_check(lam_results_create(folder, &lam_bridge.trial));
    }
    return is_mine;
}

/* laminae_trial_close. */
inline void lam_bridge_close_trial() {
    lam_results *trial = lam_bridge.trial;
    lam_bridge.trial = nullptr;
    if (trial != nullptr) {
        lam_bridge_check(lam_results_close(trial, true));
    }
}

/* laminae_trials_take. */
inline size_t lam_bridge_take() {
    size_t n = 0;
    if (lam_bridge.results == nullptr) {
        hoc_execerror("results", "are not open");
    }
    lam_bridge_check(lam_results_take(lam_bridge.results, true, &n));
    lam_bridge_watch.n_finished = n;
    return n;
}

/* laminae_trials_wait: other groups' trials come as files, with no call that would have to be
 * interrupted. */
inline void lam_bridge_wait(size_t n_trials) {
    while (lam_bridge_take() < n_trials) {
        lam_bridge_look(lam_bridge_watch.tstop_ms);
        lam_bridge_sleep(0.05);
    }
}

#endif
