/* SPDX-License-Identifier: BSD-3-Clause
 * t742_sweep - the file of a sweep: what is put there is read back, in any order of points and
 * after any number of openings the same bytes; a failed point has its reason; another sweep,
 * another process and a foreign folder are refused; 100,000 points take no memory. */
#include "good.h"
#include "scratch_folder.h"
#include "t1xx_file.h"

#include <hdf5.h>
#include <jansson.h>
#include <math.h>

/* Of the sanitizer, with which the tests are built; gcc has no header of it. */
size_t __sanitizer_get_current_allocated_bytes(void);

enum { N_SAMPLES = 11, N_TRIALS = 2 };

static lam_network *network;
static lam_spec *spec;
static lam_sweep_layout *layout;
static const lam_sweep_run run = {N_TRIALS, N_SAMPLES, 10, 1, 2, 0};

/* The rest of a file, with ' for ", whose parameter is mu of evprox1. */
static void begin(const char *rest) {
    char text[2000];
    snprintf(text, sizeof text, "{'network': 'erp', 'parameters': {'drives.evprox1.mu': %s", rest);
    for (char *c = text; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    write_file("spec.json", text, strlen(text));
    GOOD(lam_spec_read_sweep("spec.json", &spec));
    GOOD(lam_sweep_layout_create(spec, network, &run, &layout));
}

static void end(void) {
    lam_sweep_layout_destroy(layout);
    lam_spec_destroy(spec);
}

static void begin_test(void) {
    GOOD(lam_network_read(ERP, &network));
    enter();
}

static void end_test(void) {
    leave();
    lam_network_destroy(network);
}

TestSuite(sweep, .init = begin_test, .fini = end_test);

#define SPIKES "{'values': [1, 2, 3, 4, 5]}}, 'design': 'grid', 'keep': ['dipole', 'spikes']}"

/* A point of two trials: dipoles that name point, trial and sample, and `point` + trial spikes. */
static size_t fill(size_t point, double *values) {
    size_t n = 0;
    for (size_t t = 0; t < N_TRIALS; t++) {
        for (size_t i = 0; i < N_SAMPLES; i++) {
            values[n++] = (double)(10000 * point + 100 * t + i);
        }
    }
    for (size_t t = 0; t < N_TRIALS; t++) {
        size_t n_spikes = point + t;
        values[n++] = (double)n_spikes;
        for (size_t k = 0; k < 2 * n_spikes; k++) {
            values[n++] = (double)(k < n_spikes ? k + point : 100 * point + k);
        }
    }
    return n;
}

static void put(lam_sweep *sweep, size_t point) {
    double values[1000];
    size_t n = fill(point, values);
    GOOD(lam_sweep_put(sweep, point, n, values));
}

static void read_whole(const char *file_name, const char *path, hid_t type, void *values_out) {
    hid_t file = H5Fopen(file_name, H5F_ACC_RDONLY, H5P_DEFAULT);
    hid_t data = H5Dopen2(file, path, H5P_DEFAULT);
    cr_assert(data >= 0, "%s", path);
    cr_assert(H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values_out) >= 0);
    H5Dclose(data);
    H5Fclose(file);
}

Test(sweep, read_back) {
    lam_sweep *sweep = NULL;
    begin(SPIKES);
    cr_assert_eq(lam_sweep_block(layout), (size_t)N_SAMPLES);
    GOOD(lam_sweep_open("out/here", spec, network, layout, &sweep));
    for (size_t i = 5; i-- > 0;) {
        if (i == 3) {
            GOOD(lam_sweep_fail(sweep, i,
                                "too \xc3\xa9"
                                "arly"));
        } else {
            put(sweep, i);
        }
    }
    lam_sweep_counts counts = lam_sweep_count(sweep);
    cr_assert(counts.n_points == 5 && counts.n_done == 4 && counts.n_failed == 1);
    GOOD(lam_sweep_close(sweep));
    double dipole[5][N_TRIALS][N_SAMPLES], parameters[5], first[11], times[200], gids[200];
    int8_t status[5];
    read_whole("out/here/sweep.h5", "dipole_nAm", H5T_NATIVE_DOUBLE, dipole);
    read_whole("out/here/sweep.h5", "parameters", H5T_NATIVE_DOUBLE, parameters);
    read_whole("out/here/sweep.h5", "status", H5T_NATIVE_INT8, status);
    read_whole("out/here/sweep.h5", "spikes/first", H5T_NATIVE_DOUBLE, first);
    read_whole("out/here/sweep.h5", "spikes/time_ms", H5T_NATIVE_DOUBLE, times);
    read_whole("out/here/sweep.h5", "spikes/gid", H5T_NATIVE_DOUBLE, gids);
    size_t spike = 0;
    for (size_t p = 0; p < 5; p++) {
        cr_assert(parameters[p] == (double)(p + 1) && status[p] == (p == 3 ? 2 : 1));
        for (size_t t = 0; t < N_TRIALS; t++) {
            size_t n = p == 3 ? 0 : p + t;
            cr_assert_eq(first[p * N_TRIALS + t], (double)spike);
            for (size_t i = 0; i < N_SAMPLES; i++) {
                cr_assert(p == 3 ? isnan(dipole[p][t][i])
                                 : dipole[p][t][i] == (double)(10000 * p + 100 * t + i));
            }
            for (size_t k = 0; k < n; k++, spike++) {
                cr_assert(times[spike] == (double)(k + p));
                cr_assert(gids[spike] == (double)(100 * p + k + n));
            }
        }
    }
    cr_assert_eq(first[10], (double)spike);
    char reasons[5][240];
    hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, 240);
    H5Tset_cset(type, H5T_CSET_UTF8);
    read_whole("out/here/sweep.h5", "reason", type, reasons);
    H5Tclose(type);
    cr_assert_str_eq(reasons[3], "too \xc3\xa9"
                                 "arly");
    end();
}

/* In one go, and in another order with many openings, of which one finds a piece of a point. */
Test(sweep, any_order) {
    static const size_t order[] = {3, 0, 4, 1, 2};
    lam_sweep *sweep = NULL;
    begin(SPIKES);
    GOOD(lam_sweep_open("one", spec, network, layout, &sweep));
    for (size_t i = 0; i < 5; i++) {
        put(sweep, i);
    }
    GOOD(lam_sweep_close(sweep));
    for (size_t i = 0; i < 5; i++) {
        size_t next;
        GOOD(lam_sweep_open("many", spec, network, layout, &sweep));
        cr_assert_eq(lam_sweep_count(sweep).n_done, i);
        GOOD(lam_sweep_next(sweep, 0, &next));
        cr_assert_eq(next, i / 2);
        put(sweep, order[i]);
        GOOD(lam_sweep_close(sweep));
        cr_assert_eq(system("test ! -e many/spikes.journal || echo torn >>many/spikes.journal"), 0);
    }
    GOOD(lam_sweep_open("many", spec, network, layout, &sweep));
    GOOD(lam_sweep_close(sweep));
    cr_assert_eq(system("cmp one/table.csv many/table.csv && cmp one/sweep.h5 many/sweep.h5 && cmp "
                        "one/spikes.h5 many/spikes.h5"),
                 0);
    cr_assert_eq(system("test ! -e many/spikes.journal"), 0);
    end();
}

/* Points whose spikes somebody has removed are run again; one that failed has none. */
Test(sweep, lost_spikes) {
    size_t next;
    lam_sweep *sweep = NULL;
    begin(SPIKES);
    GOOD(lam_sweep_open("one", spec, network, layout, &sweep));
    for (size_t i = 0; i < 5; i++) {
        if (i == 3) {
            GOOD(lam_sweep_fail(sweep, i, "too early"));
        } else {
            put(sweep, i);
        }
    }
    GOOD(lam_sweep_close(sweep));
    cr_assert_eq(system("cp -r one whole && rm one/spikes.h5"), 0);
    GOOD(lam_sweep_open("one", spec, network, layout, &sweep));
    cr_assert(lam_sweep_count(sweep).n_done == 0 && lam_sweep_count(sweep).n_failed == 1);
    GOOD(lam_sweep_next(sweep, 0, &next));
    cr_assert_eq(next, (size_t)0);
    put(sweep, 0);
    put(sweep, 2);
    GOOD(lam_sweep_close(sweep));
    cr_assert_eq(system("test ! -e one/spikes.h5 && rm one/spikes.journal"), 0);
    GOOD(lam_sweep_open("one", spec, network, layout, &sweep));
    cr_assert_eq(lam_sweep_count(sweep).n_done, (size_t)0);
    for (size_t i = 0; i < 5; i++) {
        if (i != 3) {
            put(sweep, i);
        }
    }
    GOOD(lam_sweep_close(sweep));
    cr_assert_eq(system("cmp one/sweep.h5 whole/sweep.h5 && cmp one/spikes.h5 whole/spikes.h5"), 0);
    end();
}

/* Points that failed are to do again, before a sweep's end and after it; in the end the results are
 * those of one where nothing has failed, but for how many tries there were. */
Test(sweep, retry) {
    lam_sweep *sweep = NULL;
    size_t next;
    int32_t retries[5];
    begin(SPIKES);
    GOOD(lam_sweep_open("whole", spec, network, layout, &sweep));
    for (size_t i = 0; i < 5; i++) {
        put(sweep, i);
    }
    GOOD(lam_sweep_close(sweep));
    for (size_t try = 0; try < 3; try++) {
        GOOD(lam_sweep_open("again", spec, network, layout, &sweep));
        GOOD(lam_sweep_retry(sweep));
        cr_assert(lam_sweep_count(sweep).n_failed == 0);
        for (size_t i = 0; i < 5; i++) {
            if (i == 1 && try < 2) {
                GOOD(lam_sweep_fail(sweep, i, "too early"));
            } else if (try == 0 ? i != 4 : i == 1 || (i == 4 && try == 1)) {
                put(sweep, i);
            }
        }
        GOOD(lam_sweep_close(sweep));
    }
    read_whole("again/sweep.h5", "retries", H5T_NATIVE_INT32, retries);
    cr_assert(retries[0] == 0 && retries[1] == 2 && retries[4] == 0);
    cr_assert_eq(system("cmp whole/spikes.h5 again/spikes.h5 && sed 's/^\\(1,.*\\),3$/\\1,1/' "
                        "again/table.csv | cmp - whole/table.csv && ! cmp -s again/table.csv "
                        "whole/table.csv && test ! -e again/spikes.journal"),
                 0);
    GOOD(lam_sweep_open("again", spec, network, layout, &sweep));
    GOOD(lam_sweep_next(sweep, 0, &next));
    cr_assert_eq(next, (size_t)5);
    GOOD(lam_sweep_close(sweep));
    int8_t status[5];
    read_whole("again/sweep.h5", "status", H5T_NATIVE_INT8, status);
    char reasons[5][240];
    hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, 240);
    H5Tset_cset(type, H5T_CSET_UTF8);
    read_whole("again/sweep.h5", "reason", type, reasons);
    H5Tclose(type);
    cr_assert(status[1] == 1 && reasons[1][0] == '\0');
    end();
}

/* A journal that a process left, which was killed between its last two calls, goes. */
Test(sweep, journal_left) {
    lam_sweep *sweep = NULL;
    begin(SPIKES);
    GOOD(lam_sweep_open("one", spec, network, layout, &sweep));
    for (size_t i = 0; i < 5; i++) {
        put(sweep, i);
    }
    GOOD(lam_sweep_close(sweep));
    cr_assert_eq(system("echo torn >one/spikes.journal"), 0);
    GOOD(lam_sweep_open("one", spec, network, layout, &sweep));
    GOOD(lam_sweep_close(sweep));
    cr_assert_eq(system("test ! -e one/spikes.journal"), 0);
    cr_assert_eq(system("rm one/spikes.h5 && mkdir one/spikes.journal"), 0);
    cr_assert_eq(lam_sweep_open("one", spec, network, layout, &sweep), LAM_ERR_IO);
    cr_assert_not_null(strstr(lam_error(), "cannot write 'one/spikes.journal': Is a directory"),
                       "%s", lam_error());
    end();
}

static void refused(const char *directory, const char *reason) {
    lam_sweep *sweep = NULL;
    cr_assert_eq(lam_sweep_open(directory, spec, network, layout, &sweep), LAM_ERR_INPUT);
    cr_assert(strstr(lam_error(), reason) != NULL, "%s\nnot: %s", lam_error(), reason);
}

Test(sweep, refused) {
    lam_sweep *sweep = NULL, *second = NULL;
    double values[1000];
    begin(SPIKES);
    GOOD(lam_sweep_open("out", spec, network, layout, &sweep));
    cr_assert_eq(lam_sweep_open("out", spec, network, layout, &second), LAM_ERR_INPUT);
    cr_assert(strstr(lam_error(), "another run") != NULL, "%s", lam_error());
    cr_assert_eq(lam_sweep_put(sweep, 5, fill(0, values), values), LAM_ERR_INPUT);
    cr_assert_eq(lam_sweep_put(sweep, 0, 3, values), LAM_ERR_INPUT);
    GOOD(lam_sweep_close(sweep));
    end();
    begin("{'values': [1, 2, 3, 4, 6]}}, 'design': 'grid', 'keep': ['dipole', 'spikes']}");
    refused("out", "parameters.drives.evprox1.mu.values is [1,2,3,4,5] there, [1,2,3,4,6] now");
    end();
    begin(SPIKES);
    GOOD(lam_network_set(network, "celsius", "30"));
    refused("out", "network: celsius");
    cr_assert_eq(system("mkdir mine; echo mine >mine/sweep.h5; mkdir other; echo >other/a.txt"), 0);
    refused("mine", "accepted: the file of a sweep");
    refused("other", "holds 'a.txt', which is no sweep's");
    refused("other/a.txt", "cannot open the folder 'other/a.txt'");
    end();
}

/* Which point is which goes by the order of parameters, what a gid is by that of populations: the
 * same in another order is another sweep. */
Test(sweep, another_order) {
    static const char *const orders[] = {
        "{'values': [1, 2]}, 'drives.evdist1.mu': {'values': [60, 70]}}, 'design': 'grid', 'keep': "
        "['dipole']}",
        "{'values': [1, 2]}}, 'design': 'grid', 'keep': ['dipole']}"};
    lam_sweep *sweep = NULL;
    begin(orders[0]);
    GOOD(lam_sweep_open("out", spec, network, layout, &sweep));
    GOOD(lam_sweep_close(sweep));
    end();
    static const char other[] =
        "{\"network\": \"erp\", \"parameters\": {\"drives.evdist1.mu\": {\"values\": [60, 70]},"
        " \"drives.evprox1.mu\": {\"values\": [1, 2]}}, \"design\": \"grid\", \"keep\": "
        "[\"dipole\"]}";
    write_file("spec.json", other, sizeof other - 1);
    GOOD(lam_spec_read_sweep("spec.json", &spec));
    GOOD(lam_sweep_layout_create(spec, network, &run, &layout));
    refused("out", "parameter 1 is drives.evprox1.mu there, drives.evdist1.mu now");
    end();
    begin(orders[1]);
    GOOD(lam_sweep_open("two", spec, network, layout, &sweep));
    GOOD(lam_sweep_close(sweep));
    json_error_t error;
    json_t *root = json_loads(lam_network_json(network), 0, &error);
    json_t *drives = json_object_get(root, "drives"), *first = json_object();
    const char *name = json_object_iter_key(json_object_iter(drives));
    cr_assert_eq(json_object_set(first, name, json_object_get(drives, name)), 0);
    cr_assert_eq(json_object_del(drives, name), 0);
    cr_assert_eq(json_object_update(drives, first), 0);
    cr_assert_eq(json_dump_file(root, "network.json", 0), 0);
    json_decref(first);
    json_decref(root);
    lam_network_destroy(network);
    GOOD(lam_network_read("network.json", &network));
    refused("two", "network: drives");
    end();
}

/* Of what no disk has room for nothing is written. */
Test(sweep, too_large) {
    static const lam_sweep_run long_run = {1000000, 100000, 1e5, 1, 2, 0};
    lam_sweep_layout *large = NULL;
    lam_sweep *sweep = NULL;
    begin("{'low': 1, 'high': 2}}, 'design': 'lhs', 'n': 100000000}");
    GOOD(lam_sweep_layout_create(spec, network, &long_run, &large));
    cr_assert_eq(lam_sweep_bytes(large, 2), 2 * (1 + 240 + 4 + 8 * (1 + 1e6 * 1e5)));
    cr_assert_eq(lam_sweep_open("out", spec, network, large, &sweep), LAM_ERR_IO);
    cr_assert(strstr(lam_error(), "'out/sweep.h5' takes 8e+13 MB; accepted: at most") != NULL, "%s",
              lam_error());
    cr_assert_eq(system("test -z \"$(ls -A out)\""), 0);
    lam_sweep_layout_destroy(large);
    end();
}

/* What keep names, the network has to have. */
Test(sweep, layout) {
    lam_sweep_layout *none = NULL;
    begin("{'values': [1]}}, 'design': 'grid', 'keep': ['layers', 'peaks', 'band:5:95', 'rates']}");
    cr_assert_eq(lam_sweep_block(layout), (size_t)(2 * N_SAMPLES + 4 + 1 + 4));
    end();
    static const char text[] =
        "{\"network\": \"erp\", \"parameters\": {\"celsius\": {\"values\": [1]}}, "
        "\"design\": \"grid\", \"keep\": [\"lfp\"]}";
    write_file("lfp.json", text, sizeof text - 1);
    GOOD(lam_spec_read_sweep("lfp.json", &spec));
    cr_assert_eq(lam_sweep_layout_create(spec, network, &run, &none), LAM_ERR_INPUT);
    cr_assert(strstr(lam_error(), "keep: lfp: the network has no electrode array") != NULL);
    lam_spec_destroy(spec);
}

/* What is kept of a trial is what the library makes of its dipole and spikes. */
Test(sweep, take) {
    const lam_model *model = lam_network_model(network);
    double dipole[N_SAMPLES], time_ms[N_SAMPLES], block[2 * N_SAMPLES + 20], freq_hz[N_SAMPLES];
    double power[N_SAMPLES], share, rate, cv[1000], layers[2 * N_SAMPLES] = {3};
    for (size_t i = 0; i < N_SAMPLES; i++) {
        time_ms[i] = (double)i;
        dipole[i] = sin((double)(i * i));
    }
    /* a spike of the first cell of all, three of the last real one */
    size_t last = model->populations[3].end_gid - 1;
    double gid[] = {(double)model->populations[0].first_gid, (double)last, (double)last,
                    (double)last};
    double spike_ms[] = {1, 2, 5, 7};
    begin("{'values': [1]}}, 'design': 'grid', "
          "'keep': ['layers', 'peaks:2:7', 'band:50:250', 'rates', 'cv', 'synchrony:0:10']}");
    cr_assert_eq(lam_sweep_block(layout), (size_t)(2 * N_SAMPLES + 4 + 1 + 4 + 4 + 4));
    lam_sweep_trial trial = {N_SAMPLES, time_ms, dipole, 2, layers, 0, NULL, 4, spike_ms, gid};
    GOOD(lam_sweep_take(layout, network, &trial, block));
    const double *numbers = block + 2 * N_SAMPLES;
    cr_assert(block[0] == 6 && block[1] == 0); /* the run's scale is 2 */
    for (size_t i = 0; i < N_SAMPLES; i++) {
        dipole[i] *= 2;
    }
    lam_peaks peaks;
    lam_curve curve = {N_SAMPLES, time_ms, dipole};
    GOOD(lam_curve_peaks(&curve, 2, 7, &peaks));
    cr_assert(numbers[0] == peaks.minimum && numbers[1] == peaks.minimum_ms);
    cr_assert(numbers[2] == peaks.maximum && numbers[3] == peaks.maximum_ms);
    lam_psd_options options = {0, 0, LAM_TAPER_HAMMING};
    GOOD(lam_psd(N_SAMPLES, dipole, 1, &options, freq_hz, power));
    GOOD(lam_band_power(lam_psd_size(N_SAMPLES, &options), freq_hz, power, 50, 250, &rate, &share));
    cr_assert_eq(numbers[4], rate);
    for (size_t k = 0; k < 4; k++) {
        const lam_population *p = &model->populations[k];
        lam_spike_view view = {4, spike_ms, gid, p->first_gid, p->end_gid - p->first_gid, 0, 10};
        GOOD(lam_spike_rates(&view, cv, &rate));
        cr_assert_eq(numbers[5 + k], rate);
        cr_assert(k == 3 ? rate > 0 : true);
        GOOD(lam_spike_cv(&view, cv, &rate));
        cr_assert(numbers[9 + k] == rate || (isnan(numbers[9 + k]) && isnan(rate)));
        cr_assert(k == 3 ? rate > 0 : true);
    }
    trial.n_layers = 1;
    cr_assert_eq(lam_sweep_take(layout, network, &trial, block), LAM_ERR_INPUT);
    end();
}

/* All of 100,000 points are put; the heap is not larger at the end than after the first hundred. */
Test(sweep, many_points) {
    enum { N = 100000 };
    lam_sweep *sweep = NULL;
    double values[N_TRIALS * 4] = {0};
    begin("{'prior': {'kind': 'normal', 'mean': 26, 'sd': 2}}}, 'design': 'prior', 'n': 100000, "
          "'keep': ['peaks']}");
    GOOD(lam_sweep_open("out", spec, network, layout, &sweep));
    size_t held = 0;
    for (size_t i = 0; i < N; i++) {
        GOOD(lam_sweep_put(sweep, i, N_TRIALS * 4, values));
        held = i == 100 ? __sanitizer_get_current_allocated_bytes() : held;
    }
    cr_assert_leq(__sanitizer_get_current_allocated_bytes(), held + 1000);
    GOOD(lam_sweep_close(sweep));
    end();
}
