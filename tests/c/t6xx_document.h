/* SPDX-License-Identifier: BSD-3-Clause
 * t6xx_document.h - networks as JSON for the tests of changes: from a small text, or whole from a
 * file, `defaults` expanded. */
#ifndef LAM_T6XX_DOCUMENT_H
#define LAM_T6XX_DOCUMENT_H

#include "edit/lam_edit_impl.h"
#include "t1xx_file.h"
#include "t6xx_networks.h"
#include "scratch.h"

static inline json_t *parsed(const char *text) {
    char *copy = strdup(text);
    for (char *c = copy; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    json_error_t error;
    json_t *json = json_loads(copy, JSON_DECODE_ANY, &error);
    cr_assert_not_null(json, "%s: %s", copy, error.text);
    free(copy);
    return json;
}

/* The caller closes it. */
static inline lam_json_document small_document(void) {
    return (lam_json_document){.merged = parsed(small_network)};
}

/* LAM_OK: the caller destroys the network. */
static inline lam_status read_json(const json_t *json, lam_network **network_out) {
    char file[SCRATCH_SIZE];
    scratch_file(file, "");
    cr_assert_eq(json_dump_file(json, file, JSON_REAL_PRECISION(17)), 0);
    lam_status status = lam_network_read(file, network_out);
    remove(file);
    return status;
}

static inline lam_network *all_kinds_network(void) {
    json_t *json = parsed(all_kinds);
    lam_network *network = NULL;
    GOOD(read_json(json, &network));
    json_decref(json);
    return network;
}

#endif
