: SPDX-License-Identifier: BSD-3-Clause
TITLE HOC's view of groups of ranks, and of trials apart from the results: laminae_trial*

COMMENT
  laminae_groups(wanted, n_ranks, n_trials, n_cells)    returns how many groups; wanted 0: as is
                                                        fastest
  On the first rank of all, where the results are open:
  laminae_trials_stage(n_trials, is_kept, is_there, network, engine, neuron_version, compat,
                       record, record_dt_ms, float32, compress)
                                   from now on the results take trials over. is_there: Vector, 1 for
                                   each trial that an earlier run has left. is_kept 0: no trials are
                                   kept, and the other arguments are not needed
  laminae_trials_take()            takes over the finished trials that come next; returns how many
                                   the results have then
  laminae_trials_wait(n_trials)    waits until they have so many
  On the first rank of each group:
  laminae_trial_open(folder)       returns 1: nobody else has this trial; until it is closed all
                                   that is written with laminae_results_* goes there
  laminae_trial_close()
  On every rank:
  laminae_trial_folder(directory, is_kept, trial, strdef)
  laminae_trials_watch(n_groups)   progress is that of so many trials at a time
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_trials.h"
ENDVERBATIM

FUNCTION laminae_groups() {
VERBATIM
    size_t n_groups;
    lam_bridge_check(lam_groups(lam_bridge_count(1, "groups"), lam_bridge_count(2, "ranks"),
                                lam_bridge_count(3, "trials"), lam_bridge_count(4, "cells"),
                                &n_groups));
    return static_cast<double>(n_groups);
ENDVERBATIM
}

PROCEDURE laminae_trials_stage() {
VERBATIM
    lam_bridge_stage();
ENDVERBATIM
}

FUNCTION laminae_trials_take() {
VERBATIM
    return static_cast<double>(lam_bridge_take());
ENDVERBATIM
}

PROCEDURE laminae_trials_wait() {
VERBATIM
    lam_bridge_wait(lam_bridge_count(1, "trials"));
ENDVERBATIM
}

FUNCTION laminae_trial_open() {
VERBATIM
    return lam_bridge_open_trial(lam_bridge_text(1));
ENDVERBATIM
}

PROCEDURE laminae_trial_close() {
VERBATIM
    lam_bridge_close_trial();
ENDVERBATIM
}

PROCEDURE laminae_trial_folder() {
VERBATIM
    char path[4096];
    lam_bridge_check(lam_trial_path(lam_bridge_text(1), lam_bridge_number(2) != 0,
                                    lam_bridge_count(3, "trial"),
                                    path, sizeof path));
    lam_bridge_set_text(4, path);
ENDVERBATIM
}

PROCEDURE laminae_trials_watch() {
VERBATIM
    lam_bridge_watch.n_groups = lam_bridge_count(1, "groups");
ENDVERBATIM
}
