/* SPDX-License-Identifier: BSD-3-Clause
 * t724_spikes_in - spikes of a text, HNN's spk.txt or ours, with their populations; beside the
 * dipole in HNN's folder. */
#include "good.h"
#include "scratch_folder.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

TestSuite(spikes_in, .init = enter, .fini = leave);

static void put(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
}

static const char spikes[] = "12.500\t36\tL2_pyramidal\n1.250\t3\tL2_basket\n30.000\t41\tevprox1\n"
                             "12.500\t35\tL2_pyramidal\n13.000\t38\tL2_pyramidal\n";

static void population_is(const lam_saved_facts *facts, size_t i, const char *name, size_t first,
                          size_t n, bool is_drive) {
    const lam_saved_population *p = &facts->populations[i];
    cr_assert_str_eq(p->name, name);
    cr_assert(p->first_gid == first && p->n_cells == n && p->is_drive == is_drive, "%s", name);
}

static void spikes_are(const lam_saved *saved) {
    const double times[] = {12.5, 1.25, 30, 12.5, 13}, gids[] = {36, 3, 41, 35, 38};
    double *time_ms, *gid;
    size_t n;
    GOOD(lam_saved_spikes(saved, 0, &n, &time_ms, &gid));
    cr_assert_eq(n, 5);
    for (size_t i = 0; i < n; i++) {
        cr_assert(time_ms[i] == times[i] && gid[i] == gids[i]);
    }
    free(time_ms);
    free(gid);
}

Test(spikes_in, populations) {
    static const char *const heads[] = {"", "# time_ms gid population\n"};
    for (size_t k = 0; k < 2; k++) {
        char text[512];
        lam_saved *saved;
        snprintf(text, sizeof text, "%s%s", heads[k], spikes);
        put("x.txt", text);
        GOOD(lam_saved_open("x.txt", &saved));
        const lam_saved_facts *facts = lam_saved_facts_of(saved);
        cr_assert(!facts->is_results && facts->n_trials == 1 && facts->n_dipoles == 0);
        cr_assert(facts->n_samples == 2 && facts->time_ms[0] == 0 && facts->time_ms[1] == 31);
        cr_assert_eq(facts->n_populations, 3);
        population_is(facts, 0, "L2_basket", 3, 1, false);
        population_is(facts, 1, "L2_pyramidal", 35, 4, false);
        population_is(facts, 2, "evprox1", 41, 1, true);
        spikes_are(saved);
        cr_assert_not_null(
            strstr(lam_saved_said(saved), "5 spikes of 2 populations of cells, 1 of"), "%s",
            lam_saved_said(saved));
        double x[2];
        cr_assert_eq(lam_saved_read(saved, 0, "dipole/agg", 0, x), LAM_ERR_INPUT);
        lam_saved_close(saved);
    }
}

/* Without populations, where the name of the file says what it is; none of a layer: no drives. */
Test(spikes_in, without_populations) {
    lam_saved *saved;
    put("spk_0.txt", "-2.5 7\n4 9\n");
    GOOD(lam_saved_open("spk_0.txt", &saved));
    const lam_saved_facts *facts = lam_saved_facts_of(saved);
    cr_assert(facts->n_populations == 1 && facts->time_ms[0] == -3 && facts->time_ms[1] == 5);
    population_is(facts, 0, "cells", 7, 3, false);
    lam_saved_close(saved);
}

Test(spikes_in, folder_of_hnn) {
    lam_saved *saved;
    cr_assert_eq(mkdir("hnn", 0777), 0);
    put("hnn/spk.txt", spikes);
    GOOD(lam_saved_open("hnn", &saved));
    spikes_are(saved);
    lam_saved_close(saved);
    put("hnn/dpl.txt", "0\t1\n1\t2\n2\t3\n");
    GOOD(lam_saved_open("hnn", &saved));
    const lam_saved_facts *facts = lam_saved_facts_of(saved);
    cr_assert(facts->n_samples == 3 && facts->n_dipoles == 1 && facts->n_populations == 3);
    spikes_are(saved);
    lam_saved_close(saved);
}

static void refused(const char *text, const char *what) {
    lam_saved *saved = NULL;
    put("spk.txt", text);
    cr_assert_eq(lam_saved_open("spk.txt", &saved), LAM_ERR_INPUT, "%s", text);
    cr_assert_not_null(strstr(lam_error(), what), "'%s' has no '%s'", lam_error(), what);
    cr_assert_not_null(strstr(lam_error(), "accepted: "), "%s", lam_error());
    cr_assert_null(saved);
}

Test(spikes_in, refused) {
    refused("", "no spikes");
    refused("1 2 L2\nx 3 L2\n", "line 2: \"x 3 L2\"");
    refused("1 2.5 L2\n", "line 1: \"1 2.5 L2\"");
    refused("1 -2 L2\n", "line 1");
    refused("nan 2 L2\n", "line 1");
    refused("1 2 L2 more\n", "line 1");
    refused("1 2 a\n1 3 b\n1 4 a\n", "gid 3 of b is among those of a");
}
