/* SPDX-License-Identifier: BSD-3-Clause
 * t440_record - KIND[:WHO[:SECTION]]: which cells it means, and the errors for wrong ones. */
#include "laminae.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static lam_network *network;
static lam_record record;
static bool is_selected[2000];

/* gids: 0-34 L2_basket, 35-134 L2_pyramidal, 135-169 L5_basket, 170-269 L5_pyramidal, then drives
 */
static void enter(void) {
    cr_assert_eq(lam_network_read("params/erp.json", &network), LAM_OK, "%s", lam_error());
}

static void leave(void) {
    lam_network_destroy(network);
}

TestSuite(record, .init = enter, .fini = leave);

static void read_record(const char *text, const char *kind, const char *section, size_t n_cells) {
    cr_assert_eq(lam_record_read(network, text, &record, is_selected), LAM_OK, "%s", lam_error());
    cr_assert_str_eq(record.kind, kind);
    cr_assert_str_eq(record.section, section);
    size_t n = 0;
    for (size_t gid = 0; gid < lam_network_model(network)->n_gids; gid++) {
        n += is_selected[gid];
    }
    cr_assert_eq(n, n_cells, "%s: %zu cells", text, n);
}

Test(record, means_cells_and_sections) {
    read_record("v", "v", "all", 270);
    read_record("v:all", "v", "all", 270);
    read_record("m_hh2:L2_basket", "m_hh2", "all", 35);
    cr_assert(is_selected[0] && is_selected[34] && !is_selected[35]);
    read_record("ca:L5_pyramidal:apical_tuft", "ca", "apical_tuft", 100);
    cr_assert(!is_selected[169] && is_selected[170] && is_selected[269]);
    read_record("i_gabaa:all:apical_2", "i_gabaa", "apical_2", 270); /* not all have it */
    read_record("i:0,3,170-179:soma", "i", "soma", 12);
    cr_assert(is_selected[0] && is_selected[3] && is_selected[170] && is_selected[179]);
    read_record("i:5,5,5-5,4-6", "i", "all", 3);
    read_record("whatever:269", "whatever", "all", 1);
}

static void refused(const char *text, const char *part_of_message) {
    lam_record before = record;
    is_selected[0] = true;
    cr_assert_eq(lam_record_read(network, text, &record, is_selected), LAM_ERR_INPUT, "%s", text);
    cr_assert_not_null(strstr(lam_error(), part_of_message), "%s", lam_error());
    cr_assert_not_null(strstr(lam_error(), "accepted: "), "%s", lam_error());
    cr_assert_eq(strncmp(lam_error(), "record: '", 9), 0, "%s", lam_error());
    cr_assert_eq(memcmp(&before, &record, sizeof before), 0);
    cr_assert(is_selected[0]);
}

Test(record, what_is_wrong_is_refused) {
    const char *shapes[] = {"", ":", "v:", "v::soma", ":all", "v:all:", "v:all:soma:", "v:a:b:c"};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        refused(shapes[i], "KIND[:WHO[:SECTION]]");
    }
    char text[400];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    refused(text, "KIND[:WHO[:SECTION]]");
    refused("v:L5_pyramidl", "did you mean L5_pyramidal?");
    refused("v:L5_pyramidl", "'v:L5_pyramidl'");
    refused("v:l2basket", "did you mean L2_basket?");
    refused("v:evprox1", "unknown population"); /* a drive */
    refused("v:All", "did you mean all?");
    refused("v:-1", "unknown population");
    const char *gids[] = {"3-", "3,", "3,,4", "3-1", "3 4", "3-4-5", "3x", "1e2", "3,L2_basket"};
    for (size_t i = 0; i < sizeof gids / sizeof *gids; i++) {
        snprintf(text, sizeof text, "v:%s", gids[i]);
        refused(text, "0,3,170-179");
    }
    refused("v:99999999999999999999999", "0,3,170-179");
    refused("v:270", "gid 270 is no cell");
    refused("v:270", "170-269 (L5_pyramidal)");
    refused("v:260-300", "gid 270 is no cell");
    refused("v:0-999999999999999", "gid 270 is no cell");
    refused("v:all:sma", "did you mean soma?");
    refused("v:L2_pyramidal:apical_2", "unknown section, did you mean apical_1?");
    refused("v:0:apical_2", "accepted: all, soma");
}

Test(record, unknown_variables_are_refused) {
    const char *kinds[] = {"v", "ca", "i", "i_ampa", "m_hh2"};
    cr_assert_eq(lam_record_refuse("m_hh3:0", "m_hh3", 5, kinds), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "record: 'm_hh3:0': unknown variable, did you mean m_hh2? "
                                  "accepted: v, ca, i, i_ampa, m_hh2");
    cr_assert_eq(lam_record_refuse("ca:0", "ca", 5, kinds), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "'ca:0': no ca in these sections"), "%s", lam_error());
}

Test(record, samples_are_taken_each_few_steps) {
    size_t every = 99;
    cr_assert_eq(lam_record_every(0.025, 0.025, &every), LAM_OK);
    cr_assert_eq(every, 1);
    cr_assert_eq(lam_record_every(0.3, 0.1, &every), LAM_OK); /* 0.3/0.1 is 2.9999999999999996 */
    cr_assert_eq(every, 3);
    cr_assert_eq(lam_record_every(1000, 0.025, &every), LAM_OK);
    cr_assert_eq(every, 40000);
    double bad[] = {0, -0.025, 0.0125, 0.03, 0.99, NAN, INFINITY, 1e300};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_assert_eq(lam_record_every(bad[i], 0.025, &every), LAM_ERR_INPUT, "%g", bad[i]);
        cr_assert_not_null(strstr(lam_error(), "multiple of dt (0.025 ms)"), "%s", lam_error());
    }
    cr_assert_eq(every, 40000);
}
