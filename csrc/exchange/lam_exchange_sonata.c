/* SPDX-License-Identifier: BSD-3-Clause
 * lam_exchange_sonata.c - results as SONATA files (its guide, github.com/AllenInstitute/sonata, of
 * version 0.1): spikes by population, recorded cells as reports, potentials as BMTK's ecp. */
#include "exchange/lam_hdf5_impl.h"

#include "base/lam_number_impl.h"

#include <stdlib.h>
#include <string.h>

/* ---- files ---- */

/* One while it is filled. */
typedef struct sonata {
    const lam_exchange_job *job;
    size_t trial;
    lam_hdf5 h5;
} sonata;

/* A dataset without values, for columns; the caller closes it. */
static hid_t add_data(sonata *to, const char *path, hid_t type, size_t n_samples, size_t n_columns,
                      const char *units) {
    hid_t made = lam_hdf5_data(&to->h5, path, type, 2, (hsize_t[]){n_samples, n_columns}, NULL);
    lam_hdf5_text(&to->h5, made, "units", units);
    return made;
}

static void add_list(sonata *to, const char *path, hid_t type, size_t n, const double *values,
                     const char *units) {
    hid_t made = lam_hdf5_data(&to->h5, path, type, 1, (hsize_t[]){n}, values);
    if (units != NULL) {
        lam_hdf5_text(&to->h5, made, "units", units);
    }
    lam_hdf5_end(&to->h5, made);
}

static bool is_ours(const char *path) {
    return lam_hdf5_is(path, "magic");
}

static lam_status open_file(lam_exchange_job *job, size_t trial, const char *name, sonata *to) {
    char file[LAM_SAVED_NAME + 32];
    const unsigned magic = 0x0A7A, version[] = {0, 1};
    lam_output *output;
    lam_format(file, sizeof file, job->how->n_trials > 1 ? "%s_%zu.h5" : "%s.h5", name, trial);
    LAM_TRY(lam_outputs_add(&job->outputs, file, &output));
    *to = (sonata){.job = job, .trial = trial};
    LAM_TRY(lam_hdf5_create(output, &to->h5));
    output->is_ours = is_ours;
    hid_t one = H5Screate(H5S_SCALAR), two = H5Screate_simple(1, (hsize_t[]){2}, NULL);
    hid_t a = H5Acreate2(to->h5.file, "magic", H5T_STD_U32LE, one, H5P_DEFAULT, H5P_DEFAULT);
    hid_t b = H5Acreate2(to->h5.file, "version", H5T_STD_U32LE, two, H5P_DEFAULT, H5P_DEFAULT);
    lam_hdf5_note(&to->h5, a >= 0 && b >= 0 && H5Awrite(a, H5T_NATIVE_UINT, &magic) >= 0 &&
                               H5Awrite(b, H5T_NATIVE_UINT, version) >= 0);
    H5Aclose(a);
    H5Aclose(b);
    H5Sclose(one);
    H5Sclose(two);
    lam_hdf5_text(&to->h5, to->h5.file, "laminae_version", LAM_VERSION);
    return LAM_OK;
}

/* ---- spikes ---- */

/* By time, as they are sorted. */
static void add_sorting(sonata *to, const char *group) {
    static const char *const names[] = {"none", "by_id", "by_time"};
    hid_t type = H5Tenum_create(H5T_STD_U8LE), space = H5Screate(H5S_SCALAR);
    hid_t opened = H5Gopen2(to->h5.file, group, H5P_DEFAULT);
    unsigned char value = 0;
    for (; value < 3; value++) {
        H5Tenum_insert(type, names[value], &value);
    }
    value = 2;
    hid_t made = H5Acreate2(opened, "sorting", type, space, H5P_DEFAULT, H5P_DEFAULT);
    lam_hdf5_note(&to->h5, made >= 0 && H5Awrite(made, type, &value) >= 0);
    H5Aclose(made);
    H5Gclose(opened);
    H5Sclose(space);
    H5Tclose(type);
}

/* A node is a cell's number in its population. `chosen` has room for all spikes, twice. */
static void add_population(sonata *to, const lam_saved_population *population, size_t n,
                           const double *time_ms, const double *gid, double *chosen) {
    char group[LAM_SAVED_NAME], path[LAM_SAVED_NAME + 32];
    size_t n_chosen = 0;
    for (size_t i = 0; i < n; i++) {
        double node = gid[i] - (double)population->first_gid;
        if (node >= 0 && node < (double)population->n_cells) {
            chosen[n_chosen] = time_ms[i];
            chosen[n + n_chosen++] = node;
        }
    }
    lam_format(group, sizeof group, "/spikes/%s", population->name);
    lam_format(path, sizeof path, "%s/timestamps", group);
    add_list(to, path, H5T_IEEE_F64LE, n_chosen, chosen, "ms");
    lam_format(path, sizeof path, "%s/node_ids", group);
    add_list(to, path, H5T_STD_U64LE, n_chosen, chosen + n, NULL);
    add_sorting(to, group);
}

static lam_status put_spikes(lam_exchange_job *job, size_t trial) {
    sonata to;
    double *time_ms = NULL, *gid = NULL;
    size_t n = 0;
    LAM_TRY(open_file(job, trial, "spikes", &to));
    lam_status status = lam_exchange_spikes(job, trial, &n, &time_ms, &gid);
    double *chosen = status == LAM_OK ? lam_alloc(2 * n, sizeof *chosen) : NULL;
    status = status == LAM_OK && chosen == NULL ? LAM_ERR_MEMORY : status;
    for (size_t i = 0; i < job->facts->n_populations && status == LAM_OK; i++) {
        add_population(&to, &job->facts->populations[i], n, time_ms, gid, chosen);
    }
    free(chosen);
    free(time_ms);
    free(gid);
    return lam_hdf5_close(&to.h5, status);
}

/* ---- samples ---- */

/* From, to behind the last, step. */
static void add_time(sonata *to, const char *path, const lam_saved_shape *shape) {
    double from = to->job->facts->time_ms[0];
    const double time[] = {from, from + (double)shape->n_samples * shape->dt_ms, shape->dt_ms};
    add_list(to, path, H5T_IEEE_F64LE, 3, time, "ms");
}

static lam_status put_ecp(lam_exchange_job *job, size_t trial, const char *signal) {
    sonata to;
    lam_saved_shape shape;
    char name[LAM_SAVED_NAME];
    LAM_TRY(lam_saved_shape_of(job->saved, trial, signal, &shape));
    lam_format(name, sizeof name, "ecp_%s", strchr(signal, '/') + 1);
    double *channels = lam_alloc(shape.n_rows, sizeof *channels);
    if (channels == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < shape.n_rows; i++) {
        channels[i] = (double)i;
    }
    lam_status status = open_file(job, trial, name, &to);
    if (status == LAM_OK) {
        hid_t data =
            add_data(&to, "/ecp/data", H5T_IEEE_F64LE, shape.n_samples, shape.n_rows, "mV");
        status = lam_hdf5_columns(&to.h5, job, trial, signal, data, (hsize_t[]){0, 0}, 1e-3);
        lam_hdf5_end(&to.h5, data);
        add_list(&to, "/ecp/channel_id", H5T_STD_U64LE, shape.n_rows, channels, NULL);
        add_time(&to, "/ecp/time", &shape);
        status = lam_hdf5_close(&to.h5, status);
    }
    free(channels);
    return status;
}

/* ---- reports ---- */

/* "cells/35/soma/v_mV" */
typedef struct element {
    const char *signal, *section, *variable;
    size_t gid, section_length;
} element;

static bool take_apart(const char *signal, element *out) {
    double gid = -1;
    const char *at = signal + 6;
    if (strncmp(signal, "cells/", 6) != 0 || !lam_number_read(at, "/", &gid, &at)) {
        return false;
    }
    const char *variable = strchr(at + 1, '/');
    *out = (element){signal, at + 1, variable == NULL ? "" : variable + 1, (size_t)gid,
                     variable == NULL ? 0 : (size_t)(variable - at - 1)};
    return variable != NULL && gid >= 0;
}

static int by_gid(const void *a, const void *b) {
    const element *x = a, *y = b;
    return x->gid != y->gid ? (x->gid > y->gid) - (x->gid < y->gid) : strcmp(x->signal, y->signal);
}

/* The elements of a population: columns, and where those of each cell begin. */
static lam_status add_report(sonata *to, const lam_saved_population *population, size_t n,
                             const element *elements) {
    char path[LAM_SAVED_NAME + 64];
    lam_saved_shape shape;
    LAM_TRY(lam_saved_shape_of(to->job->saved, to->trial, elements[0].signal, &shape));
    double *lists = lam_alloc(3 * (n + 1), sizeof *lists);
    if (lists == NULL) {
        return LAM_ERR_MEMORY;
    }
    double *nodes = lists, *begins = lists + n + 1, *sections = begins + n + 1;
    size_t n_nodes = 0;
    lam_format(path, sizeof path, "/report/%s/data", population->name);
    hid_t data = add_data(to, path, H5T_IEEE_F32LE, shape.n_samples, n, shape.unit);
    lam_status status = LAM_OK;
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        if (i == 0 || elements[i].gid != elements[i - 1].gid) {
            begins[n_nodes] = (double)i;
            nodes[n_nodes++] = (double)(elements[i].gid - population->first_gid);
        }
        sections[i] = (double)i - begins[n_nodes - 1];
        status = lam_hdf5_columns(&to->h5, to->job, to->trial, elements[i].signal, data,
                                  (hsize_t[]){0, i}, 1);
    }
    begins[n_nodes] = (double)n;
    lam_hdf5_end(&to->h5, data);
    lam_format(path, sizeof path, "/report/%s/mapping/node_ids", population->name);
    add_list(to, path, H5T_STD_U64LE, n_nodes, nodes, NULL);
    lam_format(path, sizeof path, "/report/%s/mapping/index_pointers", population->name);
    add_list(to, path, H5T_STD_U64LE, n_nodes + 1, begins, NULL);
    lam_format(path, sizeof path, "/report/%s/mapping/element_ids", population->name);
    add_list(to, path, H5T_STD_U32LE, n, sections, NULL);
    lam_format(path, sizeof path, "/report/%s/mapping/time", population->name);
    add_time(to, path, &shape);
    free(lists);
    return status;
}

/* All cells of which one variable was recorded. */
static lam_status put_report(lam_exchange_job *job, size_t trial, const char *variable, size_t n,
                             const element *elements) {
    char name[LAM_SAVED_NAME];
    sonata to = {.trial = trial};
    element *chosen = lam_alloc(n, sizeof *chosen);
    if (chosen == NULL) {
        return LAM_ERR_MEMORY;
    }
    lam_format(name, sizeof name, "report_%s", variable);
    lam_status status = open_file(job, trial, name, &to);
    for (size_t p = 0; p < job->facts->n_populations && status == LAM_OK; p++) {
        const lam_saved_population *population = &job->facts->populations[p];
        size_t n_chosen = 0;
        for (size_t i = 0; i < n; i++) {
            if (strcmp(elements[i].variable, variable) == 0 &&
                elements[i].gid >= population->first_gid &&
                elements[i].gid < population->first_gid + population->n_cells) {
                chosen[n_chosen++] = elements[i];
            }
        }
        status = n_chosen > 0 ? add_report(&to, population, n_chosen, chosen) : LAM_OK;
    }
    free(chosen);
    return to.h5.output != NULL ? lam_hdf5_close(&to.h5, status) : status;
}

/* A file for each variable. */
static lam_status put_reports(lam_exchange_job *job, size_t trial) {
    element *all = lam_alloc(job->n_signals, sizeof *all);
    size_t n = 0;
    if (all == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < job->n_signals; i++) {
        n += take_apart(job->signals_owned[i], &all[n]) ? 1 : 0;
    }
    qsort(all, n, sizeof *all, by_gid);
    lam_status status = LAM_OK;
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        size_t first = 0;
        while (strcmp(all[first].variable, all[i].variable) != 0) {
            first++;
        }
        status = first == i ? put_report(job, trial, all[i].variable, n, all) : LAM_OK;
    }
    free(all);
    return status;
}

lam_status lam_exchange_sonata(lam_exchange_job *job) {
    const lam_exchange *how = job->how;
    bool is_folder = job->outputs.is_folder;
    if (!job->facts->is_results || (!is_folder && how->n_trials > 1)) {
        return lam_fail(LAM_ERR_INPUT, "%s: %s; accepted by --to sonata: %s", job->facts->path,
                        job->facts->is_results ? "several trials" : "no results of a run",
                        job->facts->is_results ? "a folder, or one trial by --trials" : "those");
    }
    for (size_t k = 0; k < how->n_trials; k++) {
        LAM_TRY(how->signal == NULL ? put_spikes(job, how->trials[k]) : LAM_OK);
        for (size_t i = 0; i < job->n_signals && (is_folder || how->signal != NULL); i++) {
            bool is_ecp = strncmp(job->signals_owned[i], "extracellular/", 14) == 0;
            LAM_TRY(is_ecp ? put_ecp(job, how->trials[k], job->signals_owned[i]) : LAM_OK);
        }
        LAM_TRY(is_folder || how->signal != NULL ? put_reports(job, how->trials[k]) : LAM_OK);
    }
    return job->outputs.n > 0
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT,
                          "--signal: '%s'; accepted by --to sonata: extracellular/..., cells/...",
                          how->signal);
}
