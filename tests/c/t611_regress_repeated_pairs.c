/* SPDX-License-Identifier: BSD-3-Clause
 * t611_regress_repeated_pairs - connections are picked by cells although a pair is listed more
 * often than there are cells. The memory, which was for one of each, overflowed. */
#include "t6xx_document.h"
#include "scratch.h"

#include <stdint.h>

/* The third connection, from T (gids 6 to 8) to A (0 to 5), joins 7 and 2 so often. */
enum { OFTEN = 1000, PLACE = 2 };

static lam_network *with_repeated_pair(void) {
    char file[SCRATCH_SIZE];
    lam_network *network = NULL;
    json_t *json = parsed(all_kinds), *targets = json_array();
    json_t *connection = json_array_get(json_object_get(json, "connections"), PLACE);
    for (int i = 0; i < OFTEN; i++) {
        json_array_append_new(targets, json_integer(2));
    }
    json_object_set_new(connection, "pairs", json_pack("{s:o}", "7", targets));
    scratch_file(file, "");
    cr_assert_eq(json_dump_file(json, file, 0), 0);
    json_decref(json);
    GOOD(lam_network_read(file, &network));
    remove(file);
    return network;
}

static bool is_picked(const lam_network *network, size_t source_gid, size_t target_gid) {
    size_t n, *indices;
    bool found = false;
    GOOD(lam_network_pick(network, "T>A", source_gid, target_gid, &n, &indices));
    for (size_t i = 0; i < n; i++) {
        found |= indices[i] == PLACE;
    }
    free(indices);
    return found;
}

Test(repeated_pairs, are_picked) {
    lam_network *network = with_repeated_pair();
    cr_assert(is_picked(network, SIZE_MAX, SIZE_MAX) && is_picked(network, 7, 2));
    cr_assert(is_picked(network, 7, SIZE_MAX) && is_picked(network, SIZE_MAX, 2));
    cr_assert(!is_picked(network, 6, SIZE_MAX) && !is_picked(network, SIZE_MAX, 1));
    lam_network_destroy(network);
}

/* All that is asked of such a connection counts the pair as often as it is listed. */
Test(repeated_pairs, are_counted) {
    lam_network *network = with_repeated_pair();
    const lam_model *model = lam_network_model(network);
    size_t c = 0, n = 0;
    while (model->connections[c].n_pairs != OFTEN) {
        c++;
    }
    GOOD(lam_network_candidates(network, c, 2, 1000, &n));
    cr_assert_eq(n, OFTEN);
    double *room = calloc(3 * n, sizeof *room);
    GOOD(lam_network_sources(network, c, 2, 1000, &n, room, room + n, room + 2 * n));
    cr_assert(n == OFTEN && room[0] == 7 && room[n - 1] == 7);
    free(room);
    lam_network_destroy(network);
}
