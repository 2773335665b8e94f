/* SPDX-License-Identifier: BSD-3-Clause
 * leadfield.h - signals that are linear in the membrane voltages. */
#ifndef LAMINAE_LEADFIELD_H
#define LAMINAE_LEADFIELD_H

#include "laminae/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Signals that are linear in the membrane voltages:
 *     signal[k] = sum over rows of weight[k][row] v[row]
 *               + sum over currents of weight[k][current] i[current]
 *               + sum over rows of weight[k][row] phi[row]
 * The last sum is that of an electric field from outside (laminae/field.h), whose potential phi
 * adds to v inside the cell; without a field there is none. A row is a segment. The mechanism
 * `leadfield` in that segment reports its voltage. A signal has weights for one range of rows. A
 * current is that of an electrode or of a synapse. A point process LaminaeNode reports it. The
 * mechanisms report to the lead field that is in use; there is one at a time. Calling order:
 * create; add rows, currents, signals and weights; then for each run start, (the mechanisms call
 * lam_leadfield_sample), read. */
typedef struct lam_leadfield lam_leadfield;

lam_status lam_leadfield_create(lam_leadfield **leadfield_out);
void lam_leadfield_destroy(lam_leadfield *leadfield);
/* Add n_rows rows; *first_row_out is the first of them. */
lam_status lam_leadfield_rows(lam_leadfield *leadfield, size_t n_rows, size_t *first_row_out);
/* Say where a row's segment is, for fields from outside. A row that nothing is said of is at 0. */
lam_status lam_leadfield_place_row(lam_leadfield *leadfield, size_t row, const double place_um[3]);
/* Add a current; *current_out is its number. */
lam_status lam_leadfield_current(lam_leadfield *leadfield, size_t *current_out);
/* Add a signal over a range of rows; all its weights are 0. */
lam_status lam_leadfield_signal(lam_leadfield *leadfield, size_t first_row, size_t n_rows,
                                size_t *signal_out);
lam_status lam_leadfield_set_weight(lam_leadfield *leadfield, size_t signal, size_t row,
                                    double weight);
/* Add weight times a current to a signal. */
lam_status lam_leadfield_add_current(lam_leadfield *leadfield, size_t signal, size_t current,
                                     double weight);
/* Put this lead field in use, for n_threads threads and steps of dt_ms. Call it before
 * finitialize(). Sample i belongs to t = i every dt; it is 0 until it is taken. max_samples is the
 * number of samples, and their memory is reserved; 0: as many as the run makes. After the first
 * start no rows, currents, signals or weights can be added. */
lam_status lam_leadfield_start(lam_leadfield *leadfield, size_t max_samples, double dt_ms,
                               size_t every, size_t n_threads);
/* Set a guard, after a start: each thread calls `changed` at each step. It returns NULL while the
 * weights are still right, else a static text that says what has changed; samples are then refused.
 */
void lam_leadfield_guard(lam_leadfield *leadfield, const char *(*changed)(void));
/* End a run: the lead field is no longer in use. This is only needed if another run, which it
 * shall not sample, may come before the next start. */
lam_status lam_leadfield_finish(lam_leadfield *leadfield);
/* The number of samples that each signal has by now, and the samples of one signal. Both refuse
 * (LAM_ERR_STATE) where samples would be wrong: a step did not end at a multiple of dt, there were
 * more threads than lam_leadfield_start was told, or the guard has found a change. */
lam_status lam_leadfield_samples(lam_leadfield *leadfield, size_t *n_out);
lam_status lam_leadfield_read(lam_leadfield *leadfield, size_t signal, double *samples_out);

#ifdef __cplusplus
}
#endif

#endif
