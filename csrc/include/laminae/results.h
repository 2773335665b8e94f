/* SPDX-License-Identifier: BSD-3-Clause
 * results.h - results on disk; trials that are kept apart until the results take them over. */
#ifndef LAMINAE_RESULTS_H
#define LAMINAE_RESULTS_H

#include "laminae/network.h"
#include "laminae/csd.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The results of one run: DIRECTORY/results.h5 and its text exports. All are written under
 * temporary names, and lam_results_close renames them, so that a killed run leaves what was there
 * before. */
typedef struct lam_results lam_results;

/* Make the directory and its parents, lock it, and begin. A path is refused (LAM_ERR_INPUT) if it
 * is no directory, or cannot be written, or holds files that no run of ours made. It is refused,
 * too, if it holds the trials of a run that is to go on (lam_results_resume accepts them), or the
 * lock of another run (also one of this process: close or abandon that first). */
lam_status lam_results_create(const char *directory, lam_results **results_out);
lam_status lam_results_resume(const char *directory, lam_results **results_out);
lam_status lam_results_set_text(lam_results *results, const char *attribute, const char *text);
lam_status lam_results_set_number(lam_results *results, const char *attribute, double value);
/* The values of one name among the lines NAME VALUE in /options of an earlier run's results.h5, a
 * line for each. The caller frees the text; "": there are none, or the file holds no results. */
lam_status lam_results_option(const char *path, const char *name, char **value_out);
/* Write a string dataset such as "/network/json"; its unit is "1". Groups are made as needed. */
lam_status lam_results_write_text(lam_results *results, const char *path, const char *text);
/* Write a dataset [n_rows, n_columns] of doubles (n_rows 0: a vector [n_columns]) with its unit. */
lam_status lam_results_write(lam_results *results, const char *path, size_t n_rows,
                             size_t n_columns, const double *values, const char *units);
/* Write a vector, stored as 64-bit integers (gids). */
lam_status lam_results_write_integers(lam_results *results, const char *path, size_t n,
                                      const double *values, const char *units);
/* Make a dataset [n_rows, n_columns] of doubles; then write its rows one by one. dt_ms: the time
 * between its columns, or 0 if that is the run's dt. */
lam_status lam_results_matrix(lam_results *results, const char *path, size_t n_rows,
                              size_t n_columns, const char *units, double dt_ms);
lam_status lam_results_write_row(lam_results *results, const char *path, size_t row,
                                 size_t n_columns, const double *values);
/* Read or write the columns first to first + n_columns of such a dataset, [n_rows][n_columns]. */
lam_status lam_results_read_columns(const lam_results *results, const char *path, size_t n_rows,
                                    size_t first, size_t n_columns, double *values_out);
lam_status lam_results_write_columns(lam_results *results, const char *path, size_t n_rows,
                                     size_t first, size_t n_columns, const double *values);
/* Write a dataset with the current source density of an array. `potentials` is the dataset of its
 * potentials. This takes 8 MB of memory. */
lam_status lam_results_write_csd(lam_results *results, const char *potentials, const char *path,
                                 const lam_electrode_array *array, size_t n_samples);
/* Write an attribute of a dataset: numbers [n_rows, n_columns] (n_rows 0: [n_columns]), or a text.
 */
lam_status lam_results_describe(lam_results *results, const char *path, const char *attribute,
                                size_t n_rows, size_t n_columns, const double *values);
lam_status lam_results_describe_text(lam_results *results, const char *path, const char *attribute,
                                     const char *text);
/* Write the attributes of a dataset that describe the sensors whose signals it holds. */
lam_status lam_results_describe_sensors(lam_results *results, const char *path,
                                        const lam_sensor_set *set);
/* Write a dataset as text, KIND_NAME_<trial>.txt: each of its columns becomes a line, after its
 * time. The header names the rows. */
lam_status lam_results_text_matrix(lam_results *results, size_t trial, const char *kind,
                                   const char *name, const char *path, size_t n_rows,
                                   size_t n_samples, const double *time_ms, const char *header);
/* The same for eeg_NAME_<trial>.txt or meg_NAME_<trial>.txt. The header has the sensors' names, or
 * their numbers. */
lam_status lam_results_text_sensors(lam_results *results, size_t trial, const char *path,
                                    const lam_sensor_set *set, size_t n_samples,
                                    const double *time_ms);
/* How text shows dipoles from now on: multiplied by a factor, smoothed by a window (0: not
 * smoothed). The header says so. results.h5 does not change. */
void lam_results_show(lam_results *results, double scale, double smooth_ms);
/* No text files from now on: results.h5 alone. Functions that write text then do nothing. */
void lam_results_no_text(lam_results *results);
/* The path of the file of a rank's traces. It is in the directory of the results but is not one of
 * them: it is removed when the results are closed. The next run removes what a killed run left. */
lam_status lam_results_traces(const char *directory, size_t rank, char *path_out, size_t path_size);
/* Write all traces of such a file, after lam_trace_finish. Each becomes a dataset
 * /trial/<trial>/cells/<gid>/<section>/<variable>, in 32 or 64 bits, packed by zlib or not. This
 * needs memory for one trace. */
lam_status lam_results_write_traces(lam_results *results, size_t trial, const char *path,
                                    bool float32, bool compress);
/* Write dipole_<trial>.txt: time_ms, agg_nAm and a column for each label. */
lam_status lam_results_text_dipole(lam_results *results, size_t trial, size_t n_samples,
                                   const double *time_ms, const double *agg_nAm, size_t n_columns,
                                   const char *const *labels, const double *const *columns_nAm);
/* Write spikes_<trial>.txt: time_ms, gid, population, in the order given. A time that is a multiple
 * of dt_ms, except for the rounding of a sum of steps, is written as the multiple; so are the times
 * of samples. */
lam_status lam_results_text_spikes(lam_results *results, size_t trial, size_t n_spikes,
                                   const double *time_ms, const double *gid, double dt_ms,
                                   const lam_network *network);
/* Write the network that is run: /network/json, and /network/gid_ranges/<population>, its first gid
 * and that behind its last. Then the same as lam_results_want_mean. */
lam_status lam_results_write_network(lam_results *results, const lam_network *network);
/* Let lam_results_close write the mean of several trials of this network, dipole_mean.txt. */
lam_status lam_results_want_mean(lam_results *results, const lam_network *network);
/* Everything that is written between these two calls belongs to one trial. */
void lam_results_begin_trial(lam_results *results, size_t trial);
void lam_results_end_trial(lam_results *results);
/* Write the attribute `complete`, close, rename everything into place, unlock, free. Files that an
 * earlier run with more trials left are removed. On failure nothing that existed is changed. If
 * trials have ended and are not kept elsewhere, results_unfinished.h5 then holds what could be
 * written of them; lam_error() names it, and lam_results_create refuses a folder with it. A process
 * that is killed here leaves the old results.h5, and files from which the next run in the folder
 * restores the old text files. Incomplete results lack a trial that has not ended. They never
 * replace other results: they are dropped if there is a results.h5 already, or if trials are kept.
 */
lam_status lam_results_close(lam_results *results, bool complete);
/* What became of the trials of a run that failed. */
typedef enum lam_rescued {
    LAM_RESCUED_NONE,    /* there were none */
    LAM_RESCUED_DROPPED, /* they are lost, because other results are there */
    LAM_RESCUED_RESULTS, /* they are in results.h5 */
    LAM_RESCUED_KEPT     /* they are kept (lam_results_stage) */
} lam_rescued;
/* Close results after a failure, instead of lam_results_close. They are incomplete and have the
 * trials that have ended, also those of other groups. If none has ended, nothing is left. With
 * even_empty a results.h5 without trials is, where none is there. */
lam_status lam_results_rescue(lam_results *results, bool even_empty, size_t *n_trials_out,
                              lam_rescued *what_out);
/* The same, with what is to be said of it as the end of a line; "": nothing. */
void lam_results_rescue_line(lam_results *results, bool even_empty, char *line_out,
                             size_t line_size);
/* Remove the temporary files, unlock, free; NULL is allowed. */
void lam_results_abandon(lam_results *results);

/* Ask the process that has the results in this directory to end the run, with an exit status and a
 * line. Any process of the run may call this. true: that process has heard it; false: it has not
 * within wait_s. */
bool lam_results_ask(const char *directory, int exit_status, const char *line, double wait_s);
/* Whether a process has asked since the last call. */
bool lam_results_asked(const lam_results *results, int *exit_status_out, char *line_out,
                       size_t line_size);

/* Write numbers as text: "# " and the head, then a line for each row, with tabs between numbers. In
 * memory the columns stand one after the other. The file is replaced when the new one is whole. */
lam_status lam_table_write(const char *path, const char *head, size_t n_rows, size_t n_columns,
                           const double *columns);

/* Any process may run a trial, into a folder of its own, as if the trial were a run. The process
 * that has the results takes it over from there, in the order of trials. So the results do not
 * depend on who ran a trial. If trials are kept, their folders stay until the results are whole,
 * even if the process ends; another run of the same network goes on with them. */

/* Everything that decides the results of a run; `network_json` is its network. */
typedef struct lam_run_facts {
    const char *network_json, *engine, *neuron_version, *compat, *record;
    double record_dt_ms;
    bool record_float32, record_compress;
} lam_run_facts;

/* Let these results take over trials from now on. Unfinished trials are removed; is_there_out says
 * which finished ones are there. facts: NULL, or the trials are kept. LAM_ERR_INPUT then says what
 * differs from the run that left them; the number of trials may grow. */
lam_status lam_results_stage(lam_results *results, size_t n_trials, const lam_run_facts *facts,
                             bool *is_there_out);
/* The folder of a trial of the results in this directory. */
lam_status lam_trial_path(const char *directory, bool is_kept, size_t trial, char *path_out,
                          size_t path_size);
/* Make this folder, unless another process has made it before. Who makes it runs the trial
 * (lam_results_create). */
lam_status lam_trial_claim(const char *path, bool *is_mine_out);
/* Take over the finished trials that come next; unless in_order, also those after an unfinished
 * one. *n_taken_out: how many the results have then. */
lam_status lam_results_take(lam_results *results, bool in_order, size_t *n_taken_out);

#ifdef __cplusplus
}
#endif

#endif
