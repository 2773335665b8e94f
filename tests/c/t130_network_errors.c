/* SPDX-License-Identifier: BSD-3-Clause
 * t130_network_errors - a network file that is wrong is refused by one line that names the file,
 * the path inside it and what is accepted. */
#include "t1xx_file.h"
#include "scratch.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[SCRATCH_SIZE], root[4096];

/* Files of this test stand in a folder of their own. */
static void enter(void) {
    cr_assert_not_null(getcwd(root, sizeof root));
    scratch_folder(folder);
    cr_assert_eq(chdir(folder), 0);
}

static void leave(void) {
    scratch_remove(folder);
}

TestSuite(network_errors, .init = enter, .fini = leave);

static char *whole_text(void) {
    char path[sizeof root + 32];
    lam_network *network;
    snprintf(path, sizeof path, "%s/" ERP, root);
    GOOD(lam_network_read(path, &network));
    char *text = strdup(lam_network_json(network));
    lam_network_destroy(network);
    return text;
}

static void refused(const char *path, lam_status expected, const char *line) {
    lam_network *network = (lam_network *)&network;
    cr_assert_eq(lam_network_read(path, &network), expected, "%s: %s", line, lam_error());
    cr_assert_eq((void *)network, (void *)&network, "the output was touched");
    cr_assert_not_null(strstr(lam_error(), line), "expected \"%s\"\nhave     \"%s\"", line,
                       lam_error());
    cr_assert_null(strchr(lam_error(), '\n'));
}

static void file_refused(const char *bytes, size_t size, const char *line) {
    write_file("bad.json", bytes, size);
    refused("bad.json", LAM_ERR_INPUT, line);
}

/* One replacement in the merged text of erp.json, and how the line about it begins. */
static const char *const bad[][3] = {
    {"\"mu\": [26.61, \"ms\"]", "\"mu\": [26.61, \"s\"]",
     "bad.json: drives.evprox1.mu: [26.61,\"s\"]: accepted: [value, \"ms\"]"},
    {"\"mu\": [26.61, \"ms\"]", "\"mu\": 26.61", "drives.evprox1.mu: 26.61: accepted: [value"},
    {"\"mu\": [26.61, \"ms\"]", "\"muu\": [26.61, \"ms\"]",
     "drives.evprox1.muu: [26.61,\"ms\"]: unknown key, did you mean mu? accepted: type,"},
    {"\"mu\": [26.61, \"ms\"], ", "", "drives.evprox1.mu: missing; accepted: [value, \"ms\"]"},
    {"\"mu\": [26.61, \"ms\"]", "\"mu\": [1e300, \"ms\"]", "accepted: [value, \"ms\"], value"},
    {"\"sigma\": [2.47,", "\"sigma\": [-2.47,", "drives.evprox1.sigma: [-2.47,\"ms\"]"},
    {"\"type\": \"evoked\"", "\"type\": \"evokd\"", "did you mean evoked?"},
    {"\"cell_specific\": true", "\"cell_specific\": 1", "accepted: true or false"},
    {"\"cell_specific\": true", "\"cell_specific\": false",
     "drives.evdist1.n_drive_cells: missing"},
    {"\"cell_specific\": true", "\"cell_specific\": true, \"n_drive_cells\": 3",
     "drives.evdist1.n_drive_cells: 3: accepted: left out"},
    {"\"event_seed\": 2", "\"event_seed\": 4294967296", "whole number, -4294967295 to 4294967295"},
    {"\"event_seed\": 2", "\"event_seed\": -271", "event_seed: -271: accepted: 0 and above"},
    {"\"event_seed_shift\": \"first_gid\"", "\"event_seed_shift\": \"gid\"", "unknown shift"},
    {"\"numspikes\": 1", "\"numspikes\": 1.5", "drives.evdist1.numspikes: 1.5: accepted"},
    {"\"location\": \"distal\", \"mu\"", "\"location\": \"axon\", \"mu\"",
     "drives.evdist1.location: \"axon\": unknown location of L2_basket; accepted: proximal"},
    {"\"location\": \"proximal\", \"mu\"", "\"location\": \"distal\", \"mu\"",
     "drives.evprox1.location: \"distal\": unknown location of L5_basket"},
    {"\"weights_ampa\": {\"L2_basket\"", "\"weights_ampa\": {\"L2_baskt\"",
     "unknown population, did you mean L2_basket?"},
    {"\"synaptic_delays\": {\"L2_basket\": [0.1, \"ms\"], ", "\"synaptic_delays\": {",
     "drives.evdist1.synaptic_delays.L2_basket: missing"},
    {"\"synaptic_delays\": {", "\"synaptic_delays\": {\"L5_basket\": [0.1, \"ms\"], ",
     "drives.evdist1.synaptic_delays.L5_basket: [0.1,\"ms\"]: there is no weight"},
    {"\"evprox1\": {", "\"L2_basket\": {", "is a population of cells already"},
    {"\"evprox1\": {", "\"ev/prox\": {", "drives.ev/prox: "},
    {"\"nx\": 10", "\"nx\": 0", "grid.nx: 0: accepted: a whole number, 1 to 1000"},
    {"\"nx\": 10", "\"nx\": 1000000000000000000", "grid.nx: 1000000000000000000: accepted"},
    {"\"nx\": 10", "\"nx\": \"10\"", "grid.nx: \"10\": accepted: a whole number"},
    {"\"layer_separation\": [1307.4, \"um\"]", "\"layer_separation\": [1307.4, \"mm\"]",
     "grid.layer_separation: "},
    {"\"z\": [0.8, \"layer_separation\"]", "\"z\": [0.8, \"um\"]", "populations.L2_basket.z"},
    {"\"cell\": \"L2_basket\"", "\"cell\": \"L2_cask\"", "unknown cell type"},
    {"\"lattice\": \"basket\"", "\"lattice\": \"hexagonal\"", "unknown lattice"},
    {"\"L\": [102, \"um\"]", "\"L\": [-102, \"um\"]",
     "cells.L5_pyramidal.sections.apical_trunk.L: [-102,\"um\"]: accepted"},
    {"\"diam\": [10.2, \"um\"]", "\"diam\": [0, \"um\"]", "apical_trunk.diam: [0,\"um\"]"},
    {"\"parent\": [\"apical_2\", 1]", "\"parent\": [\"apical_3\", 1]",
     "apical_tuft.parent[0]: \"apical_3\": unknown section above, did you mean apical_1?"},
    {"\"parent\": [\"apical_2\", 1]", "\"parent\": [\"apical_tuft\", 1]", "unknown section"},
    {"\"parent\": [\"apical_2\", 1]", "\"parent\": [\"basal_1\", 1]", "unknown section above"},
    {"\"parent\": [\"apical_2\", 1]", "\"parent\": [\"apical_2\", 2]", "a number, 0 to 1"},
    {"\"parent\": [\"apical_2\", 1], ", "", "apical_tuft.parent: missing"},
    {"\"direction\": [-1, 0, -1]", "\"direction\": [0, 0, 0]", "basal_2.direction: [0,0,0]"},
    {"\"direction\": [-1, 0, -1]", "\"direction\": [1, 0]", "accepted: [x, y, z]"},
    {"\"km\": {", "\"k m\": {", "mechs.k m: {\"gbar_km\":[250,\"pS/um2\"]}: the key is no name"},
    {"\"gbar_km\": [200, \"pS/um2\"]", "\"gbar_km\": [200, \"S/cm2\"]",
     "mechs.km.gbar_km: [200,\"S/cm2\"]: accepted: [value, \"pS/um2\"]"},
    {"\"gbar_km\": [200", "\"gbar_kn\": [200", "unknown parameter, did you mean gbar_km?"},
    {"\"exponential\"", "\"linar\"", "gbar_ar.linar: "},
    {"\"per_um\": [0.003,", "\"per_um\": [1,", "gbar_ar.exponential: "},
    {"\"tau1\": [0.5, \"ms\"]", "\"tau1\": [6, \"ms\"]", "synapses.ampa.tau1: "},
    {"\"distal\": [\"apical_tuft\"]", "\"distal\": [\"apical_tft\"]",
     "locations.distal[0]: \"apical_tft\": unknown section, did you mean apical_tuft?"},
    {"\"distal\": [\"apical_tuft\"]", "\"distal\": [\"apical_tuft\", \"apical_tuft\"]",
     "locations.distal[1]: \"apical_tuft\": twice"},
    {"\"distal\": [\"apical_tuft\"]", "\"soma\": [\"apical_tuft\"]", "is a section already"},
    {"\"dipole_section\": \"apical_trunk\"", "\"dipole_section\": \"axon\"", "unknown section"},
    {"\"from\": \"L2_pyramidal\"", "\"from\": \"evprox1\"",
     "connections[0].from: \"evprox1\": a drive that has weights of its own"},
    {"\"location\": \"soma\", \"receptor\": \"gabaa\"",
     "\"location\": \"soma\", \"receptor\": \"ampa\"",
     "connections[4].receptor: \"ampa\": section soma of L2_pyramidal has no synapse ampa"},
    {"\"receptor\": \"nmda\"", "\"receptor\": \"nmdaa\"",
     "connections[0].receptor: \"nmdaa\": unknown synapse of L2_pyramidal, did you mean nmda?"},
    {"\"weight\": [0.0005, \"uS\"]", "\"weight\": [0.0005, \"nS\"]", "connections[0].weight"},
    {"\"delay\": [1, \"ms\"]", "\"delay\": [0, \"ms\"]", "connections[0].delay: [0,\"ms\"]"},
    {"\"laminae_network\": 1", "\"laminae_network\": 2", "bad.json: laminae_network: 2"},
    {"\"name\": \"erp\"", "\"name\": \"e/r/p\"", "bad.json: name: \"e/r/p\": accepted: a name"},
    {"\"baseline\": \"hnn\"", "\"baseline\": \"hn\"", "unknown baseline, did you mean hnn?"},
    {"\"celsius\": [37, \"degC\"]", "\"celsius\": [310, \"degC\"]", "bad.json: celsius: "},
    {"\"cells\": {", "\"cellls\": {}, \"cells\": {", "cellls: {}: unknown key"},
    {"26.61", "NaN", "bad.json: line 1, column"},
    {"26.61", "1e999", "real number overflow"},
    {"\"name\": \"erp\"", "\"name\": \"erp\", \"name\": \"erp\"", "duplicate object key"},
};

Test(network_errors, values) {
    char *text = whole_text();
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char *wrong = replaced(text, bad[i][0], bad[i][1]);
        file_refused(wrong, strlen(wrong), bad[i][2]);
        free(wrong);
    }
    free(text);
}

Test(network_errors, no_json) {
    static char deep[100000], binary[256];
    memset(deep, '[', sizeof deep);
    for (size_t i = 0; i < sizeof binary; i++) {
        binary[i] = (char)i;
    }
    char *text = whole_text();
    file_refused(text, 5000, "bad.json: line 1, column 5000: ");
    file_refused(text, 0, "bad.json: line 1, ");
    file_refused(deep, sizeof deep, "bad.json: line 1, column 2049: ");
    file_refused(binary, sizeof binary, "bad.json: line 1, ");
    file_refused("[1]", 3, "bad.json: accepted: a JSON object");
    file_refused("{}", 2, "bad.json: laminae_network: missing");
    free(text);
}

Test(network_errors, no_file) {
    cr_assert_eq(mkdir("folder", 0700), 0);
    refused("missing.json", LAM_ERR_INPUT, "missing.json: No such file");
    refused("folder", LAM_ERR_INPUT, "folder: is a folder; accepted: a JSON file");
    refused("", LAM_ERR_INPUT, ": No such file");
}

static void write_text(const char *path, const char *format, const char *argument) {
    char text[5000];
    int size = snprintf(text, sizeof text, format, argument);
    write_file(path, text, (size_t)size);
}

/* The line names the file in which the wrong value stands. */
Test(network_errors, extended) {
    write_text("a.json", "{\"extends\": \"%s\"}", "b");
    write_text("b.json", "{\"extends\": \"%s\"}", "a");
    refused("a.json", LAM_ERR_INPUT, "b.json: extends: \"a\": is that a loop?");
    write_text("self.json", "{\"extends\": \"%s\"}", "self.json");
    refused("self.json", LAM_ERR_INPUT, "self.json: extends: \"self.json\": is that a loop?");
    write_text("orphan.json", "{\"extends\": \"%s\"}", "nobody");
    refused("orphan.json", LAM_ERR_INPUT,
            "orphan.json: extends: \"nobody\": no such file or model; accepted: a file");
    write_text("number.json", "{\"extends\": %s}", "3");
    refused("number.json", LAM_ERR_INPUT, "number.json: extends: accepted: the name of another");
    write_text("base.json", "{\"extends\": \"%s/" ERP "\", \"grid\": {\"nx\": 1.5}}", root);
    write_text("top.json", "{\"extends\": \"%s\", \"title\": \"x\"}", "base");
    refused("top.json", LAM_ERR_INPUT, "base.json: grid.nx: 1.5: accepted");
    write_text("base.json",
               "{\"extends\": \"%s/" ERP "\", \"cells\": {\"L2_pyramidal\": {\"defaults\": "
               "{\"cm\": [1, \"F\"]}}}}",
               root);
    refused("top.json", LAM_ERR_INPUT, "base.json: cells.L2_pyramidal.defaults.cm: [1,\"F\"]: ");
    write_text("base.json",
               "{\"extends\": \"%s/" ERP "\", \"cells\": {\"L2_pyramidal\": {\"defaults\": 1}}}",
               root);
    refused("top.json", LAM_ERR_INPUT, "base.json: cells.L2_pyramidal.defaults: 1: accepted");
}
