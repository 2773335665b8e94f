/* SPDX-License-Identifier: BSD-3-Clause
 * lam_sweep_file.c - the file of a sweep: made whole, with room for all points, before the first
 * one is run. Each dataset lies in one piece at a place that does not change. */
#include "base/lam_text_impl.h"
#include "json/lam_json_impl.h"
#include "results/lam_results_impl.h"
#include "sweep/lam_sweep_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_DIMENSIONS = 4, ROWS_AT_ONCE = 1024 };

static lam_status fail(const char *path, const char *what) {
    return lam_fail(LAM_ERR_IO, "cannot write %s into '%s'; accepted: a folder with room", what,
                    path);
}

/* ---- datasets ---- */

/* Room for values that are not written yet. No times are kept: the same sweep gives the same bytes.
 * Returns the open dataset, below 0 on failure. */
static hid_t make_dataset(hid_t file, const char *path, hid_t type, int n_dimensions,
                          const hsize_t *dimensions, const char *units) {
    hid_t links = H5Pcreate(H5P_LINK_CREATE), properties = H5Pcreate(H5P_DATASET_CREATE);
    hid_t space = H5Screate_simple(n_dimensions, dimensions, NULL);
    H5Pset_create_intermediate_group(links, 1);
    H5Pset_obj_track_times(properties, false);
    H5Pset_layout(properties, H5D_CONTIGUOUS);
    H5Pset_alloc_time(properties, H5D_ALLOC_TIME_EARLY);
    H5Pset_fill_time(properties, H5D_FILL_TIME_NEVER);
    hid_t made = H5Dcreate2(file, path, type, space, links, properties, H5P_DEFAULT);
    if (made >= 0 && units != NULL && lam_results_add_text(made, "units", units) < 0) {
        H5Dclose(made);
        made = -1;
    }
    H5Sclose(space);
    H5Pclose(properties);
    H5Pclose(links);
    return made;
}

static bool write_whole(hid_t file, const char *path, hid_t type, size_t n, const void *values,
                        const char *units) {
    hsize_t size = n;
    hid_t made = make_dataset(file, path, type, n > 0 ? 1 : 0, &size, units);
    bool good = made >= 0 && H5Dwrite(made, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0;
    return made >= 0 && H5Dclose(made) >= 0 && good;
}

static bool write_text(hid_t file, const char *path, const char *text) {
    hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, strlen(text) + 1);
    H5Tset_cset(type, H5T_CSET_UTF8);
    bool good = write_whole(file, path, type, 0, text, NULL);
    H5Tclose(type);
    return good;
}

/* An attribute with a text for each line. */
static lam_status add_names(hid_t object, const char *path, const char *lines) {
    size_t n = 0, longest = 0;
    for (const char *line = lines; *line != '\0'; line += strcspn(line, "\n") + 1) {
        size_t length = strcspn(line, "\n");
        longest = length > longest ? length : longest;
        n++;
    }
    char *texts = lam_alloc(n, longest + 1);
    if (texts == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        size_t length = strcspn(lines, "\n");
        memcpy(texts + i * (longest + 1), lines, length);
        lines += length + 1;
    }
    hsize_t size = n;
    hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate_simple(1, &size, NULL);
    H5Tset_size(type, longest + 1);
    H5Tset_cset(type, H5T_CSET_UTF8);
    hid_t made = H5Acreate2(object, "names", type, space, H5P_DEFAULT, H5P_DEFAULT);
    bool good = made >= 0 && H5Awrite(made, type, texts) >= 0;
    if (made >= 0) {
        good = H5Aclose(made) >= 0 && good;
    }
    H5Sclose(space);
    H5Tclose(type);
    free(texts);
    return good ? LAM_OK : fail(path, "names");
}

/* ---- parts of the file ---- */

static bool write_rows(hid_t data, const lam_design *design, double *rows) {
    bool good = true;
    for (size_t first = 0; first < design->n_points && good; first += ROWS_AT_ONCE) {
        size_t left = design->n_points - first, n = left < ROWS_AT_ONCE ? left : ROWS_AT_ONCE;
        for (size_t i = 0; i < n; i++) {
            lam_design_point(design, first + i, rows + i * design->n_parameters);
        }
        hsize_t start[2] = {first, 0}, count[2] = {n, design->n_parameters};
        hid_t space = H5Dget_space(data), memory = H5Screate_simple(2, count, NULL);
        good = H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, count, NULL) >= 0 &&
               H5Dwrite(data, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, rows) >= 0;
        H5Sclose(memory);
        H5Sclose(space);
    }
    return good;
}

static lam_status parameter_names(const lam_design *design, char **lines_out) {
    lam_text names = {.bytes = NULL};
    for (size_t k = 0; k < design->n_parameters; k++) {
        lam_text_add(&names, "%s\n", design->parameters[k].path);
    }
    return lam_text_take(&names, lines_out);
}

static lam_status write_parameters(hid_t file, const char *path, const lam_design *design) {
    char *lines = NULL;
    hsize_t size[2] = {design->n_points, design->n_parameters};
    LAM_TRY(parameter_names(design, &lines));
    double *rows = lam_alloc(ROWS_AT_ONCE * design->n_parameters, sizeof *rows);
    hid_t made =
        rows == NULL ? -1 : make_dataset(file, "parameters", H5T_NATIVE_DOUBLE, 2, size, NULL);
    lam_status status = rows == NULL ? LAM_ERR_MEMORY
                        : made < 0   ? fail(path, "parameters")
                                     : add_names(made, path, lines);
    if (status == LAM_OK && !write_rows(made, design, rows)) {
        status = fail(path, "parameters");
    }
    if (made >= 0) {
        H5Dclose(made);
    }
    free(lines);
    free(rows);
    return status;
}

static bool make_points(hid_t file, size_t n_points) {
    hsize_t size = n_points;
    hid_t text = H5Tcopy(H5T_C_S1);
    H5Tset_size(text, LAM_REASON_SIZE);
    H5Tset_cset(text, H5T_CSET_UTF8);
    hid_t status = make_dataset(file, "status", H5T_NATIVE_INT8, 1, &size, NULL);
    hid_t reason = make_dataset(file, "reason", text, 1, &size, NULL);
    hid_t retries = make_dataset(file, "retries", H5T_NATIVE_INT32, 1, &size, "1");
    bool good = status >= 0 && reason >= 0 && retries >= 0 &&
                lam_results_add_text(status, "values", "0 to do, 1 done, 2 failed") >= 0;
    good = status >= 0 && H5Dclose(status) >= 0 && good;
    good = reason >= 0 && H5Dclose(reason) >= 0 && good;
    good = retries >= 0 && H5Dclose(retries) >= 0 && good;
    H5Tclose(text);
    return good;
}

static lam_status make_set(hid_t file, const char *path, size_t n_points, size_t n_trials,
                           const lam_sweep_set *set) {
    hsize_t size[MOST_DIMENSIONS] = {n_points, n_trials, set->n_rows, set->n_columns};
    if (set->n_rows == 0) {
        size[2] = set->n_columns;
    }
    hid_t made =
        make_dataset(file, set->path, H5T_NATIVE_DOUBLE, set->n_rows > 0 ? 4 : 3, size, set->units);
    if (made < 0) {
        return fail(path, set->path);
    }
    lam_status status = set->names_owned == NULL ? LAM_OK : add_names(made, path, set->names_owned);
    H5Dclose(made);
    return status;
}

static lam_status write_time(hid_t file, const char *path, const lam_sweep_run *run) {
    double *time_ms = lam_alloc(run->n_samples, sizeof *time_ms);
    if (time_ms == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < run->n_samples; i++) {
        time_ms[i] = (double)i * run->dt_ms;
    }
    bool good = write_whole(file, "time_ms", H5T_NATIVE_DOUBLE, run->n_samples, time_ms, "ms");
    free(time_ms);
    return good ? LAM_OK : fail(path, "times");
}

static lam_status write_texts(hid_t file, const char *path, const lam_spec *spec,
                              const lam_network *network) {
    char *text = NULL;
    const char *json = lam_network_json(network);
    LAM_TRY(lam_spec_text(spec, &text));
    bool good = json != NULL && write_text(file, "sweep", text) &&
                write_text(file, "network", json) &&
                lam_results_add_text(file, "laminae_version", LAM_VERSION) >= 0;
    free(text);
    return json == NULL ? lam_fail(LAM_ERR_MEMORY, "'%s': out of memory", path)
           : good       ? LAM_OK
                        : fail(path, "texts");
}

static bool has_target(const lam_spec *spec) {
    const char *units, *data;
    return lam_spec_target(spec, &units, &data) != NULL;
}

static lam_status write_target(hid_t file, const char *path, const lam_sweep_layout *layout) {
    char *text = NULL;
    LAM_TRY(lam_sweep_target_text(layout, &text));
    bool good = write_text(file, "target", text);
    free(text);
    return good ? LAM_OK : fail(path, "target");
}

static lam_status write_all(hid_t file, const char *path, const lam_spec *spec,
                            const lam_network *network, const lam_sweep_layout *layout) {
    const lam_design *design = lam_spec_design(spec);
    LAM_TRY(write_texts(file, path, spec, network));
    LAM_TRY(has_target(spec) ? write_target(file, path, layout) : LAM_OK);
    LAM_TRY(write_parameters(file, path, design));
    LAM_TRY(make_points(file, design->n_points) ? LAM_OK : fail(path, "points"));
    LAM_TRY(write_time(file, path, &layout->run));
    for (size_t i = 0; i < layout->n_sets; i++) {
        LAM_TRY(
            make_set(file, path, design->n_points, layout->run.n_trials, &layout->sets_owned[i]));
    }
    bool good = !layout->has_spikes || H5Lcreate_external(LAM_SPIKES_NAME, "/", file, "spikes",
                                                          H5P_DEFAULT, H5P_DEFAULT) >= 0;
    return good ? LAM_OK : fail(path, "spikes");
}

/* ---- the file ---- */

/* The disk gives all of its room now, or says that it has none. */
static lam_status take_room(const char *path) {
    int fd = open(path, O_RDWR | O_CLOEXEC);
    off_t size = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);
    int error = size < 0 ? errno : posix_fallocate(fd, 0, size);
    if (error == 0 && fsync(fd) != 0) {
        error = errno;
    }
    if (fd >= 0) {
        close(fd);
    }
    return error == 0 ? LAM_OK
                      : lam_fail(LAM_ERR_IO, "cannot write '%s', %lld bytes: %s", path,
                                 (long long)size, strerror(error));
}

lam_status lam_sweep_file_make(const char *path, const lam_spec *spec, const lam_network *network,
                               const lam_sweep_layout *layout) {
    char part[4096];
    if ((size_t)snprintf(part, sizeof part, "%s.part", path) >= sizeof part) {
        return lam_fail(LAM_ERR_INPUT, "'%s': the name is too long; accepted: a shorter one", path);
    }
    hid_t file = H5Fcreate(part, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    lam_status status =
        file < 0 ? fail(part, "anything") : write_all(file, part, spec, network, layout);
    if (file >= 0 && H5Fclose(file) < 0 && status == LAM_OK) {
        status = fail(part, "the end");
    }
    status = status == LAM_OK ? take_room(part) : status;
    if (status == LAM_OK && rename(part, path) != 0) {
        status = lam_fail(LAM_ERR_IO, "cannot write '%s': %s", path, strerror(errno));
    }
    if (status != LAM_OK) {
        unlink(part);
    }
    return status;
}

/* ---- a file that is there ---- */

/* Texts of one length each, which the file pads with zeros. */
static lam_status read_names(hid_t attribute, lam_text *lines) {
    hid_t type = H5Aget_type(attribute), space = H5Aget_space(attribute);
    size_t size = H5Tget_size(type), n = (size_t)H5Sget_simple_extent_npoints(space);
    bool is_text = H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0;
    char *texts = is_text ? lam_alloc(n + 1, size) : NULL;
    bool good = texts != NULL && H5Aread(attribute, type, texts) >= 0;
    for (size_t i = 0; i < n && good; i++) {
        lam_text_add(lines, "%.*s\n", (int)size, texts + i * size);
    }
    bool out_of_memory = is_text && texts == NULL;
    free(texts);
    H5Sclose(space);
    H5Tclose(type);
    return good            ? LAM_OK
           : out_of_memory ? LAM_ERR_MEMORY
                           : lam_fail(LAM_ERR_INPUT, "names: accepted: texts of one length");
}

lam_status lam_sweep_file_names(const char *path, hid_t file, const char *name, char **lines_out) {
    lam_text lines = {.bytes = NULL};
    bool is_there = H5Lexists(file, name, H5P_DEFAULT) > 0 &&
                    H5Aexists_by_name(file, name, "names", H5P_DEFAULT) > 0;
    hid_t attribute =
        is_there ? H5Aopen_by_name(file, name, "names", H5P_DEFAULT, H5P_DEFAULT) : -1;
    if (attribute < 0) {
        return lam_fail(LAM_ERR_INPUT, "'%s': %s: has no names; accepted: the file of a sweep",
                        path, name);
    }
    lam_status status = read_names(attribute, &lines);
    H5Aclose(attribute);
    if (status != LAM_OK) {
        lam_text_free(&lines);
        return status;
    }
    return lam_text_take(&lines, lines_out);
}

static lam_status parse(const char *path, const char *text, json_t **json_out) {
    json_error_t error;
    *json_out = lam_json_of_text(text, 0, &error);
    return *json_out != NULL ? LAM_OK
           : error.line < 0  ? lam_fail(LAM_ERR_MEMORY, "'%s': out of memory", path)
                             : lam_fail(LAM_ERR_INPUT, "'%s': a text of it is no JSON", path);
}

/* Reads a text as JSON. */
static lam_status read_json(const char *path, hid_t file, const char *which, json_t **json_out) {
    hid_t data = H5Dopen2(file, which, H5P_DEFAULT), type = data < 0 ? -1 : H5Dget_type(data);
    size_t size = type < 0 ? 0 : H5Tget_size(type);
    char *text = size == 0 ? NULL : lam_alloc(size + 1, 1);
    bool good = text != NULL && H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, text) >= 0;
    if (type >= 0) {
        H5Tclose(type);
    }
    if (data >= 0) {
        H5Dclose(data);
    }
    lam_status status =
        good ? parse(path, text, json_out)
        : size > 0 && text == NULL
            ? LAM_ERR_MEMORY
            : lam_fail(LAM_ERR_INPUT, "'%s' is no file of a sweep; accepted: another folder", path);
    free(text);
    return status;
}

static lam_status compare(const char *path, hid_t file, const char *which, const char *now_text) {
    lam_json_difference found;
    json_t *there = NULL, *now = NULL;
    LAM_TRY(now_text == NULL ? lam_fail(LAM_ERR_MEMORY, "'%s': out of memory", path) : LAM_OK);
    LAM_TRY(read_json(path, file, which, &there));
    lam_status status = parse(path, now_text, &now);
    if (status == LAM_OK && lam_json_differ(there, now, &found)) {
        status = lam_fail(LAM_ERR_INPUT,
                          "'%s' is of another sweep: %s: %s is %s there, %s now; accepted: the "
                          "same, or another folder",
                          path, which, found.place, found.there, found.now);
    }
    json_decref(there);
    json_decref(now);
    return status;
}

/* Which point is which goes by the order of the parameters, which the text of a sweep has not. */
static lam_status compare_order(const char *path, hid_t file, const lam_design *design) {
    char *there = NULL, *now = NULL;
    LAM_TRY(lam_sweep_file_names(path, file, "parameters", &there));
    lam_status status = parameter_names(design, &now);
    const char *a = there, *b = now;
    for (size_t k = 0; k < design->n_parameters && status == LAM_OK; k++) {
        size_t n = strcspn(a, "\n"), n_now = strcspn(b, "\n");
        if (n != n_now || memcmp(a, b, n) != 0) {
            status = lam_fail(LAM_ERR_INPUT,
                              "'%s' is of another sweep: parameter %zu is %.*s there, %.*s now; "
                              "accepted: the same order, or another folder",
                              path, k + 1, (int)n, a, (int)n_now, b);
        }
        a += n + (a[n] == '\n');
        b += n_now + (b[n_now] == '\n');
    }
    free(there);
    free(now);
    return status;
}

static lam_status compare_all(const char *path, hid_t file, const lam_spec *spec,
                              const lam_network *network, const lam_sweep_layout *layout) {
    char *text = NULL;
    LAM_TRY(lam_spec_text(spec, &text));
    lam_status status = compare(path, file, "sweep", text);
    free(text);
    LAM_TRY(status);
    LAM_TRY(compare_order(path, file, lam_spec_design(spec)));
    LAM_TRY(compare(path, file, "network", lam_network_json(network)));
    if (!has_target(spec)) {
        return LAM_OK;
    }
    LAM_TRY(lam_sweep_target_text(layout, &text));
    status = compare(path, file, "target", text);
    free(text);
    return status;
}

lam_status lam_sweep_file_check(const char *path, const lam_spec *spec, const lam_network *network,
                                const lam_sweep_layout *layout) {
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    if (file < 0) {
        return lam_fail(LAM_ERR_INPUT, "cannot read '%s'; accepted: the file of a sweep", path);
    }
    lam_status status = compare_all(path, file, spec, network, layout);
    H5Fclose(file);
    return status;
}

static bool find_place(hid_t file, const char *path, uint64_t *place_out) {
    hid_t data = H5Dopen2(file, path, H5P_DEFAULT);
    haddr_t place = data < 0 ? HADDR_UNDEF : H5Dget_offset(data);
    if (data >= 0) {
        H5Dclose(data);
    }
    *place_out = place;
    return place != HADDR_UNDEF;
}

lam_status lam_sweep_file_places(const char *path, const lam_sweep_layout *layout,
                                 lam_sweep_places *places_out) {
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    places_out->sets_owned = lam_alloc(layout->n_sets, sizeof(uint64_t));
    if (places_out->sets_owned == NULL) {
        H5Fclose(file);
        return LAM_ERR_MEMORY;
    }
    bool good = file >= 0 && find_place(file, "status", &places_out->status) &&
                find_place(file, "reason", &places_out->reason);
    places_out->has_retries = good && H5Lexists(file, "retries", H5P_DEFAULT) > 0 &&
                              find_place(file, "retries", &places_out->retries);
    for (size_t i = 0; i < layout->n_sets && good; i++) {
        good = find_place(file, layout->sets_owned[i].path, &places_out->sets_owned[i]);
    }
    if (file >= 0) {
        H5Fclose(file);
    }
    return good ? LAM_OK
                : lam_fail(LAM_ERR_INPUT,
                           "'%s' lacks datasets of this sweep; accepted: the file "
                           "that the sweep has made",
                           path);
}
