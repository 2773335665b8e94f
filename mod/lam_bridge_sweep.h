/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_sweep.h - the calls of lam_bridge_sweep.mod that take more than a few lines, and what
 * a process has of a sweep. */
#ifndef LAM_BRIDGE_SWEEP_H
#define LAM_BRIDGE_SWEEP_H

#include "lam_bridge_calls.h"

struct lam_bridge_sweep_state {
    lam_spec *spec = nullptr;
    lam_sweep_layout *layout = nullptr;
    lam_sweep *sweep = nullptr; /* on the first rank */

    ~lam_bridge_sweep_state() {
        lam_sweep_close(sweep);
        lam_sweep_layout_destroy(layout);
        lam_spec_destroy(spec);
    }
};

inline lam_bridge_sweep_state lam_bridge_swept;

template <class T> inline T *lam_bridge_need(T *object, const char *who) {
    if (object == nullptr) {
        hoc_execerror(who, "comes before");
    }
    return object;
}

inline lam_spec *lam_bridge_spec() {
    return lam_bridge_need(lam_bridge_swept.spec, "laminae_spec_read()");
}

inline lam_sweep_layout *lam_bridge_layout() {
    return lam_bridge_need(lam_bridge_swept.layout, "laminae_sweep_layout()");
}

inline lam_sweep *lam_bridge_sweep() {
    return lam_bridge_need(lam_bridge_swept.sweep, "laminae_sweep_open()");
}

/* What there was of another file goes. */
inline void lam_bridge_take_spec(lam_spec *spec) {
    lam_bridge_sweep_state &all = lam_bridge_swept;
    lam_sweep_close(all.sweep);
    lam_sweep_layout_destroy(all.layout);
    lam_spec_destroy(all.spec);
    all.sweep = nullptr;
    all.layout = nullptr;
    all.spec = spec;
}

/* laminae_spec_read. */
inline void lam_bridge_read_spec(const char *path) {
    lam_spec *spec = nullptr;
    lam_bridge_check(lam_spec_read_sweep(path, &spec));
    lam_bridge_take_spec(spec);
}

/* laminae_spec_option: the strdef stays as it is where the option is not given. */
inline bool lam_bridge_spec_option() {
    char *text = nullptr;
    lam_bridge_check(lam_spec_option(lam_bridge_spec(), lam_bridge_text(1), &text));
    bool is_given = *text != '\0';
    if (is_given) {
        lam_bridge_set_text(2, text);
    }
    free(text);
    return is_given;
}

/* laminae_spec_lines. */
inline void lam_bridge_spec_lines() {
    char *lines = nullptr;
    const lam_design *design = lam_spec_design(lam_bridge_spec());
    size_t point = lam_bridge_index(1, design->n_points, "point");
    std::vector<double> values(design->n_parameters);
    lam_design_point(design, point, values.data());
    lam_bridge_check(lam_design_lines(design, values.data(), &lines));
    lam_bridge_set_text(2, lines);
    free(lines);
}

/* laminae_sweep_layout. */
inline void lam_bridge_lay_out() {
    lam_sweep_layout *layout = nullptr;
    lam_sweep_run run = {lam_bridge_count(2, "trials"), lam_bridge_count(3, "samples"),
                         lam_bridge_number(4),          lam_bridge_number(5),
                         lam_bridge_number(6),          lam_bridge_number(7)};
    lam_bridge_check(
        lam_sweep_layout_create(lam_bridge_spec(), lam_bridge_network(1), &run, &layout));
    lam_sweep_close(lam_bridge_swept.sweep);
    lam_bridge_swept.sweep = nullptr;
    lam_sweep_layout_destroy(lam_bridge_swept.layout);
    lam_bridge_swept.layout = layout;
}

/* Append numbers to Vector argument `i`. */
inline void lam_bridge_append(int i, size_t n, const double *values) {
    size_t n_before = lam_bridge_size(i);
    IvocVect *vector = lam_bridge_vector_at(i);
    if (n_before + n > INT_MAX) {
        hoc_execerror("Vector", "cannot hold so many values");
    }
    vector_resize(vector, static_cast<int>(n_before + n));
    std::copy_n(values, n, vector_vec(vector) + n_before);
}

/* laminae_sweep_trial. */
inline void lam_bridge_take_trial() {
    const lam_sweep_layout *layout = lam_bridge_layout();
    size_t n = lam_bridge_size(4), n_spikes = lam_bridge_size(8);
    size_t n_layers = n > 0 ? lam_bridge_size(6) / n : 0,
           n_rows = n > 0 ? lam_bridge_size(7) / n : 0;
    lam_sweep_trial trial = {n,
                             lam_bridge_vector(4, n, "time"),
                             lam_bridge_vector(5, n, "dipole"),
                             n_layers,
                             lam_bridge_vector(6, n_layers * n, "layers"),
                             n_rows,
                             lam_bridge_vector(7, n_rows * n, "potentials"),
                             n_spikes,
                             lam_bridge_vector(8, n_spikes, "spikes"),
                             lam_bridge_vector(9, n_spikes, "spikes, gid"),
                             ifarg(10) ? lam_bridge_vector(10, 3 * n, "moment") : nullptr};
    std::vector<double> block(lam_sweep_block(layout));
    lam_bridge_check(lam_sweep_take(layout, lam_bridge_network(1), &trial, block.data()));
    lam_bridge_append(2, block.size(), block.data());
    if (lam_sweep_has_spikes(layout)) {
        double count = static_cast<double>(n_spikes);
        lam_bridge_append(3, 1, &count);
        lam_bridge_append(3, n_spikes, trial.spike_ms);
        lam_bridge_append(3, n_spikes, trial.spike_gid);
    }
}

/* A sweep or a fit may be left at any moment: what is done is on disk. An interrupt waits while it
 * is held, so that two files agree. */
inline std::string lam_bridge_last_words;
inline volatile sig_atomic_t lam_bridge_is_held, lam_bridge_has_waited;

inline void lam_bridge_leave(int) {
    if (lam_bridge_is_held) {
        lam_bridge_has_waited = 1;
        return;
    }
    ssize_t written =
        write(STDERR_FILENO, lam_bridge_last_words.data(), lam_bridge_last_words.size());
    (void)written;
    _exit(1);
}

inline void lam_bridge_hold(bool is_held) {
    lam_bridge_is_held = is_held;
    if (!is_held && lam_bridge_has_waited) {
        lam_bridge_leave(0);
    }
}

/* done: what stays, "points". */
inline void lam_bridge_leave_on_interrupt(const char *done) {
    if (lam_bridge.is_command) {
        lam_bridge_last_words = std::string("\nlaminae: interrupted; the ") + done +
                                " that are done stay, and the same command goes on\n";
        signal(SIGINT, lam_bridge_leave);
        signal(SIGTERM, lam_bridge_leave);
    }
}

/* laminae_sweep_open. */
inline void lam_bridge_open_sweep() {
    lam_sweep_close(lam_bridge_swept.sweep);
    lam_bridge_swept.sweep = nullptr;
    lam_bridge_check(lam_sweep_open(lam_bridge_text(1), lam_bridge_spec(), lam_bridge_network(2),
                                    lam_bridge_layout(), &lam_bridge_swept.sweep));
    lam_bridge_leave_on_interrupt("points");
}

/* laminae_sweep_next. */
inline double lam_bridge_next_point() {
    size_t point;
    lam_bridge_check(lam_sweep_next(lam_bridge_sweep(), lam_bridge_count(1, "point"), &point));
    bool is_there = point < lam_sweep_count(lam_bridge_sweep()).n_points;
    return is_there ? static_cast<double>(point) : -1;
}

/* laminae_sweep_close. */
inline void lam_bridge_close_sweep() {
    lam_sweep *sweep = lam_bridge_sweep();
    lam_bridge_swept.sweep = nullptr;
    lam_bridge_check(lam_sweep_close(sweep));
}

#endif
