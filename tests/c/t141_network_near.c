/* SPDX-License-Identifier: BSD-3-Clause
 * t141_network_near - sources are sought only where spikes can come from in time. This finds the
 * same sources, in the same order, as a search everywhere, and takes as long in a large sheet as in
 * a small one. */
#include "t1xx_file.h"

#include <math.h>

/* ---- the same as everywhere ---- */

typedef struct found {
    size_t n;
    double *gid, *weight_uS, *delay_ms;
} found;

static found look(const lam_network *network, size_t c, size_t gid, double max_delay_ms) {
    size_t room;
    GOOD(lam_network_candidates(network, c, gid, max_delay_ms, &room));
    found sources;
    sources.gid = malloc((3 * room + 1) * sizeof(double));
    sources.weight_uS = sources.gid + room;
    sources.delay_ms = sources.gid + 2 * room;
    GOOD(lam_network_sources(network, c, gid, max_delay_ms, &sources.n, sources.gid,
                             sources.weight_uS, sources.delay_ms));
    cr_assert(sources.n <= room);
    return sources;
}

/* Of all sources, by the definition. */
static double delay_from(const lam_network *network, const lam_connection *connection,
                         size_t source, size_t target) {
    double here[3], there[3];
    double lamtha_um = connection->lamtha * lam_network_model(network)->inplane_distance_um;
    GOOD(lam_network_position(network, source, there));
    GOOD(lam_network_position(network, target, here));
    double dx = here[0] - there[0], dy = here[1] - there[1], d_um = sqrt(dx * dx + dy * dy);
    return connection->delay_ms / exp(-(d_um * d_um) / (lamtha_um * lamtha_um));
}

/* `all`: the sources whatever their delay. */
static void check_target(const lam_network *network, size_t c, size_t gid, const found *all,
                         double max_delay_ms) {
    const lam_connection *connection = &lam_network_model(network)->connections[c];
    found near = look(network, c, gid, max_delay_ms);
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        double delay_ms = delay_from(network, connection, (size_t)all->gid[i], gid);
        cr_assert_eq(delay_ms, all->delay_ms[i]);
        if (delay_ms <= max_delay_ms) {
            cr_assert(n < near.n && near.gid[n] == all->gid[i] && near.delay_ms[n] == delay_ms &&
                          near.weight_uS[n] == all->weight_uS[i],
                      "connection %zu, %g ms: gid %g onto %zu", c, max_delay_ms, all->gid[i], gid);
            n++;
        }
    }
    cr_assert_eq(near.n, n, "connection %zu, %g ms, gid %zu: %zu, not %zu", c, max_delay_ms, gid,
                 near.n, n);
    free(near.gid);
}

/* All to all: no source is missing. */
static void check_all(const lam_network *network, size_t c, size_t gid, const found *all) {
    const lam_model *model = lam_network_model(network);
    const lam_connection *connection = &model->connections[c];
    const lam_population *source = &model->populations[connection->source];
    size_t n = 0;
    for (size_t from = source->first_gid; from < source->end_gid; from++) {
        if (connection->autapses || from != gid) {
            cr_assert(n < all->n && all->gid[n] == (double)from);
            n++;
        }
    }
    cr_assert_eq(all->n, n);
}

static void check_network(const lam_network *network) {
    const lam_model *model = lam_network_model(network);
    static const double limits_ms[] = {0.05, 1, 1.2, 9, 170, 1e5, 1e300};
    for (size_t c = 0; c < model->n_connections; c++) {
        const lam_population *target = &model->populations[model->connections[c].target];
        size_t n_pairs = 0;
        for (size_t gid = target->first_gid; gid < target->end_gid; gid++) {
            found all = look(network, c, gid, INFINITY);
            n_pairs += all.n;
            if (model->connections[c].pairs == NULL) {
                check_all(network, c, gid, &all);
            }
            for (size_t i = 0; i < sizeof limits_ms / sizeof limits_ms[0]; i++) {
                check_target(network, c, gid, &all, limits_ms[i]);
            }
            check_target(network, c, gid, &all, all.n > 0 ? all.delay_ms[all.n / 2] : 7);
            free(all.gid);
        }
        cr_assert_eq(n_pairs, model->connections[c].n_pairs);
    }
}

static void check_grid(const char *path, const char *nx, const char *ny, const char *lamtha) {
    lam_network *network = NULL;
    GOOD(lam_network_read(path, &network));
    GOOD(lam_network_set(network, "grid.nx", nx));
    GOOD(lam_network_set(network, "grid.ny", ny));
    GOOD(lam_network_set(network, "grid.inplane_distance", "30.1"));
    GOOD(lam_network_set(network, "connections[*>*].lamtha", lamtha));
    check_network(network);
    lam_network_destroy(network);
}

Test(network_near, lattices) {
    check_grid(ERP, "10", "10", "3");
    check_grid(ERP, "13", "4", "0.7");
    check_grid(ERP, "1", "7", "2");
    check_grid(COLUMN, "2", "11", "1");
    check_grid("params/law_2021.json", "7", "8", "1.3");
}

/* ---- every kind of pairs ---- */

static const char *const kinds =
    "[{\"from\": \"L2_pyramidal\", \"to\": \"L2_pyramidal\", \"location\": \"proximal\","
    " \"receptor\": \"ampa\", \"weight\": [1, \"uS\"], \"delay\": [1, \"ms\"],"
    " \"lamtha\": [2, \"grid\"], \"autapses\": false, \"probability\": 0.3, \"conn_seed\": 5},"
    "{\"from\": \"L2_basket\", \"to\": \"L5_pyramidal\", \"location\": \"distal\","
    " \"receptor\": \"gabaa\", \"weight\": [1, \"uS\"], \"delay\": [2, \"ms\"],"
    " \"lamtha\": [2, \"grid\"], \"from_gids\": [1, [3, 20]], \"to_gids\": [[175, 230]]},"
    "{\"from\": \"L2_basket\", \"to\": \"L2_basket\", \"location\": \"soma\","
    " \"receptor\": \"gabaa\", \"weight\": [1, \"uS\"], \"delay\": [2, \"ms\"],"
    " \"lamtha\": [2, \"grid\"], \"from_gids\": [1, [3, 20]], \"to_gids\": [[0, 9]],"
    " \"autapses\": false, \"probability\": 0.5, \"conn_seed\": 1},"
    "{\"from\": \"L5_basket\", \"to\": \"L5_basket\", \"location\": \"soma\","
    " \"receptor\": \"gabaa\", \"weight\": [1, \"uS\"], \"delay\": [1, \"ms\"],"
    " \"lamtha\": [2, \"grid\"], \"pairs\": {\"140\": [135, 160, 135, 169], \"136\": [135, 136]}},"
    "{\"from\": \"L2_basket\", \"to\": \"L2_basket\", \"location\": \"soma\","
    " \"receptor\": \"gabaa\", \"weight\": [1, \"uS\"], \"delay\": [2, \"ms\"],"
    " \"lamtha\": [2, \"grid\"], \"autapses\": false}]";

static bool is_found(const found *sources, size_t gid) {
    for (size_t i = 0; i < sources->n; i++) {
        if (sources->gid[i] == (double)gid) {
            return true;
        }
    }
    return false;
}

/* Connection `c` keeps what the draw among `n` pairs keeps, the targets of the first source first.
 */
static void check_draw(const lam_network *network, size_t c, uint64_t seed, size_t n, size_t n_kept,
                       bool (*is_pair)(size_t source, size_t target)) {
    const lam_model *model = lam_network_model(network);
    const lam_population *source = &model->populations[model->connections[c].source];
    const lam_population *target = &model->populations[model->connections[c].target];
    bool *is_chosen = malloc(n);
    size_t i = 0;
    GOOD(lam_choose(seed, n, n_kept, is_chosen));
    cr_assert_eq(model->connections[c].n_pairs, n_kept);
    for (size_t s = source->first_gid; s < source->end_gid; s++) {
        for (size_t t = target->first_gid; t < target->end_gid; t++) {
            found sources = look(network, c, t, INFINITY);
            bool expected = is_pair(s, t) && is_chosen[i++];
            cr_assert_eq(is_found(&sources, s), expected, "%zu onto %zu", s, t);
            free(sources.gid);
        }
    }
    cr_assert_eq(i, n);
    free(is_chosen);
}

static bool all_others(size_t source, size_t target) {
    return source != target;
}

static bool some_others(size_t source, size_t target) {
    return source != target && (source == 1 || (source >= 3 && source <= 20)) && target <= 9;
}

static void check_kinds(lam_network *network) {
    const lam_model *model = lam_network_model(network);
    size_t c = model->n_connections - 5;
    check_network(network);
    check_draw(network, c, 5, 9900, 2970, all_others);
    check_draw(network, c + 2, 1, 182, 91, some_others); /* 19 sources, 10 targets, 8 in both */
    static const double listed[] = {136, 140, 140};
    found sources = look(network, c + 3, 135, INFINITY);
    cr_assert(sources.n == 3 && memcmp(sources.gid, listed, sizeof listed) == 0);
    free(sources.gid);
    cr_assert(model->connections[c + 4].pairs == NULL && model->connections[c + 1].n_pairs == 1064);
}

Test(network_near, kinds_of_pairs) {
    lam_network *network = NULL;
    GOOD(lam_network_read(ERP, &network));
    GOOD(lam_network_set(network, "connections", kinds));
    GOOD(lam_network_set(network, "drives.evprox1.probability", "0.4"));
    check_kinds(network);
    lam_network_destroy(network);
}

/* Cells anywhere, some at the same place; all in a line; all in one place. */
Test(network_near, stated_positions) {
    for (int kind = 0; kind < 3; kind++) {
        char text[12000];
        size_t used =
            (size_t)snprintf(text, sizeof text, "{\"cell\": \"L2_pyramidal\", \"positions\": [[");
        srand(7);
        for (int k = 0; k < 100; k++) {
            double x = kind == 2 ? 3 : rand() % 2000 / 100.0,
                   y = kind > 0 ? -4 : rand() % 900 / 99.;
            double again = k % 10 == 9 ? 1 : x;
            used += (size_t)snprintf(text + used, sizeof text - used, "%s[%.17g, %.17g, 0]",
                                     k > 0 ? ", " : "", again, y);
        }
        snprintf(text + used, sizeof text - used, "], \"um\"]}");
        lam_network *network = NULL;
        GOOD(lam_network_read(ERP, &network));
        GOOD(lam_network_set(network, "populations.L2_pyramidal", text));
        check_network(network);
        GOOD(lam_network_set(network, "connections", kinds));
        check_kinds(network);
        lam_network_destroy(network);
    }
}

/* ---- a large sheet ---- */

/* The most and the mean that is looked at for a cell, over all cells. */
static double most_looked_at(const char *nx, double *mean_out) {
    lam_network *network = NULL;
    GOOD(lam_network_read(ERP, &network));
    GOOD(lam_network_set(network, "grid.nx", nx));
    GOOD(lam_network_set(network, "grid.ny", nx));
    GOOD(lam_network_set(network, "connections[*>*].lamtha", "3"));
    const lam_model *model = lam_network_model(network);
    double *sums = calloc(model->n_cells, sizeof *sums), most = 0, sum = 0;
    for (size_t c = 0; c < model->n_connections; c++) {
        const lam_population *target = &model->populations[model->connections[c].target];
        for (size_t gid = target->first_gid; gid < target->end_gid; gid++) {
            size_t n;
            GOOD(lam_network_candidates(network, c, gid, 170, &n));
            sums[gid] += (double)n;
        }
    }
    for (size_t gid = 0; gid < model->n_cells; gid++) {
        most = fmax(most, sums[gid]);
        sum += sums[gid];
    }
    *mean_out = sum / (double)model->n_cells;
    free(sums);
    lam_network_destroy(network);
    return most;
}

/* Within 170 ms a spike comes 6.8 distances far. */
Test(network_near, bounded) {
    double mean_20, mean_40, mean_80, most = most_looked_at("20", &mean_20);
    cr_assert_eq(most_looked_at("40", &mean_40), most);
    cr_assert_eq(most_looked_at("80", &mean_80), most);
    cr_assert(mean_20 < mean_40 && mean_40 < mean_80, "fewer at the margins, which count less");
    cr_assert(mean_80 < most && mean_80 - mean_40 < 0.6 * (mean_40 - mean_20));
}
