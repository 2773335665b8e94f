/* SPDX-License-Identifier: BSD-3-Clause
 * t175_hnn_files - the networks of tests/ref, as HNN-core wrote them, are read as they stand: each
 * cell's place, each section, each synapse with the weight and delay that HNN-core gives it. */
#include "t1xx_file.h"
#include "scratch.h"

#include <glob.h>
#include <hdf5.h>
#include <jansson.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

static json_t *hnn; /* the file */
static lam_network *network;
static const lam_model *model;

static json_t *get(const json_t *object, const char *key) {
    json_t *value = json_object_get(object, key);
    cr_assert_not_null(value, "%s", key);
    return value;
}

static double number(const json_t *object, const char *key) {
    return json_number_value(get(object, key));
}

/* The text in a results file; NULL: there is none. The caller frees. */
static char *text_in(const char *path) {
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    char *text = NULL;
    if (H5Lexists(file, "network", H5P_DEFAULT) > 0 &&
        H5Lexists(file, "network/hnn_json", H5P_DEFAULT) > 0) {
        hid_t set = H5Dopen2(file, "network/hnn_json", H5P_DEFAULT), space = H5Dget_space(set);
        text = calloc((size_t)H5Sget_simple_extent_npoints(space) + 1, 1);
        cr_assert(H5Dread(set, H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, text) >= 0);
        H5Sclose(space);
        H5Dclose(set);
    }
    H5Fclose(file);
    return text;
}

static void open_text(const char *text) {
    char folder[SCRATCH_SIZE], path[SCRATCH_SIZE + 20];
    scratch_folder(folder);
    snprintf(path, sizeof path, "%s/network.json", folder);
    write_file(path, text, strlen(text));
    GOOD(lam_network_open(path, NULL, &network));
    model = lam_network_model(network);
    hnn = json_loads(text, 0, NULL);
    remove(path);
    rmdir(folder);
}

/* ---- places ---- */

static void place_of(size_t gid, double xyz_um[3]) {
    const char *name;
    json_t *range;
    json_object_foreach(get(hnn, "gid_ranges"), name, range) {
        size_t start = (size_t)number(range, "start");
        if (gid >= start && gid < (size_t)number(range, "stop")) {
            json_t *place = json_array_get(get(get(hnn, "pos_dict"), name), gid - start);
            for (size_t i = 0; i < 3; i++) {
                xyz_um[i] = json_number_value(json_array_get(place, i));
            }
        }
    }
}

static void check_places(void) {
    for (size_t gid = 0; gid < model->n_gids; gid++) {
        double here_um[3] = {NAN, NAN, NAN}, there_um[3];
        place_of(gid, here_um);
        GOOD(lam_network_position(network, gid, there_um));
        cr_assert_arr_eq(here_um, there_um, sizeof here_um, "gid %zu", gid);
    }
}

/* ---- synapses ---- */

typedef struct synapse {
    size_t source, target;
    char kind[40]; /* receptor and location */
    double weight_uS, delay_ms;
} synapse;

typedef struct synapses {
    size_t n, n_held;
    synapse *list;
} synapses;

static void add(synapses *all, size_t source, size_t target, const char *receptor,
                const char *location, double weight_uS, double delay_ms) {
    if (all->n == all->n_held) {
        all->n_held = 2 * all->n_held + 1000;
        all->list = realloc(all->list, all->n_held * sizeof *all->list);
        cr_assert_not_null(all->list);
    }
    synapse *one = &all->list[all->n++];
    *one = (synapse){.source = source, .target = target, .weight_uS = weight_uS};
    one->delay_ms = delay_ms;
    snprintf(one->kind, sizeof one->kind, "%s %s", receptor, location);
}

static int order(const void *a, const void *b) {
    const synapse *x = a, *y = b;
    if (x->source != y->source || x->target != y->target) {
        size_t p = x->source != y->source ? x->source : x->target;
        size_t q = x->source != y->source ? y->source : y->target;
        return p < q ? -1 : 1;
    }
    int kinds = strcmp(x->kind, y->kind);
    return kinds != 0 ? kinds : (x->weight_uS > y->weight_uS) - (x->weight_uS < y->weight_uS);
}

/* HNN-core's: network_builder.py, _connect_celltypes; cell.py, _get_gaussian_connection. */
static synapses of_hnn(double inplane_distance_um) {
    synapses all = {.n = 0};
    size_t i;
    json_t *connection, *targets, *target;
    json_array_foreach(get(hnn, "connectivity"), i, connection) {
        const json_t *numbers = get(connection, "nc_dict");
        json_t *gain = json_object_get(numbers, "gain");
        double scale_um = number(numbers, "lamtha") * inplane_distance_um;
        const char *source;
        json_object_foreach(get(connection, "gid_pairs"), source, targets) {
            size_t k;
            double from_um[3], to_um[3];
            place_of((size_t)atol(source), from_um);
            json_array_foreach(targets, k, target) {
                place_of((size_t)json_integer_value(target), to_um);
                double d_um = hypot(to_um[0] - from_um[0], to_um[1] - from_um[1]);
                double decay = exp(-d_um * d_um / (scale_um * scale_um));
                add(&all, (size_t)atol(source), (size_t)json_integer_value(target),
                    json_string_value(get(connection, "receptor")),
                    json_string_value(get(connection, "loc")),
                    number(numbers, "A_weight") * (gain == NULL ? 1 : json_number_value(gain)) *
                        decay,
                    number(numbers, "A_delay") / decay);
            }
        }
    }
    return all;
}

static synapses of_model(void) {
    synapses all = {.n = 0};
    double gids[4000], weight_uS[4000], delay_ms[4000];
    for (size_t c = 0; c < model->n_connections; c++) {
        const lam_connection *connection = &model->connections[c];
        const lam_population *target = &model->populations[connection->target];
        const lam_cell_type *type = &model->cell_types[target->cell_type];
        for (size_t gid = target->first_gid; gid < target->end_gid; gid++) {
            size_t n;
            GOOD(lam_network_sources(network, c, gid, INFINITY, &n, gids, weight_uS, delay_ms));
            for (size_t i = 0; i < n; i++) {
                add(&all, (size_t)gids[i], gid, type->receptors[connection->receptor].name,
                    connection->location, weight_uS[i], delay_ms[i]);
            }
        }
    }
    return all;
}

static bool is_near(double a, double b) {
    return fabs(a - b) <= 1e-12 * fabs(a) + 1e-300;
}

static void check_synapses(double inplane_distance_um) {
    synapses theirs = of_hnn(inplane_distance_um), ours = of_model();
    cr_assert_eq(theirs.n, ours.n, "%zu, not %zu synapses", ours.n, theirs.n);
    qsort(theirs.list, theirs.n, sizeof *theirs.list, order);
    qsort(ours.list, ours.n, sizeof *ours.list, order);
    for (size_t i = 0; i < ours.n; i++) {
        const synapse *a = &theirs.list[i], *b = &ours.list[i];
        cr_assert(a->source == b->source && a->target == b->target, "%zu > %zu", a->source,
                  a->target);
        cr_assert_str_eq(a->kind, b->kind);
        cr_assert(is_near(a->weight_uS, b->weight_uS) && is_near(a->delay_ms, b->delay_ms),
                  "%zu > %zu %s", a->source, a->target, a->kind);
    }
    free(theirs.list);
    free(ours.list);
}

/* ---- sections ---- */

static void check_mechanisms(const json_t *stated, const lam_section *section) {
    cr_assert_eq(json_object_size(stated), section->n_mechanisms);
    for (size_t m = 0; m < section->n_mechanisms; m++) {
        const lam_mechanism *mechanism = &section->mechanisms[m];
        const json_t *parameters = get(stated, mechanism->name);
        cr_assert_eq(json_object_size(parameters), mechanism->n_parameters);
        for (size_t p = 0; p < mechanism->n_parameters; p++) {
            const lam_parameter *parameter = &mechanism->parameters[p];
            const json_t *value = get(parameters, parameter->name);
            const json_t *values = json_array_get(value, 1); /* as many of them as segments */
            cr_assert_eq(parameter->n_values, values == NULL ? 1 : section->nseg);
            for (size_t k = 0; k < parameter->n_values; k++) {
                const json_t *one = values == NULL ? value : json_array_get(values, k);
                cr_assert(one == NULL ? isinf(parameter->values[k])
                                      : parameter->values[k] == json_number_value(one));
            }
        }
    }
}

static void check_section(const json_t *stated, const lam_section *section) {
    const json_t *v0 = json_object_get(stated, "v0");
    cr_assert(section->L_um == number(stated, "L") && section->diam_um == number(stated, "diam"));
    cr_assert(section->Ra_ohm_cm == number(stated, "Ra"));
    cr_assert(section->cm_uF_cm2 == number(stated, "cm"));
    cr_assert(section->v0_mV == (v0 == NULL ? -65 : json_number_value(v0)));
    cr_assert_eq(section->nseg, (size_t)number(stated, "nseg"));
    cr_assert_eq(section->n_receptors, json_array_size(get(stated, "syns")));
    for (size_t i = 0; i < 3; i++) {
        const json_t *ends = get(stated, "end_pts");
        cr_assert_eq(section->start_um[i],
                     json_number_value(json_array_get(json_array_get(ends, 0), i)));
        cr_assert_eq(section->end_um[i],
                     json_number_value(json_array_get(json_array_get(ends, 1), i)));
    }
    check_mechanisms(get(stated, "mechs"), section);
}

static void check_sections(void) {
    for (size_t t = 0; t < model->n_cell_types; t++) {
        const lam_cell_type *type = &model->cell_types[t];
        const json_t *stated = get(get(hnn, "cell_types"), type->name);
        const json_t *cell = json_object_get(stated, "cell_object");
        const json_t *sections = get(cell != NULL ? cell : stated, "sections");
        cr_assert_eq(type->n_sections, json_object_size(sections));
        for (size_t s = 0; s < type->n_sections; s++) {
            check_section(get(sections, type->sections[s].name), &type->sections[s]);
        }
    }
}

/* ---- all ---- */

static void check_drives(void) {
    cr_assert_eq(model->n_drives, json_object_size(get(hnn, "external_drives")));
    for (size_t d = 0; d < model->n_drives; d++) {
        const lam_drive *drive = &model->drives[d];
        const json_t *stated = get(get(hnn, "external_drives"), drive->name);
        bool is_replay = strcmp(drive->kind, "spike_train") == 0;
        cr_assert_eq(drive->n_cells, (size_t)number(stated, "n_drive_cells"), "%s", drive->name);
        cr_assert(is_replay || drive->event_seed == (int64_t)number(stated, "event_seed"));
        cr_assert_eq(drive->cell_specific, json_is_true(get(stated, "cell_specific")));
    }
}

static const char *baseline_of(const char *population) {
    size_t p = 0;
    while (strcmp(model->populations[p].name, population) != 0) {
        p++;
    }
    return model->populations[p].baseline;
}

/* HNN-core takes the first two types of cells that it measures for its layers 2 and 5. */
static void check_baseline(void) {
    static const char *const parts[] = {"L2_pyramidal", "L5_pyramidal"};
    const char *name;
    json_t *type;
    size_t n = 0;
    json_object_foreach(get(hnn, "cell_types"), name, type) {
        const json_t *metadata = json_object_get(type, "cell_metadata");
        if (metadata != NULL && json_is_true(get(metadata, "measure_dipole"))) {
            cr_assert_str_eq(baseline_of(name), parts[n++]);
        }
    }
    cr_assert_str_eq(model->baseline, "hnn");
}

Test(hnn_files, all) {
    glob_t found;
    size_t n = 0;
    cr_assert_eq(glob("tests/ref/*.h5", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char *text = text_in(found.gl_pathv[i]);
        if (text == NULL) {
            continue;
        }
        open_text(text);
        bool is_wide = strstr(found.gl_pathv[i], "gains") || strstr(found.gl_pathv[i], "biases");
        check_places();
        check_synapses(is_wide ? 30 : 1); /* reference_cases.py, set_cell_positions */
        check_sections();
        check_drives();
        check_baseline();
        json_decref(hnn);
        lam_network_destroy(network);
        free(text);
        n++;
    }
    cr_assert(n >= 20, "%zu files", n);
    globfree(&found);
}
