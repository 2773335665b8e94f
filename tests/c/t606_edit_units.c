/* SPDX-License-Identifier: BSD-3-Clause
 * t606_edit_units - a number that was set without its unit, [number, null], is read in the unit of
 * its key, wherever a network has a number. */
#include "t6xx_document.h"

static bool is_quantity(const json_t *value) {
    return json_array_size(value) == 2 && json_is_number(json_array_get(value, 0)) &&
           json_is_string(json_array_get(value, 1));
}

/* The k-th number in objects, with or without a unit, loses it; false: there are less. What belongs
 * to a mechanism that the project does not know has a unit of its own. */
static bool take_unit(json_t *value, size_t *k) {
    void *next;
    const char *key;
    json_t *member;
    json_object_foreach_safe(value, next, key, member) {
        bool is_number = (json_is_number(member) || is_quantity(member)) &&
                         json_object_get(value, "mechanism") == NULL &&
                         strstr(key, "_mine") == NULL;
        if (is_number && (*k)-- == 0) {
            json_t *number = is_quantity(member) ? json_array_get(member, 0) : member;
            return json_object_set_new(value, key, json_pack("[O,n]", number)) == 0;
        }
        if (take_unit(member, k)) {
            return true;
        }
    }
    bool is_done = false;
    for (size_t i = 0; i < json_array_size(value) && !is_done; i++) {
        is_done = take_unit(json_array_get(value, i), k);
    }
    return is_done;
}

Test(edit_units, each_number) {
    lam_network *network = all_kinds_network();
    json_t *before = json_loads(lam_network_json(network), 0, NULL);
    lam_network_destroy(network);
    bool is_left = true;
    size_t n = 0;
    for (; is_left; n++) {
        json_t *changed = json_deep_copy(before);
        size_t k = n;
        is_left = take_unit(changed, &k);
        GOOD(read_json(changed, &network));
        json_t *after = json_loads(lam_network_json(network), 0, NULL);
        char *text = json_dumps(changed, JSON_COMPACT);
        cr_assert(json_equal(after, before), "%s", text);
        free(text);
        lam_network_destroy(network);
        json_decref(after);
        json_decref(changed);
    }
    cr_assert(n > 80, "%zu", n);
    json_decref(before);
}
