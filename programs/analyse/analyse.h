/* SPDX-License-Identifier: BSD-3-Clause
 * analyse.h - what `laminae analyse` and `laminae compare` are asked, and the signals they read. */
#ifndef LAM_ANALYSE_H
#define LAM_ANALYSE_H

#include "answer.h"

/* As the words NAME=VALUE say; a text that is not given is NULL, a number NaN. */
typedef struct analyse_options {
    const char *results, *what, *target, *signal, *trials, *bands, *freq, *by, *format, *out,
        *units, *data, *baseline, *minus, *weights;
    double from_ms, to_ms, scale, smooth_ms, lowpass_hz, resample_hz, segment_ms, bin_ms, step_ms,
        threshold, n_cycles;
    bool force;
} analyse_options;

lam_status analyse_options_read(int n_words, char **words, analyse_options *options_out);
/* LAM_ERR_INPUT: one is given that this --what has no use for. */
lam_status analyse_options_check(const analyse_options *options);
/* LAM_ERR_INPUT: something is to be done to a signal that is none of `what`. */
lam_status analyse_options_no_shape(const analyse_options *options, const char *what);
/* Those of data, or of other results, beside RESULTS: all trials; data are taken as they are. */
analyse_options analyse_options_of_other(const analyse_options *options, bool is_results);
/* "LO:HI" or "LO:HI:STEP"; step_out NULL: the first alone. */
lam_status analyse_range(const char *name, const char *text, double *low_out, double *high_out,
                         double *step_out);
/* "A:B", times in ms. */
lam_status analyse_times(const char *name, const char *text, double *from_ms_out,
                         double *to_ms_out);
/* Those of --freq, HZ or LO:HI:STEP, else from low to high by step: malloc's. */
lam_status analyse_frequencies(const analyse_options *options, double low_hz, double high_hz,
                               double step_hz, double **freq_hz_out, size_t *n_out);

/* The signals that are asked for, each in all trials that are asked for and in the window. */
typedef struct analyse_signal {
    char name[ANSWER_NAME], unit[LAM_SAVED_UNIT];
    size_t n_trials, n;
    double dt_ms, *time_ms; /* [n] */
    double *trials;         /* [n_trials][n], as the run shows them, and the options say */
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
/* On standard error, what the files of data that were opened have been taken for. */
void analyse_say(void);
/* Signal i; windowed: from_ms to to_ms alone. The caller frees it by analyse_signal_free. */
lam_status analyse_load(const analyse_input *input, const analyse_options *options, size_t i,
                        bool windowed, analyse_signal *signal_out);
void analyse_signal_free(analyse_signal *signal);
/* The mean over trials of signal i, with all its times, in the first trial's place. */
lam_status analyse_load_mean(const analyse_input *input, const analyse_options *options, size_t i,
                             analyse_signal *signal_out);
lam_curve analyse_curve_of(const analyse_signal *signal);
/* Scale, filters, baseline, other steps, another condition subtracted: in place. */
lam_status analyse_shape(const analyse_input *input, const analyse_options *options,
                         analyse_signal *signal);
/* The signal of --minus, at the same times. The caller frees it. */
lam_status analyse_load_minus(const analyse_options *options, bool windowed,
                              const analyse_signal *like, analyse_signal *other_out);

/* As --signal names it: the dataset below a trial, and the row behind a colon, by its name or its
 * number, else 0. */
enum { ANALYSE_PATH = ANSWER_NAME + 8 };
lam_status analyse_find_signal(const analyse_input *input, const char *name,
                               char path_out[ANALYSE_PATH], size_t *row_out);
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
    double *sem_owned;                               /* of the mean: [n_rows][n], or NULL */
} analyse_profile;

/* Heights and times, the mean as well, or the standard error, too. The caller frees it by
 * analyse_profile_free. */
lam_status analyse_profile_open(const analyse_input *input, const analyse_options *options,
                                const char *signal, analyse_profile *profile_out);
lam_status analyse_profile_load(const analyse_input *input, const analyse_options *options,
                                const char *signal, analyse_profile *profile_out);
lam_status analyse_profile_add_sem(const analyse_input *input, analyse_profile *profile);
void analyse_profile_free(analyse_profile *profile);
/* The array of a signal csd/ARRAY, which has a csd. */
lam_status analyse_find_array(const lam_network *network, const char *csd,
                              const lam_electrode_array **array_out);
/* How the run has estimated it in a trial: with the regularisation that was chosen there. */
lam_status analyse_csd_options(const analyse_input *input, const lam_electrode_array *array,
                               const char *csd, size_t trial, lam_csd_options *options_out);

/* The spikes of all trials that are asked for, in the window, trial after trial. */
typedef struct analyse_spikes {
    size_t n_trials, *n_owned;
    double **time_owned, **gid_owned;
    double from_ms, to_ms;
} analyse_spikes;

/* The caller frees it by analyse_spikes_free, also after a failure. */
lam_status analyse_spikes_load(const analyse_input *input, const analyse_options *options,
                               analyse_spikes *spikes_out);
void analyse_spikes_free(analyse_spikes *spikes);
/* Those of one population in a trial. */
lam_spike_view analyse_spikes_view(const analyse_spikes *spikes, size_t trial,
                                   const lam_saved_population *cells);
/* The rates of populations that both have, if they have any; *n_out: how many. */
lam_status analyse_compare_rates(const analyse_input *input, const analyse_options *options,
                                 const analyse_input *other, const analyse_options *of_other,
                                 answer *a, size_t *n_out);

/* What is asked of results: fills the answer. */
typedef lam_status analyse_what(const analyse_input *input, const analyse_options *options,
                                answer *a);
analyse_what analyse_psd, analyse_bands, analyse_tfr, analyse_events;     /* analyse_spectra.c */
analyse_what analyse_mean, analyse_peaks;                                 /* analyse_curves.c */
analyse_what analyse_rmse, analyse_compare;                               /* analyse_agreement.c */
analyse_what analyse_rates, analyse_isi, analyse_synchrony, analyse_hist; /* analyse_spikes.c */
analyse_what analyse_locking;                                             /* analyse_locking.c */
analyse_what analyse_shares;                                              /* analyse_shares.c */
analyse_what analyse_layers, analyse_contacts;                            /* analyse_layers.c */
analyse_what analyse_depth;                                               /* analyse_depth.c */

/* Of a sweep, which is no results (analyse_sobol.c). */
lam_status analyse_sobol(const analyse_options *options, answer *a);
/* Of a posterior, likewise (analyse_posterior.c). */
lam_status analyse_posterior(const analyse_options *options, answer *a);

#endif
