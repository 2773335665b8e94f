/* SPDX-License-Identifier: BSD-3-Clause
 * laminar.h - profiles over the depth: sinks and sources of layers, and who makes a signal.
 *
 * A profile is n samples of n_rows contacts or slabs. Samples that are no finite numbers are
 * refused with LAM_ERR_INPUT and a line that says which. All memory is the caller's. */
#ifndef LAMINAE_LAMINAR_H
#define LAMINAE_LAMINAR_H

#include "laminae/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lam_profile {
    size_t n_rows, n;
    const double *z_um;    /* [n_rows], in any order */
    const double *time_ms; /* [n] */
    const double *values;  /* [n_rows][n] */
} lam_profile;

/* ---- sinks and sources ---- */

/* For each row the layer whose somata are nearest in height; of two the first. layer_z_um:
 * [n_layers], 1 or more; layer_out: [n_rows], below n_layers. */
lam_status lam_layers_nearest(size_t n_layers, const double *layer_z_um, size_t n_rows,
                              const double *z_um, size_t *layer_out);

/* The thickness of the tissue that is nearest to each row: half way to its neighbours; that of the
 * first and the last reaches as far outwards as inwards (docs/csd.md). Two rows or more, whose
 * heights grow or fall. thickness_um_out: [n_rows]. */
lam_status lam_profile_thickness(size_t n_rows, const double *z_um, double *thickness_um_out);

/* In the unit of the profile; sinks are its negative values, sources the positive ones. */
typedef struct lam_sinks {
    double sink, sink_ms, sink_z_um; /* the lowest value, of several the first */
    double source, source_ms, source_z_um;
    double sink_charge, source_charge; /* the sums of negative and of positive values times
                                          thickness and step: of uA/mm3, in pC/mm2 */
    size_t sink_at, source_at;         /* their places in the values: row times n, and sample */
} lam_sinks;

/* Of some rows of a profile, n_chosen of them, 1 or more, each below n_rows. thickness_um:
 * [n_rows], or NULL; then, and of a single sample, there are no charges, but NaN. */
lam_status lam_profile_sinks(const lam_profile *profile, const double *thickness_um,
                             size_t n_chosen, const size_t *chosen, lam_sinks *sinks_out);

/* ---- against a recorded array ---- */

/* The values of a profile of 2 samples or more at other times within its own, by straight lines
 * between samples. times: [n], values_out: [profile->n_rows][n]. */
lam_status lam_profile_at_times(const lam_profile *profile, size_t n, const double *time_ms,
                                double *values_out);

typedef struct lam_alignment {
    double shift_um;    /* is added to the heights of the data */
    double correlation; /* Pearson's, over all rows and samples that are compared */
    size_t n_rows;      /* of the model, that are */
} lam_alignment;

/* Shift data in height until they are most like a model: of all multiples of step_um the one with
 * the highest correlation, of several the nearest to 0. A row of the model is compared with the
 * straight line between the rows of the data above and below; at least half of the rows of the
 * model, or of the data, if these are fewer, and two, have such. Both have 2 rows or more and the
 * same n times; heights of the data grow or fall. correlation_out: [model->n_rows], of each row
 * over time; NaN: it is not compared, or constant. */
lam_status lam_profile_align(const lam_profile *model, const lam_profile *data, double step_um,
                             lam_alignment *alignment_out, double *correlation_out);

/* ---- who makes it ---- */

typedef struct lam_share {
    double at_peak;        /* its value at the peak */
    double share_at_peak;  /* over that of the sum; NaN, if the sum is 0 */
    double rms;            /* the root of the mean square over rows and samples */
    double share_of_power; /* sum of part times total over sum of total^2; NaN, if that is 0 */
} lam_share;

typedef struct lam_shares_of {
    size_t row, sample; /* of the peak: where the sum is farthest from 0, of several the first */
    lam_share total;    /* of the sum; its shares are 1 */
} lam_shares_of;

/* The shares of parts in their sum. Either kind adds up to 1; a part that works against the sum has
 * a share below 0. parts: [n_parts][n_rows][n]; shares_out: [n_parts]. */
lam_status lam_shares(size_t n_parts, size_t n_rows, size_t n, const double *parts,
                      lam_shares_of *of_out, lam_share *shares_out);

/* The same of a signal that is too long for memory, by pieces: add each, the samples from `first`
 * on of all rows, to what was 0 in the beginning, then finish. In between `of` and `shares` hold
 * sums. The results are the same to rounding, those of one piece to the bit. */
lam_status lam_shares_add(size_t n_parts, size_t n_rows, size_t first, size_t n,
                          const double *parts, lam_shares_of *of, lam_share *shares);
void lam_shares_finish(size_t n_parts, size_t n_rows, size_t n_samples, lam_shares_of *of,
                       lam_share *shares);

#ifdef __cplusplus
}
#endif

#endif
