/* SPDX-License-Identifier: BSD-3-Clause
 * t172_hnn_fuzz - network files of HNN-core's, with random bytes changed, cut off, or with values
 * exchanged, are read or refused by one line, never anything else. Sizes that no network has are
 * refused, too. */
#include "t17x_hnn.h"

#include <time.h>

static lam_mt19937 rng;

static size_t below(size_t n) {
    return (size_t)(lam_mt19937_uniform(&rng) * (double)n);
}

static void change_bytes(char *bytes, size_t size) {
    static const char json[] = "0123456789-+.eE\"[]{}:, \\ntfu";
    for (size_t n = 1 + below(4); n > 0; n--) {
        bytes[below(size)] = below(2) == 0 ? (char)(1 + below(255)) : json[below(sizeof json - 1)];
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

/* A number or text is written over by another of the file, or by one that is out of bounds. */
static void change_value(char *bytes) {
    static const char *const odd[] = {"-1",         "0",    "1e308", "null", "{}",
                                      "[]",         "true", "2",     "\"\"", "\"soma,0\"",
                                      "4294967296", "1e15", "-65",   "[[]]", "{\"start\": 0}"};
    size_t size = strlen(bytes), length, other_length;
    size_t at = token(bytes, size, &length), from = token(bytes, size, &other_length);
    char other[256];
    snprintf(other, sizeof other, "%.*s", (int)other_length, bytes + from);
    const char *put = below(2) == 0 ? other : odd[below(sizeof odd / sizeof odd[0])];
    memmove(bytes + at + strlen(put), bytes + at + length, size - at - length + 1);
    memcpy(bytes + at, put, strlen(put));
}

Test(hnn_fuzz, random) {
    enum { N = 3000 };
    size_t size = sizeof hnn_small, n_read = 0;
    char *bytes = malloc(2 * size);
    cr_assert_not_null(bytes);
    lam_mt19937_seed(&rng, 172);
    for (size_t i = 0; i < N; i++) {
        strcpy(bytes, hnn_small);
        if (i % 8 == 0) {
            bytes[below(size)] = '\0';
        } else if (i % 8 < 3) {
            change_bytes(bytes, size - 1);
        } else {
            change_value(bytes);
        }
        lam_network *network = NULL;
        lam_status status = open_hnn(bytes, 0, &network);
        if (status == LAM_OK) {
            n_read++;
            cr_assert(strlen(lam_network_json(network)) > 0);
            lam_network_destroy(network);
        } else {
            cr_assert_eq(status, LAM_ERR_INPUT, "%s", lam_error());
            cr_assert_not_null(strstr(lam_error(), "network.json: "), "%s", lam_error());
            cr_assert_null(strpbrk(lam_error(), "\n\r"));
        }
    }
    cr_assert(n_read > 100 && n_read < N, "%zu of %d read", n_read, N);
    free(bytes);
}

/* ---- sizes ---- */

/* A text of many pieces, each with its number, between a head and a tail; the caller frees. */
static char *many(const char *head, const char *piece, size_t n, const char *tail) {
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    cr_assert_not_null(file);
    fputs(head, file);
    for (size_t i = 0; i < n; i++) {
        fprintf(file, i > 0 ? ", " : "%s", "");
        fprintf(file, piece, i, i + 1);
    }
    fputs(tail, file);
    fclose(file);
    return text;
}

static double cpu_s(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

/* A chain of sections, the file's first at its end, and one that has lost its way. */
Test(hnn_fuzz, long_tree) {
    enum { N = 20000 };
    static const char piece[] =
        "\"s%zu\": {\"L\": 10, \"diam\": 1, \"cm\": 1, \"Ra\": 100, \"nseg\": 1, \"end_pts\": [[0, "
        "0, 0], [0, 0, 1]]}";
    char *sections = many("", piece, N, ", ");
    char *tree = many("\"cell_tree\": {", "\"s%2$zu,1\": [\"s%1$zu,0\"]", N - 1,
                      ", \"soma,1\": [\"s19999,0\"]}");
    char *with_sections =
        replaced(hnn_small, "\"apical_trunk\": {\"L\"", "SECTIONS\"apical_trunk\": {\"L\"");
    char *both = replaced(with_sections, "SECTIONS", sections);
    char *text = replaced(both, "\"cell_tree\": {", "\"old\": {");
    char *whole = replaced(text,
                           "\"old\": {\"apical_trunk,0\": [\"apical_trunk,1\"], "
                           "\"basal,0\": [\"basal,1\"], \"soma,0\": [\"soma,1\", "
                           "\"basal,0\"], \"soma,1\": [\"apical_trunk,0\"]}",
                           tree);
    lam_network *network = NULL;
    double start_s = cpu_s();
    cr_assert_eq(open_hnn(whole, 0, &network), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "sections.apical_trunk: "), "%s", lam_error());
    cr_assert(cpu_s() - start_s < 5, "%g s", cpu_s() - start_s);
    free(sections);
    free(tree);
    free(with_sections);
    free(both);
    free(text);
    free(whole);
}

/* Objects one in the other, as deep as the parser goes. */
Test(hnn_fuzz, deep) {
    enum { DEEP = 1900 };
    char *own = calloc(8 * DEEP + 64, 1), *end = own;
    cr_assert_not_null(own);
    end += sprintf(end, "{\"laminae\": ");
    for (size_t i = 0; i < DEEP; i++) {
        end += sprintf(end, "{\"a\": ");
    }
    *end++ = '1';
    memset(end, '}', DEEP);
    strcat(end, ", ");
    char *text = replaced(hnn_small, "{", own);
    lam_network *network = NULL;
    cr_assert_eq(open_hnn(text, 0, &network), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "laminae.a: "), "%s", lam_error());
    free(own);
    free(text);
}

/* Many connections between few cells, each with its own list. */
Test(hnn_fuzz, many_connections) {
    enum { N = 20000 };
    char *list = many("",
                      "{\"target_type\": \"I\", \"src_type\": \"P\", \"gid_pairs\": {\"0\": "
                      "[6]}, \"loc\": \"soma\", \"receptor\": \"ampa\", \"nc_dict\": "
                      "{\"A_delay\": 1.0, \"A_weight\": 1.%zu, \"lamtha\": 3.0}}",
                      N, ", ");
    char *marked = replaced(hnn_small, "\"connectivity\": [", "\"connectivity\": [LIST");
    char *text = replaced(marked, "LIST", list);
    lam_network *network = NULL;
    double start_s = cpu_s();
    GOOD(open_hnn(text, 0, &network));
    cr_assert_eq(lam_network_model(network)->n_connections, N + 6);
    cr_assert(cpu_s() - start_s < 10, "%g s", cpu_s() - start_s);
    lam_network_destroy(network);
    free(list);
    free(marked);
    free(text);
}
