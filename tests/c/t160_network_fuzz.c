/* SPDX-License-Identifier: BSD-3-Clause
 * t160_network_fuzz - network files with random bytes changed, cut off, or values exchanged are
 * read or refused by one line, never anything else. */
#include "t1xx_file.h"

static lam_mt19937 rng;

static size_t below(size_t n) {
    return (size_t)(lam_mt19937_uniform(&rng) * (double)n);
}

/* One to four bytes become others: any, or one that JSON is made of. */
static void change_bytes(char *bytes, size_t size) {
    static const char json[] = "0123456789-+.eE\"[]{}:, \\ntfu";
    for (size_t n = 1 + below(4); n > 0; n--) {
        bytes[below(size)] = below(2) == 0 ? (char)below(256) : json[below(sizeof json - 1)];
    }
}

/* Some number or text in quotes: where it begins and how long it is. */
static size_t token(const char *bytes, size_t size, size_t *length) {
    size_t at;
    do {
        at = 1 + below(size - 1);
    } while (strchr("-0123456789\"", bytes[at]) == NULL || strchr(" [{", bytes[at - 1]) == NULL);
    bool quoted = bytes[at] == '"';
    *length = strcspn(bytes + at + (quoted ? 1 : 0), quoted ? "\"" : ",]} ") + (quoted ? 2 : 0);
    return at;
}

/* A number or text is written over by another of the file, or by one that is out of bounds. The
 * rest stays valid JSON as a rule, so that the readers behind the parser are reached. */
static size_t change_value(char *bytes, size_t size, const char *text) {
    static const char *const odd[] = {"-1", "0", "1e308", "null", "{}", "[]", "4294967296", "\"\""};
    size_t length, other_length = 0;
    size_t at = token(bytes, size, &length);
    const char *other = odd[below(sizeof odd / sizeof odd[0])];
    if (below(2) == 0) {
        other = text + token(text, size, &other_length);
    } else {
        other_length = strlen(other);
    }
    memmove(bytes + at + other_length, bytes + at + length, size - at - length);
    memcpy(bytes + at, other, other_length);
    return size - length + other_length;
}

static void fuzz(const char *text, size_t n_files, size_t n_read_expected) {
    size_t size = strlen(text), n_read = 0;
    char scratch[] = "/tmp/lam_t160_XXXXXX", *bytes = malloc(2 * size + 64);
    cr_assert(bytes != NULL && mkstemp(scratch) >= 0);
    for (size_t i = 0; i < n_files; i++) {
        size_t changed = size;
        memcpy(bytes, text, size);
        if (i % 8 == 0) {
            changed = below(size);
        } else if (i % 8 < 3) {
            change_bytes(bytes, size);
        } else {
            changed = change_value(bytes, size, text);
        }
        write_file(scratch, bytes, changed);
        lam_network *network = NULL;
        lam_status status = lam_network_read(scratch, &network);
        if (status == LAM_OK) {
            n_read++;
            cr_assert(strlen(lam_network_json(network)) > 0);
            lam_network_destroy(network);
        } else {
            cr_assert_eq(status, LAM_ERR_INPUT, "%s", lam_error());
            cr_assert(strlen(lam_error()) > strlen(scratch));
            cr_assert_null(strpbrk(lam_error(), "\n\r"));
        }
    }
    cr_assert(n_read >= n_read_expected && n_read < n_files, "%zu of %zu read", n_read, n_files);
    free(bytes);
    remove(scratch);
}

/* A column of one cell type that has something of everything, so that each change counts. */
static const char small[] =
    "{\"laminae_network\": 1, \"name\": \"small\", \"title\": \"t\", \"source\": \"s\", "
    "\"celsius\": [37, \"degC\"], \"threshold\": [0, \"mV\"], \"tstop\": [50, \"ms\"], "
    "\"dt\": [0.025, \"ms\"], \"baseline\": \"none\", \"discretisation\": "
    "{\"one_segment_up_to\": [100, \"um\"], \"segment_length\": [50, \"um\"]}, \"grid\": "
    "{\"nx\": 3, \"ny\": 2, \"inplane_distance\": [1, \"um\"], \"layer_separation\": [9, \"um\"]}, "
    "\"cells\": {\"P\": {\"template\": \"T\", \"layer\": \"2\", \"label\": \"L2\", "
    "\"excitatory\": true, \"dipole_section\": \"tuft\", \"synapses\": {\"ampa\": {\"e\": [0, "
    "\"mV\"], "
    "\"tau1\": [1, \"ms\"], \"tau2\": [5, \"ms\"]}}, \"locations\": {\"distal\": [\"tuft\"]}, "
    "\"defaults\": {\"Ra\": [200, \"ohm cm\"], \"cm\": [1, \"uF/cm2\"], \"v0\": [-70, \"mV\"], "
    "\"mechs\": {\"km\": {\"gbar_km\": [200, \"pS/um2\"]}, \"ar\": {\"gbar_ar\": {\"exponential\": "
    "{\"at_zero\": [1e-6, \"S/cm2\"], \"per_um\": [0.003, \"1/um\"]}}}}, \"synapses\": "
    "[\"ampa\"]}, "
    "\"sections\": {\"soma\": {\"L\": [39, \"um\"], \"diam\": [20, \"um\"], \"direction\": [0, 0, "
    "1]}, "
    "\"tuft\": {\"parent\": [\"soma\", 0.5], \"L\": [300, \"um\"], \"diam\": [2, \"um\"], "
    "\"direction\": "
    "[1, 0, 1], \"nseg\": 3, \"mechs\": {\"km\": {\"gbar_km\": [20, \"pS/um2\"]}}}}}}, "
    "\"populations\": "
    "{\"A\": {\"cell\": \"P\", \"lattice\": \"pyramidal\", \"z\": [1, \"layer_separation\"]}, "
    "\"B\": "
    "{\"cell\": \"P\", \"lattice\": \"basket\", \"z\": [0, \"layer_separation\"]}}, "
    "\"connections\": "
    "[{\"from\": \"A\", \"to\": \"B\", \"location\": \"distal\", \"receptor\": \"ampa\", "
    "\"weight\": "
    "[0.1, \"uS\"], \"delay\": [1, \"ms\"], \"lamtha\": [3, \"grid\"], \"gain\": 2, \"autapses\": "
    "false}], "
    "\"drives\": {\"D\": {\"source\": \"s\", \"type\": \"evoked\", \"location\": \"soma\", \"mu\": "
    "[20, \"ms\"], \"sigma\": [2, \"ms\"], \"numspikes\": 2, \"cell_specific\": false, "
    "\"n_drive_cells\": 2, "
    "\"space_constant\": [3, \"grid\"], \"event_seed\": 2, \"weights_ampa\": {\"A\": [0.1, "
    "\"uS\"]}, "
    "\"synaptic_delays\": {\"A\": [1, \"ms\"]}}}}";

Test(network_fuzz, small) {
    lam_mt19937_seed(&rng, 119);
    fuzz(small, 2500, 40);
}

/* The text with `defaults`, as a modeller writes it. */
Test(network_fuzz, column) {
    lam_mt19937_seed(&rng, 120);
    char *text = read_file(COLUMN);
    fuzz(text, 120, 2);
    free(text);
}

/* The merged text, drives included. */
Test(network_fuzz, merged) {
    lam_mt19937_seed(&rng, 121);
    lam_network *network;
    GOOD(lam_network_read(ERP, &network));
    char *text = strdup(lam_network_json(network));
    lam_network_destroy(network);
    fuzz(text, 120, 2);
    free(text);
}
