/* SPDX-License-Identifier: BSD-3-Clause
 * t603_edit_fuzz - paths and values with random characters changed, cut off or put together change
 * the network or are refused by one line, never anything else. */
#include "t6xx_document.h"
#include "scratch.h"

static lam_mt19937 rng;

static size_t below(size_t n) {
    return (size_t)(lam_mt19937_uniform(&rng) * (double)n);
}

static const char *const values[] = {
    "30",
    "30 ms",
    "-1e999",
    "0x1p3",
    "null",
    "true",
    "[1, 2]",
    "[[1], \"um\"]",
    "{}",
    "{\"a\": [null, {\"b\": 1}]}",
    "\"t\"",
    "text",
    "",
    "nan",
    "[[[[[[[[[[[[[[[[[[[[",
    "1e",
    "+",
    ".",
    "1 \"ms\"",
    "18446744073709551616",
};

/* Some path of the list, a piece of one, or two pieces. */
static void choose_path(char *const *paths, size_t n_paths, char *path, size_t size) {
    const char *first = paths[below(n_paths)], *second = paths[below(n_paths)];
    switch (below(4)) {
    case 0:
        snprintf(path, size, "%.*s%s", (int)below(strlen(first) + 1), first,
                 second + below(strlen(second) + 1));
        break;
    case 1:
        snprintf(path, size, "%.*s", (int)below(strlen(first) + 1), first);
        break;
    case 2:
        snprintf(path, size, "%s", below(4) == 0 ? "connections[+]" : first);
        break;
    default:
        snprintf(path, size, "%s", first);
    }
}

static void change_letters(char *text) {
    static const char letters[] = "..**[[]]\"\"\\\\>>:@=# 0123abcdxyz_\xc3\xa4\xff\t\n";
    for (size_t n = below(4); n > 0 && text[0] != '\0'; n--) {
        text[below(strlen(text))] = letters[below(sizeof letters - 1)];
    }
}

enum { MAX_PATHS = 400 };

/* The paths of a network point into the list, which the caller frees. */
static size_t list_paths(const json_t *network, char **list, char **paths) {
    char *rest, *line;
    size_t n = 0;
    GOOD(lam_edit_paths(network, list));
    rest = *list;
    while ((line = strsep(&rest, "\n")) != NULL && line[0] != '\0') {
        cr_assert(n < MAX_PATHS);
        line[strcspn(line, " ")] = '\0';
        paths[n++] = line;
    }
    return n;
}

Test(edit_fuzz, random_changes) {
    enum { N = 20000 };
    lam_json_document document = small_document();
    json_t *before = json_deep_copy(document.merged);
    char *list, *paths[MAX_PATHS];
    size_t n_paths = list_paths(before, &list, paths), n_done = 0;
    lam_mt19937_seed(&rng, 603);
    for (size_t i = 0; i < N; i++) {
        char change[1024];
        choose_path(paths, n_paths, change, sizeof change / 2);
        change_letters(change);
        size_t n = strlen(change);
        snprintf(change + n, sizeof change - n, "=%s",
                 values[below(sizeof values / sizeof values[0])]);
        lam_status status = lam_edit_change(&document, change);
        if (status == LAM_OK) {
            n_done++;
            json_decref(document.merged);
            document.merged = json_deep_copy(before);
        } else {
            cr_assert_eq(status, LAM_ERR_INPUT, "%s", lam_error());
            cr_assert(lam_error()[0] != '\0' && strpbrk(lam_error(), "\r\n") == NULL);
            cr_assert(json_equal(document.merged, before), "%s", change);
        }
    }
    cr_assert(n_done > N / 20 && n_done < N / 2, "%zu of %d done", n_done, N);
    free(list);
    json_decref(before);
    lam_json_close(&document);
}

/* Networks that are opened with such changes, several at a time. */
Test(edit_fuzz, opened) {
    enum { N = 600, N_CHANGES = 3 };
    static const char *const mild[] = {"1", "2", "0.5", "null"};
    char file[SCRATCH_SIZE], *list, *paths[MAX_PATHS];
    json_t *json = parsed(all_kinds);
    size_t n_paths = list_paths(json, &list, paths), n_opened = 0;
    scratch_file(file, "");
    cr_assert_eq(json_dump_file(json, file, 0), 0);
    lam_mt19937_seed(&rng, 604);
    for (size_t i = 0; i < N; i++) {
        char texts[N_CHANGES][512];
        const char *changes[N_CHANGES];
        for (size_t k = 0; k < N_CHANGES; k++) {
            const char *path = paths[below(n_paths)];
            const char *value =
                below(3) > 0 ? mild[below(4)] : values[below(sizeof values / sizeof values[0])];
            snprintf(texts[k], sizeof texts[k], "%s=%s", path, value);
            changes[k] = texts[k];
        }
        lam_network_options options = {.n_changes = 1 + below(N_CHANGES), .changes = changes};
        lam_network *network = NULL;
        lam_status status = lam_network_open(file, &options, &network);
        n_opened += status == LAM_OK;
        cr_assert(status == LAM_OK || status == LAM_ERR_INPUT, "%s", lam_error());
        lam_network_destroy(network);
    }
    cr_assert(n_opened > N / 30 && n_opened < N / 2, "%zu of %d opened", n_opened, N);
    remove(file);
    free(list);
    json_decref(json);
}
