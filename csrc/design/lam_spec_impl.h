/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spec_impl.h - the file of a sweep or a fit while it is read (not public). */
#ifndef LAM_SPEC_IMPL_H
#define LAM_SPEC_IMPL_H

#include "json/lam_json_impl.h"

struct lam_spec {
    lam_json_document document;
    lam_design design;
    lam_varied *parameters_owned;
    double *values_owned; /* of all parameters, one after the other */
    char *network_owned;
    bool has_own_events;
    size_t n_kept;
    lam_kept_item *kept_owned;
    char *target_owned;             /* NULL: none */
    const char *units, *data_words; /* of the target; the document's */
};

/* Read the keys that all such files have: network, options, parameters, seed. A command has
 * `fields` of its own beside them, which fill `target`; any other key is refused. The texts and the
 * JSON that they get live as long as the spec. Of the design it sets seed and parameters. */
lam_status lam_spec_read(const char *path, const lam_json_field *fields, size_t n_fields,
                         void *target, lam_spec **spec_out);
/* The same of a text that the file holds; NULL: the file itself. */
lam_status lam_spec_parse(const char *path, const char *text, const lam_json_field *fields,
                          size_t n_fields, void *target, lam_spec **spec_out);
lam_json lam_spec_root(const lam_spec *spec);
/* LAM_ERR_INPUT: its seed is above 2^32 - 1, which draws of lam_mt19937 are not told apart by. */
lam_status lam_spec_check_seed(const lam_spec *spec);
/* The path beside a file if there is such a file, else the name as it is. The caller frees it;
 * NULL: out of memory. */
char *lam_spec_beside(const char *file, const char *name);

/* The parameters of an object {PATH: {...}, ...}, or of a list of points [{PATH: number, ...}, ...]
 * (lam_spec_parameters.c). */
lam_status lam_spec_take_parameters(lam_spec *spec, const lam_json *at);
lam_status lam_spec_take_points(lam_spec *spec, const lam_json *points);

#endif
