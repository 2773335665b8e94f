/* SPDX-License-Identifier: BSD-3-Clause
 * allocation.c - every allocation of the library fails once: each time a status and a line, no
 * leak.
 *
 * Linked with the library's sources and --wrap, so that the functions below stand before libc's. */
#include "lam_edit_impl.h"
#include "lam_spikes_impl.h"
#include "t17x_hnn_small.h"

#include <hdf5.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long countdown = -1; /* allocations until one fails; below 0: none does */

static int fails_now(void) {
    return countdown >= 0 && countdown-- == 0;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *memory, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *memory, size_t size);
char *__wrap_strdup(const char *text);

void *__wrap_malloc(size_t size) {
    return fails_now() ? NULL : __real_malloc(size);
}
void *__wrap_calloc(size_t n, size_t size) {
    return fails_now() ? NULL : __real_calloc(n, size);
}
void *__wrap_realloc(void *memory, size_t size) {
    return fails_now() ? NULL : __real_realloc(memory, size);
}
char *__wrap_strdup(const char *text) {
    return fails_now() ? NULL : __real_strdup(text);
}

static lam_status use_network(void) {
    lam_network *network = NULL;
    lam_status status = lam_network_read("params/erp.json", &network);
    lam_network_destroy(network);
    return status;
}

static lam_status use_params(void) {
    lam_network_options options = {.models_directory = "params"};
    lam_network *network = NULL;
    lam_status status = lam_network_open("tests/ref/params/random1.param", &options, &network);
    lam_network_destroy(network);
    return status;
}

/* HNN-core's file, read and written. */
static lam_status use_hnn(void) {
    char path[4096], written[4096];
    snprintf(path, sizeof path, "%s.json", getenv("RESULTS_FOLDER"));
    snprintf(written, sizeof written, "%s.hnn.json", getenv("RESULTS_FOLDER"));
    lam_network *hnn = NULL;
    lam_status status = lam_network_read(path, &hnn);
    if (status == LAM_OK) {
        status = lam_network_export(hnn, written, true, false);
    }
    lam_network_destroy(hnn);
    return status;
}

static int write_hnn(void) {
    char path[4096];
    snprintf(path, sizeof path, "%s.json", getenv("RESULTS_FOLDER"));
    FILE *file = fopen(path, "w");
    return file == NULL || fputs(hnn_small, file) < 0 || fclose(file) != 0;
}

/* A cell of two segments with an electrode, seen by a disc in a slice, and its dipole. */
static lam_status use_leadfield(void) {
    static const double position[] = {0, 0, 50}, normal[] = {0, 1, 0}, origin[3] = {0, 0, 40};
    static const lam_node nodes[] = {
        {.parent = -1, .is_sampled = true, .is_source = true, .end_um = {0, 0, 5}, .diam_um = 2},
        {.parent = 0,
         .r_axial_MOhm = 1,
         .is_sampled = true,
         .is_source = true,
         .start_um = {0, 0, 5},
         .end_um = {0, 0, 9},
         .diam_um = 1},
    };
    lam_electrode_array array = {.name = "a",
                                 .n_contacts = 1,
                                 .positions_um = position,
                                 .normals = normal,
                                 .method = "lsa",
                                 .conductivity_S_m = {0.3, 0.3, 0.3},
                                 .radius_um = 5,
                                 .n_points = 3,
                                 .below = {0, 0},
                                 .above = {300, 1.5}};
    lam_leadfield *field = NULL;
    lam_sources *sources = NULL;
    double samples[10];
    size_t row, signal, made;
    lam_status status = lam_leadfield_create(&field);
    status = status != LAM_OK ? status : lam_sources_create(&sources);
    status = status != LAM_OK ? status : lam_sources_tree(sources, origin, &made);
    for (size_t i = 0; i < 2 && status == LAM_OK; i++) {
        status = lam_sources_node(sources, &nodes[i]);
    }
    status = status != LAM_OK ? status : lam_sources_cell(sources, field, 0, 0, origin, &row);
    status = status != LAM_OK ? status : lam_sources_current(sources, field, 1, LAM_INJECTED, &row);
    status = status != LAM_OK ? status : lam_sources_dipole(sources, field, NULL, 0, &signal);
    status = status != LAM_OK ? status
                              : lam_sources_array(sources, field, &array, false, NULL, 0, &signal);
    status = status != LAM_OK ? status : lam_leadfield_start(field, 10, 0.025, 1, 3);
    status = status != LAM_OK ? status : lam_leadfield_read(field, signal, samples);
    lam_sources_destroy(sources);
    lam_leadfield_destroy(field);
    return status;
}

static lam_status use_tree(void) {
    double along[] = {0, 1, 1}, weights[3];
    const lam_node nodes[] = {{.parent = -1},
                              {.parent = 0, .r_axial_MOhm = 1, .is_sampled = true},
                              {.parent = 1, .r_axial_MOhm = 1}};
    lam_tree tree = {3, nodes};
    return lam_tree_membrane(&tree, along, weights);
}

static lam_status use_spikes(void) {
    double t[] = {2, 1}, gid[] = {0, 1};
    return lam_spikes_sort(2, t, gid);
}

static lam_status use_choice(void) {
    static bool is_chosen[10001];
    return lam_choose(0, 10001, 10001, is_chosen);
}

static lam_network *network; /* read before anything fails */

/* 100 events: the list grows. */
static lam_status use_events(void) {
    lam_drive *drive = (lam_drive *)&lam_network_model(network)->drives[0];
    size_t n;
    double *times_ms = NULL;
    drive->n_spikes = 100;
    lam_status status = lam_drive_events(network, 0, 0, 0, 0, 170, &n, &times_ms);
    free(times_ms);
    return status;
}

static lam_status read_spikes(const char *path) {
    lam_spikes spikes;
    lam_status status = lam_spikes_read(path, 0, NULL, &spikes);
    lam_spikes_free(&spikes);
    return status;
}

static lam_status use_spike_results(void) {
    return read_spikes("tests/ref/erp.h5");
}

static lam_status use_spike_text(void) {
    return read_spikes(getenv("SPIKE_TEXT"));
}

/* With names: as a text of so many sensors that the table grows, and as HDF5. */
static lam_status read_leads(const char *ending) {
    char path[4096];
    lam_lead_table table = {.n = 0};
    snprintf(path, sizeof path, "%s.leads.%s", getenv("RESULTS_FOLDER"), ending);
    lam_status status = lam_lead_table_read(path, &table);
    lam_lead_table_free(&table);
    return status;
}

static lam_status use_lead_text(void) {
    return read_leads("txt");
}

static lam_status use_lead_hdf5(void) {
    return read_leads("h5");
}

/* A dataset [2, 3], or [2]. */
static int write_dataset(hid_t file, const char *name, int n_dimensions, hid_t type,
                         const void *values) {
    const hsize_t extents[2] = {2, 3};
    hid_t space = H5Screate_simple(n_dimensions, extents, NULL);
    hid_t set = H5Dcreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    int failed = H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0;
    return failed | (H5Sclose(space) < 0) | (H5Dclose(set) < 0);
}

static int write_leads(void) {
    static const double leads[2][3] = {{1, 2, 3}, {4, 5, 6}};
    char path[4096];
    snprintf(path, sizeof path, "%s.leads.txt", getenv("RESULTS_FOLDER"));
    FILE *text = fopen(path, "w");
    int failed = text == NULL || fputs("units uV/nAm\n", text) < 0;
    for (int i = 0; i < 100 && !failed; i++) {
        failed = fprintf(text, "C%d 1 2 3\n", i) < 0;
    }
    if (failed || fclose(text) != 0) {
        return 1;
    }
    snprintf(path, sizeof path, "%s.leads.h5", getenv("RESULTS_FOLDER"));
    hid_t file = H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    hid_t letter = H5Tcopy(H5T_C_S1), unit = H5Tcopy(H5T_C_S1), one = H5Screate(H5S_SCALAR);
    H5Tset_size(unit, 7);
    failed = write_dataset(file, "lead_field", 2, H5T_NATIVE_DOUBLE, leads) |
             write_dataset(file, "names", 1, letter, "AB");
    hid_t of_units = H5Acreate_by_name(file, "lead_field", "units", unit, one, H5P_DEFAULT,
                                       H5P_DEFAULT, H5P_DEFAULT);
    failed |= (H5Awrite(of_units, unit, "V/(A m)") < 0) | (H5Aclose(of_units) < 0);
    failed |= (H5Sclose(one) < 0) | (H5Tclose(unit) < 0) | (H5Tclose(letter) < 0);
    return failed | (H5Fclose(file) < 0);
}

static lam_status use_baseline(void) {
    double t[] = {0, 40, 800}, q[] = {1, 2, 3};
    return lam_baseline_subtract("params/baseline/hnn.json", "L5_pyramidal", 100, 3, t, q);
}

/* The kernel method, cross-validated, and an inverse one. */
static lam_status use_csd(void) {
    lam_csd_options options = {LAM_CSD_KERNEL, 0.3, 250, NAN, NAN, 100, NAN};
    double depth_um[] = {0, 100, 200}, phi_uV[] = {1, 2, 3}, csd_uA_mm3[3];
    lam_status status = lam_csd(&options, 3, depth_um, 1, phi_uV, csd_uA_mm3);
    if (status == LAM_OK) {
        options.method = LAM_CSD_STEP;
        status = lam_csd(&options, 3, depth_um, 1, phi_uV, csd_uA_mm3);
    }
    return status;
}

static lam_status use_results(void) {
    const char *folder = getenv("RESULTS_FOLDER");
    lam_results *results = NULL;
    double values[] = {1, 2, 3};
    lam_status status = lam_results_create(folder, &results);
    if (status == LAM_OK) {
        status = lam_results_write(results, "/trial/0/time_ms", 0, 3, values, "ms");
    }
    if (status == LAM_OK) {
        return lam_results_close(results, true);
    }
    lam_results_abandon(results);
    return status;
}

/* Changes, refused ones too, and the list of what can be changed. */
static lam_status use_edit(void) {
    lam_json_document document = {.merged = json_pack("{s:{s:[i,s]},s:[{s:s,s:s}]}", "grid", "d", 3,
                                                      "um", "connections", "from", "a", "to", "b")};
    char *text = NULL;
    lam_status status = lam_edit_change(&document, "grid.*=4 um");
    if (status == LAM_OK) {
        status = lam_edit_change(&document, "connections[a>b].gain=2");
    }
    for (int i = 0; i < 2 && status == LAM_OK; i++) {
        status = lam_edit_change(&document, i == 0 ? "connections[b>a].gain=2" : "gird.d=2");
        status = status == LAM_ERR_INPUT ? LAM_OK : status;
    }
    if (status == LAM_OK) {
        status = lam_edit_paths(document.merged, &text);
    }
    if (status == LAM_OK) {
        status = lam_edit_scale_connections(document.merged, "a>b", "gain", 2);
    }
    size_t n, *indices = NULL;
    if (status == LAM_OK) {
        status = lam_edit_connections_of(network, "L5_basket", 0, 0, &n, &indices);
    }
    free(indices);
    free(text);
    lam_json_close(&document);
    return status;
}

static lam_status use_describe(void) {
    char *text = NULL;
    lam_status status = lam_describe(network, &text);
    free(text);
    return status;
}

static lam_status use_record(void) {
    static bool is_selected[2000];
    lam_record record;
    lam_status status = lam_record_read(network, "v:L2_basket:soma", &record, is_selected);
    if (status == LAM_OK && lam_record_read(network, "v:x", &record, is_selected) != LAM_OK) {
        status = strstr(lam_error(), "unknown") != NULL ? LAM_OK : LAM_ERR_MEMORY;
    }
    return status;
}

static lam_status use_traces(void) {
    char path[4096];
    lam_traces *traces = NULL;
    lam_results *results = NULL;
    size_t slot;
    lam_status status = lam_results_create(getenv("RESULTS_FOLDER"), &results);
    if (status == LAM_OK) {
        status = lam_results_traces(getenv("RESULTS_FOLDER"), 0, path, sizeof path);
    }
    if (status == LAM_OK) {
        status = lam_trace_create(5, &traces);
    }
    for (size_t gid = 0; gid < 3 && status == LAM_OK; gid++) {
        status = lam_trace_add(traces, gid, "soma", "v_mV", "mV", &slot);
    }
    if (status == LAM_OK) {
        status = lam_trace_start(traces, path, 100, 0.025, 1);
    }
    if (status == LAM_OK) {
        status = lam_trace_finish(traces);
    }
    if (status == LAM_OK) {
        status = lam_results_write_traces(results, 0, path, false, true);
    }
    lam_trace_destroy(traces);
    lam_results_abandon(results);
    return status;
}

static int check(const char *name, lam_status (*use)(void)) {
    for (long n = 0; n < 100000; n++) {
        countdown = n;
        lam_status status = use();
        long left = countdown;
        countdown = -1;
        if (status == LAM_OK && left >= 0) {
            if (n == 0) {
                fprintf(stderr, "%s allocates nothing\n", name);
            }
            return n == 0;
        }
        if (status != LAM_OK && lam_error()[0] == '\0') {
            fprintf(stderr, "%s: allocation %ld failed without a line\n", name, n);
            return 1;
        }
    }
    fprintf(stderr, "%s never succeeds\n", name);
    return 1;
}

int main(void) {
    if (lam_network_read("params/erp.json", &network) != LAM_OK) {
        fprintf(stderr, "%s\n", lam_error());
        return 1;
    }
    int failed =
        check("network", use_network) + check("parameters", use_params) + write_hnn() +
        check("network of HNN-core", use_hnn) + check("lead field", use_leadfield) +
        check("tree", use_tree) + check("spikes", use_spikes) +
        check("spikes of results", use_spike_results) + check("spikes of a text", use_spike_text) +
        write_leads() + check("leads of a text", use_lead_text) +
        check("leads of HDF5", use_lead_hdf5) + check("choice", use_choice) +
        check("events", use_events) + check("baseline", use_baseline) + check("csd", use_csd) +
        check("results", use_results) + check("edit", use_edit) + check("describe", use_describe) +
        check("record", use_record) + check("traces", use_traces);
    lam_network_destroy(network);
    return failed;
}
