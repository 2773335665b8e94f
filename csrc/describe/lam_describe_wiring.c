/* SPDX-License-Identifier: BSD-3-Clause
 * lam_describe_wiring.c - connections and drives as tables. */
#include "base/lam_text_impl.h"
#include "describe/lam_describe_impl.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- connections ---- */

/* What a row says of a connection besides its numbers. `stated` is what the file says of it. */
static void add_remarks(lam_text *rows, const lam_model *model, const lam_connection *connection,
                        const json_t *stated, double conn_seed) {
    lam_text remarks = {.bytes = NULL};
    bool is_part =
        json_object_get(stated, "from_gids") != NULL || json_object_get(stated, "to_gids") != NULL;
    lam_text_add(&remarks, "%s", json_object_get(stated, "pairs") != NULL ? ", listed pairs" : "");
    lam_text_add(&remarks, "%s%s", is_part ? ", some cells" : "",
                 connection->autapses ? "" : ", no autapses");
    if (connection->probability < 1) {
        lam_text_add(&remarks, ", probability %.8g, seed %.17g", connection->probability,
                     conn_seed);
    }
    if (connection->gain != 1) {
        lam_text_add(&remarks, ", gain %.8g", connection->gain);
    }
    if (connection->threshold_mV != model->threshold_mV) {
        lam_text_add(&remarks, ", threshold %.8g mV", connection->threshold_mV);
    }
    char *bytes = NULL;
    if (lam_text_take(&remarks, &bytes) == LAM_OK) {
        lam_text_add(rows, "%s", bytes[0] == '\0' ? "" : bytes + 2);
    } else {
        rows->out_of_memory = true;
    }
    free(bytes);
}

static void add_connection(lam_text *rows, const lam_model *model, const lam_connection *connection,
                           const json_t *stated, double conn_seed) {
    const lam_population *target = &model->populations[connection->target];
    const lam_receptor *receptors = model->cell_types[target->cell_type].receptors;
    lam_text_add(rows, "%s\t%s\t%s\t%s\t%.8g\t%.8g\t%.8g\t%zu\t%zu\t",
                 model->populations[connection->source].name, target->name, connection->location,
                 receptors[connection->receptor].name, connection->weight_uS, connection->delay_ms,
                 connection->lamtha, connection->n_pairs,
                 connection->n_pairs * connection->n_sections);
    add_remarks(rows, model, connection, stated, conn_seed);
    lam_text_add(rows, "\n");
}

static void add_connection_table(lam_text *text, const char *title, lam_text *rows) {
    lam_describe_table(text, title,
                       "from\tto\tlocation\treceptor\tweight\tdelay\tlamtha\tpairs\tsynapses\t\n"
                       "\t\t\t\tuS\tms\tgrid\t\t\t",
                       rows);
}

/* Connections of drives stand before those that the file lists. */
static size_t n_of_drives(const lam_network *network) {
    const json_t *list = json_object_get(network->document.merged, "connections");
    return network->model.n_connections - json_array_size(list);
}

void lam_describe_connections(lam_text *text, const lam_network *network) {
    const lam_model *model = &network->model;
    const json_t *list = json_object_get(network->document.merged, "connections");
    lam_text rows = {.bytes = NULL};
    size_t first = n_of_drives(network);
    for (size_t c = first; c < model->n_connections; c++) {
        const json_t *stated = json_array_get(list, c - first);
        add_connection(&rows, model, &model->connections[c], stated,
                       json_number_value(json_object_get(stated, "conn_seed")));
    }
    add_connection_table(text, "Connections", &rows);
}

/* ---- drives ---- */

static void add_drive(lam_text *rows, const lam_drive *drive, const lam_population *cells) {
    lam_text_add(rows, "%s\t", drive->name);
    lam_describe_gids(rows, cells);
    lam_text_add(rows, "\t%zu\t%s\t%.8g, %.8g, %.8g", drive->n_cells,
                 drive->cell_specific ? "specific" : "shared", drive->position_um[0],
                 drive->position_um[1], drive->position_um[2]);
}

static void add_evoked(lam_text *rows, const lam_drive *drive) {
    lam_text_add(rows, "\t%.8g\t%.8g\t%zu\t%" PRId64, drive->mu_ms, drive->sigma_ms,
                 drive->n_spikes, drive->event_seed);
}

static void add_poisson(lam_text *rows, const lam_drive *drive) {
    lam_text_add(rows, "\t%.8g\t", drive->tstart_ms);
    lam_describe_end(rows, drive->tstop_ms);
    lam_text_add(rows, "\t%" PRId64 "\t", drive->event_seed);
    for (size_t r = 0; r < drive->n_rates; r++) {
        const lam_drive_rate *rate = &drive->rates[r];
        lam_text_add(rows, "%s%.8g", r > 0 ? ", " : "", rate->rate_Hz);
        if (rate->first_cell > 0 || rate->end_cell < drive->n_cells) {
            lam_text_add(rows, " (%zu cells)", rate->end_cell - rate->first_cell);
        }
    }
    lam_text_add(rows, "%s", drive->n_rates == 0 ? "0" : "");
}

static void add_bursty(lam_text *rows, const lam_drive *drive) {
    lam_text_add(rows, "\t%.8g\t", drive->tstart_ms);
    lam_describe_end(rows, drive->tstop_ms);
    lam_text_add(rows, "\t%.8g\t%.8g\t%.8g\t%zu\t%.8g\t%" PRId64, drive->tstart_std_ms,
                 drive->burst_rate_Hz, drive->burst_std_ms, drive->n_spikes, drive->spike_isi_ms,
                 drive->event_seed);
}

/* The times of each cell ascend. */
static void add_spike_train(lam_text *rows, const lam_drive *drive) {
    size_t n = drive->first_spike[drive->n_cells];
    double first_ms = n > 0 ? drive->spike_ms[0] : 0, last_ms = first_ms;
    for (size_t i = 0; i < n; i++) {
        first_ms = drive->spike_ms[i] < first_ms ? drive->spike_ms[i] : first_ms;
        last_ms = drive->spike_ms[i] > last_ms ? drive->spike_ms[i] : last_ms;
    }
    lam_text_add(rows, "\t%zu\t", n);
    if (n > 0) {
        lam_describe_range(rows, first_ms, last_ms);
    }
}

#define UNITS "\t\t\t\tum\t" /* below the headings that all kinds share */
static const struct drive_kind {
    const char *name, *title, *headings;
    void (*add)(lam_text *rows, const lam_drive *drive);
} drive_kinds[] = {
    {"evoked", "Evoked drives", "mu\tsigma\tspikes\tseed\n" UNITS "ms\tms\t\t", add_evoked},
    {"poisson", "Poisson drives", "from\tto\tseed\trate\n" UNITS "ms\tms\t\tHz", add_poisson},
    {"bursty", "Bursty drives",
     "from\tto\tstart sd\trate\tburst sd\tspikes\tisi\tseed\n" UNITS "ms\tms\tms\tHz\tms\t\tms\t",
     add_bursty},
    {"spike_train", "Replayed drives", "spikes\ttimes\n" UNITS "\tms", add_spike_train},
};
#undef UNITS

static void add_kind(lam_text *text, const lam_model *model, const struct drive_kind *kind) {
    lam_text rows = {.bytes = NULL};
    for (size_t p = 0; p < model->n_populations; p++) {
        const lam_population *cells = &model->populations[p];
        if (cells->drive >= 0 && strcmp(model->drives[cells->drive].kind, kind->name) == 0) {
            const lam_drive *drive = &model->drives[cells->drive];
            add_drive(&rows, drive, cells);
            kind->add(&rows, drive);
            lam_text_add(&rows, "\n");
        }
    }
    char headings[128] = "name\tgids\tcells\t\tposition\t";
    lam_text_append(headings, sizeof headings, "%s", kind->headings);
    lam_describe_table(text, kind->title, headings, &rows);
}

/* A drive's pairs are drawn with a seed that counts up from target to target. */
static void add_connections(lam_text *text, const lam_network *network) {
    const lam_model *model = &network->model;
    const json_t *drives = json_object_get(network->document.merged, "drives");
    lam_text rows = {.bytes = NULL};
    double seed = 0;
    for (size_t c = 0; c < n_of_drives(network); c++) {
        const lam_connection *connection = &model->connections[c];
        const json_t *drive = json_object_get(drives, model->populations[connection->source].name);
        const json_t *stated = json_object_get(drive, "conn_seed");
        if (c == 0 || connection->source != connection[-1].source) {
            seed = stated == NULL ? 3 : json_number_value(stated);
        } else if (connection->target != connection[-1].target) {
            seed++;
        }
        add_connection(&rows, model, connection, NULL, seed);
    }
    add_connection_table(text, "Connections of drives", &rows);
}

void lam_describe_drives(lam_text *text, const lam_network *network) {
    const lam_model *model = &network->model;
    for (size_t k = 0; k < LAM_COUNT_OF(drive_kinds); k++) {
        add_kind(text, model, &drive_kinds[k]);
    }
    if (model->n_drives > 0) {
        lam_text_add(text,
                     "\nseed: of a drive's first cell in trial 0; 1 more from cell to cell, %zu "
                     "more from trial to trial.\n",
                     model->n_gids);
    }
    add_connections(text, network);
}
