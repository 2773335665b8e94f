/* SPDX-License-Identifier: BSD-3-Clause
 * lam_file.c - opening files that somebody names: those alone that can be read from the beginning
 * to an end; writing all that shall be written. */
#include "base/lam_file_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Not waiting for the other end of a pipe. */
static FILE *open_now(const char *path) {
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "rb");
    if (fd >= 0 && file == NULL) {
        close(fd);
    }
    return file;
}

/* Whether a text is in UTF-16, with a byte order mark or by each second byte, which is 0. A mark of
 * UTF-8, with which some editors begin a file, is skipped. */
static bool is_utf16(FILE *file) {
    unsigned char c[4] = {0};
    size_t n = fread(c, 1, sizeof c, file);
    bool is_marked = n >= 3 && memcmp(c, "\xef\xbb\xbf", 3) == 0;
    fseek(file, is_marked ? 3 : 0, SEEK_SET);
    return n >= 2 && (memcmp(c, "\xff\xfe", 2) == 0 || memcmp(c, "\xfe\xff", 2) == 0 ||
                      (n == 4 && !c[0] != !c[1] && !c[0] == !c[2] && !c[1] == !c[3]));
}

lam_status lam_file_open(const char *path, const char *accepted, long long max_size,
                         FILE **file_out) {
    struct stat status;
    FILE *file = open_now(path);
    if (file == NULL || fstat(fileno(file), &status) != 0) {
        lam_fail(LAM_ERR_INPUT, "%s: %s; accepted: %s", path, strerror(errno), accepted);
    } else if (!S_ISREG(status.st_mode)) {
        lam_fail(LAM_ERR_INPUT, "%s: %s; accepted: %s", path,
                 S_ISDIR(status.st_mode) ? "is a folder" : "is a pipe or device", accepted);
    } else if (status.st_size > max_size) {
        lam_fail(LAM_ERR_INPUT, "%s: %lld bytes; accepted: %s of at most %lld bytes", path,
                 (long long)status.st_size, accepted, max_size);
    } else if (is_utf16(file)) {
        lam_fail(LAM_ERR_INPUT, "%s: is a text in UTF-16; accepted: %s, in UTF-8", path, accepted);
    } else {
        *file_out = file;
        return LAM_OK;
    }
    if (file != NULL) {
        fclose(file);
    }
    return LAM_ERR_INPUT;
}

int lam_file_write_at(int fd, const void *bytes, size_t n, size_t offset) {
    for (size_t done = 0; done < n;) {
        ssize_t moved = pwrite(fd, (const char *)bytes + done, n - done, (off_t)(offset + done));
        if (moved < 0 && errno != EINTR) {
            return errno;
        }
        done += moved > 0 ? (size_t)moved : 0;
    }
    return 0;
}

lam_status lam_kind_of(int error) {
    return error == ENOSPC || error == EDQUOT || error == EIO ? LAM_ERR_IO : LAM_ERR_INPUT;
}

bool lam_file_is_hdf5(const char *path) {
    static const char signature[8] =
        "\x89HDF\r\n\x1a\n"; /* HDF5 File Format Specification, III.A */
    char begin[sizeof signature];
    FILE *file = NULL;
    if (lam_file_open(path, "", INT64_MAX, &file) != LAM_OK) {
        return false; /* which the reader of other files will say */
    }
    bool is = fread(begin, 1, sizeof begin, file) == sizeof begin &&
              memcmp(begin, signature, sizeof begin) == 0;
    fclose(file);
    return is;
}
