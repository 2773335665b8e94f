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

/* EEG or MEG sensors, and how the column stands in the head: its x axis points to `right`, its z
 * axis, which leads to the pia, to `up`. Both vectors have length 1. */
typedef struct lam_sensor_set {
    const char *name;
    bool is_meg;
    const char *model; /* of the head: "infinite", "four_sphere", "sphere", "table" */
    size_t n;
    const double *positions_mm; /* [n][3]; NULL: a table has the leads and no positions */
    const double *orientations; /* of MEG, [n][3], length 1; else NULL */
    const char *const *names;   /* [n]; NULL: the sensors have no names */
    double dipole_mm[3];        /* where the column is; NAN: a table does not say */
    double right[3], up[3];
    const double *leads; /* [n][3], for the column's x, y, z: uV/nAm or fT/nAm */
} lam_sensor_set;

/* A lead is three numbers. They belong to one sensor and to one place of a current dipole. The
 * signal of sensor i is the sum over k = x, y, z of lead[3 i + k] q_nAm[k], with q the dipole
 * moment. Places are in mm, [n][3] for sensors. LAM_ERR_INPUT names the sensor, counted from 0. All
 * functions but lam_lead_table_read may be used by several threads at once. See docs/eeg-meg.md. */

/* The potential in an infinite, homogeneous medium, relative to a point far away. */
lam_status lam_eeg_infinite(double conductivity_S_m, const double dipole_mm[3], size_t n,
                            const double *sensors_mm, double *lead_uV_nAm_out);

/* Four spheres: brain, cerebrospinal fluid, skull, scalp. The radii are the outer ones, from the
 * inside out. Naess et al. 2017 (doi 10.3389/fnhum.2017.00490) have 79, 80, 85, 90 mm and 0.3, 1.5,
 * 0.015, 0.3 S/m. */
typedef struct lam_sphere_head {
    double centre_mm[3], radii_mm[4], conductivity_S_m[4];
} lam_sphere_head;

/* The potential in that head, relative to its mean over the scalp. The dipole is in the brain. A
 * sensor is anywhere in the head, or at most 0.01 mm outside of it, but not at the dipole. A series
 * is summed to double precision. A sensor and a dipole that are both at the surface of the brain
 * are refused, because they would need over half a million terms. With r and r0 the distances of
 * sensor and dipole from the centre, and R the radius of the brain, this is where r0/r or, for a
 * sensor in the brain, r r0/R^2 is above 0.9999. */
lam_status lam_eeg_four_sphere(const lam_sphere_head *head, const double dipole_mm[3], size_t n,
                               const double *sensors_mm, double *lead_uV_nAm_out);

/* The magnetic field along each sensor's orientation, [n][3], whose length does not matter.
 *  infinite  in an infinite, homogeneous medium; only the dipole's own current makes a field
 *  sphere    around a conducting sphere, or spherical shells of any conductivities (Sarvas 1987,
 *            doi 10.1088/0031-9155/32/1/004); the dipole is inside, the sensors are outside */
lam_status lam_meg_infinite(const double dipole_mm[3], size_t n, const double *sensors_mm,
                            const double *orientations, double *lead_fT_nAm_out);
lam_status lam_meg_sphere(const double centre_mm[3], double radius_mm, const double dipole_mm[3],
                          size_t n, const double *sensors_mm, const double *orientations,
                          double *lead_fT_nAm_out);

/* Leads for a head of any shape, which another program has computed. */
typedef struct lam_lead_table {
    size_t n;
    double *leads;     /* [n][3] */
    char **names;      /* [n], all different; NULL: the sensors have no names */
    const char *units; /* "uV/nAm" or "fT/nAm" */
} lam_lead_table;

/* Read such leads from a text file or an HDF5 file (docs/eeg-meg.md). LAM_ERR_INPUT names the
 * file, the line or the path in it, and what is accepted. The caller frees the table
 * (lam_lead_table_free). */
lam_status lam_lead_table_read(const char *path, lam_lead_table *table_out);
void lam_lead_table_free(lam_lead_table *table);

#ifdef __cplusplus
}
#endif

#endif
