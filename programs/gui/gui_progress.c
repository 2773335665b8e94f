/* SPDX-License-Identifier: BSD-3-Clause
 * gui_progress.c - how far a command is, from the line of progress that it writes. */
#include "gui_queue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A number, and what stands behind it. */
static bool number_at(const char *text, double *number, const char **end) {
    return lam_number_read(text, NULL, number, end) && isfinite(*number);
}

/* "trial 3/10  104.0 of 170 ms  0.1 s left" and "trials 3-4/10  ..." */
static double of_trials(const char *line) {
    const char *at = strchr(line, ' ');
    double first = 0, last = 0, n = 0, t_ms = 0, tstop_ms = 0;
    if (at == NULL || !number_at(at + 1, &first, &at)) {
        return -1;
    }
    last = first;
    if (*at == '-' && !number_at(at + 1, &last, &at)) {
        return -1;
    }
    if (*at != '/' || !number_at(at + 1, &n, &at) || !number_at(at, &t_ms, &at) ||
        strncmp(at, " of ", 4) != 0 || !number_at(at + 4, &tstop_ms, &at)) {
        return -1;
    }
    return (first - 1 + (last - first + 1) * t_ms / tstop_ms) / n;
}

/* "12 of 100 points, ..." and "evaluation 12 of up to 100, ..."; "profile 2 of 4: ...", which is at
 * work on that one. */
static double of_points(const char *line) {
    bool is_profile = strncmp(line, "profile ", 8) == 0;
    const char *at = line + (is_profile ? 8 : strncmp(line, "evaluation ", 11) == 0 ? 11 : 0);
    double done = 0, n = 0;
    if (!number_at(at, &done, &at) || strncmp(at, " of ", 4) != 0) {
        return -1;
    }
    at += strncmp(at, " of up to ", 10) == 0 ? 10 : 4;
    return number_at(at, &n, &at) && n > 0 ? (done - is_profile) / n : -1;
}

/* "0.1 s" of "..., 0.1 s left". */
static void read_left(const char *line, char left[GUI_LEFT]) {
    size_t n = strlen(line);
    const char *begin = line + n - 5;
    if (n < 5 || strcmp(begin, " left") != 0) {
        return;
    }
    while (begin > line && begin[-1] != ',' && strncmp(begin - 1, "  ", 2) != 0) {
        begin--;
    }
    begin += strspn(begin, " ");
    lam_format(left, GUI_LEFT, "%.*s", (int)(line + n - 5 - begin), begin);
}

static void take_line(const char *text, gui_progress *progress) {
    if (!lam_text_is_utf8(text)) {
        return;
    }
    double done = strncmp(text, "trial", 5) == 0 ? of_trials(text) : of_points(text);
    if (done >= 0) {
        progress->done = fmin(done, 1);
    }
    progress->left[0] = '\0';
    read_left(text, progress->left);
    lam_format(progress->line, GUI_LINE, "%s", text);
}

/* Lines end with a line feed, lines of progress begin with a carriage return; what erases the rest
 * of one on a terminal parts them, too. */
void gui_progress_read(const char *log, gui_progress *progress) {
    static const char erase[] = "[K";
    while (*log != '\0') {
        char line[GUI_LINE];
        size_t n = strcspn(log, "\r\n\033");
        size_t n_kept = n < sizeof line ? n : sizeof line - 1;
        while (n_kept < n && n_kept > 0 && (log[n_kept] & 0xC0) == 0x80) {
            n_kept--; /* whole letters */
        }
        memcpy(line, log, n_kept);
        line[n_kept] = '\0';
        if (n_kept > 0) {
            take_line(line, progress);
        }
        log += n + (log[n] == '\0' ? 0 : 1);
        log += strncmp(log, erase, sizeof erase - 1) == 0 ? sizeof erase - 1 : 0;
    }
}

void gui_progress_of(const gui *g, long id, gui_progress *progress) {
    enum { END = 4096 };
    char path[PATH_MAX], *bytes = NULL;
    size_t n = 0;
    gui_job_path(g, id, "log", path);
    if (gui_disk_read_end(path, END, &bytes, &n) == LAM_OK) {
        const char *begin = bytes; /* in the midst of a line */
        if (n == END) {
            begin += strcspn(bytes, "\r\n");
        }
        gui_progress_read(begin, progress);
        free(bytes);
    }
}
