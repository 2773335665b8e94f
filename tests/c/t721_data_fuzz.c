/* SPDX-License-Identifier: BSD-3-Clause
 * t721_data_fuzz - data of others with bytes changed, left out and doubled at random are read, or
 * refused by one line that names the file; never anything else. */
#include "good.h"
#include "scratch_folder.h"

#include <string.h>

static char home[4096]; /* of the files that are made by others */
static void begin(void) {
    cr_assert_not_null(getcwd(home, sizeof home));
    enter();
}
TestSuite(data_fuzz, .init = begin, .fini = leave);

enum { MOST = 8192, CASES = 800 };

static uint64_t state = 88172645463325252u;
static size_t below(size_t n) { /* Marsaglia's xorshift */
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state % n);
}

static size_t change(unsigned char *bytes, size_t n) {
    for (size_t k = 1 + below(4); k-- > 0;) {
        size_t at = below(n), length = below(12);
        switch (below(4)) {
        case 0:
            bytes[at] = (unsigned char)below(256);
            break;
        case 1: /* sizes that are too large, negative or 0 */
            memset(bytes + at, below(2) == 0 ? 0 : 255, n - at < 4 ? n - at : 4);
            break;
        case 2:
            n = n - at > length && n > 32 ? n - length : n;
            memmove(bytes + at, bytes + at + length, n > at ? n - at : 0);
            break;
        default:
            n = below(8) == 0 && at > 16 ? at : n;
        }
    }
    return n;
}

static void fuzz(const char *path, const char *data) {
    static unsigned char whole[MOST], bytes[MOST + 16];
    FILE *file = fopen(path, "r");
    size_t n_whole = fread(whole, 1, MOST, file), n_read = 0;
    fclose(file);
    for (size_t i = 0; i < CASES; i++) {
        lam_saved *saved;
        memcpy(bytes, whole, n_whole);
        size_t n = change(bytes, n_whole);
        file = fopen("fuzz", "w");
        fwrite(bytes, 1, n, file);
        fclose(file);
        lam_status status = lam_saved_open_data("fuzz", NULL, data, &saved);
        if (status == LAM_OK) {
            n_read++;
            lam_saved_close(saved);
        } else {
            cr_assert(status == LAM_ERR_INPUT || status == LAM_ERR_MEMORY);
            cr_assert(status == LAM_ERR_MEMORY || strncmp(lam_error(), "fuzz: ", 6) == 0, "%s",
                      lam_error());
        }
    }
    cr_assert_gt(n_read, CASES / 100, "%s: %zu of %d were read", path, n_read, CASES);
    cr_assert_lt(n_read, CASES, "%s", path);
}

Test(data_fuzz, arrays) {
    static unsigned char bytes[128 + 800];
    memset(bytes, ' ', 128);
    memcpy(bytes, "\x93NUMPY\x01\x00\x76", 9);
    bytes[9] = 0;
    const char *header = "{'descr': '<f8', 'fortran_order': True, 'shape': (20, 5), }";
    memcpy(bytes + 10, header, strlen(header));
    FILE *file = fopen("x.npy", "w");
    fwrite(bytes, 1, sizeof bytes, file);
    fclose(file);
    fuzz("x.npy", "rate=100,trials=columns");
}

Test(data_fuzz, averages) {
    const size_t trial = 0;
    const double time_ms[] = {0, 1, 2}, x[] = {1, 2, 3};
    lam_results *results;
    lam_saved *saved;
    lam_exchange how = {"fif", "x-ave.fif", NULL, 1, &trial, 1, 0, false};
    GOOD(lam_results_create("run", &results));
    GOOD(lam_results_write(results, "/trial/0/time_ms", 0, 3, time_ms, "ms"));
    GOOD(lam_results_write(results, "/trial/0/dipole/agg", 0, 3, x, "nAm"));
    GOOD(lam_results_close(results, true));
    GOOD(lam_saved_open("run", &saved));
    GOOD(lam_exchange_write(saved, &how));
    lam_saved_close(saved);
    fuzz("x-ave.fif", NULL);
}

Test(data_fuzz, texts) {
    FILE *file = fopen("x.txt", "w");
    fputs("# time_ms agg_nAm (multiplied by 3)\n0\t1.5\n0.025\t2.5\n0.05\t-3.5e-1\n", file);
    fclose(file);
    fuzz("x.txt", "rate=100,trials=columns");
}

/* Arrays and datasets, compressed or not, those of version 7.3 cut alone: libhdf5 is not ours. */
static void fuzz_of(const char *name, const char *data) {
    char path[8192];
    snprintf(path, sizeof path, "%s/tests/ref/mat/%s", home, name);
    fuzz(path, data);
}

Test(data_fuzz, arrays_of_matlab) {
    fuzz_of("arrays.mat", "name=erp");
    fuzz_of("plain.mat", NULL);
    fuzz_of("average.mat", "rate=100");
}

Test(data_fuzz, datasets) {
    fuzz_of("epochs.set", NULL);
    fuzz_of("fields.set", NULL);
}

Test(data_fuzz, spikes) {
    FILE *file = fopen("spk.txt", "w");
    fputs("1.5\t0\tL2_basket\n2.25\t7\tL5_pyramidal\n3e1\t9\tevprox1\n", file);
    fclose(file);
    fuzz("spk.txt", NULL);
}
