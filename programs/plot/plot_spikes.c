/* SPDX-License-Identifier: BSD-3-Clause
 * plot_spikes.c - what rasters and histograms need of a network, where data have spikes alone: the
 * populations. */
#include "plot.h"

#include <stdlib.h>
#include <string.h>

/* Nothing is known of their cells, so they are of one type. */
static const lam_cell_type unknown = {.name = "", .excitatory = -1};

static bool is_of_spikes(const char *kind) {
    return strcmp(kind, "raster") == 0 || strcmp(kind, "hist") == 0;
}

lam_status plot_take_spikes(const plot_options *options, plot_run *run) {
    const lam_saved_facts *facts = run->facts;
    if (facts->n_populations == 0 || !is_of_spikes(options->kind)) {
        return LAM_OK;
    }
    run->spikes_owned = lam_alloc(1, sizeof *run->spikes_owned);
    run->populations_owned = lam_alloc(facts->n_populations, sizeof *run->populations_owned);
    if (run->spikes_owned == NULL || run->populations_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < facts->n_populations; i++) {
        const lam_saved_population *from = &facts->populations[i];
        run->populations_owned[i] = (lam_population){.name = from->name,
                                                     .cell_type = from->is_drive ? -1 : 0,
                                                     .drive = -1,
                                                     .first_gid = from->first_gid,
                                                     .end_gid = from->first_gid + from->n_cells};
    }
    *run->spikes_owned = (lam_model){.name = run->name,
                                     .n_cell_types = 1,
                                     .n_populations = facts->n_populations,
                                     .cell_types = &unknown,
                                     .populations = run->populations_owned};
    run->model = run->spikes_owned;
    return LAM_OK;
}
