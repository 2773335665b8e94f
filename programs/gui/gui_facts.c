/* SPDX-License-Identifier: BSD-3-Clause
 * gui_facts.c - what is known of a folder of results. */
#include "gui_results.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Without what the page adds to each command. */
static json_t *command_of(const char *text) {
    static const char added[] = " --no-setup";
    size_t n = strlen(text), n_added = sizeof added - 1;
    bool is_added = n > n_added && strcmp(text + n - n_added, added) == 0;
    return json_sprintf("%.*s", (int)(is_added ? n - n_added : n), text);
}

static json_t *texts(size_t n, const char *const *values) {
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        json_array_append_new(list, json_string(values[i]));
    }
    return list;
}

static json_t *populations_of(const lam_saved_facts *facts) {
    json_t *list = json_array();
    for (size_t i = 0; i < facts->n_populations; i++) {
        const lam_saved_population *p = &facts->populations[i];
        json_array_append_new(list, json_pack("{s:s, s:I, s:I, s:b}", "name", p->name, "first_gid",
                                              (json_int_t)p->first_gid, "cells",
                                              (json_int_t)p->n_cells, "is_drive", p->is_drive));
    }
    return list;
}

/* An attribute as a number, or a text where it is none. */
static void add_about(const lam_saved *saved, const char *name, json_t *facts) {
    char *text = NULL;
    double number = 0;
    if (lam_saved_about(saved, name, &text) == LAM_OK && text[0] != '\0') {
        bool is_number = lam_number_read(text, "", &number, NULL);
        json_object_set_new(facts, name, is_number ? json_real(number) : json_string(text));
    }
    free(text);
}

static lam_status facts_of(const lam_saved *saved, json_t *facts, char **command_out) {
    static const char *const about[] = {"network", "tstop_ms", "seed",     "engine",
                                        "ranks",   "baseline", "complete", "laminae_version"};
    const lam_saved_facts *has = lam_saved_facts_of(saved);
    json_t *trials = json_array(), *signals = json_array();
    for (size_t i = 0; i < sizeof about / sizeof *about; i++) {
        add_about(saved, about[i], facts);
    }
    for (size_t i = 0; i < has->n_trials; i++) {
        json_array_append_new(trials, json_integer((json_int_t)has->trials[i]));
    }
    size_t n_signals = 0;
    char **names = NULL;
    if (has->n_trials > 0 &&
        lam_saved_signals(saved, has->trials[0], &n_signals, &names) == LAM_OK) {
        json_decref(signals);
        signals = texts(n_signals, (const char *const *)names);
        lam_saved_free_names(n_signals, names);
    }
    json_t *more =
        json_pack("{s:o, s:f, s:o, s:o, s:o, s:f, s:f}", "trials", trials, "dt_ms", has->dt_ms,
                  "dipoles", texts(has->n_dipoles, has->dipoles), "signals", signals, "populations",
                  populations_of(has), "scale", has->scale, "smooth_ms", has->smooth_ms);
    json_object_update(facts, more);
    json_decref(more);
    LAM_TRY(lam_saved_about(saved, "command", command_out));
    return json_object_set_new(facts, "command", command_of(*command_out)) == 0
               ? LAM_OK
               : lam_fail(LAM_ERR_INPUT, "a command that is not UTF-8");
}

static lam_status add_run(const gui *g, const char *path, const char *full, json_t *facts) {
    lam_saved *saved = NULL;
    char *command = NULL, results[PATH_MAX];
    gui_lock_hdf5();
    lam_status status = lam_saved_open(full, &saved);
    status = status == LAM_OK ? facts_of(saved, facts, &command) : status;
    lam_saved_close(saved);
    gui_unlock_hdf5();
    if (status == LAM_OK) {
        lam_format(results, sizeof results, "%s/results.h5", path);
        json_object_set_new(facts, "spec", gui_recall(g, command, results));
    }
    free(command);
    return status;
}

/* A file of a fit, as it is. */
static void add_file(const char *full, const char *name, const char *key, json_t *facts) {
    char path[PATH_MAX], *bytes = NULL;
    size_t n = 0;
    lam_format(path, sizeof path, "%s/%s", full, name);
    if (gui_disk_read(path, GUI_BODY, &bytes, &n) == LAM_OK) {
        json_object_set_new(facts, key, json_string(bytes));
        free(bytes);
    }
}

void gui_facts(const gui *g, const char *path, gui_answer *answer) {
    char *full = NULL;
    gui_kind kind = GUI_KIND_NONE;
    json_t *facts = json_object();
    lam_status status = gui_results_find(g, path, &full, &kind);
    bool is_there = status == LAM_OK;
    if (is_there) {
        json_object_set_new(facts, "path", json_string(path));
        json_object_set_new(facts, "kind", json_string(gui_kind_word(kind)));
        if (kind == GUI_KIND_RUN) {
            status = add_run(g, path, full, facts);
        } else {
            add_file(full, "history.csv", "history", facts);
            add_file(full, "uncertainty.csv", "uncertainty", facts);
            add_file(full, "table.csv", "table", facts);
        }
    }
    if (status == LAM_OK) {
        gui_say(answer, json_incref(facts));
    } else if (!is_there) {
        gui_refuse(answer, 404, "%s", lam_error());
    } else {
        gui_refuse_status(answer, status);
    }
    json_decref(facts);
    free(full);
}
