/* SPDX-License-Identifier: BSD-3-Clause
 * head.h - what EEG and MEG sensors see. */
#ifndef LAMINAE_HEAD_H
#define LAMINAE_HEAD_H

#include "laminae/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* EEG or MEG sensors, and how the column stands in the head: its x points to `right`, its z, the
 * way to the pia, `up`, both of length 1. */
typedef struct lam_sensor_set {
    const char *name;
    bool is_meg;
    const char *model; /* of the head: "infinite", "four_sphere", "sphere", "table" */
    size_t n;
    const double *positions_mm; /* [n][3]; NULL: those of a table */
    const double *orientations; /* [n][3], length 1, MEG; NULL */
    const char *const *names;   /* [n]; NULL: they have none */
    double dipole_mm[3];        /* of the column; NAN: that of a table */
    double right[3], up[3];
    const double *leads; /* [n][3] of the column's x, y, z: uV/nAm or fT/nAm */
} lam_sensor_set;

/* A lead: the three numbers by which a sensor multiplies the dipole moment (x, y, z) of a current
 * dipole at one place. Signal i of n sensors at a time: sum over k of lead[3 i + k] q_nAm[k].
 * Places are in mm, [n][3] for sensors. LAM_ERR_INPUT names the sensor, counted from 0. All
 * functions but lam_lead_table_read may be used by several threads at once. See docs/eeg-meg.md. */

/* The potential in an infinite, homogeneous medium, against a point far away. */
lam_status lam_eeg_infinite(double conductivity_S_m, const double dipole_mm[3], size_t n,
                            const double *sensors_mm, double *lead_uV_nAm_out);

/* Brain, cerebrospinal fluid, skull, scalp: outer radii from the inside out. Naess et al. 2017 (doi
 * 10.3389/fnhum.2017.00490) have 79, 80, 85, 90 mm and 0.3, 1.5, 0.015, 0.3 S/m. */
typedef struct lam_sphere_head {
    double centre_mm[3], radii_mm[4], conductivity_S_m[4];
} lam_sphere_head;

/* The potential in that head, against its mean over the scalp. The dipole is in the brain, sensors
 * anywhere in the head, not at the dipole, or at most 0.01 mm outside of it. A series is summed to
 * double precision. Refused for a sensor and a dipole that are both at the surface of the brain,
 * where that would take over half a million terms: with r and r0 from the centre to sensor and
 * dipole, R to the surface of the brain, where r0/r or, in the brain, r r0/R^2 is above 0.9999. */
lam_status lam_eeg_four_sphere(const lam_sphere_head *head, const double dipole_mm[3], size_t n,
                               const double *sensors_mm, double *lead_uV_nAm_out);

/* The magnetic field along each sensor's orientation, [n][3], whose length does not matter: in an
 * infinite, homogeneous medium, where only the dipole's own current makes a field; and outside of a
 * conducting sphere or spherical shells of any conductivities (Sarvas 1987, doi
 * 10.1088/0031-9155/32/1/004), the dipole in it, the sensors not. */
lam_status lam_meg_infinite(const double dipole_mm[3], size_t n, const double *sensors_mm,
                            const double *orientations, double *lead_fT_nAm_out);
lam_status lam_meg_sphere(const double centre_mm[3], double radius_mm, const double dipole_mm[3],
                          size_t n, const double *sensors_mm, const double *orientations,
                          double *lead_fT_nAm_out);

/* Leads that somebody has computed, for a head of any shape. */
typedef struct lam_lead_table {
    size_t n;
    double *leads;     /* [n][3] */
    char **names;      /* [n], each another; NULL: they have none */
    const char *units; /* "uV/nAm" or "fT/nAm" */
} lam_lead_table;

/* Read them from a text or an HDF5 file (docs/eeg-meg.md). LAM_ERR_INPUT names the file, the line
 * or the path in it, and what is accepted. The table is the caller's (lam_lead_table_free). */
lam_status lam_lead_table_read(const char *path, lam_lead_table *table_out);
void lam_lead_table_free(lam_lead_table *table);

#ifdef __cplusplus
}
#endif

#endif
