/* SPDX-License-Identifier: BSD-3-Clause
 * lam_watch_impl.h - what the lead field tells the watch of a run (not public). */
#ifndef LAM_WATCH_IMPL_H
#define LAM_WATCH_IMPL_H

/* Call once after each step; only thread 0 counts. Costs a few instructions in nearly every call:
 * the clock is read only after as many steps as lately took a fraction of the interval. */
void lam_watch_step(int thread, double t_ms);

#endif
