/* SPDX-License-Identifier: BSD-3-Clause
 * lam_lock.c - the lock of a folder of results. Other processes of the run can leave word in it
 * that the run has to end. */
#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"
#include "results/lam_folder_impl.h"
#include "base/lam_status_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The file holds the number of the process that owns it, then room for a word. The room is taken at
 * the start, because the word may be that the disk is full. When the word has been read, the file
 * is cut before it. */
enum { OWNER_SIZE = 32, WORD_SIZE = 1024, LOCK_SIZE = OWNER_SIZE + WORD_SIZE };

static lam_status refuse_locked(const lam_folder *folder, int lock_fd) {
    if (errno != EWOULDBLOCK) {
        return lam_fail(lam_kind_of(errno), "cannot lock the folder '%s': %s", folder->path_owned,
                        strerror(errno));
    }
    char owner[24] = "";
    ssize_t n = read(lock_fd, owner, sizeof owner - 1);
    owner[n > 0 ? strspn(owner, "0123456789") : 0] = '\0';
    return lam_fail(LAM_ERR_INPUT,
                    "another run (process id %s) is writing its results to '%s': "
                    "wait for it, or choose another folder",
                    owner[0] != '\0' ? owner : "not known yet", folder->path_owned);
}

/* The kernel drops the lock when its owner ends, in whatever way. */
lam_status lam_lock(lam_folder *folder) {
    for (;;) {
        int fd = openat(folder->fd, LAM_LOCK_NAME, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd < 0) {
            return lam_fail(lam_kind_of(errno), "cannot write to the folder '%s': %s",
                            folder->path_owned, strerror(errno));
        }
        if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
            lam_status status = refuse_locked(folder, fd);
            close(fd);
            return status;
        }
        struct stat locked, present;
        if (fstat(fd, &locked) == 0 && fstatat(folder->fd, LAM_LOCK_NAME, &present, 0) == 0 &&
            locked.st_ino == present.st_ino) {
            folder->lock_fd = fd;
            break;
        }
        close(fd); /* its owner removed it between our open and our lock: try again */
    }
    char content[LOCK_SIZE];
    memset(content, '\n', sizeof content);
    int length = snprintf(content, OWNER_SIZE, "%ld", (long)getpid());
    content[length] = '\n';
    int error = lam_file_write_at(folder->lock_fd, content, sizeof content, 0);
    return error == 0 ? LAM_OK
                      : lam_fail(LAM_ERR_IO, "cannot write to the folder '%s': %s",
                                 folder->path_owned, strerror(error));
}

/* Set errno on failure. */
static int open_lock(const char *directory) {
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/" LAM_LOCK_NAME, directory);
    if (length < 0 || (size_t)length >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
}

/* Waits until the file has been cut or removed. Returns false after wait_s without either. */
static bool wait_until_heard(int fd, double wait_s) {
    struct stat now;
    double end_s = lam_now_s() + wait_s;
    while (fstat(fd, &now) == 0 && now.st_nlink > 0 && now.st_size > OWNER_SIZE) {
        if (lam_now_s() >= end_s) {
            return false;
        }
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
    return true;
}

bool lam_results_ask(const char *directory, int exit_status, const char *line, double wait_s) {
    char word[WORD_SIZE] = "";
    int fd = open_lock(directory);
    if (fd < 0) {
        return false;
    }
    snprintf(word, sizeof word, "%d %s", exit_status, line);
    bool heard =
        lam_file_write_at(fd, word, sizeof word, OWNER_SIZE) == 0 && wait_until_heard(fd, wait_s);
    close(fd);
    return heard;
}

bool lam_lock_asked(const lam_folder *folder, int *exit_status_out, char *line_out,
                    size_t line_size) {
    double exit_status;
    const char *line;
    char word[WORD_SIZE];
    ssize_t n = pread(folder->lock_fd, word, sizeof word - 1, OWNER_SIZE);
    word[n > 0 ? n : 0] = '\0';
    if (!lam_number_read(word, " ", &exit_status, &line)) {
        return false;
    }
    *exit_status_out = (int)exit_status;
    snprintf(line_out, line_size, "%s", line + (line[0] == ' '));
    return ftruncate(folder->lock_fd, OWNER_SIZE) == 0;
}
