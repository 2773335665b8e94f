/* SPDX-License-Identifier: BSD-3-Clause
 * t110_events - the evoked drives of erp.json fire when HNN-core's do. Times outside of the run are
 * left out; seeds that the random numbers cannot have are refused. */
#include "t1xx_file.h"

#include <math.h>

static size_t drive_called(const lam_model *model, const char *name) {
    for (size_t d = 0; d < model->n_drives; d++) {
        if (strcmp(model->drives[d].name, name) == 0) {
            return d;
        }
    }
    cr_assert_fail("no drive %s", name);
    return 0;
}

/* tests/ref/erp_events.txt: HNN-core 0.6.1, every 31st cell, two trials. */
Test(events, hnn_core) {
    lam_network *network;
    GOOD(lam_network_read(ERP, &network));
    FILE *file = fopen("tests/ref/erp_events.txt", "r");
    cr_assert_not_null(file);
    char line[256], name[32];
    size_t trial, cell, n_checked = 0;
    double expected_ms;
    while (fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "%zu %31s %zu %lf", &trial, name, &cell, &expected_ms) != 4) {
            cr_assert_eq(line[0], '#', "%s", line);
            continue;
        }
        size_t n, drive = drive_called(lam_network_model(network), name);
        double *times_ms;
        GOOD(lam_drive_events(network, drive, cell, trial, 0, 170, &n, &times_ms));
        cr_assert_eq(n, 1);
        cr_assert(fabs(times_ms[0] - expected_ms) < 1e-12, "%s%.17g", line, times_ms[0]);
        free(times_ms);
        n_checked++;
    }
    cr_assert_eq(n_checked, 52);
    fclose(file);
    lam_network_destroy(network);
}

/* RandomState(3 + 2 + 2*1045 + 4).normal(26.61, 2.47, 4) of numpy, sorted: the run's seed 2, event
 * seed 3 unshifted, trial 2 of a network of 1,045 gids, cell 4. */
static const double four_ms[] = {24.746989654828617, 26.968257037025737, 27.628635570205454,
                                 28.08295729806473};

Test(events, several_spikes) {
    lam_network *seeded = changed_network(
        ERP,
        "\"mu\": [26.61, \"ms\"], \"sigma\": [2.47, \"ms\"], \"numspikes\": 1, "
        "\"cell_specific\": true, \"space_constant\": [3, \"grid\"], \"event_seed\": 2, "
        "\"event_seed_shift\": \"first_gid\"",
        "\"mu\": [26.61, \"ms\"], \"sigma\": [2.47, \"ms\"], \"numspikes\": 4, "
        "\"cell_specific\": true, \"space_constant\": [3, \"grid\"], \"event_seed\": 3, "
        "\"event_seed_shift\": \"none\"");
    size_t drive = drive_called(lam_network_model(seeded), "evprox1"), n;
    double *times_ms, *fewer_ms;
    GOOD(lam_drive_events(seeded, drive, 4, 2, 2, 170, &n, &times_ms));
    cr_assert_eq(n, 4);
    for (size_t i = 0; i < 4; i++) {
        cr_assert(fabs(times_ms[i] - four_ms[i]) < 1e-12, "%.17g", times_ms[i]);
    }
    /* Those after tstop are left out, one at tstop is not. */
    GOOD(lam_drive_events(seeded, drive, 4, 2, 2, times_ms[1], &n, &fewer_ms));
    cr_assert_eq(n, 2);
    free(times_ms);
    free(fewer_ms);
    lam_network_destroy(seeded);
}

/* mu -1 ms: what fires at or before 0 is left out. */
Test(events, before_zero) {
    lam_network *early = changed_network(ERP, "\"mu\": [26.61, \"ms\"]", "\"mu\": [-1, \"ms\"]");
    size_t drive = drive_called(lam_network_model(early), "evprox1"), fired = 0;
    for (size_t cell = 0; cell < 270; cell++) {
        size_t n;
        double *times_ms;
        GOOD(lam_drive_events(early, drive, cell, 0, 0, 170, &n, &times_ms));
        cr_assert(n == 0 || times_ms[0] > 0);
        free(times_ms);
        fired += n;
    }
    /* P(N(-1, 2.47) > 0) = 0.343: 93 of 270 cells expected, standard deviation 7.8. */
    cr_assert(fired > 93 - 4 * 8 && fired < 93 + 4 * 8, "%zu", fired);
    lam_network_destroy(early);
}

Test(events, refused) {
    lam_network *network;
    GOOD(lam_network_read(ERP, &network));
    size_t n = 77;
    double *times_ms = NULL;
    static const struct {
        size_t drive, cell, trial;
        int64_t seed;
    } bad[] = {
        {3, 0, 0, 0},          /* no such drive */
        {0, 235, 0, 0},        /* no such cell */
        {0, 0, 0, -273},       /* 272 - 273 = -1 */
        {0, 0, 0, 4294967295}, /* 272 + 2^32 - 1 */
        {0, 0, SIZE_MAX, 0},   {0, 0, 4294967295, 0}, {0, 0, 0, INT64_MIN}, {0, 0, 0, INT64_MAX},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        cr_assert_eq(lam_drive_events(network, bad[i].drive, bad[i].cell, bad[i].trial, bad[i].seed,
                                      170, &n, &times_ms),
                     LAM_ERR_INPUT, "%zu", i);
        cr_assert(n == 77 && times_ms == NULL);
        cr_assert(lam_error()[0] != '\0');
    }
    /* The largest and the smallest seeds that RandomState takes. */
    GOOD(lam_drive_events(network, 0, 0, 0, -272, 170, &n, &times_ms));
    free(times_ms);
    GOOD(lam_drive_events(network, 0, 0, 0, 4294967295 - 272, 170, &n, &times_ms));
    free(times_ms);
    lam_network_destroy(network);
}
