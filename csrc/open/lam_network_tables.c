/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_tables.c - sensors whose leads are in a file: the leads replace the text that says
 * where they are. */
#include "network/lam_network_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The path is relative to the network file that names it. The caller frees it. */
static char *path_of(const lam_json *at, const char *file) {
    const char *from = lam_json_file(at), *slash = strrchr(from, '/');
    size_t n = slash == NULL || file[0] == '/' ? 0 : (size_t)(slash - from) + 1;
    size_t size = n + strlen(file) + 1;
    char *path = lam_alloc(size, 1);
    if (path != NULL) {
        snprintf(path, size, "%.*s%s", (int)n, from, file);
    }
    return path;
}

/* Makes [[[x, y, z], ...], unit], and the sensors' names unless the network states others. */
static lam_status put_table(json_t *set, const lam_lead_table *table) {
    json_t *leads = json_array(), *names = json_array();
    int failed = 0;
    for (size_t i = 0; i < table->n; i++) {
        const double *lead = table->leads + 3 * i;
        failed |= json_array_append_new(leads, json_pack("[f,f,f]", lead[0], lead[1], lead[2]));
        if (table->names != NULL) {
            failed |= json_array_append_new(names, json_string(table->names[i]));
        }
    }
    failed |= json_object_set_new(set, "leads", json_pack("[O,s]", leads, table->units));
    if (table->names != NULL && json_object_get(set, "names") == NULL) {
        failed |= json_object_set(set, "names", names);
    }
    json_decref(leads);
    json_decref(names);
    return failed ? lam_fail(LAM_ERR_MEMORY, "out of memory: leads") : LAM_OK;
}

static lam_status take_table(const lam_json *set) {
    lam_json at = lam_json_member(set, "file"), leads = lam_json_member(set, "leads");
    const char *file = json_string_value(at.value);
    lam_lead_table table = {.n = 0};
    if (at.value == NULL) {
        return LAM_OK;
    }
    if (file == NULL || file[0] == '\0' || leads.value != NULL) {
        return lam_json_fail(&at, leads.value != NULL ? "accepted: left out, as there are `leads`"
                                                      : "accepted: the name of a file of leads");
    }
    char *path = path_of(&at, file);
    lam_status status = path == NULL ? LAM_ERR_MEMORY : lam_lead_table_read(path, &table);
    if (status == LAM_ERR_INPUT) {
        status = lam_json_fail(&at, "%s", lam_error());
    }
    if (status == LAM_OK) {
        status = put_table(set->value, &table);
        json_object_del(set->value, "file");
    }
    lam_lead_table_free(&table);
    free(path);
    return status;
}

lam_status lam_network_take_tables(lam_json_document *document) {
    static const char *const kinds[] = {"eeg", "meg"};
    lam_json root = lam_json_root(document);
    for (size_t k = 0; k < LAM_COUNT_OF(kinds); k++) {
        lam_json sets = lam_json_member(&root, kinds[k]);
        const char *name;
        json_t *value;
        json_object_foreach(sets.value, name, value) {
            lam_json set = lam_json_member(&sets, name);
            LAM_TRY(take_table(&set));
        }
    }
    return LAM_OK;
}
