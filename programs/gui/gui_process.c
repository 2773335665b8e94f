/* SPDX-License-Identifier: BSD-3-Clause
 * gui_process.c - processes that need not be children: known by their number and by when they
 * began, as numbers are used again. */
#define _GNU_SOURCE /* syscall */
#include "gui_process.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Numbers of processes and times hold until then. */
static json_t *boot_of_here(void) {
    char text[64] = "";
    FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
    if (file != NULL) {
        text[fread(text, 1, sizeof text - 1, file)] = '\0';
        text[strcspn(text, "\n")] = '\0';
        fclose(file);
    }
    return json_string(text);
}

/* In ticks since this machine has begun; 0: there is no such process, or it has ended. */
static long long start_of(pid_t pid) {
    char path[64], text[1024];
    lam_format(path, sizeof path, "/proc/%ld/stat", (long)pid);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return 0;
    }
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    char *at = strrchr(text, ')'); /* ends its name; the start is 20 words behind it */
    if (at == NULL || strncmp(at, ") Z", 3) == 0) {
        return 0;
    }
    for (int i = 0; at != NULL && i < 20; i++) {
        at = strchr(at + 1, ' ');
    }
    return at == NULL ? 0 : strtoll(at, NULL, 10);
}

gui_process gui_process_of(pid_t pid) {
    return (gui_process){pid, start_of(pid), (int)syscall(SYS_pidfd_open, pid, 0)};
}

json_t *gui_process_tell(void) {
    pid_t pid = getpid();
    return json_pack("{s:I, s:I, s:o}", "pid", (json_int_t)pid, "start", (json_int_t)start_of(pid),
                     "boot", boot_of_here());
}

gui_process gui_process_find(const json_t *told) {
    json_t *boot = boot_of_here();
    bool is_here = json_equal(boot, json_object_get(told, "boot")) != 0;
    json_decref(boot);
    json_int_t pid = json_integer_value(json_object_get(told, "pid"));
    if (!is_here || pid <= 1 || pid != (pid_t)pid) {
        return GUI_NO_PROCESS;
    }
    gui_process process = gui_process_of((pid_t)pid);
    if (process.start != json_integer_value(json_object_get(told, "start")) ||
        !gui_process_lives(&process)) {
        gui_process_close(&process);
    }
    return process;
}

bool gui_process_lives(const gui_process *process) {
    struct pollfd end = {.fd = process->fd, .events = POLLIN};
    return process->start != 0 &&
           (process->fd < 0 ? start_of(process->pid) == process->start : poll(&end, 1, 0) == 0);
}

void gui_process_stop(const gui_process *process) {
    if (process->fd >= 0) {
        syscall(SYS_pidfd_send_signal, process->fd, SIGTERM, NULL, 0);
    } else if (gui_process_lives(process)) {
        kill(process->pid, SIGTERM);
    }
}

void gui_process_close(gui_process *process) {
    if (process->fd >= 0) {
        close(process->fd);
    }
    *process = GUI_NO_PROCESS;
}
