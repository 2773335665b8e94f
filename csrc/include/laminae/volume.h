/* SPDX-License-Identifier: BSD-3-Clause
 * volume.h - volumes in which membrane current is summed. */
#ifndef LAMINAE_VOLUME_H
#define LAMINAE_VOLUME_H

#include "laminae/cable.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Volumes in which membrane current is summed: boxes lower <= x, y, z < upper. A box may be
 * infinite in x and y. It is a slab if it is infinite in both, and has area_um2 then, or if it
 * reaches only radius_um from an axis along z, and has the circle's area. */
typedef struct lam_volumes {
    const char *name;
    size_t n;
    const double *lower_um, *upper_um; /* [n][3] */
    double axis_um[2], radius_um;      /* infinite: no circle */
    double area_um2;                   /* of a slab that has no circle */
} lam_volumes;

/* Slabs of a network, and the populations whose currents are summed. */
typedef struct lam_slabs {
    lam_volumes volumes;
    size_t n_populations; /* 0: all */
    const size_t *populations;
} lam_slabs;

/* Check volumes. LAM_ERR_INPUT names what is wrong. */
lam_status lam_volume_check(const lam_volumes *volumes);
/* Volumes that own what their members point to, checked. Of what cannot tell infinity: a place
 * 1e9 um away, and a radius of 0, become infinite. `destroy` takes NULL. */
lam_status lam_volumes_copy(const lam_volumes *of, lam_volumes **volumes_out);
void lam_volumes_destroy(lam_volumes *volumes);
/* For each node, the share of its membrane current that is in a box, divided by the volume of the
 * box: uA/mm3 for each nA. */
lam_status lam_volume_density(const lam_volumes *volumes, size_t volume, const lam_tree *tree,
                              const double offset_um[3], double *uA_mm3_nA_out);

#ifdef __cplusplus
}
#endif

#endif
