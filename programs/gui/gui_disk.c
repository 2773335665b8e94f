/* SPDX-License-Identifier: BSD-3-Clause
 * gui_disk.c - files: read whole, written whole or not at all. */
#define _GNU_SOURCE /* O_CLOEXEC, renameat2 */
#include "gui.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static lam_status fail(const char *path, int error) {
    bool is_missing = error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG;
    return lam_fail(is_missing ? LAM_ERR_INPUT : LAM_ERR_IO, "'%s': %s", path, strerror(error));
}

/* All that comes, up to n bytes, *n_out in the end; an errno. */
static int read_all(int fd, char *bytes, size_t n, size_t *n_out) {
    *n_out = 0;
    while (*n_out < n) {
        ssize_t moved = read(fd, bytes + *n_out, n - *n_out);
        if (moved == 0 || (moved < 0 && errno != EINTR)) {
            return moved == 0 ? 0 : errno;
        }
        *n_out += moved > 0 ? (size_t)moved : 0;
    }
    return 0;
}

static int write_all(int fd, const char *bytes, size_t n) {
    while (n > 0) {
        ssize_t moved = write(fd, bytes, n);
        if (moved < 0 && errno != EINTR) {
            return errno;
        }
        bytes += moved > 0 ? moved : 0;
        n -= moved > 0 ? (size_t)moved : 0;
    }
    return 0;
}

/* A pipe or device is not opened in earnest: that would wait, or do something. */
static lam_status open_file(const char *path, int *fd_out, struct stat *about) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return fail(path, errno);
    }
    if (fstat(fd, about) != 0 || !S_ISREG(about->st_mode)) {
        close(fd);
        return lam_fail(LAM_ERR_INPUT, "'%s'; accepted: a file", path);
    }
    *fd_out = fd;
    return LAM_OK;
}

lam_status gui_disk_read(const char *path, size_t most, char **bytes_out, size_t *n_out) {
    int fd = -1;
    struct stat about;
    LAM_TRY(open_file(path, &fd, &about));
    if ((uintmax_t)about.st_size > most) {
        close(fd);
        return lam_fail(LAM_ERR_INPUT, "'%s': %.1f MiB; accepted: up to %.1f MiB", path,
                        (double)about.st_size / (1 << 20), (double)most / (1 << 20));
    }
    size_t n = (size_t)about.st_size;
    char *bytes = lam_alloc(n + 1, 1);
    int error = bytes == NULL ? ENOMEM : read_all(fd, bytes, n, n_out);
    close(fd);
    if (error != 0) {
        free(bytes);
        return fail(path, error);
    }
    *bytes_out = bytes;
    return LAM_OK;
}

lam_status gui_disk_read_end(const char *path, size_t most, char **bytes_out, size_t *n_out) {
    int fd = -1;
    struct stat about;
    LAM_TRY(open_file(path, &fd, &about));
    size_t size = (size_t)about.st_size, n = size < most ? size : most;
    char *bytes = lam_alloc(n + 1, 1);
    int error = bytes == NULL ? ENOMEM : 0;
    if (error == 0 && lseek(fd, (off_t)(size - n), SEEK_SET) < 0) {
        error = errno;
    }
    error = error == 0 ? read_all(fd, bytes, n, n_out) : error;
    close(fd);
    if (error != 0) {
        free(bytes);
        return fail(path, error);
    }
    *bytes_out = bytes;
    return LAM_OK;
}

int gui_disk_rename(const char *from, const char *to) {
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) {
        return 0;
    }
    if (errno != EINVAL) {
        return errno;
    }
    /* disks over a network do not have that: what is there already is seen otherwise */
    if (link(from, to) == 0) {
        unlink(from);
        return 0;
    }
    struct stat about;
    if (errno == EEXIST || lstat(to, &about) == 0) {
        return EEXIST;
    }
    return rename(from, to) == 0 ? 0 : errno;
}

lam_status gui_disk_write(const char *path, const char *bytes, size_t n, bool replaces) {
    static atomic_uint number;
    char part[PATH_MAX];
    const char *name = strrchr(path, '/');
    int n_folder = name == NULL ? 0 : (int)(name + 1 - path);
    if (n_folder + 64 > PATH_MAX) {
        return fail(path, ENAMETOOLONG);
    }
    lam_format(part, sizeof part, "%.*s.laminae-part-%ld-%u", n_folder, path, (long)getpid(),
               atomic_fetch_add(&number, 1));
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    int error = fd < 0 ? errno : write_all(fd, bytes, n);
    if (error == 0 && fsync(fd) != 0) {
        error = errno;
    }
    if (fd >= 0 && close(fd) != 0 && error == 0) {
        error = errno;
    }
    if (error == 0 && replaces) {
        error = rename(part, path) == 0 ? 0 : errno;
    } else if (error == 0) {
        error = gui_disk_rename(part, path);
    }
    if (fd >= 0 && error != 0) {
        unlink(part);
    }
    return error == 0 ? LAM_OK : fail(path, error);
}
