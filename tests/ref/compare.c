/* SPDX-License-Identifier: BSD-3-Clause
 * compare.c - compares results with a reference of the same layout: compare REFERENCE.h5 RESULTS.h5
 *
 * Every trial of the reference: spikes (count and gids equal, times to 1e-9 ms) and every dataset
 * of its groups but spikes (to 1e-6 of the trace's largest absolute value after sample 0). Prints
 * the largest differences with -v; exits 0 when all agree, 1 when not, 2 when it cannot be read.
 * With --first it compares the first trial alone, with --until MS up to then, where the results
 * must end: the same samples, within the same distance of them, and the spikes up to then, no
 * others. With --network it prints the network file that a reference carries, with --options how it
 * ran, or is to be run with --first and --until. */
#include <hdf5.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SPIKE_TOLERANCE_MS 1e-9
#define TRACE_TOLERANCE    1e-6

static int n_failed = 0, n_compared = 0, is_verbose = 0, is_first = 0;
static double until_ms = 0, reference_ms = 0; /* until_ms is 0 for all, else at most reference_ms */

typedef struct {
    double *values;
    size_t n, n_times; /* rows of n_times */
} series;

static series read_values(hid_t file, const char *path) {
    hsize_t shape[8] = {1};
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT);
    hid_t space = dataset < 0 ? -1 : H5Dget_space(dataset);
    hssize_t n = space < 0 ? -1 : H5Sget_simple_extent_npoints(space);
    double *values = n < 0 ? NULL : malloc(sizeof(double) * (size_t)(n > 0 ? n : 1));
    int n_axes = n < 0 ? -1 : H5Sget_simple_extent_dims(space, NULL, NULL);
    if (values == NULL || n_axes < 0 || n_axes > 8 ||
        H5Sget_simple_extent_dims(space, shape, NULL) < 0 ||
        H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0) {
        fprintf(stderr, "compare: cannot read %s\n", path);
        _Exit(2); /* HDF5, which visits a group, cannot be ended within it */
    }
    H5Sclose(space);
    H5Dclose(dataset);
    return (series){values, (size_t)n, (size_t)shape[n_axes > 0 ? n_axes - 1 : 0]};
}

static double read_attribute(hid_t file, const char *name) {
    double value;
    hid_t attribute = H5Aopen(file, name, H5P_DEFAULT);
    if (attribute < 0 || H5Aread(attribute, H5T_NATIVE_DOUBLE, &value) < 0) {
        fprintf(stderr, "compare: cannot read the attribute %s\n", name);
        exit(2);
    }
    H5Aclose(attribute);
    return value;
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

/* How many of the n samples of a row of the reference are compared. */
static size_t samples_of(size_t n) {
    return until_ms > 0 && n > 0 ? (size_t)lround((double)(n - 1) * until_ms / reference_ms) + 1
                                 : n;
}

static void compare_trace(hid_t reference, hid_t results, const char *path) {
    series a = read_values(reference, path), b = read_values(results, path);
    size_t n = samples_of(a.n_times), n_rows = a.n_times > 0 ? a.n / a.n_times : 0;
    int is_alike = b.n_times == n && b.n == n_rows * n;
    double largest = 0, peak = 0;
    for (size_t i = 1; i < a.n; i++) {
        peak = fmax(peak, fabs(a.values[i]));
    }
    for (size_t i = 0; i < b.n && is_alike; i++) {
        double difference = fabs(a.values[i / n * a.n_times + i % n] - b.values[i]);
        largest = isnan(difference) ? HUGE_VAL : fmax(largest, difference);
    }
    judge(path, is_alike ? largest / (peak > 0 ? peak : 1) : HUGE_VAL, TRACE_TOLERANCE,
          " of its peak");
    free(a.values);
    free(b.values);
}

/* Those of a trial, or of a drive. */
static void compare_spikes(hid_t reference, hid_t results, const char *spikes) {
    char path[300];
    series of[4]; /* times and gids of the reference, those of the results */
    double time = 0;
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/%s", spikes, i % 2 == 0 ? "time_ms" : "gid");
        of[i] = read_values(i < 2 ? reference : results, path);
    }
    size_t n = of[0].n;
    while (until_ms > 0 && n > 0 && of[0].values[n - 1] > until_ms) { /* they are in order */
        n--;
    }
    if (n != of[2].n) {
        fprintf(stderr, "compare: %s: %zu, %zu in the reference\n", spikes, of[2].n, n);
        time = HUGE_VAL;
    }
    for (size_t i = 0; i < n && n == of[2].n; i++) {
        time = fmax(time, fabs(of[0].values[i] - of[2].values[i]));
        time = of[1].values[i] == of[3].values[i] ? time : HUGE_VAL;
    }
    snprintf(path, sizeof path, "%s (%zu)", spikes, of[2].n);
    judge(path, time, SPIKE_TOLERANCE_MS, " ms");
    for (int i = 0; i < 4; i++) {
        free(of[i].values);
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
    int n = snprintf(path, sizeof path, "/trial/%s", name);
    if (info->type == H5O_TYPE_DATASET && strstr(name, "/spikes/") == NULL &&
        strstr(name, "/drives/") == NULL) {
        compare_trace(of->reference, of->results, path);
    } else if (n > 4 && strcmp(path + n - 4, "/gid") == 0) {
        path[n - 4] = '\0';
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
    double tstop_ms = read_attribute(file, "tstop_ms"), trials = read_attribute(file, "trials");
    printf("--tstop %.15g\n--dt %.15g\n--trials %.15g\n", until_ms > 0 ? until_ms : tstop_ms,
           read_attribute(file, "dt_ms"), is_first ? 1 : trials);
    return 0;
}

/* Whether the results end where they should, which is not after the reference. */
static void compare_ends(hid_t reference, hid_t results) {
    double end_ms = read_attribute(results, "tstop_ms");
    reference_ms = read_attribute(reference, "tstop_ms");
    if (end_ms != until_ms || until_ms > reference_ms) {
        fprintf(stderr, "compare: the results end at %g ms; accepted: %g, at most %g\n", end_ms,
                until_ms, reference_ms);
        exit(1);
    }
}

/* How many of the words of the command line are options; -1: not one that there is. */
static int read_choices(char **words, int *is_network, int *is_options) {
    const struct {
        const char *name;
        int *is_given;
    } flags[] = {{"-v", &is_verbose},
                 {"--first", &is_first},
                 {"--network", is_network},
                 {"--options", is_options}};
    int i = 0;
    while (words[i] != NULL && words[i][0] == '-') {
        size_t k = 0;
        while (k < 4 && strcmp(words[i], flags[k].name) != 0) {
            k++;
        }
        if (k < 4) {
            *flags[k].is_given = 1;
        } else if (strcmp(words[i], "--until") != 0 || words[++i] == NULL ||
                   !((until_ms = strtod(words[i], NULL)) > 0)) {
            return -1;
        }
        i++;
    }
    return i;
}

int main(int argc, char **argv) {
    int is_network = 0, is_options = 0;
    int i = 1 + read_choices(argv + 1, &is_network, &is_options);
    if (i < 1 || argc - i != (is_network || is_options ? 1 : 2)) {
        fprintf(stderr, "usage: compare [-v] [--first] [--until MS] REFERENCE.h5 RESULTS.h5\n"
                        "       compare [--first] [--until MS] --network|--options REFERENCE.h5\n");
        return 2;
    }
    files of = {H5Fopen(argv[i], H5F_ACC_RDONLY, H5P_DEFAULT), -1};
    if (is_network || is_options) {
        int status = is_network ? print_network(of.reference) : print_options(of.reference);
        H5Fclose(of.reference);
        return status;
    }
    of.results = H5Fopen(argv[i + 1], H5F_ACC_RDONLY, H5P_DEFAULT);
    hid_t trials = of.reference < 0 ? -1 : H5Gopen2(of.reference, "/trial", H5P_DEFAULT);
    if (trials >= 0 && of.results >= 0 && until_ms > 0) {
        compare_ends(of.reference, of.results);
    }
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
