: SPDX-License-Identifier: BSD-3-Clause
TITLE HOC's view of the results on disk: laminae_results_*

COMMENT
One set of results is open at a time, on rank 0. Paths, units and attributes: docs/results.md.
  laminae_results_create(directory [, 1])               1: trials that an earlier run has kept there
                                                        are accepted
  laminae_results_follow(directory)                     on the other ranks, after it is created
  laminae_results_begin_trial(trial), laminae_results_end_trial()
                                                        a trial is written between these two; if
                                                        the run ends in between, it is left out
  laminae_results_attribute(name, text or number)
  laminae_results_network(network)                      /network
  laminae_results_options(text)                         /options: lines NAME VALUE
  laminae_results_option(file, name, strdef)            the values of this name among such lines in
                                                        an earlier run's results.h5, a line each;
                                                        returns 0: there are none
  laminae_results_write(path, units, values [, n_rows]) a Vector, row after row
  laminae_results_write_integers(path, units, values)
  laminae_results_matrix(path, units, n_rows, n_columns, dt_ms)    dt_ms 0: the run's
  laminae_results_write_row(path, row, values)
  laminae_results_describe(path, attribute, text, number, or Vector [, n_rows])
  laminae_results_csd(potentials, path, array, n_samples)          of a dataset of potentials
  laminae_results_sensors(path, network, i)             attributes: the network's i-th sensors
  laminae_results_text_matrix(trial, kind, name, path, n_rows, time_ms, header)
  laminae_results_text_sensors(trial, network, i, path, time_ms)
  laminae_results_traces(directory, rank, strdef)       the path of a rank's file of traces
  laminae_results_write_traces(trial, path, float32, compress)
                                                        what that file holds; the last two: 1, 0
  laminae_results_text_dipole(trial, time_ms, agg_nAm, columns_nAm, labels)
                                                        columns one after the other in one Vector,
                                                        labels separated by a space
  laminae_results_text_spikes(trial, time_ms, gid, network, dt_ms)
  laminae_results_show(scale, smooth_ms)                dipoles in text files
  laminae_results_no_text()                             results.h5 alone
  laminae_results_close(complete)                       not while a trial is open (laminae_trial_*)
  laminae_results_draw(directory, title, n_cells)       summary.png from the text files, by
                                                        tools/summary.sh; returns its exit status
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_calls.h"
#include "lam_bridge_sources.h"
ENDVERBATIM

PROCEDURE laminae_results_create() {
VERBATIM
    lam_bridge_results_create(lam_bridge_text(1), ifarg(2) && lam_bridge_number(2) != 0);
ENDVERBATIM
}

PROCEDURE laminae_results_follow() {
VERBATIM
    lam_bridge_results_follow(lam_bridge_text(1));
ENDVERBATIM
}

PROCEDURE laminae_results_begin_trial() {
VERBATIM
    lam_results_begin_trial(lam_bridge_results(), lam_bridge_count(1, "trial"));
ENDVERBATIM
}

PROCEDURE laminae_results_end_trial() {
VERBATIM
    lam_results_end_trial(lam_bridge_results());
ENDVERBATIM
}

PROCEDURE laminae_results_attribute() {
VERBATIM
    lam_results* results = lam_bridge_results();
    lam_bridge_check(lam_bridge_is_text(2)
                         ? lam_results_set_text(results, lam_bridge_text(1), lam_bridge_text(2))
                         : lam_results_set_number(results, lam_bridge_text(1),
                                                  lam_bridge_number(2)));
ENDVERBATIM
}

PROCEDURE laminae_results_network() {
VERBATIM
    lam_bridge_check(lam_results_write_network(lam_bridge_results(), lam_bridge_network(1)));
ENDVERBATIM
}

PROCEDURE laminae_results_options() {
VERBATIM
    lam_bridge_check(lam_results_write_text(lam_bridge_results(), "/options", lam_bridge_text(1)));
ENDVERBATIM
}

FUNCTION laminae_results_option() {
VERBATIM
    char* value = nullptr;
    lam_bridge_check(lam_results_option(lam_bridge_text(1), lam_bridge_text(2), &value));
    std::unique_ptr<char, void (*)(void*)> owned(value, free);
    if (value[0] != '\0') {
        lam_bridge_set_text(3, value);
    }
    return value[0] != '\0';
ENDVERBATIM
}

PROCEDURE laminae_results_write() {
VERBATIM
    size_t n = lam_bridge_size(3), n_rows = lam_bridge_rows(4, n, lam_bridge_text(1));
    lam_bridge_check(lam_results_write(lam_bridge_results(), lam_bridge_text(1), n_rows,
                                       n_rows > 0 ? n / n_rows : n,
                                       lam_bridge_vector(3, n, "results"), lam_bridge_text(2)));
ENDVERBATIM
}

PROCEDURE laminae_results_write_integers() {
VERBATIM
    size_t n = lam_bridge_size(3);
    lam_bridge_check(lam_results_write_integers(lam_bridge_results(), lam_bridge_text(1), n,
                                                lam_bridge_vector(3, n, "results"),
                                                lam_bridge_text(2)));
ENDVERBATIM
}

PROCEDURE laminae_results_matrix() {
VERBATIM
    lam_bridge_check(lam_results_matrix(lam_bridge_results(), lam_bridge_text(1),
                                        lam_bridge_count(3, "n_rows"),
                                        lam_bridge_count(4, "n_columns"), lam_bridge_text(2),
                                        lam_bridge_number(5)));
ENDVERBATIM
}

PROCEDURE laminae_results_write_row() {
VERBATIM
    size_t n = lam_bridge_size(3);
    lam_bridge_check(lam_results_write_row(lam_bridge_results(), lam_bridge_text(1),
                                           lam_bridge_count(2, "row"), n,
                                           lam_bridge_vector(3, n, "results")));
ENDVERBATIM
}

PROCEDURE laminae_results_describe() {
VERBATIM
    lam_bridge_results_describe(lam_bridge_results());
ENDVERBATIM
}

PROCEDURE laminae_results_csd() {
VERBATIM
    lam_bridge_check(lam_results_write_csd(lam_bridge_results(), lam_bridge_text(1),
                                           lam_bridge_text(2),
                                           lam_bridge_array(3), lam_bridge_count(4, "n_samples")));
ENDVERBATIM
}

PROCEDURE laminae_results_sensors() {
VERBATIM
    const lam_model* model = lam_network_model(lam_bridge_network(2));
    lam_bridge_check(lam_results_describe_sensors(
        lam_bridge_results(), lam_bridge_text(1),
        &model->sensor_sets[lam_bridge_index(3, model->n_sensor_sets, "sensors")]));
ENDVERBATIM
}

PROCEDURE laminae_results_text_matrix() {
VERBATIM
    size_t n = lam_bridge_size(6);
    lam_bridge_check(lam_results_text_matrix(
        lam_bridge_results(), lam_bridge_count(1, "trial"), lam_bridge_text(2), lam_bridge_text(3),
        lam_bridge_text(4), lam_bridge_count(5, "n_rows"), n, lam_bridge_vector(6, n, "results"),
        lam_bridge_text(7)));
ENDVERBATIM
}

PROCEDURE laminae_results_text_sensors() {
VERBATIM
    const lam_model* model = lam_network_model(lam_bridge_network(2));
    size_t n = lam_bridge_size(5);
    lam_bridge_check(lam_results_text_sensors(
        lam_bridge_results(), lam_bridge_count(1, "trial"), lam_bridge_text(4),
        &model->sensor_sets[lam_bridge_index(3, model->n_sensor_sets, "sensors")], n,
        lam_bridge_vector(5, n, "results")));
ENDVERBATIM
}

PROCEDURE laminae_results_traces() {
VERBATIM
    char path[4096];
    lam_bridge_check(lam_results_traces(lam_bridge_text(1), lam_bridge_count(2, "rank"), path,
                                        sizeof path));
    lam_bridge_set_text(3, path);
ENDVERBATIM
}

PROCEDURE laminae_results_write_traces() {
VERBATIM
    lam_bridge_check(lam_results_write_traces(lam_bridge_results(), lam_bridge_count(1, "trial"),
                                              lam_bridge_text(2), lam_bridge_number(3) != 0,
                                              lam_bridge_number(4) != 0));
ENDVERBATIM
}

PROCEDURE laminae_results_text_dipole() {
VERBATIM
    lam_bridge_text_dipole(lam_bridge_size(2));
ENDVERBATIM
}

PROCEDURE laminae_results_text_spikes() {
VERBATIM
    size_t n = lam_bridge_size(2);
    lam_bridge_check(lam_results_text_spikes(lam_bridge_results(),
                                             lam_bridge_count(1, "trial"), n,
                                             lam_bridge_vector(2, n, "spikes"),
                                             lam_bridge_vector(3, n, "spikes"),
                                             lam_bridge_number(5),
                                             lam_bridge_network(4)));
ENDVERBATIM
}

PROCEDURE laminae_results_show() {
VERBATIM
    lam_results_show(lam_bridge_results(), lam_bridge_number(1), lam_bridge_number(2));
ENDVERBATIM
}

PROCEDURE laminae_results_no_text() {
VERBATIM
    lam_results_no_text(lam_bridge_results());
ENDVERBATIM
}

PROCEDURE laminae_results_close() {
VERBATIM
    lam_bridge_results_close(lam_bridge_number(1) != 0);
ENDVERBATIM
}

FUNCTION laminae_results_draw() {
VERBATIM
    std::string script = std::string(lam_bridge_home()) + "/tools/summary.sh";
    std::string n_cells = std::to_string(lam_bridge_count(3, "n_cells"));
    const char* words[] = {script.c_str(), lam_bridge_text(1), lam_bridge_text(2), n_cells.c_str(),
                           nullptr};
    int status;
    lam_bridge_check(lam_program_run(words, &status));
    return status;
ENDVERBATIM
}
