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

/* While a lead field samples, thread 0 calls `report` between two steps, about every interval_s
 * seconds of wall time, and at once after an interrupt. NULL: it is no longer called. */
void lam_watch(void (*report)(double t_ms, void *context), void *context, double interval_s);
/* Make the line "trial 1/2  83.2 of 170 ms  3.1 s left". `trial` counts from 0; it began at start_s
 * (lam_now_s). With n_at_once > 1 the line is "trials 1-4/20 ...". What is left is the time for
 * these and all later trials; it is omitted until it can be estimated. */
void lam_watch_line(char *line_out, size_t line_size, size_t trial, size_t n_at_once,
                    size_t n_trials, double t_ms, double tstop_ms, double start_s);
/* Wall clock, seconds, monotonic. */
double lam_now_s(void);
/* The memory of this machine, bytes. */
double lam_machine_memory(void);
/* A number of its own, a whole one below 2^53, by its name. */
double lam_machine_number(void);
/* Catch SIGINT and SIGTERM: from now on they only make lam_interrupted() return their number. */
void lam_catch_interrupts(void);
int lam_interrupted(void);

/* Run a program, words[0] with its path, and wait until it has ended. Its words stand as they are;
 * NULL is behind the last. *status_out: its exit status, or 128 and the signal that ended it.
 * LAM_ERR_IO: it cannot be run. */
lam_status lam_program_run(const char *const *words, int *status_out);

/* What goes on with a line about a name that is none of these: ", did you mean NEAREST?", or ";"
 * where none is near. hint_out holds hint_size characters. */
void lam_did_you_mean(const char *name, size_t n_names, const char *const *names, char *hint_out,
                      size_t hint_size);

/* The path of a network. `name` is a file, else a model in models_directory, else a folder with a
 * results.h5; they are tried in this order. LAM_ERR_INPUT says that `what` is not found, which
 * model may have been meant, and lists all. path_out holds path_size characters. */
lam_status lam_network_find(const char *what, const char *models_directory, const char *name,
                            char *path_out, size_t path_size);
/* The name of a run of a network: the network's name; but if `network`, as given to
 * lam_network_find, is a file called network.json, the name of its folder. name_out holds name_size
 * characters. */
lam_status lam_run_name(const char *network, const char *network_name, char *name_out,
                        size_t name_size);
/* The number of samples of a run, tstop/dt + 1. Refused: times that are not positive, a dt that
 * does not divide tstop, more samples of n_signals doubles, at least one, than the machine's memory
 * holds. */
lam_status lam_run_samples(double tstop_ms, double dt_ms, size_t n_signals, size_t *n_samples_out);
/* Let this thread flush denormal numbers to zero, or not; returns what it did before. A synapse
 * that is silent for long decays into denormals, which are slow and mean nothing. This works on x86
 * only, and has no effect elsewhere. */
bool lam_flush_denormals(bool flush);
/* Sort spikes by time, then gid, in place. */
lam_status lam_spikes_sort(size_t n_spikes, double *time_ms, double *gid);

/* The number of groups of ranks that run n_trials trials of a network soonest. Groups are equally
 * large, each runs whole trials, and there are no more groups than trials. wanted: 0, or this
 * number of groups; if there are fewer trials, the greatest number that is possible. LAM_ERR_INPUT:
 * `wanted` does not divide the ranks. */
lam_status lam_groups(size_t wanted, size_t n_ranks, size_t n_trials, size_t n_cells,
                      size_t *n_groups_out);

#ifdef __cplusplus
}
#endif

#endif
