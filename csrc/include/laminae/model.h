/* SPDX-License-Identifier: BSD-3-Clause
 * model.h - a network's description: cells, connections, drives, what is measured. */
#ifndef LAMINAE_MODEL_H
#define LAMINAE_MODEL_H

#include "laminae/electrode.h"
#include "laminae/field.h"
#include "laminae/head.h"
#include "laminae/volume.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A number along a section (or of a synapse): one value, or one for each segment. */
typedef struct lam_parameter {
    const char *name;     /* as NEURON knows it: gbar_km, tau1 */
    size_t n_values;      /* 1, or the section's nseg */
    const double *values; /* INFINITY: the mechanism's default */
} lam_parameter;

typedef struct lam_mechanism {
    const char *name; /* km */
    size_t n_parameters;
    const lam_parameter *parameters;
} lam_mechanism;

typedef struct lam_section {
    const char *name;
    double L_um, diam_um, Ra_ohm_cm, cm_uF_cm2, v0_mV;
    size_t nseg;
    int parent; /* section of the same cell type, -1 for the root */
    double parent_x;
    int joined_end;                /* 0 or 1: which of its own ends is joined at parent_x */
    double start_um[3], end_um[3]; /* relative to the cell's position */
    size_t n_mechanisms;
    const lam_mechanism *mechanisms;
    size_t n_receptors;
    const size_t *receptors; /* indices into the cell type's receptors */
} lam_section;

/* A kind of synapse, such as ampa: an Exp2Syn with e (mV), tau1, tau2 (ms), or another point
 * process. */
typedef struct lam_receptor {
    const char *name;
    lam_mechanism synapse;
} lam_receptor;

/* A named place of synapses: proximal = apical_oblique, basal_2, basal_3. Each section is a
 * location, too. */
typedef struct lam_location {
    const char *name;
    size_t n_sections;
    const size_t *sections;
} lam_location;

typedef struct lam_cell_type {
    const char *name;          /* L5_pyramidal */
    const char *template_name; /* the HOC template: L5Pyr */
    const char *layer;         /* "2", "5" */
    const char *label;         /* short name in columns of text: L5 */
    int excitatory;            /* 1, 0 (inhibitory), -1: not said */
    bool own_shape;            /* the template makes shape and mechanisms; sections hold synapses */
    int dipole_section;        /* the scalar dipole is measured along this section; -1: no dipole */
    size_t n_sections, n_receptors, n_locations;
    const lam_section *sections; /* a parent stands before its children */
    const lam_receptor *receptors;
    const lam_location *locations;
} lam_cell_type;

/* One of several columns. Its cells have places, distances and seeds as if it were alone. */
typedef struct lam_model_column {
    const char *name;
    double at_um[3]; /* where its origin is in the network */
    double scale;    /* factor of its dipoles */
    size_t nx, ny;   /* of its grid */
    double inplane_distance_um, layer_separation_um;
    double origin_um[3]; /* where its drives stand, from its own origin */
    size_t n_gids;       /* of its cells and its drives' cells */
} lam_model_column;

/* Cells of one type, or the cells of one drive. gids: first_gid <= gid < end_gid. */
typedef struct lam_population {
    const char *name;
    int cell_type; /* -1: cells of a drive */
    int drive;     /* -1: real cells */
    int column;    /* whose it is; -1: the network's */
    size_t first_gid, end_gid;
    const char *baseline; /* the population's entry in a baseline file */
} lam_population;

/* Synapses from one population onto another. Weight and delay depend on the distance d in the
 * plane of the layers: weight_uS gain exp(-d^2/lamtha^2) and delay_ms exp(+d^2/lamtha^2). */
typedef struct lam_connection {
    size_t source, target; /* populations */
    const char *location;
    size_t n_sections;
    const size_t *sections; /* of the target's cell type; each gets a synapse of full weight */
    size_t receptor;        /* of the target's cell type */
    double weight_uS, delay_ms, gain;
    double lamtha;       /* in in-plane distances; infinite: distance does not count */
    double threshold_mV; /* of its sources */
    double probability;  /* as stated; n_pairs is the number that was drawn */
    bool autapses;       /* a cell projects onto itself, too */
    size_t n_pairs;
    const struct lam_pair_set *pairs; /* NULL: each source with each target, see autapses */
} lam_connection;

/* The mean rate of drive cells first_cell <= k < end_cell. */
typedef struct lam_drive_rate {
    size_t first_cell, end_cell;
    double rate_Hz;
} lam_drive_rate;

/* Cells that fire at given or random times, which lam_drive_events draws. */
typedef struct lam_drive {
    const char *name;
    const char *kind;     /* "evoked", "poisson", "bursty", "spike_train" */
    const char *location; /* of its synapses; NULL: its connections are listed one by one */
    bool cell_specific;
    size_t n_cells;
    int64_t event_seed;         /* as used, shift included */
    double mu_ms, sigma_ms;     /* evoked */
    size_t n_spikes;            /* evoked: of each cell; bursty: of each burst */
    double tstart_ms, tstop_ms; /* poisson, bursty; tstop_ms infinite: the end of the run */
    size_t n_rates;             /* poisson; a cell without a rate is silent */
    const lam_drive_rate *rates;
    double tstart_std_ms, burst_rate_Hz, burst_std_ms, spike_isi_ms; /* bursty */
    const size_t *first_spike; /* spike_train: [n_cells + 1] into spike_ms */
    const double *spike_ms;
    double position_um[3];
} lam_drive;

/* A constant current into the middle of a section of some cells of a population. */
typedef struct lam_bias {
    const char *name;
    size_t population, section;
    double amplitude_nA, tstart_ms, tstop_ms; /* tstop_ms infinite: the end of the run */
    size_t n_cells;
    const size_t *gids; /* [n_cells], ascending */
} lam_bias;

/* Everything that a program needs to build the network. It is read only. It lives until the network
 * is changed or destroyed. */
typedef struct lam_model {
    const char *name;
    const char *model_of; /* the release that it, or what it is made from, is a model of; "" */
    const char *baseline; /* "hnn", "none" or "run": the default of a run */
    double celsius, threshold_mV;
    double tstop_ms, dt_ms;  /* defaults of a run */
    double settle_ms;        /* a trial starts from the state after so long a rest; 0: from v0 */
    size_t trials;           /* default of a run */
    double seed;             /* default of a run, a whole number */
    double scale, smooth_ms; /* defaults of how a dipole is shown */
    size_t nx, ny;           /* of the grid; HNN takes nx ny for the number of a layer's pyramids */
    bool on_lattice;         /* some population stands on the points of the grid */
    double inplane_distance_um; /* between neighbouring pyramidal cells */
    size_t n_columns;           /* 0: it is one; else nx, ny and so on are those of the first */
    size_t n_cells, n_gids;     /* real cells; real cells and the drives' cells */
    size_t n_cell_types, n_populations, n_connections, n_drives, n_biases, n_arrays;
    size_t n_electric_fields, n_slabs, n_sensor_sets;
    const lam_model_column *columns;
    const lam_cell_type *cell_types;
    const lam_population *populations; /* real cells first, then drives, gids ascending */
    const lam_connection *connections;
    const lam_drive *drives;
    const lam_bias *biases;
    const lam_electric_field *electric_fields;
    const lam_electrode_array *arrays;
    const struct lam_slabs *slabs;
    const lam_sensor_set *sensor_sets; /* EEG, then MEG */
} lam_model;

/* Whether a membrane mechanism of this name is one of the column's own. */
bool lam_mechanism_is_ours(const char *mechanism);

#ifdef __cplusplus
}
#endif

#endif
