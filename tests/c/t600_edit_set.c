/* SPDX-License-Identifier: BSD-3-Clause
 * t600_edit_set - PATH=VALUE changes what the path names and nothing else: keys, wildcards,
 * connections; numbers keep their unit. */
#include "t6xx_document.h"

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

TestSuite(edit_set, .init = begin, .fini = end);

/* What stands at a path, the last index or key first: a plain walk, for comparison. */
static json_t *at(json_t *value, const char *way) {
    char *copy = strdup(way), *rest = copy;
    for (char *key = strsep(&rest, "/"); key != NULL; key = strsep(&rest, "/")) {
        value = json_is_array(value) ? json_array_get(value, (size_t)atoi(key))
                                     : json_object_get(value, key);
    }
    free(copy);
    return value;
}

/* The change makes of `before` what putting `value` (JSON) at all of the ways makes of it; NULL:
 * what is there goes. */
static void changes(const char *change, const char *value, const char *const *ways) {
    GOOD(lam_edit_change(&document, change));
    json_t *expected = json_deep_copy(before);
    for (size_t i = 0; ways[i] != NULL; i++) {
        char up[256];
        snprintf(up, sizeof up, "%s", ways[i]);
        char *slash = strrchr(up, '/');
        const char *key = slash == NULL ? up : slash + 1;
        json_t *parent = expected;
        if (slash != NULL) {
            *slash = '\0';
            parent = at(expected, up);
        }
        if (json_is_array(parent) && value == NULL) {
            json_array_remove(parent, (size_t)atoi(key));
        } else if (json_is_array(parent)) {
            json_array_set_new(parent, (size_t)atoi(key), parsed(value));
        } else if (value == NULL) {
            cr_assert_eq(json_object_del(parent, key), 0, "%s", ways[i]);
        } else {
            json_object_set_new(parent, key, parsed(value));
        }
    }
    char *have = json_dumps(document.merged, JSON_COMPACT),
         *want = json_dumps(expected, JSON_COMPACT);
    cr_assert(json_equal(document.merged, expected), "%s gives\n%s\nnot\n%s", change, have, want);
    cr_assert_str_eq(have, want, "%s: order", change);
    free(have);
    free(want);
    json_decref(expected);
    json_decref(document.merged);
    document.merged = json_deep_copy(before);
}

#define CHANGES(change, value, ...) changes(change, value, (const char *const[]){__VA_ARGS__, NULL})

Test(edit_set, quantities_keep_their_unit) {
    CHANGES("drives.evprox1.mu=30", "[30.0, 'ms']", "drives/evprox1/mu");
    CHANGES("drives.evprox1.mu=30.5", "[30.5, 'ms']", "drives/evprox1/mu");
    CHANGES("drives.evprox1.mu = -3e1 ", "[-30.0, 'ms']", "drives/evprox1/mu");
    CHANGES("drives.evprox1.mu=30ms", "[30.0, 'ms']", "drives/evprox1/mu");
    CHANGES("drives.evprox1.mu=30   ms", "[30.0, 'ms']", "drives/evprox1/mu");
    CHANGES("drives.evprox1.mu=[30, \"ms\"]", "[30, 'ms']", "drives/evprox1/mu");
    CHANGES("drives.evprox1.mu=.5", "[0.5, 'ms']", "drives/evprox1/mu");
    CHANGES("drives.evprox1.mu=+5.", "[5.0, 'ms']", "drives/evprox1/mu");
    CHANGES("celsius=34", "[34, 'degC']", "celsius");
    CHANGES("grid.inplane_distance=30um", "[30.0, 'um']", "grid/inplane_distance");
    CHANGES("grid.inplane_distance=3e1", "[30.0, 'um']", "grid/inplane_distance");
    CHANGES("celsius=3.4e1", "[34, 'degC']", "celsius");
    CHANGES("cells.L5_pyramidal.sections.soma.Ra=150 ohm cm", "[150, 'ohm cm']",
            "cells/L5_pyramidal/sections/soma/Ra");
    CHANGES("cells.L5_pyramidal.sections.soma.mechs.km.gbar_km=250", "[250, 'pS/um2']",
            "cells/L5_pyramidal/sections/soma/mechs/km/gbar_km");
    CHANGES("cells.L5_pyramidal.sections.soma.mechs.hh2.gnabar_hh2=0.2 S/cm2", "[0.2, 'S/cm2']",
            "cells/L5_pyramidal/sections/soma/mechs/hh2/gnabar_hh2");
    CHANGES("drives.evprox1.weights_ampa.L5_basket=0", "[0.0, 'uS']",
            "drives/evprox1/weights_ampa/L5_basket");
}

Test(edit_set, lists_keep_their_unit) {
    CHANGES("populations.L5_basket.positions=[[1, 2, 3]]", "[[[1, 2, 3]], 'um']",
            "populations/L5_basket/positions");
    CHANGES("grid.origin=[0, 0, 0.5]", "[[0, 0, 0.5], 'um']", "grid/origin");
    CHANGES("grid.origin=[[0, 0, 0.5], \"um\"]", "[[0, 0, 0.5], 'um']", "grid/origin");
}

Test(edit_set, rules_become_quantities) {
    CHANGES("cells.L5_pyramidal.sections.soma.mechs.ar.gbar_ar=2e-6", "[2e-6, 'S/cm2']",
            "cells/L5_pyramidal/sections/soma/mechs/ar/gbar_ar");
    CHANGES("cells.L5_pyramidal.sections.tuft.mechs.ca.gbar_ca=70 pS/um2", "[70, 'pS/um2']",
            "cells/L5_pyramidal/sections/tuft/mechs/ca/gbar_ca");
    CHANGES("cells.L5_pyramidal.sections.soma.mechs.ar.gbar_ar.exponential.per_um=0",
            "[0.0, '1/um']",
            "cells/L5_pyramidal/sections/soma/mechs/ar/gbar_ar/exponential/per_um");
    CHANGES("cells.L5_pyramidal.sections.soma.mechs.ar.gbar_ar={\"per_segment\": [[1], \"S/cm2\"]}",
            "{'per_segment': [[1], 'S/cm2']}", "cells/L5_pyramidal/sections/soma/mechs/ar/gbar_ar");
    CHANGES("cells.L5_pyramidal.sections.tuft.mechs.ca.gbar_ca.per_segment=[1, 2, 3]",
            "[[1, 2, 3], 'pS/um2']",
            "cells/L5_pyramidal/sections/tuft/mechs/ca/gbar_ca/per_segment");
}

Test(edit_set, what_has_no_unit) {
    CHANGES("grid.nx=5", "5", "grid/nx");
    CHANGES("grid.nx=5.0", "5", "grid/nx");
    CHANGES("grid.nx=1e1", "10", "grid/nx");
    CHANGES("grid.nx=1.5", "1.5", "grid/nx"); /* the reader refuses it */
    CHANGES("drives.evprox1.event_seed=9007199254740993", "9007199254740993",
            "drives/evprox1/event_seed");
    CHANGES("baseline=none", "'none'", "baseline");
    CHANGES("baseline=\"none\"", "'none'", "baseline");
    CHANGES("baseline=[draft] a = b", "'[draft] a = b'", "baseline");
    CHANGES("cells.L5_pyramidal.layer=2", "'2'", "cells/L5_pyramidal/layer");
    CHANGES("cells.L5_pyramidal.layer=true", "'true'", "cells/L5_pyramidal/layer");
    CHANGES("drives.evprox1.cell_specific=false", "false", "drives/evprox1/cell_specific");
    CHANGES("cells.L5_pyramidal.sections.soma.synapses=[\"ampa\"]", "['ampa']",
            "cells/L5_pyramidal/sections/soma/synapses");
    CHANGES("cells.L5_pyramidal.sections.tuft.parent=[\"soma\", 0.5]", "['soma', 0.5]",
            "cells/L5_pyramidal/sections/tuft/parent");
    CHANGES("cells.L5_pyramidal.sections.tuft.parent[1]=0.25", "0.25",
            "cells/L5_pyramidal/sections/tuft/parent/1");
}

/* The unit of a number that is new is the reader's to know. */
Test(edit_set, what_is_new) {
    CHANGES("tstop=100", "[100, null]", "tstop");
    CHANGES("tstop=100 ms", "[100, 'ms']", "tstop");
    CHANGES("drives.evprox1.weights_ampa.L2_basket=0.1", "[0.1, null]",
            "drives/evprox1/weights_ampa/L2_basket");
    CHANGES("drives.evprox1.synaptic_delays=0.1", "[0.1, null]", "drives/evprox1/synaptic_delays");
    CHANGES("cells.L5_basket.sections.soma.mechs={\"pas\": {\"g_pas\": [0.001, \"S/cm2\"]}}",
            "{'pas': {'g_pas': [0.001, 'S/cm2']}}", "cells/L5_basket/sections/soma/mechs");
    CHANGES("cells.L5_basket.dipole_section=soma", "'soma'", "cells/L5_basket/dipole_section");
    CHANGES("connections[2].autapses=false", "false", "connections/2/autapses");
    CHANGES("cells.L5_pyramidal.metadata.age=7", "7", "cells/L5_pyramidal/metadata/age");
    CHANGES("drives.new={\"type\": \"evoked\"}", "{'type': 'evoked'}", "drives/new");
}

Test(edit_set, wildcards) {
    CHANGES("cells.*.synapses.gabab.tau2=200", "[200, 'ms']",
            "cells/L5_pyramidal/synapses/gabab/tau2");
    CHANGES("cells.*.synapses.ampa.tau2=6", "[6, 'ms']", "cells/L5_pyramidal/synapses/ampa/tau2",
            "cells/L5_basket/synapses/ampa/tau2");
    CHANGES("cells.L5_pyramidal.sections.*.mechs.hh2.gnabar_hh2=0.2", "[0.2, 'S/cm2']",
            "cells/L5_pyramidal/sections/soma/mechs/hh2/gnabar_hh2",
            "cells/L5_pyramidal/sections/tuft/mechs/hh2/gnabar_hh2");
    CHANGES("cells.L5_p*.synapses.ampa.e=-1", "[-1, 'mV']", "cells/L5_pyramidal/synapses/ampa/e");
    CHANGES("cells.*_*al.synapses.ampa.e=-1", "[-1, 'mV']", "cells/L5_pyramidal/synapses/ampa/e");
    CHANGES("cells.L5_pyramidal.synapses.*.e=-1", "[-1, 'mV']",
            "cells/L5_pyramidal/synapses/ampa/e", "cells/L5_pyramidal/synapses/gabab/e");
    CHANGES("drives.ev*1.mu=30", "[30.0, 'ms']", "drives/evprox1/mu", "drives/evdist1/mu");
    CHANGES("drives.*.weights_*.*=0", "[0.0, 'uS']", "drives/evprox1/weights_ampa/L5_pyramidal",
            "drives/evprox1/weights_ampa/L5_basket", "drives/evdist1/weights_ampa/L5_pyramidal");
    /* A last key without a wildcard is added where what it is in exists. */
    CHANGES("cells.L5_pyramidal.sections.*.v0=-70", "[-70, null]",
            "cells/L5_pyramidal/sections/soma/v0", "cells/L5_pyramidal/sections/tuft/v0",
            "cells/L5_pyramidal/sections/axon/v0");
}

Test(edit_set, connections) {
    CHANGES("connections[L5_basket>L5_pyramidal:gabab].weight=0.03", "[0.03, 'uS']",
            "connections/0/weight");
    CHANGES("connections[L5_basket>L5_pyramidal:gabab@soma].gain=1.2", "1.2", "connections/0/gain");
    CHANGES("connections[L5_basket>L5_pyramidal:ampa].gain=1.2", "[1.2, null]",
            "connections/1/gain");
    CHANGES("connections[L5_basket>*].weight=0", "[0.0, 'uS']", "connections/0/weight",
            "connections/1/weight");
    CHANGES("connections[L5_basket].weight=0", "[0.0, 'uS']", "connections/0/weight",
            "connections/1/weight");
    CHANGES("connections[*:ampa].weight=0", "[0.0, 'uS']", "connections/1/weight",
            "connections/2/weight", "connections/3/weight");
    CHANGES("connections[*_pyr*@so*].weight=0", "[0.0, 'uS']", "connections/2/weight",
            "connections/3/weight");
    CHANGES("connections[3].weight=0", "[0.0, 'uS']", "connections/3/weight");
    CHANGES("connections[3].pairs.*=[100]", "[100]", "connections/3/pairs/0",
            "connections/3/pairs/7");
}

/* It stands behind the last, whole; a network without connections gets its list. */
Test(edit_set, new_connection) {
    json_t *list = json_object_get(document.merged, "connections");
    size_t n = json_array_size(list);
    GOOD(lam_edit_change(&document, "connections[+]={\"from\": \"A\", \"weight\": [1, \"uS\"]}"));
    GOOD(lam_edit_change(&document, "connections[A].weight = 2"));
    json_t *expected = json_deep_copy(json_object_get(before, "connections"));
    json_array_append_new(expected, parsed("{'from': 'A', 'weight': [2, 'uS']}"));
    cr_assert_eq(json_array_size(list), n + 1);
    cr_assert(json_equal(list, expected));
    json_decref(expected);

    GOOD(lam_edit_change(&document, "connections[*]=null"));
    cr_assert_null(json_object_get(document.merged, "connections"));
    GOOD(lam_edit_change(&document, "connections[+]={\"from\": \"B\"}"));
    expected = parsed("[{'from': 'B'}]");
    cr_assert(json_equal(json_object_get(document.merged, "connections"), expected));
    json_decref(expected);
}

Test(edit_set, removal) {
    CHANGES("drives.evprox1.mu=null", NULL, "drives/evprox1/mu");
    CHANGES("drives.evprox1=null", NULL, "drives/evprox1");
    CHANGES("drives=null", NULL, "drives");
    CHANGES("drives.*=null", NULL, "drives"); /* not an empty one, which no network has */
    CHANGES("baseline=null", NULL, "baseline");
    CHANGES("connections[3]=null", NULL, "connections/3");
    CHANGES("connections[L5_basket]=null", NULL, "connections/1", "connections/0");
    CHANGES("connections[*]=null", NULL, "connections");
    CHANGES("connections[*].gain=null", NULL, "connections/0/gain");
    CHANGES("cells.L5_pyramidal.sections.soma.mechs.km.gbar_km=null", NULL,
            "cells/L5_pyramidal/sections/soma/mechs/km/gbar_km"); /* km {} is a mechanism */
}

Test(edit_set, quoted_keys) {
    CHANGES("cells.L5_pyramidal.metadata.\"morpho.type\"=stellate", "'stellate'",
            "cells/L5_pyramidal/metadata/morpho.type");
    CHANGES("\"drives\".\"evprox1\".mu=3", "[3.0, 'ms']", "drives/evprox1/mu");
    CHANGES("cells.L5_pyramidal.metadata.\"a=\\\"b\\\\\"=1", "1",
            "cells/L5_pyramidal/metadata/a=\"b\\");
    cr_assert_eq(lam_edit_change(&document, "cells.\"*\".layer=3"), LAM_ERR_INPUT);
}

Test(edit_set, put) {
    json_t *network = json_object();
    GOOD(lam_edit_put(network, "drives.ev.mu", json_pack("[i,s]", 5, "ms")));
    GOOD(lam_edit_put(network, "drives.ev.\"a.b\"", json_integer(1)));
    GOOD(lam_edit_put(network, "connections", json_pack("[{s:i}]", "gain", 1)));
    GOOD(lam_edit_put(network, "connections[0].gain", json_integer(2)));
    json_t *expected = parsed("{'drives': {'ev': {'mu': [5, 'ms'], 'a.b': 1}},"
                              " 'connections': [{'gain': 2}]}");
    cr_assert(json_equal(network, expected));
    static const char *const bad[] = {"connections[1].gain", "connections[*].gain", "drives.*.mu",
                                      "drives.ev.mu.x",      "new[0].gain",         "drives..mu"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        cr_assert_eq(lam_edit_put(network, bad[i], json_integer(3)), LAM_ERR_INPUT, "%s", bad[i]);
        cr_assert_not_null(strstr(lam_error(), bad[i]), "%s", lam_error());
        cr_assert(json_equal(network, expected), "%s", bad[i]);
    }
    json_decref(expected);
    json_decref(network);
}

Test(edit_set, numbers) {
    json_t *whole = lam_edit_number(-3), *part = lam_edit_number(0.5),
           *big = lam_edit_number(1e300);
    cr_assert(json_is_integer(whole) && json_integer_value(whole) == -3);
    cr_assert(json_is_real(part) && json_is_real(big));
    json_decref(whole);
    json_decref(part);
    json_decref(big);
}
