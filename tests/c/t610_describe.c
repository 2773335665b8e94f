/* SPDX-License-Identifier: BSD-3-Clause
 * t610_describe - the tables that describe a network say what its file says: each kind of row, for
 * a network that has something of everything; rows of the models' tables that are in papers; the
 * layout. */
#include "t6xx_document.h"

/* What its tables must hold, the spaces between columns apart. */
static const char *const rows[] = {
    "all: Something of all\n",
    "\ntemperature 32 degC\nspike threshold -10 mV\nrun 50 ms in steps of 0.05 ms, trials 3, seed "
    "5\nsettled for 20 ms before each trial\nbaseline run\n",
    "\ndipole in text and figures times 3000\nsmoothed there by a Hamming window of 30 ms\n",
    "\ngrid 3 x 2, 30 um apart; layers 1000 um apart\ncells 9, and 14 of drives\n",
    "\nsynapses 84 between cells, 24 from drives\n",
    "\n A 0-5 6 P 2 0 .. 60 0 .. 30 1000\n T 6-8 3 T - 0 .. 3 0 .. 7 1 .. 1.5\n",
    "\n P DescribedCell 2 excitatory short tuft 3 5\n T Mine - not said T - 1 -\n",
    "\n soma - 39 20 1 0, 0, 0 0, 0, 39\n tuft soma 0.5 150 2 3 0, 0, 19.5 0, 0, 169.5\n",
    "\n twig tuft 1 by end 1 50 1 1 0, 0, 180 0, 0, 230\n",
    "\n cable Ra (ohm cm) 200 soma, tuft\n 150 twig\n cm (uF/cm2) 1 all\n v0 (mV) -70 all\n",
    "\n km gbar_km (pS/um2) 100 soma, twig\n 100 .. 140.12 along the section tuft\n",
    "\n hh - its defaults soma\n mine g_mine (mho/cm2) 0.001 tuft, twig\n e_mine (mV) -65 tuft\n",
    "\n ampa Exp2Syn e 0 mV, tau1 0.5 ms, tau2 5 ms tuft, twig\n",
    "\n slow ExpSyn tau 7 ms, e -80 mV soma, tuft\n",
    "\n distal tuft, twig\n",
    " weight delay lamtha pairs synapses\n uS ms grid\n",
    "\n A A distal ampa 0.1 1 3 30 60 no autapses, gain 1.5\n",
    "\n A T soma ampa 0.1 1 3 9 9 probability 0.5, seed 9007199254740992, threshold 5 mV\n",
    "\n T A soma slow 0.1 1 3 3 3 listed pairs\n T A soma slow 0.1 1 3 12 12 some cells\n",
    "\n train T soma ampa 0.1 1 3 9 9\n",
    "\n touch 9-10 2 shared 1, 2, 3 20 2.5 2 2\n",
    "\n noise 11-16 6 specific 30, 0, 500 5 end 3 10 (3 cells)\n",
    "\n rhythm 17-19 3 specific 30, 0, 500 1 40 3 10 20 2 10 21\n",
    "\n train 20-22 3 shared 30, 0, 500 4 0.5 .. 3\n",
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
    lam_network *network = all_kinds_network();
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
    "\n evprox1 505-774 270 specific 4, 4, 653 26.61 2.47 1 507\n",
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
