/* SPDX-License-Identifier: BSD-3-Clause
 * lam_places.c - where the rows of a lead field are, and what an electric field from outside adds
 * to a signal of theirs. */
#include "probe/lam_places_impl.h"

#include <string.h>

lam_status lam_places_put(lam_places *places, size_t n_rows, size_t row, const double place_um[3]) {
    if (row >= n_rows) {
        return lam_fail(LAM_ERR_INPUT, "lead field: place of row %zu; accepted: below %zu", row,
                        n_rows);
    }
    LAM_GROW(places->um_owned, n_rows, &places->n_held);
    while (places->n < n_rows) {
        memset(places->um_owned[places->n++], 0, sizeof *places->um_owned);
    }
    memcpy(places->um_owned[row], place_um, sizeof *places->um_owned);
    return LAM_OK;
}

void lam_places_weigh(const lam_places *places, size_t first_row, size_t n_rows,
                      const double *weights, double per_V_m_out[3]) {
    for (int axis = 0; axis < 3; axis++) {
        per_V_m_out[axis] = 0;
        for (size_t i = 0; i < n_rows && first_row + i < places->n; i++) {
            per_V_m_out[axis] +=
                weights[i] * lam_field_phi_mV(places->um_owned[first_row + i][axis]);
        }
    }
}
