/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fused_plan.h - which of a model's segments are computed together, and what must be kept.
 *
 * A plan is made for each thread of the engine at the start of a run of it. docs/kernels.md. */
#ifndef LAM_FUSED_PLAN_H
#define LAM_FUSED_PLAN_H

#include "lam_fused_rates.h"
#include "lam_fused_tree.h"

#include <coreneuron/apps/corenrn_parameters.hpp>
#include <coreneuron/coreneuron.hpp>
#include <coreneuron/mechanism/eion.hpp>
#include <coreneuron/network/netcon.hpp>
#include <coreneuron/network/partrans.hpp>
#include <coreneuron/nrnconf.h>
#include <coreneuron/nrniv/nrniv_decl.h>
#include <coreneuron/sim/multicore.hpp>
#include <coreneuron/utils/nrnoc_aux.hpp>
#include <coreneuron/utils/vrecitem.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <vector>

namespace coreneuron {
namespace fused {

/* Neighbouring segments, and a mechanism's neighbouring instances in them: `length` in all, of
 * point processes as many in each segment. */
struct Place {
    const NrnThread *nt;
    const Memb_list *ml;
    int node, instance, length;
    int per_node = 1;
    double *invariants = nullptr; /* what tools/fuse.py found to be the same in all steps */
};

/* A number of each segment for each of its point processes. */
template <int per_node> LAM_INLINE void spread_by(int n, const double *from, double *to) {
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < per_node; k++) {
            to[i * per_node + k] = from[i];
        }
    }
}

LAM_INLINE void spread(const Place &at, const double *nodes, double *to) {
    const double *from = nodes + at.node;
    switch (at.per_node) {
    case 1:
        return spread_by<1>(at.length, from, to);
    case 2:
        return spread_by<2>(at.length / 2, from, to);
    case 3:
        return spread_by<3>(at.length / 3, from, to);
    case 4:
        return spread_by<4>(at.length / 4, from, to);
    }
    for (int i = 0; i < at.length; i++) {
        to[i] = from[i / at.per_node];
    }
}

/* The currents of point processes and their slopes, one after the other to those of the segment. */
template <int per_node>
LAM_INLINE void add_by(int n, const double *rhs, const double *d, double *__restrict rhs_out,
                       double *__restrict d_out) {
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < per_node; k++) {
            rhs_out[i] -= rhs[i * per_node + k];
            d_out[i] += d[i * per_node + k];
        }
    }
}

LAM_INLINE void add_to_nodes(const Place &at, const double *rhs, const double *d) {
    double *rhs_out = at.nt->_actual_rhs + at.node, *d_out = at.nt->_actual_d + at.node;
    switch (at.per_node) {
    case 1:
        return add_by<1>(at.length, rhs, d, rhs_out, d_out);
    case 2:
        return add_by<2>(at.length / 2, rhs, d, rhs_out, d_out);
    case 3:
        return add_by<3>(at.length / 3, rhs, d, rhs_out, d_out);
    case 4:
        return add_by<4>(at.length / 4, rhs, d, rhs_out, d_out);
    }
    for (int i = 0; i < at.length; i++) {
        rhs_out[i / at.per_node] -= rhs[i];
        d_out[i / at.per_node] += d[i];
    }
}

/* A parameter in a run: one number, or one for each segment. */
template <bool uniform> struct Parameter {
    const double *__restrict values;
    explicit Parameter(const double *at) : values(at) {
    }
    double operator[](int i) const {
        return values[i];
    }
};
template <> struct Parameter<true> {
    const double value;
    explicit Parameter(const double *at) : value(*at) {
    }
    double operator[](int) const {
        return value;
    }
};

enum Kind { CURRENTS, STATES, N_KINDS };
enum { UNIFORM = 2, FULL = 1, N_KERNELS = 4 }; /* of a kind; FULL: with what nothing reads */

/* A run is cut where a parameter changes, unless pieces would be shorter than this on average. */
enum { SHORTEST_UNIFORM = 24 };
enum { SHORTEST = 8 }; /* below: the engine's own loops are as good */

/* What tools/fuse.py found in a mechanism's loop. Ion variables are bits. */
struct Loop {
    uint64_t reads, writes;
    void (*kernels[N_KERNELS])(const Place &); /* NULL: it is not fused, or has nothing to do */
    void (*prepare[2])(const Place &); /* computes invariants: parameters differ or are equal */
    int n_invariants;
    std::vector<int> parameters; /* variables that only the initialisation changes */
    std::vector<int> assigned;   /* that nothing in the model reads */
    std::vector<int> indices;    /* of its ion variables, in pdata */
};

struct Mechanism {
    const char *name;
    bool is_point;
    Loop loops[N_KINDS];
};

/* A mechanism in the model of one thread. */
struct Channel {
    int type;
    const Loop *loop;
    const Memb_list *ml;
    bool is_varied;               /* something writes one of its parameters during a run */
    bool is_watched;              /* something reads what else is not written */
    std::vector<int> instance_of; /* by node; -1: none */
};

struct Run {
    const Loop *loop;
    int kernel;
    bool prepares; /* invariants that vary */
    Place place;
};

/* Segments side by side whose rows in the lead field are equally far apart. */
struct Rows {
    int node, length;
    int64_t row, step;
};

/* How a thread of the engine is computed. */
struct Plan {
    bool is_made = false;
    bool keeps_all = false;       /* something may read any variable */
    std::vector<int> idle_ions;   /* types of ions of which nothing reads the sums of currents */
    int last[N_KINDS] = {-1, -1}; /* type of the mechanism in whose place all are computed */
    std::vector<bool> is_fused[N_KINDS]; /* by type */
    std::vector<std::vector<double>> invariants;
    std::vector<Run> runs[N_KINDS];
    std::vector<Branches> branches; /* none: they are too short */
    std::vector<Stretch> capacities;
    std::vector<Rows> rows;
    bool keeps_capacitive = false; /* something reads i_cap */
};

/* Numbers in a thread's data that something else than the mechanisms reads or writes: recorded
 * variables, played ones, POINTERs. */
inline std::vector<const double *> foreign_places(const NrnThread *nt) {
    std::vector<const double *> places;
    if (const TrajectoryRequests *recorded = nt->trajec_requests) {
        places.insert(places.end(), recorded->gather, recorded->gather + recorded->n_trajec);
    }
    for (int i = 0; i < nt->n_vecplay; i++) {
        places.push_back(static_cast<VecPlayContinuous *>(nt->_vecplay[i])->pd_);
    }
    const int pointer = -5; /* as hoc_register_dparam_semantics() has it */
    for (const NrnThreadMembList *tml = nt->tml; tml; tml = tml->next) {
        const int *semantics = corenrn.get_memb_func(tml->index).dparam_semantics;
        const int n = semantics ? corenrn.get_prop_dparam_size()[tml->index] : 0;
        for (int k = 0; k < n; k++) {
            for (int i = 0; semantics[k] == pointer && i < tml->ml->nodecount; i++) {
                places.push_back(nt->_data + tml->ml->pdata[k * tml->ml->_nodecount_padded + i]);
            }
        }
    }
    return places;
}

/* Which of a mechanism's variables are among them. */
inline std::vector<bool> foreign_variables(const std::vector<const double *> &places,
                                           const Memb_list *ml, int type) {
    const int n = corenrn.get_prop_param_size()[type];
    std::vector<bool> found(n, false);
    for (const double *place : places) {
        const auto at = place - ml->data;
        if (at >= 0 && at < static_cast<std::ptrdiff_t>(n) * ml->_nodecount_padded) {
            found[at / ml->_nodecount_padded] = true;
        }
    }
    return found;
}

inline bool any_of(const std::vector<int> &columns, const std::vector<bool> &found) {
    return std::any_of(columns.begin(), columns.end(), [&](int k) { return found[k]; });
}

/* Whether the fused mechanisms may all be computed where the last of them stands: no other in
 * between reads what they write, or writes what they read. */
inline bool can_wait(const NrnThread *nt, Kind kind, int last, const std::vector<bool> &is_fused,
                     const std::vector<const Mechanism *> &mechanisms) {
    uint64_t reads = 0, writes = 0;
    bool has_begun = false;
    for (const NrnThreadMembList *tml = nt->tml; tml && tml->index != last; tml = tml->next) {
        const Memb_func &functions = corenrn.get_memb_func(tml->index);
        const Mechanism *m = mechanisms[tml->index];
        if (is_fused[tml->index]) {
            has_begun = true;
            reads |= m->loops[kind].reads;
            writes |= m->loops[kind].writes;
        } else if (has_begun && (kind == CURRENTS ? functions.current : functions.state)) {
            const uint64_t both_write = kind == CURRENTS ? 0 : ~uint64_t{0}; /* currents add up */
            if (!m || (writes & m->loops[kind].reads) || (reads & m->loops[kind].writes) ||
                (writes & m->loops[kind].writes & both_write)) {
                return false;
            }
        }
    }
    return true;
}

/* Whether a mechanism is as much in a node as in the one before, its variables side by side. */
inline bool goes_on(const Channel &channel, int node) {
    const int before = channel.instance_of[node - 1], here = channel.instance_of[node];
    if (before < 0 || here < 0) {
        return before < 0 && here < 0;
    }
    const Datum *index = channel.ml->pdata;
    const int stride = channel.ml->_nodecount_padded;
    return here == before + 1 &&
           std::all_of(channel.loop->indices.begin(), channel.loop->indices.end(), [&](int k) {
               return index[k * stride + here] == index[k * stride + before] + 1;
           });
}

/* Whether the parameters at these nodes, if the mechanism is there, are those of the first. */
inline bool is_uniform(const Channel &channel, int node, int length) {
    const int first = channel.instance_of[node], stride = channel.ml->_nodecount_padded;
    if (first < 0) {
        return true;
    }
    return std::all_of(
        channel.loop->parameters.begin(), channel.loop->parameters.end(), [&](int k) {
            const double *values = channel.ml->data + k * stride + first;
            return std::all_of(values, values + length,
                               [&](const double &x) { return memcmp(&x, values, sizeof x) == 0; });
        });
}

/* A run for each mechanism, LONGEST nodes at once. */
inline void add_runs(const NrnThread *nt, const std::vector<Channel> &channels, int node, int end,
                     std::vector<Run> &runs_out) {
    for (int length; node < end; node += length) {
        length = std::min<int>(end - node, LONGEST);
        for (const Channel &c : channels) {
            const int first = c.instance_of[node];
            if (first >= 0) {
                const bool uniform = !c.is_varied && is_uniform(c, node, length);
                runs_out.push_back({c.loop,
                                    (uniform ? UNIFORM : 0) | (c.is_watched ? FULL : 0),
                                    false,
                                    {nt, c.ml, node, first, length}});
            }
        }
    }
}

/* Cuts the nodes into runs; none if they would be too short. */
inline std::vector<Run> find_runs(const NrnThread *nt, const std::vector<Channel> &channels) {
    std::vector<Run> runs;
    const auto all = [&](auto &&is_so) {
        return std::all_of(channels.begin(), channels.end(), is_so);
    };
    for (int node = 0, end; node < nt->end; node = end) {
        std::vector<int> cuts = {node}; /* where a parameter changes */
        for (end = node + 1; end < nt->end; end++) {
            if (!all([&](const Channel &c) { return goes_on(c, end); })) {
                break;
            }
            if (!all([&](const Channel &c) { return is_uniform(c, end - 1, 2); })) {
                cuts.push_back(end);
            }
        }
        if (end - node < SHORTEST_UNIFORM * static_cast<int>(cuts.size())) {
            cuts.resize(1);
        }
        cuts.push_back(end);
        for (size_t i = 1; i < cuts.size(); i++) {
            add_runs(nt, channels, cuts[i - 1], cuts[i], runs);
        }
    }
    size_t n = 0;
    for (const Run &run : runs) {
        n += run.place.length;
    }
    if (n < SHORTEST * runs.size()) {
        runs.clear();
    }
    return runs;
}

/* Of point processes: as many in each of neighbouring nodes, in their order; none if too short. */
inline std::vector<Run> find_point_runs(const NrnThread *nt, const Channel &channel) {
    std::vector<Run> runs;
    const int *nodes = channel.ml->nodeindices, n = channel.ml->nodecount;
    for (int i = 0, per_node; i < n; i += per_node) {
        per_node = 1;
        while (i + per_node < n && nodes[i + per_node] == nodes[i] && per_node < LONGEST) {
            per_node++;
        }
        Place *last = runs.empty() ? nullptr : &runs.back().place;
        if (last && per_node == last->per_node && last->length + per_node <= LONGEST &&
            nodes[i] == last->node + last->length / per_node) {
            last->length += per_node;
        } else {
            runs.push_back({channel.loop,
                            channel.is_watched ? FULL : 0,
                            channel.is_varied,
                            {nt, channel.ml, nodes[i], i, per_node, per_node}});
        }
    }
    if (n < SHORTEST * static_cast<int>(runs.size())) {
        runs.clear();
    }
    return runs;
}

inline std::vector<int> instances_of(const NrnThread *nt, const Memb_list *ml) {
    std::vector<int> all(nt->end, -1);
    for (int i = 0; i < ml->nodecount; i++) {
        all[ml->nodeindices[i]] = i;
    }
    return all;
}

inline std::vector<Stretch> find_stretches(const Memb_list *ml) {
    std::vector<Stretch> all;
    for (int i = 0; i < ml->nodecount; i++) {
        const int node = ml->nodeindices[i];
        if (!all.empty() && node == all.back().node + all.back().length) {
            all.back().length++;
        } else {
            all.push_back({node, i, 1});
        }
    }
    return all;
}

inline std::vector<Rows> find_rows(const Memb_list *ml) {
    std::vector<Rows> all;
    for (int i = 0; i < ml->nodecount; i++) {
        const int node = ml->nodeindices[i];
        const int64_t row = static_cast<int64_t>(ml->data[i]); /* `row` is its only variable */
        Rows *last = all.empty() ? nullptr : &all.back();
        if (last && last->length == 1) {
            last->step = row - last->row;
        }
        if (last && node == last->node + last->length &&
            row == last->row + last->length * last->step) {
            last->length++;
        } else {
            all.push_back({node, 1, row, 0});
        }
    }
    return all;
}

inline void plan_ion(const NrnThreadMembList *tml, const std::vector<bool> &found,
                     const std::vector<bool> &is_summed, Plan &plan) {
    const int current = 3, slope = 4, follows = 0100; /* nrn_cur_ion(): the reversal does */
    const Datum *style = tml->ml->pdata;
    plan.keeps_all = plan.keeps_all || found[current] || found[slope];
    if (!is_summed[tml->index] &&
        std::none_of(style, style + tml->ml->nodecount, [&](int x) { return x & follows; })) {
        plan.idle_ions.push_back(tml->index);
    }
}

/* The runs of a kind, those of point processes first: they were registered first. */
inline void plan_runs(const NrnThread *nt, Kind kind, const std::vector<Channel> &channels,
                      const std::vector<Channel> &points,
                      const std::vector<const Mechanism *> &mechanisms, Plan &plan) {
    std::vector<bool> &is_fused = plan.is_fused[kind];
    is_fused.assign(mechanisms.size(), false);
    for (const Channel &c : points) {
        const std::vector<Run> runs = find_point_runs(nt, c);
        is_fused[c.type] = !runs.empty();
        plan.runs[kind].insert(plan.runs[kind].end(), runs.begin(), runs.end());
    }
    const std::vector<Run> runs = find_runs(nt, channels);
    for (const Channel &c : channels) {
        is_fused[c.type] = !runs.empty();
    }
    plan.runs[kind].insert(plan.runs[kind].end(), runs.begin(), runs.end());
    for (const NrnThreadMembList *tml = nt->tml; tml; tml = tml->next) {
        if (is_fused[tml->index]) {
            plan.last[kind] = tml->index;
        }
    }
    if (!can_wait(nt, kind, plan.last[kind], is_fused, mechanisms)) {
        is_fused.assign(mechanisms.size(), false);
        plan.runs[kind].clear();
    }
    for (Run &run : plan.runs[kind]) {
        if (run.loop->n_invariants > 0) {
            plan.invariants.emplace_back(run.loop->n_invariants * run.place.length);
            run.place.invariants = plan.invariants.back().data();
            run.loop->prepare[run.kernel / UNIFORM](run.place);
        }
    }
}

inline Plan make_plan(const NrnThread *nt, const std::vector<const Mechanism *> &mechanisms,
                      const std::vector<bool> &is_summed, int leadfield) {
    Plan plan;
    plan.is_made = true;
    plan.keeps_all = secondorder != 0 || nrn_have_gaps || !corenrn_param.reportfilepath.empty();
    const std::vector<const double *> places = foreign_places(nt);
    std::vector<Channel> channels[N_KINDS], points[N_KINDS];
    for (const NrnThreadMembList *tml = nt->tml; tml; tml = tml->next) {
        const std::vector<bool> found = foreign_variables(places, tml->ml, tml->index);
        const Mechanism *m = mechanisms[tml->index];
        if (tml->index == CAP) {
            plan.keeps_capacitive = found[1];
            plan.capacities = find_stretches(tml->ml);
        }
        if (tml->index == leadfield) {
            plan.rows = find_rows(tml->ml);
        }
        if (nrn_is_ion(tml->index)) {
            plan_ion(tml, found, is_summed, plan);
        }
        for (int kind = 0; m && kind < N_KINDS; kind++) {
            const Loop &loop = m->loops[kind];
            if (loop.kernels[0]) {
                (m->is_point ? points : channels)[kind].push_back(
                    {tml->index, &loop, tml->ml, any_of(loop.parameters, found),
                     any_of(loop.assigned, found), instances_of(nt, tml->ml)});
            }
        }
    }
    for (const Kind kind : {CURRENTS, STATES}) {
        plan_runs(nt, kind, channels[kind], points[kind], mechanisms, plan);
    }
    plan.branches = find_branches(nt);
    if (use_solve_interleave || nt->nrn_fast_imem ||
        nt->end - nt->ncell < SHORTEST * static_cast<int>(plan.branches.size())) {
        plan.branches.clear();
    }
    return plan;
}

} // namespace fused
} // namespace coreneuron

#endif
