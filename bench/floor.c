/* SPDX-License-Identifier: BSD-3-Clause
 * floor.c - how fast the default column could be integrated: its states over plain arrays, no
 * engine.
 *
 *   gcc -std=c11 -D_DEFAULT_SOURCE -O3 -march=native -mtune=generic \
 *       -fno-trapping-math -freciprocal-math -ffp-contract=fast -Icsrc/include bench/floor.c \
 *       csrc/kernel/lam_rates.c -lm -o floor && ./floor [SECONDS]
 *
 * (the mechanisms' flags, build.sh). Segments, channels, synapses and step are those that `laminae
 * describe erp` shows, with the mechanisms' equations, tables and exponentials, implicit steps and
 * Hines elimination: without synaptic events the voltages are CoreNEURON's to 1e-6 mV. The cells of
 * a type are alike. They stand side by side in the innermost index, and what is the same in all of
 * them is one number. There are no events but a few that come everywhere at once, no readout, no
 * output. Prints the processor's time. SECONDS is what an engine took for the same 170 ms. */
#include "lam_kernel.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const double DT_MS = 0.025;
enum { N_STEPS = 6800, MOST_SECTIONS = 9, MOST_NODES = 80, MOST_SEGMENTS = 64, MOST_SYNAPSES = 40 };
enum { MOST_CELLS = 104 }; /* of a type: 100, and what fills the last vectors */

/* params/neymotin_2020.json: parents come before children, which begin at 1 of the parent, only
 * basal_1 at 0 of the soma. */
typedef struct {
    int parent, nseg;
    double L_um, diam_um, v0_mV;
} section;

typedef struct {
    int n_cells, n_sections, is_pyramid, has_calcium;
    double cm_uF_cm2, gna_soma, gna, gk, gl, el_soma_mV, el_mV, gkm_pS_um2;
    section sections[MOST_SECTIONS];
} cell_type;

enum { SOMA_START = -2, NO_PARENT = -1 };
static const double RA_OHM_CM = 200, ENA_MV = 50, EK_MV = -77, CAO_MM = 2, REST_MM = 1e-4;
static const double CELSIUS = 37;

/* clang-format off */
static const cell_type types[] = {
    {/* L2_pyramidal */ 100, 8, 1, 0, 0.6195, 0.18, 0.15, 0.01, 4.26e-5, -65, -65, 250,
     {{NO_PARENT, 1, 22.1, 23.4, -71.46}, {0, 1, 59.5, 4.25, -71.46}, {1, 7, 306, 4.08, -71.46},
      {2, 5, 238, 3.4, -71.46}, {1, 7, 340, 3.91, -71.46}, {SOMA_START, 1, 85, 4.25, -71.46},
      {5, 5, 255, 2.72, -71.46}, {5, 5, 255, 2.72, -71.46}}},
    {/* L5_pyramidal */ 100, 9, 1, 1, 0.85, 0.16, 0.14, 0.01, 4.26e-5, -65, -71, 200,
     {{NO_PARENT, 1, 39, 28.9, -72}, {0, 3, 102, 10.2, -72}, {1, 13, 680, 7.48, -71.32},
      {2, 13, 680, 4.93, -69.08}, {3, 9, 425, 3.4, -67.3}, {1, 5, 255, 5.1, -72},
      {SOMA_START, 1, 85, 6.8, -72}, {6, 5, 255, 8.5, -72}, {6, 5, 255, 8.5, -72}}},
    {/* baskets */ 70, 1, 0, 0, 0.85, 0.12, 0.12, 0.036, 0.0003, -54.3, -54.3, 0,
     {{NO_PARENT, 1, 39, 20, -64.9737}}},
};
/* clang-format on */

/* Exp2Syn: ampa, nmda, gabaa, gabab; a soma of a pyramid has the latter two, one of a basket not
 * the last. */
enum { TAU1_MS, TAU2_MS, E_MV };
static const double receptors[][3] = {{0.5, 5, 0}, {1, 20, 0}, {0.5, 5, -80}, {1, 20, -80}};

typedef double row[MOST_CELLS]; /* a number of each cell of a type */

/* The channels of a segment, and its synapses; conductances of the whole segment (uS). */
typedef struct {
    int node;
    double gna, gk, gl, el_mV, gkm, gca, gkca, gcat, gar, ica_per_nA;
    row m, h, n, km, ca_m, ca_h, cai_mM, ica_nA, kca, cat_m, cat_h, ar;
} segment;

typedef struct {
    int node;
    double e_mV;
    row tau1_ms, tau2_ms, a, b;
} synapse;

typedef struct {
    int n_nodes, n_segments, n_synapses, n; /* n: cells, filled up to whole vectors */
    int parent[MOST_NODES];
    double g_uS[MOST_NODES]; /* to the parent */
    double c_dt_uS[MOST_NODES];
    row v_mV[MOST_NODES], d[MOST_NODES], rhs[MOST_NODES], stimulus_nA;
    segment segments[MOST_SEGMENTS];
    synapse synapses[MOST_SYNAPSES];
} population;

/* of a channel: q10^((celsius - temp - tshift)/10) */
static double speed_of(double q10, double temp) {
    return pow(q10, (CELSIUS - temp - 30.7) / 10);
}

static void add_segment(population *p, const cell_type *type, int node, int is_soma,
                        double area_um2, double distance_um, double v0_mV) {
    segment *s = &p->segments[p->n_segments++];
    const double uS = area_um2 * 1e-2, from_pS_um2 = uS * 1e-4 * speed_of(2.3, 23); /* 1 S/cm2 */
    s->node = node;
    s->gna = uS * (is_soma ? type->gna_soma : type->gna);
    s->gk = uS * type->gk;
    s->gl = uS * type->gl;
    s->el_mV = is_soma ? type->el_soma_mV : type->el_mV;
    s->gkm = from_pS_um2 * type->gkm_pS_um2;
    s->gca = from_pS_um2 * 60;
    s->gkca = from_pS_um2 * 0.0002;
    s->gcat = uS * 0.0002;
    s->gar = uS * 1e-6 * (is_soma ? 1 : exp(0.003 * distance_um));
    s->ica_per_nA = 1 / uS; /* mA/cm2 */
    for (int i = 0; i < p->n; i++) {
        s->m[i] = lam_hh2_rate(LAM_HH2_M_INF, v0_mV);
        s->h[i] = lam_hh2_rate(LAM_HH2_H_INF, v0_mV);
        s->n[i] = lam_hh2_rate(LAM_HH2_N_INF, v0_mV);
        s->km[i] = lam_km_rate(LAM_KM_N_INF, v0_mV);
        s->ca_m[i] = lam_ca_rate(LAM_CA_M_INF, v0_mV);
        s->ca_h[i] = lam_ca_rate(LAM_CA_H_INF, v0_mV);
        s->cat_h[i] = lam_cat_rate(LAM_CAT_H_INF, v0_mV);
        s->ar[i] = 0.25;
        s->cai_mM[i] = REST_MM;
        s->kca[i] = 0.01 * REST_MM / (0.01 * REST_MM + 0.02);
    }
}

static void add_synapses(population *p, const cell_type *type, int node, int is_soma) {
    const int first = type->is_pyramid && is_soma ? 2 : 0, end = type->is_pyramid ? 4 : 3;
    for (int r = first; r < end; r++) {
        synapse *s = &p->synapses[p->n_synapses++];
        s->node = node;
        s->e_mV = receptors[r][E_MV];
        for (int i = 0; i < p->n; i++) {
            s->tau1_ms[i] = receptors[r][TAU1_MS];
            s->tau2_ms[i] = receptors[r][TAU2_MS];
        }
    }
}

static int add_node(population *p, int parent, double r_MOhm, double c_nF, double v0_mV) {
    const int node = p->n_nodes++;
    p->parent[node] = parent;
    p->g_uS[node] = parent < 0 ? 0 : 1 / r_MOhm;
    p->c_dt_uS[node] = c_nF / DT_MS;
    for (int i = 0; i < p->n; i++) {
        p->v_mV[node][i] = v0_mV;
    }
    return node;
}

/* Nodes as NEURON has them: the soma's start, then the segments and the end of each section. */
static population *create(const cell_type *type) {
    population *p = calloc(1, sizeof *p);
    int end_node[MOST_SECTIONS];
    double end_um[MOST_SECTIONS];
    p->n = (type->n_cells + 7) / 8 * 8;
    add_node(p, -1, 0, 0, type->sections[0].v0_mV);
    for (int k = 0; k < type->n_sections; k++) {
        const section *s = &type->sections[k];
        const double length_um = s->L_um / s->nseg, area_um2 = M_PI * s->diam_um * length_um;
        /* ohm cm um/um2 = 0.01 MOhm, from the middle of a segment to its end */
        const double half_MOhm =
            0.01 * RA_OHM_CM * length_um / 2 / (M_PI * s->diam_um * s->diam_um / 4);
        int node = s->parent < 0 ? 0 : end_node[s->parent];
        double at_um = s->parent < 0 ? 0 : end_um[s->parent];
        for (int j = 0; j < s->nseg; j++) {
            node = add_node(p, node, (j == 0 ? 1 : 2) * half_MOhm,
                            type->cm_uF_cm2 * area_um2 * 1e-5, s->v0_mV);
            add_segment(p, type, node, k == 0, area_um2, at_um + (j + 0.5) * length_um, s->v0_mV);
            if (j == s->nseg / 2) {
                add_synapses(p, type, node, k == 0);
            }
        }
        end_node[k] = add_node(p, node, half_MOhm, 0, s->v0_mV);
        end_um[k] = at_um + s->L_um;
    }
    return p;
}

static void hh2_current(segment *restrict s, int n, const double *restrict v, double *restrict d,
                        double *restrict rhs) {
    for (int i = 0; i < n; i++) {
        const double gna = s->gna * s->m[i] * s->m[i] * s->m[i] * s->h[i];
        const double gk = s->gk * s->n[i] * s->n[i] * s->n[i] * s->n[i];
        d[i] += gna + gk + s->gl;
        rhs[i] -= gna * (v[i] - ENA_MV) + gk * (v[i] - EK_MV) + s->gl * (v[i] - s->el_mV);
    }
}

static void km_current(segment *restrict s, int n, const double *restrict v, double *restrict d,
                       double *restrict rhs) {
    for (int i = 0; i < n; i++) {
        const double g = s->gkm * s->km[i];
        d[i] += g;
        rhs[i] -= g * (v[i] - EK_MV);
    }
}

/* ca with its reversal from the concentrations, kca, cat and ar */
static void calcium_current(segment *restrict s, int n, const double *restrict v,
                            double *restrict d, double *restrict rhs) {
    const double rt_2f_mV = 1000 * 8.3134 * (CELSIUS + 273.15) / 96485.309 / 2;
    for (int i = 0; i < n; i++) {
        const double gca = s->gca * s->ca_m[i] * s->ca_m[i] * s->ca_h[i];
        s->ica_nA[i] = gca * (v[i] - rt_2f_mV * lam_log(CAO_MM / s->cai_mM[i]));
        const double gkca = s->gkca * s->kca[i];
        const double gcat = s->gcat * s->cat_m[i] * s->cat_m[i] * s->cat_h[i];
        const double gar = s->gar * s->ar[i];
        d[i] += gca + gkca + gcat + gar;
        rhs[i] -= s->ica_nA[i] + gkca * (v[i] - EK_MV) + gcat * (v[i] - 125) + gar * (v[i] + 35);
    }
}

static void synapse_current(const synapse *restrict s, int n, const double *restrict v,
                            double *restrict d, double *restrict rhs) {
    for (int i = 0; i < n; i++) {
        const double g = s->b[i] - s->a[i];
        d[i] += g;
        rhs[i] -= g * (v[i] - s->e_mV);
    }
}

static void couple(double g, int n, const double *restrict v, const double *restrict v_parent,
                   double *restrict d, double *restrict d_parent, double *restrict rhs,
                   double *restrict rhs_parent) {
    for (int i = 0; i < n; i++) {
        const double i_nA = g * (v_parent[i] - v[i]);
        d[i] += g;
        d_parent[i] += g;
        rhs[i] += i_nA;
        rhs_parent[i] -= i_nA;
    }
}

static void eliminate(double g, int n, double *restrict d, double *restrict d_parent,
                      double *restrict rhs, double *restrict rhs_parent) {
    for (int i = 0; i < n; i++) {
        const double factor = g / d[i];
        d_parent[i] -= factor * g;
        rhs_parent[i] += factor * rhs[i];
    }
}

static void substitute(double g, int n, const double *restrict d, double *restrict rhs,
                       const double *restrict rhs_parent, double *restrict v) {
    for (int i = 0; i < n; i++) {
        rhs[i] = (rhs[i] + g * rhs_parent[i]) / d[i];
        v[i] += rhs[i];
    }
}

/* x' = (inf - x)/tau over a step, as cnexp solves it */
LAM_INLINE double relax(double x, double inf, double tau_ms) {
    return x + (1 - lam_exp(-DT_MS / tau_ms)) * (inf - x);
}
#define RELAX(x, channel, GATE)                                                                    \
    x = relax(x, lam_##channel##_rate(LAM_##GATE##_INF, v[i]),                                     \
              lam_##channel##_rate(LAM_##GATE##_TAU, v[i]))

static void hh2_states(segment *restrict s, int n, const double *restrict v) {
    for (int i = 0; i < n; i++) {
        RELAX(s->m[i], hh2, HH2_M);
        RELAX(s->h[i], hh2, HH2_H);
        RELAX(s->n[i], hh2, HH2_N);
    }
}

static void km_state(segment *restrict s, int n, const double *restrict v) {
    for (int i = 0; i < n; i++) {
        RELAX(s->km[i], km, KM_N);
    }
}

static void ca_cat_ar_states(segment *restrict s, int n, const double *restrict v) {
    for (int i = 0; i < n; i++) {
        RELAX(s->ca_m[i], ca, CA_M);
        RELAX(s->ca_h[i], ca, CA_H);
        RELAX(s->cat_m[i], cat, CAT_M);
        RELAX(s->cat_h[i], cat, CAT_H);
        RELAX(s->ar[i], ar, AR_M);
    }
}

/* cad, and kca with one calcium ion a channel */
static void calcium_states(segment *restrict s, int n, double speed) {
    const double taur_ms = 20, per_charge = 1e4 / (2 * 96485.3 * 0.1); /* depth 0.1 um */
    for (int i = 0; i < n; i++) {
        const double in = -per_charge * s->ica_per_nA * s->ica_nA[i];
        s->cai_mM[i] = relax(s->cai_mM[i], REST_MM + taur_ms * (in > 0 ? in : 0), taur_ms);
        const double opens = speed * 0.01 * lam_power(s->cai_mM[i], 1), closes = speed * 0.02;
        s->kca[i] = relax(s->kca[i], opens / (opens + closes), 1 / (opens + closes));
    }
}

static void synapse_states(synapse *restrict s, int n) {
    for (int i = 0; i < n; i++) {
        s->a[i] = relax(s->a[i], 0, s->tau1_ms[i]);
        s->b[i] = relax(s->b[i], 0, s->tau2_ms[i]);
    }
}

static void step(population *p, const cell_type *type, double speed) {
    const int n = p->n;
    for (int k = 0; k < p->n_nodes; k++) {
        for (int i = 0; i < n; i++) {
            p->d[k][i] = p->c_dt_uS[k];
            p->rhs[k][i] = 0;
        }
    }
    for (segment *s = p->segments; s < p->segments + p->n_segments; s++) {
        double *v = p->v_mV[s->node], *d = p->d[s->node], *rhs = p->rhs[s->node];
        hh2_current(s, n, v, d, rhs);
        if (type->is_pyramid) {
            km_current(s, n, v, d, rhs);
        }
        if (type->has_calcium) {
            calcium_current(s, n, v, d, rhs);
        }
    }
    for (synapse *s = p->synapses; s < p->synapses + p->n_synapses; s++) {
        synapse_current(s, n, p->v_mV[s->node], p->d[s->node], p->rhs[s->node]);
    }
    for (int i = 0; i < n; i++) {
        p->rhs[1][i] += p->stimulus_nA[i]; /* node 1: the soma */
    }
    for (int k = 1; k < p->n_nodes; k++) {
        const int q = p->parent[k];
        couple(p->g_uS[k], n, p->v_mV[k], p->v_mV[q], p->d[k], p->d[q], p->rhs[k], p->rhs[q]);
    }
    for (int k = p->n_nodes - 1; k > 0; k--) {
        const int q = p->parent[k];
        eliminate(p->g_uS[k], n, p->d[k], p->d[q], p->rhs[k], p->rhs[q]);
    }
    substitute(0, n, p->d[0], p->rhs[0], p->rhs[1], p->v_mV[0]); /* the root has no parent */
    for (int k = 1; k < p->n_nodes; k++) {
        substitute(p->g_uS[k], n, p->d[k], p->rhs[k], p->rhs[p->parent[k]], p->v_mV[k]);
    }
    for (segment *s = p->segments; s < p->segments + p->n_segments; s++) {
        const double *v = p->v_mV[s->node];
        hh2_states(s, n, v);
        if (type->is_pyramid) {
            km_state(s, n, v);
        }
        if (type->has_calcium) {
            ca_cat_ar_states(s, n, v);
            calcium_states(s, n, speed);
        }
    }
    for (int k = 0; k < p->n_synapses; k++) {
        synapse_states(&p->synapses[k], n);
    }
}

/* Every 20 ms a spike at every synapse (uS), from 10 to 100 ms a current into every soma. */
static void stimulate(population *p, int n_step) {
    for (int k = 0; k < p->n_synapses && n_step % 800 == 0; k++) {
        for (int i = 0; i < p->n; i++) {
            p->synapses[k].a[i] += 1e-5;
            p->synapses[k].b[i] += 1e-5;
        }
    }
    for (int i = 0; i < p->n && (n_step == 400 || n_step == 4000); i++) {
        p->stimulus_nA[i] = n_step == 400 ? 0.5 + 0.01 * i : 0;
    }
}

int main(int argc, char **argv) {
    const double speed = speed_of(2.3, 23);
    enum { N_TYPES = sizeof types / sizeof types[0] };
    population *populations[N_TYPES];
    int n_segments = 0, n_synapses = 0;
    double sum_mV = 0;
    lam_hh2_tables(speed_of(3, 6.3));
    lam_ca_tables(speed);
    lam_km_tables(speed, 0.001, 0.001, -30, 9);
    lam_cat_tables();
    lam_ar_tables();
    for (int k = 0; k < N_TYPES; k++) {
        populations[k] = create(&types[k]);
        n_segments += types[k].n_cells * populations[k]->n_segments;
        n_synapses += types[k].n_cells * populations[k]->n_synapses;
    }
    const clock_t start = clock();
    for (int k = 0; k < N_TYPES; k++) { /* nothing goes from cell to cell */
        for (int n_step = 0; n_step < N_STEPS; n_step++) {
            stimulate(populations[k], n_step);
            step(populations[k], &types[k], speed);
        }
    }
    const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    for (int k = 0; k < N_TYPES; k++) {
        for (int j = 0; j < populations[k]->n_nodes; j++) {
            for (int i = 0; i < types[k].n_cells; i++) {
                sum_mV += populations[k]->v_mV[j][i];
            }
        }
        free(populations[k]);
    }
    printf("%d segments, %d synapses, %d steps: %.3f s, %.1f ns a segment and step\n", n_segments,
           n_synapses, N_STEPS, seconds, seconds * 1e9 / n_segments / N_STEPS);
    printf("sum of voltages %.9g mV\n", sum_mV);
    if (argc > 1) {
        printf("the engine takes %.2f times as long\n", atof(argv[1]) / seconds);
    }
    return isfinite(sum_mV) ? 0 : 1;
}
