/* SPDX-License-Identifier: BSD-3-Clause
 * allocation_uses.h - what allocation.c lets run out of memory: each use gives all that it got to
 * give_text and its like, so that a success can be held against another. */
#ifndef LAM_ALLOCATION_USES_H
#define LAM_ALLOCATION_USES_H

#include "base/lam_number_impl.h"
#include "open/lam_spikes_impl.h"
#include "allocation_networks.h"
#include "allocation_analysis.h"
#include "allocation_exchange.h"
#include "allocation_infer.h"
#include "allocation_fit.h"
#include "allocation_sweep.h"

#include <hdf5.h>
#include <math.h>
#include <sanitizer/lsan_interface.h>

/* ---- currents and signals ---- */

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
    status = status != LAM_OK ? status : lam_sources_synapse(sources, field, 1, 0, &row);
    status = status != LAM_OK ? status : lam_sources_dipole(sources, field, NULL, 0, &signal);
    status = status != LAM_OK ? status
                              : lam_sources_array(sources, field, &array, false, NULL, 0, &signal);
    status = status != LAM_OK
                 ? status
                 : lam_sources_receptor(sources, field, &array, false, 0, NULL, 0, &signal);
    status = status != LAM_OK ? status : lam_leadfield_start(field, 10, 0.025, 1, 3);
    status = status != LAM_OK ? status : lam_leadfield_read(field, signal, samples);
    if (status == LAM_OK) {
        give_numbers(10, samples);
    }
    lam_sources_destroy(sources);
    lam_leadfield_destroy(field);
    return status;
}

/* Two sections, one without points, whose places become a tree. */
static lam_status use_shape(void) {
    static const double parent[] = {-1, 0}, x[] = {0, 1}, none[6] = {0}, two[] = {2, 2};
    static const double long_um[] = {10, 40}, n_points[] = {2, 0}, xyz_um[] = {0, 0, 0, 0, 0, 10};
    static const double arc_um[] = {0, 10}, axis[3] = {0, 0, 1}, ones[] = {1, 1};
    const lam_column sections[] = {{"parent", 2, parent},    {"parent_x", 2, x},
                                   {"is_reversed", 2, none}, {"has_style", 2, none},
                                   {"style_um", 6, none},    {"length_um", 2, long_um},
                                   {"n_segments", 2, two},   {"n_points", 2, n_points}};
    const lam_column points[] = {{"xyz_um", 6, xyz_um}, {"arc_um", 2, arc_um}, {"diam_um", 2, two}};
    lam_shape *shape = NULL;
    lam_sources *sources = NULL;
    double places_um[6];
    size_t tree;
    lam_status status = lam_shape_create(8, sections, &shape);
    status = status != LAM_OK ? status : lam_shape_lay_out(shape, 3, points, false, true, 0);
    for (size_t i = 0; i < 2 && status == LAM_OK; i++) {
        status = lam_shape_place(shape, i, 0.5, places_um + 3 * i);
    }
    const lam_column nodes[] = {
        {"parent", 2, parent},  {"r_axial_MOhm", 2, ones},  {"is_sampled", 2, ones},
        {"is_source", 2, ones}, {"place_um", 6, places_um}, {"start_um", 6, none},
        {"end_um", 6, none},    {"diam_um", 2, two},        {"is_inner", 2, none},
        {"is_root", 2, none},   {"path_um", 6, none}};
    status = status != LAM_OK ? status : lam_sources_create(&sources);
    status = status != LAM_OK ? status : lam_sources_grow(sources, axis, 11, nodes, &tree);
    if (status == LAM_OK) {
        give_numbers(6, places_um);
    }
    lam_sources_destroy(sources);
    lam_shape_destroy(shape);
    return status;
}

/* Copies of an array and of volumes that own all that they have. */
static lam_status use_owned(void) {
    static const double place[3] = {1, 2, 3}, lower[3] = {0}, upper[3] = {1e9, 1e9, 5};
    static const size_t populations[] = {4};
    const lam_electrode_array of = {.name = "a",
                                    .method = "lsa",
                                    .n_contacts = 1,
                                    .positions_um = place,
                                    .normals = place,
                                    .n_populations = 1,
                                    .populations = populations};
    const lam_volumes told = {"v", 1, lower, upper, {0, 0}, 10, 0};
    lam_electrode_array *array = NULL;
    lam_volumes *volumes = NULL;
    lam_status status = lam_array_copy(&of, &array);
    status = status != LAM_OK ? status : lam_array_add(array, place, NULL);
    status = status != LAM_OK ? status : lam_volumes_copy(&told, &volumes);
    if (status == LAM_OK) {
        give_numbers(6, array->normals);
        give_numbers(3, volumes->lower_um);
    }
    lam_array_destroy(array);
    lam_volumes_destroy(volumes);
    return status;
}

static lam_status use_tree(void) {
    double along[] = {0, 1, 1}, weights[3];
    const lam_node nodes[] = {{.parent = -1},
                              {.parent = 0, .r_axial_MOhm = 1, .is_sampled = true},
                              {.parent = 1, .r_axial_MOhm = 1}};
    lam_tree tree = {3, nodes};
    lam_status status = lam_tree_membrane(&tree, along, weights);
    if (status == LAM_OK) {
        give_numbers(3, weights);
    }
    return status;
}

static lam_status use_spikes(void) {
    double t[] = {2, 1}, gid[] = {0, 1};
    lam_status status = lam_spikes_sort(2, t, gid);
    if (status == LAM_OK) {
        give_numbers(2, t);
    }
    return status;
}

static lam_status use_choice(void) {
    static bool is_chosen[10001];
    lam_status status = lam_choose(0, 10001, 10000, is_chosen);
    give_bytes(is_chosen, sizeof is_chosen);
    return status;
}

/* 100 events: the list grows. */
static lam_status use_events(void) {
    lam_drive *drive = (lam_drive *)&lam_network_model(network)->drives[0];
    size_t n;
    double *times_ms = NULL;
    drive->n_spikes = 100;
    lam_status status = lam_drive_events(network, 0, 0, 0, 0, 170, &n, &times_ms);
    if (status == LAM_OK) {
        give_numbers(n, times_ms);
    }
    free(times_ms);
    return status;
}

static lam_status read_spikes(const char *path) {
    lam_spikes spikes;
    lam_status status = lam_spikes_read(path, 0, NULL, &spikes);
    if (status == LAM_OK) {
        give_numbers(spikes.n, spikes.time_ms);
        give_numbers(spikes.n, spikes.gid);
    }
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
    if (status == LAM_OK) {
        give_numbers(3 * table.n, table.leads);
        give_text(table.names[table.n - 1]);
    }
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
        failed = fprintf(text, "C%d 1 2 %d\n", i, i) < 0;
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
    lam_status status =
        lam_baseline_subtract("params/baseline/hnn.json", "L5_pyramidal", "P", 100, 3, t, q);
    if (status == LAM_OK) {
        give_numbers(3, q);
    }
    return status;
}

/* The kernel method, cross-validated, and an inverse one. */
static lam_status use_csd(void) {
    lam_csd_options options = {LAM_CSD_KERNEL, 0.3, 250, NAN, NAN, 100, NAN};
    double depth_um[] = {0, 100, 200}, phi_uV[] = {1, 2, 3}, csd_uA_mm3[3];
    lam_status status = lam_csd(&options, 3, depth_um, 1, phi_uV, csd_uA_mm3);
    if (status == LAM_OK) {
        give_numbers(3, csd_uA_mm3);
        options.method = LAM_CSD_STEP;
        status = lam_csd(&options, 3, depth_um, 1, phi_uV, csd_uA_mm3);
    }
    if (status == LAM_OK) {
        give_numbers(3, csd_uA_mm3);
    }
    return status;
}

static lam_status use_results(void) {
    char path[4096];
    const double values[] = {1, 2, 3}, *columns[] = {values};
    lam_results *results = NULL;
    lam_status status = lam_results_create(getenv("RESULTS_FOLDER"), &results);
    if (status == LAM_OK) {
        status = lam_results_write(results, "/trial/0/time_ms", 0, 3, values, "ms");
    }
    if (status == LAM_OK) {
        status = lam_results_text_dipole(results, 0, 3, values, values, 1, (const char *[]){"a"},
                                         columns);
    }
    if (status != LAM_OK) {
        lam_results_abandon(results);
        return status;
    }
    status = lam_results_close(results, true);
    snprintf(path, sizeof path, "%s/dipole_0.txt", getenv("RESULTS_FOLDER"));
    give_file(path);
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
    if (status == LAM_OK) {
        double samples[100];
        status = lam_trace_read(traces, 0, samples);
        give_numbers(100, samples);
    }
    lam_trace_destroy(traces);
    lam_results_abandon(results);
    return status;
}

/* ---- all ---- */

static int prepare(void) {
    static const char drives[] = "{'drives': {'late': {'type': 'spike_train', 'cell_specific': "
                                 "false, 'spikes': [[[1]], 'ms']}}}";
    static const char sensors[] = "{'eeg': {'t': {'model': 'table', 'file': 'results.leads.txt',"
                                  " 'dipole': {'up': [0, 0, 1]}}}}";
    static const char columns[] =
        "{'laminae_network': 1, 'name': 'two', 'title': 'two', 'source': 'a test', 'columns': {"
        " 'S1': {'network': 'results.all.json', 'scale': 2},"
        " 'V1': {'network': 'results.all.json', 'at': [[1, 2, 3], 'um'],"
        "        'set': ['cells.P.sections.*.cm=1.5']}}}";
    return write_leads() | write_text(file_called("columns.json"), columns, true) | write_spec() |
           write_fit() | write_text(file_called("json"), hnn_small, false) |
           write_text(file_called("all.json"), all_kinds, true) |
           write_text(file_called("drives.json"), drives, true) |
           write_text(file_called("sensors.json"), sensors, true) | write_saved() |
           write_exchange() | write_text(file_called("curve.txt"), "0 1\n1 2\n2 4\n", false) |
           write_text(file_called("config"), "celsius = 31\n", false);
}

static const struct {
    const char *name;
    lam_status (*use)(void);
} uses[] = {
    {"model", use_model},
    {"parameters", use_params},
    {"network with all kinds", use_all_kinds},
    {"columns", use_columns},
    {"network of HNN-core", use_hnn},
    {"changes", use_changes},
    {"difference", use_difference},
    {"checkpoint", use_checkpoint},
    {"spec", use_spec},
    {"sweep", use_sweep},
    {"sweep read back", use_swept},
    {"sensitivity", use_sobol},
    {"small steps of a sweep", use_steps},
    {"posterior", use_posterior},
    {"objective", use_objective},
    {"fit", use_fit},
    {"profile of a fit", use_profile},
    {"history of a fit", use_history},
    {"lead field", use_leadfield},
    {"shape", use_shape},
    {"owned arrays and volumes", use_owned},
    {"tree", use_tree},
    {"spikes", use_spikes},
    {"spikes of results", use_spike_results},
    {"spikes of a text", use_spike_text},
    {"leads of a text", use_lead_text},
    {"leads of HDF5", use_lead_hdf5},
    {"choice", use_choice},
    {"events", use_events},
    {"baseline", use_baseline},
    {"csd", use_csd},
    {"results", use_results},
    {"edit", use_edit},
    {"describe", use_describe},
    {"facts", use_facts},
    {"record", use_record},
    {"traces", use_traces},
    {"signals", use_signals},
    {"spectra", use_spectra},
    {"pieces", use_pieces},
    {"spike statistics", use_spike_statistics},
    {"alignment", use_alignment},
    {"results read back", use_saved_results},
    {"curves read back", use_saved_text},
    {"an array of MATLAB", use_saved_array},
    {"datasets of EEGLAB", use_saved_datasets},
    {"spikes of HNN", use_saved_spikes},
    {"NWB", use_nwb},
    {"BIDS", use_bids},
    {"MNE's file", use_fif},
    {"EEGLAB's file", use_set},
    {"NumPy's file", use_npz},
    {"SONATA", use_sonata},
    {"CSV", use_csv},
};

#endif
