/* SPDX-License-Identifier: BSD-3-Clause
 * gui_claim.c - one server a folder: FOLDER/.laminae/server is locked by it, and has its address.
 */
#include "gui.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE = 100 }; /* looks, 20 ms apart, at the file of a server that begins or ends */

static lam_status fail(const gui *g) {
    return lam_fail(LAM_ERR_INPUT, "'%s': %s; accepted: a folder that can be written",
                    g->folder_owned, strerror(errno));
}

/* The line that the server which has the file has written; false: none yet. */
static bool read_address(int fd, char address[GUI_ADDRESS]) {
    ssize_t n = pread(fd, address, GUI_ADDRESS - 1, 0);
    address[n > 0 ? n : 0] = '\0';
    char *end = strchr(address, '\n');
    if (end != NULL) {
        *end = '\0';
    }
    return end != NULL;
}

/* Folders of the server's own; a link in the place of one would lead elsewhere. */
static lam_status make_folders(const gui *g) {
    static const char *const names[] = {".laminae", ".laminae/jobs"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[PATH_MAX];
        struct stat about;
        lam_format(path, sizeof path, "%s/%s", g->folder_owned, names[i]);
        if ((mkdir(path, 0777) != 0 && errno != EEXIST) || lstat(path, &about) != 0) {
            return fail(g);
        }
        if (!S_ISDIR(about.st_mode)) {
            errno = ENOTDIR;
            return fail(g);
        }
    }
    return LAM_OK;
}

lam_status gui_claim(gui *g, char other[GUI_ADDRESS]) {
    char path[PATH_MAX];
    struct timespec pause = {.tv_nsec = 20000000};
    LAM_TRY(make_folders(g));
    lam_format(path, sizeof path, "%s/.laminae/server", g->folder_owned);
    g->claim_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (g->claim_fd < 0 || fchmod(g->claim_fd, 0600) != 0) { /* it will hold the token */
        return fail(g);
    }
    for (int i = 0; i < PATIENCE; i++) {
        /* where there are no locks at all, there is nothing to be said against a server */
        if (flock(g->claim_fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) {
            other[0] = '\0';
            return ftruncate(g->claim_fd, 0) == 0 ? LAM_OK : fail(g);
        }
        if (read_address(g->claim_fd, other)) {
            return LAM_OK;
        }
        nanosleep(&pause, NULL);
    }
    return lam_fail(LAM_ERR_IO, "'%s' is served already, by a server that does not say where",
                    g->folder_owned);
}

lam_status gui_claim_say(const gui *g, const char *address) {
    char line[GUI_ADDRESS + 1];
    lam_format(line, sizeof line, "%s\n", address);
    size_t n = strlen(line);
    return pwrite(g->claim_fd, line, n, 0) == (ssize_t)n
               ? LAM_OK
               : lam_fail(LAM_ERR_IO, "'%s': %s", g->folder_owned, strerror(errno));
}

void gui_claim_end(const gui *g) {
    (void)!ftruncate(g->claim_fd, 0);
    close(g->claim_fd);
}
