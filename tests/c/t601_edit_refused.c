/* SPDX-License-Identifier: BSD-3-Clause
 * t601_edit_refused - changes that cannot be made are refused by one line that names path, value
 * and what is accepted, and change nothing; files of changes name file and line. */
#include "t6xx_document.h"
#include "scratch.h"

#include <unistd.h>

static lam_json_document document;
static json_t *before;

static void begin(void) {
    document = small_document();
    before = json_deep_copy(document.merged);
}

static void end(void) {
    json_decref(before);
    lam_json_close(&document);
}

TestSuite(edit_refused, .init = begin, .fini = end);

static void check_refused(lam_status status, const char *change, const char *line) {
    cr_assert_eq(status, LAM_ERR_INPUT, "%s: %s", change, lam_error());
    cr_assert_not_null(strstr(lam_error(), line), "%s: expected \"%s\"\nhave     \"%s\"", change,
                       line, lam_error());
    cr_assert_null(strpbrk(lam_error(), "\r\n"));
    cr_assert(json_equal(document.merged, before), "%s changed something", change);
}

/* A change, and how the line about it goes. */
static const char *const bad[][2] = {
    /* no such place */
    {"drives.evprx1.mu=30",
     "drives.evprx1.mu=30: no evprx1 in drives, did you mean drives.evprox1? "
     "accepted: evprox1, evdist1"},
    {"drive.evprox1.mu=30", "drive.evprox1.mu=30: no drive in the network, did you mean drives? "
                            "accepted: name, baseline, celsius, dt, grid, cells"},
    {"drives.zzzzzzzzz.mu=30", "no zzzzzzzzz in drives; accepted: evprox1, evdist1"},
    {"cells.L5_pyramidal.section.soma.L=30", "no section in cells.L5_pyramidal, did you mean "
                                             "cells.L5_pyramidal.sections?"},
    {"cells.L5_pyramidal.sections.soma.mechs.pas.g_pas=1",
     "no pas in cells.L5_pyramidal.sections.soma.mechs, did you mean "
     "cells.L5_pyramidal.sections.soma.mechs.ar? accepted: km, hh2, ar"},
    {"cells.*.synapses.gabac.tau2=1", "no gabac in cells.L5_pyramidal.synapses, did you mean "
                                      "cells.L5_pyramidal.synapses.gabab?"},
    {"cells.L2*.synapses.gabab.tau2=1", "no L2* in cells; accepted: L5_pyramidal, L5_basket"},
    {"drives.evprox1.weights_nmda.L5_basket=1", "no weights_nmda in drives.evprox1, did you mean "
                                                "drives.evprox1.weights_ampa?"},
    {"drives.evprox1.muu=null", "no muu in drives.evprox1, did you mean drives.evprox1.mu?"},
    {"drives.*.x*=1", "no x* in drives.evprox1"},
    {"cells.L5_pyramidal.metadata.morpho.type=1",
     "no morpho in cells.L5_pyramidal.metadata; accepted: \"morpho.type\", area"},
    {"cells.L5_pyramidal.metadata.\"morpho.typ\"=null",
     "did you mean cells.L5_pyramidal.metadata.\"morpho.type\"? accepted: "},
    {"celsius.value=3", "celsius.value=3: celsius is a value and has nothing in it; accepted: "
                        "celsius"},
    {"grid.nx.ny=3", "grid.nx is a value and has nothing in it; accepted: grid.nx"},
    {"drives[0]=3", "drives is a value and has nothing in it"},
    /* connections */
    {"connections[L5_baskt>L5_pyramidal:gabab].weight=1",
     "no L5_baskt>L5_pyramidal:gabab in connections, did you mean "
     "connections[L5_basket>L5_pyramidal:gabab@soma]? accepted: "
     "L5_basket>L5_pyramidal:gabab@soma, L5_basket>L5_pyramidal:ampa@soma"},
    {"connections[L5_basket>L5_basket].weight=1", "no L5_basket>L5_basket in connections"},
    {"connections[4].weight=1", "no 4 in connections; accepted: connections[0] to connections[3]"},
    {"connections[99999999999999999999].weight=1", "too large a number"},
    {"connections.gain=1", "connections is a list; accepted: connections[FROM>TO:RECEPTOR@LOCATION]"
                           ", parts left out from the right, or connections[0] to connections[3]"},
    {"connections[+].gain=1", "connections is a list; accepted: connections[FROM>TO"},
    {"connections[+]=null", "connections is a list; accepted: connections[FROM>TO"},
    {"connection[+]={}", "no connection in the network, did you mean connections?"},
    {"grid.origin[+]=3", "grid.origin is a value and has nothing in it"},
    {"connections[].gain=1", "connections[].gain: a name is missing in the brackets at character"},
    {"connections[>L5_basket].gain=1", "a name is missing in the brackets"},
    {"connections[*>].gain=1", "a name is missing in the brackets"},
    {"connections[*>*:@soma].gain=1", "a name is missing in the brackets"},
    {"connections[0.gain=1", "a closing bracket is missing at character 12"},
    {"connections[0]gain=1", "a dot is missing at character 15"},
    {"connections]0[.gain=1", "a dot is missing at character 12"},
    /* no path */
    {"drives", "drives: accepted: PATH=VALUE, like drives.evprox1.mu=30"},
    {"", "accepted: PATH=VALUE"},
    {"=3", "=3: accepted: PATH=VALUE, like drives.evprox1.mu=30"},
    {"drives..mu=3", "drives..mu: a key is missing at character 8"},
    {".drives=3", "a key is missing at character 1"},
    {"drives.=3", "a key is missing at character 8"},
    {"\"drives=3", "accepted: PATH=VALUE"}, /* the quote holds the = too */
    {"\"drives\"x=3", "a dot is missing at character 9"},
    {"dri\"ves\"=3", "a dot is missing at character 4"},
    {"a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q=1", "too deep"},
    {"a[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]=1", "too deep"},
    {"drives.\xff.mu=3", "no UTF-8 at character 1"},
    {"drives.x\xc3=3", "no UTF-8 at character 1"},
    /* no value for it */
    {"drives.evprox1.mu=30 s", "drives.evprox1.mu=30 s: accepted: a finite number in ms, or "
                               "[number, \"ms\"]"},
    {"drives.evprox1.mu=[30, \"s\"]", "accepted: a finite number in ms"},
    {"drives.evprox1.mu=[30]", "accepted: a finite number in ms"},
    {"drives.evprox1.mu=\"30\"", "accepted: a finite number in ms"},
    {"drives.evprox1.mu=soon", "drives.evprox1.mu=soon: accepted: a finite number in ms"},
    {"drives.evprox1.mu=", "accepted: a finite number in ms"},
    {"drives.evprox1.mu=true", "accepted: a finite number in ms"},
    {"drives.evprox1.mu=nan", "accepted: a finite number in ms"},
    {"drives.evprox1.mu=inf", "accepted: a finite number in ms"},
    {"drives.evprox1.mu=1e999", "accepted: a finite number in ms"},
    {"drives.evprox1.mu=0x10", "accepted: a finite number in ms"},
    {"drives.evprox1.mu=1,5", "accepted: a finite number in ms"},
    {"drives.*.mu=30 s", "drives.*.mu=30 s: accepted: a finite number in ms"},
    {"celsius=310 K", "celsius=310 K: accepted: a finite number in degC"},
    {"grid.nx=5 um", "grid.nx=5 um: accepted: a finite number without a unit"},
    {"grid.nx=1e999", "accepted: a finite number without a unit"},
    {"tstop=1e999", "accepted: a finite number without a unit"},
    {"drives.evprox1.cell_specific=1 ms", "accepted: a finite number without a unit"},
    {"cells.L5_pyramidal.sections.soma.mechs.ar.gbar_ar=1 pS/um2", "accepted: a finite number in "
                                                                   "S/cm2"},
    {"cells.L5_pyramidal.sections.tuft.mechs.ca.gbar_ca=1 S/cm2", "accepted: a finite number in "
                                                                  "pS/um2"},
    {"populations.L5_basket.positions=[[[1, 2, 3]], \"mm\"]", "accepted: a finite number in um"},
    {"drives.new={\"type\": }", "drives.new={\"type\": }: "},
    {"drives.new={\"type\": 1, \"type\": 2}", "duplicate"},
    {"drives.new=[1, 2", "accepted: JSON"},
    {"baseline=\"none", "accepted: JSON"},
    {"baseline=\xff", "accepted: UTF-8"},
    {"tstop=\xff", "accepted: UTF-8"},
    {"tstop=3 \xff", "accepted: UTF-8"},
};

Test(edit_refused, lines) {
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        check_refused(lam_edit_change(&document, bad[i][0]), bad[i][0], bad[i][1]);
    }
}

/* A path that matches places of different units is set nowhere if one of them refuses. */
Test(edit_refused, all_or_nothing) {
    check_refused(lam_edit_change(&document, "cells.L5_pyramidal.sections.soma.*=30 um"),
                  "several units", "accepted: a finite number");
}

Test(edit_refused, long_ones) {
    enum { N = 100000 };
    char *text = malloc(N + 1);
    static const char fill[] = "a*.[]\"\\>@:0";
    for (const char *c = fill; *c != '\0'; c++) {
        memset(text, *c, N);
        text[N] = '\0';
        check_refused(lam_edit_set(&document, text, "3"), "long", "");
        cr_assert(strlen(lam_error()) < 500, "%s", lam_error());
        if (*c != '[' && *c != '"') { /* no JSON */
            GOOD(lam_edit_set(&document, "baseline", text));
            cr_assert_str_eq(json_string_value(json_object_get(document.merged, "baseline")), text);
            json_object_set_new(document.merged, "baseline", json_string("hnn"));
        }
    }
    memset(text, 'a', N);
    text[LAM_EDIT_MAX_PATH] = '\0';
    check_refused(lam_edit_set(&document, text, "null"), "longest", "no aaaa");
    text[LAM_EDIT_MAX_PATH] = 'a';
    text[LAM_EDIT_MAX_PATH + 1] = '\0';
    check_refused(lam_edit_set(&document, text, "null"), "too long", "at most 511 bytes");
    free(text);
}

/* ---- files of changes ---- */

static void config(const char *text, size_t size, const char *line) {
    char file[SCRATCH_SIZE];
    scratch_file(file, "");
    write_file(file, text, size);
    lam_status status = lam_edit_config(&document, file);
    if (line == NULL) {
        GOOD(status);
    } else {
        char beginning[SCRATCH_SIZE + 200];
        snprintf(beginning, sizeof beginning, "%s: %s", file, line);
        check_refused(status, text, beginning);
    }
    remove(file);
}

Test(edit_refused, config) {
#define CONFIG(text, line) config(text, sizeof(text) - 1, line)
    CONFIG("", NULL);
    CONFIG("# drives.evprox1.mu = 30\n\n   \n\t# more", NULL);
    cr_assert(json_equal(document.merged, before));
    CONFIG("# nothing\n\ndrives.evprox1.mu = soon\n",
           "line 3: drives.evprox1.mu=soon: accepted: a");
    CONFIG("drives.evprx1.mu = 30 # comment", "line 1: drives.evprx1.mu=30: no evprx1 in drives");
    CONFIG("drives.evprox1.mu 30\n", "line 1: drives.evprox1.mu 30: accepted: PATH=VALUE");
    CONFIG("celsius\0 = 30\n", "line 1: a byte 0; accepted: text");
    check_refused(lam_edit_config(&document, "/nowhere/changes"), "no file",
                  "/nowhere/changes: No such file or directory; accepted: a file of lines");
    check_refused(lam_edit_config(&document, "/tmp"), "a folder", "/tmp: is a folder; accepted");
    CONFIG("celsius = 34 # cool\r\n"
           "  drives.evprox1.mu=30 ms\n"
           "cells.L5_pyramidal.metadata.\"a # b\" = c#d\n"
           "name = \"x # y\"",
           NULL);
    json_t *expected = json_deep_copy(before);
    GOOD(lam_edit_put(expected, "celsius", json_pack("[i,s]", 34, "degC")));
    GOOD(lam_edit_put(expected, "drives.evprox1.mu", json_pack("[f,s]", 30.0, "ms")));
    GOOD(lam_edit_put(expected, "cells.L5_pyramidal.metadata.\"a # b\"", json_string("c#d")));
    GOOD(lam_edit_put(expected, "name", json_string("x # y")));
    cr_assert(json_equal(document.merged, expected));
    json_decref(expected);
}
