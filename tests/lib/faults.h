/* SPDX-License-Identifier: BSD-3-Clause
 * faults.h - a test's own open, pwrite, rename ...: one of them fails, or ends the process, or the
 * disk is full. What the library and HDF5 call is found here before libc's.
 *
 * Included before all else. A part of the test arms itself and ends with its process. */
#ifndef LAM_FAULTS_H
#define LAM_FAULTS_H

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { DIES = -1 };

static struct {
    long n_calls, at; /* how many there were, which one fails; 0: none */
    int error;        /* with this errno; DIES: the process is killed before it */
    bool is_small;    /* the disk: files may grow by so many bytes */
    off_t room;
    bool (*is_concerned)(int fd); /* NULL: every file is */
} faults;

/* Whether this call is the one. */
static bool fault(void) {
    faults.n_calls++;
    if (faults.at == 0 || faults.n_calls != faults.at) {
        return false;
    }
    if (faults.error == DIES) {
        raise(SIGKILL);
    }
    errno = faults.error;
    return true;
}

/* Of n bytes at `end` - n those that find room. */
static size_t fit(int fd, size_t n, off_t end) {
    struct stat file;
    if (!faults.is_small || (faults.is_concerned != NULL && !faults.is_concerned(fd)) ||
        fstat(fd, &file) != 0 || end <= file.st_size) {
        return n;
    }
    off_t grows = end - file.st_size, lacks = grows > faults.room ? grows - faults.room : 0;
    faults.room -= grows - lacks;
    return (size_t)lacks < n ? n - (size_t)lacks : 0;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

/* Opening to read is no matter of a disk, and only a process that is killed is stopped by it. */
static bool fault_at_open(int flags) {
    bool writes = (flags & (O_CREAT | O_WRONLY | O_RDWR)) != 0;
    return (writes || faults.error == DIES) && fault();
}

static mode_t mode_of(int flags, va_list arguments) {
    return (flags & O_CREAT) != 0 ? (mode_t)va_arg(arguments, int) : 0;
}

int open(const char *path, int flags, ...) {
    REAL(open);
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return fault_at_open(flags) ? -1 : real(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
    REAL(openat);
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return fault_at_open(flags) ? -1 : real(folder, path, flags, mode);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t offset) {
    REAL(pwrite);
    if (fault()) {
        return -1;
    }
    size_t fits = fit(fd, n, offset + (off_t)n);
    if (fits == 0 && n > 0) {
        errno = ENOSPC;
        return -1;
    }
    return real(fd, bytes, fits, offset);
}

int posix_fallocate(int fd, off_t offset, off_t n) {
    REAL(posix_fallocate);
    if (fault()) {
        return errno;
    }
    return fit(fd, (size_t)n, offset + n) < (size_t)n ? ENOSPC : real(fd, offset, n);
}

int ftruncate(int fd, off_t size) {
    REAL(ftruncate);
    struct stat file;
    if (faults.is_small && fstat(fd, &file) == 0 && size < file.st_size) {
        faults.room += file.st_size - size;
    }
    return fault() ? -1 : real(fd, size);
}

int fsync(int fd) {
    (void)fd; /* slow, and nothing that a test could see */
    return fault() ? -1 : 0;
}

int rename(const char *from, const char *to) {
    REAL(rename);
    return fault() ? -1 : real(from, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    REAL(renameat);
    return fault() ? -1 : real(from_folder, from, to_folder, to);
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    return fault() ? -1 : real(path, mode);
}

int close(int fd) {
    REAL(close);
    int result = real(fd);
    return fault() ? -1 : result;
}

/* What cannot be removed stays. */
int unlinkat(int folder, const char *path, int flags) {
    REAL(unlinkat);
    return faults.error == DIES && fault() ? -1 : real(folder, path, flags);
}

#endif
