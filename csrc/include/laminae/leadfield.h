/* SPDX-License-Identifier: BSD-3-Clause
 * leadfield.h - signals that are linear in the membrane voltages. */
#ifndef LAMINAE_LEADFIELD_H
#define LAMINAE_LEADFIELD_H

#include "laminae/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Signals that are linear in the membrane voltages: signal[k] = sum over rows of weight[k][row] v.
 * A row is a segment that carries the mechanism `leadfield`; a signal weighs a range of rows. To it
 * come currents, those of electrodes, which a LaminaeNode each tells. The mechanisms reach the one
 * lead field that is in use. Calling order: create, add rows, signals and weights, then for each
 * run start, (lam_leadfield_sample by the mechanisms), read. */
typedef struct lam_leadfield lam_leadfield;

lam_status lam_leadfield_create(lam_leadfield **leadfield_out);
void lam_leadfield_destroy(lam_leadfield *leadfield);
/* n_rows further rows, of which *first_row_out is the first. */
lam_status lam_leadfield_rows(lam_leadfield *leadfield, size_t n_rows, size_t *first_row_out);
/* A further current, whose number is *current_out. */
lam_status lam_leadfield_current(lam_leadfield *leadfield, size_t *current_out);
/* A further signal over a range of rows, all weights 0. */
lam_status lam_leadfield_signal(lam_leadfield *leadfield, size_t first_row, size_t n_rows,
                                size_t *signal_out);
lam_status lam_leadfield_set_weight(lam_leadfield *leadfield, size_t signal, size_t row,
                                    double weight);
/* Add weight times a current to a signal. */
lam_status lam_leadfield_add_current(lam_leadfield *leadfield, size_t signal, size_t current,
                                     double weight);
/* Before finitialize: put this lead field in use, for n_threads threads and steps of dt_ms. Sample
 * i, of t = i every dt, is 0 until it is taken. max_samples is how many there will be, for which
 * memory is reserved; 0: as many as the run makes. From the first start on no rows, signals,
 * weights can be added. */
lam_status lam_leadfield_start(lam_leadfield *leadfield, size_t max_samples, double dt_ms,
                               size_t every, size_t n_threads);
/* After a start: `changed` is asked at each step, by each thread, whether the weights are still
 * right: NULL, or what has changed, a static text. Then samples are refused. */
void lam_leadfield_guard(lam_leadfield *leadfield, const char *(*changed)(void));
/* After a run: the lead field is no longer in use. Only needed where another run, which it shall
 * not sample, may come before the next start. */
lam_status lam_leadfield_finish(lam_leadfield *leadfield);
/* How many samples a signal has by now, and those of one signal. Refused, as the samples would be
 * wrong: steps that did not end at multiples of dt, threads that start was not told. */
lam_status lam_leadfield_samples(lam_leadfield *leadfield, size_t *n_out);
lam_status lam_leadfield_read(lam_leadfield *leadfield, size_t signal, double *samples_out);

#ifdef __cplusplus
}
#endif

#endif
