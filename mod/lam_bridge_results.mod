TITLE HOC's view of the results on disk: laminae_results_*

COMMENT
One set of results is open at a time, on rank 0. Paths, units and attributes: docs/results.md.
  laminae_results_create(directory)
  laminae_results_attribute(name, text or number)
  laminae_results_network(network)                      /network
  laminae_results_write(path, units, values [, n_rows]) a Vector, row after row
  laminae_results_write_integers(path, units, values)
  laminae_results_text_dipole(trial, time_ms, agg_nAm, columns_nAm, labels)
                                                        columns one after the other in one Vector,
                                                        labels separated by a space
  laminae_results_text_spikes(trial, time_ms, gid, network)
  laminae_results_close(complete)
  laminae_results_draw(directory, title, n_cells)       summary.png from the text files, by
                                                        tools/summary.sh; returns its exit status
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge.h"
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>
ENDVERBATIM

PROCEDURE laminae_results_create() {
VERBATIM
    lam_results_abandon(lam_bridge.results);
    lam_bridge.results = nullptr;
    lam_bridge_check(lam_results_create(hoc_gargstr(1), &lam_bridge.results));
ENDVERBATIM
}

PROCEDURE laminae_results_attribute() {
VERBATIM
    lam_results* results = lam_bridge_results();
    lam_bridge_check(hoc_is_str_arg(2)
                         ? lam_results_set_text(results, hoc_gargstr(1), hoc_gargstr(2))
                         : lam_results_set_number(results, hoc_gargstr(1), *getarg(2)));
ENDVERBATIM
}

VERBATIM
static void results_network(lam_results* results, const lam_network* network) {
    const lam_model* model = lam_network_model(network);
    lam_bridge_check(lam_results_write_text(results, "/network/json", lam_network_json(network)));
    for (size_t i = 0; i < model->n_populations; i++) {
        const lam_population* population = &model->populations[i];
        double range[] = {(double) population->first_gid, (double) population->end_gid};
        std::string path = std::string("/network/gid_ranges/") + population->name;
        lam_bridge_check(lam_results_write_integers(results, path.c_str(), 2, range, "gid"));
    }
}
ENDVERBATIM

PROCEDURE laminae_results_network() {
VERBATIM
    results_network(lam_bridge_results(), lam_bridge_network(1));
ENDVERBATIM
}

PROCEDURE laminae_results_write() {
VERBATIM
    size_t n = lam_bridge_size(3), n_rows = ifarg(4) ? lam_bridge_count(4, "n_rows") : 0;
    if (n_rows > 0 && n % n_rows != 0) {
        hoc_execerror(hoc_gargstr(1), "the rows are not equally long");
    }
    lam_bridge_check(lam_results_write(lam_bridge_results(), hoc_gargstr(1), n_rows,
                                       n_rows > 0 ? n / n_rows : n,
                                       lam_bridge_vector(3, n, "results"), hoc_gargstr(2)));
ENDVERBATIM
}

PROCEDURE laminae_results_write_integers() {
VERBATIM
    size_t n = lam_bridge_size(3);
    lam_bridge_check(lam_results_write_integers(lam_bridge_results(), hoc_gargstr(1), n,
                                                lam_bridge_vector(3, n, "results"),
                                                hoc_gargstr(2)));
ENDVERBATIM
}

VERBATIM
static void text_dipole(size_t n) {
    std::istringstream text(hoc_gargstr(5));
    std::vector<std::string> words;
    std::vector<const char*> labels;
    std::vector<const double*> columns;
    for (std::string word; text >> word;) {
        words.push_back(word);
    }
    const double* all = lam_bridge_vector(4, n * words.size(), "dipole columns");
    for (size_t i = 0; i < words.size(); i++) {
        labels.push_back(words[i].c_str());
        columns.push_back(all + i * n);
    }
    lam_bridge_check(lam_results_text_dipole(lam_bridge_results(),
                                             lam_bridge_count(1, "trial"), n,
                                             lam_bridge_vector(2, n, "dipole times"),
                                             lam_bridge_vector(3, n, "dipole"), words.size(),
                                             labels.data(), columns.data()));
}
ENDVERBATIM

PROCEDURE laminae_results_text_dipole() {
VERBATIM
    text_dipole(lam_bridge_size(2));
ENDVERBATIM
}

PROCEDURE laminae_results_text_spikes() {
VERBATIM
    size_t n = lam_bridge_size(2);
    lam_bridge_check(lam_results_text_spikes(lam_bridge_results(),
                                             lam_bridge_count(1, "trial"), n,
                                             lam_bridge_vector(2, n, "spikes"),
                                             lam_bridge_vector(3, n, "spikes"),
                                             lam_bridge_network(4)));
ENDVERBATIM
}

PROCEDURE laminae_results_close() {
VERBATIM
    lam_results* results = lam_bridge_results();
    lam_bridge.results = nullptr;
    lam_bridge_check(lam_results_close(results, *getarg(1) != 0));
ENDVERBATIM
}

VERBATIM
/* Run a program and wait for it; returns its exit status, -1 when it did not end by itself. */
static int run_program(const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const std::string& word: words) {
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        execv(arguments[0], arguments.data());
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) {
        return -1;
    }
    return WEXITSTATUS(status);
}
ENDVERBATIM

FUNCTION laminae_results_draw() {
VERBATIM
    std::string script = std::string(lam_bridge_home()) + "/tools/summary.sh";
    std::string n_cells = std::to_string(lam_bridge_count(3, "n_cells"));
    return run_program({script, hoc_gargstr(1), hoc_gargstr(2), n_cells});
ENDVERBATIM
}
