/* SPDX-License-Identifier: BSD-3-Clause
 * t610_describe - the tables that describe a network say what its file says: each kind of row of a
 * network that has something of everything; lines of the models' tables that stand in papers; their
 * shape. */
#include "lam_text_impl.h"
#include "t6xx_document.h"

/* Something of everything; ' for ". */
static const char all_kinds[] =
    "{'laminae_network': 1, 'name': 'all', 'title': 'Something of\\tall', 'source': 'made"
    " up', 'celsius': [32, 'degC'],"
    " 'threshold': [-10, 'mV'], 'tstop': [50, 'ms'], 'dt': [0.05, 'ms'], 'baseline': 'run',"
    " 'scale': 3000, 'smooth': [30, 'ms'],"
    " 'discretisation': {'one_segment_up_to': [100, 'um'], 'segment_length': [50, 'um']},"
    " 'grid': {'nx': 3, 'ny': 2, 'inplane_distance': [30, 'um'], 'layer_separation': [1000,"
    " 'um']},"
    " 'cells': {"
    "  'P': {'layer': '2', 'label': 'short', 'excitatory': true, 'dipole_section': 'tuft',"
    "   'synapses': {'ampa': {'e': [0, 'mV'], 'tau1': [0.5, 'ms'], 'tau2': [5, 'ms']},"
    " 'slow': {'mechanism': 'ExpSyn', 'tau': [7, 'ms'], 'e': [-80, 'mV']}},"
    "   'locations': {'distal': ['tuft', 'twig']},"
    "   'sections': {"
    "    'soma': {'L': [39, 'um'], 'diam': [20, 'um'], 'Ra': [200, 'ohm cm'], 'cm': [1,"
    " 'uF/cm2'], 'v0': [-70, 'mV'], 'direction': [0, 0, 1], 'synapses': ['slow'],"
    "      'mechs': {'km': {'gbar_km': [100, 'pS/um2']}, 'hh': {}}},"
    "    'tuft': {'parent': ['soma', 0.5], 'L': [150, 'um'], 'diam': [2, 'um'], 'Ra': [200,"
    " 'ohm cm'], 'cm': [1, 'uF/cm2'], 'v0': [-70, 'mV'], 'direction': [0, 0, 1], 'synapses':"
    " ['ampa', 'slow'],"
    "      'mechs': {'km': {'gbar_km': {'per_segment': [[100, 120, 140.123456], 'pS/um2']}},"
    " 'mine': {'g_mine': [0.001, 'mho/cm2'], 'e_mine': [-65, 'mV']}}},"
    "    'twig': {'parent': ['tuft', 1, 1], 'L': [50, 'um'], 'diam': [1, 'um'], 'Ra': [150,"
    " 'ohm cm'], 'cm': [1, 'uF/cm2'], 'v0': [-70, 'mV'], 'ends': [[[0, 0, 180], [0, 0,"
    " 230]], 'um'], 'synapses': ['ampa'],"
    "      'mechs': {'km': {'gbar_km': {'per_segment': [[100], 'pS/um2']}}, 'mine':"
    " {'g_mine': [0.001, 'mho/cm2']}}}}},"
    "  'T': {'template': 'Mine', 'shape': 'template', 'synapses': {'ampa': {'e': [0, 'mV'],"
    " 'tau1': [0.5, 'ms'], 'tau2': [5, 'ms']}},"
    "   'sections': {'soma': {'synapses': ['ampa']}}}},"
    " 'populations': {'A': {'cell': 'P', 'lattice': 'pyramidal', 'z': [1,"
    " 'layer_separation']}, 'T': {'positions': [[[0, 0, 1], [3, 4, 1], [0, 7, 1.5]], 'um']}},"
    " 'connections': ["
    "  {'source': 'guessed', 'from': 'A', 'to': 'A', 'location': 'distal', 'receptor':"
    " 'ampa', 'weight': [0.1, 'uS'], 'delay': [1, 'ms'], 'lamtha': [3, 'grid'], 'gain': 1.5,"
    " 'autapses': false},"
    "  {'source': 'guessed', 'from': 'A', 'to': 'T', 'location': 'soma', 'receptor': 'ampa',"
    " 'weight': [0.1, 'uS'], 'delay': [1, 'ms'], 'lamtha': [3, 'grid'], 'probability': 0.5,"
    " 'conn_seed': 9007199254740992, 'threshold': [5, 'mV']},"
    "  {'from': 'T', 'to': 'A', 'location': 'soma', 'receptor': 'slow', 'weight': [0.1,"
    " 'uS'], 'delay': [1, 'ms'], 'lamtha': [3, 'grid'], 'pairs': {'6': [0, 1], '8': [5]}},"
    "  {'from': 'T', 'to': 'A', 'location': 'soma', 'receptor': 'slow', 'weight': [0.1,"
    " 'uS'], 'delay': [1, 'ms'], 'lamtha': [3, 'grid'], 'from_gids': [[6, 7]]},"
    "  {'from': 'train', 'to': 'T', 'location': 'soma', 'receptor': 'ampa', 'weight': [0.1,"
    " 'uS'], 'delay': [1, 'ms'], 'lamtha': [3, 'grid']}],"
    " 'drives': {"
    "  'touch': {'type': 'evoked', 'location': 'soma', 'mu': [20, 'ms'], 'sigma': [2.5,"
    " 'ms'], 'numspikes': 2, 'cell_specific': false, 'n_drive_cells': 2, 'space_constant':"
    " [3, 'grid'], 'event_seed': 2,"
    "    'weights_ampa': {'T': [0.02, 'uS']}, 'synaptic_delays': [0.1, 'ms'], 'position':"
    " [[1, 2, 3], 'um']},"
    "  'noise': {'type': 'poisson', 'location': 'distal', 'rate_constant': {'A': [10,"
    " 'Hz']}, 'tstart': [5, 'ms'], 'cell_specific': true, 'space_constant': [100, 'grid'],"
    " 'event_seed': 3, 'probability': 0.5, 'conn_seed': 7,"
    "    'weights_ampa': {'A': [0.02, 'uS']}, 'synaptic_delays': [0.1, 'ms']},"
    "  'rhythm': {'type': 'bursty', 'location': 'soma', 'tstart': [1, 'ms'], 'tstop': [40,"
    " 'ms'], 'tstart_std': [3, 'ms'], 'burst_rate': [10, 'Hz'], 'burst_std': [20, 'ms'],"
    " 'numspikes': 2, 'spike_isi': [10, 'ms'], 'cell_specific': true, 'space_constant':"
    " [100, 'grid'], 'event_seed': 4, 'event_seed_shift': 'first_gid',"
    "    'weights_ampa': {'T': [0.02, 'uS']}, 'synaptic_delays': {'T': [0.1, 'ms']}},"
    "  'train': {'type': 'spike_train', 'cell_specific': false, 'spikes': [[[3, 1, 2], [],"
    " [0.5]], 'ms']}},"
    " 'biases': {'tonic': {'A': {'amplitude': [0.1, 'nA'], 'share': 0.5, 'conn_seed': 1},"
    " 'T': {'amplitude': [-0.1, 'nA'], 'tstart': [5, 'ms'], 'tstop': [10, 'ms']}}},"
    " 'electrode_arrays': {'shank': {'positions': [[[0, 0, 0], [0, 0, 100]], 'um'],"
    " 'method': 'lsa'}}}";

/* What its tables must hold, the spaces between columns apart. */
static const char *const rows[] = {
    "all: Something of all\n",
    "\ntemperature 32 degC\nspike threshold -10 mV\nrun 50 ms in steps of 0.05 ms\nbaseline run\n",
    "\ndipole in text and figures times 3000\nsmoothed there by a Hamming window of 30 ms\n",
    "\ngrid 3 x 2, 30 um apart; layers 1000 um apart\ncells 9, and 14 of drives\n",
    "\nsynapses 84 between cells, 24 from drives\n",
    "\n A 0-5 6 P 2 0 .. 60 0 .. 30 1000\n T 6-8 3 T - 0 .. 3 0 .. 7 1 .. 1.5\n",
    "\n P DescribedCell 2 excitatory short tuft 3 5\n T Mine - not said T - 1 -\n",
    "\n soma - 39 20 1 0, 0, 0 0, 0, 39\n tuft soma 0.5 150 2 3 0, 0, 19.5 0, 0, 169.5\n",
    "\n twig tuft 1 by end 1 50 1 1 0, 0, 180 0, 0, 230\n",
    "\n cable Ra (ohm cm) 200 soma, tuft\n 150 twig\n cm (uF/cm2) 1 all\n v0 (mV) -70 all\n",
    "\n km gbar_km (pS/um2) 100 soma, twig\n 100 .. 140.12 along the section tuft\n",
    "\n hh - soma\n mine g_mine (mho/cm2) 0.001 tuft, twig\n e_mine (mV) -65 tuft\n",
    "\n ampa Exp2Syn e 0 mV, tau1 0.5 ms, tau2 5 ms tuft, twig\n",
    "\n slow ExpSyn tau 7 ms, e -80 mV soma, tuft\n",
    "\n distal tuft, twig\n",
    " weight delay lamtha pairs synapses\n uS ms grid\n",
    "\n A A distal ampa 0.1 1 3 30 60 no autapses, gain 1.5\n",
    "\n A T soma ampa 0.1 1 3 9 9 probability 0.5, seed 9007199254740992, threshold 5 mV\n",
    "\n T A soma slow 0.1 1 3 3 3 listed pairs\n T A soma slow 0.1 1 3 12 12 some cells\n",
    "\n train T soma ampa 0.1 1 3 9 9\n",
    "\n touch 9-10 2 shared 20 2.5 2 2 1, 2, 3\n",
    "\n noise 11-16 6 specific 5 end 3 10 (3 cells) 30, 0, 500\n",
    "\n rhythm 17-19 3 specific 1 40 3 10 20 2 10 21 30, 0, 500\n",
    "\n train 20-22 3 shared 4 0.5 .. 3 30, 0, 500\n",
    "1 more from cell to cell, 23 more from trial to trial.\n",
    "\n touch T soma ampa 0.02 0.1 3 6 6\n noise A distal ampa 0.02 0.1 100 3 6 probability 0.5, "
    "seed 7\n rhythm T soma ampa 0.02 0.1 100 3 3\n",
    "\n tonic A 3 of 6 soma 0.1 0 end\n tonic T 3 of 3 soma -0.1 5 10\n",
    "\n shank 2 lsa 0.3 0.5 0 0 0 .. 100\n",
    "\n all made up\n connections[0] guessed\n connections[1] the same\n",
};

/* Each run of spaces as one; a line that continues the last cell of the one above joined to it. */
static char *squeezed(const char *text) {
    char *out = calloc(strlen(text) + 1, 1), *end = out;
    for (const char *c = text; *c != '\0'; c++) {
        bool goes_on = *c == '\n' && strspn(c + 1, " ") > 60;
        if (*c != ' ' && !goes_on) {
            *end++ = *c;
        } else if (end > out && end[-1] != ' ') {
            *end++ = ' ';
        }
    }
    return out;
}

static lam_network *network_of(const char *text) {
    char file[] = "/tmp/lam_t610_XXXXXX";
    lam_network *network = NULL;
    json_t *json = parsed(text);
    cr_assert(mkstemp(file) >= 0);
    cr_assert_eq(json_dump_file(json, file, 0), 0);
    GOOD(lam_network_read(file, &network));
    json_decref(json);
    remove(file);
    return network;
}

static void check_shape(const char *text) {
    for (const char *line = text; *line != '\0';) {
        size_t n = strcspn(line, "\n"), letters = 0;
        cr_assert_eq(line[n], '\n');
        for (size_t i = 0; i < n; i++) {
            letters += ((unsigned char)line[i] & 0xC0) != 0x80;
            cr_assert((unsigned char)line[i] >= ' ', "%.*s", (int)n, line);
        }
        cr_assert(letters <= 102, "%zu letters: %.*s", letters, (int)n, line);
        cr_assert(n == 0 || line[n - 1] != ' ', "%.*s", (int)n, line);
        line += n + 1;
    }
}

Test(describe, everything) {
    lam_network *network = network_of(all_kinds);
    char *text;
    GOOD(lam_describe(network, &text));
    check_shape(text);
    char *words = squeezed(text);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cr_assert_not_null(strstr(words, rows[i]), "no \"%s\" in\n%s", rows[i], words);
    }
    free(words);
    free(text);
    lam_network_destroy(network);
}

/* Neymotin et al. 2020 and the parameters of HNN-core 0.6.1. */
static const char *const column_rows[] = {
    "\ntemperature 37 degC\n",
    "\nsynapses 189215 between cells, 0 from drives\n", /* NetCons of HNN-core 0.6.1 */
    "\n L2_basket 0-34 35 L2_basket 2 0 .. 9 0 .. 9 1045.92\n",
    "\n L5_pyramidal 170-269 100 L5_pyramidal 5 0 .. 9 0 .. 9 0\n",
    "\n L5_pyramidal L5Pyr 5 excitatory L5 apical_trunk 9 55\n",
    "\n apical_tuft apical_2 1 425 3.4 9 0, 0, 1501 0, 0, 1926\n",
    "\n gnabar_hh2 (S/cm2) 0.16 soma\n 0.14 all but soma\n",
    "\n ar gbar_ar (S/cm2) 1e-06 soma\n",
    "\n gabab Exp2Syn e -80 mV, tau1 1 ms, tau2 20 ms all\n",
    "\n L2_basket L5_pyramidal distal gabaa 0.001 1 50 3500 3500\n",
    "\n L5_basket L5_basket soma gabaa 0.02 1 20 1190 1190 no autapses\n",
};
static const char *const erp_rows[] = {
    "\ncells 270, and 775 of drives\n",
    "\n evprox1 505-774 270 specific 26.61 2.47 1 507 4, 4, 653\n",
    "\n evprox2 L2_pyramidal proximal ampa 1.43884 0.1 3 100 300\n",
    "\n all Neymotin et al. 2020, eLife 9:e51214, doi 10.7554/eLife.51214, after Jones",
};

static void check_model(const char *path, const char *const *expected, size_t n) {
    lam_network *network;
    char *text;
    GOOD(lam_network_read(path, &network));
    GOOD(lam_describe(network, &text));
    check_shape(text);
    char *words = squeezed(text);
    for (size_t i = 0; i < n; i++) {
        cr_assert_not_null(strstr(words, expected[i]), "no \"%s\" in\n%s", expected[i], words);
    }
    free(words);
    free(text);
    lam_network_destroy(network);
}

Test(describe, models) {
    check_model(COLUMN, column_rows, sizeof column_rows / sizeof column_rows[0]);
    check_model(ERP, erp_rows, sizeof erp_rows / sizeof erp_rows[0]);
    check_model("params/law_2021.json", NULL, 0);
    check_model("params/calcium.json", NULL, 0);
}

/* The paths that can be set are those of lam_edit_paths. */
Test(describe, paths) {
    lam_network *network;
    char *text;
    GOOD(lam_network_read(ERP, &network));
    GOOD(lam_describe_paths(network, &text));
    char *words = squeezed(text);
    cr_assert_not_null(strstr(words, "\ndrives.evprox1.mu 26.61 ms\n"));
    free(words);
    free(text);
    lam_network_destroy(network);
}

/* ---- texts and tables ---- */

Test(describe, tables) {
    lam_text text = {.bytes = NULL}, table = {.bytes = NULL};
    char *bytes;
    lam_text_add(&table, "a\tbc\tlast of all\n\xc3\xa4\xc3\xa4\t\t\nx\ty\tz\n");
    lam_text_add_table(&text, 1, 14, &table);
    GOOD(lam_text_take(&text, &bytes));
    cr_assert_str_eq(bytes,
                     " a   bc  last\n         of\n         all\n \xc3\xa4\xc3\xa4\n x   y   z\n");
    free(bytes);
    lam_text_add_foreign(&text, "a\tb\nc");
    for (int i = 0; i < 5000; i++) {
        lam_text_add_number(&text, 0.1);
    }
    GOOD(lam_text_take(&text, &bytes));
    cr_assert_eq(strlen(bytes), 5 + 5000 * 3);
    cr_assert_eq(strncmp(bytes, "a b c0.10.1", 11), 0);
    free(bytes);
    GOOD(lam_text_take(&text, &bytes));
    cr_assert_str_eq(bytes, "");
    free(bytes);
    static const double numbers[] = {1.0 / 3, 1e300, -0.025, 37, 5e-324, 9007199254740993.0};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        lam_text_add_number(&text, numbers[i]);
        GOOD(lam_text_take(&text, &bytes));
        cr_assert_eq(strtod(bytes, NULL), numbers[i], "%s", bytes);
        free(bytes);
    }
}
