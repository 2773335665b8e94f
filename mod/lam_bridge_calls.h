/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_calls.h - the calls of the bridge that take more than a few lines.
 *
 * Each unpacks the arguments of the HOC function that is named above it. */
#ifndef LAM_BRIDGE_CALLS_H
#define LAM_BRIDGE_CALLS_H

#include "lam_bridge.h"

#include <sstream>

/* The lines of a text, but for empty ones, as C takes them. */
struct lam_bridge_lines {
    std::vector<std::string> lines;
    std::vector<const char *> texts;

    explicit lam_bridge_lines(const char *text) {
        std::istringstream stream(text);
        for (std::string line; std::getline(stream, line);) {
            if (!line.empty()) {
                lines.push_back(line);
            }
        }
        for (const std::string &line : lines) {
            texts.push_back(line.c_str());
        }
    }
};

/* laminae_tell: NEURON's own words before it are no news. */
inline void lam_bridge_keep_error(const std::string &what) {
    const std::string before = "hoc_execerror: ";
    lam_bridge.said =
        what.compare(0, before.size(), before) == 0 ? what.substr(before.size()) : what;
}

/* laminae_network_open. */
inline lam_network *lam_bridge_open_network() {
    std::string models = std::string(lam_bridge_home()) + "/params";
    lam_bridge_lines changes(lam_bridge_text(4)), probes(ifarg(6) ? lam_bridge_text(6) : "");
    auto given = [](int i) {
        return ifarg(i) && *lam_bridge_text(i) != '\0' ? lam_bridge_text(i) : nullptr;
    };
    lam_network_options options = {models.c_str(),
                                   given(2),
                                   given(3),
                                   changes.texts.size(),
                                   changes.texts.data(),
                                   lam_bridge_number(5),
                                   given(7),
                                   probes.texts.size(),
                                   probes.texts.data()};
    lam_network *network = nullptr;
    lam_bridge_check(lam_network_open(lam_bridge_text(1), &options, &network));
    return network;
}

/* laminae_connection_sources: room for all that are looked at, then the Vectors shrink to what is
 * left. */
inline void lam_bridge_connection_sources(const lam_network *network) {
    size_t n, connection = lam_bridge_count(2, "connection"), target = lam_bridge_count(3, "gid");
    lam_bridge_check(lam_network_candidates(network, connection, target, lam_bridge_number(4), &n));
    for (int i = 5; i <= 7; i++) {
        vector_resize(lam_bridge_vector_at(i), static_cast<int>(n));
    }
    lam_bridge_check(lam_network_sources(
        network, connection, target, lam_bridge_number(4), &n, vector_vec(lam_bridge_vector_at(5)),
        vector_vec(lam_bridge_vector_at(6)), vector_vec(lam_bridge_vector_at(7))));
    for (int i = 5; i <= 7; i++) {
        vector_resize(lam_bridge_vector_at(i), static_cast<int>(n));
    }
}

/* laminae_network_compare. */
inline void lam_bridge_compare(const lam_network *built, const lam_network *other) {
    lam_difference found;
    lam_bridge_check(lam_network_compare(built, other, lam_bridge_number(3), &found));
    std::unique_ptr<lam_difference, void (*)(lam_difference *)> owned(&found, lam_difference_free);
    const bool flags[] = {found.has_Ra, found.has_thresholds, found.has_sensors, found.has_rest};
    lam_bridge_set_text(4, found.structure != nullptr ? found.structure : "");
    lam_bridge_set_vector(5, 4, flags);
    lam_bridge_set_vector(6, found.n_cell_types, found.cell_types);
    lam_bridge_set_vector(7, found.n_connections, found.connections);
}

/* laminae_leadfield_read. */
inline void lam_bridge_leadfield_read(lam_leadfield *leadfield) {
    size_t n;
    lam_bridge_check(lam_leadfield_samples(leadfield, &n));
    if (n > INT_MAX) {
        hoc_execerror("Vector", "cannot hold so many values");
    }
    vector_resize(lam_bridge_vector_at(3), static_cast<int>(n));
    lam_bridge_check(lam_leadfield_read(leadfield, lam_bridge_count(2, "signal"),
                                        vector_vec(lam_bridge_vector_at(3))));
}

/* laminae_record_read. */
inline void lam_bridge_record_read(const lam_network *network) {
    size_t n_gids = lam_network_model(network)->n_gids;
    std::unique_ptr<bool[]> is_selected(new bool[n_gids]);
    lam_record record;
    lam_bridge_check(lam_record_read(network, lam_bridge_text(2), &record, is_selected.get()));
    lam_bridge_set_text(3, record.kind);
    lam_bridge_set_text(4, record.section);
    lam_bridge_set_vector(5, n_gids, is_selected.get());
}

/* laminae_did_you_mean. */
inline void lam_bridge_did_you_mean() {
    lam_bridge_lines names(lam_bridge_text(2));
    char hint[300];
    lam_did_you_mean(lam_bridge_text(1), names.texts.size(), names.texts.data(), hint, sizeof hint);
    lam_bridge_set_text(3, hint);
}

/* laminae_record_refuse. */
inline void lam_bridge_record_refuse() {
    lam_bridge_lines kinds(lam_bridge_text(3));
    lam_bridge_check(lam_record_refuse(lam_bridge_text(1), lam_bridge_text(2), kinds.texts.size(),
                                       kinds.texts.data()));
}

/* laminae_trace_read. */
inline void lam_bridge_trace_read(const lam_traces *traces) {
    size_t slot, n;
    lam_bridge_check(lam_trace_find(traces, lam_bridge_count(2, "gid"), lam_bridge_text(3),
                                    lam_bridge_text(4), &slot));
    lam_bridge_check(lam_trace_samples(traces, &n));
    if (n > INT_MAX) {
        hoc_execerror("Vector", "cannot hold so many values");
    }
    vector_resize(lam_bridge_vector_at(5), static_cast<int>(n));
    lam_bridge_check(lam_trace_read(traces, slot, vector_vec(lam_bridge_vector_at(5))));
}

/* laminae_results_create. */
inline void lam_bridge_results_create(const char *directory, bool resumes) {
    lam_results_abandon(lam_bridge.trial);
    lam_results_abandon(lam_bridge.results);
    lam_bridge.trial = lam_bridge.results = nullptr;
    if (lam_bridge.is_command) {
        lam_catch_interrupts();
        lam_bridge.is_building = true;
    }
    lam_bridge_check(
        (resumes ? lam_results_resume : lam_results_create)(directory, &lam_bridge.results));
}

/* laminae_results_follow. */
inline void lam_bridge_results_follow(const char *directory) {
    lam_bridge.folder = directory;
    if (lam_bridge.is_command) {
        signal(SIGINT, lam_bridge_pass_on);
        signal(SIGTERM, lam_bridge_pass_on);
        if (lam_interrupted()) {
            lam_bridge_pass_on(0);
        }
    }
}

/* laminae_results_close. */
inline void lam_bridge_results_close(bool complete) {
    if (lam_bridge.trial != nullptr) {
        hoc_execerror("results", "a trial is open: laminae_trial_close() comes before");
    }
    lam_results *results = lam_bridge_results();
    lam_bridge.results = nullptr;
    lam_bridge_check(lam_results_close(results, complete));
}

/* Argument `i`, how many rows n values are; 0: it is not given. */
inline size_t lam_bridge_rows(int i, size_t n, const char *what) {
    size_t n_rows = ifarg(i) ? lam_bridge_count(i, "n_rows") : 0;
    if (n_rows > 0 && n % n_rows != 0) {
        hoc_execerror(what, "the rows are not equally long");
    }
    return n_rows;
}

/* laminae_results_describe. */
inline void lam_bridge_results_describe(lam_results *results) {
    const char *path = lam_bridge_text(1), *attribute = lam_bridge_text(2);
    if (lam_bridge_is_text(3)) {
        lam_bridge_check(lam_results_describe_text(results, path, attribute, lam_bridge_text(3)));
        return;
    }
    double number = lam_bridge_is_number(3) ? lam_bridge_number(3) : 0;
    size_t n = lam_bridge_is_number(3) ? 1 : lam_bridge_size(3);
    size_t n_rows = lam_bridge_rows(4, n, attribute);
    lam_bridge_check(lam_results_describe(
        results, path, attribute, n_rows, n_rows > 0 ? n / n_rows : n,
        lam_bridge_is_number(3) ? &number : lam_bridge_vector(3, n, attribute)));
}

/* laminae_results_text_dipole, of n samples. */
inline void lam_bridge_text_dipole(size_t n) {
    std::istringstream text(lam_bridge_text(5));
    std::vector<std::string> words;
    std::vector<const char *> labels;
    std::vector<const double *> columns;
    for (std::string word; text >> word;) {
        words.push_back(word);
    }
    const double *all = lam_bridge_vector(4, n * words.size(), "dipole columns");
    for (size_t i = 0; i < words.size(); i++) {
        labels.push_back(words[i].c_str());
        columns.push_back(all + i * n);
    }
    lam_bridge_check(lam_results_text_dipole(lam_bridge_results(), lam_bridge_count(1, "trial"), n,
                                             lam_bridge_vector(2, n, "dipole times"),
                                             lam_bridge_vector(3, n, "dipole"), words.size(),
                                             labels.data(), columns.data()));
}

/* What laminae_watch tells, and report shows. n_groups 0: trials are not apart from the results. */
struct lam_bridge_watched {
    size_t trial, n_trials;
    double tstop_ms, start_s;
    bool is_shown, as_lines;
    size_t n_groups, n_finished;
    bool is_kept;
};

inline lam_bridge_watched lam_bridge_watch;

/* An interrupt: what is finished is saved, then all ranks end. Where nothing is, the results say
 * that they are incomplete, unless others are there. */
[[noreturn]] inline void lam_bridge_end_interrupted(double t_ms) {
    const lam_bridge_watched *at = &lam_bridge_watch;
    char line[100] = "interrupted";
    if (lam_bridge.results != nullptr && !at->is_kept && at->n_groups == 0) {
        snprintf(line, sizeof line, "interrupted at %g ms of trial %zu", t_ms, at->trial + 1);
    }
    lam_bridge_end(1, line, true);
}

inline void lam_bridge_show(double t_ms) {
    const lam_bridge_watched *at = &lam_bridge_watch;
    char line[200];
    if (at->is_shown) {
        lam_watch_line(line, sizeof line, at->trial, std::max<size_t>(at->n_groups, 1),
                       at->n_trials, t_ms, at->tstop_ms, at->start_s);
        fprintf(stderr, at->as_lines ? "progress: %s\n" : "\r%s\033[K", line);
    }
}

/* On the first rank: whether the run has to end before it is done, by a signal or as another rank
 * asks for it. */
inline void lam_bridge_look(double t_ms) {
    int status = 0;
    char line[1024];
    bool is_asked = lam_bridge.results != nullptr && lam_bridge.is_command &&
                    lam_results_asked(lam_bridge.results, &status, line, sizeof line);
    if (is_asked && status != 0) {
        lam_bridge_end(status, line);
    }
    if (is_asked || lam_interrupted()) {
        lam_bridge_end_interrupted(t_ms);
    }
}

/* Called between two steps. */
inline void lam_bridge_report(double t_ms, void *) {
    if (nrnmpi_myid_world == 0) {
        lam_bridge_look(t_ms);
    }
    if (lam_bridge.is_worker && nrnmpi_myid_world == 0 && nrnmpi_numprocs_world > 1) {
        bbs_handle(); /* others wait for it, which runs a point of its own */
    }
    lam_bridge_show(t_ms);
}

/* A failure that other ranks do not know of: lam_bridge_meet, which all call, tells them. */
inline double lam_bridge_keep_failure(lam_status status) {
    lam_bridge.failed = status;
    lam_bridge.failure = status == LAM_OK ? "" : lam_error();
    return status != LAM_OK;
}

/* Where the ranks of a group have met: one that has failed says so and ends them all; the first of
 * all waits until it is asked, the others until that ends them. One alone has none to wait for. */
inline void lam_bridge_meet(bool has_any_failed) {
    if (lam_bridge.failed != LAM_OK) {
        lam_bridge_fail(lam_bridge.failure, lam_bridge.failed == LAM_ERR_INPUT ? 2 : 1);
    }
    int n_looks = has_any_failed && nrnmpi_numprocs_world > 1 ? 100 : 0;
    for (int i = 0; i < n_looks; i++) {
        if (nrnmpi_myid_world == 0) {
            lam_bridge_look(0);
        }
        lam_bridge_sleep(0.1);
    }
    if (has_any_failed) {
        hoc_execerror("another rank has failed", nullptr);
    }
}

/* laminae_watch. */
inline void lam_bridge_begin_watch() {
    lam_bridge_watched *at = &lam_bridge_watch;
    at->as_lines = getenv("LAMINAE_PROGRESS") != nullptr;
    at->trial = at->n_groups > 0 ? at->n_finished : lam_bridge_count(1, "trial");
    at->n_trials = lam_bridge_count(2, "n_trials");
    at->tstop_ms = lam_bridge_number(3);
    at->start_s = lam_now_s();
    at->is_shown = nrnmpi_myid_world == 0 && lam_bridge_number(4) == 0 &&
                   (at->as_lines || isatty(STDERR_FILENO));
    lam_bridge.is_building = false;
    if (lam_bridge.is_command && !lam_bridge.is_worker &&
        nrnmpi_myid_world == 0) { /* else back to NEURON's prompt */
        lam_catch_interrupts();
    }
    if (nrnmpi_myid_world == 0) { /* a trial may end before the watch looks */
        lam_bridge_look(0);
    }
    lam_watch(lam_bridge_report, nullptr, lam_bridge.is_worker ? 0.005 : 0.2);
}

inline void lam_bridge_end_watch() {
    lam_watch(nullptr, nullptr, 0);
    if (lam_bridge_watch.is_shown) {
        fprintf(stderr, lam_bridge_watch.as_lines ? "progress: \n" : "\r\033[K");
    }
}

#endif
