/* SPDX-License-Identifier: BSD-3-Clause
 * lam_results_close.c - the end of a run's results: they are published, rescued or abandoned. */
#include "results/lam_results_impl.h"
#include "base/lam_status_impl.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static lam_status finish_file(lam_results *results, bool complete) {
    int flag = complete;
    hsize_t size;
    herr_t added =
        lam_results_add_attribute(results->file, "complete", H5T_STD_I32LE, H5T_NATIVE_INT, &flag);
    if (added < 0 || H5Fflush(results->file, H5F_SCOPE_GLOBAL) < 0 ||
        H5Fget_filesize(results->file, &size) < 0) {
        return lam_results_fail(results, "anything");
    }
    herr_t closed = H5Fclose(results->file);
    results->file = -1;
    if (closed < 0) {
        return lam_results_fail(results, "anything");
    }
    int fd = results->fd;
    results->fd = -1;
    bool good = ftruncate(fd, (off_t)size) == 0 && fsync(fd) == 0; /* frees the reserve */
    int error = errno;
    if (close(fd) != 0 || !good) {
        return lam_results_fail_system(results, good ? errno : error);
    }
    return LAM_OK;
}

lam_status lam_results_rescue(lam_results *results, bool even_empty, size_t *n_trials_out,
                              lam_rescued *what_out) {
    const lam_stage *stage = &results->stage;
    if (stage->path_owned != NULL && !stage->is_kept) {
        lam_results_take(results, false, n_trials_out); /* take as many as possible */
    }
    size_t n = stage->path_owned != NULL ? lam_stage_count(stage) : results->n_ended;
    bool is_free = !stage->is_kept && !lam_folder_has_results(&results->folder);
    *n_trials_out = n;
    *what_out = n == 0           ? LAM_RESCUED_NONE
                : stage->is_kept ? LAM_RESCUED_KEPT
                : is_free        ? LAM_RESCUED_RESULTS
                                 : LAM_RESCUED_DROPPED;
    if (is_free && (n > 0 || even_empty)) {
        return lam_results_close(results, false);
    }
    lam_results_abandon(results);
    return LAM_OK;
}

void lam_results_rescue_line(lam_results *results, bool even_empty, char *line_out,
                             size_t line_size) {
    size_t n = 0;
    lam_rescued what = LAM_RESCUED_NONE;
    if (lam_results_rescue(results, even_empty, &n, &what) != LAM_OK) {
        snprintf(line_out, line_size, "; %s%s", n > 0 ? "results.h5 of the finished trials: " : "",
                 lam_error());
        return;
    }
    switch (what) {
    case LAM_RESCUED_DROPPED:
        snprintf(line_out, line_size, "; the results of the earlier run stay as they are");
        break;
    case LAM_RESCUED_RESULTS:
        snprintf(line_out, line_size, "; results.h5 holds the trials that are finished, %zu", n);
        break;
    case LAM_RESCUED_KEPT:
        snprintf(line_out, line_size,
                 "; the finished trials stay, and the same command goes on with them");
        break;
    default:
        line_out[0] = '\0';
    }
}

/* The results could not be closed. What the file holds of trials that have ended is kept. */
static lam_status keep_unfinished(lam_results *results, lam_status status) {
    char reason[512];
    snprintf(reason, sizeof reason, "%s", lam_error());
    if (results->file >= 0) {
        H5Fclose(results->file);
        results->file = -1;
    }
    if (!lam_folder_keep(&results->folder)) {
        return lam_fail(status, "%s", reason);
    }
    return lam_fail(status, "%s; what could be written of the trials is in '%s/%s'", reason,
                    results->folder.path_owned, LAM_UNFINISHED_NAME);
}

lam_status lam_results_close(lam_results *results, bool complete) {
    lam_status status = complete ? LAM_OK : lam_results_drop_trial(results);
    if (status == LAM_OK) {
        status = lam_results_write_mean(results);
        if (status == LAM_ERR_IO && !complete) { /* the disk is full: the trials matter more */
            lam_folder_drop(&results->folder, "mean");
            status = LAM_OK;
        }
    }
    if (status == LAM_OK) {
        status = finish_file(results, complete);
    }
    bool is_wanted =
        complete || !(results->stage.is_kept || lam_folder_has_results(&results->folder));
    if (status == LAM_OK && is_wanted) {
        status = lam_folder_publish(&results->folder);
    }
    if (status != LAM_OK && is_wanted && results->n_ended > 0 && !results->stage.is_kept &&
        !lam_stage_holds(results->folder.path_owned)) {
        status = keep_unfinished(results, status);
    }
    lam_stage_close(&results->stage, complete && status == LAM_OK);
    lam_results_abandon(results); /* after publishing nothing is left to remove */
    return status;
}

void lam_results_abandon(lam_results *results) {
    if (results == NULL) {
        return;
    }
    if (results->file >= 0) {
        H5Fclose(results->file);
    }
    if (results->fd >= 0) {
        close(results->fd);
    }
    lam_stage_close(&results->stage, false);
    lam_folder_close(&results->folder);
    lam_measured_free(&results->measured);
    free(results);
}
