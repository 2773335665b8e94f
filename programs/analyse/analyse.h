/* SPDX-License-Identifier: BSD-3-Clause
 * analyse.h - what `laminae analyse` and `laminae compare` are asked, and the signals they read. */
#ifndef LAM_ANALYSE_H
#define LAM_ANALYSE_H

#include "answer.h"

/* As the words NAME=VALUE say; a text that is not given is NULL, a number NaN. */
typedef struct analyse_options {
    const char *results, *what, *target, *signal, *trials, *bands, *freq, *by, *format, *out,
        *units, *data;
    double from_ms, to_ms, scale, smooth_ms, segment_ms, bin_ms, step_ms, threshold, n_cycles;
    bool force;
} analyse_options;

lam_status analyse_options_read(int n_words, char **words, analyse_options *options_out);
/* "LO:HI" or "LO:HI:STEP"; step_out NULL: the first alone. */
lam_status analyse_range(const char *name, const char *text, double *low_out, double *high_out,
                         double *step_out);

/* The signals that are asked for, each in all trials that are asked for and in the window. */
typedef struct analyse_signal {
    char name[ANSWER_NAME], unit[LAM_SAVED_UNIT];
    size_t n_trials, n;
    double dt_ms, *time_ms; /* [n] */
    double *trials;         /* [n_trials][n], dipoles as the run shows them */
} analyse_signal;

typedef struct analyse_input {
    lam_saved *saved;
    const lam_saved_facts *facts;
    size_t n_trials, *trials_owned; /* those that are asked for */
    size_t n_signals;
    char (*signals_owned)[ANSWER_NAME]; /* "agg", "dipole/agg" or "extracellular/shank:3" */
} analyse_input;

/* The caller closes *input_out, also after a failure. */
lam_status analyse_open(const char *path, const analyse_options *options, analyse_input *input_out);
void analyse_close(analyse_input *input);
/* Signal i; windowed: from_ms to to_ms alone. The caller frees it by analyse_signal_free. */
lam_status analyse_load(const analyse_input *input, const analyse_options *options, size_t i,
                        bool windowed, analyse_signal *signal_out);
void analyse_signal_free(analyse_signal *signal);

/* As --signal names it: the dataset below a trial, and the row behind a colon, else 0. */
enum { ANALYSE_PATH = ANSWER_NAME + 8 };
lam_status analyse_find_signal(const char *name, char path_out[ANALYSE_PATH], size_t *row_out);
/* LAM_ERR_INPUT, unless the signal of a trial is as long and has as many rows as that of the first.
 */
lam_status analyse_check_same(const analyse_input *input, size_t trial, const char *path,
                              const lam_saved_shape *first, const lam_saved_shape *here);

/* All rows of what an array or slabs have measured, in the window: the mean over trials. */
typedef struct analyse_profile {
    char path[ANALYSE_PATH], unit[LAM_SAVED_UNIT];
    bool has_row;                                    /* --signal names one */
    size_t row, n_rows, first, n;                    /* first: the sample where the window begins */
    double *z_um_owned, *time_ms_owned, *mean_owned; /* [n_rows], [n], [n_rows][n] */
} analyse_profile;

/* The caller frees it by analyse_profile_free. */
lam_status analyse_profile_load(const analyse_input *input, const analyse_options *options,
                                const char *signal, analyse_profile *profile_out);
void analyse_profile_free(analyse_profile *profile);
/* The array of a signal csd/ARRAY, which has a csd. */
lam_status analyse_find_array(const lam_network *network, const char *csd,
                              const lam_electrode_array **array_out);
/* How the run has estimated it in a trial: with the regularisation that was chosen there. */
lam_status analyse_csd_options(const analyse_input *input, const lam_electrode_array *array,
                               const char *csd, size_t trial, lam_csd_options *options_out);

/* What is asked of results: fills the answer. */
typedef lam_status analyse_what(const analyse_input *input, const analyse_options *options,
                                answer *a);
analyse_what analyse_psd, analyse_bands, analyse_tfr, analyse_events;     /* analyse_spectra.c */
analyse_what analyse_peaks, analyse_rmse, analyse_compare;                /* analyse_curves.c */
analyse_what analyse_rates, analyse_isi, analyse_synchrony, analyse_hist; /* analyse_spikes.c */
analyse_what analyse_shares;                                              /* analyse_shares.c */
analyse_what analyse_layers, analyse_contacts;                            /* analyse_layers.c */
analyse_what analyse_depth;                                               /* analyse_depth.c */

#endif
