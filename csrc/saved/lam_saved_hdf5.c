/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved_hdf5.c - a results.h5: what is in it, its signals and spikes. */
#include "saved/lam_saved_impl.h"

#include "json/lam_json_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 256, PATH_SIZE = 1024, MOST_RANK = 2 };

static const double most_numbers = 1e10;

/* LAM_ERR_INPUT about a dataset. */
static lam_status refuse(const lam_saved *saved, const char *name, const char *what) {
    return lam_fail(LAM_ERR_INPUT, "%s: %s: %s", saved->path_owned, name, what);
}

/* ---- datasets ---- */

/* Sizes of a dataset of numbers, of 1 or 2 dimensions; returns how many, 0 for another. */
static int sizes_of(hid_t data, hsize_t sizes_out[MOST_RANK]) {
    hid_t space = data < 0 ? -1 : H5Dget_space(data), type = data < 0 ? -1 : H5Dget_type(data);
    H5T_class_t kind = type < 0 ? H5T_NO_CLASS : H5Tget_class(type);
    int rank = space < 0 ? 0 : H5Sget_simple_extent_ndims(space);
    if ((kind != H5T_FLOAT && kind != H5T_INTEGER) || rank < 1 || rank > MOST_RANK) {
        rank = 0;
    } else {
        H5Sget_simple_extent_dims(space, sizes_out, NULL);
    }
    if (space >= 0) {
        H5Sclose(space);
    }
    if (type >= 0) {
        H5Tclose(type);
    }
    return rank;
}

/* A list of numbers, malloc's. */
static lam_status read_list(const lam_saved *saved, const char *name, double **values_out,
                            size_t *n_out) {
    hsize_t sizes[MOST_RANK] = {0};
    hid_t data = H5Dopen2(saved->file, name, H5P_DEFAULT);
    bool is_list = sizes_of(data, sizes) == 1 && (double)sizes[0] < most_numbers;
    double *values = is_list ? lam_alloc(sizes[0], sizeof *values) : NULL;
    lam_status status = LAM_OK;
    if (!is_list) {
        status = refuse(saved, name,
                        data < 0 ? "not there; accepted: the results of a run"
                                 : "accepted: a list of numbers");
    } else if (values == NULL) {
        status = LAM_ERR_MEMORY;
    } else if (sizes[0] > 0 &&
               H5Dread(data, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0) {
        status = refuse(saved, name, "cannot be read");
    }
    if (data >= 0) {
        H5Dclose(data);
    }
    if (status != LAM_OK) {
        free(values);
        return status;
    }
    *values_out = values;
    *n_out = sizes[0];
    return LAM_OK;
}

static double number_attribute(hid_t data, const char *name, double otherwise) {
    double value = otherwise;
    hid_t attribute = H5Aexists(data, name) > 0 ? H5Aopen(data, name, H5P_DEFAULT) : -1;
    if (attribute >= 0) {
        hid_t space = H5Aget_space(attribute);
        if (H5Sget_simple_extent_npoints(space) == 1) {
            H5Aread(attribute, H5T_NATIVE_DOUBLE, &value);
        }
        H5Sclose(space);
        H5Aclose(attribute);
    }
    return value;
}

static void text_attribute(hid_t data, const char *name, size_t size, char *text_out) {
    hid_t attribute = H5Aexists(data, name) > 0 ? H5Aopen(data, name, H5P_DEFAULT) : -1;
    hid_t type = attribute < 0 ? -1 : H5Aget_type(attribute);
    text_out[0] = '\0';
    if (type >= 0 && H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0 &&
        H5Tget_size(type) < size) {
        memset(text_out, 0, size);
        H5Aread(attribute, type, text_out);
    }
    if (type >= 0) {
        H5Tclose(type);
    }
    if (attribute >= 0) {
        H5Aclose(attribute);
    }
}

/* ---- groups ---- */

/* The names in a group, sorted; they and the list are malloc's. */
static lam_status list_group(const lam_saved *saved, const char *group, char ***names_out,
                             size_t *n_out) {
    H5G_info_t info = {.nlinks = 0};
    hid_t opened = H5Gopen2(saved->file, group, H5P_DEFAULT);
    if (opened < 0) {
        return refuse(saved, group, "not there; accepted: the results of a run");
    }
    H5Gget_info(opened, &info);
    char **names = lam_alloc(info.nlinks, sizeof *names);
    size_t n = 0;
    for (; names != NULL && n < info.nlinks; n++) {
        names[n] = lam_alloc(NAME_SIZE, 1);
        if (names[n] == NULL) {
            break;
        }
        H5Lget_name_by_idx(opened, ".", H5_INDEX_NAME, H5_ITER_INC, n, names[n], NAME_SIZE,
                           H5P_DEFAULT);
    }
    H5Gclose(opened);
    *names_out = names;
    *n_out = n;
    return names != NULL && n == info.nlinks ? LAM_OK : LAM_ERR_MEMORY;
}

static void free_names(char **names, size_t n) {
    for (size_t i = 0; i < n; i++) {
        free(names[i]);
    }
    free(names);
}

static int compare_sizes(const void *a, const void *b) {
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

static lam_status find_trials(lam_saved *saved) {
    char **names = NULL;
    size_t n = 0;
    lam_status status = list_group(saved, "/trial", &names, &n);
    saved->trials_owned = status == LAM_OK ? lam_alloc(n, sizeof(size_t)) : NULL;
    if (status == LAM_OK && saved->trials_owned == NULL) {
        status = LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        char *end = NULL;
        saved->trials_owned[i] = strtoul(names[i], &end, 10);
        if (*end != '\0' || end == names[i]) {
            status = refuse(saved, "/trial", "accepted: groups 0, 1, ...");
        }
    }
    free_names(names, n);
    LAM_TRY(status);
    if (n == 0) {
        return refuse(saved, "/trial", "no trials; accepted: 1 or more");
    }
    qsort(saved->trials_owned, n, sizeof(size_t), compare_sizes);
    saved->facts.n_trials = n;
    return LAM_OK;
}

/* agg, the sum, comes first. */
static lam_status find_dipoles(lam_saved *saved) {
    char group[PATH_SIZE];
    snprintf(group, sizeof group, "/trial/%zu/dipole", saved->trials_owned[0]);
    if (H5Lexists(saved->file, group, H5P_DEFAULT) <= 0) {
        return LAM_OK; /* a run may be without */
    }
    LAM_TRY(list_group(saved, group, &saved->dipoles_owned, &saved->facts.n_dipoles));
    char **names = saved->dipoles_owned;
    for (size_t i = 1; i < saved->facts.n_dipoles; i++) {
        if (strcmp(names[i], "agg") == 0) {
            char *agg = names[i];
            memmove(names + 1, names, i * sizeof *names);
            names[0] = agg;
        }
    }
    return LAM_OK;
}

static lam_status read_population(const lam_saved *saved, const char *name,
                                  lam_saved_population *out) {
    char path[PATH_SIZE];
    double *range = NULL;
    size_t n = 0;
    snprintf(path, sizeof path, "/network/gid_ranges/%s", name);
    LAM_TRY(read_list(saved, path, &range, &n));
    bool is_good = n == 2 && range[0] >= 0 && range[1] > range[0] && range[1] < most_numbers;
    size_t first = is_good ? (size_t)range[0] : 0, end = is_good ? (size_t)range[1] : 0;
    free(range);
    if (!is_good) {
        return refuse(saved, path, "accepted: the first gid and one after the last");
    }
    char drives[PATH_SIZE];
    snprintf(drives, sizeof drives, "/trial/%zu/drives", saved->trials_owned[0]);
    snprintf(path, sizeof path, "/trial/%zu/drives/%s", saved->trials_owned[0], name);
    bool has_drives = H5Lexists(saved->file, drives, H5P_DEFAULT) > 0;
    *out = (lam_saved_population){strdup(name), first, end - first,
                                  has_drives && H5Lexists(saved->file, path, H5P_DEFAULT) > 0};
    return out->name != NULL ? LAM_OK : lam_fail(LAM_ERR_MEMORY, "out of memory");
}

static int by_gid(const void *a, const void *b) {
    const lam_saved_population *x = a, *y = b;
    return (x->first_gid > y->first_gid) - (x->first_gid < y->first_gid);
}

static lam_status find_populations(lam_saved *saved) {
    char **names = NULL;
    size_t n = 0;
    if (H5Lexists(saved->file, "/network", H5P_DEFAULT) <= 0 ||
        H5Lexists(saved->file, "/network/gid_ranges", H5P_DEFAULT) <= 0) {
        return LAM_OK; /* others write signals alone */
    }
    lam_status status = list_group(saved, "/network/gid_ranges", &names, &n);
    saved->populations_owned = status == LAM_OK ? lam_alloc(n, sizeof(lam_saved_population)) : NULL;
    if (status == LAM_OK && saved->populations_owned == NULL) {
        status = LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n && status == LAM_OK; i++) {
        status = read_population(saved, names[i], &saved->populations_owned[i]);
        saved->facts.n_populations += status == LAM_OK ? 1 : 0;
    }
    free_names(names, n);
    if (status == LAM_OK) {
        qsort(saved->populations_owned, n, sizeof(lam_saved_population), by_gid);
    }
    return status;
}

/* Two numbers of the network; a text that is none is LAM_ERR_INPUT. */
static lam_status take_shown(lam_saved *saved, const char *text) {
    json_error_t error;
    json_t *network = lam_json_of_text(text, 0, &error);
    if (network == NULL && error.line < 0) {
        return lam_fail(LAM_ERR_MEMORY, "%s: out of memory", saved->facts.path);
    }
    if (network == NULL) {
        return refuse(saved, "/network/json", "cannot be read; accepted: the results of a run");
    }
    json_t *scale = json_object_get(network, "scale");
    json_t *smooth = json_array_get(json_object_get(network, "smooth"), 0);
    saved->facts.scale = json_is_number(scale) ? json_number_value(scale) : 1;
    saved->facts.smooth_ms = json_is_number(smooth) ? json_number_value(smooth) : 0;
    json_decref(network);
    return LAM_OK;
}

/* How the run shows dipoles. */
static lam_status read_shown(lam_saved *saved) {
    hid_t data = H5Dopen2(saved->file, "/network/json", H5P_DEFAULT);
    hid_t type = data < 0 ? -1 : H5Dget_type(data);
    bool is_text = type >= 0 && H5Tget_class(type) == H5T_STRING && !H5Tis_variable_str(type);
    char *text = is_text ? lam_alloc(H5Tget_size(type) + 1, 1) : NULL;
    lam_status status = is_text && text == NULL ? LAM_ERR_MEMORY : LAM_OK;
    if (text != NULL) {
        bool is_read = H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, text) >= 0;
        status = take_shown(saved, is_read ? text : "");
    }
    free(text);
    if (type >= 0) {
        H5Tclose(type);
    }
    if (data >= 0) {
        H5Dclose(data);
    }
    return status;
}

/* An engine's times are sums of steps: those that are a multiple of the step but for rounding
 * become the multiple, as in the text files of a run (to 1e-9 ms, so that 67.6 is what is printed).
 */
static void straighten(lam_saved *saved) {
    double *t = saved->time_owned, last = t[saved->facts.n_samples - 1];
    double dt_ms = nearbyint(saved->facts.dt_ms * 1e9) / 1e9;
    for (size_t i = 0; i < saved->facts.n_samples; i++) {
        double multiple = nearbyint(t[i] / dt_ms) * dt_ms;
        bool is_one = fabs(t[i] - multiple) <= 1e-8 * (1 + fabs(last));
        t[i] = is_one ? nearbyint(multiple * 1e9) / 1e9 : t[i];
    }
    saved->facts.dt_ms = fabs(dt_ms - saved->facts.dt_ms) <= 1e-9 ? dt_ms : saved->facts.dt_ms;
}

lam_status lam_saved_open_hdf5(lam_saved *saved) {
    char path[PATH_SIZE];
    H5dont_atexit(); /* as in lam_results_create */
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    saved->file = H5Fopen(saved->path_owned, H5F_ACC_RDONLY, H5P_DEFAULT);
    if (saved->file < 0) {
        return lam_fail(LAM_ERR_INPUT, "%s: cannot be opened; accepted: the results.h5 of a run",
                        saved->path_owned);
    }
    LAM_TRY(find_trials(saved));
    LAM_TRY(find_dipoles(saved));
    LAM_TRY(find_populations(saved));
    LAM_TRY(read_shown(saved));
    snprintf(path, sizeof path, "/trial/%zu/time_ms", saved->trials_owned[0]);
    LAM_TRY(read_list(saved, path, &saved->time_owned, &saved->facts.n_samples));
    if (saved->facts.n_samples < 2) {
        return refuse(saved, path, "accepted: 2 samples or more");
    }
    LAM_TRY(lam_saved_check_times(saved, &saved->facts.dt_ms));
    straighten(saved);
    return LAM_OK;
}

/* ---- signals ---- */

hid_t lam_saved_open_signal(const lam_saved *saved, size_t trial, const char *signal) {
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "/trial/%zu/%s", trial, signal);
    return H5Dopen2(saved->file, path, H5P_DEFAULT);
}

lam_status lam_saved_shape_hdf5(const lam_saved *saved, size_t trial, const char *signal,
                                lam_saved_shape *shape_out) {
    hsize_t sizes[MOST_RANK];
    hid_t data = lam_saved_open_signal(saved, trial, signal);
    int rank = sizes_of(data, sizes);
    lam_saved_shape shape = {.n_rows = 1, .n_samples = 0, .dt_ms = saved->facts.dt_ms};
    if (rank > 0) {
        shape.n_rows = rank == 2 ? sizes[0] : 1;
        shape.n_samples = sizes[rank - 1];
        shape.dt_ms = number_attribute(data, "dt_ms", shape.dt_ms);
        text_attribute(data, "units", sizeof shape.unit, shape.unit);
    }
    if (data >= 0) {
        H5Dclose(data);
    }
    bool has_own_step = fabs(shape.dt_ms - saved->facts.dt_ms) > 0;
    if (rank == 0 || (!has_own_step && shape.n_samples != saved->facts.n_samples)) {
        return lam_fail(LAM_ERR_INPUT, "%s: /trial/%zu/%s: %s; accepted: a signal of %zu samples",
                        saved->path_owned, trial, signal,
                        data < 0    ? "not there"
                        : rank == 0 ? "no numbers"
                                    : "of another length than the first trial's time",
                        saved->facts.n_samples);
    }
    *shape_out = shape;
    return LAM_OK;
}

lam_status lam_saved_read_hdf5(const lam_saved *saved, size_t trial, const char *signal,
                               const size_t rows[2], const size_t samples[2], double *samples_out) {
    hsize_t sizes[MOST_RANK], start[MOST_RANK] = {rows[0], samples[0]};
    hsize_t count[MOST_RANK] = {rows[1], samples[1]};
    hid_t data = lam_saved_open_signal(saved, trial, signal), space = H5Dget_space(data);
    int skipped = sizes_of(data, sizes) == 1 ? 1 : 0; /* dimensions */
    hid_t memory = H5Screate_simple(MOST_RANK, count, NULL);
    H5Sselect_hyperslab(space, H5S_SELECT_SET, start + skipped, NULL, count + skipped, NULL);
    herr_t result = H5Dread(data, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, samples_out);
    H5Sclose(memory);
    H5Sclose(space);
    H5Dclose(data);
    return result >= 0 ? LAM_OK : refuse(saved, signal, "cannot be read");
}

lam_status lam_saved_spikes(const lam_saved *saved, size_t trial, size_t *n_out,
                            double **time_ms_out, double **gid_out) {
    char path[PATH_SIZE];
    double *time_ms = NULL, *gid = NULL;
    size_t n = 0, n_gids = 0;
    if (saved->n_spikes > 0) {
        return lam_saved_spikes_spk(saved, n_out, time_ms_out, gid_out);
    }
    if (!saved->facts.is_results) {
        return refuse(
            saved, "spikes",
            "a text of curves has none; accepted: the results of a run, or HNN's spk.txt");
    }
    snprintf(path, sizeof path, "/trial/%zu/spikes/time_ms", trial);
    LAM_TRY(read_list(saved, path, &time_ms, &n));
    snprintf(path, sizeof path, "/trial/%zu/spikes/gid", trial);
    lam_status status = read_list(saved, path, &gid, &n_gids);
    if (status == LAM_OK && n_gids != n) {
        status = refuse(saved, path, "accepted: as many values as of time_ms");
    }
    if (status != LAM_OK) {
        free(time_ms);
        free(gid);
        return status;
    }
    *n_out = n;
    *time_ms_out = time_ms;
    *gid_out = gid;
    return LAM_OK;
}

/* ---- names ---- */

lam_status lam_saved_names(const lam_saved *saved, size_t trial, const char *group, size_t *n_out,
                           char ***names_out) {
    char path[PATH_SIZE];
    *n_out = 0;
    *names_out = NULL;
    snprintf(path, sizeof path, "/trial/%zu/%s", trial, group);
    hid_t opened = saved->facts.is_results ? H5Gopen2(saved->file, path, H5P_DEFAULT) : -1;
    if (opened < 0) {
        return LAM_OK;
    }
    H5Gclose(opened);
    return list_group(saved, path, names_out, n_out);
}

void lam_saved_free_names(size_t n, char **names) {
    free_names(names, n);
}
