/* SPDX-License-Identifier: BSD-3-Clause
 * results.h - results on disk, trials apart from them. */
#ifndef LAMINAE_RESULTS_H
#define LAMINAE_RESULTS_H

#include "laminae/network.h"
#include "laminae/csd.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The results of one run: DIRECTORY/results.h5 and its text exports, all written under temporary
 * names and renamed by lam_results_close, so that a killed run leaves what was there before. */
typedef struct lam_results lam_results;

/* Make the directory (parents too), lock it, and begin. Refused (LAM_ERR_INPUT): a path that is
 * no directory, cannot be written, holds files that no run of ours made, the trials of a run that
 * is to go on (lam_results_resume accepts them), or another run's lock (one of this process too:
 * close or abandon that first). */
lam_status lam_results_create(const char *directory, lam_results **results_out);
lam_status lam_results_resume(const char *directory, lam_results **results_out);
lam_status lam_results_set_text(lam_results *results, const char *attribute, const char *text);
lam_status lam_results_set_number(lam_results *results, const char *attribute, double value);
/* Of lines NAME VALUE in /options of an earlier run's results.h5 the values of one name, a line
 * each, the caller's to free; "": there are none, or the file is none of results. */
lam_status lam_results_option(const char *path, const char *name, char **value_out);
/* A string dataset, groups made as needed: "/network/json"; its unit is "1". */
lam_status lam_results_write_text(lam_results *results, const char *path, const char *text);
/* A dataset [n_rows, n_columns] of doubles (n_rows 0: a vector [n_columns]) with its unit. */
lam_status lam_results_write(lam_results *results, const char *path, size_t n_rows,
                             size_t n_columns, const double *values, const char *units);
/* The same, stored as 64-bit integers (gids). */
lam_status lam_results_write_integers(lam_results *results, const char *path, size_t n,
                                      const double *values, const char *units);
/* A dataset [n_rows, n_columns] of doubles, whose rows are then written one by one; dt_ms: between
 * its columns where it is not the run's, else 0. */
lam_status lam_results_matrix(lam_results *results, const char *path, size_t n_rows,
                              size_t n_columns, const char *units, double dt_ms);
lam_status lam_results_write_row(lam_results *results, const char *path, size_t row,
                                 size_t n_columns, const double *values);
/* Columns first to first + n_columns of it, [n_rows][n_columns]. */
lam_status lam_results_read_columns(const lam_results *results, const char *path, size_t n_rows,
                                    size_t first, size_t n_columns, double *values_out);
lam_status lam_results_write_columns(lam_results *results, const char *path, size_t n_rows,
                                     size_t first, size_t n_columns, const double *values);
/* From the potentials of an array, such a dataset, another with its current source density, in 8 MB
 * of memory. */
lam_status lam_results_write_csd(lam_results *results, const char *potentials, const char *path,
                                 const lam_electrode_array *array, size_t n_samples);
/* An attribute of a dataset: numbers [n_rows, n_columns] (n_rows 0: [n_columns]), or a text. */
lam_status lam_results_describe(lam_results *results, const char *path, const char *attribute,
                                size_t n_rows, size_t n_columns, const double *values);
lam_status lam_results_describe_text(lam_results *results, const char *path, const char *attribute,
                                     const char *text);
/* What there is to say of the sensors whose signals a dataset holds. */
lam_status lam_results_describe_sensors(lam_results *results, const char *path,
                                        const lam_sensor_set *set);
/* KIND_NAME_<trial>.txt of such a dataset: its columns as rows, each after its time, under a header
 * that names the rows. */
lam_status lam_results_text_matrix(lam_results *results, size_t trial, const char *kind,
                                   const char *name, const char *path, size_t n_rows,
                                   size_t n_samples, const double *time_ms, const char *header);
/* eeg_NAME_<trial>.txt or meg_NAME_<trial>.txt likewise, under the sensors' names or numbers. */
lam_status lam_results_text_sensors(lam_results *results, size_t trial, const char *path,
                                    const lam_sensor_set *set, size_t n_samples,
                                    const double *time_ms);
/* How dipoles are shown from now on, in text alone: multiplied by a factor, smoothed by a window
 * (0: not); the header says so. */
void lam_results_show(lam_results *results, double scale, double smooth_ms);
/* The path of the file of a rank's traces, among the results in this directory but none of them: it
 * goes when the results are closed, and what a killed run left goes with the next one's start. */
lam_status lam_results_traces(const char *directory, size_t rank, char *path_out, size_t path_size);
/* All traces of such a file, after lam_trace_finish, each a dataset /trial/<trial>/cells/<gid>/
 * <section>/<variable>, stored in 32 or 64 bits, packed by zlib or not. Needs memory for one. */
lam_status lam_results_write_traces(lam_results *results, size_t trial, const char *path,
                                    bool float32, bool compress);
/* dipole_<trial>.txt: time_ms agg_nAm and a column for each label. */
lam_status lam_results_text_dipole(lam_results *results, size_t trial, size_t n_samples,
                                   const double *time_ms, const double *agg_nAm, size_t n_columns,
                                   const char *const *labels, const double *const *columns_nAm);
/* spikes_<trial>.txt: time_ms gid population, in the order given. Times that are multiples of dt_ms
 * but for the rounding of a sum of steps are written as the multiple, as those of samples are. */
lam_status lam_results_text_spikes(lam_results *results, size_t trial, size_t n_spikes,
                                   const double *time_ms, const double *gid, double dt_ms,
                                   const lam_network *network);
/* Of several trials of this network the mean, dipole_mean.txt, is to be among the results. */
lam_status lam_results_want_mean(lam_results *results, const lam_network *network);
/* What is written between these two belongs to one trial. */
void lam_results_begin_trial(lam_results *results, size_t trial);
void lam_results_end_trial(lam_results *results);
/* Write attribute `complete`, close, rename everything into place (removing what an earlier run
 * with more trials left), unlock, free. On failure nothing that existed is changed, and a process
 * that is killed here leaves the results.h5 that was there and what the next run in the folder puts
 * the others back from. Incomplete results lack a trial that has not ended; they never replace
 * others: they are dropped where there is a results.h5 already, and where trials are kept. */
lam_status lam_results_close(lam_results *results, bool complete);
/* What became of the trials of a run that failed: there were none; dropped, as others' results are
 * there; in results.h5; kept (lam_results_stage). */
typedef enum lam_rescued {
    LAM_RESCUED_NONE,
    LAM_RESCUED_DROPPED,
    LAM_RESCUED_RESULTS,
    LAM_RESCUED_KEPT
} lam_rescued;
/* In place of lam_results_close after a failure: incomplete, with the trials that have ended, of
 * other groups, too; nothing where none has. */
lam_status lam_results_rescue(lam_results *results, size_t *n_trials_out, lam_rescued *what_out);
/* Remove the temporary files, unlock, free; NULL is allowed. */
void lam_results_abandon(lam_results *results);

/* Any process of a run asks the one that has the results in this directory to end the run with an
 * exit status and a line: true once that has heard it, false when it has not for wait_s. */
bool lam_results_ask(const char *directory, int exit_status, const char *line, double wait_s);
/* Whether one has asked, since the last call. */
bool lam_results_asked(const lam_results *results, int *exit_status_out, char *line_out,
                       size_t line_size);

/* Write numbers as text, column after column in memory: "# ", the head, then a line a row, between
 * tabs. The file is replaced when the new one is whole. */
lam_status lam_table_write(const char *path, const char *head, size_t n_rows, size_t n_columns,
                           const double *columns);

/* A trial may be run by any process, into a folder of its own as if it were a run, and the process
 * that has the results takes it over from there, in the order of trials: the results are then the
 * same whoever ran it. Where trials are kept, their folders outlive the process that has the
 * results, until these are whole; another run of the same goes on with them. */

/* What decides the results of a run besides its network, which `network_json` is. */
typedef struct lam_run_facts {
    const char *network_json, *engine, *neuron_version, *compat, *record;
    double record_dt_ms;
    bool record_float32, record_compress;
} lam_run_facts;

/* From now on these results take over trials. Removes what is unfinished of them; says which are
 * there. facts: NULL, or the trials are kept, and LAM_ERR_INPUT says what differs from the run that
 * left them; the number of trials may grow. */
lam_status lam_results_stage(lam_results *results, size_t n_trials, const lam_run_facts *facts,
                             bool *is_there_out);
/* The folder of a trial of the results in this directory. */
lam_status lam_trial_path(const char *directory, bool is_kept, size_t trial, char *path_out,
                          size_t path_size);
/* Make this folder, if nobody has made it before: who has may run the trial (lam_results_create).
 */
lam_status lam_trial_claim(const char *path, bool *is_mine_out);
/* Take over the finished trials that come next, or, out of order, those behind an unfinished one,
 * too. How many the results have then. */
lam_status lam_results_take(lam_results *results, bool in_order, size_t *n_taken_out);

#ifdef __cplusplus
}
#endif

#endif
