/* SPDX-License-Identifier: BSD-3-Clause
 * facts.h - the facts of a model by name: what a member of its structs holds, found by the way to
 * it. */
#ifndef LAMINAE_FACTS_H
#define LAMINAE_FACTS_H

#include "laminae/network.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A struct whose facts are asked for, and the table that names them. It is read only. It lives as
 * long as the struct. */
typedef struct lam_owner {
    const struct lam_fact_table *table;
    const void *at;
} lam_owner;

lam_owner lam_network_owner(const lam_network *network); /* of lam_network_model */
lam_owner lam_array_owner(const lam_electrode_array *array);

/* One step of the way: an entry of a list, and last the fact itself. cell_types[2].sections[0].L_um
 * is {"cell_types", 2}, {"sections", 0}, {"L_um", LAM_EACH}. docs/facts.md lists the names. */
typedef struct lam_step {
    const char *name;
    size_t entry; /* LAM_EACH: each of a list's; of what is no list */
} lam_step;
#define LAM_EACH SIZE_MAX

/* Where there is no such fact or entry, LAM_ERR_INPUT names the way and what is accepted.
 *  fact    a number, or a flag as 0 or 1. Of numbers and lists: an entry's, or how many there are
 *  text    the struct owns it. "": there is none
 *  facts   numbers, in the order in which they stand; LAM_EACH on the way: those of each entry in
 *          turn. The caller frees *facts_out[*n_out] */
lam_status lam_fact(lam_owner owner, size_t n_steps, const lam_step *steps, double *fact_out);
lam_status lam_fact_text(lam_owner owner, size_t n_steps, const lam_step *steps,
                         const char **text_out);
lam_status lam_facts(lam_owner owner, size_t n_steps, const lam_step *steps, size_t *n_out,
                     double **facts_out);

/* All that there is, a line each: the way, what it is, its unit or "-". The caller frees it. */
lam_status lam_facts_list(lam_owner owner, char **text_out);

#ifdef __cplusplus
}
#endif

#endif
