/* SPDX-License-Identifier: BSD-3-Clause
 * t741_spec - the file of a sweep: what it says is handed out, and what is wrong in it is refused
 * before anything runs, with its place. */
#include "good.h"
#include "scratch.h"
#include "t1xx_file.h"

#include <math.h>

static char path[SCRATCH_SIZE];

/* Read a file with ' for ", and check it against a network. */
static lam_status read_text(const char *text, const lam_network *network, lam_spec **spec_out) {
    char copy[4000];
    scratch_file(path, ".json");
    snprintf(copy, sizeof copy, "%s", text);
    for (char *c = copy; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    write_file(path, copy, strlen(copy));
    lam_status status = lam_spec_read_sweep(path, spec_out);
    if (status == LAM_OK && network != NULL) {
        status = lam_spec_check(*spec_out, network);
    }
    remove(path);
    return status;
}

/* Rest of a file, and what the error has to say. */
#define MU    "'parameters': {'drives.evprox1.mu': "
#define GRID  "'design': 'grid', "
#define LHS   "'design': 'lhs', 'n': 5, "
#define RANGE "{'low': 20, 'high': 30}"
static const struct {
    const char *rest, *error;
} wrong[] = {
    {GRID MU "{'values': [20, 30]}}, 'kep': ['dipole']",
     "kep: [\"dipole\"]: unknown key, did you mean keep?"},
    {MU "{'values': [20, 30]}}", "design: unknown design; accepted: grid, zip, list, lhs, sobol"},
    {"'design': 'sobel', 'n': 4, " MU RANGE "}", "did you mean sobol?"},
    {GRID "'n': 2, " MU "{'values': [20, 30]}}", "n: 2: accepted for grid: no n"},
    {"'design': 'lhs', " MU RANGE "}", "n: accepted for lhs: n, how many points"},
    {"'design': 'lhs', 'n': 0, " MU RANGE "}", "n: 0: accepted: a whole number, 1 to 100000000"},
    {"'design': 'saltelli', 'n': 100000000, " MU RANGE "}",
     "n: 100000000: 300000000 points; accepted: at most 100000000"},
    {GRID, "parameters: accepted for grid: parameters, and no points"},
    {GRID MU RANGE "}", "parameters.drives.evprox1.mu: {\"low\":20"},
    {GRID MU "{'values': []}}", "accepted: a list [...], not empty"},
    {GRID MU "{'values': [20, 'x']}}",
     "parameters.drives.evprox1.mu.values[1]: \"x\": accepted: a number"},
    {GRID MU "{'values': [20, NaN]}}", "line 1, column"},
    {GRID MU "{'values': [20, 30, 20]}}", "values[2]: 20: is there twice"},
    {GRID MU "{'values': [20], 'low': 1, 'high': 2}}",
     "accepted: values, a prior, or low and high"},
    {LHS MU "{'low': 30, 'high': 20}}", "low 30 is above high 20; accepted: low below high"},
    {LHS MU "{'low': 30, 'high': 30}}", "low and high are both 30"},
    {LHS MU "{'low': 30}}", "accepted: values, a prior, or low and high"},
    {LHS MU "{'low': 0, 'high': 30, 'scale': 'log'}}", "low 0 on a scale of logarithms"},
    {LHS MU "{'low': 1, 'high': 30, 'scale': 'lug'}}", "did you mean log?"},
    {LHS MU "{'low': 1, 'high': 30, 'start': 31}}", "start 31; accepted: 1 to 30"},
    {LHS MU "{'prior': {'kind': 'normal', 'mean': 2}}}", "accepted for normal: mean and sd"},
    {LHS MU "{'prior': {'kind': 'normal', 'mean': 2, 'sd': 0}}}", "sd 0; accepted: above 0"},
    {LHS MU "{'prior': {'kind': 'uniform', 'low': 2, 'high': 1}}}", "low 2 is above high 1"},
    {LHS MU "{'prior': {'kind': 'truncated_normal', 'mean': 2, 'sd': 1}}}", "low, high or both"},
    {LHS MU "{'prior': {'kind': 'norml', 'mean': 2, 'sd': 0}}}", "did you mean normal?"},
    {"'design': 'zip', 'parameters': {'drives.evprox1.mu': {'values': [20, 30]}, "
     "'drives.evprox2.mu': {'values': [1]}}",
     "parameters.drives.evprox2.mu: {\"values\":[1]}: 1 values; accepted: 2"},
    {LHS MU "{'prior': {'kind': 'truncated_normal', 'mean': 0, 'sd': 1, 'low': 31, 'high': 45}}}",
     "begins 31 sd from its mean; accepted: at most 30"},
    {"'design': 'list', 'points': [{'drives.evprox1.sigma': 1}, {'drives.evprox1.sigma': 2}, "
     "{'drives.evprox1.sigma': -3}]",
     "points[2].drives.evprox1.sigma: -3: "},
    {"'design': 'list', 'points': [{'a': 1}, {'b': 1}]",
     "points[1].a: missing; accepted: a number"},
    {"'design': 'list', 'points': [{'a': 1}, {'a': 1, 'b': 1}]", "points[1]: "},
    {LHS MU RANGE "}, 'keep': ['dipol']",
     "keep[0]: \"dipol\": unknown thing to keep, did you mean dipole?"},
    {LHS MU RANGE "}, 'keep': ['peaks:30:20']", "accepted: peaks[@SIGNAL][:FROM:TO]"},
    {LHS MU RANGE "}, 'keep': ['band']", "accepted: band[@SIGNAL]:LOW:HIGH"},
    {LHS MU RANGE "}, 'keep': ['dipole:1:2']", "keep[0]: \"dipole:1:2\": accepted: dipole"},
    {LHS MU RANGE "}, 'events': 'each'", "accepted: same, own"},
    {LHS MU RANGE "}, 'options': {'tstop': 3}",
     "options.tstop: 3: unknown key, did you mean tstop_ms?"},
    {LHS MU RANGE "}, 'options': {'set': ['a=1', 2]}", "options.set[1]: 2: accepted: a text"},
    {LHS MU RANGE "}, 'options': {'trials': 0}", "options.trials: 0"},
    {LHS MU RANGE "}, 'options': 5", "options: 5: accepted: an object"},
    {LHS MU RANGE "}, 'keep': []", "keep: []: accepted: a list [...], not empty"},
    /* what the network has not */
    {LHS "'parameters': {'drives.evprox9.mu': " RANGE "}",
     "parameters.drives.evprox9.mu: {\"low\":20,\"high\":30}: drives.evprox9.mu: "},
    {LHS "'parameters': {'drives.evprox1.mo': " RANGE "}", "parameters.drives.evprox1.mo: "},
    {LHS "'parameters': {'drives.evprox1.type': " RANGE "}", "is no number in the network"},
    {LHS "'parameters': {'name': " RANGE "}", "is no number in the network"},
    {LHS "'parameters': {'scale': " RANGE "}", "parameters.scale: {\"low\":20,\"high\":30}: is the "
                                               "same for all runs; accepted: in options"},
    {LHS "'parameters': {'dt': " RANGE "}", "is the same for all runs"},
    {LHS "'parameters': {'tst*': " RANGE "}", "is the same for all runs"},
    {LHS "'parameters': {'seed': " RANGE "}", "is the same for all runs"},
    {LHS "'parameters': {'smooth': " RANGE "}", "is the same for all runs"},
    {LHS "'parameters': {'trials': " RANGE "}", "is the same for all runs"},
    {LHS "'parameters': {'drives.evprox1.numspikes': {'low': 1, 'high': 4}}", "numspikes"},
    {LHS "'parameters': {'drives.evprox1.sigma': {'low': -1, 'high': 4}}", "sigma"},
    {LHS "'parameters': {'drives.evprox1.mu': " RANGE ", 'drives.evprox*.mu': " RANGE "}",
     "parameters.drives.evprox*.mu: {\"low\":20,\"high\":30}: changes what drives.evprox1.mu "
     "changes"},
};

Test(spec, wrong) {
    lam_network *network = NULL;
    GOOD(lam_network_read(ERP, &network));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[4000];
        lam_spec *spec = NULL;
        snprintf(text, sizeof text, "{'network': 'erp', %s}", wrong[i].rest);
        if (text[strlen(text) - 3] == ',') {
            strcpy(text + strlen(text) - 3, "}");
        }
        cr_expect_eq(read_text(text, network, &spec), LAM_ERR_INPUT, "taken: %s", text);
        cr_expect(strstr(lam_error(), wrong[i].error) != NULL, "%s\nnot: %s", lam_error(),
                  wrong[i].error);
        cr_expect(strncmp(lam_error(), path, strlen(path)) == 0, "no file: %s", lam_error());
        lam_spec_destroy(spec);
    }
    lam_network_destroy(network);
}

static void has_option(const lam_spec *spec, const char *name, const char *value) {
    char *text = NULL;
    GOOD(lam_spec_option(spec, name, &text));
    cr_expect_str_eq(text, value, "%s", name);
    free(text);
}

/* Options of which none is said. */
Test(spec, empty_options) {
    lam_spec *spec = NULL;
    GOOD(read_text("{'network': 'erp', 'options': {}, " GRID MU "{'values': [20]}}}", NULL, &spec));
    has_option(spec, "mesh", "");
    lam_spec_destroy(spec);
}

Test(spec, right) {
    size_t n;
    lam_spec *spec = NULL;
    lam_network *network = NULL;
    GOOD(lam_network_read(ERP, &network));
    GOOD(read_text(
        "{'network': 'erp', 'options': {'mesh': '3,3', 'tstop_ms': 80, 'smooth_ms': 0, "
        "'set': ['celsius=30', 'threshold=1'], 'scale': 0.1}, 'seed': 7, 'events': 'own', "
        "'design': 'lhs', 'n': 4, 'keep': ['layers', 'peaks:20:80.5'], 'parameters': {"
        "'drives.evprox1.mu': {'low': 10, 'high': 40, 'scale': 'log', 'start': 26},"
        "'drives.evprox1.sigma': {'prior': {'kind': 'truncated_normal', 'mean': 3, "
        "'sd': 1, 'low': 1}},"
        "'drives.evprox*.numspikes': {'values': [1, 2, 3]}}}",
        network, &spec));
    const lam_design *design = lam_spec_design(spec);
    cr_expect(design->kind == LAM_DESIGN_LHS && design->n_points == 4 && design->seed == 7);
    cr_assert_eq(design->n_parameters, (size_t)3);
    const lam_varied *p = design->parameters;
    cr_expect_str_eq(p[0].path, "drives.evprox1.mu");
    cr_expect(p[0].prior.kind == LAM_PRIOR_LOG_UNIFORM && p[0].prior.high == 40 &&
              p[0].start == 26);
    cr_expect(p[1].prior.sd == 1 && p[1].prior.high == INFINITY && isnan(p[1].start));
    cr_expect(p[2].n_values == 3 && p[2].values[2] == 3);
    cr_expect_str_eq(lam_spec_network(spec), "erp");
    cr_expect(lam_spec_has_own_events(spec));
    has_option(spec, "mesh", "3,3");
    has_option(spec, "tstop_ms", "80");
    has_option(spec, "scale", "0.1");
    has_option(spec, "set", "celsius=30\nthreshold=1\n");
    has_option(spec, "engine", "");
    const lam_kept_item *kept = lam_spec_kept(spec, &n);
    cr_assert_eq(n, (size_t)2);
    cr_expect(kept[1].from == 20 && kept[1].to == 80.5 && isnan(kept[0].from));
    lam_spec_destroy(spec);
    GOOD(read_text(
        "{'network': 'erp', 'design': 'list', 'points': "
        "[{'drives.evprox1.mu': 20, 'celsius': 30}, {'celsius': 37, 'drives.evprox1.mu': 2}]}",
        network, &spec));
    double values[2];
    lam_design_point(lam_spec_design(spec), 1, values);
    cr_expect(values[0] == 2 && values[1] == 37);
    lam_spec_destroy(spec);
    lam_network_destroy(network);
}
