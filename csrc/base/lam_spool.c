/* SPDX-License-Identifier: BSD-3-Clause
 * lam_spool.c - the file that holds the traces of one rank while a run lasts. */
#include "base/lam_spool_impl.h"
#include "base/lam_file_impl.h"
#include "base/lam_status_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGE = 4096 };

static const char magic[8] = "lamtrc1";

typedef struct header {
    char magic[8];
    uint64_t n_traces, n_samples, row_length, texts_size;
    double dt_ms;
} header;

static const char *temporary_folder(void) {
    const char *folder = getenv("TMPDIR");
    return folder != NULL && folder[0] != '\0' ? folder : "/var/tmp";
}

lam_status lam_spool_fail(const lam_spool *spool, const char *what, int error) {
    bool has_name = spool->path_owned != NULL;
    return lam_fail(LAM_ERR_IO, "cannot %s the recorded traces: %s: %s'%s'", what, strerror(error),
                    has_name ? "" : "a file in TMPDIR, ",
                    has_name ? spool->path_owned : temporary_folder());
}

/* Read all n bytes; returns 0 or an errno. */
static int read_all(int fd, void *bytes, size_t n, size_t offset) {
    for (size_t done = 0; done < n;) {
        ssize_t moved = pread(fd, (char *)bytes + done, n - done, (off_t)(offset + done));
        if (moved > 0) {
            done += (size_t)moved;
        } else if (moved == 0 || errno != EINTR) {
            return moved == 0 ? EIO : errno; /* 0: the file is shorter than it was made */
        }
    }
    return 0;
}

static size_t data_of(const lam_spool *spool) {
    return (sizeof(header) + spool->texts_size + PAGE - 1) / PAGE * PAGE;
}

static size_t n_blocks(const lam_spool *spool) {
    return (spool->n_samples + spool->row_length - 1) / spool->row_length;
}

static size_t row_offset(const lam_spool *spool, size_t block, size_t trace) {
    return spool->data + (block * spool->n_traces + trace) * spool->row_length * sizeof(double);
}

/* ---- writing ---- */

static int open_nameless(void) {
    char path[4096];
    snprintf(path, sizeof path, "%s/laminae.XXXXXX", temporary_folder());
    int fd = mkstemp(path);
    if (fd >= 0) {
        unlink(path);
    }
    return fd;
}

lam_status lam_spool_create(const char *path, lam_spool *spool) {
    spool->fd = -1;
    spool->path_owned = path != NULL ? strdup(path) : NULL;
    if (path != NULL && spool->path_owned == NULL) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: the path of the recorded traces");
    }
    spool->data = data_of(spool);
    spool->fd =
        path != NULL ? open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666) : open_nameless();
    if (spool->fd < 0) {
        return lam_spool_fail(spool, "make the file of", errno);
    }
    /* A full disk is met now, not within the run. */
    size_t size = row_offset(spool, n_blocks(spool), 0);
    int error = posix_fallocate(spool->fd, 0, (off_t)size);
    header head = {.n_traces = spool->n_traces,
                   .n_samples = spool->n_samples,
                   .row_length = spool->row_length,
                   .texts_size = spool->texts_size,
                   .dt_ms = spool->dt_ms};
    memcpy(head.magic, magic, sizeof magic);
    if (error == 0) {
        error = lam_file_write_at(spool->fd, &head, sizeof head, 0);
    }
    if (error == 0) {
        error = lam_file_write_at(spool->fd, spool->texts_owned, spool->texts_size, sizeof head);
    }
    return error == 0 ? LAM_OK : lam_spool_fail(spool, "write", error);
}

int lam_spool_write(const lam_spool *spool, size_t block, size_t trace, const double *row) {
    return lam_file_write_at(spool->fd, row, spool->row_length * sizeof *row,
                             row_offset(spool, block, trace));
}

lam_status lam_spool_finish(lam_spool *spool) {
    if (spool->path_owned == NULL) {
        return LAM_OK;
    }
    int failed = close(spool->fd); /* on a shared file system others see only what was closed */
    spool->fd = -1;
    if (failed == 0) {
        spool->fd = open(spool->path_owned, O_RDONLY | O_CLOEXEC);
    }
    return spool->fd >= 0 ? LAM_OK : lam_spool_fail(spool, "write", errno);
}

/* ---- reading ---- */

/* As long as its header says. */
static bool is_whole(const lam_spool *spool) {
    struct stat there;
    size_t size = fstat(spool->fd, &there) == 0 ? (size_t)there.st_size : 0;
    return spool->row_length > 0 && spool->texts_size < size &&
           row_offset(spool, n_blocks(spool), 0) == size;
}

static lam_status read_texts(lam_spool *spool) {
    spool->texts_owned = lam_alloc(spool->texts_size, 1);
    if (spool->texts_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    int error = read_all(spool->fd, spool->texts_owned, spool->texts_size, sizeof(header));
    size_t n_ends = 0;
    for (size_t i = 0; i < spool->texts_size; i++) {
        n_ends += spool->texts_owned[i] == '\0';
    }
    if (error == 0 && n_ends != 2 * spool->n_traces) {
        error = EIO;
    }
    return error == 0 ? LAM_OK : lam_spool_fail(spool, "read", error);
}

lam_status lam_spool_open(const char *path, lam_spool *spool) {
    header head;
    *spool = (lam_spool){.fd = -1, .path_owned = strdup(path)};
    if (spool->path_owned == NULL) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory: the path of the recorded traces");
    }
    spool->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (spool->fd < 0) {
        return lam_spool_fail(spool, "open", errno);
    }
    int error = read_all(spool->fd, &head, sizeof head, 0);
    if (error == 0 && memcmp(head.magic, magic, sizeof magic) != 0) {
        error = EIO;
    }
    if (error != 0) {
        return lam_spool_fail(spool, "read", error);
    }
    spool->n_traces = head.n_traces;
    spool->n_samples = head.n_samples;
    spool->row_length = head.row_length;
    spool->texts_size = head.texts_size;
    spool->dt_ms = head.dt_ms;
    spool->data = data_of(spool);
    return is_whole(spool) ? read_texts(spool) : lam_spool_fail(spool, "read", EIO);
}

lam_status lam_spool_read(const lam_spool *spool, size_t trace, double *samples_out) {
    for (size_t block = 0; block < n_blocks(spool); block++) {
        size_t first = block * spool->row_length, n = spool->n_samples - first;
        n = n < spool->row_length ? n : spool->row_length;
        int error = read_all(spool->fd, samples_out + first, n * sizeof *samples_out,
                             row_offset(spool, block, trace));
        if (error != 0) {
            return lam_spool_fail(spool, "read", error);
        }
    }
    return LAM_OK;
}

void lam_spool_close(lam_spool *spool) {
    if (spool->fd >= 0) {
        close(spool->fd);
    }
    free(spool->path_owned);
    free(spool->texts_owned);
    *spool = (lam_spool){.fd = -1};
}
