/* SPDX-License-Identifier: BSD-3-Clause
 * run.h - watching a run, its numbers, groups of ranks. */
#ifndef LAMINAE_RUN_H
#define LAMINAE_RUN_H

#include "laminae/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* While a lead field samples, `report` is called about every interval_s seconds of wall time from
 * thread 0 between two steps, and at once after an interrupt; NULL: no more. */
void lam_watch(void (*report)(double t_ms, void *context), void *context, double interval_s);
/* One line "trial 1/2  83.2 of 170 ms  3.1 s left" for trial `trial` (0 ...) that began at start_s
 * (lam_now_s), or "trials 1-4/20 ..." for that many at the same time; left is the time for these
 * and all later trials, omitted before it can be told. */
void lam_watch_line(char *line_out, size_t line_size, size_t trial, size_t n_at_once,
                    size_t n_trials, double t_ms, double tstop_ms, double start_s);
/* Wall clock, seconds, monotonic. */
double lam_now_s(void);
/* From now on SIGINT and SIGTERM only make lam_interrupted() return the signal's number. */
void lam_catch_interrupts(void);
int lam_interrupted(void);

/* The name that may have been meant by one that is none of these; NULL: none is near. */
const char *lam_nearest(const char *name, size_t n_names, const char *const *names);

/* The path of a network: a file's name as it is, else the model of that name in the directory of
 * the project's models, else the results.h5 in a folder. LAM_ERR_INPUT says `what` is not found,
 * which model may have been meant, and lists all. path_out holds path_size characters. */
lam_status lam_network_find(const char *what, const char *models_directory, const char *name,
                            char *path_out, size_t path_size);
/* What a run of a network is called: the network's name, or the name of its folder where `network`,
 * as given to lam_network_find, is a file called network.json. name_out holds name_size
 * characters. */
lam_status lam_run_name(const char *network, const char *network_name, char *name_out,
                        size_t name_size);
/* The number of samples of a run, tstop/dt + 1. Refused: times that are not positive, a dt that
 * does not divide tstop, more samples of n_signals doubles than the machine's memory holds. */
lam_status lam_run_samples(double tstop_ms, double dt_ms, size_t n_signals, size_t *n_samples_out);
/* Let this thread flush denormal numbers to zero, or not; returns what it did before. A synapse
 * long silent decays into denormals, which are slow and mean nothing. x86 only, else no effect. */
bool lam_flush_denormals(bool flush);
/* Sort spikes by time, then gid, in place. */
lam_status lam_spikes_sort(size_t n_spikes, double *time_ms, double *gid);

/* How many groups of equally many ranks run n_trials trials of a network soonest, each trial by one
 * group: no more than there are trials. wanted: 0, or that many if there are as many trials, else
 * the most that are not more than the trials. LAM_ERR_INPUT: `wanted` does not divide the ranks. */
lam_status lam_groups(size_t wanted, size_t n_ranks, size_t n_trials, size_t n_cells,
                      size_t *n_groups_out);

#ifdef __cplusplus
}
#endif

#endif
