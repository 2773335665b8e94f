/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_export.c - writes a network as a network file for HNN-core. */
#include "base/lam_file_impl.h"
#include "hnn/lam_hnn_write_impl.h"

#include <stdlib.h>

/* The file begins as lam_hnn_write writes it. HNN-core's own files do not have this second key. */
static const char beginning[] = "{\n \"object_type\": \"Network\",\n \"" LAM_HNN_OWN_KEY "\": ";

static lam_status check_place(const lam_network *network, const char *path) {
    const lam_json_document *document = &network->document;
    for (size_t i = 0; i < document->n_files; i++) {
        if (lam_file_is_same(path, document->names[i])) {
            return lam_fail(LAM_ERR_INPUT,
                            "cannot write '%s': the network was read from it; accepted: another "
                            "file, or --force",
                            path);
        }
    }
    return lam_file_check_place(path, "export", beginning);
}

lam_status lam_network_export(const lam_network *network, const char *path, bool lossy,
                              bool force) {
    char *text = NULL;
    LAM_TRY(force ? lam_file_check_place(path, NULL, NULL) : check_place(network, path));
    LAM_TRY(lam_hnn_write(network, lossy, &text));
    lam_status status = lam_file_write(path, text);
    free(text);
    return status;
}
