/* SPDX-License-Identifier: BSD-3-Clause
 * compare.c - compares results with a reference of the same layout: compare REFERENCE.h5 RESULTS.h5
 *
 * Every trial of the reference: spikes (count and gids equal, times to 1e-9 ms) and every dataset
 * of its groups but spikes (to 1e-6 of the trace's largest absolute value after sample 0). Prints
 * the largest differences with -v; exits 0 when all agree, 1 when not, 2 when it cannot be read.
 * With --first it compares the first trial alone, all that a shorter run has.
 * With --network it prints the network file that a reference carries, with --options how it ran. */
#include <hdf5.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SPIKE_TOLERANCE_MS 1e-9
#define TRACE_TOLERANCE    1e-6

static int n_failed = 0, n_compared = 0, is_verbose = 0, is_first = 0;

static double *read_values(hid_t file, const char *path, size_t *n_out) {
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT);
    hid_t space = dataset < 0 ? -1 : H5Dget_space(dataset);
    hssize_t n = space < 0 ? -1 : H5Sget_simple_extent_npoints(space);
    double *values = n < 0 ? NULL : malloc(sizeof(double) * (size_t)(n > 0 ? n : 1));
    if (values == NULL ||
        H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0) {
        fprintf(stderr, "compare: cannot read %s\n", path);
        exit(2);
    }
    H5Sclose(space);
    H5Dclose(dataset);
    *n_out = (size_t)n;
    return values;
}

static void judge(const char *path, double difference, double tolerance, const char *unit) {
    n_compared++;
    if (!(difference <= tolerance)) { /* NaN fails */
        n_failed++;
        fprintf(stderr, "compare: %s differs by %.3g%s; accepted: %g\n", path, difference, unit,
                tolerance);
    } else if (is_verbose) {
        printf("%-40s %.3g%s\n", path, difference, unit);
    }
}

static void compare_trace(hid_t reference, hid_t results, const char *path) {
    size_t n, n_results;
    double *a = read_values(reference, path, &n), *b = read_values(results, path, &n_results);
    double largest = 0, peak = 0;
    for (size_t i = 0; i < n && n == n_results; i++) {
        largest = fmax(largest, fabs(a[i] - b[i]));
        largest = isnan(b[i]) ? HUGE_VAL : largest;
        peak = i > 0 ? fmax(peak, fabs(a[i])) : peak;
    }
    judge(path, n == n_results ? largest / (peak > 0 ? peak : 1) : HUGE_VAL, TRACE_TOLERANCE,
          " of its peak");
    free(a);
    free(b);
}

static void compare_spikes(hid_t reference, hid_t results, const char *trial) {
    char path[300];
    size_t n[4];
    double *values[4], time = 0;
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/spikes/%s", trial, i % 2 == 0 ? "time_ms" : "gid");
        values[i] = read_values(i < 2 ? reference : results, path, &n[i]);
    }
    if (n[0] != n[2]) {
        fprintf(stderr, "compare: %s: %zu spikes, %zu in the reference\n", trial, n[2], n[0]);
        time = HUGE_VAL;
    }
    for (size_t i = 0; i < n[0] && n[0] == n[2]; i++) {
        time = fmax(time, fabs(values[0][i] - values[2][i]));
        time = values[1][i] == values[3][i] ? time : HUGE_VAL;
    }
    snprintf(path, sizeof path, "%s/spikes (%zu)", trial, n[2]);
    judge(path, time, SPIKE_TOLERANCE_MS, " ms");
    for (int i = 0; i < 4; i++) {
        free(values[i]);
    }
}

typedef struct {
    hid_t reference, results;
} files;

static herr_t visit(hid_t group, const char *name, const H5O_info_t *info, void *data) {
    const files *of = data;
    char path[200];
    (void)group;
    if (is_first && name[0] != '0' && name[0] != '.') {
        return 0;
    }
    snprintf(path, sizeof path, "/trial/%s", name);
    if (info->type == H5O_TYPE_DATASET && strstr(name, "/spikes/") == NULL) {
        compare_trace(of->reference, of->results, path);
    } else if (info->type == H5O_TYPE_GROUP && strchr(name, '/') == NULL && name[0] != '.') {
        compare_spikes(of->reference, of->results, path);
    }
    return 0;
}

static int print_network(hid_t file) {
    hid_t dataset = H5Dopen2(file, "/network/hnn_json", H5P_DEFAULT);
    hid_t space = dataset < 0 ? -1 : H5Dget_space(dataset);
    hssize_t n = space < 0 ? -1 : H5Sget_simple_extent_npoints(space);
    char *text = n <= 0 ? NULL : malloc((size_t)n);
    if (text == NULL ||
        H5Dread(dataset, H5T_NATIVE_UCHAR, H5S_ALL, H5S_ALL, H5P_DEFAULT, text) < 0) {
        fprintf(stderr, "compare: cannot read /network/hnn_json\n");
        return 2;
    }
    fwrite(text, 1, (size_t)n, stdout);
    free(text);
    H5Sclose(space);
    H5Dclose(dataset);
    return 0;
}

static int print_options(hid_t file) {
    static const char *const names[][2] = {
        {"tstop_ms", "--tstop"}, {"dt_ms", "--dt"}, {"trials", "--trials"}};
    for (size_t i = 0; i < 3; i++) {
        double value;
        hid_t attribute = H5Aopen(file, names[i][0], H5P_DEFAULT);
        if (attribute < 0 || H5Aread(attribute, H5T_NATIVE_DOUBLE, &value) < 0) {
            fprintf(stderr, "compare: cannot read the attribute %s\n", names[i][0]);
            return 2;
        }
        H5Aclose(attribute);
        printf("%s %.15g\n", names[i][1], value);
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 3 && (strcmp(argv[1], "--network") == 0 || strcmp(argv[1], "--options") == 0)) {
        hid_t file = H5Fopen(argv[2], H5F_ACC_RDONLY, H5P_DEFAULT);
        int status = strcmp(argv[1], "--network") == 0 ? print_network(file) : print_options(file);
        H5Fclose(file);
        return status;
    }
    is_verbose = argc == 4 && strcmp(argv[1], "-v") == 0;
    is_first = argc == 4 && strcmp(argv[1], "--first") == 0;
    if (argc != 3 + is_verbose + is_first) {
        fprintf(stderr, "usage: compare [-v|--first] REFERENCE.h5 RESULTS.h5\n"
                        "       compare --network|--options REFERENCE.h5\n");
        return 2;
    }
    files of = {H5Fopen(argv[argc - 2], H5F_ACC_RDONLY, H5P_DEFAULT),
                H5Fopen(argv[argc - 1], H5F_ACC_RDONLY, H5P_DEFAULT)};
    hid_t trials = of.reference < 0 ? -1 : H5Gopen2(of.reference, "/trial", H5P_DEFAULT);
    if (of.results < 0 || trials < 0 ||
        H5Ovisit2(trials, H5_INDEX_NAME, H5_ITER_NATIVE, visit, &of, H5O_INFO_BASIC) < 0) {
        fprintf(stderr, "compare: cannot read the two files\n");
        return 2;
    }
    H5Gclose(trials);
    H5Fclose(of.reference);
    H5Fclose(of.results);
    return n_failed > 0 || n_compared == 0;
}
