/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results_create.c - the beginning of a run's results: their folder, and the file in it. */
#include "results/lam_results_impl.h"
#include "base/lam_status_impl.h"

#include <stdlib.h>

static lam_status create_file(lam_results *results) {
    LAM_TRY(lam_folder_part(&results->folder, LAM_RESULTS_NAME, &results->fd));
    char *path = lam_folder_part_path(&results->folder, LAM_RESULTS_NAME);
    if (path == NULL) {
        return LAM_ERR_MEMORY;
    }
    results->file = H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    free(path);
    return results->file < 0 ? lam_results_fail(results, "anything")
                             : lam_results_reserve(results, 0);
}

static lam_status create(const char *directory, bool resumes, lam_results **results_out) {
    /* The library reports errors itself and never prints. A file that could not be closed must not
     * be closed once more at exit. */
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    lam_results *results = lam_alloc(1, sizeof *results);
    if (results == NULL) {
        return LAM_ERR_MEMORY;
    }
    results->file = -1;
    results->fd = -1;
    results->shown.scale = 1;
    lam_status status = lam_folder_open(directory, resumes, &results->folder);
    if (status != LAM_OK) {
        free(results);
        return status;
    }
    status = create_file(results);
    if (status != LAM_OK) {
        lam_results_abandon(results);
        return status;
    }
    *results_out = results;
    return LAM_OK;
}

lam_status lam_results_create(const char *directory, lam_results **results_out) {
    return create(directory, false, results_out);
}

lam_status lam_results_resume(const char *directory, lam_results **results_out) {
    return create(directory, true, results_out);
}
