/* SPDX-License-Identifier: BSD-3-Clause
 * plot_summary.c - all that a run has measured, in one figure. */
#include "plot.h"

static bool has_drives(const lam_model *model) {
    bool has = false;
    for (size_t i = 0; i < model->n_populations; i++) {
        has = has || model->populations[i].cell_type < 0;
    }
    return has;
}

static bool has_group(const plot_run *run, const char *group) {
    char **names = NULL;
    size_t n = 0;
    bool has = lam_saved_names(run->saved, run->trials_owned[0], group, &n, &names) == LAM_OK;
    lam_saved_free_names(n, names);
    return has && n > 0;
}

lam_status plot_summary(plot_figure *figure) {
    LAM_TRY(plot_need_network(figure));
    const plot_run *run = &figure->runs[0];
    const struct {
        bool is_there;
        plot_kind *add;
        double squeeze;
    } panels[] = {
        {has_drives(run->model), plot_drives, 0.65},
        {run->facts->n_dipoles > 0, plot_dipoles, 0.6},
        {true, plot_raster, 0.6},
        {has_group(run, "extracellular"), plot_lfp, 0.6},
        {has_group(run, "csd"), plot_csd, 0.6},
        {has_group(run, "eeg"), plot_eeg, 0.6},
        {has_group(run, "meg"), plot_meg, 0.6},
    };
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        if (panels[i].is_there) {
            figure->squeeze = panels[i].squeeze;
            LAM_TRY(panels[i].add(figure));
        }
    }
    return LAM_OK;
}
