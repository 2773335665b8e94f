/* SPDX-License-Identifier: BSD-3-Clause
 * compare_signals.c - compares tables of signals with lfpykit.h5: compare_signals REFERENCE.h5
 *
 * Every case of the reference has its table CASE.txt in the working directory: a line a sample, the
 * time, then all signals, which agree to 1e-6 of each signal's largest absolute value after sample
 * 0. Prints the largest differences with -v; exits 0 when all agree, 1 when not. With --arrays it
 * prints HOC that makes the cases' ElectrodeArrays: `array` is set to each, measure() is called. */
#include <hdf5.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOLERANCE 1e-6

static int n_failed = 0, n_compared = 0, is_verbose = 0;

static void fail(const char *what) {
    fprintf(stderr, "compare_signals: cannot read %s\n", what);
    exit(2);
}

/* Of at most 2 dimensions; of a single one, size_out[1] is 1. */
static double *read_values(hid_t file, const char *path, hsize_t size_out[2]) {
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT), space = H5Dget_space(dataset);
    size_out[1] = 1;
    double *values = H5Sget_simple_extent_dims(space, size_out, NULL) < 0
                         ? NULL
                         : malloc(sizeof(double) * size_out[0] * size_out[1]);
    if (values == NULL ||
        H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0) {
        fail(path);
    }
    H5Sclose(space);
    H5Dclose(dataset);
    return values;
}

/* ---- HOC ---- */

static void print_call(const char *method, const double *values, hsize_t n) {
    printf("{array.%s(", method);
    for (hsize_t i = 0; i < n; i++) {
        printf("%s%.17g", i > 0 ? ", " : "", values[i]);
    }
    printf(")}\n");
}

static herr_t print_attribute(hid_t group, const char *name, const H5A_info_t *info, void *unused) {
    hid_t attribute = H5Aopen(group, name, H5P_DEFAULT), type = H5Aget_type(attribute);
    double values[3] = {0};
    char text[32] = "";
    (void)unused;
    if (info->data_size >= sizeof values + 1) {
        fail(name);
    } else if (H5Tget_class(type) == H5T_STRING) {
        H5Aread(attribute, type, text);
        printf("{array.%s(\"%s\")}\n", name, text);
    } else {
        H5Aread(attribute, H5T_NATIVE_DOUBLE, values);
        print_call(name, values, info->data_size / sizeof *values);
    }
    H5Tclose(type);
    H5Aclose(attribute);
    return 0;
}

static void print_array(hid_t file, const char *path) {
    hsize_t size[2];
    double *contacts = read_values(file, path, size);
    const char *name = path + strlen("/case/");
    char group_path[200];
    snprintf(group_path, sizeof group_path, "/case/%.*s", (int)strcspn(name, "/"), name);
    printf("array = new ElectrodeArray(\"%s\")\n", group_path + strlen("/case/"));
    for (hsize_t i = 0; i < size[0]; i++) {
        print_call("add", contacts + i * size[1], size[1]);
    }
    hid_t group = H5Gopen2(file, group_path, H5P_DEFAULT);
    H5Aiterate2(group, H5_INDEX_NAME, H5_ITER_INC, NULL, print_attribute, NULL);
    printf("measure()\n");
    H5Gclose(group);
    free(contacts);
}

/* ---- comparison ---- */

static FILE *open_table(const char *path) {
    const char *name = path + strlen("/case/");
    char file_name[200];
    snprintf(file_name, sizeof file_name, "%.*s.txt", (int)strcspn(name, "/"), name);
    FILE *table = fopen(file_name, "r");
    if (table == NULL) {
        fail(file_name);
    }
    if (fscanf(table, "#%*[^\n]") == EOF) {
        fail(file_name);
    }
    return table;
}

static void compare_table(hid_t file, const char *path) {
    hsize_t size[2], n_times[2];
    double *values = read_values(file, path, size), worst = 0, value;
    double *time = read_values(file, "/sample/time_ms", n_times);
    double *largest = calloc(2 * size[0], sizeof *largest), *peak = largest + size[0];
    FILE *table = open_table(path);
    for (hsize_t k = 0; k < size[1]; k++) {
        if (fscanf(table, "%lf", &value) != 1 || !(fabs(value - time[k]) < 1e-9)) {
            worst = HUGE_VAL;
        }
        for (hsize_t i = 0; i < size[0]; i++) {
            double expected = values[i * size[1] + k];
            int is_there = fscanf(table, "%lf", &value) == 1 && isfinite(value);
            if (k > 0) {
                largest[i] = fmax(largest[i], is_there ? fabs(value - expected) : HUGE_VAL);
                peak[i] = fmax(peak[i], fabs(expected));
            }
        }
    }
    for (hsize_t i = 0; i < size[0]; i++) {
        double difference = largest[i] / (peak[i] > 0 ? peak[i] : 1);
        if (!(difference <= TOLERANCE)) {
            fprintf(stderr, "compare_signals: %s, signal %d differs by %.3g of its peak\n", path,
                    (int)i, difference);
        }
        worst = fmax(worst, difference);
    }
    n_failed += !(worst <= TOLERANCE) || fscanf(table, "%lf", &value) != EOF;
    n_compared++;
    if (is_verbose) {
        printf("%-45s %.1g\n", path, worst);
    }
    fclose(table);
    free(largest);
    free(time);
    free(values);
}

static herr_t visit(hid_t cases, const char *name, const H5O_info_t *info, void *wants_arrays) {
    char path[200];
    snprintf(path, sizeof path, "/case/%s", name);
    int is_contacts = strstr(name, "/contacts_um") != NULL;
    if (info->type == H5O_TYPE_DATASET && is_contacts == *(int *)wants_arrays) {
        (is_contacts ? print_array : compare_table)(cases, path);
    }
    return 0;
}

int main(int argc, char **argv) {
    int wants_arrays = argc == 3 && strcmp(argv[1], "--arrays") == 0;
    is_verbose = argc == 3 && strcmp(argv[1], "-v") == 0;
    if (argc != 2 + wants_arrays + is_verbose) {
        fprintf(stderr, "usage: compare_signals [-v|--arrays] REFERENCE.h5\n");
        return 2;
    }
    hid_t file = H5Fopen(argv[argc - 1], H5F_ACC_RDONLY, H5P_DEFAULT);
    hid_t cases = file < 0 ? -1 : H5Gopen2(file, "/case", H5P_DEFAULT);
    if (cases < 0 ||
        H5Ovisit2(cases, H5_INDEX_NAME, H5_ITER_NATIVE, visit, &wants_arrays, H5O_INFO_BASIC) < 0) {
        fail(argv[argc - 1]);
    }
    H5Gclose(cases);
    H5Fclose(file);
    return n_failed > 0 || (n_compared == 0 && !wants_arrays);
}
