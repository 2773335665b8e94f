: SPDX-License-Identifier: BSD-3-Clause
TITLE HOC's view of a run: errors, paths, progress, baseline

COMMENT
  laminae_as_command()             from now on a failure ends all ranks with one line on standard
                                   error: status 2 for bad input, 1 for a failed run
  laminae_as_worker(1 or 0)        from now on, or not any more, a failure is an error of HOC's that
                                   laminae_said() tells, and the first rank serves others between
                                   steps of its runs (PointPool)
  laminae_symbols(strdef)          the names at HOC's top level, a line each, but for those that end
                                   in _, which are no options
  laminae_version(strdef)          the version of the library
  laminae_refuse(text)             bad input found by HOC
  laminae_lack(text)               likewise, for want of what can be made; with LAMINAE_ASKS in the
                                   environment a command then ends with status 3, without a word
  laminae_fail(text)               a failed run
  laminae_said(strdef)             what the last error said, once; "": not one of these, nor one
                                   in laminae_tell
  laminae_tell(statement, object)  runs a statement of HOC in an object; in execute1, whose error
                                   is lost else
  laminae_check_core()             refuses a library of mechanisms without CoreNEURON's part
  laminae_check_folder()           refuses to load files of another clone, from the current folder,
                                   beside this one's library
  laminae_machine()                returns a number of this machine's own
  laminae_machine_memory()         returns its memory (bytes)
  laminae_home(strdef)             the folder of the project: environment variable LAMINAE_HOME
  laminae_find_network(name, strdef)                    the path of a file or of a model by name
  laminae_find_drives(name, strdef)                     the path of a file, or of drives by name
  laminae_run_name(network, network_name, strdef)       what the results of a run are called
  laminae_run_samples(tstop_ms, dt_ms, n_signals)       returns tstop/dt + 1
  laminae_baseline(file, name, population, n_cells, time_ms, q_fAm)     subtracts in place; name: of
                                                        the population's baseline
  laminae_sort_spikes(time_ms, gid)                     by time, then gid, in place
  laminae_now()                    wall clock (s)
  laminae_flush_denormals(1 or 0)  of this thread; returns what it did before
  laminae_state_keep()             keeps the state of the model on this rank, in the place of what
                                   was kept before, and returns its number
  laminae_state_fits(number)       returns whether that state is kept and of the model as it is now
  laminae_state_put()              after finitialize(): gives the model the state that is kept
  laminae_run_core(arguments, is_mpi)                   CoreNEURON runs the model; is_mpi: this
                                   process is one of several. Returns whether it ran
  laminae_watch(trial, n_trials, tstop_ms, is_quiet)    progress on standard error, rank 0: on a
                                   terminal, or as lines where LAMINAE_PROGRESS is set; as a
                                   command, an interrupt closes the results as incomplete and ends
  laminae_watch_end()
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_calls.h"
#include "lam_bridge_core.h"
#include "lam_bridge_settle.h"
ENDVERBATIM

PROCEDURE laminae_as_command() {
VERBATIM
    lam_bridge.is_command = true;
    lam_bridge_catch_early();
ENDVERBATIM
}

PROCEDURE laminae_as_worker() {
VERBATIM
    lam_bridge.is_worker = lam_bridge_number(1) != 0;
ENDVERBATIM
}

PROCEDURE laminae_symbols() {
VERBATIM
    std::string names;
    for (const Symbol* symbol = hoc_top_level_symlist->first; symbol != nullptr;
         symbol = symbol->next) {
        std::string name = symbol->name;
        names += name.back() != '_' ? name + '\n' : "";
    }
    lam_bridge_set_text(1, names.c_str());
ENDVERBATIM
}

PROCEDURE laminae_version() {
VERBATIM
    lam_bridge_set_text(1, LAM_VERSION);
ENDVERBATIM
}

PROCEDURE laminae_refuse() {
VERBATIM
    lam_bridge_fail(lam_bridge_text(1), 2);
ENDVERBATIM
}

PROCEDURE laminae_lack() {
VERBATIM
    lam_bridge_lack(lam_bridge_text(1));
ENDVERBATIM
}

PROCEDURE laminae_said() {
VERBATIM
    lam_bridge_set_text(1, lam_bridge.said.c_str());
    lam_bridge.said.clear();
ENDVERBATIM
}

PROCEDURE laminae_tell() {
VERBATIM
    try {
        hoc_obj_run(lam_bridge_text(1), lam_bridge_hoc_object(2));
    } catch (const std::exception &error) {
        lam_bridge_keep_error(error.what());
        throw;
    }
ENDVERBATIM
}

PROCEDURE laminae_check_core() {
VERBATIM
    const char* library = getenv("CORENEURONLIB");
    if (library != nullptr && access(library, R_OK) != 0) {
        lam_bridge_fail(std::string("engine: coreneuron: there is no '") + library +
            "'; accepted: neuron, or a library that build.sh could make for CoreNEURON, too", 2);
    }
ENDVERBATIM
}

PROCEDURE laminae_check_folder() {
VERBATIM
    if (std::filesystem::exists("hoc/cell/CellType.hoc") &&
        !std::filesystem::equivalent(".", lam_bridge_home())) {
        lam_bridge_fail("the current folder is another clone of Laminae, whose files would be "
                        "loaded; accepted: another folder, or its own env.sh", 2);
    }
ENDVERBATIM
}

FUNCTION laminae_machine() {
VERBATIM
    return lam_machine_number();
ENDVERBATIM
}

FUNCTION laminae_machine_memory() {
VERBATIM
    return lam_machine_memory();
ENDVERBATIM
}

PROCEDURE laminae_fail() {
VERBATIM
    lam_bridge_fail(lam_bridge_text(1));
ENDVERBATIM
}

PROCEDURE laminae_home() {
VERBATIM
    lam_bridge_set_text(1, lam_bridge_home());
ENDVERBATIM
}

PROCEDURE laminae_find_network() {
VERBATIM
    std::string models = std::string(lam_bridge_home()) + "/params";
    const char* name = lam_bridge_text(1);
    char path[4096];
    lam_bridge_check(lam_network_find("network", models.c_str(), name, path, sizeof path));
    lam_bridge_set_text(2, path);
ENDVERBATIM
}

PROCEDURE laminae_find_drives() {
VERBATIM
    std::string drives = std::string(lam_bridge_home()) + "/params/drives";
    char path[4096];
    lam_bridge_check(
        lam_network_find("drives", drives.c_str(), lam_bridge_text(1), path, sizeof path));
    lam_bridge_set_text(2, path);
ENDVERBATIM
}

PROCEDURE laminae_run_name() {
VERBATIM
    char name[256];
    lam_bridge_check(lam_run_name(lam_bridge_text(1), lam_bridge_text(2), name, sizeof name));
    lam_bridge_set_text(3, name);
ENDVERBATIM
}

FUNCTION laminae_run_samples() {
VERBATIM
    size_t n;
    lam_bridge_check(lam_run_samples(lam_bridge_number(1), lam_bridge_number(2),
                                     lam_bridge_count(3, "n_signals"), &n));
    return static_cast<double>(n);
ENDVERBATIM
}

PROCEDURE laminae_baseline() {
VERBATIM
    size_t n = lam_bridge_size(6);
    double* q_fAm = vector_vec(lam_bridge_vector_at(6));
    lam_bridge_check(lam_baseline_subtract(lam_bridge_text(1), lam_bridge_text(2),
                                           lam_bridge_text(3), lam_bridge_count(4, "n_cells"), n,
                                           lam_bridge_vector(5, n, "baseline"), q_fAm));
ENDVERBATIM
}

PROCEDURE laminae_sort_spikes() {
VERBATIM
    size_t n = lam_bridge_size(1);
    lam_bridge_vector(2, n, "spikes");
    lam_bridge_check(lam_spikes_sort(n, vector_vec(lam_bridge_vector_at(1)),
                                     vector_vec(lam_bridge_vector_at(2))));
ENDVERBATIM
}

FUNCTION laminae_flush_denormals() {
VERBATIM
    return lam_flush_denormals(lam_bridge_number(1) != 0);
ENDVERBATIM
}

FUNCTION laminae_state_keep() {
VERBATIM
    return lam_bridge_kept_state.keep();
ENDVERBATIM
}

FUNCTION laminae_state_fits() {
VERBATIM
    return lam_bridge_kept_state.fits(lam_bridge_number(1));
ENDVERBATIM
}

PROCEDURE laminae_state_put() {
VERBATIM
    lam_bridge_kept_state.put();
ENDVERBATIM
}

FUNCTION laminae_run_core() {
VERBATIM
    return lam_bridge_run_core(lam_bridge_text(1), lam_bridge_number(2) != 0);
ENDVERBATIM
}

FUNCTION laminae_now() {
VERBATIM
    return lam_now_s();
ENDVERBATIM
}

PROCEDURE laminae_watch() {
VERBATIM
    lam_bridge_begin_watch();
ENDVERBATIM
}

PROCEDURE laminae_watch_end() {
VERBATIM
    lam_bridge_end_watch();
ENDVERBATIM
}
