/* SPDX-License-Identifier: BSD-3-Clause
 * lam_file_write.c - writing a file that somebody names: whole or not at all, and in the place of
 * nothing that is not of its kind. */
#include "base/lam_file_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What stands in a file's beginning; nothing, if it cannot be read. */
static bool begins_with(const char *path, const char *beginning) {
    FILE *file = fopen(path, "rb");
    bool same = file != NULL;
    for (; same && *beginning != '\0'; beginning++) {
        same = getc(file) == (unsigned char)*beginning;
    }
    if (file != NULL) {
        fclose(file);
    }
    return same;
}

/* A pipe or a device would be gone once a file took its place. */
lam_status lam_file_check_place(const char *path, const char *kind, const char *beginning) {
    struct stat there;
    if (stat(path, &there) != 0) {
        return LAM_OK;
    }
    if (!S_ISREG(there.st_mode)) {
        return lam_fail(LAM_ERR_INPUT,
                        "cannot write '%s': %s; accepted: a file that can be written", path,
                        S_ISDIR(there.st_mode) ? "is a folder" : "is a pipe or device");
    }
    if (beginning != NULL && there.st_size > 0 && !begins_with(path, beginning)) {
        return lam_fail(LAM_ERR_INPUT,
                        "cannot write '%s': is there already, and is no %s of Laminae's; "
                        "accepted: another file, or --force",
                        path, kind);
    }
    return LAM_OK;
}

bool lam_file_is_same(const char *path, const char *other) {
    struct stat a, b;
    return stat(path, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

lam_status lam_file_write(const char *path, const char *text) {
    size_t size = strlen(path) + 32;
    char *part = lam_alloc(size, 1);
    if (part == NULL) {
        return LAM_ERR_MEMORY;
    }
    snprintf(part, size, "%s.%ld.part", path, (long)getpid());
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL, 0666);
    int error = fd < 0 ? errno : lam_file_write_at(fd, text, strlen(text), 0);
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

lam_status lam_file_write_in(const char *folder, const char *name, lam_text *text) {
    char *path = NULL, *bytes = NULL;
    lam_text place = {.bytes = NULL};
    lam_text_add(&place, "%s/%s", folder, name);
    lam_status status = lam_text_take(&place, &path);
    status = status == LAM_OK ? lam_text_take(text, &bytes) : status;
    status = status == LAM_OK ? lam_file_write(path, bytes) : status;
    lam_text_free(text);
    free(path);
    free(bytes);
    return status;
}
