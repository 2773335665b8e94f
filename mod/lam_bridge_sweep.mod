: SPDX-License-Identifier: BSD-3-Clause
TITLE HOC's view of sweeps: laminae_spec_*, laminae_sweep_*

COMMENT
  A process has one sweep at a time.
  laminae_spec_read(file)
  laminae_spec_network(strdef)     the path or name of its network
  laminae_spec_option(name, strdef)     an option of its runs, lists as lines; returns 1 if it is
                                   given, else the strdef stays as it is
  laminae_spec_points()            returns how many there are
  laminae_spec_has_own_events()    returns whether each has random events of its own
  laminae_spec_check(network)      refuses parameters that the network does not have, or not so
  laminae_spec_lines(point, strdef)     the changes that make a point, PATH=VALUE lines
  laminae_sweep_layout(network, trials, samples, tstop_ms, dt_ms, scale, smooth_ms)
  laminae_sweep_has_potentials()   returns whether potentials are kept
  laminae_sweep_has_sensors()      returns whether what sensors see is wanted: the moment
  laminae_sweep_bytes(points)      returns what they take on disk
  laminae_sweep_trial(network, values, spikes, time_ms, dipole_nAm, layers_nAm, potentials_uV,
                      spike_ms, spike_gid [, moment_nAm])     appends what is kept of a trial to two
                                   Vectors
  On the first rank:
  laminae_sweep_open(directory, network)
  laminae_sweep_count(vector)      points, those that are done, those that have failed
  laminae_sweep_next(from)         returns the next point that is neither, -1: there is none
  laminae_sweep_put(point, values)      values, and behind them spikes
  laminae_sweep_fail(point, reason)
  laminae_sweep_retry()            those that have failed are to do again
  laminae_sweep_close()
  laminae_progress(text)           a line on standard error that the next one replaces, where one is
                                   wanted (laminae_watch)
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_sweep.h"
ENDVERBATIM

PROCEDURE laminae_spec_read() {
VERBATIM
    lam_bridge_read_spec(lam_bridge_text(1));
ENDVERBATIM
}

PROCEDURE laminae_spec_network() {
VERBATIM
    lam_bridge_set_text(1, lam_spec_network(lam_bridge_spec()));
ENDVERBATIM
}

FUNCTION laminae_spec_option() {
VERBATIM
    return lam_bridge_spec_option();
ENDVERBATIM
}

FUNCTION laminae_spec_points() {
VERBATIM
    return static_cast<double>(lam_spec_design(lam_bridge_spec())->n_points);
ENDVERBATIM
}

FUNCTION laminae_spec_has_own_events() {
VERBATIM
    return lam_spec_has_own_events(lam_bridge_spec());
ENDVERBATIM
}

PROCEDURE laminae_spec_check() {
VERBATIM
    lam_bridge_check(lam_spec_check(lam_bridge_spec(), lam_bridge_network(1)));
ENDVERBATIM
}

PROCEDURE laminae_spec_lines() {
VERBATIM
    lam_bridge_spec_lines();
ENDVERBATIM
}

PROCEDURE laminae_sweep_layout() {
VERBATIM
    lam_bridge_lay_out();
ENDVERBATIM
}

FUNCTION laminae_sweep_has_potentials() {
VERBATIM
    return lam_sweep_has_potentials(lam_bridge_layout());
ENDVERBATIM
}

FUNCTION laminae_sweep_has_sensors() {
VERBATIM
    return lam_sweep_has_sensors(lam_bridge_layout());
ENDVERBATIM
}

FUNCTION laminae_sweep_bytes() {
VERBATIM
    return lam_sweep_bytes(lam_bridge_layout(), lam_bridge_count(1, "points"));
ENDVERBATIM
}

PROCEDURE laminae_sweep_trial() {
VERBATIM
    lam_bridge_take_trial();
ENDVERBATIM
}

PROCEDURE laminae_sweep_open() {
VERBATIM
    lam_bridge_open_sweep();
ENDVERBATIM
}

PROCEDURE laminae_sweep_count() {
VERBATIM
    lam_sweep_counts counts = lam_sweep_count(lam_bridge_sweep());
    const size_t all[] = {counts.n_points, counts.n_done, counts.n_failed};
    lam_bridge_set_vector(1, 3, all);
ENDVERBATIM
}

FUNCTION laminae_sweep_next() {
VERBATIM
    return lam_bridge_next_point();
ENDVERBATIM
}

PROCEDURE laminae_sweep_put() {
VERBATIM
    size_t n = lam_bridge_size(2);
    lam_bridge_check(lam_sweep_put(lam_bridge_sweep(), lam_bridge_count(1, "point"), n,
                                   lam_bridge_vector(2, n, "values")));
ENDVERBATIM
}

PROCEDURE laminae_sweep_fail() {
VERBATIM
    lam_bridge_check(lam_sweep_fail(lam_bridge_sweep(), lam_bridge_count(1, "point"),
                                    lam_bridge_text(2)));
ENDVERBATIM
}

PROCEDURE laminae_sweep_retry() {
VERBATIM
    lam_bridge_check(lam_sweep_retry(lam_bridge_sweep()));
ENDVERBATIM
}

PROCEDURE laminae_sweep_close() {
VERBATIM
    lam_bridge_close_sweep();
ENDVERBATIM
}

PROCEDURE laminae_progress() {
VERBATIM
    const char *text = lam_bridge_text(1);
    if (getenv("LAMINAE_PROGRESS") != nullptr) {
        fprintf(stderr, "progress: %s\n", text);
    } else if (isatty(STDERR_FILENO)) {
        fprintf(stderr, "\r%s\033[K", text);
    }
ENDVERBATIM
}
