/* SPDX-License-Identifier: BSD-3-Clause
 * plot.h - what `laminae plot` is asked, the results it reads, and the text of what is drawn. */
#ifndef LAM_PLOT_H
#define LAM_PLOT_H

#include "laminae/program.h"
#include "laminae.h"

enum { PLOT_NAME = 128, PLOT_MOST_RESULTS = 12, PLOT_MOST_CHANGES = 64 };

/* As the words NAME=VALUE say; a text that is not given is NULL, a number NaN. */
typedef struct plot_options {
    const char *kind, *trials, *compare, *signal, *freq, *title, *units, *data;
    const char *models;           /* the folder of the models that have a name */
    const char *drives, *sensors; /* what is added to a network, and changed */
    size_t n_changes, n_probes;
    const char *changes[PLOT_MOST_CHANGES], *probes[PLOT_MOST_CHANGES];
    double from_ms, to_ms, scale, smooth_ms, bin_ms, at_ms, cell;
    double samples; /* of a curve, at most; of more the lowest and highest in stretches are drawn */
    bool mean;
    size_t n_results;
    const char *results[PLOT_MOST_RESULTS];
} plot_options;

lam_status plot_options_read(int n_words, char **words, plot_options *options_out);
/* LAM_ERR_INPUT names an option that the kind does not use, and the kinds that do. */
lam_status plot_options_check(const plot_options *options);

/* Results that are drawn, with those of their trials that are asked for. */
typedef struct plot_run {
    lam_saved *saved;             /* NULL: a network that has not been run */
    const lam_saved_facts *facts; /* likewise */
    const char *path;
    char title[PLOT_NAME], name[PLOT_NAME]; /* the name may be shortened */
    size_t n_trials, *trials_owned;
    lam_network *network;   /* NULL: a text, which has none */
    const lam_model *model; /* of it, or of spikes alone */
    lam_model *spikes_owned;
    lam_population *populations_owned; /* of spikes */
} plot_run;

/* The text that gnuplot draws: lines "#= NAME = VALUE" and, of panel N, "#N= NAME = VALUE" are
 * settings; blocks of columns between two empty lines have the name of their first line,
 * "# N NAME". */
typedef struct plot_figure {
    const plot_options *options;
    size_t n_runs;
    plot_run *runs;
    size_t n_panels; /* the last is being filled */
    double squeeze;  /* of the heights of panels; 0: 1 */
    lam_text text;
} plot_figure;

/* One kind of figure: adds its panels. */
typedef lam_status plot_kind(plot_figure *figure);
plot_kind plot_dipole, plot_layers, plot_dipoles; /* plot_dipole.c */
plot_kind plot_raster;                            /* plot_raster.c */
plot_kind plot_hist, plot_drives;                 /* plot_rows.c */
plot_kind plot_psd, plot_tfr;                     /* plot_spectra.c */
plot_kind plot_lfp, plot_csd, plot_laminar;       /* plot_laminar.c */
plot_kind plot_traces;                            /* plot_traces.c */
plot_kind plot_eeg, plot_meg;                     /* plot_sensors.c */
plot_kind plot_topography;                        /* plot_topography.c */
plot_kind plot_cells, plot_morphology;            /* plot_shapes.c */
plot_kind plot_connectivity;                      /* plot_connectivity.c */
plot_kind plot_cell;                              /* plot_cell.c: the same of one cell */
plot_kind plot_movie;                             /* plot_movie.c */
plot_kind plot_sensitivity;                       /* plot_sensitivity.c: of a sweep */
plot_kind plot_summary;                           /* plot_summary.c */

/* ---- plot_runs.c: results ---- */

/* The caller closes *run_out, also after a failure. trials: "0,2-4", NULL for all. */
lam_status plot_run_open(const plot_options *options, const char *path, const char *trials,
                         plot_run *run_out);
/* A network as it is without a run: a model's name or a file, with what the options add and change.
 * It closes what run_out holds. */
lam_status plot_run_open_network(const plot_options *options, const char *path, plot_run *run_out);
void plot_run_close(plot_run *run);
/* Of data of spikes, the populations that a raster or histogram draws (plot_spikes.c). */
lam_status plot_take_spikes(const plot_options *options, plot_run *run);
/* LAM_ERR_INPUT unless the first of the results has a network. */
lam_status plot_need_network(const plot_figure *figure);
/* The window that is drawn. LAM_ERR_INPUT: no two samples in it. */
lam_status plot_window(const plot_figure *figure, const plot_run *run, double *from_ms_out,
                       double *to_ms_out);

/* A signal in all trials that are drawn, in the window; dipoles as the run shows them. */
typedef struct plot_signal {
    size_t n_trials, n;
    size_t first; /* that is drawn: sample 0 of a run's dipole is 0, whatever the cells do */
    double dt_ms, *time_ms; /* [n] */
    double *trials;         /* [n_trials][n] */
    double *mean, *sem;     /* [n]; sem NaN for one trial */
    char unit[LAM_SAVED_UNIT];
} plot_signal;

/* path: "dipole/agg". The caller frees *signal_out by plot_signal_free. */
lam_status plot_signal_load(const plot_figure *figure, const plot_run *run, const char *path,
                            size_t row, plot_signal *signal_out);
void plot_signal_free(plot_signal *signal);
/* The mean alone, [n], read trial by trial: for signals of many rows. */
lam_status plot_signal_mean(const plot_figure *figure, const plot_run *run, const char *path,
                            size_t row, plot_signal *signal_out);
/* Whether all trials that are drawn have it. */
bool plot_signal_exists(const plot_run *run, const char *path);

/* ---- plot_arrows.c ---- */

/* When the drives of all results arrive, and of the data (or NULL), if they are results. */
lam_status plot_arrows(plot_figure *figure, const plot_run *data);

/* ---- plot_sensors.c ---- */

/* The sensors that --signal names, else the first of a group ("eeg", "meg") that has signals. */
lam_status plot_choose_sensors(const plot_figure *figure, const char *group,
                               const lam_sensor_set **set_out);

/* ---- plot_connectivity.c ---- */

const char *plot_receptor_of(const lam_model *model, const lam_connection *connection);
/* Whether --signal names its receptor, or nothing. */
bool plot_receptor_is_wanted(const plot_figure *figure, const lam_connection *connection);
/* The sources of a connection onto a cell, with the peak conductance of each, summed over the
 * sections that get a synapse. The caller frees gid, which holds both lists. */
typedef struct plot_synapses {
    size_t n;
    double *gid, *weight_uS;
} plot_synapses;
lam_status plot_synapses_onto(const plot_run *run, size_t connection, size_t target_gid,
                              plot_synapses *synapses_out);

/* ---- plot_shapes.c ---- */

/* Where a place in space (um) is on paper, and how far behind it. */
void plot_project(const double xyz[3], double *x_out, double *y_out, double *depth_out);
/* Columns may be much higher than wide: places in the plane of the layers are drawn so many times
 * further apart. */
double plot_stretch_of(const plot_run *run);

/* ---- plot_text.c: the text ---- */

/* Begin a panel: the script tools/figures/SCRIPT.gp draws it, so high (px of a picture that is 1800
 * px wide). */
void plot_panel(plot_figure *figure, const char *script, double height, const char *heading);
/* Settings of the panel, or of the figure while it has none. */
void plot_number(plot_figure *figure, const char *name, double value);
void plot_count(plot_figure *figure, const char *name, size_t value); /* of things, or 0 or 1 */
void plot_word(plot_figure *figure, const char *name, const char *text);
/* Lists of n; NULL: they are set one by one, as "NAME[1]". */
void plot_words(plot_figure *figure, const char *name, size_t n, const char *const *texts);
void plot_numbers(plot_figure *figure, const char *name, size_t n, const double *values);
/* Room beside the panels, "margin_right" or "margin_left", for the longest of these names, and so
 * many px more. */
void plot_margin(plot_figure *figure, const char *name, size_t n, const char *const *names,
                 double more);
/* Begin a block of the panel. */
void plot_block(plot_figure *figure, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Rows of a time and a value times `factor`, of many samples the lowest and the highest in each
 * stretch of time alone; then an empty line. */
void plot_curve(plot_figure *figure, size_t n, const double *x, const double *y, double factor);
/* The same with z in a third column. */
void plot_curve_at(plot_figure *figure, size_t n, const double *x, const double *y, double factor,
                   double z);
/* A text as one column of a block. */
void plot_quoted(plot_figure *figure, const char *text);

/* A unit in which the largest value has few digits: "nAm" becomes "pAm" and *factor_out 1000. */
void plot_unit(const char *unit, double largest, char unit_out[LAM_SAVED_UNIT], double *factor_out);

/* ---- plot_colours.c: names and colours ---- */

enum { PLOT_COLOUR = 8 };
typedef char plot_colour[PLOT_COLOUR]; /* "#0072B2" */

/* The colour of the population, or of the column of dipoles, of this name; "agg" is black. */
void plot_colour_of(const plot_run *run, const char *name, plot_colour colour_out);
/* Of result i of n. */
void plot_result_colour(size_t i, plot_colour colour_out);
/* A name that fits beside a panel: of a long one the middle is left out. */
void plot_short(const char *name, char short_out[PLOT_NAME]);
/* "L2/3 pyramidal" from "L2_pyramidal"; "aggregate" from "agg". */
void plot_label_of(const char *name, char label_out[PLOT_NAME]);
/* Populations of cells from the pia down: by layer, inhibitory ones first. [n_populations] */
size_t plot_order(const lam_model *model, size_t *populations_out);
/* Where the input of a drive arrives: 1 proximal (from below), -1 distal, 0 elsewhere. */
int plot_side_of(const lam_drive *drive);
void plot_side_colour(int side, plot_colour colour_out);
/* Of a population of cells, or of the cells of a drive. */
void plot_source_label(const plot_run *run, const lam_population *population,
                       char label_out[PLOT_NAME], plot_colour colour_out);
/* Marks on an axis of depth: the somata of each layer (um), below a panel's settings. */
void plot_layer_marks(plot_figure *figure, const plot_run *run);

#endif
