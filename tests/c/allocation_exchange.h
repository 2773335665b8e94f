/* SPDX-License-Identifier: BSD-3-Clause
 * allocation_exchange.h - what allocation.c lets run out of memory of conversions: included by
 * allocation_uses.h after file_called. */
#ifndef LAM_ALLOCATION_EXCHANGE_H
#define LAM_ALLOCATION_EXCHANGE_H

/* A run of two samples, with a dipole, EEG, an array and spikes. */
static lam_status write_exchange(void) {
    lam_results *results;
    const double two[] = {0, 1}, four[] = {1, 2, 3, 4}, places_mm[] = {0, 0, 90, 60, 0, 60};
    static const struct {
        const char *path, *unit;
        size_t n_rows;
    } all[] = {{"/network/gid_ranges/a", "gid", 0},     {"/trial/0/time_ms", "ms", 0},
               {"/trial/0/dipole/agg", "nAm", 0},       {"/trial/0/spikes/time_ms", "ms", 0},
               {"/trial/0/extracellular/lam", "uV", 2}, {"/trial/0/eeg/cap", "uV", 2},
               {"/trial/0/cells/0/soma/v_mV", "mV", 0}};
    LAM_TRY(lam_results_create(file_called("exchange"), &results));
    lam_status status = lam_results_write_text(results, "/network/json", "{}");
    for (size_t i = 0; i < sizeof all / sizeof *all && status == LAM_OK; i++) {
        status = lam_results_write(results, all[i].path, all[i].n_rows, 2,
                                   all[i].n_rows > 0 ? four : two, all[i].unit);
    }
    status = status != LAM_OK
                 ? status
                 : lam_results_write_integers(results, "/trial/0/spikes/gid", 2, two, "gid");
    status = status != LAM_OK ? status
                              : lam_results_describe(results, "/trial/0/eeg/cap", "positions_mm", 2,
                                                     3, places_mm);
    if (status != LAM_OK) {
        lam_results_abandon(results);
        return status;
    }
    return lam_results_close(results, true);
}

/* `file`: one of those that are written, "" for the place itself. */
static lam_status convert_to(const char *to, const char *ending, const char *file) {
    const size_t trial = 0;
    const char *place = file_called(ending);
    char path[4200];
    lam_exchange how = {.to = to, .path = place, .n_trials = 1, .trials = &trial, .scale = 1};
    lam_saved *saved = NULL;
    LAM_TRY(lam_saved_open(file_called("exchange"), &saved));
    lam_status status = lam_exchange_write(saved, &how);
    snprintf(path, sizeof path, "%s%s", place, file);
    if (status == LAM_OK) {
        give_file(path);
    }
    lam_saved_close(saved);
    return status;
}

static lam_status use_nwb(void) {
    return convert_to("nwb", "x.nwb", "");
}

static lam_status use_bids(void) {
    return convert_to("bids", "bids", "/sub-01/eeg/sub-01_task-simulation_eeg.eeg");
}

static lam_status use_fif(void) {
    return convert_to("fif", "x-ave.fif", "");
}

static lam_status use_set(void) {
    return convert_to("set", "x.set", "");
}

static lam_status use_npz(void) {
    return convert_to("npz", "x.npz", "");
}

static lam_status use_sonata(void) {
    return convert_to("sonata", "sonata", "/spikes.h5");
}

static lam_status use_csv(void) {
    return convert_to("csv", "csv", "/dipole.csv");
}

#endif
