/* SPDX-License-Identifier: BSD-3-Clause
 * laminae.h - the public face of liblaminae, the numerical core of Laminae.
 *
 * The library knows nothing of NEURON or MPI, never prints, never exits. Conventions:
 *  - a function that can fail returns a lam_status; on failure lam_error() is one line that names
 *    the thing, its value and what is accepted; outputs come last and are untouched on failure;
 *  - units stand in the names where a number crosses a boundary (z_um, q_fAm, dt_ms);
 *  - `const` pointers inside the structs below belong to the object that handed them out;
 *  - objects may be used by one thread at a time, unless the function says otherwise.
 *
 * Channel rates, which are inlined into mechanisms, are in lam_kernel.h. */
#ifndef LAMINAE_H
#define LAMINAE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LAM_VERSION "0.1.0"

/* ---- status ---- */

#define LAM_STATUS_LIST(ENTRY)                                                                     \
    ENTRY(LAM_OK, "no error")                                                                      \
    ENTRY(LAM_ERR_INPUT, "bad input")                                                              \
    ENTRY(LAM_ERR_STATE, "called in the wrong order")                                              \
    ENTRY(LAM_ERR_IO, "cannot read or write")                                                      \
    ENTRY(LAM_ERR_MEMORY, "out of memory")

typedef enum lam_status {
#define LAM_STATUS_ENUM(name, text) name,
    LAM_STATUS_LIST(LAM_STATUS_ENUM)
#undef LAM_STATUS_ENUM
} lam_status;

/* The text of a status code; never NULL. */
const char *lam_status_text(lam_status status);

/* What went wrong last on this thread, one line without a newline; "" before any failure. */
const char *lam_error(void);

/* ---- random numbers (lam_random.c, lam_pcg64.c) ---- */

/* The Mersenne Twister MT19937 (Matsumoto & Nishimura 1998, doi 10.1145/272991.272995) with the
 * seeding and the transformations of numpy.random.RandomState, draw for draw. */
typedef struct lam_mt19937 {
    uint32_t key[624];
    int position;
    bool has_normal;
    double kept_normal; /* the polar method makes two deviates, the second waits here */
} lam_mt19937;

/* As numpy.random.RandomState(seed). */
void lam_mt19937_seed(lam_mt19937 *rng, uint32_t seed);
/* Uniform on [0, 1), 53 bits. */
double lam_mt19937_uniform(lam_mt19937 *rng);
/* Normal deviate, polar method (Marsaglia & Bray 1964). */
double lam_mt19937_normal(lam_mt19937 *rng, double mean, double sd);
/* Exponential deviate, by inversion. */
double lam_mt19937_exponential(lam_mt19937 *rng, double mean);

/* Choose n_chosen of n_things < 2^32 - 1, each at most once: is_chosen_out[n_things] marks the
 * things of numpy.random.default_rng(seed).choice(n_things, n_chosen, replace=False). */
lam_status lam_choose(uint64_t seed, size_t n_things, size_t n_chosen, bool *is_chosen_out);

/* ---- the network's description (lam_network.c, read by lam_network_read.c) ---- */

/* A number along a section (or of a synapse): one value, or one for each segment. */
typedef struct lam_parameter {
    const char *name; /* as NEURON knows it: gbar_km, tau1 */
    size_t n_values;  /* 1, or the section's nseg; infinite: the mechanism's default */
    const double *values;
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
    int joined_end;                /* 0 or 1: the end of its own that is at parent_x */
    double start_um[3], end_um[3]; /* relative to the cell's position */
    size_t n_mechanisms;
    const lam_mechanism *mechanisms;
    size_t n_receptors;
    const size_t *receptors; /* indices into the cell type's receptors */
} lam_section;

/* A kind of synapse: ampa, an Exp2Syn with e (mV), tau1, tau2 (ms), or another point process. */
typedef struct lam_receptor {
    const char *name;
    lam_mechanism synapse;
} lam_receptor;

/* A named place of synapses: proximal = apical_oblique, basal_2, basal_3. Each section is one. */
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
    bool own_shape;            /* the template makes shape and mechanisms: sections hold synapses */
    int dipole_section; /* the scalar dipole is measured along this section; -1: not measured */
    size_t n_sections, n_receptors, n_locations;
    const lam_section *sections; /* a parent stands before its children */
    const lam_receptor *receptors;
    const lam_location *locations;
} lam_cell_type;

/* Cells of one type, or the cells of one drive. gids: first_gid <= gid < end_gid. */
typedef struct lam_population {
    const char *name;
    int cell_type; /* -1: cells of a drive */
    int drive;     /* -1: real cells */
    size_t first_gid, end_gid;
    const char *baseline; /* the entry of a baseline file that is this population's */
} lam_population;

/* Synapses from one population onto another. Weight and delay depend on the distance d in the
 * plane of the layers: weight exp(-d^2/lamtha^2), delay exp(+d^2/lamtha^2). */
typedef struct lam_connection {
    size_t source, target; /* populations */
    const char *location;
    size_t n_sections;
    const size_t *sections; /* of the target's cell type; each gets a synapse of full weight */
    size_t receptor;        /* of the target's cell type */
    double weight_uS, delay_ms, gain;
    double lamtha;       /* in in-plane distances */
    double threshold_mV; /* of its sources */
    double probability;  /* as stated; n_pairs are what was drawn */
    bool autapses;
    size_t n_pairs;
    const struct lam_pair_set *pairs; /* NULL: every source but, perhaps, itself */
} lam_connection;

/* How often drive cells first_cell <= k < end_cell fire. */
typedef struct lam_drive_rate {
    size_t first_cell, end_cell;
    double rate_Hz;
} lam_drive_rate;

/* Cells that fire at given or random times: lam_drive_events. */
typedef struct lam_drive {
    const char *name;
    const char *kind;     /* "evoked", "poisson", "bursty", "spike_train" */
    const char *location; /* NULL: its connections are listed one by one */
    bool cell_specific;
    size_t n_cells;
    int64_t event_seed;         /* as used, shift included */
    double mu_ms, sigma_ms;     /* evoked */
    size_t n_spikes;            /* evoked: of each cell; bursty: of each burst */
    double tstart_ms, tstop_ms; /* poisson, bursty; tstop_ms infinite: the end of the run */
    size_t n_rates;             /* poisson; a cell in none of them is silent */
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

/* A plane across z, beyond which the medium conducts otherwise. */
typedef struct lam_boundary {
    double z_um;             /* NAN: there is none */
    double conductivity_S_m; /* beyond it; 0: an insulator, glass or air */
} lam_boundary;

/* Contacts at which the extracellular potential is wanted. */
typedef struct lam_electrode_array {
    const char *name;
    size_t n_contacts;
    const double *positions_um; /* [n_contacts][3] */
    const char *method;         /* "psa": segments are points; "lsa": lines; "root_as_point":
                                   lines, but that of the root section; "none": not computed */
    double conductivity_S_m[3]; /* along x, y, z */
    double min_distance_um;     /* to a source; 0: the radius of the segment */
    double radius_um;           /* of a contact, a disc; 0: a point */
    size_t n_points;            /* of the disc, whose mean is taken */
    const double *normals;      /* [n_contacts][3], length 1; NULL: points */
    lam_boundary below, above;  /* of the tissue, where its conductivity ends */
    size_t n_populations;       /* that contribute; 0: all */
    const size_t *populations;
    bool apart;                        /* what each population contributes is kept, too */
    const struct lam_csd_options *csd; /* of the results, a depth being -z; NULL: none */
} lam_electrode_array;

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

/* Everything a program needs to build the network; read only, lives as long as the network and
 * until it is changed. */
typedef struct lam_model {
    const char *name;
    const char *baseline; /* "hnn", "none" or "run": the default of a run */
    double celsius, threshold_mV;
    double tstop_ms, dt_ms;  /* defaults of a run */
    size_t trials;           /* default of a run */
    double seed;             /* likewise, a whole number */
    double scale, smooth_ms; /* defaults of what is shown of a dipole */
    size_t nx, ny;           /* of the grid; nx ny is what HNN takes for the pyramids of a layer */
    bool on_lattice;         /* some population stands on the points of the grid */
    double inplane_distance_um; /* between neighbouring pyramidal cells */
    size_t n_cells, n_gids;     /* real cells; with the drives' cells */
    size_t n_cell_types, n_populations, n_connections, n_drives, n_biases, n_arrays;
    size_t n_slabs, n_sensor_sets;
    const lam_cell_type *cell_types;
    const lam_population *populations; /* real cells first, then drives, gids ascending */
    const lam_connection *connections;
    const lam_drive *drives;
    const lam_bias *biases;
    const lam_electrode_array *arrays;
    const struct lam_slabs *slabs;
    const lam_sensor_set *sensor_sets; /* EEG, then MEG */
} lam_model;

typedef struct lam_network lam_network;

/* How a network is opened; zeros and NULLs ask for nothing. */
typedef struct lam_network_options {
    const char *models_directory; /* of the project's models, for files that build upon one */
    const char *drives;           /* a file whose drives are added */
    const char *config;           /* a file of changes, before the ones that follow */
    size_t n_changes;
    const char *const *changes; /* "PATH=VALUE", docs/network-file.md */
    double inplane_distance_um; /* above 0: where a file of HNN's does not say it */
    const char *sensors;        /* a file whose arrays, slabs and sensors are added */
    size_t n_probes;
    const char *const *probes; /* "NAME=X,Y,Z0:Z1:DZ[,METHOD]", arrays that are added */
} lam_network_options;

/* Read a network: a network file (docs/network-file.md), the results.h5 of a run, HNN-core's
 * network file, or a parameter file of HNN's, .param or flat JSON. `options` may be NULL.
 * LAM_ERR_INPUT names file, path inside it and what is accepted. *network_out is owned by the
 * caller (lam_network_destroy). */
lam_status lam_network_open(const char *path, const lam_network_options *options,
                            lam_network **network_out);
/* The same without options. */
lam_status lam_network_read(const char *path, lam_network **network_out);
/* Change the description: set what a path names to a value, as lam_network_options.changes does,
 * and make the model anew; all that the model has handed out before is gone. On failure nothing has
 * changed. */
lam_status lam_network_set(lam_network *network, const char *path, const char *value);
/* Several at once, which make sense only together: "PATH=VALUE", a line each. */
lam_status lam_network_change(lam_network *network, const char *lines);
/* The same in parts, for what takes several values: put numbers and texts (NULL: removed) where
 * paths say, objects on the way being made, then update. If any of that fails, all is as before the
 * first put. */
lam_status lam_network_put_number(lam_network *network, const char *path, double number);
lam_status lam_network_put_text(lam_network *network, const char *path, const char *text);
lam_status lam_network_put_flag(lam_network *network, const char *path, bool flag);
lam_status lam_network_put_numbers(lam_network *network, const char *path, size_t n,
                                   const double *numbers);
/* An empty object: where there is nothing yet; at the end of a list, "connections". */
lam_status lam_network_insert(lam_network *network, const char *path);
lam_status lam_network_append(lam_network *network, const char *key, size_t *place_out);
lam_status lam_network_update(lam_network *network);
/* Connections that the description lists and a pattern FROM>TO:RECEPTOR@LOCATION, of names with *,
 * matches: those that have one cell among their sources, one among their targets (SIZE_MAX: any).
 * There may be none. *indices_out, their places in the list, is the caller's to free. */
lam_status lam_network_pick(const lam_network *network, const char *pattern, size_t source_gid,
                            size_t target_gid, size_t *n_out, size_t **indices_out);
/* Changes, as lam_network_set makes them: the connections that match go; their "gain" or "weight"
 * is multiplied; gains between excitatory (e) and inhibitory (i) cells are set (NAN: left), as
 * HNN-core's set_global_synaptic_gains does; all drives or all connections between cells go; a
 * population or drive gets another name, everywhere. */
lam_status lam_network_remove_connections(lam_network *network, const char *pattern);
lam_status lam_network_scale_connections(lam_network *network, const char *pattern, const char *key,
                                         double factor);
lam_status lam_network_set_gains(lam_network *network, double e_e, double e_i, double i_e,
                                 double i_i);
lam_status lam_network_clear(lam_network *network, bool drives, bool connections);
lam_status lam_network_rename(lam_network *network, const char *from, const char *to);
/* A cell type is built by another HOC template; own_shape: which makes shape and mechanisms itself,
 * so that of the type's sections only the synapses stay. */
lam_status lam_network_use_template(lam_network *network, const char *cell,
                                    const char *template_name, bool own_shape);
/* What was noticed in reading but is no error: lines, each ended by a newline; "" if nothing. */
const char *lam_network_warnings(const lam_network *network);
void lam_network_destroy(lam_network *network);
const lam_model *lam_network_model(const lam_network *network);
/* The complete description as JSON, files it extends merged in; owned by the network until it is
 * changed. NULL: out of memory. */
const char *lam_network_json(const lam_network *network);
/* Write HNN-core's network file (docs/hnn-files.md), which HNN-core 0.6.1 reads and runs with
 * the same result; the file is replaced when the new one is whole. What it cannot carry is refused
 * (LAM_ERR_INPUT names the first of it), or, lossy, left out. Refused, too, unless forced: a file
 * that is there and is no earlier export, or is one that the network was read from. */
lam_status lam_network_export(const lam_network *network, const char *path, bool lossy, bool force);
/* Position of a cell's origin (drives: the centre of the column). */
lam_status lam_network_position(const lam_network *network, size_t gid, double xyz_um_out[3]);
/* The voltage through which a cell of the network fires: of the last connection that has it as a
 * source, else the network's. */
lam_status lam_network_threshold(const lam_network *network, size_t gid, double *threshold_mV_out);
/* The sources of one connection onto one target cell, gids ascending, those left out whose delay
 * exceeds max_delay_ms. Looked at are only those that are not clearly too far; the arrays hold as
 * many values as lam_network_candidates counts of these. */
lam_status lam_network_sources(const lam_network *network, size_t connection, size_t target_gid,
                               double max_delay_ms, size_t *n_out, double *gid_out,
                               double *weight_uS_out, double *delay_ms_out);
lam_status lam_network_candidates(const lam_network *network, size_t connection, size_t target_gid,
                                  double max_delay_ms, size_t *n_out);

/* ---- cells over ranks (lam_deal.c) ---- */

/* What a cell of a type costs: about so many ns a step; of a shape that a template makes only the
 * synapses are known. */
uint64_t lam_cell_cost(const lam_cell_type *type);
/* The cells of one of n_ranks <= n_cells: the costliest are dealt first, each to the rank that has
 * the least to do so far (Graham 1969, doi 10.1137/0117039). Ascending, at least one;
 * *gids_out[*n_out] is the caller's to free. */
lam_status lam_network_deal(const lam_network *network, size_t rank, size_t n_ranks, size_t *n_out,
                            size_t **gids_out);

/* ---- a network in words (lam_describe.c) ---- */

/* Tables of all there is in a network, at most about 100 columns wide, and a line with path, value
 * and unit for each number of its description that can be changed. The texts are the caller's to
 * free. */
lam_status lam_describe(const lam_network *network, char **text_out);
lam_status lam_describe_paths(const lam_network *network, char **text_out);

/* ---- drives (lam_events.c) ---- */

/* Event times of cell `cell` (0 ...) of a drive in one trial, ascending, those outside ]0, tstop]
 * left out: HNN-core's, draw for draw, with s = event_seed + seed + trial*n_gids.
 *  evoked       n_spikes normal deviates (mu, sigma) of RandomState(s + cell)
 *  poisson      exponential intervals of RandomState(s + cell) from tstart until the drive's tstop
 *  bursty       bursts are 1000/burst_rate apart, the first at tstart, which with tstart_std > 0 is
 *               a normal deviate of RandomState(s); the middle of each varies by burst_std, a
 *               deviate of RandomState(s + cell); its spikes stand spike_isi apart about the middle
 *  spike_train  the times listed, in every trial
 * LAM_ERR_INPUT: s or s + cell is no seed of RandomState, a rate is not above 0, a cell has more
 * than 10^7 events. *times_ms_out is owned by the caller (free); also when there are none. */
lam_status lam_drive_events(const lam_network *network, size_t drive, size_t cell, size_t trial,
                            int64_t seed, double tstop_ms, size_t *n_out, double **times_ms_out);

/* ---- shapes (lam_shape.c) ---- */

/* A section as NEURON lays it out in space. Points are NEURON's 3-d points, floats as there; the
 * first is that of the end which is joined to the parent. */
typedef struct lam_shape_section {
    int parent;       /* an earlier section, -1: none */
    double parent_x;  /* where it leaves the parent, 0 to 1 */
    bool is_reversed; /* it is joined by its end 1 */
    bool has_style;   /* pt3dstyle(1, style_um): it moves as that place of its parent has moved */
    float style_um[3];
    double length_um;
    size_t n_segments, n_points; /* points of its own, 0: NEURON's default shape */
} lam_shape_section;

typedef struct lam_shape_point {
    float xyz_um[3];
    double arc_um; /* from the first point on */
} lam_shape_point;

/* How many points the section has when it is laid out. */
size_t lam_shape_n_points(const lam_shape_section *section);
/* What NEURON's define_shape() would make of a cell's points, those of all its sections in turn:
 * sections without points get some; the others are moved to their parents, unless is_fixed, which
 * is pt3dconst(1). A root without points starts at (0, 0, root_z_um). points_out has room for
 * lam_shape_n_points of each section. LAM_ERR_INPUT: a section with 1 point, without segments,
 * before its parent. */
lam_status lam_shape_lay_out(size_t n, const lam_shape_section *sections,
                             const lam_shape_point *points, bool is_fixed, double root_z_um,
                             lam_shape_point *points_out);
/* Where x, 0 to 1, of a section is that has been laid out: points are its own. */
void lam_shape_place(const lam_shape_section *section, const lam_shape_point *points, double x,
                     double place_um_out[3]);

/* ---- cables (lam_tree.c) ---- */

/* A node of a cell as NEURON discretises it: the middle of a segment, or the end of a section. No
 * current crosses the membrane at an end; nothing samples its voltage, which is the
 * conductance-weighted mean of its neighbours', and these must be sampled. (An end where a point
 * process stands is sampled like a segment.) */
typedef struct lam_node {
    int parent;          /* -1 for node 0, the root; a parent stands before its children */
    double r_axial_MOhm; /* to the parent; unused at the root */
    bool is_sampled;
    bool is_source; /* its membrane current counts in what electrodes measure */
    double place_um[3];
    double start_um[3], end_um[3], diam_um; /* of the segment; of an end its place, twice */
    bool is_inner;                          /* a segment that reaches neither end of its section */
    bool is_root;                           /* of the root section */
    double path_um[3]; /* way of the current from the parent to it, as HNN measures its dipole */
} lam_node;

typedef struct lam_tree {
    size_t n_nodes;
    const lam_node *nodes;
} lam_tree;

/* Weights on the sampled nodes' voltages, the others' are 0, so that sum of weight * v_mV is
 *  axial      the sum of value[i] times the axial current from its parent to node i (nA),
 *  membrane   the sum of value[i] times what leaves the cell at node i of all axial current (nA):
 *             the membrane current, but for what an electrode injects there. */
lam_status lam_tree_axial(const lam_tree *tree, const double *value, double *node_weights_out);
lam_status lam_tree_membrane(const lam_tree *tree, const double *value, double *node_weights_out);
/* Nodes that next to no resistance joins to a neighbour: what flows between them does not follow
 * from their voltages, which differ by less than a double can tell. */
void lam_tree_tight(const lam_tree *tree, bool *is_tight_out);

/* ---- lead fields (lam_leadfield.c) ---- */

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

/* ---- electrodes (lam_electrode.c) ---- */

/* The potential at a contact that 1 nA makes which leaves a segment's membrane: its transfer
 * resistance (uV/nA = kOhm), of all nodes of a tree that stands at offset_um. Nodes that are no
 * sources have 0. lines_as_hnn: line sources of the lengths that HNN-core 0.6 gives them, where a
 * section's inner segments are twice as long as they are. LAM_ERR_INPUT: contact or segment outside
 * of the tissue. */
lam_status lam_electrode_resistance(const lam_electrode_array *array, size_t contact,
                                    const lam_tree *tree, const double offset_um[3],
                                    bool lines_as_hnn, double *uV_nA_out);
/* Whether an array makes sense: LAM_ERR_INPUT names what does not. */
lam_status lam_electrode_check(const lam_electrode_array *array);

/* ---- current source density itself (lam_volume.c) ---- */

/* Volumes in which membrane current is summed: boxes lower <= x, y, z < upper, which may be
 * infinite in x and y; where both are, or the boxes reach only radius_um from an axis along z, a
 * volume is a slab: of area_um2, or of the circle's area. */
typedef struct lam_volumes {
    const char *name;
    size_t n;
    const double *lower_um, *upper_um; /* [n][3] */
    double axis_um[2], radius_um;      /* infinite: no circle */
    double area_um2;                   /* of a slab without a circle */
} lam_volumes;

/* Of a network: which populations' currents are summed. */
typedef struct lam_slabs {
    lam_volumes volumes;
    size_t n_populations; /* 0: all */
    const size_t *populations;
} lam_slabs;

/* Whether they make sense: LAM_ERR_INPUT names what does not. */
lam_status lam_volume_check(const lam_volumes *volumes);
/* The share of each node's membrane current in a box, over its volume: uA/mm3 for each nA. */
lam_status lam_volume_density(const lam_volumes *volumes, size_t volume, const lam_tree *tree,
                              const double offset_um[3], double *uA_mm3_nA_out);

/* ---- cells whose currents are measured (lam_sources.c) ---- */

/* Cells, each a tree at a place, in groups (populations); their segments are rows of a lead field.
 * Calling order: create; for each shape lam_sources_tree and its nodes; for each cell
 * lam_sources_cell and its currents, cells of a group one after the other; then signals. */
typedef struct lam_sources lam_sources;

lam_status lam_sources_create(lam_sources **sources_out);
void lam_sources_destroy(lam_sources *sources);
/* A new tree without nodes, along whose axis (of length 1) HNN's scalar dipole is measured. */
lam_status lam_sources_tree(lam_sources *sources, const double axis[3], size_t *tree_out);
/* A further node of the last tree. */
lam_status lam_sources_node(lam_sources *sources, const lam_node *node);
/* A cell of that shape; its sampled nodes are as many rows of the lead field, in their order. */
lam_status lam_sources_cell(lam_sources *sources, lam_leadfield *leadfield, size_t tree,
                            size_t group, const double offset_um[3], size_t *first_row_out);
/* Of a tree that has a cell: lam_tree_tight of its n nodes. Of those that are sampled every cell
 * needs the membrane current. *is_tight_out is borrowed, until another cell is added. */
lam_status lam_sources_tight(const lam_sources *sources, size_t tree, size_t *n_out,
                             const bool **is_tight_out);

typedef enum lam_current_kind {
    LAM_INJECTED,        /* by an electrode */
    LAM_MEMBRANE,        /* all that leaves through the membrane there */
    LAM_MEMBRANE_UNTOLD, /* likewise, where an electrode stands whose own current is not known */
} lam_current_kind;

/* A current (nA) of the cell added last, at a sampled node. */
lam_status lam_sources_current(lam_sources *sources, lam_leadfield *leadfield, size_t node,
                               lam_current_kind kind, size_t *current_out);

/* Signals of the cells whose group is one of these (`is_group` of n_groups; NULL: of all cells).
 * *first_signal_out is the first of:
 *  dipole    x, y, z of the current dipole moment: axial currents times lengths, fAm = nA um
 *  moment    x, y, z of the sum of membrane currents times places, which depends on the origin
 * while electrodes inject; without them it is the dipole scalar    one: HNN's dipole, axial
 * currents times their way, along the axis (fAm) array     one a contact (uV) volumes   one a box
 * (uA/mm3) */
lam_status lam_sources_dipole(const lam_sources *sources, lam_leadfield *leadfield,
                              const bool *is_group, size_t n_groups, size_t *first_signal_out);
lam_status lam_sources_moment(const lam_sources *sources, lam_leadfield *leadfield,
                              const bool *is_group, size_t n_groups, size_t *first_signal_out);
lam_status lam_sources_scalar(const lam_sources *sources, lam_leadfield *leadfield,
                              const bool *is_group, size_t n_groups, size_t *first_signal_out);
lam_status lam_sources_array(const lam_sources *sources, lam_leadfield *leadfield,
                             const lam_electrode_array *array, bool lines_as_hnn,
                             const bool *is_group, size_t n_groups, size_t *first_signal_out);
lam_status lam_sources_volumes(const lam_sources *sources, lam_leadfield *leadfield,
                               const lam_volumes *volumes, const bool *is_group, size_t n_groups,
                               size_t *first_signal_out);

/* ---- what to record (lam_record.c) ---- */

enum { LAM_RECORD_SIZE = 256 }; /* bytes of each part */

/* KIND[:WHO[:SECTION]], WHO and SECTION "all" where they are not given. */
typedef struct lam_record {
    char kind[LAM_RECORD_SIZE];    /* "v", "ca", "i", or a variable: NEURON knows which there are */
    char who[LAM_RECORD_SIZE];     /* "all", a population, or gids: "0,3,170-179" */
    char section[LAM_RECORD_SIZE]; /* "all", or a section that one of those cells has */
} lam_record;

/* Read such a text; is_selected_out[n_gids of the model] says for every gid whether it is one of
 * the cells. LAM_ERR_INPUT names the part, its value and what is accepted. */
lam_status lam_record_read(const lam_network *network, const char *text, lam_record *record_out,
                           bool *is_selected_out);
/* Always LAM_ERR_INPUT: nothing could be recorded for `text`, whose kind is `kind`, in a network
 * where there are these n_kinds kinds of variables. */
lam_status lam_record_refuse(const char *text, const char *kind, size_t n_kinds,
                             const char *const *kinds);
/* Every how many steps of dt_ms a sample is taken each record_dt_ms; LAM_ERR_INPUT where that is
 * no whole number. */
lam_status lam_record_every(double record_dt_ms, double dt_ms, size_t *every_out);

/* ---- traces (lam_trace.c) ---- */

/* Samples of single variables, one trace each. They are written to a file as the run goes: at most
 * 64 MB, or 576 bytes a trace, are in memory. Calling order: create, add; for each run start,
 * (lam_trace_sample by the mechanism LaminaeTrace), finish; then read. The mechanism reaches the
 * one object between its start and its finish. */
typedef struct lam_traces lam_traces;

/* number: by which the mechanism knows them from others. */
lam_status lam_trace_create(size_t number, lam_traces **traces_out);
void lam_trace_destroy(lam_traces *traces);
/* A trace of a variable in a section of a cell. *slot_out is its number, as many as there were
 * before; or that of the same trace, added before. */
lam_status lam_trace_add(lam_traces *traces, size_t gid, const char *section, const char *variable,
                         const char *units, size_t *slot_out);
/* The number of a trace; LAM_ERR_INPUT: there is none. */
lam_status lam_trace_find(const lam_traces *traces, size_t gid, const char *section,
                          const char *variable, size_t *slot_out);
size_t lam_trace_count(const lam_traces *traces);
/* Before a run of n_samples steps of dt_ms, the first at t = 0, of which every `every`th is kept:
 * make the file and reserve its place on the disk. path: see lam_results_traces; NULL: a file
 * without a name in the folder TMPDIR, else /var/tmp, gone with the process. The samples of an
 * earlier run are given up. */
lam_status lam_trace_start(lam_traces *traces, const char *path, size_t n_samples, double dt_ms,
                           size_t every);
/* After a run: the rest is written; of one that ended early, samples that it did not reach are 0.
 * Also reports what could not be written during the run. */
lam_status lam_trace_finish(lam_traces *traces);
/* How many samples each trace has after a run, and those of one trace. */
lam_status lam_trace_samples(const lam_traces *traces, size_t *n_out);
lam_status lam_trace_read(const lam_traces *traces, size_t slot, double *samples_out);

/* ---- watching a run (lam_watch.c) ---- */

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

/* ---- a run's numbers (lam_run.c, lam_models.c) ---- */

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

/* ---- baseline (lam_baseline.c) ---- */

/* Subtract the baseline of a file (params/baseline/hnn.json) from a population's dipole, in place:
 * n_cells times a straight line in time for each stretch of time. Times that do not grow are
 * refused. */
lam_status lam_baseline_subtract(const char *path, const char *population, size_t n_cells,
                                 size_t n_samples, const double *time_ms, double *q_fAm);

/* ---- current source density (lam_csd.c) ---- */

/* docs/csd.md has the equations. In a network file "second_difference", "delta", "step", "kernel".
 */
typedef enum lam_csd_method {
    LAM_CSD_SECOND_DIFFERENCE, /* equally spaced contacts, four or more */
    LAM_CSD_DELTA,             /* inverse method: a disc at each of three contacts or more */
    LAM_CSD_STEP,              /* inverse method: a cylinder about each, of constant density */
    LAM_CSD_KERNEL             /* kernel method: many Gaussian cylinders */
} lam_csd_method;

/* LAM_ERR_INPUT lists the names. */
lam_status lam_csd_method_read(const char *name, lam_csd_method *method_out);

/* The second difference needs the first two alone, and does not look at the others. */
typedef struct lam_csd_options {
    lam_csd_method method;
    double conductivity_S_m;
    double radius_um;            /* of the sources: 0.001 to 1e6 */
    double conductivity_top_S_m; /* above the surface, INFINITY too; NAN: the same as below */
    double surface_um;           /* depth of the surface; needed where these differ */
    double kernel_width_um;      /* kernel: standard deviation of a source */
    double regularisation;       /* kernel: 0 to 1; NAN: lam_csd_regularisation's */
} lam_csd_options;

/* The sources at the contacts' depths, csd_uA_mm3_out[n_contacts][n_samples], of potentials
 * phi_uV[n_contacts][n_samples]; sources are positive, sinks negative. Depths increase, downwards.
 * The two arrays may not overlap. */
lam_status lam_csd(const lam_csd_options *options, size_t n_contacts, const double *depth_um,
                   size_t n_samples, const double *phi_uV, double *csd_uA_mm3_out);
/* The regularisation that leave-one-out cross-validation chooses for these potentials, whatever
 * options->method and ->regularisation are: to state it, or to use one for several recordings. */
lam_status lam_csd_regularisation(const lam_csd_options *options, size_t n_contacts,
                                  const double *depth_um, size_t n_samples, const double *phi_uV,
                                  double *regularisation_out);
/* lam_csd at the contacts of an array, in their order, which leads up or down along z, with its own
 * options. */
lam_status lam_csd_array(const lam_electrode_array *array, size_t n_samples, const double *phi_uV,
                         double *csd_uA_mm3_out);
/* Whether the second difference makes sense without anything being said: four contacts or more,
 * equally spaced on a line along z, in a medium that is the same everywhere and in all directions.
 */
bool lam_csd_suits(const lam_electrode_array *array);

/* ---- signals (lam_signal.c) ---- */

/* Smooth in place with a Hamming window of window_ms, normalised to a sum of 1, zeros beyond the
 * ends: HNN-core's Dipole.smooth (numpy.convolve, mode "same"). Refused: below 1 ms, or longer than
 * the signal. */
lam_status lam_smooth(size_t n, double *samples, double window_ms, double dt_ms);

/* ---- tables (lam_table.c) ---- */

/* Write numbers as text, column after column in memory: "# ", the head, then a line a row, between
 * tabs. The file is replaced when the new one is whole. */
lam_status lam_table_write(const char *path, const char *head, size_t n_rows, size_t n_columns,
                           const double *columns);

/* ---- what EEG and MEG sensors see (lam_eeg.c, lam_meg.c, lam_lead_table.c) ---- */

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

/* ---- memory (lam_memory.c) ---- */

/* What cells and connections take when they are built for runs of max_delay_ms, on all ranks
 * together: an estimate; a run takes 40 % more. And what this machine has. Bytes. */
lam_status lam_network_memory(const lam_network *network, double max_delay_ms, double *bytes_out);
double lam_machine_memory(void);

/* ---- groups of ranks (lam_groups.c) ---- */

/* How many groups of equally many ranks run n_trials trials of a network soonest, each trial by one
 * group: no more than there are trials. wanted: 0, or that many if there are as many trials, else
 * the most that are not more than the trials. LAM_ERR_INPUT: `wanted` does not divide the ranks. */
lam_status lam_groups(size_t wanted, size_t n_ranks, size_t n_trials, size_t n_cells,
                      size_t *n_groups_out);

/* ---- results (lam_results.c, lam_results_text.c) ---- */

/* The results of one run: DIRECTORY/results.h5 and its text exports, all written under temporary
 * names and renamed by lam_results_close, so that a killed run leaves what was there before. */
typedef struct lam_results lam_results;

/* Make the directory (parents too), lock it, and begin. Refused (LAM_ERR_INPUT): a path that is
 * no directory, cannot be written, holds files that no run of ours made, the trials of a run that
 * is to go on (lam_results_resume accepts them), or another run's lock (one of this process too:
 * close or abandon that first). */
lam_status lam_results_create(const char *directory, lam_results **results_out);
lam_status lam_results_resume(const char *directory, lam_results **results_out);
lam_status lam_results_set_text(lam_results *results, const char *attribute, const char *text);
lam_status lam_results_set_number(lam_results *results, const char *attribute, double value);
/* Of lines NAME VALUE in /options of an earlier run's results.h5 the values of one name, a line
 * each, the caller's to free; "": there are none, or the file is none of results. */
lam_status lam_results_option(const char *path, const char *name, char **value_out);
/* A string dataset, groups made as needed: "/network/json"; its unit is "1". */
lam_status lam_results_write_text(lam_results *results, const char *path, const char *text);
/* A dataset [n_rows, n_columns] of doubles (n_rows 0: a vector [n_columns]) with its unit. */
lam_status lam_results_write(lam_results *results, const char *path, size_t n_rows,
                             size_t n_columns, const double *values, const char *units);
/* The same, stored as 64-bit integers (gids). */
lam_status lam_results_write_integers(lam_results *results, const char *path, size_t n,
                                      const double *values, const char *units);
/* A dataset [n_rows, n_columns] of doubles, whose rows are then written one by one; dt_ms: between
 * its columns where it is not the run's, else 0. */
lam_status lam_results_matrix(lam_results *results, const char *path, size_t n_rows,
                              size_t n_columns, const char *units, double dt_ms);
lam_status lam_results_write_row(lam_results *results, const char *path, size_t row,
                                 size_t n_columns, const double *values);
/* Columns first to first + n_columns of it, [n_rows][n_columns]. */
lam_status lam_results_read_columns(const lam_results *results, const char *path, size_t n_rows,
                                    size_t first, size_t n_columns, double *values_out);
lam_status lam_results_write_columns(lam_results *results, const char *path, size_t n_rows,
                                     size_t first, size_t n_columns, const double *values);
/* From the potentials of an array, such a dataset, another with its current source density, in 8 MB
 * of memory. */
lam_status lam_results_write_csd(lam_results *results, const char *potentials, const char *path,
                                 const lam_electrode_array *array, size_t n_samples);
/* An attribute of a dataset: numbers [n_rows, n_columns] (n_rows 0: [n_columns]), or a text. */
lam_status lam_results_describe(lam_results *results, const char *path, const char *attribute,
                                size_t n_rows, size_t n_columns, const double *values);
lam_status lam_results_describe_text(lam_results *results, const char *path, const char *attribute,
                                     const char *text);
/* What there is to say of the sensors whose signals a dataset holds. */
lam_status lam_results_describe_sensors(lam_results *results, const char *path,
                                        const lam_sensor_set *set);
/* KIND_NAME_<trial>.txt of such a dataset: its columns as rows, each after its time, under a header
 * that names the rows. */
lam_status lam_results_text_matrix(lam_results *results, size_t trial, const char *kind,
                                   const char *name, const char *path, size_t n_rows,
                                   size_t n_samples, const double *time_ms, const char *header);
/* eeg_NAME_<trial>.txt or meg_NAME_<trial>.txt likewise, under the sensors' names or numbers. */
lam_status lam_results_text_sensors(lam_results *results, size_t trial, const char *path,
                                    const lam_sensor_set *set, size_t n_samples,
                                    const double *time_ms);
/* How dipoles are shown from now on, in text alone: multiplied by a factor, smoothed by a window
 * (0: not); the header says so. */
void lam_results_show(lam_results *results, double scale, double smooth_ms);
/* The path of the file of a rank's traces, among the results in this directory but none of them: it
 * goes when the results are closed, and what a killed run left goes with the next one's start. */
lam_status lam_results_traces(const char *directory, size_t rank, char *path_out, size_t path_size);
/* All traces of such a file, after lam_trace_finish, each a dataset /trial/<trial>/cells/<gid>/
 * <section>/<variable>, stored in 32 or 64 bits, packed by zlib or not. Needs memory for one. */
lam_status lam_results_write_traces(lam_results *results, size_t trial, const char *path,
                                    bool float32, bool compress);
/* dipole_<trial>.txt: time_ms agg_nAm and a column for each label. */
lam_status lam_results_text_dipole(lam_results *results, size_t trial, size_t n_samples,
                                   const double *time_ms, const double *agg_nAm, size_t n_columns,
                                   const char *const *labels, const double *const *columns_nAm);
/* spikes_<trial>.txt: time_ms gid population, in the order given. Times that are multiples of dt_ms
 * but for the rounding of a sum of steps are written as the multiple, as those of samples are. */
lam_status lam_results_text_spikes(lam_results *results, size_t trial, size_t n_spikes,
                                   const double *time_ms, const double *gid, double dt_ms,
                                   const lam_network *network);
/* Of several trials of this network the mean, dipole_mean.txt, is to be among the results. */
lam_status lam_results_want_mean(lam_results *results, const lam_network *network);
/* What is written between these two belongs to one trial. */
void lam_results_begin_trial(lam_results *results, size_t trial);
void lam_results_end_trial(lam_results *results);
/* Write attribute `complete`, close, rename everything into place (removing what an earlier run
 * with more trials left), unlock, free. On failure nothing that existed is changed, and a process
 * that is killed here leaves the results.h5 that was there and what the next run in the folder puts
 * the others back from. Incomplete results lack a trial that has not ended; they never replace
 * others: they are dropped where there is a results.h5 already, and where trials are kept. */
lam_status lam_results_close(lam_results *results, bool complete);
/* What became of the trials of a run that failed: there were none; dropped, as others' results are
 * there; in results.h5; kept (lam_results_stage). */
typedef enum lam_rescued {
    LAM_RESCUED_NONE,
    LAM_RESCUED_DROPPED,
    LAM_RESCUED_RESULTS,
    LAM_RESCUED_KEPT
} lam_rescued;
/* In place of lam_results_close after a failure: incomplete, with the trials that have ended, of
 * other groups, too; nothing where none has. */
lam_status lam_results_rescue(lam_results *results, size_t *n_trials_out, lam_rescued *what_out);
/* Remove the temporary files, unlock, free; NULL is allowed. */
void lam_results_abandon(lam_results *results);

/* Any process of a run asks the one that has the results in this directory to end the run with an
 * exit status and a line: true once that has heard it, false when it has not for wait_s. */
bool lam_results_ask(const char *directory, int exit_status, const char *line, double wait_s);
/* Whether one has asked, since the last call. */
bool lam_results_asked(const lam_results *results, int *exit_status_out, char *line_out,
                       size_t line_size);

/* ---- trials apart from the results (lam_stage.c, lam_checkpoint.c) ---- */

/* A trial may be run by any process, into a folder of its own as if it were a run, and the process
 * that has the results takes it over from there, in the order of trials: the results are then the
 * same whoever ran it. Where trials are kept, their folders outlive the process that has the
 * results, until these are whole; another run of the same goes on with them. */

/* What decides the results of a run besides its network, which `network_json` is. */
typedef struct lam_run_facts {
    const char *network_json, *engine, *neuron_version, *compat, *record;
    double record_dt_ms;
    bool record_float32, record_compress;
} lam_run_facts;

/* From now on these results take over trials. Removes what is unfinished of them; says which are
 * there. facts: NULL, or the trials are kept, and LAM_ERR_INPUT says what differs from the run that
 * left them; the number of trials may grow. */
lam_status lam_results_stage(lam_results *results, size_t n_trials, const lam_run_facts *facts,
                             bool *is_there_out);
/* The folder of a trial of the results in this directory. */
lam_status lam_trial_path(const char *directory, bool is_kept, size_t trial, char *path_out,
                          size_t path_size);
/* Make this folder, if nobody has made it before: who has may run the trial (lam_results_create).
 */
lam_status lam_trial_claim(const char *path, bool *is_mine_out);
/* Take over the finished trials that come next, or, out of order, those behind an unfinished one,
 * too. How many the results have then. */
lam_status lam_results_take(lam_results *results, bool in_order, size_t *n_taken_out);

#ifdef __cplusplus
}
#endif
#endif
