/* SPDX-License-Identifier: BSD-3-Clause
 * t191_params_fuzz - parameter files with random bytes changed, cut off, or lines exchanged are
 * read or refused by one line, never anything else. */
#include "hnn/lam_params_impl.h"
#include "t1xx_file.h"
#include "scratch.h"

static lam_mt19937 rng;

static size_t below(size_t n) {
    return (size_t)(lam_mt19937_uniform(&rng) * (double)n);
}

/* One to four bytes become others: any, or one that such files are made of. */
static void change_bytes(char *bytes, size_t size) {
    static const char usual[] = "0123456789-+.eE\":,{}_ \n\r\t#";
    for (size_t n = 1 + below(4); n > 0; n--) {
        bytes[below(size)] = below(2) == 0 ? (char)below(256) : usual[below(sizeof usual - 1)];
    }
}

/* The value of some key is written over. In both formats it stands between ':' and the next comma
 * or end of a line. */
static size_t change_value(char *bytes, size_t size) {
    static const char *const odd[] = {"-1",      "0",          "1e308",    "2.5",
                                      "1000000", "null",       "{}",       "[1]",
                                      "true",    "4294967296", "\"text\"", "-1e-300",
                                      "1e9",     "0.05",       "",         "9223372036854775808"};
    const char *other = odd[below(sizeof odd / sizeof odd[0])];
    char *at = memchr(bytes + below(size), ':', size);
    if (at == NULL || at >= bytes + size) {
        return size;
    }
    size_t begin = (size_t)(at - bytes) + 1;
    size_t end = begin + strcspn(bytes + begin, ",\n}");
    end = end > size ? size : end;
    memmove(bytes + begin + strlen(other), bytes + end, size - end);
    memcpy(bytes + begin, other, strlen(other));
    return size - (end - begin) + strlen(other);
}

/* The file up to what the reader of networks gets, which is quick, or the whole way. */
static lam_status read_params(const char *path, bool whole) {
    lam_json_document document = {.n_files = 0};
    lam_network_options options = {.models_directory = "params"};
    if (whole) {
        lam_network *network = NULL;
        lam_status status = lam_network_open(path, &options, &network);
        lam_network_destroy(network);
        return status;
    }
    bool lines = strcmp(strrchr(path, '.'), ".param") == 0;
    lam_status status = lines ? lam_params_load(path, &document) : lam_json_load(path, &document);
    if (status == LAM_OK) {
        status = lam_params_build(&document, options.models_directory);
    }
    lam_json_close(&document);
    return status;
}

static void fuzz(const char *path, size_t n_files, size_t n_read_expected) {
    char *text = read_file(path), *bytes = calloc(1, 2 * strlen(text) + 64);
    const char *ending = strrchr(path, '.');
    char scratch[SCRATCH_SIZE];
    cr_assert_not_null(bytes);
    scratch_file(scratch, ending);
    size_t size = strlen(text), n_read = 0;
    for (size_t i = 0; i < n_files; i++) {
        size_t changed = size;
        strcpy(bytes, text);
        if (i % 8 == 0) {
            changed = below(size);
        } else if (i % 8 < 4) {
            change_bytes(bytes, size);
        } else {
            changed = change_value(bytes, size);
        }
        write_file(scratch, bytes, changed);
        lam_status status = read_params(scratch, i % 20 == 19);
        if (status == LAM_OK) {
            n_read++;
        } else {
            cr_assert_eq(status, LAM_ERR_INPUT, "%s", lam_error());
            cr_assert(strlen(lam_error()) > strlen(scratch));
            cr_assert_null(strpbrk(lam_error(), "\n\r"));
        }
    }
    cr_assert(n_read >= n_read_expected && n_read < n_files, "%zu of %zu read", n_read, n_files);
    free(text);
    free(bytes);
    remove(scratch);
}

Test(params_fuzz, lines) {
    lam_mt19937_seed(&rng, 191);
    fuzz("params/legacy/alpha_beta.param", 1500, 300);
}

Test(params_fuzz, flat) {
    lam_mt19937_seed(&rng, 192);
    fuzz("params/legacy/N20.json", 1500, 200);
}
