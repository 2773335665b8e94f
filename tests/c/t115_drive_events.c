/* SPDX-License-Identifier: BSD-3-Clause
 * t115_drive_events - drives of every kind fire when HNN-core's do. Drives that would never end are
 * refused; drives without chance draw no random numbers. */
#include "t1xx_file.h"

#include <math.h>

static lam_network *network;
static lam_drive *drive; /* the first of the network, which the tests rewrite */

static void open_network(void) {
    GOOD(lam_network_read(ERP, &network));
    drive = (lam_drive *)&lam_network_model(network)->drives[0];
    *drive = (lam_drive){.name = "drive", .n_cells = 1000, .event_seed = 3};
}

static void close_network(void) {
    lam_network_destroy(network);
}

TestSuite(drive_events, .init = open_network, .fini = close_network);

/* ---- HNN-core's ---- */

/* Read numbers one after another. */
static double next_number(char **at) {
    char *end;
    double number = strtod(*at, &end);
    cr_assert(end > *at, "no number: %s", *at);
    *at = end;
    return number;
}

static size_t next_count(char **at) {
    return (size_t)next_number(at);
}

/* "drive NAME KIND n_gids event_seed tstop_ms ...": see the head of drive_events.txt. */
static double read_drive(char *line, char name[32], char kind[16], lam_drive_rate rates[4]) {
    int length;
    cr_assert_eq(sscanf(line, "drive %31s %15s%n", name, kind, &length), 2, "%s", line);
    char *at = line + length;
    ((lam_model *)lam_network_model(network))->n_gids = next_count(&at);
    *drive = (lam_drive){.name = name, .kind = kind, .n_cells = 1000, .rates = rates};
    drive->event_seed = (int64_t)next_number(&at);
    double tstop_ms = next_number(&at);
    if (strcmp(kind, "evoked") == 0) {
        drive->mu_ms = next_number(&at);
        drive->sigma_ms = next_number(&at);
        drive->n_spikes = next_count(&at);
        return tstop_ms;
    }
    if (strcmp(kind, "bursty") == 0) {
        drive->n_spikes = next_count(&at);
    }
    drive->tstart_ms = next_number(&at);
    drive->tstop_ms = next_number(&at);
    if (strcmp(kind, "bursty") == 0) {
        drive->tstart_std_ms = next_number(&at);
        drive->burst_rate_Hz = next_number(&at);
        drive->burst_std_ms = next_number(&at);
        drive->spike_isi_ms = next_number(&at);
        return tstop_ms;
    }
    for (; *at != '\n'; drive->n_rates++) {
        cr_assert(drive->n_rates < 4);
        lam_drive_rate *rate = &rates[drive->n_rates];
        rate->first_cell = next_count(&at);
        rate->end_cell = next_count(&at);
        rate->rate_Hz = next_number(&at);
    }
    return tstop_ms;
}

/* "events trial seed cell n time_ms ..." of the drive that was read last. */
static size_t check_events(char *line, double tstop_ms) {
    char *at = line + strlen("events ");
    size_t trial = next_count(&at);
    int64_t seed = (int64_t)next_number(&at);
    size_t cell = next_count(&at), n_expected = next_count(&at), n;
    double *times_ms;
    GOOD(lam_drive_events(network, 0, cell, trial, seed, tstop_ms, &n, &times_ms));
    cr_assert_eq(n, n_expected, "%s: %zu events, HNN-core has %s", drive->name, n, line);
    for (size_t i = 0; i < n; i++) {
        double expected_ms = next_number(&at);
        cr_assert(fabs(times_ms[i] - expected_ms) < 1e-12, "%s: %.17g, HNN-core has %.17g in %s",
                  drive->name, times_ms[i], expected_ms, line);
    }
    cr_assert_eq(*at, '\n');
    free(times_ms);
    return n;
}

/* tests/ref/drive_events.txt; tests/ref/make_events.py says which drives are in it, and why. */
Test(drive_events, hnn_core) {
    FILE *file = fopen("tests/ref/drive_events.txt", "r");
    cr_assert_not_null(file);
    char line[2048], name[32], kind[16];
    lam_drive_rate rates[4];
    double tstop_ms = 0;
    size_t n_drives = 0, n_lists = 0, n_events = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "drive ", 6) == 0) {
            tstop_ms = read_drive(line, name, kind, rates);
            n_drives++;
        } else if (strncmp(line, "events ", 7) == 0) {
            n_events += check_events(line, tstop_ms);
            n_lists++;
        } else {
            cr_assert_eq(line[0], '#', "%s", line);
        }
    }
    fclose(file);
    cr_assert(n_drives == 26 && n_lists == 87 && n_events == 465,
              "%zu drives, %zu lists, %zu events", n_drives, n_lists, n_events);
}

/* ---- spike trains ---- */

/* Sorted; those outside of the run are left out; neither seeds nor trials matter. */
Test(drive_events, spike_train) {
    static const size_t first_spike[] = {0, 6, 6, 7};
    static const double spike_ms[] = {30, 0, 10.5, 170, -1, 170.001, 7};
    drive->kind = "spike_train";
    drive->n_cells = 3;
    drive->first_spike = first_spike;
    drive->spike_ms = spike_ms;
    size_t n;
    double *times_ms;
    GOOD(lam_drive_events(network, 0, 0, 0, 0, 170, &n, &times_ms));
    cr_assert_eq(n, 4); /* unlike a drawn time, one of 0 counts */
    cr_assert(times_ms[0] == 0 && times_ms[1] == 10.5 && times_ms[2] == 30 && times_ms[3] == 170);
    free(times_ms);
    GOOD(lam_drive_events(network, 0, 1, 0, 0, 170, &n, &times_ms));
    cr_assert_eq(n, 0);
    free(times_ms);
    GOOD(lam_drive_events(network, 0, 2, SIZE_MAX, INT64_MIN, 170, &n, &times_ms));
    cr_assert(n == 1 && times_ms[0] == 7);
    free(times_ms);
}

/* ---- without an end ---- */

static void refused(double tstop_ms, const char *line) {
    size_t n = 77;
    double *times_ms = NULL;
    cr_assert_eq(lam_drive_events(network, 0, 4, 0, 0, tstop_ms, &n, &times_ms), LAM_ERR_INPUT);
    cr_assert(n == 77 && times_ms == NULL);
    cr_assert_str_eq(lam_error(), line);
}

Test(drive_events, endless_poisson) {
    lam_drive_rate rate = {0, 10, 0};
    drive->kind = "poisson";
    drive->tstop_ms = INFINITY;
    drive->n_rates = 1;
    drive->rates = &rate;
    refused(100, "drive drive: rate 0 Hz; accepted: above 0");
    rate.rate_Hz = -2.5;
    refused(100, "drive drive: rate -2.5 Hz; accepted: above 0");
    rate.rate_Hz = NAN;
    refused(100, "drive drive: rate nan Hz; accepted: above 0");
    rate.rate_Hz = 1e12;
    refused(100, "drive drive: rate 1e+12 Hz: over 10000000 events of one cell; accepted: fewer");
    rate.rate_Hz = INFINITY; /* intervals of 0 */
    refused(100, "drive drive: rate inf Hz: over 10000000 events of one cell; accepted: fewer");
    rate.rate_Hz = 10;
    refused(INFINITY, "drive drive: rate 10 Hz: over 10000000 events of one cell; accepted: fewer");
    /* A cell without a rate is silent, whatever that of others. */
    rate.end_cell = 4;
    size_t n;
    double *times_ms;
    GOOD(lam_drive_events(network, 0, 4, 0, 0, INFINITY, &n, &times_ms));
    cr_assert_eq(n, 0);
    free(times_ms);
}

Test(drive_events, endless_bursts) {
    drive->kind = "bursty";
    drive->n_spikes = 2;
    drive->tstop_ms = 1000;
    refused(100, "drive drive: burst rate 0 Hz; accepted: above 0");
    drive->burst_rate_Hz = NAN;
    refused(100, "drive drive: burst rate nan Hz; accepted: above 0");
    drive->burst_rate_Hz = 5000001;
    refused(100,
            "drive drive: burst rate 5e+06 Hz: over 10000000 events of one cell; accepted: fewer");
    drive->burst_rate_Hz = INFINITY;
    refused(100,
            "drive drive: burst rate inf Hz: over 10000000 events of one cell; accepted: fewer");
    drive->burst_rate_Hz = 10;
    drive->tstop_ms = INFINITY;
    refused(INFINITY,
            "drive drive: burst rate 10 Hz: over 10000000 events of one cell; accepted: fewer");
}

Test(drive_events, too_many_spikes) {
    drive->kind = "evoked";
    drive->n_spikes = 10000001;
    refused(100, "drive drive: numspikes 1e+07: over 10000000 events of one cell; accepted: fewer");
}

Test(drive_events, unknown_kind) {
    drive->kind = "rhythmic";
    refused(100, "drive drive: kind rhythmic; accepted: evoked, poisson, bursty, spike_train");
}

/* RandomState(s) of all cells must be possible, as HNN-core demands: cell 4 alone will not do. */
Test(drive_events, shared_seed) {
    drive->kind = "evoked";
    drive->event_seed = -1;
    refused(100, "drive drive: seed 0 in trial 0; accepted: event_seed + seed + trial * 1045 and "
                 "the same + cell from 0 to 4294967295");
}
