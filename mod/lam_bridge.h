/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge.h - what the bridge mechanisms lam_bridge_*.mod share: errors, handles, arguments.
 *
 * Included in VERBATIM after NEURON's headers, hence C++. HOC holds an object of the library as a
 * number, its place in a list; 0 is never an object. */
#ifndef LAM_BRIDGE_H
#define LAM_BRIDGE_H

#include "laminae.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <unistd.h>

extern int nrnmpi_use;
extern int nrnmpi_myid_world; /* of all ranks; nrnmpi_myid is that in a group of them */
extern int nrnmpi_numprocs_world;
extern "C" void nrnmpi_abort(int status);
extern void bbs_handle(); /* on the first rank: what others ask of the bulletin board */
extern int vector_capacity(IvocVect *);
extern double *vector_vec(IvocVect *);
extern IvocVect *vector_arg(int);
extern void vector_resize(IvocVect *, int);

struct lam_bridge_state {
    bool is_command = false;  /* main.hoc: an error ends the program with one line */
    bool is_building = false; /* the command's results are open, and no trial has begun */
    std::string folder;       /* of the results, on the other ranks: there the first can be asked */
    std::string said;         /* by the last error, for who shows it */
    bool is_worker = false;   /* runs a point for another: an error is that of the point */
    lam_status failed = LAM_OK;
    std::string failure; /* on this rank, which the others do not know of yet */
    std::vector<lam_network *> networks;
    std::unordered_map<size_t, double> places; /* of laminae_place */
    std::vector<lam_leadfield *> leadfields;
    std::vector<lam_sources *> sources;
    std::vector<lam_shape *> shapes;
    std::vector<lam_electrode_array *> arrays;
    std::vector<lam_volumes *> boxes;
    std::vector<lam_traces *> traces;
    lam_results *results = nullptr; /* of the run, on the first rank of all */
    lam_results *trial = nullptr;   /* of a trial apart from them, on the first rank of a group */

    ~lam_bridge_state() { /* at the end of the process; unfinished results leave no trace */
        for (lam_network *network : networks) {
            lam_network_destroy(network);
        }
        for (lam_leadfield *leadfield : leadfields) {
            lam_leadfield_destroy(leadfield);
        }
        for (lam_sources *cells : sources) {
            lam_sources_destroy(cells);
        }
        for (lam_shape *shape : shapes) {
            lam_shape_destroy(shape);
        }
        for (lam_electrode_array *array : arrays) {
            lam_array_destroy(array);
        }
        for (lam_volumes *volumes : boxes) {
            lam_volumes_destroy(volumes);
        }
        for (lam_traces *recorded : traces) {
            lam_trace_destroy(recorded);
        }
        lam_results_abandon(trial);
        lam_results_abandon(results);
    }
};

inline lam_bridge_state lam_bridge;

inline void lam_bridge_sleep(double seconds) {
    timespec time = {static_cast<time_t>(seconds), 0};
    time.tv_nsec = static_cast<long>((seconds - static_cast<double>(time.tv_sec)) * 1e9);
    nanosleep(&time, nullptr);
}

/* End every rank: status 2 for bad input, 1 for a failed run. The first rank speaks for all, and
 * keeps what is finished: another one asks it to, and speaks itself only if it is not heard. */
[[noreturn]] inline void lam_bridge_end(int status, const char *line, bool even_empty = false) {
    std::string text = line;
    lam_results *results = lam_bridge.results;
    lam_results_abandon(lam_bridge.trial);
    lam_bridge.trial = lam_bridge.results = nullptr;
    if (results != nullptr) {
        char rescued[1024];
        lam_results_rescue_line(results, even_empty, rescued, sizeof rescued);
        text += rescued;
    }
    if (nrnmpi_myid_world > 0) {
        bool is_heard = !lam_bridge.folder.empty() &&
                        lam_results_ask(lam_bridge.folder.c_str(), status, line, 5);
        lam_bridge_sleep(is_heard ? 60 : 2);
    }
    for (char &c : text) {
        c = static_cast<unsigned char>(c) < ' ' ? ' ' : c; /* one line, whatever HOC made of it */
    }
    fflush(stdout);
    fprintf(stderr, "laminae: %s\n", text.c_str());
    if (nrnmpi_numprocs_world > 1) {
        lam_bridge_sleep(0.3); /* mpiexec drops what it has not yet passed on */
        nrnmpi_abort(status);
    }
    _Exit(status);
}

/* While there are no results there is nothing to save; from then on lam_bridge_check and the watch
 * of a run look whether there was an interrupt, and other ranks pass it on to the first. */
inline void lam_bridge_leave_early(int) {
    static const char text[] = "laminae: interrupted before the first trial\n";
    ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);
    (void)written;
    _exit(1);
}

/* Other ranks wait until they know where the first one has them: it may be making them now. */
inline void lam_bridge_catch_early() {
    if (nrnmpi_myid_world > 0) {
        lam_catch_interrupts();
    } else {
        signal(SIGINT, lam_bridge_leave_early);
        signal(SIGTERM, lam_bridge_leave_early);
    }
}

inline void lam_bridge_pass_on(int) {
    int error = errno;
    lam_results_ask(lam_bridge.folder.c_str(), 0, "interrupted", 0);
    errno = error;
}

/* HOC's error, or the end of the program when it runs as a command. */
inline void lam_bridge_fail(const std::string &line, int status = 1) {
    if (lam_bridge.is_command && !lam_bridge.is_worker) {
        lam_bridge_end(status, line.c_str());
    }
    lam_bridge.said = line;
    hoc_execerror(line.c_str(), nullptr);
}

/* Bad input for want of what can be made. Who calls the command with LAMINAE_ASKS=yes makes it and
 * calls again: for that caller every rank ends with status 3, without a word. */
inline void lam_bridge_lack(const std::string &line) {
    if (lam_bridge.is_command && !lam_bridge.is_worker && getenv("LAMINAE_ASKS") != nullptr) {
        if (nrnmpi_numprocs_world > 1) {
            nrnmpi_abort(3);
        }
        _Exit(3);
    }
    lam_bridge_fail(line, 2);
}

inline void lam_bridge_check(lam_status status) {
    if (status != LAM_OK) {
        lam_bridge_fail(lam_error(), status == LAM_ERR_INPUT ? 2 : 1);
    }
    if (lam_bridge.is_building && lam_interrupted()) {
        lam_bridge_end(1, "interrupted before the first trial");
    }
}

/* The project's folder. */
inline const char *lam_bridge_home() {
    const char *folder = getenv("LAMINAE_HOME");
    if (folder == nullptr) {
        hoc_execerror("LAMINAE_HOME is not set:", "source the project's env.sh first");
    }
    return folder;
}

/* Argument `i` as a number, a text, a Vector. */
[[noreturn]] inline void lam_bridge_wrong(int i, const char *accepted) {
    char line[200];
    snprintf(line, sizeof line, "argument %d is something else; accepted: %s", i, accepted);
    hoc_execerror(line, nullptr);
}

inline bool lam_bridge_is_number(int i) {
    return ifarg(i) && hoc_is_double_arg(i);
}

inline bool lam_bridge_is_text(int i) {
    return ifarg(i) && hoc_is_str_arg(i);
}

inline double lam_bridge_number(int i) {
    if (!lam_bridge_is_number(i)) {
        lam_bridge_wrong(i, "a number");
    }
    return *getarg(i);
}

inline char *lam_bridge_text(int i) {
    if (!lam_bridge_is_text(i)) {
        lam_bridge_wrong(i, "a text");
    }
    return hoc_gargstr(i);
}

inline IvocVect *lam_bridge_vector_at(int i) {
    Object *object = ifarg(i) && hoc_is_object_arg(i) ? *hoc_objgetarg(i) : nullptr;
    if (object == nullptr || strncmp(hoc_object_name(object), "Vector[", 7) != 0) {
        lam_bridge_wrong(i, "a Vector");
    }
    return vector_arg(i);
}

inline Object *lam_bridge_hoc_object(int i) {
    if (!ifarg(i) || !hoc_is_object_arg(i) || *hoc_objgetarg(i) == nullptr) {
        lam_bridge_wrong(i, "an object");
    }
    return *hoc_objgetarg(i);
}

/* The object of a list that argument `i` means. */
template <class T>
inline T *lam_bridge_object(const std::vector<T *> &list, int i, const char *what) {
    double handle = lam_bridge_number(i);
    size_t place = handle >= 1 && handle <= list.size() ? static_cast<size_t>(handle) : 0;
    if (static_cast<double>(place) != handle || place == 0 || list[place - 1] == nullptr) {
        char line[80];
        snprintf(line, sizeof line, "%s %.15g is not open", what, handle);
        hoc_execerror(line, nullptr);
    }
    return list[place - 1];
}

inline lam_network *lam_bridge_network(int i) {
    return lam_bridge_object(lam_bridge.networks, i, "network");
}

inline lam_leadfield *lam_bridge_leadfield(int i) {
    return lam_bridge_object(lam_bridge.leadfields, i, "lead field");
}

inline lam_traces *lam_bridge_traces(int i) {
    return lam_bridge_object(lam_bridge.traces, i, "traces");
}

inline lam_results *lam_bridge_results() {
    lam_results *results = lam_bridge.trial != nullptr ? lam_bridge.trial : lam_bridge.results;
    if (results == nullptr) {
        hoc_execerror("results", "are not open: call laminae_results_create first");
    }
    return results;
}

/* Argument `i` as an index below n. */
inline size_t lam_bridge_index(int i, size_t n, const char *what) {
    double index = lam_bridge_number(i);
    if (!(index >= 0 && index < static_cast<double>(n))) {
        char line[200];
        snprintf(line, sizeof line, "%s: %.15g; accepted: a place below %zu", what, index, n);
        hoc_execerror(line, nullptr);
    }
    return static_cast<size_t>(index);
}

/* Argument `i` as a whole number; a double holds all of them up to 2^53. */
inline int64_t lam_bridge_integer(int i, const char *what) {
    double number = lam_bridge_number(i);
    if (!(std::fabs(number) <= 9007199254740992.0 && number == std::floor(number))) {
        hoc_execerror(what, "is not a whole number");
    }
    return static_cast<int64_t>(number);
}

inline size_t lam_bridge_count(int i, const char *what) {
    int64_t count = lam_bridge_integer(i, what);
    if (count < 0) {
        hoc_execerror(what, "is negative");
    }
    return static_cast<size_t>(count);
}

/* Let strdef argument `i` hold the text. */
inline void lam_bridge_set_text(int i, const char *text) {
    lam_bridge_text(i);
    hoc_assign_str(hoc_pgargstr(i), text);
}

/* Let Vector argument `i` hold n values of any type. */
template <class T> inline void lam_bridge_set_vector(int i, size_t n, const T *values) {
    IvocVect *vector = lam_bridge_vector_at(i);
    if (n > INT_MAX) {
        hoc_execerror("Vector", "cannot hold so many values");
    }
    vector_resize(vector, static_cast<int>(n));
    for (size_t k = 0; k < n; k++) {
        vector_vec(vector)[k] = static_cast<double>(values[k]);
    }
}

/* The elements of Vector argument `i`, of which there must be n. */
inline const double *lam_bridge_vector(int i, size_t n, const char *what) {
    IvocVect *vector = lam_bridge_vector_at(i);
    if (static_cast<size_t>(vector_capacity(vector)) != n) {
        hoc_execerror(what, "Vectors differ in size");
    }
    return vector_vec(vector);
}

inline size_t lam_bridge_size(int i) {
    return static_cast<size_t>(vector_capacity(lam_bridge_vector_at(i)));
}

#endif
