/* SPDX-License-Identifier: BSD-3-Clause
 * t105_choose - what is chosen is what numpy.random.default_rng(seed).choice(n_things, n_chosen,
 * replace=False) chooses, by either of its methods. */
#include "t1xx_file.h"

/* numpy 2.4.6: the first four chosen, the sum of all, the sum of their squares. The method changes
 * above 10,000 things where n_chosen exceeds n_things // 50. Half a million things make draws that
 * are refused, as 2^32 is no multiple of the things left. */
static const struct {
    uint64_t seed;
    size_t n_things, n_chosen, first[4];
    uint64_t sum, squares;
} many[] = {
    {0u, 10000, 9999, {0, 1, 2, 3}, 49987501, 333227099999u},
    {0u, 10001, 200, {26, 52, 81, 146}, 1064296, 7381881970u},
    {0u, 10001, 201, {27, 53, 82, 144}, 1076201, 7535212801u},
    {3u, 9000, 900, {9, 12, 27, 38}, 4031649, 23997110951u},
    {3u, 10000, 5000, {1, 2, 6, 7}, 25121039, 167872781403u},
    {3u, 10001, 10001, {0, 1, 2, 3}, 50005000, 333383335000u},
    {4u, 12100, 1210, {10, 17, 22, 27}, 7400730, 60183206856u},
    {5u, 500000, 400000, {0, 3, 4, 5}, 99992716467, 33326195474764501u},
    {4294967295u, 50000, 1000, {44, 53, 127, 197}, 25227903, 845701927947u},
    {4294967295u, 50000, 1001, {45, 54, 125, 196}, 25209243, 843292626947u},
    {4294967296u, 35000, 3500, {0, 1, 10, 14}, 60624758, 1409862021398u},
    {4294967299u, 1000, 10, {150, 251, 340, 404}, 5265, 3406983u},
    {18446744073709551615u, 20000, 19999, {0, 1, 2, 3}, 199985040, 2666442068400u},
};

Test(choose, many_things) {
    for (size_t c = 0; c < sizeof many / sizeof many[0]; c++) {
        bool *is_chosen = malloc(many[c].n_things * sizeof *is_chosen);
        cr_assert_not_null(is_chosen);
        GOOD(lam_choose(many[c].seed, many[c].n_things, many[c].n_chosen, is_chosen));
        size_t n = 0;
        uint64_t sum = 0, squares = 0;
        for (size_t i = 0; i < many[c].n_things; i++) {
            if (is_chosen[i]) {
                cr_assert(n >= 4 || i == many[c].first[n], "case %zu: %zu", c, i);
                n++;
                sum += i;
                squares += i * i;
            }
        }
        cr_assert_eq(n, many[c].n_chosen, "case %zu: %zu chosen", c, n);
        cr_assert(sum == many[c].sum && squares == many[c].squares, "case %zu", c);
        free(is_chosen);
    }
}

/* numpy 2.4.6: x is chosen. */
static const struct {
    uint64_t seed;
    size_t n_chosen;
    const char *chosen;
} few[] = {
    {0, 2, "...xx"},
    {3, 7, ".xxxx......x...x.x.."},
    {1099511627776, 7, ".....xx...x.x.x...xx"},
    {7, 1, "x"},
    {1, 0, "...."},
    {2, 4, "xxxx"},
    {1, 0, ""},
};

Test(choose, few_things) {
    for (size_t c = 0; c < sizeof few / sizeof few[0]; c++) {
        size_t n_things = strlen(few[c].chosen);
        bool is_chosen[20];
        memset(is_chosen, true, sizeof is_chosen);
        GOOD(lam_choose(few[c].seed, n_things, few[c].n_chosen, is_chosen));
        for (size_t i = 0; i < 20; i++) {
            cr_assert_eq(is_chosen[i], i >= n_things || few[c].chosen[i] == 'x', "case %zu: %zu", c,
                         i);
        }
    }
}

Test(choose, refused) {
    bool is_chosen[2] = {true, false};
    cr_assert_eq(lam_choose(0, 1, 2, is_chosen), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(),
                     "2 chosen of 1; accepted: no more than there are, of fewer than 4294967295");
    cr_assert_eq(lam_choose(0, UINT32_MAX, 1, is_chosen), LAM_ERR_INPUT);
    cr_assert(is_chosen[0] && !is_chosen[1]);
}
