/* SPDX-License-Identifier: BSD-3-Clause
 * lam_objective_place.c - where a term stands in its specification, for errors that name the place.
 */
#include "fit/lam_objective_impl.h"

void lam_term_find(const lam_objective *objective, const lam_term *term,
                   lam_term_place *place_out) {
    place_out->root = lam_json_root(&objective->document);
    place_out->all = lam_json_member(&place_out->root, "objective");
    place_out->term =
        term->place == SIZE_MAX ? place_out->all : lam_json_element(&place_out->all, term->place);
}

lam_json lam_term_key(const lam_term_place *place, const char *key) {
    lam_json at = lam_json_member(&place->term, key);
    return at.value != NULL ? at : place->term;
}
