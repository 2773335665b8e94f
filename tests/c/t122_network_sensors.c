/* SPDX-License-Identifier: BSD-3-Clause
 * t122_network_sensors - what a network file says of current source density, slabs, EEG and MEG
 * sensors, and what is added from files and lines. */
#include "laminae.h"
#include "t6xx_document.h"
#include "scratch.h"

#include <math.h>
#include <unistd.h>

static char folder[SCRATCH_SIZE];
static lam_network *network;
static const lam_model *model;

static void write_text(const char *path, const char *text) {
    char *copy = strdup(text);
    for (char *c = copy; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    write_file(path, copy, strlen(copy));
    free(copy);
}

static void enter(void) {
    scratch_folder(folder);
    cr_assert_eq(chdir(folder), 0);
    write_text("all.json", all_kinds);
    GOOD(lam_network_read("all.json", &network));
    model = lam_network_model(network);
}

static void leave(void) {
    lam_network_destroy(network);
    scratch_remove(folder);
}

TestSuite(network_sensors, .init = enter, .fini = leave);

static void near(const double *found, const double *expected, size_t n) {
    for (size_t i = 0; i < n; i++) {
        cr_assert_float_eq(found[i], expected[i], 1e-12 * (1 + fabs(expected[i])),
                           "%zu: %g, not %g", i, found[i], expected[i]);
    }
}

static void set(const char *path, const char *value) {
    GOOD(lam_network_set(network, path, value));
    model = lam_network_model(network);
}

/* ---- current source density ---- */

Test(network_sensors, csd) {
    cr_assert_null(model->arrays[0].csd, "two contacts");
    const lam_csd_options *line = model->arrays[1].csd, *kernel = model->arrays[2].csd;
    cr_assert(line->method == LAM_CSD_SECOND_DIFFERENCE && line->conductivity_S_m == 0.25);
    cr_assert(kernel->method == LAM_CSD_KERNEL && kernel->conductivity_S_m == 0.4);
    cr_assert(kernel->radius_um == 200 && kernel->kernel_width_um == 90);
    cr_assert(kernel->regularisation == 0.01 && kernel->surface_um == -600 &&
              kernel->conductivity_top_S_m == 1.7);
    cr_assert_null(model->arrays[3].csd);
    set("electrode_arrays.kernel.csd", "{\"method\": \"delta\", \"radius\": [150, \"um\"]}");
    kernel = model->arrays[2].csd;
    cr_assert(kernel->method == LAM_CSD_DELTA && kernel->conductivity_S_m == 0.3 &&
              isnan(kernel->conductivity_top_S_m));
    set("electrode_arrays.kernel.above", "{\"z\": [700, \"um\"], \"conductivity\": [0, \"S/m\"]}");
    kernel = model->arrays[2].csd;
    cr_assert(kernel->surface_um == -700 && kernel->conductivity_top_S_m == 0, "the tissue's end");
}

Test(network_sensors, csd_without_a_word) {
    static const char *const unsuited[][2] = {
        {"electrode_arrays.line.positions", "[[[9,9,600],[9,9,500],[9,9,400],[9,9,301]],\"um\"]"},
        {"electrode_arrays.line.positions", "[[[9,9,600],[9,9,500],[9,9,400],[9,8,300]],\"um\"]"},
        {"electrode_arrays.line.positions", "[[[9,9,5],[9,9,5],[9,9,5],[9,9,5]],\"um\"]"},
        {"electrode_arrays.line.positions", "[[[9,9,600],[9,9,500],[9,9,400]],\"um\"]"},
        {"electrode_arrays.line.conductivity", "[[0.3,0.3,0.4],\"S/m\"]"},
        {"electrode_arrays.line.above", "{\"z\":[700,\"um\"],\"conductivity\":[0,\"S/m\"]}"},
        {"electrode_arrays.line.below", "{\"z\":[-900,\"um\"],\"conductivity\":[0,\"S/m\"]}"},
        {"electrode_arrays.line.method", "none"},
    };
    for (size_t i = 0; i < sizeof unsuited / sizeof *unsuited; i++) {
        lam_network *other;
        GOOD(lam_network_read("all.json", &other));
        GOOD(lam_network_set(other, unsuited[i][0], unsuited[i][1]));
        cr_assert_null(lam_network_model(other)->arrays[1].csd, "%s", unsuited[i][1]);
        lam_network_destroy(other);
    }
}

/* ---- slabs ---- */

Test(network_sensors, slabs) {
    cr_assert_eq(model->n_slabs, 2);
    const lam_slabs *whole = &model->slabs[0], *round = &model->slabs[1];
    cr_assert_str_eq(whole->volumes.name, "whole");
    cr_assert(whole->volumes.n == 4 && whole->volumes.area_um2 == 900);
    cr_assert(whole->n_populations == 1 && whole->populations[0] == 1);
    near(&whole->volumes.lower_um[3 * 2 + 2], (double[]){100}, 1);
    near(&whole->volumes.upper_um[3 * 3 + 2], (double[]){300}, 1);
    cr_assert(isinf(whole->volumes.radius_um) && isinf(whole->volumes.upper_um[0]));
    cr_assert(round->volumes.n == 1 && round->volumes.radius_um == 50 && round->n_populations == 0);
    cr_assert(round->volumes.axis_um[0] == 1 && round->volumes.axis_um[1] == 2);
    set("current_density.whole.area", "null"); /* 3 x 2 points, 30 um apart */
    cr_assert_eq(model->slabs[0].volumes.area_um2, 5400);
}

/* ---- sensors ---- */

/* Leads, from those of the head's axes by hand: right is y, so that up (x) x right is z. */
Test(network_sensors, leads) {
    cr_assert_eq(model->n_sensor_sets, 4);
    const lam_sensor_set *cap = &model->sensor_sets[0], *far = &model->sensor_sets[1];
    const lam_sphere_head head = {{0}, {78, 80, 85, 90}, {0.33, 1.5, 0.015, 0.33}};
    const double at[3] = {0, 0, 70}, places[6] = {0, 0, 90, 90, 0, 0};
    double leads[6];
    GOOD(lam_eeg_four_sphere(&head, at, 2, places, leads));
    near(cap->leads, (double[]){leads[1], leads[2], leads[0], leads[4], leads[5], leads[3]}, 6);
    near(cap->up, (double[]){1, 0, 0}, 3);
    near(cap->right, (double[]){0, 1, 0}, 3);
    cr_assert(!cap->is_meg && cap->n == 2 && cap->orientations == NULL);
    cr_assert_str_eq(cap->names[1], "T8");
    cr_assert_str_eq(cap->model, "four_sphere");
    near(cap->positions_mm, places, 6);
    GOOD(lam_eeg_infinite(0.5, at, 1, (double[]){10, 20, 110}, leads));
    near(far->up, (double[]){0, 0, 1}, 3);
    near(far->right, (double[]){1, 0, 0}, 3);
    near(far->leads, leads, 3);
    cr_assert_null(far->names);
}

Test(network_sensors, table_and_meg) {
    const lam_sensor_set *known = &model->sensor_sets[2], *helmet = &model->sensor_sets[3];
    near(known->right, (double[]){0, 0, -1}, 3); /* across up, which is y; forward is -x */
    near(known->leads, (double[]){-3, -1, 2}, 3);
    cr_assert(known->positions_mm == NULL && isnan(known->dipole_mm[0]));
    const double h = sqrt(0.5);
    double lead[3];
    GOOD(lam_meg_sphere((double[]){0, 0, 0}, 88, (double[]){20, 0, 60}, 1, (double[]){0, 0, 110},
                        (double[]){0, 1, 0}, lead));
    near(helmet->up, (double[]){h, h, 0}, 3);
    near(helmet->right, (double[]){h, -h, 0}, 3); /* x without what is along up */
    near(helmet->orientations, (double[]){0, 1, 0}, 3);
    near(helmet->leads, /* up x right is -z */
         (double[]){h * lead[0] - h * lead[1], -lead[2], h * lead[0] + h * lead[1]}, 3);
    cr_assert(helmet->is_meg);
}

/* Næss et al. 2017. */
Test(network_sensors, default_head) {
    const lam_sphere_head head = {{0}, {79, 80, 85, 90}, {0.3, 1.5, 0.015, 0.3}};
    double leads[6];
    GOOD(lam_eeg_four_sphere(&head, (double[]){0, 0, 70}, 2, model->sensor_sets[0].positions_mm,
                             leads));
    GOOD(lam_network_change(network, "eeg.cap={\"model\": \"four_sphere\", \"positions\": [[[0, 0, "
                                     "90], [90, 0, 0]], \"mm\"], \"dipole\": {\"position\": [[0, "
                                     "0, 70], \"mm\"]}}"));
    near(lam_network_model(network)->sensor_sets[0].leads, leads, 6);
}

/* ---- tables ---- */

/* Seen from the file that names it; kept with the network. */
Test(network_sensors, file_of_leads) {
    cr_assert_eq(system("mkdir sub"), 0);
    write_text("sub/leads.txt", "units V/(A m)\nA 1000 2000 3000\nB 4000 5000 6000\n");
    char *text = replaced(all_kinds, "'leads': [[[1, 2, 3]], 'uV/nAm']", "'file': 'leads.txt'");
    write_text("sub/all.json", text);
    free(text);
    lam_network *other;
    GOOD(lam_network_read("sub/all.json", &other));
    const lam_sensor_set *known = &lam_network_model(other)->sensor_sets[2];
    cr_assert_eq(known->n, 2);
    near(known->leads, (double[]){-3, -1, 2, -6, -4, 5}, 6);
    cr_assert_str_eq(known->names[1], "B");
    cr_assert_null(strstr(lam_network_json(other), "leads.txt"));
    GOOD(lam_network_set(other, "eeg.known.dipole.right", "null"));
    near(lam_network_model(other)->sensor_sets[2].right, (double[]){1, 0, 0}, 3);
    lam_network_destroy(other);
}

/* ---- what is added ---- */

static lam_status open_with(const char *sensors, const char *probe, lam_network **network_out) {
    lam_network_options options = {.sensors = sensors, .n_probes = probe != NULL, .probes = &probe};
    return lam_network_open("all.json", &options, network_out);
}

Test(network_sensors, added_file) {
    lam_network *other;
    write_text("leads.txt", "units uV/nAm\n1 2 3\n");
    write_text("more.json",
               "{'source': 'here', 'eeg': {'new': {'model': 'table', 'file': 'leads.txt',"
               " 'dipole': {'up': [0, 0, 1]}}, 'far': {'conductivity': [1, 'S/m']}},"
               " 'current_density': {'new': {'z': [[0, 5], 'um'], 'thickness': [5, 'um']}}}");
    GOOD(open_with("more.json", NULL, &other));
    const lam_model *m = lam_network_model(other);
    cr_assert(m->n_sensor_sets == 5 && m->n_slabs == 3 && m->n_arrays == 4);
    near(m->sensor_sets[3].leads, (double[]){1, 2, 3}, 3);
    near(m->sensor_sets[1].leads,
         (double[]){model->sensor_sets[1].leads[0] / 2, model->sensor_sets[1].leads[1] / 2}, 2);
    json_t *json = json_loads(lam_network_json(other), 0, NULL);
    cr_assert_str_eq(json_string_value(json_object_get(json, "source")), "made up");
    const json_t *new_set = json_object_get(json_object_get(json, "eeg"), "new");
    cr_assert_str_eq(json_string_value(json_object_get(new_set, "source")), "here");
    json_decref(json);
    lam_network_destroy(other);
}

/* Other leads of a set that the network has are not called as those were; nor are there two files.
 */
Test(network_sensors, other_leads) {
    write_text("first.txt", "units uV/nAm\nA 1 2 3\n");
    write_text("second.txt", "units uV/nAm\n7 8 9\n");
    write_text("second.json", "{'eeg': {'known': {'file': 'second.txt'}}}");
    char *text = replaced(all_kinds, "'leads': [[[1, 2, 3]], 'uV/nAm']", "'file': 'first.txt'");
    write_text("all.json", text);
    free(text);
    for (int i = 0; i < 2; i++) { /* from its file, and from leads that are kept with the network */
        lam_network *first, *other;
        GOOD(lam_network_read("all.json", &first));
        cr_assert_str_eq(lam_network_model(first)->sensor_sets[2].names[0], "A");
        GOOD(open_with("second.json", NULL, &other));
        const lam_sensor_set *known = &lam_network_model(other)->sensor_sets[2];
        cr_assert(known->n == 1 && known->names == NULL);
        near(known->leads, (double[]){-9, -7, 8}, 3);
        write_text("all.json", lam_network_json(first));
        lam_network_destroy(other);
        lam_network_destroy(first);
    }
}

Test(network_sensors, added_line) {
    lam_network *other;
    GOOD(open_with(NULL, "down=1.5,-2e1,100:-200:50,lsa", &other));
    const lam_electrode_array *down = &lam_network_model(other)->arrays[4];
    cr_assert_str_eq(down->name, "down");
    cr_assert_str_eq(down->method, "lsa");
    cr_assert(down->n_contacts == 7 && down->csd != NULL);
    near(down->positions_um + 3, (double[]){1.5, -20, 50}, 3);
    near(down->positions_um + 18, (double[]){1.5, -20, -200}, 3);
    lam_network_destroy(other);
    GOOD(open_with(NULL, "one=0,0,7:7:1", &other));
    cr_assert_eq(lam_network_model(other)->arrays[4].n_contacts, 1);
    cr_assert_str_eq(lam_network_model(other)->arrays[4].method, "psa");
    lam_network_destroy(other);
}

Test(network_sensors, refused_line) {
    static const char *const wrong[] = {
        "",
        "a",
        "a=",
        "=1,2,3:4:1",
        "a=1,2,3:4",
        "a=1,2,3:4:0",
        "a=1,2,3:4:",
        "a=1,2:3:4:1",
        "a=1,2,3:4:-1",
        "a=x,2,3:4:1",
        "a=nan,2,3:4:1",
        "a=1,2,3:4:1 lsa",
        "a=inf,2,3:4:1",
    };
    lam_network *other = NULL;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cr_assert_eq(open_with(NULL, wrong[i], &other), LAM_ERR_INPUT, "%s", wrong[i]);
        cr_assert_not_null(strstr(lam_error(), "accepted: NAME=X,Y,Z0:Z1:DZ"), "%s", lam_error());
    }
    cr_assert_eq(open_with(NULL, "a=1,2,3:4:3", &other), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "accepted: for instance 1 um"), "%s", lam_error());
    cr_assert_eq(open_with(NULL, "a=1,2,0:1:1e-9", &other), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "contacts; accepted: at most 10000"), "%s", lam_error());
    cr_assert_eq(open_with(NULL, "shank=1,2,3:4:1", &other), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "has such an array; accepted: another"));
    cr_assert_eq(open_with(NULL, "a=1,2,3:4:1,line", &other), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), "electrode_arrays.a.method: \"line\": unknown method"),
                       "%s", lam_error());
    cr_assert_eq(strncmp(lam_error(), "probe 'a=1", 10), 0, "%s", lam_error());
    cr_assert_eq(open_with(NULL, "a/b=1,2,3:4:1", &other), LAM_ERR_INPUT);
}

Test(network_sensors, refused_file) {
    static const char *const wrong[][2] = {
        {"{'drives': {}}", "drives: {}: unknown key"},
        {"{'eeg': 5}", "eeg: 5: accepted: an object"},
        {"{'eeg': {}}", "eeg: {}: accepted: an object"},
        {"{'eeg': {'a': 5}}", "eeg.a: 5: accepted: an object"},
        {"{'eeg': {'a': {'model': 'table'}}}", "eeg.a.dipole: missing"},
        {"{'eeg': {'a': {'model': 'table', 'file': 'gone.txt'}}}", "eeg.a.file: \"gone.txt\": "},
        {"{'electrode_arrays': {'a': {'method': 'psa'}}}", "electrode_arrays.a.positions: missing"},
        {"{'current_density': {'a': {'z': 3}}}", "current_density.a.z: 3: accepted: a list"},
        {"[]", "accepted: a JSON object"},
    };
    lam_network *other = NULL;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        write_text("wrong.json", wrong[i][0]);
        cr_assert_eq(open_with("wrong.json", NULL, &other), LAM_ERR_INPUT, "%s", wrong[i][0]);
        cr_assert_not_null(strstr(lam_error(), wrong[i][1]), "%s", lam_error());
        cr_assert_eq(strncmp(lam_error(), "wrong.json: ", 12), 0, "%s", lam_error());
        cr_assert_not_null(strstr(lam_error(), "accepted: "), "%s", lam_error());
    }
    cr_assert_eq(open_with("no/such.json", NULL, &other), LAM_ERR_INPUT);
    cr_assert_null(other);
}
