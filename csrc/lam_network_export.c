/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_export.c - writing a network's description to a file, whole or not at all. */
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

static lam_status write_all(int fd, const char *text) {
    size_t left = strlen(text);
    while (left > 0) {
        ssize_t n = write(fd, text, left);
        if (n < 0 && errno != EINTR) {
            return LAM_ERR_IO;
        }
        text += n > 0 ? n : 0;
        left -= n > 0 ? (size_t)n : 0;
    }
    return fsync(fd) == 0 ? LAM_OK : LAM_ERR_IO;
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
    lam_status status = fd < 0 ? LAM_ERR_IO : write_all(fd, text);
    int error = errno;
    if (fd >= 0 && close(fd) != 0 && status == LAM_OK) {
        error = errno;
        status = LAM_ERR_IO;
    }
    if (status == LAM_OK && rename(part, path) != 0) {
        error = errno;
        status = LAM_ERR_IO;
    }
    if (status != LAM_OK) {
        if (fd >= 0) {
            unlink(part);
        }
        status =
            lam_fail(LAM_ERR_INPUT, "cannot write '%s': %s; accepted: a file that can be written",
                     path, strerror(error));
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
