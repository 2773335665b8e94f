/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_export.c - writing a network's description to a file, whole or not at all. */
#include "lam_file_impl.h"
#include "lam_hnn_write_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A pipe or a device would be gone once a file took its place. */
static lam_status check_replaceable(const char *path) {
    struct stat there;
    if (stat(path, &there) != 0 || S_ISREG(there.st_mode)) {
        return LAM_OK;
    }
    return lam_fail(LAM_ERR_INPUT, "cannot write '%s': %s; accepted: a file that can be written",
                    path, S_ISDIR(there.st_mode) ? "is a folder" : "is a pipe or device");
}

/* Under another name first, which then takes the place of what was there. */
static lam_status write_file(const char *path, const char *text) {
    size_t size = strlen(path) + 32;
    char *part = lam_alloc(size, 1);
    if (part == NULL) {
        return LAM_ERR_MEMORY;
    }
    snprintf(part, size, "%s.%ld.part", path, (long)getpid());
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL, 0666);
    int error = fd < 0 ? errno : lam_file_write(fd, text, strlen(text), 0);
    if (error == 0 && fsync(fd) != 0) {
        error = errno;
    }
    if (fd >= 0 && close(fd) != 0 && error == 0) {
        error = errno;
    }
    if (error == 0 && rename(part, path) != 0) {
        error = errno;
    }
    lam_status status = LAM_OK;
    if (error != 0) {
        if (fd >= 0) {
            unlink(part);
        }
        status = lam_fail(lam_kind_of(error),
                          "cannot write '%s': %s; accepted: a file that can be written", path,
                          strerror(error));
    }
    free(part);
    return status;
}

lam_status lam_network_export(const lam_network *network, const char *path, bool lossy) {
    char *text = NULL;
    LAM_TRY(check_replaceable(path));
    LAM_TRY(lam_hnn_write(network, lossy, &text));
    lam_status status = write_file(path, text);
    free(text);
    return status;
}
